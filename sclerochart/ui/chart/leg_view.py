"""The diagram on screen: sites over a cached picture of the legs, and the hand that places and moves them."""

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
from PySide6.QtWidgets import QSizePolicy, QWidget

from sclerochart.domain import diagram
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.layout import Fit, Panel, Sheet, eight_views
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.posture import PostureCode
from sclerochart.domain.session import Site
from sclerochart.domain.shapes import Shape
from sclerochart.domain.shown_sites import ShownSites
from sclerochart.ui import theme
from sclerochart.ui.chart.aim import Aim
from sclerochart.ui.chart.diagram_keys import DiagramKeys
from sclerochart.ui.chart.gestures import Gestures
from sclerochart.ui.chart.hand_hints import HandHints
from sclerochart.ui.chart.hands import Hands
from sclerochart.ui.chart.keyboard_cursor import KeyboardCursor
from sclerochart.ui.chart.layers import Maker, PanelShapes
from sclerochart.ui.chart.leg_canvas import LegCanvas
from sclerochart.ui.chart.sharpening import Sharpening
from sclerochart.ui.chart.titles import Titles, Whole
from sclerochart.ui.chart.tools import Tool, Tools
from sclerochart.ui.chart.viewport import Look
from sclerochart.ui.painting import paint, transform_of

_DESCRIPTION = "Click on the leg to place a site. The table of sites says the same in words."


