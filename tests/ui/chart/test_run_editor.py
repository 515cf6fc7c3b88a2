"""A vein run's type, diameter and history beside the diagram."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sclerochart.domain.findings import Run
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import from_local
from sclerochart.store import findings, journal, sessions, sites
from sclerochart.ui.chart.run_editor import RunEditor
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import is_kept, one, press, retype, says, shown

STROKE = [Spot("right", "lateral", 40.0, 660.0 - 4 * step) for step in range(30)]


@pytest.fixture
def editor(qtbot: QtBot, workspace: Workspace, session_id: str) -> RunEditor:
    made = RunEditor(workspace, session_id)
    made.show()
    return shown(qtbot, made)


def runs(workspace: Workspace, session_id: str) -> list[Run]:
    return findings.runs_of_session(workspace.db, session_id)


def test_drawing_is_one_act_with_defaults_and_takes_no_keys(
    editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    before = workspace.db.value("SELECT count(*) FROM step")
    editor.draw(STROKE)
    assert workspace.db.value("SELECT count(*) FROM step") == before + 1
    (run,) = runs(workspace, session_id)
    assert (run.side, run.view, run.vein_type, run.diameter_um) == ("right", "lateral", "tel", None)
    assert editor.isVisible()
    assert says(editor, "run-words").endswith("mm long · Not injected yet")
    assert not any(each.hasFocus() for each in editor.findChildren(QAbstractButton))


def test_type_and_diameter_are_one_act_each_and_the_next_run_takes_them_over(
    qtbot: QtBot, editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    editor.draw(STROKE)
    press(editor, "run-ret")
    field = retype(editor, "run-diameter", "2")
    with qtbot.waitSignal(editor.finished):
        QTest.keyClick(field, Qt.Key.Key_Return)
    editor.draw([Spot(spot.side, spot.view, spot.x, spot.y - 200) for spot in STROKE])
    assert [(run.vein_type, run.diameter_um) for run in runs(workspace, session_id)] == [("ret", 2000)] * 2
    assert "2 mm wide" in says(editor, "run-words")
    assert one(editor, QAbstractButton, "run-ret").isChecked()


def test_letters_choose_the_type_while_the_strip_has_the_keys(
    qtbot: QtBot, editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    editor.draw(STROKE)
    editor.begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
    assert runs(workspace, session_id)[0].vein_type == "tel-central"
    with qtbot.waitSignal(editor.finished):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_run_says_in_which_sessions_it_was_injected(
    qtbot: QtBot, editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    patient = sessions.get(workspace.db, session_id).patient_id
    earlier = sessions.start(workspace.db, patient, at=from_local(datetime(2026, 6, 3, 10)))
    drawer = shown(qtbot, RunEditor(workspace, earlier))
    run_id = drawer.draw(STROKE)
    assert run_id is not None
    workspace.do(sites.add, earlier, STROKE[5], volume_ul=100, vein_type="tel", run_id=run_id)
    editor.show_run(run_id)
    assert says(editor, "run-words").endswith("Injected in session 1")
    assert not one(editor, QAbstractButton, "run-ret").isEnabled()
    assert one(editor, QLineEdit, "run-diameter").isReadOnly()
    workspace.do(sites.add, session_id, STROKE[5], volume_ul=100, vein_type="tel", run_id=run_id)
    assert says(editor, "run-words").endswith("Injected in sessions 1 and 2")
    workspace.undo(journal.session_scope(session_id))
    assert says(editor, "run-words").endswith("Injected in session 1")


def test_the_strip_goes_with_its_run(editor: RunEditor, workspace: Workspace, session_id: str) -> None:
    editor.draw(STROKE)
    workspace.undo(journal.session_scope(session_id))
    assert not editor.isVisible()
    editor.draw(STROKE)
    press(editor, "run-remove")
    assert (editor.isVisible(), runs(workspace, session_id)) == (False, [])


def test_a_stroke_beside_the_leg_or_of_one_point_is_refused(
    qtbot: QtBot, editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    for stroke in ([], STROKE[:1], [Spot("right", "lateral", 4000.0, 10.0 * n) for n in range(5)]):
        with qtbot.waitSignal(workspace.problem):
            assert editor.draw(stroke) is None
    assert runs(workspace, session_id) == []


def test_a_diameter_that_is_none_is_refused_in_words(
    qtbot: QtBot, editor: RunEditor, workspace: Workspace, session_id: str
) -> None:
    editor.draw(STROKE)
    field = retype(editor, "run-diameter", "thin")
    with qtbot.waitSignal(workspace.problem):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert runs(workspace, session_id)[0].diameter_um is None


def test_enter_in_a_field_means_nothing_more_on_the_page(editor: RunEditor) -> None:
    editor.draw(STROKE)
    assert is_kept(editor.diameter, Qt.Key.Key_Return)
