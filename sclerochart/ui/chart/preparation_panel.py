"""What is in the syringe: picked from the session, from recent vials or from the products; lot, expiry and needle."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.moments import Moment
from sclerochart.domain.products import Product, shipped_products
from sclerochart.domain.session import Form, Preparation
from sclerochart.domain.typed import expiry_text, read_expiry
from sclerochart.ui import icons, theme
from sclerochart.ui.chart.fields import FoldedLine, captioned, set_words
from sclerochart.ui.chart.parts import button


class Picker(QComboBox):
    """A list that only a deliberate choice changes: neither the wheel nor an arrow key on the closed list does. Closed,
    it leaves out what has no room and shows that it does."""

    def closed_words(self) -> str:
        """What the closed list says."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 2
        return shortened(self.currentText(), self.fontMetrics(), room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.closed_words()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.showPopup()
        else:
            event.ignore()


_OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


def shortened(words: str, metrics: QFontMetrics, room: int) -> str:
    """Words whose parts are divided by dots: as many of the first parts as there is room for, then an ellipsis; the
    first two are kept longest, for they name product and strength."""
    parts = words.split(" · ")
    for kept in range(len(parts), min(len(parts), 2) - 1, -1):
        tried = " · ".join(parts[:kept] if kept == len(parts) else [*parts[:kept], "…"])
        if metrics.horizontalAdvance(tried) <= room:
            return tried
    return metrics.elidedText(" · ".join(parts[:2]), Qt.TextElideMode.ElideMiddle, room)


class PreparationPanel(QFrame):
    """Shows the current preparation and asks for another; it holds no preparation of its own."""

    chosen = Signal(object)
    """The id of a preparation, or None: sites are placed without one."""
    made = Signal(object)
    """A Preparation to add to this session and make current."""
    edited = Signal(object, str)
    """The current Preparation as it should be, and the fold of the typing."""
    refused = Signal(str)
    """A sentence for what could not be read; it stands in the panel too."""
    unnamed_named = Signal()
    finished = Signal()
    """Enter in the last field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="card")
        self._own: tuple[Preparation, ...] = ()
        self._recent: tuple[Preparation, ...] = ()
        self._current: Preparation | None = None
        self._listed: object = None
        self.picker = Picker(self)
        self.picker.setObjectName("preparation-picker")
        self.picker.setAccessibleName("Preparation in the syringe")
        self.picker.setItemDelegate(QStyledItemDelegate(self.picker))  # or its lines would not be as high as a finger
        self.picker.setMaxVisibleItems(14)
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.picker.setMinimumContentsLength(12)
        self.picker.activated.connect(self._pick)
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
        unnamed: int,
        treated_at: Moment,
        read_only: bool,
    ) -> None:
        """Show what can be picked and what is current; `unnamed` counts the sites that have no preparation."""
        if current is None or self._current is None or current.id != self._current.id:
            set_words(self.note, "")
        self._own, self._recent, self._current = tuple(own), tuple(recent), current
        self._fill(unnamed=not read_only or bool(unnamed), read_only=read_only)
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

    def _fill(self, *, unnamed: bool, read_only: bool) -> None:
        """Fill the list of the picker anew only when something in it changed; once signed it only shows its own, and
        nothing for a visit without any."""
        listed = (self._own, self._recent, self._current, unnamed, read_only)
        if listed == self._listed:
            return
        self._listed = listed
        model = QStandardItemModel(self.picker)
        current = 0
        for one in self._own:
            if self._current is not None and one.id == self._current.id:
                current = model.rowCount()
            model.appendRow(_item(f"{one.position} · {preparation_name(one)}", one.id))
        if self._current is not None and self._current not in self._own:
            current = model.rowCount()
            model.appendRow(_item(f"{preparation_name(self._current)} (as before)", self._current.id))
        if self._current is None:
            current = model.rowCount() if unnamed else -1
        if unnamed:
            model.appendRow(_item("Preparation not named", None))
        if self._recent and not read_only:
            model.appendRow(_heading("Used before"))
            for one in self._recent:
                expiry = f" · exp {expiry_text(one.expiry)}" if one.expiry else ""
                model.appendRow(_item(preparation_name(one) + expiry, one))
        if not read_only:
            model.appendRow(_heading("New vial"))
            for product in shipped_products().values():
                for form in _forms(product):
                    model.appendRow(_item(_product_words(product, form), _fresh(product, form)))
        self.picker.setModel(model)
        self.picker.setCurrentIndex(current)
        self.picker.setToolTip(self.picker.currentText())
        self.picker.view().setMinimumWidth(380)

    # Asked for ------------------------------------------------------------------------------------------------------

    def _pick(self, index: int) -> None:
        data = self.picker.itemData(index, Qt.ItemDataRole.UserRole)
        self._listed = None  # the list shows what the store holds again, also when this is refused
        if isinstance(data, Preparation):
            self.made.emit(data)
        else:
            self.chosen.emit(data)
        if isinstance(data, Preparation) and not data.lot:
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


def _forms(product: Product) -> tuple[Form, ...]:
    return ("liquid", "foam") if product.foam else ("liquid",)


def _fresh(product: Product, form: Form) -> Preparation:
    return Preparation("", "", 0, product.id, product.brand, product.substance, product.ug_per_ml, form)


def _product_words(product: Product, form: Form) -> str:
    words = f"{product.brand}, foam" if form == "foam" else product.brand
    strength = text.mg_per_ml(product.ug_per_ml)
    return words if product.ug_per_ml == 0 or strength in words else f"{words} · {strength}"


def _item(words: str, data: object) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(data, Qt.ItemDataRole.UserRole)
    return item


def _heading(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setEnabled(False)
    item.setFont(theme.font(theme.CAPTION, bold=True))
    return item
