"""Plain shapes in millimetres: what the diagram is made of, before anybody draws it.

x runs to the page's right, y runs up. A Qt painter and a ReportLab painter draw these without decisions of their own.
"""

from dataclasses import dataclass
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
