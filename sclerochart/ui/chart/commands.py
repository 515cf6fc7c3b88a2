"""What each action of the table does on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.ui.chart.keys import Act, key_name
from sclerochart.ui.chart.last_taken import LastTaken

if TYPE_CHECKING:
    from sclerochart.ui.chart.page import ChartPage


def acts_of(page: ChartPage) -> Mapping[str, Act]:
    """The acts of the page by action; entering does nothing where nothing can be changed."""
    header, view, entry, seeing = page.header, page.leg_view, page.entering, page.seeing
    last = LastTaken(view, page.keys, entry.proposals)

    def entering(act: Callable[[], object]) -> Act:
        def enter() -> bool:
            if page.loaded.read_only:
                return False
            act()
            return True

        return enter

    def always(act: Callable[[], object]) -> Act:
        def do() -> bool:
            act()
            return True

        return do

    acts: dict[str, Act] = {
        "keys": always(lambda: page.key_sheet.open()),
        "preparation": entering(lambda: page.preparation.picker.showPopup()),
        "sign": entering(lambda: page.sign.press()),
        "quick-line": entering(entry.toggle_quick),
        "syringe": entering(entry.open_syringe),
        "repeat": entering(entry.toggle_proposals),
        "area": entering(entry.choose_area),
        "run": entering(page.marking.draw_vein),
        "mark": entering(page.marking.begin_marks),
        "note": entering(lambda: page.marking.begin_marks("note")),
        "list": always(page.marking.toggle_list),
        "plan": entering(page.plan.choose_next),
        "by-region": always(page.ledgers.toggle),
        "place-tool": lambda: page.marking.leave() or entry.step_back(),
        "take-next": last.by_key(entry.proposals.take_next),
        "take-all": last.by_key(entry.proposals.take_all),
        "drop-next": entry.proposals.drop,
        "cursor": entering(lambda: view.set_cursor_mode(not view.cursor_mode)),
        "earlier": always(seeing.toggle_ghosts),
        "earlier-back": lambda: seeing.step(-1),
        "earlier-on": lambda: seeing.step(1),
        "heat": always(seeing.toggle_heat),
        "regions": always(seeing.next_regions),
        "findings": always(seeing.toggle_findings),
        "posture": always(seeing.next_posture),
        "fill": always(view.toggle_fill),
        "totals": always(page.totals.toggle),
        "walk": entering(lambda: page.press_clock("walk")),
        "observation": entering(lambda: page.press_clock("observation")),
        "record": always(header.record_wanted.emit),
        "leaflet": always(header.leaflet_wanted.emit),
        "photos": always(header.photos_wanted.emit),
    }
    for ul in VOLUME_PALETTE_UL:
        acts[f"volume-{ul}"] = entering(partial(page.next_site.choose_volume, ul))
    for code in VEIN_TYPES:
        acts[f"vein-{code}"] = entering(partial(page.next_site.choose_vein_type, code))
    page.keys.ask_first(last.take)
    page.keys.ask_first(entry.typed.take)
    page.keys.ask_first(page.marking.take)
    page.keys.ask_first(lambda event: _change_site(page, key_name(event)))
    return acts


def _change_site(page: ChartPage, name: str) -> bool:
    """Alt and the key of a volume or vein type change the site under the pointer, else the one current in the table."""
    site_id = page.leg_view.acted_on
    if not name.startswith("Alt+") or site_id is None or page.loaded.read_only:
        return False
    for action_id in page.keys.bindings.actions(name.removeprefix("Alt+")):
        kind, _, value = action_id.partition("-")
        if kind in ("volume", "vein"):
            page.site_acts.change(site_id, int(value) if kind == "volume" else value)
            return True
    return False
