"""Which aftercare rules the clinic uses, and what it settled about them."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from sclerochart.domain import text
from sclerochart.domain.aftercare import open_questions, questions
from sclerochart.domain.protocol import Protocol, shipped_protocols
from sclerochart.store import clinic
from sclerochart.ui import theme
from sclerochart.ui.documents.questions import Approver, QuestionField, fields
from sclerochart.ui.settings.details import card
from sclerochart.ui.workspace import Workspace

_SAID = (
    "The leaflet is made from these rules, with the dates of each treatment. They are starting points: read one "
    "through on a leaflet before you approve it."
)


class AftercareRules(QWidget):
    """The choice of rules, each of their questions with the clinic's answer, and who approved them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown = ""
        self._fields: list[QuestionField] = []
        frame, self._column = card("Aftercare rules", _SAID, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._choice = QComboBox(frame)
        self._choice.setObjectName("protocol-choice")
        self._choice.setAccessibleName("Aftercare rules")
        self._choice.setPlaceholderText("Choose the rules to start from")
        self._choice.setMinimumContentsLength(24)
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for protocol in shipped_protocols().values():
            self._choice.addItem(protocol.title, protocol.id)
        self._choice.activated.connect(self._choose)
        self._state = QLabel(frame, wordWrap=True)
        self._state.setObjectName("protocol-state")
        theme.mark(self._state, role="soft")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(theme.M)
        self._column.addWidget(self._choice)
        self._column.addWidget(self._state)
        self._column.addLayout(self._questions)

    def refresh(self) -> None:
        """Show the chosen rules and the answers that the store holds."""
        chosen = clinic.get(self._workspace.db).protocol_id
        protocol = shipped_protocols().get(chosen)
        self._choice.setCurrentIndex(self._choice.findData(chosen))
        answers = clinic.answers(self._workspace.db, chosen)
        if chosen != self._shown:
            self._shown = chosen
            self._show_questions(protocol, answers)
        for field in self._fields:
            field.show_answer(answers.get(field.question.key, ""))
        if protocol is None:
            self._state.setText("None chosen yet; a leaflet asks for it.")
            return
        left = len(open_questions(protocol, answers))
        still = f"{text.count(left, 'question')} still open; the first leaflet asks."
        self._state.setText(still if left else "Everything is settled; leaflets can be printed.")

    def _show_questions(self, protocol: Protocol | None, answers: dict[str, str]) -> None:
        for old in self._fields:
            self._questions.removeWidget(old)
            Shiboken.delete(old)
        nobody = Approver("", self._workspace.db.clock().local_date())  # what stands here is kept
        self._fields = fields(questions(protocol), answers, self, approver=nobody) if protocol else []
        for field in self._fields:
            field.answered.connect(self._answer)
            self._questions.addWidget(field)

    def _choose(self, index: int) -> None:
        chosen = str(self._choice.itemData(index))
        own = clinic.get(self._workspace.db)
        if chosen != own.protocol_id:
            self._workspace.do(clinic.edit, replace(own, protocol_id=chosen))

    def _answer(self, key: str, value: str) -> None:
        if clinic.answers(self._workspace.db, self._shown).get(key) != value:
            self._workspace.do(clinic.set_answers, self._shown, {key: value})
