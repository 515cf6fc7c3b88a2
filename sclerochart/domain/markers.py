"""What a site looks like on the diagram: shape, letter and colour by vein type, and a number that stays legible.

A marker keeps its size whatever the scale, so everything here is measured in units of `unit` mm of the sheet: one pixel
on screen, about a fifth of a millimetre on paper.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sclerochart.domain.leg import Side, View
from sclerochart.domain.number_places import LABEL_HEIGHT, NUMBER_WIDTH, RADIUS, label_places
from sclerochart.domain.outlines import KAPPA, circle, polygon, rounded
from sclerochart.domain.shapes import Command, Path, Shape, Text
from sclerochart.domain.vein_types import VEIN_TYPES

Theme = Literal["light", "dark"]

LETTER_SIZE = 8.6
NUMBER_SIZE = 11.0
HALO = 4.0
AREA = 7.5
"""How far the ring of an area stands from its marker."""
CROWDED = 0.74
"""How much smaller a marker is in a crowd."""

Look = Literal["circle", "diamond", "square", "triangle", "hexagon", "dome"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a vein type is drawn: its shape and its colours on a light and on a dark ground."""

    look: Look
    light: str
    dark: str


# Told apart by shape and letter first; the hues keep apart for the common kinds of colour blindness, and none is red.
_STYLES: dict[str, Style] = {
    "T": Style("circle", "#9a2f6e", "#f0a3cf"),
    "C": Style("diamond", "#5b45a8", "#c3b4ff"),
    "M": Style("square", "#7d5400", "#e8be6a"),
    "R": Style("triangle", "#12609e", "#8fc7f5"),
    "V": Style("hexagon", "#00695a", "#7fd6c2"),
    "O": Style("dome", "#46505a", "#c4ced8"),
}
_UNKNOWN = Style("circle", "#46505a", "#c4ced8")


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of the diagram beside the legs, for one theme."""

    paper: str
    text: str
    quiet: str
    border: str
    plate: str


INKS: dict[Theme, Ink] = {
    "light": Ink("#ffffff", "#22303c", "#5f7080", "#3d6a8c", "#ffffff"),
    "dark": Ink("#161c22", "#e8eef3", "#9db0bf", "#8fb4cc", "#11161b"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A site in one view: its point on the sheet in mm, its number, the letter of its vein type; `hollow` where the
    skin turns away from the eye, `named` once its preparation is; `count` injections, more than one for an area."""

    site_id: str
    number: int
    letter: str
    x: float
    y: float
    hollow: bool
    named: bool
    side: Side
    view: View
    count: int = 1

    @property
    def words(self) -> str:
        """What its plate says: the number, and how many injections an area holds."""
        return str(self.number) if self.count == 1 else f"{self.number} ×{self.count}"


def style(letter: str) -> Style:
    """The style of a vein type's letter."""
    return _STYLES.get(letter, _UNKNOWN)


def letter_of(vein_type: str) -> str:
    """The letter of a vein type's code; "?" for a code that is not known here."""
    known = VEIN_TYPES.get(vein_type)
    return known.letter if known else "?"


def colour(letter: str, theme: Theme) -> str:
    """The colour of a vein type on this ground."""
    return style(letter).light if theme == "light" else style(letter).dark


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with all that its neighbours decide: whether it is `small`, and where its number's plate stands, in units
    from the mark; `leader` when a line must lead to it."""

    mark: Mark
    small: bool
    dx: float
    dy: float
    leader: bool


@lru_cache(maxsize=512)
def placed(marks: tuple[Mark, ...], unit: float) -> tuple[Placed, ...]:
    """The marks of one view, in order of placement, each with its size and the place of its number."""
    labels = label_places(tuple((mark.x / unit, mark.y / unit, len(mark.words)) for mark in marks))
    small = crowded(marks, unit)
    return tuple(
        Placed(mark, mark.site_id in small, label.x - mark.x / unit, label.y - mark.y / unit, label.leader)
        for mark, label in zip(marks, labels, strict=True)
    )


@lru_cache(maxsize=256)
def mark_shapes(marks: tuple[Mark, ...], unit: float, theme: Theme) -> tuple[Shape, ...]:
    """The marks of one view, in order of placement, with their numbers beside them on top of all."""
    each = placed(marks, unit)
    shapes: list[Shape] = [*leader_shapes(each, unit, theme)]
    for one in each:
        shapes += marker_shapes(one, one.mark.x, one.mark.y, unit, theme)
    for one in each:
        shapes += plate_shapes(one.mark.words, one.mark.x + one.dx * unit, one.mark.y + one.dy * unit, unit, theme)
    return tuple(shapes)


def leader_shapes(marks: Iterable[Placed], unit: float, theme: Theme) -> tuple[Shape, ...]:
    """The lines from marks to those of their numbers that stand far off, as one path: in a crowd there are many."""
    lines: list[Command] = []
    for each in marks:
        if each.leader:
            x, y = each.mark.x, each.mark.y
            lines += (("M", (x, y)), ("L", (x + each.dx * unit, y + each.dy * unit)))
    return (Path(tuple(lines), stroke=INKS[theme].text, width=0.9 * unit, stroke_opacity=0.6),) if lines else ()


def marker_shapes(one: Placed, x: float, y: float, unit: float, theme: Theme) -> list[Shape]:
    """A mark at a point of the sheet, without its number."""
    mark, size = one.mark, unit * CROWDED if one.small else unit
    return symbol(mark.letter, x, y, size, theme, hollow=mark.hollow, named=mark.named, area=mark.count > 1)


def plate_shapes(words: str, x: float, y: float, unit: float, theme: Theme) -> list[Shape]:
    """A mark's number on its plate, in the middle of it a point of the sheet."""
    ink, half = INKS[theme], (len(words) * NUMBER_WIDTH + 3) / 2
    plate = rounded(x / unit - half, y / unit - LABEL_HEIGHT / 2, 2 * half, LABEL_HEIGHT, 3, unit)
    return [
        Path(plate, fill=ink.plate, fill_opacity=0.74),
        Text(x, y - NUMBER_SIZE * 0.36 * unit, words, NUMBER_SIZE * unit, ink.text, bold=True),
    ]


