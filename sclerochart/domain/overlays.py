"""What lies over the legs beside this session's sites: vein runs, marks, earlier sessions and volume by region.

Every function gives plain shapes for each view, in mm of the sheet, for the screen and for paper. Whatever is told by
colour is told by shape, dash, letter or number as well. `unit` is as in `markers`: sizes do not grow with the legs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import hypot

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas, mirrored
from sclerochart.domain.course import heat_step
from sclerochart.domain.finding_tags import (
    SYMBOL_RADIUS,
    TAG_HEIGHT,
    Tag,
    TagPlaces,
    mark_tags,
    run_tags,
    tag,
    tag_shapes,
    tag_width,
)
from sclerochart.domain.findings import MARK_KINDS, Mark, Run
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.markers import INKS, Theme, colour, letter_of
from sclerochart.domain.outlines import circle, rounded
from sclerochart.domain.region_words import Box, Sites, box, clear_place, taken_by
from sclerochart.domain.seen_lines import Seen, pieces, spots
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Command, Path, Shape, transformed

Overlay = dict[tuple[Side, View], tuple[Shape, ...]]
"""Shapes for each view that has any."""

_DASHED = (5.0, 3.0)
_OUTLINES = {
    "left-alone": (6.0, 3.0),
    "matting": (1.4, 1.8),
    "staining": (3.0, 2.0),
    "ulcer": (),
    "bruise": (6.0, 2.0, 1.4, 2.0),
}
_AGES = ((5.0, 1.7, ()), (4.4, 1.4, (3.0, 2.0)), (3.8, 1.2, (1.2, 1.6)), (1.7, 0.0, ()))
"""How an earlier session shows, the latest first: radius, width and dash of its rings; the oldest are dots."""

_AGE_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#0b4f79", "#2f729d", "#5d8ca9", "#7d8f9b"),
    "dark": ("#a9dbff", "#83b7da", "#6c93ac", "#7c8c98"),
}
_HEAT: dict[Theme, str] = {"light": "#0b5a8a", "dark": "#7cc4f2"}
_HEAT_DEPTHS = (0.12, 0.26, 0.4, 0.54, 0.68)
"""How strongly a region is tinted at each step of its volume: one colour that only grows deeper."""


def names_of(runs: Iterable[Run], marks: Iterable[Mark]) -> dict[str, str]:
    """Short names by id, runs first: a, b, … z, aa; a table and the diagram call the same thing by the same name."""
    ids = [*(run.id for run in runs), *(mark.id for mark in marks)]
    return {each: _name(number) for number, each in enumerate(ids)}


def _name(number: int) -> str:
    rest, letter = divmod(number, 26)
    return (_name(rest - 1) if rest else "") + chr(ord("a") + letter)


# Vein runs ----------------------------------------------------------------------------------------------------------


def run_shapes(
    atlas: Atlas,
    sheet: Sheet,
    runs: Iterable[Run],
    treated: Collection[str],
    unit: float,
    theme: Theme,
    *,
    names: Mapping[str, str] | None = None,
    tags: TagPlaces | None = None,
) -> Overlay:
    """Vein runs where they show: a solid line once treated (its id in `treated`), a dashed one until then, wider for a
    wider vein. A tag says name, letter of the vein type and diameter in the view in which it was drawn; `tags` as by
    `finding_tags.Tags.among`, else each stands at the upper end."""
    found: dict[tuple[Side, View], list[Shape]] = {}
    words: list[tuple[Tag, str]] = []
    for run in runs:
        tint = colour(letter_of(run.vein_type), theme)
        for key, seen in pieces(atlas, sheet, run.side, run.view, run.points).items():
            shapes = found.setdefault(key, [])
            for piece in seen:
                shapes += _line(piece, run, unit, theme, dashed=run.id not in treated)
        words += [(each, tint) for each in run_tags(atlas, sheet, run, unit, (names or {}).get(run.id))]
    for each, tint in words:
        found[each.key] += tag_shapes(each, tags, unit, theme, tint=tint)
    return {key: tuple(shapes) for key, shapes in found.items()}


def run_width(run: Run) -> float:
    """The width of a run's line in units: finer and wider veins differ, none is a hair or a bar."""
    return 2.0 if run.diameter_um is None else min(max(1.4 + 0.55 * run.diameter_um / 1000, 1.5), 4.0)


