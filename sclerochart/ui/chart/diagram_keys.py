"""The keys that the diagram itself knows: what its table of actions calls by hand, held, or with the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from sclerochart.ui.chart.cursor import DIRECTIONS

if TYPE_CHECKING:
    from sclerochart.ui.chart.leg_view import LegView


class DiagramKeys:
    """Tells what a key does on one diagram; a key that means nothing here is for somebody else."""

    def __init__(self, view: LegView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """A key goes down; False when it means nothing here."""
        key = Qt.Key(event.key())
        return self._on_cursor(key, event) or self._on_diagram(key, event)

    def release(self, event: QKeyEvent) -> bool:
        """A key goes up: a tool or the sheet that it held is let go; Space that moved nothing places at the cursor."""
        tools = self._view.tools
        if event.isAutoRepeat():
            return True
        if event.key() == Qt.Key.Key_B and tools.held is not None:
            self._view.hold_tool(None)
        elif event.key() == Qt.Key.Key_Space and tools.panning:
            panned = tools.panned
            self._view.hold_pan(False)
            if not panned:
                self._view.keyboard.place()
        else:
            return False
        return True

    def _on_diagram(self, key: Qt.Key, event: QKeyEvent) -> bool:
        view = self._view
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acted_on = None if view.gestures.read_only else view.aim.acted_on
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            view.fit_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            view.zoom(0.8 if key == Qt.Key.Key_Minus else 1.25)
        elif key == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                view.hold_pan(True)
        elif key == Qt.Key.Key_B and plain and not view.gestures.read_only:
            if not event.isAutoRepeat():
                view.hold_tool("burst")
        elif key in DIRECTIONS and acted_on is not None:
            view.aim.nudge(key, event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and acted_on is not None:
            view.site_removed.emit(acted_on)
        else:
            return False
        return True

    def _on_cursor(self, key: Qt.Key, event: QKeyEvent) -> bool:
        view = self._view
        if not view.cursor_mode or view.gestures.press is not None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                view.keyboard.place(line=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        there = view.keyboard.state.turned(event, view.sheet)
        if there is not None:
            view.move_cursor(there)
        return there is not None

    def _escape(self) -> bool:
        """One thing at a time: the drag, the cursor, the tool, the zoom."""
        view = self._view
        if view.gestures.press is not None or view.gestures.stroke is not None:
            view.hands.cancel()
        elif view.cursor_mode:
            view.set_cursor_mode(False)
        elif view.tools.chosen != "place":
            view.set_tool("place")
        elif view.zoomed:
            view.fit_all()
        else:
            return False
        return True
