"""Where each view of the legs stands on the sheet: eight large views and four foot insets, aligned by the sole.

The sheet is measured in millimetres of leg, x to the page's right and y up from the sole; what shows it (a window, a
page) only chooses a scale. Views are drawn for the left leg and mirrored for the right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import hypot

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.posture import INSET_ABOVE, POSTURES, Group, PostureCode, order

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in mm."""

MARGIN, PAIR_MARGIN, GAP, WIDE_GAP = 24.0, 56.0, 16.0, 40.0
"""At the page's edge a pair needs more room than one leg: the numbers of its outer side stand there."""
HEADER, FOOTER = 78.0, 14.0
INSET_BASE, INSET_EDGE = 128.0, 2.0

BESIDE = {"anterior": "Anterior", "posterior": "Posterior", "medial": "Medial", "lateral": "Lateral",
          "dorsum": "Dorsum", "sole": "Sole"}  # fmt: skip
LEG_WORDS: dict[Side, str] = {"right": "Right leg", "left": "Left leg"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One view of one leg: a spot (x, y) of it stands at (x + spot.x, y + spot.y) on the sheet; `box` is its bounds."""

    side: Side
    view: View
    x: float
    y: float
    box: Box

    @property
    def inset(self) -> bool:
        """True for the small views of the foot."""
        return self.view in ("dorsum", "sole")

    def spot(self, x: float, y: float) -> Spot:
        """The spot of this view at a point of the sheet."""
        return Spot(self.side, self.view, x - self.x, y - self.y)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the sheet lies in this view's bounds."""
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top

    def distance(self, x: float, y: float) -> float:
        """How far a point of the sheet is from this view's bounds, mm; 0 within them."""
        left, bottom, right, top = self.box
        return hypot(max(left - x, 0.0, x - right), max(bottom - y, 0.0, y - top))


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above a view, centred at x with the baseline at y; `level` 0 names the view, 1 the leg."""

    x: float
    y: float
    text: str
    level: int


@dataclass(frozen=True)
class Sheet:
    """The whole diagram: its size in mm, its views, the words that stand over them, and the order in which keys go
    through the views."""

    left: float
    bottom: float
    width: float
    height: float
    panels: tuple[Panel, ...]
    headings: tuple[Heading, ...]
    order: tuple[tuple[Side, View], ...]

    @property
    def right(self) -> float:
        """The right edge in mm."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The top edge in mm."""
        return self.bottom + self.height

    @cached_property
    def _by_view(self) -> dict[tuple[Side, View], Panel]:
        return {(panel.side, panel.view): panel for panel in self.panels}

    def panel(self, side: Side, view: View) -> Panel:
        """The panel of a view."""
        return self._by_view[side, view]

    def point_of(self, spot: Spot) -> tuple[float, float]:
        """Where a spot stands on the sheet."""
        panel = self._by_view[spot.side, spot.view]
        return panel.x + spot.x, panel.y + spot.y

    def spot_at(self, atlas: Atlas, x: float, y: float) -> Spot | None:
        """The spot at a point of the sheet, or None where there is no skin."""
        for panel in self.panels:
            if panel.holds(x, y):
                spot = panel.spot(x, y)
                if atlas.place(spot) is not None:
                    return spot
        return None


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sheet lies in a window: pixel x = dx + scale · mm x, pixel y = dy − scale · mm y."""

    scale: float
    dx: float
    dy: float

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point of the sheet."""
        return self.dx + self.scale * x, self.dy - self.scale * y

    def sheet(self, px: float, py: float) -> tuple[float, float]:
        """The point of the sheet under a pixel."""
        return (px - self.dx) / self.scale, (self.dy - py) / self.scale

    def zoomed(self, factor: float, px: float, py: float) -> "Fit":
        """Nearer or farther by `factor`, with the point under the pixel kept where it is."""
        x, y = self.sheet(px, py)
        scale = self.scale * factor
        return Fit(scale, px - scale * x, py + scale * y)

    def moved(self, px: float, py: float) -> "Fit":
        """The same scale, moved by so many pixels."""
        return Fit(self.scale, self.dx + px, self.dy + py)


def fitted(sheet: Sheet, width: float, height: float) -> Fit:
    """The whole sheet in the middle of a window of `width` × `height` pixels."""
    scale = max(min(width / sheet.width, height / sheet.height), 1e-6)
    return Fit(
        scale,
        (width - scale * sheet.width) / 2 - scale * sheet.left,
        (height - scale * sheet.height) / 2 + scale * sheet.top,
    )


def within(sheet: Sheet, fit: Fit, width: float, height: float) -> Fit:
    """`fit` moved so that no side shows more empty room than it must."""
    left, top = fit.pixel(sheet.left, sheet.top)
    right, bottom = fit.pixel(sheet.right, sheet.bottom)
    return fit.moved(_nudge(left, right, width), _nudge(top, bottom, height))


def _nudge(first: float, last: float, room: float) -> float:
    if last - first <= room:
        return (room - (last - first)) / 2 - first
    return -first if first > 0 else max(room - last, 0.0)


@lru_cache(maxsize=8)
def eight_views(atlas: Atlas, posture: PostureCode = "standing") -> Sheet:
    """The sheet as the practitioner sees a patient in that posture; the views of a foot stand above the toes of the
    views of its leg. Words always name the patient's own side."""
    panels: list[Panel] = []
    groups = POSTURES[posture].groups
    x, before = _margin(groups[0]), None
    for group in groups:
        if before is not None:
            beside = len(before.sides) == len(group.sides) == 1
            near = beside and (before.sides == group.sides or before.view == group.view)
            x += GAP if near else WIDE_GAP
        if len(group.sides) > 1:
            x = _pair(panels, atlas, group.view, x)
        else:
            x = _put(panels, atlas, group.sides[0], group.view, x)
        before = group
    for inset, above in INSET_ABOVE.items():
        for panel in [each for each in panels if each.view == above]:
            panels.append(_inset(atlas, inset, panel))
    bottom = min(panel.box[1] for panel in panels) - FOOTER
    top = max(panel.box[3] for panel in panels) + HEADER
    headings = tuple(_headings(panels, top))
    return Sheet(0.0, bottom, x + _margin(groups[-1]), top - bottom, tuple(panels), headings, order(posture))


def _margin(group: Group) -> float:
    return PAIR_MARGIN if len(group.sides) > 1 else MARGIN


def _bounds(atlas: Atlas, side: Side, view: View) -> Box:
    left, bottom, right, top = atlas.bounds(view)
    return (left, bottom, right, top) if side == "left" else (-right, bottom, -left, top)


def _put(panels: list[Panel], atlas: Atlas, side: Side, view: View, x: float) -> float:
    """Stand a view with its left edge at x; returns its right edge."""
    left, bottom, right, top = _bounds(atlas, side, view)
    panels.append(Panel(side, view, x - left, 0.0, (x, bottom, x + right - left, top)))
    return x + right - left


def _pair(panels: list[Panel], atlas: Atlas, view: View, x: float) -> float:
    """Stand both legs about one middle line, as the body does, and clear of each other; returns the right edge."""
    boxes: dict[Side, Box] = {side: _bounds(atlas, side, view) for side in ("right", "left")}
    first, second = sorted(boxes, key=lambda side: boxes[side][0])
    apart = max(boxes[first][2] - boxes[second][0], 0.0)
    for side, at in ((first, x - boxes[first][0]), (second, x - boxes[first][0] + apart)):
        left, bottom, right, top = boxes[side]
        panels.append(Panel(side, view, at, 0.0, (at + left, bottom, at + right, top)))
    return panels[-1].box[2]


def _inset(atlas: Atlas, view: View, leg: Panel) -> Panel:
    """A view of the foot above the toes of a view of its leg."""
    left, bottom, right, top = _bounds(atlas, leg.side, view)
    toes_at_right = (leg.side == "right") == (leg.view == "lateral")
    x = leg.box[2] - INSET_EDGE - (right - left) if toes_at_right else leg.box[0] + INSET_EDGE
    box = (x, INSET_BASE, x + right - left, INSET_BASE + top - bottom)
    return Panel(leg.side, view, x - left, INSET_BASE - bottom, box)


def _headings(panels: Iterable[Panel], top: float) -> Iterable[Heading]:
    """The leg in words over every view, and the view's name over the view or over the pair."""
    pairs: dict[View, list[Panel]] = {}
    for panel in panels:
        middle = (panel.box[0] + panel.box[2]) / 2
        if panel.inset:
            yield Heading(middle, panel.box[3] + 10, BESIDE[panel.view], 1)
            continue
        if panel.view in ("anterior", "posterior"):
            pairs.setdefault(panel.view, []).append(panel)
        else:
            yield Heading(middle, top - 30, BESIDE[panel.view], 0)
        yield Heading(middle, top - 62, LEG_WORDS[panel.side], 1)
    for view, both in pairs.items():
        left, right = min(one.box[0] for one in both), max(one.box[2] for one in both)
        yield Heading((left + right) / 2, top - 30, BESIDE[view], 0)
