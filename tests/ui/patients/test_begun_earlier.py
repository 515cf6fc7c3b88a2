"""Somebody new who was begun and not added: nothing that was typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Patient
from sclerochart.store import patients
from sclerochart.store import vault as vaults
from sclerochart.store.unfinished import unfinished
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
    assert stands(window) == TYPED
    assert window.findChild(QFrame, "begun-earlier").isVisible()
    assert "begun earlier" in window.findChild(QLabel, "begun-words").text()


def test_closing_the_program_keeps_it_too(vault: Vault, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    open_form(window)
    fill(window)
    window.close()
    again = vaults.unlock(vault.folder, "an invented passphrase")
    (kept,) = unfinished(again.db)
    assert kept.texts["notes"] == "Prefers mornings"
    again.close()


def test_a_pause_in_typing_is_enough_to_keep_it(vault: Vault, window: MainWindow, qtbot: QtBot) -> None:
    open_form(window)
    fill(window, {"family-name": "Placeholder"})
    qtbot.waitUntil(lambda: bool(unfinished(vault.db)))


def test_clear_empties_the_form_for_good_unless_it_is_brought_back(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window)
    press(window, "cancel-patient")
    open_form(window)
    press(window, "clear-patient")
    assert stands(window) == {}
    press(window, "bring-back-patient")
    assert stands(window) == TYPED
    assert len(unfinished(vault.db)) == 1
    press(window, "clear-patient")
    press(window, "cancel-patient")
    open_form(window)
    assert stands(window) == {}
    assert window.findChild(QFrame, "begun-earlier").isHidden()


def test_whoever_was_added_is_not_begun_any_more(vault: Vault, window: MainWindow) -> None:
    open_form(window)
    fill(window, {"family-name": "Placeholder", "phone": "01632 960123"})
    press(window, "cancel-patient")
    open_form(window)
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
    offer = next(
        each
        for each in window.findChild(QFrame, "begun-earlier").findChildren(QPushButton)
        if each.text() == "Go on with Placeholder, Amber"
    )
    offer.click()
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
