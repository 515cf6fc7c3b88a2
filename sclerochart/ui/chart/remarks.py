"""Sites that stand out: said once the hand rests, and looked for in the act of signing too, so that none is missed."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.outliers import outliers
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.sign_panel import SignPanel

REST_MS = 400
READ_MS = 1000
"""What has not been said for so long by then has not been read."""


class Remarks(QObject):
    """Looks at the sites a moment after the last act, so that no click waits for it, and before signing."""

    def __init__(self, atlas: Atlas, loaded: Loaded, sign: SignPanel) -> None:
        super().__init__(sign)
        self._atlas, self._loaded, self._sign = atlas, loaded, sign
        self._seen: object = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self._said: tuple[str, ...] = ()
        self._since = QElapsedTimer()
        self._known: set[str] = set()
        sign.look_first(self.unread)

    def refresh(self) -> None:
        """After an act."""
        now = (self._loaded.sites, self._loaded.runs, self._loaded.session.signed)
        if now != self._seen:
            self._seen = now
            self._rest.start()

    def look(self) -> None:
        """Say what stands out now."""
        loaded = self._loaded
        found = () if loaded.session.signed else outliers(self._atlas, loaded.sites, loaded.runs)
        said = tuple(each.sentence for each in found)
        if said != self._said:
            self._read()
            self._said = said
            self._since.start()
        self._sign.show_remarks(said)

    def unread(self) -> tuple[str, ...]:
        """What stands out and nobody can have read yet; asked again, it counts as read."""
        self._rest.stop()
        self.look()
        self._read()
        unread = tuple(each for each in self._said if each not in self._known)
        self._known.update(self._said)
        return unread

    @property
    def settled(self) -> bool:
        """Whether what is said now has stood long enough to be read."""
        return self._since.isValid() and self._since.hasExpired(READ_MS)

    def _read(self) -> None:
        if self.settled:
            self._known.update(self._said)
