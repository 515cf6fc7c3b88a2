"""Markers and numbers as small pictures: each painted once for what it shows, then set down wherever it stands."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, cast

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion, QTransform

from sclerochart.domain import markers
from sclerochart.domain.layout import Fit
from sclerochart.domain.markers import Placed
from sclerochart.domain.number_places import LABEL_HEIGHT, NUMBER_WIDTH, RADIUS
from sclerochart.domain.shapes import Path, Shape
from sclerochart.ui import theme
from sclerochart.ui.painting import paint

_PHASES = 4
"""Parts of a pixel that a marker is painted for, each way: nobody sees an eighth of a pixel. Numbers stand on whole
pixels, where they are sharpest."""
_MOST = 4000
_MOST_RECTS = 12
_REACH = RADIUS * 1.5 + 3
"""Units that any marker takes around its point, an area's ring apart."""
_AREA_REACH = RADIUS + markers.AREA + 2.5
_FAR = 90
"""Units from a marker that its number may stand away."""


def reach_of(one: Placed) -> float:
    """Units around its point that a mark takes."""
    return _AREA_REACH if one.mark.count > 1 else _REACH


def rect_of(one: Placed, fit: Fit, size: float) -> QRect:
    """The pixels that a mark takes with its number; `size` is the pixels of one unit."""
    x, y = fit.pixel(one.mark.x, one.mark.y)
    reach = reach_of(one) * size
    own = QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
    half = ((len(one.mark.words) * NUMBER_WIDTH + 3) / 2 + 2) * size
    high = (LABEL_HEIGHT / 2 + 2) * size
    plate = QRectF(x + one.dx * size - half, y - one.dy * size - high, 2 * half, 2 * high)
    return own.united(plate).toAlignedRect()


class _Stamp:
    """One small picture, for every part of a pixel that it is asked for."""

    def __init__(self, make: Callable[[], Iterable[Shape]], half: tuple[float, float], ratio: float) -> None:
        self._make, self._ratio = make, ratio
        self.wide, self.high = round(half[0] * ratio) + 1, round(half[1] * ratio) + 1
        self.pictures: list[QPixmap | None] = [None] * (_PHASES * _PHASES)

    def paint(self, across: int, down: int) -> QPixmap:
        """The picture with its middle so many parts of a pixel to the right and down."""
        picture = QPixmap(QSize(2 * self.wide + 1, 2 * self.high + 1))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(theme.font())
        x, y = (self.wide + across / _PHASES) / self._ratio, (self.high + down / _PHASES) / self._ratio
        paint(painter, self._make(), QTransform(1.0, 0.0, 0.0, -1.0, x, y))
        painter.end()
        self.pictures[across * _PHASES + down] = picture
        return picture


class _Set(NamedTuple):
    """A mark made ready: its point in mm and its stamp; pixels from there to its number, and that one's stamp."""

    x: float
    y: float
    stamp: _Stamp
    dx: float
    dy: float
    plate: _Stamp
    one: Placed


