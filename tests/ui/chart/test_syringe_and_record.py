"""Which sites came from which syringe: the strip, the sites and the record say the same, whatever was removed since."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sclerochart.documents.record import record_pdf
from sclerochart.domain import moments
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Site
from sclerochart.store import findings, sessions, sites
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.syringe_panel import SyringePanel
from tests.documents import reading
from tests.ui.chart.hands import click, point
from tests.ui.chart.panels import press, retype, says

Key = Qt.Key


@pytest.fixture
def page(chart: ChartPage) -> ChartPage:
    chart.activateWindow()
    return chart


def key(page: ChartPage, which: Qt.Key) -> None:
    QTest.keyClick(page.leg_view, which)


def spot(number: int) -> Spot:
    return Spot("right", "lateral", 30.0, 652.0 - 12 * number)


def place(page: ChartPage, *numbers: int) -> None:
    for number in numbers:
        click(page.leg_view, spot(number))


def remove(page: ChartPage, number: int) -> None:
    point(page.leg_view, spot(number))
    key(page, Key.Key_Delete)


def fill(page: ChartPage, drawn: str) -> SyringePanel:
    """S, the number, Enter; the strip."""
    strip = opened(page)
    retype(strip, "syringe-drawn", drawn)
    QTest.keyClick(strip.drawn, Key.Key_Return)
    return strip


def opened(page: ChartPage) -> SyringePanel:
    key(page, Key.Key_S)
    return page.entering.syringe


def of(page: ChartPage) -> list[Site]:
    return sites.of_session(page.workspace.db, page.session_id)


def printed(page: ChartPage) -> str:
    """The record, from its rows of syringes on."""
    record = sessions.record(page.workspace.db, page.session_id)
    pdf = record_pdf(record, pictures=(), printed_at=moments.now())
    return reading.whole(pdf).split("Charted and used ", 1)[1]


def drawn(page: ChartPage) -> list[int]:
    return [each.drawn_ul for each in findings.syringes_of_session(page.workspace.db, page.session_id)]


def test_a_site_placed_in_the_room_of_one_that_was_removed_is_counted_and_spread_over(page: ChartPage) -> None:
    place(page, 1, 2, 3)
    fill(page, "2.5")
    remove(page, 3)
    place(page, 5, 6, 7)
    strip = opened(page)
    assert says(strip, "syringe-words") == "Filled with 2.5 ml. Charted since: 0.3 ml at 3 sites."
    retype(strip, "syringe-left", "1.9")
    press(strip, "syringe-spread")
    assert [site.volume_ul for site in of(page)] == [100, 100, 200, 200, 200]
    assert "2.5 ml 1.9 ml 3–5 Charted 0.6 ml, used 0.6 ml: they agree" in printed(page)
    assert "No syringe is noted for sites 1–2." in printed(page)


def test_undo_and_redo_of_a_removal_change_nothing_about_who_came_after_the_filling(page: ChartPage) -> None:
    place(page, 1, 2, 3)
    remove(page, 3)
    strip = fill(page, "2.5")
    place(page, 5)
    for _ in range(3):
        page.workspace.undo(page.scope())
    assert len(of(page)) == 3
    for _ in range(3):
        page.workspace.redo(page.scope())
    assert says(strip, "syringe-words") == "Filled with 2.5 ml. Charted since: 0.1 ml at 1 site."


def test_sites_after_a_reading_are_told_from_those_before_though_the_last_of_them_was_removed(page: ChartPage) -> None:
    fill(page, "1")
    place(page, 1, 2, 3, 4)
    strip = opened(page)
    retype(strip, "syringe-left", "0.6")
    press(strip, "syringe-spread")
    remove(page, 4)
    place(page, 5, 6, 7)
    strip = opened(page)
    said = "Charted 0.3 ml, used 0.4 ml: 0.1 ml more used than charted"
    assert says(strip, "syringe-words").startswith(f"Last syringe: {said}. 3 sites since then")
    assert f"0.6 ml 1–3 {said} No syringe is noted for sites 4–6." in printed(page)
    strip = fill(page, "1")
    assert strip.earlier.text() == "Count the 3 before"


def test_the_record_says_of_a_syringe_that_was_read_what_the_screen_says(page: ChartPage) -> None:
    fill(page, "1")
    place(page, 1, 2, 3, 4)
    strip = opened(page)
    retype(strip, "syringe-left", "0.6")
    press(strip, "syringe-keep")
    place(page, 5, 6, 7)
    said = "Charted 0.4 ml, used 0.4 ml: they agree"
    strip = opened(page)
    assert says(strip, "syringe-words").startswith(f"Last syringe: {said}. 3 sites since then")
    assert f"1.0 ml 0.6 ml 1–4 {said} No syringe is noted for sites 5–7." in printed(page)


def test_a_syringe_that_was_read_and_is_changed_counts_no_site_that_came_later(page: ChartPage) -> None:
    fill(page, "1")
    place(page, 1, 2, 3, 4)
    strip = opened(page)
    retype(strip, "syringe-left", "0.6")
    press(strip, "syringe-keep")
    place(page, 5, 6, 7)
    strip = opened(page)
    press(strip, "syringe-change")
    retype(strip, "syringe-left", "0.2")
    assert says(strip, "syringe-words") == "Charted 0.4 ml, used 0.8 ml: 0.4 ml more used than charted."
    press(strip, "syringe-spread")
    assert [site.volume_ul for site in of(page)] == [200] * 4 + [100] * 3


def test_a_syringe_that_was_removed_by_mistake_comes_back_where_it_was(page: ChartPage) -> None:
    fill(page, "2.5")
    strip = fill(page, "5")
    place(page, 1, 2, 3, 4)
    strip = opened(page)
    assert says(strip, "syringe-words") == "Filled with 5.0 ml. Charted since: 0.4 ml at 4 sites."
    strip.listed.picker.setCurrentIndex(0)
    press(strip, "syringe-remove")
    assert drawn(page) == [5000]
    page.workspace.undo(page.scope())
    assert drawn(page) == [2500, 5000]
    assert says(strip, "syringe-words") == "Filled with 5.0 ml. Charted since: 0.4 ml at 4 sites."
    rows = "1 not named 2.5 ml not read none Charted 0.0 ml 2 not named 5.0 ml not read 1–4 Charted 0.4 ml"
    assert printed(page).startswith(rows)
