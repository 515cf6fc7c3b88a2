"""Sites that stand out, said before signing once the hand rests; it never keeps anybody waiting."""

from PySide6.QtCore import QObject, QTimer

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.outliers import outliers
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.sign_panel import SignPanel

REST_MS = 400


class Remarks(QObject):
    """Looks at the sites a moment after the last act, so that no click waits for it."""

    def __init__(self, atlas: Atlas, loaded: Loaded, sign: SignPanel) -> None:
        super().__init__(sign)
        self._atlas, self._loaded, self._sign = atlas, loaded, sign
        self._seen: object = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)

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
        self._sign.show_remarks([each.sentence for each in found])
