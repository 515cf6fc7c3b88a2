"""Counting what a person does: clicks, drags, key presses, wheel turns, lines entered; moving the pointer is none."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sclerochart.store import sessions
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow

_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class Acts(QObject):
    """Sees every event on its way to any widget. What is typed into a line counts once, when it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: Counter[str] = Counter()
        self._down: set[object] = set()

    @property
    def count(self) -> int:
        """All acts so far."""
        return self.kinds.total()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if not isinstance(watched, QWidget):
            return False
        # An event that a widget does not want comes by again on its way up to the page; it is one act.
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._press("mouse", "click")
        elif kind == QEvent.Type.MouseButtonRelease:
            self._down.discard("mouse")
        elif kind == QEvent.Type.Wheel:
            self.kinds["wheel"] += 1
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and not event.isAutoRepeat():
            line = isinstance(watched, QLineEdit)
            if event.key() in _HELD:
                return False  # a key pressed with Ctrl or Shift is one act
            if not line:
                self._press(event.key(), "key")
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._press(event.key(), "line")
            elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
                self._press(event.key(), "key")
            else:
                self._down.add(event.key())
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyRelease:
            self._down.discard(event.key())
        return False

    def _press(self, what: object, kind: str) -> None:
        if what not in self._down:
            self._down.add(what)
            self.kinds[kind] += 1


@contextmanager
def counted() -> Iterator[Acts]:
    """Count the acts of a while."""
    app = QApplication.instance()
    assert app is not None
    acts = Acts()
    app.installEventFilter(acts)
    try:
        yield acts
    finally:
        app.removeEventFilter(acts)


def press_key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keys go: at the widget with the focus, or at an open list."""
    QTest.keyClick(focused(), key, modifiers)


def type_keys(typed: str) -> None:
    """Press the keys of a word, one after the other, where the keys go."""
    for sign in typed:
        QTest.keyClick(focused(), sign)


def focused() -> QWidget:
    """Where keys go now."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def open_chart(window: MainWindow, session_id: str) -> ChartPage:
    """The chart of a session in the main window, above its patient."""
    assert window.desk is not None
    window.desk.open_patient(sessions.get(window.desk.workspace.db, session_id).patient_id)
    window.desk.open_session(session_id)
    page = window.findChild(ChartPage)
    assert isinstance(page, ChartPage)
    return page
