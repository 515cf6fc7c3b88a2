"""Whether somebody is typing, and letting go of the field before an act that is about something else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def typing_in(widget: QWidget | None) -> bool:
    """Whether plain keys belong to a field in which somebody writes."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox | QComboBox) and not (
        isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isReadOnly()
    )


def let_go(page: QWidget) -> QWidget | None:
    """Take the keys from the field of a page in which somebody types, so that it keeps or refuses what it holds; the
    field, None where nobody types."""
    field = QApplication.focusWidget()
    if field is None or not typing_in(field) or not page.isAncestorOf(field):
        return None
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    return field


def go_on_typing(field: QWidget | None) -> None:
    """Give a field its keys back, unless it is gone as an editor in a table is."""
    if field is not None and field.isVisible():
        field.setFocus(Qt.FocusReason.OtherFocusReason)
