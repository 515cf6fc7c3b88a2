"""Draws shapes with Qt, without decisions of its own."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from sclerochart.domain.layout import Fit
from sclerochart.domain.shapes import Command, Path, Shape, Text


def transform_of(fit: Fit) -> QTransform:
    """Sheet millimetres to pixels; the painter's y runs down."""
    return QTransform(fit.scale, 0.0, 0.0, -fit.scale, fit.dx, fit.dy)


def paint(painter: QPainter, shapes: Iterable[Shape], transform: QTransform) -> None:
    """Draw shapes in mm through a transform to pixels. The painter's own transform must be the identity."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = abs(transform.m11())
    for shape in shapes:
        if isinstance(shape, Text):
            _text(painter, shape, transform, scale)
            continue
        path = transform.map(_path(shape.commands))
        painter.setPen(_pen(shape, scale) if shape.stroke else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(_colour(shape.fill, shape.fill_opacity)) if shape.fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def _pen(shape: Path, scale: float) -> QPen:
    width = shape.width * scale
    pen = QPen(_colour(shape.stroke or "#000000", shape.stroke_opacity), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if shape.dash else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.dash and width > 0:
        pen.setDashPattern([max(each * scale / width, 0.01) for each in shape.dash])
    return pen


@lru_cache(maxsize=256)
def _colour(name: str, opacity: float) -> QColor:
    colour = QColor(name)
    colour.setAlphaF(opacity)
    return colour


@lru_cache(maxsize=8192)
def _path(commands: tuple[Command, ...]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for letter, n in commands:
        if letter == "C":
            path.cubicTo(*n)
        elif letter == "L":
            path.lineTo(*n)
        elif letter == "M":
            path.moveTo(*n)
        else:
            path.closeSubpath()
    return path


@lru_cache(maxsize=256)
def _font(family: str, tenths: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    font = QFont(family)
    font.setPixelSize(max(1, round(tenths / 10)))
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font, QFontMetricsF(font)


def _text(painter: QPainter, shape: Text, transform: QTransform, scale: float) -> None:
    font, metrics = _font(painter.font().family(), round(shape.size * scale * 10), shape.bold)
    at = transform.map(QPointF(shape.x, shape.y))
    if shape.anchor != "start":
        width = metrics.horizontalAdvance(shape.text)
        at.setX(at.x() - (width if shape.anchor == "end" else width / 2))
    painter.setFont(font)
    painter.setPen(_colour(shape.colour, 1.0))
    painter.drawText(at, shape.text)
