"""What the strips beside the diagram are made of: buttons a glove hits, and words of a role."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sclerochart.ui import theme
from sclerochart.ui.workspace import Workspace

NARROW = f"padding: 0 {theme.S}px;"


def button(name: str, label: str, spoken: str, parent: QWidget, *, kind: str = "", key: str = "") -> QPushButton:
    """A button that Enter presses too; `key` is named in its tip, `kind` "choice" makes it checkable."""
    made = QPushButton(parent)
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setToolTip(f"{spoken} · key {key}" if key else spoken)
    made.setAutoDefault(True)
    made.setMinimumHeight(theme.TOUCH)
    made.setStyleSheet(NARROW)
    made.setCheckable(kind == "choice")
    set_label(made, label)
    if kind:
        theme.mark(made, kind=kind)
    return made


def set_label(one: QPushButton, label: str) -> None:
    """Name a button; a choice has room for its bolder letters once it is chosen, so that nothing moves."""
    if one.text() != label:
        one.setText(label)
        if one.isCheckable():
            metrics = QFontMetrics(theme.font(bold=True))
            one.setMinimumWidth(metrics.horizontalAdvance(label) + 2 * theme.S + 4)


def words(name: str, parent: QWidget, *, role: str = "", wrap: bool = False) -> QLabel:
    """A label that tests and assistive technology find by name."""
    made = QLabel(parent)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    if role:
        theme.mark(made, role=role)
    return made


def is_enter(event: QKeyEvent) -> bool:
    """Whether this is the Enter that a field of a strip has already answered: lines pass it on, and on the page it
    would place a site."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def meant_by(event: QKeyEvent, letters: Mapping[str, str]) -> str:
    """What a letter pressed by itself or with Shift stands for (`letters`: what to its letter); "" for nothing."""
    if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return ""
    typed = chr(event.key()) if 0x20 < event.key() < 0x7F else ""
    return next((what for what, letter in letters.items() if letter == typed), "")


class Follower(QObject):
    """Calls `refresh` after every act while its widget is seen, and once when it is seen again."""

    def __init__(self, workspace: Workspace, widget: QWidget, refresh: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._refresh, self._telling = widget, refresh, workspace.telling
        self._stale = False
        widget.installEventFilter(self)
        workspace.changed.connect(self._changed)

    def _changed(self) -> None:
        if self._widget.isVisible():
            with self._telling():
                self._refresh()
        else:
            self._stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self._stale = False
            with self._telling():
                self._refresh()
        return False
