"""A question about the aftercare rules as a person answers it: a choice, a number of days, who approved."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.aftercare import Question, check_answer
from sclerochart.domain.aftercare_words import capital
from sclerochart.domain.errors import UserError
from sclerochart.ui import theme


class QuestionField(QWidget):
    """One question with the answers on offer; none is chosen beforehand."""

    answered = Signal(str, str)
    """The question's key and a checked answer."""

    def __init__(self, question: Question, answer: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setObjectName(f"question-{question.key}")
        self._choices: dict[str, QPushButton] = {}
        self._typed: QLineEdit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        prompt = QLabel(question.prompt, self, wordWrap=True)
        column.addWidget(prompt)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        column.addLayout(row)
        group = QButtonGroup(self)
        for choice in question.choices:
            button = QPushButton(capital(choice.words), self)
            button.setObjectName(f"answer-{question.key}-{choice.value}")
            button.setAccessibleName(f"{question.prompt} {choice.words}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            theme.mark(button, kind="choice")
            button.clicked.connect(lambda _=False, value=choice.value: self._choose(value))
            group.addButton(button)
            row.addWidget(button)
            self._choices[choice.value] = button
        if question.kind != "choice":
            self._typed = QLineEdit(self)
            self._typed.setObjectName(f"answer-{question.key}")
            self._typed.setAccessibleName(question.prompt)
            self._typed.textEdited.connect(self._type)
            self._typed.editingFinished.connect(self._finish)
            prompt.setBuddy(self._typed)
            row.addWidget(self._typed)
            if question.kind == "days":
                self._typed.setPlaceholderText("another number" if question.choices else "days")
                self._typed.setMaximumWidth(150)
                row.addWidget(QLabel("days", self))
            else:
                self._typed.setPlaceholderText("for example: Dr Imogen Testwell, 2 November 2026")
        if question.kind != "approval":
            row.addStretch(1)
        self._wrong = QLabel(self, wordWrap=True)
        theme.mark(self._wrong, role="caption")
        self._wrong.hide()
        column.addWidget(self._wrong)
        for first in (*self._choices.values(), *([self._typed] if self._typed else []))[:1]:
            self.setFocusProxy(first)
        self.show_answer(answer)

    def value(self) -> str:
        """The checked answer, or "" while there is none."""
        for value, button in self._choices.items():
            if button.isChecked():
                return value
        try:
            return check_answer(self.question, self._typed.text()) if self._typed and self._typed.text() else ""
        except UserError:
            return ""

    def show_answer(self, answer: str) -> None:
        """Show what is kept, unless a person is typing here."""
        if self._typed is not None and self._typed.hasFocus():
            return
        self._check(answer)
        if self._typed is not None:
            self._typed.setText("" if answer in self._choices else answer)

    def say_open(self) -> None:
        """Say under the question that it still waits."""
        self._wrong.setText("Still to answer.")
        self._wrong.setVisible(not self.value())

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
        self._wrong.hide()
        self.answered.emit(self.question.key, value)

    def _type(self, typed: str) -> None:
        self._check("")
        try:
            check_answer(self.question, typed)
        except UserError as error:
            self._wrong.setText(str(error).removesuffix(" Nothing was changed."))
            self._wrong.setVisible(bool(typed.strip()))
            return
        self._wrong.hide()

    def _finish(self) -> None:
        if self._typed is not None and self._typed.text() and self.value():
            self.answered.emit(self.question.key, self.value())


def fields(questions: tuple[Question, ...], answers: Mapping[str, str], parent: QWidget) -> list[QuestionField]:
    """A field for each question with what is kept already."""
    return [QuestionField(question, answers.get(question.key, ""), parent) for question in questions]
