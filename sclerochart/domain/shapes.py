"""Plain shapes in millimetres: what the diagram is made of, before anybody draws it.

x runs to the page's right, y runs up. A Qt painter and a ReportLab painter draw these without decisions of their own.
"""

from dataclasses import dataclass, replace
from typing import Literal

Command = tuple[str, tuple[float, ...]]
"""("M", (x, y)) | ("L", (x, y)) | ("C", (x1, y1, x2, y2, x, y)) | ("Z", ())"""


@dataclass(frozen=True, slots=True)
class Path:
    """A filled or stroked path; colours are `#rrggbb`, width and dash in mm, areas are filled even-odd."""

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `size` is the font size in mm, (x, y) is on the baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "middle"
    bold: bool = False


Shape = Path | Text


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
