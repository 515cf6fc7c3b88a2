"""Marking what is seen and not injected: what it is, by press or letter, then where, by one act on the diagram."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import MARK_KINDS, Mark
from sclerochart.domain.leg import Spot
from sclerochart.domain.runs import laid, smooth
from sclerochart.store import findings, sessions, sites
from sclerochart.store.database import Database
from sclerochart.ui import theme
from sclerochart.ui.chart.mark_details import MEASURED, MarkDetails
from sclerochart.ui.chart.parts import Follower, button, is_enter, meant_by
from sclerochart.ui.workspace import Workspace

LETTERS = {
    "left-alone": "L", "matting": "M", "staining": "S", "ulcer": "U", "bruise": "B", "reflux": "R", "perforator": "P",
    "note": "N",
}  # fmt: skip
"""The key of each kind while the strip has the keys."""

_POINTS = ("perforator", "note")
"""What stands at a point however the hand moves; a reflux line is drawn, and all else may have an outline."""

_SHORT = {"left-alone": "Left alone", "reflux": "Reflux", "perforator": "Perforator"}


class MarksMenu(QFrame):
    """A strip of what can be marked; under it, after a mark was placed, its distance and note.

    Place it over the diagram, across its width (at least 860 px), hidden until wanted. On the key K call `begin()`, on
    N `begin("note")`. On `kind_chosen` set the diagram's tool to "mark" and give it the keys; then call `mark_at(spot)`
    on every `leg_clicked`, or `mark_along(spots)` with a line or outline that was drawn. On `finished` set the tool
    back to "place" if `kind` is empty, and give the diagram the keys. `show_mark(id)` opens the words of an older mark.
    Fields that ask (a distance, a note) take the keys after the act and need no answer. It follows the workspace by
    itself.
    """

    kind_chosen = Signal(str)
    finished = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks-menu")
        self.setAccessibleName("Marks")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._shown = ""
        self.kind = ""
        self._kinds = list(LETTERS)
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.XS)
        for number, kind in enumerate(self._kinds):
            label = _SHORT.get(kind, MARK_KINDS[kind])
            one = button(f"mark-{kind}", f"{label}  {LETTERS[kind]}", MARK_KINDS[kind], self, kind="choice",
                         key=LETTERS[kind])  # fmt: skip
            self._buttons.addButton(one, number)
            row.addWidget(one, 4 + len(label))
        self.close_button = button("marks-close", "Done", "Close the marks", self)
        row.addWidget(self.close_button, 4)
        self.details = MarkDetails(workspace, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        column.setSpacing(theme.XS)
        column.addLayout(row)
        column.addWidget(self.details)
        self._buttons.idClicked.connect(lambda number: self.choose(self._kinds[number]))
        self.close_button.clicked.connect(self.end)
        self.details.finished.connect(self.finished)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def begin(self, kind: str = "") -> None:
        """Show the strip: with a kind it is chosen at once, without one the letters choose."""
        self.show()
        if kind:
            self.choose(kind)
        else:
            one = self._buttons.checkedButton() or self._buttons.button(0)
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, kind: str) -> None:
        """Mark this kind from now on."""
        one = self._buttons.button(self._kinds.index(kind))
        if not one.isEnabled():
            return
        self.kind = kind
        one.setChecked(True)
        self._show("")
        self.kind_chosen.emit(kind)

    def end(self) -> None:
        """Close the strip; nothing is marked any more."""
        self.kind = ""
        self._show("")
        self._buttons.setExclusive(False)
        for one in self._buttons.buttons():
            one.setChecked(False)
        self._buttons.setExclusive(True)
        self.hide()
        self.finished.emit()

    def mark_at(self, spot: Spot) -> str | None:
        """Mark the chosen kind at a spot; the new mark's id, None when it was refused."""
        return self._mark(spot, ())

    def mark_along(self, spots: Sequence[Spot]) -> str | None:
        """Mark the chosen kind along a line or round an outline of one view; the mark stands in its middle. What has
        neither stands where the hand let go."""
        if self.kind in _POINTS:
            return self._mark(spots[-1], ())
        on_leg = [spot for spot in spots if legs.shipped().place(spot) is not None]
        if not on_leg:
            return self._mark(spots[0], ())
        middle = on_leg[len(on_leg) // 2]
        if self.kind != "reflux":
            centre = replace(
                middle, x=sum(each.x for each in on_leg) / len(on_leg), y=sum(each.y for each in on_leg) / len(on_leg)
            )
            middle = centre if legs.shipped().place(centre) is not None else middle
        return self._mark(middle, spots)

    def show_mark(self, mark_id: str) -> None:
        """Open the words of a mark of this session."""
        self.show()
        self._show(mark_id)

    def refresh(self) -> None:
        """Show the last mark as the store holds it; one that was undone goes."""
        db = self._workspace.db
        signed = sessions.get(db, self._session_id).signed
        for one in self._buttons.buttons():
            one.setEnabled(not signed)
        own = {mark.id: mark for mark in findings.marks_of_session(db, self._session_id)} if self._shown else {}
        mark = own.get(self._shown)
        self.details.show_mark(mark, read_only=signed)

    def _show(self, mark_id: str) -> None:
        self._shown = mark_id
        self.refresh()

    def _mark(self, spot: Spot, line: Sequence[Spot]) -> str | None:
        if not self.kind:
            return None
        made = self._workspace.do(_add_mark, self._session_id, self.kind, spot, line=line)
        if made is not None:
            self._show(made)
            if self.kind in (*MEASURED, "note"):
                self.details.ask()
        return made

    # Keys -----------------------------------------------------------------------------------------------------------

    def takes(self, event: QKeyEvent) -> bool:
        """Take a letter of the strip that was pressed elsewhere; False leaves it to mean something else."""
        kind = meant_by(event, LETTERS)
        if self.isHidden() or not kind or not self._buttons.button(self._kinds.index(kind)).isEnabled():
            return False
        if not event.isAutoRepeat():
            self.choose(kind)
        return True

    def event(self, event: QEvent) -> bool:
        """The letters of the strip come before what they mean on the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and meant_by(event, LETTERS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif not is_enter(event):
            super().keyPressEvent(event)


def _add_mark(db: Database, session_id: str, kind: str, spot: Spot, *, line: Sequence[Spot] = ()) -> str:
    """Keep a mark at a spot, with the line on the skin that was drawn for it."""
    points = laid(legs.shipped(), spot.side, spot.view, smooth([(each.x, each.y) for each in line])) if line else ()
    if line and len(points) < 2:
        raise UserError("Draw along the leg to mark a line. Nothing was changed.")
    return findings.add_mark(db, Mark("", session_id, 0, kind, sites.place_of(spot), points))
