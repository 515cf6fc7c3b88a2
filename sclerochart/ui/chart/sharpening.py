"""What was only scaled is drawn anew once the hand rests: a little at a time, so that no turn of the wheel waits."""

from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

REST_MS = 20
"""From the last turn of the wheel until the work begins; the next turn ends it."""
SLICE_S = 0.012
"""After so long at a time it is the hand's turn."""


class Sharpening(QObject):
    """Waits for the hand to rest, then goes through the steps of a work, and says when it is done."""

    done = Signal()

    def __init__(self, work: Callable[[], Iterator[None]], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._steps: Iterator[None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)

    def start(self) -> None:
        """The hand moved: wait from now."""
        self.stop()
        self._rest.start()

    def stop(self) -> None:
        """Wait for nothing, and leave the work."""
        self._rest.stop()
        self._turn.stop()
        self._steps = None

    def isActive(self) -> bool:
        """Whether it waits or works."""
        return self._rest.isActive() or self._steps is not None

    def _begin(self) -> None:
        self._steps = self._work()
        self._go_on()

    def _go_on(self) -> None:
        until = perf_counter() + SLICE_S
        for _ in self._steps or ():
            if perf_counter() >= until:
                self._turn.start()
                return
        self._steps = None
        self.done.emit()
