"""Which session this is: its number, when treatment took place, whether it is a draft, and where one goes from here."""

import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from sclerochart.domain import moments, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.session import Session
from sclerochart.domain.typed import read_when
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.fields import FoldedLine, set_words
from sclerochart.ui.chart.parts import button

_WIDEST_STATE = 150
_LONG_BEFORE = 30
"""A treatment so many days before its session was begun is remarked on."""


class TreatedAt(QLineEdit):
    """The date and time of treatment, typed in any usual form; what is left out stays as it was."""

    entered = Signal(object, str)
    """A Moment and the fold of this focus."""
    refused = Signal(str)
    """A sentence for what could not be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("treated-at")
        self.setAccessibleName("Date and time of treatment")
        self.setToolTip("When treatment took place; the leaflet’s dates count from here")
        self.setFixedWidth(212)
        self.setMinimumHeight(theme.TOUCH)
        self.fold = secrets.token_hex(8)
        self._shown: Moment | None = None
        self.editingFinished.connect(self._enter)

    def show_moment(self, at: Moment, *, read_only: bool) -> None:
        """Show what the store holds, unless a person is typing here who still can."""
        self.setReadOnly(read_only)
        if read_only or at != self._shown or not self.hasFocus():
            self.setText(text.day_and_when(at.local()))
            self._shown = at

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.fold = secrets.token_hex(8)
        super().focusInEvent(event)

    def _enter(self) -> None:
        shown = self._shown
        if shown is None or self.isReadOnly() or self.text() == text.day_and_when(shown.local()):
            return
        try:
            wall = read_when(self.text(), shown.local())
        except UserError as error:
            self.setText(text.day_and_when(shown.local()))
            self.refused.emit(str(error))
            return
        self._shown = None  # a refusal shows the store's moment again
        self.entered.emit(moments.from_local(wall), self.fold)


class SessionHeader(QWidget):
    """The line over the chart."""

    earlier_wanted = Signal()
    later_wanted = Signal()
    editing_wanted = Signal()
    """A draft of an earlier day is to be continued."""
    notes_typed = Signal(str, str)
    """The notes and the fold of the typing."""
    photos_wanted = Signal()
    record_wanted = Signal()
    leaflet_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        self.earlier = _arrow(self, "previous-session", "Previous session", "chevron-left")
        self.later = _arrow(self, "next-session", "Next session", "chevron-right")
        self.number = QLabel(self)
        self.number.setObjectName("session-number")
        theme.mark(self.number, role="section")
        self.treated_at = TreatedAt(self)
        self.state = QLabel(self)
        self.state.setObjectName("session-state")
        self.state.setWordWrap(True)  # the long day of an earlier draft takes two lines
        theme.mark(self.state, role="soft")
        self._plan: QWidget | None = None
        self.proceed = button("continue-draft", "Continue this draft", "Continue this draft", self)
        self.proceed.clicked.connect(self.editing_wanted)
        self.proceed.hide()
        self.earlier.clicked.connect(self.earlier_wanted)
        self.later.clicked.connect(self.later_wanted)
        self.notes = FoldedLine("session-notes", "Notes on this session", self)
        self.notes.setPlaceholderText("Notes")
        self.notes.typed.connect(self.notes_typed)
        for widget in (self.earlier, self.later, self.number, self.treated_at, self.state, self.proceed):
            row.addWidget(widget)
        row.addWidget(self.notes, 1)
        self._ways = QWidget(self)
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(theme.S)
        row.addSpacing(theme.M - theme.S)
        for name, label, spoken, icon, wanted in (
            ("open-photos", "Photos", "Photos of this session", "images", self.photos_wanted),
            ("export-record", "Record", "Treatment record as PDF", "file-text", self.record_wanted),
            ("export-leaflet", "Leaflet", "Aftercare leaflet as PDF", "printer", self.leaflet_wanted),
        ):
            way = QPushButton(label, self._ways)
            way.setObjectName(name)
            way.setAccessibleName(spoken)
            way.setToolTip(spoken)
            icons.dress(way, icon)
            way.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # see Settling
            way.clicked.connect(wanted)
            ways.addWidget(way)
        row.addWidget(self._ways)

    def set_ways_width(self, width: int) -> None:
        """How wide the ways to other pages are: as wide as what stands below them, for strips lie over the rest."""
        self._ways.setFixedWidth(width)

    def take_plan(self, switch: QWidget) -> None:
        """Give the switch of the leg to be treated its place, before the notes."""
        self._plan = switch
        self._row.insertWidget(self._row.indexOf(self.notes), switch)

    def _fit_state(self) -> None:
        """As wide as its words, or as half of them where they are long."""
        metrics = self.state.fontMetrics()
        whole = metrics.horizontalAdvance(self.state.text()) + theme.XS
        self.state.setFixedWidth(whole if whole <= _WIDEST_STATE else _WIDEST_STATE)

    def show_session(
        self, session: Session, number: int, of: int, *, read_only: bool, begun: Moment | None = None
    ) -> None:
        """Show which session this is; a draft that is only looked at can be continued."""
        set_words(self.number, f"Session {number} of {of}")
        self.earlier.setEnabled(number > 1)
        self.later.setEnabled(number < of)
        self.treated_at.show_moment(session.treated_at, read_only=read_only)
        earlier = not session.signed and session.treated_at.local_date() < moments.now().local_date()
        role = "section" if earlier else "soft"
        if self.state.property("role") != role:
            theme.mark(self.state, role=role)
        set_words(self.state, state_words(session, begun))
        self._fit_state()
        if self._plan is not None:
            self._plan.setVisible(not read_only)
        self.proceed.setVisible(read_only and not session.signed)
        self.notes.setReadOnly(read_only)
        self.notes.show_text(session.notes)


def state_words(session: Session, begun: Moment | None = None) -> str:
    """ "Draft", "Draft of Tuesday 24 November 2026", "Draft. 24 Nov 2026 is 61 days ago.", "Signed 24 Nov 2026"."""
    if session.signed_at is not None:
        return f"Signed {text.short_date(session.signed_at.local_date())}"
    day, today = session.treated_at.local_date(), moments.now().local_date()
    if begun is not None and (begun.local_date() - day).days > _LONG_BEFORE:
        return f"Draft. {text.short_date(day)} is {text.count((today - day).days, 'day')} ago."
    if day < today:
        return f"Draft of {text.long_date(day)}"
    return "Draft"


def _arrow(parent: QWidget, name: str, spoken: str, icon: str) -> QToolButton:
    made = QToolButton(parent)
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setToolTip(spoken)
    icons.dress(made, icon)
    theme.mark(made, kind="quiet")
    return made
