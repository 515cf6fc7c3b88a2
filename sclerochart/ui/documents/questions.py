"""A question about the aftercare rules as a person answers it: a choice, a number of days, who approved and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.aftercare import Question, approval, check_answer, read_approval
from sclerochart.domain.aftercare_words import capital
from sclerochart.domain.errors import UserError
from sclerochart.domain.patient_rules import read_birth_date as read_day
from sclerochart.ui import theme

_DAY_WIDTH = 190
_EARLIEST = date(2000, 1, 1)
"""A year of two digits that is to come is read as one of the last century."""


@dataclass(frozen=True, slots=True)
class Approver:
    """What an approval is proposed with: who is at work, "" for no proposal, and what day it is."""

    name: str
    today: date


class QuestionField(QWidget):
    """One question; what is wrong with its answer is said below it."""

    answered = Signal(str, str)
    """The question's key and a checked answer."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setObjectName(f"question-{question.key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        self.prompt = QLabel(question.prompt, self, wordWrap=True)
        column.addWidget(self.prompt)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.S)
        column.addLayout(self.row)
        self.wrong = QLabel(self, wordWrap=True)
        theme.mark(self.wrong, role="caption")
        self.wrong.hide()
        column.addWidget(self.wrong)

    def value(self) -> str:
        """The checked answer, or "" while there is none."""
        raise NotImplementedError

    def show_answer(self, answer: str) -> None:
        """Show what is kept, unless a person is typing here."""
        raise NotImplementedError

    def say_open(self) -> None:
        """Say under the question that it still waits."""
        self.wrong.setText("Still to answer.")
        self.wrong.setVisible(not self.value())

    def say_wrong(self, sentence: str) -> None:
        """Say what is wrong with what is typed; nothing with ""."""
        self.wrong.setText(sentence.removesuffix(" Nothing was changed."))
        self.wrong.setVisible(bool(sentence))

    def line(self, name: str, spoken: str) -> QLineEdit:
        """A line to type into, in the question's row."""
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(spoken)
        made.textEdited.connect(self._type)
        made.editingFinished.connect(self._finish)
        self.row.addWidget(made)
        return made

    def _type(self, typed: str) -> None:
        raise NotImplementedError

    def _finish(self) -> None:
        raise NotImplementedError


