"""Whom this page is about: name, born, age, numbers, and what must never be missed, on every page of the patient."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from sclerochart.domain import patient_rules, text
from sclerochart.domain.people import Patient, age_on
from sclerochart.ui import theme
from sclerochart.ui.patients.labels import ElidedLabel
from sclerochart.ui.patients.warning_notice import BETWEEN, WarningNotice
from sclerochart.ui.workspace import Workspace

_SHORT = 300
"""Warnings up to this width leave room for a longer name."""


class PatientBanner(QFrame):
    """One line where there is room; allergies and alerts take up to three. Pages lie on each other, so names begin with
    the page's: "patient-banner-name" on the patient's, "chart-patient-banner-name" on the chart."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = parent.objectName().removesuffix("-page") if parent is not None else ""
        name = f"{page}-patient-banner" if page not in ("", "patient") else "patient-banner"
        self.setObjectName(name)
        self._workspace = workspace
        self._patient: Patient | None = None
        self.setProperty("role", "card")
        self.setStyleSheet("QFrame[role=card] { border-width: 0 0 1px 0; border-radius: 0; }")
        self._name = ElidedLabel(f"{name}-name", least=200)
        theme.mark(self._name, role="title")
        self._facts = ElidedLabel(f"{name}-facts", least=160)
        theme.mark(self._facts, role="soft")
        self._notice = WarningNotice(name)
        self._none = QLabel()
        self._none.setObjectName(f"{name}-none")
        theme.mark(self._none, role="caption")
        self._none.setText("No allergies or alerts recorded")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.L, theme.XS, theme.L, theme.XS)
        row.setSpacing(theme.L)
        row.addWidget(self._name)
        row.addWidget(self._facts)
        row.addWidget(self._notice, 1)
        row.addStretch(0)
        row.addWidget(self._none)
        self.setMinimumHeight(40)

    def show_patient(self, patient: Patient) -> None:
        """Show a patient's details as they are now."""
        if patient == self._patient:
            return
        self._patient = patient
        self._name.setText(patient.list_name)
        self._facts.setText(facts(patient, self._workspace))
        warnings = warnings_of(patient)
        self._notice.show_warnings(warnings)
        self._name.allow(440 if self._notice.width_of_words() > _SHORT else 640)
        self._facts.allow(480)
        self._none.setVisible(not warnings)
        self.setAccessibleName(f"Patient: {patient.name}. {BETWEEN.join(warnings) or self._none.text()}")


def facts(patient: Patient, workspace: Workspace) -> str:
    """Born and age, record number and NHS number, as far as they are known."""
    parts = []
    if patient.birth_date:
        age = age_on(patient.birth_date, workspace.db.clock().local_date())
        parts.append(f"born {text.short_date(patient.birth_date)} ({age})")
    if patient.record_number:
        parts.append(f"no. {patient.record_number}")
    if patient.nhs_number:
        parts.append(f"NHS {patient_rules.spaced_nhs_number(patient.nhs_number)}")
    return "  ·  ".join(parts)


def warnings_of(patient: Patient) -> list[str]:
    """Allergies and alerts, as far as any are recorded."""
    parts = []
    if patient.allergies.strip():
        parts.append(f"Allergies: {' '.join(patient.allergies.split())}")
    if patient.alerts.strip():
        parts.append(f"Alert: {' '.join(patient.alerts.split())}")
    return parts
