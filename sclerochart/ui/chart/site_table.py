"""The sites in words, in step with the diagram, and editable there too."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.vein_types import VEIN_TYPES
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

ROW_HEIGHT = 32
FONT_SIZE = 14
VOLUME_WIDTH, AREA_WIDTH = 44, 64
"""Of the column of volumes: without an area, and with "12×0.1" in it."""


class SiteDelegate(QStyledItemDelegate):
    """Editors in place: a list of choices, or a line of text."""

    def __init__(self, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._atlas = atlas

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
        self.setWordWrap(False)
        self.setStyleSheet(
            f"QTableView, QTableView::item {{ font-size: {FONT_SIZE}px; }} QTableView::item {{ padding: 0 4px; }}"
            "QHeaderView::section { padding: 4px 3px; font-weight: normal; }"
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(24)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((NUMBER, 38), (VEIN, 36), (VOLUME, VOLUME_WIDTH), (PREPARATION, 36), (NOTE, 37)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(REGION, QHeaderView.ResizeMode.Stretch)
        self.sites.rowsInserted.connect(self._follow)
        for changed in (self.sites.rowsInserted, self.sites.rowsRemoved, self.sites.dataChanged):
            changed.connect(self._fit_volumes)

    def set_row_height(self, height: int) -> None:
        """Higher rows where there is room."""
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)

    def _fit_volumes(self) -> None:
        areas = any(self.sites.site(row).injections > 1 for row in range(self.sites.rowCount()))
        wanted = AREA_WIDTH if areas else VOLUME_WIDTH
        if self.columnWidth(VOLUME) != wanted:
            self.setColumnWidth(VOLUME, wanted)

    def show_only(self, region: str, side: str) -> None:
        """Show the sites of one region of one leg; two empty texts show all."""
        for row in range(self.sites.rowCount()):
            site = self.sites.site(row)
            hidden = bool(region) and (site.region, site.place.side) != (region, side)
            if self.isRowHidden(row) != hidden:
                self.setRowHidden(row, hidden)

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

    def _follow(self, parent: QModelIndex, first: int, last: int) -> None:
        self.scrollTo(self.sites.index(last, NUMBER))

    def keyboardSearch(self, search: str) -> None:
        """Letters choose the vein type of the next site, also from here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the key that ended an edit
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_site():
            self.remove_asked.emit(self.current_site())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> Any:
        """What is left over is the table's; the ledger is shown whole first."""
        hint = super().sizeHint()
        hint.setHeight(ROW_HEIGHT * 4 + 8)
        return hint

    def minimumSizeHint(self) -> Any:
        hint = super().minimumSizeHint()
        hint.setHeight(ROW_HEIGHT * 3 + 8)
        return hint
