"""The quick-entry line: undo beyond the field, what the next click gets, and words that are not cut off."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Site
from sclerochart.store import findings, patients, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from tests.ui.chart.acts import focused, open_chart, press_key, type_keys
from tests.ui.chart.hands import SHIN, THIGH, click, drag

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(vault: Vault, window: MainWindow) -> ChartPage:
    """The chart of a first session, in the window that has the keys of undo and redo."""
    patient = patients.add(vault.db, Patient("", "Prim", "Placeholder"))
    session = sessions.start(vault.db, patient)
    found = open_chart(window, session)
    window.activateWindow()
    found.leg_view.setFocus()
    return found


def of(page: ChartPage) -> list[Site]:
    return sites.of_session(page.workspace.db, page.session_id)


def write(page: ChartPage, *lines: str) -> None:
    for line in lines:
        type_keys(line)
        press_key(Key.Key_Return)


def test_undo_in_the_line_takes_the_last_line_back_and_enter_places_nothing_again(page: ChartPage) -> None:
    quick = page.entering.quick
    press_key(Key.Key_Q)
    write(page, "R medial calf upper .2 x3 ret", "L lat thigh low .1")
    assert len(of(page)) == 4
    press_key(Key.Key_Z, Control)
    assert (quick.line.text(), len(of(page))) == ("", 3)
    assert "Placed" not in quick.said.text()
    press_key(Key.Key_Return)
    assert len(of(page)) == 3
    press_key(Key.Key_Y, Control)
    assert (quick.line.text(), len(of(page))) == ("", 4)
    assert quick.line.hasFocus()


def test_undo_takes_letters_back_first_and_a_held_key_stops_there(page: ChartPage) -> None:
    line = page.entering.quick.line
    press_key(Key.Key_Q)
    write(page, "R medial calf upper .2 x3 ret")
    type_keys("L lat")
    press_key(Key.Key_Z, Control)
    assert (line.text(), len(of(page))) == ("", 3)
    held = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Z, Control, "", True)
    QApplication.sendEvent(line, held)
    assert held.isAccepted()
    press_key(Key.Key_Y, Control)
    assert (line.text(), len(of(page))) == ("L lat", 3)
    press_key(Key.Key_Z, Control)
    press_key(Key.Key_Z, Control)
    assert (line.text(), len(of(page))) == ("", 0)


def test_a_line_that_was_left_does_not_come_back(page: ChartPage) -> None:
    press_key(Key.Key_Q)
    type_keys("R medial calf")
    press_key(Key.Key_Escape)
    press_key(Key.Key_Q)
    press_key(Key.Key_Z, Control)
    assert page.entering.quick.line.text() == ""


def test_undo_at_the_syringe_takes_the_last_act_back_and_never_an_older_number(page: ChartPage) -> None:
    db = page.workspace.db
    press_key(Key.Key_S)
    write(page, "2")
    assert len(findings.syringes_of_session(db, page.session_id)) == 1
    left = focused()
    assert isinstance(left, QLineEdit)
    assert left.text() == ""
    press_key(Key.Key_Z, Control)
    assert findings.syringes_of_session(db, page.session_id) == []


def test_a_volume_that_no_button_shows_is_not_what_the_next_click_gets(page: ChartPage) -> None:
    press_key(Key.Key_3)
    press_key(Key.Key_Q)
    write(page, "R medial calf upper 9ml")
    type_keys("x2")
    assert "2 × 9.0 ml = 18.0 ml" in page.entering.quick.said.text()
    press_key(Key.Key_Escape)
    assert page.next_site.volume_ul == 200
    click(page.leg_view, THIGH)
    press_key(Key.Key_Q)
    write(page, "L medial calf upper .5")
    press_key(Key.Key_Escape)
    click(page.leg_view, SHIN)
    assert [site.volume_ul for site in of(page)] == [9000, 200, 500, 500]


def test_a_volume_of_a_line_that_was_taken_back_does_not_go_on(page: ChartPage) -> None:
    press_key(Key.Key_Q)
    write(page, "R medial calf upper .2", "9ml")
    press_key(Key.Key_Z, Control)
    type_keys("x2")
    assert "2 × 0.2 ml" in page.entering.quick.said.text()


def test_two_statements_can_be_read_whole_on_a_small_laptop(page: ChartPage) -> None:
    said = page.entering.quick.said
    press_key(Key.Key_Q)
    type_keys("R medial calf upper .2 x3 ret; L ant thigh mid x4 .1 tel")
    assert said.text().endswith("4 × 0.1 ml = 0.4 ml · Thread")
    assert said.heightForWidth(said.width()) <= said.height()
    type_keys("; R lateral thigh lower .2 x3 ret; L posterior calf mid x4 .1 var; R shin low .3; L knee med .1 x2")
    assert said.text().endswith("…")
    assert said.heightForWidth(said.width()) <= said.height()
    assert said.toolTip().endswith("Left medial knee · 2 × 0.1 ml = 0.2 ml · Varicose")
    QTest.keyClick(page.entering.quick.line, Key.Key_Escape)


def test_a_line_is_placed_as_it_was_called_out(page: ChartPage) -> None:
    press_key(Key.Key_Q)
    write(page, "right medial mid-thigh three times point one five reticulars", "left medial gaiter half a ml")
    found = [(site.place.side, site.region, site.volume_ul, site.vein_type) for site in of(page)]
    assert found == [("right", "TH-M-M", 150, "ret")] * 3 + [("left", "SH-M-D", 500, "ret")]
    write(page, "R medial knee three point two")
    assert len(of(page)) == 4
    assert "x3 .2 for 3 of 0.2 ml, or 3.2ml" in page.entering.quick.said.text()


def test_sites_that_were_dictated_are_on_no_vein_wherever_they_are_shown(page: ChartPage) -> None:
    view = page.leg_view
    press_key(Key.Key_D)
    ends = [view.spot_to_pixel(Spot("right", "lateral", 20.0, y)) for y in (700.0, 560.0)]
    drag(view, *ends, steps=20)
    assert len(page.loaded.runs) == 1
    press_key(Key.Key_Q)
    write(page, "R lat thigh mid .1 x8 ret")
    assert [site.run_id for site in of(page)] == [None] * 8


def test_two_whole_numbers_place_nothing_until_it_is_said_which_is_the_volume(page: ChartPage) -> None:
    press_key(Key.Key_Q)
    write(page, "R lateral calf mid 1 x3")
    assert of(page) == []
    assert page.entering.quick.said.text() == "“1 x3”: write x1 3ml for 1 of 3.0 ml, or 1ml x3 for 3 of 1.0 ml."
    page.entering.quick.line.selectAll()
    write(page, "R lateral calf mid 1ml x3")
    assert [site.volume_ul for site in of(page)] == [1000] * 3


def test_what_is_still_wanted_is_read_also_in_a_long_line(page: ChartPage) -> None:
    press_key(Key.Key_Q)
    QTest.keyClicks(
        page.entering.quick.line,
        "R medial calf upper .2 x3 ret; lower .1 x4; R lat thigh upper .05 x12 tel and mid x10; "
        "L shin mid 6x.1 area matted; L foot",
    )
    said = page.entering.quick.said.text()
    assert said.startswith(
        "Still wanted: which part of the foot (dorsum, medial, lateral, heel, toes or sole). Right med"
    )


def test_resting_on_the_line_lists_its_words(page: ChartPage) -> None:
    shown = page.entering.quick.line.toolTip()
    for words in ("reticular, reticular vein, ret, blue", "right, r, rt", "x3, 3x, 3x.2"):
        assert words in shown
