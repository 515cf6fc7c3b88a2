"""Whoever closes the window, or locks it, in the middle of something finds it again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient
from sclerochart.store import patients, verify
from sclerochart.ui import theme
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from tests.e2e.nurse import Nurse
from tests.store.small_vaults import made

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen pop-ups

Leave = Callable[[MainWindow, Nurse], None]


def close(window: MainWindow, nurse: Nurse) -> None:
    window.close()


def lock(window: MainWindow, nurse: Nurse) -> None:
    nurse.press("lock-vault")
    nurse.find("unlock-passphrase")
    window.close()


def lock_by_key(window: MainWindow, nurse: Nurse) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    nurse.find("unlock-passphrase")
    window.close()


@pytest.fixture
def clinic(home: Path) -> Path:
    """A closed vault with one patient."""
    opened, _ = made(home / "a vault")
    patients.add(opened.db, Patient("", "Prim", "Placeholder"))
    opened.close()
    return home / "a vault"


def patient_page(qapp: QApplication, qtbot: QtBot, clinic: Path) -> tuple[MainWindow, Nurse]:
    """The window on the page of the one patient."""
    theme.apply(qapp, "light")
    window = MainWindow(Remembered(clinic.parent / "window.json"))
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.offer(clinic)
    with qtbot.waitExposed(window):
        window.show()
    nurse = Nurse()
    nurse.type("unlock-passphrase", "first secret", then=Qt.Key.Key_Return)
    nurse.find("patient-list")
    nurse.press_row("patient-list", 0)
    nurse.find("start-session")
    return window, nurse


@pytest.mark.parametrize("leave", [close, lock, lock_by_key])
def test_what_is_still_being_typed_is_kept(qapp: QApplication, qtbot: QtBot, clinic: Path, leave: Leave) -> None:
    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("edit-patient")
    nurse.type("allergies", "invented latex")
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    assert "invented latex" in nurse.reads("patient-banner-warnings")
    nurse.press("start-session")
    nurse.pick("preparation-picker", "Fibrovein 0.2% ·")
    nurse.type("lot-field", "ZX-41")
    nurse.type("expiry-field", "03/2029")
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    assert (nurse.reads("lot-field"), nurse.reads("expiry-field")) == ("ZX-41", "03/2029")
    nurse.inject(Spot("right", "lateral", 20, 640))
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    (session,) = nurse.rows("session-list")
    assert "1 site, 0.1 ml, Draft" in session
    window.close()
    assert verify.verify(clinic, "first secret").first_wrong is None


def test_what_was_done_can_be_undone_on_another_day_too(qapp: QApplication, qtbot: QtBot, clinic: Path) -> None:
    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    for n in range(3):
        nurse.inject(Spot("right", "lateral", 20, 640 - 20 * n))
    nurse.press("undo")
    window.close()

    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    assert len(nurse.table("site-table")) == 2
    nurse.press("redo")
    assert len(nurse.table("site-table")) == 3
    for left in (2, 1, 0):
        nurse.press("undo")
        assert len(nurse.table("site-table")) == left
    assert not nurse.find("undo").isEnabled()
    window.close()


def test_with_a_document_on_the_screen_the_window_closes_too(qapp: QApplication, qtbot: QtBot, clinic: Path) -> None:
    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    nurse.press("export-record")
    nurse.find("document-preview")
    window.close()
    nurse.wait_until(lambda: not nurse.sees("document-preview"))
    assert verify.verify(clinic, "first secret").first_wrong is None


def back(window: MainWindow, nurse: Nurse) -> None:
    nurse.press("back")
    nurse.press("back")
    window.close()


@pytest.mark.parametrize("leave", [close, lock, lock_by_key, back])
def test_a_reason_for_signing_that_was_begun_stands_there_again_until_it_is_signed(
    qapp: QApplication, qtbot: QtBot, clinic: Path, leave: Leave
) -> None:
    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    nurse.inject(Spot("right", "lateral", 20, 640))
    nurse.press("sign-session")
    nurse.type("sign-reason", "vial thrown a")
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    assert nurse.reads("sign-reason") == "vial thrown a"
    assert nurse.reads("sign-session") == "Sign anyway"
    nurse.type("sign-reason", "vial thrown away", then=Qt.Key.Key_Return)
    assert nurse.reads("signed-by").endswith("Reason given: vial thrown away")
    assert nurse.reads("addendum-text") == ""
    leave(window, nurse)


@pytest.mark.parametrize("leave", [close, lock, lock_by_key, back])
def test_an_addendum_that_was_begun_stands_there_again_until_it_is_added(
    qapp: QApplication, qtbot: QtBot, clinic: Path, leave: Leave
) -> None:
    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press("start-session")
    nurse.inject(Spot("right", "lateral", 20, 640))
    nurse.press("sign-session")
    nurse.type("sign-reason", "practice", then=Qt.Key.Key_Return)
    nurse.type("addendum-text", "Bruise at the an")
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press_row("session-list", 0)
    assert nurse.reads("addendum-text") == "Bruise at the an"
    nurse.type("addendum-text", "Bruise at the ankle")
    nurse.press("add-addendum")
    assert nurse.reads("addendum-text") == ""
    leave(window, nurse)

    window, nurse = patient_page(qapp, qtbot, clinic)
    nurse.press_row("session-list", 0)
    assert nurse.reads("addendum-text") == ""
    assert nurse.reads("addenda").endswith(": Bruise at the ankle")
    window.close()
    assert verify.verify(clinic, "first secret").first_wrong is None
    held = [path for path in clinic.rglob("*") if path.is_file() and b"Bruise" in path.read_bytes()]
    assert held == []
