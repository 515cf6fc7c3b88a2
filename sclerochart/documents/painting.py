"""Draws plain shapes on a ReportLab canvas, in millimetres, without decisions of its own."""

from collections.abc import Iterable
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject

from sclerochart.documents import fonts
from sclerochart.domain.shapes import Command, Path, Shape, Text

_EVEN_ODD = 0
_BUTT, _ROUND = 0, 1
_OPERATORS = {"M": "m", "L": "l", "C": "c"}


def paint(canvas: Any, shapes: Iterable[Shape], *, x: float, y: float, scale: float) -> None:
    """Draw shapes with their origin at (x, y) points; one millimetre of theirs is `scale` millimetres of paper."""
    fonts.register()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale * mm, scale * mm)
    canvas.setLineJoin(_ROUND)
    for shape in shapes:
        if isinstance(shape, Path):
            _paint_path(canvas, shape)
        else:
            _paint_text(canvas, shape)
    canvas.restoreState()


def _paint_path(canvas: Any, path: Path) -> None:
    if not path.commands or (path.fill is None and path.stroke is None):
        return
    if path.fill is not None:
        canvas.setFillColor(HexColor(path.fill))
        canvas.setFillAlpha(path.fill_opacity)
    if path.stroke is not None:
        canvas.setStrokeColor(HexColor(path.stroke))
        canvas.setStrokeAlpha(path.stroke_opacity)
        canvas.setLineWidth(path.width)
        canvas.setDash(list(path.dash), 0)
        canvas.setLineCap(_BUTT if path.dash else _ROUND)
    outline = PDFPathObject(code=["n", operators(path.commands)])
    canvas.drawPath(outline, stroke=path.stroke is not None, fill=path.fill is not None, fillMode=_EVEN_ODD)


def operators(commands: Iterable[Command]) -> str:
    """PDF path operators for the commands, to a thousandth of a millimetre."""
    parts = []
    for name, numbers in commands:
        if name == "Z":
            parts.append("h")
        else:
            parts.append(" ".join([f"{number:.3f}" for number in numbers]) + " " + _OPERATORS[name])
    return " ".join(parts)


def _paint_text(canvas: Any, text: Text) -> None:
    canvas.setFillColor(HexColor(text.colour))
    canvas.setFillAlpha(1)
    canvas.setFont(fonts.BOLD if text.bold else fonts.REGULAR, text.size)
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}[text.anchor]
    draw(text.x, text.y, fonts.printable(text.text))
