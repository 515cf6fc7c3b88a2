"""What a press becomes: a site, a site moved, a line, a site picked up, a look elsewhere; or nothing."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal

from sclerochart.domain.leg import Spot
from sclerochart.domain.markers import Mark
from sclerochart.ui.chart.leg_canvas import LegCanvas
from sclerochart.ui.chart.pointer import LONG_PRESS_MS, REACH_PX, Hand, Press
from sclerochart.ui.chart.tools import Stroke, Tool, Tools

FINDING_REACH_PX: dict[Hand, float] = {"mouse": 12.0, "pen": 12.0, "touch": 22.0}


class Gestures(QObject):
    """The press that has not ended, by whichever hand; it says what came of it and changes nothing itself."""

    clicked = Signal(object)
    """A Spot was pressed and released."""
    dragged = Signal(str, object)
    """A site was dragged to a Spot."""
    finding_pressed = Signal(str)
    """A vein or a mark was pressed with its own tool."""
    drag_began = Signal()
    stroke_changed = Signal(object)
    stroke_drawn = Signal(object)
    picked = Signal(str)
    rested = Signal(str)
    pan_wanted = Signal(object)
    """The sheet is to be moved by a QPointF of pixels."""
    touched = Signal(object)
    """A QRect is to be painted anew."""

    def __init__(self, canvas: LegCanvas, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._tools = canvas, tools
        self.read_only = False
        self.press: Press | None = None
        self.stroke: Stroke | None = None
        self._drawing: Tool | None = None
        self.hand: Hand = "mouse"
        """The hand that pressed last."""
        self._long_press = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._long_press.timeout.connect(self._rest)

    @property
    def tool(self) -> Tool:
        """The tool of the line being drawn, else the one in force."""
        return self._drawing or self._tools.now

    @property
    def at(self) -> QPointF | None:
        """Where the press is now."""
        return self.press.at if self.press is not None else None

    def mark_at(self, at: QPointF, hand: Hand) -> Mark | None:
        """The mark that a hand reaches at a pixel."""
        return self._canvas.mark_at(at, REACH_PX[hand])

    def finding_at(self, spot: Spot | None, hand: Hand, tool: Tool | None = None) -> str | None:
        """The vein or mark that a press of this hand would open, with the tool in force or another one."""
        return self._canvas.finding_at(spot, tool or self.tool, FINDING_REACH_PX[hand]) if spot is not None else None

    def begin(self, hand: Hand, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A press."""
        self.hand = hand
        on, spot = self.mark_at(at, hand), self._canvas.spot_at(at)
        press = self.press = Press(hand, at, on.site_id if on else None, at=at)
        if self._tools.panning:
            press.became, self._tools.panned = "pan", True
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            press.became = "pick"
        elif self._tools.draws and spot is not None and not self.read_only:
            press.became = "stroke"
            self.stroke, self._drawing = Stroke(self._canvas.atlas, self._canvas.viewport.sheet, spot), self._tools.now
        elif hand == "touch" and on is not None:
            self._long_press.start()

    def begin_pan(self, at: QPointF) -> None:
        """A press that only moves the sheet."""
        self.press = Press("mouse", at, None, "pan", at)

    def move(self, to: QPointF) -> None:
        """The press goes on to another pixel."""
        press = self.press
        if press is None:
            return
        if press.became == "press" and press.moved(to):
            self._long_press.stop()
            if press.site_id is not None and not self.read_only and self._tools.now == "place":
                press.became = "drag"
                self.drag_began.emit()
            elif press.hand == "touch" and self._canvas.viewport.zoomed:
                press.became = "pan"
        if press.became == "pan" and press.at is not None:
            self.pan_wanted.emit(to - press.at)
        if press.became == "drag":
            self._touch_around(press.at)
            self._touch_around(to)
        press.at = to
        self._lengthen(*self._canvas.point_at(to))

    def toggle_line(self, spot: Spot) -> None:
        """Without a press: begin a line at a spot, or end the one that was begun."""
        stroke = self._end_stroke()
        if stroke is None:
            self.stroke, self._drawing = Stroke(self._canvas.atlas, self._canvas.viewport.sheet, spot), self._tools.now
        else:
            self._tell_stroke(stroke, True, spot)
            self._drawing = None

    def lead_line(self, spot: Spot) -> None:
        """A line that was begun without a press goes on to a spot."""
        if self.press is None and self.stroke is not None:
            self._lengthen(*self._canvas.viewport.sheet.point_of(spot))

    def _lengthen(self, x: float, y: float) -> None:
        if self.stroke is not None and self.stroke.add(x, y):
            self.touched.emit(self._canvas.around_spots(self.stroke.spots[-3:]))
            self.stroke_changed.emit(list(self.stroke.spots))

    def end(self, at: QPointF) -> None:
        """The press is released."""
        self._long_press.stop()
        press, stroke = self.press, self._end_stroke()
        self.press = None
        if press is not None and not self.read_only:
            self._tell(press, stroke, at)
        self._drawing = None

    def cancel(self) -> None:
        """Forget a press that has not ended: nothing is placed, moved or drawn."""
        self._long_press.stop()
        self._touch_around(self.at)
        self.press = None
        if self._end_stroke() is not None:
            self.stroke_changed.emit([])
        self._drawing = None

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._long_press.stop()

    def _tell(self, press: Press, stroke: Stroke | None, at: QPointF) -> None:
        spot = self._canvas.spot_at(at)
        if stroke is not None:
            self._tell_stroke(stroke, self._drew(press, stroke, at), spot, press.hand)
        elif press.became == "pick":
            if press.site_id is not None and not press.moved(at):
                self.picked.emit(press.site_id)
        elif press.became == "drag":
            self._touch_around(press.at)
            self._touch_around(at)
            if spot is not None and self._canvas.shown.site(press.site_id) is not None:
                self.dragged.emit(press.site_id, spot)
        elif press.became == "press" and spot is not None:
            self._tell_click(spot, press.hand)

    def _drew(self, press: Press, stroke: Stroke, at: QPointF) -> bool:
        """Whether a press drew a line. With the tool for marks a hand that only trembles marks a point, and a line may
        end where it began."""
        if self.tool != "mark":
            return press.moved(at) or len(stroke.spots) > 2
        return any(press.moved(QPointF(*self._canvas.pixel_of(spot))) for spot in stroke.spots)

    def _tell_stroke(self, stroke: Stroke, drawn: bool, spot: Spot | None, hand: Hand = "mouse") -> None:
        """A line was drawn; or the hand only clicked: with the burst tool that places one site."""
        if drawn and len(stroke.spots) > 1:
            self.stroke_drawn.emit(list(stroke.spots))
            return
        self.stroke_changed.emit([])
        if spot is not None:
            self._tell_click(spot, hand)

    def _tell_click(self, spot: Spot, hand: Hand) -> None:
        """A place of the leg was pressed; with the tool for veins a press beside one is nothing."""
        found = self.finding_at(spot, hand)
        if found is not None:
            self.finding_pressed.emit(found)
        elif self.tool != "run":
            self.clicked.emit(spot)

    def _end_stroke(self) -> Stroke | None:
        stroke, self.stroke = self.stroke, None
        if stroke is not None:
            self.touched.emit(self._canvas.around_spots(stroke.spots))
        return stroke

    def _rest(self) -> None:
        """A finger rested on a site: it becomes current, and lifting the finger places nothing."""
        press = self.press
        if press is not None and press.became == "press" and press.site_id is not None:
            press.became = "held"
            self.rested.emit(press.site_id)

    def _touch_around(self, at: QPointF | None) -> None:
        if at is not None:
            self.touched.emit(QRect(at.toPoint() - QPoint(30, 30), QSize(60, 60)))
