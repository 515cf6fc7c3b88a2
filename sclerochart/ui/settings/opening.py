"""How the vault is opened: another passphrase, or another recovery code, for whoever knows the passphrase of now."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from sclerochart.domain.errors import UserError
from sclerochart.store import vault as vaults
from sclerochart.ui import theme
from sclerochart.ui.settings.details import card
from sclerochart.ui.unlock.background import Background
from sclerochart.ui.unlock.card import Note, PassphraseField, button, label
from sclerochart.ui.unlock.new_passphrase import NewPassphrase
from sclerochart.ui.unlock.recovery_code_page import RecoveryCodePage
from sclerochart.ui.workspace import Workspace

_SAID = "Your passphrase opens the vault, and the recovery code does if the passphrase is lost."
_CHANGED = "Your passphrase was changed. From now on only the new one works."
_UNTAKEN = "Nobody said that the new recovery code was kept, so the next unlocking shows another one."


class Opening(QWidget):
    """A card with both."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        frame, column = card("Opening the vault", _SAID, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        for name, words, dialog in (
            ("change-passphrase", "Change your passphrase …", PassphraseDialog),
            ("new-recovery-code", "New recovery code …", CodeDialog),
        ):
            one = button(name, words)
            one.clicked.connect(lambda _checked, dialog=dialog: self._ask(dialog))
            row.addWidget(one, 1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Nothing here changes."""

    def _ask(self, made: "Callable[[vaults.Vault, QWidget], _KeyDialog]") -> None:
        dialog = made(self._workspace.vault, self)
        dialog.said.connect(self._workspace.problem)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _KeyDialog(QDialog):
    """Asks for the passphrase of now, makes a new key off the window's thread and puts it in place in it."""

    said = Signal(str)

    def __init__(self, vault: vaults.Vault, parent: QWidget, *, title: str, said: str, go: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._vault = vault
        self._background = Background(self)
        self._background.returned.connect(self._put)
        self._background.failed.connect(self._refuse)
        self._now = PassphraseField("passphrase-now", "Your passphrase now")
        self._now.setPlaceholderText("Your passphrase now")
        self._new = NewPassphrase()
        self._note = Note("key-message")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._cancel = button("key-cancel", "Cancel", kind="quiet")
        self._cancel.clicked.connect(self.reject)
        self._go = button("key-go", go, kind="primary")
        self._go.clicked.connect(self._make)
        self._go.setDefault(True)
        self._cancel.setAutoDefault(False)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        column.setSpacing(theme.M)
        for widget in (label(said, "soft"), self._now, self._new, self._note, self._busy):
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(self._cancel, 1)
        row.addWidget(self._go, 1)
        column.addLayout(row)
        self._pages = QStackedWidget()
        self._pages.addWidget(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._show_busy(False)
        self._now.setFocus()
        self.resize(760, 440)

    def reject(self) -> None:
        if not self._background.busy:
            super().reject()

    def _work(self) -> Callable[[], Any]:
        """What is slow; UserError when what was typed will not do."""
        raise NotImplementedError

    def _put(self, made: Any) -> None:
        """Put in place what was made."""
        raise NotImplementedError

    def _make(self) -> None:
        vault, now = self._vault, self._now.text()
        try:
            work = self._work()
        except UserError as error:
            self._note.say(str(error))
            return

        def check_and_make() -> Any:
            vaults.check_passphrase(vault, now)
            return work()

        self._note.say("")
        self._show_busy(True)
        self._background.run(check_and_make)

    def _put_slot(self, slot: Any) -> bool:
        """Whether it could be put in place; why not is said."""
        self._show_busy(False)
        try:
            vaults.put_slot(self._vault, slot)
        except UserError as error:
            self._note.say(str(error))
            return False
        return True

    def _refuse(self, error: Exception) -> None:
        self._show_busy(False)
        self._now.setFocus()
        self._now.selectAll()
        if not isinstance(error, UserError):
            raise error
        self._note.say(str(error))

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for widget in (self._now, self._new, self._go, self._cancel):
            widget.setEnabled(not busy)


class PassphraseDialog(_KeyDialog):
    """Another passphrase for the practitioner who unlocked."""

    def __init__(self, vault: vaults.Vault, parent: QWidget) -> None:
        said = "The old passphrase stops working at once. The recovery code stays as it is."
        super().__init__(vault, parent, title="Change your passphrase", said=said, go="Change it")
        self.setObjectName("passphrase-dialog")
        self._new.first.setPlaceholderText("New passphrase")

    def _work(self) -> Callable[[], Any]:
        vault, passphrase = self._vault, self._new.passphrase()
        if passphrase == self._now.text():
            raise UserError("The new passphrase is the one of now. Nothing was changed.")
        return lambda: vaults.passphrase_slot(vault, passphrase)

    def _put(self, made: Any) -> None:
        if self._put_slot(made):
            self.accept()
            self.said.emit(_CHANGED)


class CodeDialog(_KeyDialog):
    """Another recovery code, shown until somebody says that it was kept."""

    def __init__(self, vault: vaults.Vault, parent: QWidget) -> None:
        said = "The recovery code printed before stops working as soon as the new one is shown."
        super().__init__(vault, parent, title="New recovery code", said=said, go="Show a new code")
        self.setObjectName("code-dialog")
        self._new.hide()
        self._shown = False

    def _work(self) -> Callable[[], Any]:
        vault = self._vault
        return lambda: vaults.code_slot(vault)

    def _put(self, made: Any) -> None:
        code, slot = made
        if not self._put_slot(slot):
            return
        page = RecoveryCodePage("Done")
        page.show_code(code, self._vault.folder.name, "A sheet printed before no longer works: destroy it.")
        page.kept.connect(self._take)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.resize(760, 500)
        self._shown = True

    def reject(self) -> None:
        super().reject()
        if self._shown and self.isHidden():
            self.said.emit(_UNTAKEN)

    def _take(self) -> None:
        try:
            vaults.take_code(self._vault)
        except UserError as error:
            self.said.emit(str(error))
        self.accept()
