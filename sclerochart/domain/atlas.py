"""The leg atlas: a click on a drawing becomes a place on the skin, and that place shows in every view.

The eye of every view is far away and square to the page, so a place and its spot differ by a rotation alone; a raster
of depths says how near the skin is at each spot. Drawings are of the left limb; the right one is their mirror image,
and its places are kept in the left limb's space.
"""

import json
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import floor, hypot
from typing import Any, Literal

from sclerochart import assets
from sclerochart.domain.leg import VIEWS, Landmarks, Place, Region, SeenSpot, Side, Spot, View
from sclerochart.domain.shapes import Command, Path

Theme = Literal["light", "dark"]
Point = tuple[int, int, int]
_Vector = tuple[float, float, float]

_HOLE = -32768
_ENOUGH = 0.15  # of the four depths around a spot, by weight: lets a click on the outer half of the outline count
_SQUARE = 0.40  # cosine of the angle between skin and eye under which a marker is hollow ...
_HIDDEN = 0.15  # ... and under which the place does not show
_EXACT = 0.08  # mm from the skin, times 1 + slope: a place always shows where it was clicked
_NEAR, _NEAR_STEEP, _STEEPEST = 1.0, 0.6, 5.0  # mm between skin and place: flat, more a unit of slope, up to this slope


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a drawing, painted in order with the palette's paint for its role; areas are filled even-odd."""

    role: str
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Paint:
    """How a role is painted: colours `#rrggbb`, width and dash in mm; as the fields of `shapes.Path`."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()

    def path(self, commands: tuple[Command, ...]) -> Path:
        """The commands in this paint."""
        return Path(commands, self.fill, self.stroke, self.width, self.fill_opacity, self.stroke_opacity, self.dash)


def mirrored(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """The commands with x turned to -x: what the left drawing is for the right leg."""
    return tuple((op, tuple(-v if i % 2 == 0 else v for i, v in enumerate(values))) for op, values in commands)


def _numbers(text: str) -> list[int]:
    return [int(n) for n in text.replace("-", " -").split()]


def _cubics(numbers: list[int], grid: float) -> list[tuple[float, ...]]:
    """A path's numbers -> its start (x, y) and then cubics (x1, y1, x2, y2, x, y), mm."""
    x, y = numbers[0], numbers[1]
    out: list[tuple[float, ...]] = [(x / grid, y / grid)]
    for i in range(2, len(numbers), 6):
        a, b, c, d, e, f = numbers[i : i + 6]
        out.append(((x + a) / grid, (y + b) / grid, (x + c) / grid, (y + d) / grid, (x + e) / grid, (y + f) / grid))
        x += e
        y += f
    return out


def _commands(text: str, grid: float) -> tuple[Command, ...]:
    """Paths as the generator writes them (`packaging/legs/encode.py`) -> commands in mm."""
    out: list[Command] = []
    for path in text.split(";"):
        start, *cubics = _cubics(_numbers(path.rstrip("z")), grid)
        out.append(("M", start))
        out += [("C", cubic) for cubic in cubics]
        if path.endswith("z"):
            out.append(("Z", ()))
    return tuple(out)


