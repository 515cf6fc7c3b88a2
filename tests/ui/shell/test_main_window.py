"""The window over its pages: where one is, undo, saved-at, messages, locking, and what every page owes."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sclerochart.domain import text
from sclerochart.domain.people import Patient
from sclerochart.store import journal, patients, sessions
from sclerochart.store import vault as vaults
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.chart.page import ChartPage
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def amber(vault: Vault) -> str:
    return patients.add(vault.db, Patient("", "Amber", "Placeholder", date(1971, 4, 3), allergies="Penicillin"))


def visit(window: MainWindow, vault: Vault, amber: str, where: str) -> None:
    """Go to a page the way its neighbours lead there."""
    desk = window.desk
    assert desk is not None
    if where == "new patient":
        desk.open_new_patient("")
    if where in ("patient", "session", "photos"):
        desk.open_patient(amber)
    if where in ("session", "photos"):
        desk.open_session(sessions.start(vault.db, amber))
    if where == "photos":
        desk.open_photos(sessions.start(vault.db, amber))
    if where == "settings":
        desk.open_settings()
    QApplication.processEvents()


PAGES = ["patients", "new patient", "patient", "session", "photos", "settings"]


@pytest.mark.parametrize("where", PAGES)
def test_every_name_is_there_once_in_the_window(window: MainWindow, vault: Vault, amber: str, where: str) -> None:
    visit(window, vault, amber, where)
    named = Counter(
        each.objectName()
        for each in window.findChildren(QWidget)
        if each.objectName() and not each.objectName().startswith("qt_")
    )
    assert [name for name, times in named.items() if times > 1] == []


@pytest.mark.parametrize("where", PAGES)
def test_what_is_pressed_is_large_enough_for_a_glove(window: MainWindow, vault: Vault, amber: str, where: str) -> None:
    visit(window, vault, amber, where)
    small = [
        f"{type(each).__name__} {each.objectName()} {each.text() if isinstance(each, QAbstractButton) else ''}"
        f" {each.width()}×{each.height()}"
        for kind in (QPushButton, QToolButton, QLineEdit, QComboBox)
        for each in window.findChildren(kind)
        if each.isVisible()
        and each.height() < theme.TOUCH
        and not isinstance(each.parentWidget(), QLineEdit)
        and not each.objectName().startswith("qt_")
    ]
    assert small == []


@pytest.mark.parametrize("where", PAGES)
def test_what_takes_the_focus_has_a_name_for_screen_readers(
    window: MainWindow, vault: Vault, amber: str, where: str
) -> None:
    visit(window, vault, amber, where)
    nameless = []
    for each in window.findChildren(QWidget):
        if isinstance(each, QScrollArea):  # what is in it has names
            continue
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            found = QAccessible.queryAccessibleInterface(each)
            if found is not None and not found.text(QAccessible.Text.Name) and not each.objectName().startswith("qt_"):
                nameless.append(f"{type(each).__name__} {each.objectName()}")
    assert nameless == []


def test_the_bar_says_where_one_is_and_back_leads_the_way_out(window: MainWindow, vault: Vault, amber: str) -> None:
    where = window.findChild(QLabel, "where-am-i")
    assert not window.bar.back.isVisible()
    visit(window, vault, amber, "photos")
    assert where.text().startswith("Patients  ›  Patient  ›  Session of ")
    assert where.text().endswith("Photos")
    for ending in (".", "Patient", "Patients"):
        QTest.mouseClick(window.bar.back, Qt.MouseButton.LeftButton)
        assert where.text().endswith(ending) or ending == "."
    assert not window.bar.back.isVisible()


def test_no_name_of_a_patient_stands_in_the_title_or_the_bar(window: MainWindow, vault: Vault, amber: str) -> None:
    visit(window, vault, amber, "session")
    assert "Placeholder" not in window.windowTitle()
    assert "Placeholder" not in window.findChild(QLabel, "where-am-i").text()


def test_undo_and_redo_name_what_they_do_and_have_keys(window: MainWindow, vault: Vault, amber: str) -> None:
    visit(window, vault, amber, "patient")
    undo, redo = window.findChild(QToolButton, "undo"), window.findChild(QToolButton, "redo")
    assert (undo.accessibleName(), undo.isEnabled(), redo.isEnabled()) == ("Undo: Add patient", True, False)
    QTest.mouseClick(window.findChild(QPushButton, "start-session"), Qt.MouseButton.LeftButton)
    window.bar.back.click()
    assert undo.accessibleName() == "Undo: Start session"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sessions.of_patient(vault.db, amber) == []
    assert redo.accessibleName() == "Redo: Start session"
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(sessions.of_patient(vault.db, amber)) == 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, both)
    assert len(sessions.of_patient(vault.db, amber)) == 1


def test_in_a_signed_session_undo_is_off_and_says_why(window: MainWindow, vault: Vault, amber: str) -> None:
    session_id = sessions.start(vault.db, amber)
    sessions.sign(vault.db, session_id, reason="a test")
    window.desk.open_patient(amber)  # type: ignore[union-attr]
    window.desk.open_session(session_id)  # type: ignore[union-attr]
    undo = window.findChild(QToolButton, "undo")
    assert not undo.isEnabled()
    assert "signed" in undo.toolTip()


def test_saved_at_says_when_the_last_act_reached_the_disk(window: MainWindow, vault: Vault, amber: str) -> None:
    visit(window, vault, amber, "patient")
    window.findChild(QPushButton, "start-session").click()
    saved = journal.last_saved(vault.db)
    assert saved is not None
    assert window.findChild(QLabel, "saved-at").text() == f"Saved {saved.local():%H:%M:%S}"
    assert window.findChild(QLabel, "saved-at").isVisible()


def test_a_problem_stands_in_the_message_bar_verbatim_and_moves_nothing(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "patient")
    start = window.findChild(QPushButton, "start-session")
    before = start.mapTo(window, start.rect().topLeft())
    window.desk.workspace.undo("patient:nobody")  # type: ignore[union-attr]
    sentence = window.message_bar.text()
    assert sentence.endswith(".")
    assert window.findChild(QWidget, "message-bar").isVisible()
    QApplication.processEvents()
    assert start.mapTo(window, start.rect().topLeft()) == before
    QTest.mouseClick(window.findChild(QToolButton, "dismiss-message"), Qt.MouseButton.LeftButton)
    assert window.message_bar.text() == ""


def test_a_message_stays_while_one_goes_on_working(window: MainWindow, vault: Vault, amber: str) -> None:
    visit(window, vault, amber, "patient")
    window.say("The disk is nearly full.")
    window.findChild(QPushButton, "start-session").click()
    assert window.message_bar.text() == "The disk is nearly full."


def test_a_long_message_is_shown_whole(window: MainWindow) -> None:
    window.say("What happened, what state things are in, and what to do. " * 5)
    QApplication.processEvents()
    label = next(each for each in window.message_bar.findChildren(QLabel) if each.text())
    assert label.height() >= label.heightForWidth(label.width())


def test_locking_closes_the_vault_and_asks_for_its_passphrase(window: MainWindow, vault: Vault, amber: str) -> None:
    visit(window, vault, amber, "session")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.desk is None
    assert window.findChild(QLineEdit, "unlock-passphrase").isVisible()
    assert not window.bar.isVisible()
    again = vaults.unlock(vault.folder, "an invented passphrase")
    window.open_vault(again)
    assert window.findChild(QLineEdit, "patient-search").isVisible()


def test_dark_is_one_press_away_and_remembered(window: MainWindow, qapp: QApplication, tmp_path: Path) -> None:
    button = window.findChild(QToolButton, "theme")
    button.click()
    try:
        assert theme.name() == "dark"
        assert Remembered(tmp_path / "window.txt").text("theme") == "dark"
    finally:
        button.click()
    assert theme.name() == "light"


def test_geometry_and_vault_are_remembered_and_nothing_personal(
    window: MainWindow, vault: Vault, amber: str, tmp_path: Path
) -> None:
    visit(window, vault, amber, "session")
    window.close()
    kept = (tmp_path / "window.txt").read_text(encoding="utf-8")
    assert f"vault = {vault.folder}" in kept
    assert "geometry = " in kept
    assert "Placeholder" not in kept
    assert Remembered(tmp_path / "window.txt").last_vault() == vault.folder


def test_an_unreadable_memory_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "window.txt").write_bytes(b"\xff\x00nonsense")
    assert Remembered(tmp_path / "window.txt").last_vault() is None
    (tmp_path / "here").write_text("a file where a folder should be")
    Remembered(tmp_path / "here" / "window.txt").keep("theme", "dark")


def test_the_smallest_usual_screen_shows_every_page_without_scrolling_it(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    window.resize(1366, 768)
    for where in ("patient", "session", "photos"):
        visit(window, vault, amber, where)
        assert (window.width(), window.height()) == (1366, 768)
        assert window.minimumSizeHint().height() <= 768
        assert window.minimumSizeHint().width() <= 1366


def test_the_passphrase_field_waits_for_no_heavy_import() -> None:
    program = (
        "import sys; import sclerochart.app as app\n"
        "app._behind = lambda application, window: application.quit()\n"
        "app.main()\n"
        "heavy = ('sqlite_utils', 'sqlcipher3', 'argon2', 'cryptography', 'reportlab', 'PIL', 'sclerochart.store')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_while_a_person_types_the_passphrase_the_chart_is_made_ready(tmp_path: Path) -> None:
    program = (
        "import sys; from PySide6.QtCore import QTimer; import sclerochart.app as app\n"
        "behind = app._behind\n"
        "wanted = {'sclerochart.ui.chart.page', 'sclerochart.ui.photos.page'}\n"
        "def look(application):\n"
        "    if wanted <= sys.modules.keys():\n"
        "        application.quit()\n"
        "def then(application, window):\n"
        "    behind(application, window)\n"
        "    timer = QTimer(window, interval=20)\n"
        "    timer.timeout.connect(lambda: look(application))\n"
        "    timer.start()\n"
        "app._behind = then\n"
        "sys.exit(app.main())\n"
    )
    environ = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environ, check=True, timeout=120)


def test_the_program_starts_in_a_process_of_its_own_and_closes_well(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    program = (
        "import sys; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication\n"
        "from pathlib import Path; import sclerochart.app as app\n"
        "behind = app._behind\n"
        "def then(application, window):\n"
        "    behind(application, window)\n"
        "    QTimer.singleShot(int(sys.argv[2]), window.close)\n"
        "app._behind = then\n"
        "sys.exit(app.main(Path(sys.argv[1])))\n"
    )
    environ = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    for pause in ("0", "1500"):  # while the imports run behind it, and after them
        done = subprocess.run(
            [sys.executable, "-c", program, str(vault.folder), pause],
            cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    log = (tmp_path / "config" / "sclerochart" / "sclerochart.log").read_text(encoding="utf-8")
    assert "Error" not in log


def test_the_bar_names_a_session_by_its_day_also_when_that_was_changed(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "session")
    where = window.findChild(QLabel, "where-am-i")
    field = window.findChild(QLineEdit, "treated-at")
    field.setFocus()
    field.selectAll()
    earlier = text.short_date(date.today() - timedelta(days=20))
    QTest.keyClicks(field, f"{earlier}, 09:15")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert where.text().endswith(f"Session of {earlier}")
    window.bar.undo.click()
    assert where.text().endswith(f"Session of {text.short_date(date.today())}")


def type_an_impossible_birth_date(window: MainWindow) -> None:
    QTest.mouseClick(window.findChild(QPushButton, "edit-patient"), Qt.MouseButton.LeftButton)
    born = window.findChild(QLineEdit, "birth-date")
    born.setFocus()
    born.selectAll()
    QTest.keyClicks(born, "31/02/1970")


def test_what_could_not_be_kept_at_a_lock_is_said_on_the_unlock_page(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "patient")
    type_an_impossible_birth_date(window)
    QTest.mouseClick(window.bar.lock, Qt.MouseButton.LeftButton)
    said = window.findChild(QLabel, "unlock-message").text()
    assert said.endswith("This was not kept; the details stay as they were.")
    assert said.count("kept") == 1
    assert window.message_bar.text() == ""


def test_what_could_not_be_kept_on_closing_is_said_before_the_window_goes(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "patient")
    type_an_impossible_birth_date(window)
    assert not window.close()
    said = window.findChild(QLabel, "unlock-message")
    assert said.isVisible()
    assert said.text().endswith("This was not kept; the details stay as they were.")
    vaults.unlock(vault.folder, PASSPHRASE).close()  # it is closed properly all the same
    assert window.close()


def test_a_time_of_treatment_that_cannot_be_read_is_said_at_a_lock_too(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "session")
    field = window.findChild(QLineEdit, "treated-at")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "zzz")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "“zzz” is not a date and time" in window.findChild(QLabel, "unlock-message").text()


def test_a_message_goes_once_it_could_be_read_and_the_next_act_went_well(
    window: MainWindow, vault: Vault, amber: str, qtbot: QtBot
) -> None:
    visit(window, vault, amber, "session")
    field = window.findChild(QLineEdit, "treated-at")

    def enter(typed: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    enter("zzz")
    sentence = window.message_bar.text()
    assert sentence.startswith("“zzz”")
    enter(f"{text.short_date(date.today() - timedelta(days=3))}, 07:30")
    assert window.message_bar.text() == sentence  # not before it could be read
    qtbot.waitUntil(lambda: window.message_bar.text() == "", timeout=8000)


def test_a_message_whose_act_was_refused_stays_until_another_one_goes_well(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "session")
    desk = window.desk
    assert desk is not None
    desk.workspace.undo("patient:nobody")
    QApplication.processEvents()
    timer = window.message_bar.findChild(QTimer)
    assert not timer.isActive()
    desk.workspace.do(sessions.set_notes, desk.findChild(ChartPage).session_id, "a note")
    assert timer.isActive()
    desk.workspace.undo("patient:nobody")  # a new sentence has its own time
    assert not timer.isActive()


def test_a_treatment_long_before_its_session_was_begun_is_remarked_on_quietly(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    visit(window, vault, amber, "session")
    field, state = window.findChild(QLineEdit, "treated-at"), window.findChild(QLabel, "session-state")

    def enter(typed: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    near, far = date.today() - timedelta(days=20), date.today() - timedelta(days=61)
    enter(f"{near:%d/%m/%Y} 09:15")
    assert state.text() == f"Draft of {text.long_date(near)}"
    enter(f"{far:%d/%m/%Y} 09:15")
    assert state.text() == f"Draft. {text.short_date(far)} is 61 days ago."
    assert state.heightForWidth(state.width()) <= state.height()
    assert window.message_bar.text() == ""
    enter("20/11/1926 09:15")
    assert window.message_bar.text() == (
        "20 Nov 1926 is before 1 Jan 1990, the earliest day that can be entered. Check the year. Nothing was changed."
    )
    assert text.short_date(far) in field.text()
    window.bar.undo.click()
    assert state.text() == "Draft"


def test_saved_at_says_nothing_of_earlier_while_a_new_patient_is_begun(
    window: MainWindow, vault: Vault, amber: str
) -> None:
    saved = window.findChild(QLabel, "saved-at")
    assert saved.text().startswith("Saved ")
    visit(window, vault, amber, "new patient")
    QTest.keyClicks(window.findChild(QLineEdit, "family-name"), "Begun")
    QTest.mouseClick(window.bar.settings, Qt.MouseButton.LeftButton)
    assert saved.text().startswith("Saved ")
    QTest.mouseClick(window.bar.back, Qt.MouseButton.LeftButton)
    assert saved.text() == ""
    QTest.mouseClick(window.bar.back, Qt.MouseButton.LeftButton)
    assert saved.text().startswith("Saved ")
