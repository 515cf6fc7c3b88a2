"""Lines drawn on the leg: a burst of sites while a key is held, and veins."""

from PySide6.QtCore import QObject, Signal

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.burst import count_words, spots_along
from sclerochart.domain.leg import Spot
from sclerochart.store.chart_settings import spacing_mm
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.workspace import Workspace


class Strokes(QObject):
    """Makes of a drag what the tool is for."""

    run_wanted = Signal(object)
    """A vein was drawn along these Spots."""
    mark_wanted = Signal(object)
    """A line or an outline was drawn along these Spots with the tool for marks."""

    def __init__(
        self,
        workspace: Workspace,
        atlas: Atlas,
        view: LegView,
        next_site: NextSite,
        acts: SiteActs,
    ) -> None:
        super().__init__(view)
        self._workspace, self._atlas, self._view = workspace, atlas, view
        self._next, self._acts = next_site, acts
        view.stroke_changed.connect(self._changed)
        view.stroke_drawn.connect(self._drawn)

    def _spots(self, line: list[Spot]) -> tuple[Spot, ...]:
        return spots_along(self._atlas, line, spacing_mm=spacing_mm(self._workspace.db))

    def _changed(self, line: list[Spot]) -> None:
        if self._view.tool != "burst" or not line:
            self._clear()
            return
        spots = self._spots(line)
        self._view.show_preview(spots, self._next.vein_type)
        self._view.show_live(count_words(len(spots), self._next.volume_ul))

    def _drawn(self, line: list[Spot]) -> None:
        self._clear()
        if self._view.tool == "run":
            self.run_wanted.emit(line)
        elif self._view.tool == "mark":
            self.mark_wanted.emit(line)
        else:
            self._acts.place_burst(self._spots(line))

    def _clear(self) -> None:
        self._view.show_preview(())
        self._view.show_live("")
