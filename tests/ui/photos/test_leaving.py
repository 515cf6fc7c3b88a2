"""Closing and locking while photos are still being brought in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions
from sclerochart.store import vault as vaults
from sclerochart.store.vault import Vault
from sclerochart.store.verify import verify
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.photos.page import PhotosPage
from tests.conftest import PASSPHRASE
from tests.store.sample_pictures import picture


@pytest.fixture
def session(vault: Vault, window: MainWindow) -> str:
    """A session whose photos page is open."""
    patient = patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    made = sessions.start(vault.db, patient)
    assert window.desk is not None
    window.desk.open_patient(patient)
    window.desk.open_session(made)
    window.desk.open_photos(made)
    return made


def begin_import(window: MainWindow, folder: Path, count: int = 4, broken: bool = False) -> None:
    files = [folder / f"{number}.jpg" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(picture(seed=number + 1, width=1600 + number))
    if broken:
        files[-1].write_bytes(b"no picture")
    page = window.findChild(PhotosPage)
    assert page is not None
    page.import_files(files)


def kept(vault: Vault, session: str) -> int:
    """How many photos the closed vault holds; nothing of it is wrong and no file is left over."""
    again = vaults.unlock(vault.folder, PASSPHRASE)
    number = len(photos.of_session(again.db, session))
    again.close()
    assert verify(vault.folder, PASSPHRASE).first_wrong is None
    assert len([each for each in (vault.folder / "photos").iterdir() if each.is_file()]) == number
    return number


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_closing_asks_and_closes_when_all_photos_are_in(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    begin_import(window, tmp_path)
    assert not window.close()
    question = window.findChild(QMessageBox, "leave-question")
    assert question is not None
    assert question.text().endswith("still being brought in.")
    press(window, "close-when-done")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert kept(vault, session) == 4


def test_stopping_closes_and_keeps_none_of_them(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    begin_import(window, tmp_path, 8)
    assert not window.close()
    press(window, "stop-and-close")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert kept(vault, session) in (0, 8)  # 8: they were in before the stop could reach them


def test_staying_brings_them_in_and_leaves_the_window_open(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    begin_import(window, tmp_path)
    window.close()
    press(window, "stay-open")
    qtbot.waitUntil(lambda: len(photos.of_session(vault.db, session)) == 4, timeout=20_000)
    QApplication.processEvents()
    assert window.isVisible()
    assert window.findChild(QMessageBox, "leave-question") is None


def test_a_photo_that_is_refused_meanwhile_keeps_the_window_open_with_the_reason(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    begin_import(window, tmp_path, broken=True)
    window.close()
    press(window, "close-when-done")
    qtbot.waitUntil(lambda: len(photos.of_session(vault.db, session)) == 3, timeout=20_000)
    QApplication.processEvents()
    assert window.isVisible()
    assert "3.jpg" in window.message_bar.text()


def test_locking_stops_the_import_and_says_so(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot
) -> None:
    begin_import(window, tmp_path, 8)
    window.lock()
    said = [label.text() for label in window.unlock_pages.findChildren(QLabel) if "brought in" in label.text()]
    assert len(said) == 1
    assert window.findChild(QLineEdit, "unlock-passphrase").isVisible()
    assert kept(vault, session) == 0


@pytest.mark.parametrize("answer", ["stop-and-close", "stay-open", "close-when-done"])
def test_the_question_is_put_anew_after_the_vault_was_locked_under_it(
    vault: Vault, window: MainWindow, session: str, tmp_path: Path, qtbot: QtBot, answer: str
) -> None:
    begin_import(window, tmp_path, 8)
    window.close()
    press(window, "close-when-done")
    window.lock()
    assert window.isVisible()
    again = vaults.unlock(vault.folder, PASSPHRASE)
    window.open_vault(again)
    assert window.desk is not None
    window.desk.open_session(session)
    window.desk.open_photos(session)
    begin_import(window, tmp_path, 8)
    assert not window.close()
    press(window, answer)
    if answer == "stay-open":
        qtbot.waitUntil(lambda: len(photos.of_session(again.db, session)) == 8, timeout=20_000)
        assert window.isVisible()
        window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert kept(vault, session) in ((0, 8) if answer == "stop-and-close" else (8,))


def test_a_lock_takes_the_question_away(vault: Vault, window: MainWindow, session: str, tmp_path: Path) -> None:
    begin_import(window, tmp_path, 8)
    window.close()
    window.lock()
    assert window.findChild(QMessageBox, "leave-question") is None
    assert window.close()
    assert kept(vault, session) == 0
