"""The course beside the diagram: how far back it is looked at, earlier sessions as ghosts, and the heat map."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QWidget

from sclerochart.domain import text
from sclerochart.domain.course import HEAT_LIMITS_UL, Slider, Visit, heat_legend, slider, slider_words
from sclerochart.store import sessions, sites
from sclerochart.store.database import Database
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import Follower, button, words
from sclerochart.ui.workspace import Workspace

_LEGEND = "Steps at " + ", ".join(text.ml_number(limit) for limit in HEAT_LIMITS_UL) + " ml"
_LOOK = """
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: palette(midlight); }
QSlider::sub-page:horizontal { border-radius: 3px; background: palette(highlight); }
QSlider::sub-page:horizontal:disabled { background: palette(midlight); }
QSlider::handle:horizontal {
  width: 24px; height: 24px; margin: -11px 0; border: 2px solid palette(highlight); border-radius: 14px;
  background: palette(base);
}
QSlider::handle:horizontal:focus { background: palette(highlight); border-color: palette(text); }
QSlider::handle:horizontal:disabled { border-color: palette(midlight); }
"""


@dataclass(frozen=True, slots=True)
class HistoryState:
    """What of the course is looked at: up to the session at index `at` (0 is the first); `ghosts` are the ids of the
    sessions to draw as ghosts, oldest first, and `heat` says whether the heat map is shown."""

    at: int
    ghosts: tuple[str, ...]
    heat: bool


def read_visits(db: Database, patient_id: str) -> tuple[Visit, ...]:
    """A patient's course with its sites, oldest first: what ghosts and heat map are drawn from."""
    found = [each.session for each in sessions.of_patient(db, patient_id)]
    return tuple(Visit(session, tuple(sites.of_session(db, session.id))) for session in found)


class HistoryBar(QFrame):
    """A slider through the course, and two buttons for what it draws over the legs.

    Place it as one row under the diagram, across its width (at least 560 px). On the key G call `toggle_ghosts()`, on
    H `toggle_heat()`; the slider takes the arrow keys once it has the focus. Nothing of it is stored: `changed` carries
    a `HistoryState`, `state()` gives the same. Draw the ghosts from `course.earlier` and the heat map from
    `course.heat(course.as_of(visits, state.at))`. It follows the workspace by itself.
    """

    changed = Signal(object)
    """A HistoryState."""

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history-bar")
        self.setAccessibleName("Course of the treatment")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._visits: tuple[Visit, ...] = ()
        self._slider = Slider((), 0)
        self.ghosts = button("show-ghosts", "Earlier sessions", "Earlier sessions", self, kind="choice", key="G")
        self.heat = button("show-heat", "Heat map", "Volume by region over the course", self, kind="choice", key="H")
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("course-slider")
        self.slider.setAccessibleName("Session up to which the course is shown")
        self.slider.setToolTip("Look at the course up to a session · arrow keys")
        self.slider.setPageStep(1)
        self.slider.setMinimumHeight(theme.TOUCH)
        self.slider.setStyleSheet(_LOOK)
        self.said = words("course-words", self)
        self.legend = words("heat-legend", self, role="caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.XS, theme.XS, theme.M, theme.XS)
        row.setSpacing(theme.S)
        for widget, stretch in (
            (self.ghosts, 0), (self.heat, 0), (self.slider, 1), (self.said, 0), (self.legend, 0),
        ):  # fmt: skip
            row.addWidget(widget, stretch)
        self.legend.setToolTip("The heat map: " + "; ".join(heat_legend()) + " in a region")
        self.ghosts.toggled.connect(self._tell)
        self.heat.toggled.connect(self._tell)
        self.slider.valueChanged.connect(self._move)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def state(self) -> HistoryState:
        """What is looked at now."""
        seen = self._slider.ids[: self._slider.at + 1] if self.ghosts.isChecked() else ()
        return HistoryState(
            self._slider.at, tuple(each for each in seen if each != self._session_id), self.heat.isChecked()
        )

    def toggle_ghosts(self) -> None:
        """Show or hide earlier sessions."""
        if self.ghosts.isEnabled():
            self.ghosts.toggle()

    def toggle_heat(self) -> None:
        """Show or hide the heat map."""
        self.heat.toggle()

    def refresh(self) -> None:
        """Follow the patient's list of sessions; the slider stays at its session."""
        db = self._workspace.db
        session = sessions.get(db, self._session_id)
        visits = tuple(Visit(each.session, ()) for each in sessions.of_patient(db, session.patient_id))
        if visits == self._visits:
            return
        before, self._visits = self._slider, visits
        shown = before.shown if before.ids else self._session_id
        self._slider = slider(visits, self._session_id).on(shown)
        self.ghosts.setEnabled(len(visits) > 1)
        self.slider.setEnabled(len(visits) > 1)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(visits) - 1)
        self.slider.setValue(self._slider.at)
        self.slider.blockSignals(False)
        self._tell()

    def _move(self, at: int) -> None:
        self._slider = self._slider.moved(at - self._slider.at)
        self._tell()

    def _tell(self) -> None:
        set_words(self.said, slider_words(self._visits, self._slider.at))
        set_words(self.legend, _LEGEND if self.heat.isChecked() else "")
        self.changed.emit(self.state())