def _backwards(curve: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    points = [curve[0]] + [cubic[i : i + 2] for cubic in curve[1:] for i in (0, 2, 4)]
    points.reverse()
    return [points[0]] + [points[i] + points[i + 1] + points[i + 2] for i in range(1, len(points), 3)]


class _Regions:
    """The regions of one view, made of arcs that neighbours share: (region, neighbour, curve); "-" is outside."""

    def __init__(self, text: str) -> None:
        self.arcs: list[tuple[str, str, list[tuple[float, ...]]]] = []
        self.loops: dict[str, list[list[int]]] = {}
        for line in text.splitlines():
            kind, *fields = line.split("\t")
            if kind == "arc":
                self.arcs.append((fields[0], fields[1], _cubics(_numbers(fields[2]), 10)))
            else:
                self.loops[fields[0]] = [[int(n) for n in loop.split()] for loop in fields[1].split(";")]

    def outline(self, code: str) -> tuple[Command, ...]:
        out: list[Command] = []
        for loop in self.loops.get(code, ()):
            for i, number in enumerate(loop):
                curve = self.arcs[abs(number) - 1][2]
                start, *cubics = curve if number > 0 else _backwards(curve)
                if i == 0:
                    out.append(("M", start))
                out += [("C", cubic) for cubic in cubics]
            out.append(("Z", ()))
        return tuple(out)

    def borders(self) -> tuple[Command, ...]:
        out: list[Command] = []
        for one, other, (start, *cubics) in self.arcs:
            if "-" not in (one, other):
                out.append(("M", start))
                out += [("C", cubic) for cubic in cubics]
        return tuple(out)


class _Depths:
    """The depth raster of one view: mm towards the eye at points `step` mm apart, and how it slopes."""

    def __init__(self, data: bytes, grid: Mapping[str, Any]) -> None:
        self._x: float = grid["x"]
        self._y: float = grid["y"]
        self._step: float = grid["step"]
        self._rows: int = grid["rows"]
        values = array("h")
        values.frombytes(data)
        if sys.byteorder == "big":
            values.byteswap()
        self._values = values
        self._row: list[tuple[int, int, int]] = []  # first column, end, where the row's values begin less the first
        at = 2 * self._rows
        for row in range(self._rows):
            first, count = values[2 * row], values[2 * row + 1]
            self._row.append((first, first + count, at - first))
            at += count

    def _cell(self, column: int, row: int) -> int | None:
        if not 0 <= row < self._rows:
            return None
        first, end, base = self._row[row]
        if not first <= column < end:
            return None
        value = self._values[base + column]
        return None if value == _HOLE else value

    def at(self, x: float, y: float) -> float | None:
        """The depth at a spot of the left drawing, mm, or None outside the charted area."""
        u, v = (x - self._x) / self._step, (y - self._y) / self._step
        column, row = floor(u), floor(v)
        u, v = u - column, v - row
        total = weight = 0.0
        for dx, dy, w in ((0, 0, (1 - u) * (1 - v)), (1, 0, u * (1 - v)), (0, 1, (1 - u) * v), (1, 1, u * v)):
            value = self._cell(column + dx, row + dy)
            if value is not None:
                total += w * value
                weight += w
        return total / weight / 10 if weight >= _ENOUGH else None

    def gradient(self, x: float, y: float) -> tuple[float, float]:
        """How the depth rises to the page's right and upwards, mm a mm."""
        column, row = round((x - self._x) / self._step), round((y - self._y) / self._step)
        here = self._cell(column, row)
        return self._rise(here, column, row, 1, 0), self._rise(here, column, row, 0, 1)

    def _rise(self, here: int | None, column: int, row: int, dx: int, dy: int) -> float:
        before, after = self._cell(column - dx, row - dy), self._cell(column + dx, row + dy)
        if before is not None and after is not None:
            return (after - before) / (20 * self._step)
        beside = before if before is not None else after
        return 0.0 if here is None or beside is None else (here - beside) / (10 * self._step)


class _Eye:
    """The page's directions in the limb's space: right, up and towards the eye."""

    def __init__(self, right: _Vector, up: _Vector, toward: _Vector) -> None:
        self._right, self._up, self._toward = right, up, toward

    def seen(self, x: float, y: float, z: float) -> _Vector:
        """A rest point -> (x, y) on the left drawing and its depth, mm."""
        (a, b, c), (d, e, f), (g, h, i) = self._right, self._up, self._toward
        return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z

    def point(self, x: float, y: float, depth: float) -> Point:
        """A spot of the left drawing and its depth (mm) -> the rest point in 0.1 mm."""
        (a, b, c), (d, e, f), (g, h, i) = self._right, self._up, self._toward
        x, y, depth = 10 * x, 10 * y, 10 * depth
        return round(a * x + d * y + g * depth), round(b * x + e * y + h * depth), round(c * x + f * y + i * depth)

    def normal(self, right: float, up: float) -> _Vector:
        """The unit normal of skin whose depth rises by `right` and `up`, mm a mm."""
        size = hypot(1, right, up)
        (a, b, c), (d, e, f), (g, h, i) = self._right, self._up, self._toward
        return (g - a * right - d * up) / size, (h - b * right - e * up) / size, (i - c * right - f * up) / size

    def facing(self, normal: _Vector) -> float:
        """The cosine of the angle between skin of that normal and the eye; negative where it turns its back."""
        return sum(n * t for n, t in zip(normal, self._toward, strict=True))


class Atlas:
    """The drawings, regions and look-ups of one body shape. Each view's files are parsed when first needed.

    `space` names the mesh and landmarks that rest points live in, `regions_version` the division into regions and
    `drawing_version` the artwork. `regions` is by code, in the order of the leg.
    """

    def __init__(self, manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        self.space: str = manifest["space"]
        self.regions_version: str = manifest["regions"]
        self.drawing_version: str = manifest["drawing"]
        notes: dict[str, list[str]] = {code: [] for code in manifest["names"]}
        for note in manifest["watch_outs"]:
            for code in note["regions"]:
                notes[code].append(note["text"])
        self.regions: Mapping[str, Region] = {
            code: Region(code, name, tuple(notes[code])) for code, name in manifest["names"].items()
        }
        self._landmarks = Landmarks(manifest["landmarks"])
        self._views: Mapping[str, Any] = manifest["views"]
        self._eyes = {
            view: _Eye(tuple(row["right"]), tuple(row["up"]), tuple(row["toward"])) for view, row in self._views.items()
        }
        self._palettes: Mapping[str, Mapping[str, str]] = manifest["palettes"]
        self._styles: Mapping[str, Mapping[str, Any]] = manifest["styles"]
        self._files = files
        self._depths: dict[View, _Depths] = {}
        self._tilings: dict[View, _Regions] = {}
        self._drawings: dict[View, tuple[Layer, ...]] = {}
        self._shapes: dict[tuple[Side, View, Theme], tuple[Path, ...]] = {}

    @classmethod
    def parse(cls, manifest: bytes, files: Mapping[str, bytes]) -> "Atlas":
        """From `atlas.json` and the other files of `assets/legs/` by name ("anterior.drawing.txt")."""
        return cls(json.loads(manifest), files)

    def place(self, spot: Spot) -> Place | None:
        """The place on the skin under a spot, or None outside the charted area."""
        depths, eye = self._look_up(spot.view), self._eyes[spot.view]
        x = spot.x if spot.side == "left" else -spot.x
        depth = depths.at(x, spot.y)
        if depth is None:
            return None
        point = eye.point(x, spot.y, depth)
        at_x, at_y, _ = eye.seen(point[0] / 10, point[1] / 10, point[2] / 10)
        if depths.at(at_x, at_y) is None:  # rounded off the edge: it would not show where it was clicked
            return None
        return Place(spot.side, spot.view, *point, self.region_at(point), self.space)

    def region_at(self, point: Point) -> str:
        """The code of the region of a rest point (0.1 mm); the same for every view it was clicked in."""
        return self._landmarks.region(point[0] / 10, point[1] / 10, point[2] / 10)

    def spots(self, side: Side, point: Point, clicked: View | None = None) -> tuple[SeenSpot, ...]:
        """Where a rest point (0.1 mm) shows on the drawings of its side, large views first: where its skin faces the
        eye, and at the very edge of the one view in which it was `clicked`."""
        at_skin = []
        for view in VIEWS:
            x, y, depth = self._eyes[view].seen(point[0] / 10, point[1] / 10, point[2] / 10)
            depths = self._look_up(view)
            skin = depths.at(x, y)
            if skin is None:
                continue
            right, up = depths.gradient(x, y)
            steep = hypot(right, up)
            away = abs(skin - depth)
            if away <= _NEAR + _NEAR_STEEP * min(steep, _STEEPEST):
                exact = away <= _EXACT * (1 + steep)
                at_skin.append((steep, view, x, y, exact, self._eyes[view].normal(right, up)))
        if not at_skin:
            return ()
        # the view that sees the place most squarely knows best which way the skin faces
        normal = min(at_skin)[-1]
        out = []
        for _, view, x, y, exact, _ in at_skin:
            cosine = self._eyes[view].facing(normal)
            if cosine > _HIDDEN or (exact and view == clicked):
                out.append(SeenSpot(Spot(side, view, x if side == "left" else -x, y), grazing=cosine < _SQUARE))
        return tuple(out)

    def spot_in(self, view: View, side: Side, point: Point) -> SeenSpot | None:
        """Where a rest point (0.1 mm) shows in one view, or None where it is hidden or not charted."""
        return next((seen for seen in self.spots(side, point, view) if seen.spot.view == view), None)

    def bounds(self, view: View) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) of the left drawing, mm, outline included; the right one is mirrored: x to -x."""
        x0, y0, x1, y1 = self._views[view]["bounds"]
        return x0, y0, x1, y1

    def drawing(self, view: View) -> tuple[Layer, ...]:
        """The layers of the left drawing, to be painted in order."""
        if view not in self._drawings:
            lines = self._files[f"{view}.drawing.txt"].decode("ascii").splitlines()
            fields = (line.split("\t") for line in lines)
            self._drawings[view] = tuple(Layer(role, _commands(text, int(grid))) for role, grid, text in fields)
        return self._drawings[view]

    def palette(self, theme: Theme) -> Mapping[str, Paint]:
        """How each role is painted: those of the layers, and "border" and "highlight" for regions."""
        colours = self._palettes[theme]
        out = {}
        for role, style in self._styles.items():
            fields = dict(style)
            filled, stroked = fields.pop("fill", role), fields.pop("stroke", None)
            if "dash" in fields:
                fields["dash"] = tuple(fields["dash"])
            out[role] = Paint(colours[filled] if filled else None, colours[stroked] if stroked else None, **fields)
        return out

    def paper(self, theme: Theme) -> str:
        """The colour that the palette was chosen for as a background."""
        return self._palettes[theme]["paper"]

    def shapes(self, side: Side, view: View, theme: Theme) -> tuple[Path, ...]:
        """The drawing of one side in its colours."""
        key = (side, view, theme)
        if key not in self._shapes:
            paint = self.palette(theme)
            turn = mirrored if side == "right" else tuple
            self._shapes[key] = tuple(paint[layer.role].path(turn(layer.commands)) for layer in self.drawing(view))
        return self._shapes[key]

    def regions_in(self, view: View) -> tuple[str, ...]:
        """The codes of the regions that the left drawing of a view shows."""
        return tuple(code for code in self._tiling(view).loops if code != "-")

    def region_outline(self, view: View, code: str) -> tuple[Command, ...]:
        """The closed outline of a region in the left drawing; empty where the view does not show it."""
        return self._tiling(view).outline(code)

    def region_borders(self, view: View) -> tuple[Command, ...]:
        """Every border between two regions of the left drawing, once, as open curves."""
        return self._tiling(view).borders()

    def watch_outs(self, code: str) -> tuple[str, ...]:
        """What to watch out for in a region, as quiet information."""
        return self.regions[code].watch_outs

    def _look_up(self, view: View) -> _Depths:
        if view not in self._depths:
            self._depths[view] = _Depths(self._files[f"{view}.depth.bin"], self._views[view]["depth"])
        return self._depths[view]

    def _tiling(self, view: View) -> _Regions:
        if view not in self._tilings:
            self._tilings[view] = _Regions(self._files[f"{view}.regions.txt"].decode("ascii"))
        return self._tilings[view]


class _Shipped(dict[str, bytes]):
    """The files of `assets/legs/`, each read when first asked for."""

    def __missing__(self, name: str) -> bytes:
        self[name] = assets.read_bytes(f"legs/{name}")
        return self[name]


@cache
def shipped() -> Atlas:
    """The atlas that is shipped with the program."""
    return Atlas.parse(assets.read_bytes("legs/atlas.json"), _Shipped())
