"""Hands for the panels beside the diagram."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.store import sites
from sclerochart.ui import theme
from sclerochart.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)
RIGHT = Spot("right", "lateral", 40.0, 660.0)
LEFT = Spot("left", "posterior", -95.0, 380.0)


def shown(qtbot: QtBot, widget: W, width: int = 960) -> W:
    """The widget at the top of a window, in front, as a page would have it."""
    window = QWidget()
    theme.mark(window, role="page")
    column = QVBoxLayout(window)
    column.addWidget(widget)
    column.addStretch(1)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())  # which also keeps it until then
    window.resize(width, 420)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()  # as the diagram would have it
    return widget


def one(widget: QWidget, kind: type[W], name: str) -> W:
    """The one child of this name."""
    found = widget.findChildren(kind, name)
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def press(widget: QWidget, name: str) -> None:
    """Press a button by mouse, where it can be pressed."""
    found = one(widget, QAbstractButton, name)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    assert found.height() >= theme.TOUCH, f"{name} is {found.height()} high"
    assert found.accessibleName(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def says(widget: QWidget, name: str) -> str:
    """The words of a label, "" when it is not shown."""
    label = one(widget, QLabel, name)
    return label.text() if label.isVisible() else ""


def retype(widget: QWidget, name: str, typed: str) -> QLineEdit:
    """Type over what stands in a field."""
    field = one(widget, QLineEdit, name)
    assert field.height() >= theme.TOUCH
    assert field.accessibleName()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    return field


def is_kept(field: QLineEdit, key: Qt.Key) -> bool:
    """Whether a key pressed in a field stays in its strip, and never reaches the page."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def place(
    workspace: Workspace, session_id: str, count: int = 1, *, ul: int = 100, spot: Spot = RIGHT, injections: int = 1
) -> list[str]:
    """Sites one below the other; their ids."""
    made: Sequence[str | None] = [
        workspace.do(
            sites.add, session_id, Spot(spot.side, spot.view, spot.x, spot.y - 3 * n), volume_ul=ul, vein_type="tel",
            injections=injections,
        )
        for n in range(count)
    ]  # fmt: skip
    return [each for each in made if each is not None]
