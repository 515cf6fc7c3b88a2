"""The column beside the legs: nothing in it is squeezed below what it needs to be read or pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from sclerochart.ui import theme
from sclerochart.ui.chart.site_table import ROWS, SiteTable

BAR = theme.M
"""The scroll bar has the margin of the page for itself, so that the panels are as wide with it as without."""


class SideColumn(QScrollArea):
    """Panels one above the other, each with its share of what is left over. Where that is too little the table of
    sites gives way first, down to one row; then the column scrolls as a whole, and the panel that has the keys comes
    into sight. It is wider than its panels by `BAR`."""

    def __init__(self, panels: Sequence[tuple[QWidget, int]], table: SiteTable, parent: QWidget) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setObjectName("side-column")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setStyleSheet(f"QScrollBar:vertical {{ width: {BAR}px; }}")
        self.verticalScrollBar().actionTriggered.connect(self._forget_focus)
        self._table = table
        self._column = _Column(panels)
        self._with_keys: QWidget | None = None
        self.setWidget(self._column)
        self._column.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def set_width(self, width: int) -> None:
        """How wide the panels are."""
        if self._column.width() != width or self.width() != width + BAR:
            self._column.setFixedWidth(width)
            self.setFixedWidth(width + BAR)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the table as many rows as all the others leave it."""
        needed = self._column.heightForWidth(self._column.width())
        if not self._table.isHidden():
            needed += self._table.height_of(ROWS) - self._table.minimumSizeHint().height()
        self._table.set_least_rows(ROWS if needed <= self.viewport().height() else 1)
        self._show_focus()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Show what gets the keys, but never move a thing under a finger that presses it."""
        here = now is not None and self._column.isAncestorOf(now)
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._with_keys = now if here and not pressed else None
        self._show_focus()

    def _show_focus(self) -> None:
        now = self._with_keys
        if now is None or not now.hasFocus():
            return
        panel, holder = now, now.parentWidget()
        while holder is not None and holder is not self._column:
            panel, holder = holder, holder.parentWidget()
        self.ensureWidgetVisible(panel if panel.height() <= self.viewport().height() else now, 0, 0)

    def _forget_focus(self) -> None:
        """A hand scrolls."""
        self._with_keys = None


class _Column(QWidget):
    """As high as its panels need it, at least; what is more is shared among them."""

    def __init__(self, panels: Sequence[tuple[QWidget, int]]) -> None:
        super().__init__()
        self._panels = QVBoxLayout(self)
        self._panels.setContentsMargins(0, 0, 0, 0)
        self._panels.setSpacing(theme.S)
        for panel, share in panels:
            self._panels.addWidget(panel, share)

    def heightForWidth(self, width: int) -> int:
        if self._panels.hasHeightForWidth():
            return self._panels.totalMinimumHeightForWidth(width)
        return self._panels.totalMinimumSize().height()
