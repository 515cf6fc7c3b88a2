"""Without a vault: create one, open one, look around."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.errors import UserError
from sclerochart.store import clinic, keys, patients, recovery, vault, verify
from sclerochart.store.lock import Lock
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from sclerochart.ui.unlock.create_page import CreatePage
from sclerochart.ui.unlock.pages import MAKING, demo_folder
from sclerochart.ui.unlock.recovery_code_page import RecoveryCodePage
from sclerochart.ui.unlock.strength import strength

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def fresh(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of somebody who has no vault yet."""
    window = MainWindow(Remembered(tmp_path / "window.txt"))
    window.offer(None)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    qtbot.waitUntil(lambda: not window.unlock_pages.busy)
    window.close()
    window.deleteLater()


def press(window: MainWindow, name: str) -> None:
    window.findChild(QPushButton, name).click()


def fill(window: MainWindow, **typed: str) -> None:
    for name, words in typed.items():
        QTest.keyClicks(window.findChild(QLineEdit, name.replace("_", "-")), words)


def test_create_open_and_demo_are_offered(fresh: MainWindow) -> None:
    for name in ("create-vault", "open-vault", "open-demo"):
        assert fresh.findChild(QPushButton, name).isVisible()


def test_a_vault_is_made_and_entered_once_the_code_is_kept(fresh: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "clinic")
    fill(
        fresh,
        clinic_name="Invented Clinic",
        clinic_phone="01632 960001",
        clinic_out_of_hours="01632 960002",
        practitioner_name="Nora Invented",
        practitioner_profession="Registered Nurse",
        practitioner_registration="00X",
        new_passphrase="quiet lamp river",
        new_passphrase_again="quiet lamp river",
    )
    press(fresh, "create-button")
    qtbot.waitUntil(lambda: fresh.findChild(RecoveryCodePage) is not None, timeout=20_000)
    code = fresh.findChild(QLabel, "recovery-code").text()
    assert recovery.tidy(code) == code
    assert any("nobody can ever open it again" in each.text() for each in fresh.findChildren(QLabel))
    assert not fresh.findChild(QPushButton, "recovery-code-on").isEnabled()
    fresh.findChild(QCheckBox, "recovery-code-kept").click()
    press(fresh, "recovery-code-on")
    assert fresh.desk is not None
    db = fresh.desk.workspace.db
    kept = clinic.get(db)
    assert (kept.name, kept.phone, kept.out_of_hours) == ("Invented Clinic", "01632 960001", "01632 960002")
    author = clinic.practitioner(db, db.author)
    assert (author.name, author.profession, author.registration) == ("Nora Invented", "Registered Nurse", "00X")
    fresh.lock()
    vault.recover(tmp_path / "clinic", code, "something else").close()


def test_everything_but_the_passphrase_may_stay_empty(fresh: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "clinic")
    fill(fresh, new_passphrase="x", new_passphrase_again="x")
    press(fresh, "create-button")
    qtbot.waitUntil(lambda: fresh.findChild(RecoveryCodePage) is not None, timeout=20_000)
    fresh.close()  # without going in: the vault is let go of all the same
    vault.unlock(tmp_path / "clinic", "x").close()


def test_a_recovery_code_that_nobody_took_is_followed_by_a_new_one_at_each_unlocking_until_it_is_kept(
    fresh: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "clinic"
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(folder)
    fill(fresh, new_passphrase="x", new_passphrase_again="x")
    press(fresh, "create-button")
    codes = []
    for window in (fresh, opening(tmp_path, qtbot, folder), opening(tmp_path, qtbot, folder)):
        if window is not fresh:
            unlock_with(window, "x")
        qtbot.waitUntil(lambda window=window: window.findChild(RecoveryCodePage) is not None, timeout=20_000)
        assert window.desk is None
        codes.append(window.findChild(QLabel, "recovery-code").text())
        said = " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())
        assert ("this is a new one" in said) == (len(codes) > 1)
        if len(codes) == 3:
            window.findChild(QCheckBox, "recovery-code-kept").click()
            press(window, "recovery-code-on")
            assert window.desk is not None
        window.close()
    assert len(set(codes)) == 3

    last = opening(tmp_path, qtbot, folder)
    unlock_with(last, "x")
    qtbot.waitUntil(lambda: last.desk is not None, timeout=20_000)
    last.close()
    for code in codes[:2]:
        with pytest.raises(keys.WrongPassphrase):
            vault.practitioners_by_code(folder, code)
    assert vault.practitioners_by_code(folder, codes[2])
    assert verify.verify(folder, "x").first_wrong is None


def opening(tmp_path: Path, qtbot: QtBot, folder: Path) -> MainWindow:
    """A window that asks for the passphrase of a vault."""
    window = MainWindow(Remembered(tmp_path / "window.txt"))
    qtbot.addWidget(window)
    window.offer(folder)
    return window


def unlock_with(window: MainWindow, passphrase: str) -> None:
    window.show()
    QTest.keyClicks(window.findChild(QLineEdit, "unlock-passphrase"), passphrase)
    press(window, "unlock-button")


def test_there_is_no_way_back_while_a_vault_is_made(fresh: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "clinic")
    fill(fresh, new_passphrase="x", new_passphrase_again="x")
    press(fresh, "create-button")
    for name in ("create-back", "choose-folder"):
        button = fresh.findChild(QPushButton, name)
        assert not button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fresh.findChild(RecoveryCodePage) is not None, timeout=20_000)
    assert fresh.findChild(QLabel, "recovery-code").isVisible()


