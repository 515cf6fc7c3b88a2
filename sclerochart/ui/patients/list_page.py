"""The first page after unlocking: find a patient, add one, or go on with a draft."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.store import patients
from sclerochart.ui import icons, theme
from sclerochart.ui.page import Page
from sclerochart.ui.patients.drafts import DraftList
from sclerochart.ui.patients.list_model import COLUMNS, PatientListModel
from sclerochart.ui.patients.rows import RowList
from sclerochart.ui.workspace import Workspace

_REST_MS = 30
_NOBODY = "Nobody is here yet.\nPress “New patient” to add the first one."


class PatientsPage(Page):
    """As-you-type search over all patients, and the drafts that wait to be signed.

    It is made before a vault is open, while the passphrase is typed; `begin` fills it.
    """

    patient_opened = Signal(str)
    patient_wanted = Signal(str)
    """A new patient, with what was typed in the search."""
    session_opened = Signal(str)
    session_started = Signal(str)
    """Today's session of a patient is wanted at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("patients-page", "Patients", parent)
        self._workspace: Workspace | None = None
        self._total: int | None = None
        self.search = QLineEdit()
        self.search.setObjectName("patient-search")
        self.search.setAccessibleName("Find a patient")
        self.search.setPlaceholderText("Find by name, date of birth, phone or record number")
        self.search.setClearButtonEnabled(True)
        glass = QAction(QIcon(icons.pixmap("search", "ink_soft", scale=2.0)), "Search", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self._new = QPushButton("New patient")
        self._new.setObjectName("new-patient")
        self._new.setAccessibleName("New patient")
        theme.mark(self._new, kind="primary")
        icons.dress(self._new, "user-plus", "on_accent")
        self._new.clicked.connect(lambda: self.patient_wanted.emit(self.search.text().strip()))
        self.list = RowList("patient-list", "Patients", COLUMNS)
        self._model = PatientListModel()
        self._model.more_read.connect(self._show_count)
        self.list.setModel(self._model)
        self.list.row_opened.connect(lambda row: self.patient_opened.emit(self._model.patient_id(row)))
        self.list.row_acted.connect(lambda row: self.session_started.emit(self._model.patient_id(row)))
        self.list.setToolTip("Enter or a press opens the patient; Ctrl+Enter or “Start session” opens today’s session")
        self._count = QLabel()
        self._count.setObjectName("patient-count")
        theme.mark(self._count, role="caption")
        self.drafts = DraftList()
        self.drafts.session_opened.connect(self.session_opened)
        # Not needed to find a patient, so they come once the list is painted.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._show_rest)
        self._counting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._counting.timeout.connect(self._show_count)
        bar = QHBoxLayout()
        bar.setSpacing(theme.M)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._new)
        left = QVBoxLayout()
        left.setSpacing(theme.S)
        left.addLayout(bar)
        left.addWidget(self.list.with_head(), 1)
        left.addWidget(self._count)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.XL, theme.L, theme.XL, theme.M)
        row.setSpacing(theme.XL)
        row.addLayout(left, 1)
        row.addWidget(self.drafts)

    def begin(self, workspace: Workspace) -> None:
        """Show the patients of a vault from now on."""
        self._workspace = workspace
        self._model.read_from(workspace)
        self.keep_up(workspace)

    def scope(self) -> str:
        """Nothing is undone here: each patient's page undoes its own acts."""
        return ""

    def refresh(self) -> None:
        """Show what the store holds now."""
        self._search(self.search.text())
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        self._stale = True  # always read anew: it was empty before unlocking, and its rows are dated
        super().showEvent(event)
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self._model.rowCount():
                self.list.setCurrentIndex(self._model.index(0))
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_top(start=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().eventFilter(watched, event)

    def _typed(self, typed: str) -> None:
        with self._telling():
            self._search(typed)

    def _search(self, typed: str) -> None:
        # One row more than fits, so that there is something to scroll to.
        self._model.search(typed, first=self.list.visible_rows() + 1)
        if typed.strip():
            self.list.empty_words = f"Nobody matches “{typed.strip()}”.\nEnter or “New patient” adds them."
        else:
            self.list.empty_words = _NOBODY
        self._counting.start()

    def _open_top(self, *, start: bool) -> None:
        if self._model.rowCount():
            (self.session_started if start else self.patient_opened).emit(self._model.patient_id(0))
        else:
            self.patient_wanted.emit(self.search.text().strip())

    def _show_rest(self) -> None:
        if self._workspace is None or not self.isVisible():  # left in the meantime, perhaps by locking the vault
            return
        with self._telling():
            self.drafts.refresh(self._workspace.db)
            self._total = patients.count(self._workspace.db)
        self._show_count()

    def _show_count(self) -> None:
        """Say how many there are and, while one searches, how many of them match as far as that is known."""
        if self._total is None:
            return
        words = text.count(self._total, "patient")
        if self._total and self.search.text().strip():
            matching = self._model.rowCount()
            words = f"{matching or 'None'}{'' if self._model.has_all else ' or more'} of {words}"
        self._count.setText(words)
