"""Somebody at the window: finds things by their names, presses what can be reached, types, and reads what is shown."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from sclerochart.domain.leg import Spot
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.collecting import uncollected

LEFT = Qt.MouseButton.LeftButton
PATIENCE_S = 15
W = TypeVar("W", bound=QWidget)


class Nurse:
    """Works only with what is on the screen: a name must be there once, visible, and nothing may lie over it."""

    # Seeing -----------------------------------------------------------------------------------------------------------

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < until, "waited in vain"
            QTest.qWait(5)

    def sees(self, name: str) -> bool:
        """Whether something of that name is on the screen."""
        return bool(_shown(QWidget, name))

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """The one thing of that name on the screen, as soon as it is there."""
        self.wait_until(lambda: bool(_shown(kind, name)))
        found = _shown(kind, name)
        assert len(found) == 1, f"{len(found)} of {name}"
        return found[0]

    def reads(self, name: str) -> str:
        """The words that stand there."""
        widget = self.find(name)
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            return widget.text()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        if isinstance(widget, QComboBox):
            return widget.currentText()
        return widget.accessibleDescription()

    def message(self) -> str:
        """What the message bar says, "" when it is not there."""
        return " ".join(each.text() for bar in _shown(QWidget, "message-bar") for each in bar.findChildren(QLabel))

    def rows(self, name: str) -> list[str]:
        """Each row of a list as it is read aloud."""
        model = self.find(name, QListView).model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def table(self, name: str) -> list[list[str]]:
        """The cells of a table."""
        model = self.find(name, QTableView).model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    # Doing ------------------------------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Click in the middle of something that can be reached and is not grey."""
        widget = self.find(name)
        self.wait_until(widget.isEnabled)
        _within_reach(widget)
        QTest.mouseClick(widget, LEFT)

    def key(self, key: str | Qt.Key) -> None:
        """Press one key wherever the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing takes keys"
        QTest.keyClick(focused, key)  # type: ignore[call-overload]

    def type(self, name: str, words: str, *, then: Qt.Key | None = None) -> None:
        """Click into a field, type instead of what stands there, and perhaps press one key more."""
        field = self.find(name)
        _within_reach(field)
        inside = field.viewport() if isinstance(field, QPlainTextEdit) else field
        field.window().activateWindow()  # as a click does where there is a window manager
        QTest.mouseClick(inside, LEFT)
        self.wait_until(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, words)
        if then is not None:
            QTest.keyClick(field, then)

    def pick(self, name: str, starts: str) -> None:
        """Open a list and choose the line that starts so."""
        box = self.find(name, QComboBox)
        row = next(at for at in range(box.count()) if box.itemText(at).startswith(starts))
        self.press(name)
        view = box.view()
        self.wait_until(view.isVisible)
        view.scrollTo(view.model().index(row, box.modelColumn()))
        where = view.visualRect(view.model().index(row, box.modelColumn())).center()
        QTest.mouseMove(view.viewport(), where)
        QTest.qWait(QApplication.doubleClickInterval() // 20)
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
        if view.isVisible():  # a list swallows the release of the press that opened it
            QTest.keyClick(view, Qt.Key.Key_Return)
        self.wait_until(lambda: not view.isVisible())

    def press_row(self, name: str, row: int) -> None:
        """Click a row of a list."""
        shown = self.find(name, QListView)
        QTest.mouseClick(shown.viewport(), LEFT, pos=shown.visualRect(shown.model().index(row, 0)).center())

    def inject(self, spot: Spot) -> None:
        """Click a place on the leg."""
        legs = self.find("leg-view", LegView)
        QApplication.processEvents()
        at = legs.spot_to_pixel(spot)
        _within_reach(legs, at)
        QTest.mouseClick(legs, LEFT, pos=at)

    def drop(self, name: str, files: list[Path]) -> None:
        """Drag files from a folder and let them go over something."""
        widget, at = self.find(name), QPoint(200, 300)
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at, copy, carried, LEFT, none)
        QApplication.sendEvent(widget, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(widget, QDropEvent(at.toPointF(), copy, carried, LEFT, none))

    def answer_file_dialog(self, name: str, typed: str) -> None:
        """Type into the file dialog's own line and press Enter."""
        dialog = self.find(name, QFileDialog)
        self.wait_until(dialog.isActiveWindow)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait_until(lambda: not self.sees(name))


def _shown(kind: type[W], name: str) -> list[W]:
    with uncollected():
        windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    inside = [each for window in windows for each in window.findChildren(kind, name) if each.window() is window]
    return [each for each in inside if each.isVisible()] + [
        window for window in windows if window.objectName() == name and isinstance(window, kind)
    ]


def _within_reach(widget: QWidget, at: QPoint | None = None) -> None:
    """A press there comes to this widget, not to another that lies over it or beside it."""
    QApplication.processEvents()  # what moves has moved before a hand gets there
    window = widget.window()
    hit = window.childAt(widget.mapTo(window, at or widget.rect().center()))
    assert hit is not None, f"{widget.objectName()} is outside its window"
    assert hit is widget or widget.isAncestorOf(hit), f"{hit.objectName() or hit} lies over {widget.objectName()}"
