"""A vein that was drawn: its type and diameter beside the diagram, and what became of it over the course."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain.course import Visit, run_history
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Point, Run
from sclerochart.domain.leg import Spot
from sclerochart.domain.measures import mm_number, read_diameter
from sclerochart.domain.runs import laid, run_words, smooth
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.store import findings, sessions
from sclerochart.store.database import Database
from sclerochart.store.reading import sites_now
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.history_bar import read_visits
from sclerochart.ui.chart.parts import Follower, button, is_enter, meant_by, words
from sclerochart.ui.workspace import Workspace

RUN_TYPES = ("tel", "ret", "tel-central")
"""What a run can be: thread, reticular, feeder; each by the letter of its vein type."""
_LETTERS = {code: VEIN_TYPES[code].letter for code in RUN_TYPES}


class RunEditor(QFrame):
    """One vein run: three types, a diameter, and in words where it was injected.

    Place it as a strip over the diagram, across its width (at least 760 px), hidden until a run is drawn. Call
    `draw(spots)` on `stroke_drawn` of the tool "run": the run is kept at once with the type and diameter of the
    patient's last one, and the strip shows itself without taking the keys, so that drawing stays one act.
    `show_run(id)` opens an older run. `begin()` gives it the keys: letters choose the type, Enter in the diameter and
    Escape emit `finished`: give the diagram the keys. It follows the workspace by itself, and hides when its run goes.
    """

    finished = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run-editor")
        self.setAccessibleName("Vein")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._atlas = legs.shipped()
        self._run: Run | None = None
        self._visits: tuple[Visit, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.XS, theme.XS)
        row.setSpacing(theme.S)
        self.said = words("run-words", self, wrap=True)
        self.said.setMinimumWidth(160)
        row.addWidget(self.said, 1)
        self._types = QButtonGroup(self)
        for number, code in enumerate(RUN_TYPES):
            vein = VEIN_TYPES[code]
            one = button(f"run-{code}", f"{vein.short}  {vein.letter}", vein.name, self, kind="choice", key=vein.letter)
            self._types.addButton(one, number)
            row.addWidget(one)
        caption = words("run-diameter-caption", self, role="soft")
        caption.setText("Diameter, mm")
        self.diameter = QLineEdit(self)
        self.diameter.setObjectName("run-diameter")
        self.diameter.setAccessibleName("Diameter in mm")
        self.diameter.setToolTip("Diameter in mm, such as 0.4; empty when it was not measured")
        self.diameter.setFixedWidth(68)
        self.diameter.setMinimumHeight(theme.TOUCH)
        self.remove = button("run-remove", "Remove", "Remove this vein; its sites stay", self)
        done = button("run-done", "Done", "Close the strip", self)
        for widget in (caption, self.diameter, self.remove, done):
            row.addWidget(widget)
        self._types.idClicked.connect(lambda number: self._set_type(RUN_TYPES[number]))
        self.diameter.editingFinished.connect(self._measure)
        self.diameter.returnPressed.connect(self.finished)
        self.remove.clicked.connect(self._remove)
        done.clicked.connect(self.end)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.hide()

    @property
    def run_id(self) -> str:
        """The run whose strip is open, "" for none."""
        return self._run.id if self._run is not None and not self.isHidden() else ""

    def draw(self, spots: Sequence[Spot]) -> str | None:
        """Keep a stroke along one view as a run, smoothed and laid on the skin; its id, None when it was refused."""
        made = self._workspace.do(_draw, self._session_id, spots)
        if made is not None:
            self.show_run(made)
        return made

    def show_run(self, run_id: str) -> None:
        """Open a run of the patient."""
        db = self._workspace.db
        patient_id = sessions.get(db, self._session_id).patient_id
        self._visits = read_visits(db, patient_id)
        self._run = next((run for run in findings.runs_of_patient(db, patient_id) if run.id == run_id), None)
        self.refresh()

    def begin(self) -> None:
        """Take the keys at the type."""
        if self._run is not None:
            one = self._types.checkedButton() or self._types.button(0)
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self) -> None:
        """Close the strip; the run stays."""
        self._run = None
        self.hide()
        self.finished.emit()

    def refresh(self) -> None:
        """Show the run as the store holds it; one that was undone goes."""
        if self._run is None:
            self.hide()
            return
        db = self._workspace.db
        wanted, session = self._run.id, sessions.get(db, self._session_id)
        runs = findings.runs_of_patient(db, session.patient_id)
        self._run = next((run for run in runs if run.id == wanted), None)
        if self._run is None:
            self.hide()
            return
        run = self._run
        own = Visit(session, sites_now(db, self._session_id))
        self._visits = tuple(own if each.session.id == session.id else each for each in self._visits)
        set_words(self.said, f"{run_words(self._atlas, run)} · {run_history(run.id, self._visits)}")
        self.said.setToolTip(self.said.text())
        drawn_here = run.session_id == self._session_id and not session.signed
        self._types.setExclusive(False)
        for number, code in enumerate(RUN_TYPES):
            self._types.button(number).setChecked(code == run.vein_type)
            self._types.button(number).setEnabled(drawn_here)
        self._types.setExclusive(True)
        if not self.diameter.hasFocus():
            self.diameter.setText(mm_number(run.diameter_um) if run.diameter_um is not None else "")
        self.diameter.setReadOnly(not drawn_here)
        self.remove.setEnabled(drawn_here)
        self.show()

    # Acts -----------------------------------------------------------------------------------------------------------

    def _set_type(self, code: str) -> None:
        if self._run is not None and self._run.vein_type != code:
            self._workspace.do(findings.edit_run, replace(self._run, vein_type=code))

    def _measure(self) -> None:
        if self._run is None or self.diameter.isReadOnly():
            return
        try:
            um = read_diameter(self.diameter.text())
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        if um != self._run.diameter_um:
            self._workspace.do(findings.edit_run, replace(self._run, diameter_um=um))

    def _remove(self) -> None:
        if self._run is not None:
            self._workspace.do(findings.remove_run, self._run.id)
            self.finished.emit()

    # Keys -----------------------------------------------------------------------------------------------------------

    def takes(self, event: QKeyEvent) -> bool:
        """Take a letter of the strip that was pressed elsewhere; False leaves it to mean something else."""
        code = meant_by(event, _LETTERS)
        if self.isHidden() or not code or not self._types.button(RUN_TYPES.index(code)).isEnabled():
            return False
        self._set_type(code)
        return True

    def event(self, event: QEvent) -> bool:
        """The letters of the strip come before what they mean on the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and meant_by(event, _LETTERS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif not is_enter(event):
            super().keyPressEvent(event)


def _draw(db: Database, session_id: str, spots: Sequence[Spot]) -> str:
    """Keep a stroke as a run like the patient's last one."""
    atlas = legs.shipped()
    points: tuple[Point, ...] = ()
    if spots:
        first = spots[0]
        points = laid(atlas, first.side, first.view, smooth([(spot.x, spot.y) for spot in spots]))
    if len(points) < 2:
        raise UserError("Draw along the leg to keep a vein. Nothing was changed.")
    last = findings.runs_of_patient(db, sessions.get(db, session_id).patient_id)[-1:]
    vein_type = last[0].vein_type if last else RUN_TYPES[0]
    diameter = last[0].diameter_um if last else None
    run = Run("", session_id, 0, first.side, first.view, points, atlas.space, vein_type, diameter)
    return findings.draw_run(db, run)
