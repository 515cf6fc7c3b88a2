"""What lies on the legs beside the sites: earlier sessions, volume by region, veins and marks; each shown or not."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from sclerochart.domain import course, overlays
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.finding_tags import TagPlaces, Tags
from sclerochart.domain.layout import Sheet
from sclerochart.domain.posture import POSTURES
from sclerochart.store import findings
from sclerochart.ui.chart.history_bar import HistoryBar, HistoryState, read_visits
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded


class Seeing(QObject):
    """Draws the layers that are wanted, anew only where what they show has changed. Nothing of it is stored."""

    course_shown = Signal()
    """The slider through the course was opened."""

    def __init__(self, atlas: Atlas, view: LegView, loaded: Loaded, history: HistoryBar) -> None:
        super().__init__(view)
        self._atlas, self._view, self._loaded, self._history = atlas, view, loaded, history
        self._visits: Sequence[course.Visit] | None = None
        self._regions = 0
        self._findings = True
        self._tags: tuple[Sheet, tuple[object, ...], Tags] | None = None
        self._posture = next(iter(POSTURES))
        history.changed.connect(self._show_course)

    def refresh(self, *, anew: bool) -> None:
        """After an act; `anew` when other sessions may have changed."""
        if anew:
            self._visits = None
        self._show_course(self._history.state())
        self._show_findings()

    # The course -----------------------------------------------------------------------------------------------------

    def toggle_ghosts(self) -> None:
        """Earlier sessions: show them with the slider through the course, or hide them."""
        self._history.refresh()
        self._history.toggle_ghosts()
        self._show_bar()

    def toggle_heat(self) -> None:
        """Volume by region over the course, or not."""
        self._history.toggle_heat()
        self._show_bar()

    def step(self, by: int) -> bool:
        """Look at the course up to a session earlier or later."""
        self._history.refresh()
        slider = self._history.slider
        if not slider.isEnabled():
            return False
        self._history.show()
        self.course_shown.emit()
        slider.setValue(slider.value() + by)
        return True

    def close_course(self) -> None:
        """Show this session alone again."""
        self._history.ghosts.setChecked(False)
        self._history.heat.setChecked(False)
        self._history.hide()

    def _show_bar(self) -> None:
        state = self._history.state()
        self._history.setVisible(self._history.ghosts.isChecked() or state.heat)
        if not self._history.isHidden():
            self.course_shown.emit()

    def _show_course(self, state: HistoryState) -> None:
        atlas = self._atlas
        if not state.ghosts:
            self._view.hide_layer("ghosts")
        if not state.heat:
            self._view.hide_layer("heat")
        if not state.ghosts and not state.heat:
            return
        if self._visits is None:
            self._visits = read_visits(self._loaded.db, self._loaded.session.patient_id)
        own = self._loaded.session_id
        visits = [
            course.Visit(each.session, tuple(self._loaded.sites)) if each.session.id == own else each
            for each in self._visits
        ]
        earlier = [each.sites for each in reversed(visits) if each.session.id in state.ghosts]
        if state.ghosts:
            self._view.show_layer(
                "ghosts",
                lambda sheet, unit, chosen: overlays.ghost_shapes(atlas, sheet, earlier, unit, chosen),
                above=False,
                key=(state.ghosts, tuple(map(len, earlier))),
            )
        if state.heat:
            found = course.heat(course.as_of(visits, state.at))
            volumes = {key: each.volume_ul for key, each in found.items()}
            self._view.show_layer(
                "heat",
                lambda sheet, unit, chosen: overlays.heat_shapes(
                    atlas,
                    sheet,
                    volumes,
                    unit,
                    chosen,
                    among=self._view.shown.marks,
                    ghosts=overlays.ghost_boxes(atlas, sheet, earlier, unit),
                ),
                above=False,
                key=(tuple(sorted(volumes.items())), tuple(self._view.shown.marks.items()), state.ghosts),
            )

    # Veins and marks ------------------------------------------------------------------------------------------------

    def toggle_findings(self) -> None:
        """Veins that were drawn and marks, or the sites alone."""
        self._findings = not self._findings
        self._show_findings()

    def _show_findings(self) -> None:
        loaded, atlas = self._loaded, self._atlas
        runs, marks = tuple(loaded.runs), tuple(loaded.marks)
        self._view.show_findings(*((runs, marks) if self._findings else ((), ())))
        if not self._findings or not runs:
            self._view.hide_layer("runs")
        if not self._findings or not marks:
            self._view.hide_layer("marks")
        if not self._findings or not (runs or marks):
            return
        names = overlays.names_of(runs, marks)

        def tags(sheet: Sheet, unit: float) -> TagPlaces:
            own = (runs, marks, unit)
            if self._tags is None or self._tags[0] is not sheet or self._tags[1] != own:
                self._tags = (sheet, own, Tags(atlas, sheet, runs, marks, unit, names=names))
            return self._tags[2].among(self._view.shown.marks)

        now = tuple(tags(self._view.sheet, self._view.viewport.unit).items())
        treated = frozenset(findings.treated_runs(loaded.db, loaded.session.patient_id)) if runs else frozenset()
        if runs:
            self._view.show_layer(
                "runs",
                lambda sheet, unit, chosen: overlays.run_shapes(
                    atlas, sheet, runs, treated, unit, chosen, names=names, tags=tags(sheet, unit)
                ),
                above=False,
                key=(runs, treated, now),
            )
        if marks:
            self._view.show_layer(
                "marks",
                lambda sheet, unit, chosen: overlays.finding_shapes(
                    atlas, sheet, marks, unit, chosen, names=names, tags=tags(sheet, unit)
                ),
                above=False,
                key=(marks, len(runs), now),
            )

    # Regions and postures -------------------------------------------------------------------------------------------

    def next_regions(self) -> None:
        """Borders of the regions; borders and names; neither; and round again."""
        self._regions = (self._regions + 1) % 3
        self._view.show_regions(lines=self._regions != 2, names=self._regions == 1)

    @property
    def posture(self) -> str:
        """The code of the posture that is shown."""
        return self._posture

    def show_posture(self, code: str) -> None:
        """Order the views as the practitioner sees them; side labels always name the patient's side."""
        known = next(each for each in POSTURES if each == code)
        self._posture = known
        self._view.set_posture(known)

    def next_posture(self) -> None:
        """The posture after this one."""
        codes = list(POSTURES)
        self.show_posture(codes[(codes.index(self._posture) + 1) % len(codes)])
