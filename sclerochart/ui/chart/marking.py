"""Veins and marks: drawn and placed on the leg, opened again where they are."""

from math import hypot

from PySide6.QtCore import QObject, Signal

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Mark
from sclerochart.domain.leg import Spot
from sclerochart.domain.runs import snap
from sclerochart.ui.chart.entering import Entering, Strips
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.marks_menu import MarksMenu
from sclerochart.ui.chart.run_editor import RunEditor
from sclerochart.ui.workspace import Workspace

_REACH_PX = 12.0


class Marking(QObject):
    """The strips of veins and marks, and the tools that belong to them."""

    shown = Signal()

    def __init__(
        self, workspace: Workspace, atlas: Atlas, view: LegView, loaded: Loaded, entering: Entering, strips: Strips
    ) -> None:
        super().__init__(view)
        self._atlas, self._view, self._loaded, self._entering = atlas, view, loaded, entering
        self.marks = MarksMenu(workspace, loaded.session_id, strips)
        self.runs = RunEditor(workspace, loaded.session_id, strips)
        self.marks.hide()
        for strip in (self.marks, self.runs):
            strips.column.addWidget(strip)
        self._at: Spot | None = None
        view.spot_pointed.connect(self._point)
        view.tool_changed.connect(self._tool_changed)
        entering.opening.connect(self._make_room)
        entering.mark_wanted.connect(self._mark)
        entering.strokes.run_wanted.connect(self.runs.draw)
        self.marks.kind_chosen.connect(self._choose_kind)
        self.marks.finished.connect(self._finished)
        self.runs.finished.connect(self._finished)

    # Veins ----------------------------------------------------------------------------------------------------------

    def draw_vein(self) -> None:
        """Draw veins from now on; over a vein that is there, open that one."""
        near = self._vein_here()
        if near is not None:
            self.runs.show_run(near)
            self.runs.begin()
        else:
            self._view.set_tool("run")
            self._entering.to_diagram()

    def _vein_here(self) -> str | None:
        if self._at is None:
            return None
        reach = max(_REACH_PX / self._view.viewport.fit.scale, 3.0)
        near = snap(self._atlas, self._at, self._loaded.runs, within_mm=reach)
        return near.run.id if near else None

    # Marks ----------------------------------------------------------------------------------------------------------

    def begin_marks(self, kind: str = "") -> None:
        """Mark without injecting; over a mark that is there, open that one."""
        there = self._mark_near(self._at) if self._at is not None else None
        if there is not None:
            self.marks.show_mark(there.id)
            self.marks.details.ask()
        else:
            if self.marks.isHidden():
                self._entering.make_room()
            self.marks.begin(kind)
        self.shown.emit()

    def toggle_marks(self) -> None:
        """Open the strip of marks, or close it."""
        if self.marks.isHidden():
            self.begin_marks()
        else:
            self.marks.end()

    def _make_room(self) -> None:
        if not self.marks.isHidden():
            self.marks.end()
        if not self.runs.isHidden():
            self.runs.end()

    def _choose_kind(self, kind: str) -> None:
        self._view.set_tool("mark")
        self._entering.to_diagram()

    def _mark(self, spot: Spot) -> None:
        there = self._mark_near(spot)
        if there is not None:
            self.marks.show_mark(there.id)
        else:
            self.marks.mark_at(spot)

    def _mark_near(self, at: Spot) -> Mark | None:
        reach = _REACH_PX / self._view.viewport.fit.scale
        for mark in reversed(self._loaded.marks):
            for seen in self._atlas.spots(mark.place.side, mark.place.point):
                spot = seen.spot
                near = hypot(spot.x - at.x, spot.y - at.y) <= reach
                if near and (spot.side, spot.view) == (at.side, at.view):
                    return mark
        return None

    def _finished(self) -> None:
        if not self.marks.kind and self._view.tool == "mark":
            self._view.set_tool("place")
        self._entering.to_diagram()

    def _tool_changed(self, tool: str) -> None:
        if tool not in ("mark", "burst") and self.marks.kind:
            self.marks.end()
        if tool not in ("run", "burst") and not self.runs.isHidden():
            self.runs.end()

    def _point(self, spot: Spot | None) -> None:
        self._at = spot
