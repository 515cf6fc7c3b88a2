"""A quiet question while a patient is typed in: is this somebody who is already here?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from sclerochart.domain import text
from sclerochart.domain.people import Patient
from sclerochart.ui import theme

_MOST, _LONGEST = 3, 60


class DuplicateQuestion(QFrame):
    """Names who it may be; never stands in the way."""

    patient_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("probable-duplicates")
        self.setProperty("role", "notice")
        self._asked: list[Patient] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._column.addWidget(self._words)
        self._buttons: list[QPushButton] = []
        self.hide()

    def ask(self, people: list[Patient]) -> None:
        """Ask about these people, or say nothing."""
        if people == self._asked:
            return
        self._asked = people
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(one) for one in people[:_MOST]]
        more = f" and {text.count(len(people) - _MOST, 'other')}" if len(people) > _MOST else ""
        self._words.setText(f"Is this somebody who is already here{more}? If not, go on.")
        self.setVisible(bool(people))

    def _button(self, one: Patient) -> QPushButton:
        parts = [one.list_name]
        if one.birth_date:
            parts.append(f"born {text.short_date(one.birth_date)}")
        if one.record_number:
            parts.append(f"no. {one.record_number}")
        words = "  ·  ".join(parts)
        short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        button = QPushButton(f"Open {short}".replace("&", "&&"))
        button.setAccessibleName(f"Open {words}")
        button.setToolTip(words if short != words else "")
        button.clicked.connect(lambda: self.patient_opened.emit(one.id))
        self._column.addWidget(button)
        return button
