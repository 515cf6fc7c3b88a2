"""Steps of a cursor over the legs without a pointer: by millimetres, by regions, by views and from leg to leg."""

from collections.abc import Iterable
from functools import lru_cache
from math import hypot

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Panel, Sheet
from sclerochart.domain.leg import Side, Spot, View

_SIDEWAYS = 1.6
"""How much farther off a region beside the way seems than one that lies on it."""
_LOOK = 2.0  # mm between two looks for skin
_LOOKS = 14  # looks across a region, each way


def stepped(atlas: Atlas, sheet: Sheet, spot: Spot, dx: float, dy: float) -> Spot:
    """The spot so many mm to the page's right and up, as far as there is skin."""
    panel = sheet.panel(spot.side, spot.view)
    x, y = sheet.point_of(spot)
    for part in (1.0, 0.8, 0.6, 0.4, 0.2):
        there = panel.spot(x + dx * part, y + dy * part)
        if atlas.place(there) is not None:
            return there
    return spot


def next_region(atlas: Atlas, sheet: Sheet, spot: Spot, dx: int, dy: int) -> Spot:
    """The middle of the next region in a direction (one of dx and dy is 1 or -1, the other 0): in the same view, else
    in the view that stands there."""
    place = atlas.place(spot)
    x, y = sheet.point_of(spot)
    best, least = spot, float("inf")
    for code, middle in region_middles(atlas, spot.side, spot.view):
        if place is not None and code == place.region:
            continue
        mx, my = sheet.point_of(middle)
        along = (mx - x) * dx + (my - y) * dy
        across = abs((mx - x) * dy) + abs((my - y) * dx)
        if along > 2 and along >= 0.6 * across and along + _SIDEWAYS * across < least:
            best, least = middle, along + _SIDEWAYS * across
    if best is spot and dx:
        return _beside(atlas, sheet, spot, dx) or spot
    return best


@lru_cache(maxsize=64)
def region_middles(atlas: Atlas, side: Side, view: View) -> tuple[tuple[str, Spot], ...]:
    """Every region that a view shows, with a spot in the middle of what it shows."""
    turn = 1 if side == "left" else -1
    found = []
    for code in atlas.regions_in(view):
        inside = _inside(atlas, view, code)
        if not inside:
            continue
        x, y = (sum(each) / len(inside) for each in zip(*inside, strict=True))
        at = min(inside, key=lambda each: (hypot(each[0] - x, each[1] - y), each))
        spot = Spot(side, view, turn * at[0], at[1])
        if atlas.place(spot) is not None:
            found.append((code, spot))
    return tuple(found)


@lru_cache(maxsize=256)
def _inside(atlas: Atlas, view: View, code: str) -> list[tuple[float, float]]:
    """Points of the left drawing that lie in a region, on a coarse grid over it."""
    ends = [values[-2:] for _, values in atlas.region_outline(view, code) if values]
    left, right = min(x for x, _ in ends), max(x for x, _ in ends)
    low, high = min(y for _, y in ends), max(y for _, y in ends)
    found = []
    for column in range(1, _LOOKS):
        for row in range(1, _LOOKS):
            x, y = left + (right - left) * column / _LOOKS, low + (high - low) * row / _LOOKS
            place = atlas.place(Spot("left", view, x, y))
            if place is not None and place.region == code:
                found.append((x, y))
    return found


def next_view(atlas: Atlas, sheet: Sheet, spot: Spot, by: int) -> Spot:
    """The same place in the view so many on in the sheet's order, and round again; where that view does not see it,
    the skin nearest to the same height."""
    at = sheet.order.index((spot.side, spot.view))
    return in_panel(atlas, sheet.panel(*sheet.order[(at + by) % len(sheet.order)]), spot)


def other_leg(atlas: Atlas, sheet: Sheet, spot: Spot) -> Spot:
    """The same place on the other leg."""
    other: Side = "left" if spot.side == "right" else "right"
    return in_panel(atlas, sheet.panel(other, spot.view), spot)


def in_panel(atlas: Atlas, panel: Panel, spot: Spot) -> Spot:
    """Where a place shows in another view of either leg, else the skin there that is nearest to its height."""
    place = atlas.place(spot)
    if place is not None:
        seen = atlas.spot_in(panel.view, panel.side, place.point)
        if seen is not None:
            return seen.spot
    left, bottom, right, top = panel.box
    large = not panel.inset and spot.view not in ("dorsum", "sole")
    middle = panel.spot((left + right) / 2, (bottom + top) / 2)
    aim = Spot(panel.side, panel.view, middle.x, min(max(spot.y, bottom), top) if large else middle.y)
    return min(_skin(atlas, panel), key=lambda each: (abs(each.y - aim.y), abs(each.x - aim.x)), default=aim)


def _skin(atlas: Atlas, panel: Panel) -> Iterable[Spot]:
    left, bottom, right, top = panel.box
    for row in range(int((top - bottom) / (4 * _LOOK))):
        for column in range(int((right - left) / _LOOK)):
            spot = panel.spot(left + column * _LOOK, bottom + row * 4 * _LOOK)
            if atlas.place(spot) is not None:
                yield spot


def _beside(atlas: Atlas, sheet: Sheet, spot: Spot, dx: int) -> Spot | None:
    """The middle of the region at about the same height in the view that stands beside this one."""
    large = [panel for panel in sheet.panels if not panel.inset]
    own = sheet.panel(spot.side, spot.view)
    x, y = sheet.point_of(spot)
    beyond = [panel for panel in large if (panel.box[0] - own.box[0]) * dx > 0 and panel is not own]
    if not beyond:
        return None
    panel = min(beyond, key=lambda each: abs(each.box[0] - own.box[0]))
    middles = [middle for _, middle in region_middles(atlas, panel.side, panel.view)]
    return min(middles, key=lambda each: _far(sheet, each, x, y), default=None)


def _far(sheet: Sheet, spot: Spot, x: float, y: float) -> float:
    mx, my = sheet.point_of(spot)
    return hypot((mx - x) * 0.5, my - y)
