"""The signature: what is missing in words, the reason for signing without it, and addenda once signed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.session import Addendum, Session
from sclerochart.domain.signing import missing_text
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.fields import set_words

MOST_REMARKS = 2
_PAUSE_MS = 400


class SignPanel(QFrame):
    """Below the table: sign while it is a draft, add to it afterwards."""

    signed = Signal(str)
    """Sign, with the reason although something is missing ("" when nothing is)."""
    addendum_written = Signal(str)
    addendum_begun = Signal(str)
    reason_begun = Signal(str)
    """What is typed so far, after a pause and when the panel is left."""
    held = Signal(str)
    """Why the press did not sign yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: tuple[str, ...] = ()
        self._look: Callable[[], Sequence[str]] = tuple
        self._coming_in: Callable[[], str] = str
        self._settled: Callable[[str], bool] = bool
        self.missing = QLabel(self, wordWrap=True)
        self.missing.setObjectName("sign-missing")
        self.missing.setAccessibleName("What is not recorded yet")
        theme.mark(self.missing, role="caption")
        self.remarks = QLabel(self, wordWrap=True)
        self.remarks.setObjectName("sign-remarks")
        self.remarks.setAccessibleName("Sites to look at once more")
        theme.mark(self.remarks, role="caption")
        self.remarks.hide()
        self.sign = QPushButton("Sign session", self)
        self.sign.setObjectName("sign-session")
        self.sign.setAccessibleName("Sign session")
        theme.mark(self.sign, kind="primary")
        icons.dress(self.sign, "signature", "on_accent")
        self.sign.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # see Settling
        self.sign.clicked.connect(self.press)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("sign-reason")
        self.reason.setAccessibleName("Reason for signing although something is missing")
        self.reason.setPlaceholderText("Reason for signing without these")
        self.reason.textChanged.connect(self._name_button)
        self.reason.returnPressed.connect(self.press)
        self.reason.hide()
        self.state = QLabel(self, wordWrap=True)
        self.state.setObjectName("signed-by")
        self.addenda = QPlainTextEdit(self, readOnly=True)
        self.addenda.setObjectName("addenda")
        self.addenda.setAccessibleName("Addenda")
        self.addenda.setFixedHeight(76)
        self.add = QPushButton("Add addendum", self)
        self.add.setEnabled(False)
        self.add.setObjectName("add-addendum")
        self.add.setAccessibleName("Add addendum")
        icons.dress(self.add, "notebook-pen")
        self.add.clicked.connect(self._write_addendum)
        self.words = QPlainTextEdit(self)
        self.words.setObjectName("addendum-text")
        self.words.setAccessibleName("Text of the addendum")
        self.words.setPlaceholderText("Write an addendum")
        self.words.setFixedHeight(theme.TOUCH)
        self.words.setTabChangesFocus(True)
        self._begun = self._begun_reason = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell_begun)
        self.words.textChanged.connect(self._type)
        self.reason.textEdited.connect(lambda: self._pause.start())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        for widget in (self.state, self.addenda, self.remarks, self.reason):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(self.missing, 1)
        row.addWidget(self.sign, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.add, 0)
        column.addLayout(row)

    def show_session(
        self, session: Session, missing: Sequence[str], addenda: Sequence[Addendum], signed_by: str
    ) -> None:
        """Show a draft with what is missing, or a signed session with its addenda."""
        self._missing = tuple(missing)
        draft = not session.signed
        set_words(self.missing, missing_text((*missing, *self._on_their_way())) if draft else "")
        set_words(self.state, "" if draft else _signed_words(session, signed_by))
        self.sign.setVisible(draft)
        if not missing or not draft:
            self.reason.setText("")
        self.reason.setVisible(draft and bool(missing) and (self.reason.isVisible() or bool(self.reason.text())))
        self._name_button()
        shown = "\n".join(f"{text.when(each.at.local())}, {each.author}: {each.text}" for each in addenda)
        if self.addenda.toPlainText() != shown:
            self.addenda.setPlainText(shown)
            bar = self.addenda.verticalScrollBar()
            bar.setValue(bar.maximum())
        self.addenda.setVisible(bool(addenda) and not draft)
        self.words.setVisible(not draft)
        self.add.setVisible(not draft)

    def show_remarks(self, sentences: Sequence[str]) -> None:
        """Say which sites stand out, for somebody to look at; nothing waits for it."""
        shown = list(sentences[:MOST_REMARKS])
        more = len(sentences) - len(shown)
        if more:
            shown.append(f"{text.count(more, 'site')} more: see here.")
        set_words(self.remarks, " ".join(shown))
        self.remarks.setToolTip("\n".join(sentences))

    def _write_addendum(self) -> None:
        self.addendum_written.emit(self.words.toPlainText())

    def show_begun(self, words: str) -> None:
        """Show an addendum that was begun earlier."""
        self._begun = words
        self.words.setPlainText(words)

    def show_begun_reason(self, words: str) -> None:
        """Show a reason that was begun earlier, for as long as something is missing."""
        self._begun_reason = words
        self.reason.setText(words)

    def hideEvent(self, event: QHideEvent) -> None:
        self._tell_begun()
        super().hideEvent(event)

    def _type(self) -> None:
        self.add.setEnabled(bool(self.words.toPlainText().strip()))
        self._pause.start()

    def _tell_begun(self) -> None:
        self._pause.stop()
        reason, words = self.reason.text(), self.words.toPlainText()
        if reason != self._begun_reason:
            self._begun_reason = reason
            self.reason_begun.emit(reason)
        if words != self._begun:
            self._begun = words
            self.addendum_begun.emit(words)

    def clear_addendum(self) -> None:
        """Empty the field once its text is kept."""
        self.show_begun("")

    def _name_button(self) -> None:
        wanted = "Sign anyway" if self._missing and self.reason.text().strip() else "Sign session"
        if self.sign.text() != wanted:
            self.sign.setText(wanted)

    def look_first(self, look: Callable[[], Sequence[str]]) -> None:
        """Ask this, before signing, for what stands out and has not been read."""
        self._look = look

    def wait_for(self, coming_in: Callable[[], str]) -> None:
        """Ask this, before signing, for the photos that are on their way: nothing can be added to a signed session."""
        self._coming_in = coming_in

    def settle_first(self, settled: Callable[[str], bool]) -> None:
        """Ask this first of all: what is being typed is kept, or it says why not and that nothing is signed yet."""
        self._settled = settled

    def _on_their_way(self) -> Sequence[str]:
        photos = self._coming_in()
        return (f"{photos} still being brought in",) if photos else ()

    def press(self) -> None:
        """Sign, or ask for the reason while something is missing. What stands out and was not read yet is said first,
        and signed at the next press, and so is what had to be refused; photos on their way are waited for."""
        if not self._settled("Not signed yet."):
            return
        for words in self._on_their_way():
            self.held.emit(f"{words}. Not signed yet: sign once they are in.")
            return
        unread = self._look()
        reason = self.reason.text().strip()
        if self._missing and not reason:
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif unread:
            more = f" {text.count(len(unread) - 1, 'site')} more: see above the signature." if unread[1:] else ""
            self.held.emit(f"{unread[0]}{more} Not signed yet: look once more, or press again to sign.")
        else:
            self.signed.emit(reason if self._missing else "")


def _signed_words(session: Session, signed_by: str) -> str:
    assert session.signed_at is not None
    words = f"Signed {text.when(session.signed_at.local())}" + (f" by {signed_by}" if signed_by else "")
    return f"{words}. Reason given: {session.sign_reason}" if session.sign_reason else words
