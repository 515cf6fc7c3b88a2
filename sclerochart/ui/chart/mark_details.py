"""What can be said of one mark after it was placed: a distance, a note, the clinic's phrases."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import MARK_KINDS, Mark
from sclerochart.domain.measures import cm_number, read_cm
from sclerochart.store import findings
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import FoldedLine, set_words
from sclerochart.ui.chart.parts import button, words
from sclerochart.ui.chart.phrase_menu import PhraseMenu
from sclerochart.ui.workspace import Workspace

MEASURED = ("reflux", "perforator")
"""Kinds that ask for a distance."""


class NoteLine(FoldedLine):
    """A note: while it is empty 1 to 9 put a phrase in, and with Alt they always do; for other marks Alt alone."""

    def __init__(self, phrases: PhraseMenu, parent: QWidget) -> None:
        super().__init__("mark-note-line", "Note", parent)
        self._phrases = phrases
        phrases.phrase_chosen.connect(self.add_phrase)

    def add_phrase(self, phrase: str) -> None:
        """Put a phrase after what is there."""
        if self.isReadOnly():
            return
        before = self.text().rstrip()
        self.setText(f"{before}; {phrase}" if before else phrase)
        self.typed.emit(self.text(), self.fold)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._phrase_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._phrase_of(event)
        if not number or not self._phrases.press(number):
            super().keyPressEvent(event)

    def _phrase_of(self, event: QKeyEvent) -> int:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        number = event.key() - Qt.Key.Key_0
        by_itself = self._phrases.isVisible() and not self.text()
        return number if 1 <= number <= 9 and (alt or by_itself) else 0


class MarkDetails(QWidget):
    """One mark in words, its distance where it has one, its note, and a way to take it away."""

    finished = Signal()
    """Enter or Escape in a field: the keys go back to the diagram."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mark-details")
        self._workspace = workspace
        self._atlas = legs.shipped()
        self._mark: Mark | None = None
        self.said = words("mark-words", self)
        self.caption = words("mark-distance-caption", self, role="soft")
        self.caption.setText("Distance, cm")
        self.distance = QLineEdit(self)
        self.distance.setObjectName("mark-distance")
        self.distance.setAccessibleName("Distance in cm")
        self.distance.setToolTip("A measured distance in cm, such as from the sole")
        self.distance.setFixedWidth(76)
        self.distance.setMinimumHeight(theme.TOUCH)
        self.phrases = PhraseMenu(workspace, self)
        self.note = NoteLine(self.phrases, self)
        self.remove = button("mark-remove", "Remove", "Remove this mark", self)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        for widget in (self.said, self.caption, self.distance):
            row.addWidget(widget)
        row.addWidget(self.note, 1)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        column.addLayout(row)
        column.addWidget(self.phrases)
        self.distance.editingFinished.connect(self._measure)
        self.distance.returnPressed.connect(self.finished)
        self.note.typed.connect(self._write)
        self.note.returnPressed.connect(self.finished)
        self.remove.clicked.connect(self._remove)

    def show_mark(self, mark: Mark | None, *, read_only: bool) -> None:
        """Show a mark; None hides all of it."""
        other = mark is None or self._mark is None or mark.id != self._mark.id
        self._mark = mark
        self.setVisible(mark is not None)
        if mark is None:
            return
        region = self._atlas.regions.get(mark.place.region)
        where = region.name_of(mark.place.side) if region else mark.place.region
        set_words(self.said, f"{MARK_KINDS.get(mark.kind, mark.kind)} · {where}")
        for widget in (self.caption, self.distance):
            widget.setVisible(mark.kind in MEASURED)
        if other or not self.distance.hasFocus():
            self.distance.setText(cm_number(mark.distance_mm) if mark.distance_mm is not None else "")
        self.note.show_text(mark.note)
        self.note.setReadOnly(read_only)
        self.distance.setReadOnly(read_only)
        self.remove.setEnabled(not read_only)
        self.phrases.setVisible(mark.kind == "note" and not read_only)
        self.note.setPlaceholderText("Note, or 1 to 9 for a phrase" if mark.kind == "note" else "Note")

    def ask(self) -> None:
        """Take the keys where the mark asks something: its distance, or the words of a note."""
        if self._mark is None:
            return
        field = self.distance if self._mark.kind in MEASURED else self.note
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _measure(self) -> None:
        if self._mark is None or self.distance.isReadOnly():
            return
        try:
            mm = read_cm(self.distance.text())
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        if mm != self._mark.distance_mm:
            self._workspace.do(findings.edit_mark, replace(self._mark, distance_mm=mm))

    def _write(self, note: str, fold: str) -> None:
        if self._mark is not None:
            self._workspace.do(findings.edit_mark, replace(self._mark, note=note), fold=fold)

    def _remove(self) -> None:
        if self._mark is not None:
            self._workspace.do(findings.remove_mark, self._mark.id)
            self.finished.emit()
