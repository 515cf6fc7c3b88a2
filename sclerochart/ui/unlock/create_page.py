"""Making a vault: who the clinic is, who treats, and the passphrase. Everything but the passphrase may stay empty."""

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLabel, QLineEdit, QProgressBar

from sclerochart.domain.errors import UserError
from sclerochart.ui import theme
from sclerochart.ui.unlock.background import Background
from sclerochart.ui.unlock.card import Card, Note, button, label
from sclerochart.ui.unlock.new_passphrase import NewPassphrase

_FIELDS = (
    ("clinic-name", "Clinic", "Name as it should print"),
    ("clinic-phone", "Telephone", "Printed on the aftercare leaflet"),
    ("clinic-out-of-hours", "Out of hours", "Whom patients call when you are closed"),
    ("practitioner-name", "Your name", "As it should print"),
    ("practitioner-profession", "Profession", "For example Registered Nurse"),
    ("practitioner-registration", "Registration no.", "For example your NMC or GMC number"),
)


class CreatePage(Card):
    """Collects what a new vault needs and makes it off the window's thread."""

    created = Signal(object, str)
    closed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__("Create a vault", width=680)
        self._folder: Path | None = None
        self._background = Background(self, release=lambda made: made[0].close())
        self._background.returned.connect(self._take)
        self._background.failed.connect(self._take_error)
        self._background.ended.connect(self.settled)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.L)
        form.setVerticalSpacing(theme.XS)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._fields: dict[str, QLineEdit] = {}
        for name, words, hint in _FIELDS:
            field = QLineEdit()
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            form.addRow(_title(words), field)
            self._fields[name] = field
        self._new = NewPassphrase()
        form.addRow(_title("Passphrase"), self._new)
        self._where = label("", "caption")
        self._choose_folder = button("choose-folder", "Keep it somewhere else …", kind="quiet")
        self._choose_folder.clicked.connect(self._choose)
        self._note = Note("create-message")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._go = button("create-button", "Create the vault", kind="primary")
        self._go.clicked.connect(self._create)
        self._back = button("create-back", "Back", kind="quiet")
        self._back.clicked.connect(self.closed)
        self.add(
            label("All of this may stay empty and can be changed later, except the passphrase, which you need.", "soft")
        )
        self.column.addLayout(form)
        self.add_row(self._where, self._choose_folder)
        self.add(self._note, self._busy)
        self.add_row(self._back, self._go)
        self._fields["clinic-name"].textChanged.connect(self._show_where)
        self._show_where()
        self._show_busy(False)
        self._fields["clinic-name"].setFocus()

    @property
    def busy(self) -> bool:
        """True while the vault is being made."""
        return self._background.busy

    def use_folder(self, folder: Path) -> None:
        """Make the vault in this new or empty folder."""
        self._folder = folder
        self._show_where()

    def folder(self) -> Path:
        """Where the vault will be: the chosen folder, else one named after the clinic among the documents."""
        if self._folder is not None:
            return self._folder
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = re.sub(r"[^\w \-]", "", self._fields["clinic-name"].text()).strip() or "Clinic"
        return Path(documents or Path.home()) / f"{name} vault"

    def _show_where(self) -> None:
        self._where.setText(f"The vault is the folder {self.folder()}")

    def _choose(self) -> None:
        from sclerochart.ui.file_dialogs import no_folders_kept

        with no_folders_kept():
            chosen = QFileDialog.getExistingDirectory(
                self, "A new or empty folder for the vault", str(self.folder().parent)
            )
        if chosen:
            self.use_folder(Path(chosen))

    def _create(self) -> None:
        from sclerochart.domain.people import Clinic, Practitioner

        if self._background.busy:
            return
        try:
            passphrase = self._new.passphrase()
        except UserError as error:
            self._note.say(str(error))
            return
        typed = {name: field.text().strip() for name, field in self._fields.items()}
        clinic = Clinic(
            name=typed["clinic-name"], phone=typed["clinic-phone"], out_of_hours=typed["clinic-out-of-hours"]
        )
        practitioner = Practitioner(
            "",
            name=typed["practitioner-name"],
            profession=typed["practitioner-profession"],
            registration=typed["practitioner-registration"],
        )
        folder = self.folder()
        self._note.say("")
        self._show_busy(True)

        def create() -> Any:
            from sclerochart.store import vault

            return vault.create(
                folder, clinic=clinic, practitioner=practitioner, passphrase=passphrase, shows_code=True
            )

        self._background.run(create)

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for widget in (*self._fields.values(), self._new, self._choose_folder, self._back, self._go):
            widget.setEnabled(not busy)

    def _take(self, result: Any) -> None:
        self._show_busy(False)
        self._new.clear()
        self.created.emit(*result)

    def _take_error(self, error: Exception) -> None:
        self._show_busy(False)
        if not isinstance(error, UserError):
            raise error
        self._note.say(str(error))


def _title(words: str) -> QLabel:
    title = QLabel(words)
    title.setAlignment(Qt.AlignmentFlag.AlignTop)
    title.setContentsMargins(0, theme.M, 0, 0)
    return title