def _line(piece: Sequence[Seen], run: Run, unit: float, theme: Theme, *, dashed: bool) -> list[Shape]:
    commands, width = smooth(piece), run_width(run)
    return [
        Path(commands, stroke=INKS[theme].plate, width=(width + 2.0) * unit, stroke_opacity=0.75),
        Path(
            commands,
            stroke=colour(letter_of(run.vein_type), theme),
            width=width * unit,
            dash=tuple(each * unit for each in _DASHED) if dashed else (),
        ),
    ]


def line_sample(
    x: float, y: float, width: float, unit: float, theme: Theme, *, tint: str = "", dashed: bool = False
) -> list[Shape]:
    """A straight piece of a run's line, `width` units long, for the legend."""
    commands: tuple[Command, ...] = (("M", (x, y)), ("L", (x + width * unit, y)))
    dash = tuple(each * unit for each in _DASHED) if dashed else ()
    return [Path(commands, stroke=tint or INKS[theme].text, width=2.0 * unit, dash=dash)]


# Marks --------------------------------------------------------------------------------------------------------------


def finding_shapes(
    atlas: Atlas,
    sheet: Sheet,
    marks: Iterable[Mark],
    unit: float,
    theme: Theme,
    *,
    names: Mapping[str, str] | None = None,
    tags: TagPlaces | None = None,
) -> Overlay:
    """Marks where they show: the kind's symbol with its name and a measured distance beside it, and its line or
    outline if it has one; `tags` as by `finding_tags.Tags.among`."""
    found: dict[tuple[Side, View], list[Shape]] = {}
    words: list[Tag] = []
    for mark in marks:
        place = mark.place
        for key, seen_of in pieces(atlas, sheet, place.side, place.view, mark.points).items():
            whole = len(seen_of) == 1 and key[1] == place.view
            found.setdefault(key, []).extend(
                shape for piece in seen_of for shape in _outline(piece, mark.kind, unit, theme, whole=whole)
            )
        for seen in spots(atlas, place):
            x, y = sheet.point_of(seen.spot)
            found.setdefault((place.side, seen.spot.view), []).extend(mark_symbol(mark.kind, x, y, unit, theme))
        words += mark_tags(atlas, sheet, mark, unit, (names or {}).get(mark.id))
    for each in words:
        found[each.key] += tag_shapes(each, tags, unit, theme)
    return {key: tuple(shapes) for key, shapes in found.items()}


def _outline(piece: Sequence[Seen], kind: str, unit: float, theme: Theme, *, whole: bool) -> list[Shape]:
    """A reflux line has arrowheads downstream; everything else is the outline of an area, closed and tinted in
    the view in which it was marked."""
    ink = INKS[theme]
    if kind in ("reflux", "perforator", "note"):
        commands = smooth(piece)
        shapes: list[Shape] = [
            Path(commands, stroke=ink.plate, width=3.6 * unit, stroke_opacity=0.75),
            Path(commands, stroke=ink.text, width=1.5 * unit, dash=(2.0 * unit, 1.6 * unit)),
        ]
        return [*shapes, *(_arrow(piece[-2], piece[-1], unit, theme) if kind == "reflux" else ())]
    dash = tuple(each * unit for each in _OUTLINES.get(kind, ()))
    closed = whole and len(piece) > 2
    commands = (*smooth([*piece, piece[0]]), ("Z", ())) if closed else smooth(piece)
    return [
        Path(
            commands,
            fill=ink.text if closed else None,
            fill_opacity=0.07,
            stroke=ink.plate,
            width=3.0 * unit,
            stroke_opacity=0.7,
        ),
        Path(commands, stroke=ink.text, width=1.3 * unit, dash=dash),
    ]


