"""Where words about a region stand on it: clear of sites and their numbers, or nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import hypot

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Panel
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.markers import Mark, placed
from sclerochart.domain.number_places import LABEL_HEIGHT, NUMBER_WIDTH, RADIUS

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in mm of the sheet."""
Sites = Mapping[tuple[Side, View], tuple[Mark, ...]]
"""A session's sites as marks, by view."""

_STEP = 7.0
"""So far apart, in mm, are the places that are tried."""


def box(x: float, y: float, half: float, high: float) -> Box:
    """The box of half width and half height about a point."""
    return x - half, y - high, x + half, y + high


@lru_cache(maxsize=64)
def taken_by(marks: tuple[Mark, ...], unit: float) -> tuple[Box, ...]:
    """What the sites of one view and their numbers take."""
    return tuple(_taken(marks, unit))


def _taken(marks: tuple[Mark, ...], unit: float) -> Iterator[Box]:
    for one in placed(marks, unit):
        x, y = one.mark.x, one.mark.y
        yield box(x, y, RADIUS * unit, RADIUS * unit)
        half = (len(one.mark.words) * NUMBER_WIDTH + 3) / 2 * unit
        yield box(x + one.dx * unit, y + one.dy * unit, half, LABEL_HEIGHT / 2 * unit)


def clear_place(
    atlas: Atlas, panel: Panel, code: str, at: tuple[float, float], half: float, high: float, taken: Iterable[Box]
) -> tuple[float, float] | None:
    """The point of the sheet nearest to `at` in a region where a plate of that half width and half height covers
    nothing of what is taken; None where there is none."""
    reach = 2 * half
    boxes = [
        (left - half, bottom - high, right + half, top + high)
        for left, bottom, right, top in taken
        if left - reach < panel.box[2] and right + reach > panel.box[0]
    ]

    def clear(x: float, y: float) -> bool:
        return not any(left < x < right and bottom < y < top for left, bottom, right, top in boxes)

    if clear(*at):
        return at
    there = ((panel.x + x, panel.y + y) for x, y in _within(atlas, panel.side, panel.view, code))
    return min(
        (one for one in there if clear(*one)), key=lambda one: hypot(one[0] - at[0], one[1] - at[1]), default=None
    )


@lru_cache(maxsize=512)
def _within(atlas: Atlas, side: Side, view: View, code: str) -> tuple[tuple[float, float], ...]:
    """Points of a region as one view sees it, a few millimetres apart."""
    ends = [values[-2:] for _, values in atlas.region_outline(view, code) if values]
    left, right = min(x for x, _ in ends), max(x for x, _ in ends)
    if side == "right":
        left, right = -right, -left
    low, high = min(y for _, y in ends), max(y for _, y in ends)
    found = []
    for across in range(1, int((right - left) / _STEP) + 1):
        for up in range(1, int((high - low) / _STEP) + 1):
            spot = Spot(side, view, left + across * _STEP, low + up * _STEP)
            place = atlas.place(spot)
            if place is not None and place.region == code:
                found.append((spot.x, spot.y))
    return tuple(found)
