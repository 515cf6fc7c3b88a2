"""Hands for tests: real events at places of the leg."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Site
from sclerochart.ui.chart.leg_view import LegView

THIGH = Spot("right", "lateral", 30.0, 640.0)
CALF = Spot("left", "posterior", -95.0, 380.0)
SHIN = Spot("right", "anterior", -95.0, 300.0)

LEFT = Qt.MouseButton.LeftButton


def click(view: LegView, spot: Spot) -> None:
    """Press and release the left button at a spot."""
    QTest.mouseClick(view, LEFT, pos=view.spot_to_pixel(spot))


def point(view: LegView, at: Spot | QPoint) -> None:
    """Move the pointer there without a button."""
    pixel = view.spot_to_pixel(at) if isinstance(at, Spot) else at
    _mouse(view, QEvent.Type.MouseMove, pixel, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)


def drag(view: LegView, start: QPoint, end: QPoint, *, steps: int = 5) -> None:
    """Press at one pixel, move in steps, release at another."""
    press(view, start)
    move(view, start, end, steps=steps)
    release(view, end)


def press(view: LegView, at: QPoint) -> None:
    """Press the left button."""
    _mouse(view, QEvent.Type.MouseButtonPress, at, LEFT, LEFT)


def move(view: LegView, start: QPoint, end: QPoint, *, steps: int = 5) -> None:
    """Move with the left button down, in steps."""
    for step in range(1, steps + 1):
        _mouse(view, QEvent.Type.MouseMove, start + (end - start) * step / steps, Qt.MouseButton.NoButton, LEFT)


def release(view: LegView, at: QPoint) -> None:
    """Release the left button."""
    _mouse(view, QEvent.Type.MouseButtonRelease, at, LEFT, Qt.MouseButton.NoButton)


def double_click(view: LegView, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Two quick clicks, as the system tells of them: the second press comes as a double-click."""
    QTest.mouseClick(view, button, pos=at)
    QTest.mouseDClick(view, button, pos=at)
    QTest.mouseRelease(view, button, pos=at)


def turn_wheel(view: LegView, at: QPoint, by: int) -> None:
    """Turn the wheel over a pixel; a notch is 120."""
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    where, there = QPointF(at), QPointF(view.mapToGlobal(at))
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QWheelEvent(where, there, QPoint(), QPoint(0, by), none, plain, phase, False))


def site(key: str, spot: Spot, *, vein: str = "tel", preparation: str | None = "p") -> Site:
    """A site of 0.1 ml at a spot, not stored anywhere."""
    place = shipped().place(spot)
    assert place is not None
    return Site(key, "s", int(key), place, 100, vein, preparation)


def lights(image: QImage) -> bytes:
    """The lightness of every pixel, row by row."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows, step = bytes(grey.constBits()), grey.bytesPerLine()
    return b"".join(rows[y * step : y * step + grey.width()] for y in range(grey.height()))


def _mouse(
    widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton, **_: Any
) -> None:
    where = QPointF(at)
    event = QMouseEvent(kind, where, QPointF(widget.mapToGlobal(at)), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