def _arrow(before: Seen, tip: Seen, unit: float, theme: Theme) -> list[Shape]:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    size = 6 * unit / (hypot(dx, dy) or 1.0)
    dx, dy = dx * size, dy * size
    head: tuple[Command, ...] = (
        ("M", (tip[0] - dx - 0.6 * dy, tip[1] - dy + 0.6 * dx)),
        ("L", tip),
        ("L", (tip[0] - dx + 0.6 * dy, tip[1] - dy - 0.6 * dx)),
    )
    return [Path(head, stroke=INKS[theme].text, width=1.5 * unit)]


def mark_symbol(kind: str, x: float, y: float, unit: float, theme: Theme) -> list[Shape]:
    """One kind's symbol at a point of the sheet: white or dark with a dark or white sign, never like a site's."""
    ink, r = INKS[theme], SYMBOL_RADIUS
    square = kind in ("ulcer", "note")
    ground = rounded(-r, -r, 2 * r, 2 * r, 1.2, 1.0) if square else circle(0, 0, r)
    shapes: list[Shape] = [
        Path(ground, fill=ink.paper, stroke=ink.paper, width=3.0, stroke_opacity=0.8),
        Path(ground, stroke=ink.text, width=1.4),
    ]
    sign, dots = _SIGNS[kind] if kind in _SIGNS else _SIGNS["note"]
    if kind == "bruise":
        shapes.append(Path(sign, fill=ink.text))
    elif sign:
        shapes.append(Path(sign, stroke=ink.text, width=1.4))
    shapes += [Path(circle(dx, dy, size), fill=ink.text) for dx, dy, size in dots]
    return [transformed(shape, unit, x, y) for shape in shapes]


def _strokes(*lines: tuple[float, ...]) -> tuple[Command, ...]:
    out: list[Command] = []
    for line in lines:
        points = [(line[i], line[i + 1]) for i in range(0, len(line), 2)]
        out += [("M" if i == 0 else "L", point) for i, point in enumerate(points)]
    return tuple(out)


_SIGNS: dict[str, tuple[tuple[Command, ...], tuple[tuple[float, float, float], ...]]] = {
    "left-alone": (_strokes((-3.2, 0, 3.2, 0)), ()),
    "matting": (
        _strokes((-3.6, -1.4, 1.4, 3.6), (-1.4, -3.6, 3.6, 1.4), (-3.6, 1.4, 1.4, -3.6), (-1.4, 3.6, 3.6, -1.4)),
        (),
    ),
    "staining": ((), ((-2.2, -1.4, 1.2), (2.2, -1.4, 1.2), (0, 2.4, 1.2))),
    "ulcer": (_strokes((-3.2, -3.2, 3.2, 3.2), (-3.2, 3.2, 3.2, -3.2)), ()),
    "bruise": ((("M", (-5.4, 0)), ("C", (-5.4, -7.1, 5.4, -7.1, 5.4, 0)), ("Z", ())), ()),
    "reflux": (_strokes((-3, 3.2, 0, 0.2, 3, 3.2), (-3, -0.8, 0, -3.8, 3, -0.8)), ()),
    "perforator": (_strokes((-10, 0, -6, 0), (6, 0, 10, 0)), ((0, 0, 2.4),)),
    "note": (_strokes((-3.4, 2.8, 3.4, 2.8), (-3.4, 0, 3.4, 0), (-3.4, -2.8, 1, -2.8)), ()),
}
"""What stands inside each symbol: lines, and dots as x, y, radius; in units."""

assert _SIGNS.keys() == MARK_KINDS.keys()


# Earlier sessions and volume by region -------------------------------------------------------------------------------


