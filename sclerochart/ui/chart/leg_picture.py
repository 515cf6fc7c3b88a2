"""The legs drawn once and kept, with the layers beneath and above the sites: a click paints markers over these
pictures, a zoom scales them until the hand rests."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from sclerochart.domain import diagram
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Fit, Panel, Sheet
from sclerochart.domain.shapes import Shape
from sclerochart.ui import theme
from sclerochart.ui.chart.layers import Layers
from sclerochart.ui.painting import paint, transform_of


@dataclass(frozen=True, slots=True)
class _Kept:
    picture: QPixmap
    fit: Fit
    made_for: object


class LegPicture:
    """Pictures of the legs and the layers for one widget, made again when size, sharpness, theme or place differ."""

    def __init__(self, atlas: Atlas, sheet: Sheet, layers: Layers) -> None:
        self._atlas, self._layers = atlas, layers
        self.sheet = sheet
        self.lines = True
        self._drawn = 0
        self._layered = {True: 0, False: 0}
        self._legs: list[_Kept] = []
        self._ground: _Kept | None = None
        self._whole: _Kept | None = None
        self._over: _Kept | None = None

    def show(self, sheet: Sheet) -> None:
        """Draw another sheet from now on."""
        self.sheet = sheet
        self.forget()

    def forget(self) -> None:
        """Draw everything anew next time."""
        self._drawn += 1
        self._legs.clear()
        self.forget_layers(above=False)
        self.forget_layers(above=True)

    def forget_layers(self, *, above: bool) -> None:
        """Draw the layers on one side of the sites anew next time."""
        self._layered[above] += 1
        if above:
            self._over = None
        else:
            self._ground = self._whole = None

    def steps(self, widget: QWidget, fit: Fit, unit: float) -> Iterator[None]:
        """Draw what painting at this fit needs, a little at a time; what was forgotten meanwhile is not kept."""
        wanted, before = self._wanted(widget), dict(self._layered)
        kept = self._ground
        if kept is None or kept.made_for != wanted or kept.fit != fit:
            ground = yield from self._ground_steps(widget, fit, unit)
            if self._wanted(widget) == wanted and self._layered[False] == before[False]:
                self._keep_ground(ground, widget)
        names = self._layers.names(above=True)
        kept = self._over
        if names and (kept is None or kept.made_for != wanted or kept.fit != fit):
            picture = _blank(widget, Qt.GlobalColor.transparent)
            yield from self._layer_steps(picture, names, fit, unit)
            if self._wanted(widget) == wanted and self._layered[True] == before[True]:
                self._over = _Kept(picture, fit, wanted)

    def paint(self, painter: QPainter, widget: QWidget, fit: Fit, unit: float, *, dirty: QRect, hasty: bool) -> None:
        """Paint the legs and what lies beneath the sites; while `hasty`, pictures that are kept are scaled instead of
        drawn again."""
        wanted = self._wanted(widget)
        ground = self._ground
        if ground is None or ground.made_for != wanted or (ground.fit != fit and not hasty):
            ground = _at_once(self._ground_steps(widget, fit, unit))
            self._keep_ground(ground, widget)
        if ground.fit == fit:
            painter.drawPixmap(0, 0, ground.picture)
            return
        painter.fillRect(dirty, theme.colour("surface"))
        k = fit.scale / ground.fit.scale
        covered = QRectF(
            fit.dx - k * ground.fit.dx, fit.dy - k * ground.fit.dy, k * widget.width(), k * widget.height()
        )
        whole = self._whole
        if whole is not None and whole.made_for == wanted and not covered.contains(QRectF(widget.rect())):
            _scaled(painter, whole, fit)
        _scaled(painter, ground, fit)

    def paint_above(self, painter: QPainter, widget: QWidget, fit: Fit, unit: float, *, hasty: bool) -> None:
        """Paint what lies above the sites."""
        names = self._layers.names(above=True)
        if not names:
            return
        over, wanted = self._over, self._wanted(widget)
        if over is None or over.made_for != wanted or (over.fit != fit and not hasty):
            picture = _blank(widget, Qt.GlobalColor.transparent)
            _at_once(self._layer_steps(picture, names, fit, unit))
            over = self._over = _Kept(picture, fit, wanted)
        if over.fit == fit:
            painter.drawPixmap(0, 0, over.picture)
        else:
            _scaled(painter, over, fit)

    def _wanted(self, widget: QWidget) -> object:
        return widget.size(), widget.devicePixelRatioF(), theme.name(), self.lines, self._drawn

    def _keep_ground(self, ground: _Kept, widget: QWidget) -> None:
        self._ground = ground
        if _shows(self.sheet, ground.fit, QRectF(widget.rect())):
            self._whole = ground

    def _ground_steps(self, widget: QWidget, fit: Fit, unit: float) -> Generator[None, None, _Kept]:
        wanted = self._wanted(widget)
        legs = next((each for each in self._legs if each.fit == fit and each.made_for == wanted), None)
        if legs is None:
            legs = _Kept((yield from self._leg_steps(widget, fit, unit)), fit, wanted)
            current = [each for each in self._legs if each.made_for == wanted]
            whole = [each for each in current if _shows(self.sheet, each.fit, QRectF(widget.rect()))]
            self._legs = [*whole[:1], legs]
        names = self._layers.names(above=False)
        if not names:
            return legs
        picture = QPixmap(legs.picture)
        yield from self._layer_steps(picture, names, fit, unit)
        return _Kept(picture, fit, wanted)

    def _leg_steps(self, widget: QWidget, fit: Fit, unit: float) -> Generator[None, None, QPixmap]:
        picture = _blank(widget, theme.colour("surface"))
        chosen, transform = theme.name(), transform_of(fit)
        for panel in self.sheet.panels:
            if _rect(panel, fit).intersects(widget.rect()):
                shapes = diagram.leg_shapes(self._atlas, panel.side, panel.view, chosen, lines=self.lines)
                _draw(picture, shapes, QTransform.fromTranslate(panel.x, panel.y) * transform)
                yield
        _draw(picture, diagram.heading_shapes(self.sheet, unit, chosen), transform)
        return picture

    def _layer_steps(
        self, picture: QPixmap, names: Iterable[str], fit: Fit, unit: float
    ) -> Generator[None, None, None]:
        chosen, transform = theme.name(), transform_of(fit)
        room = QRectF(QPointF(0, 0), picture.deviceIndependentSize()).toAlignedRect()
        for name in names:
            layer = self._layers.shapes(name, self.sheet, unit, chosen)
            yield
            for panel in self.sheet.panels:
                shapes = layer.get((panel.side, panel.view))
                if shapes and _rect(panel, fit).adjusted(-60, -60, 60, 60).intersects(room):
                    _draw(picture, shapes, transform)
                    yield


_T = TypeVar("_T")


def _at_once(steps: Generator[None, None, _T]) -> _T:
    """All the steps one after the other, and what they came to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: _T = end.value
            return made


