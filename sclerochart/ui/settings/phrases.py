"""The clinic's phrases for notes, in the order of their keys."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sclerochart.store import findings
from sclerochart.ui import theme
from sclerochart.ui.settings.details import card
from sclerochart.ui.workspace import Workspace

MOST = 9
_SAID = "One key, 1 to 9, puts a phrase into a note on the chart. An empty line takes its phrase away."


class Phrases(QWidget):
    """Nine lines; each is kept when it is left or Enter is pressed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        frame, column = card("Phrases for notes", _SAID, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.S)
        grid.setVerticalSpacing(theme.XS)
        self._lines: list[QLineEdit] = []
        for number in range(1, MOST + 1):
            line = QLineEdit(frame)
            line.setObjectName(f"phrase-{number}-text")
            line.setAccessibleName(f"Phrase {number}")
            line.setMinimumHeight(theme.TOUCH)
            line.setMaxLength(200)
            line.editingFinished.connect(self._keep)
            key = QLabel(str(number), frame)
            key.setBuddy(line)
            theme.mark(key, role="soft")
            grid.addWidget(key, number, 0)
            grid.addWidget(line, number, 1)
            self._lines.append(line)
        column.addLayout(grid)

    def refresh(self) -> None:
        """Show what the store holds, unless a line is being typed."""
        texts = [each.text for each in findings.phrases(self._workspace.db)]
        for number, line in enumerate(self._lines):
            held = texts[number] if number < len(texts) else ""
            if line.text() != held and not (line.hasFocus() and line.isModified()):
                line.setText(held)

    def _keep(self) -> None:
        for line in self._lines:
            line.setModified(False)
        held = [each.text for each in findings.phrases(self._workspace.db)]
        typed = [line.text().strip() for line in self._lines]
        wanted = [each for each in typed if each] + held[MOST:]
        if wanted != held:
            self._workspace.do(findings.set_phrases, wanted)
