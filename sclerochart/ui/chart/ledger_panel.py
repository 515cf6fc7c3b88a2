"""The ledger beside the diagram: the session's total large enough to read from the chair, and what it is made of."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sclerochart.domain.ledger_lines import LedgerLine, LedgerWords
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.fields import set_words, unbroken

LEAST_HEIGHT = 42
"""Of what the total is made of: two lines are read at once, the rest scrolls."""
_LARGER = 14


class LedgerPanel(QFrame):
    """Sums and their terms. Labels change only where their words do."""

    line_wanted = Signal(str, str)
    """Product id and form for which the clinic may adopt a reference line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger")
        self.setAccessibleName("Ledger")
        theme.mark(self, role="card")
        self.total = QLabel("0.0 ml", self)
        self.total.setObjectName("total-volume")
        self.total.setAccessibleName("Volume of this session")
        theme.mark(self.total, role="number")
        self.count = QLabel(self)
        self.legs = QLabel(self)
        self.day = QLabel(self, wordWrap=True)
        self.together = QLabel(self, wordWrap=True)
        for label, role in ((self.count, "soft"), (self.legs, "caption"), (self.together, "caption")):
            theme.mark(label, role=role)
        self._rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.XS, theme.M, theme.S)
        column.setSpacing(2)
        self.by_region = QToolButton(self)
        self.by_region.setObjectName("by-region")
        icons.dress(self.by_region, "clipboard-list")
        self.by_region.setCheckable(True)
        self.by_region.setAccessibleName("Ledger by region")
        self.by_region.setToolTip("What the total is made of: by region, or by preparation")
        self.by_region.setStyleSheet(f"padding: 0 {theme.XS}px;")
        theme.mark(self.by_region, kind="quiet")
        top = QHBoxLayout()
        top.setSpacing(theme.M)
        top.addWidget(self.total)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.count, 1)
        top.addWidget(self.by_region)
        column.addLayout(top)
        column.addWidget(self.legs)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.XS)
        self._column.addWidget(self.day)
        self._column.addWidget(self.together)
        self._scroll = _Scroll(self._body, self._column, self)
        column.addWidget(self._scroll)
        self._words: LedgerWords | None = None
        self._roomy = False
        self._of_total = [QFontMetrics(theme.font(theme.NUMBER + more, bold=True)) for more in (0, _LARGER)]

    def set_roomy(self, roomy: bool) -> None:
        """A larger total where there is room: it is read from the chair."""
        self._roomy = roomy
        self._fit_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_top()

    def _fit_top(self) -> None:
        """The total and what it counts are never cut off: the count takes two lines, or the total its usual size."""
        if self._words is None:
            return
        room = self.width() - 2 * (theme.M + theme.M + self.frameWidth()) - self.by_region.sizeHint().width()
        measure, lines = self.count.fontMetrics().horizontalAdvance, self._words.count.replace(" · ", "\n", 1)
        least = max(measure(line) for line in lines.split("\n"))
        usual, large = (each.horizontalAdvance(self._words.total) for each in self._of_total)
        wanted = f"font-size: {theme.NUMBER + _LARGER}px;" if self._roomy and large + least <= room else ""
        if self.total.styleSheet() != wanted:
            self.total.setStyleSheet(wanted)
        one_line = (large if wanted else usual) + measure(self._words.count) <= room
        set_words(self.count, self._words.count if one_line else lines)

    def set_by_region(self, by_region: bool) -> None:
        """Leave room for the sums by region, or show those by preparation."""
        self.by_region.setChecked(by_region)
        icons.dress(self.by_region, "clipboard-list", "on_accent" if by_region else "ink")
        self._scroll.setVisible(not by_region)

    def show_words(self, words: LedgerWords) -> None:
        """Show the ledger."""
        if words == self._words:
            return
        self._words = words
        set_words(self.total, words.total)
        self._fit_top()
        set_words(self.legs, words.legs)
        _wrap(self.day, words.day)
        _wrap(self.together, words.together)
        while len(self._rows) < len(words.rows):
            row = _Row(self._body)
            row.adopt.clicked.connect(lambda _=False, row=row: self.line_wanted.emit(row.product_id, row.form))
            self._rows.append(row)
            self._column.insertWidget(len(self._rows) - 1, row)
            row.show()
        while len(self._rows) > len(words.rows):
            gone = self._rows.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()
        for row, line in zip(self._rows, words.rows, strict=True):
            row.show_line(line)
        self.setAccessibleDescription(words.as_text())
        self._scroll.fit()


def _wrap(label: QLabel, words: str) -> None:
    """Show words in as many lines as they need; they are read out as they are."""
    set_words(label, unbroken(words))
    label.setAccessibleName(words)


class _Scroll(QScrollArea):
    """As high as its words where there is room; else they scroll and the total above stays."""

    def __init__(self, body: QWidget, words: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent, widgetResizable=True)
        self._words = words
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def fit(self) -> None:
        """Follow the height of the words."""
        wanted = self._wanted()
        if self.maximumHeight() != wanted:
            self.setMinimumHeight(min(wanted, LEAST_HEIGHT))
            self.setMaximumHeight(wanted)
            self.updateGeometry()

    def _wanted(self) -> int:
        width = self.width() - 2 * self.frameWidth()  # as if nothing scrolled
        if self._words.hasHeightForWidth():
            return self._words.totalHeightForWidth(width)
        return self._words.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(300, self._wanted())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # words were set in their final type, or came and went
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()


class _Row(QWidget):
    """One preparation of the ledger."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.product_id, self.form = "", ""
        self.name, self.terms, self.line = QLabel(self), QLabel(self, wordWrap=True), QLabel(self, wordWrap=True)
        self.name.setStyleSheet("font-weight: bold;")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.mark(self.line, role="soft")
        self.adopt = QPushButton("Adopt a line…", self)
        self.adopt.setToolTip("Choose a reference line that the clinic adopts for this product")
        self.adopt.setStyleSheet(f"padding: 0 6px; font-size: {theme.CAPTION}px;")
        theme.mark(self.adopt, kind="quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.terms)
        top = QHBoxLayout()
        top.setSpacing(theme.XS)
        top.addLayout(words, 1)
        top.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.line)

    def show_line(self, line: LedgerLine) -> None:
        """Show one preparation."""
        self.product_id, self.form = line.product_id, line.form
        set_words(self.name, line.name)
        _wrap(self.terms, line.terms)
        _wrap(self.line, line.line)
        self.adopt.setVisible(line.adoptable)
        self.adopt.setAccessibleName(f"Adopt a reference line for {line.name}")
