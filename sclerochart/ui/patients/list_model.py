"""The patient list as a model: what fits the window is read at once, the rest as one scrolls."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from sclerochart.domain import text
from sclerochart.domain.people import age_on
from sclerochart.store import patients
from sclerochart.store.patients import PatientRow
from sclerochart.ui.patients.rows import CELLS, Column
from sclerochart.ui.workspace import Workspace

COLUMNS = (
    Column("Name", 34, "strong"),
    Column("Born", 22),
    Column("Record no.", 13, "soft"),
    Column("Telephone", 16, "soft"),
    Column("Last visit", 15),
    Column("", 14, "act", right=True),
)
MORE = 50

Index = QModelIndex | QPersistentModelIndex


class PatientListModel(QAbstractListModel):
    """Rows of `patients.search` for what was typed."""

    more_read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self._typed = ""
        self._rows: list[PatientRow] = []
        self._all = False

    def read_from(self, workspace: Workspace) -> None:
        """Search in this vault from now on."""
        self._workspace = workspace

    def search(self, typed: str, *, first: int) -> None:
        """Show who matches; `first` rows are read now, and as many as were shown when the text is the same."""
        if typed == self._typed:
            first = max(first, len(self._rows))
        self._all = True  # also when they cannot be read
        found = patients.search(self._workspace.db, typed, limit=first) if self._workspace else []
        self._all = len(found) < first
        if found == self._rows and typed == self._typed:
            return
        self.beginResetModel()
        self._typed, self._rows = typed, found
        self.endResetModel()

    @property
    def has_all(self) -> bool:
        """Whether everybody who matches was read."""
        return self._all

    def patient_id(self, row: int) -> str:
        """Who is in a row."""
        return self._rows[row].patient.id

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return self._workspace is not None and not self._all and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        assert self._workspace is not None
        self._all = True
        found: list[PatientRow] = []
        with self._workspace.telling():
            found = patients.search(self._workspace.db, self._typed, limit=MORE, offset=len(self._rows))
            self._all = len(found) < MORE
        if found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()
        self.more_read.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == CELLS:
            return self._cells(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _sentence(self._rows[index.row()])
        return None

    def _cells(self, row: PatientRow) -> tuple[str, ...]:
        one = row.patient
        born = ""
        if one.birth_date and self._workspace:
            age = age_on(one.birth_date, self._workspace.db.clock().local_date())
            born = f"{text.short_date(one.birth_date)} ({age})"
        visit = text.short_date(row.last_visit.local_date()) if row.last_visit else "–"
        return one.list_name, born, one.record_number, one.phone, visit, "Start session"


def _sentence(row: PatientRow) -> str:
    one = row.patient
    parts = [one.list_name]
    if one.birth_date:
        parts.append(f"born {text.short_date(one.birth_date)}")
    if one.record_number:
        parts.append(f"record number {one.record_number}")
    parts.append(f"last visit {text.short_date(row.last_visit.local_date())}" if row.last_visit else "no visit yet")
    return ", ".join(parts)
