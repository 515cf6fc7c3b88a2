"""A click on the diagram until it is on disk and painted, against a raw insert and one repaint of the same page."""

import random
import secrets
from time import perf_counter

import clinics
import windows
from harness import Row, Turns, say, scratch
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from sclerochart.domain.leg import Spot
from sclerochart.store import sessions, sites
from sclerochart.store.database import Database
from sclerochart.ui.chart.page import ChartPage

_IN_A_ROW = 10
"""How many sites are placed one after the other, as a hand does, before they are taken back."""


def measure_clicks(count: int, *, name: str, bound: float, rounds: int) -> Row:
    """One row for a session that holds `count` sites, give or take half a row of them."""
    with scratch() as folder, clinics.open_vault(folder / "vault") as vault:
        say(f"opening a session of {count} sites")
        filled = clinics.fill(vault.db, count=3, visits=1, sites_each=0)
        session_id = sessions.start(vault.db, filled.patients[0])
        clinics.add_sites(vault.db, session_id, clinics.spots(count - _IN_A_ROW // 2))
        with windows.shown_window(folder) as window:
            page = windows.open_today(window, vault, filled.patients[0])
            assert isinstance(page, ChartPage)
            assert page.session_id == session_id
            vault.db.execute("CREATE TABLE raw (id TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT")
            windows.quiet()
            chance = random.Random(7)
            turns = Turns(
                lambda: _click(page, chance, most=count + _IN_A_ROW // 2), lambda: _floor(page, vault.db)
            ).run(rounds, warm=6)
            row = turns.row(name, bound=bound)
            vault.db.execute("DROP TABLE raw")
            return row


def _click(page: ChartPage, chance: random.Random, *, most: int) -> float:
    """One click; when there are `most` sites, a row of them is taken back before it."""
    if _sites(page) >= most:
        for _ in range(_IN_A_ROW):
            page.workspace.undo(page.scope())
        windows.settle()
        _press(page, chance)  # not timed: it also takes from the bar what could be redone
        windows.settle()
    before = _sites(page)
    seconds = _press(page, chance)
    if _sites(page) != before + 1:
        raise RuntimeError(f"a click placed {_sites(page) - before} sites")
    windows.settle()
    return seconds


def _press(page: ChartPage, chance: random.Random) -> float:
    view = page.leg_view
    at = view.spot_to_pixel(Spot("right", "medial", chance.uniform(-80, -40), chance.uniform(430, 700)))
    begun = perf_counter()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QCoreApplication.processEvents()
    return perf_counter() - begun


def _sites(page: ChartPage) -> int:
    return len(sites.of_session(page.workspace.db, page.session_id))


def _floor(page: ChartPage, db: Database) -> float:
    # A page's repaint leaves out what says that it paints all of itself, and that is the diagram with its sites.
    page.leg_view.update()
    begun = perf_counter()
    db.connection.execute("BEGIN IMMEDIATE")
    db.connection.execute("INSERT INTO raw (id, words) VALUES (?, ?)", (secrets.token_hex(12), "x" * 200))
    db.connection.execute("COMMIT")
    windows.repaint(page)
    return perf_counter() - begun
