"""A document before it leaves the vault: look at it, print it, save it, open it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.store import files
from sclerochart.ui import icons, theme
from sclerochart.ui.documents.making import Made
from sclerochart.ui.documents.page_view import PageView, print_pages
from sclerochart.ui.documents.writing import write_document
from sclerochart.ui.file_dialogs import keep_no_folders
from sclerochart.ui.jobs import Job, JobProgress


class PreviewDialog(QDialog):
    """Makes one document in a job and shows it. Nothing is written anywhere until it is saved or printed."""

    def __init__(self, title: str, file_name: str, *, both_sides: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document-preview")
        self.setWindowTitle(title)
        self._title = title
        self._file_name = file_name
        self._both_sides = both_sides
        self._made: Made | None = None
        self._document: Any = None
        self._saved: Path | None = None
        self.pages = PageView(self)
        self._progress = JobProgress(self)
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName("document-message")
        self._job = Job(self)
        self._lay_out(title)
        self._job.finished.connect(self._show_made)
        self._job.refused.connect(self.say)
        self._job.cancelled.connect(self.reject)
        self._let_act(False)
        room = parent.window().size() if parent is not None else None
        self.resize(min(1000, room.width() - 40) if room else 1000, min(1000, room.height() - 40) if room else 820)

    def start(self, function: Callable[..., Made], *arguments: Any) -> None:
        """Make the document with `function(*arguments, report)`."""
        self._progress.follow(self._job, "Making the document")
        self._job.start(function, *arguments)

    def _lay_out(self, title: str) -> None:
        bar = QFrame(self)
        theme.mark(bar, role="bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        row.setSpacing(theme.S)
        words = QLabel(title, bar)
        theme.mark(words, role="title")
        row.addWidget(words)
        self._count = QLabel(bar)
        self._count.setObjectName("document-count")
        theme.mark(self._count, role="soft")
        row.addWidget(self._count)
        row.addStretch(1)
        for name, words_, icon, steps in (
            ("zoom-smaller", "Smaller", "zoom-out", -1),
            ("zoom-larger", "Larger", "zoom-in", 1),
            ("zoom-fit", "As wide as the window", "maximize", 0),
        ):
            zoom = QPushButton(bar)
            zoom.setObjectName(name)
            zoom.setToolTip(words_)
            zoom.setAccessibleName(words_)
            zoom.setFixedWidth(theme.TOUCH)
            zoom.setStyleSheet("padding: 0;")
            theme.mark(zoom, kind="quiet")
            icons.dress(zoom, icon)
            zoom.clicked.connect(lambda _=False, steps=steps: self.pages.zoom(steps))
            row.addWidget(zoom)
        self._open = self._button(bar, "document-open", "Open", "external-link", self.open_saved)
        self._open.setToolTip("Open the saved file in this computer’s PDF program")
        self._save = self._button(bar, "document-save", "Save as PDF", "download", self.ask_where)
        self._print = self._button(bar, "document-print", "Print", "printer", self.ask_printer, role="on_accent")
        theme.mark(self._print, kind="primary")
        for button in (self._open, self._save, self._print):
            row.addWidget(button)
        self._close = self._button(bar, "document-close", "Close", "x", self.reject)
        row.addWidget(self._close)
        for button in (self._open, self._save, self._close):
            button.setAutoDefault(False)
        QShortcut(QKeySequence.StandardKey.Print, self, self._print.click)
        QShortcut(QKeySequence.StandardKey.Save, self, self._save.click)
        self._notice = QFrame(self)
        theme.mark(self._notice, role="message")
        inside = QHBoxLayout(self._notice)
        inside.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        inside.addWidget(self._message)
        self._notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._notice)
        column.addWidget(self._progress)
        column.addWidget(self.pages, 1)

    def _button(
        self, bar: QWidget, name: str, words: str, icon: str, act: Callable[[], None], *, role: str = "ink"
    ) -> QPushButton:
        button = QPushButton(words, bar)
        button.setObjectName(name)
        button.setAccessibleName(f"{words}: {self._title}" if words != "Close" else "Close the preview")
        icons.dress(button, icon, role)
        button.clicked.connect(lambda: act())
        return button

    def _let_act(self, ready: bool) -> None:
        for button in (self._open, self._save, self._print):
            button.setEnabled(ready)

    @property
    def pdf(self) -> bytes | None:
        """The finished document, once it is there."""
        return self._made.pdf if self._made else None

    def _show_made(self, made: Made) -> None:
        from pypdfium2 import PdfDocument

        self._made = made
        self._document = PdfDocument(made.pdf)
        self._count.setText(text.count(len(self._document), "page"))
        self.pages.show_document(self._document)
        self._let_act(True)
        self._print.setFocus()
        if made.notices:
            self.say(" ".join(made.notices))

    def say(self, words: str) -> None:
        """Put a sentence above the pages."""
        self._message.setText(words)
        self._notice.show()

    # Saving and opening ---------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file name, then save."""
        self._ask_where(self.save_as)

    def _ask_where(self, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, f"Save: {self._title}", str(Path.home() / self._file_name), "PDF (*.pdf)")
        dialog.setObjectName("document-save-where")
        keep_no_folders(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, path: Path) -> bool:
        """Write the document to `path`, whole or not at all; False and a sentence when it could not be."""
        assert self._made is not None
        try:
            write_document(path, self._made.pdf)
        except UserError as error:
            self.say(str(error))
            return False
        self._saved = path
        self.say(files.saved(path))
        return True

    def open_saved(self) -> None:
        """Open the saved file; a document that was not saved yet is saved first."""
        if self._saved is None or not self._saved.exists():
            self._ask_where(self._save_and_open)
        else:
            self._open_file(self._saved)

    def _save_and_open(self, path: Path) -> None:
        if self.save_as(path):
            self._open_file(path)

    def _open_file(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.say(f"This computer has no program that opens “{path.name}”. It is saved; open it on another one.")

    # Printing -------------------------------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Ask for a printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setFromTo(1, len(self._document))
        if self._both_sides:
            printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("document-printer")
        dialog.setMinMax(1, len(self._document))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog hides it behind one that wants a slot

    def print_on(self, printer: QPrinter) -> None:
        """Print every page that was chosen."""
        print_pages(self._document, printer)
        if printer.printerState() == QPrinter.PrinterState.Error:
            self.say("The printer did not take the document. Look at the printer, then print again.")

    def done(self, result: int) -> None:
        self._job.stop()
        super().done(result)
        self.pages.forget()
        if self._document is not None:
            self._document.close()
        self.deleteLater()
