"""The sessions that are not signed yet."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Session
from sclerochart.store import sessions
from sclerochart.store.database import Database
from sclerochart.ui import theme
from sclerochart.ui.patients.rows import CELLS, Column, RowList

_COLUMNS = (Column("Treated", 38), Column("Patient", 62, "strong"))


class DraftList(QWidget):
    """Lists drafts with their day; hidden while there are none."""

    session_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(380)
        self._model = _Drafts()
        self._title = QLabel("Not signed yet")
        theme.mark(self._title, role="section")
        self._title.setMinimumHeight(theme.TOUCH)
        self.list = RowList("draft-list", "Sessions not signed yet", _COLUMNS)
        self.list.setModel(self._model)
        self.list.row_opened.connect(lambda row: self.session_opened.emit(self._model.rows[row][0].id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        column.addWidget(self._title)
        column.addWidget(self.list.with_head(), 1)
        self.hide()

    def refresh(self, db: Database) -> None:
        """Show what the store holds now, the newest first."""
        found = sessions.drafts(db)[::-1]
        self._model.show(found)
        self._title.setText(f"Not signed yet: {text.count(len(found), 'session')}")
        self.setVisible(bool(found))


class _Drafts(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[Session, Patient]] = []

    def show(self, rows: list[tuple[Session, Patient]]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        session, patient = self.rows[index.row()]
        day = text.short_date(session.treated_at.local_date())
        if role == CELLS:
            return day, patient.list_name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{patient.list_name}, session of {day}, not signed"
        return None
