"""One patient: who they are, their sessions, and the one act that starts today's."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.errors import Gone
from sclerochart.store import journal, patients, sessions
from sclerochart.store.sessions import SessionSummary
from sclerochart.ui import icons, theme
from sclerochart.ui.page import Page
from sclerochart.ui.patients.banner import PatientBanner
from sclerochart.ui.patients.details import PatientDetails
from sclerochart.ui.patients.rows import RowList
from sclerochart.ui.patients.session_rows import COLUMNS, SessionModel
from sclerochart.ui.workspace import Workspace


class PatientPage(Page):
    """Details on the left, sessions on the right."""

    session_opened = Signal(str)
    patient_opened = Signal(str)
    closed = Signal()

    def __init__(self, workspace: Workspace, patient_id: str, parent: QWidget | None = None) -> None:
        super().__init__("patient-page", "Patient", parent)
        self._workspace = workspace
        self.patient_id = patient_id
        self.banner = PatientBanner(workspace, self)
        self.details = PatientDetails(workspace, self)
        self.details.patient_opened.connect(self.patient_opened)
        self._title = QLabel("Sessions")
        theme.mark(self._title, role="section")
        self.start = QPushButton("Start session")
        self.start.setObjectName("start-session")
        theme.mark(self.start, kind="primary")
        icons.dress(self.start, "clipboard-list", "on_accent")
        self.start.clicked.connect(self._start)
        self.list = RowList("session-list", "Sessions", COLUMNS)
        self.list.empty_words = "No session yet.\nPress “Start session” when treatment begins, or for a review visit."
        self._model = SessionModel()
        self.list.setModel(self._model)
        self.list.row_opened.connect(lambda row: self.session_opened.emit(self._model.session_id(row)))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.start)
        right = QVBoxLayout()
        right.setSpacing(theme.S)
        right.addLayout(head)
        right.addWidget(self.list.with_head(), 1)
        body = QHBoxLayout()
        body.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        body.setSpacing(theme.XL)
        body.addWidget(self.details, 45)
        body.addLayout(right, 55)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(body, 1)
        self.follow(workspace)

    def scope(self) -> str:
        """What undo and redo act on here."""
        return journal.patient_scope(self.patient_id)

    def refresh(self) -> None:
        """Show what the store holds now; when the patient is no longer there, leave."""
        db = self._workspace.db
        try:
            patient = patients.get(db, self.patient_id)
        except Gone:
            self.closed.emit()
            return
        self.banner.show_patient(patient)
        found = sessions.of_patient(db, self.patient_id)
        self.details.show_patient(patient, treated=found[0].session.treated_at.local_date() if found else None)
        self._model.show(found)
        words = "Open today’s session" if self._todays(found) else "Start session"
        if words != self.start.text():
            self.start.setText(words)
            self.start.setAccessibleName(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.details.editing:
            self.start.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.details.finish()
        super().hideEvent(event)

    def _todays(self, found: list[SessionSummary]) -> bool:
        today = self._workspace.db.clock().local_date()
        return any(not each.session.signed and each.session.treated_at.local_date() == today for each in found)

    def _start(self) -> None:
        session_id = self._workspace.do(sessions.start, self.patient_id)
        if session_id is not None:
            self.session_opened.emit(session_id)
