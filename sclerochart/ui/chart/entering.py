"""The ways of entering, and what a click on the leg means among them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.leg import Spot
from sclerochart.domain.runs import SNAP_MM
from sclerochart.ui.chart.area_strip import AreaStrip
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.plan_switch import SideQuestion
from sclerochart.ui.chart.pointer import Hand
from sclerochart.ui.chart.proposals import Proposals
from sclerochart.ui.chart.quick_line import QuickLine
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.chart.strips import Strips
from sclerochart.ui.chart.strokes import Strokes
from sclerochart.ui.chart.syringe_panel import SyringePanel
from sclerochart.ui.chart.typed_over import TypedOver
from sclerochart.ui.workspace import Workspace

SNAP_PX: dict[Hand, float] = {"mouse": 10.0, "pen": 10.0, "touch": 22.0}


class Entering(QObject):
    """Holds the rooms of entering and gives each click to the one that waits for it."""

    shown = Signal()
    """A strip was opened or closed, or another tool is in force."""

    opening = Signal()
    """A strip is about to be opened."""
    mark_wanted = Signal(object)
    """A click with the tool for marks, at a Spot."""

    def __init__(
        self,
        workspace: Workspace,
        atlas: Atlas,
        view: LegView,
        loaded: Loaded,
        next_site: NextSite,
        acts: SiteActs,
        strips: Strips,
    ) -> None:
        super().__init__(view)
        self._view, self._loaded, self._next, self._acts = view, loaded, next_site, acts
        session_id = loaded.session_id
        self.leave_first: list[Callable[[], bool]] = []
        """What Escape leaves before all else; each tells whether there was something."""
        acts.reach_mm = self._snap_mm
        acts.placed.connect(self._placed)
        self.typed = TypedOver(view, loaded, next_site, acts)
        self.strokes = Strokes(workspace, atlas, view, next_site, acts)
        self.area = AreaStrip(strips)
        self.quick = QuickLine(atlas, view, loaded, next_site, acts, strips)
        self.proposals = Proposals(workspace, atlas, view, loaded, next_site, acts, strips)
        self.syringe = SyringePanel(workspace, session_id, strips)
        self.syringe.hide()
        self.question = SideQuestion(workspace, session_id, strips)
        for strip in (self.question, self.quick, self.proposals, self.syringe, self.area):
            strips.column.addWidget(strip)
        view.leg_clicked.connect(self._click)
        view.cursor_placed.connect(self._click)
        view.site_picked.connect(self._pick_up)
        view.tool_changed.connect(self._tool_changed)
        self.area.count_chosen.connect(self._choose_count)
        self.typed.changed.connect(self._show_area)
        self.typed.refused.connect(workspace.problem)
        next_site.changed.connect(self._next_changed)
        self.question.answered.connect(self.to_diagram)
        for each in (self.quick, self.proposals):
            each.finished.connect(self.to_diagram)
        self.syringe.finished.connect(self._end_syringe)

    def refresh(self) -> None:
        """After an act."""
        self.quick.refresh()
        self.proposals.refresh()
        if self._loaded.read_only:
            for strip in (self.quick, self.proposals):
                if not strip.isHidden():
                    strip.leave()
            self.syringe.hide()

    def to_diagram(self) -> None:
        """The keys belong to the diagram again."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    # What is opened -------------------------------------------------------------------------------------------------

    def toggle_quick(self) -> None:
        """Open the quick-entry line, or leave it."""
        self._toggle(self.quick)

    def toggle_proposals(self) -> None:
        """Propose the last session's sites, or no more."""
        self._toggle(self.proposals)

    def make_room(self) -> None:
        """Close the strips that take the keys: one of them is about to be opened."""
        if not self.quick.isHidden():
            self.quick.leave()
        self.syringe.hide()
        self.opening.emit()

    def _toggle(self, strip: QuickLine | Proposals) -> None:
        if strip.isHidden():
            self.make_room()
            strip.begin()
        else:
            strip.leave()
        self.shown.emit()

    def open_syringe(self) -> None:
        """Take the numbers of a syringe."""
        if self.syringe.isHidden():
            self.make_room()
        self.syringe.set_preparation(self._next.preparation_id)
        self.syringe.begin()
        self.shown.emit()

    def toggle_syringe(self) -> None:
        """Open the syringe's strip, or close it."""
        if self.syringe.isHidden():
            self.open_syringe()
        else:
            self._end_syringe()

    def _end_syringe(self) -> None:
        self.syringe.hide()
        self.to_diagram()

    def step_back(self) -> bool:
        """Leave one thing: a strip, else the tool; False when there is nothing to leave."""
        if any(leave() for leave in self.leave_first):
            return True
        if self.proposals.leave():
            return True
        if self._view.tool != "place":
            self._view.set_tool("place")
            return True
        return False

    def choose_place(self) -> None:
        """Place sites one by one again, whatever was chosen before."""
        self.typed.forget()
        self._view.set_tool("place")
        self.to_diagram()

    def choose_area(self) -> None:
        """The next click places an area; how many injections is typed, or pressed in the strip."""
        if self.area.isHidden():
            self.make_room()
            self.typed.begin_area()
            self.to_diagram()
        else:
            self.choose_place()

    def _choose_count(self, count: int) -> None:
        self.typed.type_count(count)
        self.to_diagram()

    def _show_area(self) -> None:
        entry = self.typed.area()
        what = f"{entry[0]} × {text.ml(entry[1])}: click the area" if entry else "How many injections in the area?"
        self.area.show_words(what)

    def _tool_changed(self, tool: str) -> None:
        self.area.setVisible(tool == "area")
        self._show_area()
        self.shown.emit()

    def choose_burst(self) -> None:
        """Drag for rows of sites, until another tool is chosen."""
        self._view.set_tool("place" if self._view.tool == "burst" else "burst")
        self.to_diagram()

    # Clicks ---------------------------------------------------------------------------------------------------------

    def _click(self, spot: Spot) -> None:
        self.typed.place(spot, self._place)

    def _place(self, spot: Spot) -> None:
        if self._view.tool == "mark":
            self.mark_wanted.emit(spot)
        elif not self.proposals.take_at(spot):
            self._acts.place(spot)

    def _snap_mm(self) -> float:
        """How near to a vein a hand must be for its site to lie on it: what it can aim at as large as the legs are."""
        if self._view.cursor_mode:
            return SNAP_MM
        return max(SNAP_MM, SNAP_PX[self._view.gestures.hand] / self._view.viewport.fit.scale)

    def _placed(self) -> None:
        """A site was placed: what Escape would leave first is done with, and its letters are those of the next site."""
        for leave in self.leave_first:
            leave()

    def _pick_up(self, site_id: str) -> None:
        site = self._loaded.site(site_id)
        if site is not None:
            self._next.pick_up(site)

    def _next_changed(self) -> None:
        self.syringe.set_preparation(self._next.preparation_id)
        self.quick.refresh()
        self._show_area()
