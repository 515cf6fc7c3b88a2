"""A patient's sessions as a list, the newest on top."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from sclerochart.domain import text
from sclerochart.store.sessions import SessionSummary
from sclerochart.ui.patients.rows import CELLS, Column

COLUMNS = (
    Column("Session", 13, "strong"),
    Column("Treated", 27),
    Column("Sites", 12, right=True),
    Column("Volume", 14, right=True),
    Column("Photos", 12, right=True),
    Column("", 22, "soft", right=True),
)


class SessionModel(QAbstractListModel):
    """Rows of `sessions.of_patient`."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SessionSummary] = []

    def show(self, rows: list[SessionSummary]) -> None:
        """Show these sessions, given oldest first."""
        turned = rows[::-1]
        if turned != self._rows:
            self.beginResetModel()
            self._rows = turned
            self.endResetModel()

    def session_id(self, row: int) -> str:
        """Which session is in a row."""
        return self._rows[row].session.id

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CELLS:
            return (
                f"{row.number} of {row.of}",
                text.when(row.session.treated_at.local()),
                str(row.site_count) if row.site_count else "–",
                text.ml(row.total_ul) if row.total_ul else "–",
                str(row.photo_count) if row.photo_count else "–",
                state_words(row),
            )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            what = f"{text.count(row.site_count, 'site')}, {text.ml(row.total_ul)}" if row.site_count else "no sites"
            day = text.when(row.session.treated_at.local())
            return f"Session {row.number} of {row.of}, {day}, {what}, {state_words(row)}"
        return None


def state_words(row: SessionSummary) -> str:
    """Signed or draft."""
    return "Signed" if row.session.signed else "Draft, not signed"
