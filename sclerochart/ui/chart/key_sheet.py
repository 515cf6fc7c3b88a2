"""The `?` sheet: every key of the chart, over the chart; pressing a line and then a key gives the line that key, or
takes it away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sclerochart.ui import theme
from sclerochart.ui.chart.actions import ACTIONS, GROUPS, WHEN, Action, Bindings, refused
from sclerochart.ui.chart.keys import key_name
from sclerochart.ui.chart.parts import button, words

_COLUMNS = 3
_ROW = 20
_TEXT = theme.BODY - 1
"""So that nothing scrolls on a small laptop."""
_HELP = "Press a key’s button, then the new key: a foot pedal or keypad that sends a key works too. Esc closes."


class KeySheet(QFrame):
    """Lies over its parent while it is shown; what it changes is kept at once."""

    rebound = Signal(object)
    """The Bindings as they should be."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key-sheet")
        self.setAccessibleName("Keys")
        self.setAutoFillBackground(True)
        theme.mark(self, role="card")
        self._chart = parent
        self._bindings = Bindings()
        self._waiting: _KeyButton | None = None
        self.say = words("key-sheet-words", self, role="soft", wrap=True)
        self.again = button("key-usual", "Usual keys", "Give every action its usual keys", self)
        self.again.clicked.connect(lambda: self.rebound.emit(Bindings()))
        self.shut = button("key-sheet-close", "Close", "Close the sheet of keys · Esc", self)
        self.shut.clicked.connect(self.leave)
        title = QLabel("Keys", self)
        theme.mark(title, role="title")
        top = QHBoxLayout()
        top.setSpacing(theme.L)
        top.addWidget(title)
        top.addWidget(self.say, 1)
        top.addWidget(self.again)
        top.addWidget(self.shut)
        self._buttons: dict[str, _KeyButton] = {}
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, theme.S, 0)
        columns.setSpacing(theme.L)
        for groups in _in_columns():
            columns.addLayout(self._column(groups), 1)
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        body.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.XL, theme.M, theme.L, theme.M)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        parent.installEventFilter(self)
        self.hide()

    def _column(self, groups: list[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.XS)
        for group in groups:
            head = QLabel(group)
            theme.mark(head, role="section")
            column.addSpacing(theme.XS)
            column.addWidget(head)
            grid = QGridLayout()
            grid.setVerticalSpacing(1)
            grid.setHorizontalSpacing(theme.S)
            grid.setColumnStretch(1, 1)
            for row, action in enumerate(each for each in ACTIONS if each.group == group):
                label = QLabel(action.words, wordWrap=True)
                label.setStyleSheet(f"font-size: {_TEXT}px;")
                if action.fixed:
                    key: QWidget = QLabel(", ".join(action.keys))
                    theme.mark(key, role="soft")
                else:
                    key = self._buttons[action.id] = _KeyButton(action, self)
                grid.addWidget(key, row, 0)
                grid.addWidget(label, row, 1)
            column.addLayout(grid)
        column.addStretch(1)
        return column

    def show_bindings(self, bindings: Bindings) -> None:
        """Show these keys."""
        self._bindings = bindings
        for name, each in self._buttons.items():
            each.show_keys(bindings.keys(name), changed=name in bindings.changed)
        self.again.setEnabled(bool(bindings.changed))

    def open(self) -> None:
        """Lie over the chart."""
        self.say.setText(_HELP)
        self.setGeometry(self._chart.rect())
        self.show()
        self.raise_()
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go away; the keys belong to the diagram again."""
        self._wait_for(None)
        self.hide()
        self.closed.emit()

    def _wait_for(self, which: "_KeyButton | None") -> None:
        before, self._waiting = self._waiting, which
        if before is not None:
            before.show_keys(self._bindings.keys(before.action.id), changed=before.action.id in self._bindings.changed)
        if which is not None:
            which.setText("Press a key")
            self.say.setText(
                f"The key for “{which.action.words}”? A key that it has is taken away; Backspace gives the usual keys, "
                "Esc leaves all as it is."
            )

    def take(self, which: "_KeyButton") -> None:
        """A button was pressed: the next key is for its action."""
        self._wait_for(which)

    def drop_wait(self, which: "_KeyButton") -> None:
        """The focus went elsewhere."""
        if which is self._waiting:
            self._wait_for(None)

    def waiting_for(self, which: "_KeyButton") -> bool:
        """Whether the next key is for this button's action."""
        return which is self._waiting

    def waits(self, which: "_KeyButton", event: QKeyEvent) -> bool:
        """Take the key that is wanted; False when none is."""
        if which is not self._waiting:
            return False
        name = key_name(event)
        if not name:
            return True
        self._wait_for(None)
        self.say.setText(_HELP if name == "Esc" else self._give(which.action, name))
        return True

    def _give(self, action: Action, name: str) -> str:
        """Give an action a key, or take from it one that it has; what came of that, in words."""
        bindings = self._bindings
        if name in bindings.keys(action.id):
            self.rebound.emit(bindings.without(action.id, name))
            return f"{name} is no longer a key for “{action.words}”."
        if name == "Backspace":
            self.rebound.emit(bindings.usual(action.id))
            return f"“{action.words}” has its usual keys."
        why_not = refused(action.id, name)
        if why_not:
            return why_not
        words = f"{name} is a key for “{action.words}” now."
        other, sharing = bindings.taken(action.id, name), bindings.sharing(action.id, name)
        if other is not None:
            words += f" It was the key for “{other.words}”."
        if sharing is not None:
            words += f" It stays the key for “{sharing.words}” {WHEN[sharing.where]}."
        self.rebound.emit(bindings.bound(action.id, name))
        return words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or key_name(event) in self._bindings.keys("keys"):
            self.leave()
        event.accept()  # keys do nothing on the chart beneath

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._chart:
            self.setGeometry(self._chart.rect())
        return False


class _KeyButton(QPushButton):
    """The keys of one action; pressed, it waits for one more."""

    def __init__(self, action: Action, sheet: KeySheet) -> None:
        super().__init__(sheet)
        self.action, self._sheet = action, sheet
        self.setObjectName(f"key-{action.id}")
        self.setAutoDefault(True)
        self.setFixedWidth(122)
        high = f"min-height: {_ROW}px; max-height: {_ROW}px;"
        self.setStyleSheet(f"padding: 0 {theme.XS}px; {high} font-size: {theme.CAPTION}px;")
        self.clicked.connect(lambda: sheet.take(self))

    def show_keys(self, keys: tuple[str, ...], *, changed: bool) -> None:
        """Say which keys the action has."""
        spoken = ", ".join(keys) or "no key"
        self.setText(("✎ " if changed else "") + spoken)
        self.setAccessibleName(f"{self.action.words}: {spoken}. Press to give it another key")
        self.setToolTip(self.accessibleName())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            if event.type() == QEvent.Type.KeyPress and self._sheet.waits(self, event):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and self._sheet.waiting_for(self):
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._sheet.drop_wait(self)
        super().focusOutEvent(event)


def _in_columns() -> list[list[str]]:
    """The groups in columns of about the same height, in their order."""
    heights = {group: 2 + sum(action.group == group for action in ACTIONS) for group in GROUPS}
    share = sum(heights.values()) / _COLUMNS
    columns: list[list[str]] = [[]]
    filled = 0.0
    for group in GROUPS:
        if columns[-1] and len(columns) < _COLUMNS and filled + heights[group] / 2 > share:
            columns.append([])
            filled = 0.0
        columns[-1].append(group)
        filled += heights[group]
    return columns
