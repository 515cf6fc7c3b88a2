"""A preparation that was picked by mistake is changed, with all its sites, or removed, from the list it came from."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sclerochart.domain.moments import from_utc
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation
from sclerochart.store import findings, journal, patients, preparations, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import open_chart, press_key
from tests.ui.chart.hands import CALF, LEFT, THIGH, click
from tests.ui.finding import find

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups

STRONG = Preparation(
    "", "", 0, "fibrovein-0.5", "Fibrovein 0.5%", "sodium tetradecyl sulfate", 5000, "liquid", "B7", date(2030, 1, 31),
    "30 G",
)  # fmt: skip

Pick = Callable[..., None]


@pytest.fixture
def pick(chart: ChartPage, qtbot: QtBot) -> Pick:
    """Choose from the list of the chart."""
    return lambda *starts: choose(chart, qtbot, *starts)


def choose(chart: ChartPage, qtbot: QtBot, *starts: str) -> None:
    """Open the list by its key, and choose the line that starts so; each line but the last opens another list."""
    box = chart.preparation.picker
    chart.leg_view.setFocus()
    press_key(Qt.Key.Key_P)
    for start in starts:
        qtbot.waitUntil(lambda start=start: box.view().isVisible() and bool(_lines(chart, start)))  # type: ignore[misc]
        box.view().setCurrentIndex(box.model().index(_lines(chart, start)[0], 0))
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert not box.view().isVisible()


def _lines(chart: ChartPage, start: str) -> list[int]:
    box = chart.preparation.picker
    return [at for at in range(box.count()) if box.itemText(at).startswith(start)]


@pytest.fixture
def strong(chart: ChartPage) -> str:
    """Three sites with a preparation that was picked by mistake."""
    made = chart.workspace.do(preparations.add, chart.session_id, STRONG)
    assert made is not None
    chart.next_site.choose_preparation(made)
    for _ in range(3):
        click(chart.leg_view, THIGH)
    return made


def own(chart: ChartPage) -> list[tuple[int, str, str, str]]:
    found = preparations.of_session(chart.workspace.db, chart.session_id)
    return [(one.position, one.brand, one.lot, one.needle) for one in found]


def of_sites(chart: ChartPage) -> set[str | None]:
    return {site.preparation_id for site in sites.of_session(chart.workspace.db, chart.session_id)}


def shown(chart: ChartPage) -> str:
    return chart.preparation.picker.currentText()


def test_it_is_changed_to_another_product_with_all_its_sites_in_one_step(
    chart: ChartPage, strong: str, pick: Pick
) -> None:
    before = [(1, "Fibrovein 0.5%", "B7", "30 G")]
    height = chart.preparation.height()
    pick("Change 1 · Fibrovein 0.5%, with its 3 sites", "Fibrovein 0.2%")
    assert own(chart) == [(1, "Fibrovein 0.2%", "", "30 G")]  # the lot was the other product's
    assert preparations.of_session(chart.workspace.db, chart.session_id)[0].ug_per_ml == 2000
    assert of_sites(chart) == {strong}
    assert "3 × 0.1 ml × 2 mg/ml = 0.6 mg" in chart.ledger.accessibleDescription()
    assert find(chart, QLabel, "sign-missing").text() == "Not recorded yet: lot and expiry of Fibrovein 0.2%."
    assert chart.preparation.lot.hasFocus()
    assert chart.preparation.height() == height
    chart.workspace.undo(chart.scope())
    assert own(chart) == before
    assert shown(chart) == "1 · Fibrovein 0.5% · lot B7"


def test_undo_pressed_in_the_empty_lot_field_takes_back_what_was_typed_there_and_then_the_change(
    vault: Vault, window: MainWindow, qtbot: QtBot
) -> None:
    session = sessions.start(vault.db, patients.add(vault.db, Patient("", "Prim", "Placeholder")))
    made = preparations.add(vault.db, session, STRONG)
    chart = open_chart(window, session)
    chart.next_site.choose_preparation(made)
    before = own(chart)
    choose(chart, qtbot, "Change 1", "Fibrovein 0.2%")
    lot = chart.preparation.lot
    assert lot.hasFocus()
    changed = own(chart)
    QTest.keyClicks(lot, "C3")
    assert own(chart) == [(1, "Fibrovein 0.2%", "C3", "30 G")]
    press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (own(chart), lot.text()) == (changed, "")
    press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert own(chart) == before


def test_it_is_changed_to_a_vial_used_before_with_its_lot(chart: ChartPage, strong: str, pick: Pick) -> None:
    db = chart.workspace.db
    session = sessions.get(db, chart.session_id)
    other = sessions.start(db, session.patient_id, at=from_utc(session.treated_at.utc - 60 * 86_400))
    preparations.add(db, other, Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "A1"))
    chart.refresh()
    pick("Change 1", "Fibrovein 0.2% · lot A1")
    assert own(chart) == [(1, "Fibrovein 0.2%", "A1", "30 G")]
    assert of_sites(chart) == {strong}
    assert not chart.preparation.lot.hasFocus()


def test_another_preparation_of_the_session_takes_over_its_sites_and_its_syringe(
    chart: ChartPage, strong: str, pick: Pick
) -> None:
    db = chart.workspace.db
    findings.fill_syringe(db, chart.session_id, 2000, preparation_id=strong)
    pick("Fibrovein 0.2%")
    pick("1 ·")
    pick("Change 1", "2 · Fibrovein 0.2%")
    (left,) = preparations.of_session(db, chart.session_id)
    assert (left.position, left.brand) == (2, "Fibrovein 0.2%")
    assert of_sites(chart) == {left.id}
    assert [each.preparation_id for each in findings.syringes_of_session(db, chart.session_id)] == [left.id]
    assert shown(chart) == "2 · Fibrovein 0.2%"
    assert journal.names(db, chart.scope()).undo == "Change preparation"
    chart.workspace.undo(chart.scope())
    assert of_sites(chart) == {strong}
    assert [each.preparation_id for each in findings.syringes_of_session(db, chart.session_id)] == [strong]


def test_what_the_next_site_gets_follows_when_changes_are_undone_and_done_again(
    chart: ChartPage, strong: str, pick: Pick
) -> None:
    for product in ("Fibrovein 0.2%", "Fibrovein 1%"):
        pick(product)
    second, third = (one.id for one in preparations.of_session(chart.workspace.db, chart.session_id)[1:])
    pick("1 ·")
    pick("Change 1", "2 · Fibrovein 0.2%")
    pick("Change 2", "3 · Fibrovein 1%")
    gets = [chart.next_site.preparation_id]
    for act in (chart.workspace.undo, chart.workspace.undo, chart.workspace.redo, chart.workspace.redo):
        act(chart.scope())
        gets.append(chart.next_site.preparation_id)
    assert gets == [third, second, strong, second, third]
    for _ in range(2):
        chart.workspace.undo(chart.scope())
    click(chart.leg_view, CALF)
    assert of_sites(chart) == {strong}


def test_a_preparation_that_was_removed_is_the_next_sites_again_once_that_is_undone(
    chart: ChartPage, strong: str, pick: Pick
) -> None:
    pick("Remove 1")
    chart.workspace.undo(chart.scope())
    assert shown(chart) == "1 · Fibrovein 0.5% · lot B7"
    click(chart.leg_view, CALF)
    assert of_sites(chart) == {strong}
    chart.workspace.undo(chart.scope())
    chart.workspace.redo(chart.scope())
    assert shown(chart) == "1 · Fibrovein 0.5% · lot B7"


@pytest.mark.parametrize("by_hand", ["list", "site"])
def test_a_preparation_chosen_since_is_kept_whatever_is_undone(
    chart: ChartPage, strong: str, pick: Pick, by_hand: str
) -> None:
    pick("Fibrovein 0.2%")
    second = chart.next_site.preparation_id
    click(chart.leg_view, CALF)
    pick("1 ·")
    pick("Change 1", "2 ·")
    if by_hand == "list":
        pick("2 ·")
    chart.workspace.undo(chart.scope())
    if by_hand == "site":
        assert chart.next_site.preparation_id == strong
        QTest.mouseClick(chart.leg_view, LEFT, Qt.KeyboardModifier.AltModifier, chart.leg_view.spot_to_pixel(CALF))
        chart.refresh()
    assert chart.next_site.preparation_id == second


def test_one_without_sites_is_removed_and_the_one_before_is_current(chart: ChartPage, strong: str, pick: Pick) -> None:
    pick("Fibrovein 1%")
    pick("Remove 2 · Fibrovein 1%")
    assert own(chart) == [(1, "Fibrovein 0.5%", "B7", "30 G")]
    assert of_sites(chart) == {strong}
    assert shown(chart) == "1 · Fibrovein 0.5% · lot B7"
    chart.workspace.undo(chart.scope())
    assert [brand for _, brand, *_ in own(chart)] == ["Fibrovein 0.5%", "Fibrovein 1%"]


@pytest.mark.usefixtures("strong")
def test_the_sites_of_one_that_is_removed_stay_and_are_named_anew(chart: ChartPage, pick: Pick) -> None:
    pick("Remove 1 · Fibrovein 0.5% · 3 sites stay, not named")
    assert own(chart) == []
    assert of_sites(chart) == {None}
    assert shown(chart) == "Preparation not named"
    pick("Fibrovein 0.2%")
    QTest.mouseClick(chart.preparation.name_unnamed, Qt.MouseButton.LeftButton)
    assert own(chart) == [(1, "Fibrovein 0.2%", "", "")]
    assert None not in of_sites(chart)


def test_a_change_that_was_only_looked_at_changes_nothing_and_the_next_press_shows_the_usual_list(
    chart: ChartPage, strong: str, pick: Pick
) -> None:
    head = journal.head(chart.workspace.db)
    pick("Change 1", "1 ·")
    assert journal.head(chart.workspace.db) == head
    pick("Fibrovein 0.2%")
    assert [brand for _, brand, *_ in own(chart)] == ["Fibrovein 0.5%", "Fibrovein 0.2%"]
    assert of_sites(chart) == {strong}


def test_a_change_that_was_left_by_escape_shows_the_usual_list_again(
    chart: ChartPage, strong: str, pick: Pick, qtbot: QtBot
) -> None:
    box = chart.preparation.picker
    press_key(Qt.Key.Key_P)
    box.view().setCurrentIndex(box.model().index(_lines(chart, "Change 1")[0], 0))
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.view().isVisible() and bool(_lines(chart, "Change it to")))
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    assert shown(chart) == "1 · Fibrovein 0.5% · lot B7"
    pick("Remove 1")
    assert own(chart) == []


def test_what_is_only_taken_over_or_signed_cannot_be_changed(chart: ChartPage, strong: str) -> None:
    db = chart.workspace.db
    chart.workspace.do(sessions.sign, chart.session_id)
    assert not _lines(chart, "Change") + _lines(chart, "Remove")
    second = sessions.start(db, sessions.get(db, chart.session_id).patient_id)
    page = ChartPage(chart.workspace, second)
    assert shown(page).endswith("(as before)")
    assert not _lines(page, "Change") + _lines(page, "Remove")
    page.close()
