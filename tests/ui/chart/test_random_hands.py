"""Whatever hands do, undo and do again: a syringe's sites are those placed between its filling and its reading, on the
screen as in the record, and a site is on the vein that it lies on, whichever of them came first."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.documents.record import record_pdf
from sclerochart.documents.record_findings import ranges
from sclerochart.domain import moments, text
from sclerochart.domain.atlas import shipped
from sclerochart.domain.landing import landing_spots
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.domain.runs import SNAP_MM, distance_mm, lies_on
from sclerochart.domain.session import Site
from sclerochart.domain.syringe import compare, sites_of
from sclerochart.store import findings, patients, replay, sessions, sites
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.workspace import Workspace
from tests.documents import reading
from tests.ui.chart.hands import CALF, click, drag, point

ATLAS, Key, Modifier = shipped(), Qt.Key, Qt.KeyboardModifier
SPOTS = [Spot("right", "lateral", x, 700.0 - 40 * n) for n in range(5) for x in (20.0, 62.0)] + [CALF]
SAID = "R lat upper thigh .1 tel"
LANDED = landing_spots(ATLAS, "right", "TH-L-P", 1)[0]
"""Where the first of those that are said stands: the third vein passes there."""
VEINS = [(SPOTS[0], SPOTS[6]), (SPOTS[1], SPOTS[9]), (LANDED, SPOTS[4])]
spots, picks = st.sampled_from(SPOTS), st.integers(0, 30)
acts = st.one_of(
    st.tuples(st.just("place"), spots),
    st.tuples(st.just("place"), spots),
    st.tuples(st.just("drag"), picks, spots),
    st.tuples(st.just("nudge"), picks, st.sampled_from((Key.Key_Left, Key.Key_Up))),
    st.tuples(st.just("retype"), picks, st.sampled_from((Key.Key_R, Key.Key_T))),
    st.tuples(st.just("remove"), picks),
    st.tuples(st.just("say"), st.just(SAID)),
    st.tuples(st.just("draw"), st.integers(0, 2)),
    st.tuples(st.just("draw"), st.integers(0, 2)),
    st.tuples(st.just("fill"), st.integers(1, 5)),
    st.tuples(st.just("read"), st.sampled_from(("spread", "keep"))),
    st.tuples(st.just("remove syringe"), picks),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("redo"), st.just(0)),
)

Events = tuple[tuple[str, str], ...]
"""What is there now, in the order in which it came: ("site", id), ("fill", id), ("read", id), ("on <vein>", site id);
and of a site of which only the region was said ("said", id)."""


@dataclass
class Hands:
    """What a person does on a chart, and what they remember of it: by no number and no journal."""

    page: ChartPage
    done: list[Events] = field(default_factory=lambda: [()])
    undone: list[Events] = field(default_factory=list)

    def do(self, name: str, *given: object) -> None:
        """One act; what is refused is none."""
        before, stood = self.steps(), {site.id: site for site in self.sites()}
        getattr(self, name.replace(" ", "_"))(*given)
        made = self.steps() - before
        assert made in (0, 1), (name, given)
        if made and name == "undo":
            self.undone.append(self.done.pop())
        elif made and name == "redo":
            self.done.append(self.undone.pop())
        elif made:
            self.undone.clear()
            now = self.seen()
            for site in self.sites():
                old = stood.get(site.id)
                if name == "say" if old is None else old.place == site.place and self.was_said(site.id):
                    now.append(("said", site.id))
            old = [event for event in self.done[-1] if event in now]
            self.done.append((*old, *(event for event in now if event not in old)))
        assert set(self.seen()) == {event for event in self.done[-1] if event[0] != "said"}

    def seen(self) -> list[tuple[str, str]]:
        """What is there."""
        filled = findings.syringes_of_session(self.page.workspace.db, self.page.session_id)
        now = [("site", site.id) for site in self.sites()] + [("fill", each.id) for each in filled]
        now += [("read", each.id) for each in filled if each.left_ul is not None]
        return now + [(f"on {site.run_id}", site.id) for site in self.sites() if site.run_id]

    def was_said(self, site_id: str) -> bool:
        """Whether only the region of a site was said."""
        return ("said", site_id) in self.done[-1]

    def sites_of(self, syringe_id: str) -> set[str]:
        """The sites that came from a syringe."""
        found, using, read = set(), "", set()
        for what, one in self.done[-1]:
            if what == "fill":
                using = one
            elif what == "read":
                read.add(one)
            elif what == "site" and using == syringe_id and using not in read:
                found.add(one)
        return found

    def sites(self) -> list[Site]:
        return sites.of_session(self.page.workspace.db, self.page.session_id)

    def steps(self) -> int:
        db = self.page.workspace.db
        return int(db.value("SELECT count(*) FROM step WHERE scope = ?", (self.page.scope(),)))

    def _at(self, pick: int) -> QPoint | None:
        placed = self.sites()
        if not placed:
            return None
        place = placed[pick % len(placed)].place
        return self.page.leg_view.spot_to_pixel(ATLAS.spots(place.side, place.point)[0].spot)

    def _key(self, key: Qt.Key, modifiers: Modifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.page.leg_view, key, modifiers)

    # Acts -----------------------------------------------------------------------------------------------------------

    def place(self, spot: Spot) -> None:
        click(self.page.leg_view, spot)

    def say(self, words: str) -> None:
        quick = self.page.entering.quick
        self._key(Key.Key_Q)
        QTest.keyClicks(quick.line, words)
        QTest.keyClick(quick.line, Key.Key_Return)
        QTest.keyClick(quick.line, Key.Key_Escape)

    def drag(self, pick: int, spot: Spot) -> None:
        if (at := self._at(pick)) is not None:
            drag(self.page.leg_view, at, self.page.leg_view.spot_to_pixel(spot))

    def nudge(self, pick: int, key: Qt.Key) -> None:
        if (at := self._at(pick)) is not None:
            point(self.page.leg_view, at)
            self._key(key)

    def retype(self, pick: int, key: Qt.Key) -> None:
        if (at := self._at(pick)) is not None:
            point(self.page.leg_view, at)
            self._key(key, Modifier.AltModifier)

    def remove(self, pick: int) -> None:
        if (at := self._at(pick)) is not None:
            point(self.page.leg_view, at)
            self._key(Key.Key_Delete)

    def draw(self, pick: int) -> None:
        start, end = (self.page.leg_view.spot_to_pixel(spot) for spot in VEINS[pick])
        point(self.page.leg_view, CALF)  # over a vein the key would open that one
        self._key(Key.Key_D)
        drawn = len(self.page.loaded.runs)
        drag(self.page.leg_view, start, end, steps=20)
        if len(self.page.loaded.runs) > drawn:
            on_it = any(site.run_id == self.page.loaded.runs[-1].id for site in self.sites())
            strip = self.page.findChild(QLabel, "run-words")
            assert strip is not None
            assert strip.text().endswith(" · Injected in session 1" if on_it else " · Not injected yet")
        self._key(Key.Key_Escape)

    def fill(self, drawn: int) -> None:
        strip = self.page.entering.syringe
        self._key(Key.Key_S)
        strip.drawn.setFocus()
        strip.drawn.selectAll()
        QTest.keyClicks(strip.drawn, str(drawn))
        QTest.keyClick(strip.drawn, Key.Key_Return)
        QTest.keyClick(strip.left, Key.Key_Escape)

    def read(self, how: str) -> None:
        strip = self.page.entering.syringe
        self._key(Key.Key_S)
        if strip.left.isEnabled():
            strip.left.selectAll()
            QTest.keyClicks(strip.left, "0.3")
        button: QPushButton = getattr(strip, how)
        if button.isEnabled():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.keyClick(strip.left, Key.Key_Escape)

    def remove_syringe(self, pick: int) -> None:
        strip = self.page.entering.syringe
        self._key(Key.Key_S)
        if strip.listed.picker.count():
            strip.listed.picker.setCurrentIndex(pick % strip.listed.picker.count())
            QTest.mouseClick(strip.listed.remove, Qt.MouseButton.LeftButton)
        QTest.keyClick(strip.left, Key.Key_Escape)

    def undo(self, _: int) -> None:
        self.page.workspace.undo(self.page.scope())

    def redo(self, _: int) -> None:
        self.page.workspace.redo(self.page.scope())


@pytest.fixture
def fresh(qtbot: QtBot, workspace: Workspace) -> Iterator[list[ChartPage]]:
    """The charts that were opened, closed again at the end."""
    opened: list[ChartPage] = []
    yield opened
    for page in opened:
        page.close()


def chart_of(qtbot: QtBot, workspace: Workspace, fresh: list[ChartPage]) -> ChartPage:
    """The chart of a new session of a new patient, alone on the screen."""
    for other in fresh:
        other.close()
    page = ChartPage(workspace, sessions.start(workspace.db, patients.add(workspace.db, Patient("", "Prim", "P"))))
    fresh.append(page)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(acts, min_size=8, max_size=24))
@example(
    sequence=[
        ("place", SPOTS[0]), ("place", SPOTS[4]), ("fill", 2), ("remove", 1), ("place", SPOTS[5]), ("read", "spread"),
        ("remove", 1), ("place", SPOTS[7]), ("fill", 3), ("fill", 4), ("place", SPOTS[8]), ("remove syringe", 1),
        ("undo", 0), ("undo", 0), ("redo", 0),
    ]
)  # fmt: skip
@example(
    sequence=[
        ("say", SAID), ("place", SPOTS[2]), ("place", SPOTS[3]), ("fill", 2), ("draw", 0), ("draw", 2), ("undo", 0),
        ("undo", 0), ("redo", 0), ("undo", 0), ("nudge", 0, Key.Key_Up), ("draw", 1), ("draw", 2), ("undo", 0),
        ("redo", 0),
    ]
)  # fmt: skip
def test_what_hands_remember_is_on_the_screen_and_in_the_record(
    qtbot: QtBot, workspace: Workspace, fresh: list[ChartPage], sequence: list[tuple[str, object]]
) -> None:
    page = chart_of(qtbot, workspace, fresh)
    hands, db = Hands(page), workspace.db
    for name, *given_ in sequence:
        before, veins = {site.id: site for site in hands.sites()}, len(page.loaded.runs)
        hands.do(name, *given_)
        for site in hands.sites():
            on = next((run for run in page.loaded.runs if run.id == site.run_id), None)
            assert (on is None) == (site.run_id is None)
            if on is not None:
                away = distance_mm(ATLAS, on, site.place.side, site.place.point)
                assert away is not None
                assert away <= SNAP_MM
            if name in ("place", "drag", "nudge") and site != before.get(site.id):
                near = lies_on(ATLAS, site.place, page.loaded.runs, within_mm=SNAP_MM, own=site.run_id)
                assert site.run_id == near
            if name == "say" and site.id not in before:
                assert site.run_id is None
            if name == "draw":
                stood = before[site.id]
                assert site.place == stood.place
                new = [] if stood.run_id or hands.was_said(site.id) else page.loaded.runs[veins:]
                expected = lies_on(ATLAS, site.place, new, within_mm=SNAP_MM, own=None)
                assert site.run_id == (stood.run_id or expected)

    record = sessions.record(db, page.session_id)
    words = reading.whole(record_pdf(record, pictures=(), printed_at=moments.now()))
    numbers = {site.id: number for number, site in enumerate(record.sites, 1)}
    for number, syringe in enumerate(record.syringes, 1):
        own = sites_of(syringe, record.syringes, record.sites, record.read_with)
        assert {site.id for site in own} == hands.sites_of(syringe.id)
        left = "not read" if syringe.left_ul is None else text.ml(syringe.left_ul)
        row = f"{number} not named {text.ml(syringe.drawn_ul)} {left}"
        assert f"{row} {ranges([numbers[site.id] for site in own]) or 'none'} Charted" in words
    assert record.sites == tuple(page.loaded.sites)
    treated = {site.run_id for site in record.sites}
    listed = words.partition("Veins on the diagram")[2]
    assert listed.count("not treated") == sum(run.id not in treated for run in record.runs)
    QTest.keyClick(page.leg_view, Key.Key_S)
    strip = page.entering.syringe
    if record.syringes:
        own = sites_of(record.syringes[-1], record.syringes, record.sites, record.read_with)
        charted, found = text.ml(sum(site.total_ul for site in own)), compare(record.syringes[-1], own)
        if found is not None:
            assert strip.said.text().startswith(f"Last syringe: {found.sentence()}.")
            assert found.sentence() in words
        else:
            typed = bool(strip.left.text())
            since = f"Charted since: {charted} at" if own else "Charted since: nothing yet."
            assert (f"Charted {charted}, used" if typed else since) in strip.said.text()
            assert f"Charted {charted}" in words
    assert replay.first_wrong(db) is None
