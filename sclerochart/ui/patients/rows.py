"""Rows for a list that a gloved hand can press: one delegate paints a whole row of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sclerochart.ui import theme

CELLS = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives a row's cells, a sequence of text; DisplayRole is the row as one sentence."""
HEIGHT = 48

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the width and how its text looks."""

    title: str
    share: int
    look: Literal["strong", "plain", "soft", "act"] = "plain"
    """"act" is pressed for something other than opening the row."""
    right: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints a row's cells; measures its fonts once."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._plain, self._strong = theme.font(), theme.font(bold=True)
        self._measures = {False: QFontMetrics(self._plain), True: QFontMetrics(self._strong)}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.colours()
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(row, QColor(colours.accent_soft))
        painter.fillRect(row.x(), row.bottom(), row.width(), 1, QColor(colours.line))
        if chosen:
            painter.fillRect(row.x(), row.y(), 4, row.height(), QColor(colours.accent))
        for column, cell, left, width in places(self._columns, row, index.data(CELLS)):
            strong = column.look == "strong"
            painter.setFont(self._strong if strong else self._plain)
            inks = {"soft": colours.ink_soft, "act": colours.accent}
            painter.setPen(QColor(inks.get(column.look, colours.ink)))
            words = self._measures[strong].elidedText(cell, Qt.TextElideMode.ElideRight, width)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(left, row.y(), width, row.height(), side | Qt.AlignmentFlag.AlignVCenter, words)


def places(columns: Sequence[Column], row: QRect, cells: Sequence[str]) -> list[tuple[Column, str, int, int]]:
    """Where each text of a row goes: its column, itself, left edge and width."""
    found = []
    left, room, shares = row.x() + theme.L, row.width() - 2 * theme.L, sum(each.share for each in columns)
    for column, cell in zip(columns, cells, strict=True):
        width = room * column.share // shares
        if cell:
            found.append((column, cell, left, width - theme.M))
        left += width
    return found


class RowList(QListView):
    """A list in which one press, or Enter, opens a row; in a column for an act, or with Ctrl+Enter, it does that."""

    row_opened = Signal(int)
    row_acted = Signal(int)

    def __init__(self, name: str, accessible: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.empty_words = ""
        self._head: QWidget | None = None
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setItemDelegate(RowDelegate(columns, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(HEIGHT)
        self._released_x = 0.0
        self.clicked.connect(self._press)

    def act_place(self) -> tuple[int, int]:
        """Left edge and width in pixels of what does the row's act; no width where there is none."""
        share = sum(column.share for column in self.columns)
        room = self.viewport().width() - 2 * theme.L
        left = theme.L
        for column in self.columns:
            width = room * column.share // share
            if column.look == "act":
                return left, width + theme.L
            left += width
        return left, 0

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released_x = event.position().x()
        super().mouseReleaseEvent(event)

    def _press(self, index: QModelIndex) -> None:
        left, width = self.act_place()
        acted = width and left <= self._released_x <= left + width
        (self.row_acted if acted else self.row_opened).emit(index.row())

    def with_head(self) -> QWidget:
        """The list under the titles of its columns."""
        frame = QWidget()
        head = self._head = _Head(self)
        column_of_both = QVBoxLayout(frame)
        column_of_both.setContentsMargins(0, 0, 0, 0)
        column_of_both.setSpacing(0)
        column_of_both.addWidget(head)
        column_of_both.addWidget(self, 1)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._head is not None:
            self._head.update()

    def visible_rows(self) -> int:
        """How many rows there is room for."""
        return max(1, -(-self.viewport().height() // HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.row_acted if control else self.row_opened).emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model: QAbstractItemModel | None = self.model()
        if self.empty_words and (model is None or not model.rowCount()):
            painter = QPainter(self.viewport())
            painter.setFont(theme.font())
            painter.setPen(theme.colour("ink_soft"))
            room = self.viewport().rect().adjusted(theme.XL, theme.XL, -theme.XL, -theme.XL)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.empty_words)
            painter.end()


class _Head(QWidget):
    """The titles of a list's columns, placed as its rows are."""

    def __init__(self, of: RowList) -> None:
        super().__init__()
        self._list = of
        self.setFixedHeight(26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(theme.colour("ink_soft"))
        row = QRect(self._list.viewport().x(), 0, self._list.viewport().width(), self.height())
        columns = self._list.columns
        for column, title, left, width in places(columns, row, [each.title for each in columns]):
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(left, 0, width, self.height() - theme.XS, side | Qt.AlignmentFlag.AlignVCenter, title)
        painter.end()
