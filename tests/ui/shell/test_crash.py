"""Errors that nobody caught: what is told about a bug of ours holds no values, and what the store says is passed on."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from sclerochart.domain.errors import UserError
from sclerochart.ui import crash
from sclerochart.ui.crash import CrashHook
from sclerochart.ui.main_window import MainWindow


@pytest.fixture
def hook(window: MainWindow, qapp: QApplication) -> Iterator[CrashHook]:
    made = CrashHook(window, window=lambda: window)
    yield made
    for box in window.findChildren(QMessageBox):
        box.close()


def fail(hook: CrashHook, words: str = "Amber Placeholder, 3 April 1971") -> None:
    try:
        raise KeyError(words)
    except KeyError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        hook.take(kind, error, trace)


def dialog(window: MainWindow) -> QMessageBox | None:
    return window.findChild(QMessageBox, "crash-dialog")


def test_one_dialog_says_what_to_look_for_and_the_views_reload(
    window: MainWindow, hook: CrashHook, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(hook.views_stale):
        fail(hook)
        fail(hook)
    qtbot.waitUntil(lambda: dialog(window) is not None)
    assert len(window.findChildren(QMessageBox)) == 1
    box = dialog(window)
    assert box is not None
    assert "look whether your last entry is there" in box.text()


def test_views_that_fail_again_are_not_asked_again(window: MainWindow, hook: CrashHook, qtbot: QtBot) -> None:
    asked: list[None] = []
    hook.views_stale.connect(lambda: asked.append(None))
    hook.views_stale.connect(lambda: fail(hook))
    fail(hook)
    qtbot.waitUntil(lambda: dialog(window) is not None)
    for _ in range(50):
        QApplication.processEvents()
    box = dialog(window)
    assert box is not None
    next(each for each in box.findChildren(QPushButton) if each.text() == "Continue").click()
    for _ in range(50):
        QApplication.processEvents()
    assert (len(asked), dialog(window)) == (1, None)


def test_what_the_store_refuses_is_its_sentence_and_no_dialog(
    window: MainWindow, hook: CrashHook, qtbot: QtBot
) -> None:
    hook.refused.connect(window.say)
    sentence = "The disk is full. Free some space and try again. Nothing was changed."
    for words in (sentence, f"Error calling Python override of QAbstractListModel::fetchMore(): {sentence}"):
        window.message_bar.hide()
        hook.take(UserError, UserError(words), None)
        qtbot.waitUntil(lambda: window.message_bar.text() == sentence)
    assert dialog(window) is None


def test_the_details_name_places_in_the_code_and_no_values(window: MainWindow, hook: CrashHook, qtbot: QtBot) -> None:
    fail(hook)
    qtbot.waitUntil(lambda: dialog(window) is not None)
    box = dialog(window)
    assert box is not None
    next(each for each in box.findChildren(QPushButton) if each.text() == "Copy details").click()
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert "test_crash.py" in copied
    assert "KeyError" in copied
    assert "Placeholder" not in copied
    assert "1971" not in copied
    assert dialog(window) is not None  # copying leaves it open


def test_continue_goes_on_and_a_later_bug_is_told_again(window: MainWindow, hook: CrashHook, qtbot: QtBot) -> None:
    for _ in range(2):
        fail(hook)
        qtbot.waitUntil(lambda: dialog(window) is not None)
        box = dialog(window)
        assert box is not None
        next(each for each in box.findChildren(QPushButton) if each.text() == "Continue").click()
        qtbot.waitUntil(lambda: dialog(window) is None)
    assert window.isVisible()


def test_a_bug_in_another_thread_is_told_in_the_window(window: MainWindow, hook: CrashHook, qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail, args=(hook,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: dialog(window) is not None)


def test_the_log_holds_places_and_no_values(window: MainWindow, hook: CrashHook, tmp_path: Path) -> None:
    log = logging.getLogger("sclerochart")
    crash.start_log(tmp_path / "sclerochart.log")
    try:
        fail(hook)
    finally:
        for handler in log.handlers[:]:
            handler.close()
            log.removeHandler(handler)
    kept = (tmp_path / "sclerochart.log").read_text(encoding="utf-8")
    assert "test_crash.py" in kept
    assert "Placeholder" not in kept
