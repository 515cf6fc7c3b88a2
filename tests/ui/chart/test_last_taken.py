"""The press after the last proposal: meant for a proposal, it places nothing."""

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sclerochart.domain import moments
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.store import sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.hands import CALF, THIGH, click

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def press(page: ChartPage, *keys: Qt.Key, held: Modifier = Modifier.NoModifier) -> None:
    for each in keys:
        QTest.keyClick(page.leg_view, each, held)


def count(page: ChartPage) -> int:
    return len(sites.of_session(page.workspace.db, page.session_id))


def proposed(page: ChartPage, number: int) -> None:
    """The cursor on the leg, and the sites of an earlier session proposed."""
    db, now = page.workspace.db, moments.now()
    earlier = sessions.start(db, page.loaded.session.patient_id, at=Moment(now.utc - 60 * 86_400, now.offset_min))
    spots = [Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y - 9 * n) for n in range(number)]
    sites.add_many(db, earlier, [NewSite(spot, 100, "ret") for spot in spots])
    page.refresh()
    press(page, Key.Key_I)
    press(page, Key.Key_P, held=Modifier.ControlModifier)


def test_enter_after_the_last_proposal_places_nothing_and_says_so(chart: ChartPage) -> None:
    proposed(chart, 4)
    press(chart, *[Key.Key_Return] * 4)
    assert count(chart) == 4
    assert chart.entering.proposals.isHidden()
    assert chart.leg_view.hints.words == "All taken"
    press(chart, Key.Key_Return, Key.Key_Return)
    for _ in range(3):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Modifier.NoModifier, "", True)
        QApplication.sendEvent(chart.leg_view, event)
    assert count(chart) == 4
    press(chart, Key.Key_Down)
    assert chart.leg_view.hints.words == ""
    press(chart, Key.Key_Return)
    assert count(chart) == 5


def test_a_calm_hand_loses_one_press_and_no_more(chart: ChartPage) -> None:
    proposed(chart, 1)
    press(chart, Key.Key_Return)
    time.sleep(0.8)
    press(chart, Key.Key_Return)
    assert count(chart) == 1
    time.sleep(0.8)
    press(chart, Key.Key_Return)
    assert count(chart) == 2


def test_enter_after_all_were_taken_at_once_places_nothing(chart: ChartPage) -> None:
    proposed(chart, 3)
    press(chart, Key.Key_Return, held=Modifier.ShiftModifier)
    press(chart, Key.Key_Return)
    assert count(chart) == 3
    click(chart.leg_view, CALF)
    press(chart, Key.Key_Return)
    assert count(chart) == 5
