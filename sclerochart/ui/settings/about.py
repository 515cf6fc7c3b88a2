"""What the program is and is not for, its version, and whose work is in it."""

from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from sclerochart import __version__, assets
from sclerochart.domain.purpose import NO_WARRANTY, PURPOSE
from sclerochart.ui import theme
from sclerochart.ui.settings.details import card


class About(QWidget):
    """A card at the end of the settings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, column = card(f"About sclerochart {__version__}", PURPOSE, self)
        warranty = QLabel(NO_WARRANTY, frame, wordWrap=True)
        theme.mark(warranty, role="soft")
        column.addWidget(warranty)
        button = QPushButton("Licences", frame)
        button.setObjectName("licences")
        button.clicked.connect(self._show_licences)
        column.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _show_licences(self) -> None:
        dialog = QDialog(self.window())
        dialog.setObjectName("licences-dialog")
        dialog.setWindowTitle("Licences")
        dialog.resize(820, 560)
        text = QPlainTextEdit(assets.read_text("licences/NOTICES.txt"), dialog)
        text.setObjectName("licences-text")
        text.setAccessibleName("Licences of the work of others")
        text.setReadOnly(True)
        close = QPushButton("Close", dialog)
        close.setObjectName("licences-close")
        close.clicked.connect(dialog.accept)
        column = QVBoxLayout(dialog)
        column.addWidget(text, 1)
        column.addWidget(close)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
