"""One side of a comparison: a picture that can be zoomed and moved, painted from what was loaded beside the window."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from sclerochart.store.pictures import Part, Pixels
from sclerochart.ui import theme

MOST_ZOOM = 16.0
WHEEL_STEP = 1.2
SETTLE_MS = 250


def as_image(pixels: Pixels) -> QImage:
    """The pixels as a picture that paints fast; they are copied."""
    rgb = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return rgb.convertToFormat(QImage.Format.Format_RGB32)


class PhotoPane(QWidget):
    """Shows a picture or a sentence. Zoom 1 is the whole picture; the middle is in fractions of the picture.

    The pane does not move itself: it says what the hand did (`zoomed`, `moved`, `fitted`), so that both can follow.
    """

    zoomed = Signal(float, QPointF)
    """Factor, and the point that stays, in pixels from the middle of the pane."""
    moved = Signal(QPointF)
    fitted = Signal()
    settled = Signal()
    """The hand has rested: time to fetch what the original shows here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._image: QImage | None = None
        self._detail: tuple[QImage, Part] | None = None
        self._words = ""
        self._held: QPointF | None = None
        self.zoom = 1.0
        self.middle = QPointF(0.5, 0.5)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLE_MS)
        self._rest.timeout.connect(self.settled)

    def show_picture(self, pixels: Pixels) -> None:
        """Show a picture, whole."""
        self._image, self._detail, self._words = as_image(pixels), None, ""
        self.fit()

    def show_detail(self, pixels: Pixels, part: Part) -> None:
        """Show a part more sharply."""
        self._detail = as_image(pixels), part
        self.update()

    def show_words(self, words: str) -> None:
        """Show a sentence instead of a picture."""
        self._image, self._detail, self._words = None, None, words
        self.fit()

    def rest_again(self) -> None:
        """Say `settled` once more after a rest."""
        self._rest.start()

    @property
    def picture_size(self) -> QSize:
        """Of what is loaded, in pixels; empty when nothing is."""
        return self._image.size() if self._image else QSize()

    def fit(self) -> None:
        """Show the whole picture."""
        self.zoom, self.middle = 1.0, QPointF(0.5, 0.5)
        self._changed()

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Zoom so that what is at `anchor` (pixels from the middle of the pane) stays there."""
        before = self.scale()
        self.zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        after = self.scale()
        if self._image and before:
            shift = anchor / before - anchor / after
            self.middle += QPointF(shift.x() / self._image.width(), shift.y() / self._image.height())
        self._changed()

    def move_by(self, delta: QPointF) -> None:
        """Move the picture by so many pixels of the pane."""
        if self._image and self.scale():
            shift = delta / self.scale()
            self.middle -= QPointF(shift.x() / self._image.width(), shift.y() / self._image.height())
        self._changed()

    def scale(self) -> float:
        """Pixels of the pane per pixel of the picture."""
        if not self._image or self._image.isNull():
            return 0.0
        return self.zoom * min(self.width() / self._image.width(), self.height() / self._image.height())

    def place(self) -> QRectF:
        """Where the whole picture would lie in the pane."""
        if not self._image:
            return QRectF()
        width, height = self._image.width() * self.scale(), self._image.height() * self.scale()
        return QRectF(
            self.width() / 2 - self.middle.x() * width, self.height() / 2 - self.middle.y() * height, width, height
        )

    def visible_part(self) -> Part | None:
        """What of the picture is seen, in fractions of it; None when nothing is."""
        whole = self.place()
        seen = whole.intersected(QRectF(self.rect()))
        if whole.isEmpty() or seen.isEmpty():
            return None
        return (
            (seen.left() - whole.left()) / whole.width(),
            (seen.top() - whole.top()) / whole.height(),
            (seen.right() - whole.left()) / whole.width(),
            (seen.bottom() - whole.top()) / whole.height(),
        )

    def _changed(self) -> None:
        if self._image and self.scale():
            for size, pane, get, put in (
                (self._image.width(), self.width(), self.middle.x, self.middle.setX),
                (self._image.height(), self.height(), self.middle.y, self.middle.setY),
            ):
                half = pane / (2 * size * self.scale())
                put(0.5 if half >= 0.5 else min(max(get(), half), 1 - half))
        self._rest.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image:
            whole = self.place()
            painter.drawImage(whole, self._image)
            if self._detail:
                image, (left, top, right, bottom) = self._detail
                painter.drawImage(
                    QRectF(
                        whole.left() + left * whole.width(), whole.top() + top * whole.height(),
                        (right - left) * whole.width(), (bottom - top) * whole.height(),
                    ),
                    image,
                )  # fmt: skip
        elif self._words:
            painter.setPen(theme.colour("ink_soft"))
            painter.setFont(theme.font())
            room = self.rect().adjusted(theme.XL, theme.XL, -theme.XL, -theme.XL)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.hasPixelDelta() and not event.modifiers() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self.moved.emit(QPointF(event.pixelDelta()))  # two fingers on a touchpad
        else:
            self.zoomed.emit(WHEEL_STEP ** (event.angleDelta().y() / 120), self._from_middle(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.moved.emit(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.zoom > 1.01:
            self.fitted.emit()
        else:
            self.zoomed.emit(3.0, self._from_middle(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 60.0
        ways = {
            Qt.Key.Key_Left: QPointF(step, 0), Qt.Key.Key_Right: QPointF(-step, 0),
            Qt.Key.Key_Up: QPointF(0, step), Qt.Key.Key_Down: QPointF(0, -step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in ways:
            self.moved.emit(ways[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoomed.emit(WHEEL_STEP, QPointF())
        elif key == Qt.Key.Key_Minus:
            self.zoomed.emit(1 / WHEEL_STEP, QPointF())
        elif key == Qt.Key.Key_0:
            self.fitted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoomed.emit(1 + event.value(), self._from_middle(event.position()))
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._held = None
                middle = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self.zoomed.emit(pinch.scaleFactor(), self._from_middle(middle))
                self.moved.emit(pinch.centerPoint() - pinch.lastCenterPoint())
                event.accept(pinch)
                return True
        if event.type() == QEvent.Type.TouchBegin:
            event.accept()
        return super().event(event)

    def _from_middle(self, position: QPointF) -> QPointF:
        return position - QPointF(self.width() / 2, self.height() / 2)
