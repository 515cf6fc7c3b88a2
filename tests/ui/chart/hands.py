"""Hands for tests: real events at places of the leg."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sclerochart.domain.leg import Spot
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
    _mouse(view, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
    for step in range(1, steps + 1):
        _mouse(view, QEvent.Type.MouseMove, start + (end - start) * step / steps, Qt.MouseButton.NoButton, LEFT)
    _mouse(view, QEvent.Type.MouseButtonRelease, end, LEFT, Qt.MouseButton.NoButton)


def _mouse(
    widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton, **_: Any
) -> None:
    where = QPointF(at)
    event = QMouseEvent(kind, where, QPointF(widget.mapToGlobal(at)), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
