"""Beside the legs nothing is squeezed below what it needs, on the smallest screens and under the longest warnings."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation
from sclerochart.store import patients, preparations, sessions, sites
from sclerochart.store.sites import NewSite
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.side_column import SideColumn
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import open_chart

SIZES = [(1366, 690), (1366, 768), (1280, 720), (1920, 1080)]
"""A screen of 1366×768 less a title and a task bar, the same whole, and others."""
ONE_LINE = "Latex"
LONG = ", ".join(f"substance {number}" for number in range(60))


def opened_chart(window: MainWindow, *, allergies: str, products: int) -> ChartPage:
    """The chart of a session with sites of so many preparations without lot and expiry, and a few without any."""
    desk = window.desk
    assert desk is not None
    do = desk.workspace.do
    patient = do(patients.add, Patient("", "Prim", "Placeholder", allergies=allergies, alerts=allergies))
    session = do(sessions.start, patient)
    new = []
    for n in range(products):
        made = Preparation("", "", 0, "fibrovein-0.2", f"Fibrovein {n}", "sodium tetradecyl sulfate", 2000, "liquid")
        new.append(NewSite(Spot("right", "lateral", 30, 640 - 9 * n), 125, "tel", do(preparations.add, session, made)))
    new += [NewSite(Spot("right", "lateral", 30, 640 - 9 * n), 125, "tel") for n in range(products, products + 9)]
    do(sites.add_many, session, new)
    page = open_chart(window, session)
    page.preparation.picker.setCurrentIndex(0)
    page.preparation.picker.activated.emit(0)
    assert page.preparation.name_unnamed.isVisible()
    return page


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def assert_whole(page: ChartPage) -> SideColumn:
    """Everything is as high as it needs to be, and nothing lies on anything else."""
    settle()
    side = page.findChild(SideColumn)
    preparation, sign = page.preparation, page.sign
    parts: list[QWidget] = [preparation.picker, preparation.lot, preparation.expiry, preparation.needle]
    parts += [preparation.name_unnamed, page.ledger.total, page.table, sign.reason, sign.missing, sign.sign]
    places = {}
    for part in parts:
        if part.isVisible():
            wrapped = isinstance(part, QLabel) and part.wordWrap()
            needed = part.heightForWidth(part.width()) if wrapped else part.minimumSizeHint().height()
            assert part.height() >= needed, part.objectName()
            places[part.objectName()] = QRect(part.mapTo(side.widget(), part.rect().topLeft()), part.size())
    for (one, first), (other, second) in combinations(places.items(), 2):
        assert not first.intersects(second), (one, other)
    for name, place in places.items():
        assert side.widget().rect().contains(place), name
    scrolls = side.widget().height() > side.viewport().height()
    assert side.verticalScrollBar().isVisible() == scrolls
    assert not scrolls or page.table.viewport().height() <= 50, "the table gives way before anything scrolls"
    return side


def seen(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


@pytest.mark.parametrize("allergies", ["", ONE_LINE, LONG], ids=["none", "a line", "long"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_beside_the_legs_covers_anything_else(
    window: MainWindow, size: tuple[int, int], allergies: str
) -> None:
    window.resize(*size)
    page = opened_chart(window, allergies=allergies, products=2)
    assert_whole(page)
    page.sign.press()
    assert_whole(page)
    assert (window.width(), window.height()) == size
    assert page.sign.reason.hasFocus()
    assert seen(page.sign.reason)
    assert seen(page.sign.sign)
    assert seen(page.sign.missing)
    QTest.keyClick(page.leg_view, Qt.Key.Key_S)
    side = assert_whole(page)
    assert size == (1366, 690) or allergies == LONG or not side.verticalScrollBar().isVisible()


def test_however_much_is_not_recorded_yet_all_of_it_can_be_read(window: MainWindow) -> None:
    window.resize(1366, 690)
    page = opened_chart(window, allergies=LONG, products=7)
    side = assert_whole(page)
    assert side.verticalScrollBar().isVisible()
    page.sign.press()
    assert_whole(page)
    assert seen(page.sign.missing)
    page.preparation.lot.setFocus()
    settle()
    assert seen(page.preparation.lot)
    assert not seen(page.sign.sign)
    page.sign.reason.setFocus()
    settle()
    assert seen(page.sign.reason)


def test_a_hand_that_scrolls_is_not_called_back_to_the_field_with_the_keys(window: MainWindow) -> None:
    window.resize(1366, 690)
    page = opened_chart(window, allergies=LONG, products=7)
    page.sign.press()
    settle()
    bar = page.findChild(SideColumn).verticalScrollBar()
    assert bar.value() > 0
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    page.workspace.do(sites.add, page.session_id, Spot("right", "lateral", 30, 500), volume_ul=50, vein_type="tel")
    settle()
    assert bar.value() == 0


def test_the_table_has_its_rows_again_when_there_is_room(window: MainWindow) -> None:
    window.resize(1366, 690)
    page = opened_chart(window, allergies=LONG, products=7)
    assert_whole(page)
    least = page.table.minimumSizeHint().height()
    window.resize(1366, 1000)
    settle()
    assert page.table.minimumSizeHint().height() > least
    assert page.table.viewport().height() >= 2 * 44


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_total_and_its_count_are_whole_however_long(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    page = opened_chart(window, allergies="", products=2)
    first = page.loaded.sites[0]
    for volume in (125, 19_875, 99 * 125):
        page.workspace.do(sites.edit, first.id, volume_ul=volume)
        many = [NewSite(Spot("left", "lateral", -30, 600), 19_875, "tel", injections=8)] * (volume > 125)
        page.workspace.do(sites.add_many, page.session_id, many)
        settle()
        ledger = page.ledger
        for label in (ledger.total, ledger.count):
            measure = label.fontMetrics().horizontalAdvance
            assert label.width() >= max(measure(line) for line in label.text().split("\n")), label.text()
        assert not ledger.total.geometry().intersects(ledger.count.geometry())
        assert not ledger.by_region.geometry().intersects(ledger.count.geometry())
        assert ledger.rect().contains(ledger.by_region.geometry())


def test_a_patient_without_end_leaves_the_column_its_room(window: MainWindow) -> None:
    window.resize(1366, 690)
    page = opened_chart(window, allergies=ONE_LINE, products=2)
    before = page.leg_view.height()
    workspace = page.workspace
    patient = patients.get(workspace.db, page.loaded.around.patient.id)
    workspace.do(patients.edit, replace(patient, family_name="Wolfe" * 30, allergies=LONG * 5, alerts=LONG * 5))
    page.refresh()
    assert_whole(page)
    assert before - page.leg_view.height() <= 2 * 22
    assert (window.width(), window.height()) == (1366, 690)
