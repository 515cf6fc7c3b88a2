"""How far apart the sites are that a drag along a vein places."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sclerochart.domain.errors import UserError
from sclerochart.domain.measures import read_mm
from sclerochart.store import chart_settings
from sclerochart.ui import theme
from sclerochart.ui.settings.details import card
from sclerochart.ui.workspace import Workspace

_SAID = "Held down, the key B makes a drag along a vein place sites this far apart on the skin."


class Spacing(QWidget):
    """One number in mm, kept when the field is left or Enter is pressed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        frame, column = card("Sites along a vein", _SAID, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._field = QLineEdit(frame)
        self._field.setObjectName("burst-spacing")
        self._field.setAccessibleName("Distance between the sites, in mm")
        self._field.setMinimumHeight(theme.TOUCH)
        self._field.setFixedWidth(76)
        self._field.editingFinished.connect(self._keep)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(self._field)
        row.addWidget(QLabel("mm apart", frame))
        row.addStretch(1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show what the store holds, unless it is being typed."""
        held = f"{chart_settings.spacing_mm(self._workspace.db):g}"
        if self._field.text() != held and not (self._field.hasFocus() and self._field.isModified()):
            self._field.setText(held)

    def _keep(self) -> None:
        if not self._field.isModified():
            return
        self._field.setModified(False)
        try:
            mm = read_mm(self._field.text())
        except UserError as error:
            self._workspace.problem.emit(str(error))
            mm = None
        if mm is None:
            self.refresh()
        else:
            self._workspace.do(chart_settings.set_spacing_mm, mm)
