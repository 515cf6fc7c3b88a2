"""Where the numbers of markers stand: beside them where that is free, in a crowd farther out with a leader.

Everything is in units of a marker: one pixel on screen, about a fifth of a millimetre on paper.
"""

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

RADIUS = 6.5
"""Of a marker."""
NUMBER_WIDTH = 6.6
"""Of one digit."""
LABEL_HEIGHT = 12.0


@dataclass(frozen=True, slots=True)
class Label:
    """The middle of a number's plate, in units; `leader` when it stands so far off that a line must lead to it."""

    x: float
    y: float
    leader: bool


_RINGS = (0.0, 9.0, 20.0, 33.0, 48.0, 66.0)
_ANGLES = (0, 180, 45, 135, -45, -135, 90, -90)
_FAR_ANGLES = (0, 180, 25, 155, -25, -155, 50, 130, -50, -130, 75, 105, -75, -105)
_CELL = 4.0
_ON_MARKER, _ON_NUMBER = 1.0, 5.0


_Points = tuple[tuple[float, float, int], ...]
_Taken = dict[tuple[int, int], float]

_GROWING: OrderedDict[_Points, tuple[tuple[Label, ...], _Taken]] = OrderedDict()
"""What was taken by the crowds that were placed last, so that one more in a crowd costs only itself."""
_MOST_GROWING = 32


@lru_cache(maxsize=1024)
def label_places(points: _Points) -> tuple[Label, ...]:
    """Where each number stands: beside its marker where that is free, else farther out with a leader; markers and
    earlier numbers are kept clear. Each point is x, y in units and how many digits the number has.

    What is taken is kept as cells of a few units, so that a crowd costs no more for each of its numbers."""
    labels, taken = _grown(points) or ((), {})
    if not labels:
        for x, y, _ in points:
            _take(taken, x, y, RADIUS - 2, RADIUS - 2, _ON_MARKER)
    placed = list(labels)
    for x, y, digits in points[len(labels) :]:
        half = _half(digits)
        best, least = Label(x, y, False), math.inf
        for dx, dy, leader, pains in _offsets(half):
            if pains >= least:
                break  # farther out, and no better than what was found
            cost = pains + _cost(taken, x + dx, y + dy, half, least - pains)
            if cost < least:
                best, least = Label(x + dx, y + dy, leader), cost
        placed.append(best)
        _take(taken, best.x, best.y, half, LABEL_HEIGHT / 2, _ON_NUMBER)
    _GROWING[points] = tuple(placed), taken
    while len(_GROWING) > _MOST_GROWING:
        _GROWING.popitem(last=False)
    return tuple(placed)


def _grown(points: _Points) -> tuple[tuple[Label, ...], _Taken] | None:
    """The places of all but the last number, if they are known and its marker covers none of them: then no number
    before it has a reason to stand elsewhere. What they took is handed over, not copied."""
    known = _GROWING.get(points[:-1]) if len(points) > 1 else None
    if known is None:
        return None
    x, y, _ = points[-1]
    columns, rows = _cells(x, y, RADIUS - 2, RADIUS - 2)
    for (_, _, digits), label in zip(points, known[0], strict=False):
        across, down = _cells(label.x, label.y, _half(digits), LABEL_HEIGHT / 2)
        if columns[0] <= across[-1] and across[0] <= columns[-1] and rows[0] <= down[-1] and down[0] <= rows[-1]:
            return None
    labels, taken = _GROWING.pop(points[:-1])
    _take(taken, x, y, RADIUS - 2, RADIUS - 2, _ON_MARKER)
    return labels, taken


def _half(digits: int) -> float:
    return (digits * NUMBER_WIDTH + 3) / 2


@lru_cache(maxsize=16)
def _offsets(half: float) -> tuple[tuple[float, float, bool, float], ...]:
    """Places to try for a number of that half width, the best first: dx, dy, whether it needs a leader, and how much
    worse than the first it is."""
    found = []
    for ring, out in enumerate(_RINGS):
        for turn, angle in enumerate(_FAR_ANGLES if ring else _ANGLES):
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            dx = cos * (RADIUS + 2 + out) + (half if cos > 0.1 else -half if cos < -0.1 else 0.0)
            dy = sin * (RADIUS + 1 + out + LABEL_HEIGHT / 2 * (abs(sin) > 0.3))
            found.append((dx, dy, ring > 0, ring * 2.0 + turn * 0.01))
    return tuple(found)


def _cells(x: float, y: float, half: float, high: float) -> tuple[range, range]:
    return (
        range(math.floor((x - half) / _CELL), math.floor((x + half) / _CELL) + 1),
        range(math.floor((y - high) / _CELL), math.floor((y + high) / _CELL) + 1),
    )


def _take(taken: dict[tuple[int, int], float], x: float, y: float, half: float, high: float, weight: float) -> None:
    columns, rows = _cells(x, y, half, high)
    for column in columns:
        for row in rows:
            taken[column, row] = taken.get((column, row), 0.0) + weight


def _cost(taken: Mapping[tuple[int, int], float], x: float, y: float, half: float, enough: float) -> float:
    """What a plate there would cover, counted until it is `enough` to look elsewhere."""
    columns, rows = _cells(x, y, half, LABEL_HEIGHT / 2)
    cost = 0.0
    for column in columns:
        for row in rows:
            weight = taken.get((column, row))
            if weight:
                cost += weight
                if cost >= enough:
                    return cost
    return cost
