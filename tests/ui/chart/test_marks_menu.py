"""Marking what is seen and not injected, with its distance, note and phrases."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.findings import MARK_KINDS, Mark
from sclerochart.domain.leg import Spot
from sclerochart.store import findings, journal, sessions
from sclerochart.ui.chart.marks_menu import LETTERS, MarksMenu
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import LEFT, RIGHT, is_kept, one, press, retype, says, shown

BESIDE = Spot("right", "lateral", 4000.0, 0.0)


@pytest.fixture
def menu(qtbot: QtBot, workspace: Workspace, session_id: str) -> MarksMenu:
    workspace.do(findings.set_phrases, ["Treated elsewhere", "Patient points here", "Pigment since June"])
    return shown(qtbot, MarksMenu(workspace, session_id))


def kept(workspace: Workspace, session_id: str) -> list[Mark]:
    return findings.marks_of_session(workspace.db, session_id)


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if isinstance(widget, QWidget) else ""


def test_every_kind_has_a_button_and_a_letter_of_its_own(menu: MarksMenu, qtbot: QtBot) -> None:
    assert set(LETTERS) == set(MARK_KINDS)
    assert len(set(LETTERS.values())) == len(LETTERS)
    for kind in MARK_KINDS:
        with qtbot.waitSignal(menu.kind_chosen, check_params_cb=lambda said, kind=kind: said == kind):
            press(menu, f"mark-{kind}")


def test_a_kind_chosen_once_is_marked_by_one_act_each(menu: MarksMenu, workspace: Workspace, session_id: str) -> None:
    menu.begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    assert menu.kind == "matting"
    menu.mark_at(RIGHT)
    menu.mark_at(LEFT)
    assert [(mark.kind, mark.place.side) for mark in kept(workspace, session_id)] == [
        ("matting", "right"), ("matting", "left"),
    ]  # fmt: skip
    assert says(menu, "mark-words") == "Matting · Left posterior calf, upper third"
    assert focused() != "mark-note-line"
    workspace.undo(journal.session_scope(session_id))
    assert says(menu, "mark-words") == ""
    assert len(kept(workspace, session_id)) == 1


def test_a_perforator_asks_its_distance_and_needs_no_answer(
    qtbot: QtBot, menu: MarksMenu, workspace: Workspace, session_id: str
) -> None:
    press(menu, "mark-perforator")
    menu.mark_at(RIGHT)
    assert focused() == "mark-distance"
    menu.mark_at(LEFT)
    field = retype(menu, "mark-distance", "12.5")
    with qtbot.waitSignal(menu.finished):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [mark.distance_mm for mark in kept(workspace, session_id)] == [None, 125]


def test_a_distance_that_is_none_is_refused_in_words(
    qtbot: QtBot, menu: MarksMenu, workspace: Workspace, session_id: str
) -> None:
    press(menu, "mark-reflux")
    menu.mark_at(RIGHT)
    field = retype(menu, "mark-distance", "far")
    with qtbot.waitSignal(workspace.problem):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept(workspace, session_id)[0].distance_mm is None


def test_a_note_takes_a_phrase_by_one_key_and_words_typed_after_it(
    qtbot: QtBot, menu: MarksMenu, workspace: Workspace, session_id: str
) -> None:
    menu.begin("note")
    menu.mark_at(RIGHT)
    assert focused() == "mark-note-line"
    note = one(menu, QLineEdit, "mark-note-line")
    QTest.keyClick(note, Qt.Key.Key_3)
    assert kept(workspace, session_id)[0].note == "Pigment since June"
    QTest.keyClicks(note, ", 2 cm")
    QTest.keyClick(note, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert kept(workspace, session_id)[0].note == "Pigment since June, 2 cm; Treated elsewhere"
    with qtbot.waitSignal(menu.finished):
        QTest.keyClick(note, Qt.Key.Key_Return)
    workspace.undo(journal.session_scope(session_id))
    assert kept(workspace, session_id)[0].note == ""


def test_a_phrase_is_put_in_by_press_too(menu: MarksMenu, workspace: Workspace, session_id: str) -> None:
    menu.begin("note")
    menu.mark_at(RIGHT)
    press(menu, "phrase-2")
    assert kept(workspace, session_id)[0].note == "Patient points here"


def test_a_line_is_laid_on_the_skin_and_the_mark_stands_in_its_middle(
    menu: MarksMenu, workspace: Workspace, session_id: str
) -> None:
    press(menu, "mark-reflux")
    menu.mark_along([Spot("right", "lateral", 40.0, 660.0 - 5 * step) for step in range(20)])
    (mark,) = kept(workspace, session_id)
    assert len(mark.points) >= 2
    assert mark.points[0][2] > mark.place.z > mark.points[-1][2]


def test_beside_the_leg_nothing_is_marked(qtbot: QtBot, menu: MarksMenu, workspace: Workspace, session_id: str) -> None:
    press(menu, "mark-ulcer")
    with qtbot.waitSignal(workspace.problem):
        assert menu.mark_at(BESIDE) is None
    with qtbot.waitSignal(workspace.problem):
        assert menu.mark_along([BESIDE, BESIDE]) is None
    assert kept(workspace, session_id) == []


def test_a_mark_is_removed_by_one_press_and_opened_again_by_its_id(
    menu: MarksMenu, workspace: Workspace, session_id: str
) -> None:
    press(menu, "mark-bruise")
    first = menu.mark_at(RIGHT)
    second = menu.mark_at(LEFT)
    press(menu, "mark-remove")
    assert [mark.id for mark in kept(workspace, session_id)] == [first]
    assert second
    assert first
    menu.show_mark(first)
    assert says(menu, "mark-words").startswith("Bruise · Right")


def test_escape_closes_the_strip_and_ends_marking(qtbot: QtBot, menu: MarksMenu) -> None:
    menu.begin("ulcer")
    with qtbot.waitSignal(menu.finished):
        QTest.keyClick(one(menu, QAbstractButton, "mark-ulcer"), Qt.Key.Key_Escape)
    assert (menu.kind, menu.isVisible()) == ("", False)
    assert menu.mark_at(RIGHT) is None


def test_a_signed_session_takes_no_marks(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    workspace.do(sessions.sign, session_id, reason="a test")
    menu = shown(qtbot, MarksMenu(workspace, session_id))
    assert not one(menu, QAbstractButton, "mark-note").isEnabled()
    menu.begin("note")
    assert menu.kind == ""


def test_without_phrases_the_strip_says_where_they_are_made(
    qtbot: QtBot, menu: MarksMenu, workspace: Workspace
) -> None:
    menu.begin("note")
    menu.mark_at(RIGHT)
    workspace.do(findings.set_phrases, [])
    assert says(menu, "phrases-none").startswith("No phrases yet")
    QTest.keyClick(one(menu, QLineEdit, "mark-note-line"), Qt.Key.Key_1)
    assert one(menu, QLineEdit, "mark-note-line").text() == "1"


def test_enter_in_a_field_means_nothing_more_on_the_page(menu: MarksMenu) -> None:
    menu.begin("perforator")
    menu.mark_at(RIGHT)
    assert is_kept(menu.details.note, Qt.Key.Key_Return)
    assert is_kept(menu.details.distance, Qt.Key.Key_Return)
