"""The quick-entry line: what is called out is read as it is typed, shown where it will land, and placed."""

from collections.abc import Mapping
from functools import cache
from html import escape
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.hints import preview_shapes
from sclerochart.domain.landing import landings, not_shown
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.markers import Theme, letter_of
from sclerochart.domain.quick_entry import parse
from sclerochart.domain.quick_help import abbreviations, completions, understood
from sclerochart.domain.quick_values import Entry, Reading, Standing
from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.domain.shapes import Shape
from sclerochart.store.sites import BY_QUICK_ENTRY, NewSite
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words, undo_beyond
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.parts import button, words
from sclerochart.ui.chart.settling import HalfTyped
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.patients.labels import shortened

_LAYER = "preview"
_LINES = 2
_EXAMPLE = "R medial calf upper .2 x3 ret; lower .1 x4"
_HINT = "Leg, place, volume, how many, vein type, in any order; a semicolon begins the next. Enter places, Esc leaves."
_GO_ON = "Write the next; without a place it goes where this one went."


class QuickLine(QFrame):
    """A strip over the diagram: the line, and under it what was understood or the one thing that is still wanted."""

    finished = Signal()
    """The keys belong to the diagram again."""

    def __init__(
        self, atlas: Atlas, view: LegView, loaded: Loaded, next_site: NextSite, acts: SiteActs, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("quick-line-strip")
        self.setAccessibleName("Quick entry")
        theme.mark(self, role="card")
        self._atlas, self._view, self._loaded = atlas, view, loaded
        self._next, self._acts = next_site, acts
        self._taken: list[Spot] = []
        self._new: list[NewSite] = []
        self._said = ""
        self._lines: list[tuple[str, Entry]] = []
        self._usual_ul: int | None = None
        """The palette's volume during the last line, whose own volume goes on as long as that one is not changed."""
        self.line = QLineEdit(self)
        self.line.setObjectName("quick-line")
        self.line.setAccessibleName("Quick-entry line")
        self.line.setPlaceholderText(_EXAMPLE)
        self.line.setFont(theme.font(theme.SECTION))
        self.line.textChanged.connect(self._read)
        self.line.returnPressed.connect(self._place)
        self.line.installEventFilter(self)
        self.line.setToolTip(_short_forms())
        undo_beyond(self.line)
        self.place = button("quick-place", "Place", "Place what is understood · Enter", self)
        self.place.clicked.connect(self._place)
        leave = button("quick-leave", "Done", "Leave the quick-entry line · Esc", self)
        leave.clicked.connect(self.leave)
        self.said = words("quick-words", self, wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setFixedHeight(_LINES * self.said.fontMetrics().lineSpacing() + 2)
        top = QHBoxLayout()
        top.setSpacing(theme.S)
        for widget, stretch in ((self.line, 1), (self.place, 0), (leave, 0)):
            top.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.said)
        self.hide()

    def begin(self) -> None:
        """Show the line and let it take the keys."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.refresh()

    def leave(self) -> None:
        """Go away without placing."""
        self.hide()
        self.line.setText("")  # not clear(), which Ctrl+Z would take back
        self._usual_ul = None
        self._view.hide_layer(_LAYER)
        self.finished.emit()

    def refresh(self) -> None:
        """Read the line again: sites came or went, or another volume is current."""
        if self.isHidden():
            return
        self._taken = [
            seen.spot
            for site in self._loaded.sites
            for seen in self._atlas.spots(site.place.side, site.place.point, site.place.view)
        ]
        self._read()

    def half_typed(self) -> HalfTyped | None:
        """A line that was not placed, while there is one."""
        typed = "" if self.isHidden() else self.line.text().strip()
        finish = "Enter places it, Esc leaves it"
        return HalfTyped("The quick-entry line", "placed", finish, typed) if typed else None

    # Reading --------------------------------------------------------------------------------------------------------

    def standing(self) -> Standing:
        """What the line need not say: as the next site; the leg of the plan, else of the site placed last."""
        last = self._loaded.sites[-1].place.side if self._loaded.sites else None
        plan = self._loaded.session.plan
        side: Side | None = "right" if plan == "right" else "left" if plan == "left" else last
        positions = tuple(one.position for one in self._loaded.preparations)
        before = self._line_before()
        place = (before.region, before.side) if before else (None, None)
        goes_on = before is not None and self._usual_ul == self._next.volume_ul and self._said_last()
        volume_ul = before.volume_ul if before and goes_on else self._next.volume_ul
        return Standing(volume_ul, self._next.vein_type, side, positions, *place)

    def _line_before(self) -> Entry | None:
        """The end of the last line whose sites still stand: one that was undone is no line before."""
        return next((entry for site_id, entry in reversed(self._lines) if self._loaded.site(site_id)), None)

    def _said_last(self) -> bool:
        """Whether what the last line placed still stands."""
        return bool(self._lines) and self._loaded.site(self._lines[-1][0]) is not None

    def _read(self) -> None:
        line = self.line.text()
        reading = parse(line, atlas_regions=self._atlas.regions, current=self.standing(), typing=True)
        trouble, self._new = self._landed(reading)
        self.place.setEnabled(reading.complete and not trouble)
        spots = [each.spot for each in self._new]
        letters = {each.spot: letter_of(each.vein_type) for each in self._new}
        if spots:
            self._view.show_layer(_LAYER, _Preview(letters), above=True)
        else:
            self._view.hide_layer(_LAYER)
        self._say(line, reading, trouble)

    def _landed(self, reading: Reading) -> tuple[str, list[NewSite]]:
        """What the entries that are whole would place, and a sentence for one that does not land."""
        found: list[NewSite] = []
        preparations = {one.position: one.id for one in self._loaded.preparations}
        trouble = ""
        for entry, spots in zip(reading.entries, landings(self._atlas, reading.entries, self._taken), strict=True):
            if entry.missing or entry.volume_ul is None or entry.vein_type is None or entry.region is None:
                continue
            if not spots:
                region = self._atlas.regions[entry.region]
                trouble = (
                    not_shown(entry.view, region) if entry.view else f"There is no room for that many in {region.name}."
                )
            own = preparations.get(entry.preparation or 0)
            found += [
                NewSite(  # on no vein, for where in the region it is is not known to the millimetre
                    spot,
                    entry.volume_ul,
                    entry.vein_type,
                    own or self._next.preparation_id,
                    entry.count if entry.area else 1,
                )
                for spot in spots
            ]
        return trouble, found

    def _say(self, line: str, reading: Reading, trouble: str) -> None:
        wrong = trouble or reading.problem
        what = "; ".join(understood(entry, self._atlas.regions) for entry in reading.entries)
        if not line.strip():
            what = self._said if self._said_last() else _HINT
        elif wrong:
            what = wrong
        elif reading.missing:
            what = f"{reading.help()} {what}".rstrip()  # first: the end of a long line is cut off
        elif len(reading.entries) > 1:
            number = sum(each.injections for each in self._new)
            what = f"{text.count(number, 'site')}, {text.ml(reading.total_ul)}: {what}"
        elif reading.note:
            what = f"{what} · {reading.note}"
        role = "notice" if wrong else ""
        if (self.said.property("role") or "") != role:
            theme.mark(self.said, role=role)
        set_words(self.said, shortened(what, self.said.fontMetrics(), max(self.said.width(), 400), _LINES))
        self.said.setToolTip(what)
        self.said.setAccessibleName(what)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._read()

    # Placing --------------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        line = self.line.text()
        reading = parse(line, atlas_regions=self._atlas.regions, current=self.standing())
        trouble, new = self._landed(reading)
        if not reading.complete or trouble or not new:
            self._say(line, reading, trouble)
            return
        number = sum(each.injections for each in new)
        total = text.ml(sum(each.volume_ul * each.injections for each in new))
        made = self._acts.place_many(new, label=f"Add {text.count(number, 'site')} {BY_QUICK_ENTRY}")
        if made:
            last = reading.entries[-1]
            self._lines.append((made[-1], last))
            if last.vein_type and last.volume_ul:
                # A volume that no button shows is for lines alone: the next click must not get it unseen.
                if last.volume_ul in VOLUME_PALETTE_UL:
                    self._next.choose_volume(last.volume_ul)
                self._usual_ul = self._next.volume_ul
                self._next.choose_vein_type(last.vein_type)
            self._said = f"Placed {text.count(number, 'site')}, {total}. {_GO_ON}"
            self.line.setText("")
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Tab completes a word that was begun; Esc leaves."""
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return event.key() == Qt.Key.Key_Tab and not event.modifiers() and self._complete()

    def _complete(self) -> bool:
        line = self.line.text()
        if not line or line.endswith(" "):
            return False
        found = completions(line, atlas_regions=self._atlas.regions, current=self.standing(), most=1)
        if found:
            self.line.setText(found[0].line)
        return bool(found)


class _Preview:
    """The shapes of sites that would be placed; two with the same sites are the same layer."""

    def __init__(self, letters: Mapping[Spot, str]) -> None:
        self._letters = dict(letters)

    def __call__(self, sheet: Sheet, unit: float, chosen: Theme) -> dict[tuple[Side, View], tuple[Shape, ...]]:
        found: dict[tuple[Side, View], list[Shape]] = {}
        for spot, letter in self._letters.items():
            shapes = preview_shapes([sheet.point_of(spot)], letter, unit, chosen)
            found.setdefault((spot.side, spot.view), []).extend(shapes)
        return {key: tuple(shapes) for key, shapes in found.items()}


@cache
def _short_forms() -> str:
    """Every word of the line with what it stands for, as a table for the pointer that rests there."""
    cells = [f"<td>{escape(words)}&nbsp;&nbsp;</td><td><b>{escape(name)}</b></td>" for words, name in abbreviations()]
    half = (len(cells) + 1) // 2
    beside = zip_longest(cells[:half], cells[half:], fillvalue="")
    rows = (f"<tr>{left}<td width=24></td>{right}</tr>" for left, right in beside)
    return f'<table style="white-space: nowrap">{"".join(rows)}</table>'
