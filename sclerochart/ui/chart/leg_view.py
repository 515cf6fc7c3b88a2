"""The diagram on screen: sites over a cached picture of the legs, and the hand that places and moves them."""

import secrets
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from sclerochart.domain import diagram
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.layout import Fit, Panel, Sheet, eight_views
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.leg_steps import in_panel
from sclerochart.domain.posture import PostureCode
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape
from sclerochart.domain.shown_sites import ShownSites
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.cursor import DIRECTIONS, LegCursor
from sclerochart.ui.chart.gestures import Gestures
from sclerochart.ui.chart.hand_hints import HandHints
from sclerochart.ui.chart.layers import Maker, PanelShapes
from sclerochart.ui.chart.leg_canvas import LegCanvas
from sclerochart.ui.chart.pointer import Hand, Pinch, TouchReader, is_echo, pen_stage
from sclerochart.ui.chart.sharpening import Sharpening
from sclerochart.ui.chart.tools import Tool, Tools
from sclerochart.ui.painting import paint, transform_of

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
    finding_pressed = Signal(str)
    """A vein was pressed with the tool for veins, or a mark with the one for marks: its id."""
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
        self.canvas = LegCanvas(atlas)
        self.viewport, self.layers = self.canvas.viewport, self.canvas.layers
        self._current: str | None = None
        self._pointed: str | None = None
        self._pointed_view: View | None = None
        self._tools = Tools()
        self._gestures = Gestures(self.canvas, self._tools, self)
        self._hints = HandHints(self.canvas)
        self._at: QPointF | None = None
        self._on_paper = False
        self._cursor = LegCursor(atlas)
        self._nudged: tuple[str, View, str] | None = None
        self._touched_ms: int | None = None
        self._sharpen = Sharpening(lambda: self.canvas.steps(self), self)
        self._sharpen.done.connect(self.update)
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
        self._hear(self._gestures)

    def _hear(self, gestures: Gestures) -> None:
        gestures.clicked.connect(self.leg_clicked)
        gestures.dragged.connect(lambda site_id, spot: self.site_moved.emit(site_id, spot, ""))
        gestures.drag_began.connect(lambda: self._point_at(None))
        gestures.stroke_changed.connect(self.stroke_changed)
        gestures.stroke_drawn.connect(self.stroke_drawn)
        gestures.picked.connect(self.site_picked)
        gestures.finding_pressed.connect(self.finding_pressed)
        gestures.rested.connect(self.site_chosen)
        gestures.pan_wanted.connect(self._pan)
        gestures.touched.connect(self.update)

    # What is shown --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(960, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 120)

    @property
    def sheet(self) -> Sheet:
        """Where each view stands in the posture that is shown."""
        return self.viewport.sheet

    @property
    def shown(self) -> ShownSites:
        """The sites that are shown, and their marks by view."""
        return self.canvas.shown

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Show a session's sites; only the marks that changed are painted anew, and what lies under them."""
        self._update(self.canvas.show_sites(sites))
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
                self._update(self.canvas.around_site(each))

    def set_read_only(self, read_only: bool) -> None:
        """A signed session can be looked at, not changed."""
        if read_only != self._gestures.read_only or not self.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
            self._gestures.read_only = read_only
            self._show_hand()

    def show_layer(self, name: str, shapes: PanelShapes | Maker, *, above: bool, key: object = None) -> None:
        """Show what lies on the legs beside the sites: shapes for each view in mm of the sheet, or a function of
        (sheet, unit, theme) that makes them again after a zoom. With the same `key` as before nothing is done."""
        if self.canvas.show_layer(name, shapes, above=above, key=key):
            self.update()

    def hide_layer(self, name: str) -> None:
        """Show a layer no more."""
        if self.canvas.hide_layer(name):
            self.update()

    def show_findings(self, runs: Sequence[Run], marks: Sequence[Mark]) -> None:
        """Which veins and marks the layers show, so that a press on one of them is told by its id."""
        self.canvas.findings.runs, self.canvas.findings.marks = tuple(runs), tuple(marks)

    def finding_at(self, spot: Spot, tool: Tool) -> str | None:
        """The id of the vein (tool "run") or mark (tool "mark") at a spot."""
        return self._gestures.finding_at(spot, "mouse", tool)

    def show_regions(self, *, lines: bool, names: bool) -> None:
        """Show the borders of the regions, and their names where there is room."""
        self.canvas.show_regions(lines=lines, names=names)
        self.update()

    def set_posture(self, posture: PostureCode) -> None:
        """Show the views as they stand for a patient in that posture."""
        sheet = eight_views(self._atlas, posture)
        if sheet is self.sheet:
            return
        self._cancel()
        self._point_at(None)
        self.canvas.show_sheet(sheet)
        self._fit_changed()
        self.move_cursor(self._cursor.spot)

    def shapes(self) -> tuple[Shape, ...]:
        """Everything that is drawn, in mm of the sheet, in order: what a test holds against paper."""
        return self.canvas.shapes()

    # Pixels and spots -----------------------------------------------------------------------------------------------

    @property
    def _fit(self) -> Fit:
        return self.viewport.fit

    def spot_to_pixel(self, spot: Spot) -> QPoint:
        """Where a spot stands in this widget."""
        return QPointF(*self.canvas.pixel_of(spot)).toPoint()

    def pixel_to_spot(self, at: QPoint | QPointF) -> Spot | None:
        """The spot under a pixel, None beside the leg."""
        return self.canvas.spot_at(at)

    def _update(self, rects: Iterable[QRect]) -> None:
        for rect in rects:
            self.update(rect)

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
        """The point of the sheet where the press, the cursor or the pointer is, else the middle of what is shown."""
        if self._cursor.spot is not None and self._gestures.press is None:
            return self.sheet.point_of(self._cursor.spot)
        at = self._gestures.at or self._at or QPointF(self.width() / 2, self.height() / 2)
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
        dirty = event.region()
        self.canvas.paint(painter, self, dirty, hasty=self.hasty)
        self.canvas.paint_rings(painter, dirty, self._current, strong=False)
        self.canvas.paint_rings(painter, dirty, self._pointed, strong=True)
        self._hints.paint(painter, self._gestures, self._cursor.spot, self._looked_at(), width=self.width())
        if self.zoomed:
            pinned = diagram.pinned_shapes(self.sheet, self._fit, self.width(), theme.name())
            paint(painter, pinned, transform_of(self._fit))
        painter.end()

    # Words and previews at the hand ---------------------------------------------------------------------------------

    def show_live(self, words: str) -> None:
        """A few words beside the pointer, such as a count that grows with a drag; "" for none."""
        if words != self._hints.words:
            self._update_words()
            self._hints.words = words
            self._update_words()

    def show_preview(self, spots: Sequence[Spot], vein_type: str = "") -> None:
        """Sites that a drag would place if it ended now; () for none."""
        self._update(self._hints.preview(spots, vein_type))

    def _update_words(self) -> None:
        self.update(self._hints.words_rect(*self._looked_at()))

    # Tools ----------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in force: that of the line being drawn, else the one that is held down, else the one chosen."""
        return self._gestures.tool

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
            dragging = self._gestures.press is not None and self._gestures.press.became == "pan"
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)
        elif self._gestures.read_only:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # The hand -------------------------------------------------------------------------------------------------------

    def _begin(self, hand: Hand, at: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._at, self._on_paper = at, self.pixel_to_spot(at) is None
        self._gestures.begin(hand, at, modifiers)
        self._show_hand()

    def _move(self, to: QPointF) -> None:
        if self._gestures.press is not None:
            self._update_words()
            self._at = to
            self._gestures.move(to)
            self._update_words()
            self._point_spot(to)

    def _end(self, at: QPointF) -> None:
        self._clear_hints()
        self._gestures.end(at)
        self._show_hand()

    def _cancel(self) -> None:
        """Forget a press that has not ended: nothing is placed, moved or drawn."""
        self._clear_hints()
        self._gestures.cancel()
        self._show_hand()

    def _clear_hints(self) -> None:
        if self._gestures.stroke is not None:
            self.show_live("")
            self.show_preview(())

    def _pinch(self, before: Pinch, now: Pinch) -> None:
        self._pan(now.middle - before.middle)
        self.zoom(now.spread / before.spread, now.middle)

    def _point_at(self, site_id: str | None) -> None:
        if site_id != self._pointed:
            touched = (self._pointed, site_id)
            self._pointed = site_id
            for each in touched:
                self._update(self.canvas.around_site(each))
            self.site_pointed.emit(site_id or "")

    def _point_spot(self, at: QPointF) -> None:
        self.spot_pointed.emit(self.pixel_to_spot(at))

    def _hover(self, at: QPointF, hand: Hand) -> None:
        on = self._gestures.mark_at(at, hand)
        self._nudged = None
        self._update_words()
        self._at = at
        self._update_words()
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
            self._cancel()
            self._cursor.put(None)
            self.setAccessibleDescription(_DESCRIPTION)
        else:
            if started:
                self._cursor.put(spot)
            self._cursor.spot = spot
            self._gestures.lead_line(spot)
            if self.viewport.follow(*self.sheet.point_of(spot)):
                self._fit_changed()
            self._cursor.announce(self)
            mark = self._gestures.mark_at(QPointF(*self.canvas.pixel_of(spot)), "mouse")
            self._pointed_view = mark.view if mark else None
            self._point_at(mark.site_id if mark else None)
        self.spot_pointed.emit(spot)
        self._update_cursor()

    def place_at_cursor(self) -> None:
        """Place a site where the cursor stands; with a tool that draws, begin its line there, or end it."""
        spot = self._cursor.spot
        if spot is None or self._gestures.read_only:
            return
        if self._tools.draws or self._gestures.stroke is not None:
            self._clear_hints()
            self._gestures.toggle_line(spot)
        elif (found := self._gestures.finding_at(spot, "mouse")) is not None:
            self.finding_pressed.emit(found)
        else:
            self.cursor_placed.emit(spot)

    def step_view(self, by: int) -> None:
        """Take the cursor to the same place in the next view, or back."""
        if self._cursor.spot is not None:
            filled, there = self.viewport.filled is not None, self._cursor.in_next_view(self.sheet, by)
            self.move_cursor(there)
            if filled:
                self.fill_panel(there.side, there.view)

    def _update_cursor(self) -> None:
        self.update(self._hints.cursor_rect(self._cursor.spot))

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
            self._gestures.begin_pan(event.position())

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
        if self._gestures.press is not None and event.buttons():
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
        self._update_words()
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
        elif self._gestures.press is not None:
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
        elif key == Qt.Key.Key_B and plain and not self._gestures.read_only:
            if not event.isAutoRepeat():
                self.hold_tool("burst")
        elif key in DIRECTIONS and not self._gestures.read_only and self._acted_on() is not None:
            self._nudge(key, event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._gestures.read_only and self._acted_on():
            self.site_removed.emit(self._acted_on())
        else:
            return False
        return True

    def _pressed_cursor_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if not self.cursor_mode or self._gestures.press is not None:
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
        if self._gestures.press is not None or self._gestures.stroke is not None:
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
            self.canvas.picture.forget()
            self.update()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._gestures.stop()
        self._sharpen.stop()
        super().closeEvent(event)
