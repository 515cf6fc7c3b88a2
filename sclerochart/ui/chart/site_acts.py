"""The acts on sites: every way of entering ends here, and from here in the store."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.errors import UserError
from sclerochart.domain.leg import Place, Spot
from sclerochart.domain.runs import SNAP_MM, Snap, lies_on, snap
from sclerochart.domain.typed import read_times
from sclerochart.store import sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart import site_model
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.workspace import Workspace


class SiteActs(QObject):
    """Places, moves, corrects and removes sites of one session."""

    placed = Signal(list)
    """The ids of what was placed."""

    def __init__(
        self, workspace: Workspace, atlas: Atlas, loaded: Loaded, next_site: NextSite, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._atlas = workspace, atlas
        self._loaded, self._next = loaded, next_site
        self.reach_mm: Callable[[], float] = lambda: SNAP_MM
        """How far from a vein the hand that places now may be."""

    def new(self, spot: Spot, *, injections: int = 1, volume_ul: int | None = None) -> NewSite:
        """What a site at a spot would be: as the next one, on the vein that it is near to."""
        near = self._snapped(spot)
        return NewSite(
            spot=near.spot if near else spot,
            volume_ul=self._next.volume_ul if volume_ul is None else volume_ul,
            vein_type=self._next.vein_type,
            preparation_id=self._next.preparation_id,
            injections=injections,
            run_id=near.run.id if near else None,
        )

    def place(self, spot: Spot) -> None:
        """One click, one site."""
        self.place_many([self.new(spot)], label=f"Add {text.ml(self._next.volume_ul)}")

    def place_area(self, spot: Spot, injections: int, volume_ul: int) -> None:
        """Several injections in one area, as one entry."""
        label = f"Add area of {injections} × {text.ml(volume_ul)}"
        self.place_many([self.new(spot, injections=injections, volume_ul=volume_ul)], label=label)

    def place_burst(self, spots: Sequence[Spot]) -> None:
        """A row of sites, one step."""
        if spots:
            words = f"{len(spots)} × {text.ml(self._next.volume_ul)}"
            self.place_many([self.new(spot) for spot in spots], label=f"Add {words}")

    def place_many(self, new: Sequence[NewSite], *, label: str = "") -> list[str]:
        """Several sites in one step; a preparation that was taken over stays the current one."""
        made: list[str] = self._workspace.do(sites.add_many, self._loaded.session_id, list(new), label=label) or []
        last = self._loaded.site(made[-1]) if made else None
        if last is not None and new[-1].preparation_id == self._next.preparation_id:
            self._next.choose_preparation(last.preparation_id)
        if made:
            self.placed.emit(made)
        return made

    def move(self, site_id: str, spot: Spot, fold: str) -> None:
        """A site was dragged, and lies on the vein that a new one would lie on there; or it was nudged (a `fold`), and
        stays on its vein as long as that is near."""
        if fold:
            site, place = self._loaded.site(site_id), self._atlas.place(spot)
            run_id = self.run_at(place, site.run_id if site else None) if place else None
        else:
            near = self._snapped(spot)
            spot, run_id = (near.spot, near.run.id) if near else (spot, None)
        self._workspace.do(sites.move, site_id, spot, run_id=run_id, fold=fold or None)

    def _snapped(self, spot: Spot) -> Snap | None:
        return snap(self._atlas, spot, self._loaded.runs, within_mm=self.reach_mm())

    def run_at(self, place: Place, own: str | None, vein_type: str = "") -> str | None:
        """The vein that a site there is on: its own as long as that is near, else another one."""
        return lies_on(self._atlas, place, self._loaded.runs, within_mm=SNAP_MM, own=own, vein_type=vein_type)

    def _set_vein_type(self, site_id: str, vein_type: str) -> None:
        """Correct the type by hand; where veins lie side by side, the site is on one of that type."""
        site = self._loaded.site(site_id)
        run_id = self.run_at(site.place, site.run_id, vein_type) if site and site.run_id else None
        self._workspace.do(sites.edit, site_id, vein_type=vein_type, run_id=run_id)

    def remove(self, site_id: str) -> None:
        """Take a site away."""
        self._workspace.do(sites.remove, site_id)

    def edit(self, site_id: str, column: int, value: Any) -> None:
        """A cell of the table was changed."""
        if column == site_model.VOLUME:
            self.set_volume(site_id, value)
        elif column == site_model.VEIN:
            self._set_vein_type(site_id, value)
        elif column == site_model.PREPARATION:
            self._workspace.do(sites.edit, site_id, preparation_id=value)
        elif column == site_model.REGION:
            self._workspace.do(sites.edit, site_id, corrected_region=value)
        else:
            self._workspace.do(sites.edit, site_id, note=str(value))

    def set_volume(self, site_id: str, typed: str) -> None:
        """A volume was typed for a site, or how many injections of which."""
        try:
            count, ul = read_times(typed)
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        self._workspace.do(sites.edit, site_id, volume_ul=ul, injections=count)

    def change(self, site_id: str, meant: int | str) -> None:
        """A volume (µl) or a vein type (code) for a site that is there."""
        if isinstance(meant, int):
            self._workspace.do(sites.edit, site_id, volume_ul=meant)
        else:
            self._set_vein_type(site_id, meant)
