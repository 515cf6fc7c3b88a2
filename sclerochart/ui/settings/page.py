"""The clinic's settings on one page; there is nothing to save, every change is kept as it is made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sclerochart.store import journal
from sclerochart.ui import theme
from sclerochart.ui.page import Page
from sclerochart.ui.settings.about import About
from sclerochart.ui.settings.aftercare_rules import AftercareRules
from sclerochart.ui.settings.details import ClinicDetails, PractitionerDetails
from sclerochart.ui.settings.opening import Opening
from sclerochart.ui.settings.phrases import Phrases
from sclerochart.ui.settings.reference_lines import ReferenceLines
from sclerochart.ui.settings.spacing import Spacing
from sclerochart.ui.workspace import Workspace


class SettingsPage(Page):
    """Clinic, practitioner, aftercare rules, how the vault is opened, phrases, spacing and reference lines."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("settings-page", "Settings", parent)
        self._workspace = workspace
        inner = QWidget(self)
        self._parts = (
            ClinicDetails(workspace, inner),
            PractitionerDetails(workspace, inner),
            AftercareRules(workspace, inner),
            Opening(workspace, inner),
            Phrases(workspace, inner),
            Spacing(workspace, inner),
            ReferenceLines(workspace, inner),
        )
        title = QLabel("Settings", inner)
        theme.mark(title, role="title")
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((left, self._parts[:4]), (right, self._parts[4:])):
            column.setSpacing(theme.L)
            for part in parts:
                column.addWidget(part)
        right.addWidget(About(inner))
        for column in (left, right):
            column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(theme.L)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        whole.setSpacing(theme.M)
        whole.addWidget(title)
        whole.addLayout(both, 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area)
        self.follow(workspace)

    def scope(self) -> str:
        """What undo and redo act on here."""
        return journal.CLINIC

    def refresh(self) -> None:
        """Show what the store holds now."""
        for part in self._parts:
            part.refresh()
