"""Adding a patient: one form, one button."""

import secrets

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain.new_patient import fields_from_search
from sclerochart.domain.people import Patient
from sclerochart.store import patients, unfinished
from sclerochart.ui import icons, theme
from sclerochart.ui.page import Page
from sclerochart.ui.patients.begun import BegunLine
from sclerochart.ui.patients.duplicates import DuplicateQuestion
from sclerochart.ui.patients.form import PatientForm
from sclerochart.ui.workspace import Workspace

_NOBODY = Patient(id="", given_name="", family_name="")


class NewPatientPage(Page):
    """Nobody is added until “Add patient”; Enter in any field of one line is the same. What was typed until then is
    kept in the vault. The form opens empty and offers to go on with who was begun: nobody's details are ever there
    unasked, under somebody else's name."""

    patient_added = Signal(str)
    patient_opened = Signal(str)
    closed = Signal()

    def __init__(self, workspace: Workspace, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__("new-patient-page", "New patient", parent)
        self._workspace = workspace
        self._id = secrets.token_hex(8)
        self._start = fields_from_search(typed)
        self._kept: dict[str, str] = {}
        self._removed: set[str] = set()
        self._begun_here = self._resumed = self._added = False
        self.form = PatientForm()
        self.form.typed.connect(self._typed)
        self.form.rested.connect(self._look_for_duplicates)
        self.form.entered.connect(self._add)
        self._begun = BegunLine()
        self._begun.cleared.connect(self._clear)
        self._begun.brought_back.connect(self._bring_back)
        self._begun.resumed.connect(self._resume)
        self._begun.removed.connect(self._remove)
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
        cancel = QPushButton("Not now")
        cancel.setObjectName("cancel-patient")
        cancel.setToolTip("Back to the patients; what is typed here stays for later")
        theme.mark(cancel, kind="quiet")
        cancel.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self._words, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(add)
        card = QFrame()
        card.setObjectName("new-patient-card")
        theme.mark(card, role="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        inside.setSpacing(theme.M)
        inside.addWidget(self._begun)
        inside.addWidget(self.form)
        scroll = _AsHighAsItsContents(_centred(card))
        foot = QFrame()
        foot.setObjectName("new-patient-foot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.S)
        below.addWidget(self._question)
        below.addLayout(buttons)
        under = _centred(foot)
        scroll.bar_came.connect(lambda width: under.setContentsMargins(0, 0, width, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll)
        column.addWidget(under)  # in sight also where the form scrolls
        column.addStretch(1)

    def scope(self) -> str:
        """Nothing can be undone before the patient is added."""
        return ""

    def refresh(self) -> None:
        """Nothing of the store is shown here but who was begun, and the question about duplicates."""
        self._show_begun()
        self._look_for_duplicates()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun_here:
            self._begun_here = True
            self.form.start(self._start)
        self.refresh()

    # What is not added yet --------------------------------------------------------------------------------------------

    def _typed(self, _fold: str = "") -> None:
        texts = self.form.texts()
        if self._added or texts == self._kept or (not self._kept and texts == self._start):
            return
        self._kept = texts
        self._workspace.do(unfinished.keep_unfinished, self._id, texts)
        self._show_begun()

    def _resume(self, unfinished_id: str) -> None:
        """Go on with somebody begun earlier; what stands in the form now waits in their place."""
        found = next((each for each in unfinished.unfinished(self._workspace.db) if each.id == unfinished_id), None)
        if found is None:
            return
        self._id, self._kept, self._resumed = found.id, dict(found.texts), True
        self.form.start(found.texts)
        self.refresh()

    def _clear(self) -> None:
        gone, self._id = self._id, secrets.token_hex(8)
        self._kept, self._start, self._resumed = {}, {}, False
        self.form.start({})
        self._workspace.do(unfinished.clear_unfinished, gone)
        self.refresh()

    def _remove(self, unfinished_id: str) -> None:
        """Somebody in the list is not to be added after all; the form stays as it is."""
        self._removed.add(unfinished_id)
        self._workspace.do(unfinished.clear_unfinished, unfinished_id)
        self._show_begun()

    def _bring_back(self, unfinished_id: str) -> None:
        """To where they were: in the list who was removed there, else in the form."""
        self._workspace.do(unfinished.bring_back, unfinished_id)
        if unfinished_id in self._removed:
            self._removed.discard(unfinished_id)
            self._show_begun()
        else:
            self._resume(unfinished_id)

    def _show_begun(self) -> None:
        db = self._workspace.db
        others = [each for each in unfinished.unfinished(db) if each.id != self._id]
        self._begun.show_begun(others, unfinished.cleared(db), resumed=self._resumed)

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
        added = self._workspace.do(unfinished.add, self.form.read(_NOBODY), self._id)
        if added is not None:
            self._added = True
            self.patient_added.emit(added)


class _AsHighAsItsContents(QScrollArea):
    """Scrolls only where the window is lower than what is inside."""

    bar_came = Signal(int)
    """With the width that its scroll bar takes now, 0 where there is none."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        self.setAccessibleName("New patient")
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar_came.emit(self.width() - self.viewport().width())

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
