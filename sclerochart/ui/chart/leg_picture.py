"""The legs drawn once and kept: a click paints markers over this picture, a zoom scales it until the hand rests."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from sclerochart.domain import diagram
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Fit, Panel, Sheet
from sclerochart.ui import theme
from sclerochart.ui.painting import paint, transform_of


class LegPicture:
    """A picture of the legs for one widget, made again when size, sharpness, theme or place differ."""

    def __init__(self, atlas: Atlas, sheet: Sheet) -> None:
        self._atlas, self._sheet = atlas, sheet
        self._picture = QPixmap()
        self._fit = Fit(1.0, 0.0, 0.0)
        self._made_for: tuple[QSize, float, str] | None = None

    def forget(self) -> None:
        """Draw it anew next time."""
        self._made_for = None

    def paint(self, painter: QPainter, widget: QWidget, fit: Fit, unit: float, *, dirty: QRect, hasty: bool) -> None:
        """Paint the legs at `fit`; while `hasty` the kept picture is scaled instead of drawn again."""
        wanted = (widget.size(), widget.devicePixelRatioF(), theme.name())
        if self._made_for != wanted or (self._fit != fit and not hasty):
            self._draw(widget, fit, unit)
            self._made_for = wanted
        if self._fit == fit:
            painter.drawPixmap(0, 0, self._picture)
            return
        painter.fillRect(dirty, theme.colour("surface"))
        k = fit.scale / self._fit.scale
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(QTransform(k, 0, 0, k, fit.dx - k * self._fit.dx, fit.dy - k * self._fit.dy))
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()

    def _draw(self, widget: QWidget, fit: Fit, unit: float) -> None:
        scale = widget.devicePixelRatioF()
        self._picture = QPixmap(widget.size() * scale)
        self._picture.setDevicePixelRatio(scale)
        self._picture.fill(theme.colour("surface"))
        self._fit = fit
        painter = QPainter(self._picture)
        painter.setFont(theme.font())
        chosen, transform = theme.name(), transform_of(fit)
        for panel in self._sheet.panels:
            if _rect(panel, fit).intersects(widget.rect()):
                shapes = diagram.leg_shapes(self._atlas, panel.side, panel.view, chosen)
                paint(painter, shapes, QTransform.fromTranslate(panel.x, panel.y) * transform)
        paint(painter, diagram.heading_shapes(self._sheet, unit, chosen), transform)
        painter.end()


def _rect(panel: Panel, fit: Fit) -> QRect:
    """The pixels of a view."""
    left, bottom, right, top = panel.box
    corner, other = fit.pixel(left, top), fit.pixel(right, bottom)
    return QRectF(QPointF(*corner), QPointF(*other)).toAlignedRect().adjusted(-4, -4, 4, 4)