class ChoiceField(QuestionField):
    """The answers on offer, and another number of days; none is chosen beforehand."""

    def __init__(self, question: Question, answer: str = "", parent: QWidget | None = None) -> None:
        super().__init__(question, parent)
        self._choices: dict[str, QPushButton] = {}
        self._typed: QLineEdit | None = None
        group = QButtonGroup(self)
        for choice in question.choices:
            button = QPushButton(capital(choice.words), self)
            button.setObjectName(f"answer-{question.key}-{choice.value}")
            button.setAccessibleName(f"{question.prompt} {choice.words}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            theme.mark(button, kind="choice")
            letters = QFontMetrics(theme.font(bold=True)).horizontalAdvance(button.text())
            button.setMinimumWidth(letters + 2 * theme.L + 4)  # room for its bolder letters once it is chosen
            button.clicked.connect(lambda _=False, value=choice.value: self._choose(value))
            group.addButton(button)
            self.row.addWidget(button)
            self._choices[choice.value] = button
        if question.kind == "days":
            self._typed = self.line(f"answer-{question.key}", question.prompt)
            self._typed.setPlaceholderText("another number" if question.choices else "days")
            self._typed.setMaximumWidth(150)
            self.prompt.setBuddy(self._typed)
            self.row.addWidget(QLabel("days", self))
        self.row.addStretch(1)
        for first in (*self._choices.values(), *([self._typed] if self._typed else []))[:1]:
            self.setFocusProxy(first)
        self.show_answer(answer)

    def value(self) -> str:
        for value, button in self._choices.items():
            if button.isChecked():
                return value
        try:
            return check_answer(self.question, self._typed.text()) if self._typed and self._typed.text() else ""
        except UserError:
            return ""

    def show_answer(self, answer: str) -> None:
        if self._typed is not None and self._typed.hasFocus():
            return
        self._check(answer)
        if self._typed is not None:
            self._typed.setText("" if answer in self._choices else answer)

    def _check(self, value: str) -> None:
        group = self.findChild(QButtonGroup)
        if group is not None:
            group.setExclusive(False)
            for own, button in self._choices.items():
                button.setChecked(own == value)
            group.setExclusive(True)

    def _choose(self, value: str) -> None:
        if self._typed is not None:
            self._typed.clear()
        self.wrong.hide()
        self.answered.emit(self.question.key, value)

    def _type(self, typed: str) -> None:
        self._check("")
        try:
            check_answer(self.question, typed)
        except UserError as error:
            self.say_wrong(str(error) if typed.strip() else "")
            return
        self.wrong.hide()

    def _finish(self) -> None:
        if self._typed is not None and self._typed.text() and self.value():
            self.answered.emit(self.question.key, self.value())


class ApprovalField(QuestionField):
    """Who approves, and on what day; nobody does with only one of the two, nor on a day to come. A proposal that is
    out of sight, further down in a dialog, has not been read and is no answer yet."""

    def __init__(
        self, question: Question, answer: str = "", parent: QWidget | None = None, *, approver: Approver
    ) -> None:
        super().__init__(question, parent)
        self._approver = approver
        self._shown: str | None = None
        self._proposed: tuple[str, str] | None = None
        self._name = self.line(f"answer-{question.key}", "Who approves these instructions")
        self._name.setPlaceholderText("name")
        self._day = self.line(f"answer-{question.key}-date", "Date of the approval")
        self._day.setPlaceholderText("date")
        self._day.setFixedWidth(_DAY_WIDTH)
        self.prompt.setBuddy(self._name)
        self.setFocusProxy(self._name)
        self.show_answer(answer)

    def value(self) -> str:
        day = read_day(self._day.text(), today=self._approver.today)
        if day is None or not _EARLIEST <= day <= self._approver.today:
            return ""
        if self._only_proposed() and self.visibleRegion().boundingRect().height() < self._name.geometry().bottom():
            return ""
        made = approval(self._name.text(), day)
        return made if read_approval(made) is not None else ""

    def show_answer(self, answer: str) -> None:
        if answer == self._shown or self._name.hasFocus() or self._day.hasFocus():
            return  # what is typed in only one of the two stays
        self._shown = answer
        found = read_approval(answer)
        if found is not None:
            name, day = found[0], text.day_month(found[1])
        else:  # kept without a day, or nothing kept yet
            name = answer or self._approver.name
            day = text.day_month(self._approver.today) if self._approver.name else ""
        self._name.setText(name)
        self._day.setText(day)
        self._proposed = None if found else (name, day)

    def say_open(self) -> None:
        super().say_open()
        if self._only_proposed() and all(self._proposed or ()):
            self.wrong.setText("Check the name and the date, then press again.")

    def _only_proposed(self) -> bool:
        return self._proposed == (self._name.text(), self._day.text())

    def _type(self, _typed: str) -> None:
        day = read_day(self._day.text(), today=self._approver.today)
        if self._day.text().strip() and day is None:
            self.say_wrong("Write the date as 2 November 2026.")
        elif day is not None and day > self._approver.today:
            self.say_wrong(f"{text.day_month(day)} is still to come. Give the day of the approval.")
        elif day is not None and day < _EARLIEST:
            self.say_wrong(f"{text.day_month(day)} is long ago. Write the year with four digits.")
        else:
            self.say_wrong("")

    def _finish(self) -> None:
        typed = self._name.isModified() or self._day.isModified()
        if typed and self.value():
            self.answered.emit(self.question.key, self.value())


def fields(
    questions: tuple[Question, ...], answers: Mapping[str, str], parent: QWidget, *, approver: Approver
) -> list[QuestionField]:
    """A field for each question with what is kept already."""
    return [
        ApprovalField(question, answers.get(question.key, ""), parent, approver=approver)
        if question.kind == "approval"
        else ChoiceField(question, answers.get(question.key, ""), parent)
        for question in questions
    ]
