"""The reference lines that product labels offer, and which of them the clinic adopted."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.products import CONFIDENCES, Product, ReferenceLine, shipped_products
from sclerochart.store import clinic
from sclerochart.ui import theme
from sclerochart.ui.settings.details import card
from sclerochart.ui.workspace import Workspace

_SAID = (
    "A line stands beside the volume in the ledger and passes no judgement. Until the clinic adopts one there is none. "
    "Compare each with the leaflet of the product that you use."
)


class ReferenceLines(QWidget):
    """One row for each line that a label offers, with its source, and one button."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[tuple[ReferenceLine, QPushButton, QLabel]] = []
        frame, column = card("Reference lines", _SAID, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        for product in shipped_products().values():
            for line in product.lines:
                rule = QFrame(frame)
                theme.mark(rule, role="line")
                column.addWidget(rule)
                column.addLayout(self._row(product, line, frame))

    def refresh(self) -> None:
        """Show which lines are adopted."""
        adopted = {(one.product_id, one.form): one for one in clinic.adopted_lines(self._workspace.db)}
        for line, button, state in self._rows:
            own = adopted.get((line.product_id, line.form))
            chosen = own is not None and own.ul == line.ul and own.label == line.label
            button.setText("Drop" if chosen else "Adopt")
            theme.mark(button, kind="quiet" if chosen else "")
            state.setText("Adopted" if chosen else "")

    def _row(self, product: Product, line: ReferenceLine, frame: QWidget) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        name = QLabel(f"{product.brand}: {line.sentence()}", frame, wordWrap=True)
        source = QLabel(f"{line.label} · {CONFIDENCES[line.confidence]} · {line.source}", frame, wordWrap=True)
        theme.mark(source, role="caption")
        words.addWidget(name)
        words.addWidget(source)
        row = QHBoxLayout()
        row.setSpacing(theme.M)
        row.addLayout(words, 1)
        if line.ul is None:
            read = QLabel("by weight: read only", frame)
            theme.mark(read, role="caption")
            row.addWidget(read)
            return row
        state = QLabel(frame)
        theme.mark(state, role="soft")
        button = QPushButton("Adopt", frame)
        button.setObjectName(f"line-{line.key}")
        button.setAccessibleName(f"Adopt or drop: {product.brand}, {line.sentence()}")
        button.setMinimumWidth(96)
        button.clicked.connect(lambda: self._toggle(line))
        row.addWidget(state)
        row.addWidget(button)
        self._rows.append((line, button, state))
        return row

    def _toggle(self, line: ReferenceLine) -> None:
        for own in clinic.adopted_lines(self._workspace.db):
            if (own.product_id, own.form, own.ul, own.label) == (line.product_id, line.form, line.ul, line.label):
                self._workspace.do(clinic.drop_line, own.id)
                return
        adopted = AdoptedLine("", line.product_id, line.form, line.ul or 0, line.label, line.source)
        self._workspace.do(clinic.adopt_line, adopted)
