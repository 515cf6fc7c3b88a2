"""The plan of a session, and the one question about the other leg."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sclerochart.store import journal, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.plan_switch import PlanSwitch, SideQuestion
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.hands import CALF, THIGH, click, drag
from tests.ui.chart.panels import LEFT, RIGHT, one, place, press, says, shown


def plan(workspace: Workspace, session_id: str) -> str:
    return sessions.get(workspace.db, session_id).plan


def test_a_press_says_which_leg_is_planned_and_undo_takes_it_back(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    switch = shown(qtbot, PlanSwitch(workspace, session_id), 320)
    assert one(switch, QAbstractButton, "plan-both").isChecked()
    press(switch, "plan-right")
    assert plan(workspace, session_id) == "right"
    workspace.undo(journal.session_scope(session_id))
    assert plan(workspace, session_id) == ""
    assert one(switch, QAbstractButton, "plan-both").isChecked()


def test_a_second_press_writes_nothing(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    switch = shown(qtbot, PlanSwitch(workspace, session_id), 320)
    press(switch, "plan-left")
    before = workspace.db.value("SELECT count(*) FROM step")
    press(switch, "plan-left")
    assert workspace.db.value("SELECT count(*) FROM step") == before


def test_a_key_goes_through_the_plans_and_the_tips_name_it(chart: ChartPage, workspace: Workspace) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(chart.leg_view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        seen.append(plan(workspace, chart.session_id))
    assert seen == ["right", "left", ""]
    assert one(chart, QAbstractButton, "plan-both").isChecked()
    assert "key Ctrl+B" in one(chart, QAbstractButton, "plan-right").toolTip()
    workspace.undo(chart.scope())
    assert plan(workspace, chart.session_id) == "left"
    workspace.do(sessions.sign, chart.session_id, reason="a test")
    QTest.keyClick(chart.leg_view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert plan(workspace, chart.session_id) == "left"


def test_a_signed_session_keeps_its_plan(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    workspace.do(sessions.set_plan, session_id, "right")
    workspace.do(sessions.sign, session_id, reason="a test")
    switch = shown(qtbot, PlanSwitch(workspace, session_id), 320)
    assert one(switch, QAbstractButton, "plan-right").isChecked()
    assert not one(switch, QAbstractButton, "plan-left").isEnabled()


def asked(qtbot: QtBot, workspace: Workspace, session_id: str) -> SideQuestion:
    """The question as it stands after six sites on the planned leg and the seventh on the other."""
    question = shown(qtbot, SideQuestion(workspace, session_id))
    workspace.do(sessions.set_plan, session_id, "right")
    place(workspace, session_id, 6, spot=RIGHT)
    assert not question.asks()
    place(workspace, session_id, spot=LEFT)
    assert says(question, "side-question-words") == (
        "The plan says right leg; site 7 is on the left leg. Is the left leg treated as well?"
    )
    return question


def test_without_a_plan_nothing_is_asked(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    question = shown(qtbot, SideQuestion(workspace, session_id))
    place(workspace, session_id, spot=LEFT)
    place(workspace, session_id, spot=RIGHT)
    assert not question.asks()


def test_keeping_the_site_is_remembered_for_the_session(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    question = asked(qtbot, workspace, session_id)
    with qtbot.waitSignal(question.answered):
        press(question, "side-keep")
    assert not question.asks()
    place(workspace, session_id, spot=LEFT)
    assert not question.asks()
    assert len(sites.of_session(workspace.db, session_id)) == 8
    assert not SideQuestion(workspace, session_id).asks()


def test_undoing_the_site_takes_that_one_away_and_asks_again_next_time(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    question = asked(qtbot, workspace, session_id)
    press(question, "side-undo")
    assert {site.place.side for site in sites.of_session(workspace.db, session_id)} == {"right"}
    assert not question.asks()
    place(workspace, session_id, spot=LEFT)
    assert question.asks()


def test_changing_the_plan_ends_the_question(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    question = asked(qtbot, workspace, session_id)
    press(question, "side-change")
    assert plan(workspace, session_id) == ""
    assert not question.asks()
    workspace.undo(journal.session_scope(session_id))
    assert question.asks()


def test_charting_goes_on_while_the_question_stands(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    question = asked(qtbot, workspace, session_id)
    place(workspace, session_id, spot=LEFT)
    assert "sites 7 and 8 are on the left leg" in says(question, "side-question-words")
    assert one(question, QAbstractButton, "side-undo").text() == "Undo site 8"
    assert not any(each.hasFocus() for each in question.findChildren(QAbstractButton))


def test_a_row_on_the_other_leg_is_undone_by_one_press_and_redone(chart: ChartPage, workspace: Workspace) -> None:
    view, question = chart.leg_view, chart.entering.question
    workspace.do(sessions.set_plan, chart.session_id, "right")
    click(view, THIGH)
    click(view, CALF)
    QTest.keyPress(view, Qt.Key.Key_B)
    start = view.spot_to_pixel(CALF)
    drag(view, start, start - QPoint(0, 60), steps=30)
    QTest.keyRelease(view, Qt.Key.Key_B)
    row = len(sites.of_session(workspace.db, chart.session_id)) - 2
    assert row > 2
    undo = one(question, QAbstractButton, "side-undo")
    assert (undo.text(), undo.accessibleName()) == (f"Undo {row} sites", f"Undo {row} sites on the other leg")
    assert question.minimumSizeHint().width() <= chart.palette_bar.width()
    press(question, "side-undo")
    assert len(sites.of_session(workspace.db, chart.session_id)) == 2
    assert undo.text() == "Undo site 2"
    workspace.redo(chart.scope())
    assert len(sites.of_session(workspace.db, chart.session_id)) == row + 2
    click(view, THIGH)
    assert undo.text() == f"Undo site {row + 2}"


def test_a_line_for_both_legs_is_not_undone_for_the_site_on_the_other(
    qtbot: QtBot, workspace: Workspace, session_id: str
) -> None:
    question = shown(qtbot, SideQuestion(workspace, session_id))
    workspace.do(sessions.set_plan, session_id, "right")
    workspace.do(sites.add_many, session_id, [NewSite(spot, 100, "tel") for spot in (THIGH, CALF, CALF)])
    assert one(question, QAbstractButton, "side-undo").text() == "Undo site 3"
    press(question, "side-undo")
    assert len(sites.of_session(workspace.db, session_id)) == 2