@pytest.mark.parametrize("made_first", [True, False])
def test_a_vault_that_nobody_is_there_to_take_is_let_go_of(qtbot: QtBot, tmp_path: Path, made_first: bool) -> None:
    page = CreatePage()
    page.use_folder(tmp_path / "clinic")
    for name in ("new-passphrase", "new-passphrase-again"):
        QTest.keyClicks(page.findChild(QLineEdit, name), "x")
    page.findChild(QPushButton, "create-button").click()
    making = next(each for each in threading.enumerate() if each.name == "unlock")
    if made_first:
        making.join()
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    making.join()
    vault.unlock(tmp_path / "clinic", "x").close()


def test_two_different_passphrases_are_told_apart(fresh: MainWindow, tmp_path: Path) -> None:
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "clinic")
    fill(fresh, new_passphrase="one", new_passphrase_again="two")
    press(fresh, "create-button")
    assert fresh.findChild(QLabel, "create-message").text().startswith("The two passphrases are not the same.")
    assert not (tmp_path / "clinic").exists()


def test_a_folder_with_something_in_it_is_refused_and_what_was_typed_stays(
    fresh: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("here first")
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "full")
    fill(fresh, clinic_name="Invented Clinic", new_passphrase="one", new_passphrase_again="one")
    press(fresh, "create-button")
    qtbot.waitUntil(lambda: fresh.findChild(QLabel, "create-message").text() != "")
    assert "already has something in it" in fresh.findChild(QLabel, "create-message").text()
    assert fresh.findChild(QLineEdit, "clinic-name").text() == "Invented Clinic"
    assert (tmp_path / "full" / "letter.txt").read_text() == "here first"


def test_the_recovery_sheet_can_be_saved_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    page = RecoveryCodePage()
    qtbot.addWidget(page)
    page.show_code("AAAAA-BBBBB", "Invented Clinic")
    page.save_to(tmp_path / "code.txt")
    assert "AAAAA-BBBBB" in (tmp_path / "code.txt").read_text(encoding="utf-8")
    page.save_to(tmp_path / "not there" / "code.txt")
    assert "could not be written" in page.findChild(QLabel, "recovery-message").text()
    (tmp_path / "vault").mkdir()
    for part in ("chart.db", "keys.json"):
        (tmp_path / "vault" / part).touch()
    page.save_to(tmp_path / "vault" / "code.txt")
    assert "is a vault" in page.findChild(QLabel, "recovery-message").text()
    assert not (tmp_path / "vault" / "code.txt").exists()
    page.findChild(QPushButton, "copy-recovery-code").click()
    assert QGuiApplication.clipboard().text() == "AAAAA-BBBBB"
    QGuiApplication.clipboard().clear()


def test_the_recovery_sheet_prints_readably(qtbot: QtBot, tmp_path: Path) -> None:
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    page = RecoveryCodePage()
    qtbot.addWidget(page)
    page.show_code("AAAAA-BBBBB", "Invented Clinic")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    page.print_to(printer)
    made = pypdfium2.PdfDocument(tmp_path / "code.pdf")
    words = made[0].get_textpage().get_text_range()
    made.close()
    assert "AAAAA-BBBBB" in words
    assert "Invented Clinic" in words


def test_a_folder_that_is_no_vault_is_said_to_be_none(fresh: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    fresh.unlock_pages.open_folder(tmp_path / "photos")
    assert "is not a vault" in fresh.findChild(QLabel, "welcome-message").text()


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("password", "quiet lamp"), ("aaaaaaaaaaaaaaa", "quiet lamp"), ("123456789", "lamp 4711 river"),
     ("qwertyuiop", "quiet lamp river"), ("clinic", "quiet lamp river stone")],
)  # fmt: skip
def test_strength_is_honest_about_what_people_type(weaker: str, stronger: str) -> None:
    assert strength(weaker)[0] == 1
    assert strength(stronger)[0] > 1
    assert "hours" in strength(weaker)[1]


