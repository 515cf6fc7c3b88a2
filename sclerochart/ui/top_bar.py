"""The bar at the top of every page: back, where one is, when it was saved, undo, redo, settings, light, lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from sclerochart.ui import icons, theme

HEIGHT = 56
_ACT_WIDTH = 208


class TopBar(QFrame):
    """Shows what it is told and says what was pressed."""

    back_pressed = Signal()
    undo_pressed = Signal()
    redo_pressed = Signal()
    settings_pressed = Signal()
    theme_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT)
        self.back = _button("back", "arrow-left", "Back", "Back (Alt+Left)")
        self.where = QLabel()
        self.where.setObjectName("where-am-i")
        theme.mark(self.where, role="section")
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.saved_at = QLabel()
        self.saved_at.setObjectName("saved-at")
        self.saved_at.setAccessibleName("Saved at")
        theme.mark(self.saved_at, role="soft")
        self.undo = _act("undo", "undo-2")
        self.redo = _act("redo", "redo-2")
        self.settings = _button("settings", "settings", "Settings", "Clinic and settings")
        self.light = _button("theme", "moon", "Dark or light", "Dark for a dimmed room, or light")
        self.lock = _button("lock-vault", "lock", "Lock", "Lock the vault (Ctrl+L)")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.S, 0, theme.S, 0)
        row.setSpacing(theme.XS)
        row.addWidget(self.back)
        row.addSpacing(theme.S)
        row.addWidget(self.where, 1)
        row.addWidget(self.saved_at)
        row.addSpacing(theme.M)
        for button in (self.undo, self.redo, self.settings, self.light, self.lock):
            row.addWidget(button)
        pressed = {
            self.back: self.back_pressed,
            self.undo: self.undo_pressed,
            self.redo: self.redo_pressed,
            self.settings: self.settings_pressed,
            self.light: self.theme_pressed,
            self.lock: self.lock_pressed,
        }
        for button, signal in pressed.items():
            button.clicked.connect(signal)
        self._keys(self.undo, "Ctrl+Z")
        self._keys(self.redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self._keys(self.lock, "Ctrl+L")
        self._keys(self.back, "Alt+Left")
        self.show_acts(None, None)

    def _keys(self, button: QToolButton, *sequences: str) -> None:
        for sequence in sequences:
            QShortcut(QKeySequence(sequence), self.window(), button.click)

    def show_acts(self, undo: str | None, redo: str | None, *, why_not: str = "") -> None:
        """Name what undo and redo would do; None where there is nothing, `why_not` says why in the tool tip."""
        for button, word, keys, act in ((self.undo, "Undo", "Ctrl+Z", undo), (self.redo, "Redo", "Ctrl+Y", redo)):
            name = f"{word}: {act}" if act else word
            button.setEnabled(act is not None)
            if button.accessibleName() != name or button.text() == "":
                button.setAccessibleName(name)
                room = _ACT_WIDTH - icons.SIZE - theme.XL
                button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
            button.setToolTip(f"{name} ({keys})" if act else why_not or f"Nothing to {word.lower()} here")

    def show_where(self, words: str, *, can_go_back: bool) -> None:
        """Say which page this is."""
        self.where.setText(words)
        self.where.setToolTip(words)
        self.back.setVisible(can_go_back)

    def show_saved(self, words: str) -> None:
        """Say when the last act reached the disk."""
        if words != self.saved_at.text():
            self.saved_at.setText(words)

    def message_room(self) -> tuple[int, int]:
        """Left edge and width of the room in which a message may cover the bar."""
        left = self.where.x() - theme.S
        return left, max(360, self.where.width() + 2 * theme.S)


def _button(name: str, icon: str, accessible: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(accessible)
    button.setToolTip(tip)
    theme.mark(button, kind="quiet")
    icons.dress(button, icon)
    return button


def _act(name: str, icon: str) -> QToolButton:
    button = _button(name, icon, "", "")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFixedWidth(_ACT_WIDTH)
    return button
