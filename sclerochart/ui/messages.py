"""The message bar: a problem in words, over the top of the window, so that nothing under the hand moves."""

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from sclerochart.ui import icons, theme

LEAST_MS, LETTER_MS = 2000, 40
"""How long a sentence can be read: at least, and for each of its letters."""


class MessageBar(QFrame):
    """Shows one sentence until it is dismissed, replaced, or has been read and the next act went well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message-bar")
        self.setAccessibleName("Message")
        self.setProperty("role", "message")
        self._shown = QElapsedTimer()
        self._read = QTimer(self, singleShot=True)
        self._read.timeout.connect(self.hide)
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        dismiss = QToolButton()
        dismiss.setObjectName("dismiss-message")
        dismiss.setAccessibleName("Dismiss message")
        dismiss.setToolTip("Dismiss")
        theme.mark(dismiss, kind="quiet")
        icons.dress(dismiss, "x", "notice_ink")
        dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.L, theme.XS, theme.S, theme.XS)
        row.setSpacing(theme.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def text(self) -> str:
        """The sentence on show, "" when there is none."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, sentence: str) -> None:
        """Show a sentence and tell it to screen readers without cutting in."""
        self._sign.setPixmap(icons.pixmap("info", "notice_ink", scale=self.devicePixelRatioF()))
        self._text.setText(sentence)
        self._shown.start()
        self._read.stop()
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def clear_when_read(self) -> None:
        """The next act went well: take the sentence away as soon as there was time to read it."""
        if not self.isHidden() and not self._read.isActive():
            needed = max(LEAST_MS, LETTER_MS * len(self._text.text()))
            self._read.start(max(0, needed - self._shown.elapsed()))

    def height_for(self, width: int) -> int:
        """How high the bar has to be at a width, at least as high as the top bar."""
        inner = width - theme.L - theme.S - 2 * theme.M - icons.SIZE - theme.TOUCH
        return max(56, self._text.heightForWidth(max(inner, 120)) + 2 * theme.S)

    def sizeHint(self) -> QSize:
        return QSize(640, self.height_for(640))