def test_four_unrelated_words_are_strong() -> None:
    assert strength("quiet lamp river stone")[0] >= 3
    assert strength("quiet lamp river stone forest")[0] == 4
    assert strength("")[0] == 0


def test_the_demo_clinic_is_made_from_the_window_and_offered_with_its_passphrase(
    fresh: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    from sclerochart import app

    fresh.demo_wanted.connect(lambda folder: app._make_demo(fresh, folder))
    fresh.demo_wanted.emit(tmp_path / "sclerochart demo")
    field = fresh.findChild(QLineEdit, "unlock-passphrase")
    assert "Making the demo clinic" in fresh.findChild(QLabel, "welcome-message").text()
    qtbot.waitUntil(field.isVisible, timeout=60_000)
    assert fresh.findChild(QLabel, "demo-passphrase").isVisible()
    QTest.keyClicks(field, "demo")
    press(fresh, "unlock-button")
    qtbot.waitUntil(lambda: fresh.desk is not None, timeout=20_000)
    assert fresh.findChild(QLineEdit, "patient-search").isVisible()


def test_a_demo_that_cannot_be_made_says_why(fresh: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from sclerochart import app

    (tmp_path / "letter.txt").write_text("here first")
    app._make_demo(fresh, tmp_path)
    qtbot.waitUntil(lambda: "is not empty" in fresh.findChild(QLabel, "welcome-message").text())


def test_a_demo_clinic_that_is_ready_takes_nobody_away_from_what_they_do_meanwhile(
    fresh: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    from sclerochart import app

    app._make_demo(fresh, tmp_path / "sclerochart demo")
    assert not fresh.findChild(QPushButton, "open-demo").isEnabled()
    press(fresh, "create-vault")
    fresh.findChild(CreatePage).use_folder(tmp_path / "clinic")
    fill(fresh, new_passphrase="x", new_passphrase_again="x")
    press(fresh, "create-button")
    qtbot.waitUntil(lambda: fresh.findChild(RecoveryCodePage) is not None, timeout=60_000)
    code = fresh.findChild(QLabel, "recovery-code")
    shown = code.text()
    qtbot.waitUntil(lambda: "demo clinic is ready" in fresh.message_bar.text(), timeout=60_000)
    assert str(tmp_path / "sclerochart demo") in fresh.message_bar.text()
    assert code.isVisible()
    assert code.text() == shown
    assert fresh.findChild(QPushButton, "open-demo").isEnabled()


def test_a_demo_that_cannot_be_made_takes_nobody_away_either(fresh: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from sclerochart import app

    (tmp_path / "letter.txt").write_text("here first")
    app._make_demo(fresh, tmp_path)
    fresh.unlock_pages.show_vault(tmp_path / "clinic")
    field = fresh.findChild(QLineEdit, "unlock-passphrase")
    QTest.keyClicks(field, "half ty")
    qtbot.waitUntil(lambda: "is not empty" in fresh.message_bar.text())
    assert field.isVisible()
    assert field.text() == "half ty"


def test_a_demo_that_was_cut_off_half_way_is_made_anew_by_the_next_press(
    fresh: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sclerochart import app, demo

    monkeypatch.setenv("HOME", str(tmp_path))
    folder = demo_folder()
    if tmp_path not in folder.parents:
        pytest.skip("the folder for documents does not follow HOME here")
    making = subprocess.Popen([sys.executable, "-m", "sclerochart", "demo", str(folder)], cwd=ROOT)
    qtbot.waitUntil(lambda: any((folder / "vault" / "photos").glob("*")), timeout=60_000)
    making.kill()
    making.wait()
    fresh.demo_wanted.connect(lambda wanted: app._make_demo(fresh, wanted))
    press(fresh, "open-demo")
    field = fresh.findChild(QLineEdit, "unlock-passphrase")
    qtbot.waitUntil(field.isVisible, timeout=60_000)
    assert sorted(path.name for path in folder.iterdir()) == ["passphrase.txt", "vault"]
    made = vault.unlock(folder / "vault", demo.PASSPHRASE)
    assert patients.count(made.db) == 10
    made.close()


def test_a_demo_that_another_window_is_still_making_is_left_alone(tmp_path: Path) -> None:
    from sclerochart import demo

    folder = tmp_path / "demo"
    (folder / "vault").mkdir(parents=True)
    (folder / MAKING).touch()
    lock = Lock(folder / "vault")
    with pytest.raises(UserError, match="already open"):
        next(demo.make(folder))
    lock.release()
    assert (folder / MAKING).exists()
