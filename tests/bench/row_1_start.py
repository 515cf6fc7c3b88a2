"""Start of the program to a passphrase field that takes keys, against a bare window of the toolkit."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import clinics
from harness import Row, Turns, report, scratch

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(["bare"])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
print("ready", flush=True)
import os; os._exit(0)
"""

# The real program, up to the moment at which its event loop would wait: everything shown, the field focused.
_OURS = """
import os, sys
from PySide6.QtWidgets import QApplication
def ready(self=None):
    app = QApplication.instance()
    for _ in range(100):
        app.processEvents()
        field = app.focusWidget()
        if field is not None and field.objectName() == "unlock-passphrase":
            print("ready", flush=True)
            os._exit(0)
    os._exit(3)
QApplication.exec = ready
sys.argv = ["sclerochart", "--vault", {vault!r}]
from sclerochart.cli import main
main(sys.argv[1:])
"""


def measure() -> Row:
    with scratch() as folder:
        with clinics.open_vault(folder / "vault"):
            pass
        ours = _OURS.format(vault=str(folder / "vault"))
        return (
            Turns(lambda: _start(ours, folder), lambda: _start(_BARE, folder))
            .run(21, warm=3)
            .row("start to a passphrase field that takes keys", bound=1.4)
        )


def _start(script: str, folder: Path) -> float:
    # As installed, modules are compiled once: also where this environment keeps no bytecode beside the source.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    root = Path(__file__).parents[2]
    begun = perf_counter()
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root, env=environment)
    assert child.stdout is not None
    said = child.stdout.readline()
    seconds = perf_counter() - begun
    child.communicate()
    if said.strip() != b"ready":
        raise RuntimeError(f"the program ended with {child.returncode}")
    return seconds


if __name__ == "__main__":
    report(measure)
