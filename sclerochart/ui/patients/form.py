"""A patient's details to type into, with a word beside a field that needs a second look."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sclerochart.domain import patient_rules, text
from sclerochart.domain.new_patient import fields_of
from sclerochart.domain.people import Patient, age_on
from sclerochart.domain.typed import tidy
from sclerochart.ui import theme

# name of the field in Patient, label, hint, row, column, columns wide, lines
_FIELDS = (
    ("family_name", "Family name", "", 0, 0, 2, 1),
    ("given_name", "Given name", "", 0, 2, 2, 1),
    ("birth_date", "Date of birth", "3/4/71, 3 Apr 1971 …", 1, 0, 2, 1),
    ("record_number", "Record number", "", 1, 2, 1, 1),
    ("nhs_number", "NHS number", "", 1, 3, 1, 1),
    ("phone", "Telephone", "", 2, 0, 2, 1),
    ("email", "Email", "", 2, 2, 2, 1),
    ("address", "Address", "", 3, 0, 4, 1),
    ("allergies", "Allergies", "Shown on every page of this patient", 4, 0, 2, 2),
    ("alerts", "Alerts", "For example on a blood thinner. Shown on every page", 4, 2, 2, 2),
    ("notes", "Notes", "", 5, 0, 4, 2),
)
_NAMELESS = "A family name or a given name is needed."
_PAUSE_MS = 700

Field = QLineEdit | QPlainTextEdit


class PatientForm(QWidget):
    """Fields for one patient."""

    typed = Signal(str)
    """After every keystroke, with the fold of the focus it belongs to."""
    rested = Signal()
    """After a pause in typing, or on leaving a field."""
    entered = Signal()
    """Return was pressed in a field of one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient-form")
        self.setAccessibleName("Patient details")
        self._shown: dict[str, str] = {}
        self._fold = secrets.token_hex(8)
        self._showing = False
        self._born: date | None = None  # what stays while the text of the field is no date
        self._treated: date | None = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._rest)
        self._fields: dict[str, Field] = {}
        self._words: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        for name, title, hint, row, column, wide, lines in _FIELDS:
            grid.addLayout(self._cell(name, title, hint, lines), row, column, 1, wide)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.setTabOrder(self._fields["family_name"], self._fields["given_name"])

    def _cell(self, name: str, title: str, hint: str, lines: int) -> QVBoxLayout:
        field: Field = QLineEdit() if lines == 1 else QPlainTextEdit()
        field.setObjectName(name.replace("_", "-"))
        field.setAccessibleName(title)
        field.setPlaceholderText(hint)
        field.installEventFilter(self)
        field.textChanged.connect(lambda: self._typing(name))
        if isinstance(field, QPlainTextEdit):
            field.setFixedHeight(theme.TOUCH + 24)
            field.setTabChangesFocus(True)
        label = QLabel(title)
        label.setBuddy(field)
        theme.mark(label, role="caption")
        words = QLabel()
        words.setObjectName(f"{name.replace('_', '-')}-words")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        theme.mark(words, role="caption")
        words.hide()
        self._fields[name], self._words[name] = field, words
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in (label, field, words):
            column.addWidget(widget)
        column.addStretch(1)
        return column

    @property
    def fold(self) -> str:
        """Steps of one focus of one field are undone together."""
        return self._fold

    def field(self, name: str) -> Field:
        """The widget of a field of Patient."""
        return self._fields[name]

    def show_patient(self, patient: Patient, *, treated: date | None) -> None:
        """Show what the store holds, `treated` for the first time on that day; a date of birth that cannot be kept
        stays there to be mended."""
        self._treated = treated
        kept = fields_of(patient)
        for name, field in self._fields.items():
            value, shown = getattr(patient, name), kept.get(name, "")
            to_mend = name == "birth_date" and value == self._born and bool(self._birth_date().problem)
            if not to_mend and _text(field) != shown and self._means(name) != value:
                self._set(name, shown)
            self._judge(name)
        self._born = patient.birth_date

    def start(self, texts: Mapping[str, str]) -> None:
        """Begin a new patient with these texts, by the name of the field in Patient; go to the first empty one."""
        for name in self._fields:
            self._set(name, texts.get(name, ""))
        self._pause.stop()
        first = next((name for name, *_ in _FIELDS if not texts.get(name)), "family_name")
        self._fields[first].setFocus()

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by the name of the field in Patient; empty ones are left out."""
        return {name: _text(field) for name, field in self._fields.items() if _text(field).strip()}

    def read(self, base: Patient) -> Patient:
        """`base` with everything that was typed and can be kept; the rest stays as it was."""
        values = {name: _text(field).strip() for name, field in self._fields.items() if name != "birth_date"}
        if not values["family_name"] and not values["given_name"]:
            values.update(family_name=base.family_name, given_name=base.given_name)
        typed = self._birth_date()
        return replace(base, **values, birth_date=self._born if typed.problem else typed.day)

    def problem(self) -> str:
        """The first thing that cannot be kept, in a sentence; "" when all is well."""
        if not _text(self._fields["family_name"]).strip() and not _text(self._fields["given_name"]).strip():
            return _NAMELESS
        return self._birth_date().problem

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._fold = secrets.token_hex(8)
            if not self._birth_date().problem:
                self._born = self._birth_date().day
        elif event.type() == QEvent.Type.FocusOut:
            self._rest()
            for name in self._fields:
                self._judge(name)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            one_line = isinstance(watched, QLineEdit)
            if one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _typing(self, name: str) -> None:
        if self._showing:
            return
        self._tidy(name)
        if _text(self._fields[name]) == self._shown.get(name, ""):
            return
        self._shown[name] = _text(self._fields[name])
        self._pause.start()
        self._judge(name)
        self.typed.emit(self._fold)

    def _tidy(self, name: str) -> None:
        """Take out what was pasted and cannot be seen; the cursor stays between its letters."""
        field = self._fields[name]
        words, lines = _text(field), isinstance(field, QPlainTextEdit)
        clean = tidy(words, lines=lines)
        if clean == words:
            return
        place = field.cursorPosition() if isinstance(field, QLineEdit) else field.textCursor().position()
        place = len(tidy(words[:place], lines=lines))
        self._showing = True
        _set_text(field, clean)
        self._showing = False
        if isinstance(field, QLineEdit):
            field.setCursorPosition(place)
        else:
            cursor = field.textCursor()
            cursor.setPosition(min(place, len(clean)))
            field.setTextCursor(cursor)

    def _rest(self) -> None:
        self._pause.stop()
        self.rested.emit()

    def _set(self, name: str, words: str) -> None:
        """Let these words stand in a field, without their being typed."""
        self._showing = True
        _set_text(self._fields[name], tidy(words, lines=isinstance(self._fields[name], QPlainTextEdit)))
        self._showing = False
        self._shown[name] = _text(self._fields[name])
        self._judge(name)

    def _birth_date(self) -> patient_rules.BirthDate:
        return patient_rules.check_birth_date(_text(self._fields["birth_date"]))

    def _means(self, name: str) -> object:
        typed = _text(self._fields[name])
        return patient_rules.read_birth_date(typed) if name == "birth_date" else typed

    def _judge(self, name: str) -> None:
        typed = _text(self._fields[name])
        said = ""
        if name == "nhs_number":
            said = patient_rules.nhs_number_hint(typed) if len(typed.strip()) > 9 or not self._typing_in(name) else ""
        elif name == "birth_date":
            found = patient_rules.check_birth_date(typed, treated=self._treated)
            said = found.hint or (found.problem if not self._typing_in(name) else "")
            if found.day and not found.hint:
                said = f"{text.long_date(found.day)}, {text.count(age_on(found.day, date.today()), 'year')} old"
        words = self._words[name]
        words.setText(said)
        words.setVisible(bool(said))

    def _typing_in(self, name: str) -> bool:
        return self._fields[name].hasFocus() and self._pause.isActive()

    def judge_all(self) -> None:
        """Show every hint and problem, also of the field that has the focus."""
        self._pause.stop()
        for name in self._fields:
            self._judge(name)


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _set_text(field: Field, words: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(words)
        field.setCursorPosition(len(words) if field.hasFocus() else 0)
    else:
        field.setPlainText(words)
