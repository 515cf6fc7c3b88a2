"""The session's clocks: first injection, time since, walk and observation. They say when, and never ring."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from sclerochart.domain.clocks import Wanted, first_injection, label_minutes, readings, span
from sclerochart.domain.findings import TIMING_KINDS, Timing
from sclerochart.domain.moments import Moment
from sclerochart.domain.products import shipped_products
from sclerochart.domain.protocol import shipped_protocols
from sclerochart.domain.text import clock
from sclerochart.store import clinic, findings, preparations, sessions, sites
from sclerochart.store.database import Database
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import Follower, button, words
from sclerochart.ui.workspace import Workspace

TWICE_S = 5
"""Seconds within which a second press is the same press."""

_NO_SITE, _NOT_TIMED = "No injection yet", "First injection not timed"
_WHY_NOT = "The sites were not entered at the time of treatment, so when the first injection was is not known"

_FIGURES = {"walk": "walk", "observation": "observ"}
"""The word by which a label's figure is known to be about this clock."""


def wanted_minutes(db: Database, session_id: str) -> dict[str, Wanted]:
    """How long walk and observation are to take: by the clinic's aftercare rules, else by a label of this session's
    products that says so."""
    found: dict[str, Wanted] = {}
    rules = shipped_protocols().get(clinic.get(db).protocol_id)
    if rules is not None and rules.walk_after_min:
        found["walk"] = Wanted(rules.walk_after_min, "aftercare rules")
    for preparation in preparations.of_session(db, session_id):
        product = shipped_products().get(preparation.product_id)
        for figure in product.figures if product else ():
            for kind, known_by in _FIGURES.items():
                minutes = label_minutes(figure.words) if known_by in figure.what.lower() else 0
                if minutes and kind not in found:
                    found[kind] = Wanted(minutes, f"label of {preparation.brand}")
    return found


class ClockStrip(QFrame):
    """First injection, time since, and the two clocks that a press starts and ends; the times are in the record.

    Place it as one row under the diagram or over the table (at least 640 px wide). On the key W call `press("walk")`.
    It follows the workspace by itself, and looks at the clock once a second only while it is seen.
    """

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clock-strip")
        self.setAccessibleName("Clocks")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._first: Moment | None = None
        self._without_first = _NO_SITE
        self._timings: dict[str, Timing] = {}
        self._wanted: dict[str, Wanted] = {}
        self._still = False
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.XS, theme.XS)
        row.setSpacing(theme.S)
        self.first = words("clock-first", self, wrap=True)
        row.addWidget(self.first, 3)
        self._words: dict[str, QLabel] = {}
        self._buttons: dict[str, QPushButton] = {}
        for kind, label in TIMING_KINDS.items():
            self._words[kind] = words(f"clock-{kind}", self, wrap=True)
            self._words[kind].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._buttons[kind] = button(f"{kind}-clock", "Start", f"Start the {label.lower()}", self)
            self._buttons[kind].clicked.connect(lambda _=False, kind=kind: self.press(kind))
            row.addWidget(self._words[kind], 3)
            row.addWidget(self._buttons[kind])
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def press(self, kind: str) -> None:
        """Start a clock ("walk", "observation"), end it while it runs, or let it go on; a second press right after the
        first was not meant, and says so."""
        timing = self._timings.get(kind)
        label = TIMING_KINDS[kind].lower()
        if timing is not None and self._since(timing.ended_at or timing.started_at) < TWICE_S:
            done, other = ("started", "end it") if timing.ended_at is None else ("ended", "go on with it")
            self._workspace.problem.emit(
                f"The {label} was {done} just now. Press again in a moment to {other}. Nothing was changed."
            )
        elif timing is not None and timing.ended_at is None:
            self._workspace.do(findings.end_timing, self._session_id, kind)
        else:
            self._workspace.do(findings.start_timing, self._session_id, kind)

    def _since(self, moment: Moment) -> int:
        return abs(self._workspace.db.clock().utc - moment.utc)

    def refresh(self) -> None:
        """Read the clocks from the store, and show them."""
        db = self._workspace.db
        session = sessions.get(db, self._session_id)
        entered = sites.first_entered(db, self._session_id)
        self._first = first_injection(entered, session.treated_at)
        self._without_first = _NO_SITE if entered is None else _NOT_TIMED
        self.first.setToolTip(_WHY_NOT if self._first is None and entered is not None else "")
        self._timings = {each.kind: each for each in findings.timings_of_session(db, self._session_id)}
        self._wanted = wanted_minutes(db, self._session_id)
        self._still = session.signed
        for kind, label in TIMING_KINDS.items():
            timing, one = self._timings.get(kind), self._buttons[kind]
            running = timing is not None and timing.ended_at is None
            act = "End" if running else "Start" if timing is None else "Continue"
            one.setText(f"{act} {label.lower()}")
            one.setAccessibleName(f"{act} {label.lower()}")
            one.setEnabled(not session.signed)
        self.tick()

    def tick(self) -> None:
        """Show what the clocks say now; only words that differ are written."""
        now = self._workspace.db.clock()
        today = self._first is not None and self._first.local_date() == now.local_date() and not self._still
        said = readings(now, first=self._first, timings=self._timings.values(), wanted=self._wanted)
        lines = {line.kind: line for line in said}
        first = ""
        if self._first is not None:
            first = f"First injection {clock(self._first.local())}"
            if today:
                first += f" · {lines['since'].words} ago"
        set_words(self.first, first or self._without_first)
        for kind, label in TIMING_KINDS.items():
            line, timing = lines.get(kind), self._timings.get(kind)
            if self._still:
                words_now = f"{label}: {span(timing)}" if timing else ""
            else:
                words_now = f"{label}: {line.words if line else 'not started'}"
            set_words(self._words[kind], words_now)
            role = "section" if line is not None and line.due and not self._still else ""
            if (self._words[kind].property("role") or "") != role:
                theme.mark(self._words[kind], role=role)
            self._buttons[kind].setVisible(not self._still)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
