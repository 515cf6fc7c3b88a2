"""The slider through the course, ghosts and the heat map's switch."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider
from pytestqt.qtbot import QtBot

from sclerochart.domain.moments import from_local
from sclerochart.store import sessions
from sclerochart.ui.chart.history_bar import HistoryBar, HistoryState, read_visits
from sclerochart.ui.workspace import Workspace
from tests.ui.chart.panels import one, place, press, says, shown


@pytest.fixture
def course(workspace: Workspace, session_id: str) -> list[str]:
    """Three sessions eight weeks apart, of which `session_id` is the last."""
    patient = sessions.get(workspace.db, session_id).patient_id
    days = [datetime(2026, month, 3, 10) for month in (6, 8)]
    made = [sessions.start(workspace.db, patient, at=from_local(day)) for day in days]
    sessions.set_treated_at(workspace.db, session_id, from_local(datetime(2026, 10, 1, 9)))
    return [*made, session_id]


@pytest.fixture
def bar(qtbot: QtBot, workspace: Workspace, course: list[str]) -> HistoryBar:
    return shown(qtbot, HistoryBar(workspace, course[-1]))


def test_it_starts_at_its_own_session_with_nothing_drawn(bar: HistoryBar) -> None:
    assert bar.state() == HistoryState(2, (), heat=False)
    assert says(bar, "course-words") == "Session 3 of 3 · 1 Oct 2026"


def test_earlier_sessions_and_heat_map_are_switched_by_press_and_by_the_pages_keys(
    qtbot: QtBot, bar: HistoryBar, course: list[str]
) -> None:
    heard: list[HistoryState] = []
    bar.changed.connect(heard.append)
    press(bar, "show-ghosts")
    bar.toggle_heat()
    assert heard == [HistoryState(2, tuple(course[:2]), heat=False), HistoryState(2, tuple(course[:2]), heat=True)]
    assert says(bar, "heat-legend")
    bar.toggle_ghosts()
    assert heard[-1] == HistoryState(2, (), heat=True)


def test_arrow_keys_walk_through_the_course(bar: HistoryBar, course: list[str]) -> None:
    bar.toggle_ghosts()
    slider = one(bar, QSlider, "course-slider")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert says(bar, "course-words") == "Session 2 of 3 · 3 Aug 2026"
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert bar.state() == HistoryState(0, (course[0],), heat=False)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert bar.state().at == 0
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert bar.state().at == 1


def test_a_session_that_comes_or_goes_leaves_the_slider_where_it_was(
    bar: HistoryBar, workspace: Workspace, course: list[str]
) -> None:
    patient = sessions.get(workspace.db, course[0]).patient_id
    workspace.do(sessions.start, patient, at=from_local(datetime(2026, 5, 1, 9)))
    assert says(bar, "course-words") == "Session 4 of 4 · 1 Oct 2026"
    assert bar.state().at == 3


def test_a_first_session_has_nothing_earlier(qtbot: QtBot, workspace: Workspace, session_id: str) -> None:
    bar = shown(qtbot, HistoryBar(workspace, session_id))
    assert not one(bar, QAbstractButton, "show-ghosts").isEnabled()
    assert not one(bar, QSlider, "course-slider").isEnabled()
    bar.toggle_ghosts()
    assert bar.state().ghosts == ()


def test_the_course_is_read_with_its_sites(workspace: Workspace, course: list[str]) -> None:
    place(workspace, course[1], 4)
    visits = read_visits(workspace.db, sessions.get(workspace.db, course[0]).patient_id)
    assert [(visit.session.id, len(visit.sites)) for visit in visits] == list(zip(course, (0, 4, 0), strict=True))
