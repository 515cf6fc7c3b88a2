"""What is drawn and marked by hand: lines and outlines of marks, one vein and the sites on it, and what comes first."""

import math
from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from sclerochart.documents.record import record_pdf
from sclerochart.domain import moments
from sclerochart.domain.atlas import shipped
from sclerochart.domain.findings import Mark
from sclerochart.domain.leg import Spot
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.shapes import Path
from sclerochart.store import findings, sessions, sites
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.acts import focused, press_key
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag, move, point, press, release
from tests.ui.finding import find

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LOWER = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 120)


def key(page: ChartPage, which: Qt.Key) -> None:
    QTest.keyClick(page.leg_view, which)


def marks(page: ChartPage) -> list[Mark]:
    return findings.marks_of_session(page.workspace.db, page.session_id)


def placed(page: ChartPage) -> list[str | None]:
    return [site.run_id for site in sites.of_session(page.workspace.db, page.session_id)]


def drag_along(page: ChartPage, start: Spot = THIGH, end: Spot = LOWER) -> None:
    view = page.leg_view
    drag(view, view.spot_to_pixel(start), view.spot_to_pixel(end), steps=20)


def draw_round(page: ChartPage, middle: Spot, radius: int = 14) -> None:
    """A closed line round a place, ending where it began."""
    view, at = page.leg_view, page.leg_view.spot_to_pixel(middle)
    ring = [at + QPoint(round(radius * math.cos(a / 4)), round(radius * math.sin(a / 4))) for a in range(26)]
    press(view, ring[0])
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        move(view, one, other, steps=2)
    release(view, ring[0])


def choose(page: ChartPage, letter: Qt.Key) -> None:
    key(page, Key.Key_K)
    press_key(letter)


# Lines and outlines ---------------------------------------------------------------------------------------------------


def test_a_drag_with_the_mark_tool_draws_a_reflux_line_on_screen_and_in_the_record(chart: ChartPage) -> None:
    before = set(chart.leg_view.shapes())
    choose(chart, Key.Key_R)
    drag_along(chart)
    (mark,) = marks(chart)
    assert (mark.kind, mark.place.view) == ("reflux", "lateral")
    assert len(mark.points) >= 2
    assert math.dist(mark.points[0], mark.points[-1]) / 10 == pytest.approx(120, abs=15)
    lines = [each for each in set(chart.leg_view.shapes()) - before if isinstance(each, Path) and each.dash]
    assert lines
    record = sessions.record(chart.workspace.db, chart.session_id)
    text, paths = on_paper(record)
    assert "Reflux line (scan)" in text
    assert paths > on_paper(replace(record, marks=(replace(mark, points=()),)))[1]


def on_paper(record: SessionRecord) -> tuple[str, int]:
    """The words of a printed record, and how many paths are drawn in it."""
    pages = list(pypdfium2.PdfDocument(record_pdf(record, pictures=(), printed_at=moments.now())))
    paths = sum(len(list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]))) for page in pages)
    return "\n".join(page.get_textpage().get_text_range() for page in pages), paths


@pytest.mark.parametrize("letter", ["L", "M", "S", "B", "U"])
def test_an_area_gets_the_closed_outline_that_was_drawn_round_it(chart: ChartPage, letter: str) -> None:
    before = set(chart.leg_view.shapes())
    choose(chart, Key[f"Key_{letter}"])
    draw_round(chart, SHIN)
    (mark,) = marks(chart)
    assert len(mark.points) >= 4
    middle = shipped().spot_in("anterior", SHIN.side, mark.place.point)
    assert middle is not None
    assert math.hypot(middle.spot.x - SHIN.x, middle.spot.y - SHIN.y) < 8
    new = [each for each in set(chart.leg_view.shapes()) - before if isinstance(each, Path)]
    closed = [each for each in new if each.fill_opacity == 0.07 and each.commands[-1][0] == "Z"]
    assert len(closed) == 1