def ghost_shapes(atlas: Atlas, sheet: Sheet, sessions: Sequence[Iterable[Site]], unit: float, theme: Theme) -> Overlay:
    """Sites of earlier sessions, the latest session first: rings that grow smaller, paler and more broken with age."""
    found: dict[tuple[Side, View], list[Shape]] = {}
    for age, sites in reversed(list(enumerate(sessions))):
        radius, width, dash = _AGES[min(age, len(_AGES) - 1)]
        tint = _AGE_COLOURS[theme][min(age, len(_AGES) - 1)]
        for site in sites:
            for seen in spots(atlas, site.place):
                ring = circle(*sheet.point_of(seen.spot), radius * unit)
                shapes = found.setdefault((site.place.side, seen.spot.view), [])
                if width:
                    shapes.append(Path(ring, stroke=tint, width=width * unit, dash=tuple(each * unit for each in dash)))
                else:
                    shapes.append(Path(ring, fill=tint))
    return {key: tuple(shapes) for key, shapes in found.items()}


def ghost_boxes(
    atlas: Atlas, sheet: Sheet, sessions: Sequence[Iterable[Site]], unit: float
) -> dict[tuple[Side, View], tuple[Box, ...]]:
    """What the rings of earlier sessions take, by view, as `ghost_shapes` draws them."""
    found: dict[tuple[Side, View], list[Box]] = {}
    for age, sites in enumerate(sessions):
        radius = _AGES[min(age, len(_AGES) - 1)][0] * unit
        for site in sites:
            for seen in spots(atlas, site.place):
                ring = box(*sheet.point_of(seen.spot), radius, radius)
                found.setdefault((site.place.side, seen.spot.view), []).append(ring)
    return {key: tuple(boxes) for key, boxes in found.items()}


def heat_shapes(
    atlas: Atlas,
    sheet: Sheet,
    volumes: Mapping[tuple[Side, str], int],
    unit: float,
    theme: Theme,
    *,
    among: Sites | None = None,
    ghosts: Mapping[tuple[Side, View], tuple[Box, ...]] | None = None,
) -> Overlay:
    """Volume (µl) per leg and region as one of five depths of one colour, the same for the same volume whatever the
    others are; the millilitres stand in the region where there is room beside the sites, and the rings of earlier
    ones, that they are among."""
    ink, found = INKS[theme], Overlay()
    for panel in sheet.panels:
        areas: list[Shape] = []
        words: list[Shape] = []
        taken = taken_by((among or {}).get((panel.side, panel.view), ()), unit)
        taken += (ghosts or {}).get((panel.side, panel.view), ())
        for code in atlas.regions_in(panel.view):
            volume = volumes.get((panel.side, code), 0)
            outline = atlas.region_outline(panel.view, code) if volume else ()
            if not outline:
                continue
            turned = mirrored(outline) if panel.side == "right" else outline
            depth = _HEAT_DEPTHS[heat_step(volume)]
            area = transformed(Path(turned, fill=_HEAT[theme], fill_opacity=depth), 1, panel.x, panel.y)
            assert isinstance(area, Path)
            areas.append(area)
            ends = [values[-2:] for _, values in area.commands if values]
            left, right = min(x for x, _ in ends), max(x for x, _ in ends)
            low, high = min(y for _, y in ends), max(y for _, y in ends)
            wide, tall = tag_width(text.ml(volume)) * unit, TAG_HEIGHT * unit
            if right - left > wide and high - low > tall:
                middle = (left + right) / 2, (low + high) / 2
                at = clear_place(atlas, panel, code, middle, wide / 2, tall / 2, taken)
                if at is not None:
                    words += tag(*at, text.ml(volume), unit, theme, tint=ink.text)
        if areas:
            found[panel.side, panel.view] = (*areas, *words)
    return found


# Lines and words ------------------------------------------------------------------------------------------------------


def smooth(points: Sequence[Seen]) -> tuple[Command, ...]:
    """A curve through all the points, without corners."""
    out: list[Command] = [("M", points[0])]
    for i, (here, there) in enumerate(pairwise(points)):
        before, after = points[max(i - 1, 0)], points[min(i + 2, len(points) - 1)]
        out.append(
            (
                "C",
                (
                    here[0] + (there[0] - before[0]) / 6,
                    here[1] + (there[1] - before[1]) / 6,
                    there[0] - (after[0] - here[0]) / 6,
                    there[1] - (after[1] - here[1]) / 6,
                    *there,
                ),
            )
        )
    return tuple(out)
