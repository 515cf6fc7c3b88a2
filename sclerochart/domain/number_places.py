"""Where the numbers of markers stand: beside them where that is free, in a crowd farther out with a leader.

Everything is in units of a marker: one pixel on screen, about a fifth of a millimetre on paper.
"""

import math
from collections import OrderedDict
from collections.abc import Iterable
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
_ROOM = 160.0
"""Units beside the outermost marker that a number may take."""
_ON_MARKER, _ON_NUMBER = 1.0, 5.0


_Points = tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The cells that a marker or a plate takes: rows from `low` up to `high`, and a bit for each column."""

    low: int
    high: int
    bits: int


_ONES = [(1 << (columns + 1)) - 1 for columns in range(64)]
"""So many columns and one more, as bits: no number is wider."""


class _Taken:
    """Cells that are taken, as bits by row; beside a marker or a number they are taken but once."""

    def __init__(self, left: float) -> None:
        self._left = math.floor((left - _ROOM) / _CELL)
        self._on_marker: dict[int, int] = {}
        self._on_number: dict[int, int] = {}

    def block(self, x: float, y: float, half: float, high: float) -> _Block:
        """The cells of a plate of that half width and half height."""
        first = max(math.floor((x - half) / _CELL) - self._left, 0)
        last = max(math.floor((x + half) / _CELL) - self._left, 0)
        bits = (1 << (last + 1)) - (1 << first)
        return _Block(math.floor((y - high) / _CELL), math.floor((y + high) / _CELL), bits)

    def mark(self, block: _Block) -> None:
        """A marker stands there."""
        for row in range(block.low, block.high + 1):
            self._on_marker[row] = self._on_marker.get(row, 0) | block.bits

    def number(self, block: _Block) -> None:
        """A number stands there."""
        for row in range(block.low, block.high + 1):
            self._on_number[row] = self._on_number.get(row, 0) | block.bits

    def meets(self, block: _Block) -> bool:
        """Whether a marker or a number stands in any of these cells."""
        rows, bits = range(block.low, block.high + 1), block.bits
        return any((self._on_marker.get(row, 0) | self._on_number.get(row, 0)) & bits for row in rows)

    def cost(self, x: float, y: float, half: float, high: float, enough: float) -> float:
        """What a plate there would cover, counted until it is `enough` to look elsewhere."""
        left, on_marker, on_number = self._left, self._on_marker, self._on_number
        first = max(int((x - half) // _CELL) - left, 0)
        bits = _ONES[max(int((x + half) // _CELL) - left, 0) - first] << first
        cost = 0.0
        for row in range(int((y - high) // _CELL), int((y + high) // _CELL) + 1):
            if row in on_marker:
                cost += _ON_MARKER * (on_marker[row] & bits).bit_count()
            if row in on_number:
                cost += _ON_NUMBER * (on_number[row] & bits).bit_count()
            if cost >= enough:
                return cost
        return cost


@dataclass(frozen=True, slots=True)
class _Stands:
    """A number's label, the cells that it takes, and how far from perfect its place is."""

    label: Label
    block: _Block
    cost: float


_CROWDS: OrderedDict[_Points, tuple[float, list[_Stands]]] = OrderedDict()
"""The crowds that were placed last, so that one more in a crowd costs little more than itself."""
_MOST_CROWDS = 48


@lru_cache(maxsize=1024)
def label_places(points: _Points) -> tuple[Label, ...]:
    """Where each number stands: beside its marker where that is free, else farther out with a leader; markers and
    earlier numbers are kept clear. Each point is x, y in units and how many digits the number has.

    What is taken is kept as cells of a few units, so that a crowd costs no more for each of its numbers. A crowd that
    only grew by one is not placed from the beginning: a number that nothing new touches, and for which no better place
    came free, stands where it stood; the outcome is the same."""
    if not points:
        return ()
    edge = math.floor(min(x for x, _, _ in points) / _ROOM) * _ROOM
    taken, added = _Taken(edge), _Taken(edge)
    for x, y, _ in points:
        taken.mark(taken.block(x, y, RADIUS - 2, RADIUS - 2))
    known, before = _CROWDS.get(points[:-1], (edge, []))
    if known != edge:
        before = []
    if before:
        added.mark(added.block(*points[-1][:2], RADIUS - 2, RADIUS - 2))
    left: list[Label] = []
    stands: list[_Stands] = []
    for number, point in enumerate(points):
        old = before[number] if number < len(before) else None
        if old is not None and not added.meets(old.block) and not _drawn_to(point, old, left):
            here = old
        else:
            here = _best(taken, *point)
            if old is not None and here.label != old.label:
                added.number(here.block)
                left.append(old.label)
        stands.append(here)
        taken.number(here.block)
    _CROWDS[points] = edge, stands
    while len(_CROWDS) > _MOST_CROWDS:
        _CROWDS.popitem(last=False)
    return tuple(each.label for each in stands)


def _drawn_to(point: tuple[float, float, int], old: _Stands, left: Iterable[Label]) -> bool:
    """Whether a place that came free may be better than where a number stands."""
    x, y, digits = point
    ring = max(out for number, out in enumerate(_RINGS) if number * 2.0 <= old.cost)
    reach = RADIUS + 2 + ring + 3 * _half(digits) + 2 * LABEL_HEIGHT
    return old.cost > 0 and any(abs(label.x - x) < reach + 24 and abs(label.y - y) < reach for label in left)


def _best(taken: _Taken, x: float, y: float, digits: int) -> _Stands:
    half, high = _half(digits), LABEL_HEIGHT / 2
    best, least = Label(x, y, False), math.inf
    for dx, dy, leader, pains in _offsets(half):
        if pains >= least:
            break  # farther out, and no better than what was found
        cost = pains + taken.cost(x + dx, y + dy, half, high, least - pains)
        if cost < least:
            best, least = Label(x + dx, y + dy, leader), cost
    return _Stands(best, taken.block(best.x, best.y, half, high), least)


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
