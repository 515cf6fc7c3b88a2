"""What the pages before unlocking are made of: a card in the middle, a passphrase field, a line for what is wrong.

The first field must take keys soon after the program starts. So nothing here imports `Qt` (12 ms, all its enums) or the
icons before the window is on screen.
"""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sclerochart.ui import theme

_SOON_MS = 150


class Card(QScrollArea):
    """A page with one card in the middle, which scrolls where the window is lower than the card."""

    def __init__(self, title: str, *, width: int = 480) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(title)
        ground = QWidget()
        theme.mark(ground, role="page")
        card = QFrame()
        theme.mark(card, role="card")
        card.setFixedWidth(width)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(theme.XL + theme.S, theme.XL, theme.XL + theme.S, theme.XL)
        self.column.setSpacing(theme.S)
        self.heading = label(title, "title")
        self.column.addWidget(self.heading)
        around = QVBoxLayout(ground)
        around.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        around.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        around.addLayout(middle)
        around.addStretch(3)
        self.setWidget(ground)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets below each other."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_row(self, *widgets: QWidget) -> None:
        """Add widgets beside each other, of one width."""
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        for widget in widgets:
            row.addWidget(widget, 1)
        self.column.addLayout(row)


class Note(QFrame):
    """A sentence about what is wrong or must be read, where the eye is; hidden while there is none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.mark(self, role="notice")
        self._text = label("", "")
        self._text.setObjectName(name)
        self._text.setAccessibleName("Message")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        row.addWidget(self._text)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()


class PassphraseField(QLineEdit):
    """A hidden text with an eye that shows it."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1024)
        self._eye: QToolButton | None = None
        # Drawing the eye waits until the field takes keys.
        QTimer.singleShot(_SOON_MS, self, self._add_eye)

    def _add_eye(self) -> None:
        from PySide6.QtCore import Qt

        eye = self._eye = QToolButton(self)
        eye.setObjectName(f"{self.objectName()}-eye")
        eye.setAccessibleName("Show what is typed")
        eye.setToolTip("Show what is typed")
        eye.setCheckable(True)
        eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        eye.setCursor(Qt.CursorShape.ArrowCursor)
        eye.toggled.connect(self._show_typed)
        self.setTextMargins(0, 0, theme.TOUCH, 0)
        self._show_typed(False)
        self._place_eye()
        eye.show()

    def _show_typed(self, shown: bool) -> None:
        from sclerochart.ui import icons

        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if self._eye is not None:
            icons.dress(self._eye, "eye-off" if shown else "eye", "ink_soft")

    def _place_eye(self) -> None:
        if self._eye is not None:
            self._eye.setGeometry(self.width() - theme.TOUCH, 0, theme.TOUCH, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_eye()


def label(words: str, role: str) -> QLabel:
    """A plain text of a role that wraps."""
    made = QLabel(words)
    made.setWordWrap(True)
    if role:
        theme.mark(made, role=role)
    return made


def button(name: str, words: str, *, kind: str = "", icon: str = "") -> QPushButton:
    """A button with a name for tests and assistive technology."""
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words)
    if kind:
        theme.mark(made, kind=kind)
    if icon:
        from sclerochart.ui import icons

        icons.dress(made, icon, "on_accent" if kind == "primary" else "ink")
    return made
