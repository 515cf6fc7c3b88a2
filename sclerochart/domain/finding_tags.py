"""The words at veins and marks, and where they stand: clear of sites, their numbers and each other where there is room.

Sites are drawn over tags, so a number is never hidden; here it is the tag that makes room.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from sclerochart.domain import measures
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.markers import INKS, Theme, letter_of, placed
from sclerochart.domain.markers import Mark as SiteMark
from sclerochart.domain.number_places import LABEL_HEIGHT, NUMBER_WIDTH, RADIUS
from sclerochart.domain.outlines import rounded
from sclerochart.domain.seen_lines import Seen, length, pieces, spots
from sclerochart.domain.shapes import Command, Path, Shape, Text

SYMBOL_RADIUS = 6.0
TAG_SIZE = 9.5
TAG_HEIGHT = 11.5

Key = tuple[Side, View]
TagPlaces = Mapping[tuple[str, Key], Seen]
"""The middle of each tag, mm of the sheet, by its vein's or mark's id and the view."""

_Box = tuple[float, float, float, float, float]
"""Left, bottom, right, top in mm, and how much it matters that it stays clear."""
_NUMBER, _MARKER, _TAG = 4.0, 2.0, 3.0
_NEAR = 8
"""So many of a tag's places are beside it; the others need a line."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Words at a vein or mark in one view; the points of the sheet where they may stand, the best first; and those
    that a line leads to where they stand farther off than the first few."""

    of: str
    key: Key
    words: str
    where: tuple[Seen, ...]
    at: tuple[Seen, ...]


def tag_shapes(one: Tag, places: TagPlaces | None, unit: float, theme: Theme, *, tint: str = "") -> list[Shape]:
    """A tag at its place among the sites, or at the first of its places."""
    x, y = (places or {}).get((one.of, one.key), one.where[0])
    shapes: list[Shape] = []
    if (x, y) in one.where[_NEAR:]:
        start = min(one.at, key=lambda at: hypot(at[0] - x, at[1] - y))
        line: tuple[Command, ...] = (("M", start), ("L", (x, y)))
        shapes.append(Path(line, stroke=tint or INKS[theme].text, width=0.9 * unit, stroke_opacity=0.6))
    return [*shapes, *tag(x, y, one.words, unit, theme, tint=tint)]


def tag(x: float, y: float, words: str, unit: float, theme: Theme, *, tint: str = "") -> list[Shape]:
    """Words on a small plate, centred at a point of the sheet."""
    ink, half = INKS[theme], tag_width(words) / 2
    plate = rounded(x / unit - half, y / unit - TAG_HEIGHT / 2, 2 * half, TAG_HEIGHT, 3, unit)
    return [
        Path(plate, fill=ink.plate, fill_opacity=0.82),
        Text(x, y - 0.36 * TAG_SIZE * unit, words, TAG_SIZE * unit, tint or ink.text, bold=True),
    ]


def tag_width(words: str) -> float:
    """Units that the words take with their plate."""
    return 0.6 * TAG_SIZE * len(words) + 4


def run_tags(atlas: Atlas, sheet: Sheet, run: Run, unit: float, name: str | None) -> Iterator[Tag]:
    """Name, letter of the vein type and diameter in the view in which it was drawn; name and letter in every other one
    that sees enough of it."""
    letter = letter_of(run.vein_type)
    for key, seen in pieces(atlas, sheet, run.side, run.view, run.points).items():
        own, longest = key[1] == run.view, max(seen, key=length)
        if own or length(longest) > 30 * unit:
            words = f"{letter} {measures.mm_number(run.diameter_um)} mm" if own and run.diameter_um else letter
            words = f"{name} · {words}" if name else words
            yield Tag(run.id, key, words, tuple(_along(longest, tag_width(words) / 2 + 5, unit)), tuple(longest))


def mark_tags(atlas: Atlas, sheet: Sheet, mark: Mark, unit: float, name: str | None) -> Iterator[Tag]:
    """Name and measured distance beside the mark's symbol."""
    distance = f"{measures.cm_number(mark.distance_mm)} cm" if mark.distance_mm is not None else ""
    words = " ".join(part for part in (name, distance) if part)
    out = SYMBOL_RADIUS if mark.kind != "perforator" else 10.0
    for seen in spots(atlas, mark.place) if words else ():
        x, y = sheet.point_of(seen.spot)
        key = mark.place.side, seen.spot.view
        yield Tag(mark.id, key, words, tuple(_around(x, y, out + 2.5 + tag_width(words) / 2, unit)), ((x, y),))


