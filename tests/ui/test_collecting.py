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


def old_objects() -> list[list[int]]:
    """Objects Python has stopped counting: what a window that is left frees, when its deferred deletion comes."""
    made = [[number] for number in range(20_000)]
    gc.collect()
    return made


def busy() -> None:
    """Work that makes Python's own collector start many times over."""
    for _ in range(50):
        kept = [[number] for number in range(5_000)]
        kept.clear()


def test_a_page_that_was_left_ends_in_the_windows_thread_while_a_job_runs(collector: Collector, qtbot: QtBot) -> None:
    told: list[int] = []
    old = old_objects()
    for _ in range(1_000):
        Page(told)
    job = threading.Thread(target=busy)
    job.start()
    job.join()
    assert told == []
    old.clear()
    made: list[list[int]] = []

    def all_told_in_a_program_that_goes_on_making_objects() -> bool:
        made.extend([number] for number in range(500))
        return len(told) == 1_000

    qtbot.waitUntil(all_told_in_a_program_that_goes_on_making_objects)
    assert set(told) == {threading.get_ident()}


def test_what_was_there_before_is_looked_through_no_more(collector: Collector, qtbot: QtBot) -> None:
    told: list[int] = []
    Page(told)
    collector.settle()
    there = gc.get_freeze_count()
    Page(told)
    gc.collect()
    gc.unfreeze()
    assert len(told) == 1
    assert there > len(gc.get_objects()) / 2


def test_python_collects_by_itself_again_once_it_is_stopped(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