def _draw(picture: QPixmap, shapes: Iterable[Shape], transform: QTransform) -> None:
    """Paint shapes on a picture; nothing stays open that would keep the picture from being painted elsewhere."""
    painter = QPainter(picture)
    painter.setFont(theme.font())
    paint(painter, shapes, transform)
    painter.end()


def _blank(widget: QWidget, colour: QColor | Qt.GlobalColor) -> QPixmap:
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(widget.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(colour)
    return picture


def _scaled(painter: QPainter, kept: _Kept, fit: Fit) -> None:
    k = fit.scale / kept.fit.scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(QTransform(k, 0, 0, k, fit.dx - k * kept.fit.dx, fit.dy - k * kept.fit.dy))
    painter.drawPixmap(0, 0, kept.picture)
    painter.restore()


def _shows(sheet: Sheet, fit: Fit, room: QRectF) -> bool:
    """Whether the whole sheet lies in a window at this fit."""
    left, top = fit.pixel(sheet.left, sheet.top)
    right, bottom = fit.pixel(sheet.right, sheet.bottom)
    return room.adjusted(-1, -1, 1, 1).contains(QRectF(left, top, right - left, bottom - top))


def _rect(panel: Panel, fit: Fit) -> QRect:
    """The pixels of a view."""
    left, bottom, right, top = panel.box
    corner, other = fit.pixel(left, top), fit.pixel(right, bottom)
    return QRectF(QPointF(*corner), QPointF(*other)).toAlignedRect().adjusted(-4, -4, 4, 4)
