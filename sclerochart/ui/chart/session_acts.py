"""The acts on the session itself: when it was, what is noted, its signature and addenda, and where one goes from it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from sclerochart.domain.moments import Moment
from sclerochart.store import sessions
from sclerochart.store.begun_addenda import begun_addendum, begun_reason, keep_begun_addendum, keep_begun_reason
from sclerochart.ui.chart.header import SessionHeader
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.sign_panel import SignPanel
from sclerochart.ui.photos.importing import coming_in
from sclerochart.ui.workspace import Workspace

_NOT_OPENED = "Not opened yet."


class SessionActs(QObject):
    """Writes what is asked for in the line over the chart and at the signature."""

    session_wanted = Signal(str)
    """The patient's session before or after this one."""
    signed = Signal()

    def __init__(self, workspace: Workspace, loaded: Loaded, header: SessionHeader, sign: SignPanel) -> None:
        super().__init__(header)
        self._workspace, self._loaded, self._sign_panel = workspace, loaded, sign
        self._settled: Callable[[str], bool] = bool
        header.treated_at.entered.connect(self._set_treated_at)
        header.notes_typed.connect(self._write_notes)
        header.earlier_wanted.connect(lambda: self._step(-1))
        header.later_wanted.connect(lambda: self._step(1))
        sign.signed.connect(self._sign)
        sign.wait_for(lambda: coming_in(workspace, loaded.session_id))
        sign.show_begun(begun_addendum(workspace.db, loaded.session_id))
        sign.show_begun_reason(begun_reason(workspace.db, loaded.session_id))
        sign.addendum_begun.connect(lambda words: self._workspace.do(keep_begun_addendum, loaded.session_id, words))
        sign.reason_begun.connect(lambda words: self._workspace.do(keep_begun_reason, loaded.session_id, words))
        sign.addendum_written.connect(self._add_addendum)

    def settle_first(self, settled: Callable[[str], bool]) -> None:
        """Ask this before the session is signed, read or left."""
        self._settled = settled
        self._sign_panel.settle_first(settled)

    def go(self, opened: SignalInstance) -> None:
        """Open, by a signal with the session's id, what is made of all of it."""
        if self._settled(_NOT_OPENED):
            opened.emit(self._loaded.session_id)

    def _set_treated_at(self, at: Moment, fold: str) -> None:
        self._workspace.do(sessions.set_treated_at, self._loaded.session_id, at, fold=fold)

    def _write_notes(self, words: str, fold: str) -> None:
        self._workspace.do(sessions.set_notes, self._loaded.session_id, words, fold=fold)

    def _sign(self, reason: str) -> None:
        self._workspace.do(sessions.sign, self._loaded.session_id, reason=reason)
        if self._loaded.session.signed:
            self.signed.emit()

    def _add_addendum(self, words: str) -> None:
        if self._workspace.do(sessions.add_addendum, self._loaded.session_id, words) is not None:
            self._sign_panel.clear_addendum()

    def _step(self, by: int) -> None:
        if not self._settled(_NOT_OPENED):
            return
        order = self._loaded.around.order
        at = order.index(self._loaded.session_id) + by
        if 0 <= at < len(order):
            self.session_wanted.emit(order[at])
