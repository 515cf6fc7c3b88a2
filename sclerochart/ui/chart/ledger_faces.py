"""The ledger by preparation or by region; a region that is pressed leaves only its own sites in the table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.ledger_lines import ledger_words
from sclerochart.store import as_signed
from sclerochart.ui.chart.ledger_panel import LedgerPanel
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.region_ledger import RegionLedger
from sclerochart.ui.chart.site_table import SiteTable

_LOW, _HIGH = 128, 280


class LedgerFaces(QWidget):
    """The total, and one of two ways of saying what it is made of."""

    toggled = Signal()

    def __init__(self, atlas: Atlas, table: SiteTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self.ledger = LedgerPanel(self)
        self.regions = RegionLedger(atlas, self)
        self.regions.setMinimumHeight(_LOW)
        self.regions.setMaximumHeight(_HIGH)
        self.regions.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.ledger)
        column.addWidget(self.regions)
        self.ledger.by_region.clicked.connect(self.toggle)
        self.regions.region_chosen.connect(self._choose)

    def show_sums(self, loaded: Loaded, lines: Sequence[AdoptedLine]) -> None:
        """Show the sums of a session under these adopted lines; of a signed one, under those of its signature."""
        own, same_day = loaded.preparations, loaded.around.same_day
        if loaded.session.signed:
            lines = as_signed.lines(loaded.db, loaded.session)
        self.ledger.show_words(ledger_words(loaded.sites, own, lines, same_day, closed=loaded.session.signed))
        if not self.regions.isHidden():
            self.regions.show_sites(loaded.sites, own, lines, same_day)
            self._table.show_only(*self.regions.chosen())
        self._shown = (loaded, lines)

    def toggle(self) -> None:
        """Show the other way."""
        by_region = self.regions.isHidden()
        if by_region:  # what goes, goes first: both at once would make the window higher
            self.ledger.set_by_region(True)
            self.regions.show()
            self.show_sums(*self._shown)
        else:
            self.regions.hide()
            self.ledger.set_by_region(False)
            self.regions.clear_choice()
            self._table.show_only("", "")
        self.toggled.emit()

    def set_roomy(self, roomy: bool) -> None:
        """More regions, and a larger total, where there is room."""
        self.ledger.set_roomy(roomy)
        self.regions.setMinimumHeight(_HIGH if roomy else _LOW)

    def _choose(self, region: str, side: str) -> None:
        self._table.show_only(region, side)
