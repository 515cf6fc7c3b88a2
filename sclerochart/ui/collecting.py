"""Python's collector of cycles, run by the window's thread alone.

It starts in whatever thread makes the next object, and destroys pages that were left with all their widgets, which die
safely only in the window's thread: a leaflet made in a job's thread could end the program. Here it is switched off, and
the window looks a few times a second whether there is enough to collect, between one press and the next.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 300


class Collector(QObject):
    """Collects in the thread that made it, for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def settle(self) -> None:
        """Look no more through what there is now: imported modules stay, and looking through them took longer than a
        click."""
        gc.freeze()

    def stop(self) -> None:
        """Let Python collect as it likes again."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        """Collect the oldest generation that is due; the oldest of all too, however little of it is new."""
        pairs = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [generation for generation, (count, most) in pairs if most and count > most]
        if due:
            gc.collect(max(due))


@contextmanager
def uncollected() -> Iterator[None]:
    """For what asks Qt for many widgets at once where the collector is on: a page that were to end in the middle, with
    all its widgets, would leave the rest of the list pointing to nothing."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
