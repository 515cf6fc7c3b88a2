"""A lost passphrase: the printed recovery code opens the vault and a new passphrase takes the lost one's place."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar

from sclerochart.domain.errors import UserError
from sclerochart.ui.unlock.background import Background
from sclerochart.ui.unlock.card import Card, Note, button, label
from sclerochart.ui.unlock.new_passphrase import NewPassphrase


class RecoverPage(Card):
    """Asks for the recovery code and a new passphrase, and whose it is where several people have one."""

    unlocked = Signal(object)
    closed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__("A new passphrase")
        self._folder = Path()
        self._people: list[Any] = []
        self._background = Background(self, release=_let_go)
        self._background.returned.connect(self._take)
        self._background.failed.connect(self._take_error)
        self._background.ended.connect(self.settled)
        self._code = QLineEdit()
        self._code.setObjectName("recovery-code-field")
        self._code.setAccessibleName("Recovery code")
        self._code.setPlaceholderText("7 groups of 5 letters and digits")
        self._who = QComboBox()
        self._who.setObjectName("recovery-practitioner")
        self._who.setAccessibleName("Whose passphrase")
        self._new = NewPassphrase()
        self._note = Note("recover-message")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._go = button("recover-button", "Set the new passphrase and unlock", kind="primary")
        self._go.clicked.connect(self._recover)
        self._back = button("recover-back", "Back to the passphrase", kind="quiet")
        self._back.clicked.connect(self.closed)
        self.add(
            label(
                "The recovery code was printed or written down when the vault was made. Without it and without the "
                "passphrase nobody can open the vault: not we, not anybody.",
                "soft",
            ),
            label("Recovery code", "section"),
            self._code,
            self._who,
            label("New passphrase", "section"),
            self._new,
            self._note,
            self._busy,
            self._go,
            self._back,
        )
        self._show_busy(False)

    def show_vault(self, folder: Path) -> None:
        """Recover this vault."""
        self._folder = folder
        self._people = []
        self._who.hide()
        self._note.say("")
        self._code.clear()
        self._new.clear()
        self._code.setFocus()

    @property
    def busy(self) -> bool:
        """True while a key is being made."""
        return self._background.busy

    def _recover(self) -> None:
        from sclerochart.store import recovery

        if self._background.busy:
            return
        try:
            code = recovery.tidy(self._code.text())
            passphrase = self._new.passphrase()
        except UserError as error:
            self._note.say(str(error))
            return
        self._code.setText(code)
        self._note.say("")
        self._show_busy(True)
        chosen = self._people[self._who.currentIndex()].id if self._people else ""
        folder = self._folder

        def recover() -> Any:
            from sclerochart.store import vault

            if not chosen:
                people = vault.practitioners_by_code(folder, code)
                if len(people) > 1:
                    return people
            return vault.recover(folder, code, passphrase, practitioner_id=chosen)

        self._background.run(recover)

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for widget in (self._code, self._who, self._new, self._go, self._back):
            widget.setEnabled(not busy)

    def _take(self, result: Any) -> None:
        self._show_busy(False)
        if isinstance(result, list):
            self._people = result
            self._who.clear()
            self._who.addItems([person.name or "Practitioner without a name" for person in result])
            self._who.show()
            self._note.say("Several people have a passphrase here. Choose whose is to be set anew.")
            return
        self._code.clear()
        self._new.clear()
        self.unlocked.emit(result)

    def _take_error(self, error: Exception) -> None:
        self._show_busy(False)
        if not isinstance(error, UserError):
            raise error
        self._note.say(str(error))


def _let_go(result: Any) -> None:
    if not isinstance(result, list):
        result.close()
