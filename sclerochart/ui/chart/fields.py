"""A line of text whose keystrokes within one focus make one undo step, and a small label over a field."""

import secrets

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sclerochart.ui import theme


class FoldedLine(QLineEdit):
    """A line edit that says, with every change by hand, which focus it belongs to."""

    typed = Signal(str, str)
    """The text and the fold."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setMinimumHeight(theme.TOUCH)
        self.fold = secrets.token_hex(8)
        self.textEdited.connect(lambda words: self.typed.emit(words, self.fold))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.fold = secrets.token_hex(8)
        super().focusInEvent(event)

    def show_text(self, words: str) -> None:
        """Show what the store holds, from its beginning; the cursor stays where somebody is typing."""
        if self.text() != words:
            self.setText(words)
            if not self.hasFocus():
                self.setCursorPosition(0)


def captioned(label: str, field: QWidget) -> QVBoxLayout:
    """A field with its name over it."""
    column = QVBoxLayout()
    column.setSpacing(1)
    caption = QLabel(label)
    theme.mark(caption, role="caption")
    caption.setBuddy(field)
    column.addWidget(caption)
    column.addWidget(field)
    return column


def set_words(label: QLabel, words: str) -> None:
    """Set a label's text when it differs; an empty label takes no room."""
    if label.text() != words:
        label.setText(words)
    if label.isHidden() == bool(words):
        label.setVisible(bool(words))
