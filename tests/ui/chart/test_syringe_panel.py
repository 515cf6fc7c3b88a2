"""Charting by the syringe: two numbers and one press."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.session import Preparation
from sclerochart.domain.syringe import compare, sites_of
from sclerochart.store import findings, journal, preparations, sessions, sites
from sclerochart.ui.chart.syringe_panel import SyringePanel
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import is_kept, one, place, press, retype, says, shown


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, session_id: str) -> SyringePanel:
    return shown(qtbot, SyringePanel(workspace, session_id))


def total(workspace: Workspace, session_id: str) -> int:
    return sum(site.total_ul for site in sites.of_session(workspace.db, session_id))


def focused(name: str) -> bool:
    widget = QApplication.focusWidget()
    return isinstance(widget, QWidget) and widget.objectName() == name


def test_drawn_and_left_are_spread_over_the_sites_since_filling_in_one_step(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    place(workspace, session_id, 3)
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    place(workspace, session_id, 18)
    assert says(panel, "syringe-words") == "Filled with 2.5 ml. Charted since: 1.8 ml at 18 sites."
    retype(panel, "syringe-left", "0.6")
    assert says(panel, "syringe-words") == "Charted 1.8 ml, used 1.9 ml: 0.1 ml more used than charted."
    press(panel, "syringe-spread")
    assert says(panel, "syringe-words") == "1.9 ml spread over 18 injections."
    assert total(workspace, session_id) == 300 + 1900
    (kept,) = findings.syringes_of_session(workspace.db, session_id)
    assert (kept.drawn_ul, kept.left_ul, kept.after_placed) == (2500, 600, 3)
    workspace.undo(journal.session_scope(session_id))
    assert total(workspace, session_id) == 2100
    assert says(panel, "syringe-words") == "Filled with 2.5 ml. Charted since: 1.8 ml at 18 sites."


def test_keeping_as_charted_notes_what_is_left_and_changes_no_site(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "1")
    press(panel, "syringe-fill")
    place(workspace, session_id, 5)
    retype(panel, "syringe-left", "0.5")
    assert says(panel, "syringe-words") == "Charted 0.5 ml, used 0.5 ml: they agree."
    press(panel, "syringe-keep")
    assert total(workspace, session_id) == 500
    assert says(panel, "syringe-words") == "Last syringe: Charted 0.5 ml, used 0.5 ml: they agree."
    assert not one(panel, QAbstractButton, "syringe-keep").isEnabled()


def test_the_whole_of_it_by_keys(qtbot: QtBot, panel: SyringePanel, workspace: Workspace, session_id: str) -> None:
    panel.hide()
    panel.begin()
    assert focused("syringe-drawn")
    QTest.keyClicks(one(panel, QLineEdit, "syringe-drawn"), "2.5")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert focused("syringe-left")
    place(workspace, session_id, 10)
    panel.begin()
    QTest.keyClicks(panel.left, ".5")
    QTest.keyClick(panel.left, Qt.Key.Key_Return)
    assert focused("syringe-spread")
    with qtbot.waitSignal(panel.finished):
        QTest.keyClick(panel.spread, Qt.Key.Key_Return)
    assert total(workspace, session_id) == 2000
    panel.begin()
    assert (focused("syringe-drawn"), panel.drawn.text()) == (True, "2.5")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert len(findings.syringes_of_session(workspace.db, session_id)) == 2


def test_both_numbers_may_be_typed_in_one_line(panel: SyringePanel, workspace: Workspace, session_id: str) -> None:
    retype(panel, "syringe-drawn", "2.5 drawn, 0.6 left")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert (panel.drawn.text(), panel.left.text()) == ("2.5", "0.6")


def test_sites_charted_before_filling_can_be_counted_to_the_first_syringe(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    place(workspace, session_id, 18)
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    retype(panel, "syringe-left", "0.7")
    assert not one(panel, QAbstractButton, "syringe-spread").isEnabled()
    press(panel, "syringe-earlier")
    assert one(panel, QAbstractButton, "syringe-earlier").text() == "Count the 18 before"
    press(panel, "syringe-spread")
    assert total(workspace, session_id) == 1800
    assert findings.syringes_of_session(workspace.db, session_id)[0].after_placed == 0


def test_a_second_syringe_filled_late_counts_the_sites_since_the_first_was_used_up(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    place(workspace, session_id, 2)
    retype(panel, "syringe-drawn", "1.0")
    press(panel, "syringe-fill")
    place(workspace, session_id, 4)
    retype(panel, "syringe-left", "0.5")
    press(panel, "syringe-spread")
    place(workspace, session_id, 3)
    assert "Charted 0.5 ml, used 0.5 ml: they agree. 3 sites since then" in says(panel, "syringe-words")
    retype(panel, "syringe-drawn", "1.0")
    press(panel, "syringe-fill")
    assert one(panel, QAbstractButton, "syringe-earlier").text() == "Count the 3 before"
    press(panel, "syringe-earlier")
    place(workspace, session_id, 2)
    assert says(panel, "syringe-words") == "Filled with 1.0 ml. Charted since: 0.5 ml at 5 sites."
    retype(panel, "syringe-left", "0.4")
    press(panel, "syringe-spread")
    first, second = findings.syringes_of_session(workspace.db, session_id)
    assert (first.after_placed, second.after_placed) == (2, 6)
    charted = sites.of_session(workspace.db, session_id)
    assert sum(each.total_ul for each in sites_of(second, [first, second], charted)) == 600
    found = compare(first, sites_of(first, [first, second], charted))
    assert found is not None
    assert found.more_used_ul == 0


def test_where_it_cannot_be_told_which_sites_had_no_syringe_none_are_offered(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "1.0")
    press(panel, "syringe-fill")
    place(workspace, session_id, 4)
    retype(panel, "syringe-left", "0.45")
    press(panel, "syringe-keep")
    place(workspace, session_id, 3)
    retype(panel, "syringe-drawn", "1.0")
    press(panel, "syringe-fill")
    assert not one(panel, QAbstractButton, "syringe-earlier").isVisible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("3", "3.0 ml is more than the 2.5 ml that was drawn."), ("some", "Write what was drawn and what is left")],
)
def test_what_cannot_be_left_is_said_while_it_is_typed(
    panel: SyringePanel, workspace: Workspace, session_id: str, typed: str, said: str
) -> None:
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    place(workspace, session_id, 2)
    retype(panel, "syringe-left", typed)
    assert says(panel, "syringe-words").startswith(said)
    assert not one(panel, QAbstractButton, "syringe-spread").isEnabled()


def test_a_syringe_of_nothing_is_refused_in_words(
    qtbot: QtBot, panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    for typed in ("", "0", "lots"):
        retype(panel, "syringe-drawn", typed)
        if not typed:
            panel.drawn.clear()
        with qtbot.waitSignal(workspace.problem):
            press(panel, "syringe-fill")
    assert findings.syringes_of_session(workspace.db, session_id) == []


def test_too_little_to_spread_is_refused_and_changes_nothing(
    qtbot: QtBot, panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "1")
    press(panel, "syringe-fill")
    place(workspace, session_id, 2)
    retype(panel, "syringe-left", "1")
    with qtbot.waitSignal(workspace.problem):
        press(panel, "syringe-spread")
    assert total(workspace, session_id) == 200
    assert findings.syringes_of_session(workspace.db, session_id)[0].left_ul is None


def test_a_syringe_names_the_sessions_own_preparation_only(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    own = preparations.add(workspace.db, session_id, Preparation("", "", 0, "p", "Brand", "sts", 2000))
    panel.set_preparation("of-another-session")
    retype(panel, "syringe-drawn", "1")
    press(panel, "syringe-fill")
    panel.set_preparation(own)
    retype(panel, "syringe-drawn", "2")
    press(panel, "syringe-fill")
    kept = findings.syringes_of_session(workspace.db, session_id)
    assert [each.preparation_id for each in kept] == [None, own]


def test_a_signed_session_shows_its_last_syringe_and_takes_nothing(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    syringe_id = findings.fill_syringe(workspace.db, session_id, 1000)
    assert syringe_id
    workspace.do(sessions.sign, session_id, reason="a test")
    panel = shown(qtbot, SyringePanel(workspace, session_id))
    assert not any(each.isEnabled() for each in panel.findChildren(QAbstractButton))
    assert panel.drawn.isReadOnly()
    assert not panel.left.isEnabled()


def test_escape_gives_the_keys_back(qtbot: QtBot, panel: SyringePanel) -> None:
    panel.begin()
    with qtbot.waitSignal(panel.finished):
        QTest.keyClick(panel.drawn, Qt.Key.Key_Escape)


def test_enter_in_a_field_means_nothing_more_on_the_page(panel: SyringePanel) -> None:
    assert is_kept(panel.drawn, Qt.Key.Key_Return)
