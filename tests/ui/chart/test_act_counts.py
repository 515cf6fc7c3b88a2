"""How many acts it takes: clicks, drags, key presses, wheel turns and lines entered, counted as events."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from sclerochart.domain import moments
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient
from sclerochart.store import patients, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.patients.rows import RowList
from tests.ui.chart.acts import counted, press_key, type_keys
from tests.ui.chart.hands import CALF, SHIN, THIGH, click

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SECONDS_AN_ACT = 1.2
BACK_OF_THIGH = Spot("right", "posterior", 85.0, 620.0)
TEN_EACH = (THIGH, SHIN, CALF, Spot("left", "medial", 30.0, 560.0))
"""Four views, two of each leg."""


def placed(page: ChartPage) -> list[int]:
    return [site.volume_ul for site in sites.of_session(page.workspace.db, page.session_id)]


def choose(page: ChartPage, name: str) -> None:
    button = page.findChild(QToolButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_forty_sites_on_two_legs_and_four_views_take_a_click_each(chart: ChartPage) -> None:
    with counted() as acts:
        for start, vein in zip(TEN_EACH, ("", "vein-r", "vein-t", "vein-r"), strict=True):
            if vein:
                choose(chart, vein)
            for n in range(10):
                click(chart.leg_view, Spot(start.side, start.view, start.x + 4 * (n % 2), start.y - 9 * n))
        found = sites.of_session(chart.workspace.db, chart.session_id)
    assert [site.volume_ul for site in found] == [100] * 40
    assert len({(site.place.side, site.place.view) for site in found}) == 4
    assert {site.vein_type for site in found} == {"tel", "ret"}
    print(f"40 sites by mouse, the vein type changed three times: {acts.count} acts")
    assert acts.count <= 44
    assert acts.count * SECONDS_AN_ACT <= 60


def test_forty_sites_of_one_kind_take_forty_acts_and_less_than_a_minute(chart: ChartPage) -> None:
    with counted() as acts:
        for start in TEN_EACH:
            for n in range(10):
                click(chart.leg_view, Spot(start.side, start.view, start.x + 4 * (n % 2), start.y - 9 * n))
    assert placed(chart) == [100] * 40
    assert acts.count <= 44
    assert acts.count * SECONDS_AN_ACT <= 60


def test_forty_sites_take_eight_dictated_lines(chart: ChartPage) -> None:
    lines = (
        "R lat thigh upper .1 x5 tel", "R lat thigh mid x5", "L medial knee x5", "R medial calf upper x5 ret",
        "L post calf mid x5", "R ant thigh lower x5", "L shin mid x5 tel", "R lateral ankle x5",
    )  # fmt: skip
    with counted() as acts:
        press_key(Key.Key_Q)
        for line in lines:
            type_keys(line)
            press_key(Key.Key_Return)
        press_key(Key.Key_Escape)
    found = sites.of_session(chart.workspace.db, chart.session_id)
    assert {site.place.side for site in found} == {"left", "right"}
    print(f"by quick-entry line: {acts.kinds['line']} lines, {acts.count} acts; {len(found)} sites")
    assert placed(chart) == [100] * 40
    assert len({(site.place.side, site.place.view) for site in found}) >= 4
    assert acts.kinds["line"] <= 12


def test_thirty_sites_as_last_time_with_three_dropped_take_five_acts(chart: ChartPage) -> None:
    db, now = chart.workspace.db, moments.now()
    patient_id = chart.loaded.session.patient_id
    earlier = sessions.start(db, patient_id, at=Moment(now.utc - 56 * 86_400, now.offset_min))
    spots = [Spot(start.side, start.view, start.x, start.y - 9 * n) for start in TEN_EACH[:3] for n in range(10)]
    sites.add_many(db, earlier, [NewSite(spot, 100, "tel") for spot in spots])
    chart.refresh()
    with counted() as acts:
        press_key(Key.Key_P, Modifier.ControlModifier)
        for _ in range(3):
            press_key(Key.Key_Delete)
        press_key(Key.Key_Return, Modifier.ShiftModifier)
    print(f"30 sites as last time, three dropped: {acts.count} acts")
    assert len(placed(chart)) == 27
    assert acts.count <= 6


@pytest.fixture
def opened(vault: Vault) -> Vault:
    """One vault, for the chart alone and for the whole window."""
    return vault


@pytest.fixture
def patient_id(window: MainWindow) -> str:
    assert window.desk is not None
    workspace = window.desk.workspace
    made = workspace.do(patients.add, Patient("", "Prim", "Placeholder", birth_date=date(1970, 5, 2)))
    assert made is not None
    return made


def opened_chart(window: MainWindow) -> ChartPage:
    assert window.desk is not None
    page = window.desk.currentWidget()
    assert isinstance(page, ChartPage)
    return page


def test_from_the_list_to_the_first_site_it_takes_two_acts_by_key_and_click(
    window: MainWindow, patient_id: str
) -> None:
    search = window.findChild(QLineEdit, "patient-search")
    assert search is not None
    search.setFocus()
    with counted() as acts:
        QTest.keyClick(search, Key.Key_Return, Modifier.ControlModifier)
        page = opened_chart(window)
        click(page.leg_view, SHIN)
    assert page.loaded.session.patient_id == patient_id
    assert placed(page) == [100]
    print(f"from the list to the first site: {acts.count} acts")
    assert acts.count <= 2


def test_from_the_list_to_the_first_site_it_takes_two_clicks(window: MainWindow, patient_id: str) -> None:
    rows = window.findChild(RowList, "patient-list")
    assert rows is not None
    left, width = rows.act_place()
    row = rows.visualRect(rows.model().index(0, 0))
    with counted() as acts:
        at = QPoint(left + width // 2, row.center().y())
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
        page = opened_chart(window)
        click(page.leg_view, SHIN)
    assert placed(page) == [100]
    assert acts.count <= 2
    assert page.loaded.session.patient_id == patient_id


def test_a_press_elsewhere_in_the_row_opens_the_patient_and_starts_nothing(window: MainWindow, patient_id: str) -> None:
    rows = window.findChild(RowList, "patient-list")
    assert rows is not None
    row = rows.visualRect(rows.model().index(0, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, row.center().y()))
    assert window.desk is not None
    assert sessions.of_patient(window.desk.workspace.db, patient_id) == []
