"""Opening a patient's last chart among 5,000 patients and 50,000 sites, against the same among 50 patients."""

from contextlib import ExitStack
from time import perf_counter

import clinics
import windows
from harness import Row, Turns, report, say, scratch

from sclerochart.ui.desk import Desk


def measure() -> Row:
    with scratch() as folder, ExitStack() as held:
        sides = []
        for name, count in (("many", 5_000), ("few", 50)):
            say(f"filling a vault with {count:,} patients and {10 * count:,} sites")
            vault = held.enter_context(clinics.open_vault(folder / name))
            filled = clinics.fill(vault.db, count=count, visits=1, sites_each=10)
            window = held.enter_context(windows.shown_window(folder))
            window.open_vault(vault)
            windows.settle()
            assert window.desk is not None
            sides.append((window.desk, filled))
        windows.quiet()
        (many, few) = sides
        turns = Turns(lambda: _open(*many), lambda: _open(*few)).run(30, warm=4)
        return turns.row("open a patient's last chart, 5,000 patients and 50,000 sites", bound=1.2)


def _open(desk: Desk, filled: clinics.Filled) -> float:
    place = len(filled.patients) // 2
    begun = perf_counter()
    desk.open_patient(filled.patients[place])
    desk.open_session(filled.last_sessions[place])
    windows.repaint(desk)
    seconds = perf_counter() - begun
    desk.back()
    desk.back()
    windows.settle()
    return seconds


if __name__ == "__main__":
    report(measure)
