"""The clinic's phrases: a press or a key 1 to 9 puts one into the note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from sclerochart.store import findings
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import Follower, button, words
from sclerochart.ui.workspace import Workspace

MOST = 9
_COLUMNS, _WIDEST = 5, 176
_NONE = "No phrases yet. Settings holds the clinic’s own, for keys 1 to 9."


class PhraseMenu(QWidget):
    """Up to nine phrases as buttons, with the key that presses each.

    It stands in the strip of marks under the note, and can stand beside any other note: connect `phrase_chosen` to
    what inserts the words, and give it the keys 1 to 9 by `press`. It follows the workspace by itself.
    """

    phrase_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phrase-menu")
        self.setAccessibleName("Phrases")
        self._workspace = workspace
        self._texts: list[str] = []
        self._buttons: list[QPushButton] = []
        self.none = words("phrases-none", self, role="caption")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.XS)
        self._grid.addWidget(self.none, 0, 0, 1, _COLUMNS)
        self._grid.setColumnStretch(_COLUMNS, 1)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the phrases that the store holds."""
        self._texts = [each.text for each in findings.phrases(self._workspace.db)][:MOST]
        set_words(self.none, "" if self._texts else _NONE)
        while len(self._buttons) < len(self._texts):
            at = len(self._buttons)
            made = button(f"phrase-{at + 1}", "", "", self)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setMaximumWidth(_WIDEST)
            made.clicked.connect(lambda _=False, number=at + 1: self.press(number))
            self._grid.addWidget(made, 1 + at // _COLUMNS, at % _COLUMNS)
            self._buttons.append(made)
        metrics = QFontMetrics(theme.font())
        for at, one in enumerate(self._buttons):
            phrase = self._texts[at] if at < len(self._texts) else ""
            one.setVisible(bool(phrase))
            one.setAccessibleName(f"Phrase {at + 1}: {phrase}")
            one.setToolTip(phrase)
            label = f"{at + 1}  {phrase}".replace("&", "&&")
            one.setText(metrics.elidedText(label, Qt.TextElideMode.ElideRight, _WIDEST - 2 * theme.M))

    def press(self, number: int) -> bool:
        """Choose a phrase by its number; False when there is none of it."""
        if not 1 <= number <= len(self._texts):
            return False
        self.phrase_chosen.emit(self._texts[number - 1])
        return True
