"""Unlocking in the window: the right passphrase, a wrong one, a lost one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Clinic, Practitioner
from sclerochart.store import keys, vault
from sclerochart.store.keys import Cost
from sclerochart.ui import theme
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from sclerochart.ui.unlock.pages import is_demo

PASSPHRASE = "an invented passphrase"


@pytest.fixture
def code(tmp_path: Path) -> str:
    """The recovery code of a closed vault in tmp_path / "clinic"."""
    made, code = vault.create(
        tmp_path / "clinic",
        clinic=Clinic(name="Invented Clinic"),
        practitioner=Practitioner("", "Nora Invented"),
        passphrase=PASSPHRASE,
        cost=Cost(time=1, memory_kib=64),
    )
    made.close()
    return code


@pytest.fixture
def locked(tmp_path: Path, code: str, qtbot: QtBot, qapp: object) -> Iterator[MainWindow]:
    """The window asking for that vault's passphrase."""
    window = MainWindow(Remembered(tmp_path / "window.txt"))
    window.offer(tmp_path / "clinic")
    with qtbot.waitExposed(window):
        window.show()
    yield window
    qtbot.waitUntil(lambda: not window.unlock_pages.busy)
    window.close()
    window.deleteLater()


def said(window: MainWindow, name: str = "unlock-message") -> str:
    return window.findChild(QLabel, name).text()


def type_passphrase(window: MainWindow, words: str) -> None:
    QTest.keyClicks(window.focusWidget(), words)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def test_keys_go_to_the_passphrase_at_once(locked: MainWindow) -> None:
    QTest.keyClicks(locked.focusWidget(), "typed")
    assert locked.findChild(QLineEdit, "unlock-passphrase").text() == "typed"


