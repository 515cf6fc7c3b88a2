"""Lines drawn on the leg: a burst of sites while a key is held, and veins."""

from PySide6.QtCore import QObject, Signal

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.burst import count_words, spots_along
from sclerochart.domain.findings import Run
from sclerochart.domain.leg import Spot
from sclerochart.domain.runs import laid, smooth
from sclerochart.store import findings
from sclerochart.store.chart_settings import spacing_mm
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.workspace import Workspace


class Strokes(QObject):
    """Makes of a drag what the tool is for."""

    run_drawn = Signal(str)
    """The id of a vein that was drawn."""

    def __init__(
        self,
        workspace: Workspace,
        atlas: Atlas,
        view: LegView,
        loaded: Loaded,
        next_site: NextSite,
        acts: SiteActs,
    ) -> None:
        super().__init__(view)
        self._workspace, self._atlas, self._view, self._loaded = workspace, atlas, view, loaded
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
            self._draw_run(line)
        else:
            self._acts.place_burst(self._spots(line))

    def _clear(self) -> None:
        self._view.show_preview(())
        self._view.show_live("")

    def _draw_run(self, line: list[Spot]) -> None:
        first = line[0]
        flat = smooth([(spot.x, spot.y) for spot in line])
        points = laid(self._atlas, first.side, first.view, flat)
        if len(points) < 2:
            return
        run = Run(
            "", self._loaded.session_id, 0, first.side, first.view, points, self._atlas.space, self._next.vein_type
        )
        made = self._workspace.do(findings.draw_run, run)
        if made is not None:
            self.run_drawn.emit(made)