def test_an_outline_is_drawn_by_the_keys_of_the_cursor(chart: ChartPage) -> None:
    view = chart.leg_view
    key(chart, Key.Key_I)
    choose(chart, Key.Key_L)
    view.move_cursor(SHIN)
    QTest.keyClick(view, Key.Key_Return, Modifier.ShiftModifier)
    for arrow in (Key.Key_Down, Key.Key_Left, Key.Key_Up):
        QTest.keyClick(view, arrow, Modifier.ControlModifier)
    assert marks(chart) == []
    key(chart, Key.Key_Return)
    (mark,) = marks(chart)
    corners = [shipped().spot_in(SHIN.view, SHIN.side, each) for each in mark.points]
    drawn = [(each.spot.x - SHIN.x, each.spot.y - SHIN.y) for each in corners if each is not None]
    for corner in ((0, 0), (0, -10), (-10, -10), (-10, 0)):  # as a hand's line is, it is rounded there
        assert min(math.dist(corner, each) for each in drawn) < 4


def test_enter_alone_still_marks_a_point_at_the_cursor(chart: ChartPage) -> None:
    key(chart, Key.Key_I)
    choose(chart, Key.Key_L)
    chart.leg_view.move_cursor(SHIN)
    key(chart, Key.Key_Return)
    assert [mark.points for mark in marks(chart)] == [()]


@pytest.mark.parametrize(("letter", "kind"), [("P", "perforator"), ("N", "note")])
def test_what_has_no_line_stands_where_the_hand_let_go(chart: ChartPage, letter: str, kind: str) -> None:
    choose(chart, Key[f"Key_{letter}"])
    drag_along(chart)
    (mark,) = marks(chart)
    assert (mark.kind, mark.points) == (kind, ())
    there = shipped().place(LOWER)
    assert there is not None
    assert math.dist(mark.place.point, there.point) / 10 < 6


def test_a_hand_that_trembles_marks_a_point(chart: ChartPage) -> None:
    choose(chart, Key.Key_R)
    at = chart.leg_view.spot_to_pixel(THIGH)
    press(chart.leg_view, at)
    move(chart.leg_view, at, at + QPoint(4, 3), steps=4)
    move(chart.leg_view, at + QPoint(4, 3), at + QPoint(1, 1), steps=4)
    release(chart.leg_view, at + QPoint(1, 1))
    (mark,) = marks(chart)
    assert mark.points == ()


def test_a_press_on_a_mark_opens_it_and_a_drag_from_it_draws(chart: ChartPage) -> None:
    choose(chart, Key.Key_R)
    click(chart.leg_view, THIGH)
    click(chart.leg_view, THIGH)
    assert len(marks(chart)) == 1
    drag_along(chart)
    assert [len(mark.points) > 1 for mark in marks(chart)] == [False, True]


def test_a_line_that_was_drawn_is_one_step(chart: ChartPage) -> None:
    choose(chart, Key.Key_L)
    draw_round(chart, SHIN)
    chart.workspace.undo(chart.scope())
    assert marks(chart) == []


# What to mark comes first ---------------------------------------------------------------------------------------------


def test_a_click_before_it_is_chosen_what_to_mark_places_nothing_and_says_so(chart: ChartPage) -> None:
    heard: list[str] = []
    chart.workspace.problem.connect(heard.append)
    key(chart, Key.Key_K)
    click(chart.leg_view, SHIN)
    assert (placed(chart), marks(chart)) == ([], [])
    assert heard == ["Choose what to mark first, by its button or its letter. Nothing was changed."]
    press_key(Key.Key_S)
    click(chart.leg_view, SHIN)
    assert [mark.kind for mark in marks(chart)] == ["staining"]
    assert placed(chart) == []


def test_a_drag_before_it_is_chosen_marks_nothing_either(chart: ChartPage) -> None:
    key(chart, Key.Key_K)
    drag_along(chart)
    assert (placed(chart), marks(chart)) == ([], [])


