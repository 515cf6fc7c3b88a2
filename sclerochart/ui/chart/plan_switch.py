"""Which leg is to be treated, and the one question when a site falls on the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.session import numbered
from sclerochart.domain.wrong_side import on_other_side, question
from sclerochart.store import journal, sessions, sites
from sclerochart.store.reading import sites_now
from sclerochart.ui import theme
from sclerochart.ui.chart.actions import Bindings
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import Follower, button, words
from sclerochart.ui.workspace import Workspace

KEPT = "kept"
"""What the session remembers once somebody said that the other leg is meant too."""

_PLANS = (("", "Both legs", "both"), ("right", "Right leg", "right"), ("left", "Left leg", "left"))


class PlanSwitch(QWidget):
    """Both legs, right leg, left leg: three segments; the plan is kept with the session.

    Place it in the session's header line or before the palette: about 300 px wide, one row. It follows the workspace
    by itself. It needs nothing else; `SideQuestion` asks.
    """

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan-switch")
        self.setAccessibleName("Leg to be treated")
        self._workspace, self._session_id = workspace, session_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._segments = QButtonGroup(self)
        for number, (plan, label, name) in enumerate(_PLANS):
            segment = button(f"plan-{name}", label, f"To be treated: {label.lower()}", self, kind="choice")
            self._segments.addButton(segment, number)
            segment.clicked.connect(lambda _=False, plan=plan: self._plan(plan))
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Press the segment that the store holds."""
        session = sessions.get(self._workspace.db, self._session_id)
        for number, (plan, _, _) in enumerate(_PLANS):
            self._segments.button(number).setChecked(plan == session.plan)
            self._segments.button(number).setEnabled(not session.signed or plan == session.plan)

    def show_keys(self, bindings: Bindings) -> None:
        """Name the key of the next choice in the tips."""
        keys = bindings.keys("plan")
        for number, (_, label, _) in enumerate(_PLANS):
            spoken = f"To be treated: {label.lower()}"
            self._segments.button(number).setToolTip(f"{spoken} · key {keys[0]} for the next" if keys else spoken)

    def choose_next(self) -> None:
        """The plan after the one in force: both legs, right leg, left leg, and round again."""
        plans = [plan for plan, _, _ in _PLANS]
        now = sessions.get(self._workspace.db, self._session_id).plan
        self._plan(plans[(plans.index(now) + 1) % len(plans)])

    def _plan(self, plan: str) -> None:
        session = sessions.get(self._workspace.db, self._session_id)
        if plan != session.plan and not session.signed:
            self._workspace.do(sessions.set_plan, self._session_id, plan)


class SideQuestion(QWidget):
    """“The plan says right leg; site 7 is on the left leg.” Three answers, and charting goes on meanwhile.

    Place it over or under the diagram, across its width; it is empty and has no height while there is nothing to ask,
    and never takes the focus. It follows the workspace by itself: a site on the leg that is not planned makes it ask,
    undoing the site or answering ends that. Connect `answered` to give the keys back to the diagram.
    """

    answered = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side-question")
        self._workspace, self._session_id = workspace, session_id
        self._scope = journal.session_scope(session_id)
        self._site_id = ""
        self._whole_step = False
        """Whether the last act placed several sites, all of them on the other leg: they are undone together."""
        self.strip = QFrame(self)
        theme.mark(self.strip, role="notice")
        self.words = words("side-question-words", self.strip, wrap=True)
        keep = button("side-keep", "Keep it and stop asking", "Keep the site and stop asking", self.strip)
        self.undo = button("side-undo", "Undo the site", "Undo the last site on the other leg", self.strip)
        change = button("side-change", "Change the plan", "Change the plan to both legs", self.strip)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(theme.M, theme.XS, theme.XS, theme.XS)
        row.setSpacing(theme.S)
        row.addWidget(self.words, 1)
        for each, act in ((keep, self._keep), (self.undo, self._undo), (change, self._change)):
            row.addWidget(each)
            each.clicked.connect(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask, or take the question away."""
        session = sessions.get(self._workspace.db, self._session_id)
        asking = ""
        if session.plan and not session.other_side:
            placed = sites_now(self._workspace.db, self._session_id)
            asking = question(session, placed)
            if asking:
                numbers = on_other_side(session, placed)
                ids = {number: site.id for number, site in numbered(list(placed)) if number in numbers}
                added = journal.added_last(self._workspace.db, self._scope, "site")
                self._site_id = ids[numbers[-1]]
                self._whole_step = len(added) > 1 and added <= set(ids.values())
                which = text.count(len(added), "site") if self._whole_step else f"site {numbers[-1]}"
                self.undo.setText(f"Undo {which}")
                self.undo.setAccessibleName(f"Undo {which} on the other leg")
        if asking:
            set_words(self.words, asking)
            self.setAccessibleName(asking)
        if self.strip.isHidden() == bool(asking):
            self.strip.setVisible(bool(asking))

    def asks(self) -> bool:
        """Whether the question stands."""
        return not self.strip.isHidden()

    def _keep(self) -> None:
        self._workspace.do(sessions.answer_other_side, self._session_id, KEPT)
        self.answered.emit()

    def _undo(self) -> None:
        if self._whole_step:
            self._workspace.undo(self._scope)
        else:
            self._workspace.do(sites.remove, self._site_id)
        self.answered.emit()

    def _change(self) -> None:
        self._workspace.do(sessions.set_plan, self._session_id, "")
        self.answered.emit()
