"""The rows of the table of sites, changed by difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.markers import letter_of
from sclerochart.domain.session import Preparation, Site, numbered
from sclerochart.domain.vein_types import name_of
from sclerochart.ui import theme

NUMBER, VEIN, VOLUME, PREPARATION, REGION, NOTE = range(6)
HEADS = ("No", "Vein", "ml", "Prep", "Region", "Note")
TIPS = (
    "Order of placement",
    "Vein type",
    "Volume in ml; of an area such as 12x0.1",
    "Preparation, as numbered in the ledger",
    "Region",
    "Note",
)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


_ANSWERED = frozenset(
    int(role)
    for role in (
        Role.DisplayRole,
        Role.EditRole,
        Role.ToolTipRole,
        Role.AccessibleTextRole,
        Role.BackgroundRole,
        Role.TextAlignmentRole,
    )
)
"""What a cell is asked that it has an answer to; the rest of some ten questions a cell is passed over at once."""

_RIGHT_ALIGNED = (NUMBER, VOLUME, PREPARATION)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Row:
    site: Site
    number: int
    volume: str
    region: str
    preparation: str
    preparation_words: str


class SiteModel(QAbstractTableModel):
    """Rows of sites, changed by difference; an edit is only asked for, the store decides."""

    edit_asked = Signal(str, int, object)
    """Site id, column and the new value (code, text typed, or id)."""
    widths_changed = Signal()
    """Other volumes are shown than before, or numbers of more or fewer digits."""

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self._rows: list[_Row] = []
        self._read_only = False
        self._pointed = ""
        self.volumes: frozenset[str] = frozenset()
        """What stands in the column of volumes, each once."""
        self.digits = 1
        """Of the highest number."""
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
            if row is None or row.number != number or (row.site is not site and row.site != site):
                row = self._row(site, number, names)
            new.append(row)
        if new == self._rows:
            return
        volumes, digits = frozenset(row.volume for row in new), len(str(len(new)))
        if (volumes, digits) != (self.volumes, self.digits):
            self.volumes, self.digits = volumes, digits
            self.widths_changed.emit()
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
        volume = text.ml_number(site.volume_ul)
        if site.injections > 1:
            volume = f"{site.injections}×{volume}"
        return _Row(site, number, volume, words, short, full)

    def site(self, row: int) -> Site:
        """The site of a row."""
        return self._rows[row].site

    def row_of(self, site_id: str | None) -> int | None:
        """The row of a site."""
        return next((at for at, row in enumerate(self._rows) if row.site.id == site_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole:
            return TIPS[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole and section in _RIGHT_ALIGNED:
            return _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._read_only or index.column() == NUMBER else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self._rows):
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
        if role == Role.TextAlignmentRole and column in _RIGHT_ALIGNED:
            return _RIGHT
        return None

    def _words(self, row: _Row) -> tuple[str, ...]:
        site, region = row.site, row.region.replace(" third", " ⅓")
        if site.corrected_region:
            region += " ✎"
        return str(row.number), letter_of(site.vein_type), row.volume, row.preparation, region, site.note

    def _values(self, row: _Row) -> tuple[Any, ...]:
        site = row.site
        volume = row.volume.replace("×", "x")
        return row.number, site.vein_type, volume, site.preparation_id, site.corrected_region, site.note

    def _spoken(self, row: _Row) -> tuple[str, ...]:
        site = row.site
        vein, region = name_of(site.vein_type), row.region
        if site.corrected_region:
            region += ", set by hand"
        volume = text.ml(site.volume_ul)
        if site.injections > 1:
            volume = f"{site.injections} × {volume} = {text.ml(site.total_ul)}"
        return f"Site {row.number}", vein, volume, row.preparation_words, region, site.note

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or value == self.data(index, Role.EditRole):
            return False
        self.edit_asked.emit(self._rows[index.row()].site.id, index.column(), value)
        return True
