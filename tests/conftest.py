"""What every test may ask for: a real vault, a workspace on it, and the certainty that nothing is left over."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sclerochart.domain.people import Clinic, Practitioner
from sclerochart.store import vault as vaults
from sclerochart.store.keys import Cost
from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.collecting import uncollected
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered
from sclerochart.ui.workspace import Workspace

# Each run is on the same screen and in the same language, whatever the machine's are.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("LC_ALL", None)
os.environ["LC_CTYPE"] = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"

# Each run tries the same examples, to say the same of the same program; others come with --hypothesis-profile=random.
# No example is failed for its time: that is the business of tests/bench.
_NO_CLOCK = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("random", _NO_CLOCK)
hypothesis.settings.register_profile("repeatable", _NO_CLOCK, derandomize=True)
hypothesis.settings.load_profile("repeatable")

PASSPHRASE = "an invented passphrase"
QUICK = Cost(time=1, memory_kib=64)
CLINIC = Clinic(name="Invented Clinic", phone="01632 960001", out_of_hours="01632 960002")
PRACTITIONER = Practitioner("", "Nora Invented", "Registered Nurse", "00X0000X")


class PatientBot(QtBot):
    """What is waited for comes at once on a free machine, and on a busy one later: no wait of a test ends sooner."""

    LEAST_MS = 30_000

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, self.LEAST_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **how: Any) -> Any:
        # assertNotEmitted waits by this too, but for nothing to come: that takes the time that was asked for
        least = self.LEAST_MS if how.get("raising") is not False else timeout
        return super().waitSignal(signal, timeout=max(timeout, least), **how)

    def waitExposed(self, widget: Any, *, timeout: int = 0) -> Any:
        return super().waitExposed(widget, timeout=max(timeout, self.LEAST_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault of an invented clinic in a temporary folder."""
    made, _code = vaults.create(
        tmp_path / "vault", clinic=CLINIC, practitioner=PRACTITIONER, passphrase=PASSPHRASE, cost=QUICK
    )
    yield made
    made.close()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the program's look."""
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def workspace(vault: Vault, qapp: QApplication) -> Workspace:
    """A workspace on `vault`."""
    return Workspace(vault)


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """No window and no thread may outlive its test."""
    threads = set(threading.enumerate())
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication):
        with uncollected():
            left = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
        for widget in left:
            widget.close()
        assert not left, f"windows left open: {[widget.objectName() or type(widget).__name__ for widget in left]}"
    until = time.monotonic() + 5
    for thread in set(threading.enumerate()) - threads:
        thread.join(max(0.0, until - time.monotonic()))
        assert not thread.is_alive(), f"thread left running: {thread.name}"


@pytest.fixture
def window(vault: Vault, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window with `vault` open on its patients; it has a workspace of its own."""
    made = MainWindow(Remembered(tmp_path / "window.txt"))
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.open_vault(vault)
    yield made
    if not made.close():  # it says what was typed last and not kept
        made.close()
    made.deleteLater()
