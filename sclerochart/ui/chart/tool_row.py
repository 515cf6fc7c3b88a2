"""The row under the diagram: ways of entering, and what can be shown; each button has a key that does the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from sclerochart.domain.posture import POSTURES
from sclerochart.ui import theme
from sclerochart.ui.chart.actions import BY_ID, Bindings


@dataclass(frozen=True, slots=True)
class _Tool:
    action_id: str
    name: str
    label: str
    shown_when: str = ""
    """The diagram's tool during which it is pressed, or "on" for one that stays pressed while it shows something."""
    enters: bool = False
    """Whether it writes, and so is not for a signed session."""


_TOOLS = (
    _Tool("place-tool", "tool-place", "Site", "place", enters=True),
    _Tool("burst", "tool-burst", "Row", "burst", enters=True),
    _Tool("area", "tool-area", "Area", "area", enters=True),
    _Tool("run", "tool-run", "Vein", "run", enters=True),
    _Tool("mark", "tool-mark", "Mark", "mark", enters=True),
    _Tool("note", "tool-note", "Note", enters=True),
    _Tool("list", "tool-list", "List", "on"),
    _Tool("quick-line", "tool-quick", "Write", "on", enters=True),
    _Tool("repeat", "tool-repeat", "Repeat", "on", enters=True),
    _Tool("syringe", "tool-syringe", "Syringe", "on", enters=True),
    _Tool("earlier", "tool-course", "Earlier", "on"),
    _Tool("walk-strip", "tool-clocks", "Clocks", "on"),
    _Tool("posture", "tool-posture", "Standing"),
    _Tool("totals", "tool-totals", "Totals", "on"),
    _Tool("keys", "tool-keys", "Keys ?"),
)
_CLOCKS = "walk-strip"
_DUE = "Walk due", "Obs. due", "Both due"
_LOOK = f"font-size: {theme.CAPTION}px; padding: 0 2px; min-width: 0;"
_GAP_BEFORE = ("quick-line", "earlier")
_SHORT = {"standing": "Standing", "supine": "On back", "prone": "On front", "frog-leg": "Frog-leg"}
_WORDS = {
    "place-tool": "Place sites one by one",
    "burst": "Drag for a row of sites",
    "walk-strip": "Clocks of the session",
}


class ToolRow(QWidget):
    """Says which button was pressed, and shows what is in force."""

    asked = Signal(str)
    """An action's id; "walk-strip" for the clocks as a whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tool-row")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for tool in _TOOLS:
            if tool.action_id in _GAP_BEFORE:
                row.addSpacing(theme.S)
            made = self._buttons[tool.action_id] = QToolButton(self)
            made.setObjectName(tool.name)
            made.setText(tool.label)
            made.setCheckable(bool(tool.shown_when))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setMinimumHeight(theme.TOUCH)
            made.setStyleSheet(_LOOK)
            if tool.action_id == _CLOCKS:
                made.setStyleSheet(_look_of_clocks(due=False))
            policy = made.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Expanding)
            made.setSizePolicy(policy)
            if tool.shown_when:
                theme.mark(made, kind="choice")
            made.clicked.connect(lambda _=False, name=tool.action_id: self.asked.emit(name))
            row.addWidget(made)
        self.show_keys(Bindings())

    def show_keys(self, bindings: Bindings) -> None:
        """Name each button's key in its tip."""
        for name, made in self._buttons.items():
            keys = bindings.keys(name) if name in BY_ID else ()
            spoken = _WORDS.get(name) or BY_ID[name].words
            made.setAccessibleName(spoken)
            made.setToolTip(f"{spoken} · key {keys[0]}" if keys else spoken)

    def show_due(self, kinds: Sequence[str], sentence: str) -> None:
        """Say in the button of the clocks which of them is due; its width has room for that, so nothing moves."""
        made = self._buttons[_CLOCKS]
        words = _DUE[2] if len(kinds) > 1 else _DUE["observation" in kinds] if kinds else ""
        made.setText(words or next(tool.label for tool in _TOOLS if tool.action_id == _CLOCKS))
        made.setStyleSheet(_look_of_clocks(due=bool(words)))
        made.setAccessibleName(sentence or _WORDS[_CLOCKS])
        made.setToolTip(sentence or _WORDS[_CLOCKS])

    def show_state(self, *, tool: str, shown: Mapping[str, bool], posture: str, read_only: bool) -> None:
        """Press the buttons of what is in force."""
        for each in _TOOLS:
            made = self._buttons[each.action_id]
            if made.isCheckable():
                made.setChecked(
                    shown.get(each.action_id, False) if each.shown_when == "on" else each.shown_when == tool
                )
            made.setEnabled(not (read_only and each.enters))
        name = next(each.name for code, each in POSTURES.items() if code == posture)
        button = self._buttons["posture"]
        button.setText(_SHORT[posture])
        button.setAccessibleName(f"Posture: {name.lower()}. Press for the next")


def _look_of_clocks(*, due: bool) -> str:
    """As wide for its one word as for those that say what is due, and those bolder."""
    widest = max(map(QFontMetrics(theme.font(theme.CAPTION, bold=True)).horizontalAdvance, _DUE))
    return f"{_LOOK} min-width: {widest + theme.S}px; font-weight: {'bold' if due else 'normal'};"
