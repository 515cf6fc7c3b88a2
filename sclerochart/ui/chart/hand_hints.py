"""What is painted only while a hand is at work: the site it drags, its line, what the line would place, and words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from sclerochart.domain import hints, markers
from sclerochart.domain.leg import Spot
from sclerochart.ui import theme
from sclerochart.ui.chart.gestures import Gestures
from sclerochart.ui.chart.leg_canvas import LegCanvas
from sclerochart.ui.painting import paint, transform_of

_LIFTED = 1.25


class HandHints:
    """Words and a preview at the hand, and how they are painted with its press and the keyboard's cursor."""

    def __init__(self, canvas: LegCanvas) -> None:
        self._canvas = canvas
        self.words = ""
        self.spots: tuple[Spot, ...] = ()
        self.letter = ""

    def preview(self, spots: Sequence[Spot], vein_type: str) -> list[QRect]:
        """Show sites that would be placed; the pixels that this changes."""
        before = self._canvas.around_spots(self.spots)
        self.spots, self.letter = tuple(spots), markers.letter_of(vein_type) if vein_type else ""
        return [before, self._canvas.around_spots(self.spots)]

    def words_rect(self, x: float, y: float) -> QRect:
        """The pixels that the words beside a point of the sheet take."""
        return self._canvas.around(x, y, self._reach()) if self.words else QRect()

    def cursor_rect(self, spot: Spot | None) -> QRect:
        """The pixels that the keyboard's cursor takes."""
        if spot is None:
            return QRect()
        x, y = self._canvas.viewport.sheet.point_of(spot)
        return self._canvas.around(x, y, hints.CURSOR_REACH * self._canvas.viewport.size)

    def paint(
        self, painter: QPainter, gestures: Gestures, cursor: Spot | None, looked_at: tuple[float, float], *, width: int
    ) -> None:
        """Paint it all; words stand beside the point of the sheet that is looked at."""
        viewport, chosen = self._canvas.viewport, theme.name()
        unit, sheet, transform = viewport.unit, viewport.sheet, transform_of(viewport.fit)
        self._paint_dragged(painter, gestures)
        if gestures.stroke is not None:
            line = [sheet.point_of(spot) for spot in gestures.stroke.spots]
            paint(painter, hints.stroke_shapes(line, unit, chosen), transform)
        if self.spots:
            points = [sheet.point_of(spot) for spot in self.spots]
            paint(painter, hints.preview_shapes(points, self.letter, unit, chosen), transform)
        if cursor is not None:
            paint(painter, hints.cursor_shapes(*sheet.point_of(cursor), unit, chosen), transform)
        if self.words:
            to_left = viewport.fit.pixel(*looked_at)[0] > width - self._reach()
            paint(painter, hints.words_shapes(*looked_at, self.words, unit, chosen, to_left=to_left), transform)

    def _paint_dragged(self, painter: QPainter, gestures: Gestures) -> None:
        press = gestures.press
        site = self._canvas.shown.site(press.site_id) if press is not None and press.became == "drag" else None
        if site is None or press is None or press.at is None:
            return
        x, y = self._canvas.point_at(press.at)
        unit, letter = self._canvas.viewport.unit * _LIFTED, markers.letter_of(site.vein_type)
        hollow = self._canvas.spot_at(press.at) is None
        shapes = markers.symbol(letter, x, y, unit, theme.name(), hollow=hollow)
        paint(painter, shapes, transform_of(self._canvas.viewport.fit))

    def _reach(self) -> float:
        return (hints.words_width(self.words) + 24) * self._canvas.viewport.size