def crowded(marks: Sequence[Mark], unit: float) -> set[str]:
    """The sites whose markers another stands so close to that both are drawn smaller, to be seen."""
    room = RADIUS * 1.7 * unit
    cells: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        cells.setdefault((math.floor(mark.x / room), math.floor(mark.y / room)), []).append(mark)
    found: set[str] = set()
    for (column, row), here in cells.items():
        near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells.get((column + dx, row + dy), ())]
        for mark in here:
            if any((o.x - mark.x) ** 2 + (o.y - mark.y) ** 2 < room * room for o in near if o is not mark):
                found.add(mark.site_id)
    return found


def symbol(
    letter: str,
    x: float,
    y: float,
    unit: float,
    theme: Theme,
    *,
    hollow: bool = False,
    named: bool = True,
    area: bool = False,
) -> list[Shape]:
    """One marker at a point of the sheet; a dashed ring stands around it while its preparation is not named, a wide
    one around an area with several injections."""
    ink, tint = INKS[theme], colour(letter, theme)
    outline = _outline(style(letter).look, x, y, RADIUS * unit)
    shapes: list[Shape] = []
    if area:
        wide = circle(x, y, (RADIUS + AREA) * unit)
        shapes.append(Path(wide, fill=tint, fill_opacity=0.16, stroke=ink.paper, width=3.2 * unit, stroke_opacity=0.7))
        shapes.append(Path(wide, stroke=tint, width=1.5 * unit))
    if not named:
        shapes.append(Path(circle(x, y, (RADIUS + 3.4) * unit), stroke=ink.plate, width=2.6 * unit, stroke_opacity=0.7))
        shapes.append(
            Path(
                circle(x, y, (RADIUS + 3.4) * unit),
                stroke=ink.text,
                width=1.3 * unit,
                dash=(2.8 * unit, 2.2 * unit),
            )
        )
    if hollow:
        shapes.append(Path(outline, fill=ink.paper, fill_opacity=0.86, stroke=tint, width=1.7 * unit))
    else:
        shapes.append(Path(outline, fill=tint, stroke=ink.paper, width=1.2 * unit))
    low = {"triangle": 0.46, "dome": 0.30}.get(style(letter).look, 0.36)
    shapes.append(
        Text(x, y - LETTER_SIZE * low * unit, letter, LETTER_SIZE * unit, tint if hollow else ink.paper, bold=True)
    )
    return shapes


def halo_shapes(x: float, y: float, unit: float, theme: Theme, *, strong: bool) -> tuple[Shape, ...]:
    """The ring around the site under the pointer (strong) or the one current in the table (quiet)."""
    ink = INKS[theme]
    ring = circle(x, y, (RADIUS + HALO) * unit)
    return (
        Path(ring, stroke=ink.plate, width=4.2 * unit, stroke_opacity=0.8),
        Path(ring, stroke=ink.border if not strong else ink.text, width=2.0 * unit),
    )


def nearest(marks: Sequence[Mark], x: float, y: float, reach: float) -> Mark | None:
    """The mark nearest to a point of the sheet within `reach` mm; the later one of two that are equally near."""
    best, found = reach * reach, None
    for mark in marks:
        distance = (mark.x - x) ** 2 + (mark.y - y) ** 2
        if distance <= best:
            best, found = distance, mark
    return found


def _outline(look: Look, x: float, y: float, r: float) -> tuple[Command, ...]:
    """Each look with about the same area, so that none weighs more than another."""
    if look == "circle":
        return circle(x, y, r)
    if look == "diamond":
        return polygon(x, y, r * 1.28, (90, 180, 270, 0))
    if look == "square":
        return polygon(x, y, r * 1.28, (45, 135, 225, 315))
    if look == "triangle":
        return polygon(x, y - r * 0.14, r * 1.48, (90, 210, 330))
    if look == "hexagon":
        return polygon(x, y, r * 1.1, (0, 60, 120, 180, 240, 300))
    k, top, low = KAPPA * r * 1.1, y + r * 1.0, y - r * 0.8
    wide = r * 1.1
    return (
        ("M", (x - wide, low)),
        ("L", (x + wide, low)),
        ("L", (x + wide, y - r * 0.1)),
        ("C", (x + wide, y - r * 0.1 + k, x + k, top, x, top)),
        ("C", (x - k, top, x - wide, y - r * 0.1 + k, x - wide, y - r * 0.1)),
        ("Z", ()),
    )
