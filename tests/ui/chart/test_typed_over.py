"""Numbers typed over the diagram: every count, and a 0 that belongs to a number."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sclerochart.domain.session import Site
from sclerochart.store import sites
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.viewport import Look
from tests.ui.chart.hands import THIGH, click, point, turn_wheel

Key = Qt.Key


def of(page: ChartPage) -> list[Site]:
    return sites.of_session(page.workspace.db, page.session_id)


def typed(page: ChartPage, words: str) -> None:
    for sign in words:
        QTest.keyClick(page.leg_view, sign)


def zoomed_in(page: ChartPage) -> Look:
    """Nearer about the thigh, with the pointer there."""
    view = page.leg_view
    turn_wheel(view, view.spot_to_pixel(THIGH), 600)
    point(view, THIGH)
    assert view.zoomed
    return view.viewport.look


@pytest.mark.parametrize("tens", range(10))
def test_every_count_that_is_typed_is_the_count_that_is_placed(chart: ChartPage, tens: int) -> None:
    counts = [count for count in range(10 * tens, 10 * tens + 10) if count]
    for count in counts:
        typed(chart, f"{count}x0.1")
        assert chart.leg_view.hints.words == f"{count} × 0.1 ml: click the area"
        click(chart.leg_view, THIGH)
    assert [(site.injections, site.volume_ul) for site in of(chart)] == [(count, 100) for count in counts]
    assert chart.next_site.volume_ul == 100


def test_a_key_without_a_meaning_is_heard_once(chart: ChartPage) -> None:
    heard: list[str] = []

    def hear(event: object) -> bool:
        heard.append("once")
        return False

    chart.keys.ask_first(hear)
    QTest.keyClick(chart.leg_view, Key.Key_8)
    assert heard == ["once"]
    QTest.keyClick(chart.leg_view, Key.Key_2)
    assert heard == ["once"] * 2
    QTest.keyClick(chart.tool_row, Key.Key_3)
    assert heard == ["once"] * 3
    assert chart.next_site.volume_ul == 200


@pytest.mark.parametrize("number", ["10x0.1", "20x.05", "90x0.2", "1x0.05", "12x10"])
def test_a_zero_within_an_area_keeps_what_is_shown(chart: ChartPage, number: str) -> None:
    before = zoomed_in(chart)
    typed(chart, number)
    assert chart.leg_view.viewport.look == before


def test_a_zero_that_begins_a_volume_over_a_site_keeps_what_is_shown(chart: ChartPage) -> None:
    click(chart.leg_view, THIGH)
    before = zoomed_in(chart)
    typed(chart, "0.2")
    assert chart.leg_view.viewport.look == before
    QTest.keyClick(chart.leg_view, Key.Key_Return)
    assert [site.volume_ul for site in of(chart)] == [200]


def test_a_zero_by_itself_shows_all_views_and_a_point_after_it_takes_that_back(chart: ChartPage) -> None:
    before = zoomed_in(chart)
    QTest.keyClick(chart.leg_view, Key.Key_0)
    assert not chart.leg_view.zoomed
    QTest.keyClick(chart.leg_view, Key.Key_Period)
    assert chart.leg_view.viewport.look == before
    QTest.keyClick(chart.leg_view, Key.Key_Home)
    assert not chart.leg_view.zoomed


def test_a_second_zero_after_a_digit_shows_all_views(chart: ChartPage) -> None:
    zoomed_in(chart)
    typed(chart, "200")
    assert not chart.leg_view.zoomed
