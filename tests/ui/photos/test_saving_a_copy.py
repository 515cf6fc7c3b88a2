"""A copy of a photo outside the vault: it is announced, and closing or locking waits for it."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.main_window import MainWindow
from tests.e2e.nurse import Nurse
from tests.store.sample_pictures import picture

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups

SIZE = (3200, 2400)


@pytest.fixture
def chosen(vault: Vault, window: MainWindow, tmp_path: Path) -> Nurse:
    """Somebody who has chosen a large photo, and could press Save a copy."""
    patient = patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    session = sessions.start(vault.db, patient)
    file = tmp_path / "large.jpg"
    file.write_bytes(picture(width=SIZE[0], height=SIZE[1]))
    one = photos.prepare(file, photo_key=vault.photo_key, folder=vault.folder)
    photos.add(vault.db, session, [one], phase="before", leg="right", view="medial")
    nurse = Nurse()
    assert window.desk is not None
    window.desk.open_patient(patient)
    window.desk.open_session(session)
    nurse.press("open-photos")
    nurse.press_row("photo-grid", 0)
    return nurse


def save(nurse: Nurse, target: Path) -> None:
    """Choose where; when this is over the copy has been begun, and what becomes of it was not told yet."""
    nurse.press("save-photo-copy")
    line = nurse.find("copy-dialog").findChild(QLineEdit, "fileNameEdit")
    line.setText(str(target))
    QTest.keyClick(line, Qt.Key.Key_Return)


def whole(target: Path) -> bool:
    with Image.open(target) as image:
        image.load()
        return image.size == SIZE


def test_a_copy_is_announced_also_on_the_page_that_one_went_to_meanwhile(
    window: MainWindow, chosen: Nurse, tmp_path: Path
) -> None:
    save(chosen, tmp_path / "copy.jpg")
    chosen.press("back")
    chosen.wait_until(lambda: bool(window.message_bar.text()))
    assert window.message_bar.text() == (
        "Saved as “copy.jpg”. That copy is outside the vault and not encrypted; keep it where it is safe."
    )
    assert whole(tmp_path / "copy.jpg")


@pytest.mark.parametrize("leave", ["close", "lock"])
def test_closing_and_locking_wait_for_a_copy(leave: str, window: MainWindow, chosen: Nurse, tmp_path: Path) -> None:
    save(chosen, tmp_path / "copy.jpg")
    getattr(window, leave)()
    assert whole(tmp_path / "copy.jpg")
    assert window.isVisible() == (leave == "lock")


def test_a_copy_that_could_not_be_saved_keeps_the_window_open_until_it_is_closed_again(
    window: MainWindow, chosen: Nurse, tmp_path: Path
) -> None:
    (tmp_path / "copy.jpg.part").mkdir()  # in the way of every writing
    save(chosen, tmp_path / "copy.jpg")
    assert not window.close()
    assert chosen.sees("unlock-passphrase")
    said = [label.text() for label in window.unlock_pages.findChildren(QLabel) if "was not saved" in label.text()]
    assert len(said) == 1
    assert said[0].startswith("“copy.jpg” was not saved: ")
    assert window.close()
