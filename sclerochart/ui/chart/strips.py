"""Where strips lie while they are in use: over the line of the session and the palette, so that no leg ever moves."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sclerochart.ui import theme


class Strips(QWidget):
    """A column of strips over other things; as high as what is open in it, and no higher than nothing otherwise.

    It stands in no layout: a strip may open by itself under a hand that clicks on (a question, the words of a vein or
    of a mark) and close by itself (the last proposal was taken), and the legs must stand still all the while. What
    holds it gives it its place by `lie`, and again on each `wanted`.
    """

    wanted = Signal()
    """Another strip was opened or closed, or one of them grew: it wants another height."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.mark(self, role="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def lie(self, left: int, top: int, width: int, steps: tuple[int, ...]) -> None:
        """Lie there, down to the first of `steps` (heights) that holds what is open, farther where none does."""
        column = self.column
        high = column.heightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        place = QRect(left, top, width, next((step for step in (0, *steps) if high <= step), high))
        if self.geometry() != place:
            self.setGeometry(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.wanted.emit()
        return super().event(event)
