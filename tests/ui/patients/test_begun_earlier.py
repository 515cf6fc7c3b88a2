"""Somebody new who was begun and not added: nothing that was typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from sclerochart.domain import moments
from sclerochart.domain.people import Patient
from sclerochart.store import patients
from sclerochart.store import vault as vaults
from sclerochart.store.unfinished import keep_unfinished, unfinished
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow

TYPED = {"family-name": "Placeholder", "given-name": "Amber", "birth-date": "3/4/19", "notes": "Prefers mornings"}


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def open_form(window: MainWindow, search: str = "") -> None:
    field = window.findChild(QLineEdit, "patient-search")
    field.clear()
    QTest.keyClicks(field, search)
    press(window, "new-patient")


def go_on(window: MainWindow, who: str) -> None:
    """Press the offer to go on with somebody."""
    line = window.findChild(QFrame, "begun-earlier")
    (offer,) = (each for each in line.findChildren(QPushButton) if each.text() == f"Go on with {who}")
    assert offer.isVisible()
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)


def unlocked_again(vault: Vault, window: MainWindow) -> Vault:
    window.lock()
    again = vaults.unlock(vault.folder, "an invented passphrase")
    window.open_vault(again)
    return again


def fill(window: MainWindow, typed: dict[str, str] = TYPED) -> None:
    for name, words in typed.items():
        field = window.findChild(QLineEdit, name) or window.findChild(QPlainTextEdit, name)
        field.setFocus()
        QTest.keyClicks(field, words)


def stands(window: MainWindow) -> dict[str, str]:
    found = {name: window.findChild(QLineEdit, name).text() for name in TYPED if name != "notes"}
    found["notes"] = window.findChild(QPlainTextEdit, "notes").toPlainText()
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("leave", ["cancel-patient", "back", "lock"])
def test_what_was_typed_is_there_again_however_the_form_was_left(
    vault: Vault, window: MainWindow, leave: str, qtbot: QtBot
) -> None:
    open_form(window)
    fill(window)
    if leave == "lock":
        window.lock()
        window.open_vault(vaults.unlock(vault.folder, "an invented passphrase"))
    elif leave == "back":
        window.bar.back.click()
    else:
        press(window, leave)
    open_form(window)
    assert stands(window) == {}
    assert window.findChild(QFrame, "begun-earlier").isVisible()
    assert "Begun earlier" in window.findChild(QLabel, "begun-words").text()
    go_on(window, "Placeholder, Amber")
    assert stands(window) == TYPED
    assert "begun earlier" in window.findChild(QLabel, "begun-words").text()


def test_somebody_new_never_gets_what_was_typed_for_somebody_else(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window, {"family-name": "Alpha", "given-name": "Ann", "birth-date": "1/2/60", "allergies": "PENICILLIN"})
    press(window, "cancel-patient")
    open_form(window)
    fill(window, {"family-name": "Beta", "given-name": "Bob", "birth-date": "3/3/90"})
    press(window, "add-patient")
    (row,) = patients.search(vault.db, "")
    assert (row.patient.name, row.patient.allergies) == ("Bob Beta", "")
    (begun,) = unfinished(vault.db)
    assert begun.texts == {
        "family_name": "Alpha", "given_name": "Ann", "birth_date": "1/2/60", "allergies": "PENICILLIN",
    }  # fmt: skip


def test_closing_the_program_keeps_it_too(vault: Vault, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    open_form(window)
    fill(window)
    window.close()
    again = vaults.unlock(vault.folder, "an invented passphrase")
    (kept,) = unfinished(again.db)
    assert kept.texts["notes"] == "Prefers mornings"
    again.close()


def test_clear_empties_the_form_until_it_is_brought_back(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window)
    press(window, "cancel-patient")
    open_form(window)
    go_on(window, "Placeholder, Amber")
    press(window, "clear-patient")
    assert stands(window) == {}
    press(window, "bring-back-patient")
    assert stands(window) == TYPED
    assert len(unfinished(vault.db)) == 1
    press(window, "clear-patient")
    press(window, "cancel-patient")
    open_form(window)
    assert stands(window) == {}
    assert unfinished(vault.db) == []
    press(window, "bring-back-patient")
    assert stands(window) == TYPED


def clear_gamma(window: MainWindow) -> None:
    """Somebody is begun, gone on with, and cleared."""
    open_form(window)
    fill(window, {"family-name": "Gamma", "notes": "Long notes"})
    press(window, "cancel-patient")
    open_form(window)
    go_on(window, "Gamma")
    press(window, "clear-patient")


def test_what_was_cleared_is_brought_back_after_locking(vault: Vault, window: MainWindow) -> None:
    clear_gamma(window)
    again = unlocked_again(vault, window)
    open_form(window)
    assert stands(window) == {}
    assert "Gamma was cleared" in window.findChild(QLabel, "begun-words").text()
    press(window, "bring-back-patient")
    assert stands(window) == {"family-name": "Gamma", "notes": "Long notes"}
    assert len(unfinished(again.db)) == 1


def test_what_was_cleared_is_gone_once_a_day_has_passed(vault: Vault, window: MainWindow) -> None:
    clear_gamma(window)
    press(window, "cancel-patient")
    vault.db.clock = lambda: moments.from_utc(moments.now().utc + 24 * 60 * 60 + 1)
    open_form(window)
    assert window.findChild(QFrame, "begun-earlier").isHidden()


def test_what_was_cleared_is_gone_once_somebody_is_added(vault: Vault, window: MainWindow) -> None:
    clear_gamma(window)
    fill(window, {"family-name": "Delta"})
    press(window, "add-patient")
    window.bar.back.click()
    open_form(window)
    assert window.findChild(QFrame, "begun-earlier").isHidden()


def test_each_of_many_can_be_gone_on_with_or_removed_and_brought_back(vault: Vault, window: MainWindow) -> None:
    for number in range(31):
        keep_unfinished(vault.db, f"begun{number}", {"family_name": f"Begun{number}", "notes": str(number)})
    open_form(window)
    assert stands(window) == {}
    press(window, "begun-all")
    assert window.findChild(QPushButton, "begun-all").text() == "All begun (31)"
    press(window, "go-on-begun0")  # the oldest, at the end of the list
    assert stands(window) == {"family-name": "Begun0", "notes": "0"}
    assert window.findChild(QPushButton, "begun-all").text() == "Others begun (30)"
    press(window, "begun-all")
    press(window, "remove-begun7")
    assert window.focusWidget().objectName() == "bring-back-patient"
    assert {each.id for each in unfinished(vault.db)} == {f"begun{number}" for number in range(31) if number != 7}
    assert stands(window) == {"family-name": "Begun0", "notes": "0"}
    assert window.findChild(QPushButton, "bring-back-patient").text() == "Bring back Begun7"
    press(window, "bring-back-patient")
    assert len(unfinished(vault.db)) == 31
    assert stands(window) == {"family-name": "Begun0", "notes": "0"}
    press(window, "go-on-begun7")
    assert stands(window) == {"family-name": "Begun7", "notes": "7"}


def test_a_very_long_name_that_was_begun_does_not_scrollsn_the_window(vault: Vault, window: MainWindow) -> None:
    keep_unfinished(vault.db, "long", {"family_name": "A" * 300})
    open_form(window)
    press(window, "begun-all")
    QTest.qWait(1)
    assert window.minimumSizeHint().width() <= 1366
    assert window.width() == 1366


def test_adding_and_no_longer_being_begun_are_one_write(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window)
    window.findChild(QLineEdit, "birth-date").clear()
    fill(window, {"birth-date": "3/4/71"})
    press(window, "cancel-patient")
    open_form(window)
    go_on(window, "Placeholder, Amber")
    ran: list[str] = []
    vault.db.connection.set_trace_callback(ran.append)
    press(window, "add-patient")
    vault.db.connection.set_trace_callback(None)
    assert patients.count(vault.db) == 1
    assert unfinished(vault.db) == []
    assert ran.count("COMMIT") == 1


def test_whoever_was_added_is_not_begun_any_more(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window, {"family-name": "Placeholder", "phone": "01632 960123"})
    press(window, "cancel-patient")
    open_form(window)
    go_on(window, "Placeholder")
    press(window, "add-patient")
    assert patients.count(vault.db) == 1
    assert unfinished(vault.db) == []
    window.bar.back.click()
    open_form(window)
    assert stands(window) == {}


def test_somebody_else_can_be_begun_meanwhile_and_both_wait(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window)
    press(window, "cancel-patient")
    open_form(window, "fern invented")
    assert stands(window) == {"family-name": "Invented", "given-name": "Fern"}
    fill(window, {"notes": "Second"})
    go_on(window, "Placeholder, Amber")
    assert stands(window) == TYPED
    assert {each.texts["family_name"] for each in unfinished(vault.db)} == {"Placeholder", "Invented"}


def test_what_came_from_the_search_alone_is_not_kept(vault: Vault, window: MainWindow) -> None:
    open_form(window, "fern invented")
    press(window, "cancel-patient")
    assert unfinished(vault.db) == []


def test_a_search_with_a_birthday_and_a_number_fills_the_fields_they_belong_to(
    vault: Vault, window: MainWindow
) -> None:
    open_form(window, "Test person 3/4/71 01632 960123")
    assert stands(window) == {"family-name": "Person", "given-name": "Test", "birth-date": "3 April 1971"}
    assert window.findChild(QLineEdit, "phone").text() == "01632 960123"
    press(window, "add-patient")
    (row,) = patients.search(vault.db, "")
    assert isinstance(row.patient, Patient)
    assert row.patient.name == "Test Person"


def test_the_question_and_the_buttons_stand_under_the_card_also_where_the_form_scrolls(
    vault: Vault, window: MainWindow, qtbot: QtBot
) -> None:
    patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    open_form(window)
    (scroll,) = (each for each in window.findChildren(QScrollArea) if each.accessibleName() == "New patient")
    card, foot = window.findChild(QFrame, "new-patient-card"), window.findChild(QFrame, "new-patient-foot")

    def edges(one: QFrame) -> tuple[int, int]:
        left = one.mapTo(window, QPoint(0, 0)).x()
        return left, left + one.width()

    fill(window, {"family-name": "Placeholder", "given-name": "Amber"})
    question = window.findChild(QFrame, "probable-duplicates")
    for height in (1400, 640, 1400):
        window.resize(1366, height)
        scrolls = height < 1000
        qtbot.waitUntil(lambda scrolls=scrolls: scroll.verticalScrollBar().isVisible() == scrolls)
        qtbot.waitUntil(lambda: question.isVisible() and edges(foot) == edges(card) == edges(question))
