"""The diagram on screen: sites over a cached picture of the legs, and the hand that places and moves them."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from sclerochart.domain import diagram, hints, markers
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.layout import Fit, Panel, Sheet, eight_views
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.leg_steps import in_panel
from sclerochart.domain.markers import Mark, Placed
from sclerochart.domain.posture import PostureCode
from sclerochart.domain.region_names import region_name_shapes
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape
from sclerochart.domain.shown_sites import Key, ShownSites
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.cursor import DIRECTIONS, LegCursor
from sclerochart.ui.chart.layers import Layers, Maker, PanelShapes
from sclerochart.ui.chart.leg_picture import LegPicture
from sclerochart.ui.chart.pointer import LONG_PRESS_MS, REACH_PX, Hand, Pinch, Press, TouchReader, is_echo, pen_stage
from sclerochart.ui.chart.stamps import Stamps, rect_of
from sclerochart.ui.chart.tools import Stroke, Tool, Tools
from sclerochart.ui.chart.viewport import Viewport
from sclerochart.ui.painting import paint, transform_of

SHARP_AFTER_MS = 50
NUDGE_MM, LEAP_MM = 1.0, 5.0
_NEAR_A_PANEL = 110
"""Pixels around a view that numbers with leaders may take."""
_DESCRIPTION = "Click on the leg to place a site. The table of sites says the same in words."


class LegView(QWidget):
    """Eight views and four feet. It shows sites and says what a hand did; it changes nothing itself."""

    leg_clicked = Signal(object)
    """A Spot was pressed and released."""
    stroke_changed = Signal(object)
    """A burst or a run is being drawn: the list of its Spots so far; [] when it was given up."""
    stroke_drawn = Signal(object)
    """A burst or a run was drawn: the list of its Spots, in the view in which it began."""
    site_moved = Signal(str, object, str)
    """A site was dragged or nudged to a Spot; the text folds the nudges of one key-hold together, else it is empty."""
    site_removed = Signal(str)
    site_pointed = Signal(str)
    """The site under the pointer or the cursor changed; "" for none."""
    site_chosen = Signal(str)
    """A finger rested on a site."""
    site_picked = Signal(str)
    """A site was clicked with Alt: what it is made of is wanted again."""
    spot_pointed = Signal(object)
    """The Spot under the pointer or the cursor, or None."""
    tool_changed = Signal(str)
    """Another tool is in force, chosen or held."""
    cursor_placed = Signal(object)
    """A site is wanted at the cursor's Spot."""
    cursor_mode_changed = Signal(bool)

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leg-view")
        self.setAccessibleName("Leg diagram")
        self.setAccessibleDescription(_DESCRIPTION)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._atlas = atlas
        self.viewport = Viewport(eight_views(atlas))
        self.layers = Layers()
        self._picture = LegPicture(atlas, self.sheet, self.layers)
        self._stamps = Stamps()
        self._read_only = False
        self.shown = ShownSites(atlas, self.sheet)
        self._placed: dict[Key, tuple[float, tuple[Mark, ...], tuple[Placed, ...]]] = {}
        self._current: str | None = None
        self._pointed: str | None = None
        self._pointed_view: View | None = None
        self._tools = Tools()
        self._press: Press | None = None
        self._stroke: Stroke | None = None
        self._drawing: Tool | None = None
        self._preview: tuple[tuple[Spot, ...], str] = ((), "")
        self._live = ""
        self._at: QPointF | None = None
        self._on_paper = False
        self._cursor = LegCursor(atlas)
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

    @property
    def sheet(self) -> Sheet:
        """Where each view stands in the posture that is shown."""
        return self.viewport.sheet

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Show a session's sites; only the marks that changed are painted anew, and what lies under them."""
        for key in self.shown.show(sites):
            before = self._placed.get(key)
            after = self._placed_in(key)
            for one in set(before[2] if before else ()).symmetric_difference(after):
                self.update(rect_of(one, self._fit, self.viewport.size))
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
            self._show_hand()

    def show_layer(self, name: str, shapes: PanelShapes | Maker, *, above: bool, key: object = None) -> None:
        """Show what lies on the legs beside the sites: shapes for each view in mm of the sheet, or a function of
        (sheet, unit, theme) that makes them again after a zoom. With the same `key` as before nothing is done."""
        was_above = self.layers.shown(name) and self.layers.is_above(name)
        if self.layers.show(name, shapes, above=above, key=key):
            self._layer_changed(above, was_above)

    def hide_layer(self, name: str) -> None:
        """Show a layer no more."""
        above = self.layers.shown(name) and self.layers.is_above(name)
        if self.layers.hide(name):
            self._layer_changed(above)

    def _layer_changed(self, *above: bool) -> None:
        for each in set(above):
            self._picture.forget_layers(above=each)
        self.update()
        if self.layers.shown("regions"):
            self._show_names()

    def set_posture(self, posture: PostureCode) -> None:
        """Show the views as they stand for a patient in that posture."""
        sheet = eight_views(self._atlas, posture)
        if sheet is self.sheet:
            return
        self._cancel()
        self._point_at(None)
        sites, self.shown = self.shown.sites, ShownSites(self._atlas, sheet)
        self.shown.show(sites)
        self._placed.clear()
        self._picture.show(sheet)
        self.viewport.show(sheet)
        self._fit_changed()
        self.move_cursor(self._cursor.spot)

    def show_regions(self, *, lines: bool, names: bool) -> None:
        """Show the borders of the regions, and their names where there is room."""
        if lines != self._picture.lines:
            self._picture.lines = lines
            self.update()
        if names:
            self._show_names()
        else:
            self.hide_layer("regions")

    def _show_names(self) -> None:
        """The names of the regions, clear of the volumes that the heat map writes in the middle of each."""
        over = 7.0 if self.layers.shown("heat") else 0.0
        make = partial(region_name_shapes, self._atlas, over=over)
        self.show_layer("regions", make, above=False, key=over)

    def shapes(self) -> tuple[Shape, ...]:
        """Everything that is drawn, in mm of the sheet, in order: what a test holds against paper."""
        chosen, unit = theme.name(), self._unit()
        shapes: list[Shape] = []
        for panel in self.sheet.panels:
            shapes += diagram.panel_shapes(self._atlas, panel, chosen)
        shapes += diagram.heading_shapes(self.sheet, unit, chosen)
        for above in (False, True):
            for name in self.layers.names(above=above):
                for each in self.layers.shapes(name, self.sheet, unit, chosen).values():
                    shapes += each
            if not above:
                for marks in self.shown.marks.values():
                    shapes += markers.mark_shapes(marks, unit, chosen)
        return tuple(shapes)

    # Pixels and spots -----------------------------------------------------------------------------------------------

    @property
    def _fit(self) -> Fit:
        return self.viewport.fit

    def _unit(self) -> float:
        return self.viewport.unit

    def spot_to_pixel(self, spot: Spot) -> QPoint:
        """Where a spot stands in this widget."""
        return QPointF(*self._fit.pixel(*self.sheet.point_of(spot))).toPoint()

    def pixel_to_spot(self, at: QPoint | QPointF) -> Spot | None:
        """The spot under a pixel, None beside the leg."""
        return self.sheet.spot_at(self._atlas, *self._fit.sheet(at.x(), at.y()))

    def _placed_in(self, key: Key, *, hasty: bool = False) -> tuple[Placed, ...]:
        """The marks of a view with the places of their numbers; while `hasty` those of before the zoom."""
        marks, unit = self.shown.marks.get(key, ()), self._unit()
        known = self._placed.get(key)
        if known is None or known[1] is not marks or (known[0] != unit and not hasty):
            known = self._placed[key] = (unit, marks, markers.placed(marks, unit))
        return known[2]

    def _around(self, x: float, y: float, reach: float) -> QRect:
        """The pixels around a point of the sheet."""
        px, py = self._fit.pixel(x, y)
        return QRectF(px - reach, py - reach, 2 * reach, 2 * reach).toAlignedRect()

    def _update_site(self, site_id: str | None) -> None:
        for mark in self.shown.marks_of(site_id):
            self.update(self._around(mark.x, mark.y, 22))

    # Zoom -----------------------------------------------------------------------------------------------------------

    @property
    def zoomed(self) -> bool:
        """Whether less than the whole sheet is shown."""
        return self.viewport.zoomed

    @property
    def hasty(self) -> bool:
        """Whether kept pictures are scaled, until the hand rests and they are drawn anew."""
        return self._sharpen.isActive()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther about a pixel; about the cursor, else the middle, where none is given."""
        if at is None:
            at = QPointF(self.width() / 2, self.height() / 2)
            if self._cursor.spot is not None:
                at = QPointF(self.spot_to_pixel(self._cursor.spot))
        self.viewport.zoom_by(factor, at.x(), at.y())
        self._fit_changed()

    def fit_all(self) -> None:
        """Show the whole sheet."""
        self.viewport.fit_all()
        self._fit_changed()

    def fill_panel(self, side: Side, view: View) -> None:
        """Show one view as large as the window holds, about where the pointer or the cursor is in it."""
        panel = self.sheet.panel(side, view)
        self.viewport.fill(panel, self._height_in(panel))
        self._fit_changed()

    def toggle_fill(self) -> None:
        """Fill the window with the view under the pointer or the cursor, or show all views again."""
        if self.viewport.filled is not None:
            self.fit_all()
            return
        x, y = self._looked_at()
        panel = min(self.sheet.panels, key=lambda each: (each.distance(x, y), not each.inset))
        self.fill_panel(panel.side, panel.view)

    def _looked_at(self) -> tuple[float, float]:
        """The point of the sheet where the cursor or the pointer is, else the middle of what is shown."""
        if self._cursor.spot is not None:
            return self.sheet.point_of(self._cursor.spot)
        at = self._at or QPointF(self.width() / 2, self.height() / 2)
        return self._fit.sheet(at.x(), at.y())

    def _height_in(self, panel: Panel) -> float | None:
        x, y = self._looked_at()
        return y if panel.holds(x, y) else None

    def _pan(self, by: QPointF) -> None:
        self.viewport.pan(by.x(), by.y())
        self._fit_changed()

    def _fit_changed(self) -> None:
        self.whole.setVisible(self.zoomed)
        self._sharpen.start()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = theme.TOUCH + 2
        self.whole.setGeometry(self.width() - side - theme.S, self.height() - side - theme.S, side, side)
        self.viewport.resize(self.width(), self.height())

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        hasty, fit, unit = self.hasty, self._fit, self._unit()
        self._picture.paint(painter, self, fit, unit, dirty=event.rect(), hasty=hasty)
        transform, dirty = transform_of(fit), event.region()
        self._paint_marks(painter, dirty, hasty=hasty)
        self._picture.paint_above(painter, self, fit, unit, hasty=hasty)
        self._paint_rings(painter, transform, dirty)
        self._paint_hints(painter, transform)
        if self.zoomed:
            paint(painter, diagram.pinned_shapes(self.sheet, fit, self.width(), theme.name()), transform)
        painter.end()

    def _paint_marks(self, painter: QPainter, dirty: QRegion, *, hasty: bool) -> None:
        touched = dirty.boundingRect().adjusted(-_NEAR_A_PANEL, -_NEAR_A_PANEL, _NEAR_A_PANEL, _NEAR_A_PANEL)
        for key in self.shown.marks:
            left, bottom, right, top = self.sheet.panel(*key).box
            corner, other = self._fit.pixel(left, top), self._fit.pixel(right, bottom)
            if QRectF(QPointF(*corner), QPointF(*other)).intersects(QRectF(touched)):
                placed = self._placed_in(key, hasty=hasty)
                size = self.viewport.size
                self._stamps.paint(painter, key, placed, self._fit, size, dirty=dirty, hasty=hasty)

    def _paint_rings(self, painter: QPainter, transform: QTransform, dirty: QRegion) -> None:
        unit, chosen = self._unit(), theme.name()
        for site_id, strong in ((self._current, False), (self._pointed, True)):
            for mark in self.shown.marks_of(site_id):
                if not dirty.intersects(self._around(mark.x, mark.y, 22)):
                    continue
                paint(painter, markers.halo_shapes(mark.x, mark.y, unit, chosen, strong=strong), transform)
        press = self._press
        site = self.shown.site(press.site_id) if press is not None and press.became == "drag" else None
        if site is not None and press is not None and press.at is not None:
            x, y = self._fit.sheet(press.at.x(), press.at.y())
            letter = markers.letter_of(site.vein_type)
            hollow = self.pixel_to_spot(press.at) is None
            paint(painter, markers.symbol(letter, x, y, unit * 1.25, chosen, hollow=hollow), transform)

    def _paint_hints(self, painter: QPainter, transform: QTransform) -> None:
        unit, chosen = self._unit(), theme.name()
        if self._stroke is not None:
            line = [self.sheet.point_of(spot) for spot in self._stroke.spots]
            paint(painter, hints.stroke_shapes(line, unit, chosen), transform)
        spots, letter = self._preview
        if spots:
            points = [self.sheet.point_of(spot) for spot in spots]
            paint(painter, hints.preview_shapes(points, letter, unit, chosen), transform)
        if self._cursor.spot is not None:
            paint(painter, hints.cursor_shapes(*self.sheet.point_of(self._cursor.spot), unit, chosen), transform)
        if self._live:
            x, y = self._live_at()
            to_left = self._fit.pixel(x, y)[0] > self.width() - self._live_reach()
            paint(painter, hints.words_shapes(x, y, self._live, unit, chosen, to_left=to_left), transform)

    # Words and previews at the hand ---------------------------------------------------------------------------------

    def show_live(self, words: str) -> None:
        """A few words beside the pointer, such as a count that grows with a drag; "" for none."""
        if words != self._live:
            self._update_live()
            self._live = words
            self._update_live()

    def show_preview(self, spots: Sequence[Spot], vein_type: str = "") -> None:
        """Sites that a drag would place if it ended now; () for none."""
        if self._preview[0] or spots:
            self._update_spots(self._preview[0])
            self._preview = (tuple(spots), markers.letter_of(vein_type) if vein_type else "")
            self._update_spots(spots)

    def _live_at(self) -> tuple[float, float]:
        """The point of the sheet beside which words are shown: the pointer while it drags, else where one looks."""
        at = self._press.at if self._press is not None else None
        return self._fit.sheet(at.x(), at.y()) if at is not None else self._looked_at()

    def _live_reach(self) -> float:
        return (hints.words_width(self._live) + 24) * self.viewport.size

    def _update_live(self) -> None:
        if self._live:
            self.update(self._around(*self._live_at(), self._live_reach()))

    def _update_spots(self, spots: Sequence[Spot]) -> None:
        points = [self._fit.pixel(*self.sheet.point_of(spot)) for spot in spots]
        if points:
            left, top = min(x for x, _ in points), min(y for _, y in points)
            right, bottom = max(x for x, _ in points), max(y for _, y in points)
            self.update(QRectF(left, top, right - left, bottom - top).toAlignedRect().adjusted(-24, -24, 24, 24))

    # Tools ----------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in force: that of the line being drawn, else the one that is held down, else the one chosen."""
        return self._drawing or self._tools.now

    def set_tool(self, tool: Tool) -> None:
        """Choose what the next press does; what is chosen stays until it is changed."""
        self._with_tools(lambda: setattr(self._tools, "chosen", tool))

    def hold_tool(self, tool: Tool | None) -> None:
        """Another tool for as long as a key is held; None when it is let go."""
        self._with_tools(lambda: setattr(self._tools, "held", tool))

    def _with_tools(self, change: Callable[[], None]) -> None:
        before = self._tools.now
        change()
        self._show_hand()
        if self._tools.now != before:
            self.tool_changed.emit(self._tools.now)

    def _hold_pan(self, held: bool) -> None:
        self._tools.panning = held
        self._show_hand()

    def _show_hand(self) -> None:
        """The pointer says what a press does."""
        if self._tools.panning:
            dragging = self._press is not None and self._press.became == "pan"
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)
        elif self._read_only:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # The hand -------------------------------------------------------------------------------------------------------

    def _mark_at(self, at: QPointF, hand: Hand) -> Mark | None:
        return self.shown.at(*self._fit.sheet(at.x(), at.y()), REACH_PX[hand] / self._fit.scale)

    def _begin(self, hand: Hand, at: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        on, spot = self._mark_at(at, hand), self.pixel_to_spot(at)
        press = self._press = Press(hand, at, on.site_id if on else None, at=at)
        self._at, self._on_paper = at, spot is None
        if self._tools.panning:
            press.became = "pan"
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            press.became = "pick"
        elif self._tools.draws and spot is not None and not self._read_only:
            press.became = "stroke"
            self._stroke, self._drawing = Stroke(self._atlas, self.sheet, spot), self._tools.now
        elif hand == "touch" and on is not None:
            self._long_press.start()
        self._show_hand()

    def _move(self, to: QPointF) -> None:
        press = self._press
        if press is None:
            return
        if press.became == "press" and press.moved(to):
            self._long_press.stop()
            if press.site_id is not None and not self._read_only and self._tools.now == "place":
                press.became = "drag"
                self._point_at(None)
            elif press.hand == "touch" and self.zoomed:
                press.became = "pan"
        if press.became == "pan" and press.at is not None:
            self._pan(to - press.at)
        if press.became == "drag":
            self._update_around(press.at)
            self._update_around(to)
        self._update_live()
        self._at = press.at = to
        self._update_live()
        if self._stroke is not None and self._stroke.add(*self._fit.sheet(to.x(), to.y())):
            self._update_spots(self._stroke.spots[-3:])
            self.stroke_changed.emit(list(self._stroke.spots))
        self._point_spot(to)

    def _end(self, at: QPointF) -> None:
        self._long_press.stop()
        press, self._press = self._press, None
        stroke = self._end_stroke()
        self._show_hand()
        if press is None or self._read_only:
            self._drawing = None
            return
        if press.became == "drag":
            self._update_around(press.at)
            self._update_around(at)
        spot = self.pixel_to_spot(at)
        if press.became == "stroke" and stroke is not None:
            self._finish(stroke, press.moved(at) or len(stroke.spots) > 2, spot)
        elif press.became == "pick":
            if press.site_id is not None and not press.moved(at):
                self.site_picked.emit(press.site_id)
        elif spot is None:
            return
        elif press.became == "drag" and self.shown.site(press.site_id) is not None:
            self.site_moved.emit(press.site_id, spot, "")
        elif press.became == "press":
            self.leg_clicked.emit(spot)

    def _finish(self, stroke: Stroke, drawn: bool, spot: Spot | None) -> None:
        """A line was drawn; or the hand only clicked, which with the burst tool places one site."""
        tool = self._drawing
        if drawn and len(stroke.spots) > 1:
            self.stroke_drawn.emit(list(stroke.spots))
        else:
            self.stroke_changed.emit([])
            if tool != "run" and spot is not None:
                self.leg_clicked.emit(spot)
        self._drawing = None

    def _end_stroke(self) -> Stroke | None:
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            self._update_spots(stroke.spots)
            self.show_live("")
            self.show_preview(())
        return stroke

    def _cancel(self) -> None:
        """Forget a press that has not ended: nothing is placed, moved or drawn."""
        self._long_press.stop()
        if self._press is not None:
            self._update_around(self._press.at)
        self._press = None
        if self._end_stroke() is not None:
            self.stroke_changed.emit([])
        self._drawing = None
        self._show_hand()

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
        self._update_live()
        self._at = at
        self._update_live()
        self._pointed_view = on.view if on else None
        self._point_at(on.site_id if on else None)
        self._point_spot(at)

    # The cursor of the keyboard -------------------------------------------------------------------------------------

    @property
    def cursor_mode(self) -> bool:
        """Whether the keyboard's cursor stands on the leg."""
        return self._cursor.spot is not None

    def set_cursor_mode(self, on: bool) -> None:
        """Put the cursor on the leg, where the pointer is or where it stood last; or take it away."""
        if on == self.cursor_mode:
            return
        if on:
            here = self.pixel_to_spot(self._at) if self._at is not None and self.underMouse() else None
            filled, last = self.viewport.filled, self._cursor.last
            if filled is not None and (last.side, last.view) != (filled.side, filled.view):
                last = in_panel(self._atlas, filled, last)
            self.move_cursor(here or last)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.move_cursor(None)
        self.cursor_mode_changed.emit(on)

    def cursor_spot(self) -> Spot | None:
        """Where the cursor stands, None while it is off."""
        return self._cursor.spot

    def move_cursor(self, spot: Spot | None) -> None:
        """Let the cursor stand at a spot, and keep it in sight; None takes it away."""
        self._update_cursor()
        started = self._cursor.spot is None
        if spot is None:
            self._cursor.put(None)
            self.setAccessibleDescription(_DESCRIPTION)
        else:
            if started:
                self._cursor.put(spot)
            self._cursor.spot = spot
            if self.viewport.follow(*self.sheet.point_of(spot)):
                self._fit_changed()
            self._cursor.announce(self)
            mark = self._mark_at(QPointF(*self._fit.pixel(*self.sheet.point_of(spot))), "mouse")
            self._pointed_view = mark.view if mark else None
            self._point_at(mark.site_id if mark else None)
        self.spot_pointed.emit(spot)
        self._update_cursor()

    def place_at_cursor(self) -> None:
        """Place a site where the cursor stands."""
        if self._cursor.spot is not None and not self._read_only:
            self.cursor_placed.emit(self._cursor.spot)

    def step_view(self, by: int) -> None:
        """Take the cursor to the same place in the next view, or back."""
        if self._cursor.spot is not None:
            filled, there = self.viewport.filled is not None, self._cursor.in_next_view(self.sheet, by)
            self.move_cursor(there)
            if filled:
                self.fill_panel(there.side, there.view)

    def _update_cursor(self) -> None:
        if self._cursor.spot is not None:
            reach = hints.CURSOR_REACH * self.viewport.size
            self.update(self._around(*self.sheet.point_of(self._cursor.spot), reach))

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.cursor_mode:
            self.step_view(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    # Events ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if is_echo(event, self._touched_ms):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position(), event.modifiers())
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._press = Press("mouse", event.position(), None, "pan", event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on the leg are two sites; on the paper beside it they show all views, as do two with the
        middle button."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        beside = self._on_paper and event.button() == Qt.MouseButton.LeftButton
        if not is_echo(event, self._touched_ms) and (
            middle or (beside and self.pixel_to_spot(event.position()) is None)
        ):
            self.fit_all()
        else:
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
        self._update_live()
        self._at = None
        if not self.cursor_mode:
            self._point_at(None)
            self.spot_pointed.emit(None)

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        self._touched_ms = event.timestamp()
        stage = pen_stage(event)
        if stage == "press":
            self._begin("pen", event.position(), event.modifiers())
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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is let go in another window is not heard of here."""
        self.hold_tool(None)
        self._hold_pan(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self._pressed_cursor_key(key, event) and not self._pressed_key(key, event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_B and self._tools.held is not None:
            self.hold_tool(None)
        elif event.key() == Qt.Key.Key_Space and self._tools.panning:
            self._hold_pan(False)
        else:
            event.ignore()

    def _pressed_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.fit_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(0.8 if key == Qt.Key.Key_Minus else 1.25)
        elif key == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self._hold_pan(True)
        elif key == Qt.Key.Key_B and plain and not self._read_only:
            if not event.isAutoRepeat():
                self.hold_tool("burst")
        elif key in DIRECTIONS and not self._read_only and self._acted_on() is not None:
            self._nudge(key, event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._read_only and self._acted_on():
            self.site_removed.emit(self._acted_on())
        else:
            return False
        return True

    def _pressed_cursor_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if not self.cursor_mode or self._press is not None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.place_at_cursor()
            return True
        there = self._cursor.turned(event, self.sheet)
        if there is not None:
            self.move_cursor(there)
        return there is not None

    def _escape(self) -> bool:
        """One thing at a time: the drag, the cursor, the tool, the zoom."""
        if self._press is not None:
            self._cancel()
        elif self.cursor_mode:
            self.set_cursor_mode(False)
        elif self._tools.chosen != "place":
            self.set_tool("place")
        elif self.zoomed:
            self.fit_all()
        else:
            return False
        return True

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
        dx, dy = DIRECTIONS[key]
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
