"""Cycles are collected by the window's thread, whichever thread makes the objects."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sclerochart.ui.collecting import Collector


class Page:
    """Like a page that was left: in a cycle, so that only the collector ends it."""

    def __init__(self, told: list[int]) -> None:
        self.told, self.itself = told, self

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    made = Collector(qapp)
    yield made
    made.stop()
    made.deleteLater()


def busy() -> None:
    """Work that makes Python's own collector start many times over."""
    for _ in range(50):
        kept = [[number] for number in range(5_000)]
        kept.clear()


def test_a_page_that_was_left_ends_in_the_windows_thread_while_a_job_runs(collector: Collector, qtbot: QtBot) -> None:
    told: list[int] = []
    for _ in range(1_000):
        Page(told)
    job = threading.Thread(target=busy)
    job.start()
    job.join()
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 1_000)
    assert set(told) == {threading.get_ident()}


def test_python_collects_by_itself_again_once_it_is_stopped(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
