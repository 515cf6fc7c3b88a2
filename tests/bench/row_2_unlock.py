"""Unlocking, key derivation apart, to the painted list of 5,000 patients.

The floor opens the keyed database, reads the first 50 rows of that list, in its order, and paints the page once, with
the bar over it: what appears when a vault is unlocked.
"""

from pathlib import Path
from time import perf_counter

import clinics
import windows
from harness import Row, Turns, report, say, scratch
from PySide6.QtWidgets import QListView

from sclerochart.store import database, keys, vault
from sclerochart.ui.main_window import MainWindow

_COUNT = 5_000
_ROWS = """SELECT patient.*, last_visit_utc, last_visit_offset_min FROM patient_index
JOIN patient ON patient.id = patient_index.patient_id ORDER BY rank DESC LIMIT 50"""


def measure() -> Row:
    with scratch() as folder:
        say(f"filling a vault with {_COUNT:,} patients")
        with clinics.open_vault(folder / "vault") as made:
            clinics.fill(made.db, count=_COUNT, visits=0, sites_each=0)
        with windows.shown_window(folder) as window:
            _unlock(window, folder / "vault")  # the floor paints a page that is there already
            windows.quiet()
            return (
                Turns(lambda: _unlock(window, folder / "vault"), lambda: _floor(window, folder / "vault"))
                .run(45, warm=5)
                .row("unlock to a list of 5,000 patients", bound=1.5)
            )


def _unlock(window: MainWindow, folder: Path) -> float:
    window.lock()
    windows.settle()
    window.prepare()
    windows.settle()
    view = window.findChild(QListView, "patient-list")
    assert view is not None
    begun = perf_counter()
    window.open_vault(vault.unlock(folder, clinics.PASSPHRASE))
    view.repaint()
    seconds = perf_counter() - begun
    assert view.model().rowCount() > 0
    windows.settle()
    return seconds - _derivation(folder)


def _derivation(folder: Path) -> float:
    file = keys.parse((folder / keys.NAME).read_bytes())
    begun = perf_counter()
    keys.open_with_passphrase(file, clinics.PASSPHRASE)
    return perf_counter() - begun


def _floor(window: MainWindow, folder: Path) -> float:
    assert window.desk is not None
    held = window.desk.workspace.vault
    file = keys.parse((folder / keys.NAME).read_bytes())
    _, key = keys.open_with_passphrase(file, clinics.PASSPHRASE)
    begun = perf_counter()
    connection = database.connect(held.folder / "chart.db", key.database_key(), file.database_salt)
    connection.execute(_ROWS).fetchall()
    windows.repaint(window)
    seconds = perf_counter() - begun
    connection.close()
    return seconds


if __name__ == "__main__":
    report(measure)
