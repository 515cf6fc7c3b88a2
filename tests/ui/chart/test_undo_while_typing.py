"""Undo and redo pressed while a field holds what is not kept yet: that comes first."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation
from sclerochart.store import findings, patients, preparations, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.site_model import VOLUME
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import open_chart
from tests.ui.chart.hands import CALF, LEFT, THIGH, click, drag
from tests.ui.finding import find

Key = Qt.Key


@pytest.fixture
def page(vault: Vault, window: MainWindow) -> ChartPage:
    """Two sites of 0.1 ml."""
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder"))
    session = sessions.start(vault.db, patient)
    found = open_chart(window, session)
    for spot in (THIGH, CALF):
        click(found.leg_view, spot)
    return found


@pytest.fixture
def volumes(page: ChartPage) -> Callable[[], list[int]]:
    return lambda: [each.volume_ul for each in sites.of_session(page.workspace.db, page.session_id)]


def press(page: ChartPage, name: str) -> None:
    QTest.mouseClick(find(page.window(), QToolButton, name), LEFT)


def write(page: ChartPage, words: str) -> None:
    """Begin to type a volume in the first row of the table."""
    at = page.table.visualRect(page.table.sites.index(0, VOLUME)).center()
    QTest.mouseClick(page.table.viewport(), LEFT, pos=at)
    QTest.mouseDClick(page.table.viewport(), LEFT, pos=at)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, words)


def test_undo_takes_back_what_is_being_typed_in_the_table_and_redo_brings_it(
    page: ChartPage, volumes: Callable[[], list[int]]
) -> None:
    write(page, "5")
    press(page, "undo")
    assert volumes() == [100, 100]
    press(page, "redo")
    assert volumes() == [5000, 100]
    for _ in range(2):
        press(page, "undo")
    assert volumes() == [100]


def test_what_cannot_be_kept_is_said_and_nothing_else_is_undone_in_that_press(
    page: ChartPage, volumes: Callable[[], list[int]]
) -> None:
    said: list[str] = []
    page.workspace.problem.connect(said.append)
    write(page, "five")
    press(page, "undo")
    assert (volumes(), len(said)) == ([100, 100], 1)
    press(page, "undo")
    assert volumes() == [100]


def test_redo_keeps_what_is_being_typed_and_brings_nothing_else(
    page: ChartPage, volumes: Callable[[], list[int]]
) -> None:
    press(page, "undo")
    write(page, "0.2")
    press(page, "redo")
    assert volumes() == [200]


def test_after_undo_the_keys_of_the_diagram_work_at_once(page: ChartPage) -> None:
    write(page, "5")
    press(page, "undo")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_3)
    assert page.next_site.volume_ul == 200


def test_undo_takes_back_a_diameter_that_is_being_typed_and_leaves_the_keys_there(page: ChartPage) -> None:
    view = page.leg_view
    QTest.keyClick(view, Key.Key_D)
    drag(view, view.spot_to_pixel(THIGH), view.spot_to_pixel(THIGH) + QPoint(0, 40), steps=20)
    field = find(page, QLineEdit, "run-diameter")
    field.setFocus()
    QTest.keyClicks(field, "0.4")
    press(page, "undo")
    (run,) = findings.runs_of_session(page.workspace.db, page.session_id)
    assert (run.diameter_um, field.text(), field.hasFocus()) == (None, "", True)
    click(view, CALF)
    (run,) = findings.runs_of_session(page.workspace.db, page.session_id)
    assert run.diameter_um is None


def test_undo_takes_back_notes_that_are_being_typed_in_one_press(page: ChartPage) -> None:
    field = find(page, QLineEdit, "session-notes")
    field.setFocus()
    QTest.keyClicks(field, "looked at twice")
    press(page, "undo")
    assert (sessions.get(page.workspace.db, page.session_id).notes, field.text()) == ("", "")
    assert field.hasFocus()


def test_an_expiry_that_cannot_be_read_is_refused_and_undo_takes_back_nothing_else(
    page: ChartPage, volumes: Callable[[], list[int]]
) -> None:
    vial = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "B7", date(2030, 1, 31))
    page.next_site.choose_preparation(page.workspace.do(preparations.add, page.session_id, vial))
    click(page.leg_view, THIGH)
    before = volumes()
    said: list[str] = []
    page.workspace.problem.connect(said.append)
    field = find(page, QLineEdit, "expiry-field")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "99")
    press(page, "undo")
    (kept,) = preparations.of_session(page.workspace.db, page.session_id)
    assert (volumes(), kept.expiry) == (before, date(2030, 1, 31))
    assert len(said) == 1
    assert "“99” cannot be read" in said[0]
