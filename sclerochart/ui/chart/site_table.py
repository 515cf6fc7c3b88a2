"""The sites in words, in step with the diagram, and editable there too."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.ui import theme
from sclerochart.ui.chart.site_model import (
    NOTE,
    NUMBER,
    PREPARATION,
    REGION,
    TIPS,
    VEIN,
    VOLUME,
    Index,
    Role,
    SiteModel,
)

ROW_HEIGHT = theme.TOUCH
FONT_SIZE = 14
EDITOR_WIDTH = 90
"""Of the field for a volume, which may be "12x0.15"."""
NUMBER_WIDTH, CELL = 36, theme.TOUCH
"""The least of the column of numbers, where nothing is pressed, and of every other."""
REGION_WIDTH, REGION_LINE, NOTE_WIDTH, NOTE_LEAST = 122, 222, 80, 38
"""The longest name of a region takes two lines of the first, or one of the second where the note has its own; beside
long volumes the note keeps the last, its head."""
PADDING = 4
"""Of a cell, each side."""
ROWS = 2
"""So many are seen at least, unless the column beside the legs has room for fewer."""


class SiteDelegate(QStyledItemDelegate):
    """Editors in place: a list of choices, or a line of text."""

    def __init__(self, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._atlas = atlas

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return str(value).replace(" ⅓", "\u00a0⅓")  # a third never stands alone in its line

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = self._choices(index)
        if choices is None:
            line = QLineEdit(parent)
            line.setAccessibleName(TIPS[index.column()])
            return line
        box = QComboBox(parent)
        box.setAccessibleName(TIPS[index.column()])
        for value, words in choices:
            box.addItem(words, value)
        box.view().setMinimumWidth(max(box.view().sizeHintForColumn(0) + 32, 180))
        box.activated.connect(lambda _: self._finish(box))
        return box

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def _choices(self, index: Index) -> list[tuple[str | None, str]] | None:
        model = index.model()
        assert isinstance(model, SiteModel)
        if index.column() == VEIN:
            return [(vein.code, f"{vein.letter} · {vein.name}") for vein in VEIN_TYPES.values()]
        if index.column() == PREPARATION:
            named: list[tuple[str | None, str]] = [
                (one.id, f"{one.position} · {preparation_name(one)}") for one in model.preparations
            ]
            return [*named, (None, preparation_name(None))]
        if index.column() == REGION:
            site = model.site(index.row())
            clicked = self._atlas.regions.get(site.place.region)
            first = f"{clicked.name_of(site.place.side)} (as clicked)" if clicked else "As clicked"
            rest = [(code, region.name_of(site.place.side)) for code, region in self._atlas.regions.items()]
            return [(None, first), *rest]
        return None

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Role.EditRole)), 0))
            editor.showPopup()
        else:
            super().setEditorData(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        super().updateEditorGeometry(editor, option, index)
        if index.column() == VOLUME:  # as wide as the longest area, also where the column holds none
            where = editor.geometry()
            where.setLeft(min(where.left(), where.right() - EDITOR_WIDTH))
            editor.setGeometry(where)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Role.EditRole)
        else:
            super().setModelData(editor, model, index)


class SiteTable(QTableView):
    """The table of sites; the current row is what keys act on when the pointer is on no site."""

    current_changed = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("site-table")
        self.setAccessibleName("Table of sites")
        self.sites = SiteModel(atlas, self)
        self.setModel(self.sites)
        self.setItemDelegate(SiteDelegate(atlas, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setStyleSheet(
            f"QTableView, QTableView::item {{ font-size: {FONT_SIZE}px; }}"
            f"QTableView::item {{ padding: 0 {PADDING}px; }}"
            "QHeaderView::section { padding: 4px 3px; font-weight: normal; }"
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(24)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (NUMBER, VEIN, VOLUME, PREPARATION):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, CELL)
        head.setSectionResizeMode(REGION, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self._least_rows = ROWS
        self._newest = QPersistentModelIndex()
        self.sites.rowsInserted.connect(self._follow)
        self.verticalScrollBar().actionTriggered.connect(self._forget_newest)
        self.sites.widths_changed.connect(self._fit_columns)

    def _fit_columns(self) -> None:
        """Numbers and volumes are never cut off, whatever they are; region and note share what is left over."""
        number = max(NUMBER_WIDTH, self._width_of(["8" * self.sites.digits]))
        volume = max(CELL, self._width_of(self.sites.volumes))
        left = self.viewport().width() - number - 2 * CELL - volume
        region = min(max(REGION_WIDTH, left - NOTE_WIDTH), REGION_LINE, left - NOTE_LEAST)
        for column, width in ((NUMBER, number), (VOLUME, volume), (REGION, region)):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _width_of(self, shown: Iterable[str]) -> int:
        """What a column needs to show these whole."""
        measure = self.fontMetrics().horizontalAdvance
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        return max(map(measure, shown), default=0) + 2 * (PADDING + margin)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._show_newest()

    def show_only(self, region: str, side: str) -> None:
        """Show the sites of one region of one leg; two empty texts show all. A row that is hidden is not current, or
        Delete would take a site that nobody sees there."""
        for row in range(self.sites.rowCount()):
            site = self.sites.site(row)
            hidden = bool(region) and (site.region, site.place.side) != (region, side)
            if self.isRowHidden(row) != hidden:
                self.setRowHidden(row, hidden)
        if self.currentIndex().isValid() and self.isRowHidden(self.currentIndex().row()):
            self.choose(None)

    def current_site(self) -> str | None:
        """The id of the site of the current row."""
        index = self.currentIndex()
        return self.sites.site(index.row()).id if index.isValid() else None

    def choose(self, site_id: str | None) -> None:
        """Make a site's row current; None leaves none."""
        row = self.sites.row_of(site_id)
        if row is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentIndex(self.sites.index(row, VOLUME))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self.sites.site(current.row()).id if current.isValid() else "")

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """When the current row goes no other becomes current, or a second Delete would take it too."""
        if start <= self.currentIndex().row() <= end:
            self.choose(None)
        super().rowsAboutToBeRemoved(parent, start, end)

    def _follow(self, parent: QModelIndex, first: int, last: int) -> None:
        self._newest = QPersistentModelIndex(self.sites.index(last, NUMBER))
        self._show_newest()

    def _show_newest(self) -> None:
        """Keep the row that came last in sight, also when the ledger grows, until a hand scrolls."""
        if self._newest.isValid():
            self.updateGeometries()  # the range of the scroll bar does not know the new row yet
            self.scrollTo(self.sites.index(self._newest.row(), NUMBER))

    def _forget_newest(self) -> None:
        self._newest = QPersistentModelIndex()

    def keyboardSearch(self, search: str) -> None:
        """Letters choose the vein type of the next site, also from here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # The key that ended an edit; but an act on the whole session ends it itself.
            event.setAccepted(not event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_site():
            self.remove_asked.emit(self.current_site())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> Any:
        """What is left over is the table's; the ledger is shown whole first."""
        hint = super().sizeHint()
        hint.setHeight(self.height_of(ROWS + 1))
        return hint

    def minimumSizeHint(self) -> Any:
        hint = super().minimumSizeHint()
        hint.setHeight(self.height_of(self._least_rows))
        return hint

    def set_least_rows(self, rows: int) -> None:
        """How many rows are seen at least."""
        if rows != self._least_rows:
            self._least_rows = rows
            self.updateGeometry()

    def height_of(self, rows: int) -> int:
        """What the table needs to show so many rows."""
        return self.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 2 * self.frameWidth()
