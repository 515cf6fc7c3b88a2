"""One slow call off the window's thread: key derivation takes most of a second on purpose."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal


class Background(QObject):
    """Runs one function at a time in a thread of its own; the answer arrives in the window's thread."""

    returned = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._ended.connect(self._report)  # from another thread, so it waits for the window's event loop

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
        try:
            result, error = function(), None
        except Exception as raised:
            result, error = None, raised
        with contextlib.suppress(RuntimeError):  # the window is gone, and with it whoever wanted to know
            self._ended.emit(result, error)

    def _report(self, result: Any, error: Exception | None) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if error is None:
            self.returned.emit(result)
        else:
            self.failed.emit(error)
