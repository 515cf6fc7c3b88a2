"""The row above the photos, and what stands in their place while there are none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from sclerochart.ui import icons, theme
from sclerochart.ui.photos.describe import BatchFields


class PhotoBar(QWidget):
    """What new photos show and the button that adds them; which photos are listed; the way to the comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batch = BatchFields()
        self.add = QPushButton("Add photos…")
        self.add.setObjectName("import-photos")
        self.add.setAccessibleName("Add photos")
        self.add.setProperty("kind", "primary")
        self.add.setToolTip("Choose files; or drop them anywhere on this page")
        icons.dress(self.add, "plus", "on_accent")
        self.only_this = _toggle("photos-of-session")
        self.every = _toggle("photos-of-patient")
        self.only_this.setChecked(True)
        which = QButtonGroup(self)
        which.addButton(self.only_this)
        which.addButton(self.every)
        self.compare = QPushButton("Compare")
        self.compare.setObjectName("compare-photos")
        self.compare.setAccessibleName("Compare photos")
        self.compare.setToolTip("Two chosen photos, or the first and the newest of the same leg and view (C)")
        icons.dress(self.compare, "columns-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(self.batch)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.only_this)
        row.addWidget(self.every)
        row.addSpacing(theme.S)
        row.addWidget(self.compare)

    def show_counts(self, in_session: int, of_patient: int) -> None:
        """How many photos there are of either kind."""
        self.only_this.setText(f"This session ({in_session})")
        self.every.setText(f"All sessions ({of_patient})")


class FixedNotice(QWidget):
    """Why nothing can be changed here, and the one press that continues a draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setObjectName("photos-fixed")
        self._words.setProperty("role", "soft")
        self._words.setWordWrap(True)
        self.proceed = QPushButton("Continue this draft")
        self.proceed.setObjectName("continue-photos")
        self.proceed.setAccessibleName("Continue this draft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.M)
        row.addWidget(self._words, 1)
        row.addWidget(self.proceed)

    def show_why(self, words: str, *, can_go_on: bool) -> None:
        """Say why; without words there is nothing to see."""
        self._words.setText(words)
        self.proceed.setVisible(can_go_on)
        self.setVisible(bool(words))


class EmptyState(QFrame):
    """Says that there are no photos, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._words = QLabel()
        self._words.setObjectName("photos-empty")
        self._words.setProperty("role", "soft")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("images", "edge", size=48, scale=2.0))
        column = QVBoxLayout(self)
        column.addStretch(1)
        for label in (picture, self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(2)

    def say(self, title: str, words: str) -> None:
        """Show these."""
        self._title.setText(title)
        self._words.setText(words)


def _toggle(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("kind", "choice")
    button.setCheckable(True)
    return button
