"""Keys: the table, the sheet made from it, keys of the clinic's own, and the README that says the same."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sclerochart.store import sites
from sclerochart.ui.chart.actions import ACTIONS, BY_ID, GROUPS, Bindings, readme_table
from sclerochart.ui.chart.keys import event_of, key_name, read_bindings
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.hands import SHIN, click, point

README = Path(__file__).parents[3] / "README.md"
Key, Modifier = Qt.Key, Qt.KeyboardModifier


def sheet_button(page: ChartPage, action_id: str) -> QPushButton:
    found = page.findChild(QPushButton, f"key-{action_id}")
    assert found is not None
    return found


def open_sheet(page: ChartPage) -> QWidget:
    QTest.keyClick(page.leg_view, Key.Key_Question, Modifier.ShiftModifier)
    assert page.key_sheet.isVisible()
    return page.key_sheet


def give_key(page: ChartPage, action_id: str, key: Qt.Key, modifier: Modifier = Modifier.NoModifier) -> None:
    """Open the sheet, press the action's button, press the key, close the sheet: all by keys."""
    open_sheet(page)
    found = sheet_button(page, action_id)
    found.setFocus()
    QTest.keyClick(found, Key.Key_Return)
    assert found.text() == "Press a key"
    QTest.keyClick(found, key, modifier)
    QTest.keyClick(found, Key.Key_Escape)
    assert not page.key_sheet.isVisible()


def test_no_two_actions_share_a_key_where_both_apply() -> None:
    for action in ACTIONS:
        if not action.fixed:
            assert [key for key in action.keys if Bindings().taken(action.id, key)] == [], action.id


def test_every_action_is_in_a_group_and_named_once() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert {action.group for action in ACTIONS} == set(GROUPS)


@pytest.mark.parametrize("name", sorted({key for action in ACTIONS if not action.fixed for key in action.keys}))
def test_every_key_of_the_table_is_what_pressing_it_is_called(name: str) -> None:
    assert key_name(event_of(name, QEvent.Type.KeyPress)) == name


def test_keys_of_a_keypad_and_capital_letters_are_the_same_keys() -> None:
    press = QEvent.Type.KeyPress
    assert key_name(QKeyEvent(press, Key.Key_2, Modifier.KeypadModifier, "2")) == "2"
    assert key_name(QKeyEvent(press, Key.Key_Enter, Modifier.KeypadModifier)) == "Enter"
    assert key_name(QKeyEvent(press, Key.Key_R, Modifier.ShiftModifier, "R")) == "R"
    assert key_name(QKeyEvent(press, Key.Key_Question, Modifier.ShiftModifier, "?")) == "?"
    assert key_name(QKeyEvent(press, Key.Key_Shift, Modifier.ShiftModifier)) == ""


def test_the_readme_says_the_keys_of_the_table() -> None:
    assert readme_table() in README.read_text(encoding="utf-8")


def test_the_sheet_lists_every_action_with_its_keys(chart: ChartPage) -> None:
    sheet = open_sheet(chart)
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for action in ACTIONS:
        assert action.words in said
        if not action.fixed:
            assert sheet_button(chart, action.id).text() == ", ".join(action.keys)
    QTest.keyClick(sheet, Key.Key_Escape)
    assert chart.leg_view.hasFocus()


def test_keys_do_nothing_on_the_chart_while_the_sheet_is_open(chart: ChartPage) -> None:
    before = chart.next_site.volume_ul
    open_sheet(chart)
    QTest.keyClick(chart.key_sheet.shut, Key.Key_5)
    assert chart.next_site.volume_ul == before


def test_a_pedal_that_sends_a_key_can_take_over_an_action(chart: ChartPage, workspace: Workspace) -> None:
    give_key(chart, "volume-500", Key.Key_F13)
    assert chart.leg_view.hasFocus()
    QTest.keyClick(chart.leg_view, Key.Key_F13)
    assert chart.next_site.volume_ul == 500
    assert read_bindings(workspace.db).keys("volume-500") == ("5", "F13")
    assert workspace.db.value("SELECT count(*) FROM step WHERE label LIKE '%key%'") == 0


def test_a_key_that_is_given_away_leaves_its_old_action(chart: ChartPage) -> None:
    give_key(chart, "volume-500", Key.Key_1)
    said = chart.findChild(QLabel, "key-sheet-words")
    assert said is not None
    assert "It was the key for “0.05 ml”" in said.text()
    QTest.keyClick(chart.leg_view, Key.Key_1)
    assert chart.next_site.volume_ul == 500
    assert sheet_button(chart, "volume-50").text() == "✎ no key"


def test_usual_keys_come_back(chart: ChartPage) -> None:
    give_key(chart, "volume-500", Key.Key_1)
    open_sheet(chart)
    QTest.mouseClick(chart.key_sheet.again, Qt.MouseButton.LeftButton)
    assert sheet_button(chart, "volume-50").text() == "1"
    QTest.keyClick(chart.key_sheet.shut, Key.Key_Escape)
    QTest.keyClick(chart.leg_view, Key.Key_1)
    assert chart.next_site.volume_ul == 50


