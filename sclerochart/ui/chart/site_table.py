"""The sites in words, in step with the diagram, and editable there too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
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

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.markers import letter_of
from sclerochart.domain.session import Preparation, Site, numbered
from sclerochart.domain.vein_types import VEIN_TYPES, name_of
from sclerochart.ui import theme

NUMBER, VEIN, VOLUME, PREPARATION, REGION, NOTE = range(6)
_HEADS = ("No", "Vein", "ml", "Prep", "Region", "Note")
_TIPS = ("Order of placement", "Vein type", "Volume in ml", "Preparation, as numbered in the ledger", "Region", "Note")
ROW_HEIGHT = 32
FONT_SIZE = 14

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class _Row:
    site: Site
    number: int
    region: str
    preparation: str
    preparation_words: str


class SiteModel(QAbstractTableModel):
    """Rows of sites, changed by difference; an edit is only asked for, the store decides."""

    edit_asked = Signal(str, int, object)
    """Site id, column and the new value (code, text typed, or id)."""

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self._rows: list[_Row] = []
        self._read_only = False
        self._pointed = ""
        self._names: dict[str, tuple[str, str]] = {}
        self.preparations: tuple[Preparation, ...] = ()

    def show(self, sites: Sequence[Site], preparations: Sequence[Preparation], *, read_only: bool) -> None:
        """Show these sites: rows that went go, new ones come, changed ones are drawn again."""
        self._read_only = read_only
        self.preparations = tuple(preparations)
        names = {one.id: (str(one.position), preparation_name(one)) for one in preparations}
        known = {row.site.id: row for row in self._rows} if names == self._names else {}
        self._names = names
        new = []
        for number, site in numbered(list(sites)):
            row = known.get(site.id)
            same = row is not None and row.site == site and row.number == number
            new.append(row if row is not None and same else self._row(site, number, names))
        if new == self._rows:
            return
        ids = {row.site.id for row in new}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].site.id not in ids:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(new):
            if at >= len(self._rows) or self._rows[at].site.id != row.site.id:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, NOTE))

    def show_pointed(self, site_id: str) -> None:
        """Mark the row of the site under the pointer ("" for none)."""
        rows = (self.row_of(self._pointed), self.row_of(site_id))
        self._pointed = site_id
        for row in rows:
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE), [Role.BackgroundRole])

    def spoken(self, site_id: str) -> str:
        """A site in one line of words, region apart; "" when it is not here."""
        row = self.row_of(site_id)
        if row is None:
            return ""
        number, vein, volume, preparation, _, note = self._spoken(self._rows[row])
        return " · ".join(part for part in (number, volume, vein, preparation, note) if part)

    def _row(self, site: Site, number: int, names: Mapping[str, tuple[str, str]]) -> _Row:
        region = self._atlas.regions.get(site.region)
        words = region.name_of(site.place.side) if region else site.region
        short, full = names.get(site.preparation_id or "", ("–", preparation_name(None)))
        return _Row(site, number, words, short, full)

    def site(self, row: int) -> Site:
        """The site of a row."""
        return self._rows[row].site

    def row_of(self, site_id: str | None) -> int | None:
        """The row of a site."""
        return next((at for at, row in enumerate(self._rows) if row.site.id == site_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return _HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole:
            return _TIPS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._read_only or index.column() == NUMBER else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._words(row)[column]
        if role == Role.EditRole:
            return self._values(row)[column]
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self._spoken(row)[column]
        if role == Role.BackgroundRole and row.site.id == self._pointed:
            return theme.colour("accent_soft")
        if role == Role.TextAlignmentRole and column in (NUMBER, VOLUME, PREPARATION):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, row: _Row) -> tuple[str, ...]:
        site = row.site
        volume, region = text.ml_number(site.volume_ul), row.region.replace(" third", " ⅓")
        if site.corrected_region:
            region += " ✎"
        return str(row.number), letter_of(site.vein_type), volume, row.preparation, region, site.note

    def _values(self, row: _Row) -> tuple[Any, ...]:
        site = row.site
        volume = text.ml_number(site.volume_ul)
        return row.number, site.vein_type, volume, site.preparation_id, site.corrected_region, site.note

    def _spoken(self, row: _Row) -> tuple[str, ...]:
        site = row.site
        vein, region = name_of(site.vein_type), row.region
        if site.corrected_region:
            region += ", set by hand"
        return f"Site {row.number}", vein, text.ml(site.volume_ul), row.preparation_words, region, site.note

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or value == self.data(index, Role.EditRole):
            return False
        self.edit_asked.emit(self._rows[index.row()].site.id, index.column(), value)
        return True


class SiteDelegate(QStyledItemDelegate):
    """Editors in place: a list of choices, or a line of text."""

    def __init__(self, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._atlas = atlas

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = self._choices(index)
        if choices is None:
            line = QLineEdit(parent)
            line.setAccessibleName(_TIPS[index.column()])
            return line
        box = QComboBox(parent)
        box.setAccessibleName(_TIPS[index.column()])
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
        for column, width in ((NUMBER, 38), (VEIN, 36), (VOLUME, 44), (PREPARATION, 36), (NOTE, 37)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(REGION, QHeaderView.ResizeMode.Stretch)
        self.sites.rowsInserted.connect(self._follow)

    def set_row_height(self, height: int) -> None:
        """Higher rows where there is room."""
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)

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

    def minimumSizeHint(self) -> Any:
        hint = super().minimumSizeHint()
        hint.setHeight(ROW_HEIGHT * 3 + 8)
        return hint
