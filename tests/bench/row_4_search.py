"""A key pressed in the search of 100,000 patients until the list is painted, against the bare query and a repaint."""

import random
from time import perf_counter

import clinics
import windows
from harness import Row, Turns, report, say, scratch
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sclerochart.store.database import Database
from sclerochart.ui.patients.rows import RowList

_COUNT, _SHOWN = 100_000, 20


def measure() -> Row:
    with scratch() as folder, clinics.open_vault(folder / "vault") as vault:
        say(f"filling a vault with {_COUNT:,} patients; this takes a minute or two")
        clinics.fill(vault.db, count=_COUNT, visits=0, sites_each=0)
        words = _words(vault.db)
        with windows.shown_window(folder, size=(1366, 1140)) as window:
            window.open_vault(vault)
            windows.settle()
            field, view = window.findChild(QLineEdit, "patient-search"), window.findChild(RowList, "patient-list")
            assert field is not None
            assert view is not None
            assert view.visible_rows() == _SHOWN, f"{view.visible_rows()} rows are shown"
            windows.quiet()
            say(f"searching {len(words)} beginnings and pairs")
            chosen = iter(_forever(words))
            place = {"now": ""}

            def press() -> float:
                place["now"] = next(chosen)
                seconds = _press(field, place["now"])
                rows = _query(vault.db, place["now"])
                assert view.model().rowCount() >= len(rows), "the list does not show who matches"
                return seconds

            turns = Turns(press, lambda: _floor(vault.db, field, view, place["now"] or "a")).run(len(words), warm=5)
            notes = ["p99 is read against 30 ms"]
            return turns.row("key press to list painted, 100,000 patients", bound=1.5, notes=notes)


def _words(db: Database) -> list[str]:
    """Every beginning of one, two and three letters that occurs, and as many pairs of beginnings."""
    found: set[str] = set()
    pairs: list[str] = []
    chance = random.Random(3)
    for row in db.rows("SELECT family_name, given_name FROM patient"):
        family, given = row["family_name"].lower(), row["given_name"].lower()
        found.update(family[:length] for length in (1, 2, 3))
        if chance.random() < 0.004:
            pairs.append(f"{given[: chance.randint(1, 3)]} {family[: chance.randint(1, 3)]}")
    return sorted(found) + pairs


def _forever(words: list[str]) -> list[str]:
    chance = random.Random(11)
    shuffled = words * 2
    chance.shuffle(shuffled)
    return shuffled


def _press(field: QLineEdit, words: str) -> float:
    """The last letter is the key that is timed; those before it were typed already."""
    field.setText(words[:-1])
    QCoreApplication.processEvents()
    begun = perf_counter()
    QTest.keyClick(field, Qt.Key(ord(words[-1].upper())))
    QCoreApplication.processEvents()  # paints the field and the list
    return perf_counter() - begun


def _floor(db: Database, field: QLineEdit, view: RowList, words: str) -> float:
    """The bare query, and the list and the field that the letter stands in painted once."""
    begun = perf_counter()
    _query(db, words)
    view.viewport().repaint()
    field.repaint()
    return perf_counter() - begun


def _query(db: Database, words: str) -> list[tuple[object, ...]]:
    query = " AND ".join(f'"{word}"*' for word in words.split())
    found: list[tuple[object, ...]] = db.connection.execute(
        "SELECT patient.* FROM (SELECT rowid FROM patient_search WHERE patient_search MATCH ? LIMIT ?) AS found "
        "JOIN patient_index ON rank = found.rowid JOIN patient ON patient.id = patient_id",
        (query, _SHOWN),
    ).fetchall()
    return found


if __name__ == "__main__":
    report(measure)
