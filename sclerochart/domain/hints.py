"""What the diagram shows only while a hand is at work: the keyboard's cursor, and a few words beside the pointer.

Sizes are in units as in `markers`: they do not grow with the legs. None of it is ever printed.
"""

from collections.abc import Iterable, Sequence

from sclerochart.domain.markers import INKS, LETTER_SIZE, Theme, colour, symbol
from sclerochart.domain.number_places import RADIUS
from sclerochart.domain.outlines import circle, rounded
from sclerochart.domain.shapes import Command, Path, Shape, Text

CURSOR_RADIUS, CURSOR_GAP, CURSOR_ARM = 13.0, 4.0, 22.0
CURSOR_REACH = CURSOR_ARM + 5
"""How far from its middle the cursor is painted."""
PROPOSAL_RADIUS, _BROKEN = RADIUS + 1.2, (4.0, 2.8)
WORDS_SIZE, _HIGH, _BESIDE = 14.0, 22.0, 16.0


def cursor_shapes(x: float, y: float, unit: float, theme: Theme) -> tuple[Shape, ...]:
    """The keyboard's cursor at a point of the sheet: a ring with four arms and a dot where a site would stand, dark
    on a light casing or light on a dark one, so that it is seen on skin, paper and markers alike."""
    ink = INKS[theme]
    ring = circle(x, y, CURSOR_RADIUS * unit)
    arms: list[Command] = []
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        near, far = CURSOR_RADIUS - CURSOR_GAP, CURSOR_ARM
        arms.append(("M", (x + dx * near * unit, y + dy * near * unit)))
        arms.append(("L", (x + dx * far * unit, y + dy * far * unit)))
    return (
        Path(ring, stroke=ink.plate, width=6.0 * unit, stroke_opacity=0.85),
        Path(tuple(arms), stroke=ink.plate, width=6.5 * unit, stroke_opacity=0.85),
        Path(ring, stroke=ink.text, width=2.0 * unit),
        Path(tuple(arms), stroke=ink.text, width=2.6 * unit),
        Path(circle(x, y, 2.2 * unit), fill=ink.text, stroke=ink.plate, width=1.4 * unit),
    )


def words_width(words: str) -> float:
    """The width in units of the plate that words beside the pointer take."""
    return 0.55 * WORDS_SIZE * len(words) + 14


def words_shapes(x: float, y: float, words: str, unit: float, theme: Theme, *, to_left: bool) -> tuple[Shape, ...]:
    """Words on a plate beside the pointer and above it, so that neither hand nor pointer covers them; `to_left` where
    there is no room to the right."""
    ink, wide = INKS[theme], words_width(words)
    left = -_BESIDE - wide if to_left else _BESIDE
    middle = y + (_BESIDE + _HIGH / 2) * unit
    plate = rounded(x / unit + left, middle / unit - _HIGH / 2, wide, _HIGH, 5, unit)
    return (
        Path(plate, fill=ink.text, fill_opacity=0.92),
        Text(
            x + (left + wide / 2) * unit,
            middle - 0.36 * WORDS_SIZE * unit,
            words,
            WORDS_SIZE * unit,
            ink.paper,
            bold=True,
        ),
    )


def stroke_shapes(points: Sequence[tuple[float, float]], unit: float, theme: Theme) -> tuple[Shape, ...]:
    """The line of a drag that has not ended, through points of the sheet."""
    if len(points) < 2:
        return ()
    ink = INKS[theme]
    line: tuple[Command, ...] = (("M", points[0]), *(("L", point) for point in points[1:]))
    return (
        Path(line, stroke=ink.plate, width=5.0 * unit, stroke_opacity=0.8),
        Path(line, stroke=ink.border, width=2.2 * unit),
    )


def preview_shapes(points: Iterable[tuple[float, float]], letter: str, unit: float, theme: Theme) -> tuple[Shape, ...]:
    """Sites that would be placed if the hand let go now: hollow markers without numbers."""
    shapes: list[Shape] = []
    for x, y in points:
        shapes += symbol(letter, x, y, unit, theme, hollow=True)
    return tuple(shapes)


def proposal_shapes(x: float, y: float, letter: str, unit: float, theme: Theme) -> tuple[Shape, ...]:
    """A site that is proposed: a broken ring as wide as no marker, the skin seen within it, and its letter. Whatever is
    charted has an unbroken outline of its own shape and a ground, also where it is hollow."""
    ink, ring = INKS[theme], circle(x, y, PROPOSAL_RADIUS * unit)
    dash = tuple(each * unit for each in _BROKEN)
    return (
        Path(ring, fill=ink.plate, fill_opacity=0.6, stroke=ink.plate, width=3.2 * unit, stroke_opacity=0.85),
        Path(ring, stroke=ink.text, width=1.9 * unit, dash=dash),
        Text(x, y - LETTER_SIZE * 0.36 * unit, letter, LETTER_SIZE * unit, colour(letter, theme), bold=True),
    )
