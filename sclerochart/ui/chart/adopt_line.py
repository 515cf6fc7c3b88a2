"""Adopting a reference line: what a label says, where that was read and how surely, and the clinic's one decision."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.products import CONFIDENCES, Product, ReferenceLine
from sclerochart.domain.session import Form
from sclerochart.ui import theme


class AdoptLineDialog(QDialog):
    """The lines that labels offer for one product and form. Nothing is chosen beforehand."""

    adopted = Signal(object)
    """An AdoptedLine."""

    def __init__(self, product: Product, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("adopt-line")
        self.setWindowTitle("Adopt a reference line")
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        column.setSpacing(theme.M)
        column.addWidget(_label(f"{product.brand}, {form}", "title"))
        column.addWidget(
            _label("The ledger shows volumes beside the line that the clinic adopts. It passes no judgement.", "soft")
        )
        for line in product.lines:
            if line.form == form:
                column.addWidget(self._offer(line))
        close = QPushButton("Close", self)
        close.setObjectName("adopt-close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def _offer(self, line: ReferenceLine) -> QFrame:
        card = QFrame(self)
        theme.mark(card, role="card")
        column = QVBoxLayout(card)
        column.addWidget(_label(line.sentence(), "section"))
        column.addWidget(_label(f"{line.label} · {CONFIDENCES[line.confidence]}", ""))
        column.addWidget(_label(line.source, "caption"))
        if line.ul is None:
            column.addWidget(_label("A line by body weight is read here and not worked out for a patient.", "soft"))
            return card
        adopt = QPushButton("Adopt this line", card)
        adopt.setObjectName(f"adopt-{line.key}")
        adopt.setAccessibleName(f"Adopt {line.sentence()}, {line.label}")
        adopt.clicked.connect(lambda: self._adopt(line))
        column.addWidget(adopt)
        return card

    def _adopt(self, line: ReferenceLine) -> None:
        self.adopted.emit(AdoptedLine("", line.product_id, line.form, line.ul or 0, line.label, line.source))
        self.accept()


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    if role:
        theme.mark(label, role=role)
    return label
