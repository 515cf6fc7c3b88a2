"""Keys: from what was pressed to what it means here, and the clinic's own keys in the vault's settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from sclerochart.store.database import Database
from sclerochart.ui.being_typed import typing_in
from sclerochart.ui.chart.actions import BY_ID, Bindings
from sclerochart.ui.workspace import Workspace

if TYPE_CHECKING:
    from sclerochart.ui.chart.leg_view import LegView

SETTING = "chart_keys"

Act = Callable[[], bool | None]
"""Does what an action means; False where it does not apply now, so that the key may mean something else."""

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_NAMES = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Space: "Space",
}
_KEYS = {"Enter": Qt.Key.Key_Return, "Delete": Qt.Key.Key_Delete}


def key_name(event: QKeyEvent) -> str:
    """What was pressed, as the table writes it: "Ctrl+P", "Shift+Enter", "?", "1"; "" for a modifier alone."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS or key == Qt.Key.Key_unknown:
        return ""
    held = event.modifiers()
    words = _NAMES.get(key)
    sign = False
    if words is None:
        sign = 0x20 < key < 0x7F and not 0x41 <= key <= 0x5A
        words = event.text() if sign and len(event.text()) == 1 and event.text().isprintable() else ""
        words = words or QKeySequence(QKeyCombination(key)).toString(QKeySequence.SequenceFormat.PortableText)
    shift = bool(held & Qt.KeyboardModifier.ShiftModifier) or key == Qt.Key.Key_Backtab
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    letter = 0x41 <= key <= 0x5A
    if sign or (letter and not control and not alt):
        shift = False  # it is in the sign already, or only Caps Lock's other half
    before = (("Ctrl+", control), ("Alt+", alt), ("Shift+", shift))
    return "".join(part for part, there in before if there) + words


def event_of(name: str, kind: QEvent.Type, *, repeated: bool = False) -> QKeyEvent:
    """A key event as if `name` had been pressed or released."""
    held = Qt.KeyboardModifier.NoModifier
    *before, last = name.split("+") if name != "+" else ("+",)
    for part in before:
        held |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
        }[part]
    key = _KEYS.get(last) or QKeyCombination.fromCombined(_combined(last)).key()
    text = last if len(last) == 1 else ""
    if key == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier:
        key = Qt.Key.Key_Backtab
    return QKeyEvent(kind, key, held, text, repeated)


def _combined(last: str) -> int:
    found = QKeySequence.fromString(last, QKeySequence.SequenceFormat.PortableText)
    return int(found[0].toCombined()) if found.count() else int(Qt.Key.Key_unknown)  # type: ignore[index]


def read_bindings(db: Database) -> Bindings:
    """The clinic's keys; what cannot be read is as if nothing had been changed."""
    with suppress(ValueError):
        kept = json.loads(db.setting(SETTING) or "{}")
        if isinstance(kept, dict):
            return Bindings({str(name): [str(key) for key in keys] for name, keys in kept.items()})
    return Bindings()


def keep_bindings(db: Database, bindings: Bindings) -> None:
    """Keep the clinic's keys with the vault: a setting, no part of the record."""
    db.set_setting(SETTING, json.dumps(bindings.changed, sort_keys=True))


class Keys(QObject):
    """Gives each key that reaches the chart to what it means: an act of the page, or a key that the diagram knows."""

    changed = Signal()
    """Some action has another key."""
    done = Signal()
    """A key did something."""

    def __init__(self, workspace: Workspace, diagram: LegView, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self.bindings = read_bindings(workspace.db)
        self._diagram = diagram
        self._acts: dict[str, Act] = {}
        self._before: list[Callable[[QKeyEvent], bool]] = []
        self._heard = False
        diagram.installEventFilter(self)

    def keep(self, bindings: Bindings) -> None:
        """Use these keys from now on, and keep them with the vault."""
        self.bindings = bindings
        self._workspace.do(keep_bindings, bindings)
        self.changed.emit()

    def bind(self, acts: Mapping[str, Act]) -> None:
        """What the page does for these actions. Those without an act are keys of the diagram itself."""
        unknown = acts.keys() - BY_ID.keys()
        assert not unknown, unknown
        self._acts.update(acts)

    def ask_first(self, asked: Callable[[QKeyEvent], bool]) -> None:
        """Let somebody have a key before it means anything, while typing over the diagram."""
        self._before.append(asked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._heard = False
        if not self._press(event, at_diagram=True) and not self._offer("", event):
            self._heard = True
            event.ignore()
        return True

    def press(self, event: QKeyEvent) -> bool:
        """A key that came up to the page from a child that did not want it; True when it meant something."""
        heard, self._heard = self._heard, False
        if heard:  # at the diagram: the same press must not count twice
            return False
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        function = event.key() >= Qt.Key.Key_F1 and event.key() <= Qt.Key.Key_F35
        if plain and not function and typing_in(QApplication.focusWidget()):
            return False
        return self._press(event, at_diagram=False)

    def _press(self, event: QKeyEvent, *, at_diagram: bool) -> bool:
        if any(asked(event) for asked in self._before):
            return True
        name = key_name(event)
        for action_id in self.bindings.actions(name):
            action, act = BY_ID[action_id], self._acts.get(action_id)
            if act is None:
                own = name in action.keys
                if (at_diagram or not own) and self._offer("" if own else action.keys[0], event):
                    return True
                continue
            if event.isAutoRepeat() and not action.where:
                return True
            if act() is not False:
                self.done.emit()
                return True
        return bool(name) and self._unbound(name)

    def _release(self, event: QKeyEvent) -> bool:
        name = key_name(event)
        for action_id in self.bindings.actions(name):
            keys = BY_ID[action_id].keys
            if action_id not in self._acts and name not in keys and self._offer(keys[0], event):
                return True
        return False

    def _offer(self, name: str, event: QKeyEvent) -> bool:
        """Give the diagram a key, or with a name the one that it knows for this; False when it means nothing there."""
        given = event_of(name, event.type(), repeated=event.isAutoRepeat()) if name else event
        given.accept()
        self._diagram.event(given)
        return given.isAccepted()

    def _unbound(self, name: str) -> bool:
        """Whether a key was taken away from the diagram's own action and so means nothing while that applies."""
        gone = [
            BY_ID[action_id]
            for action_id in self.bindings.changed
            if action_id not in self._acts
            and name in BY_ID[action_id].keys
            and name not in self.bindings.keys(action_id)
        ]
        return any(action.where != "cursor" or self._diagram.cursor_mode for action in gone)
