"""A vault whose disk fails under the open window: one sentence, no dialog, and nothing goes round in circles."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMessageBox
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions, sites
from sclerochart.store.vault import Vault
from sclerochart.ui.crash import CrashHook
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from tests.conftest import PASSPHRASE
from tests.e2e.nurse import Nurse
from tests.store.sample_pictures import picture

DAMAGED = "The vault's database is damaged. Stop working in it and restore it from a backup. Nothing was changed."
SPOT = Spot("right", "lateral", 20, 640)


@pytest.fixture
def closed(vault: Vault, tmp_path: Path) -> Vault:
    """A vault with one patient, whose session has a site and a photo; it is closed."""
    patient = patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    session = sessions.start(vault.db, patient)
    sites.add(vault.db, session, SPOT, volume_ul=100, vein_type="tel")
    file = tmp_path / "photo.jpg"
    file.write_bytes(picture())
    one = photos.prepare(file, photo_key=vault.photo_key, folder=vault.folder)
    photos.add(vault.db, session, [one], phase="before", leg="right", view="lateral")
    return vault


@pytest.fixture
def hook(shown: MainWindow, qapp: QApplication) -> Iterator[CrashHook]:
    """Hears of every error that nobody caught, as in the program."""
    made = CrashHook(shown, window=lambda: shown)
    made.refused.connect(shown.say)
    made.views_stale.connect(lambda: shown.desk.workspace.changed.emit() if shown.desk is not None else None)
    before, sys.excepthook = sys.excepthook, made.take
    yield made
    sys.excepthook = before


@pytest.fixture
def shown(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, before a vault is open."""
    made = MainWindow(Remembered(tmp_path / "window.txt"))
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def spoil(vault: Vault, table: str) -> None:
    """Close the vault and flip a bit in the first page of a table."""
    page = vault.db.value("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
    size = 4096  # SQLCipher's
    vault.close()
    file = vault.folder / "chart.db"
    data = bytearray(file.read_bytes())
    data[(page - 1) * size + size // 2] ^= 1
    file.write_bytes(data)


def unlock(window: MainWindow, vault: Vault, nurse: Nurse) -> None:
    window.offer(vault.folder)
    nurse.type("unlock-passphrase", PASSPHRASE)
    nurse.press("unlock-button")
    nurse.find("patient-list")
    nurse.wait_until(lambda: nurse.find("patient-count").property("text") or bool(nurse.message()))


def settle() -> None:
    """Let happen what the event loop has to do: what goes round in circles does so by it."""
    for _ in range(50):
        QApplication.processEvents()


@pytest.mark.parametrize("table", ["patient", "patient_index", "session", "site", "photo", "thumbnail"])
def test_a_flipped_bit_is_said_in_the_bar_whatever_page_it_is_on(
    table: str, closed: Vault, shown: MainWindow, hook: CrashHook
) -> None:
    bugs: list[object] = []
    hook.views_stale.connect(lambda: bugs.append(table))
    spoil(closed, table)
    nurse = Nurse()
    unlock(shown, closed, nurse)
    for rows, then in (("patient-list", "session-list"), ("session-list", "leg-view")):
        if nurse.sees(rows) and nurse.find(rows, QListView).model().rowCount():
            nurse.press_row(rows, 0)
            nurse.wait_until(lambda then=then: nurse.sees(then) or bool(nurse.message()))  # type: ignore[misc]
    if nurse.sees("open-photos"):
        nurse.press("open-photos")
        nurse.wait_until(lambda: bool(nurse.message()))
    assert shown.message_bar.text() == DAMAGED
    settle()
    assert bugs == []
    assert shown.findChild(QMessageBox) is None
    shown.lock()
    assert nurse.sees("unlock-passphrase")


def test_a_disk_that_is_cut_short_under_an_open_chart_is_said_in_the_bar_and_the_vault_can_be_locked(
    closed: Vault, shown: MainWindow, hook: CrashHook
) -> None:
    closed.close()
    nurse = Nurse()
    unlock(shown, closed, nurse)
    nurse.press_row("patient-list", 0)
    nurse.press("start-session")
    legs = nurse.find("leg-view")
    for name in ("chart.db", "chart.db-wal"):
        os.truncate(closed.folder / name, 0)
    bugs: list[object] = []
    hook.views_stale.connect(lambda: bugs.append(None))
    for _ in range(3):
        QTest.mouseClick(legs, Qt.MouseButton.LeftButton, pos=legs.spot_to_pixel(SPOT))  # type: ignore[attr-defined]
        assert "database is damaged" in nurse.message()
        settle()
    shown.message_bar.hide()
    nurse.press("back")
    settle()
    assert nurse.sees("session-list")
    assert "database is damaged" in nurse.message()
    assert (bugs, shown.findChild(QMessageBox)) == ([], None)
    shown.lock()
    assert nurse.sees("unlock-passphrase")
