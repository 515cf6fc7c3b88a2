"""Another passphrase and another recovery code, from the settings of an open vault."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.store import keys, verify
from sclerochart.store import vault as vaults
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.ui.finding import find


def asked(window: MainWindow, qtbot: QtBot, name: str) -> QDialog:
    """The dialog that a button of the settings opens."""
    if window.desk is not None and window.findChild(QPushButton, name) is None:
        window.desk.open_settings()
        QApplication.processEvents()
    QTest.mouseClick(find(window, QPushButton, name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.findChildren(QDialog)) == 1)
    return window.findChild(QDialog)


def fill(dialog: QDialog, **typed: str) -> None:
    for name, words in typed.items():
        field = find(dialog, QLineEdit, name.replace("_", "-"))
        field.clear()
        QTest.keyClicks(field, words)


def press(dialog: QDialog, name: str) -> None:
    QTest.mouseClick(find(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def said(dialog: QDialog) -> str:
    return find(dialog, QLabel, "key-message").text()


def opens(folder: Path, passphrase: str) -> bool:
    try:
        vaults.unlock(folder, passphrase).close()
    except keys.WrongPassphrase:
        return False
    return True


def test_whoever_knows_the_passphrase_of_now_changes_it(window: MainWindow, vault: Vault, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot, "change-passphrase")
    fill(dialog, passphrase_now="a guess", new_passphrase="quiet lamp", new_passphrase_again="quiet lamb")
    press(dialog, "key-go")
    assert "not the same" in said(dialog)
    fill(dialog, new_passphrase_again="quiet lamp")
    press(dialog, "key-go")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)  # not in the middle of it
    qtbot.waitUntil(lambda: "does not open this vault" in said(dialog))
    fill(dialog, passphrase_now="quiet lamp")
    press(dialog, "key-go")
    assert "is the one of now" in said(dialog)
    fill(dialog, passphrase_now=PASSPHRASE)
    QTest.keyClick(find(dialog, QLineEdit, "passphrase-now"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "was changed" in window.message_bar.text(), timeout=20_000)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    window.close()
    assert not opens(vault.folder, PASSPHRASE)
    assert opens(vault.folder, "quiet lamp")
    assert verify.verify(vault.folder, "quiet lamp").first_wrong is None


@pytest.mark.parametrize("kept", [True, False])
def test_a_new_recovery_code_is_shown_and_asked_after_until_it_is_kept(
    window: MainWindow, vault: Vault, qtbot: QtBot, kept: bool
) -> None:
    dialog = asked(window, qtbot, "new-recovery-code")
    fill(dialog, passphrase_now=PASSPHRASE)
    press(dialog, "key-go")
    qtbot.waitUntil(lambda: dialog.findChild(QLabel, "recovery-code") is not None, timeout=20_000)
    code = find(dialog, QLabel, "recovery-code").text()
    if kept:
        find(dialog, QCheckBox, "recovery-code-kept").click()
        press(dialog, "recovery-code-on")
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    assert ("the next unlocking shows another" in window.message_bar.text()) is not kept
    window.close()
    assert [one.name for one in vaults.practitioners_by_code(vault.folder, code)] == ["Nora Invented"]
    assert verify.verify(vault.folder, PASSPHRASE).first_wrong is None
    window.offer(vault.folder)
    window.show()
    QTest.keyClicks(find(window, QLineEdit, "unlock-passphrase"), PASSPHRASE)
    find(window, QPushButton, "unlock-button").click()
    qtbot.waitUntil(lambda: not window.unlock_pages.busy)
    assert (window.desk is not None) is kept
    assert (window.findChild(QLabel, "recovery-code") is None) is kept


def test_nothing_happens_to_whoever_thinks_better_of_it(window: MainWindow, vault: Vault, qtbot: QtBot) -> None:
    before = (vault.folder / "keys.json").read_bytes()
    for name in ("change-passphrase", "new-recovery-code"):
        dialog = asked(window, qtbot, name)
        press(dialog, "key-cancel")
        qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    assert (vault.folder / "keys.json").read_bytes() == before
    assert window.message_bar.text() == ""
