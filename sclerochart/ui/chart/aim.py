"""Which site is meant: the one under the pointer or the cursor, else the one current in the table; and its nudges."""

import secrets

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from sclerochart.domain.leg import Spot, View
from sclerochart.domain.markers import Mark
from sclerochart.ui.chart.cursor import DIRECTIONS
from sclerochart.ui.chart.leg_canvas import LegCanvas
from sclerochart.ui.chart.pointer import REACH_PX

NUDGE_MM, LEAP_MM = 1.0, 5.0


class Aim(QObject):
    """The site that keys act on. It changes nothing itself."""

    pointed_changed = Signal(str)
    """Another site is under the pointer or the cursor; "" for none."""
    nudged = Signal(str, object, str)
    """A site is to move to a Spot; the nudges of one key-hold have the same text."""
    touched = Signal(list)
    """These QRects are to be painted anew."""

    def __init__(self, canvas: LegCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.pointed: str | None = None
        self.current: str | None = None
        self._where: QPointF | Spot | None = None
        self._emptied = False
        """Whether the site that was pointed at went from under a hand that stayed: the current one is not meant."""
        self._pointed_view: View | None = None
        self._nudged: tuple[str, View, str] | None = None

    @property
    def spot(self) -> Spot | None:
        """The spot under the pointer or the cursor."""
        return self._canvas.spot_at(self._where) if isinstance(self._where, QPointF) else self._where

    def look_at(self, where: QPointF | Spot | None) -> None:
        """The pointer rests on a pixel, or the cursor at a spot; None for neither."""
        self._where, self._emptied = where, False
        self._point(self._mark())

    def look_again(self) -> None:
        """Other sites are shown, or others stand under a hand that stayed: what is meant is what is there now. A site
        that is being nudged away from the pointer stays the one that is meant."""
        if self._canvas.shown.site(self.current) is None:
            self.current = None
        if self._nudged is not None and self._canvas.shown.site(self._nudged[0]) is None:
            self._nudged = None
        if self._nudged is None:
            found = self._mark()
            self._emptied = found is None and (self._emptied or self.pointed is not None)
            self._point(found)

    def _mark(self) -> Mark | None:
        where = QPointF(*self._canvas.pixel_of(self._where)) if isinstance(self._where, Spot) else self._where
        return self._canvas.mark_at(where, REACH_PX["mouse"]) if where is not None else None

    def _point(self, mark: Mark | None) -> None:
        self._pointed_view = mark.view if mark else None
        site_id = mark.site_id if mark else None
        if site_id != self.pointed:
            before, self.pointed = self.pointed, site_id
            self._touch(before, site_id)
            self.pointed_changed.emit(site_id or "")

    def make_current(self, site_id: str | None) -> None:
        """A site is current in the table."""
        if site_id != self.current:
            before, self.current = self.current, site_id
            self._emptied = False
            self._touch(before, site_id)

    def forget_nudge(self) -> None:
        """The pointer moved: what was nudged is meant no longer."""
        self._nudged = None

    @property
    def acted_on(self) -> str | None:
        """The site that keys act on: the one just nudged, the one under the pointer, else current in the table."""
        held = self._nudged[0] if self._nudged and self._canvas.shown.site(self._nudged[0]) else None
        return held or self.pointed or (None if self._emptied else self.current)

    def nudge(self, key: Qt.Key, event: QKeyEvent) -> None:
        """Move the site that is meant by an arrow key, in the view in which it is pointed at."""
        canvas = self._canvas
        site = canvas.shown.site(self.acted_on)
        if site is None:
            return
        if self._nudged is None or self._nudged[0] != site.id:
            pointed = self._pointed_view if site.id == self.pointed else None
            self._nudged = (site.id, pointed or site.place.view, "")
        _, view, fold = self._nudged
        if not event.isAutoRepeat() or not fold:
            fold = secrets.token_hex(8)
        self._nudged = (site.id, view, fold)
        step = LEAP_MM if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE_MM
        dx, dy = DIRECTIONS[key]
        for mark in canvas.shown.marks_of(site.id):
            if mark.view == view:
                spot = canvas.viewport.sheet.panel(mark.side, view).spot(mark.x + dx * step, mark.y + dy * step)
                if canvas.atlas.place(spot) is not None:
                    self.nudged.emit(site.id, spot, fold)

    def _touch(self, *site_ids: str | None) -> None:
        self.touched.emit([rect for each in site_ids for rect in self._canvas.around_site(each)])
