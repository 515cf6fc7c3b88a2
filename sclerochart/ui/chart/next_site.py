"""What the next site gets: chosen once, kept until something else is chosen."""

from PySide6.QtCore import QObject, Signal

from sclerochart.domain.session import Site
from sclerochart.store.sessions import Current


class NextSite(QObject):
    """Volume, vein type and preparation of what is placed next, by whatever hand; a gesture not yet finished."""

    changed = Signal()

    def __init__(self, current: Current, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.volume_ul, self.vein_type = current.volume_ul, current.vein_type
        self.preparation_id = current.preparation_id

    def choose_volume(self, ul: int) -> None:
        """µl of the next sites."""
        if ul != self.volume_ul:
            self.volume_ul = ul
            self.changed.emit()

    def choose_vein_type(self, code: str) -> None:
        """Vein type of the next sites."""
        if code != self.vein_type:
            self.vein_type = code
            self.changed.emit()

    def choose_preparation(self, preparation_id: str | None) -> None:
        """Preparation of the next sites; None for one that is not named."""
        if preparation_id != self.preparation_id:
            self.preparation_id = preparation_id
            self.changed.emit()

    def pick_up(self, site: Site) -> None:
        """Take all three from a site."""
        now = (self.volume_ul, self.vein_type, self.preparation_id)
        self.volume_ul, self.vein_type, self.preparation_id = site.volume_ul, site.vein_type, site.preparation_id
        if now != (site.volume_ul, site.vein_type, site.preparation_id):
            self.changed.emit()
