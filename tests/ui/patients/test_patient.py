"""Adding a patient, editing them, and starting a session."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sclerochart.domain import text
from sclerochart.domain.people import Patient
from sclerochart.store import journal, patients, sessions
from sclerochart.store.database import Error
from sclerochart.store.unfinished import undo, unfinished
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.patients.patient_page import PatientPage


@pytest.fixture
def form(window: MainWindow) -> QWidget:
    """The form for somebody new."""
    press(window, "new-patient")
    return window.findChild(QWidget, "patient-form")


@pytest.fixture
def amber(vault: Vault, window: MainWindow) -> str:
    """A patient whose page is open."""
    made = patients.add(
        vault.db,
        Patient("", "Amber", "Placeholder", date(1971, 4, 3), allergies="Penicillin", alerts="On apixaban"),
    )
    window.desk.open_patient(made)  # type: ignore[union-attr]
    return made


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name) or window.findChild(QToolButton, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(parent: QWidget, name: str, typed: str) -> QLineEdit:
    field = parent.findChild(QWidget, name)
    field.setFocus()
    QTest.keyClicks(field, typed)
    return field


def test_a_patient_is_added_and_open_with_the_keyboard_alone(vault: Vault, window: MainWindow, form: QWidget) -> None:
    QTest.keyClicks(window.focusWidget(), "Placeholder")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "Amber")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "3/4/71")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.findChild(PatientPage) is not None
    (row,) = patients.search(vault.db, "")
    assert (row.patient.name, row.patient.birth_date) == ("Amber Placeholder", date(1971, 4, 3))


def test_every_field_of_the_form_is_kept(vault: Vault, window: MainWindow, form: QWidget) -> None:
    typed = {
        "family-name": "Placeholder", "given-name": "Amber", "birth-date": "3 Apr 1971", "record-number": "R 7",
        "nhs-number": "943 476 5919", "phone": "01632 960123", "email": "a@example.org", "address": "1 Nowhere Lane",
        "allergies": "Penicillin", "alerts": "On apixaban", "notes": "Prefers mornings",
    }  # fmt: skip
    for name, words in typed.items():
        fill(form, name, words)
    press(window, "add-patient")
    (row,) = patients.search(vault.db, "")
    kept = row.patient
    assert kept.birth_date == date(1971, 4, 3)
    for name, words in typed.items():
        if name != "birth-date":
            assert getattr(kept, name.replace("-", "_")) == words


def test_a_date_of_birth_is_told_back_with_the_age(form: QWidget) -> None:
    fill(form, "birth-date", "3/4/71")
    assert form.findChild(QLabel, "birth-date-words").text().startswith("Saturday 3 April 1971, ")


def test_a_date_to_come_is_not_kept_and_the_sentence_says_why(vault: Vault, window: MainWindow, form: QWidget) -> None:
    fill(form, "family-name", "Placeholder")
    to_come = date.today() + timedelta(days=400)
    fill(form, "birth-date", to_come.strftime("%d/%m/%Y"))
    press(window, "add-patient")
    assert patients.count(vault.db) == 0
    assert "is still to come. Check the year." in window.findChild(QLabel, "patient-form-words").text()


def test_a_patient_without_a_name_is_not_added(vault: Vault, window: MainWindow, form: QWidget) -> None:
    press(window, "add-patient")
    assert patients.count(vault.db) == 0
    assert "name is needed" in window.findChild(QLabel, "patient-form-words").text()


def test_an_nhs_number_with_a_slip_gets_a_hint_and_is_kept_all_the_same(
    vault: Vault, window: MainWindow, form: QWidget
) -> None:
    fill(form, "family-name", "Placeholder")
    fill(form, "nhs-number", "9434765918")
    press(window, "add-patient")
    assert patients.search(vault.db, "")[0].patient.nhs_number == "9434765918"


def test_a_probable_duplicate_is_asked_about_and_stands_in_nobodys_way(
    vault: Vault, window: MainWindow, qtbot: QtBot
) -> None:
    there = patients.add(vault.db, Patient("", "Amber", "Placeholder", date(1971, 4, 3)))
    press(window, "new-patient")
    form = window.findChild(QWidget, "patient-form")
    question = window.findChild(QFrame, "probable-duplicates")
    fill(form, "family-name", "Placeholder")
    fill(form, "given-name", "Amber")
    fill(form, "birth-date", "3/4/1971")
    qtbot.waitUntil(question.isVisible)
    press(window, "add-patient")
    assert patients.count(vault.db) == 2
    window.bar.back.click()
    press(window, "new-patient")
    form = window.findChild(QWidget, "patient-form")
    fill(form, "family-name", "Placeholder")
    fill(form, "birth-date", "3/4/1971")
    form.findChild(QLineEdit, "phone").setFocus()
    question = window.findChild(QFrame, "probable-duplicates")
    opens = [each for each in question.findChildren(QPushButton) if "Placeholder, Amber" in each.text()]
    opens[0].click()
    assert window.findChild(PatientPage).patient_id in {row.patient.id for row in patients.search(vault.db, "amber")}
    assert there


def test_an_edit_is_on_disk_when_the_field_is_left_and_undo_takes_the_whole_focus_back(
    vault: Vault, window: MainWindow, amber: str
) -> None:
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    phone = fill(form, "phone", "01632 960123")
    form.findChild(QLineEdit, "email").setFocus()
    assert patients.get(vault.db, amber).phone == "01632 960123"
    assert window.bar.undo.accessibleName() == "Undo: Edit patient details"
    window.bar.undo.click()
    assert patients.get(vault.db, amber).phone == ""
    assert phone.text() == ""
    window.bar.redo.click()
    assert phone.text() == "01632 960123"


def test_what_is_still_being_typed_is_kept_when_one_goes_back(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "edit-patient")
    notes = window.findChild(QPlainTextEdit, "notes")
    notes.setFocus()
    QTest.keyClicks(notes, "Half a sente")
    window.bar.back.click()
    assert patients.get(vault.db, amber).notes == "Half a sente"


def test_every_letter_is_on_disk_as_it_is_typed(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "edit-patient")
    allergies = window.findChild(QPlainTextEdit, "allergies")
    allergies.setFocus()
    allergies.selectAll()
    words = "allergic to chlorhexidine"
    for at, letter in enumerate(words, start=1):
        QTest.keyClicks(allergies, letter)
        assert patients.get(vault.db, amber).allergies == words[:at].strip()
        assert not vault.db.connection.in_transaction
    assert window.findChild(QLabel, "patient-banner-warnings").text().startswith(f"Allergies: {words}")
    window.bar.undo.click()  # the whole visit of the field
    assert patients.get(vault.db, amber).allergies == "Penicillin"
    assert allergies.toPlainText() == "Penicillin"


def test_every_letter_of_somebody_not_added_yet_is_on_disk_too(vault: Vault, window: MainWindow, form: QWidget) -> None:
    notes = form.findChild(QPlainTextEdit, "notes")
    notes.setFocus()
    for at, letter in enumerate("a dvt", start=1):
        QTest.keyClicks(notes, letter)
        (kept,) = unfinished(vault.db)
        assert kept.texts["notes"] == "a dvt"[:at]


def test_undo_at_once_takes_back_what_is_being_typed_and_nothing_before_it(
    vault: Vault, window: MainWindow, form: QWidget, qtbot: QtBot
) -> None:
    fill(form, "family-name", "Placeholder")
    press(window, "add-patient")
    press(window, "edit-patient")
    details = window.findChild(PatientPage)
    added = details.patient_id
    fill(details, "phone", "01632 960123")
    fill(details, "email", "a@b.example")
    window.bar.undo.click()
    kept = patients.get(vault.db, added)
    assert (kept.phone, kept.email) == ("01632 960123", "")
    assert details.findChild(QLineEdit, "email").text() == ""
    window.bar.undo.click()
    assert patients.get(vault.db, added).phone == ""
    assert window.bar.undo.accessibleName() == "Undo: Add patient"
    window.bar.redo.click()
    assert details.findChild(QLineEdit, "phone").text() == "01632 960123"


def test_a_birth_date_after_a_treatment_is_kept_with_a_hint(vault: Vault, window: MainWindow, amber: str) -> None:
    from sclerochart.domain import moments

    began = moments.from_utc(moments.now().utc - 900 * 86_400)
    sessions.start(vault.db, amber, at=began)
    sessions.start(vault.db, amber, at=moments.from_utc(moments.now().utc - 40 * 86_400))
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    born, words = form.findChild(QLineEdit, "birth-date"), form.findChild(QLabel, "birth-date-words")
    day = began.local_date()
    for wrong, hint in ((day + timedelta(days=1), f"is after the treatment of {text.day_month(day)}."), (day, "old")):
        born.setFocus()
        born.selectAll()
        QTest.keyClicks(born, wrong.isoformat())
        assert hint in words.text()
        assert patients.get(vault.db, amber).birth_date == wrong


def test_a_date_on_the_way_to_one_that_cannot_be_is_not_kept(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    born = form.findChild(QLineEdit, "birth-date")
    born.setFocus()
    born.selectAll()
    QTest.keyClicks(born, "3/4/2971")  # 3/4/29 could have been 1929
    assert patients.get(vault.db, amber).birth_date == date(1971, 4, 3)
    fill(form, "phone", "1")
    assert patients.get(vault.db, amber).birth_date == date(1971, 4, 3)
    window.bar.undo.click()
    assert born.text() == "3/4/2971"  # still there to be mended
    assert "still to come" in form.findChild(QLabel, "birth-date-words").text()


def test_undo_never_offers_typing_that_came_to_nothing(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    fill(form, "email", "a@example.org")
    born = form.findChild(QLineEdit, "birth-date")
    born.setFocus()
    born.selectAll()
    QTest.keyClicks(born, "3/4/20")
    assert patients.get(vault.db, amber).birth_date == date(2020, 4, 3)
    QTest.keyClicks(born, "30")  # is still to come, so the date that was kept before comes back
    phone = fill(form, "phone", "1")
    QTest.keyClick(phone, Qt.Key.Key_Backspace)
    assert patients.get(vault.db, amber).birth_date == date(1971, 4, 3)
    assert window.bar.undo.accessibleName() == "Undo: Edit patient details"
    press(window, "undo")
    assert patients.get(vault.db, amber).email == ""
    assert window.bar.undo.accessibleName() == "Undo: Add patient"
    press(window, "redo")
    assert patients.get(vault.db, amber).email == "a@example.org"


def test_a_birth_date_that_cannot_be_leaves_the_old_one_and_keeps_the_rest(
    vault: Vault, window: MainWindow, amber: str
) -> None:
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    born = form.findChild(QLineEdit, "birth-date")
    born.setFocus()
    born.selectAll()
    QTest.keyClicks(born, "31/2/1971")
    fill(form, "phone", "1")
    press(window, "edit-patient")
    kept = patients.get(vault.db, amber)
    assert (kept.birth_date, kept.phone) == (date(1971, 4, 3), "1")
    assert born.isVisible()
    assert born.text() == "31/2/1971"  # still there to be mended
    assert "no such day" in window.message_bar.text()
    window.bar.back.click()
    assert "was not kept" in window.message_bar.text()


def test_allergies_and_alerts_stand_on_the_patient_and_the_session(window: MainWindow, amber: str) -> None:
    def warnings(name: str) -> str:
        label = window.findChild(QLabel, name)
        assert label.isVisible()
        return label.text()

    assert warnings("patient-banner-warnings") == "Allergies: Penicillin   ·   Alert: On apixaban"
    press(window, "start-session")
    assert warnings("chart-patient-banner-warnings") == "Allergies: Penicillin   ·   Alert: On apixaban"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups
@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_long_warnings_take_three_lines_and_one_press_shows_them_whole(
    vault: Vault, window: MainWindow, amber: str, qtbot: QtBot, width: int
) -> None:
    from dataclasses import replace

    window.resize(width, 720)
    long = ", ".join(f"substance {number}" for number in range(60))
    alert = "On apixaban; faints with needles: treat lying down"
    patient = replace(patients.get(vault.db, amber), allergies=long, alerts=alert)
    window.desk.workspace.do(patients.edit, patient)  # type: ignore[union-attr]
    for page in ("patient-banner", "chart-patient-banner"):
        if page.startswith("chart"):
            press(window, "start-session")
        label, banner = window.findChild(QLabel, f"{page}-warnings"), window.findChild(QFrame, page)
        line = label.fontMetrics().lineSpacing()
        qtbot.waitUntil(lambda label=label, line=line: label.isVisible() and label.height() >= 3 * line)
        assert label.heightForWidth(label.width()) <= label.height()  # nothing of its words is cut off by the frame
        assert banner.height() <= 3 * line + 20
        allergies, alerts = label.text().split("\n")
        assert allergies.startswith("Allergies: substance 0, substance 1,")
        assert allergies.endswith("…")
        assert alerts == f"Alert: {alert}"
        assert long in label.parentWidget().toolTip()
        press(window, f"{page}-read-all")
        whole = QApplication.activePopupWidget()
        read = whole.findChild(QLabel, f"{page}-all-warnings")
        assert read.text() == f"Allergies: {long}\n\nAlert: {alert}"
        assert read.visibleRegion().boundingRect().height() >= read.heightForWidth(read.width())
        QTest.keyClick(whole, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None


def test_warnings_that_have_room_in_three_lines_are_whole_and_ask_for_no_press(
    vault: Vault, window: MainWindow, amber: str, qtbot: QtBot
) -> None:
    from dataclasses import replace

    long = ", ".join(f"substance {number}" for number in range(18))
    window.desk.workspace.do(patients.edit, replace(patients.get(vault.db, amber), allergies=long))  # type: ignore[union-attr]
    label = window.findChild(QLabel, "patient-banner-warnings")
    assert label.text() == f"Allergies: {long}   ·   Alert: On apixaban"
    qtbot.waitUntil(lambda: label.width() > 600 and label.height() >= label.heightForWidth(label.width()))
    assert window.findChild(QPushButton, "patient-banner-read-all").isHidden()
    assert label.parentWidget().toolTip() == ""


def test_no_allergies_is_said_as_not_recorded_rather_than_as_none(vault: Vault, window: MainWindow) -> None:
    window.desk.open_patient(patients.add(vault.db, Patient("", "Birch", "Sample")))  # type: ignore[union-attr]
    assert window.findChild(QLabel, "patient-banner-none").isVisible()
    assert window.findChild(QLabel, "patient-banner-none").text() == "No allergies or alerts recorded"


def test_one_act_opens_todays_session_and_the_same_one_again(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "start-session")
    window.bar.back.click()
    start = window.findChild(QPushButton, "start-session")
    assert start.text() == "Open today’s session"
    press(window, "start-session")
    assert len(sessions.of_patient(vault.db, amber)) == 1


def test_sessions_are_listed_newest_first_with_what_was_done(vault: Vault, window: MainWindow, amber: str) -> None:
    from sclerochart.domain import moments
    from sclerochart.domain.atlas import shipped
    from sclerochart.domain.leg import Spot
    from sclerochart.store import sites

    box = shipped().bounds("anterior")
    spot = next(
        spot
        for x in range(round(box[0]), round(box[2]), 10)
        if shipped().place(spot := Spot("left", "anterior", float(x), 300.0)) is not None
    )
    first = sessions.start(vault.db, amber, at=moments.from_utc(moments.now().utc - 40 * 86_400))
    for _ in range(3):
        sites.add(vault.db, first, spot, volume_ul=100, vein_type="tel")
    sessions.sign(vault.db, first, reason="a test")
    sessions.start(vault.db, amber)
    window.desk.workspace.changed.emit()  # type: ignore[union-attr]
    model = window.findChild(QListView, "session-list").model()
    words = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert words[0].startswith("Session 2 of 2, ")
    assert words[0].endswith(", no sites, Draft, not signed")
    assert words[1].endswith(", 3 sites, 0.3 ml, Signed")


def test_an_earlier_draft_opens_to_be_looked_at_and_is_continued_in_one_press(
    vault: Vault, window: MainWindow, amber: str
) -> None:
    from sclerochart.domain import moments
    from sclerochart.ui.chart.page import ChartPage

    desk = window.desk
    assert desk is not None
    first = sessions.start(vault.db, amber, at=moments.from_utc(moments.now().utc - 40 * 86_400))
    sessions.set_notes(vault.db, first, "Reviewed", fold="a")
    press(window, "start-session")
    page = window.findChild(ChartPage)
    assert not page.is_read_only()
    assert page.findChild(QPushButton, "continue-draft").isHidden()
    press(window, "previous-session")
    page = window.findChild(ChartPage)
    assert page.session_id == first
    assert page.is_read_only()
    assert not window.bar.undo.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sessions.get(vault.db, first).notes == "Reviewed"
    press(window, "continue-draft")
    assert not page.is_read_only()
    assert window.bar.undo.isEnabled()
    window.bar.undo.click()
    assert sessions.get(vault.db, first).notes == ""
    desk.open_session(first)
    assert window.findChild(ChartPage).is_read_only()  # continuing is of a page, and is stored nowhere


def test_undo_passes_over_the_start_of_a_session_once_it_is_signed(
    vault: Vault, window: MainWindow, amber: str
) -> None:
    press(window, "edit-patient")
    fill(window, "phone", "1")
    press(window, "edit-patient")
    press(window, "start-session")
    press(window, "back")
    assert window.bar.undo.accessibleName() == "Undo: Start session"
    (found,) = sessions.of_patient(vault.db, amber)
    press(window, "start-session")
    press(window, "sign-session")
    assert sessions.get(vault.db, found.session.id).signed
    press(window, "back")
    assert window.bar.undo.accessibleName() == "Undo: Edit patient details"
    press(window, "undo")
    assert patients.get(vault.db, amber).phone == ""
    assert not window.bar.undo.isEnabled()  # nor can the patient of a signed session be taken away
    press(window, "redo")
    assert patients.get(vault.db, amber).phone == "1"
    assert len(sessions.of_patient(vault.db, amber)) == 1
    assert window.message_bar.text() == ""


def test_undoing_the_addition_of_a_patient_leads_back_to_the_list(
    vault: Vault, window: MainWindow, amber: str, qtbot: QtBot
) -> None:
    assert window.bar.undo.accessibleName() == "Undo: Add patient"
    window.bar.undo.click()
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "patient-search").isVisible())
    assert patients.count(vault.db) == 0
    assert journal.names(vault.db, journal.patient_scope(amber)).redo == "Add patient"
    press(window, "new-patient")
    assert window.findChild(QLineEdit, "family-name").text() == ""
    press(window, f"resume-{amber}")
    assert window.findChild(QLineEdit, "family-name").text() == "Placeholder"
    assert window.findChild(QLineEdit, "birth-date").text() == "3 April 1971"


def test_a_patient_whose_addition_is_undone_is_begun_again_in_the_same_moment(vault: Vault, amber: str) -> None:
    vault.db.execute("CREATE TEMP TRIGGER t BEFORE INSERT ON setting BEGIN SELECT raise(ABORT, 'no room'); END")
    with pytest.raises(Error, match="no room"):
        undo(vault.db, journal.patient_scope(amber))
    assert patients.count(vault.db) == 1
    vault.db.execute("DROP TRIGGER t")
    undo(vault.db, journal.patient_scope(amber))
    assert patients.count(vault.db) == 0
    assert [each.id for each in unfinished(vault.db)] == [amber]


def test_a_name_without_end_leaves_the_window_as_wide_as_it_was(
    vault: Vault, window: MainWindow, amber: str, qtbot: QtBot
) -> None:
    from dataclasses import replace

    long = "W" * 300
    every = {"family_name": long, "record_number": long, "email": long, "allergies": long, "notes": long}
    window.desk.workspace.do(patients.edit, replace(patients.get(vault.db, amber), **every))  # type: ignore[union-attr]
    for banner in ("patient-banner", "chart-patient-banner"):
        if banner.startswith("chart"):
            press(window, "start-session")
        name = window.findChild(QLabel, f"{banner}-name")
        qtbot.waitUntil(lambda name=name: name.toolTip() == f"{long}, Amber")
        assert name.text() == f"{long}, Amber"
        warnings = window.findChild(QLabel, f"{banner}-warnings")
        qtbot.waitUntil(lambda warnings=warnings: warnings.height() >= warnings.heightForWidth(warnings.width()))
        assert (window.width(), window.minimumSizeHint().width() <= 1366) == (1366, True)


def test_a_value_wider_than_the_details_is_broken_so_that_all_of_it_can_be_read(
    vault: Vault, window: MainWindow, amber: str, qtbot: QtBot
) -> None:
    from dataclasses import replace

    patient = replace(patients.get(vault.db, amber), email="m" * 200, phone="01632 960123")
    window.desk.workspace.do(patients.edit, patient)  # type: ignore[union-attr]

    def laid_out() -> bool:
        (email,) = (each for each in values if each.text().replace("\u200b", "") == "m" * 200)
        (phone,) = (each for each in values if "960123" in each.text())
        visible = email.visibleRegion().boundingRect()
        return visible == email.rect() and email.height() > 2 * phone.height()

    values = window.findChild(PatientPage).details.findChildren(QLabel)
    qtbot.waitUntil(laid_out)


def paste(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    QApplication.clipboard().setText(words)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_what_is_pasted_and_cannot_be_seen_is_not_kept(vault: Vault, window: MainWindow, amber: str) -> None:
    press(window, "edit-patient")
    form = window.findChild(QWidget, "patient-form")
    family = form.findChild(QLineEdit, "family-name")
    family.setFocus()
    family.setCursorPosition(len("Place"))
    paste(family, "\u202ex\x00y\nz\u2066")
    assert family.text() == "Placexy zholder"
    assert family.cursorPosition() == len("Placexy z")
    notes = form.findChild(QPlainTextEdit, "notes")
    paste(notes, "one\r\n\u202etwo")
    kept = patients.get(vault.db, amber)
    assert (kept.family_name, kept.notes, notes.toPlainText()) == ("Placexy zholder", "one\ntwo", "one\ntwo")


def test_what_cannot_be_seen_is_not_taken_over_from_the_search(vault: Vault, window: MainWindow) -> None:
    paste(window.findChild(QLineEdit, "patient-search"), "Fern \u202eInvented\u2069")
    press(window, "new-patient")
    press(window, "add-patient")
    (row,) = patients.search(vault.db, "")
    assert row.patient.name == "Fern Invented"


def test_what_is_pasted_into_a_line_of_the_chart_and_cannot_be_seen_is_not_kept(
    vault: Vault, window: MainWindow, amber: str
) -> None:
    press(window, "start-session")
    notes = window.findChild(QLineEdit, "session-notes")
    paste(notes, "\u202eReviewed\u2069 today")
    (found,) = sessions.of_patient(vault.db, amber)
    assert (found.session.notes, notes.text()) == ("Reviewed today", "Reviewed today")
