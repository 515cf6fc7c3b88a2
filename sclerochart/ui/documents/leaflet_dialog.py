"""What the clinic settles once, before its first leaflet: telephone, which rules, what they leave open, approval."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

from sclerochart.domain import text
from sclerochart.domain.aftercare import open_questions
from sclerochart.domain.protocol import shipped_protocols
from sclerochart.store import clinic
from sclerochart.ui import theme
from sclerochart.ui.documents.questions import Approver, QuestionField, fields
from sclerochart.ui.workspace import Workspace

_SETTLE_MS = 20


def needed(workspace: Workspace) -> bool:
    """Whether anything is still to be settled before a leaflet can be printed."""
    own = clinic.get(workspace.db)
    protocol = shipped_protocols().get(own.protocol_id)
    return (
        not own.phone or protocol is None or bool(open_questions(protocol, clinic.answers(workspace.db, protocol.id)))
    )


class LeafletDialog(QDialog):
    """Asks for what is missing and keeps it; accepted once nothing is missing any more."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leaflet-questions")
        self.setWindowTitle("Before the first leaflet")
        self._workspace = workspace
        self._clinic = clinic.get(workspace.db)
        self._protocol_id = self._clinic.protocol_id if self._clinic.protocol_id in shipped_protocols() else ""
        self._fields: list[QuestionField] = []
        self._lay_out()
        self._show_questions()
        self.setMinimumWidth(740)
        self.resize(760, 680 if not self._protocol_id or len(self._fields) > 2 else 460)

    def _lay_out(self) -> None:
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self._column.setSpacing(theme.L)
        title = QLabel("Before the first leaflet", inner)
        theme.mark(title, role="title")
        self._column.addWidget(title)
        said = QLabel(
            "These are answered once and used by every leaflet. They can be changed at any time in the settings.",
            inner,
            wordWrap=True,
        )
        theme.mark(said, role="soft")
        self._column.addWidget(said)
        self._phone = self._line("leaflet-phone", "The clinic’s telephone, for patients with a question")
        self._out_of_hours = self._line(
            "leaflet-out-of-hours", "A number for when the clinic is closed (may stay empty)"
        )
        if not self._clinic.phone:
            self._add_line(self._phone)
            self._add_line(self._out_of_hours)
        self._phone.setText(self._clinic.phone)
        self._out_of_hours.setText(self._clinic.out_of_hours)
        if not self._protocol_id:
            self._add_protocols(inner)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(theme.L)
        self._column.addLayout(self._questions)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        self._missing = QLabel(self, wordWrap=True)
        self._missing.setObjectName("leaflet-missing")
        theme.mark(self._missing, role="soft")
        later = QPushButton("Later", self)
        later.setObjectName("leaflet-later")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        keep = QPushButton("Keep and show the leaflet", self)
        keep.setObjectName("leaflet-keep")
        keep.setDefault(True)
        theme.mark(keep, kind="primary")
        keep.clicked.connect(self.keep)
        row = QHBoxLayout()
        row.setContentsMargins(theme.XL, theme.S, theme.XL, theme.M)
        row.addWidget(self._missing, 1)
        row.addWidget(later)
        row.addWidget(keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(row)

    def _line(self, name: str, spoken: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        field.hide()
        return field

    def _add_line(self, field: QLineEdit) -> None:
        pair = QVBoxLayout()
        pair.setSpacing(theme.XS)
        label = QLabel(field.accessibleName(), self)
        label.setBuddy(field)
        pair.addWidget(label)
        pair.addWidget(field)
        field.show()
        self._column.addLayout(pair)

    def _add_protocols(self, inner: QWidget) -> None:
        self._column.addWidget(QLabel("Which aftercare rules does this clinic start from?", inner))
        pair = QVBoxLayout()
        pair.setSpacing(0)
        group = QButtonGroup(self)
        for protocol in shipped_protocols().values():
            choice = QRadioButton(protocol.title, inner)
            choice.setObjectName(f"protocol-{protocol.id}")
            choice.clicked.connect(lambda _=False, chosen=protocol.id: self._choose_protocol(chosen))
            group.addButton(choice)
            pair.addWidget(choice)
        self._column.addLayout(pair)

    def _choose_protocol(self, protocol_id: str) -> None:
        self._protocol_id = protocol_id
        self._show_questions()
        if self._fields:
            first = self._fields[0]
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first, 0, first.height()))

    def _show_questions(self) -> None:
        for old in self._fields:
            self._questions.removeWidget(old)
            Shiboken.delete(old)
        self._fields = []
        if not self._protocol_id:
            return
        db = self._workspace.db
        answers = clinic.answers(db, self._protocol_id)
        approver = Approver(clinic.practitioner(db, db.author).name, db.clock().local_date())
        asked = open_questions(shipped_protocols()[self._protocol_id], answers)
        for field in fields(asked, answers, self, approver=approver):
            self._questions.addWidget(field)
            field.show()
            self._fields.append(field)

    def keep(self) -> None:
        """Keep every answer and go on; what is missing is named and waits."""
        missing = [] if self._phone.text().strip() else ["the telephone"]
        missing += [] if self._protocol_id else ["which rules"]
        for field in self._fields:
            field.say_open()
        unanswered = sum(not field.value() for field in self._fields)
        missing += [text.count(unanswered, "question")] if unanswered else []
        if missing:
            self._missing.setText(f"Still to settle: {', '.join(missing)}.")
            self._show_first_missing()
            return
        own = replace(
            clinic.get(self._workspace.db),
            phone=self._phone.text().strip(),
            out_of_hours=self._out_of_hours.text().strip(),
            protocol_id=self._protocol_id,
        )
        if own != clinic.get(self._workspace.db):
            self._workspace.do(clinic.edit, own)
        if self._fields:
            values = {field.question.key: field.value() for field in self._fields}
            self._workspace.do(clinic.set_answers, self._protocol_id, values)
        if needed(self._workspace):
            self._missing.setText("Not everything could be kept. The message in the window says why.")
            return
        self.accept()

    def _show_first_missing(self) -> None:
        """Bring the first thing that waits into sight, all of it, once its new sentence has its room."""
        waiting: list[QWidget] = [] if self._phone.text().strip() else [self._phone]
        waiting += [] if self._protocol_id else self.findChildren(QRadioButton)[:1]
        waiting += [field for field in self._fields if not field.value()]
        if waiting:
            first = waiting[0]
            first.setFocus()
            self._area.ensureWidgetVisible(first, 0, theme.XL)
            QTimer.singleShot(_SETTLE_MS, first, lambda: self._area.ensureWidgetVisible(first, 0, theme.XL))

    def done(self, result: int) -> None:
        super().done(result)
        self.deleteLater()
