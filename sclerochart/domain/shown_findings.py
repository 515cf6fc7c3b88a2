"""The veins and marks that a chart shows: each in words for a list, and which of them a hand reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from sclerochart.domain import measures
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import MARK_KINDS, Mark, Run
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.markers import INKS, Theme, halo_shapes
from sclerochart.domain.overlays import Overlay, names_of, run_width, smooth
from sclerochart.domain.runs import run_words, snap
from sclerochart.domain.seen_lines import pieces, spots
from sclerochart.domain.shapes import Path, Shape
from sclerochart.domain.vein_types import name_of

_LEAST_MM = 3.0
"""A vein is reached within so many mm also where the legs are large."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A vein or a mark in two lines of words; `title` begins with its name on the diagram."""

    id: str
    title: str
    detail: str


def finding_rows(
    atlas: Atlas, runs: Sequence[Run], marks: Sequence[Mark], *, session_id: str
) -> tuple[FindingRow, ...]:
    """Veins first, then marks, in the order of their names on the diagram."""
    names = names_of(runs, marks)
    return (
        *(_run_row(atlas, run, names[run.id], session_id) for run in runs),
        *(_mark_row(atlas, mark, names[mark.id]) for mark in marks),
    )


def _run_row(atlas: Atlas, run: Run, name: str, session_id: str) -> FindingRow:
    ends = dict.fromkeys(atlas.region_at(point) for point in (run.points[0], run.points[-1]))
    first, *rest = (_region(atlas, code, run.side) for code in ends)
    where = " to ".join([first, *(each[0].lower() + each[1:] for each in rest)])
    earlier = "" if run.session_id == session_id else " · drawn in an earlier session"
    return FindingRow(run.id, f"{name} · {name_of(run.vein_type)}, {run_words(atlas, run)}{earlier}", where)


def _mark_row(atlas: Atlas, mark: Mark, name: str) -> FindingRow:
    distance = f", {measures.cm_number(mark.distance_mm)} cm" if mark.distance_mm is not None else ""
    title = f"{name} · {MARK_KINDS.get(mark.kind, mark.kind)}{distance}"
    where = _region(atlas, mark.place.region, mark.place.side)
    return FindingRow(mark.id, title, f"{where} · {mark.note}" if mark.note else where)


def _region(atlas: Atlas, code: str, side: Side) -> str:
    region = atlas.regions.get(code)
    return region.name_of(side) if region else code


def chosen_shapes(atlas: Atlas, one: Run | Mark, sheet: Sheet, unit: float, theme: Theme) -> Overlay:
    """What lies under a vein or mark that is chosen in a list, wherever it shows: a wide band, or a ring."""
    found: dict[tuple[Side, View], list[Shape]] = {}
    if isinstance(one, Run):
        width, tint = (run_width(one) + 8) * unit, INKS[theme].border
        for key, seen_of in pieces(atlas, sheet, one.side, one.view, one.points).items():
            found[key] = [Path(smooth(piece), stroke=tint, width=width, stroke_opacity=0.45) for piece in seen_of]
    else:
        for seen in spots(atlas, one.place):
            ring = halo_shapes(*sheet.point_of(seen.spot), unit, theme, strong=True)
            found.setdefault((one.place.side, seen.spot.view), []).extend(ring)
    return {key: tuple(shapes) for key, shapes in found.items()}


class ShownFindings:
    """Which veins and marks are on the diagram, for a hand that presses on one of them."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.runs: tuple[Run, ...] = ()
        self.marks: tuple[Mark, ...] = ()

    def run_at(self, spot: Spot, reach_mm: float) -> str | None:
        """The id of the vein within reach of a spot."""
        near = snap(self._atlas, spot, self.runs, within_mm=max(reach_mm, _LEAST_MM))
        return near.run.id if near else None

    def mark_at(self, spot: Spot, reach_mm: float) -> str | None:
        """The id of the mark within reach of a spot, the nearest one; the later of two that are equally near."""
        found = [(away, -number, mark.id) for number, mark in enumerate(self.marks) for away in self._away(mark, spot)]
        away, _, mark_id = min(found, default=(reach_mm + 1.0, 0, ""))
        return mark_id if away <= reach_mm else None

    def _away(self, mark: Mark, spot: Spot) -> Iterator[float]:
        if mark.place.side == spot.side:
            for seen in self._atlas.spots(mark.place.side, mark.place.point, mark.place.view):
                if seen.spot.view == spot.view:
                    yield hypot(seen.spot.x - spot.x, seen.spot.y - spot.y)
