"""Sites along a dragged line: one at its beginning and one every so many millimetres of skin."""

from collections.abc import Iterable, Iterator
from math import ceil, dist, hypot

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import MOST_INJECTIONS

_STEP = 0.5  # mm on the page between two looks at the skin
_JITTER = 0.8  # mm that a hand trembles; nearer points of a drag are left out, so that they do not lengthen the line
_STEEPEST = 5.0  # mm of skin a mm of page; beyond that the line has jumped to another part of the leg


def spots_along(
    atlas: Atlas, line: Iterable[Spot], *, spacing_mm: float, most: int = MOST_INJECTIONS
) -> tuple[Spot, ...]:
    """The spots of a burst along a line in one view, at most `most` of them, in the order of the drag.

    Distances are measured on the skin. Where the line leaves the leg nothing is placed, and what lies outside does not
    count. A longer drag never moves the sites of a shorter one.
    """
    if spacing_mm <= 0:
        raise ValueError("sites of a burst are some way apart")
    out: list[Spot] = []
    since = spacing_mm  # the first spot on the leg is a site
    before: tuple[Spot, tuple[int, int, int]] | None = None
    for spot in _walked(line):
        place = atlas.place(spot)
        if place is None:
            before = None
            continue
        if before is not None:
            since += _skin(before, (spot, place.point))
        before = spot, place.point
        if since >= spacing_mm - 1e-6:
            out.append(spot)
            since = 0.0 if len(out) == 1 else max(0.0, since - spacing_mm)
            if len(out) == most:
                break
    return tuple(out)


def length_mm(atlas: Atlas, line: Iterable[Spot]) -> float:
    """The length of a line in one view, measured on the skin; what lies outside the leg does not count."""
    total, before = 0.0, None
    for spot in _walked(line):
        place = atlas.place(spot)
        here = None if place is None else (spot, place.point)
        if before is not None and here is not None:
            total += _skin(before, here)
        before = here
    return total


def count_words(count: int, volume_ul: int) -> str:
    """The live count beside the pointer: "7 × 0.1 ml = 0.7 ml"."""
    if count == 0:
        return "No sites yet"
    return f"{count} × {text.ml(volume_ul)} = {text.ml(count * volume_ul)}"


def _skin(one: tuple[Spot, tuple[int, int, int]], other: tuple[Spot, tuple[int, int, int]]) -> float:
    page = hypot(other[0].x - one[0].x, other[0].y - one[0].y)
    skin = dist(one[1], other[1]) / 10
    # rest points are whole tenths, so that very short steps are measured on the page
    return page if skin > _STEEPEST * page + 0.2 else max(page, skin)


def _walked(line: Iterable[Spot]) -> Iterator[Spot]:
    """The line in short steps, without the trembling of the hand."""
    last: Spot | None = None
    for spot in line:
        if last is None:
            last = spot
            yield spot
            continue
        if (spot.side, spot.view) != (last.side, last.view):
            break  # the drag went on into another view; a burst stays in the one it began in
        away = hypot(spot.x - last.x, spot.y - last.y)
        if away < _JITTER:
            continue
        steps = ceil(away / _STEP)
        for i in range(1, steps + 1):
            yield Spot(
                spot.side, spot.view, last.x + (spot.x - last.x) * i / steps, last.y + (spot.y - last.y) * i / steps
            )
        last = spot
