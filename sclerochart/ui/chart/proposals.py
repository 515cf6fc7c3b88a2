"""Repeating the last session: its sites as hollow proposals, taken one by one or all at once, or dropped."""

from collections.abc import Iterable
from math import hypot

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.hints import proposal_shapes
from sclerochart.domain.layout import Sheet
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.markers import Theme, halo_shapes, letter_of
from sclerochart.domain.repeat import Proposal, Repeat, propose
from sclerochart.domain.shapes import Shape
from sclerochart.store import journal, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.loaded import Loaded
from sclerochart.ui.chart.next_site import NextSite
from sclerochart.ui.chart.parts import button, set_label, words
from sclerochart.ui.chart.site_acts import SiteActs
from sclerochart.ui.page import Unwritten
from sclerochart.ui.workspace import Workspace

_LAYER = "proposals"
_REACH_PX = 12.0


class Proposals(QFrame):
    """A strip over the diagram while something is proposed. What was dropped is kept while the page is open."""

    finished = Signal()

    def __init__(
        self,
        workspace: Workspace,
        atlas: Atlas,
        view: LegView,
        loaded: Loaded,
        next_site: NextSite,
        acts: SiteActs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("proposals")
        self.setAccessibleName("Sites of the last session")
        theme.mark(self, role="card")
        self._workspace, self._atlas, self._view, self._loaded = workspace, atlas, view, loaded
        self._next, self._acts = next_site, acts
        self._repeat = Repeat()
        self._dropped: list[str] = []
        self._head = ""
        """What was dropped since the last step of the journal, for undo, and that step's digest."""
        self._at: Spot | None = None
        self._rested: object = None
        """How often the pointer had moved, and where the cursor stood, when the sites were proposed."""
        self.said = words("proposals-words", self)
        self.back = button("restore-proposals", "", "Propose again what was dropped", self)
        self.back.clicked.connect(self.restore)
        self.back.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        row.setSpacing(theme.S)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)  # before the others, which stay where they are
        for name, label, spoken, act in (
            ("take-next", "Take next", "Take the next proposal · Enter", self.take_next),
            ("take-all", "Take all", "Take all proposals that are left · Shift+Enter", self.take_all),
            ("drop-next", "Drop", "Drop the next proposal · Delete", self.drop_next),
            ("leave-proposals", "Done", "Propose no more · Esc", self.leave),
        ):
            made = button(name, label, spoken, self)
            made.clicked.connect(act)
            row.addWidget(made)
        view.spot_pointed.connect(self._point)
        self.hide()

    @property
    def active(self) -> bool:
        """Whether something is proposed now."""
        return not self.isHidden() and self._repeat.active

    def begin(self) -> None:
        """Propose the sites of the patient's session before this one that had any, apart from those that stand here
        already; where only dropped ones are left, those again."""
        last = next((found for each in self._earlier() if (found := sites.of_session(self._workspace.db, each))), [])
        known = {each.id for each in self._repeat.proposals}
        if not known or not known <= {each.id for each in last}:
            self._repeat = propose(last, space=self._atlas.space, atlas=self._atlas)
        self._repeat = self._repeat.seen(self._loaded.sites)
        if not self._repeat.left:
            self._repeat = self._repeat.restore()
        if not self._repeat.left:
            here = len(self._repeat.taken)
            what = f"All {here} sites of the last session are" if here > 1 else "The site of the last session is"
            sentence = f"{what} charted here already." if here else "There is no earlier session with sites to repeat."
            self._workspace.problem.emit(f"{sentence} Nothing was changed.")
            return
        self._rested = self._hands()
        self.show()
        self.refresh()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hands(self) -> object:
        return self._view.hands.moves, self._view.cursor_spot()

    def _earlier(self) -> Iterable[str]:
        order = [one.session for one in sessions.of_patient(self._workspace.db, self._loaded.session.patient_id)]
        ids = [each.id for each in order]
        return reversed(ids[: ids.index(self._loaded.session_id)])

    def leave(self) -> bool:
        """Propose no more; what was dropped is not proposed the next time either."""
        if self.isHidden():
            return False
        self._close()
        if self._dropped:
            self._dropped.clear()
            self._workspace.changed.emit()  # undo is called otherwise now
        return True

    def _close(self) -> None:
        self.hide()
        self._view.hide_layer(_LAYER)
        self.finished.emit()

    def refresh(self) -> None:
        """Show what is left after an act, an undo or a redo."""
        if self.isHidden():
            return
        self._repeat = self._repeat.seen(self._loaded.sites)
        left = self._repeat.left
        if left:
            spots = [(spot, each.vein_type) for each in left for spot in self._spots(each)]
            first = frozenset(self._spots(left[0]))
            self._view.show_layer(_LAYER, _Hollow(spots, first), above=False, key=(tuple(each.id for each in left)))
        else:
            self._view.hide_layer(_LAYER)
        what = self._repeat.words() or f"{text.count(len(self._repeat.taken), 'site')} taken, nothing left"
        set_words(self.said, f"Last session: {what}")
        self.setAccessibleDescription(self.said.text())
        waiting = len(self._repeat.waiting)
        set_label(self.back, f"Bring back {waiting}")
        self.back.setVisible(waiting > 0)

    def _spots(self, one: Proposal) -> list[Spot]:
        return [seen.spot for seen in self._atlas.spots(one.place.side, one.place.point, one.place.view)]

    # Taking and dropping --------------------------------------------------------------------------------------------

    def take_next(self) -> bool:
        """Place the proposal that is ringed."""
        return self.active and self._take(self._repeat.left[:1])

    def take_all(self) -> bool:
        """Place all that are left, one step."""
        return self.active and self._take(self._repeat.left)

    def take_at(self, spot: Spot) -> bool:
        """A click on a hollow marker takes it; False where there is none."""
        one = self._near(spot) if self.active else None
        return one is not None and self._take((one,))

    def _take(self, wanted: tuple[Proposal, ...]) -> bool:
        new = {each.id: made for each in wanted if (made := self._new(each)) is not None}
        ids = self._acts.place_many(list(new.values()))
        if ids:
            self._repeat = self._repeat.take(dict(zip(new, ids, strict=True)))
            self.refresh()
        if not self._repeat.left:
            self.leave()
        return True

    def _new(self, one: Proposal) -> NewSite | None:
        seen = self._atlas.spot_in(one.place.view, one.place.side, one.place.point)
        there = self._atlas.place(seen.spot) if seen is not None else None
        if seen is None or there is None:
            return None
        return NewSite(
            seen.spot,
            one.volume_ul,
            one.vein_type,
            self._next.preparation_id,
            one.injections,
            self._acts.run_at(there, one.run_id),
            one.corrected_region,
        )

    def drop(self) -> bool:
        """Leave one out: the one under the pointer, else the next; False where a charted site is meant, which lies
        nearer to the pointer. One on which the pointer merely rested when the sites were proposed is not meant."""
        if not self.active:
            return False
        under, away = self._nearest(self._at)
        site_away = self._site_away() if self._rested != self._hands() else None
        if site_away is not None and (under is None or site_away <= away):
            return False
        return self._drop(under)

    def drop_next(self) -> bool:
        """Leave out the next one, wherever the pointer is."""
        return self.active and self._drop(None)

    def _drop(self, one: Proposal | None) -> bool:
        chosen = one or self._repeat.left[0]
        self._repeat = self._repeat.drop(chosen.id)
        head = journal.head(self._workspace.db)
        self._dropped = [*(self._dropped if head == self._head else ()), chosen.id]
        self._head = head
        if not self._repeat.left:
            self._close()
        self._workspace.changed.emit()  # undo is called otherwise now
        return True

    def undo_first(self) -> Unwritten | None:
        """What undo takes back before the last step: the drop after it."""
        if not self._dropped or self._head != journal.head(self._workspace.db) or self._loaded.read_only:
            return None
        return "Drop proposal", self._take_back

    def _take_back(self) -> None:
        self._repeat = self._repeat.restore([self._dropped.pop()])
        self.show()
        self._workspace.changed.emit()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """Propose again all that was dropped."""
        self._repeat = self._repeat.restore()
        self._dropped.clear()
        self._workspace.changed.emit()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _point(self, spot: Spot | None) -> None:
        self._at = spot

    def _near(self, at: Spot) -> Proposal | None:
        return self._nearest(at)[0]

    def _nearest(self, at: Spot | None) -> tuple[Proposal | None, float]:
        """The proposal within reach of a spot, and how far away it is, mm."""
        reach = _REACH_PX / self._view.viewport.fit.scale
        near = [
            (hypot(spot.x - at.x, spot.y - at.y), number, each)
            for number, each in enumerate(self._repeat.left)
            for spot in self._spots(each)
            if at is not None and (spot.side, spot.view) == (at.side, at.view)
        ]
        away, _, found = min(near, key=lambda one: one[:2], default=(reach + 1, 0, None))
        return (found, away) if away <= reach else (None, away)

    def _site_away(self) -> float | None:
        """How far the charted site under the pointer is from it, mm; None where there is none."""
        if self._at is None:
            return None
        x, y = self._view.sheet.point_of(self._at)
        return min((hypot(m.x - x, m.y - y) for m in self._view.shown.marks_of(self._view.pointed)), default=None)


class _Hollow:
    """The shapes of proposals: broken rings, with a ring around the one that is taken next."""

    def __init__(self, spots: list[tuple[Spot, str]], first: frozenset[Spot]) -> None:
        self._spots, self._first = spots, first

    def __call__(self, sheet: Sheet, unit: float, chosen: Theme) -> dict[tuple[Side, View], tuple[Shape, ...]]:
        found: dict[tuple[Side, View], list[Shape]] = {}
        for spot, vein_type in self._spots:
            at = sheet.point_of(spot)
            shapes = found.setdefault((spot.side, spot.view), [])
            if spot in self._first:
                shapes += halo_shapes(*at, unit, chosen, strong=False)
            shapes += proposal_shapes(*at, letter_of(vein_type), unit, chosen)
        return {key: tuple(shapes) for key, shapes in found.items()}