class Stamps:
    """The small pictures of one widget."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Stamp] = {}
        self._ready: dict[Hashable, tuple[Sequence[Placed], object, list[_Set]]] = {}

    def paint(
        self,
        painter: QPainter,
        view: Hashable,
        marks: Sequence[Placed],
        fit: Fit,
        size: float,
        *,
        dirty: QRegion,
        hasty: bool,
    ) -> None:
        """Set down the marks of one view that touch a region: lines to numbers, then markers, then numbers. While
        `hasty` the lines have steps."""
        ratio = painter.device().devicePixelRatioF()
        ready = self.make_ready(view, marks, size, ratio)
        scale, far = fit.scale, _FAR * size
        seen = [(fit.dx + scale * each.x, fit.dy - scale * each.y, each) for each in ready]
        parts = list(cast(Iterable[QRect], dirty)) if dirty.rectCount() <= _MOST_RECTS else [dirty.boundingRect()]
        near = [(part.left() - far, part.top() - far, part.right() + far, part.bottom() + far) for part in parts]
        seen = [each for each in seen if any(a < each[0] < c and b < each[1] < d for a, b, c, d in near)]
        _leaders(painter, seen, size, plain=hasty)
        edges = [(part.left(), part.top(), part.right() + 1, part.bottom() + 1) for part in parts]
        for x, y, each in seen:
            if _touches(edges, each.stamp, x, y, ratio):
                _set_down(painter, each.stamp, x * ratio * _PHASES, y * ratio * _PHASES, ratio)
        for x, y, each in seen:
            if _touches(edges, each.plate, x + each.dx, y + each.dy, ratio):
                column, row = round((x + each.dx) * ratio), round((y + each.dy) * ratio)
                _set_down(painter, each.plate, column * _PHASES, row * _PHASES, ratio)

    def make_ready(self, view: Hashable, marks: Sequence[Placed], size: float, ratio: float) -> list[_Set]:
        """The marks of one view with their stamps; made once for as long as nothing of it differs."""
        chosen = theme.name()
        wanted = (size, ratio, chosen)
        known = self._ready.get(view)
        if known is not None and known[0] is marks and known[1] == wanted:
            return known[2]
        if len(self._kept) > _MOST:
            self._kept.clear()
        ready = []
        for one in marks:
            mark, words = one.mark, one.mark.words
            look = (mark.letter, mark.hollow, mark.named, mark.count > 1, one.small, wanted)
            reach = reach_of(one) * size
            stamp = self._stamp(
                look, partial(markers.marker_shapes, one, 0.0, 0.0, size, chosen), (reach, reach), ratio
            )
            half = ((len(words) * NUMBER_WIDTH + 3) / 2 + 2) * size
            make = partial(markers.plate_shapes, words, 0.0, 0.0, size, chosen)
            plate = self._stamp((words, wanted), make, (half, LABEL_HEIGHT * size), ratio)
            ready.append(_Set(mark.x, mark.y, stamp, one.dx * size, -one.dy * size, plate, one))
        self._ready[view] = (marks, wanted, ready)
        return ready

    def _stamp(
        self, key: Hashable, make: Callable[[], Iterable[Shape]], half: tuple[float, float], ratio: float
    ) -> _Stamp:
        stamp = self._kept.get(key)
        if stamp is None:
            stamp = self._kept[key] = _Stamp(make, half, ratio)
        return stamp


def _leaders(painter: QPainter, seen: Iterable[tuple[float, float, _Set]], size: float, *, plain: bool) -> None:
    """As `markers.leader_shapes`, line by line: a path of many lines is slow to fill."""
    (line,) = markers.leader_shapes((each.one for *_, each in seen if each.one.leader), size, theme.name()) or (None,)
    if not isinstance(line, Path) or line.stroke is None:
        return
    colour = QColor(line.stroke)
    colour.setAlphaF(line.stroke_opacity)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not plain)
    painter.setPen(QPen(colour, line.width))
    painter.drawLines([QLineF(x, y, x + each.dx, y + each.dy) for x, y, each in seen if each.one.leader])


def _touches(edges: Iterable[tuple[int, int, int, int]], stamp: _Stamp, x: float, y: float, ratio: float) -> bool:
    """Whether a stamp with its middle at that pixel has to do with what is painted."""
    wide, high = (stamp.wide + 2) / ratio, (stamp.high + 2) / ratio
    return any(a - wide < x < c + wide and b - high < y < d + high for a, b, c, d in edges)


def _set_down(painter: QPainter, stamp: _Stamp, x: float, y: float, ratio: float) -> None:
    """Put a stamp with its middle at a point in parts of a pixel of the screen."""
    column, across = divmod(round(x), _PHASES)
    row, down = divmod(round(y), _PHASES)
    picture = stamp.pictures[across * _PHASES + down] or stamp.paint(across, down)
    if ratio == 1.0:
        painter.drawPixmap(column - stamp.wide, row - stamp.high, picture)
    else:
        painter.drawPixmap(QPointF((column - stamp.wide) / ratio, (row - stamp.high) / ratio), picture)
