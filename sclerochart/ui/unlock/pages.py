"""All pages before a vault is open, one at a time."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sclerochart.ui.unlock.passphrase_page import PassphrasePage

if TYPE_CHECKING:
    from sclerochart.ui.unlock.welcome_page import WelcomePage


MAKING = "making.txt"
"""Stands beside the demo clinic's vault until it is whole."""


def is_demo(vault: Path) -> bool:
    """True for the vault of a demo clinic: `sclerochart demo DIR` puts DIR/passphrase.txt, "demo", beside the vault."""
    try:
        with (vault.parent / "passphrase.txt").open(encoding="utf-8") as file:
            return file.read(8).strip() == "demo"
    except (OSError, UnicodeDecodeError):
        return False


def demo_folder() -> Path:
    """Where the window keeps its demo clinic."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "sclerochart demo"


class UnlockPages(QStackedWidget):
    """Welcome, passphrase, recovery, creation. Pages that hold secrets are thrown away when they are left."""

    unlocked = Signal(object)
    demo_wanted = Signal(object)
    """The folder in which a demo clinic is wanted and is not there yet."""
    settled = Signal()
    """No longer busy."""
    remarked = Signal(str)
    """Something that may be read beside what is being done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passphrase = PassphrasePage()
        self._passphrase.unlocked.connect(self.unlocked)
        self._passphrase.settled.connect(self.settled)
        self._passphrase.code_made.connect(self._show_next_code)
        self._passphrase.passphrase_lost.connect(self._recover)
        self._passphrase.other_wanted.connect(self.show_welcome)
        self.addWidget(self._passphrase)
        self._welcome: WelcomePage | None = None
        self._passing: QWidget | None = None
        self._created: Any = None
        self._demo_coming = False
        self._left = QWidget()  # pages that were left are no longer in the window while they wait to be deleted

    def show_vault(self, folder: Path, said: str = "") -> None:
        """Ask for a vault's passphrase, with a sentence that goes before."""
        self._passphrase.show_vault(folder, is_demo=is_demo(folder), said=said)
        self._turn_to(self._passphrase)

    def show_welcome(self) -> None:
        """Offer to create, open or look around."""
        from sclerochart.ui.unlock.welcome_page import WelcomePage

        if self._welcome is None:
            self._welcome = WelcomePage()
            self._welcome.create_wanted.connect(self.show_create)
            self._welcome.open_wanted.connect(self._open)
            self._welcome.demo_wanted.connect(self._demo)
            self.addWidget(self._welcome)
        self._welcome.show_demo_coming(self._demo_coming)
        self._turn_to(self._welcome)

    def show_create(self) -> None:
        """Ask what a new vault needs."""
        from sclerochart.ui.unlock.create_page import CreatePage

        page = CreatePage()
        page.created.connect(self._show_code)
        page.settled.connect(self.settled)
        page.closed.connect(self.show_welcome)
        self._pass_by(page)

    def say(self, sentence: str) -> None:
        """Say something on the welcome page."""
        self.show_welcome()
        if self._welcome is not None:
            self._welcome.note.say(sentence)

    def begin_demo(self) -> None:
        """A demo clinic is on its way, which takes a few seconds."""
        self._demo_coming = True
        self.show_welcome()

    def end_demo(self, vault: Path | None = None, *, refused: str = "") -> None:
        """The demo clinic is there, or why it is not: shown to whoever still waits for it, else only said."""
        self._demo_coming = False
        waits = self._welcome is not None and self.currentWidget() is self._welcome
        if self._welcome is not None:
            self._welcome.show_demo_coming(False)
        if vault is not None and waits:
            self.show_vault(vault)
        elif vault is not None:
            self.remarked.emit(f"The demo clinic is ready. It is kept in “{vault.parent}”.")
        elif waits:
            self.say(refused)
        elif refused:
            self.remarked.emit(refused)

    @property
    def busy(self) -> bool:
        """True while a key is being made."""
        return bool(getattr(self.currentWidget(), "busy", False))

    def close_created(self) -> None:
        """Let go of a vault whose recovery code was shown and which was not gone into."""
        if self._created is not None:
            self._created.close()
            self._created = None

    def _recover(self) -> None:
        from sclerochart.ui.unlock.recover_page import RecoverPage

        page = RecoverPage()
        folder = self._passphrase.folder
        page.unlocked.connect(self._leave_with)
        page.settled.connect(self.settled)
        page.closed.connect(lambda: self.show_vault(folder))
        self._pass_by(page)
        page.show_vault(folder)

    def _open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from sclerochart.ui.file_dialogs import no_folders_kept

        with no_folders_kept():
            chosen = QFileDialog.getExistingDirectory(self, "The folder of the vault", str(Path.home()))
        if chosen:
            self.open_folder(Path(chosen))

    def open_folder(self, folder: Path) -> None:
        """Ask for the passphrase of a vault in a folder, or say why it is none."""
        from sclerochart.domain.errors import UserError
        from sclerochart.store import housekeeping

        try:
            housekeeping.check_there(folder)
        except UserError as error:
            self.say(str(error))
            return
        self.show_vault(folder)

    def _demo(self) -> None:
        folder = demo_folder()
        if (folder / "vault" / "keys.json").is_file() and not (folder / MAKING).exists():
            self.show_vault(folder / "vault")
        else:
            self.demo_wanted.emit(folder)

    def _show_next_code(self, vault: Any, code: str) -> None:
        from sclerochart.ui.unlock.recovery_code_page import AGAIN

        self._show_code(vault, code, AGAIN)

    def _show_code(self, vault: Any, code: str, said: str = "") -> None:
        from sclerochart.ui.unlock.recovery_code_page import RecoveryCodePage

        self._created = vault
        page = RecoveryCodePage()
        page.show_code(code, vault.folder.name, said)
        page.kept.connect(self._enter_created)
        self._pass_by(page)

    def _enter_created(self) -> None:
        from sclerochart.domain.errors import UserError
        from sclerochart.store.vault import take_code

        vault, self._created = self._created, None
        with contextlib.suppress(UserError):  # the disk is full: the next unlocking shows another code
            take_code(vault)
        self._leave_with(vault)

    def _leave_with(self, vault: Any) -> None:
        self.setCurrentWidget(self._passphrase)
        self._drop_passing()
        self.unlocked.emit(vault)

    def _pass_by(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)
        self._drop_passing()
        self._passing = page

    def _turn_to(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self._drop_passing()

    def _drop_passing(self) -> None:
        if self._passing is not None:
            self.removeWidget(self._passing)
            self._passing.setParent(self._left)
            self._passing.deleteLater()
            self._passing = None
