"""What a hand does on the diagram, by mouse, pen or touch, as one small state: press, drag, pan, pinch, long press."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QTabletEvent, QTouchEvent

Hand = Literal["mouse", "pen", "touch"]

REACH_PX = {"mouse": 8.0, "pen": 8.0, "touch": 22.0}
DRAG_PX = {"mouse": 6.0, "pen": 6.0, "touch": 12.0}
"""How far a press on a site moves before it drags; a gloved finger rolls more than a mouse."""
LONG_PRESS_MS = 350
ECHO_MS = 800
"""A mouse event this soon after a touch, made from it by the system, is an echo."""


@dataclass(slots=True)
class Press:
    """A press that has not ended: where it began, the site it began on, and what it became."""

    hand: Hand
    start: QPointF
    site_id: str | None
    became: Literal["press", "drag", "pan", "held", "pick", "stroke"] = "press"
    at: QPointF | None = None

    def moved(self, to: QPointF) -> bool:
        """Whether it went farther than a hand trembles."""
        away = to - self.start
        return away.x() ** 2 + away.y() ** 2 > DRAG_PX[self.hand] ** 2


@dataclass(slots=True)
class Pinch:
    """Two fingers: their middle and the distance between them when last looked at."""

    middle: QPointF
    spread: float


def pinch_of(points: list[QEventPoint]) -> Pinch:
    """Middle and spread of the first two fingers."""
    first, second = points[0].position(), points[1].position()
    away = second - first
    return Pinch((first + second) / 2, max((away.x() ** 2 + away.y() ** 2) ** 0.5, 1.0))


def is_echo(event: QMouseEvent, touched_ms: int | None) -> bool:
    """Whether a mouse event only repeats a touch or a pen stroke that was dealt with already."""
    made = event.source() != Qt.MouseEventSource.MouseEventNotSynthesized
    return made and touched_ms is not None and 0 <= event.timestamp() - touched_ms <= ECHO_MS


@dataclass(slots=True)
class TouchReader:
    """Tells one finger from two: a second finger turns a press into a pinch, and what is left of it places nothing."""

    press: Callable[[QPointF], None]
    move: Callable[[QPointF], None]
    release: Callable[[QPointF], None]
    cancel: Callable[[], None]
    pinch: Callable[[Pinch, Pinch], None]
    _pinched: Pinch | None = None
    _spent: bool = False

    def read(self, event: QTouchEvent) -> None:
        """Take one touch event apart."""
        points = event.points()
        kind = event.type()
        if kind == QEvent.Type.TouchCancel:
            self._end()
            self.cancel()
            return
        down = [each for each in points if each.state() != QEventPoint.State.Released]
        if len(down) >= 2:
            now = pinch_of(down)
            if self._pinched is None:
                self.cancel()
            else:
                self.pinch(self._pinched, now)
            self._pinched, self._spent = now, True
            return
        self._pinched = None
        if self._spent:
            if not down:
                self._end()
            return
        point = points[0]
        if point.state() == QEventPoint.State.Pressed:
            self.press(point.position())
        elif point.state() == QEventPoint.State.Released:
            self.release(point.position())
        elif point.state() == QEventPoint.State.Updated:
            self.move(point.position())

    def _end(self) -> None:
        self._pinched, self._spent = None, False


def pen_stage(event: QTabletEvent) -> Literal["press", "move", "release"]:
    """Which part of a pen stroke an event is."""
    if event.type() == QEvent.Type.TabletPress:
        return "press"
    return "release" if event.type() == QEvent.Type.TabletRelease else "move"
