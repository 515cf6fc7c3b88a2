"""After the last proposal: the key that took it, pressed once more, is meant for a proposal and places nothing."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtGui import QKeyEvent

from sclerochart.ui.chart.keys import Act, Keys, key_name
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.proposals import Proposals

_PAUSE_MS = 700
"""Presses closer together than this belong to one hurry, or to a key that is held."""
_SHOWN_MS = 2500
_WORDS = "All taken"


class LastTaken(QObject):
    """Takes the next press of a key of the proposals after they ended by it, and those that follow at once; any other
    key, or a click, ends that."""

    def __init__(self, view: LegView, keys: Keys, proposals: Proposals) -> None:
        super().__init__(view)
        self._view, self._keys, self._proposals = view, keys, proposals
        self._on = self._taken = False
        self._pause = QElapsedTimer()
        self._shown = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._shown.timeout.connect(self._hush)
        view.leg_clicked.connect(self._end)

    def by_key(self, act: Act) -> Act:
        """An act of the proposals as a key does it."""

        def do() -> bool | None:
            before = self._proposals.active
            done = act()
            if before and not self._proposals.active:
                self._begin()
            return done

        return do

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that is still meant for a proposal; False leaves it to mean something else."""
        name = key_name(event)
        if not self._on or not name:
            return False
        bindings = self._keys.bindings
        if name in (*bindings.keys("take-next"), *bindings.keys("take-all")) and self._hurried(event):
            self._taken = True
            self._say()
            return True
        self._end()
        return False

    def _hurried(self, event: QKeyEvent) -> bool:
        return not self._taken or event.isAutoRepeat() or self._pause.elapsed() < _PAUSE_MS

    def _begin(self) -> None:
        self._on, self._taken = True, False
        self._say()

    def _say(self) -> None:
        self._pause.start()
        self._shown.start()
        self._view.show_live(_WORDS)

    def _end(self) -> None:
        self._on = False
        self._shown.stop()
        self._hush()

    def _hush(self) -> None:
        if self._view.hints.words == _WORDS:
            self._view.show_live("")