def test_the_right_passphrase_shows_the_patients_and_is_remembered_nowhere(
    locked: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    type_passphrase(locked, PASSPHRASE)
    qtbot.waitUntil(lambda: locked.desk is not None)
    assert locked.findChild(QLineEdit, "patient-search").isVisible()
    assert locked.findChild(QLineEdit, "unlock-passphrase").text() == ""
    assert PASSPHRASE not in (tmp_path / "window.txt").read_text()


def test_the_button_unlocks_too(locked: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(locked.focusWidget(), PASSPHRASE)
    QTest.mouseClick(locked.findChild(QPushButton, "unlock-button"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: locked.desk is not None)


def test_the_field_is_shut_and_the_page_says_so_while_the_key_is_made(locked: MainWindow, qtbot: QtBot) -> None:
    type_passphrase(locked, PASSPHRASE)
    assert not locked.findChild(QLineEdit, "unlock-passphrase").isEnabled()
    assert any("slow on purpose" in each.text() and each.isVisible() for each in locked.findChildren(QLabel))
    qtbot.waitUntil(lambda: locked.desk is not None)


def test_a_wrong_passphrase_says_what_to_do_and_the_wait_grows(locked: MainWindow, qtbot: QtBot) -> None:
    button = locked.findChild(QPushButton, "unlock-button")
    type_passphrase(locked, "wrong")
    qtbot.waitUntil(lambda: said(locked) != "")
    assert said(locked).startswith("That passphrase does not open this vault.")
    assert "recovery code" in said(locked)
    assert button.text() == "Try again in 1 second"
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled)
    assert locked.findChild(QLineEdit, "unlock-passphrase").selectedText() == "wrong"
    type_passphrase(locked, "wrong again")
    qtbot.waitUntil(lambda: not button.isEnabled() and button.text().startswith("Try again"))
    assert button.text() == f"Try again in {keys.delay_after(2):.0f} seconds"


def test_the_wait_of_a_vault_goes_on_when_one_comes_back_to_it_and_holds_up_no_other(
    locked: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    button = locked.findChild(QPushButton, "unlock-button")
    for attempt in range(2):
        type_passphrase(locked, "wrong")
        qtbot.waitUntil(lambda: button.text().startswith("Try again"))
        if attempt == 0:
            qtbot.waitUntil(button.isEnabled)
    locked.unlock_pages.show_vault(tmp_path / "another")
    assert button.isEnabled()
    assert button.text() == "Unlock"
    locked.unlock_pages.show_vault(tmp_path / "clinic")
    assert not button.isEnabled()
    assert button.text().startswith("Try again in ")
    qtbot.waitUntil(button.isEnabled)
    type_passphrase(locked, "wrong")
    qtbot.waitUntil(lambda: button.text() == f"Try again in {keys.delay_after(3):.0f} seconds")


def test_nothing_typed_is_told_without_making_a_key(locked: MainWindow) -> None:
    QTest.keyClick(locked.focusWidget(), Qt.Key.Key_Return)
    assert said(locked) == "Type your passphrase first."
    assert not locked.unlock_pages.busy


def test_a_vault_that_is_open_elsewhere_is_refused_in_words(locked: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    other = vault.unlock(tmp_path / "clinic", PASSPHRASE)
    try:
        type_passphrase(locked, PASSPHRASE)
        qtbot.waitUntil(lambda: "already open in another sclerochart" in said(locked))
        assert locked.findChild(QPushButton, "unlock-button").isEnabled()
    finally:
        other.close()


def test_the_eye_shows_what_was_typed(locked: MainWindow, qtbot: QtBot) -> None:
    field = locked.findChild(QLineEdit, "unlock-passphrase")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    qtbot.waitUntil(lambda: field.findChild(QToolButton, "unlock-passphrase-eye") is not None)
    eye = field.findChild(QToolButton, "unlock-passphrase-eye")
    assert min(eye.width(), eye.height()) >= theme.TOUCH
    for corner in (QPoint(1, 1), QPoint(eye.width() - 2, eye.height() - 2)):
        QTest.mouseClick(eye, Qt.MouseButton.LeftButton, pos=corner)
        shown = corner == QPoint(1, 1)
        assert field.echoMode() == (QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
    locked.resize(locked.width() + 100, locked.height())
    assert eye.geometry().right() == field.rect().right()


def test_a_lost_passphrase_is_replaced_with_the_recovery_code(
    locked: MainWindow, code: str, tmp_path: Path, qtbot: QtBot
) -> None:
    locked.findChild(QPushButton, "lost-passphrase").click()
    typed = locked.findChild(QLineEdit, "recovery-code-field")
    assert typed.hasFocus()
    go = locked.findChild(QPushButton, "recover-button")
    QTest.keyClicks(typed, code[:-1] + ("X" if code[-1] != "X" else "Y"))
    go.click()
    assert "typing mistake in group 7" in said(locked, "recover-message")
    typed.clear()
    QTest.keyClicks(typed, code.lower().replace("-", " "))
    for name in ("new-passphrase", "new-passphrase-again"):
        QTest.keyClicks(locked.findChild(QLineEdit, name), "another invented one")
    go.click()
    back = locked.findChild(QPushButton, "recover-back")
    assert not back.isEnabled()  # nobody would be there to take the vault
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: locked.desk is not None)
    locked.lock()
    vault.unlock(tmp_path / "clinic", "another invented one").close()
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(tmp_path / "clinic", PASSPHRASE)


def test_closing_the_window_lets_go_of_the_vault(locked: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    type_passphrase(locked, PASSPHRASE)
    qtbot.waitUntil(lambda: locked.desk is not None)
    locked.close()
    vault.unlock(tmp_path / "clinic", PASSPHRASE).close()


@pytest.mark.parametrize("words", [PASSPHRASE, "wrong"])
def test_a_window_that_is_closed_while_a_key_is_made_says_so_and_closes_after(
    locked: MainWindow, tmp_path: Path, qtbot: QtBot, words: str
) -> None:
    type_passphrase(locked, words)
    locked.close()
    assert locked.isVisible()
    assert locked.message_bar.text() == "The window closes as soon as the key is made."
    qtbot.waitUntil(lambda: not locked.isVisible())
    vault.unlock(tmp_path / "clinic", PASSPHRASE).close()


def test_everything_there_is_to_know_at_unlocking_is_said(locked: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    opened = vault.unlock(tmp_path / "clinic", PASSPHRASE)
    opened.db.set_setting("any", "thing")
    shutil.copytree(tmp_path / "clinic", tmp_path / "killed")
    opened.close()
    log, key_file = tmp_path / "killed" / "chart.db-wal", tmp_path / "killed" / "keys.json"
    log.write_bytes(bytes([log.read_bytes()[0] ^ 1]) + log.read_bytes()[1:])
    key_file.write_bytes(key_file.read_bytes() + b"\n")
    locked.offer(tmp_path / "killed")
    type_passphrase(locked, PASSPHRASE)
    qtbot.waitUntil(lambda: locked.desk is not None)
    assert locked.message_bar.text() == f"{vault.LOST} {vault.MENDED}"


def test_the_vault_opened_last_is_offered_first(locked: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    type_passphrase(locked, PASSPHRASE)
    qtbot.waitUntil(lambda: locked.desk is not None)
    locked.close()
    again = MainWindow(Remembered(tmp_path / "window.txt"))
    qtbot.addWidget(again)
    again.offer(None)
    again.show()
    assert again.findChild(QLineEdit, "unlock-passphrase").isVisible()
    assert any(each.text() == "clinic" for each in again.findChildren(QLabel))


def test_the_passphrase_of_the_demo_clinic_stands_on_its_page_and_on_no_other(
    locked: MainWindow, tmp_path: Path
) -> None:
    hint = locked.findChild(QLabel, "demo-passphrase")
    assert not hint.isVisible()
    (tmp_path / "passphrase.txt").write_text("demo\n")
    locked.offer(tmp_path / "clinic")
    assert hint.isVisible()
    assert "“demo”" in hint.text()


def test_a_folder_called_demo_does_not_make_a_demo_clinic(tmp_path: Path) -> None:
    for name in ("demo", "sclerochart demo"):
        folder = tmp_path / name
        folder.mkdir()
        assert not is_demo(folder / "clinic")
        (folder / "passphrase.txt").write_text("demo\n")
        assert is_demo(folder / "clinic")


def test_the_unlock_page_wears_the_theme(locked: MainWindow) -> None:
    assert locked.findChild(QPushButton, "unlock-button").height() >= theme.TOUCH
    assert locked.findChild(QLineEdit, "unlock-passphrase").height() >= theme.TOUCH