def test_a_key_of_the_diagram_itself_can_be_given_to_a_pedal(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    click(chart.leg_view, SHIN)
    point(chart.leg_view, SHIN)
    give_key(chart, "remove-site", Key.Key_F14)
    point(chart.leg_view, SHIN)
    QTest.keyClick(chart.leg_view, Key.Key_F14)
    assert sites.of_session(workspace.db, session_id) == []


def test_plain_keys_stay_with_the_field_in_which_somebody_writes(chart: ChartPage) -> None:
    before = chart.next_site.volume_ul
    chart.header.notes.setFocus()
    QTest.keyClicks(chart.header.notes, "5 left calf?")
    assert chart.header.notes.text() == "5 left calf?"
    assert chart.next_site.volume_ul == before
    assert not chart.key_sheet.isVisible()


def test_keys_that_cannot_be_read_are_as_if_nothing_were_changed(workspace: Workspace) -> None:
    workspace.db.set_setting("chart_keys", "not json")
    assert read_bindings(workspace.db).changed == {}
    workspace.db.set_setting("chart_keys", '{"gone": ["X"], "undo": ["X"], "note": ["F9"]}')
    assert read_bindings(workspace.db).changed == {"note": ("F9",)}
    workspace.db.set_setting("chart_keys", '{"fill": ["Ctrl+Z", "F8"], "cursor-place": ["Space"]}')
    assert read_bindings(workspace.db).changed == {"fill": ("F8",), "cursor-place": ("Space",)}


def said(page: ChartPage) -> str:
    found = page.findChild(QLabel, "key-sheet-words")
    assert found is not None
    return found.text()


def test_a_key_of_the_cursor_keeps_its_meaning_while_there_is_no_cursor(chart: ChartPage) -> None:
    give_key(chart, "cursor-place", Key.Key_2)
    assert said(chart).endswith("It stays the key for “0.1 ml” at other times.")
    QTest.keyClick(chart.leg_view, Key.Key_4)
    QTest.keyClick(chart.leg_view, Key.Key_2)
    assert chart.next_site.volume_ul == 100
    QTest.keyClick(chart.leg_view, Key.Key_4)
    QTest.keyClick(chart.leg_view, Key.Key_I)
    QTest.keyClick(chart.leg_view, Key.Key_2)
    placed = sites.of_session(chart.workspace.db, chart.session_id)
    assert [site.volume_ul for site in placed] == [300]
    assert chart.next_site.volume_ul == 300


def test_a_key_of_a_site_keeps_its_meaning_beside_one(chart: ChartPage) -> None:
    click(chart.leg_view, SHIN)
    give_key(chart, "remove-site", Key.Key_5)
    point(chart.leg_view, QPoint(3, 3))
    QTest.keyClick(chart.leg_view, Key.Key_5)
    assert chart.next_site.volume_ul == 500
    point(chart.leg_view, SHIN)
    QTest.keyClick(chart.leg_view, Key.Key_5)
    assert sites.of_session(chart.workspace.db, chart.session_id) == []


@pytest.mark.parametrize(
    ("key", "modifier", "words"),
    [
        (Key.Key_Z, Modifier.ControlModifier, "Ctrl+Z stays the key for “Undo”"),
        (Key.Key_Z, Modifier.ControlModifier | Modifier.ShiftModifier, "Ctrl+Shift+Z stays the key for “Redo”"),
        (Key.Key_L, Modifier.ControlModifier, "Ctrl+L stays the key for “Lock the vault”"),
        (Key.Key_Down, Modifier.NoModifier, "Down stays the key for “Move a site or the cursor”"),
        (Key.Key_Left, Modifier.AltModifier, "Alt+Left stays the key for “Back”"),
        (Key.Key_Period, Modifier.NoModifier, ". stays the key for “Type its volume: such as .2”"),
        (Key.Key_1, Modifier.AltModifier, "Alt+1 stays the key for “Change its volume or vein type”"),
        (Key.Key_R, Modifier.AltModifier, "Alt+R stays the key for “Change its volume or vein type”"),
        (Key.Key_Space, Modifier.NoModifier, "Space stays the key for “Hold and drag: move what is shown”"),
        (Key.Key_Tab, Modifier.NoModifier, "Tab stays the key for “Go to the next part of the page”"),
    ],
)
def test_a_key_that_always_means_something_else_is_refused_in_a_sentence(
    chart: ChartPage, workspace: Workspace, key: Qt.Key, modifier: Modifier, words: str
) -> None:
    give_key(chart, "walk", key, modifier)
    assert said(chart) == f"{words}. Nothing was changed."
    assert read_bindings(workspace.db).changed == {}
    assert sheet_button(chart, "walk").text() == "W"


def test_one_key_of_an_action_can_be_taken_away_and_given_back(chart: ChartPage, workspace: Workspace) -> None:
    view = chart.leg_view
    give_key(chart, "cursor-place", Key.Key_Space)
    assert said(chart) == "Space is no longer a key for “Place a site at the cursor”."
    assert sheet_button(chart, "cursor-place").text() == "✎ Enter"
    QTest.keyClick(view, Key.Key_I)
    QTest.keyClick(view, Key.Key_Space)
    assert sites.of_session(workspace.db, chart.session_id) == []
    QTest.keyClick(view, Key.Key_I)
    QTest.keyPress(view, Key.Key_Space)
    assert view.tools.panning
    QTest.keyRelease(view, Key.Key_Space)
    give_key(chart, "cursor-place", Key.Key_Space)
    assert read_bindings(workspace.db).keys("cursor-place") == ("Enter", "Space")
    QTest.keyClick(view, Key.Key_I)
    QTest.keyClick(view, Key.Key_Space)
    assert len(sites.of_session(workspace.db, chart.session_id)) == 1


def test_backspace_gives_the_usual_keys_also_where_it_is_one_of_them(chart: ChartPage) -> None:
    give_key(chart, "remove-site", Key.Key_Backspace)
    assert sheet_button(chart, "remove-site").text() == "✎ Delete"
    give_key(chart, "remove-site", Key.Key_Backspace)
    assert sheet_button(chart, "remove-site").text() == "Delete, Backspace"
    assert said(chart) == "“Remove it” has its usual keys."
