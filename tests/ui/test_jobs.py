import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from sclerochart.domain.errors import UserError
from sclerochart.ui.jobs import Job, JobProgress

Report = Callable[[int, int], None]


def test_a_job_gives_back_what_its_function_made_in_the_windows_thread(qtbot: QtBot) -> None:
    job = Job()
    seen: list[tuple[object, threading.Thread]] = []
    job.finished.connect(lambda result: seen.append((result, threading.current_thread())))

    def add(one: int, other: int, report: Report) -> tuple[int, bool]:
        report(1, 1)
        return one + other, threading.current_thread() is threading.main_thread()

    with qtbot.waitSignal(job.ended):
        job.start(add, 2, 3)
    assert seen == [((5, False), threading.main_thread())]
    assert not job.running


def test_progress_is_told(qtbot: QtBot) -> None:
    job = Job()
    told: list[tuple[int, int]] = []
    go_on = threading.Event()
    job.progressed.connect(lambda done, total: (told.append((done, total)), go_on.set()))

    def work(report: Report) -> None:
        report(2, 5)
        go_on.wait(5)
        report(5, 5)

    with qtbot.waitSignal(job.ended):
        job.start(work)
    assert told == [(2, 5), (5, 5)]


def test_a_refusal_is_told_in_its_words(qtbot: QtBot) -> None:
    job = Job()

    def refuse(report: Report) -> None:
        raise UserError("The disk is full.")

    with qtbot.waitSignal(job.refused) as told:
        job.start(refuse)
    assert told.args == ["The disk is full."]


def test_cancel_ends_it_at_its_next_report(qtbot: QtBot) -> None:
    job = Job()
    reports = []

    def work(report: Report) -> None:
        while True:
            report(len(reports), 100)
            reports.append(1)

    with qtbot.waitSignals([job.cancelled, job.ended]):
        job.start(work)
        job.cancel()


def test_a_bug_in_a_job_is_raised_in_the_windows_thread(qtbot: QtBot) -> None:
    job = Job()

    def stumble(report: Report) -> None:
        raise ZeroDivisionError("a bug")

    with capture_exceptions() as raised, qtbot.waitSignal(job.ended):
        job.start(stumble)
    assert [type(one[1]) for one in raised] == [ZeroDivisionError]


def test_stop_waits_for_the_thread_and_tells_nothing_more(qtbot: QtBot) -> None:
    job = Job()
    started = threading.Event()
    job.cancelled.connect(lambda: pytest.fail("told after it was stopped"))

    def work(report: Report) -> None:
        while True:
            report(0, 1)
            started.set()

    job.start(work)
    started.wait(5)
    before = threading.active_count()
    job.stop()
    assert threading.active_count() == before - 1
    assert not job.running


def test_a_job_whose_owner_goes_away_is_cancelled(qtbot: QtBot) -> None:
    owner = QObject()
    job = Job(owner)
    ended = threading.Event()

    def work(report: Report) -> None:
        try:
            while True:
                report(0, 1)
        finally:
            ended.set()

    job.start(work)
    thread = job._thread
    assert thread is not None
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    assert ended.wait(5)
    thread.join(5)
    assert not thread.is_alive()


def test_quick_work_shows_no_progress_and_slow_work_shows_it_with_cancel(qtbot: QtBot) -> None:
    progress = JobProgress()
    qtbot.addWidget(progress)
    quick = Job()
    progress.follow(quick, "Adding photos")
    with qtbot.waitSignal(quick.ended):
        quick.start(lambda report: None)
    assert not progress.isVisible()

    def slow(report: Report) -> None:
        while True:
            report(3, 12)

    job = Job()
    progress.follow(job, "Adding photos")
    job.start(slow)
    qtbot.waitUntil(progress.isVisible, timeout=3000)
    words = progress.findChild(QLabel, "job-words")
    qtbot.waitUntil(lambda: words.text() == "Adding photos: 4 of 12")
    with qtbot.waitSignal(job.cancelled):
        progress.findChild(QPushButton, "job-cancel").click()
    assert not progress.isVisible()