class LegView(QWidget):
    """Eight views and four feet. It shows sites and says what a hand did; it changes nothing itself.

    What is drawn is the canvas's, what a press becomes the gestures'; events of the hand, the diagram's own keys, the
    keyboard's cursor and the site that is meant have rooms of their own, which reach each other through this widget.
    """

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
        self.describe()
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._atlas = atlas
        self.canvas = LegCanvas(atlas)
        self.viewport, self.layers = self.canvas.viewport, self.canvas.layers
        self.tools = Tools()
        self.gestures = Gestures(self.canvas, self.tools, self)
        self.hints = HandHints(self.canvas)
        self.aim = Aim(self.canvas, self)
        self.hands = Hands(self)
        self.keyboard = KeyboardCursor(self, atlas)
        self._keys = DiagramKeys(self)
        self._sharpen = Sharpening(lambda: self.canvas.steps(self), self)
        self._sharpen.done.connect(self.update)
        self.whole = Whole(self)
        self.titles = Titles(self)
        self.covered = 0
        self._hear(self.gestures, self.aim)

    def _hear(self, gestures: Gestures, aim: Aim) -> None:
        gestures.clicked.connect(self.leg_clicked)
        gestures.dragged.connect(lambda site_id, spot: self.site_moved.emit(site_id, spot, ""))
        gestures.drag_began.connect(lambda: aim.look_at(None))
        gestures.stroke_changed.connect(self.stroke_changed)
        gestures.stroke_drawn.connect(self.stroke_drawn)
        gestures.picked.connect(self.site_picked)
        gestures.finding_pressed.connect(self.finding_pressed)
        gestures.rested.connect(self.site_chosen)
        gestures.pan_wanted.connect(self.pan)
        gestures.touched.connect(self.update)
        aim.pointed_changed.connect(self.site_pointed)
        aim.nudged.connect(self.site_moved)
        aim.touched.connect(self._update)

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
        self.look_under_hand()

    def show_current(self, site_id: str | None) -> None:
        """Ring the site that is current in the table."""
        self.aim.make_current(site_id)

    def set_read_only(self, read_only: bool) -> None:
        """A signed session can be looked at, not changed."""
        if read_only != self.gestures.read_only or not self.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
            self.gestures.read_only = read_only
            self.show_hand()

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
        return self.gestures.finding_at(spot, "mouse", tool)

    def show_regions(self, *, lines: bool, names: bool) -> None:
        """Show the borders of the regions, and their names where there is room."""
        self.canvas.show_regions(lines=lines, names=names)
        self.update()

    def set_posture(self, posture: PostureCode) -> None:
        """Show the views as they stand for a patient in that posture."""
        sheet = eight_views(self._atlas, posture)
        if sheet is self.sheet:
            return
        self.hands.cancel()
        self.canvas.show_sheet(sheet)
        self._fit_changed()
        if self.keyboard.spot is not None:
            self.move_cursor(self.keyboard.spot)

    def set_covered(self, covered: int) -> None:
        """So many pixels at the top are covered: the words that name leg and view stand below that."""
        if covered != self.covered:
            self.covered = covered
            self.titles.place()
            self.update()

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
            if self.keyboard.spot is not None:
                at = QPointF(self.spot_to_pixel(self.keyboard.spot))
        self.viewport.zoom_by(factor, at.x(), at.y())
        self._fit_changed()

    def fit_all(self) -> None:
        """Show the whole sheet."""
        self.viewport.fit_all()
        self._fit_changed()

    def look_again(self, look: Look) -> None:
        """Show again what was shown before."""
        self.viewport.look_again(look)
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
        if self.keyboard.spot is not None and self.gestures.press is None:
            return self.sheet.point_of(self.keyboard.spot)
        at = self.gestures.at or self.hands.at or QPointF(self.width() / 2, self.height() / 2)
        return self._fit.sheet(at.x(), at.y())

    def _height_in(self, panel: Panel) -> float | None:
        x, y = self._looked_at()
        return y if panel.holds(x, y) else None

    def keep_in_sight(self, spot: Spot) -> None:
        """Move the sheet as far as it takes to show a spot away from the edges."""
        if self.viewport.follow(*self.sheet.point_of(spot)):
            self._fit_changed()

    def pan(self, by: QPointF) -> None:
        """Move the sheet by so many pixels."""
        self.viewport.pan(by.x(), by.y())
        self._fit_changed()

    def _fit_changed(self) -> None:
        self.whole.setVisible(self.zoomed)
        self.titles.place()
        self._sharpen.start()
        self.look_under_hand()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = theme.TOUCH + 2
        self.whole.setGeometry(self.width() - side - theme.S, self.height() - side - theme.S, side, side)
        self.viewport.resize(self.width(), self.height())
        self.titles.place()
        self.look_under_hand()

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        dirty = event.region()
        self.canvas.paint(painter, self, dirty, hasty=self.hasty)
        self.canvas.paint_rings(painter, dirty, self.aim.current, strong=False)
        self.canvas.paint_rings(painter, dirty, self.aim.pointed, strong=True)
        self.hints.paint(painter, self.gestures, self.keyboard.spot, self._looked_at(), width=self.width())
        if self.zoomed or self.covered:
            pinned = diagram.pinned_shapes(self.sheet, self._fit, self.width(), theme.name(), under=self.covered)
            paint(painter, pinned, transform_of(self._fit))
        painter.end()

    # Words and previews at the hand ---------------------------------------------------------------------------------

    def show_live(self, words: str) -> None:
        """A few words beside the pointer, such as a count that grows with a drag; "" for none."""
        if words != self.hints.words:
            self.update_words()
            self.hints.words = words
            self.update_words()

    def show_preview(self, spots: Sequence[Spot], vein_type: str = "") -> None:
        """Sites that a drag would place if it ended now; () for none."""
        self._update(self.hints.preview(spots, vein_type))

    def update_words(self) -> None:
        """Paint anew where words stand at the pointer."""
        self.update(self.hints.words_rect(*self._looked_at()))

    # Tools ----------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in force: that of the line being drawn, else the one that is held down, else the one chosen."""
        return self.gestures.tool

    def set_tool(self, tool: Tool) -> None:
        """Choose what the next press does; what is chosen stays until it is changed."""
        self._with_tools(lambda: setattr(self.tools, "chosen", tool))

    def hold_tool(self, tool: Tool | None) -> None:
        """Another tool for as long as a key is held; None when it is let go."""
        self._with_tools(lambda: setattr(self.tools, "held", tool))

    def _with_tools(self, change: Callable[[], None]) -> None:
        before = self.tools.now
        change()
        self.show_hand()
        if self.tools.now != before:
            self.tool_changed.emit(self.tools.now)

    def hold_pan(self, held: bool) -> None:
        """A drag moves the sheet for as long as a key is held."""
        self.tools.panning = held
        self.tools.panned = held and self.gestures.press is not None
        self.show_hand()

    def show_hand(self) -> None:
        """The pointer says what a press does."""
        if self.tools.panning:
            dragging = self.gestures.press is not None and self.gestures.press.became == "pan"
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)
        elif self.gestures.read_only:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # The site that is meant, and the cursor of the keyboard ---------------------------------------------------------

    @property
    def acted_on(self) -> str | None:
        """The site that keys act on: under the pointer, else current in the table."""
        return self.aim.acted_on

    @property
    def pointed(self) -> str | None:
        """The site under the pointer."""
        return self.aim.pointed

    def look_under_hand(self) -> None:
        """What is shown has changed under a hand that stayed; one that presses is looked at when it lets go."""
        if self.gestures.press is None:
            self.aim.look_again()
            self.spot_pointed.emit(self.aim.spot)

    @property
    def cursor_mode(self) -> bool:
        """Whether the keyboard's cursor stands on the leg."""
        return self.keyboard.spot is not None

    def set_cursor_mode(self, on: bool) -> None:
        """Put the cursor on the leg, where the pointer is or where it stood last; or take it away."""
        self.keyboard.set_mode(on)

    def cursor_spot(self) -> Spot | None:
        """Where the cursor stands, None while it is off."""
        return self.keyboard.spot

    def move_cursor(self, spot: Spot | None) -> None:
        """Let the cursor stand at a spot, and keep it in sight; None takes it away."""
        self.keyboard.move(spot)

    def describe(self) -> None:
        """Tell who asks what this is for: while there is no cursor that says where it stands."""
        self.setAccessibleDescription(_DESCRIPTION)

    # Events ---------------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.cursor_mode:
            self.keyboard.step_view(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.press_twice(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hands.leave()

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        self.hands.pen(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            event.accept()
            self.hands.fingers(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), event.position())
                return True
            return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is let go in another window is not heard of here."""
        self.hold_tool(None)
        self.hold_pan(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._keys.release(event):
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.canvas.picture.forget()
            self.update()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.gestures.stop()
        self._sharpen.stop()
        super().closeEvent(event)
