"""Veins and marks in a list: opened by mouse, touch and key, and by a press with their own tool only."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QToolButton

from sclerochart.domain.leg import Spot
from sclerochart.store import findings, sessions, sites
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.acts import press_key
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LOW = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 80)
HALF_WAY = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 40)


@pytest.fixture
def marked(chart: ChartPage) -> ChartPage:
    """A chart with a vein on the thigh and a stain on the shin, and the tool for sites in force."""
    view = chart.leg_view
    QTest.keyClick(view, Key.Key_D)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(LOW), steps=12)
    QTest.keyClick(view, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_K)
    press_key(Key.Key_S)
    click(view, SHIN)
    QTest.keyClick(view, Key.Key_Escape)
    assert view.tool == "place"
    assert chart.marking.marks.isHidden()
    return chart


def rows(chart: ChartPage) -> list[str]:
    found = chart.findings.list
    return [found.item(at).text() for at in range(found.count())]


def press_row(chart: ChartPage, at: int) -> None:
    found = chart.findings.list
    middle = found.visualItemRect(found.item(at)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_a_key_shows_veins_and_marks_by_their_names_in_the_place_of_the_table(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_E)
    assert marked.table.isHidden()
    vein, mark = rows(marked)
    assert vein.startswith("a · Telangiectasia, ")
    assert "Right lateral thigh" in vein
    assert mark == "b · Staining\nRight anterior shin, middle ⅓"
    assert marked.findings.list.hasFocus()
    press_key(Key.Key_Escape)
    assert marked.findings.isHidden()
    assert marked.table.isVisible()
    assert marked.leg_view.hasFocus()


def test_without_any_the_list_says_how_to_make_them(chart: ChartPage) -> None:
    QTest.keyClick(chart.leg_view, Key.Key_E)
    empty = chart.findChild(QLabel, "findings-empty")
    assert empty is not None
    assert empty.isVisible()
    assert "draws" in empty.text()


def test_a_press_on_a_row_opens_its_strip(marked: ChartPage) -> None:
    button = marked.findChild(QToolButton, "tool-list")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    press_row(marked, 0)
    assert marked.marking.runs.isVisible()
    assert "mm long" in marked.marking.runs.said.text()
    press_row(marked, 1)
    assert marked.marking.runs.isHidden()
    assert marked.marking.marks.details.isVisible()
    assert "Staining" in marked.marking.marks.details.said.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert marked.table.isVisible()


def test_rows_are_as_high_as_a_gloved_finger_and_a_touch_opens_one(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_E)
    found: QListWidget = marked.findings.list
    assert found.visualItemRect(found.item(0)).height() >= 44
    QApplication.processEvents()
    at = found.viewport().mapTo(marked, found.visualItemRect(found.item(1)).center())
    finger = QTest.createTouchDevice()
    QTest.touchEvent(marked, finger).press(0, at, marked).commit()
    QTest.touchEvent(marked, finger).release(0, at, marked).commit()
    assert marked.marking.marks.details.isVisible()


def test_by_keys_alone_a_mark_is_opened_and_a_vein_is_removed_and_undone(marked: ChartPage) -> None:
    db = marked.workspace.db
    QTest.keyClick(marked.leg_view, Key.Key_E)
    press_key(Key.Key_Down)
    press_key(Key.Key_Return)
    assert marked.marking.marks.details.note.hasFocus()
    press_key(Key.Key_Return)
    assert marked.leg_view.hasFocus()
    marked.findings.list.setFocus()
    press_key(Key.Key_Up)
    press_key(Key.Key_Delete)
    assert findings.runs_of_session(db, marked.session_id) == []
    assert [row[:1] for row in rows(marked)] == ["a"]
    marked.workspace.undo(marked.scope())
    assert len(rows(marked)) == 2


def test_what_is_current_in_the_list_is_shown_on_the_diagram(marked: ChartPage) -> None:
    def views() -> set[tuple[str, str]]:
        view = marked.leg_view
        return set(view.layers.shapes("chosen", view.sheet, view.viewport.unit, "light"))

    assert views() == set()
    QTest.keyClick(marked.leg_view, Key.Key_E)
    assert (THIGH.side, THIGH.view) in views()
    press_key(Key.Key_Down)
    assert (SHIN.side, SHIN.view) in views()
    assert (THIGH.side, THIGH.view) not in views()
    press_key(Key.Key_Delete)
    assert (THIGH.side, THIGH.view) in views()
    press_key(Key.Key_Escape)
    assert views() == set()


def test_letters_and_numbers_mean_what_they_mean_on_the_chart_while_the_list_has_the_keys(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_E)
    press_key(Key.Key_4)
    press_key(Key.Key_V)
    assert (marked.next_site.volume_ul, marked.next_site.vein_type) == (300, "var-small")


def test_with_the_tool_for_sites_a_press_on_a_vein_or_mark_places_a_site(marked: ChartPage) -> None:
    click(marked.leg_view, HALF_WAY)
    click(marked.leg_view, SHIN)
    assert len(sites.of_session(marked.workspace.db, marked.session_id)) == 2
    assert marked.marking.runs.isHidden()
    assert marked.marking.marks.isHidden()


def test_with_the_tool_for_veins_a_press_on_one_opens_it_and_beside_it_does_nothing(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_D)
    click(marked.leg_view, CALF)
    assert marked.marking.runs.isHidden()
    click(marked.leg_view, HALF_WAY)
    assert marked.marking.runs.isVisible()
    assert len(findings.runs_of_session(marked.workspace.db, marked.session_id)) == 1
    assert sites.of_session(marked.workspace.db, marked.session_id) == []


def test_with_the_cursor_and_the_tool_for_marks_enter_on_a_mark_opens_it(marked: ChartPage) -> None:
    view = marked.leg_view
    QTest.keyClick(view, Key.Key_K)
    press_key(Key.Key_B)
    view.set_cursor_mode(True)
    view.move_cursor(SHIN)
    QTest.keyClick(view, Key.Key_Return)
    assert len(findings.marks_of_session(marked.workspace.db, marked.session_id)) == 1
    assert "Staining" in marked.marking.marks.details.said.text()


def test_what_is_hidden_on_the_diagram_is_not_pressed(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_J)
    QTest.keyClick(marked.leg_view, Key.Key_D)
    click(marked.leg_view, HALF_WAY)
    assert marked.marking.runs.isHidden()


def test_once_signed_the_list_opens_everything_and_removes_nothing(marked: ChartPage) -> None:
    marked.workspace.do(sessions.sign, marked.session_id, reason="a reason")
    QTest.keyClick(marked.leg_view, Key.Key_E)
    press_key(Key.Key_Delete)
    assert len(rows(marked)) == 2
    press_row(marked, 0)
    assert marked.marking.runs.isVisible()
    assert not marked.marking.runs.remove.isEnabled()


def test_the_list_fits_a_small_laptop(marked: ChartPage) -> None:
    QTest.keyClick(marked.leg_view, Key.Key_E)
    QApplication.processEvents()
    assert marked.minimumSizeHint().height() <= 700
    assert marked.minimumSizeHint().width() <= 1366
    bottom = marked.findings.mapTo(marked, QPoint(0, marked.findings.height())).y()
    assert bottom <= marked.height()
    found = marked.findings.list
    assert found.viewport().rect().contains(found.visualItemRect(found.item(1)))
