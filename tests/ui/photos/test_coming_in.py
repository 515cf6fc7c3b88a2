"""Going on with a session while its photos are still being brought in: none is lost by it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.photos.page import PhotosPage
from tests.store.sample_pictures import picture
from tests.ui.finding import button, find


@pytest.fixture
def session(vault: Vault, window: MainWindow, tmp_path: Path) -> str:
    """A session with four photos on their way."""
    patient = patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    made = sessions.start(vault.db, patient)
    assert window.desk is not None
    window.desk.open_patient(patient)
    window.desk.open_session(made)
    window.desk.open_photos(made)
    files = [tmp_path / f"{number}.jpg" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(picture(seed=number + 1, width=1600 + number))
    find(window, PhotosPage, "photos-page").import_files(files)
    return made


def press(window: MainWindow, name: str) -> None:
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)


def missing(window: MainWindow) -> str:
    assert window.desk is not None
    found = window.desk.findChild(QLabel, "sign-missing")
    return found.text() if found is not None and found.isVisible() else ""


def test_a_signature_waits_for_photos_on_their_way(
    vault: Vault, window: MainWindow, session: str, qtbot: QtBot
) -> None:
    window.bar.back.click()
    assert "4 photos still being brought in" in missing(window)
    press(window, "sign-session")
    assert not sessions.get(vault.db, session).signed
    assert not find(window, QLineEdit, "sign-reason").isVisible()
    assert window.message_bar.text() == "4 photos still being brought in. Not signed yet: sign once they are in."
    qtbot.waitUntil(lambda: "brought in" not in missing(window), timeout=20_000)
    press(window, "sign-session")
    assert sessions.get(vault.db, session).signed
    assert len(photos.of_session(vault.db, session)) == 4


def test_a_stopped_import_holds_no_signature_up(vault: Vault, window: MainWindow, session: str, qtbot: QtBot) -> None:
    find(window, QPushButton, "job-cancel").click()
    window.bar.back.click()
    qtbot.waitUntil(lambda: "brought in" not in missing(window), timeout=20_000)
    press(window, "sign-session")
    assert sessions.get(vault.db, session).signed


def test_photos_whose_session_went_meanwhile_are_named_with_the_reason(
    vault: Vault, window: MainWindow, session: str, qtbot: QtBot
) -> None:
    window.bar.back.click()
    window.bar.back.click()
    window.bar.undo.click()
    assert sessions.drafts(vault.db) == []
    qtbot.waitUntil(lambda: bool(window.message_bar.text()), timeout=20_000)
    assert window.message_bar.text() == (
        "4 photos were not added, because this session is no longer there. Nothing was changed."
    )
    assert list((vault.folder / "photos").iterdir()) == []
