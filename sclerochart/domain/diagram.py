"""The diagram as plain shapes, for the screen and for paper: legs, headings and numbered sites.

Everything is in mm of the sheet (`layout.Sheet`), x to the page's right and y up; `sheet_shapes` gives the whole sheet
at the size of a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sclerochart.domain.atlas import Atlas, mirrored
from sclerochart.domain.finding_tags import Tags
from sclerochart.domain.findings import Mark as Finding
from sclerochart.domain.findings import Run
from sclerochart.domain.layout import BESIDE, HEADER, LEG_WORDS, Fit, Panel, Sheet, eight_views
from sclerochart.domain.leg import Side, View
from sclerochart.domain.legend import legend_shapes
from sclerochart.domain.markers import INKS, Mark, Theme, mark_shapes
from sclerochart.domain.number_places import RADIUS
from sclerochart.domain.outlines import rounded
from sclerochart.domain.overlays import finding_shapes, names_of, run_shapes
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Path, Shape, Text, transformed
from sclerochart.domain.shown_sites import ShownSites

PAPER_MARKER_MM = 1.35
"""Radius of a marker on paper."""

HEADING_SIZES = (15.0, 12.0)
HEADING_MOST_MM = (38.0, 33.0)
"""What there is room for over the legs, however small they are."""
_NEAR, _LINE = 18, 14
"""Pixels: what is left of the words over a view is out of sight; from one pinned line to the next."""
_NO_MARKS: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes with the size of the page they fill: 0 to `width` and 0 to `height` mm."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def sheet_shapes(
    atlas: Atlas,
    sites: Sequence[Site],
    *,
    width: float,
    runs: Sequence[Run] = (),
    marks: Sequence[Finding] = (),
    theme: Theme = "light",
    legend: bool = True,
) -> Drawing:
    """The eight views and the feet with numbered sites, the runs and marks among them and a legend of what is used,
    `width` mm wide. A run is treated when one of the sites lies on it; `overlays.names_of` names runs and marks."""
    sheet = eight_views(atlas)
    k = width / sheet.width
    unit = PAPER_MARKER_MM / RADIUS / k
    treated = {site.run_id for site in sites if site.run_id is not None}
    names = names_of(runs, marks)
    shown = marks_of(atlas, sheet, sites)
    shapes: list[Shape] = []
    for panel in sheet.panels:
        shapes += panel_shapes(atlas, panel, theme)
    shapes += heading_shapes(sheet, unit, theme)
    tags = Tags(atlas, sheet, runs, marks, unit, names=names).among(shown)
    for overlay in (
        run_shapes(atlas, sheet, runs, treated, unit, theme, names=names, tags=tags),
        finding_shapes(atlas, sheet, marks, unit, theme, names=names, tags=tags),
    ):
        for each in overlay.values():
            shapes += each
    for panel in sheet.panels:
        shapes += mark_shapes(shown.get((panel.side, panel.view), _NO_MARKS), unit, theme)
    bottom = sheet.bottom
    if legend:
        room = sheet.width - 20 * unit
        explained, high = legend_shapes(
            sites, runs, marks, treated, sheet.left + 10 * unit, bottom, width=room, unit=unit, theme=theme
        )
        shapes += explained
        bottom -= high
    placed = tuple(transformed(shape, k, -k * sheet.left, -k * bottom) for shape in shapes)
    return Drawing(width, k * (sheet.top - bottom), placed)


def marks_of(atlas: Atlas, sheet: Sheet, sites: Sequence[Site]) -> dict[tuple[Side, View], tuple[Mark, ...]]:
    """The marks of every view, in order of placement: filled where the skin faces the eye and in the view that was
    clicked, hollow where it turns away."""
    shown = ShownSites(atlas, sheet)
    shown.show(sites)
    return shown.marks


@lru_cache(maxsize=32)
def leg_shapes(atlas: Atlas, side: Side, view: View, theme: Theme, *, lines: bool = True) -> tuple[Shape, ...]:
    """The leg of one view in its own millimetres, with the borders of its regions as `lines`."""
    if not lines:
        return atlas.shapes(side, view, theme)
    borders = atlas.region_borders(view)
    drawn = atlas.palette(theme)["border"].path(mirrored(borders) if side == "right" else borders)
    return (*atlas.shapes(side, view, theme), drawn)


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
            min(HEADING_SIZES[each.level] * unit, HEADING_MOST_MM[each.level]),
            ink.text if each.level == 0 else ink.quiet,
            bold=each.level == 0,
        )
        for each in sheet.headings
    )


def pinned_shapes(sheet: Sheet, fit: Fit, width: float, theme: Theme, *, under: float = 0.0) -> tuple[Shape, ...]:
    """The leg and view in words at the top of the window over every view whose own words are out of sight: above it, or
    under what covers its first `under` pixels, where what is left of those words goes; `width` of the window in
    pixels."""
    ink, unit = INKS[theme], 1 / fit.scale
    shapes: list[Shape] = []
    head = fit.pixel(0, sheet.top - HEADER)[1]
    if under < head <= under + _NEAR:
        left, bottom = fit.sheet(0, head)
        shapes.append(Path(rounded(left / unit, bottom / unit, width, head - under, 0, unit), fill=ink.paper))
    for panel in sheet.panels:
        left, top = fit.pixel(panel.box[0], panel.box[3])
        right, bottom = fit.pixel(panel.box[2], panel.box[1])
        if not panel.inset:
            top = head
        if top > under + _NEAR or bottom < 40 or right < 60 or left > width - 60:
            continue
        lines: tuple[str, ...] = (f"{LEG_WORDS[panel.side]} · {BESIDE[panel.view].lower()}",)
        first = under + 19
        if under and 2 * _half(lines) + 12 > right - left:  # views stand close
            lines, first = (BESIDE[panel.view], LEG_WORDS[panel.side]), under + 14
        half, last = _half(lines), first + _LINE * (len(lines) - 1)
        x, low = fit.sheet(min(max((left + right) / 2, half + 8), width - half - 8), last + 6)
        high = last + 6 - (under or first - 13)
        plate = rounded(x / unit - half - 6, low / unit, 2 * half + 12, high, 5, unit)
        shapes.append(Path(plate, fill=ink.plate, fill_opacity=0.8))
        for number, words in enumerate(lines):
            y = low + (last + 6 - first - _LINE * number) * unit
            shapes.append(Text(x, y, words, HEADING_SIZES[1] * unit, ink.text, bold=True))
    return tuple(shapes)


def _half(lines: Sequence[str]) -> float:
    """Half the width in pixels that lines of pinned words take."""
    return 0.29 * HEADING_SIZES[1] * max(map(len, lines))
