"""Unlocking: one field that takes keys at once."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from sclerochart.ui.unlock.background import Background
from sclerochart.ui.unlock.card import Card, Note, PassphraseField, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_LOOK_MS = 200


class PassphrasePage(Card):
    """Asks for the passphrase of one vault and unlocks it off the window's thread."""

    unlocked = Signal(object)
    code_made = Signal(object, str)
    """A vault that was unlocked, and a new recovery code because nobody took the last one."""
    passphrase_lost = Signal()
    other_wanted = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__("Unlock")
        self.folder = Path()
        self._failures: dict[Path, int] = {}
        self._until: dict[Path, float] = {}  # when each vault may be tried again, on the clock of time.monotonic
        self._said = ""
        self._background = Background(self, release=lambda unlocked: unlocked[0].close())
        self._background.returned.connect(self._take_vault)
        self._background.failed.connect(self._take_error)
        self._background.ended.connect(self.settled)
        self._second = QTimer(self, interval=_LOOK_MS)
        self._second.timeout.connect(self._say_wait)
        self._name = label("", "section")
        self._where = label("", "caption")
        self._demo = label("This is the demo clinic: every person in it is invented. Its passphrase is “demo”.", "")
        self._demo.setObjectName("demo-passphrase")
        self._field = PassphraseField("unlock-passphrase", "Passphrase")
        self._field.setPlaceholderText("Passphrase")
        self._field.returnPressed.connect(self._unlock)
        self._button = button("unlock-button", "Unlock", kind="primary")
        self._button.clicked.connect(self._unlock)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._progress = label("Making the key from your passphrase. This is slow on purpose.", "caption")
        self._note = Note("unlock-message")
        self._lost = button("lost-passphrase", "Forgotten the passphrase?", kind="quiet")
        self._lost.clicked.connect(self.passphrase_lost)
        self._other = button("other-vault", "Another vault …", kind="quiet")
        self._other.clicked.connect(self.other_wanted)
        self.add(self._name, self._where, self._demo, self._field, self._note, self._button, self._busy, self._progress)
        self.add_row(self._lost, self._other)
        self._show_busy(False)

    def show_vault(self, folder: Path, *, is_demo: bool, said: str = "") -> None:
        """Ask for the passphrase of this vault, with a sentence that goes before; a wait of this vault goes on."""
        self.folder, self._said = folder, said
        self._name.setText(folder.name)
        self._where.setText(f"in {folder.parent}")
        self._demo.setVisible(is_demo)
        self._note.say(said)
        self._field.clear()
        self._field.setFocus()
        self._say_wait()

    @property
    def busy(self) -> bool:
        """True while a key is being made."""
        return self._background.busy

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._field.setFocus()

    def _unlock(self) -> None:
        if self._background.busy or self._wait():
            return
        passphrase, folder = self._field.text(), self.folder
        if not passphrase:
            self._note.say("Type your passphrase first.")
            return
        self._note.say("")
        self._show_busy(True)

        def unlock() -> Any:
            from sclerochart.store import vault

            unlocked = vault.unlock(folder, passphrase)
            return unlocked, vault.untaken_code(unlocked)

        self._background.run(unlock)

    def _show_busy(self, busy: bool) -> None:
        for widget in (self._field, self._button, self._lost, self._other):
            widget.setEnabled(not busy)
        self._busy.setVisible(busy)
        self._progress.setVisible(busy)

    def _take_vault(self, unlocked: Any) -> None:
        vault, code = unlocked
        self._failures.pop(self.folder, None)
        self._field.clear()
        self._show_busy(False)
        if code:
            self.code_made.emit(vault, code)
        else:
            self.unlocked.emit(vault)

    def _take_error(self, error: Exception) -> None:
        from sclerochart.domain.errors import UserError
        from sclerochart.store import keys

        self._show_busy(False)
        self._field.setFocus()
        self._field.selectAll()
        if not isinstance(error, UserError):
            raise error
        self._said = str(error)
        if isinstance(error, keys.WrongPassphrase):
            self._failures[self.folder] = self._failures.get(self.folder, 0) + 1
            self._until[self.folder] = monotonic() + round(keys.delay_after(self._failures[self.folder]))
        self._note.say(self._said)
        self._say_wait()

    def _wait(self) -> int:
        """Whole seconds until the vault shown here may be tried again."""
        return max(0, ceil(self._until.get(self.folder, 0.0) - monotonic()))

    def _say_wait(self) -> None:
        from sclerochart.domain import text

        wait = self._wait()
        self._button.setEnabled(not wait)
        self._button.setText(f"Try again in {text.count(wait, 'second')}" if wait else "Unlock")
        if wait:
            self._second.start()
        else:
            self._second.stop()
