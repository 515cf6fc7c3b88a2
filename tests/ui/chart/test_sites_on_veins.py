"""A site is on the vein that it lies on, wherever it was moved: so says the record, and undo takes both back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sclerochart.documents.record import record_pdf
from sclerochart.domain import moments
from sclerochart.domain.atlas import shipped
from sclerochart.domain.leg import Place, Spot, View
from sclerochart.domain.moments import Moment
from sclerochart.domain.runs import distance_mm
from sclerochart.domain.session import Site
from sclerochart.store import sessions, sites
from sclerochart.ui.chart import site_model
from sclerochart.ui.chart.page import ChartPage
from tests.documents import reading
from tests.ui.chart.acts import press_key
from tests.ui.chart.hands import CALF, click, drag, point

Key = Qt.Key


def key(page: ChartPage, which: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.leg_view, which, modifiers)


def spot(x: float, y: float, view: View = "lateral") -> Spot:
    return Spot("right", view, x, y)


BESIDE = spot(40.0, 520.0)
"""On no vein."""
STEPS = "SELECT count(*) FROM step"


def haul(page: ChartPage, start: Spot, end: Spot, *, steps: int = 5) -> None:
    view = page.leg_view
    drag(view, view.spot_to_pixel(start), view.spot_to_pixel(end), steps=steps)


def draw(page: ChartPage, x: float) -> str:
    """A vein down the thigh; its id."""
    key(page, Key.Key_D)
    haul(page, spot(x, 700.0), spot(x, 600.0), steps=30)
    return page.loaded.runs[-1].id


@pytest.fixture
def page(chart: ChartPage) -> ChartPage:
    chart.activateWindow()
    return chart


@pytest.fixture
def veins(page: ChartPage) -> tuple[str, str]:
    """Two veins, 40 mm apart."""
    return draw(page, 20.0), draw(page, 60.0)


def of(page: ChartPage) -> list[Site]:
    return sites.of_session(page.workspace.db, page.session_id)


def on(page: ChartPage) -> list[str | None]:
    return [site.run_id for site in of(page)]


def treated(page: ChartPage) -> str:
    """The record's rows of veins."""
    record = sessions.record(page.workspace.db, page.session_id)
    pdf = record_pdf(record, pictures=(), printed_at=moments.now())
    return reading.whole(pdf).split("Treated in this session ", 1)[1]


def test_a_site_that_is_dragged_lies_on_the_vein_it_was_dragged_to_and_on_no_other(
    page: ChartPage, veins: tuple[str, str]
) -> None:
    first, second = veins
    for y in (650.0, 630.0):
        click(page.leg_view, spot(21.0, y))
    click(page.leg_view, BESIDE)
    assert on(page) == [first, first, None]
    haul(page, BESIDE, spot(21.0, 670.0))
    haul(page, spot(20.0, 650.0), spot(61.0, 650.0))
    haul(page, spot(20.0, 630.0), CALF)
    assert on(page) == [second, None, first]
    assert of(page)[1].place.side == "left"
    rows = treated(page)
    assert rows.index("site 3") < rows.index("site 1")
    assert "sites 1" not in rows
    for _ in range(3):
        page.workspace.undo(page.scope())
    assert on(page) == [first, first, None]
    assert "sites 1–2" in treated(page)
    assert "not treated" in treated(page)
    page.workspace.redo(page.scope())
    assert on(page) == [first, first, first]


def places(page: ChartPage) -> list[Place]:
    return [site.place for site in of(page)]


def strip(page: ChartPage) -> str:
    """What the strip of the vein that was drawn last says of its course."""
    label = page.findChild(QLabel, "run-words")
    assert label is not None
    return label.text().split(" · ", 1)[1]


def test_a_vein_that_is_drawn_over_sites_has_them_on_it_in_the_same_act(page: ChartPage) -> None:
    first = draw(page, 60.0)
    for x, y in ((60.0, 650.0), (21.0, 670.0), (20.0, 640.0), (24.9, 620.0)):
        click(page.leg_view, spot(x, y))
    stood, steps = places(page), page.workspace.db.value(STEPS)
    assert on(page) == [first, None, None, None]
    second = draw(page, 20.0)
    assert page.workspace.db.value(STEPS) == steps + 1
    assert on(page) == [first, second, second, None]
    assert places(page) == stood
    assert strip(page) == "Injected in session 1"
    rows = treated(page)
    assert rows.index("site 1") < rows.index("sites 2–3")
    assert "not treated" not in rows
    press_key(Key.Key_R)
    assert [run.vein_type for run in page.loaded.runs] == ["tel", "ret"]
    assert on(page) == [first, second, second, None]
    page.workspace.undo(page.scope())
    page.workspace.undo(page.scope())
    assert [run.id for run in page.loaded.runs] == [first]
    assert (on(page), places(page)) == ([first, None, None, None], stood)
    page.workspace.redo(page.scope())
    assert on(page) == [first, second, second, None]
    assert "sites 2–3" in treated(page)


