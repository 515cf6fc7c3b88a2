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


@pytest.mark.parametrize("wrong", ["12x30", "12x0", "100x0.1", "0x0.1", "312x", "12x.", "1x20.001", "1234x0.1"])
def test_what_cannot_be_an_area_places_nothing_says_so_and_stays_to_be_corrected(chart: ChartPage, wrong: str) -> None:
    said: list[str] = []
    chart.workspace.problem.connect(said.append)
    before = zoomed_in(chart)
    typed(chart, wrong)
    assert (chart.next_site.volume_ul, chart.leg_view.viewport.look) == (100, before)
    for times in (1, 2):
        click(chart.leg_view, THIGH)
        takes = "An area takes 1 to 99 injections of 0.001 to 20.0 ml, such as 12x0.1."
        assert said == [f"{takes} “{wrong}” is none. Nothing was placed."] * times
        assert of(chart) == []
        assert chart.leg_view.hints.words == f"Area: {wrong}"
    for _ in wrong:
        QTest.keyClick(chart.leg_view, Key.Key_Backspace)
    typed(chart, "12x0.1")
    click(chart.leg_view, THIGH)
    assert [(site.injections, site.volume_ul) for site in of(chart)] == [(12, 100)]


def test_the_area_tool_without_a_number_places_nothing(chart: ChartPage) -> None:
    QTest.keyClick(chart.leg_view, Key.Key_A)
    click(chart.leg_view, THIGH)
    assert (of(chart), chart.leg_view.tool) == ([], "area")
    QTest.keyClick(chart.leg_view, Key.Key_Escape)
    click(chart.leg_view, THIGH)
    assert [site.injections for site in of(chart)] == [1]


@pytest.mark.parametrize("key", [Key.Key_K, Key.Key_D])
def test_another_tool_leaves_the_area_that_was_typed(chart: ChartPage, key: Key) -> None:
    typed(chart, "12x0.1")
    QTest.keyClick(chart.leg_view, key)
    click(chart.leg_view, THIGH)
    assert of(chart) == []
    QTest.keyClick(chart.leg_view, Key.Key_Escape)
    chart.entering.choose_place()
    click(chart.leg_view, THIGH)
    assert [site.injections for site in of(chart)] == [1]
