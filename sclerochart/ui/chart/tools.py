"""What the next press does: the tool that is chosen, the one that is held for a moment, and the line of a drag."""

from typing import Literal

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Spot

Tool = Literal["place", "burst", "area", "run", "mark"]
STROKES: tuple[Tool, ...] = ("burst", "run", "mark")
"""Tools with which a drag draws a line; with the others a click is all there is."""
LED: tuple[Tool, ...] = ("burst", "run")
"""Tools with which the keyboard's cursor always draws one: a mark is more often a point."""

_SHORTEST_MM = 0.4


class Tools:
    """The tool in force, and whether the hand moves the sheet instead."""

    def __init__(self) -> None:
        self.chosen: Tool = "place"
        self.held: Tool | None = None
        self.panning = False
        self.panned = False
        """Whether a press came while the sheet was held to be moved: letting go of the key then places nothing."""

    @property
    def now(self) -> Tool:
        """The tool in force: the one that is held down, else the one that was chosen."""
        return self.held or self.chosen

    @property
    def draws(self) -> bool:
        """Whether a drag draws a line."""
        return self.now in STROKES

    @property
    def leads(self) -> bool:
        """Whether the keyboard's cursor begins and ends a line wherever it places."""
        return self.now in LED


class Stroke:
    """The line of one drag in the view in which it began; what leaves the leg is left out."""

    def __init__(self, atlas: Atlas, sheet: Sheet, first: Spot) -> None:
        self._atlas = atlas
        self._panel = sheet.panel(first.side, first.view)
        self.spots: list[Spot] = [first]

    def add(self, x: float, y: float) -> bool:
        """Go on to a point of the sheet; False when the line is no longer for it."""
        spot, last = self._panel.spot(x, y), self.spots[-1]
        if max(abs(spot.x - last.x), abs(spot.y - last.y)) < _SHORTEST_MM or self._atlas.place(spot) is None:
            return False
        self.spots.append(spot)
        return True
