"""The keyboard's cursor on the leg: a site is placed without a pointer."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import SIDES, VIEWS, Spot
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.tools import LED, Tool
from tests.ui.chart.hands import CALF, SHIN, THIGH, drag, lights, point, press, release, site, turn_wheel

SHIFT = Qt.KeyboardModifier.ShiftModifier


def started(view: LegView, spot: Spot = THIGH) -> LegView:
    view.set_cursor_mode(True)
    view.move_cursor(spot)
    return view


def here(view: LegView) -> Spot:
    spot = view.cursor_spot()
    assert spot is not None
    return spot


def test_the_cursor_comes_where_the_pointer_is_seen_and_goes_again(view: LegView) -> None:
    before = lights(view.grab().toImage())
    modes: list[bool] = []
    view.cursor_mode_changed.connect(modes.append)
    view.set_cursor_mode(True)
    assert view.cursor_spot() is not None
    assert lights(view.grab().toImage()) != before
    view.set_cursor_mode(False)
    assert view.cursor_spot() is None
    assert lights(view.grab().toImage()) == before
    assert modes == [True, False]


def test_arrows_go_by_millimetres(view: LegView) -> None:
    started(view)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(view, key)
    assert (here(view).x, here(view).y) == pytest.approx((THIGH.x + 1, THIGH.y + 2))
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert here(view).y == pytest.approx(THIGH.y - 8)


def test_a_held_arrow_goes_on(view: LegView) -> None:
    started(view)
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(view, event)
    assert here(view).x == pytest.approx(THIGH.x - 3)


def test_shift_and_an_arrow_go_to_the_next_region(view: LegView) -> None:
    started(view)
    before = view._atlas.place(THIGH)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    after = view._atlas.place(here(view))
    assert before is not None
    assert after is not None
    assert (after.side, after.region != before.region) == ("right", True)


def test_tab_goes_through_every_view_of_both_legs_and_round(view: LegView) -> None:
    started(view)
    seen = []
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        seen.append((here(view).side, here(view).view))
    assert sorted(seen) == sorted((side, name) for side in SIDES for name in VIEWS)
    QTest.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    assert (here(view).side, here(view).view) == seen[-2]
    assert view.hasFocus()


def test_x_goes_to_the_other_leg(view: LegView) -> None:
    started(view, CALF)
    QTest.keyClick(view, Qt.Key.Key_X)
    assert (here(view).side, here(view).view) == ("right", "posterior")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_place_at_the_cursor_once_a_press(view: LegView, key: Qt.Key) -> None:
    placed: list[Spot] = []
    clicked: list[Spot] = []
    view.cursor_placed.connect(placed.append)
    view.leg_clicked.connect(clicked.append)
    started(view)
    QTest.keyPress(view, key)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True))
    QTest.keyRelease(view, key)
    assert placed == [THIGH]
    assert clicked == []


def test_a_signed_session_is_looked_at_by_keys_and_not_changed(view: LegView, qtbot: QtBot) -> None:
    view.set_read_only(True)
    started(view)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert here(view) != THIGH
    with qtbot.assertNotEmitted(view.cursor_placed):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_what_is_shown_follows_the_cursor(view: LegView) -> None:
    view.zoom(6.0, QPointF(view.spot_to_pixel(THIGH)))
    started(view)
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
        assert view.rect().adjusted(20, 20, -20, -20).contains(view.spot_to_pixel(here(view)))
    assert here(view).y < 200
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        assert view.rect().contains(view.spot_to_pixel(here(view)))
    assert view.zoomed


def test_plus_comes_nearer_about_the_cursor(view: LegView) -> None:
    started(view, SHIN)
    at = view.spot_to_pixel(SHIN)
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoomed
    assert (view.spot_to_pixel(SHIN) - at).manhattanLength() <= 3


def test_the_region_is_read_out_when_it_changes(view: LegView) -> None:
    spots: list[Spot] = []
    view.spot_pointed.connect(spots.append)
    started(view)
    assert view.accessibleDescription() == "Right lateral thigh, middle third · lateral view"
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.accessibleDescription() == "Left lateral thigh, middle third · lateral view"
    assert spots[-1] == here(view)
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Description) == view.accessibleDescription()
    view.set_cursor_mode(False)
    assert view.accessibleDescription().startswith("Click on the leg")
    assert spots[-1] is None


def test_a_site_under_the_cursor_is_the_one_that_keys_act_on(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH), site("2", SHIN)])
    started(view, SHIN)
    assert view.pointed == "2"
    with qtbot.waitSignal(view.site_removed) as caught:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert caught.args == ["2"]
    with qtbot.assertNotEmitted(view.site_moved):
        QTest.keyClick(view, Qt.Key.Key_Up)


def test_without_the_cursor_arrows_still_nudge(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    started(view)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.cursor_mode
    point(view, THIGH)
    with qtbot.waitSignal(view.site_moved):
        QTest.keyClick(view, Qt.Key.Key_Up)


def test_one_view_large_goes_with_the_cursor(view: LegView) -> None:
    started(view)
    view.toggle_fill()
    assert view.viewport.filled is not None
    QTest.keyClick(view, Qt.Key.Key_Tab)
    filled = view.viewport.filled
    assert filled is not None
    assert (filled.side, filled.view) == (here(view).side, here(view).view)


@pytest.mark.parametrize("tool", LED)
def test_a_line_is_drawn_by_keys_from_enter_to_enter(view: LegView, qtbot: QtBot, tool: Tool) -> None:
    started(view)
    view.set_tool(tool)
    grown: list[int] = []
    view.stroke_changed.connect(lambda line: grown.append(len(line)))
    with qtbot.assertNotEmitted(view.stroke_drawn), qtbot.assertNotEmitted(view.cursor_placed):
        QTest.keyClick(view, Qt.Key.Key_Return)
        for _ in range(5):
            QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.stroke_drawn) as caught:
        QTest.keyClick(view, Qt.Key.Key_Return)
    (line,) = caught.args
    assert grown == [2, 3, 4, 5, 6]
    assert (line[0], line[-1].y) == (THIGH, pytest.approx(THIGH.y - 50))


def test_escape_gives_up_a_line_drawn_by_keys(view: LegView, qtbot: QtBot) -> None:
    started(view)
    view.set_tool("run")
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(view.stroke_drawn):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.cursor_mode
    assert view.tool == "run"


def test_nothing_is_placed_out_of_sight(view: LegView) -> None:
    placed: list[Spot] = []
    view.cursor_placed.connect(placed.append)
    for away in (Spot("left", "lateral", 0.0, 100.0), Spot("left", "medial", 0.0, 700.0)):
        started(view)
        view.fit_all()
        turn_wheel(view, view.spot_to_pixel(away), 960)
        assert not view.rect().contains(view.spot_to_pixel(here(view)))
        count = len(placed)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert len(placed) == count
        assert view.rect().contains(view.spot_to_pixel(here(view)))
        assert view.hints.words == "Out of sight till now: press again to place"
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert len(placed) == count + 1
        assert view.hints.words == ""
    assert placed == [THIGH, THIGH]


def test_space_places_when_it_is_let_go_and_a_drag_with_it_only_moves_what_is_shown(view: LegView) -> None:
    placed: list[object] = []
    view.cursor_placed.connect(placed.append)
    view.leg_clicked.connect(placed.append)
    started(view)
    turn_wheel(view, view.spot_to_pixel(THIGH), 480)
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert placed == []
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert placed == [THIGH]
    before, at = view.viewport.fit, QPoint(400, 300)
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, at, at + QPoint(60, 0))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.fit.dx == pytest.approx(before.dx + 60)
    QTest.keyPress(view, Qt.Key.Key_Space)
    press(view, at)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    release(view, at)
    assert placed == [THIGH]
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert placed == [THIGH, THIGH]
