"""Which site keys act on while the hand rests: the one that is under it now."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from sclerochart.domain.leg import Spot
from sclerochart.store import sites
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.hands import CALF, LEFT, THIGH, click, drag, point, site
from tests.ui.finding import find

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ROW = [Spot("right", "lateral", 30.0, 640.0 - 40 * n) for n in range(6)]


def ids(page: ChartPage) -> list[str]:
    return [each.id for each in sites.of_session(page.workspace.db, page.session_id)]


def volumes(page: ChartPage) -> list[int]:
    return [each.volume_ul for each in sites.of_session(page.workspace.db, page.session_id)]


@pytest.fixture
def stacked(chart: ChartPage) -> ChartPage:
    """A site on the left calf, current in the table, and two on top of one another under the pointer on the right."""
    for spot in (CALF, THIGH, THIGH):
        click(chart.leg_view, spot)
    chart.table.choose(ids(chart)[0])
    point(chart.leg_view, THIGH)
    return chart


def test_delete_after_delete_takes_what_is_under_the_pointer_and_nothing_of_another_leg(stacked: ChartPage) -> None:
    first = ids(stacked)[0]
    for left in (2, 1, 1):
        QTest.keyClick(stacked.leg_view, Key.Key_Delete)
        assert (len(ids(stacked)), ids(stacked)[0]) == (left, first)
    point(stacked.leg_view, QPoint(3, 3))
    QTest.keyClick(stacked.leg_view, Key.Key_Delete)
    assert ids(stacked) == []


def test_after_undo_keys_act_on_what_is_under_the_pointer(stacked: ChartPage) -> None:
    stacked.workspace.undo(stacked.scope())
    QTest.keyClick(stacked.leg_view, Key.Key_3, ALT)
    assert volumes(stacked) == [100, 200]
    for _ in range(2):
        stacked.workspace.undo(stacked.scope())
    QTest.keyClick(stacked.leg_view, Key.Key_4, ALT)
    assert volumes(stacked) == [100]
    stacked.workspace.redo(stacked.scope())
    QTest.keyClick(stacked.leg_view, Key.Key_4, ALT)
    assert volumes(stacked) == [100, 300]


def test_a_row_that_undo_takes_away_makes_no_other_current(stacked: ChartPage) -> None:
    stacked.table.choose(ids(stacked)[2])
    stacked.workspace.undo(stacked.scope())
    assert stacked.table.current_site() is None


@pytest.mark.parametrize(
    "keys", [[key] for key in (Key.Key_Plus, Key.Key_F, Key.Key_U, Key.Key_0)] + [[Key.Key_Plus] * 3]
)
def test_what_is_meant_is_under_the_pointer_after_every_change_of_what_is_shown(
    chart: ChartPage, keys: list[Key]
) -> None:
    view = chart.leg_view
    for spot in ROW:
        click(view, spot)
    for number, spot in enumerate(ROW):
        point(view, spot)
        at = QPointF(view.spot_to_pixel(spot))
        assert view.pointed == ids(chart)[number]
        for key in keys:
            QTest.keyClick(view, key)
            there = view.gestures.mark_at(at, "mouse")
            assert view.pointed == (there.site_id if there else None)
        view.fit_all()
        chart.seeing.show_posture("standing")
        assert view.pointed == ids(chart)[number]


def test_what_the_sheet_brings_under_the_pointer_is_meant(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    point(view, view.spot_to_pixel(THIGH) + QPoint(40, 0))
    assert view.pointed is None
    view.zoom(2, QPointF(view.spot_to_pixel(THIGH)))
    view.pan(QPointF(40, 0))
    assert view.pointed == "1"
    view.resize(view.width() - 200, view.height())
    assert view.pointed is None


def test_the_spot_under_the_pointer_is_told_anew_with_every_change_of_what_is_shown(view: LegView) -> None:
    spots: list[Spot | None] = []
    view.spot_pointed.connect(spots.append)
    point(view, THIGH)
    at = view.spot_to_pixel(THIGH)
    view.zoom(3)
    assert spots[-1] == view.pixel_to_spot(at) != THIGH


def test_the_cursors_site_is_meant_after_others_are_shown_and_the_pointers_once_it_is_gone(view: LegView) -> None:
    view.show_sites([site("1", THIGH), site("2", CALF)])
    point(view, CALF)
    view.set_cursor_mode(True)
    view.move_cursor(THIGH)
    assert view.pointed == "1"
    view.show_sites([site("2", CALF), site("3", THIGH)])
    view.zoom(2)
    assert view.pointed == "3"
    view.fit_all()
    view.set_cursor_mode(False)
    assert view.pointed == "2"


def test_a_site_nudged_away_from_the_pointer_stays_the_one_that_is_meant(chart: ChartPage) -> None:
    view = chart.leg_view
    for spot in (THIGH, Spot("right", "lateral", 30.0, THIGH.y - 6)):
        click(view, spot)
    other = ids(chart)[1]
    point(view, THIGH)
    for _ in range(6):
        QTest.keyClick(view, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Key.Key_Delete)
    assert ids(chart) == [other]
    QTest.keyClick(view, Key.Key_Delete)
    assert ids(chart) == []


def test_while_a_site_is_dragged_none_is_meant_and_then_the_one_that_was_moved(
    view: LegView, moved: Callable[[], list[tuple[str, Spot]]]
) -> None:
    view.show_sites([site("1", THIGH), site("2", CALF)])
    point(view, THIGH)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(THIGH) + QPoint(0, 60))
    ((site_id, spot),) = moved()
    view.show_sites([site("1", spot), site("2", CALF)])
    assert (site_id, view.pointed) == ("1", "1")


@pytest.fixture
def moved(view: LegView) -> Callable[[], list[tuple[str, Spot]]]:
    found: list[tuple[str, Spot]] = []
    view.site_moved.connect(lambda site_id, spot, _: found.append((site_id, spot)))
    return lambda: found


def test_a_row_that_the_filter_by_region_hides_is_not_what_delete_takes(chart: ChartPage) -> None:
    for spot in (THIGH, CALF, CALF):
        click(chart.leg_view, spot)
    point(chart.leg_view, QPoint(3, 3))
    chart.table.choose(ids(chart)[0])
    QTest.keyClick(chart.leg_view, Key.Key_Y)
    QTest.mouseClick(find(chart, QAbstractButton, "region-left-ca-p-p"), LEFT)
    assert [chart.table.isRowHidden(row) for row in range(3)] == [True, False, False]
    QTest.keyClick(chart.leg_view, Key.Key_Delete)
    assert len(ids(chart)) == 3
    chart.table.choose(ids(chart)[2])
    QTest.mouseClick(find(chart, QAbstractButton, "region-left-ca-p-p"), LEFT)
    QTest.keyClick(chart.leg_view, Key.Key_Delete)
    assert len(ids(chart)) == 2
