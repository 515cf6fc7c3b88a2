"""What lies on the legs besides this session's sites, by name: drawn only, never touched by a hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, View
from sclerochart.domain.markers import Theme
from sclerochart.domain.shapes import Shape

Key = tuple[Side, View]
PanelShapes = Mapping[Key, tuple[Shape, ...]]
"""Shapes for each view that has any, in mm of the sheet."""
Maker = Callable[[Sheet, float, Theme], PanelShapes]
"""Makes the shapes for a sheet, a unit and a theme: what keeps its size on screen is made anew after a zoom."""

ORDER = ("heat", "regions", "ghosts", "chosen", "runs", "marks", "proposals")
"""From the lowest to the highest; a layer with another name lies over these."""


@dataclass(frozen=True, slots=True)
class _Layer:
    content: PanelShapes | Maker
    above: bool
    key: object


class Layers:
    """The layers that are shown, each beneath the sites or above them."""

    def __init__(self) -> None:
        self._layers: dict[str, _Layer] = {}
        self._made: dict[str, tuple[tuple[Sheet, float, Theme], PanelShapes]] = {}

    def show(self, name: str, content: PanelShapes | Maker, *, above: bool, key: object = None) -> bool:
        """Show a layer, or show it anew; False when nothing differs from what is shown."""
        shown = self._layers.get(name)
        if shown is not None and shown.above == above:
            same = key is not None and key == shown.key
            if same or (key is None and not callable(content) and content == shown.content):
                return False
        self._layers[name] = _Layer(content, above, key)
        self._made.pop(name, None)
        return True

    def hide(self, name: str) -> bool:
        """Show a layer no more; False when it was not shown."""
        self._made.pop(name, None)
        return self._layers.pop(name, None) is not None

    def shown(self, name: str) -> bool:
        """Whether a layer is shown."""
        return name in self._layers

    def is_above(self, name: str) -> bool:
        """Whether a layer that is shown lies above the sites."""
        return self._layers[name].above

    def names(self, *, above: bool) -> list[str]:
        """The layers on one side of the sites, the lowest first."""
        named = [name for name, layer in self._layers.items() if layer.above == above]
        return sorted(named, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def shapes(self, name: str, sheet: Sheet, unit: float, theme: Theme) -> PanelShapes:
        """One layer's shapes by view; {} when it is not shown."""
        layer = self._layers.get(name)
        if layer is None:
            return {}
        if not callable(layer.content):
            return layer.content
        wanted = (sheet, unit, theme)
        made = self._made.get(name)
        if made is None or made[0][0] is not sheet or made[0][1:] != wanted[1:]:
            made = self._made[name] = (wanted, layer.content(sheet, unit, theme))
        return made[1]
