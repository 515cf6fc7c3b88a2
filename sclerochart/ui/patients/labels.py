"""Labels for what people typed: however long a word is, the window stays as wide as it was."""

from bisect import bisect_left

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

_MAY_BREAK = "\u200b"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_WORD = 24
"""A longer word may be cut off within."""


def lines_of(words: str, metrics: QFontMetrics, width: int) -> int:
    """How many lines of that width a `WrappedLabel` takes for the words."""
    height = metrics.boundingRect(0, 0, width, 100_000, _WRAPPED, _broken(words, metrics, width)).height()
    return round(height / metrics.lineSpacing())


def height_of(lines: int, metrics: QFontMetrics) -> int:
    """How high a label of so many lines is; line spacing comes in parts of a pixel."""
    return metrics.boundingRect(0, 0, 100, 100_000, _WRAPPED, "\n".join("x" * lines)).height() + 1


def shortened(words: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """As many of the words as so many lines of that width hold; "…" stands for the rest."""
    if lines_of(words, metrics, width) <= lines:
        return words
    kept = bisect_left(range(len(words)), True, key=lambda to: lines_of(f"{words[:to]}…", metrics, width) > lines)
    kept = max(kept - 1, 0)
    whole, space, part = words[:kept].rpartition(" ")
    return (whole if space and len(part) < _WORD and words[kept] != " " else words[:kept]).rstrip(" ;,") + "…"


class ElidedLabel(QLabel):
    """One line; what does not fit is cut off with "…" and stands in the tool tip."""

    def __init__(self, name: str, *, least: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._least = self._most = least

    def allow(self, most: int) -> None:
        """Take up to so much of the width, even if others want it too."""
        self._most = most
        self.updateGeometry()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._explain()

    def sizeHint(self) -> QSize:
        whole = super().sizeHint()
        return QSize(min(whole.width(), self._most), whole.height())

    def minimumSizeHint(self) -> QSize:
        whole = super().sizeHint()
        return QSize(min(whole.width(), self._least), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fitting() == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.contentsRect(), side, self.palette(), self.isEnabled(), self._fitting(), self.foregroundRole()
        )
        painter.end()

    def _fitting(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _explain(self) -> None:
        self.setToolTip(self.text() if self._fitting() != self.text() else "")


class WrappedLabel(QLabel):
    """As many lines as the words take; a word longer than a line is broken anywhere."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show these words; `text` has places to break in a word that needs them."""
        self._words = words
        self._fit()

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), 160), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        fitting = _broken(self._words, self.fontMetrics(), self.contentsRect().width())
        if fitting != self.text():
            self.setText(fitting)


def _broken(words: str, metrics: QFontMetrics, room: int) -> str:
    """The words with places to break between the letters of those that are wider than `room`."""
    lines = (line.split(" ") for line in words.split("\n"))
    return "\n".join(
        " ".join(_MAY_BREAK.join(word) if metrics.horizontalAdvance(word) > room else word for word in line)
        for line in lines
    )
