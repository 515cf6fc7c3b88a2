"""What must never be missed about a patient, in a few lines, and all of it at one press."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.ui import icons, theme
from sclerochart.ui.patients.labels import WrappedLabel, height_of, lines_of, shortened

LINES = 3
BETWEEN = "   ·   "


class WarningNotice(QFrame):
    """As many lines as the words take, up to `LINES`: what stands beside the patient's name must leave room for the
    legs. Where that is too little, each warning has lines of its own, and a button shows all that there is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}-notice")
        theme.mark(self, role="notice")
        self._name = name
        self._parts: tuple[str, ...] = ()
        self._sign = QLabel()
        self._words = WrappedLabel(f"{name}-warnings")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._all = QPushButton("Read all")
        self._all.setObjectName(f"{name}-read-all")
        self._all.setAccessibleName("Read all allergies and alerts")
        self._all.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the keys where they are
        self._all.setStyleSheet(f"padding: 0 {theme.S}px;")
        self._all.clicked.connect(self._show_all)
        self._all.hide()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.S, theme.XS, theme.M, theme.XS)
        row.setSpacing(theme.S)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self._all, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_warnings(self, parts: Sequence[str]) -> None:
        """Show these; none hide the notice."""
        self._parts = tuple(parts)
        self.setVisible(bool(parts))
        if parts:
            self._sign.setPixmap(icons.pixmap("triangle-alert", "notice_ink", scale=self.devicePixelRatioF()))
        self._fit()

    def width_of_words(self) -> int:
        """What one line of all the words would take."""
        return self._words.fontMetrics().horizontalAdvance(BETWEEN.join(self._parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, spacing = self._words.fontMetrics(), self._row.spacing()
        sides = self._row.contentsMargins().left() + self._row.contentsMargins().right()
        room = self.contentsRect().width() - sides - self._sign.sizeHint().width() - spacing
        whole = BETWEEN.join(self._parts)
        long = lines_of(whole, metrics, room) > LINES
        room -= self._all.sizeHint().width() + spacing
        self._all.setVisible(long)
        self.setToolTip("\n\n".join(self._parts) if long else "")
        self._words.setMaximumHeight(height_of(LINES, metrics))
        left, said = LINES, []
        for number, part in enumerate(self._parts, start=1):
            said.append(shortened(part, metrics, room, left - (len(self._parts) - number)))
            left -= lines_of(said[-1], metrics, room)
        self._words.show_words("\n".join(said) if long else whole)

    def _show_all(self) -> None:
        _All(self._name, "\n\n".join(self._parts), self).show()


class _All(QFrame):
    """All the warnings over the page, until the next press or key."""

    def __init__(self, name: str, words: str, notice: QWidget) -> None:
        super().__init__(notice, Qt.WindowType.Popup)
        self.setObjectName(f"{name}-all")
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.mark(self, role="notice")
        label = WrappedLabel(f"{name}-all-warnings")
        label.show_words(words)
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(label)
        scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.L, theme.M, theme.S, theme.M)
        column.addWidget(scroll)
        window = notice.window()
        corner = notice.mapTo(window, QPoint())
        high = label.heightForWidth(notice.width() - theme.L - theme.S - theme.XL) + 2 * theme.M
        self.resize(notice.width(), min(high, window.height() - corner.y() - theme.S))
        self.move(window.mapToGlobal(corner))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()