def test_a_dictated_site_is_on_a_vein_drawn_over_it_only_once_a_hand_has_moved_it(page: ChartPage) -> None:
    key(page, Key.Key_Q)
    QTest.keyClicks(page.entering.quick.line, "R lat upper thigh .1 tel")
    QTest.keyClick(page.entering.quick.line, Key.Key_Return)
    key(page, Key.Key_Escape)
    (said,) = of(page)
    seen = shipped().spot_in("lateral", "right", said.place.point)
    assert seen is not None
    at = seen.spot

    def over() -> None:
        key(page, Key.Key_D)
        haul(page, spot(at.x, at.y + 40), spot(at.x, at.y - 40), steps=30)
        key(page, Key.Key_Escape)

    over()
    assert on(page) == [None]
    assert "not treated" in treated(page)
    page.workspace.undo(page.scope())
    point(page.leg_view, at)
    key(page, Key.Key_Right)
    over()
    assert on(page) == [page.loaded.runs[0].id]
    page.workspace.undo(page.scope())
    page.workspace.undo(page.scope())
    over()
    assert on(page) == [None]


def test_a_site_of_the_last_session_is_repeated_on_the_vein_that_is_there_now_or_on_none(page: ChartPage) -> None:
    db, now = page.workspace.db, moments.now()
    patient_id = sessions.get(db, page.session_id).patient_id
    earlier = sessions.start(db, patient_id, at=Moment(now.utc - 56 * 86_400, now.offset_min))
    first = draw(page, 60.0)
    for x, y, run_id in ((20.0, 660.0, None), (60.0, 640.0, first), (40.0, 520.0, first)):
        sites.add(db, earlier, spot(x, y), volume_ul=100, vein_type="tel", run_id=run_id)
    point(page.leg_view, BESIDE)
    second = draw(page, 20.0)
    key(page, Key.Key_Escape)
    key(page, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    key(page, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert on(page) == [second, first, None]


def test_a_site_that_is_dragged_to_a_vein_is_drawn_onto_it_as_a_new_one_is(
    page: ChartPage, veins: tuple[str, str]
) -> None:
    click(page.leg_view, BESIDE)
    haul(page, BESIDE, spot(23.0, 660.0))
    click(page.leg_view, spot(23.0, 630.0))
    assert on(page) == [veins[0]] * 2
    run = page.loaded.runs[0]
    assert [distance_mm(shipped(), run, "right", site.place.point) for site in of(page)] == [0, 0]


def test_a_site_that_is_nudged_stays_on_its_vein_until_it_is_off_it(page: ChartPage, veins: tuple[str, str]) -> None:
    click(page.leg_view, spot(20.0, 640.0))
    point(page.leg_view, spot(20.0, 640.0))
    key(page, Key.Key_Right)
    assert on(page) == [veins[0]]
    key(page, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert on(page) == [None]
    page.workspace.undo(page.scope())
    assert on(page) == [veins[0]]
    for _ in range(7):
        key(page, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert on(page) == [veins[1]]


def test_a_site_whose_type_is_corrected_is_on_the_vein_of_that_type_beside_its_own(page: ChartPage) -> None:
    first = draw(page, 20.0)
    second = draw(page, 23.0)
    press_key(Key.Key_R)  # the strip of the vein just drawn is open: that is its type
    key(page, Key.Key_Escape)
    assert [run.vein_type for run in page.loaded.runs] == ["tel", "ret"]
    click(page.leg_view, spot(20.0, 640.0))
    assert on(page) == [first]
    site_id = of(page)[0].id
    page.site_acts.edit(site_id, site_model.VEIN, "var-small")
    assert on(page) == [first]
    page.site_acts.edit(site_id, site_model.VEIN, "ret")
    assert on(page) == [second]
    page.workspace.undo(page.scope())
    assert (on(page), of(page)[0].vein_type) == ([first], "var-small")
