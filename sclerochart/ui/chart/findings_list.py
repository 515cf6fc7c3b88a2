"""Veins and marks in a list, in the place of the table of sites: each opens by a press or a key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from sclerochart.domain.shown_findings import FindingRow
from sclerochart.ui import theme
from sclerochart.ui.chart.parts import is_enter, words

_EMPTY = "No veins and no marks yet. Vein (key D) draws one, Mark (key K) marks what is not injected."
_HINT = "Veins and marks: press one to open it"
_ROW = theme.TOUCH + theme.XS


class FindingsList(QFrame):
    """Rows of two lines. Up and Down choose, Enter opens, Delete removes, Escape closes; it changes nothing itself."""

    opened = Signal(str)
    """A vein or a mark is wanted, by its id."""
    remove_asked = Signal(str)
    current_changed = Signal()
    """Another row is current, or the list came or went."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings-panel")
        theme.mark(self, role="card")
        self._rows: tuple[FindingRow, ...] = ()
        hint = words("findings-hint", self, role="caption")
        hint.setText(_HINT)
        self.list = _List(self)
        self.empty = words("findings-empty", self, role="soft", wrap=True)
        self.empty.setText(_EMPTY)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        body = self._body = QStackedLayout()
        body.addWidget(self.list)
        body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S, theme.XS, theme.XS, theme.XS)
        column.setSpacing(theme.XS)
        column.addWidget(hint)
        column.addLayout(body, 1)
        self.list.itemClicked.connect(lambda _: self._tell(self.opened))
        self.list.pressed_enter.connect(lambda: self._tell(self.opened))
        self.list.pressed_delete.connect(lambda: self._tell(self.remove_asked))
        self.list.pressed_escape.connect(self.closed)
        self.list.currentRowChanged.connect(lambda _: self.current_changed.emit())
        self.setFocusProxy(self.list)
        self.show_rows(())
        self.hide()

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show these; the one that was current stays so while it is there, else the one that took its place."""
        if tuple(rows) != self._rows:
            at, before = self.list.currentRow(), self.current()
            self.list.clear()
            self._rows = tuple(rows)
            for row in rows:
                item = QListWidgetItem(f"{row.title}\n{row.detail}".replace(" third", " ⅓"))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {row.detail}")
                item.setToolTip(item.text())
                item.setSizeHint(QSize(0, _ROW))
                self.list.addItem(item)
            kept = next((number for number, row in enumerate(rows) if row.id == before), -1)
            self.list.setCurrentRow(kept if kept >= 0 else min(at, len(rows) - 1))
        self._body.setCurrentWidget(self.list if rows else self.empty)

    def current(self) -> str | None:
        """The id of the row that is current."""
        at = self.list.currentRow()
        return self._rows[at].id if 0 <= at < len(self._rows) else None

    def begin(self) -> None:
        """Show the list and let it take the keys."""
        self.show()
        if self.list.currentRow() < 0 and self._rows:
            self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self, signal: SignalInstance) -> None:
        current = self.current()
        if current is not None:
            signal.emit(current)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        item = self.list.currentItem()
        if item is not None:
            self.list.scrollToItem(item)
        self.current_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.current_changed.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 2 * _ROW + theme.XL + theme.M)


class _List(QListWidget):
    """A list that leaves letters to the chart."""

    pressed_enter = Signal()
    pressed_delete = Signal()
    pressed_escape = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findings-list")
        self.setAccessibleName("Veins and marks")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font(theme.CAPTION))
        self.setStyleSheet(f"QListView, QListView::item {{ font-size: {theme.CAPTION}px; }}")

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.TOUCH)

    def sizeHint(self) -> QSize:
        return QSize(300, 3 * _ROW)

    def keyboardSearch(self, search: str) -> None:
        """Letters mean what they mean on the chart."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.pressed_enter.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.pressed_delete.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.pressed_escape.emit()
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
