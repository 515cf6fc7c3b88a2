"""Vein runs: a freehand line made smooth and laid on the skin, its length, and sites that snap to it."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, dist, hypot

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Point, Run
from sclerochart.domain.leg import Place, Side, Spot, View

SNAP_MM = 4.0
"""A site this near to a vein that was drawn lies on it, whichever of them came first."""

MOST_POINTS = 40
_EVERY = 2.0  # mm between the points that a line is smoothed at, and between those that stand for it on the skin
_ROUGH = 0.4  # mm that a simplified line may leave the smooth one

_Flat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Snap:
    """A run that a spot is near to: where on it (0.1 mm, and in the view that was clicked) and how far away, mm."""

    run: Run
    point: Point
    spot: Spot
    distance_mm: float


def smooth(points: Sequence[_Flat], *, most: int = MOST_POINTS) -> tuple[_Flat, ...]:
    """A freehand line (mm of one view) without its trembling, in at most `most` points; both ends stay."""
    even = _evenly(points)
    if len(even) < 3:
        return tuple(even)
    for _ in range(2):
        even = [even[0], *(_mean(even[max(0, i - 2) : i + 3]) for i in range(1, len(even) - 1)), even[-1]]
    rough = _ROUGH
    while len(kept := _simplified(even, rough)) > most:
        rough *= 1.5
    return tuple(kept)


def laid(atlas: Atlas, side: Side, view: View, points: Iterable[_Flat]) -> tuple[Point, ...]:
    """The rest points (0.1 mm) of a line in one view; points beside the leg are left out. A run needs two."""
    out: list[Point] = []
    for x, y in points:
        place = atlas.place(Spot(side, view, x, y))
        if place is not None and (not out or place.point != out[-1]):
            out.append(place.point)
    return tuple(out)


@lru_cache(maxsize=512)
def on_skin(atlas: Atlas, side: Side, view: View, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A run followed along the skin in the view it was drawn in: a point about every 2 mm, the run's own among them."""
    out = [points[0]]
    for one, other in itertools.pairwise(points):
        ends = [atlas.spot_in(view, side, point) for point in (one, other)]
        if ends[0] is not None and ends[1] is not None:
            a, b = ends[0].spot, ends[1].spot
            steps = ceil(max(dist(one, other) / 10, hypot(b.x - a.x, b.y - a.y)) / _EVERY)
            out += laid(
                atlas,
                side,
                view,
                ((a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps) for i in range(1, steps)),
            )
        out.append(other)
    return tuple(out)


def followed(atlas: Atlas, run: Run) -> tuple[Point, ...]:
    """`on_skin` of a run."""
    return on_skin(atlas, run.side, run.view, run.points)


def length_mm(atlas: Atlas, run: Run) -> float:
    """The length of a run along the skin."""
    points = followed(atlas, run)
    return sum(dist(one, other) for one, other in itertools.pairwise(points)) / 10


def distance_mm(atlas: Atlas, run: Run, side: Side, point: Point) -> float | None:
    """How far a rest point is from a run, straight through the air; None on the other leg."""
    return None if side != run.side else min(dist(point, each) for each in followed(atlas, run)) / 10


def snap(atlas: Atlas, spot: Spot, runs: Iterable[Run], *, within_mm: float) -> Snap | None:
    """The run nearest to a spot, if it lies within so many mm and shows in the spot's view; the first of equals."""
    place = atlas.place(spot)
    if place is None:
        return None
    best: Snap | None = None
    for run in runs:
        if run.side != spot.side:
            continue
        point = min(followed(atlas, run), key=lambda each: dist(place.point, each))
        away = dist(place.point, point) / 10
        if away <= within_mm and (best is None or away < best.distance_mm):
            seen = atlas.spot_in(spot.view, spot.side, point)
            if seen is not None and atlas.place(seen.spot) is not None:
                best = Snap(run, point, seen.spot, away)
    return best


def lies_on(
    atlas: Atlas, place: Place, runs: Iterable[Run], *, within_mm: float, own: str | None, vein_type: str = ""
) -> str | None:
    """The id of the run that a place lies on, if any: its own as long as that is near, else the nearest. Where several
    are near and some of them are of that vein type, it is one of those."""
    away = [(distance_mm(atlas, run, place.side, place.point), run) for run in runs]
    near = sorted(((mm, run) for mm, run in away if mm is not None and mm <= within_mm), key=lambda pair: pair[0])
    ids = [run.id for _, run in near if run.vein_type == vein_type] or [run.id for _, run in near]
    return own if own in ids else next(iter(ids), None)


def run_words(atlas: Atlas, run: Run) -> str:
    """What a run is, for its row: "84 mm" and, when it was measured, "84 mm long, 2 mm wide"."""
    long = f"{round(length_mm(atlas, run))} mm long"
    return long if run.diameter_um is None else f"{long}, {text.decimal(run.diameter_um, 3)} mm wide"


def _evenly(points: Sequence[_Flat]) -> list[_Flat]:
    """The line as points at even distances along it, both ends among them."""
    lengths = [0.0]
    for one, other in itertools.pairwise(points):
        lengths.append(lengths[-1] + dist(one, other))
    if not points or lengths[-1] == 0:
        return list(points[:1])
    steps = max(1, ceil(lengths[-1] / _EVERY))
    out, at = [], 0
    for i in range(steps):
        wanted = lengths[-1] * i / steps
        while lengths[at + 1] <= wanted:
            at += 1
        t = (wanted - lengths[at]) / (lengths[at + 1] - lengths[at])
        (ax, ay), (bx, by) = points[at], points[at + 1]
        out.append((ax + t * (bx - ax), ay + t * (by - ay)))
    return [*out, points[-1]]


def _mean(points: Sequence[_Flat]) -> _Flat:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _simplified(points: Sequence[_Flat], rough: float) -> list[_Flat]:
    """Douglas and Peucker's: the fewest points from which no other lies farther away than `rough` mm."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        away, at = max(
            ((_away(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0, 0)
        )
        if away > rough:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _away(point: _Flat, start: _Flat, end: _Flat) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    size = dx * dx + dy * dy
    t = 0.0 if size == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / size
    t = min(1.0, max(0.0, t))
    return hypot(point[0] - start[0] - t * dx, point[1] - start[1] - t * dy)
