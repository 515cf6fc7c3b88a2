"""Tools of the diagram: what a click, a drag, a held key and Alt mean with each of them."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.titles import Title
from sclerochart.ui.chart.tools import STROKES, Tool
from tests.ui.chart.hands import (
    LEFT,
    SHIN,
    THIGH,
    click,
    double_click,
    drag,
    lights,
    move,
    point,
    press,
    release,
    site,
    turn_wheel,
)
from tests.ui.finding import find

DOWN = QPoint(0, 60)


def hold(view: LegView, key: Qt.Key, *, repeats: int = 0) -> None:
    QTest.keyPress(view, key)
    for _ in range(repeats):
        again = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(view, again)


@pytest.mark.parametrize("tool", ["place", "area", "mark"])
def test_a_click_says_where_with_every_tool_that_draws_no_line(view: LegView, qtbot: QtBot, tool: Tool) -> None:
    view.set_tool(tool)
    with qtbot.waitSignal(view.leg_clicked):
        click(view, THIGH)


@pytest.mark.parametrize("tool", ["place", "area", "mark"])
def test_a_click_on_a_site_selects_nothing_and_places(view: LegView, qtbot: QtBot, tool: Tool) -> None:
    view.show_sites([site("1", THIGH)])
    view.set_tool(tool)
    with qtbot.waitSignal(view.leg_clicked), qtbot.assertNotEmitted(view.site_picked):
        click(view, THIGH)


@pytest.mark.parametrize("tool", ["area", "mark", "burst", "run"])
def test_only_the_tool_that_places_moves_a_site(view: LegView, qtbot: QtBot, tool: Tool) -> None:
    view.show_sites([site("1", THIGH)])
    view.set_tool(tool)
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.site_moved):
        drag(view, at, at + DOWN)


@pytest.mark.parametrize("tool", STROKES)
def test_a_drag_is_told_while_it_grows_and_once_when_it_ends(view: LegView, tool: Tool) -> None:
    grown: list[int] = []
    drawn: list[list[Spot]] = []
    clicked: list[Spot] = []
    view.stroke_changed.connect(lambda line: grown.append(len(line)))
    view.stroke_drawn.connect(drawn.append)
    view.leg_clicked.connect(clicked.append)
    view.set_tool(tool)
    at = view.spot_to_pixel(THIGH)
    drag(view, at, at + DOWN, steps=8)
    assert grown == list(range(2, 10))
    assert len(drawn) == 1
    assert clicked == []
    line = drawn[0]
    assert {(spot.side, spot.view) for spot in line} == {("right", "lateral")}
    assert line[0].y == pytest.approx(THIGH.y, abs=1.1)
    assert line[-1].y == pytest.approx(THIGH.y - 60 / view.viewport.fit.scale, abs=2.2)


def test_a_line_stays_in_the_view_in_which_it_began_and_on_the_skin(view: LegView) -> None:
    drawn: list[list[Spot]] = []
    view.stroke_drawn.connect(drawn.append)
    view.set_tool("run")
    start, end = view.spot_to_pixel(THIGH), view.spot_to_pixel(SHIN)
    drag(view, start, end, steps=60)
    (line,) = drawn
    assert {(spot.side, spot.view) for spot in line} == {("right", "lateral")}
    assert all(view._atlas.place(spot) is not None for spot in line)


def test_a_line_begun_beside_the_leg_is_none(view: LegView, qtbot: QtBot) -> None:
    view.set_tool("burst")
    with qtbot.assertNotEmitted(view.stroke_drawn), qtbot.assertNotEmitted(view.stroke_changed):
        drag(view, QPoint(3, 3), QPoint(3, 90))


def test_a_click_with_the_burst_tool_places_one_site_and_with_the_vein_tool_draws_nothing(view: LegView) -> None:
    clicked: list[Spot] = []
    drawn: list[list[Spot]] = []
    view.leg_clicked.connect(clicked.append)
    view.stroke_drawn.connect(drawn.append)
    view.set_tool("burst")
    click(view, THIGH)
    view.set_tool("run")
    click(view, THIGH)
    assert (len(clicked), drawn) == (1, [])


def test_b_held_makes_a_burst_for_as_long_as_it_is_held(view: LegView, qtbot: QtBot) -> None:
    tools: list[str] = []
    view.tool_changed.connect(tools.append)
    at = view.spot_to_pixel(SHIN)
    hold(view, Qt.Key.Key_B, repeats=4)
    with qtbot.waitSignal(view.stroke_drawn), qtbot.assertNotEmitted(view.leg_clicked):
        drag(view, at, at + DOWN)
    QTest.keyRelease(view, Qt.Key.Key_B)
    assert view.tool == "place"
    assert tools == ["burst", "place"]
    with qtbot.waitSignal(view.leg_clicked), qtbot.assertNotEmitted(view.stroke_drawn):
        click(view, SHIN)


def test_b_let_go_before_the_button_still_ends_the_burst(view: LegView) -> None:
    seen: list[str] = []
    view.stroke_drawn.connect(lambda _: seen.append(view.tool))
    at = view.spot_to_pixel(SHIN)
    hold(view, Qt.Key.Key_B)
    press(view, at)
    move(view, at, at + DOWN)
    QTest.keyRelease(view, Qt.Key.Key_B)
    assert view.tool == "burst"
    release(view, at + DOWN)
    assert seen == ["burst"]
    assert view.tool == "place"


def test_a_key_held_while_the_focus_goes_elsewhere_is_let_go(view: LegView, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    view.setFocus()
    hold(view, Qt.Key.Key_B)
    assert view.tool == "burst"
    view.clearFocus()
    qtbot.waitUntil(lambda: view.tool == "place")


def test_escape_gives_up_a_line_and_then_the_tool(view: LegView) -> None:
    lines: list[list[Spot]] = []
    drawn: list[list[Spot]] = []
    view.stroke_changed.connect(lines.append)
    view.stroke_drawn.connect(drawn.append)
    view.set_tool("run")
    at = view.spot_to_pixel(THIGH)
    press(view, at)
    move(view, at, at + DOWN)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert lines[-1] == []
    assert view.tool == "run"
    release(view, at + DOWN)
    assert drawn == []
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.tool == "place"


def test_alt_and_a_click_on_a_site_pick_it_up_and_never_place(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    alt = Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(view.site_picked) as caught, qtbot.assertNotEmitted(view.leg_clicked):
        QTest.mouseClick(view, LEFT, alt, view.spot_to_pixel(THIGH) + QPoint(2, 2))
    assert caught.args == ["1"]
    with qtbot.assertNotEmitted(view.site_picked), qtbot.assertNotEmitted(view.leg_clicked):
        QTest.mouseClick(view, LEFT, alt, view.spot_to_pixel(SHIN))


def test_words_beside_the_pointer_follow_it_and_end_with_the_line(view: LegView) -> None:
    view.set_tool("burst")
    at = view.spot_to_pixel(THIGH)
    view.stroke_changed.connect(lambda line: view.show_live(f"{len(line)} sites") if line else None)
    point(view, THIGH)
    before = lights(view.grab().toImage())
    press(view, at)
    move(view, at, at + DOWN)
    one = lights(view.grab().toImage())
    move(view, at + DOWN, at + DOWN * 1.5)
    two = lights(view.grab().toImage())
    release(view, at + DOWN * 1.5)
    point(view, THIGH)
    assert len({before, one, two}) == 3
    assert lights(view.grab().toImage()) == before


def test_what_a_burst_would_place_is_shown_hollow_until_it_ends(view: LegView) -> None:
    before = lights(view.grab().toImage())
    view.show_preview([SHIN, Spot("right", "anterior", SHIN.x, SHIN.y + 40)], "ret")
    shown = view.grab().toImage()
    assert lights(shown) != before
    view.show_preview(())
    assert lights(view.grab().toImage()) == before


def test_a_signed_session_takes_no_line_and_no_pick(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    view.set_read_only(True)
    view.set_tool("burst")
    at = view.spot_to_pixel(THIGH)
    with qtbot.assertNotEmitted(view.stroke_drawn), qtbot.assertNotEmitted(view.site_picked):
        drag(view, at, at + DOWN)
        QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.AltModifier, at)


# Seeing: pan, zoom, fit, fill ---------------------------------------------------------------------------------------


def test_space_and_a_drag_move_the_sheet_and_place_nothing(view: LegView, qtbot: QtBot) -> None:
    view.show_sites([site("1", THIGH)])
    view.zoom(4.0, QPointF(view.spot_to_pixel(THIGH)))
    at = view.spot_to_pixel(THIGH)
    hold(view, Qt.Key.Key_Space, repeats=3)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    with qtbot.assertNotEmitted(view.leg_clicked), qtbot.assertNotEmitted(view.site_moved):
        drag(view, at, at + QPoint(30, 20))
    assert (view.spot_to_pixel(THIGH) - at - QPoint(30, 20)).manhattanLength() <= 2
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.cursor().shape() == Qt.CursorShape.CrossCursor
    with qtbot.waitSignal(view.leg_clicked):
        click(view, THIGH)


def test_two_clicks_on_the_leg_are_two_sites_also_while_zoomed(view: LegView) -> None:
    spots: list[Spot] = []
    view.leg_clicked.connect(spots.append)
    view.zoom(4.0, QPointF(view.spot_to_pixel(THIGH)))
    double_click(view, view.spot_to_pixel(THIGH))
    assert len(spots) == 2
    assert view.zoomed


def test_a_double_click_beside_the_legs_shows_all_views(view: LegView, qtbot: QtBot) -> None:
    view.zoom(3.0, QPointF(0, view.height()))
    low = view.height() - 4
    paper = next(at for at in (QPoint(x, low) for x in range(view.width())) if view.pixel_to_spot(at) is None)
    with qtbot.assertNotEmitted(view.leg_clicked):
        double_click(view, paper)
    assert not view.zoomed


def test_two_clicks_with_the_middle_button_show_all_views_wherever(view: LegView, qtbot: QtBot) -> None:
    view.zoom(4.0, QPointF(view.spot_to_pixel(THIGH)))
    with qtbot.assertNotEmitted(view.leg_clicked):
        double_click(view, view.spot_to_pixel(THIGH), Qt.MouseButton.MiddleButton)
    assert not view.zoomed


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Home, Qt.Key.Key_Escape])
def test_a_key_shows_all_views(view: LegView, key: Qt.Key) -> None:
    turn_wheel(view, view.spot_to_pixel(THIGH), 480)
    assert view.zoomed
    QTest.keyClick(view, key)
    assert not view.zoomed


def test_any_view_can_fill_the_window_and_back(view: LegView) -> None:
    view.show_sites([site("1", THIGH)])
    size = view.viewport.unit * view.viewport.fit.scale
    for panel in view.sheet.panels:
        before = view.viewport.fit.scale
        view.fill_panel(panel.side, panel.view)
        left, top = view.viewport.fit.pixel(panel.box[0], panel.box[3])
        right, bottom = view.viewport.fit.pixel(panel.box[2], panel.box[1])
        assert left >= -1
        assert right <= view.width() + 1
        assert abs((left + right) / 2 - view.width() / 2) < 1
        assert top <= 8 or bottom >= view.height() - 8 or panel.inset
        assert view.viewport.fit.scale >= 2 * before
        assert view.viewport.unit * view.viewport.fit.scale == pytest.approx(size)
        view.fit_all()
        assert not view.zoomed


def test_one_call_fills_the_window_with_the_view_under_the_pointer_and_the_next_shows_all(view: LegView) -> None:
    point(view, SHIN)
    at = SHIN
    view.toggle_fill()
    assert view.viewport.filled is not None
    assert (view.viewport.filled.side, view.viewport.filled.view) == (SHIN.side, SHIN.view)
    assert view.rect().contains(view.spot_to_pixel(at))
    view.toggle_fill()
    assert not view.zoomed


def title(view: LegView, side: str, seen: str) -> QAbstractButton:
    return find(view, QAbstractButton, f"title-{side}-{seen}")


@pytest.mark.parametrize("size", [(946, 478), (1385, 850)], ids=["small", "large"])
def test_the_words_over_every_view_make_it_large_and_bring_all_back(view: LegView, size: tuple[int, int]) -> None:
    view.resize(*size)
    QApplication.processEvents()
    for panel in view.sheet.panels:
        button = title(view, panel.side, panel.view)
        assert view.childAt(button.geometry().center()) is button
        assert button.cursor().shape() == Qt.CursorShape.PointingHandCursor
        assert button.toolTip().startswith("Large")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert view.viewport.filled is panel
        assert view.hasFocus()
        button = title(view, panel.side, panel.view)
        assert button.isVisible()
        assert button.toolTip().startswith("All views")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not view.zoomed


@pytest.mark.parametrize("size", [(946, 478), (1385, 850)], ids=["small", "large"])
def test_the_words_over_a_view_are_large_to_press_and_never_lie_on_skin(view: LegView, size: tuple[int, int]) -> None:
    view.resize(*size)
    QApplication.processEvents()
    for panel in view.sheet.panels:
        where = title(view, panel.side, panel.view).geometry()
        assert where.width() >= 40
        assert where.height() >= (18 if panel.inset else 33)
        for x in range(where.left(), where.right() + 1, 3):
            for y in range(where.top(), where.bottom() + 1, 3):
                assert view.pixel_to_spot(QPoint(x, y)) is None


def tap(view: LegView, finger: QPointingDevice, at: QPoint, left: QPoint | None = None) -> None:
    QTest.touchEvent(view, finger).press(0, at, view).commit()
    QTest.touchEvent(view, finger).release(0, left or at, view).commit()
    QApplication.processEvents()


def test_a_finger_on_the_words_over_a_view_makes_it_large(view: LegView, qtbot: QtBot) -> None:
    QApplication.processEvents()
    button, finger = title(view, "left", "lateral"), QTest.createTouchDevice()
    with qtbot.assertNotEmitted(view.leg_clicked):
        tap(view, finger, button.geometry().center())
        assert view.viewport.filled is view.sheet.panel("left", "lateral")
        tap(view, finger, button.geometry().center())
        assert not view.zoomed
        tap(view, finger, button.geometry().center(), QPoint(200, 200))
        assert not view.zoomed


def test_a_finger_on_the_button_shows_all_views_and_places_nothing(view: LegView, qtbot: QtBot) -> None:
    turn_wheel(view, view.spot_to_pixel(THIGH), 480)
    QApplication.processEvents()
    with qtbot.assertNotEmitted(view.leg_clicked):
        tap(view, QTest.createTouchDevice(), view.whole.geometry().center())
    assert not view.zoomed


def test_while_zoomed_by_the_wheel_no_words_take_a_click_from_the_leg(view: LegView) -> None:
    turn_wheel(view, view.spot_to_pixel(THIGH), 480)
    assert not [each for each in view.findChildren(Title) if each.isVisible()]


def test_a_window_of_another_size_keeps_what_stood_in_its_middle(view: LegView) -> None:
    view.zoom(4.0, QPointF(view.spot_to_pixel(SHIN)))
    middle = view.viewport.fit.sheet(view.width() / 2, view.height() / 2)
    view.resize(1200, 700)
    assert view.viewport.fit.sheet(600, 350) == pytest.approx(middle, abs=2)


def test_a_view_that_fills_the_window_fills_it_at_another_size_too(view: LegView) -> None:
    view.fill_panel("left", "lateral")
    view.resize(1400, 800)
    panel = view.sheet.panel("left", "lateral")
    left, right = (view.viewport.fit.pixel(x, 0)[0] for x in (panel.box[0], panel.box[2]))
    assert (left + right) / 2 == pytest.approx(700, abs=1)
