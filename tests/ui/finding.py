"""Finding the one widget of a name, as assistive technology does."""

from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

W = TypeVar("W", bound=QWidget)


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The only widget of that kind and name below `parent`."""
    found = parent.findChildren(kind, name)
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def button(parent: QWidget, name: str) -> QPushButton:
    """The only button of that name."""
    return find(parent, QPushButton, name)


def line(parent: QWidget, name: str) -> QLineEdit:
    """The only line edit of that name."""
    return find(parent, QLineEdit, name)
