"""Mouse, pen and fingers on the diagram: from events to a press, its way, its end, and where the pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTabletEvent, QTouchEvent, QWheelEvent

from sclerochart.ui.chart.pointer import Hand, Pinch, TouchReader, is_echo, pen_stage

if TYPE_CHECKING:
    from sclerochart.ui.chart.leg_view import LegView

_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


class Hands:
    """Reads the events of one diagram for its gestures, and keeps what is said beside the pointer where that is."""

    def __init__(self, view: LegView) -> None:
        self._view = view
        self.at: QPointF | None = None
        """The pixel where the pointer is, None while it is elsewhere."""
        self.moves = 0
        """How often it moved or pressed: who kept the number knows whether it rested since."""
        self._on_paper = False
        self._touched_ms: int | None = None
        self._touch = TouchReader(lambda at: self._begin("touch", at), self._move, self._lift, self.cancel, self._pinch)

    def cancel(self) -> None:
        """Forget a press that has not ended: nothing is placed, moved or drawn."""
        self.clear_hints()
        self._view.gestures.cancel()
        self._view.show_hand()

    def clear_hints(self) -> None:
        """A line ends: away with its count and with what it would place."""
        if self._view.gestures.stroke is not None:
            self._view.show_live("")
            self._view.show_preview(())

    # Events ---------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button of the mouse goes down."""
        if is_echo(event, self._touched_ms):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position(), event.modifiers())
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._view.gestures.begin_pan(event.position())

    def press_twice(self, event: QMouseEvent) -> None:
        """Two quick clicks on the leg are two sites; on the paper beside it they show all views, as do two with the
        middle button."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        beside = self._on_paper and event.button() == Qt.MouseButton.LeftButton
        if not is_echo(event, self._touched_ms) and (
            middle or (beside and self._view.pixel_to_spot(event.position()) is None)
        ):
            self._view.fit_all()
        else:
            self.press(event)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moves, with or without a button."""
        if is_echo(event, self._touched_ms):
            return
        if self._view.gestures.press is not None and event.buttons():
            self._move(event.position())
        else:
            self._hover(event.position())

    def release(self, event: QMouseEvent) -> None:
        """A button of the mouse goes up."""
        if not is_echo(event, self._touched_ms) and event.button() in _BUTTONS:
            self._end(event.position())
            self._hover(event.position())

    def leave(self) -> None:
        """The pointer leaves the diagram."""
        self._view.update_words()
        self.at = None
        self._view.aim.look_at(self._view.keyboard.spot)
        self._view.spot_pointed.emit(self._view.keyboard.spot)

    def pen(self, event: QTabletEvent) -> None:
        """A pen touches, draws, is lifted or hovers."""
        self._touched_ms = event.timestamp()
        stage = pen_stage(event)
        if stage == "press":
            self._begin("pen", event.position(), event.modifiers())
        elif stage == "release":
            self._end(event.position())
            self._hover(event.position())
        elif self._view.gestures.press is not None:
            self._move(event.position())
        else:
            self._hover(event.position())

    def fingers(self, event: QTouchEvent) -> None:
        """Fingers touch, move or are lifted."""
        self._touched_ms = event.timestamp()
        self._touch.read(event)

    def wheel(self, event: QWheelEvent) -> None:
        """The wheel turns, or two fingers move on a pad."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        if turned:
            self._view.zoom(1.0015**turned, event.position())

    # What they come to ----------------------------------------------------------------------------------------------

    def _begin(self, hand: Hand, at: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self.at, self._on_paper = at, self._view.pixel_to_spot(at) is None
        self.moves += 1
        self._view.gestures.begin(hand, at, modifiers)
        self._view.show_hand()

    def _move(self, to: QPointF) -> None:
        if self._view.gestures.press is not None:
            self._view.update_words()
            self.at = to
            self._view.gestures.move(to)
            self._view.update_words()
            self._view.spot_pointed.emit(self._view.pixel_to_spot(to))

    def _end(self, at: QPointF) -> None:
        self.clear_hints()
        self._view.gestures.end(at)
        self._view.show_hand()

    def _lift(self, at: QPointF) -> None:
        """A finger is lifted: the pointer stayed where it was."""
        self._end(at)
        self._view.look_under_hand()

    def _pinch(self, before: Pinch, now: Pinch) -> None:
        self._view.pan(now.middle - before.middle)
        self._view.zoom(now.spread / before.spread, now.middle)

    def _hover(self, at: QPointF) -> None:
        view = self._view
        view.aim.forget_nudge()
        self.moves += 1
        view.update_words()
        self.at = at
        view.update_words()
        view.aim.look_at(at)
        view.spot_pointed.emit(view.pixel_to_spot(at))
