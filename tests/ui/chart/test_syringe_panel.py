"""Charting by the syringe: two numbers and one press."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.domain.session import Preparation
from sclerochart.domain.syringe import compare, sites_of
from sclerochart.store import findings, journal, preparations, sessions, sites
from sclerochart.ui.chart.syringe_panel import SyringePanel
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import RIGHT, is_kept, one, place, press, retype, says, shown


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
    assert (kept.drawn_ul, kept.left_ul) == (2500, 600)
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
    assert (focused("syringe-drawn"), panel.drawn.text()) == (True, "")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert len(findings.syringes_of_session(workspace.db, session_id)) == 1
    QTest.keyClicks(panel.drawn, "3")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert [each.drawn_ul for each in findings.syringes_of_session(workspace.db, session_id)] == [2500, 3000]


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
    charted, was_read = sites.of_session(workspace.db, session_id), findings.read_with(workspace.db, session_id)
    own = [sites_of(each, [first, second], charted, was_read) for each in (first, second)]
    assert own == [tuple(charted[2:6]), tuple(charted[6:])]
    assert sum(each.total_ul for each in own[1]) == 600
    found = compare(first, own[0])
    assert found is not None
    assert found.more_used_ul == 0


def test_a_second_syringe_filled_late_counts_the_sites_since_the_first_was_read_and_kept(
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
    assert one(panel, QAbstractButton, "syringe-earlier").text() == "Count the 3 before"


def test_an_empty_line_files_nothing_and_the_button_says_what_it_would_file(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    panel.begin()
    panel.drawn.setFocus()
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert focused("syringe-left")
    place(workspace, session_id, 4)
    retype(panel, "syringe-left", "2.1")
    press(panel, "syringe-spread")
    assert len(findings.syringes_of_session(workspace.db, session_id)) == 1
    assert one(panel, QAbstractButton, "syringe-fill").text() == "Fill 2.5"
    press(panel, "syringe-fill")
    assert [each.drawn_ul for each in findings.syringes_of_session(workspace.db, session_id)] == [2500, 2500]


def test_drawn_and_left_in_one_line_count_what_was_charted_before_it(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    place(workspace, session_id, 18)
    for words, first, many in (("2.5 ml drawn, 0.6 left", "1.8", 18), ("1.0 ml drawn, 0.45 left", "0.6", 6)):
        retype(panel, "syringe-drawn", words)
        QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
        assert says(panel, "syringe-words").startswith(f"Charted {first} ml, used ")
        press(panel, "syringe-spread")
        assert f"spread over {many} injections" in says(panel, "syringe-words")
        place(workspace, session_id, 6)
    assert total(workspace, session_id) == 1900 + 550 + 600


def test_drawn_and_left_in_one_line_are_of_the_syringe_in_use(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    place(workspace, session_id, 5)
    retype(panel, "syringe-drawn", "2.0 drawn, 1.4 left")
    QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert says(panel, "syringe-words") == "Charted 0.5 ml, used 0.6 ml: 0.1 ml more used than charted."
    press(panel, "syringe-spread")
    (kept,) = findings.syringes_of_session(workspace.db, session_id)
    assert (kept.drawn_ul, kept.left_ul) == (2000, 1400)
    assert total(workspace, session_id) == 600


def test_a_line_in_which_more_is_left_than_was_drawn_files_nothing(
    qtbot: QtBot, panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "0.6 drawn 2.5 left")
    with qtbot.waitSignal(workspace.problem):
        QTest.keyClick(panel.drawn, Qt.Key.Key_Return)
    assert findings.syringes_of_session(workspace.db, session_id) == []


@pytest.fixture
def two(workspace: Workspace, session_id: str) -> tuple[str, str]:
    """Two preparations of the session."""
    made = [
        preparations.add(workspace.db, session_id, Preparation("", "", 0, "p", "Brand", "sts", ug))
        for ug in (2000, 5000)
    ]
    return made[0], made[1]


def place_with(workspace: Workspace, session_id: str, preparation: str | None, count: int) -> None:
    for n in range(count):
        spot = Spot(RIGHT.side, RIGHT.view, RIGHT.x, RIGHT.y - 8 * n)
        workspace.do(sites.add, session_id, spot, volume_ul=100, vein_type="tel", preparation_id=preparation)


def test_each_preparation_has_a_syringe_of_its_own_and_takes_nothing_from_the_other(
    panel: SyringePanel, workspace: Workspace, session_id: str, two: tuple[str, str]
) -> None:
    first, second = two
    for preparation, drawn in ((first, "2"), (second, "3")):
        panel.set_preparation(preparation)
        assert says(panel, "syringe-words").startswith("Enter what" if drawn == "2" else "Not read yet: the syringe of")
        retype(panel, "syringe-drawn", drawn)
        press(panel, "syringe-fill")
    for preparation in (first, second, first, second, second):
        place_with(workspace, session_id, preparation, 1)
    assert says(panel, "syringe-title") == "Syringe of 2"
    assert says(panel, "syringe-words") == "Filled with 3.0 ml. Charted since: 0.3 ml at 3 sites."
    panel.set_preparation(first)
    assert says(panel, "syringe-title") == "Syringe of 1"
    assert says(panel, "syringe-words") == "Filled with 2.0 ml. Charted since: 0.2 ml at 2 sites."
    retype(panel, "syringe-left", "1.5")
    press(panel, "syringe-spread")
    charted = sites.of_session(workspace.db, session_id)
    assert [(each.preparation_id == first, each.volume_ul) for each in charted] == [
        (True, 250), (False, 100), (True, 250), (False, 100), (False, 100),
    ]  # fmt: skip


def test_a_syringe_of_no_named_preparation_counts_every_site(
    panel: SyringePanel, workspace: Workspace, session_id: str, two: tuple[str, str]
) -> None:
    retype(panel, "syringe-drawn", "2")
    press(panel, "syringe-fill")
    for preparation in (two[0], two[1], None):
        place_with(workspace, session_id, preparation, 1)
    panel.set_preparation(two[1])
    assert "0.3 ml at" in says(panel, "syringe-words")


def test_a_mistyped_syringe_is_changed_in_one_step(panel: SyringePanel, workspace: Workspace, session_id: str) -> None:
    retype(panel, "syringe-drawn", "25")
    press(panel, "syringe-fill")
    place(workspace, session_id, 4)
    retype(panel, "syringe-left", "24.5")
    press(panel, "syringe-keep")
    assert one(panel, QComboBox, "syringe-picker").currentText() == "1: 25.0 drawn, 24.5 left"
    press(panel, "syringe-change")
    assert (panel.drawn.text(), panel.left.text()) == ("25.0", "24.5")
    retype(panel, "syringe-drawn", "2.5")
    retype(panel, "syringe-left", "2.0")
    press(panel, "syringe-spread")
    (kept,) = findings.syringes_of_session(workspace.db, session_id)
    assert (kept.drawn_ul, kept.left_ul, total(workspace, session_id)) == (2500, 2000, 500)
    workspace.undo(journal.session_scope(session_id))
    (kept,) = findings.syringes_of_session(workspace.db, session_id)
    assert (kept.drawn_ul, kept.left_ul, total(workspace, session_id)) == (25_000, 24_500, 400)


def test_an_unread_syringe_is_read_later_and_one_that_was_read_may_be_unread_again(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    for drawn, many in (("2.5", 3), ("2", 2)):
        retype(panel, "syringe-drawn", drawn)
        press(panel, "syringe-fill")
        place(workspace, session_id, many)
    picker = one(panel, QComboBox, "syringe-picker")
    assert picker.currentText() == "2: 2.0 drawn, not read"
    QTest.keyClick(picker, Qt.Key.Key_Up)
    press(panel, "syringe-change")
    retype(panel, "syringe-left", "2.1")
    assert says(panel, "syringe-words").startswith("Charted 0.3 ml, used 0.4 ml")
    press(panel, "syringe-keep")
    assert [each.left_ul for each in findings.syringes_of_session(workspace.db, session_id)] == [2100, None]
    QTest.keyClick(picker, Qt.Key.Key_Up)
    press(panel, "syringe-change")
    retype(panel, "syringe-left", "")
    panel.left.clear()
    press(panel, "syringe-keep")
    assert [each.left_ul for each in findings.syringes_of_session(workspace.db, session_id)] == [None, None]


def test_a_syringe_is_removed_by_one_press_and_comes_back_with_undo(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    assert not panel.listed.isVisible()
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    place(workspace, session_id, 2)
    press(panel, "syringe-remove")
    assert findings.syringes_of_session(workspace.db, session_id) == []
    assert total(workspace, session_id) == 200
    assert not panel.listed.isVisible()
    workspace.undo(journal.session_scope(session_id))
    assert len(findings.syringes_of_session(workspace.db, session_id)) == 1
    assert says(panel, "syringe-words") == "Filled with 2.5 ml. Charted since: 0.2 ml at 2 sites."


def test_a_change_that_is_left_keeps_the_syringe_as_it_was(
    panel: SyringePanel, workspace: Workspace, session_id: str
) -> None:
    retype(panel, "syringe-drawn", "2.5")
    press(panel, "syringe-fill")
    press(panel, "syringe-change")
    retype(panel, "syringe-drawn", "9")
    press(panel, "syringe-change")
    assert (panel.drawn.text(), one(panel, QAbstractButton, "syringe-fill").isVisible()) == ("2.5", True)
    assert [each.drawn_ul for each in findings.syringes_of_session(workspace.db, session_id)] == [2500]


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
