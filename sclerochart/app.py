"""The window program: set-up, crash hook, unlock page first and everything heavy behind it."""

import os
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sclerochart.ui import theme
from sclerochart.ui.main_window import MainWindow
from sclerochart.ui.remembered import Remembered, config_folder

AFTER_FIRST_PAINT_MS = 50
"""When what is heavy begins, after the window was shown. With 0 it came before the first paint and the first focus."""


def main(vault: Path | None = None) -> int:
    """Open the window, on `vault` when one is named, and give the program's exit code when it closes."""
    os.environ[theme.STYLE] = theme.FUSION
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("sclerochart")
    remembered = Remembered(config_folder() / "window.txt")
    theme.apply(app, "dark" if remembered.text("theme") == "dark" else "light")
    window = MainWindow(remembered)
    window.offer(vault)
    window.show()
    QTimer.singleShot(AFTER_FIRST_PAINT_MS, window, lambda: _behind(app, window))
    return app.exec()


def _behind(app: QApplication, window: MainWindow) -> None:
    """What the passphrase field need not wait for."""
    from sclerochart.ui import crash
    from sclerochart.ui.collecting import Collector
    from sclerochart.ui.unlock.background import Background

    crash.start_log(config_folder() / "sclerochart.log")
    hook = crash.CrashHook(app, window=lambda: window)
    hook.views_stale.connect(lambda: window.desk.workspace.changed.emit() if window.desk is not None else None)
    hook.refused.connect(window.say)
    hook.install()
    window.demo_wanted.connect(lambda folder: _make_demo(window, folder))
    collector = Collector(window)  # before the first thread
    needed, wanted = Background(window), Background(window)
    needed.returned.connect(lambda _nothing: window.prepare())
    needed.returned.connect(lambda _nothing: collector.settle())
    needed.returned.connect(lambda _nothing: wanted.run(import_pages))
    wanted.returned.connect(lambda _nothing: collector.settle() if window.desk is None else None)  # no page stays
    needed.run(import_heavy)


def import_heavy() -> None:
    """Import what unlocking needs, while a person types."""
    import sclerochart.domain.atlas
    import sclerochart.store.sessions
    import sclerochart.store.vault

    sclerochart.domain.atlas.shipped()


def import_pages() -> None:
    """Import what the first chart of the day would otherwise wait for."""
    for name in ("chart", "photos"):
        import_module(f"sclerochart.ui.{name}.page")


def _make_demo(window: MainWindow, folder: Path) -> None:
    """Make the demo clinic's vault and offer it."""
    from sclerochart.domain.errors import UserError
    from sclerochart.ui.unlock.background import Background

    def make() -> Path:
        from sclerochart import demo

        made = demo.make(folder)
        vault = next(made)  # the vault comes first; its documents are for the command line
        if isinstance(made, Generator):
            made.close()
        return vault

    def refuse(error: Exception) -> None:
        window.unlock_pages.end_demo(refused=str(error) if isinstance(error, UserError) else "")
        if not isinstance(error, UserError):
            raise error

    window.unlock_pages.begin_demo()
    background = Background(window)
    background.returned.connect(window.unlock_pages.end_demo)
    background.failed.connect(refuse)
    background.run(make)
