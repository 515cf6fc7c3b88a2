"""The clinic's and the practitioner's details, each kept as it is typed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from sclerochart.domain.people import Practitioner
from sclerochart.store import clinic
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import FoldedLine, captioned
from sclerochart.ui.workspace import Workspace

_CLINIC = (
    ("name", "Name of the clinic"),
    ("address", "Address"),
    ("phone", "Telephone"),
    ("out_of_hours", "Telephone when closed"),
    ("emergency_number", "Emergency number"),
    ("urgent_number", "Advice line for the same day"),
)
_PRACTITIONER = (("name", "Name"), ("profession", "Profession"), ("registration", "Registration number"))


def card(title: str, said: str, parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """A titled card with a quiet sentence under the title."""
    frame = QFrame(parent)
    theme.mark(frame, role="card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(theme.L, theme.M, theme.L, theme.L)
    column.setSpacing(theme.S)
    heading = QLabel(title, frame)
    theme.mark(heading, role="section")
    column.addWidget(heading)
    if said:
        words = QLabel(said, frame, wordWrap=True)
        theme.mark(words, role="soft")
        column.addWidget(words)
    return frame, column


class ClinicDetails(QWidget):
    """What the clinic prints about itself."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        said = "Printed on every record and leaflet; what is empty prints as a blank line."
        self._lines = _fields(self, "Clinic", said, _CLINIC, prefix="clinic", write=self._write)

    def refresh(self) -> None:
        """Show what the store holds."""
        own = clinic.get(self._workspace.db)
        for key, line in self._lines.items():
            line.show_text(getattr(own, key))

    def _write(self, key: str, words: str, fold: str) -> None:
        own = clinic.get(self._workspace.db)
        self._workspace.do(clinic.edit, replace(own, **{key: words}), fold=fold)


class PractitionerDetails(QWidget):
    """Who works with the passphrase that opened the vault."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        said = "You, who opened the vault: named as the author of what you record and sign."
        self._lines = _fields(self, "Practitioner", said, _PRACTITIONER, prefix="practitioner", write=self._write)

    def refresh(self) -> None:
        """Show what the store holds."""
        own = self._own()
        for key, line in self._lines.items():
            line.show_text(getattr(own, key))

    def _own(self) -> Practitioner:
        return clinic.practitioner(self._workspace.db, self._workspace.db.author)

    def _write(self, key: str, words: str, fold: str) -> None:
        self._workspace.do(clinic.edit_practitioner, replace(self._own(), **{key: words}), fold=fold)


def _fields(
    owner: QWidget,
    title: str,
    said: str,
    rows: tuple[tuple[str, str], ...],
    *,
    prefix: str,
    write: Callable[[str, str, str], None],
) -> dict[str, FoldedLine]:
    """A card of captioned lines, two side by side after the first; what is typed goes to `write`."""
    frame, column = card(title, said, owner)
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(frame)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.S)
    lines = {}
    wide = len(rows) % 2 or 2
    for number, (key, label) in enumerate(rows):
        line = FoldedLine(f"{prefix}-{key.replace('_', '-')}", f"{title}: {label}", frame)
        line.typed.connect(lambda words, fold, key=key: write(key, words, fold))
        lines[key] = line
        if number < wide:
            grid.addLayout(captioned(label, line), number, 0, 1, 2)
        else:
            grid.addLayout(captioned(label, line), wide + (number - wide) // 2, (number - wide) % 2)
    column.addLayout(grid)
    return lines
