"""Whatever is open, the chart fits the screen of a small laptop, and nothing lies outside what holds it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from sclerochart.domain import atlas as legs
from sclerochart.domain import diagram, moments
from sclerochart.domain.diagram import heading_shapes
from sclerochart.domain.layout import BESIDE, HEADER, LEG_WORDS, eight_views
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation
from sclerochart.domain.shapes import Text
from sclerochart.store import clinic, patients, preparations, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.leg_view import LegView
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import open_chart, press_key
from tests.ui.chart.hands import CALF, click, lights, point
from tests.ui.finding import find

ATLAS = legs.shipped()
KNEE = Spot("left", "posterior", -95, 330)
Key = Qt.Key


@pytest.fixture
def page(vault: Vault, window: MainWindow) -> ChartPage:
    """The chart of a second session whose plan is the right leg, with a site on the left one: the question stands."""
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder", allergies="Sticking plaster"))
    earlier = sessions.start(vault.db, patient, at=moments.from_utc(moments.now().utc - 60 * 86_400))
    for n in range(5):
        spot = Spot("right", "lateral", 30, 640 - 9 * n)
        sites.add(vault.db, earlier, spot, volume_ul=100, vein_type="tel")
    session = sessions.start(vault.db, patient)
    sessions.set_plan(vault.db, session, "right")
    found = open_chart(window, session)
    click(found.leg_view, CALF)
    assert found.entering.question.asks()
    return found


def fits(window: MainWindow) -> None:
    for _ in range(3):
        QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert window.minimumSizeHint().height() <= 768
    assert window.minimumSizeHint().width() <= 1366
    page = window.findChild(ChartPage)
    for child in page.findChildren(QWidget):
        holder = child.parentWidget()
        inside = child.isVisible() and not child.isWindow() and not holder.objectName().startswith("qt_scrollarea")
        if inside:
            assert holder.rect().contains(child.geometry()), (child, child.geometry(), holder.rect())
    box = page.mapTo(window, page.rect().topLeft())
    assert box.y() + page.height() <= window.height()


def press(page: ChartPage, *keys: Qt.Key) -> None:
    for each in keys:
        QTest.keyClick(page.leg_view, each)


def repeat(page: ChartPage) -> None:
    QTest.keyClick(page.leg_view, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.entering.proposals.isVisible()


def syringe(page: ChartPage) -> None:
    press(page, Key.Key_S)
    assert page.entering.syringe.isVisible()


def quick(page: ChartPage) -> None:
    press(page, Key.Key_Q)
    assert page.entering.quick.isVisible()


def area(page: ChartPage) -> None:
    press(page, Key.Key_A)
    assert page.entering.area.isVisible()


def perforator(page: ChartPage) -> None:
    press(page, Key.Key_K)
    press_key(Key.Key_P)
    click(page.leg_view, KNEE)
    assert page.marking.marks.details.isVisible()


def note(page: ChartPage) -> None:
    press(page, Key.Key_N)
    click(page.leg_view, KNEE)
    assert page.marking.marks.details.phrases.isVisible()


Act = Callable[[ChartPage], None]


@pytest.mark.parametrize("bar", [Key.Key_G, Key.Key_W], ids=["course", "clocks"])
@pytest.mark.parametrize("second", [syringe, quick, area, perforator, note])
def test_the_question_with_two_strips_and_a_bar_fits(
    window: MainWindow, page: ChartPage, second: Act, bar: Qt.Key
) -> None:
    press(page, bar)
    fits(window)
    repeat(page)
    fits(window)
    second(page)
    fits(window)
    assert page.leg_view.height() >= LegView.minimumSizeHint(page.leg_view).height()


def test_the_palette_gives_its_room_to_the_legs_and_comes_back(window: MainWindow, page: ChartPage) -> None:
    fits(window)
    assert page.palette_bar.isVisible()
    repeat(page)
    perforator(page)
    fits(window)
    assert page.palette_bar.isHidden()
    assert page.leg_view.height() >= 250
    QTest.keyClick(page.leg_view, Key.Key_5)
    assert page.next_site.volume_ul == 500
    QTest.keyClick(page.leg_view, Key.Key_Escape)
    QTest.keyClick(page.leg_view, Key.Key_Escape)
    fits(window)
    assert page.palette_bar.isVisible()


def treat(page: ChartPage) -> None:
    """Two preparations, each with its line and a dozen sites."""
    for product in ("fibrovein-0.2", "fibrovein-0.5"):
        adopted = AdoptedLine("", product, "liquid", 10_000, "label, Italy", "a source")
        page.workspace.do(clinic.adopt_line, adopted)
        made = Preparation("", "", 0, product, product, "", 2000, "liquid", "DEMO-17A", date(2030, 1, 31))
        made_id = page.workspace.do(preparations.add, page.session_id, made)
        for n in range(12):
            spot = Spot("left", "posterior", -95, 400 - 12 * n)
            page.workspace.do(sites.add, page.session_id, spot, volume_ul=1000, vein_type="tel", preparation_id=made_id)


def test_the_ledger_by_region_fits_and_its_sums_are_whole(window: MainWindow, page: ChartPage) -> None:
    treat(page)
    fits(window)
    for _ in range(2):
        ledger = page.ledger
        for label in (ledger.total, ledger.count, ledger.legs):
            measure = label.fontMetrics().horizontalAdvance
            assert label.width() >= max(measure(line) for line in label.text().split("\n"))
        assert ledger.by_region.x() - ledger.count.geometry().right() >= 8
        press(page, Key.Key_Y)
        fits(window)


def test_every_key_is_seen_on_the_sheet_without_scrolling(window: MainWindow, page: ChartPage) -> None:
    press(page, Key.Key_Question)
    fits(window)
    scroll = page.key_sheet.findChild(QScrollArea)
    assert scroll.isVisible()
    assert scroll.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("strip", [repeat, syringe, quick, area, perforator, note])
def test_no_open_strip_lies_over_the_sheet_of_keys(window: MainWindow, page: ChartPage, strip: Act) -> None:
    strip(page)
    QTest.mouseClick(find(page, QAbstractButton, "tool-keys"), Qt.MouseButton.LeftButton)
    assert_uncovered(page)
    # Nor when the focus goes to what changes the chart from outside the page, and comes back.
    for one in (find(window, QAbstractButton, "undo"), page.key_sheet.again, page.key_sheet.shut):
        one.setFocus()
        assert_uncovered(page)
    QTest.mouseClick(page.key_sheet.shut, Qt.MouseButton.LeftButton)
    assert page.strips.isAncestorOf(page.childAt(page.strips.geometry().center()))


def assert_uncovered(page: ChartPage) -> None:
    sheet = page.key_sheet
    assert sheet.isVisible()
    for x in range(4, page.width(), 40):
        for y in range(4, page.height(), 40):
            on_top = page.childAt(x, y)
            assert on_top is sheet or sheet.isAncestorOf(on_top), (x, y, on_top)


def test_what_is_pointed_at_says_that_it_goes_on_where_it_has_no_room(window: MainWindow, page: ChartPage) -> None:
    QApplication.processEvents()
    room = page.pointed.width()
    point(page.leg_view, CALF)
    assert page.pointed.text().startswith("Site 1 · ")
    longer = page.pointed.fontMetrics().horizontalAdvance(page.pointed.text()) > room
    assert page.pointed.toolTip() == (page.pointed.text() if longer else "")
    drawn = page.pointed.grab().toImage()
    page.pointed.setText(page.pointed.text() * 3)
    assert page.pointed.toolTip() == page.pointed.text()
    assert page.pointed.width() == room
    assert page.pointed.grab().toImage() != drawn


def test_however_small_the_legs_the_words_over_them_are_whole_and_apart() -> None:
    sheet = eight_views(ATLAS)
    for unit in (0.5, 2.0, 4.0):
        words = [shape for shape in heading_shapes(sheet, unit, "light") if isinstance(shape, Text)]
        assert all(each.y + 0.74 * each.size <= sheet.top for each in words)
        top = min(each.y for each in words if each.bold)
        assert all(each.y + 0.8 * each.size <= top for each in words if not each.bold and each.y > top - 40)


def test_the_window_stays_as_high_when_list_and_regions_are_opened_in_a_signed_session(
    page: ChartPage, window: MainWindow
) -> None:
    treat(page)
    page.workspace.do(sessions.sign, page.session_id, reason="tried out")
    fits(window)
    for name in ("tool-list", "by-region") * 2:
        QTest.mouseClick(find(page, QAbstractButton, name), Qt.MouseButton.LeftButton)
        fits(window)
    assert page.table.isVisible()


@pytest.mark.parametrize("key", [Key.Key_S, Key.Key_Q], ids=["syringe", "quick"])
def test_under_strips_every_view_and_leg_is_named_once_and_whole(
    window: MainWindow, page: ChartPage, key: Qt.Key
) -> None:
    window.resize(1366, 768)
    QTest.keyClick(page.leg_view, key)
    QApplication.processEvents()
    view = page.leg_view
    covered, fit = view.covered, view.viewport.fit
    assert covered > 0
    pinned = diagram.pinned_shapes(view.sheet, fit, view.width(), "light", under=covered)
    words: dict[float, list[str]] = {}
    for each in pinned:
        if isinstance(each, Text):
            words.setdefault(round(each.x, 3), []).append(each.text)
            assert fit.pixel(0, each.y + each.size)[1] >= covered - 1
    named = [[BESIDE[panel.view], LEG_WORDS[panel.side]] for panel in view.sheet.panels if not panel.inset]
    assert sorted(words.values()) == sorted(named)
    # Nothing is left of the words that are half covered: paper, and the plates of those that are pinned.
    rows = view.grab(QRect(0, covered, view.width(), 2)).toImage()
    head = fit.pixel(0, view.sheet.top - HEADER)[1]
    assert head < covered or len(set(lights(rows))) <= 3
