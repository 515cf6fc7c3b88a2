"""A click on the diagram until it is on disk and painted, against a raw insert and one repaint of the same page."""

import random
import secrets
from time import perf_counter

import clinics
import windows
from harness import Row, Turns, say, scratch
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sclerochart.domain.leg import Spot
from sclerochart.store import sessions, sites
from sclerochart.store.database import Database
from sclerochart.ui.chart.page import ChartPage


def measure_clicks(count: int, *, name: str, bound: float, rounds: int) -> Row:
    """One row for a session that holds `count` sites."""
    with scratch() as folder, clinics.open_vault(folder / "vault") as vault:
        say(f"opening a session of {count} sites")
        filled = clinics.fill(vault.db, count=3, visits=1, sites_each=0)
        session_id = sessions.start(vault.db, filled.patients[0])
        clinics.add_sites(vault.db, session_id, clinics.spots(count))
        with windows.shown_window(folder) as window:
            page = windows.open_today(window, vault, filled.patients[0])
            assert isinstance(page, ChartPage)
            assert page.session_id == session_id
            vault.db.execute("CREATE TABLE raw (id TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT")
            windows.quiet()
            chance = random.Random(7)
            turns = Turns(lambda: _click(page, chance), lambda: _floor(page, vault.db)).run(rounds, warm=6)
            memory = f"memory of the window {windows.resident_mb():.0f} MB"
            row = turns.row(name, bound=bound, notes=[memory])
            vault.db.execute("DROP TABLE raw")
            return row


def _click(page: ChartPage, chance: random.Random) -> float:
    view = page.leg_view
    at = view.spot_to_pixel(Spot("right", "medial", chance.uniform(-80, -40), chance.uniform(430, 700)))
    before = len(sites.of_session(page.workspace.db, page.session_id))
    begun = perf_counter()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QCoreApplication.processEvents()
    seconds = perf_counter() - begun
    placed = len(sites.of_session(page.workspace.db, page.session_id))
    if placed != before + 1:
        raise RuntimeError(f"a click placed {placed - before} sites")
    page.workspace.undo(page.scope())
    windows.settle()
    return seconds


def _floor(page: QWidget, db: Database) -> float:
    begun = perf_counter()
    db.connection.execute("BEGIN IMMEDIATE")
    db.connection.execute("INSERT INTO raw (id, words) VALUES (?, ?)", (secrets.token_hex(12), "x" * 200))
    db.connection.execute("COMMIT")
    windows.repaint(page)
    return perf_counter() - begun
