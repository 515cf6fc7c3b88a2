"""A line of text whose keystrokes within one focus make one undo step, undo beyond a field, and labels that fit."""

import re
import secrets

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sclerochart.domain.typed import tidy
from sclerochart.ui import theme


class FoldedLine(QLineEdit):
    """A line edit that says, with every change by hand, which focus it belongs to; undo goes beyond it."""

    typed = Signal(str, str)
    """The text and the fold."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setMinimumHeight(theme.TOUCH)
        self.fold = secrets.token_hex(8)
        undo_beyond(self)
        self.textEdited.connect(lambda words: self.typed.emit(tidy(words), self.fold))

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


def unbroken(words: str) -> str:
    """Words to be shown in several lines, none of which ends between a number and its unit or within a unit."""
    return _IN_UNIT.sub("/\u2060", _BEFORE_UNIT.sub("\u00a0", words))


_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:ml|mg|µg|kg|mm|cm|%)(?!\w))")
_IN_UNIT = re.compile(r"(?<=\w)/(?=\w)")


def undo_beyond(line: QLineEdit) -> None:
    """Let Ctrl+Z and Ctrl+Y mean the last act as soon as a line has nothing of its own to undo or redo."""
    line.installEventFilter(_UndoBeyond(line))


class _UndoBeyond(QObject):
    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        undo, redo = (event.matches(each) for each in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
        if not (undo or redo) or (self._line.isUndoAvailable() if undo else self._line.isRedoAvailable()):
            return False
        # A key held to take letters back stops where the line ends.
        event.setAccepted(event.isAutoRepeat())
        return True
