"""A quiet line over the form for somebody new: who was begun earlier is still there, and who was cleared, too."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sclerochart.store.unfinished import Unfinished
from sclerochart.ui import theme

_OFFERED = 2
_ROWS_SEEN = 4.5
_LONGEST, _LONGEST_OFFERED = 32, 20


class BegunLine(QFrame):
    """Offers who was begun and brings back who was cleared; all of them are listed on demand. Hidden while there is
    nothing to say."""

    cleared = Signal()
    """The form is to be emptied."""
    brought_back = Signal(str)
    resumed = Signal(str)
    """Go on with somebody begun earlier, by the id of what was kept."""
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("begun-earlier")
        self.setProperty("role", "notice")
        self._shown: tuple[bool, tuple[Unfinished, ...], tuple[Unfinished, ...]] | None = None
        self._last = ""
        self._words = QLabel()
        self._words.setObjectName("begun-words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setMinimumWidth(160)
        self._clear = _button("clear-patient", "Clear")
        self._clear.setToolTip("Empty every field of this form; it can be brought back")
        self._clear.clicked.connect(self.cleared)
        self._back = _button("bring-back-patient", "")
        self._back.clicked.connect(lambda: self.brought_back.emit(self._last))
        self._all = _button("begun-all", "")
        self._all.setCheckable(True)
        self._offers: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.S)
        self._row.addWidget(self._words, 1)
        for button in (self._clear, self._back, self._all):
            self._row.addWidget(button)
        self._list = _List()
        self._all.toggled.connect(self._list.setVisible)
        self._list.resumed.connect(self._resume_listed)
        self._list.removed.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        column.setSpacing(theme.XS)
        column.addLayout(self._row)
        column.addWidget(self._list)
        self.hide()

    def show_begun(self, others: Sequence[Unfinished], cleared: Sequence[Unfinished], *, resumed: bool) -> None:
        """`others` were begun apart from who is in the form, `cleared` can be brought back, both the last one first;
        `resumed`: who is in the form was begun earlier."""
        shown = (resumed, tuple(others), tuple(cleared))
        if shown == self._shown:
            return
        self._shown = shown
        self._last = cleared[0].id if cleared else ""
        for button in self._offers:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = [] if resumed or cleared else [self._offer(each) for each in others[:_OFFERED]]
        self._clear.setVisible(resumed)
        self._back.setVisible(bool(cleared))
        _say(self._back, f"Bring back {shortened(cleared[0].list_name, _LONGEST_OFFERED)}" if cleared else "")
        self._all.setVisible(bool(others))
        _say(self._all, f"{'Others' if resumed else 'All'} begun ({len(others)})")
        self._all.setToolTip("Everybody who was begun and is not added yet, to go on with or to remove")
        if not others:
            self._all.setChecked(False)
        focused = self.focusWidget()
        pressed = focused is not None and self._list.isAncestorOf(focused)
        self._list.show_begun(others)
        if pressed and cleared:  # what was pressed in the list is gone; what takes that back is there
            self._back.setFocus()
        if resumed:
            self._words.setText("This patient was begun earlier and is not added yet.")
        elif cleared:
            self._words.setText(f"{shortened(cleared[0].list_name)} was cleared and is kept for a day.")
        else:
            self._words.setText("Begun earlier and not added yet:")
        self.setVisible(resumed or bool(cleared) or bool(others))

    def _offer(self, begun: Unfinished) -> QPushButton:
        button = _button(f"resume-{begun.id}", f"Go on with {shortened(begun.list_name, _LONGEST_OFFERED)}")
        button.setToolTip(_about(begun))
        button.clicked.connect(lambda: self.resumed.emit(begun.id))
        self._row.insertWidget(self._row.count() - 1, button)
        button.show()
        return button

    def _resume_listed(self, begun_id: str) -> None:
        self._all.setChecked(False)
        self.resumed.emit(begun_id)


class _List(QScrollArea):
    """Everybody begun, each to go on with or to remove."""

    resumed = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("begun-list")
        self.setAccessibleName("Begun and not added yet")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.hide()

    def show_begun(self, people: Sequence[Unfinished]) -> None:
        """List these people, from where the list was scrolled to."""
        where = self.verticalScrollBar().value()
        ground = QWidget()
        ground.setObjectName("begun-list-ground")
        ground.setStyleSheet("#begun-list-ground { background: transparent; }")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, theme.S, 0)
        column.setSpacing(theme.XS)
        for each in people:
            column.addLayout(self._row(each))
        self.setWidget(ground)
        self.setFixedHeight(round(min(len(people), _ROWS_SEEN) * (theme.TOUCH + theme.XS)))
        ground.adjustSize()
        self.verticalScrollBar().setValue(where)

    def _row(self, begun: Unfinished) -> QHBoxLayout:
        who = shortened(begun.list_name)
        words = QLabel(_about(begun))
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(words, 1)
        for name, does, act in (("go-on", "Go on", self.resumed), ("remove", "Remove", self.removed)):
            button = _button(f"{name}-{begun.id}", does)
            button.setAccessibleName(f"{does} with {who}" if name == "go-on" else f"{does} {who}")
            button.setMinimumHeight(theme.TOUCH)
            button.clicked.connect(lambda _checked=False, act=act: act.emit(begun.id))
            row.addWidget(button)
        return row


def shortened(name: str, longest: int = _LONGEST) -> str:
    """As much of a name as there is room for."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip(' ,')}…"


def _about(begun: Unfinished) -> str:
    born = begun.texts.get("birth_date", "").strip()
    return shortened(begun.list_name) + (f"  ·  born {shortened(born)}" if born else "")


def _button(name: str, words: str) -> QPushButton:
    made = QPushButton()
    made.setObjectName(name)
    _say(made, words)
    return made


def _say(button: QPushButton, words: str) -> None:
    button.setText(words.replace("&", "&&"))
    button.setAccessibleName(words)
