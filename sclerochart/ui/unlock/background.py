"""One slow call off the window's thread: key derivation takes most of a second on purpose."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal


class Background(QObject):
    """Runs one function at a time in a thread of its own; the answer arrives in the window's thread.

    `release` is called with a result that nobody is there to take any more, such as an open vault."""

    returned = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """After `returned` or `failed`: the next call may come."""
    _answered = Signal(object)

    def __init__(self, parent: QObject, release: Callable[[Any], object] | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._held = _Held(release)
        self.destroyed.connect(self._held.abandon)
        self._answered.connect(self._report)  # from another thread, so it waits for the window's event loop

    @property
    def busy(self) -> bool:
        """True from `run` until its answer was delivered."""
        return self._thread is not None

    def run(self, function: Callable[[], Any]) -> None:
        """Call `function` in a thread; `returned` gets its result, `failed` its exception."""
        if self._thread is not None:
            raise RuntimeError("one call at a time")
        self._thread = threading.Thread(target=self._call, args=(function,), name="unlock")
        self._thread.start()

    def _call(self, function: Callable[[], Any]) -> None:
        error = None
        try:
            self._held.put(function())
        except Exception as raised:
            error = raised
        with contextlib.suppress(RuntimeError):  # the window is gone, and with it whoever wanted to know
            self._answered.emit(error)

    def _report(self, error: Exception | None) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if error is None:
            self.returned.emit(self._held.take())
        else:
            self.failed.emit(error)
        self.ended.emit()


class _Held:
    """A result on its way between two threads; let go of when whoever wanted it is gone before it comes."""

    def __init__(self, release: Callable[[Any], object] | None) -> None:
        self._release = release
        self._lock = threading.Lock()
        self._results: list[Any] = []
        self._abandoned = False

    def put(self, result: Any) -> None:
        with self._lock:
            self._results.append(result)
        if self._abandoned:
            self.abandon()

    def take(self) -> Any:
        with self._lock:
            return self._results.pop()

    def abandon(self) -> None:
        self._abandoned = True
        with self._lock:
            left, self._results = self._results, []
        if self._release is not None:
            for result in left:
                self._release(result)
