"""Lines along the skin as each view sees them, on the sheet."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Point
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Place, SeenSpot, Side, Spot, View
from sclerochart.domain.runs import on_skin

Seen = tuple[float, float]
"""A point of the sheet, mm."""
Pieces = dict[tuple[Side, View], list[list[Seen]]]
SHORTEST_MM = 6.0
"""Of a part of a line in a view beside the one in which it was drawn: what is shorter is a speck there."""


def pieces(atlas: Atlas, sheet: Sheet, side: Side, view: View, points: tuple[Point, ...]) -> Pieces:
    """The stretches that each view sees of a line along the skin that was drawn in `view`."""
    return {
        (side, seen_in): [[sheet.point_of(spot) for spot in stretch] for stretch in stretches]
        for seen_in, stretches in _stretches(atlas, side, view, points).items()
    }


@lru_cache(maxsize=256)
def _stretches(atlas: Atlas, side: Side, view: View, points: tuple[Point, ...]) -> Mapping[View, list[list[Spot]]]:
    """Two points or more each: a line is cut where it leaves a view. In the views beside the one in which it was drawn
    a part that is too short is left out; a short line that is seen whole is not."""
    found: dict[View, list[list[Spot]]] = {}
    last: dict[View, int] = {}
    line = on_skin(atlas, side, view, points) if points else ()
    for number, point in enumerate(line):
        for seen in atlas.spots(side, point, view):
            stretches = found.setdefault(seen.spot.view, [])
            if not stretches or last[seen.spot.view] != number - 1:
                stretches.append([])
            stretches[-1].append(seen.spot)
            last[seen.spot.view] = number
    kept = {
        seen_in: [
            each
            for each in stretches
            if len(each) > 1 and (seen_in == view or len(each) == len(line) or _long(each) >= SHORTEST_MM)
        ]
        for seen_in, stretches in found.items()
    }
    return {seen_in: stretches for seen_in, stretches in kept.items() if stretches}


@lru_cache(maxsize=8192)
def spots(atlas: Atlas, place: Place) -> tuple[SeenSpot, ...]:
    """Where a place is seen; as `Atlas.spots`, kept for what is drawn again and again."""
    return atlas.spots(place.side, place.point, place.view)


def _long(stretch: Sequence[Spot]) -> float:
    return length([(spot.x, spot.y) for spot in stretch])


def length(piece: Sequence[Seen]) -> float:
    """The length of a stretch on the sheet, mm."""
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(piece))
