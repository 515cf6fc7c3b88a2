"""The ledger by leg, preparation and region; a region's name filters the table of sites."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.ledger_regions import Distance, RegionSum, distances, region_sums
from sclerochart.domain.session import Preparation, Site
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import words

_NO_SITES = "No sites yet."
_TYPE = "font-size: 14px;"


class RegionLedger(QFrame):
    """Volume and injections of each region, under the distance of each product to its adopted line.

    Place it in the side column, as a second face of the ledger card (a switch “By preparation / By region”) or under
    it; it scrolls within what height it gets. It reads nothing by itself: call `show_sites` where `LedgerPanel` gets
    its words, with the same values. Connect `region_chosen` to the table's filter.
    """

    region_chosen = Signal(str, str)
    """The region's code and the side, "left" or "right"; two empty texts when the choice is taken back."""

    def __init__(self, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("region-ledger")
        self.setAccessibleName("Ledger by region")
        theme.mark(self, role="card")
        self._atlas = atlas
        self._distances: tuple[Distance, ...] | None = None
        self._sums: tuple[RegionSum, ...] | None = None
        self._rows: dict[tuple[str, str], _Row] = {}
        self.lines = words("line-distances", self, wrap=True)
        self.empty = words("region-ledger-empty", self, role="soft")
        body = QWidget(self)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        body.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setMinimumHeight(theme.TOUCH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
        column.setSpacing(theme.XS)
        column.addWidget(self.lines)
        column.addWidget(scroll, 1)
        self.show_sites([], [], [])

    def show_sites(
        self,
        sites: Sequence[Site],
        preparations: Sequence[Preparation],
        lines: Iterable[AdoptedLine],
        same_day: tuple[Sequence[Site], Sequence[Preparation]] = ((), ()),
    ) -> None:
        """Show the session's sums; only what differs is written."""
        found = distances(sites, preparations, lines, same_day)
        if found != self._distances:
            self._distances = found
            set_words(self.lines, "\n".join(f"{each.name}: {each.words} ({each.label})" for each in found))
        sums = region_sums(sites, list(self._atlas.regions))
        if sums != self._sums:
            self._sums = sums
            self._show_sums(sums)

    def chosen(self) -> tuple[str, str]:
        """The chosen region's code and side, or two empty texts."""
        return next(((row.sum.region, row.sum.side) for row in self._rows.values() if row.isChecked()), ("", ""))

    def clear_choice(self) -> None:
        """Take the choice back without a signal, such as when the table dropped its filter."""
        for row in self._rows.values():
            row.setChecked(False)

    def _show_sums(self, sums: tuple[RegionSum, ...]) -> None:
        set_words(self.empty, "" if sums else _NO_SITES)
        before = self.chosen()
        wanted = {(each.side, each.region) for each in sums}
        for key in [key for key in self._rows if key not in wanted]:
            gone = self._rows.pop(key)
            gone.hide()
            gone.setParent(None)  # out of sight and out of every search at once
            gone.deleteLater()
        for at, each in enumerate(sums):
            row = self._rows.get((each.side, each.region))
            if row is None:
                row = self._rows[each.side, each.region] = _Row(self)
                row.clicked.connect(lambda _=False, row=row: self._choose(row))
                self._column.insertWidget(at, row)
                row.show()
            region = self._atlas.regions.get(each.region)
            row.show_sum(each, region.name_of(each.side) if region else each.region)
        if before[0] and not self.chosen()[0]:
            self.region_chosen.emit("", "")

    def _choose(self, pressed: "_Row") -> None:
        for row in self._rows.values():
            if row is not pressed:
                row.setChecked(False)
        self.region_chosen.emit(*self.chosen())


class _Row(QPushButton):
    """One region: its name, volume and injections; the whole row is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFixedHeight(theme.TOUCH)
        theme.mark(self, kind="quiet")
        self.setStyleSheet("QPushButton:checked { border-left: 5px solid palette(highlight); border-radius: 0; }")
        self.sum = RegionSum("right", "", 0, 0)
        self.name, self.volume, self.count = QLabel(self), QLabel(self), QLabel(self)
        self.volume.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.volume.setFixedWidth(62)
        self.count.setFixedWidth(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.S, 0, theme.S, 0)
        row.setSpacing(theme.XS)
        row.addWidget(self.name, 1)
        row.addWidget(self.volume)
        row.addWidget(self.count)
        for label in (self.name, self.volume, self.count):
            label.setStyleSheet(_TYPE)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._look)

    def show_sum(self, each: RegionSum, name: str) -> None:
        """Show one region's sums."""
        self.sum = each
        self.setObjectName(f"region-{each.side}-{each.region.lower()}")
        set_words(self.name, name.replace(" third", " ⅓"))
        set_words(self.volume, text.ml(each.volume_ul))
        set_words(self.count, f"{each.injections} ×")
        spoken = f"{name}: {text.ml(each.volume_ul)}, {text.count(each.injections, 'injection')}"
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken}. Press to see only these in the table, again to see all")

    def _look(self, checked: bool) -> None:
        for label in (self.name, self.volume, self.count):
            label.setStyleSheet(f"{_TYPE} font-weight: bold;" if checked else _TYPE)
