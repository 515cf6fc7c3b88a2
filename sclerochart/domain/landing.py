"""Where typed sites land: spots spread evenly over a region, in the view that shows it best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot, sqrt

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.leg import LARGE_VIEWS, VIEWS, Region, Side, Spot, View
from sclerochart.domain.quick_values import Entry

_CANDIDATES = 700  # about so many points of a region are looked at
_ROUNDS = 12
_MOST_TAKEN = 60  # the latest of what is there already; with more there is no room to keep clear of
_Point = tuple[float, float]


def landing_spots(
    atlas: Atlas, side: Side, region: str, n: int, *, view: View | None = None, taken: Sequence[Spot] = ()
) -> list[Spot]:
    """`n` distinct spots within a region, from proximal to distal, always the same for the same question.

    Without `view`, in the one that shows the region best. Spots already `taken` in that view are kept clear of as far
    as there is room. Empty when the view does not show the region.
    """
    view = view or best_view(atlas, region)
    shown = _cells(atlas, view, region)
    if n < 1 or len(shown.cells) < n:
        return []
    inside = shown.points(_heart(shown.cells, n))
    turn = 1 if side == "left" else -1
    fixed = [(turn * spot.x, spot.y) for spot in taken if (spot.side, spot.view) == (side, view)][-_MOST_TAKEN:]
    fixed = [at for at in fixed if min(hypot(at[0] - x, at[1] - y) for x, y in inside) < 15]
    chosen = _spread(inside, n, fixed)
    return [Spot(side, view, turn * x, y) for x, y in sorted(chosen, key=lambda at: (-at[1], at[0]))]


def landings(atlas: Atlas, entries: Iterable[Entry], taken: Sequence[Spot] = ()) -> list[tuple[Spot, ...]]:
    """Where each entry of the quick-entry line lands, clear of the spots taken and of the entries before it.

    An area entry lands on one spot. Empty for an entry that lacks leg or region, or whose view does not show it.
    """
    out: list[tuple[Spot, ...]] = []
    known = list(taken)
    for entry in entries:
        spots: tuple[Spot, ...] = ()
        if entry.side is not None and entry.region is not None:
            n = 1 if entry.area else entry.count
            spots = tuple(landing_spots(atlas, entry.side, entry.region, n, view=entry.view, taken=known))
        known += spots
        out.append(spots)
    return out


def not_shown(view: View, region: Region) -> str:
    """The sentence for a view that was asked for and has no room for sites in that region."""
    return f"The {view} view does not show the {region.name} well enough. Leave the view out, or write another."


def shows(atlas: Atlas, view: View, region: str) -> bool:
    """Whether a view shows enough of a region for sites to land in it."""
    return bool(_cells(atlas, view, region).cells)


@lru_cache(maxsize=128)
def best_view(atlas: Atlas, region: str) -> View:
    """The view in which the most of a region is seen facing the eye."""
    views = VIEWS if region.startswith("FT-") else LARGE_VIEWS
    return max(views, key=lambda view: _squarely(atlas, view, region))


def _squarely(atlas: Atlas, view: View, region: str) -> float:
    """The area (mm²) of a region in a view, without what is seen at a grazing angle."""
    shown = _cells(atlas, view, region)
    points = shown.points(shown.cells)
    if not points:
        return 0.0
    step = max(1, len(points) // 60)
    seen = total = 0
    for x, y in points[::step]:
        place = atlas.place(Spot("left", view, x, y))
        found = place and atlas.spot_in(view, "left", place.point)
        total += 1
        seen += bool(found and not found.grazing)
    return seen / total * len(points) * shown.step**2


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where a view of the left leg shows a region: cells (column, row) of a square grid, mm = origin + step × cell."""

    x: float
    y: float
    step: float
    cells: frozenset[tuple[int, int]]

    def points(self, cells: Iterable[tuple[int, int]]) -> list[_Point]:
        return [(self.x + self.step * column, self.y + self.step * row) for column, row in sorted(cells)]


@lru_cache(maxsize=256)
def _cells(atlas: Atlas, view: View, region: str) -> _Cells:
    points = [
        at for _, values in atlas.region_outline(view, region) for at in zip(values[::2], values[1::2], strict=True)
    ]
    if not points:
        return _Cells(0.0, 0.0, 1.0, frozenset())
    left, bottom = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - bottom
    step = max(0.6, sqrt(wide * high / _CANDIDATES))
    found = set()
    for column in range(int(wide / step) + 1):
        for row in range(int(high / step) + 1):
            x, y = left + step * column, bottom + step * row
            places = (atlas.place(Spot("left", view, x, y)), atlas.place(Spot("right", view, -x, y)))
            if all(place is not None and place.region == region for place in places):
                found.add((column, row))
    return _Cells(left, bottom, step, frozenset(found))


def _heart(cells: frozenset[tuple[int, int]], n: int) -> frozenset[tuple[int, int]]:
    """The cells away from the border, while they are plenty for n."""
    for _ in range(3):
        inner = frozenset((i, j) for i, j in cells if {(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} <= cells)
        if len(inner) < max(6 * n, 20):
            break
        cells = inner
    return cells


def _spread(inside: Sequence[_Point], n: int, fixed: Sequence[_Point]) -> list[_Point]:
    """n of the points, each in the middle of its share; the fixed points have shares as well."""
    centres: list[_Point] = list(fixed)
    if not centres:
        mean = sum(x for x, _ in inside) / len(inside), sum(y for _, y in inside) / len(inside)
        centres.append(min(inside, key=lambda at: (_square(at, mean), at)))
    far = [min(_square(at, centre) for centre in centres) for at in inside]
    while len(centres) < len(fixed) + n:
        best = max(range(len(inside)), key=far.__getitem__)
        centres.append(inside[best])
        far = [min(old, _square(at, inside[best])) for old, at in zip(far, inside, strict=True)]
    for _ in range(_ROUNDS):
        centres = [*fixed, *_middles(inside, centres)[len(fixed) :]]
    free = set(inside)
    chosen = []
    for centre in centres[len(fixed) :]:
        at = min(free, key=lambda each: (_square(each, centre), each))
        free.discard(at)
        chosen.append(at)
    return chosen


def _middles(inside: Sequence[_Point], centres: Sequence[_Point]) -> list[_Point]:
    sums = [[0.0, 0.0, 0] for _ in centres]
    for x, y in inside:
        best, nearest = 0, 1e18
        for i, (cx, cy) in enumerate(centres):
            away = (cx - x) * (cx - x) + (cy - y) * (cy - y)
            if away < nearest:
                best, nearest = i, away
        share = sums[best]
        share[0] += x
        share[1] += y
        share[2] += 1
    return [(sx / k, sy / k) if k else centres[i] for i, (sx, sy, k) in enumerate(sums)]


def _square(one: _Point, other: _Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
