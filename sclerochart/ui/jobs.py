"""Long work beside the window: a plain thread that runs an ordinary function.

The function gets values, never widgets nor the window's connection, and `report(done, total)` as its last argument; a
cancelled job ends by `Cancelled` raised in `report`. The thread touches nothing of Qt: the window looks at what it
left, sixty times a second and only while a job runs.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.errors import UserError
from sclerochart.ui import theme

LOOK_MS = 16
PATIENCE_MS = 400
"""How long work may take before its progress is shown."""


class Cancelled(Exception):  # noqa: N818
    """Raised in `report` of a job that was cancelled."""


@dataclass(slots=True)
class _Shared:
    """What the thread and the window both see."""

    done: int = 0
    total: int = 0
    result: Any = None
    error: BaseException | None = None
    ended: bool = False
    cancelled: threading.Event = field(default_factory=threading.Event)

    def report(self, done: int, total: int) -> None:
        if self.cancelled.is_set():
            raise Cancelled
        self.done, self.total = done, total

    def run(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        try:
            self.result = function(*arguments, self.report)
        except BaseException as error:
            self.error = error
        finally:
            self.ended = True


class Job(QObject):
    """One piece of long work. Its signals come in the window's thread; exactly one of `finished`, `refused` and
    `cancelled` ends it (an error that is a bug of ours is raised there instead), then `ended`."""

    progressed = Signal(int, int)
    finished = Signal(object)
    refused = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None, *, lasting: bool = False) -> None:
        """Closing the vault cancels it, or waits for the end of one that is `lasting`."""
        super().__init__(parent)
        self.lasting = lasting
        self._shared = _Shared()
        self._seen = (0, 0)
        self._thread: threading.Thread | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_at_it)
        # A job whose owner goes away is cancelled at its next report.
        self.destroyed.connect(self._shared.cancelled.set)

    def start(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Begin `function(*arguments, report)`; a job is started once."""
        if self._thread is not None:
            raise ValueError("a job is started once")
        self._thread = threading.Thread(target=self._shared.run, args=(function, arguments), name=function.__name__)
        self._thread.start()
        self._look.start()

    @property
    def running(self) -> bool:
        """True until its end was told."""
        return self._look.isActive()

    @property
    def progress(self) -> tuple[int, int]:
        """How much is done, of how much; of 0 while that is not known yet."""
        return self._shared.done, self._shared.total

    def cancel(self) -> None:
        """Ask it to end at its next report."""
        self._shared.cancelled.set()

    def stop(self) -> None:
        """Cancel it and wait for the thread; nothing more is told. For closing the vault."""
        self.cancel()
        self._look.stop()
        if self._thread is not None:
            self._thread.join()

    def wait(self) -> None:
        """Wait for the thread and tell how it ended. For closing the vault."""
        if self._thread is not None and self.running:
            self._thread.join()
            self._look_at_it()

    def _look_at_it(self) -> None:
        shared = self._shared
        ended = shared.ended
        if (shared.done, shared.total) != self._seen:
            self._seen = (shared.done, shared.total)
            self.progressed.emit(*self._seen)
        if not ended:
            return
        self._look.stop()
        assert self._thread is not None
        self._thread.join()
        try:
            if shared.error is None:
                self.finished.emit(shared.result)
            elif isinstance(shared.error, Cancelled):
                self.cancelled.emit()
            elif isinstance(shared.error, UserError):
                self.refused.emit(str(shared.error))
            else:
                raise shared.error
        finally:
            shared.result = None
            self.ended.emit()


def stop_all(owner: QObject) -> None:
    """Cancel every job that belongs to `owner` and is not lasting, and wait for all: before its vault is closed."""
    running = [job for job in owner.findChildren(Job) if job.running]
    for job in running:
        if not job.lasting:
            job.cancel()
    for job in running:
        if job.lasting:
            job.wait()
        else:
            job.stop()


class JobProgress(QFrame):
    """What a job is doing, how far it is, and Cancel; shows itself when the job takes longer than `PATIENCE_MS`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job-progress")
        self.setProperty("role", "card")
        self._words = QLabel()
        self._words.setObjectName("job-words")
        self._bar = QProgressBar()
        self._bar.setObjectName("job-bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._cancel = QPushButton("Cancel")
        self._cancel.setObjectName("job-cancel")
        self._cancel.clicked.connect(self._cancel_job)
        column = QVBoxLayout()
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        row.setSpacing(theme.M)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._job: Job | None = None
        self._what = ""
        self.hide()

    def follow(self, job: Job, what: str) -> None:
        """Show the progress of `job` from now on; `what` is an -ing form: "Adding photos"."""
        self._job, self._what = job, what
        self._cancel.setEnabled(True)
        self._show_progress(0, 0)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)
        self._patience.start()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(f"{self._what}: {min(done + 1, total)} of {total}" if total else f"{self._what} …")

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._words.setText("Stopping …")
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()
