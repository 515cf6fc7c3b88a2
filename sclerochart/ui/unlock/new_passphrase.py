"""A new passphrase, typed twice, with an honest word about how long it would hold."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sclerochart.domain.errors import UserError
from sclerochart.ui import theme
from sclerochart.ui.unlock.card import PassphraseField, label
from sclerochart.ui.unlock.strength import strength


class NewPassphrase(QWidget):
    """Two fields and a hint."""

    def __init__(self) -> None:
        super().__init__()
        self.first = PassphraseField("new-passphrase", "New passphrase")
        self.first.setPlaceholderText("Passphrase")
        self.again = PassphraseField("new-passphrase-again", "New passphrase again")
        self.again.setPlaceholderText("The same once more")
        self.first.textChanged.connect(self._judge)
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._hint = label("", "caption")
        self._hint.setObjectName("passphrase-strength")
        self._hint.setMinimumHeight(self._hint.fontMetrics().lineSpacing() * 2 + theme.XS)
        pair = QHBoxLayout()
        pair.setSpacing(theme.S)
        pair.addWidget(self.first)
        pair.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        column.addLayout(pair)
        column.addWidget(self._bar)
        column.addWidget(self._hint)
        self._judge("")

    def passphrase(self) -> str:
        """What was typed in both fields; UserError when there is nothing or they differ."""
        if not self.first.text():
            raise UserError("Type a passphrase first.")
        if self.first.text() != self.again.text():
            raise UserError("The two passphrases are not the same. Type the second one again; the eye shows them.")
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _judge(self, typed: str) -> None:
        step, words = strength(typed)
        self._bar.setValue(step)
        self._hint.setText(words)
