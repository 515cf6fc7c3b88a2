"""Saying what a photo shows: phase, leg and view, for a batch to come and for photos that are there."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sclerochart.domain import text
from sclerochart.domain.photo import Phase, Photo
from sclerochart.store import journal
from sclerochart.ui import icons, theme
from sclerochart.ui.photos import words


class BatchFields(QWidget):
    """What the photos that are added next show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = _picker("batch-phase", "Phase of new photos", words.PHASE_WORDS)
        self._leg = _picker("batch-leg", "Leg of new photos", words.LEG_WORDS)
        self._view = _picker("batch-view", "View of new photos", words.VIEW_WORDS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        label = QLabel("New photos:")
        label.setProperty("role", "soft")
        row.addWidget(label)
        for field in (self._phase, self._leg, self._view):
            row.addWidget(field)

    @property
    def phase(self) -> Phase:
        """Before, during or after."""
        return cast(Phase, self._phase.currentData())

    @property
    def leg(self) -> str:
        """Both, right or left."""
        return str(self._leg.currentData())

    @property
    def view(self) -> str:
        """One of the views of a photo."""
        return str(self._view.currentData())

    def show_values(self, *, phase: str, leg: str, view: str) -> None:
        """Choose these."""
        for field, value in ((self._phase, phase), (self._leg, leg), (self._view, view)):
            field.setCurrentIndex(field.findData(value))


def _picker(name: str, spoken: str, choices: Mapping[str, str]) -> QComboBox:
    field = QComboBox()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setToolTip(spoken)
    for value, shown in choices.items():
        field.addItem(shown, value)
    return field


class PhotoPanel(QFrame):
    """What is said about the chosen photos, and what can be done with them."""

    described = Signal(dict)
    """{"phase": …} or {"leg": …} or {"view": …}"""
    noted = Signal(str, str)
    """The note's text, and a fold that stays the same for one stay in the field."""
    compared = Signal()
    copied = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo-panel")
        self.setProperty("role", "card")
        self.setFixedWidth(312)
        self._title = QLabel()
        self._title.setObjectName("photo-title")
        self._title.setProperty("role", "section")
        self._facts = _soft("photo-facts")
        self._why_not = _soft("photo-why-not")
        self._groups = {
            "phase": _Choices("photo-phase", words.PHASE_WORDS, columns=3),
            "leg": _Choices("photo-leg", {"both": "Both", "right": "Right", "left": "Left"}, columns=3),
            "view": _Choices("photo-view", words.VIEW_WORDS, columns=2),
        }
        self._note = _NoteField()
        self._note.textEdited.connect(lambda typed: self.noted.emit(typed, self._note.fold))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        column.setSpacing(theme.S)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(self._why_not)
        for name, group in self._groups.items():
            group.picked.connect(lambda value, name=name: self.described.emit({name: value}))
            column.addWidget(group)
        column.addWidget(self._note)
        column.addStretch(1)
        self._copy = _button("save-photo-copy", "Save a copy…", "download", self.copied)
        self._copy.setToolTip("Saves a JPEG without date, place or camera in it")
        self._remove = _button("remove-photos", "Remove", "trash-2", self.removed)
        self._compare = _button("compare-chosen", "Compare", "columns-2", self.compared)
        column.addWidget(self._compare)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(self._copy, 1)
        row.addWidget(self._remove, 1)
        column.addLayout(row)

    def show_photos(self, photos: Sequence[Photo], *, locked: str) -> None:
        """Show what is said about these; `locked` says why it cannot be changed, or is empty."""
        one = photos[0] if len(photos) == 1 else None
        self._title.setText(words.date(one) if one else f"{text.count(len(photos), 'photo')} chosen")
        self._facts.setText(_facts(one) if one else "What you change here changes all of them.")
        self._facts.setVisible(one is not None or not locked)
        self._why_not.setText(locked)
        self._why_not.setVisible(bool(locked))
        for name, group in self._groups.items():
            group.show_values({getattr(photo, name) for photo in photos})
            group.setEnabled(not locked)
        self._note.setVisible(one is not None)
        self._note.setReadOnly(bool(locked))
        if one and self._note.text() != one.note:
            self._note.setText(one.note)
        self._copy.setVisible(one is not None)
        self._remove.setEnabled(not locked)
        self._compare.setEnabled(len(photos) <= 2)
        self._compare.setText("Compare these two" if len(photos) == 2 else "Compare with the first")


class _NoteField(QLineEdit):
    """A note; one stay in the field is one step of undo."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("photo-note")
        self.setAccessibleName("Note on this photo")
        self.setPlaceholderText("Note")
        self.fold = journal.new_id()

    def focusInEvent(self, event: object) -> None:
        self.fold = journal.new_id()
        super().focusInEvent(event)  # type: ignore[arg-type]


class _Choices(QWidget):
    """Buttons of which one is down; none when the chosen photos differ."""

    picked = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str], *, columns: int) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.XS)
        self._buttons: dict[str, QPushButton] = {}
        for number, (value, shown) in enumerate(choices.items()):
            button = QPushButton(shown)
            button.setObjectName(f"{name}-{value}")
            button.setAccessibleName(f"{name.removeprefix('photo-').capitalize()}: {shown}")
            button.setProperty("kind", "choice")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, value=value: self.picked.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            grid.addWidget(button, number // columns, number % columns)

    def show_values(self, values: set[str]) -> None:
        """Press the button of the one value; with several, none."""
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(values == {value})
        self._group.setExclusive(True)


def _facts(photo: Photo) -> str:
    kind = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WebP", "heic": "HEIC"}.get(photo.kind, photo.kind)
    if photo.byte_count < 1_000_000:
        size = f"{-(-photo.byte_count // 1000)} kB"
    else:
        size = f"{text.decimal(photo.byte_count // 100_000, 1, at_least=1)} MB"
    clock = text.clock(photo.at.local()) if photo.timed else "Time not in the file"
    return f"{clock} · {photo.width} × {photo.height} · {kind}, {size}"


def _soft(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "caption")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _button(name: str, shown: str, icon: str, pressed: object) -> QPushButton:
    button = QPushButton(shown)
    button.setObjectName(name)
    button.clicked.connect(lambda: pressed.emit())  # type: ignore[attr-defined]
    icons.dress(button, icon)
    return button
