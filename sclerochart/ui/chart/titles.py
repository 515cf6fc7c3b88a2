"""The words over a view as something to press: the view fills the window, and pressed again all views are back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton

from sclerochart.domain.layout import BESIDE, LEG_WORDS, Panel
from sclerochart.ui import icons, theme

if TYPE_CHECKING:
    from sclerochart.ui.chart.leg_view import LegView

_PINNED_HIGH, _PINNED_WIDE = 28, 190
_STEP = 6
_WORDS_MM = 68.0
"""So far below the sheet's top edge the words over a view end."""


def take_fingers(button: QAbstractButton) -> None:
    """A button that lies on the diagram, where the diagram would take fingers and pens for itself."""
    button.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    button.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)


def press_by_finger(button: QAbstractButton, event: QEvent) -> bool:
    """Press the button by a finger that touches and leaves it there; False for what is no touch."""
    if not isinstance(event, QTouchEvent):
        return False
    event.accept()
    inside = bool(event.points()) and button.rect().contains(event.points()[0].position().toPoint())
    pressed = button.isDown() and event.type() == QEvent.Type.TouchEnd and inside
    button.setDown(inside and event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate))
    if pressed:
        button.click()
    return True


class Whole(QToolButton):
    """The button that shows all views again."""

    def __init__(self, view: LegView) -> None:
        super().__init__(view)
        self.setObjectName("fit-diagram")
        self.setAccessibleName("Show all views")
        self.setToolTip("Show all views · Esc")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        take_fingers(self)
        take_fingers(self)
        icons.dress(self, "maximize")
        self.clicked.connect(view.fit_all)
        self.hide()

    def event(self, event: QEvent) -> bool:
        return press_by_finger(self, event) or super().event(event)


class Title(QAbstractButton):
    """One view's words. It takes a finger as well as a mouse and is never so large that it lies on skin."""

    def __init__(self, view: LegView, panel: Panel) -> None:
        super().__init__(view)
        self.panel = panel
        self._pointed = False
        self.setMouseTracking(True)
        self.setObjectName(f"title-{panel.side}-{panel.view}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        take_fingers(self)
        self.say(filled=False)

    def say(self, *, filled: bool) -> None:
        """Say what a press does now."""
        which = f"{LEG_WORDS[self.panel.side]}, {BESIDE[self.panel.view].lower()}"
        self.setAccessibleName("Show all views" if filled else f"{which}: large")
        self.setToolTip("All views · key F" if filled else "Large · key F")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(False)

    def _point(self, pointed: bool) -> None:
        """The hand came here by itself, not a sheet that moved under it."""
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def event(self, event: QEvent) -> bool:
        return press_by_finger(self, event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._pointed or self.isDown()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().highlight().color(), 2 if self.isDown() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class Titles(QObject):
    """A title for every view of the sheet that is shown, each where its words stand."""

    def __init__(self, view: LegView) -> None:
        super().__init__(view)
        self._view = view
        self._titles: list[Title] = []

    def place(self) -> None:
        """The sheet, its window or what is shown of it has changed."""
        view = self._view
        panels = view.sheet.panels
        if [title.panel for title in self._titles] != list(panels):
            for title in self._titles:
                title.hide()
                title.deleteLater()
            self._titles = [Title(view, panel) for panel in panels]
            for title in self._titles:
                title.clicked.connect(lambda _=False, title=title: self._press(title.panel))
        for title in self._titles:
            filled = view.viewport.filled is title.panel
            where = self._pinned(title.panel) if filled else QRect() if view.zoomed else self._over(title.panel)
            title.say(filled=filled)
            title.setVisible(not where.isEmpty())
            if title.geometry() != where:
                title.setGeometry(where)

    def _press(self, panel: Panel) -> None:
        view = self._view
        if view.viewport.filled is panel:
            view.fit_all()
        else:
            view.fill_panel(panel.side, panel.view)
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _over(self, panel: Panel) -> QRect:
        """The paper over a view, as high as a finger wants it and no higher than the paper is there."""
        left, bottom = self._view.viewport.fit.pixel(panel.box[0], panel.box[3])
        right, top = self._view.viewport.fit.pixel(panel.box[2], self._view.sheet.top)
        if not panel.inset:
            words = self._view.viewport.fit.pixel(0, self._view.sheet.top - _WORDS_MM)[1]
            low = min(bottom, max(top + theme.TOUCH, words))
            high = max(min(top, low - theme.TOUCH), 0.0)
            return QRectF(QPointF(left, high), QPointF(right, low)).toRect()
        middle = (left + right) / 2
        half = max(right - left, theme.TOUCH) / 2
        for high in range(theme.TOUCH, 12, -_STEP):
            where = QRectF(middle - half, bottom - high, 2 * half, high).toRect()
            if self._free(where):
                return where
        return QRect()

    def _free(self, where: QRect) -> bool:
        columns = range(where.left(), where.right() + 1, _STEP)
        rows = range(where.top(), where.bottom() + 1, _STEP)
        return all(self._view.pixel_to_spot(QPointF(x, y)) is None for x in columns for y in rows)

    def _pinned(self, panel: Panel) -> QRect:
        """Where the words of the view that fills the window stand, over whatever is there."""
        left, _ = self._view.viewport.fit.pixel(panel.box[0], panel.box[3])
        right, _ = self._view.viewport.fit.pixel(panel.box[2], panel.box[1])
        half = _PINNED_WIDE // 2
        middle = min(max(round((left + right) / 2), half), self._view.width() - half)
        return QRect(middle - half, self._view.covered, 2 * half, _PINNED_HIGH)
