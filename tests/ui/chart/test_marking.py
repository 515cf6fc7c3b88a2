"""Veins, marks and notes on the chart; the ledger by region; what stands out before signing."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.domain.markers import placed
from sclerochart.domain.shapes import Text
from sclerochart.store import findings, sessions, sites
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.acts import press_key, type_keys
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag, point

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def key(page: ChartPage, which: Qt.Key, modifiers: Modifier = Modifier.NoModifier) -> None:
    QTest.keyClick(page.leg_view, which, modifiers)


def draw_vein(page: ChartPage) -> None:
    view = page.leg_view
    end = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 80)
    key(page, Key.Key_D)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(end), steps=12)


def test_a_mark_is_placed_by_its_letter_and_a_click_and_no_site_with_it(chart: ChartPage) -> None:
    key(chart, Key.Key_K)
    press_key(Key.Key_S)
    assert chart.leg_view.tool == "mark"
    assert chart.leg_view.hasFocus()
    click(chart.leg_view, SHIN)
    db = chart.workspace.db
    assert [mark.kind for mark in findings.marks_of_session(db, chart.session_id)] == ["staining"]
    assert sites.of_session(db, chart.session_id) == []
    assert chart.leg_view.layers.shown("marks")
    key(chart, Key.Key_Escape)
    assert chart.leg_view.tool == "place"
    assert chart.marking.marks.isHidden()
    click(chart.leg_view, CALF)
    assert len(sites.of_session(db, chart.session_id)) == 1


def test_a_note_is_pinned_with_a_phrase_of_the_clinic_by_three_keys_and_a_click(chart: ChartPage) -> None:
    chart.workspace.do(findings.set_phrases, ["Blanched well", "Tender"])
    key(chart, Key.Key_N)
    click(chart.leg_view, SHIN)
    press_key(Key.Key_2)
    press_key(Key.Key_Return)
    found = findings.marks_of_session(chart.workspace.db, chart.session_id)
    assert [(mark.kind, mark.note) for mark in found] == [("note", "Tender")]
    assert chart.leg_view.hasFocus()


def test_a_click_on_a_mark_with_its_tool_opens_it_and_marks_nothing_more(chart: ChartPage) -> None:
    key(chart, Key.Key_K)
    press_key(Key.Key_M)
    click(chart.leg_view, SHIN)
    click(chart.leg_view, SHIN)
    assert len(findings.marks_of_session(chart.workspace.db, chart.session_id)) == 1


def test_a_drawn_vein_shows_its_strip_and_the_key_over_it_opens_it_again(chart: ChartPage) -> None:
    draw_vein(chart)
    assert chart.marking.runs.isVisible()
    assert chart.leg_view.layers.shown("runs")
    key(chart, Key.Key_Escape)
    assert chart.leg_view.tool == "place"
    assert chart.marking.runs.isHidden()
    point(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 40))
    key(chart, Key.Key_D)
    assert chart.marking.runs.isVisible()
    assert chart.leg_view.tool == "place"
    press_key(Key.Key_R)
    assert [run.vein_type for run in findings.runs_of_session(chart.workspace.db, chart.session_id)] == ["ret"]


def test_one_key_hides_veins_and_marks_and_shows_them_again(chart: ChartPage) -> None:
    draw_vein(chart)
    key(chart, Key.Key_J)
    assert not chart.leg_view.layers.shown("runs")
    key(chart, Key.Key_J)
    assert chart.leg_view.layers.shown("runs")


def test_a_region_of_the_ledger_leaves_only_its_sites_in_the_table(chart: ChartPage) -> None:
    click(chart.leg_view, SHIN)
    click(chart.leg_view, CALF)
    button = chart.findChild(QToolButton, "by-region")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    placed = sites.of_session(chart.workspace.db, chart.session_id)
    first = placed[0]
    row = chart.findChild(QPushButton, f"region-{first.place.side}-{first.region.lower()}")
    assert row is not None
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert [chart.table.isRowHidden(at) for at in range(2)] == [False, True]
    click(chart.leg_view, CALF)
    assert [chart.table.isRowHidden(at) for at in range(3)] == [False, True, True]
    key(chart, Key.Key_Y)
    assert [chart.table.isRowHidden(at) for at in range(3)] == [False] * 3


def test_a_site_ten_times_its_neighbours_is_named_before_signing_and_nothing_waits(
    chart: ChartPage, qtbot: QtBot
) -> None:
    for n in range(4):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 9 * n))
    key(chart, Key.Key_6)
    click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 45))
    remarks = chart.findChild(QLabel, "sign-remarks")
    assert remarks is not None
    qtbot.waitUntil(lambda: "Site 5" in remarks.text(), timeout=3000)
    assert "1.0 ml" in remarks.text()
    QTest.mouseClick(chart.sign.sign, Qt.MouseButton.LeftButton)
    reason = chart.findChild(QLineEdit, "sign-reason")
    assert reason is not None
    reason.setFocus()
    type_keys("practice session")
    press_key(Key.Key_Return)
    assert sessions.get(chart.workspace.db, chart.session_id).signed
    qtbot.waitUntil(lambda: remarks.text() == "", timeout=3000)


def test_a_site_on_the_other_leg_is_asked_about_while_charting_goes_on(chart: ChartPage) -> None:
    chart.workspace.do(sessions.set_plan, chart.session_id, "right")
    click(chart.leg_view, CALF)
    assert chart.entering.question.asks()
    click(chart.leg_view, CALF)
    assert len(sites.of_session(chart.workspace.db, chart.session_id)) == 2
    keep = chart.findChild(QPushButton, "side-keep")
    assert keep is not None
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert not chart.entering.question.asks()
    assert chart.leg_view.hasFocus()
    click(chart.leg_view, CALF)
    assert not chart.entering.question.asks()


def test_the_window_of_totals_opens_and_closes_by_key_and_leaves_the_keys_here(chart: ChartPage) -> None:
    key(chart, Key.Key_T, Modifier.ControlModifier)
    assert chart.totals.isVisible()
    key(chart, Key.Key_T, Modifier.ControlModifier)
    assert not chart.totals.isVisible()
    assert QApplication.focusWidget() is chart.leg_view


def test_with_everything_open_the_chart_still_fits_a_small_laptop(chart: ChartPage) -> None:
    chart.workspace.do(sessions.set_plan, chart.session_id, "right")
    click(chart.leg_view, CALF)
    for which in (Key.Key_Y, Key.Key_G, Key.Key_H, Key.Key_W):
        key(chart, which)
    for strip in (chart.entering.syringe, chart.marking.marks):
        strip.begin()
        assert chart.minimumSizeHint().height() <= 700
        assert chart.minimumSizeHint().width() <= 1366
        strip.hide()


def test_neither_an_earlier_draft_nor_a_signed_session_makes_the_window_wider(chart: ChartPage) -> None:
    now = chart.loaded.session.treated_at
    earlier = replace(now, utc=now.utc - 45 * 86_400)
    chart.workspace.do(sessions.set_treated_at, chart.session_id, earlier)
    assert chart.header.state.text() != "Draft"
    assert chart.minimumSizeHint().width() <= 1366
    chart.workspace.do(sessions.sign, chart.session_id, reason="a reason")
    assert chart.minimumSizeHint().width() <= 1366


def test_the_name_of_a_vein_makes_room_for_the_numbers_of_sites_placed_on_it(chart: ChartPage) -> None:
    def tag() -> tuple[float, float]:
        view = chart.leg_view
        shapes = view.layers.shapes("runs", view.sheet, view.viewport.unit, "light")[THIGH.side, THIGH.view]
        (found,) = [(shape.x, shape.y) for shape in shapes if isinstance(shape, Text)]
        return found

    draw_vein(chart)
    key(chart, Key.Key_Escape)
    before = tag()
    for n in range(6):
        click(chart.leg_view, Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y + 12 - 6 * n))
    unit = chart.leg_view.viewport.unit
    numbers = [
        (one.mark.x + one.dx * unit, one.mark.y + one.dy * unit)
        for one in placed(chart.leg_view.shown.marks[THIGH.side, THIGH.view], unit)
    ]
    assert any(abs(x - before[0]) < 14 * unit and abs(y - before[1]) < 10 * unit for x, y in numbers)
    here = tag()
    assert not any(abs(x - here[0]) < 14 * unit and abs(y - here[1]) < 10 * unit for x, y in numbers)


def test_the_letters_of_an_open_strip_are_for_it_while_the_diagram_has_the_keys(chart: ChartPage) -> None:
    next_type = chart.next_site.vein_type
    draw_vein(chart)
    assert chart.leg_view.hasFocus()
    key(chart, Key.Key_T)
    assert [run.vein_type for run in chart.loaded.runs] == ["tel"]
    key(chart, Key.Key_R)
    assert [run.vein_type for run in chart.loaded.runs] == ["ret"]
    assert chart.next_site.vein_type == next_type
    key(chart, Key.Key_Escape)
    assert chart.marking.runs.isHidden()
    key(chart, Key.Key_R)
    assert chart.next_site.vein_type == "ret"


def test_a_letter_of_the_marks_chooses_another_kind_and_opens_nothing_else(chart: ChartPage) -> None:
    next_type = chart.next_site.vein_type
    key(chart, Key.Key_K)
    press_key(Key.Key_S)
    click(chart.leg_view, SHIN)
    for which, kind in ((Key.Key_M, "matting"), (Key.Key_S, "staining"), (Key.Key_R, "reflux"), (Key.Key_B, "bruise")):
        key(chart, which)
        assert chart.marking.marks.kind == kind
        assert chart.leg_view.tool == "mark"
    assert chart.entering.syringe.isHidden()
    assert chart.next_site.vein_type == next_type
    click(chart.leg_view, CALF)
    assert [mark.kind for mark in chart.loaded.marks] == ["staining", "bruise"]


def test_a_strip_that_was_only_looked_at_goes_with_the_next_site_or_by_escape(chart: ChartPage) -> None:
    draw_vein(chart)
    key(chart, Key.Key_R)
    key(chart, Key.Key_Escape)
    on_it = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 40)
    for leave in (lambda: click(chart.leg_view, CALF), lambda: key(chart, Key.Key_Escape)):
        point(chart.leg_view, on_it)
        key(chart, Key.Key_D)
        assert chart.marking.runs.isVisible()
        assert chart.leg_view.tool == "place"
        leave()
        assert chart.marking.runs.isHidden()
        key(chart, Key.Key_T)
        assert chart.next_site.vein_type == "tel"
        assert [run.vein_type for run in chart.loaded.runs] == ["ret"]
