"""The last session proposed again, in the whole window: taken once each, dropped, and given back by undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from sclerochart.domain import moments
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient
from sclerochart.domain.shapes import Path
from sclerochart.store import patients, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import press_key
from tests.ui.chart.hands import CALF, THIGH, click, drag, point

Key, Modifier = Qt.Key, Qt.KeyboardModifier
DAY = 86_400


@pytest.fixture
def opened(vault: Vault) -> Vault:
    """One vault, for the chart and for the whole window."""
    return vault


@pytest.fixture
def again(window: MainWindow) -> ChartPage:
    """A chart in its window, whose patient had ten sites eight weeks ago."""
    assert window.desk is not None
    db, now = window.desk.workspace.db, moments.now()
    patient_id = patients.add(db, Patient("", "Prim", "Placeholder"))
    earlier = sessions.start(db, patient_id, at=Moment(now.utc - 56 * DAY, now.offset_min))
    spots = [Spot(THIGH.side, THIGH.view, THIGH.x - 2.3 * (n % 2), THIGH.y - 17.7 * n) for n in range(10)]
    sites.add_many(db, earlier, [NewSite(spot, 100, "ret") for spot in spots])
    return reopened(window, sessions.start(db, patient_id))


def reopened(window: MainWindow, session_id: str) -> ChartPage:
    assert window.desk is not None
    window.desk.open_session(session_id, editing=True)
    page = window.desk.currentWidget()
    assert isinstance(page, ChartPage)
    window.activateWindow()
    page.leg_view.setFocus()
    return page


def propose(page: ChartPage) -> str:
    press_key(Key.Key_P, Modifier.ControlModifier)
    return said(page)


def said(page: ChartPage) -> str:
    strip = page.entering.proposals
    return (strip.said.toolTip() or strip.said.text()).removeprefix("Last session: ") if strip.isVisible() else ""


def places(page: ChartPage) -> list[tuple[object, ...]]:
    return [(site.place.side, site.place.point) for site in sites.of_session(page.workspace.db, page.session_id)]


def undo() -> None:
    press_key(Key.Key_Z, Modifier.ControlModifier)


def test_what_was_taken_is_not_proposed_again_and_none_is_placed_twice(again: ChartPage) -> None:
    assert propose(again) == "10 proposed, 1.0 ml"
    for _ in range(4):
        press_key(Key.Key_Return)
    press_key(Key.Key_Escape)
    assert propose(again) == "6 proposed, 0.6 ml · 4 taken"
    press_key(Key.Key_Return, Modifier.ShiftModifier)
    assert len(places(again)) == len(set(places(again))) == 10
    undo()
    assert len(places(again)) == 4
    assert propose(again) == "6 proposed, 0.6 ml · 4 taken"


def test_what_was_taken_is_known_when_the_chart_is_opened_again(window: MainWindow, again: ChartPage) -> None:
    propose(again)
    for _ in range(3):
        press_key(Key.Key_Return)
    assert window.desk is not None
    window.desk.back()
    page = reopened(window, again.session_id)
    assert page is not again
    assert propose(page) == "7 proposed, 0.7 ml · 3 taken"


def test_a_taken_site_that_was_dragged_away_is_not_proposed_again(again: ChartPage) -> None:
    propose(again)
    press_key(Key.Key_Return)
    view = again.leg_view
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(Spot(THIGH.side, THIGH.view, THIGH.x - 30, THIGH.y)))
    press_key(Key.Key_Escape)
    assert propose(again) == "9 proposed, 0.9 ml · 1 taken"


def test_undo_right_after_a_drop_gives_back_what_was_dropped(window: MainWindow, again: ChartPage) -> None:
    assert window.desk is not None
    bar = window.bar
    propose(again)
    press_key(Key.Key_Return)
    press_key(Key.Key_Delete)
    press_key(Key.Key_Delete)
    assert bar.undo.accessibleName() == "Undo: Drop proposal"
    undo()
    undo()
    assert said(again) == "9 proposed, 0.9 ml · 1 taken"
    assert len(places(again)) == 1
    undo()
    assert (said(again), places(again)) == ("10 proposed, 1.0 ml", [])


def test_undo_after_an_act_that_came_after_the_drop_takes_back_that_act(again: ChartPage) -> None:
    propose(again)
    press_key(Key.Key_Delete)
    press_key(Key.Key_Return)
    undo()
    assert (said(again), places(again)) == ("9 proposed, 0.9 ml · 1 dropped", [])


def test_the_first_act_of_a_session_may_be_a_drop_and_its_undo(window: MainWindow, again: ChartPage) -> None:
    assert window.desk is not None
    bar = window.bar
    propose(again)
    assert not bar.undo.isEnabled()
    press_key(Key.Key_Delete)
    QTest.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    assert said(again) == "10 proposed, 1.0 ml"
    assert not bar.undo.isEnabled()


def test_once_the_strip_is_left_undo_is_of_the_last_act_again(window: MainWindow, again: ChartPage) -> None:
    propose(again)
    press_key(Key.Key_Return)
    press_key(Key.Key_Delete)
    press_key(Key.Key_Escape)
    assert window.bar.undo.accessibleName() != "Undo: Drop proposal"
    undo()
    assert places(again) == []
    assert propose(again) == "9 proposed, 0.9 ml · 1 dropped"


def test_dropping_the_last_one_closes_the_strip_and_undo_opens_it_again(again: ChartPage) -> None:
    propose(again)
    for _ in range(10):
        press_key(Key.Key_Delete)
    assert said(again) == ""
    undo()
    assert said(again) == "1 proposed, 0.1 ml · 9 dropped"


def test_what_was_dropped_stays_dropped_on_this_visit_and_one_press_brings_it_back(again: ChartPage) -> None:
    propose(again)
    back = again.findChild(QAbstractButton, "restore-proposals")
    assert back is not None
    assert not back.isVisible()
    press_key(Key.Key_Delete)
    press_key(Key.Key_Delete)
    press_key(Key.Key_Escape)
    assert propose(again) == "8 proposed, 0.8 ml · 2 dropped"
    assert (back.isVisible(), back.text()) == (True, "Bring back 2")
    assert back.height() >= 44
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert said(again) == "10 proposed, 1.0 ml"
    press_key(Key.Key_Return)
    assert len(places(again)) == 1


def test_when_only_dropped_ones_are_left_they_are_proposed_again(again: ChartPage) -> None:
    propose(again)
    press_key(Key.Key_Delete)
    press_key(Key.Key_Return, Modifier.ShiftModifier)
    assert len(places(again)) == 9
    assert propose(again) == "1 proposed, 0.1 ml · 9 taken"
    press_key(Key.Key_Return)
    assert len(set(places(again))) == 10


def test_when_all_are_charted_that_is_said_and_nothing_is_proposed(again: ChartPage) -> None:
    heard: list[str] = []
    again.workspace.problem.connect(heard.append)
    propose(again)
    press_key(Key.Key_Return, Modifier.ShiftModifier)
    assert propose(again) == ""
    assert heard == ["All 10 sites of the last session are charted here already. Nothing was changed."]


def test_delete_over_a_charted_site_removes_that_site_and_drops_nothing(again: ChartPage) -> None:
    click(again.leg_view, CALF)
    propose(again)
    point(again.leg_view, CALF)
    press_key(Key.Key_Delete)
    assert (said(again), places(again)) == ("10 proposed, 1.0 ml", [])
    point(again.leg_view, THIGH)
    press_key(Key.Key_Delete)
    assert said(again) == "9 proposed, 0.9 ml · 1 dropped"


def test_the_button_drops_the_next_one_wherever_the_pointer_was(again: ChartPage) -> None:
    click(again.leg_view, CALF)
    propose(again)
    point(again.leg_view, CALF)
    drop = again.findChild(QAbstractButton, "drop-next")
    assert drop is not None
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert said(again) == "9 proposed, 0.9 ml · 1 dropped"
    assert len(places(again)) == 1


def test_a_proposal_is_a_broken_ring_under_the_numbers_and_no_charted_site_looks_so(again: ChartPage) -> None:
    view = again.leg_view
    click(view, CALF)
    before = set(view.shapes())
    propose(again)
    assert view.layers.names(above=True) == []
    assert "proposals" in view.layers.names(above=False)
    rings = [each for each in set(view.shapes()) - before if isinstance(each, Path) and each.dash]
    assert len(rings) >= 10
    charted = {each.dash for each in before if isinstance(each, Path) and each.dash}
    assert not charted & {each.dash for each in rings}


def test_delete_with_the_pointer_still_where_the_last_click_was_drops_a_proposal(again: ChartPage) -> None:
    click(again.leg_view, CALF)
    assert propose(again) == "10 proposed, 1.0 ml"
    press_key(Key.Key_Delete)
    assert (len(places(again)), said(again)) == (1, "9 proposed, 0.9 ml · 1 dropped")
    press_key(Key.Key_Plus)
    press_key(Key.Key_0)
    press_key(Key.Key_Delete)
    assert (len(places(again)), said(again)) == (1, "8 proposed, 0.8 ml · 2 dropped")
    click(again.leg_view, CALF)
    press_key(Key.Key_Delete)
    assert (len(places(again)), said(again)) == (1, "8 proposed, 0.8 ml · 2 dropped")
