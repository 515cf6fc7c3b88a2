"""What is still being typed is kept, or said not to be, before the session is signed, read or left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.domain.moments import from_utc
from sclerochart.domain.session import Preparation, Session
from sclerochart.domain.text import day_and_when
from sclerochart.store import preparations, sessions, sites
from sclerochart.store.begun_addenda import begun_reason
from sclerochart.ui.chart import site_model
from sclerochart.ui.chart.page import ChartPage
from tests.ui.chart.acts import focused, press_key, type_keys
from tests.ui.chart.hands import THIGH, click, point
from tests.ui.finding import find, line

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
VIAL = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "", 2000, "liquid", "B7", date(2030, 1, 31))
LATER = date(2031, 5, 31)

Act = Callable[[ChartPage], None]


@pytest.fixture
def chart(chart: ChartPage) -> ChartPage:
    """The chart with three sites and nothing missing."""
    chart.next_site.choose_preparation(chart.workspace.do(preparations.add, chart.session_id, VIAL))
    for _ in range(3):
        click(chart.leg_view, THIGH)
    return chart


@pytest.fixture
def heard(chart: ChartPage) -> list[str]:
    """The sentences of the message bar."""
    said: list[str] = []
    chart.workspace.problem.connect(said.append)
    return said


def stored(chart: ChartPage) -> Session:
    return sessions.get(chart.workspace.db, chart.session_id)


def expiry(chart: ChartPage) -> date | None:
    return preparations.of_session(chart.workspace.db, chart.session_id)[0].expiry


def volumes(chart: ChartPage) -> list[int]:
    return [site.volume_ul for site in sites.of_session(chart.workspace.db, chart.session_id)]


def day_before(chart: ChartPage) -> datetime:
    return stored(chart).treated_at.local().replace(hour=11, minute=0, second=0) - timedelta(days=1)


def type_into(chart: ChartPage, name: str, words: str) -> None:
    """Click into a field and type instead of what stands there; no Enter."""
    field = line(chart, name)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    press_key(Qt.Key.Key_A, CTRL)
    type_keys(words)


def sign_by_key(chart: ChartPage) -> None:
    press_key(Qt.Key.Key_S, CTRL_SHIFT)


def sign_by_press(chart: ChartPage) -> None:
    QTest.mouseClick(chart.sign.sign, Qt.MouseButton.LeftButton)


SIGN = pytest.mark.parametrize("sign", [sign_by_key, sign_by_press])


@SIGN
def test_a_time_that_is_being_typed_is_signed(chart: ChartPage, heard: list[str], sign: Act) -> None:
    wanted = day_before(chart)
    type_into(chart, "treated-at", f"{wanted:%d/%m/%Y} 11am")
    sign(chart)
    assert stored(chart).signed
    assert stored(chart).treated_at.local() == wanted
    assert line(chart, "treated-at").text() == day_and_when(wanted)
    assert heard == []


@SIGN
def test_an_expiry_that_is_being_typed_is_signed_and_no_longer_missing(chart: ChartPage, sign: Act) -> None:
    (vial,) = preparations.of_session(chart.workspace.db, chart.session_id)
    chart.workspace.do(preparations.edit, replace(vial, expiry=None))
    type_into(chart, "expiry-field", "05/2031")
    sign(chart)
    assert stored(chart).signed
    assert stored(chart).sign_reason == ""
    assert expiry(chart) == LATER


@SIGN
def test_a_cell_that_is_being_typed_is_signed(chart: ChartPage, sign: Act) -> None:
    chart.table.setCurrentIndex(chart.table.sites.index(1, site_model.NOTE))
    QTest.keyClick(chart.table, Qt.Key.Key_Return)
    type_keys("blanched")
    sign(chart)
    assert stored(chart).signed
    assert [site.note for site in sites.of_session(chart.workspace.db, chart.session_id)] == ["", "blanched", ""]


@SIGN
@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("treated-at", "the other day", "“the other day” is not a date and time that can be read."),
        ("treated-at", "1 Jan 2099, 10:00", "1 Jan 2099, 10:00 is still to come."),
        ("expiry-field", "13/2029", "“13/2029” cannot be read. Write the expiry"),
    ],
)
def test_a_press_that_had_to_refuse_something_does_not_sign_and_the_next_does(
    chart: ChartPage, heard: list[str], sign: Act, name: str, typed: str, said: str
) -> None:
    before, shown = stored(chart), line(chart, name).text()
    type_into(chart, name, typed)
    sign(chart)
    assert not stored(chart).signed
    assert heard[-1].startswith(said)
    assert heard[-1].endswith(" Not signed yet.")
    assert line(chart, name).text() == shown
    sign(chart)
    assert stored(chart).signed
    assert (stored(chart).treated_at, expiry(chart)) == (before.treated_at, VIAL.expiry)
    assert chart.preparation.note.text() == ""


@SIGN
def test_a_strength_that_cannot_be_read_is_not_signed(chart: ChartPage, heard: list[str], sign: Act) -> None:
    (vial,) = preparations.of_session(chart.workspace.db, chart.session_id)
    chart.workspace.do(preparations.edit, replace(vial, product_id="other", brand="Glycerin"))
    type_into(chart, "strength-field", "strong")
    sign(chart)
    assert not stored(chart).signed
    assert heard[-1:] == ["“strong” cannot be read. Write the strength in mg/ml, such as 2 or 2.5. Not signed yet."]
    assert line(chart, "strength-field").text() == "2"


@SIGN
def test_a_volume_typed_over_a_site_holds_the_signature_until_it_is_kept_or_left(
    chart: ChartPage, heard: list[str], sign: Act
) -> None:
    point(chart.leg_view, THIGH)
    type_keys(".3")
    number = chart.table.sites.row_of(chart.leg_view.pointed)
    assert number is not None
    for _ in range(2):
        sign(chart)
        assert not stored(chart).signed
        assert heard[-1] == f"Site {number + 1}: .3 ml is not kept yet: Enter keeps it, Esc leaves it. Not signed yet."
    press_key(Qt.Key.Key_Return)
    sign(chart)
    assert stored(chart).signed
    assert sorted(volumes(chart)) == [100, 100, 300]


@SIGN
def test_a_line_that_was_not_placed_holds_the_signature(chart: ChartPage, heard: list[str], sign: Act) -> None:
    press_key(Qt.Key.Key_Q)
    type_keys("R medial calf upper .2")
    sign(chart)
    assert not stored(chart).signed
    assert heard == ["The quick-entry line is not placed yet: Enter places it, Esc leaves it. Not signed yet."]
    press_key(Qt.Key.Key_Return)
    sign(chart)
    assert stored(chart).signed
    assert volumes(chart) == [100, 100, 100, 200]


def test_a_reason_that_was_held_up_keeps_the_keys(chart: ChartPage) -> None:
    (vial,) = preparations.of_session(chart.workspace.db, chart.session_id)
    chart.workspace.do(preparations.edit, replace(vial, lot=""))
    sign_by_press(chart)
    type_keys("vial thrown away")
    QTest.keyClick(chart.sign.reason, Qt.Key.Key_E, CTRL)
    assert chart.sign.reason.hasFocus()
    press_key(Qt.Key.Key_Return)
    assert stored(chart).sign_reason == "vial thrown away"


WAYS = pytest.mark.parametrize(
    ("name", "key", "held"),
    [
        ("export-record", Qt.Key.Key_E, CTRL),
        ("export-leaflet", Qt.Key.Key_E, CTRL_SHIFT),
        ("open-photos", Qt.Key.Key_I, CTRL),
        ("previous-session", None, CTRL),
    ],
)


def go(chart: ChartPage, name: str, key: Qt.Key | None, held: Qt.KeyboardModifier) -> list[tuple[date | None, int]]:
    """Go there by the button, and where there is one by the key; what was kept each time when something was opened."""
    earlier = sessions.start(
        chart.workspace.db, stored(chart).patient_id, at=from_utc(stored(chart).treated_at.utc - 60 * 86_400)
    )
    chart.refresh()
    found: list[tuple[date | None, int]] = []
    for opened in (chart.record_exported, chart.leaflet_exported, chart.photos_opened, chart.session_opened):
        opened.connect(lambda which: found.append((expiry(chart), [chart.session_id, earlier].index(which))))
    for number, month in enumerate((5, 6) if key else (5,)):
        type_into(chart, "expiry-field", f"{month:02d}/2031")
        if number == 0:
            QTest.mouseClick(find(chart, QWidget, name), Qt.MouseButton.LeftButton)
        elif key is not None:
            press_key(key, held)
        assert chart.preparation.expiry.hasFocus()
    return found


@WAYS
def test_what_is_being_typed_is_kept_before_the_session_is_read_or_left(
    chart: ChartPage, name: str, key: Qt.Key | None, held: Qt.KeyboardModifier
) -> None:
    found = go(chart, name, key, held)
    assert found == ([(LATER, 0), (date(2031, 6, 30), 0)] if key else [(LATER, 1)])


@WAYS
def test_a_press_that_had_to_refuse_something_opens_nothing(
    chart: ChartPage, heard: list[str], name: str, key: Qt.Key | None, held: Qt.KeyboardModifier
) -> None:
    sessions.start(chart.workspace.db, stored(chart).patient_id, at=from_utc(stored(chart).treated_at.utc - 86_400))
    chart.refresh()
    opened: list[str] = []
    for signal in (chart.record_exported, chart.leaflet_exported, chart.photos_opened, chart.session_opened):
        signal.connect(opened.append)
    type_into(chart, "treated-at", "the other day")
    QTest.mouseClick(find(chart, QWidget, name), Qt.MouseButton.LeftButton)
    assert heard[-1].endswith("Nothing was changed. Not opened yet.")
    assert opened == []
    QTest.mouseClick(find(chart, QWidget, name), Qt.MouseButton.LeftButton)
    assert len(opened) == 1


def test_a_field_in_which_nobody_can_type_any_more_shows_what_the_store_holds(chart: ChartPage) -> None:
    kept = day_and_when(stored(chart).treated_at.local())
    type_into(chart, "treated-at", "19 Nov 2020, 11:00")
    chart.workspace.do(sessions.sign, chart.session_id)
    assert isinstance(focused(), QLineEdit)
    assert line(chart, "treated-at").text() == kept


def test_a_reason_is_kept_after_a_pause_and_forgotten_once_signed(chart: ChartPage, qtbot: QtBot) -> None:
    db = chart.workspace.db
    (vial,) = preparations.of_session(db, chart.session_id)
    chart.workspace.do(preparations.edit, replace(vial, lot=""))
    sign_by_press(chart)
    with qtbot.waitSignal(chart.sign.reason_begun):
        type_keys("vial thrown away")
    assert begun_reason(db, chart.session_id) == "vial thrown away"
    press_key(Qt.Key.Key_Return)
    assert stored(chart).signed
    chart.hide()
    assert begun_reason(db, chart.session_id) == ""


@SIGN
def test_what_was_typed_at_the_syringe_holds_the_signature(chart: ChartPage, heard: list[str], sign: Act) -> None:
    press_key(Qt.Key.Key_S)
    for typed in ("2.5", "1.9"):
        type_keys(typed)
        if typed == "2.5":
            press_key(Qt.Key.Key_Return)
    sign(chart)
    assert not stored(chart).signed
    said = "What was typed at the syringe is not kept yet: its buttons keep it, Esc leaves it. Not signed yet."
    assert heard == [said]
    press_key(Qt.Key.Key_Escape)
    sign(chart)
    assert stored(chart).signed


def test_what_only_a_person_could_finish_is_said_when_the_chart_is_left(chart: ChartPage, heard: list[str]) -> None:
    press_key(Qt.Key.Key_Q)
    type_keys("R medial calf upper .2 x3")
    chart.hide()
    assert heard == ["The quick-entry line was not placed: “R medial calf upper .2 x3”."]
    chart.show()
    chart.entering.quick.line.clear()
    chart.hide()
    assert len(heard) == 1
