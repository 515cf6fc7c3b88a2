"""Whatever opens or closes by itself after an act, no point of the legs moves under the hand."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sclerochart.domain import moments
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.store import patients, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import open_chart, press_key
from tests.ui.chart.hands import CALF, click, drag, lights

Key = Qt.Key
SPOTS = Spot("right", "lateral", 0, 330), Spot("left", "posterior", -95, 450), Spot("left", "anterior", 95, 250)
SIZES = (1366, 768), (1920, 1080)


@pytest.fixture(params=SIZES, ids=["small", "large"])
def page(request: pytest.FixtureRequest, vault: Vault, window: MainWindow) -> ChartPage:
    """The chart of a second session whose plan is the right leg."""
    window.resize(*request.param)
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder", allergies="Sticking plaster"))
    earlier = sessions.start(vault.db, patient, at=moments.from_utc(moments.now().utc - 60 * 86_400))
    for n in range(2):
        sites.add(vault.db, earlier, Spot("right", "lateral", 30, 640 - 30 * n), volume_ul=100, vein_type="tel")
    session = sessions.start(vault.db, patient)
    sessions.set_plan(vault.db, session, "right")
    return open_chart(window, session)


def places(page: ChartPage) -> list[QPoint]:
    """Where points of the legs stand in the window, once everything has found its place."""
    for _ in range(3):
        QApplication.processEvents()
    return [page.leg_view.mapTo(page.window(), page.leg_view.spot_to_pixel(spot)) for spot in SPOTS]


def free(page: ChartPage) -> bool:
    """Whether a hand reaches the leg, and the words that name its side, at every one of the places."""
    view, window = page.leg_view, page.window()
    top = view.mapTo(window, QPoint(view.width() // 2, 24))
    return all(window.childAt(at) is view for at in (*places(page), top))


def test_the_question_about_the_side_leaves_the_legs_where_they_are(page: ChartPage) -> None:
    before = places(page)
    click(page.leg_view, CALF)
    assert places(page) == before
    assert page.entering.question.asks()
    assert free(page)
    assert page.palette_bar.isVisible()
    keep = page.entering.question.findChild(type(page.entering.question.undo), "side-keep")
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert not page.entering.question.asks()
    assert places(page) == before


def test_a_vein_that_was_drawn_opens_its_strip_and_moves_nothing(page: ChartPage) -> None:
    view = page.leg_view
    QTest.keyClick(view, Key.Key_D)
    before = places(page)
    drag(view, view.spot_to_pixel(Spot("right", "lateral", 10, 420)), view.spot_to_pixel(SPOTS[0]), steps=20)
    assert places(page) == before
    assert page.marking.runs.isVisible()
    assert free(page)
    press_key(Key.Key_Escape)
    press_key(Key.Key_Escape)
    assert places(page) == before
    assert page.marking.runs.isHidden()


@pytest.mark.parametrize("kind", [Key.Key_U, Key.Key_P], ids=["ulcer", "perforator"])
def test_the_words_of_a_mark_move_nothing(page: ChartPage, kind: Qt.Key) -> None:
    before = places(page)
    QTest.keyClick(page.leg_view, Key.Key_K)
    press_key(kind)
    assert places(page) == before
    click(page.leg_view, CALF)
    assert places(page) == before
    assert page.marking.marks.details.isVisible()
    assert free(page)


def test_the_last_proposal_ends_the_strip_and_moves_nothing(page: ChartPage) -> None:
    before = places(page)
    QTest.keyClick(page.leg_view, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert places(page) == before
    assert page.entering.proposals.isVisible()
    assert page.palette_bar.isVisible()
    for _ in range(2):
        press_key(Key.Key_Return)
        assert places(page) == before
    assert page.entering.proposals.isHidden()
    assert free(page)


@pytest.mark.parametrize("key", [Key.Key_S, Key.Key_Q, Key.Key_A, Key.Key_K], ids=["syringe", "quick", "area", "marks"])
def test_a_strip_that_is_opened_moves_nothing_either(page: ChartPage, key: Qt.Key) -> None:
    before = places(page)
    QTest.keyClick(page.leg_view, key)
    assert page.strips.height() > 40
    assert places(page) == before
    assert free(page)


def test_where_strips_cover_the_words_over_the_legs_each_leg_is_named_below_them(page: ChartPage) -> None:
    click(page.leg_view, CALF)
    places(page)
    assert page.leg_view.covered == 0
    QTest.keyClick(page.leg_view, Key.Key_Q)
    places(page)
    view, covered = page.leg_view, page.leg_view.covered
    named = lights(view.grab(QRect(0, covered, view.width(), 28)).toImage())
    view.set_covered(0)
    bare = lights(view.grab(QRect(0, covered, view.width(), 28)).toImage())
    heading = next(each.y for each in view.sheet.headings if each.text == "Left leg")
    assert (named != bare) == (view.viewport.fit.pixel(0, heading)[1] < covered)
    press_key(Key.Key_Escape)
    places(page)
    assert view.covered == 0


def test_a_field_of_the_session_that_has_the_keys_is_not_covered(page: ChartPage) -> None:
    click(page.leg_view, CALF)
    places(page)
    notes, window = page.header.notes, page.window()
    middle = notes.mapTo(window, notes.rect().center())
    assert window.childAt(middle) is not notes
    notes.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.childAt(middle) is notes
    page.leg_view.setFocus(Qt.FocusReason.OtherFocusReason)
    assert window.childAt(middle) is not notes
