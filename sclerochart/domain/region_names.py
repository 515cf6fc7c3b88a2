"""The names of the regions written on the legs, where a region has the room for its words.

Where the whole name has no room, the word that the view says already is left out: "calf, upper" in the medial view.
"""

from collections.abc import Mapping
from functools import lru_cache

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Panel, Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.leg_steps import region_middles
from sclerochart.domain.markers import INKS, Mark, Theme
from sclerochart.domain.outlines import rounded
from sclerochart.domain.region_words import Box, Sites, box, clear_place, taken_by
from sclerochart.domain.shapes import Path, Shape, Text

SIZE, LINE = 9.0, 10.5
_LETTER = 0.53

Key = tuple[Side, View]


def region_name_shapes(
    atlas: Atlas,
    sheet: Sheet,
    unit: float,
    theme: Theme,
    *,
    among: Sites | None = None,
    taken: Mapping[Key, tuple[Box, ...]] | None = None,
) -> dict[Key, tuple[Shape, ...]]:
    """Every region's name in short lines on a pale plate: in the middle of it, or where it covers neither the sites it
    stands among nor what else is taken; left out where it would not fit."""
    found = {}
    for panel in sheet.panels:
        key = panel.side, panel.view
        shapes: list[Shape] = []
        for lines, x, y in _names(atlas, panel, unit, (among or {}).get(key, ()), (taken or {}).get(key, ())):
            shapes += _plate(lines, x, y, unit, theme)
        if shapes:
            found[key] = tuple(shapes)
    return found


@lru_cache(maxsize=64)
def _names(
    atlas: Atlas, panel: Panel, unit: float, sites: tuple[Mark, ...], taken: tuple[Box, ...]
) -> tuple[tuple[tuple[str, ...], float, float], ...]:
    """The lines of each name in one view, and the point of the sheet in their middle."""
    found = []
    boxes = [*taken_by(sites, unit), *taken]
    for code, spot in region_middles(atlas, panel.side, panel.view):
        ends = [values[-2:] for _, values in atlas.region_outline(panel.view, code) if values]
        wide = (max(x for x, _ in ends) - min(x for x, _ in ends)) / unit
        high = (max(y for _, y in ends) - min(y for _, y in ends)) / unit
        name = atlas.regions[code].name
        lines = _lines(name, wide) or _lines(name.removeprefix(f"{panel.view} "), wide)
        if not lines or high < LINE * len(lines) + 2:
            continue
        half, tall = _size(lines)
        at = panel.x + spot.x, panel.y + spot.y
        where = clear_place(atlas, panel, code, at, half * unit, tall / 2 * unit, boxes)
        if where is not None:
            found.append((lines, *where))
            boxes.append(box(*where, half * unit, tall / 2 * unit))
    return tuple(found)


def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    """Half the width of a plate, and its height, in units."""
    return max(map(len, lines)) * SIZE * _LETTER / 2 + 2, LINE * len(lines) + 2


def _lines(name: str, room: float) -> tuple[str, ...]:
    """The words in lines that a width in units holds; () where a word is too long for it."""
    lines = [""]
    for word in name.replace(", ", " ").removesuffix(" third").split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) * SIZE * _LETTER <= room - 3:
            lines[-1] = longer
        elif len(word) * SIZE * _LETTER <= room - 3:
            lines.append(word)
        else:
            return ()
    return tuple(line for line in lines if line)


def _plate(lines: tuple[str, ...], x: float, y: float, unit: float, theme: Theme) -> list[Shape]:
    ink = INKS[theme]
    half, high = _size(lines)
    plate = rounded(x / unit - half, y / unit - high / 2, 2 * half, high, 3, unit)
    shapes: list[Shape] = [Path(plate, fill=ink.plate, fill_opacity=0.6)]
    for number, line in enumerate(lines):
        base = y + (high / 2 - 1 - LINE * (number + 0.8)) * unit
        shapes.append(Text(x, base, line, SIZE * unit, ink.text))
    return shapes
