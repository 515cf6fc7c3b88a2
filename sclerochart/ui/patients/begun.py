"""A quiet line over the form for somebody new: what was begun earlier is still there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from sclerochart.domain import text
from sclerochart.store.unfinished import Unfinished
from sclerochart.ui import theme

_MOST = 2


class BegunLine(QFrame):
    """Says what came back into the form and clears it, or offers who else was begun; hidden while there is nothing."""

    cleared = Signal()
    brought_back = Signal()
    resumed = Signal(str)
    """Go on with somebody begun earlier, by the id of what was kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("begun-earlier")
        self.setProperty("role", "notice")
        self._shown: tuple[bool, bool, tuple[str, ...]] | None = None
        self._words = QLabel()
        self._words.setObjectName("begun-words")
        self._words.setWordWrap(True)
        self._clear = _button("clear-patient", "Clear")
        self._clear.setToolTip("Empty every field of this form")
        self._clear.clicked.connect(self.cleared)
        self._back = _button("bring-back-patient", "Bring it back")
        self._back.clicked.connect(self.brought_back)
        self._others: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        self._row.setSpacing(theme.S)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._clear)
        self._row.addWidget(self._back)
        self.hide()

    def show_begun(self, others: Sequence[Unfinished], *, resumed: bool, cleared: bool) -> None:
        """`resumed`: what is in the form was begun earlier; `cleared`: it was emptied a moment ago."""
        shown = (resumed, cleared, tuple(each.id for each in others))
        if shown == self._shown:
            return
        self._shown = shown
        for button in self._others:
            self._row.removeWidget(button)
            button.deleteLater()
        self._others = [] if resumed or cleared else [self._offer(each) for each in others[:_MOST]]
        self._clear.setVisible(resumed)
        self._back.setVisible(cleared)
        more = f" (and {text.count(len(others) - _MOST, 'other')})" if len(others) > _MOST else ""
        if resumed:
            self._words.setText("This patient was begun earlier and is not added yet.")
        elif cleared:
            self._words.setText("The form was cleared.")
        else:
            self._words.setText(f"Begun earlier and not added yet{more}:")
        self.setVisible(resumed or cleared or bool(others))

    def _offer(self, begun: Unfinished) -> QPushButton:
        names = [begun.texts.get(name, "").strip() for name in ("family_name", "given_name")]
        who = ", ".join(name for name in names if name) or "somebody without a name"
        button = _button(f"resume-{begun.id}", f"Go on with {who}")
        button.clicked.connect(lambda: self.resumed.emit(begun.id))
        self._row.addWidget(button)
        button.show()
        return button


def _button(name: str, words: str) -> QPushButton:
    made = QPushButton(words.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(words)
    return made
