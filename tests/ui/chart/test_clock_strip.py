"""The session's clocks: they say when, land in the record, and look at the clock only while they are seen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from sclerochart.documents.record import record_pdf
from sclerochart.domain.moments import Moment
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, findings, journal, preparations, sessions
from sclerochart.ui.chart.clock_strip import ClockStrip
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.workspace import Workspace
from tests.documents import reading
from tests.ui.chart.panels import one, place, press, says, shown

START = 1_795_264_620  # 21 November 2026, 12:37 UTC


class Clock:
    """The vault's clock, set by hand."""

    def __init__(self) -> None:
        self.utc = START

    def __call__(self) -> Moment:
        return Moment(self.utc, 60)


@pytest.fixture
def clock(workspace: Workspace, session_id: str) -> Clock:
    made = workspace.db.clock = Clock()
    sessions.set_treated_at(workspace.db, session_id, made())
    return made


@pytest.fixture
def strip(qtbot: QtBot, workspace: Workspace, session_id: str, clock: Clock) -> ClockStrip:
    return shown(qtbot, ClockStrip(workspace, session_id))


def choose_rules(workspace: Workspace) -> None:
    workspace.do(clinic.edit, replace(clinic.get(workspace.db), protocol_id="two-week-medium"))


def test_the_first_injection_and_the_time_since_are_said(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    assert says(strip, "clock-first") == "No injection yet"
    place(workspace, session_id)
    clock.utc += 12 * 60
    place(workspace, session_id)
    assert says(strip, "clock-first") == "First injection 13:37 · 12 min ago"
    clock.utc += 60 * 60
    strip.tick()
    assert says(strip, "clock-first") == "First injection 13:37 · 1 h 12 min ago"


def test_what_is_charted_afterwards_has_no_time_of_the_first_injection(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    place(workspace, session_id)
    assert says(strip, "clock-first") == "First injection 13:37 · 0 min ago"
    assert "First injection 13:37" in reading.whole(record_of(workspace, session_id))
    for earlier_s in (86_400, 3 * 3600):
        workspace.do(sessions.set_treated_at, session_id, Moment(START - earlier_s, 60))
        assert says(strip, "clock-first") == "First injection not timed"
        assert "not entered at the time of treatment" in one(strip, QLabel, "clock-first").toolTip()
        assert "First injection" not in reading.whole(record_of(workspace, session_id))
        workspace.undo(journal.session_scope(session_id))
        assert says(strip, "clock-first") == "First injection 13:37 · 0 min ago"


def record_of(workspace: Workspace, session_id: str) -> bytes:
    return record_pdf(sessions.record(workspace.db, session_id), pictures=(), printed_at=workspace.db.clock())


def test_a_walk_is_started_and_ended_by_one_press_each_and_its_times_are_kept(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    choose_rules(workspace)
    assert says(strip, "clock-walk") == "Walk: 10 min (aftercare rules), not started"
    press(strip, "walk-clock")
    clock.utc += 4 * 60
    strip.tick()
    assert says(strip, "clock-walk") == "Walk: 4 min of 10 min"
    clock.utc += 7 * 60
    strip.tick()
    assert says(strip, "clock-walk") == "Walk: 11 min; 10 min reached at 13:47"
    assert one(strip, QAbstractButton, "walk-clock").text() == "End walk"
    press(strip, "walk-clock")
    (kept,) = findings.timings_of_session(workspace.db, session_id)
    assert (kept.kind, kept.started_at.utc, kept.ended_at) == ("walk", START, Moment(START + 660, 60))
    assert says(strip, "clock-walk") == "Walk: 13:37 to 13:48 (11 min), 10 min stated"
    workspace.undo(journal.session_scope(session_id))
    assert one(strip, QAbstractButton, "walk-clock").text() == "End walk"


def test_a_label_says_how_long_where_the_clinics_rules_do_not(
    strip: ClockStrip, workspace: Workspace, session_id: str
) -> None:
    assert says(strip, "clock-walk") == "Walk: not started"
    made = Preparation("", "", 0, "asclera-0.5", "Asclera 0.5% (US)", "polidocanol", 5000)
    workspace.do(preparations.add, session_id, made)
    assert says(strip, "clock-walk") == "Walk: 20 min (label of Asclera 0.5% (US)), not started"
    choose_rules(workspace)
    assert "10 min" in says(strip, "clock-walk")


def test_observation_counts_without_stated_minutes(strip: ClockStrip, clock: Clock) -> None:
    press(strip, "observation-clock")
    clock.utc += 125
    strip.tick()
    assert says(strip, "clock-observation") == "Observation: 2 min"


def test_a_second_press_right_after_the_first_does_nothing_but_say_so(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    said: list[str] = []
    workspace.problem.connect(said.append)
    press(strip, "walk-clock")
    clock.utc += 3
    press(strip, "walk-clock")
    (walk,) = findings.timings_of_session(workspace.db, session_id)
    assert walk.ended_at is None
    assert said == ["The walk was started just now. Press again in a moment to end it. Nothing was changed."]
    clock.utc += 3
    press(strip, "walk-clock")
    clock.utc += 1
    press(strip, "walk-clock")
    (walk,) = findings.timings_of_session(workspace.db, session_id)
    assert walk.ended_at == Moment(START + 6, 60)
    assert len(said) == 2


def test_a_walk_that_goes_on_keeps_its_first_start(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    for _ in range(2):
        press(strip, "walk-clock")
        clock.utc += 300
    assert one(strip, QAbstractButton, "walk-clock").text() == "Continue walk"
    press(strip, "walk-clock")
    clock.utc += 300
    strip.tick()
    assert says(strip, "clock-walk") == "Walk: 15 min"
    (walk,) = findings.timings_of_session(workspace.db, session_id)
    assert (walk.started_at.utc, walk.ended_at) == (START, None)
    workspace.undo(journal.session_scope(session_id))
    (walk,) = findings.timings_of_session(workspace.db, session_id)
    assert walk.ended_at == Moment(START + 300, 60)


def test_a_walk_that_is_due_is_named_in_the_row_of_buttons_while_its_clock_is_hidden(
    chart: ChartPage, workspace: Workspace, clock: Clock, qtbot: QtBot
) -> None:
    choose_rules(workspace)
    button = one(chart, QToolButton, "tool-clocks")
    QTest.keyClick(chart.leg_view, Qt.Key.Key_W)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_G)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_H)
    assert chart.clocks.isHidden()
    QApplication.processEvents()
    widths = [each.geometry() for each in chart.tool_row.findChildren(QToolButton)]
    clock.utc += 599
    chart.due.look()
    assert button.text() == "Clocks"
    chart.due.timer.setInterval(10)
    clock.utc += 61
    qtbot.waitUntil(lambda: button.text() == "Walk due", timeout=2000)
    assert button.accessibleName() == "Walk: 11 min; 10 min reached at 13:47"
    QApplication.processEvents()
    assert [each.geometry() for each in chart.tool_row.findChildren(QToolButton)] == widths
    QTest.keyClick(chart.leg_view, Qt.Key.Key_W)
    assert button.text() == "Clocks"
    assert not chart.due.timer.isActive()


def test_the_observation_has_a_key(chart: ChartPage, workspace: Workspace, session_id: str, clock: Clock) -> None:
    QTest.keyClick(chart.leg_view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    (kept,) = findings.timings_of_session(workspace.db, session_id)
    assert (kept.kind, kept.ended_at) == ("observation", None)
    assert chart.clocks.isVisible()
    clock.utc += 60
    QTest.keyClick(chart.leg_view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    (kept,) = findings.timings_of_session(workspace.db, session_id)
    assert kept.ended_at == Moment(START + 60, 60)


def test_a_signed_session_shows_its_times_and_no_buttons(
    qtbot: QtBot, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    place(workspace, session_id)
    workspace.do(findings.start_timing, session_id, "walk")
    clock.utc += 600
    workspace.do(findings.end_timing, session_id, "walk")
    workspace.do(sessions.sign, session_id, reason="a test")
    strip = shown(qtbot, ClockStrip(workspace, session_id))
    assert says(strip, "clock-first") == "First injection 13:37"
    assert says(strip, "clock-walk") == "Walk: 13:37 to 13:47 (10 min)"
    assert not one(strip, QAbstractButton, "walk-clock").isVisible()


def test_the_clock_is_looked_at_only_while_the_strip_is_seen(strip: ClockStrip) -> None:
    (timer,) = strip.findChildren(QTimer)
    assert (timer.isActive(), timer.interval()) == (True, 1000)
    strip.hide()
    assert not timer.isActive()
    strip.show()
    assert timer.isActive()


def test_long_words_wrap_and_make_no_window_wider(
    strip: ClockStrip, workspace: Workspace, session_id: str, clock: Clock
) -> None:
    place(workspace, session_id)
    made = Preparation("", "", 0, "asclera-0.5", "Asclera 0.5% (US)", "polidocanol", 5000)
    workspace.do(preparations.add, session_id, made)
    for kind in ("walk", "observation"):
        press(strip, f"{kind}-clock")
    clock.utc += 7500
    for kind in ("walk", "observation"):
        press(strip, f"{kind}-clock")
    assert "20 min stated" in says(strip, "clock-walk")
    assert strip.minimumSizeHint().width() <= 760
