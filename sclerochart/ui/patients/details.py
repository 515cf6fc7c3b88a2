"""A patient's details to read, and the same to edit: every field is kept as it is typed."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sclerochart.domain import patient_rules, text
from sclerochart.domain.people import Patient, age_on
from sclerochart.store import patients
from sclerochart.ui import icons, theme
from sclerochart.ui.patients.duplicates import DuplicateQuestion
from sclerochart.ui.patients.form import PatientForm
from sclerochart.ui.patients.labels import WrappedLabel
from sclerochart.ui.workspace import Workspace


class PatientDetails(QFrame):
    """Shows one patient; “Edit” turns the card into the form and “Done” turns it back."""

    patient_opened = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="card")
        self._workspace = workspace
        self._patient = Patient("", "", "")
        self._asked = self._patient
        self._treated: date | None = None
        self._form: PatientForm | None = None
        title = QLabel("Details")
        theme.mark(title, role="section")
        self._edit = QPushButton("Edit")
        self._edit.setObjectName("edit-patient")
        icons.dress(self._edit, "pencil")
        self._edit.clicked.connect(self._turn)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._edit)
        self._question = DuplicateQuestion()
        self._question.patient_opened.connect(self.patient_opened)
        self._inside = QScrollArea()
        self._inside.setWidgetResizable(True)
        self._inside.setAccessibleName("Details")
        self._inside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.L, theme.S, theme.L, theme.L)
        column.setSpacing(theme.S)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._inside, 1)

    @property
    def editing(self) -> bool:
        """True while the form is open."""
        return self._form is not None

    def show_patient(self, patient: Patient, *, treated: date | None) -> None:
        """Show a patient as the store holds them, `treated` for the first time on that day."""
        if (patient, treated) == (self._patient, self._treated) and self._inside.widget() is not None:
            return
        self._patient, self._treated = patient, treated
        if self._form is not None:
            self._form.show_patient(patient, treated=treated)
        else:
            self._show_reading()

    def finish(self) -> None:
        """Say so where something cannot be kept."""
        if self._form is not None:
            problem = self._form.problem()
            if problem:
                self._workspace.problem.emit(f"{problem} This was not kept; the details stay as they were.")

    def _turn(self) -> None:
        if self._form is None:
            self._form = PatientForm()
            self._form.show_patient(self._patient, treated=self._treated)
            self._asked = self._patient
            self._form.typed.connect(self._keep)
            self._form.rested.connect(self._look_for_duplicates)
            ground = _ground()
            column = QVBoxLayout(ground)
            column.setContentsMargins(0, 0, theme.S, 0)
            column.addWidget(self._form)
            column.addStretch(1)
            self._inside.setWidget(ground)
            self._form.field("family_name").setFocus()
            icons.dress(self._edit, "check")
            self._edit.setText("Done")
        else:
            problem = self._form.problem()
            if problem:  # what was typed is not taken away: it stands there to be mended
                self._form.judge_all()
                self._workspace.problem.emit(f"{problem} The rest is kept.")
                return
            self._form = None
            self._question.ask([])
            icons.dress(self._edit, "pencil")
            self._edit.setText("Edit")
            self._show_reading()

    def _keep(self, fold: str) -> None:
        if self._form is None:
            return
        typed = self._form.read(self._patient)
        if typed != self._patient:
            self._patient = typed
            self._workspace.do(patients.edit, typed, fold=fold)

    def _look_for_duplicates(self) -> None:
        if self._form is not None and self._patient != self._asked:
            self._asked = self._patient
            self._question.ask(patients.probable_duplicates(self._workspace.db, self._patient))

    def _show_reading(self) -> None:
        one = self._patient
        ground = _ground()
        form = QFormLayout(ground)
        form.setContentsMargins(0, 0, theme.S, 0)
        form.setHorizontalSpacing(theme.L)
        form.setVerticalSpacing(theme.S)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        born = ""
        if one.birth_date:
            age = age_on(one.birth_date, self._workspace.db.clock().local_date())
            born = f"{text.day_month(one.birth_date)}, {text.count(age, 'year')} old"
        rows = (
            ("Name", one.name), ("Born", born), ("Record number", one.record_number),
            ("NHS number", patient_rules.spaced_nhs_number(one.nhs_number)), ("Telephone", one.phone),
            ("Email", one.email), ("Address", one.address), ("Allergies", one.allergies), ("Alerts", one.alerts),
            ("Notes", one.notes),
        )  # fmt: skip
        for title, value in rows:
            left = QLabel(title)
            theme.mark(left, role="caption")
            right = WrappedLabel()
            right.show_words(value or "not recorded")
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if not value:
                theme.mark(right, role="soft")
            form.addRow(left, right)
        self._inside.setWidget(ground)


def _ground() -> QWidget:
    ground = QWidget()
    ground.setObjectName("patient-details-ground")
    ground.setStyleSheet("#patient-details-ground { background: transparent; }")
    return ground
