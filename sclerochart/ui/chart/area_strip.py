"""How many injections an area gets, by one press: for a hand that has no keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import button, words

COUNTS = (3, 4, 5, 6, 8, 10, 12, 15, 20)


class AreaStrip(QFrame):
    """Shown while the tool for areas is in force; the volume is that of the palette."""

    count_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("area-strip")
        self.setAccessibleName("Area")
        theme.mark(self, role="card")
        self.said = words("area-words", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        row.setSpacing(theme.XS)
        row.addWidget(self.said, 1)
        for count in COUNTS:
            made = button(f"area-{count}", str(count), f"{count} injections in the area", self)
            made.setFixedWidth(theme.TOUCH + theme.S)
            made.clicked.connect(lambda _=False, count=count: self.count_chosen.emit(count))
            row.addWidget(made)
        self.hide()

    def show_words(self, what: str) -> None:
        """Say what the next click places, or what is still wanted."""
        set_words(self.said, what)
