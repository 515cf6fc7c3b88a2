"""The names of the regions written on the legs, where a region has the room for its words.

Where the whole name has no room, the word that the view says already is left out: "calf, upper" in the medial view.
"""

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.leg_steps import region_middles
from sclerochart.domain.markers import INKS, Theme
from sclerochart.domain.outlines import rounded
from sclerochart.domain.shapes import Path, Shape, Text

SIZE, LINE = 9.0, 10.5
_LETTER = 0.53


def region_name_shapes(
    atlas: Atlas, sheet: Sheet, unit: float, theme: Theme, *, over: float = 0.0
) -> dict[tuple[Side, View], tuple[Shape, ...]]:
    """Every region's name in the middle of it, in short lines on a pale plate; left out where it would not fit. With
    `over` it stands so many units over the middle, clear of what is written there."""
    found = {}
    for panel in sheet.panels:
        shapes: list[Shape] = []
        for code, spot in region_middles(atlas, panel.side, panel.view):
            ends = [values[-2:] for _, values in atlas.region_outline(panel.view, code) if values]
            wide = (max(x for x, _ in ends) - min(x for x, _ in ends)) / unit
            high = (max(y for _, y in ends) - min(y for _, y in ends)) / unit
            name = atlas.regions[code].name
            lines = _lines(name, wide) or _lines(name.removeprefix(f"{panel.view} "), wide)
            if not lines or high < LINE * len(lines) + 2:
                continue
            x, y = sheet.point_of(spot)
            shapes += _plate(lines, x, y + (over + LINE * len(lines) / 2 if over else 0.0) * unit, unit, theme)
        if shapes:
            found[panel.side, panel.view] = tuple(shapes)
    return found


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
    half, high = max(map(len, lines)) * SIZE * _LETTER / 2 + 2, LINE * len(lines) + 2
    plate = rounded(x / unit - half, y / unit - high / 2, 2 * half, high, 3, unit)
    shapes: list[Shape] = [Path(plate, fill=ink.plate, fill_opacity=0.6)]
    for number, line in enumerate(lines):
        base = y + (high / 2 - 1 - LINE * (number + 0.8)) * unit
        shapes.append(Text(x, base, line, SIZE * unit, ink.text))
    return shapes
