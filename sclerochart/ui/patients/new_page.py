"""Adding a patient: one form, one button."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain.people import Patient
from sclerochart.store import patients
from sclerochart.ui import icons, theme
from sclerochart.ui.patients.duplicates import DuplicateQuestion
from sclerochart.ui.patients.form import PatientForm
from sclerochart.ui.workspace import Workspace

_NOBODY = Patient(id="", given_name="", family_name="")


class NewPatientPage(QWidget):
    """Nothing is kept until “Add patient”; Enter in any field of one line is the same."""

    patient_added = Signal(str)
    patient_opened = Signal(str)
    closed = Signal()

    def __init__(self, workspace: Workspace, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="page")
        self._workspace = workspace
        self._typed = typed
        self.form = PatientForm()
        self.form.typed.connect(lambda _fold: self._look_for_duplicates())
        self.form.entered.connect(self._add)
        self._question = DuplicateQuestion()
        self._question.patient_opened.connect(self.patient_opened)
        self._words = QLabel()
        self._words.setObjectName("patient-form-words")
        self._words.setWordWrap(True)
        add = QPushButton("Add patient")
        add.setObjectName("add-patient")
        add.setAccessibleName("Add patient")
        theme.mark(add, kind="primary")
        icons.dress(add, "user-plus", "on_accent")
        add.clicked.connect(self._add)
        cancel = QPushButton("Cancel")
        cancel.setObjectName("cancel-patient")
        theme.mark(cancel, kind="quiet")
        cancel.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self._words, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(add)
        card = QFrame()
        theme.mark(card, role="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        inside.addWidget(self.form)
        scroll = _AsHighAsItsContents(_centred(card))
        foot = QFrame()
        foot.setObjectName("new-patient-foot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.S)
        below.addWidget(self._question)
        below.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll)
        column.addWidget(_centred(foot))  # in sight also where the form scrolls
        column.addStretch(1)

    def scope(self) -> str:
        """Nothing can be undone before the patient is added."""
        return ""

    def refresh(self) -> None:
        """Nothing of the store is shown here but the question about duplicates."""
        self._look_for_duplicates()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form.is_empty():
            self.form.start(self._typed)

    def _look_for_duplicates(self) -> None:
        typed = self.form.read(_NOBODY)
        enough = typed.family_name and (typed.given_name or typed.birth_date)
        known = typed.record_number or typed.nhs_number
        self._question.ask(patients.probable_duplicates(self._workspace.db, typed) if enough or known else [])

    def _add(self) -> None:
        problem = self.form.problem()
        self.form.judge_all()
        self._words.setText(problem)
        if problem:
            return
        added = self._workspace.do(patients.add, self.form.read(_NOBODY))
        if added is not None:
            self.patient_added.emit(added)


class _AsHighAsItsContents(QScrollArea):
    """Scrolls only where the window is lower than what is inside."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        self.setAccessibleName("New patient")
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _centred(widget: QWidget) -> QWidget:
    """The widget in the middle of the page, no wider than a form is read well."""
    widget.setMaximumWidth(960)
    ground = QWidget()
    theme.mark(ground, role="page")
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(widget, 100)
    middle.addStretch(1)
    around = QVBoxLayout(ground)
    around.setContentsMargins(theme.XL, theme.M, theme.XL, theme.M)
    around.addLayout(middle)
    around.addStretch(1)
    return ground
