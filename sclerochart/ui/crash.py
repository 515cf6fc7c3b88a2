"""Errors that nobody caught. A bug of ours: one dialog, with code locations to send and no values in them. What the
store refuses in words: those words."""

import logging
import logging.handlers
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from sclerochart import __version__
from sclerochart.domain.errors import UserError

_LOG = logging.getLogger("sclerochart")
_IN_QT = re.compile(r"Error calling Python override of [^ ]+: ")
"""What PySide puts before the words of an error that passes through Qt."""
_PACKAGE = Path(__file__).resolve().parent.parent


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The type of an error and where in the code it came from: no message and no values, which may be a patient's."""
    lines = [f"sclerochart {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([*lines, kind.__name__])


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_PACKAGE.parent).as_posix() if path.is_relative_to(_PACKAGE) else path.name


def start_log(file: Path) -> None:
    """Log to a small file that rolls over; without a place to write there is none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(file, maxBytes=200_000, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


class CrashHook(QObject):
    """Takes over `sys.excepthook`."""

    views_stale = Signal()
    """Before the dialog is opened: the pages are to show again what is on disk."""
    refused = Signal(str)
    """A sentence for the message bar."""
    _raised = Signal(str)
    _told = Signal(str)

    def __init__(self, parent: QObject, *, window: Callable[[], QWidget | None]) -> None:
        super().__init__(parent)
        self._window = window
        self._dialog: QMessageBox | None = None
        # Also from another thread, or in the middle of painting: what is shown belongs to the window's thread, later.
        self._raised.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self.refused, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Be the one who hears of every error that nobody caught, and of what Qt has to say."""
        sys.excepthook = self.take
        threading.excepthook = lambda hooked: self.take(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)
        qInstallMessageHandler(_log_qt)

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Log where it happened and show the dialog; Ctrl+C in a terminal just quits."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        words = details(kind, trace)
        if isinstance(error, UserError):
            _LOG.warning("%s", words)
            self._told.emit(_IN_QT.sub("", str(error)))
        else:
            _LOG.error("%s", words)
            self._raised.emit(words)

    def _show(self, words: str) -> None:
        if self._dialog is not None:  # what a page cannot show while it is open, it tries again at the next act
            return
        self.views_stale.emit()
        box = self._dialog = QMessageBox(self._window())
        box.setObjectName("crash-dialog")
        box.setWindowTitle("sclerochart")
        box.setIcon(QMessageBox.Icon.Information)
        box.setText("Something in sclerochart went wrong. Before you go on, look whether your last entry is there.")
        box.setInformativeText(
            "If it happens again, send us the details: they say where in the program it happened and hold nothing "
            "about any patient."
        )
        box.setDetailedText(words)
        go_on = box.addButton("Continue", QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton("Quit", QMessageBox.ButtonRole.RejectRole)
        copy.clicked.disconnect()  # copying leaves the dialog open
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
        leave.clicked.connect(QApplication.closeAllWindows)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        box.open()

    def _forget(self) -> None:
        self._dialog = None


def _log_qt(kind: QtMsgType, _context: object, words: str) -> None:
    if kind != QtMsgType.QtDebugMsg:
        _LOG.warning("Qt: %s", words)
