"""Which part of the sheet a window shows: zoom, pan, one view large, and back."""

from dataclasses import dataclass

from sclerochart.domain.layout import Fit, Panel, Sheet, fitted, within

MOST_ZOOM = 12.0
_WHOLE = 1.001
"""Nearer than this is no nearer: the whole sheet stands where it always stands, and what was drawn of it serves."""
_MOST_FILL = 3.0
"""How much larger than the whole sheet a long view is shown when it fills the window: two hands' breadths of leg."""
_EDGE = 0.16
"""The part of the window at each edge in which the keyboard's cursor moves what is shown."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a viewport shows, to come back to it."""

    fit: Fit
    zoom: float
    filled: Panel | None


class Viewport:
    """The fit of a sheet in a window of some size in pixels."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width, self.height = 1.0, 1.0
        self.fit = Fit(1.0, 0.0, 0.0)
        self.zoom = 1.0
        self.filled: Panel | None = None

    @property
    def zoomed(self) -> bool:
        """Whether less than the whole sheet is shown."""
        return self.zoom >= _WHOLE

    @property
    def unit(self) -> float:
        """Millimetres of the sheet that one unit of a marker takes: markers keep their size when the legs grow."""
        return self.size / self.fit.scale

    @property
    def size(self) -> float:
        """Pixels that one unit of a marker takes: a little more in a large window."""
        return min(max(self.height / 560, 0.9), 1.4)

    @property
    def look(self) -> Look:
        """What is shown now."""
        return Look(self.fit, self.zoom, self.filled)

    def look_again(self, look: Look) -> None:
        """Show what was shown before."""
        self.fit, self.zoom, self.filled = look.fit, look.zoom, look.filled

    def show(self, sheet: Sheet) -> None:
        """Show another sheet, the whole of it."""
        self.sheet = sheet
        self.fit_all()

    def resize(self, width: float, height: float) -> None:
        """The window has another size; what stood in its middle stays there."""
        middle = self.fit.sheet(self.width / 2, self.height / 2)
        self.width, self.height = width, height
        if self.filled is not None:
            self.fill(self.filled, middle[1])
        elif self.zoomed:
            fit = self._about(fitted(self.sheet, width, height).scale * self.zoom, *middle)
            self.fit = within(self.sheet, fit, width, height)
        else:
            self.fit_all()

    def zoom_by(self, factor: float, px: float, py: float) -> None:
        """Nearer or farther about a pixel."""
        goal = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        if goal < _WHOLE:
            self.fit_all()
            return
        fit = self.fit.zoomed(goal / self.zoom, px, py)
        self.zoom = goal
        self.fit = within(self.sheet, fit, self.width, self.height)
        self.filled = None

    def pan(self, px: float, py: float) -> None:
        """Move the sheet by so many pixels; while a view fills the window, no farther than that view."""
        moved = self.fit.moved(px, py)
        if self.filled is None:
            self.fit = within(self.sheet, moved, self.width, self.height)
            return
        left, bottom, right, top = self.filled.box
        x, y = moved.sheet(self.width / 2, self.height / 2)
        self.fit = self._about(moved.scale, min(max(x, left), right), min(max(y, bottom), top))

    def fit_all(self) -> None:
        """Show the whole sheet."""
        self.zoom, self.filled = 1.0, None
        self.fit = fitted(self.sheet, self.width, self.height)

    def fill(self, panel: Panel, y: float | None = None) -> None:
        """Show one view as large as the window holds: all of a foot, of a leg its whole breadth about the height `y`
        of the sheet."""
        left, bottom, right, top = panel.box
        wide, high = right - left + 12, top - bottom + 12
        whole = fitted(self.sheet, self.width, self.height).scale
        all_of_it = min(self.width / wide, self.height / high)
        scale = max(all_of_it, min(self.width / wide, _MOST_FILL * whole))
        self.zoom = min(max(scale / whole, 1.0), MOST_ZOOM)
        half = self.height / (2 * whole * self.zoom)
        middle = (bottom + top) / 2 if y is None else y
        middle = min(max(middle, bottom - 6 + half), top + 6 - half) if high > 2 * half else (bottom + top) / 2
        self.fit = self._about(whole * self.zoom, (left + right) / 2, middle)
        self.filled = panel

    def follow(self, x: float, y: float) -> bool:
        """Keep a point of the sheet away from the window's edges; True when that moved what is shown."""
        if self.filled is not None and not self.filled.holds(x, y):
            self.filled = None
        px, py = self.fit.pixel(x, y)
        edge_x, edge_y = self.width * _EDGE, self.height * _EDGE
        before = self.fit
        self.pan(
            max(edge_x - px, 0.0) + min(self.width - edge_x - px, 0.0),
            max(edge_y - py, 0.0) + min(self.height - edge_y - py, 0.0),
        )
        return self.fit != before

    def _about(self, scale: float, x: float, y: float) -> Fit:
        return Fit(scale, self.width / 2 - scale * x, self.height / 2 + scale * y)
