"""A session charted by hand through the page, with everything on disk at once."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.documents.record import record_pdf
from sclerochart.domain import atlas as legs
from sclerochart.domain import moments, text
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation, Site
from sclerochart.domain.text import long_date, ml, ml_number
from sclerochart.store import clinic, journal, patients, preparations, sessions, sites
from sclerochart.ui.chart import site_model
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.chart.preparation_picker import shortened
from sclerochart.ui.chart.site_table import ROW_HEIGHT
from sclerochart.ui.workspace import Workspace
from tests.documents import reading
from tests.ui.chart.hands import CALF, SHIN, THIGH, click, drag, point
from tests.ui.finding import find

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups
ATLAS = legs.shipped()


def press(page: ChartPage, name: str) -> None:
    QTest.mouseClick(find(page, QWidget, name), Qt.MouseButton.LeftButton)


def words(page: ChartPage, name: str) -> str:
    return find(page, QLabel, name).text()


def ledger_says(page: ChartPage) -> str:
    return find(page, QWidget, "ledger").accessibleDescription()


def pick(page: ChartPage, starts: str) -> None:
    """Choose the first line of the preparation picker that starts so, by keys, as a person would."""
    box = find(page, QComboBox, "preparation-picker")
    row = next(at for at in range(box.count()) if box.itemText(at).startswith(starts))
    box.showPopup()
    view = box.view()
    view.setCurrentIndex(box.model().index(row, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)


def retype(field: QLineEdit, typed: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def place(page: ChartPage, count: int, ul: int, *, spot: Spot = THIGH, apart: float = 3.0) -> None:
    press(page, f"volume-{ul}")
    for n in range(count):
        click(page.leg_view, Spot(spot.side, spot.view, spot.x, spot.y - apart * n))


def adopt(workspace: Workspace, product_id: str, ul: int = 10_000) -> None:
    workspace.do(clinic.adopt_line, AdoptedLine("", product_id, "liquid", ul, "label, UK 2022", "a source"))


@pytest.fixture
def stored(workspace: Workspace, session_id: str) -> Callable[[], list[int]]:
    return lambda: [site.volume_ul for site in sites.of_session(workspace.db, session_id)]


# Placing --------------------------------------------------------------------------------------------------------------


def test_one_click_places_a_site_on_disk_in_the_table_and_in_the_total(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    click(chart.leg_view, THIGH)
    placed = sites.of_session(workspace.db, session_id)
    assert [(site.volume_ul, site.vein_type, site.preparation_id) for site in placed] == [(100, "tel", None)]
    assert placed[0].place.side == "right"
    assert chart.table.sites.rowCount() == 1
    assert chart.table.sites.index(0, site_model.REGION).data() == "Right lateral thigh, middle ⅓"
    assert words(chart, "total-volume") == "0.1 ml"
    assert "Preparation not named" in ledger_says(chart)


def test_forty_clicks_are_forty_sites(chart: ChartPage, stored: Callable[[], list[int]]) -> None:
    place(chart, 20, 100)
    place(chart, 20, 200, spot=CALF, apart=4.0)
    assert stored() == [100] * 20 + [200] * 20
    assert words(chart, "total-volume") == "6.0 ml"


def test_a_click_on_top_of_a_site_places_another(chart: ChartPage, stored: Callable[[], list[int]]) -> None:
    click(chart.leg_view, THIGH)
    click(chart.leg_view, THIGH)
    assert stored() == [100, 100]


def test_a_click_leaves_nothing_selected(chart: ChartPage) -> None:
    click(chart.leg_view, THIGH)
    assert not chart.table.currentIndex().isValid()


def test_number_keys_and_letters_set_what_the_next_site_gets(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    for key in ("1", "2", "3", "4", "5", "6"):
        QTest.keyClick(chart.leg_view, key)
        click(chart.leg_view, THIGH)
    for key in "CMRVOT":
        QTest.keyClick(chart.leg_view, key)
        click(chart.leg_view, CALF)
    placed = sites.of_session(workspace.db, session_id)
    assert [site.volume_ul for site in placed[:6]] == [50, 100, 200, 300, 500, 1000]
    assert [site.vein_type for site in placed[6:]] == ["tel-central", "tel-matted", "ret", "var-small", "corona", "tel"]


def test_keys_work_also_while_the_table_has_the_focus(chart: ChartPage, stored: Callable[[], list[int]]) -> None:
    click(chart.leg_view, THIGH)
    chart.table.setFocus()
    QTest.keyClick(chart.table, "5")
    click(chart.leg_view, THIGH)
    assert stored() == [100, 500]


def test_the_buttons_say_what_is_current(chart: ChartPage) -> None:
    press(chart, "volume-300")
    press(chart, "vein-r")
    assert find(chart, QWidget, "volume-300").property("checked")
    assert find(chart, QWidget, "vein-r").property("checked")
    assert not find(chart, QWidget, "volume-100").property("checked")


def test_a_drag_moves_a_site_and_one_undo_takes_it_back(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    click(chart.leg_view, THIGH)
    before = sites.of_session(workspace.db, session_id)[0].place
    at = chart.leg_view.spot_to_pixel(THIGH)
    drag(chart.leg_view, at, at + QPoint(0, 60))
    after = sites.of_session(workspace.db, session_id)[0].place
    assert after.z < before.z - 500
    workspace.undo(chart.scope())
    assert sites.of_session(workspace.db, session_id)[0].place == before


def test_undo_and_redo_of_a_placement_reach_diagram_table_and_total(chart: ChartPage, workspace: Workspace) -> None:
    click(chart.leg_view, THIGH)
    click(chart.leg_view, CALF)
    workspace.undo(chart.scope())
    assert (chart.table.sites.rowCount(), words(chart, "total-volume")) == (1, "0.1 ml")
    workspace.redo(chart.scope())
    assert (chart.table.sites.rowCount(), words(chart, "total-volume")) == (2, "0.2 ml")


def test_delete_acts_under_the_pointer_else_on_the_current_row(
    chart: ChartPage, stored: Callable[[], list[int]]
) -> None:
    place(chart, 1, 100)
    place(chart, 1, 200, spot=CALF)
    place(chart, 1, 300, spot=SHIN)
    chart.table.setCurrentIndex(chart.table.sites.index(0, 0))
    point(chart.leg_view, CALF)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_Delete)
    assert stored() == [100, 300]
    point(chart.leg_view, QPoint(3, 3))
    QTest.keyClick(chart.leg_view, Qt.Key.Key_Delete)
    assert stored() == [300]


def test_one_hold_of_an_arrow_is_one_undo_step(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    click(chart.leg_view, THIGH)
    point(chart.leg_view, THIGH)
    before = sites.of_session(workspace.db, session_id)[0].place
    fold = "one hold"
    for n in range(1, 4):
        spot = Spot(THIGH.side, THIGH.view, THIGH.x, THIGH.y + n)
        chart.leg_view.site_moved.emit(chart.table.sites.site(0).id, spot, fold)
    assert sites.of_session(workspace.db, session_id)[0].place.z > before.z
    workspace.undo(chart.scope())
    assert sites.of_session(workspace.db, session_id)[0].place == before


def test_alt_and_a_key_change_the_site_under_the_pointer(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    click(chart.leg_view, THIGH)
    point(chart.leg_view, THIGH)
    QTest.keyClick(chart.leg_view, "5", Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(chart.leg_view, "R", Qt.KeyboardModifier.AltModifier)
    changed = sites.of_session(workspace.db, session_id)[0]
    assert (changed.volume_ul, changed.vein_type) == (500, "ret")
    assert find(chart, QWidget, "volume-100").property("checked")


# The table ------------------------------------------------------------------------------------------------------------


def edit_cell(chart: ChartPage, row: int, column: int, typed: str) -> None:
    chart.table.setCurrentIndex(chart.table.sites.index(row, column))
    QTest.keyClick(chart.table, Qt.Key.Key_Return)
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QLineEdit)
    retype(editor, typed)
    QApplication.processEvents()  # the editor closes


def test_a_volume_and_a_note_are_typed_in_the_table(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    click(chart.leg_view, THIGH)
    edit_cell(chart, 0, site_model.VOLUME, "0.15")
    edit_cell(chart, 0, site_model.NOTE, "blanched")
    changed = sites.of_session(workspace.db, session_id)[0]
    assert (changed.volume_ul, changed.note) == (150, "blanched")
    assert words(chart, "total-volume") == "0.15 ml"


def test_a_volume_that_cannot_be_read_changes_nothing_and_says_so(
    chart: ChartPage, workspace: Workspace, stored: Callable[[], list[int]], qtbot: QtBot
) -> None:
    click(chart.leg_view, THIGH)
    with qtbot.waitSignal(workspace.problem) as caught:
        edit_cell(chart, 0, site_model.VOLUME, "lots")
    assert "such as 0.15" in caught.args[0]
    assert stored() == [100]


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        (site_model.VEIN, "ret", "vein_type", "ret"),
        (site_model.REGION, "KN-L", "corrected_region", "KN-L"),
    ],
)
def test_a_choice_in_the_table_is_kept(
    chart: ChartPage, workspace: Workspace, session_id: str, column: int, value: str, field: str, expected: str
) -> None:
    click(chart.leg_view, THIGH)
    index = chart.table.sites.index(0, column)
    chart.table.setCurrentIndex(index)
    QTest.keyClick(chart.table, Qt.Key.Key_Return)
    box = chart.table.findChild(QComboBox)
    assert box is not None
    box.view().setCurrentIndex(box.model().index(box.findData(value), 0))
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert getattr(sites.of_session(workspace.db, session_id)[0], field) == expected


def test_a_region_set_by_hand_is_shown_with_its_side(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    click(chart.leg_view, THIGH)
    site_id = sites.of_session(workspace.db, session_id)[0].id
    workspace.do(sites.edit, site_id, corrected_region="KN-L")
    index = chart.table.sites.index(0, site_model.REGION)
    assert index.data() == "Right lateral knee ✎"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Right lateral knee, set by hand"


def test_the_region_under_the_pointer_is_named_with_its_watch_outs(chart: ChartPage) -> None:
    point(chart.leg_view, THIGH)
    assert words(chart, "pointed-region").startswith("Right lateral thigh, middle third · ")
    point(chart.leg_view, QPoint(3, 3))
    assert words(chart, "pointed-region").strip() == ""


def test_a_site_under_the_pointer_is_read_out_and_its_row_is_marked(chart: ChartPage) -> None:
    click(chart.leg_view, THIGH)
    point(chart.leg_view, THIGH)
    assert words(chart, "pointed-region").startswith(
        "Site 1 · 0.1 ml · Telangiectasia · Preparation not named · Right lateral thigh, middle third"
    )
    background = Qt.ItemDataRole.BackgroundRole
    assert chart.table.sites.index(0, 0).data(background) is not None
    point(chart.leg_view, QPoint(3, 3))
    assert chart.table.sites.index(0, 0).data(background) is None


def test_a_turn_of_the_wheel_in_passing_changes_neither_time_nor_preparation(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    before = journal.head(workspace.db)
    for widget in (chart.header.treated_at, find(chart, QComboBox, "preparation-picker")):
        shown = chart.header.treated_at.text()
        at = QPointF(widget.rect().center())
        turn = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, turn)
        assert chart.header.treated_at.text() == shown
    assert journal.head(workspace.db) == before


def test_a_finger_resting_on_a_site_makes_its_row_current(chart: ChartPage) -> None:
    click(chart.leg_view, THIGH)
    chart.leg_view.site_chosen.emit(chart.table.sites.site(0).id)
    assert chart.table.current_site() == chart.table.sites.site(0).id


# Preparation ----------------------------------------------------------------------------------------------------------


def test_a_product_picked_becomes_current_with_lot_and_expiry_typed(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "lot-field"), "B77")
    retype(find(chart, QLineEdit, "expiry-field"), "03/2027")
    retype(find(chart, QLineEdit, "needle-field"), "30 G")
    click(chart.leg_view, THIGH)
    (made,) = preparations.of_session(workspace.db, session_id)
    assert (made.product_id, made.ug_per_ml, made.lot, made.expiry, made.needle) == (
        "fibrovein-0.2", 2000, "B77", date(2027, 3, 31), "30 G",
    )  # fmt: skip
    assert sites.of_session(workspace.db, session_id)[0].preparation_id == made.id


def test_typing_a_lot_is_one_undo_step(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    pick(chart, "Fibrovein 0.2")
    field = find(chart, QLineEdit, "lot-field")
    retype(field, "B77")
    chart.leg_view.setFocus()
    assert journal.names(workspace.db, chart.scope()).undo == "Edit preparation"
    workspace.undo(chart.scope())
    assert preparations.of_session(workspace.db, session_id)[0].lot == ""
    assert field.text() == ""


def test_an_expiry_that_cannot_be_read_is_explained_beside_it(chart: ChartPage) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "expiry-field"), "soon")
    assert "03/2027" in words(chart, "preparation-note")
    retype(find(chart, QLineEdit, "expiry-field"), "12/2027")
    assert words(chart, "preparation-note") == ""


def test_enter_leads_from_lot_to_expiry_to_needle_to_the_diagram(chart: ChartPage) -> None:
    pick(chart, "Fibrovein 0.2")
    for name in ("lot-field", "expiry-field", "needle-field"):
        assert find(chart, QLineEdit, name).hasFocus()
        QTest.keyClick(find(chart, QLineEdit, name), Qt.Key.Key_Return)
    assert chart.leg_view.hasFocus()


def test_an_expiry_is_kept_by_whatever_is_pressed_next(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    pick(chart, "Fibrovein 0.2")
    field = find(chart, QLineEdit, "expiry-field")
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "03/2027")
    press(chart, "export-record")
    assert preparations.of_session(workspace.db, session_id)[0].expiry == date(2027, 3, 31)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    press(chart, "volume-200")
    assert chart.leg_view.hasFocus()


def test_an_expired_vial_is_stated_as_a_fact(chart: ChartPage) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "expiry-field"), "01/2020")
    assert words(chart, "preparation-note") == "Expired on 31 Jan 2020, before the day of treatment."


def test_a_new_vial_is_a_new_preparation_of_the_same_product(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "lot-field"), "B77")
    click(chart.leg_view, THIGH)
    press(chart, "new-vial")
    retype(find(chart, QLineEdit, "lot-field"), "B78")
    click(chart.leg_view, THIGH)
    made = preparations.of_session(workspace.db, session_id)
    assert [(one.product_id, one.lot) for one in made] == [("fibrovein-0.2", "B77"), ("fibrovein-0.2", "B78")]
    assert [site.preparation_id for site in sites.of_session(workspace.db, session_id)] == [one.id for one in made]


def test_editing_a_preparation_corrects_all_its_sites_in_the_ledger(chart: ChartPage) -> None:
    pick(chart, "Fibrovein 0.2")
    place(chart, 3, 100)
    retype(find(chart, QLineEdit, "lot-field"), "B77")
    assert "Fibrovein 0.2" in ledger_says(chart)
    assert "lot B77" in ledger_says(chart)


def test_sites_without_a_preparation_are_named_in_one_act(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    place(chart, 3, 100)
    assert "3 × 0.1 ml = 0.3 ml" in ledger_says(chart)
    pick(chart, "Fibrovein 0.2")
    assert find(chart, QPushButton, "name-unnamed").text() == "Name 3 unnamed sites as this"
    press(chart, "name-unnamed")
    (made,) = preparations.of_session(workspace.db, session_id)
    assert {site.preparation_id for site in sites.of_session(workspace.db, session_id)} == {made.id}
    assert "3 × 0.1 ml × 2 mg/ml = 0.6 mg" in ledger_says(chart)
    assert find(chart, QPushButton, "name-unnamed").isHidden()


def test_the_closed_list_keeps_product_and_strength_and_shows_that_it_leaves_something_out(chart: ChartPage) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "lot-field"), "DEMO-17A-0093")
    picker = chart.preparation.picker
    assert picker.currentText() == "1 · Fibrovein 0.2% · lot DEMO-17A-0093"
    assert picker.closed_words() == "1 · Fibrovein 0.2% · …"
    assert picker.toolTip() == picker.currentText()
    metrics = picker.fontMetrics()
    assert shortened(picker.currentText(), metrics, 2000) == picker.currentText()
    narrow = shortened(picker.currentText(), metrics, 100)
    assert "…" in narrow
    assert metrics.horizontalAdvance(narrow) <= 100


def test_a_product_of_the_clinics_own_takes_a_name_and_a_strength(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    pick(chart, "Other")
    retype(find(chart, QLineEdit, "product-name-field"), "Glycerin 72 %")
    retype(find(chart, QLineEdit, "strength-field"), "2.5")
    (made,) = preparations.of_session(workspace.db, session_id)
    assert (made.brand, made.ug_per_ml) == ("Glycerin 72 %", 2500)


def test_a_product_without_a_name_of_its_own_is_not_signed_without_a_reason(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    pick(chart, "Other")
    for field, typed in (("strength-field", "7.2"), ("lot-field", "G1"), ("expiry-field", "03/2031")):
        retype(find(chart, QLineEdit, field), typed)
    place(chart, 1, 100)
    assert words(chart, "sign-missing") == "Not recorded yet: product of Other or special · lot G1."
    press(chart, "sign-session")
    assert find(chart, QLineEdit, "sign-reason").isVisible()
    assert not sessions.get(workspace.db, session_id).signed
    retype(find(chart, QLineEdit, "product-name-field"), "Glycerin 72 %")
    assert words(chart, "sign-missing") == ""
    press(chart, "sign-session")
    assert sessions.get(workspace.db, session_id).signed


@pytest.mark.parametrize("product", ["Aethoxysklerol 2.5", "Asclera 1%", "Other"])
def test_any_preparation_is_named_foam_in_one_press_for_all_its_sites(
    chart: ChartPage, workspace: Workspace, session_id: str, product: str
) -> None:
    foam = find(chart, QPushButton, "foam-check")
    assert not foam.isEnabled()
    pick(chart, product)
    place(chart, 2, 100)
    assert foam.isEnabled()
    assert not foam.isChecked()
    assert min(foam.width(), foam.height()) >= 44
    press(chart, "foam-check")
    (made,) = preparations.of_session(workspace.db, session_id)
    assert made.form == "foam"
    assert {site.preparation_id for site in sites.of_session(workspace.db, session_id)} == {made.id}
    assert "foam" in find(chart, QComboBox, "preparation-picker").currentText()
    assert journal.names(workspace.db, chart.scope()).undo == "Edit preparation"
    workspace.undo(chart.scope())
    assert preparations.of_session(workspace.db, session_id)[0].form == "liquid"
    assert not foam.isChecked()


def test_on_opening_the_last_sites_volume_vein_type_and_preparation_are_current(
    chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    pick(chart, "Fibrovein 0.5")
    press(chart, "volume-300")
    press(chart, "vein-r")
    click(chart.leg_view, THIGH)
    press(chart, "volume-50")
    again = ChartPage(workspace, session_id)
    qtbot.addWidget(again)
    assert find(again, QWidget, "volume-300").property("checked")
    assert find(again, QWidget, "vein-r").property("checked")
    assert "Fibrovein 0.5" in find(again, QComboBox, "preparation-picker").currentText()


# The worked calculations of the fact sheet, typed and read ------------------------------------------------------------


def test_t1_typed_and_read(chart: ChartPage, workspace: Workspace) -> None:
    adopt(workspace, "fibrovein-0.2")
    pick(chart, "Fibrovein 0.2")
    place(chart, 25, 100)
    assert words(chart, "total-volume") == "2.5 ml"
    assert "25 × 0.1 ml × 2 mg/ml = 5 mg" in ledger_says(chart)
    assert "2.5 of 10 ml · label, UK 2022 · 7.5 ml below the line" in ledger_says(chart)


def test_t2_to_t5_typed_and_read(chart: ChartPage, workspace: Workspace) -> None:
    adopt(workspace, "fibrovein-0.2")
    adopt(workspace, "fibrovein-0.5")
    pick(chart, "Fibrovein 0.2")
    place(chart, 30, 200)
    assert words(chart, "total-volume") == "6.0 ml"
    assert "30 × 0.2 ml × 2 mg/ml = 12 mg" in ledger_says(chart)
    assert "6.0 of 10 ml · label, UK 2022 · 4.0 ml below the line" in ledger_says(chart)
    pick(chart, "Fibrovein 0.5")
    place(chart, 8, 500, spot=CALF, apart=10.0)
    assert "8 × 0.5 ml × 5 mg/ml = 20 mg" in ledger_says(chart)
    assert "4.0 of 10 ml · label, UK 2022 · 6.0 ml below the line" in ledger_says(chart)
    assert words(chart, "total-volume") == "10.0 ml"
    assert "38 sites · 32 mg" in ledger_says(chart)
    assert "Together 100 % of their lines" in ledger_says(chart)
    pick(chart, "1 · Fibrovein 0.2")
    place(chart, 1, 100, spot=SHIN)
    assert words(chart, "total-volume") == "10.1 ml"
    assert "Together 101 % of their lines" in ledger_says(chart)


def test_a_product_that_was_only_picked_is_in_no_sum_and_signed_out_of_the_ledger(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    adopt(workspace, "fibrovein-0.2")
    adopt(workspace, "fibrovein-0.5")
    pick(chart, "Fibrovein 0.5")
    place(chart, 12, 100)
    pick(chart, "Fibrovein 0.2")
    assert "2 · Fibrovein 0.2%. nothing placed yet" in ledger_says(chart)
    assert "1.2 of 10 ml" in ledger_says(chart)
    assert "0.0 of 10 ml" not in ledger_says(chart)
    assert "Together" not in ledger_says(chart)
    workspace.do(sessions.sign, session_id, reason="on paper")
    assert "Fibrovein 0.2%" not in ledger_says(chart)
    workspace.do(clinic.adopt_line, AdoptedLine("", "fibrovein-0.5", "liquid", 5_000, "own rule", ""))
    assert "1.2 of 10 ml · label, UK 2022" in ledger_says(chart)


def test_t11_typed_and_read(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    workspace.do(clinic.adopt_line, AdoptedLine("", "fibrovein-1", "foam", 16_000, "label, Italy"))
    pick(chart, "Fibrovein 1%, foam")
    place(chart, 10, 1000)
    assert "10 × 1.0 ml = 10.0 ml of foam. 10.0 of 16 ml · label, Italy · 6.0 ml below the line" in ledger_says(chart)
    assert "mg" not in ledger_says(chart)
    on_paper = reading.whole(
        record_pdf(sessions.record(workspace.db, session_id), pictures=(), printed_at=moments.now())
    )
    assert "10 × 1.0 ml = 10.0 ml of foam 10.0 ml – *" in on_paper
    assert "10 sites, 10.0 ml; left leg 0 sites, 0.0 ml 10.0 ml – *" in on_paper
    assert "or that were given as foam" in on_paper
    assert "100 mg" not in on_paper
    pick(chart, "Fibrovein 0.2")
    place(chart, 1, 500, spot=SHIN)
    assert "11 sites · at least 1 mg" in ledger_says(chart)


def test_t12_typed_and_read(chart: ChartPage) -> None:
    place(chart, 13, 50)
    assert words(chart, "total-volume") == f"{ml_number(650)} ml" == "0.65 ml"


def test_t13_typed_and_read(chart: ChartPage, workspace: Workspace) -> None:
    adopt(workspace, "fibrovein-0.2")
    pick(chart, "Fibrovein 0.2")
    place(chart, 10, 100)
    place(chart, 5, 200, spot=CALF, apart=10.0)
    assert "Right 1.0 ml (10) · Left 1.0 ml (5)" in ledger_says(chart)
    assert "2.0 of 10 ml · label, UK 2022 · 8.0 ml below the line" in ledger_says(chart)


def test_t14_typed_and_read(chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot) -> None:
    adopt(workspace, "fibrovein-0.2")
    pick(chart, "Fibrovein 0.2")
    place(chart, 20, 100)
    workspace.do(sessions.sign, session_id, reason="test")
    second = sessions.start(workspace.db, sessions.get(workspace.db, session_id).patient_id)
    assert second != session_id
    later = ChartPage(workspace, second)
    qtbot.addWidget(later)
    later.resize(1366, 700)
    with qtbot.waitExposed(later):
        later.show()
    place(later, 10, 100)
    assert words(later, "total-volume") == "1.0 ml"
    assert "All sessions of this day: 3.0 ml · 6 mg" in ledger_says(later)
    assert "3.0 of 10 ml · label, UK 2022 · 7.0 ml below the line (this day)" in ledger_says(later)


def test_t10_a_line_by_weight_is_said_to_be_unknown(chart: ChartPage) -> None:
    pick(chart, "Aethoxysklerol 10")
    place(chart, 2, 100)
    assert "2 mg per kg of body weight a day. No weight is recorded, so no line is shown" in ledger_says(chart)


def test_the_clinic_adopts_a_line_once_with_its_source(chart: ChartPage, workspace: Workspace) -> None:
    pick(chart, "Fibrovein 0.2")
    place(chart, 2, 100)
    assert " of 10 ml" not in ledger_says(chart)
    (offer,) = (
        button
        for button in chart.ledger.findChildren(QPushButton)
        if button.text() == "Adopt a line…" and button.isVisible()
    )
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    dialog = chart.findChild(QDialog, "adopt-line")
    assert dialog is not None
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.objectName().startswith("adopt-fibrovein"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (line,) = clinic.adopted_lines(workspace.db)
    assert line.source
    assert "0.2 of 10 ml · " in ledger_says(chart)


# Time, signature, addenda ---------------------------------------------------------------------------------------------


def test_the_time_of_treatment_is_edited_and_not_in_the_future(
    chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    field = chart.header.treated_at
    yesterday = sessions.get(workspace.db, session_id).treated_at.local() - timedelta(days=1)
    retype(field, f"{yesterday:%d/%m/%Y} 9:30")
    kept = sessions.get(workspace.db, session_id).treated_at.local()
    assert (kept.date(), kept.hour, kept.minute) == (yesterday.date(), 9, 30)
    assert words(chart, "session-state").startswith("Draft of ")
    with qtbot.waitSignal(workspace.problem):
        retype(field, "1 Jan 2099, 10:00")
    with qtbot.waitSignal(workspace.problem):
        retype(field, "the other day")
    assert sessions.get(workspace.db, session_id).treated_at.local() == kept
    assert field.text() == text.day_and_when(kept)
    retype(field, "15:40")
    kept = sessions.get(workspace.db, session_id).treated_at.local()
    assert (kept.date(), kept.hour, kept.minute) == (yesterday.date(), 15, 40)


def test_signing_names_what_is_missing_and_asks_for_a_reason(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    pick(chart, "Fibrovein 0.2")
    place(chart, 1, 100)
    assert words(chart, "sign-missing") == "Not recorded yet: lot and expiry of Fibrovein 0.2%."
    press(chart, "sign-session")
    assert not sessions.get(workspace.db, session_id).signed
    QTest.keyClicks(find(chart, QLineEdit, "sign-reason"), "vial thrown away")
    press(chart, "sign-session")
    signed = sessions.get(workspace.db, session_id)
    assert signed.signed
    assert signed.sign_reason == "vial thrown away"
    assert "Reason given: vial thrown away" in words(chart, "signed-by")


def test_a_complete_session_is_signed_by_one_click(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    made = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "B7", date(2030, 1, 31))
    workspace.do(preparations.add, session_id, made)
    pick(chart, "1 · ")
    place(chart, 1, 100)
    assert find(chart, QLabel, "sign-missing").isHidden()
    press(chart, "sign-session")
    assert sessions.get(workspace.db, session_id).signed


def test_a_signed_session_is_read_only_everywhere(
    chart: ChartPage, workspace: Workspace, session_id: str, stored: Callable[[], list[int]]
) -> None:
    pick(chart, "Fibrovein 0.2")
    place(chart, 2, 100)
    workspace.do(sessions.sign, session_id, reason="test")
    assert chart.is_read_only()
    head = journal.head(workspace.db)
    click(chart.leg_view, SHIN)
    drag(chart.leg_view, chart.leg_view.spot_to_pixel(THIGH), chart.leg_view.spot_to_pixel(THIGH) + QPoint(0, 50))
    point(chart.leg_view, THIGH)
    QTest.keyClick(chart.leg_view, Qt.Key.Key_Delete)
    QTest.keyClick(chart.leg_view, "5", Qt.KeyboardModifier.AltModifier)
    chart.table.setCurrentIndex(chart.table.sites.index(0, site_model.NOTE))
    QTest.keyClick(chart.table, Qt.Key.Key_Delete)
    QTest.keyClick(chart.table, Qt.Key.Key_Return)
    assert chart.table.findChild(QLineEdit) is None
    QTest.keyClicks(find(chart, QLineEdit, "lot-field"), "x")
    picker = find(chart, QComboBox, "preparation-picker")
    assert [picker.itemText(at)[:13] for at in range(picker.count())] == ["1 · Fibrovein"]
    assert find(chart, QWidget, "new-vial").isHidden()
    assert not find(chart, QWidget, "volume-100").isEnabled()
    assert chart.header.treated_at.isReadOnly()
    assert find(chart, QWidget, "sign-session").isHidden()
    assert stored() == [100, 100]
    assert journal.head(workspace.db) == head


def test_an_addendum_is_added_with_author_and_time(chart: ChartPage, workspace: Workspace, session_id: str) -> None:
    place(chart, 1, 100)
    workspace.do(sessions.sign, session_id, reason="test")
    button = find(chart, QPushButton, "add-addendum")
    assert not button.isEnabled()
    QTest.keyClicks(find(chart, QPlainTextEdit, "addendum-text"), "Bruise seen at the ankle")
    press(chart, "add-addendum")
    (added,) = sessions.addenda(workspace.db, session_id)
    assert (added.text, added.author) == ("Bruise seen at the ankle", "Ada Example")
    assert "Ada Example: Bruise seen at the ankle" in find(chart, QPlainTextEdit, "addenda").toPlainText()
    assert find(chart, QPlainTextEdit, "addendum-text").toPlainText() == ""


# Where one goes -------------------------------------------------------------------------------------------------------


def test_buttons_say_where_one_goes(chart: ChartPage, session_id: str, qtbot: QtBot) -> None:
    for name, signal in (
        ("open-photos", chart.photos_opened),
        ("export-record", chart.record_exported),
        ("export-leaflet", chart.leaflet_exported),
    ):
        with qtbot.waitSignal(signal) as caught:
            press(chart, name)
        assert caught.args == [session_id]


def test_earlier_and_later_sessions_are_one_press_away(
    chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    patient_id = sessions.get(workspace.db, session_id).patient_id
    long_ago = moments.from_utc(moments.now().utc - 60 * 86_400)
    first = sessions.start(workspace.db, patient_id, at=long_ago)
    chart.refresh()
    assert words(chart, "session-number") == "Session 2 of 2"
    assert not find(chart, QWidget, "next-session").isEnabled()
    with qtbot.waitSignal(chart.session_opened) as caught:
        press(chart, "previous-session")
    assert caught.args == [first]


def test_names_are_unique_and_every_control_is_spoken(chart: ChartPage) -> None:
    names = [child.objectName() for child in chart.findChildren(QWidget) if child.objectName()]
    own = [name for name in names if not name.startswith("qt_")]
    assert len(own) == len(set(own))
    for name in own:
        widget = find(chart, QWidget, name)
        if isinstance(widget, QPushButton | QLineEdit | QComboBox):
            assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())


def test_all_views_ledger_and_table_fit_a_small_laptop(chart: ChartPage) -> None:
    assert chart.minimumSizeHint().height() <= 700
    assert chart.minimumSizeHint().width() <= 1366
    for widget in (chart.leg_view, chart.ledger, chart.table):
        bottom = widget.mapTo(chart, QPoint(0, widget.height())).y()
        assert bottom <= chart.height()
    assert chart.table.viewport().height() >= 2 * ROW_HEIGHT
    for side in ("right", "left"):
        for view in ("anterior", "posterior", "medial", "lateral", "dorsum", "sole"):
            panel = chart.leg_view.sheet.panel(side, view)  # type: ignore[arg-type]
            for x, y in ((panel.box[0], panel.box[1]), (panel.box[2], panel.box[3])):
                at = chart.leg_view.spot_to_pixel(panel.spot(x, y))
                assert chart.leg_view.rect().contains(at)


def test_what_a_hand_presses_is_large_enough(chart: ChartPage) -> None:
    for name in ("volume-50", "volume-1000", "vein-t", "vein-o", "preparation-picker", "sign-session", "new-vial"):
        widget = find(chart, QWidget, name)
        assert widget.height() >= 44
        assert widget.width() >= 44


def test_numbers_of_three_digits_and_volumes_are_shown_whole(chart: ChartPage) -> None:
    widths = chart.table.fontMetrics()
    for column, longest in ((site_model.NUMBER, "188"), (site_model.VOLUME, "10.55"), (site_model.PREPARATION, "12")):
        assert chart.table.columnWidth(column) >= widths.horizontalAdvance(longest) - 2


def test_the_total_is_the_largest_text(chart: ChartPage) -> None:
    total = find(chart, QLabel, "total-volume").fontInfo().pixelSize()
    assert all(label.fontInfo().pixelSize() <= total for label in chart.findChildren(QLabel))


def test_notes_on_the_session_are_kept_as_they_are_typed_in_one_undo_step(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    field = find(chart, QLineEdit, "session-notes")
    field.setFocus()
    QTest.keyClicks(field, "Tolerated well")
    assert sessions.get(workspace.db, session_id).notes == "Tolerated well"
    workspace.undo(chart.scope())
    assert sessions.get(workspace.db, session_id).notes == field.text() == ""


def test_the_next_patient_of_the_day_gets_the_same_vial_without_touching_the_first_record(
    chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "lot-field"), "B77")
    click(chart.leg_view, THIGH)
    second = sessions.start(workspace.db, patients.add(workspace.db, Patient("", "Second", "Placeholder")))
    page = ChartPage(workspace, second)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    assert find(page, QComboBox, "preparation-picker").currentText().endswith("(as before)")
    assert find(page, QLineEdit, "lot-field").text() == "B77"
    click(page.leg_view, THIGH)
    workspace.undo(page.scope())
    assert preparations.of_session(workspace.db, second) == []
    assert find(page, QLineEdit, "lot-field").text() == "B77"
    click(page.leg_view, THIGH)
    (taken,) = preparations.of_session(workspace.db, second)
    assert taken.lot == "B77"
    retype(find(page, QLineEdit, "lot-field"), "B78")
    assert [one.lot for one in preparations.of_session(workspace.db, second)] == ["B78"]
    assert [one.lot for one in preparations.of_session(workspace.db, session_id)] == ["B77"]


def test_a_signed_session_shows_no_vial_that_it_never_used(
    chart: ChartPage, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(chart, "Fibrovein 0.2")
    retype(find(chart, QLineEdit, "lot-field"), "B77")
    click(chart.leg_view, THIGH)
    review = sessions.start(workspace.db, patients.add(workspace.db, Patient("", "Second", "Placeholder")))
    workspace.do(sessions.sign, review, reason="a review visit")
    page = ChartPage(workspace, review)
    qtbot.addWidget(page)
    assert find(page, QComboBox, "preparation-picker").currentText() == ""
    assert [find(page, QLineEdit, f"{name}-field").text() for name in ("lot", "expiry", "needle")] == [""] * 3


def test_an_earlier_draft_that_is_only_looked_at_is_read_only_everywhere_until_it_is_continued(
    chart: ChartPage, workspace: Workspace, session_id: str, qtbot: QtBot
) -> None:
    pick(chart, "Fibrovein 0.2")
    place(chart, 2, 100)
    chart.close()
    page = ChartPage(workspace, session_id, editing=False)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    assert page.is_read_only()
    head = journal.head(workspace.db)
    click(page.leg_view, SHIN)
    point(page.leg_view, THIGH)
    QTest.keyClick(page.leg_view, Qt.Key.Key_Delete)
    QTest.keyClick(page.leg_view, "5", Qt.KeyboardModifier.AltModifier)
    for key in ("q", "s", "w", "k", "d", "a"):
        QTest.keyClick(page.leg_view, key)
    QTest.keyClicks(find(page, QLineEdit, "lot-field"), "x")
    QTest.keyClicks(find(page, QLineEdit, "session-notes"), "x")
    for name in ("foam-check", "sign-session", "plan-left", "volume-100"):
        assert not find(page, QWidget, name).isEnabled()
        press(page, name)
    assert page.header.treated_at.isReadOnly()
    assert journal.head(workspace.db) == head
    assert page.minimumSizeHint().width() <= 1366
    button = find(page, QPushButton, "continue-draft")
    assert min(button.width(), button.height()) >= 44
    press(page, "continue-draft")
    assert not page.is_read_only()
    assert button.isHidden()
    click(page.leg_view, SHIN)
    assert len(sites.of_session(workspace.db, session_id)) == 3
    assert find(page, QWidget, "sign-session").isEnabled()
    page.close()


def test_long_notes_nobody_is_typing_show_their_beginning(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    workspace.do(sessions.set_notes, session_id, "The beginning is read first. " * 20, fold="a")
    field = find(chart, QLineEdit, "session-notes")
    assert not field.hasFocus()
    assert field.cursorPosition() == 0


def test_a_draft_of_an_earlier_day_says_so(workspace: Workspace, session_id: str, qtbot: QtBot) -> None:
    week_ago = moments.from_utc(moments.now().utc - 7 * 86_400)
    workspace.do(sessions.set_treated_at, session_id, week_ago)
    page = ChartPage(workspace, session_id)
    qtbot.addWidget(page)
    assert words(page, "session-state") == f"Draft of {long_date(week_ago.local_date())}"


def test_whatever_is_done_diagram_table_total_and_store_agree(
    chart: ChartPage, workspace: Workspace, session_id: str
) -> None:
    rng = random.Random(11)
    view = chart.leg_view
    pick(chart, "Fibrovein 0.2")
    for _ in range(120):
        placed = sites.of_session(workspace.db, session_id)
        spot = Spot("right", "lateral", rng.uniform(-30, 40), rng.uniform(600, 720))
        act = rng.choice(["place", "place", "place", "volume", "drag", "delete", "undo", "redo"])
        if act == "place":
            click(view, spot)
        elif act == "volume":
            QTest.keyClick(view, rng.choice("123456"))
        elif act == "drag" and placed:
            at = view.spot_to_pixel(spot)
            drag(view, at, at + QPoint(rng.randint(-15, 15), rng.randint(-25, 25)))
        elif act == "delete" and placed:
            point(view, spot)
            QTest.keyClick(view, Qt.Key.Key_Delete)
        elif act == "undo":
            workspace.undo(chart.scope())
        else:
            workspace.redo(chart.scope())
        placed = sites.of_session(workspace.db, session_id)
        model = chart.table.sites
        assert [model.site(row) for row in range(model.rowCount())] == placed
        assert [model.index(row, 0).data() for row in range(len(placed))] == [str(n + 1) for n in range(len(placed))]
        assert view.shown.sites == placed
        assert words(chart, "total-volume") == ml(sum(site.volume_ul for site in placed))


def test_of_five_hundred_sites_only_what_changed_is_worked_out_again(chart: ChartPage) -> None:
    place = ATLAS.place(THIGH)
    assert place is not None
    many = [Site(str(n), "s", n, replace(place, z=place.z + n), 100, "tel") for n in range(1, 501)]
    chart.table.sites.show(many, [], read_only=False)
    chart.leg_view.show_sites(many)
    kept = chart.leg_view.shown.marks_of("250")
    chart.leg_view.show_sites([*many, replace(many[0], id="501", placed=501)])
    assert chart.leg_view.shown.marks_of("250") is kept
