"""Veins and marks: drawn and placed on the leg, opened again where they are."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.leg import Spot
from sclerochart.domain.shown_findings import chosen_shapes, finding_rows
from sclerochart.store import findings
from sclerochart.ui.chart.entering import Entering
from sclerochart.ui.chart.findings_list import FindingsList
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.marks_menu import MarksMenu
from sclerochart.ui.chart.run_editor import RunEditor
from sclerochart.ui.chart.strips import Strips
from sclerochart.ui.workspace import Workspace

_LAYER = "chosen"
_CHOOSE = "Choose what to mark first, by its button or its letter. Nothing was changed."
_ELSEWHERE = "This vein was drawn in an earlier session; open that session to remove it. Nothing was changed."


class Marking(QObject):
    """The strips of veins and marks, the tools that belong to them, and the list that opens each again."""

    shown = Signal()
    list_wanted = Signal()
    """The list of veins and marks is about to be shown in the place of the table."""

    def __init__(
        self,
        workspace: Workspace,
        atlas: Atlas,
        view: LegView,
        loaded: Loaded,
        entering: Entering,
        strips: Strips,
        listed: FindingsList,
    ) -> None:
        super().__init__(view)
        self._workspace, self._atlas, self._view = workspace, atlas, view
        self._loaded, self._entering, self.listed = loaded, entering, listed
        self.marks = MarksMenu(workspace, loaded.session_id, strips)
        self.runs = RunEditor(workspace, loaded.session_id, strips)
        self.marks.hide()
        for strip in (self.marks, self.runs):
            strips.column.addWidget(strip)
        self._at: Spot | None = None
        self._looking = False
        """Whether a strip was opened to look at what is there, without its tool."""
        for going_on in (view.leg_clicked, view.cursor_placed):
            going_on.connect(self.leave)
        view.spot_pointed.connect(self._point)
        view.tool_changed.connect(self._tool_changed)
        entering.opening.connect(self._make_room)
        entering.leave_first.append(self._leave_vein)
        entering.mark_wanted.connect(self._mark_at)
        entering.strokes.mark_wanted.connect(self._mark_along)
        entering.strokes.run_wanted.connect(self._keep_vein)
        self.marks.kind_chosen.connect(self._choose_kind)
        self.marks.finished.connect(self._finished)
        self.runs.finished.connect(self._finished)
        view.finding_pressed.connect(self.open)
        listed.opened.connect(self.open)
        listed.remove_asked.connect(self._remove)
        listed.closed.connect(self.toggle_list)
        listed.current_changed.connect(self._show_chosen)

    def refresh(self) -> None:
        """After an act."""
        if not self.listed.isHidden():
            loaded = self._loaded
            self.listed.show_rows(finding_rows(self._atlas, loaded.runs, loaded.marks, session_id=loaded.session_id))

    def take(self, event: QKeyEvent) -> bool:
        """A letter that an open strip shows is for that strip, wherever the keys go."""
        return self.marks.takes(event) or self.runs.takes(event)

    def leave(self) -> bool:
        """Close a strip that was only looked at, and letters are for the next site again; False where there is none."""
        if not self._looking or self._view.tool != "place":
            return False
        there = not (self.marks.isHidden() and self.runs.isHidden())
        self._make_room()
        return there

    # The list -------------------------------------------------------------------------------------------------------

    def toggle_list(self) -> None:
        """Veins and marks in the place of the table of sites, or the sites again."""
        if self.listed.isHidden():
            self.list_wanted.emit()
            self.listed.show()
            self.refresh()
            self.listed.begin()
        else:
            self.listed.hide()
            self._entering.to_diagram()
        self.shown.emit()

    def open(self, finding_id: str) -> None:
        """Open a vein or a mark to be looked at, changed or removed."""
        own = any(mark.id == finding_id for mark in self._loaded.marks)
        if not own or self.marks.isHidden():
            self._entering.make_room()
        self._looking = True
        if own:
            self.marks.show_mark(finding_id)
            if not self._loaded.read_only:
                self._view.set_tool("mark")
            self.marks.details.ask()
        else:
            if self._view.tool == "run":
                self._view.set_tool("place")
            self.runs.show_run(finding_id)
            self.runs.begin()
        self.shown.emit()

    def _show_chosen(self) -> None:
        """Show on the diagram which vein or mark is current in the list."""
        wanted = self.listed.current() if self.listed.isVisible() else None
        there: list[Run | Mark] = [*self._loaded.runs, *self._loaded.marks]
        one = next((each for each in there if each.id == wanted), None)
        if one is None:
            self._view.hide_layer(_LAYER)
        else:
            self._view.show_layer(_LAYER, partial(chosen_shapes, self._atlas, one), above=False, key=one)

    def _remove(self, finding_id: str) -> None:
        if self._loaded.read_only:
            return
        run = next((run for run in self._loaded.runs if run.id == finding_id), None)
        if run is None:
            self._workspace.do(findings.remove_mark, finding_id)
        elif run.session_id == self._loaded.session_id:
            self._workspace.do(findings.remove_run, finding_id)
        else:
            self._workspace.problem.emit(_ELSEWHERE)

    # Veins ----------------------------------------------------------------------------------------------------------

    def draw_vein(self) -> None:
        """Draw a vein; over a vein that is there, open that one, unless its strip is open already."""
        near = self._view.finding_at(self._at, "run") if self._at is not None else None
        if near is not None and near != self.runs.run_id:
            self.open(near)
        else:
            self._leave_vein()
            self._view.set_tool("run")
            self._entering.to_diagram()

    def _keep_vein(self, line: list[Spot]) -> None:
        """One vein was drawn: the next click is a site on it; its strip stays for its type and diameter."""
        if self.runs.draw(line) is not None:
            self._view.set_tool("place")
            self._entering.to_diagram()

    def _leave_vein(self) -> bool:
        """Close the strip of a vein; False when it is closed."""
        if self.runs.isHidden():
            return False
        self.runs.end()
        return True

    # Marks ----------------------------------------------------------------------------------------------------------

    def begin_marks(self, kind: str = "") -> None:
        """Mark without injecting; over a mark that is there, open that one."""
        there = self._view.finding_at(self._at, "mark") if self._at is not None else None
        if there is not None:
            self.open(there)
        else:
            if self.marks.isHidden():
                self._entering.make_room()
            self._looking = False
            self.marks.begin(kind)
            if not self.marks.kind:
                self._view.set_tool("mark")
        self.shown.emit()

    def toggle_marks(self) -> None:
        """Open the strip of marks, or close it."""
        if self.marks.isHidden():
            self.begin_marks()
        else:
            self.marks.end()

    def _mark_at(self, spot: Spot) -> None:
        if self._kind_chosen():
            self.marks.mark_at(spot)

    def _mark_along(self, line: list[Spot]) -> None:
        if self._kind_chosen():
            self.marks.mark_along(line)

    def _kind_chosen(self) -> bool:
        """Whether it is known what to mark; if not, that is asked, and the letters choose."""
        if not self.marks.kind:
            self._workspace.problem.emit(_CHOOSE)
            self.marks.begin()
        return bool(self.marks.kind)

    def _make_room(self) -> None:
        self._looking = False
        if not self.marks.isHidden():
            self.marks.end()
        if not self.runs.isHidden():
            self.runs.end()

    def _choose_kind(self, kind: str) -> None:
        self._view.set_tool("mark")
        self._entering.to_diagram()

    def _finished(self) -> None:
        if not self.marks.kind and self._view.tool == "mark":
            self._view.set_tool("place")
        self._entering.to_diagram()

    def _tool_changed(self, tool: str) -> None:
        if tool not in ("mark", "burst") and not self.marks.isHidden():
            self.marks.end()
        if tool not in ("place", "burst"):
            self._leave_vein()

    def _point(self, spot: Spot | None) -> None:
        self._at = spot
