"""The diagram on screen: sites over a cached picture of the legs, and the hand that places and moves them."""

import secrets
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from sclerochart.domain import diagram, markers
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Fit, Panel, eight_views, fitted, within
from sclerochart.domain.leg import Spot, View
from sclerochart.domain.markers import Mark
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape, Text
from sclerochart.domain.shown_sites import Key, ShownSites
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.leg_picture import LegPicture
from sclerochart.ui.chart.pointer import LONG_PRESS_MS, REACH_PX, Hand, Pinch, Press, TouchReader, is_echo, pen_stage
from sclerochart.ui.painting import paint, transform_of

MOST_ZOOM = 12.0
SHARP_AFTER_MS = 110
NUDGE_MM, LEAP_MM = 1.0, 5.0
_AROUND = (-28, -28, 28, 28)
"""Pixels around the letters and numbers of a view that their markers, plates and rings take."""

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}


class LegView(QWidget):
    """Eight views and four feet. It shows sites and says what a hand did; it changes nothing itself."""

    leg_clicked = Signal(object)
    """A Spot was pressed and released."""
    site_moved = Signal(str, object, str)
    """A site was dragged or nudged to a Spot; the text folds the nudges of one key-hold together, else it is empty."""
    site_removed = Signal(str)
    site_pointed = Signal(str)
    """The site under the pointer changed; "" for none."""
    site_chosen = Signal(str)
    """A finger rested on a site."""
    spot_pointed = Signal(object)
    """The Spot under the pointer, or None."""

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leg-view")
        self.setAccessibleName("Leg diagram")
        self.setAccessibleDescription("Click on the leg to place a site. The table of sites says the same in words.")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._atlas = atlas
        self.sheet = eight_views(atlas)
        self._fit = Fit(1.0, 0.0, 0.0)
        self._zoom = 1.0
        self._picture = LegPicture(atlas, self.sheet)
        self._read_only = False
        self.shown = ShownSites(atlas, self.sheet)
        self._extents: dict[Key, tuple[tuple[Shape, ...], Fit, QRect]] = {}
        self._current: str | None = None
        self._pointed: str | None = None
        self._pointed_view: View | None = None
        self._press: Press | None = None
        self._nudged: tuple[str, View, str] | None = None
        self._touched_ms: int | None = None
        self._long_press = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._long_press.timeout.connect(self._rest)
        self._sharpen = QTimer(self, singleShot=True, interval=SHARP_AFTER_MS)
        self._sharpen.timeout.connect(self.update)
        self.whole = QToolButton(self)
        self.whole.setObjectName("fit-diagram")
        self.whole.setAccessibleName("Show all views")
        self.whole.setToolTip("Show all views · Esc")
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setCursor(Qt.CursorShape.ArrowCursor)
        icons.dress(self.whole, "maximize")
        self.whole.clicked.connect(self.fit_all)
        self.whole.hide()
        self._touch = TouchReader(lambda at: self._begin("touch", at), self._move, self._end, self._cancel, self._pinch)

    # What is shown --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(960, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 260)

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Show a session's sites; only views in which something changed are painted anew."""
        before = {key: self._extent(key) for key in self.shown.marks}
        for key in self.shown.show(sites):
            self.update(before.get(key, QRect()))
            self.update(self._extent(key))
        if self.shown.site(self._pointed) is None:
            self._point_at(None)
        if self.shown.site(self._current) is None:
            self._current = None

    def show_current(self, site_id: str | None) -> None:
        """Ring the site that is current in the table."""
        if site_id != self._current:
            touched = (self._current, site_id)
            self._current = site_id
            for each in touched:
                self._update_site(each)

    def set_read_only(self, read_only: bool) -> None:
        """A signed session can be looked at, not changed."""
        if read_only != self._read_only or not self.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
            self._read_only = read_only
            self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.CrossCursor)

    def shapes(self) -> tuple[Shape, ...]:
        """Everything that is drawn, in mm of the sheet, in order: what a test holds against paper."""
        chosen = theme.name()
        shapes: list[Shape] = []
        for panel in self.sheet.panels:
            shapes += diagram.panel_shapes(self._atlas, panel, chosen)
        shapes += diagram.heading_shapes(self.sheet, self._unit(), chosen)
        for panel in self.sheet.panels:
            shapes += self._panel_marks(panel)
        return tuple(shapes)

    # Pixels and spots -----------------------------------------------------------------------------------------------

    def spot_to_pixel(self, spot: Spot) -> QPoint:
        """Where a spot stands in this widget."""
        return QPointF(*self._fit.pixel(*self.sheet.point_of(spot))).toPoint()

    def pixel_to_spot(self, at: QPoint | QPointF) -> Spot | None:
        """The spot under a pixel, None beside the leg."""
        return self.sheet.spot_at(self._atlas, *self._fit.sheet(at.x(), at.y()))

    def _unit(self) -> float:
        """Millimetres of the sheet that one unit of a marker takes: markers keep their size when the legs grow."""
        return min(max(self.height() / 560, 0.9), 1.4) / self._fit.scale

    def _extent(self, key: Key) -> QRect:
        """The pixels that the marks of a view take, with their numbers."""
        shapes = self._panel_marks(self.sheet.panel(*key))
        known = self._extents.get(key)
        if known is not None and known[0] is shapes and known[1] == self._fit:
            return known[2]
        at = [self._fit.pixel(shape.x, shape.y) for shape in shapes if isinstance(shape, Text)]
        extent = QRect()
        if at:
            left, top = min(x for x, _ in at), min(y for _, y in at)
            right, bottom = max(x for x, _ in at), max(y for _, y in at)
            extent = QRectF(left, top, right - left, bottom - top).toAlignedRect().adjusted(*_AROUND)
        self._extents[key] = (shapes, self._fit, extent)
        return extent

    def _update_site(self, site_id: str | None) -> None:
        for mark in self.shown.marks_of(site_id):
            x, y = self._fit.pixel(mark.x, mark.y)
            self.update(QRect(round(x) - 22, round(y) - 22, 44, 44))

    # Zoom -----------------------------------------------------------------------------------------------------------

    @property
    def zoomed(self) -> bool:
        """Whether less than the whole sheet is shown."""
        return self._zoom > 1.001

    def zoom(self, factor: float, at: QPointF) -> None:
        """Nearer or farther about a pixel."""
        goal = min(max(self._zoom * factor, 1.0), MOST_ZOOM)
        self._set_fit(self._fit.zoomed(goal / self._zoom, at.x(), at.y()), goal)

    def fit_all(self) -> None:
        """Show the whole sheet."""
        self._set_fit(fitted(self.sheet, self.width(), self.height()), 1.0)

    def _pan(self, by: QPointF) -> None:
        self._set_fit(self._fit.moved(by.x(), by.y()), self._zoom)

    def _set_fit(self, fit: Fit, zoom: float) -> None:
        self._zoom = zoom
        self.whole.setVisible(self.zoomed)
        self._fit = within(self.sheet, fit, self.width(), self.height())
        self._sharpen.start()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = theme.TOUCH + 2
        self.whole.setGeometry(self.width() - side - theme.S, self.height() - side - theme.S, side, side)
        middle = self._fit.sheet(event.oldSize().width() / 2, event.oldSize().height() / 2)
        whole = fitted(self.sheet, self.width(), self.height())
        if self.zoomed:
            scale = whole.scale * self._zoom
            fit = Fit(scale, self.width() / 2 - scale * middle[0], self.height() / 2 + scale * middle[1])
            self._fit = within(self.sheet, fit, self.width(), self.height())
        else:
            self._fit = whole

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        hasty = self._sharpen.isActive()
        self._picture.paint(painter, self, self._fit, self._unit(), dirty=event.rect(), hasty=hasty)
        transform, dirty = transform_of(self._fit), event.region()
        for panel in self.sheet.panels:
            if dirty.intersects(self._extent((panel.side, panel.view))):
                paint(painter, self._panel_marks(panel), transform)
        self._paint_rings(painter, transform)
        if self.zoomed:
            paint(painter, diagram.pinned_shapes(self.sheet, self._fit, self.width(), theme.name()), transform)
        painter.end()

    def _panel_marks(self, panel: Panel) -> tuple[Shape, ...]:
        marks = self.shown.marks.get((panel.side, panel.view))
        return markers.mark_shapes(marks, self._unit(), theme.name()) if marks else ()

    def _paint_rings(self, painter: QPainter, transform: QTransform) -> None:
        unit, chosen = self._unit(), theme.name()
        for site_id, strong in ((self._current, False), (self._pointed, True)):
            for mark in self.shown.marks_of(site_id):
                paint(painter, markers.halo_shapes(mark.x, mark.y, unit, chosen, strong=strong), transform)
        press = self._press
        site = self.shown.site(press.site_id) if press is not None and press.became == "drag" else None
        if site is not None and press is not None and press.at is not None:
            x, y = self._fit.sheet(press.at.x(), press.at.y())
            letter = markers.letter_of(site.vein_type)
            hollow = self.pixel_to_spot(press.at) is None
            paint(painter, markers.symbol(letter, x, y, unit * 1.25, chosen, hollow=hollow), transform)

    # The hand -------------------------------------------------------------------------------------------------------

    def _mark_at(self, at: QPointF, hand: Hand) -> Mark | None:
        return self.shown.at(*self._fit.sheet(at.x(), at.y()), REACH_PX[hand] / self._fit.scale)

    def _begin(self, hand: Hand, at: QPointF) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        on = self._mark_at(at, hand)
        self._press = Press(hand, at, on.site_id if on else None, at=at)
        if hand == "touch" and on is not None:
            self._long_press.start()

    def _move(self, to: QPointF) -> None:
        press = self._press
        if press is None:
            return
        if press.became == "press" and press.moved(to):
            self._long_press.stop()
            if press.site_id is not None and not self._read_only:
                press.became = "drag"
                self._point_at(None)
            elif press.hand == "touch" and self.zoomed:
                press.became = "pan"
        if press.became == "pan" and press.at is not None:
            self._pan(to - press.at)
        if press.became == "drag":
            self._update_around(press.at)
            self._update_around(to)
        press.at = to
        self._point_spot(to)

    def _end(self, at: QPointF) -> None:
        self._long_press.stop()
        press, self._press = self._press, None
        if press is None or self._read_only:
            return
        if press.became == "drag":
            self._update_around(press.at)
            self._update_around(at)
        spot = self.pixel_to_spot(at)
        if spot is None:
            return
        if press.became == "drag" and self.shown.site(press.site_id) is not None:
            self.site_moved.emit(press.site_id, spot, "")
        elif press.became == "press":
            self.leg_clicked.emit(spot)

    def _cancel(self) -> None:
        """Forget a press that has not ended: nothing is placed or moved."""
        self._long_press.stop()
        if self._press is not None:
            self._update_around(self._press.at)
        self._press = None

    def _rest(self) -> None:
        """A finger rested on a site: it becomes current, and lifting the finger places nothing."""
        press = self._press
        if press is not None and press.became == "press" and press.site_id is not None:
            press.became = "held"
            self.site_chosen.emit(press.site_id)

    def _pinch(self, before: Pinch, now: Pinch) -> None:
        self._pan(now.middle - before.middle)
        self.zoom(now.spread / before.spread, now.middle)

    def _update_around(self, at: QPointF | None) -> None:
        if at is not None:
            self.update(QRect(at.toPoint() - QPoint(30, 30), QSize(60, 60)))

    def _point_at(self, site_id: str | None) -> None:
        if site_id != self._pointed:
            touched = (self._pointed, site_id)
            self._pointed = site_id
            for each in touched:
                self._update_site(each)
            self.site_pointed.emit(site_id or "")

    def _point_spot(self, at: QPointF) -> None:
        self.spot_pointed.emit(self.pixel_to_spot(at))

    def _hover(self, at: QPointF, hand: Hand) -> None:
        on = self._mark_at(at, hand)
        self._nudged = None
        self._pointed_view = on.view if on else None
        self._point_at(on.site_id if on else None)
        self._point_spot(at)

    # Events ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if is_echo(event, self._touched_ms):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position())
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._press = Press("mouse", event.position(), None, "pan", event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two sites."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if is_echo(event, self._touched_ms):
            return
        if self._press is not None and event.buttons():
            self._move(event.position())
        else:
            self._hover(event.position(), "mouse")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if is_echo(event, self._touched_ms):
            return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._end(event.position())
            self._hover(event.position(), "mouse")

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        self.spot_pointed.emit(None)

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        self._touched_ms = event.timestamp()
        stage = pen_stage(event)
        if stage == "press":
            self._begin("pen", event.position())
        elif stage == "release":
            self._end(event.position())
        elif self._press is not None:
            self._move(event.position())
        else:
            self._hover(event.position(), "pen")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            event.accept()
            self._touched_ms = event.timestamp()
            self._touch.read(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), event.position())
                return True
            return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.pixelDelta().y()
        if turned:
            self.zoom(1.0015**turned, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self._press is not None or self.zoomed):
            self._cancel() if self._press is not None else self.fit_all()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.fit_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            middle = QPointF(self.width() / 2, self.height() / 2)
            self.zoom(0.8 if key == Qt.Key.Key_Minus else 1.25, middle)
        elif key in _ARROWS and not self._read_only and self._acted_on() is not None:
            self._nudge(key, event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._read_only and self._acted_on():
            self.site_removed.emit(self._acted_on())
        else:
            event.ignore()

    def _acted_on(self) -> str | None:
        """The site that keys act on: under the pointer, else current in the table."""
        held = self._nudged[0] if self._nudged and self.shown.site(self._nudged[0]) else None
        return held or self._pointed or self._current

    acted_on = property(_acted_on)

    @property
    def pointed(self) -> str | None:
        """The site under the pointer."""
        return self._pointed

    def _nudge(self, key: Qt.Key, event: QKeyEvent) -> None:
        site_id = self._acted_on()
        site = self.shown.site(site_id)
        assert site is not None
        if self._nudged is None or self._nudged[0] != site.id:
            pointed = self._pointed_view if site.id == self._pointed else None
            self._nudged = (site.id, pointed or site.place.view, "")
        _, view, fold = self._nudged
        if not event.isAutoRepeat() or not fold:
            fold = secrets.token_hex(8)
        self._nudged = (site.id, view, fold)
        step = LEAP_MM if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE_MM
        dx, dy = _ARROWS[key]
        for mark in self.shown.marks_of(site.id):
            if mark.view == view:
                spot = self.sheet.panel(mark.side, view).spot(mark.x + dx * step, mark.y + dy * step)
                if self._atlas.place(spot) is not None:
                    self.site_moved.emit(site.id, spot, fold)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._picture.forget()
            self.update()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._long_press.stop()
        self._sharpen.stop()
        super().closeEvent(event)
