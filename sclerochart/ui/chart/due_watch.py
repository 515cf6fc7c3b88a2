"""Which of the session's clocks is due, for as long as it runs, whether or not the clocks are shown."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from sclerochart.domain.clocks import readings
from sclerochart.store import findings
from sclerochart.ui.chart.clock_strip import wanted_minutes
from sclerochart.ui.workspace import Workspace

LOOK_MS = 5000


class DueWatch(QObject):
    """Looks every few seconds while a clock runs and the page is seen, and never otherwise."""

    told = Signal(object, str)
    """The kinds that are due, () for none, and the same in words."""

    def __init__(self, workspace: Workspace, session_id: str, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        page.installEventFilter(self)
        self._workspace, self._session_id = workspace, session_id
        self._said: tuple[tuple[str, ...], str] = (), ""
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)

    def look(self) -> None:
        """After an act, or after a while."""
        db = self._workspace.db
        running = [each for each in findings.timings_of_session(db, self._session_id) if each.ended_at is None]
        lines = []
        if running:
            wanted = wanted_minutes(db, self._session_id)
            lines = [one for one in readings(db.clock(), first=None, timings=running, wanted=wanted) if one.due]
        self._wake(bool(running) and self._page.isVisible())
        said = tuple(one.kind for one in lines), " · ".join(f"{one.label}: {one.words}" for one in lines)
        if said != self._said:
            self._said = said
            self.told.emit(*said)

    def _wake(self, wanted: bool) -> None:
        if wanted and not self.timer.isActive():
            self.timer.start()
        elif not wanted:
            self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.look()
        elif event.type() == QEvent.Type.Hide:
            self._wake(False)
        return False
