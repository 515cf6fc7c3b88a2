"""What is in the syringe: picked from the session, from recent vials or from the products; lot, expiry and needle."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.products import shipped_products
from sclerochart.domain.session import Preparation
from sclerochart.domain.typed import expiry_text, read_expiry
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.fields import FoldedLine, captioned, set_words
from sclerochart.ui.chart.parts import button
from sclerochart.ui.chart.preparation_picker import PreparationPicker


class PreparationPanel(QFrame):
    """Shows the current preparation and asks for another; it holds no preparation of its own."""

    chosen = Signal(object)
    """The id of a preparation, or None: sites are placed without one."""
    made = Signal(object)
    """A Preparation to add to this session and make current."""
    edited = Signal(object, str)
    """The current Preparation as it should be, and the fold of the typing."""
    replaced = Signal(str)
    """The id of the preparation of this session that was meant instead of the current one."""
    removed = Signal()
    """The current preparation was a mistake."""
    refused = Signal(str)
    """A sentence for what could not be read; it stands in the panel too."""
    unnamed_named = Signal()
    finished = Signal()
    """Enter in the last field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="card")
        self._current: Preparation | None = None
        self.picker = PreparationPicker(self)
        self.picker.chosen.connect(self.chosen)
        self.picker.made.connect(self._make)
        self.picker.corrected.connect(self._correct)
        self.picker.replaced.connect(self.replaced)
        self.picker.removed.connect(self.removed)
        spoken = "Used as foam, also where the label names none"
        self.foam = button("foam-check", "Foam", spoken, self, kind="choice")
        self.foam.clicked.connect(self._set_form)
        self.new_vial = QToolButton(self)
        self.new_vial.setObjectName("new-vial")
        self.new_vial.setAccessibleName("New vial or lot")
        self.new_vial.setToolTip("New vial or lot of the same product")
        icons.dress(self.new_vial, "plus")
        self.new_vial.clicked.connect(self._make_vial)
        self.lot = FoldedLine("lot-field", "Lot", self)
        self.expiry = FoldedLine("expiry-field", "Expiry", self)
        self.expiry.setPlaceholderText("MM/YYYY")
        self.needle = FoldedLine("needle-field", "Needle", self)
        self.needle.setPlaceholderText("30 G")
        self.brand = FoldedLine("product-name-field", "Name of the product", self)
        self.strength = FoldedLine("strength-field", "Strength in mg/ml", self)
        self.lot.typed.connect(lambda words, fold: self._edit(fold, lot=words))
        self.needle.typed.connect(lambda words, fold: self._edit(fold, needle=words))
        self.brand.typed.connect(lambda words, fold: self._edit(fold, brand=words))
        self.lot.returnPressed.connect(self.expiry.setFocus)
        self.expiry.returnPressed.connect(self.needle.setFocus)
        self.needle.returnPressed.connect(self.finished)
        self.expiry.editingFinished.connect(self._read_expiry)
        self.strength.editingFinished.connect(self._read_strength)
        self.note = QLabel(self, wordWrap=True)
        self.note.setObjectName("preparation-note")
        theme.mark(self.note, role="caption")
        self.name_unnamed = QPushButton("Name the unnamed sites", self)
        self.name_unnamed.setObjectName("name-unnamed")
        self.name_unnamed.clicked.connect(self.unnamed_named)
        self._lay_out()
        set_words(self.note, "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        column.setSpacing(theme.XS)
        top = QHBoxLayout()
        top.setSpacing(theme.XS)
        top.addWidget(self.picker, 1)
        top.addWidget(self.foam)
        top.addWidget(self.new_vial)
        column.addLayout(top)
        self._own_product = QWidget(self)
        own = QHBoxLayout(self._own_product)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(theme.S)
        own.addLayout(captioned("Product", self.brand), 2)
        own.addLayout(captioned("mg/ml", self.strength), 1)
        column.addWidget(self._own_product)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addLayout(captioned("Lot", self.lot), 4)
        row.addLayout(captioned("Expiry", self.expiry), 4)
        row.addLayout(captioned("Needle", self.needle), 3)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.name_unnamed)

    # Shown ----------------------------------------------------------------------------------------------------------

    def show_preparations(
        self,
        own: Sequence[Preparation],
        recent: Iterable[Preparation],
        current: Preparation | None,
        *,
        sites: int,
        unnamed: int,
        treated_at: Moment,
        read_only: bool,
    ) -> None:
        """Show what can be picked and what is current; `sites` counts the sites that have it, `unnamed` those that have
        no preparation."""
        if read_only or current is None or self._current is None or current.id != self._current.id:
            set_words(self.note, "")
        self._current = current
        self.picker.show_preparations(
            own, recent, current, sites=sites, unnamed=not read_only or bool(unnamed), read_only=read_only
        )
        for field in (self.lot, self.expiry, self.needle, self.brand, self.strength):
            field.setEnabled(current is not None)
            field.setReadOnly(read_only)
        self.foam.setEnabled(current is not None and not read_only)
        self.foam.setChecked(current is not None and current.form == "foam")
        self.new_vial.setEnabled(current is not None and not read_only)
        self.new_vial.setVisible(not read_only)
        self.lot.show_text(current.lot if current else "")
        self.needle.show_text(current.needle if current else "")
        self.brand.show_text(current.brand if current else "")
        for field in (self.expiry, self.strength):
            if read_only or not (field.hasFocus() and field.isModified()):
                self._show_kept(field)
        self._own_product.setVisible(current is not None and _is_own(current) and not read_only)
        if current and current.expiry and current.expiry < treated_at.local_date():
            set_words(self.note, f"Expired on {text.short_date(current.expiry)}, before the day of treatment.")
        elif self.note.text().startswith("Expired"):
            set_words(self.note, "")
        self.name_unnamed.setVisible(bool(unnamed) and current is not None and not read_only)
        if current is not None:
            label = f"Name {text.count(unnamed, 'unnamed site')} as this"
            if self.name_unnamed.text() != label:
                self.name_unnamed.setText(label)

    def _show_kept(self, field: FoldedLine) -> None:
        """Show expiry or strength as the store holds it."""
        expiry = self._current.expiry if self._current else None
        strength = self._current.ug_per_ml if self._current else 0
        field.show_text(expiry_text(expiry) if field is self.expiry else text.decimal(strength, 3) if strength else "")
        field.setModified(False)

    def _refuse(self, field: FoldedLine, sentence: str) -> None:
        """Show what is kept again, and say of what was typed why it is not."""
        said = f"“{field.text().strip()}” cannot be read. {sentence}"
        self._show_kept(field)
        set_words(self.note, said)
        self.refused.emit(said)

    # Asked for ------------------------------------------------------------------------------------------------------

    def _make(self, preparation: Preparation) -> None:
        self.made.emit(preparation)
        self._ask_lot(preparation)

    def _correct(self, preparation: Preparation) -> None:
        self.edited.emit(preparation, secrets.token_hex(8))
        self._ask_lot(preparation)

    def _ask_lot(self, preparation: Preparation) -> None:
        if not preparation.lot:
            self.lot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_vial(self) -> None:
        if self._current is not None:
            self.made.emit(replace(self._current, lot="", expiry=None))
            self.lot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_form(self, foam: bool) -> None:
        self._edit(secrets.token_hex(8), form="foam" if foam else "liquid")

    def _edit(self, fold: str, **changes: object) -> None:
        if self._current is not None:
            self.edited.emit(replace(self._current, **changes), fold)  # type: ignore[arg-type]

    def _read_expiry(self) -> None:
        if self._current is None or not self.expiry.isModified():
            return
        try:
            expiry = read_expiry(self.expiry.text())
        except UserError as error:
            self._refuse(self.expiry, str(error))
            return
        self.expiry.setModified(False)
        set_words(self.note, "")
        if expiry != self._current.expiry:
            self._edit(self.expiry.fold, expiry=expiry)
        self.expiry.show_text(expiry_text(expiry))

    def _read_strength(self) -> None:
        if self._current is None or not self.strength.isModified():
            return
        typed = self.strength.text().strip().replace(",", ".")
        whole, _, part = typed.partition(".")
        if not (whole + part).isdecimal() or len(part) > 3 or len(whole) > 3:
            self._refuse(self.strength, "Write the strength in mg/ml, such as 2 or 2.5.")
            return
        self.strength.setModified(False)
        set_words(self.note, "")
        self._edit(self.strength.fold, ug_per_ml=int(whole or 0) * 1000 + int(part.ljust(3, "0")))


def _is_own(preparation: Preparation) -> bool:
    """Whether name and strength are the clinic's to enter."""
    product = shipped_products().get(preparation.product_id)
    return product is None or product.ug_per_ml == 0
