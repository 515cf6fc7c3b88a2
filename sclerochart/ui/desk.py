"""The pages of an open vault: which one is shown, how one gets from one to another, and what the bar says of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.store import journal, patients, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.being_typed import go_on_typing, let_go
from sclerochart.ui.jobs import stop_all
from sclerochart.ui.messages import MessageBar
from sclerochart.ui.page import Page, Unwritten
from sclerochart.ui.patients.list_page import PatientsPage
from sclerochart.ui.patients.new_page import NewPatientPage
from sclerochart.ui.patients.patient_page import PatientPage
from sclerochart.ui.top_bar import TopBar
from sclerochart.ui.workspace import Workspace

_SIGNED = "A signed session stays as it is; an addendum can be added"
_LOOKED_AT = "This draft is only looked at; press “Continue this draft” to change it"


class Desk(QStackedWidget):
    """A pile of pages: the patients at the bottom, the one in use on top.

    It is made, with its first page, before a vault is open; `begin` gives it the vault.
    """

    workspace: Workspace

    def __init__(self, bar: TopBar, messages: MessageBar) -> None:
        super().__init__()
        theme.mark(self, role="page")
        self._bar = bar
        self._messages = messages
        self._pile: list[tuple[Page, str]] = []
        self._refused = False
        self._left = QWidget()  # pages that were left are no longer in the window while they wait to be deleted
        self._wired = {
            bar.back_pressed: self.back,
            bar.undo_pressed: self._undo,
            bar.redo_pressed: self._redo,
            bar.settings_pressed: self.open_settings,
        }
        for signal, slot in self._wired.items():
            signal.connect(slot)
        self._patients = PatientsPage()
        self._patients.patient_opened.connect(self.open_patient)
        self._patients.patient_wanted.connect(self.open_new_patient)
        self._patients.session_opened.connect(self._open_draft)
        self._patients.session_started.connect(self._start_session)
        self.addWidget(self._patients)

    # From page to page ------------------------------------------------------------------------------------------------

    def begin(self, vault: Vault) -> None:
        """Show the patients of a vault that was unlocked."""
        self.workspace = Workspace(vault, self)
        self.workspace.problem.connect(self._refuse)
        self.workspace.reported.connect(self._say)
        self.workspace.changed.connect(self._changed)
        self._patients.begin(self.workspace)
        self._put(self._patients)

    def end(self) -> list[str]:
        """Leave every page and close the vault; what could not be kept, in words."""
        for signal, slot in self._wired.items():
            signal.disconnect(slot)
        said: list[str] = []
        self.workspace.problem.disconnect(self._refuse)
        self.workspace.problem.connect(said.append)
        self.workspace.changed.disconnect(self._changed)
        self.workspace.reported.disconnect(self._say)
        self.hide()  # a page keeps what is still being typed
        while self._pile:
            self._drop(self._pile.pop()[0])
        try:
            stop_all(self)  # before the vault is let go of: nothing may write to it any more
        finally:
            self.workspace.problem.disconnect(said.append)
            self.workspace.vault.close()
        return list(dict.fromkeys(said))

    def open_new_patient(self, typed: str = "") -> None:
        """Show the form for somebody new, with what was typed in the search."""
        page = NewPatientPage(self.workspace, typed)
        page.patient_added.connect(self.open_patient)
        page.patient_opened.connect(self.open_patient)
        page.closed.connect(self.back)
        self._put(page)

    def open_patient(self, patient_id: str) -> None:
        """Show one patient, straight above the list."""
        self._back_to(PatientsPage)
        if self._found(patients.get, patient_id) is None:
            return
        page = PatientPage(self.workspace, patient_id)
        page.session_opened.connect(self.open_session)
        page.patient_opened.connect(self.open_patient)
        page.closed.connect(lambda: self._leave(page))
        self._put(page)

    def open_session(self, session_id: str, *, editing: bool = False) -> None:
        """Show the chart of a session, straight above its patient; a draft of an earlier day is looked at first,
        unless `editing` says that it is to be continued."""
        from sclerochart.ui.chart.page import ChartPage

        self._back_to(PatientPage)
        session = self._found(sessions.get, session_id)
        if session is None:
            return
        today = self.workspace.db.clock().local_date()
        page = ChartPage(self.workspace, session_id, editing=editing or session.treated_at.local_date() >= today)
        page.editing_begun.connect(self._show_acts)
        page.photos_opened.connect(self.open_photos)
        page.record_exported.connect(self._export_record)
        page.leaflet_exported.connect(self._export_leaflet)
        page.session_opened.connect(self.open_session)
        self._put(page)

    def open_photos(self, session_id: str) -> None:
        """Show the photos of a session; as the chart they are opened from, a draft may only be looked at."""
        from sclerochart.ui.chart.page import ChartPage
        from sclerochart.ui.photos.page import PhotosPage

        chart = self._top()
        if isinstance(chart, ChartPage):
            page = PhotosPage(self.workspace, session_id, editing=chart.loaded.editing)
            page.editing_begun.connect(chart.continue_draft)
        else:
            page = PhotosPage(self.workspace, session_id)
        page.closed.connect(self.back)
        self._put(page)

    def open_settings(self) -> None:
        """Show the clinic's settings, once."""
        from sclerochart.ui.settings.page import SettingsPage

        if not isinstance(self._top(), SettingsPage):
            page = SettingsPage(self.workspace)
            page.closed.connect(self.back)
            self._put(page)

    def back(self) -> None:
        """Leave the page on top."""
        if len(self._pile) > 1:
            self._pop()
            self._show_top()

    def _open_draft(self, session_id: str) -> None:
        session = self._found(sessions.get, session_id)
        if session is not None:
            self.open_patient(session.patient_id)
            self.open_session(session_id, editing=True)

    def _start_session(self, patient_id: str) -> None:
        session_id = self.workspace.do(sessions.start, patient_id)
        if session_id is not None:
            self.open_patient(patient_id)
            self.open_session(session_id)

    def _export_record(self, session_id: str) -> None:
        from sclerochart.ui.documents.export import export_record

        export_record(self, self.workspace, session_id)

    def _export_leaflet(self, session_id: str) -> None:
        from sclerochart.ui.documents.export import export_leaflet

        export_leaflet(self, self.workspace, session_id)

    def _found(self, get: Callable[..., Any], row_id: str) -> Any:
        try:
            return get(self.workspace.db, row_id)
        except UserError as error:
            self._refuse(str(error))
            return None

    # The pile ---------------------------------------------------------------------------------------------------------

    def _top(self) -> Page:
        return self._pile[-1][0]

    def _put(self, page: Page) -> None:
        self._pile.append((page, page.where()))
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self._show_top()

    def _pop(self) -> None:
        page, _where = self._pile.pop()
        if self._pile:
            self.setCurrentWidget(self._top())
        self._drop(page)

    def _drop(self, page: Page) -> None:
        self.removeWidget(page)
        page.setParent(self._left)
        page.deleteLater()

    def _back_to(self, kind: type[Page]) -> None:
        """Leave every page above the topmost one of this kind, or above the patients."""
        while len(self._pile) > 1 and not isinstance(self._top(), kind):
            self._pop()

    def _leave(self, page: Page) -> None:
        """Leave a page whose subject is no longer there, once its own signal has been dealt with."""
        if any(each is page for each, _where in self._pile):
            QTimer.singleShot(0, page, lambda: self._leave_now(page))

    def _leave_now(self, page: Page) -> None:
        while len(self._pile) > 1 and any(each is page for each, _where in self._pile):
            self._pop()
        self._show_top()

    def _show_top(self) -> None:
        self.setCurrentWidget(self._top())
        self._show_where()
        self._show_acts()

    def _show_where(self) -> None:
        names = [where for _page, where in self._pile]
        self._bar.show_where("  ›  ".join(names), can_go_back=len(names) > 1)

    # The bar ----------------------------------------------------------------------------------------------------------

    def _name_top(self) -> None:
        page, where = self._pile[-1]
        if page.where() != where:
            self._pile[-1] = page, page.where()
            self._show_where()

    def _changed(self) -> None:
        if not self._refused:
            self._messages.clear_when_read()
        with self.workspace.telling():
            self._name_top()
        self._show_acts()

    def _refuse(self, sentence: str) -> None:
        self._refused = True  # by the act that is under way, not by the next one
        QTimer.singleShot(0, self, self._act_over)
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        say = getattr(self.window(), "say", self._messages.show_message)
        say(sentence)

    def _act_over(self) -> None:
        self._refused = False

    def _show_acts(self) -> None:
        with self.workspace.telling():
            self._name_acts()

    def _name_acts(self) -> None:
        db, scope = self.workspace.db, self._top().scope()
        why_not = self._why_not()
        if not scope or why_not:
            self._bar.show_acts(None, None, why_not=why_not)
        else:
            found, first = journal.names(db, scope), self._top().undo_first()
            self._bar.show_acts(first[0] if first else found.undo, found.redo)
        saved = journal.last_saved(db)
        if isinstance(self._top(), NewPatientPage):  # what is kept of somebody begun is no step yet
            self._bar.show_saved("")
        elif saved is not None:
            today = db.clock().local_date()
            day = "" if saved.local_date() == today else f"{text.short_date(saved.local_date())}, "
            self._bar.show_saved(f"Saved {day}{saved.local():%H:%M:%S}")

    def _why_not(self) -> str:
        """Why nothing can be changed on the page on top; "" where it can."""
        page = self._top()
        if not page.is_read_only():
            return ""
        return _SIGNED if sessions.get(self.workspace.db, page.session_id).signed else _LOOKED_AT

    def _undo(self) -> None:
        self._act(Workspace.undo, lambda: self._top().undo_first())

    def _redo(self) -> None:
        self._act(Workspace.redo)

    def _act(
        self, act: Callable[[Workspace, str], None], before: Callable[[], Unwritten | None] = lambda: None
    ) -> None:
        """What is still being typed is kept first, as a step of its own, which undo then takes back; when that has to
        be refused, nothing else is done in this press."""
        scope = self._top().scope() if self._pile else ""
        if not scope or self._why_not():
            return
        field = let_go(self._top())
        if field is not None and self._refused:
            return
        first = before()
        if first is not None:
            first[1]()
        else:
            act(self.workspace, scope)
        go_on_typing(field)
