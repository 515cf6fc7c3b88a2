"""The diagram as plain shapes, for the screen and for paper: legs, headings and numbered sites.

Everything is in mm of the sheet (`layout.Sheet`), x to the page's right and y up; `sheet_shapes` gives the whole sheet
at the size of a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sclerochart.domain.atlas import Atlas, mirrored
from sclerochart.domain.layout import BESIDE, HEADER, LEG_WORDS, Fit, Panel, Sheet, eight_views
from sclerochart.domain.leg import Side, View
from sclerochart.domain.markers import INKS, Mark, Theme, letter_of, mark_shapes, rounded, symbol
from sclerochart.domain.number_places import RADIUS
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Command, Path, Shape, Text
from sclerochart.domain.shown_sites import ShownSites
from sclerochart.domain.vein_types import VEIN_TYPES

PAPER_MARKER_MM = 1.35
"""Radius of a marker on paper."""

HEADING_SIZES = (15.0, 12.0)
_NO_MARKS: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes with the size of the page they fill: 0 to `width` and 0 to `height` mm."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def sheet_shapes(
    atlas: Atlas, sites: Sequence[Site], *, width: float, theme: Theme = "light", legend: bool = True
) -> Drawing:
    """The eight views and the feet with numbered sites and a legend of the vein types used, `width` mm wide."""
    sheet = eight_views(atlas)
    k = width / sheet.width
    unit = PAPER_MARKER_MM / RADIUS / k
    marks = marks_of(atlas, sheet, sites)
    shapes: list[Shape] = []
    for panel in sheet.panels:
        shapes += panel_shapes(atlas, panel, theme)
    shapes += heading_shapes(sheet, unit, theme)
    for panel in sheet.panels:
        shapes += mark_shapes(marks.get((panel.side, panel.view), _NO_MARKS), unit, theme)
    bottom = sheet.bottom
    if legend and sites:
        bottom -= 26 * unit
        shapes += legend_shapes(sites, sheet.left + 10 * unit, bottom + 9 * unit, unit, theme)
    moved = tuple(transformed(shape, k, -k * sheet.left, -k * bottom) for shape in shapes)
    return Drawing(width, k * (sheet.top - bottom), moved)


def marks_of(atlas: Atlas, sheet: Sheet, sites: Sequence[Site]) -> dict[tuple[Side, View], tuple[Mark, ...]]:
    """The marks of every view, in order of placement: filled where the skin faces the eye and in the view that was
    clicked, hollow where it turns away."""
    shown = ShownSites(atlas, sheet)
    shown.show(sites)
    return shown.marks


@lru_cache(maxsize=32)
def leg_shapes(atlas: Atlas, side: Side, view: View, theme: Theme) -> tuple[Shape, ...]:
    """The leg of one view in its own millimetres, with the borders of its regions."""
    borders = atlas.region_borders(view)
    lines = atlas.palette(theme)["border"].path(mirrored(borders) if side == "right" else borders)
    return (*atlas.shapes(side, view, theme), lines)


def panel_shapes(atlas: Atlas, panel: Panel, theme: Theme) -> tuple[Shape, ...]:
    """The leg of one view where it stands on the sheet."""
    shapes = leg_shapes(atlas, panel.side, panel.view, theme)
    return tuple(transformed(shape, 1.0, panel.x, panel.y) for shape in shapes)


def heading_shapes(sheet: Sheet, unit: float, theme: Theme) -> tuple[Shape, ...]:
    """The words over the views; `unit` is the mm of sheet that one unit of type size takes."""
    ink = INKS[theme]
    return tuple(
        Text(
            each.x,
            each.y,
            each.text,
            HEADING_SIZES[each.level] * unit,
            ink.text if each.level == 0 else ink.quiet,
            bold=each.level == 0,
        )
        for each in sheet.headings
    )


def pinned_shapes(sheet: Sheet, fit: Fit, width: float, theme: Theme) -> tuple[Shape, ...]:
    """While zoomed, the leg and view in words at the top of the window over every view whose own words are out of
    sight; `width` of the window in pixels."""
    ink, unit = INKS[theme], 1 / fit.scale
    shapes: list[Shape] = []
    for panel in sheet.panels:
        left, top = fit.pixel(panel.box[0], panel.box[3])
        right, bottom = fit.pixel(panel.box[2], panel.box[1])
        if not panel.inset:
            top = fit.pixel(0, sheet.top - HEADER)[1]
        if top > 18 or bottom < 40 or right < 60 or left > width - 60:
            continue
        words = f"{LEG_WORDS[panel.side]} · {BESIDE[panel.view].lower()}"
        half = 0.29 * HEADING_SIZES[1] * len(words)
        x, y = fit.sheet(min(max((left + right) / 2, half + 8), width - half - 8), 19)
        plate = rounded(x / unit - half - 6, y / unit - 6, 2 * half + 12, 19, 5, unit)
        shapes.append(Path(plate, fill=ink.plate, fill_opacity=0.8))
        shapes.append(Text(x, y, words, HEADING_SIZES[1] * unit, ink.text, bold=True))
    return tuple(shapes)


def legend_shapes(sites: Iterable[Site], x: float, y: float, unit: float, theme: Theme) -> list[Shape]:
    """The vein types that were used, each with its marker, in one line from x at the height y."""
    ink = INKS[theme]
    size = 11 * unit
    shapes: list[Shape] = []
    used = {letter_of(site.vein_type) for site in sites}
    for vein in VEIN_TYPES.values():
        if vein.letter in used:
            shapes += symbol(vein.letter, x, y, unit, theme)
            shapes.append(Text(x + 11 * unit, y - 0.36 * size, vein.name, size, ink.text, anchor="start"))
            x += (11 + 24 + 0.56 * 11 * len(vein.name)) * unit
    if any(site.preparation_id is None for site in sites):
        shapes += symbol("", x, y, unit, theme, hollow=True, named=False)
        shapes.append(Text(x + 13 * unit, y - 0.36 * size, "Preparation not named", size, ink.text, anchor="start"))
    return shapes


def transformed(shape: Shape, k: float, dx: float, dy: float) -> Shape:
    """A shape scaled by k, then moved by (dx, dy) mm."""
    if isinstance(shape, Text):
        return replace(shape, x=k * shape.x + dx, y=k * shape.y + dy, size=k * shape.size)
    return replace(
        shape,
        commands=tuple(_command(each, k, dx, dy) for each in shape.commands),
        width=k * shape.width,
        dash=tuple(k * each for each in shape.dash),
    )


def _command(command: Command, k: float, dx: float, dy: float) -> Command:
    letter, n = command
    if len(n) == 6:
        return letter, (k * n[0] + dx, k * n[1] + dy, k * n[2] + dx, k * n[3] + dy, k * n[4] + dx, k * n[5] + dy)
    return (letter, (k * n[0] + dx, k * n[1] + dy)) if n else command
