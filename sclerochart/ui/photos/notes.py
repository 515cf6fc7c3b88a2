"""Which files were not added, and why: a sentence each, until it is put away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.ui import icons, theme
from sclerochart.ui.photos.importing import MOST_SENTENCES


class ImportNotes(QFrame):
    """Shows itself when there are more sentences than the message bar can hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-notes")
        self.setProperty("role", "notice")
        self._title = QLabel()
        self._sentences = QLabel()
        self._sentences.setObjectName("import-sentences")
        self._sentences.setTextFormat(Qt.TextFormat.PlainText)
        self._sentences.setWordWrap(True)
        self._sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._sentences)
        scroll.setMaximumHeight(120)
        scroll.viewport().setAutoFillBackground(False)
        self._sentences.setAutoFillBackground(False)
        away = QPushButton()
        away.setObjectName("dismiss-import-notes")
        away.setAccessibleName("Put this list away")
        away.setProperty("kind", "quiet")
        icons.dress(away, "x")
        away.clicked.connect(self.clear)
        column = QVBoxLayout()
        column.setSpacing(theme.XS)
        column.addWidget(self._title)
        column.addWidget(scroll)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        row.addLayout(column, 1)
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show a sentence for each file that was not added; few of them go to the message bar instead."""
        if len(sentences) > MOST_SENTENCES:
            self._title.setText(f"{text.count(len(sentences), 'file')} were not added:")
            self._sentences.setText("\n".join(sentences))
            self.show()

    def clear(self) -> None:
        """Put the list away."""
        self.hide()
