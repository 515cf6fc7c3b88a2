"""A recovery code that was just made: shown once, to be printed, saved elsewhere or written down."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog

from sclerochart.domain.errors import UserError
from sclerochart.ui import theme
from sclerochart.ui.unlock.card import Card, Note, button, label

_LEAD = "It opens the vault if the passphrase is ever lost. It is shown only now."
AGAIN = (
    "The window was closed before anybody said that the recovery code was kept, so this is a new one. If the one "
    "before was printed or written down, destroy that: it no longer works."
)
_PLAIN = (
    "Whoever has this code can open the vault; if you lose both the passphrase and this code, nobody can ever open it "
    "again. Keep the sheet where you keep other important papers, not on this computer."
)


class RecoveryCodePage(Card):
    """Shows a code until the person says that it was kept."""

    kept = Signal()

    def __init__(self, on: str = "Open the vault") -> None:
        super().__init__("Your recovery code", width=680)
        self._code = ""
        self._where = ""
        self._shown = label("", "")
        self._shown.setObjectName("recovery-code")
        self._shown.setAccessibleName("Recovery code")
        self._shown.setFont(theme.font(theme.TITLE, bold=True))
        self._shown.setStyleSheet(f"font-size: {theme.TITLE}px;")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setMinimumHeight(64)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._note = Note("recovery-message")
        print_it = button("print-recovery-code", "Print", icon="printer")
        save = button("save-recovery-code", "Save as a file …", icon="save")
        copy = button("copy-recovery-code", "Copy", icon="copy")
        self._written = QCheckBox("I have printed it or written it down")
        self._written.setObjectName("recovery-code-kept")
        self._on = button("recovery-code-on", on, kind="primary")
        self._on.setEnabled(False)
        self._written.toggled.connect(self._on.setEnabled)
        self._on.clicked.connect(self._go_on)
        print_it.clicked.connect(self._print)
        save.clicked.connect(self._save)
        copy.clicked.connect(self._copy)
        self._lead = label(_LEAD, "soft")
        self.add(self._lead, self._shown)
        self.add_row(print_it, save, copy)
        self.add(label(_PLAIN, ""), self._note, self._written, self._on)

    def show_code(self, code: str, vault_name: str, said: str = "") -> None:
        """Show the code of a vault, and what else there is to say of it."""
        self._lead.setText(f"{_LEAD} {said}".strip())
        self._code, self._where = code, vault_name
        self._shown.setText(code)
        self._written.setChecked(False)

    def sheet(self) -> str:
        """The text of the sheet to keep."""
        return f"Recovery code of the sclerochart vault “{self._where}”\n\n{self._code}\n\n{_PLAIN}\n"

    def _go_on(self) -> None:
        self._shown.clear()
        self._code = ""
        self.kept.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._note.say("Copied. Paste it into your password manager now: what is copied does not stay.")

    def _save(self) -> None:
        from sclerochart.ui.file_dialogs import no_folders_kept

        with no_folders_kept():
            chosen, _kind = QFileDialog.getSaveFileName(
                self, "Save the recovery code, best on a stick", "Recovery code.txt", "Text (*.txt)"
            )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the sheet as a text file and say how it went."""
        from sclerochart.store.housekeeping import refuse_inside_a_vault

        try:
            refuse_inside_a_vault(path)
            path.write_text(self.sheet(), encoding="utf-8")
        except UserError as error:
            self._note.say(str(error))
            return
        except OSError as error:
            self._note.say(f"“{path}” could not be written ({error.strerror}). Choose another place.")
            return
        self._note.say(f"Saved as “{path}”. It is not encrypted: do not leave it on this computer.")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.print_to(printer)

    def print_to(self, printer: object) -> None:
        """Print the sheet."""
        from PySide6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        document = QTextDocument()
        document.setDefaultFont(theme.font(theme.BODY))
        document.setPlainText(self.sheet())
        painter = QPainter(printer)
        scale = printer.logicalDpiX() / 96
        painter.scale(scale, scale)
        document.setTextWidth(printer.width() / scale)
        document.drawContents(painter)
        painter.end()
        self._note.say("Sent to the printer. Check that the sheet can be read before you go on.")