def test_escape_closes_the_marks_and_the_next_click_is_a_site(chart: ChartPage) -> None:
    key(chart, Key.Key_K)
    press_key(Key.Key_Escape)
    assert chart.leg_view.tool == "place"
    assert chart.marking.marks.isHidden()
    assert chart.leg_view.hasFocus()
    click(chart.leg_view, SHIN)
    assert len(placed(chart)) == 1


def test_another_tool_closes_the_marks_that_wait_for_a_choice(chart: ChartPage) -> None:
    key(chart, Key.Key_K)
    chart.entering.choose_place()
    assert chart.marking.marks.isHidden()
    click(chart.leg_view, SHIN)
    assert len(placed(chart)) == 1


# A vein and its sites -------------------------------------------------------------------------------------------------


def test_after_one_vein_the_next_click_is_a_site_on_it_and_its_strip_goes(chart: ChartPage) -> None:
    key(chart, Key.Key_D)
    drag_along(chart)
    assert chart.leg_view.tool == "place"
    assert find(chart, QToolButton, "tool-place").isChecked()
    assert chart.marking.runs.isVisible()
    assert chart.leg_view.hasFocus()
    click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 60))
    (run,) = findings.runs_of_session(chart.workspace.db, chart.session_id)
    assert placed(chart) == [run.id]
    assert chart.marking.runs.isHidden()


def test_escape_once_closes_the_strip_of_the_vein_and_nothing_else(chart: ChartPage) -> None:
    key(chart, Key.Key_D)
    drag_along(chart)
    chart.leg_view.zoom(1.5)
    key(chart, Key.Key_Escape)
    assert chart.marking.runs.isHidden()
    assert chart.leg_view.zoomed
    chart.leg_view.fit_all()
    point(chart.leg_view, CALF)
    key(chart, Key.Key_D)
    drag_along(chart, CALF, Spot(CALF.side, CALF.view, CALF.x, CALF.y - 90))
    chart.marking.runs.begin()
    assert focused() is not chart.leg_view
    press_key(Key.Key_Escape)
    assert chart.marking.runs.isHidden()
    assert chart.leg_view.hasFocus()


def test_a_second_vein_is_drawn_by_pressing_the_key_again(chart: ChartPage) -> None:
    for start in (THIGH, CALF):
        key(chart, Key.Key_D)
        drag_along(chart, start, Spot(start.side, start.view, start.x, start.y - 90))
    assert len(findings.runs_of_session(chart.workspace.db, chart.session_id)) == 2
    assert chart.leg_view.tool == "place"


def with_vein(page: ChartPage) -> QPoint:
    """A vein down the thigh; a pixel on it."""
    key(page, Key.Key_D)
    drag_along(page)
    key(page, Key.Key_Escape)
    return page.leg_view.spot_to_pixel(Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 60))


@pytest.mark.parametrize(("away", "on_it"), [(0, True), (5, True), (8, True), (16, False)])
def test_a_site_within_a_hands_reach_of_a_vein_lies_on_it(chart: ChartPage, away: int, on_it: bool) -> None:
    at = with_vein(chart) + QPoint(away, 0)
    QTest.mouseClick(chart.leg_view, Qt.MouseButton.LeftButton, pos=at)
    assert [run is not None for run in placed(chart)] == [on_it]


def test_the_reach_shrinks_to_four_millimetres_as_the_legs_grow(chart: ChartPage) -> None:
    at = with_vein(chart)
    view = chart.leg_view
    view.zoom(8.0, QPointF(at))
    beside = view.spot_to_pixel(Spot(THIGH.side, THIGH.view, THIGH.x + 6, THIGH.y - 60))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=beside)
    assert placed(chart) == [None]


def test_a_finger_reaches_a_vein_from_farther_away(chart: ChartPage) -> None:
    at = with_vein(chart) + QPoint(16, 0)
    finger = QTest.createTouchDevice()
    assert isinstance(finger, QPointingDevice)
    QTest.touchEvent(chart.leg_view, finger).press(0, at, chart.leg_view).commit()
    QTest.touchEvent(chart.leg_view, finger).release(0, at, chart.leg_view).commit()
    assert [run is not None for run in placed(chart)] == [True]
