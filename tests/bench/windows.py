"""What the rows with a window share: the real window on a vault, and painting it at once."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sclerochart.store.vault import Vault
from sclerochart.ui import theme
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered


def application() -> QApplication:
    """The one application of this process, in the light theme."""
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    return app


@contextmanager
def shown_window(folder: Path, *, size: tuple[int, int] = (1366, 768)) -> Iterator[MainWindow]:
    """The real main window, prepared as it is while a passphrase is typed."""
    app = application()
    window = MainWindow(Remembered(folder / "window.txt"))
    window.resize(*size)
    window.offer(None)
    window.show()
    window.prepare()
    settle()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        app.processEvents()


def settle() -> None:
    """Let everything that waits for its turn have it."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents()


def until(met: Callable[[], bool], *, seconds: float = 30) -> None:
    """Let the window work until something is so."""
    end = perf_counter() + seconds
    while not met():
        QCoreApplication.processEvents()
        if perf_counter() > end:
            raise TimeoutError("the window did not get there")


def quiet() -> None:
    """Put what was loaded out of the garbage collector's way, so that its pauses fall on neither side."""
    gc.collect()
    gc.freeze()


def repaint(widget: QWidget) -> None:
    """Paint a page and all in it now, once."""
    widget.repaint()


def open_today(window: MainWindow, vault: Vault, patient_id: str) -> QWidget:
    """Open the vault in the window and today's session of a patient, by the button that a hand presses; its page."""
    window.open_vault(vault)
    assert window.desk is not None
    window.desk.open_patient(patient_id)
    settle()
    patient = window.desk.currentWidget()
    assert patient is not None
    start = patient.findChild(QPushButton, "start-session")
    assert start is not None
    start.click()
    settle()
    page = window.desk.currentWidget()
    assert page is not None
    return page


def resident_mb() -> float:
    """The memory that this process holds now, MB; 0 where the system does not tell."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
