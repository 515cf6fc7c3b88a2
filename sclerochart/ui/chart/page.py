"""The page of one session."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain.errors import UserError
from sclerochart.domain.ledger_lines import ledger_words
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.products import shipped_products
from sclerochart.domain.session import Addendum, Form, Preparation, Session, Site
from sclerochart.domain.signing import missing
from sclerochart.domain.typed import read_ml
from sclerochart.store import clinic, journal, patients, preparations, sessions, sites
from sclerochart.ui import theme
from sclerochart.ui.chart import site_model
from sclerochart.ui.chart.adopt_line import AdoptLineDialog
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.header import SessionHeader
from sclerochart.ui.chart.ledger_panel import LedgerPanel
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.palette import Palette
from sclerochart.ui.chart.preparation_panel import PreparationPanel
from sclerochart.ui.chart.sign_panel import SignPanel
from sclerochart.ui.chart.site_table import ROW_HEIGHT, SiteTable
from sclerochart.ui.patients.banner import PatientBanner
from sclerochart.ui.workspace import Workspace

SIDE_WIDTHS = 384, 520
ROOMY = 900
"""From this height on, rows of the table are as high as a gloved finger, and the total is larger."""


class ChartPage(QWidget):
    """Diagram, ledger, table and signature of one session; everything is placed, moved and corrected here."""

    photos_opened = Signal(str)
    record_exported = Signal(str)
    leaflet_exported = Signal(str)
    session_opened = Signal(str)

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart-page")
        theme.mark(self, role="page")
        self._workspace = workspace
        self.session_id = session_id
        self._session: Session | None = None
        self._sites: list[Site] = []
        self._preparations: list[Preparation] = []
        self._stale = True
        current = sessions.current(workspace.db, session_id)
        self._volume_ul, self._vein_type = current.volume_ul, current.vein_type
        self._preparation_id = current.preparation_id
        self._atlas = legs.shipped()
        self.banner = PatientBanner(workspace, self)
        self.header = SessionHeader(self)
        self.palette_bar = Palette(self)
        self.leg_view = LegView(self._atlas, self)
        self.pointed = QLabel(self)
        self.preparation = PreparationPanel(self)
        self.ledger = LedgerPanel(self)
        self.table = SiteTable(self._atlas, self)
        self.sign = SignPanel(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.pointed.setObjectName("pointed-region")
        self.pointed.setAccessibleName("Region under the pointer")
        self.pointed.setFixedHeight(20)
        # What is read out may be long; it must never make the window wider under the hand.
        self.pointed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.mark(self.pointed, role="caption")
        left = QVBoxLayout()
        left.setSpacing(theme.XS)
        left.addWidget(self.palette_bar)
        left.addWidget(self.leg_view, 1)
        left.addWidget(self.pointed)
        side = self._side = QWidget(self)
        side.setFixedWidth(SIDE_WIDTHS[0])
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.S)
        for widget, stretch in ((self.preparation, 0), (self.ledger, 0), (self.table, 1), (self.sign, 0)):
            right.addWidget(widget, stretch)
        body = QHBoxLayout()
        body.setSpacing(theme.M)
        body.addLayout(left, 1)
        body.addWidget(side)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.M, theme.XS, theme.M, theme.S)
        inner.setSpacing(theme.XS)
        inner.addWidget(self.header)
        inner.addLayout(body, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.banner)
        page.addLayout(inner, 1)

    def _connect(self) -> None:
        self._workspace.changed.connect(self._changed)
        view, table, header = self.leg_view, self.table, self.header
        view.leg_clicked.connect(self._place_site)
        view.site_moved.connect(self._move_site)
        view.site_removed.connect(self._remove_site)
        view.site_chosen.connect(table.choose)
        view.spot_pointed.connect(self._name_region)
        view.site_pointed.connect(table.sites.show_pointed)
        table.current_changed.connect(lambda site_id: view.show_current(site_id or None))
        table.remove_asked.connect(self._remove_site)
        table.sites.edit_asked.connect(self._edit_site)
        self.palette_bar.volume_chosen.connect(self._choose_volume)
        self.palette_bar.vein_type_chosen.connect(self._choose_vein_type)
        self.palette_bar.pressed.connect(view.setFocus)
        self.preparation.finished.connect(view.setFocus)
        self.preparation.chosen.connect(self._choose_preparation)
        self.preparation.made.connect(self._make_preparation)
        self.preparation.edited.connect(self._edit_preparation)
        self.preparation.unnamed_named.connect(self._name_unnamed)
        self.ledger.line_wanted.connect(self._offer_lines)
        self.sign.signed.connect(self._sign)
        self.sign.addendum_written.connect(self._add_addendum)
        header.treated_at.entered.connect(self._set_treated_at)
        header.notes_typed.connect(self._write_notes)
        header.earlier_wanted.connect(lambda: self._step_session(-1))
        header.later_wanted.connect(lambda: self._step_session(1))
        header.photos_wanted.connect(lambda: self.photos_opened.emit(self.session_id))
        header.record_wanted.connect(lambda: self.record_exported.emit(self.session_id))
        header.leaflet_wanted.connect(lambda: self.leaflet_exported.emit(self.session_id))

    # What is shown --------------------------------------------------------------------------------------------------

    def scope(self) -> str:
        """What undo and redo act on here."""
        return journal.session_scope(self.session_id)

    def is_read_only(self) -> bool:
        """Whether the session is signed; read anew, for who hears of a signature may ask before this page is told."""
        return sessions.get(self._workspace.db, self.session_id).signed

    def _changed(self) -> None:
        if self.isVisible():
            self._show_treatment()
        else:
            self._stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = SIDE_WIDTHS
        self._side.setFixedWidth(min(max(round(self.width() * 0.26), least), most))
        roomy = self.height() >= ROOMY
        self.table.set_row_height(theme.TOUCH if roomy else ROW_HEIGHT)
        self.ledger.set_roomy(roomy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self.leg_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the store holds now, also what only other pages change; nothing is drawn again needlessly."""
        self._stale = False
        self._session = None
        self._show_treatment()

    def _show_treatment(self) -> None:
        """Show what is changed on this page: the way of every click."""
        db = self._workspace.db
        session = sessions.get(db, self.session_id)
        own = preparations.of_session(db, self.session_id)
        if session != self._session or own != self._preparations:
            self._session, self._preparations = session, own
            self._show_surroundings(session)
        self.header.show_session(session, self._order.index(self.session_id) + 1, len(self._order))
        self._sites = sites.of_session(db, self.session_id)
        self.leg_view.show_sites(self._sites)
        self.table.sites.show(self._sites, own, read_only=session.signed)
        lines = clinic.adopted_lines(db)
        self.ledger.show_words(ledger_words(self._sites, own, lines, self._same_day))
        self.palette_bar.show_current(self._volume_ul, self._vein_type)
        self._show_preparation()
        lacking = () if session.signed else missing(self._sites, own, self._author)
        self.sign.show_session(session, lacking, self._added(session), self._signer)

    def _show_surroundings(self, session: Session) -> None:
        """Read and show what a click does not change: patient, other sessions, who treats, recent vials."""
        db = self._workspace.db
        self._author = clinic.practitioner(db, session.practitioner_id)
        self._signer = clinic.practitioner(db, session.signed_by).name if session.signed else ""
        self._same_day = sessions.same_day(db, self.session_id)
        self._recent = [one for one in preparations.recent(db) if one.session_id != self.session_id]
        self._order = [each.session.id for each in sessions.of_patient(db, session.patient_id)]
        self.leg_view.set_read_only(session.signed)
        self.palette_bar.setEnabled(not session.signed)
        self.banner.show_patient(patients.get(db, session.patient_id))

    def _added(self, session: Session) -> list[Addendum]:
        return sessions.addenda(self._workspace.db, self.session_id) if session.signed else []

    def _show_preparation(self) -> None:
        own = {one.id: one for one in self._preparations}
        current = own.get(self._preparation_id or "")
        if current is None and self._preparation_id is not None:
            db = self._workspace.db
            current = preparations.get(db, self._preparation_id)
            if current is None:  # taking it over was undone
                self._preparation_id = sessions.current(db, self.session_id).preparation_id
                current = preparations.get(db, self._preparation_id) if self._preparation_id else None
        assert self._session is not None
        self.preparation.show_preparations(
            self._preparations,
            self._recent,
            current,
            unnamed=sum(site.preparation_id is None for site in self._sites),
            treated_at=self._session.treated_at,
            read_only=self._session.signed,
        )

    def _name_region(self, spot: Spot | None) -> None:
        place = self._atlas.place(spot) if spot is not None else None
        if place is None:
            set_words(self.pointed, " ")
            return
        region = self._atlas.regions[place.region]
        site = self.table.sites.spoken(self.leg_view.pointed or "")
        words = (site, region.name_of(place.side), *region.watch_outs)
        set_words(self.pointed, " · ".join(part for part in words if part))

    # Acts -----------------------------------------------------------------------------------------------------------

    def _place_site(self, spot: Spot) -> None:
        site_id = self._workspace.do(
            sites.add,
            self.session_id,
            spot,
            volume_ul=self._volume_ul,
            vein_type=self._vein_type,
            preparation_id=self._preparation_id,
        )
        placed = next((site for site in self._sites if site.id == site_id), None)
        if placed is not None and placed.preparation_id != self._preparation_id:
            self._preparation_id = placed.preparation_id
            self._show_preparation()

    def _move_site(self, site_id: str, spot: Spot, fold: str) -> None:
        self._workspace.do(sites.move, site_id, spot, fold=fold or None)

    def _remove_site(self, site_id: str) -> None:
        if self.table.current_site() == site_id:
            self.table.choose(None)  # or a second Delete would take the next one
        self._workspace.do(sites.remove, site_id)

    def _edit_site(self, site_id: str, column: int, value: Any) -> None:
        change: dict[str, Any]
        if column == site_model.VOLUME:
            try:
                change = {"volume_ul": read_ml(value)}
            except UserError as error:
                self._workspace.problem.emit(str(error))
                return
        elif column == site_model.VEIN:
            change = {"vein_type": value}
        elif column == site_model.PREPARATION:
            change = {"preparation_id": value}
        elif column == site_model.REGION:
            change = {"corrected_region": value}
        else:
            change = {"note": str(value)}
        self._workspace.do(sites.edit, site_id, **change)

    def _choose_volume(self, ul: int) -> None:
        self._volume_ul = ul
        self.palette_bar.show_current(self._volume_ul, self._vein_type)

    def _choose_vein_type(self, code: str) -> None:
        self._vein_type = code
        self.palette_bar.show_current(self._volume_ul, self._vein_type)

    def _choose_preparation(self, preparation_id: str | None) -> None:
        self._preparation_id = preparation_id
        self._show_preparation()

    def _make_preparation(self, preparation: Preparation) -> None:
        made = self._workspace.do(preparations.add, self.session_id, preparation)
        if made is not None:
            self._choose_preparation(made)

    def _edit_preparation(self, preparation: Preparation, fold: str) -> None:
        if preparation.session_id == self.session_id:
            self._workspace.do(preparations.edit, preparation, fold=fold)
        else:  # taken over from another session: that one stays as it is
            self._make_preparation(preparation)

    def _name_unnamed(self) -> None:
        if self._preparation_id is None:
            return
        if all(one.id != self._preparation_id for one in self._preparations):
            found = preparations.get(self._workspace.db, self._preparation_id)
            if found is None:
                return
            self._make_preparation(replace(found))
        self._workspace.do(preparations.name_unnamed, self.session_id, self._preparation_id)

    def _offer_lines(self, product_id: str, form: Form) -> None:
        product = shipped_products().get(product_id)
        if product is not None:
            dialog = AdoptLineDialog(product, form, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.adopted.connect(lambda line: self._workspace.do(clinic.adopt_line, line))
            dialog.open()

    def _set_treated_at(self, at: Moment, fold: str) -> None:
        self._workspace.do(sessions.set_treated_at, self.session_id, at, fold=fold)

    def _write_notes(self, words: str, fold: str) -> None:
        self._workspace.do(sessions.set_notes, self.session_id, words, fold=fold)

    def _sign(self, reason: str) -> None:
        self._workspace.do(sessions.sign, self.session_id, reason=reason)
        if self.is_read_only():
            self.leg_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_addendum(self, words: str) -> None:
        if self._workspace.do(sessions.add_addendum, self.session_id, words) is not None:
            self.sign.clear_addendum()

    def _step_session(self, by: int) -> None:
        at = self._order.index(self.session_id) + by
        if 0 <= at < len(self._order):
            self.session_opened.emit(self._order[at])

    # Keys -----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 6 and letters set what the next site gets; with Alt they change the site under the pointer, else the
        one current in the table."""
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        typed = chr(event.key()) if 0x20 < event.key() < 0x7F else ""
        known = bool(typed) and not self.is_read_only()
        plain, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
        if known and modifiers == plain:
            known = self.palette_bar.press(typed)
        elif known and modifiers == alt:
            known = self._edit_acted_on(typed)
        else:
            known = False
        if known:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _edit_acted_on(self, typed: str) -> bool:
        site_id, change = self.leg_view.acted_on, self.palette_bar.meaning(typed)
        if site_id is None or change is None:
            return False
        if isinstance(change, int):
            self._workspace.do(sites.edit, site_id, volume_ul=change)
        else:
            self._workspace.do(sites.edit, site_id, vein_type=change)
        return True