def _along(line: Sequence[Seen], aside: float, unit: float) -> Iterator[Seen]:
    """Over and under both ends, beside them, beside the middle, and the same farther out."""
    top, low = sorted((line[0], line[-1]), key=lambda at: -at[1])
    middle = line[len(line) // 2]
    for up, out in ((10.0, aside), (22.0, aside + 14.0), (36.0, aside + 30.0), (54.0, aside + 50.0)):
        for (x, y), dx, dy in (
            (top, 0.0, up),
            (low, 0.0, -up),
            *((at, turn * out, 0.0) for at in (top, low, middle) for turn in (1, -1)),
        ):
            yield x + dx * unit, y + dy * unit


def _around(x: float, y: float, aside: float, unit: float) -> Iterator[Seen]:
    """Beside it, over and under it, in the corners, and the same farther out."""
    for out in (0.0, 12.0, 26.0, 46.0):
        wide, high = (aside + out) * unit, (SYMBOL_RADIUS + 2.5 + TAG_HEIGHT / 2 + out) * unit
        for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield x + across * wide, y + up * high


class Tags:
    """The tags of veins and marks on one sheet at one unit; a view is looked at again only where its sites differ."""

    def __init__(
        self,
        atlas: Atlas,
        sheet: Sheet,
        runs: Sequence[Run],
        marks: Sequence[Mark],
        unit: float,
        *,
        names: Mapping[str, str],
    ) -> None:
        self._unit = unit
        self._wanted: dict[Key, list[Tag]] = {}
        for run in runs:
            for each in run_tags(atlas, sheet, run, unit, names.get(run.id)):
                self._wanted.setdefault(each.key, []).append(each)
        for mark in marks:
            for each in mark_tags(atlas, sheet, mark, unit, names.get(mark.id)):
                self._wanted.setdefault(each.key, []).append(each)
        self._symbols = {key: list(_of_marks(atlas, sheet, marks, key, unit)) for key in self._wanted}
        self._known: dict[Key, tuple[tuple[SiteMark, ...], dict[tuple[str, Key], Seen]]] = {}

    def among(self, sites: Mapping[Key, tuple[SiteMark, ...]]) -> TagPlaces:
        """Where they stand among a session's sites; one that has no room covers the least."""
        found: dict[tuple[str, Key], Seen] = {}
        for key, tags in self._wanted.items():
            own = sites.get(key, ())
            known = self._known.get(key)
            if known is None or known[0] != own:
                known = self._known[key] = (own, self._placed(tags, [*self._symbols[key], *_of_sites(own, self._unit)]))
            found |= known[1]
        return found

    def _placed(self, tags: Iterable[Tag], taken: list[_Box]) -> dict[tuple[str, Key], Seen]:
        found = {}
        for each in tags:
            half, high = tag_width(each.words) / 2 * self._unit, TAG_HEIGHT / 2 * self._unit
            x, y = found[each.of, each.key] = _best(each.where, half, high, taken)
            taken.append(_box(x, y, half, high, _TAG))
        return found


def _of_sites(marks: tuple[SiteMark, ...], unit: float) -> Iterator[_Box]:
    for one in placed(marks, unit):
        x, y = one.mark.x, one.mark.y
        yield _box(x, y, RADIUS * unit, RADIUS * unit, _MARKER)
        half = (len(one.mark.words) * NUMBER_WIDTH + 3) / 2 * unit
        yield _box(x + one.dx * unit, y + one.dy * unit, half, LABEL_HEIGHT / 2 * unit, _NUMBER)


def _of_marks(atlas: Atlas, sheet: Sheet, marks: Iterable[Mark], key: Key, unit: float) -> Iterator[_Box]:
    for mark in marks:
        for seen in spots(atlas, mark.place):
            if (mark.place.side, seen.spot.view) == key:
                x, y = sheet.point_of(seen.spot)
                yield _box(x, y, SYMBOL_RADIUS * unit, SYMBOL_RADIUS * unit, _MARKER)


def _box(x: float, y: float, half: float, high: float, weight: float) -> _Box:
    return x - half, y - high, x + half, y + high, weight


def _best(where: Iterable[Seen], half: float, high: float, taken: Sequence[_Box]) -> Seen:
    """The first of the places that covers nothing, else the one that covers least."""
    best, least = (0.0, 0.0), float("inf")
    for x, y in where:
        cost = 0.0
        for left, bottom, right, top, weight in taken:
            wide = min(right, x + half) - max(left, x - half)
            tall = min(top, y + high) - max(bottom, y - high)
            if wide > 0 and tall > 0:
                cost += wide * tall * weight
                if cost >= least:
                    break
        if cost < least:
            best, least = (x, y), cost
            if cost == 0.0:
                break
    return best
