"""The page of one session."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain import text
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Addendum
from sclerochart.domain.signing import missing
from sclerochart.store import clinic, journal, sessions
from sclerochart.ui import theme
from sclerochart.ui.chart.clock_strip import ClockStrip
from sclerochart.ui.chart.commands import acts_of
from sclerochart.ui.chart.due_watch import DueWatch
from sclerochart.ui.chart.entering import Entering
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.findings_list import FindingsList
from sclerochart.ui.chart.header import SessionHeader
from sclerochart.ui.chart.history_bar import HistoryBar
from sclerochart.ui.chart.key_sheet import KeySheet
from sclerochart.ui.chart.keys import Keys
from sclerochart.ui.chart.large_totals import LargeTotals
from sclerochart.ui.chart.ledger_faces import LedgerFaces
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.marking import Marking
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.palette import Palette
from sclerochart.ui.chart.plan_switch import PlanSwitch
from sclerochart.ui.chart.preparation_acts import PreparationActs
from sclerochart.ui.chart.preparation_panel import PreparationPanel
from sclerochart.ui.chart.remarks import Remarks
from sclerochart.ui.chart.seeing import Seeing
from sclerochart.ui.chart.session_acts import SessionActs
from sclerochart.ui.chart.settling import Settling
from sclerochart.ui.chart.side_column import BAR, SideColumn
from sclerochart.ui.chart.sign_panel import SignPanel
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.chart.site_table import SiteTable
from sclerochart.ui.chart.strips import Strips
from sclerochart.ui.chart.tool_row import ToolRow
from sclerochart.ui.page import Page, Unwritten
from sclerochart.ui.patients.banner import PatientBanner
from sclerochart.ui.patients.labels import ElidedLabel
from sclerochart.ui.workspace import Workspace

SIDE_WIDTHS = 384, 520
ROOMY = 900
"""From this height on the total is larger, and earlier sessions and clocks stand at the same time."""


class ChartPage(Page):
    """Diagram, ledger, table and signature of one session; everything is placed, moved and corrected here.

    The page puts its parts in their places and reads the store; what is done is in rooms of its own.
    """

    photos_opened = Signal(str)
    record_exported = Signal(str)
    leaflet_exported = Signal(str)
    session_opened = Signal(str)
    editing_begun = Signal()

    def __init__(
        self, workspace: Workspace, session_id: str, parent: QWidget | None = None, *, editing: bool = True
    ) -> None:
        """A draft opens for changes, or with `editing` False to be looked at until somebody continues it."""
        super().__init__("chart-page", "Session", parent)
        self.workspace = workspace
        self.session_id = session_id
        self.loaded = Loaded(workspace.db, session_id, editing)
        self.next_site = NextSite(sessions.current(workspace.db, session_id), self)
        self._atlas = legs.shipped()
        self.banner = PatientBanner(workspace, self)
        self.header = SessionHeader(self)
        self.plan = PlanSwitch(workspace, session_id, self.header)
        self.header.take_plan(self.plan)
        self.palette_bar = Palette(self)
        self.leg_view = LegView(self._atlas, self)
        self.pointed = ElidedLabel("pointed-region", least=0)
        self.preparation = PreparationPanel(self)
        self.table = SiteTable(self._atlas, self)
        self.findings = FindingsList(self)
        self.ledgers = LedgerFaces(self._atlas, self.table, self)
        self.ledger = self.ledgers.ledger
        self.sign = SignPanel(self)
        self.strips = Strips(self)
        self.tool_row = ToolRow(self)
        self.history = HistoryBar(workspace, session_id, self)
        self.clocks = ClockStrip(workspace, session_id, self)
        self.due = DueWatch(workspace, session_id, self)
        self.totals = LargeTotals(workspace, session_id, self)
        self.setFocusProxy(self.leg_view)
        self._lay_out()
        self.site_acts = SiteActs(workspace, self._atlas, self.loaded, self.next_site, self)
        self.session_acts = SessionActs(workspace, self.loaded, self.header, self.sign)
        self.preparation_acts = PreparationActs(workspace, self.loaded, self.next_site, self.preparation)
        self.entering = Entering(
            workspace, self._atlas, self.leg_view, self.loaded, self.next_site, self.site_acts, self.strips
        )
        self.marking = Marking(
            workspace, self._atlas, self.leg_view, self.loaded, self.entering, self.strips, self.findings
        )
        self.remarks = Remarks(self._atlas, self.loaded, self.sign)
        self.seeing = Seeing(self._atlas, self.leg_view, self.loaded, self.history)
        entering = self.entering
        half_typed = entering.typed.half_typed, entering.quick.half_typed, entering.syringe.half_typed
        self._settling = Settling(workspace, half_typed, self)
        self.session_acts.settle_first(self._settling.settled)
        self.keys = Keys(workspace, self.leg_view, self)
        self.key_sheet = KeySheet(self)
        self._connect()
        self.follow(workspace)
        self._acts = acts_of(self)
        self.keys.bind(self._acts)

    def _lay_out(self) -> None:
        self.pointed.setAccessibleName("Region under the pointer")
        self.pointed.setFixedHeight(20)
        # What is read out may be long; it must never make the window wider under the hand.
        self.pointed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.mark(self.pointed, role="caption")
        left = QVBoxLayout()
        left.setSpacing(theme.XS)
        for widget, stretch in (
            (self.palette_bar, 0),
            (self.leg_view, 1),
            (self.pointed, 0),
            (self.history, 0),
            (self.clocks, 0),
            (self.tool_row, 0),
        ):
            left.addWidget(widget, stretch)
        self.history.hide()
        self.clocks.hide()
        kept = self.palette_bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.palette_bar.setSizePolicy(kept)
        panels = (self.preparation, 0), (self.ledgers, 0), (self.table, 1), (self.findings, 1), (self.sign, 0)
        self._side = SideColumn(panels, self.table, self)
        self._side.set_width(SIDE_WIDTHS[0])
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, BAR, 0)
        line.addWidget(self.header)
        body = QHBoxLayout()
        body.setSpacing(theme.M)
        body.addLayout(left, 1)
        body.addWidget(self._side)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.M, theme.XS, 0, theme.S)
        inner.setSpacing(theme.XS)
        inner.addLayout(line)
        inner.addLayout(body, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.banner)
        page.addLayout(inner, 1)

    def _connect(self) -> None:
        self.next_site.changed.connect(self._show_next)
        view, table, header, acts = self.leg_view, self.table, self.header, self.site_acts
        view.site_moved.connect(acts.move)
        view.site_removed.connect(acts.remove)
        view.site_chosen.connect(table.choose)
        view.spot_pointed.connect(self._name_region)
        view.site_pointed.connect(table.sites.show_pointed)
        table.current_changed.connect(lambda site_id: view.show_current(site_id or None))
        table.remove_asked.connect(acts.remove)
        table.sites.edit_asked.connect(acts.edit)
        self.palette_bar.volume_chosen.connect(self.next_site.choose_volume)
        self.palette_bar.vein_type_chosen.connect(self.next_site.choose_vein_type)
        self.palette_bar.pressed.connect(view.setFocus)
        self.preparation.finished.connect(view.setFocus)
        self.ledger.line_wanted.connect(lambda name, form: self.preparation_acts.offer_lines(name, form, self))
        self.session_acts.signed.connect(view.setFocus)
        self.session_acts.session_wanted.connect(self.session_opened)
        self.key_sheet.rebound.connect(self.keys.keep)
        self.key_sheet.closed.connect(view.setFocus)
        self.keys.changed.connect(self._show_keys)
        self.keys.done.connect(self._show_tools)
        self.tool_row.asked.connect(self._press_tool)
        self.due.told.connect(self.tool_row.show_due)
        self.entering.shown.connect(self._show_tools)
        self.marking.shown.connect(self._show_tools)
        self.marking.list_wanted.connect(self.table.hide)  # both at once would make the window higher
        self.history.changed.connect(lambda _: self._show_tools())
        self.seeing.course_shown.connect(self._make_room_for_course)
        self.totals.closed.connect(self._show_tools)
        self.strips.wanted.connect(self._place_strips)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._uncover)
        header.treated_at.refused.connect(self.workspace.problem)
        self.preparation.refused.connect(self.workspace.problem)
        self.sign.held.connect(self.workspace.problem)
        header.editing_wanted.connect(self.continue_draft)
        header.photos_wanted.connect(lambda: self.session_acts.go(self.photos_opened))
        header.record_wanted.connect(lambda: self.session_acts.go(self.record_exported))
        header.leaflet_wanted.connect(lambda: self.session_acts.go(self.leaflet_exported))

    # What is shown --------------------------------------------------------------------------------------------------

    def where(self) -> str:
        """A session is called after its day of treatment, which can be changed."""
        treated = sessions.get(self.workspace.db, self.session_id).treated_at
        return f"Session of {text.short_date(treated.local_date())}"

    def scope(self) -> str:
        """What undo and redo act on here."""
        return journal.session_scope(self.session_id)

    def is_read_only(self) -> bool:
        """Whether nothing can be changed; read anew, for who hears of a signature may ask before this page is told."""
        return not self.loaded.editing or sessions.get(self.workspace.db, self.session_id).signed

    def undo_first(self) -> Unwritten | None:
        """A proposal that was dropped after the last step."""
        return self.entering.proposals.undo_first()

    def continue_draft(self) -> None:
        """Let a draft that was only looked at be changed, for as long as this page is open."""
        self.loaded.editing = True
        self.refresh()
        self.leg_view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing_begun.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = SIDE_WIDTHS
        side = min(max(round(self.width() * 0.26), least), most)
        self._side.set_width(side)
        self.header.set_ways_width(side)
        self.ledgers.set_roomy(self.height() >= ROOMY)
        self._place_strips()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.leg_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # as it is when the whole window is put away for a moment
            self._settling.tell_left()

    def refresh(self) -> None:
        """Show what the store holds now, also what only other pages change; nothing is drawn again needlessly."""
        self.loaded.forget()
        self.refresh_own()

    def refresh_own(self) -> None:
        """Show what is changed on this page: the way of every click."""
        loaded = self.loaded
        anew = loaded.read()
        if anew:
            self._show_surroundings()
        session, own = loaded.session, loaded.preparations
        order = loaded.around.order
        number, begun = order.index(self.session_id) + 1, loaded.around.begun
        self.header.show_session(session, number, len(order), read_only=loaded.read_only, begun=begun)
        self.table.sites.show(loaded.sites, own, read_only=loaded.read_only)
        self.leg_view.show_sites(loaded.sites)
        self.ledgers.show_sums(loaded, clinic.adopted_lines(self.workspace.db))
        self._show_next()
        self.preparation_acts.show()
        lacking = () if session.signed else missing(loaded.sites, own, loaded.around.author)
        self.sign.setEnabled(session.signed or not loaded.read_only)  # addenda stay open
        self.sign.show_session(session, lacking, self._added(), loaded.around.signer)
        self.entering.refresh()
        self.marking.refresh()
        self.seeing.refresh(anew=anew)
        self.remarks.refresh()
        self.due.look()
        self._show_tools()

    def _show_surroundings(self) -> None:
        """Show what a click does not change."""
        read_only = self.loaded.read_only
        self.leg_view.set_read_only(read_only)
        self.palette_bar.setEnabled(not read_only)
        for part in (self.plan, self.strips, self.clocks):  # each knows a signature by itself
            part.setEnabled(self.loaded.editing or self.loaded.session.signed)
        self.banner.show_patient(self.loaded.around.patient)
        self._show_keys()

    def _added(self) -> list[Addendum]:
        return sessions.addenda(self.workspace.db, self.session_id) if self.loaded.session.signed else []

    def _show_next(self) -> None:
        self.palette_bar.show_current(self.next_site.volume_ul, self.next_site.vein_type)

    def _show_keys(self) -> None:
        self.palette_bar.show_keys(self.keys.bindings)
        self.key_sheet.show_bindings(self.keys.bindings)
        self.tool_row.show_keys(self.keys.bindings)
        self.plan.show_keys(self.keys.bindings)

    def _show_tools(self) -> None:
        entry = self.entering
        self._place_strips()
        self.table.setVisible(self.findings.isHidden())
        self.tool_row.show_state(
            tool=self.leg_view.tools.now,
            shown={
                "quick-line": not entry.quick.isHidden(),
                "repeat": not entry.proposals.isHidden(),
                "syringe": not entry.syringe.isHidden(),
                "list": not self.findings.isHidden(),
                "earlier": not self.history.isHidden(),
                "walk-strip": not self.clocks.isHidden(),
                "totals": self.totals.isVisible(),
            },
            posture=self.seeing.posture,
            read_only=self.loaded.read_only,
        )

    def _place_strips(self) -> None:
        """Strips lie over the line of the session, and over the palette where that is too little; it goes while it is
        covered, and while the quick-entry line says it all: its keys stay."""
        line, palette = self._place_of(self.header), self._place_of(self.palette_bar)
        top = line.top() - theme.XS
        self.strips.lie(palette.left(), top, palette.width(), (palette.top() - top, palette.bottom() + theme.XS - top))
        low = self.strips.geometry().bottom() + 1
        covered = low > palette.top()
        self.leg_view.set_covered(max(low - self.leg_view.mapTo(self, QPoint()).y(), 0) if covered else 0)
        self.palette_bar.setVisible(self.entering.quick.isHidden() and not covered)

    def _place_of(self, part: QWidget) -> QRect:
        return QRect(part.mapTo(self, QPoint()), part.size())

    def _uncover(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What has the keys is never covered; nothing lies over the sheet of keys, wherever the focus goes."""
        if now is not None and self.key_sheet.isHidden():
            (self.header if self.header.isAncestorOf(now) else self.strips).raise_()

    # What is opened -------------------------------------------------------------------------------------------------

    def _press_tool(self, name: str) -> None:
        """A button of the row was pressed: the same as its key, apart from those that a key holds."""
        if name == "walk-strip":
            self._show_clocks(self.clocks.isHidden())
        elif name == "place-tool":
            self.entering.choose_place()
        elif name == "burst":
            self.entering.choose_burst()
        elif name == "syringe":
            self.entering.toggle_syringe()
        elif name == "mark":
            self.marking.toggle_marks()
        elif name == "earlier" and not self.history.isHidden():
            self.seeing.close_course()
        else:
            self._acts[name]()
        self._show_tools()

    def press_clock(self, kind: str) -> None:
        """Start the walk or the observation, or end it, and show the clocks."""
        self._show_clocks(True)
        self.clocks.press(kind)

    def _show_clocks(self, wanted: bool) -> None:
        if wanted and self.height() < ROOMY:
            self.history.hide()
        self.clocks.setVisible(wanted)

    def _make_room_for_course(self) -> None:
        if self.height() < ROOMY:
            self.clocks.hide()

    def _name_region(self, spot: Spot | None) -> None:
        place = self._atlas.place(spot) if spot is not None else None
        if place is None:
            set_words(self.pointed, " ")
            return
        region = self._atlas.regions[place.region]
        site = self.table.sites.spoken(self.leg_view.pointed or "")
        words = (site, region.name_of(place.side), *region.watch_outs)
        set_words(self.pointed, " · ".join(part for part in words if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys.press(event):
            event.accept()
        else:
            super().keyPressEvent(event)
