"""The list of preparations: to pick another, or to correct the one that was picked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QStylePainter, QWidget

from sclerochart.domain import text
from sclerochart.domain.ledger import preparation_name
from sclerochart.domain.products import Product, shipped_products
from sclerochart.domain.session import Form, Preparation
from sclerochart.domain.typed import expiry_text
from sclerochart.ui import theme

_OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)


class _Correct(Enum):
    """Lines of the list that correct the current preparation."""

    CHANGE = "change"
    REMOVE = "remove"


class PreparationPicker(QComboBox):
    """A list that only a deliberate choice changes: neither the wheel nor an arrow key on the closed list does. Closed,
    it leaves out what has no room and shows that it does.

    The line that changes the current preparation opens the list anew, once, with what it can be changed to.
    """

    chosen = Signal(object)
    """The id of a preparation of this session, or None for sites without one."""
    made = Signal(object)
    """A Preparation to add to this session."""
    corrected = Signal(object)
    """The current Preparation as it was meant; the lot of another product goes with that product."""
    replaced = Signal(str)
    """The id of another preparation of this session that was meant instead of the current one."""
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preparation-picker")
        self.setAccessibleName("Preparation in the syringe")
        self.setItemDelegate(QStyledItemDelegate(self))  # or its lines would not be as high as a finger
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._own: tuple[Preparation, ...] = ()
        self._recent: tuple[Preparation, ...] = ()
        self._current: Preparation | None = None
        self._sites = 0
        self._unnamed = self._read_only = self._changing = False
        self._listed: object = None
        self.activated.connect(self._pick)

    # Shown ----------------------------------------------------------------------------------------------------------

    def show_preparations(
        self,
        own: Sequence[Preparation],
        recent: Iterable[Preparation],
        current: Preparation | None,
        *,
        sites: int,
        unnamed: bool,
        read_only: bool,
    ) -> None:
        """Fill the list anew only when something in it changed; once signed it only shows its own, and nothing for a
        visit without any. `sites` are those of the current one."""
        listed = (tuple(own), tuple(recent), current, sites, unnamed, read_only)
        if listed != self._listed:
            self._listed = listed
            self._own, self._recent, self._current, self._sites, self._unnamed, self._read_only = listed
            self._changing = False
            self._fill()

    def _fill(self) -> None:
        model = QStandardItemModel(self)
        if self._changing:
            shown = self._list_changes(model)
        else:
            shown = self._list_own(model)
            if not self._read_only:
                self._list_corrections(model)
        if not self._read_only:
            self._list_vials(model)
        self.setModel(model)
        self.setCurrentIndex(shown)
        self.setToolTip(self.currentText())
        self.view().setMinimumWidth(380)

    def _list_own(self, model: QStandardItemModel) -> int:
        """The session's own, and which line is current."""
        shown = -1
        for one in self._own:
            if self._is_current(one):
                shown = model.rowCount()
            model.appendRow(_item(_numbered(one), one.id))
        if self._current is not None and shown < 0:
            shown = model.rowCount()
            model.appendRow(_item(f"{preparation_name(self._current)} (as before)", self._current.id))
        if self._unnamed:
            if self._current is None:
                shown = model.rowCount()
            model.appendRow(_item(preparation_name(None), None))
        return shown

    def _list_corrections(self, model: QStandardItemModel) -> None:
        """What puts right a preparation that was picked by mistake, when it is the session's own."""
        current = self._current
        if current is None or not any(self._is_current(one) for one in self._own):
            return
        name, sites = _numbered(replace(current, lot="")), text.count(self._sites, "site")
        model.appendRow(_heading("Picked by mistake"))
        with_sites = f", with its {sites}" if self._sites else ""
        model.appendRow(_item(f"Change {name}{with_sites}, to …", _Correct.CHANGE))
        stay = f" · {sites} stay, not named" if self._sites else ""
        model.appendRow(_item(f"Remove {name}{stay}", _Correct.REMOVE))

    def _list_changes(self, model: QStandardItemModel) -> int:
        """The current one as it is, and the others of the session."""
        assert self._current is not None
        model.appendRow(_item(_numbered(self._current), self._current.id))
        model.appendRow(_heading("Change it to"))
        for one in self._own:
            if not self._is_current(one):
                model.appendRow(_item(_numbered(one), one.id))
        return 0

    def _list_vials(self, model: QStandardItemModel) -> None:
        if self._recent:
            model.appendRow(_heading("Used before"))
            for one in self._recent:
                expiry = f" · exp {expiry_text(one.expiry)}" if one.expiry else ""
                model.appendRow(_item(preparation_name(one) + expiry, one))
        model.appendRow(_heading("New vial"))
        for product in shipped_products().values():
            for form in _forms(product):
                model.appendRow(_item(_product_words(product, form), _fresh(product, form)))

    def _is_current(self, one: Preparation) -> bool:
        return self._current is not None and one.id == self._current.id

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

    # Asked for ------------------------------------------------------------------------------------------------------

    def _pick(self, index: int) -> None:
        data = self.itemData(index, Qt.ItemDataRole.UserRole)
        current = self._current
        if data is _Correct.CHANGE:
            QTimer.singleShot(0, self, self._open_changes)  # once this one is closed
            return
        self._listed = None  # the list shows what the store holds again, also when this is refused
        if data is _Correct.REMOVE:
            self.removed.emit()
        elif self._changing and current is not None:
            self._change(current, data)
        elif isinstance(data, Preparation):
            self.made.emit(data)
        else:
            self.chosen.emit(data)

    def _change(self, current: Preparation, to: Preparation | str) -> None:
        if isinstance(to, Preparation):
            own = replace(to, id=current.id, session_id=current.session_id, position=current.position)
            self.corrected.emit(replace(own, needle=to.needle or current.needle))
        elif to != current.id:
            self.replaced.emit(to)

    def showPopup(self) -> None:
        """Opened by hand it is the usual list, also when the one of changes was closed without a choice."""
        if self._changing:
            self._changing = False
            self._fill()
        super().showPopup()

    def _open_changes(self) -> None:
        self._changing = True
        self._fill()
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.showPopup()
        else:
            event.ignore()


def shortened(words: str, metrics: QFontMetrics, room: int) -> str:
    """Words whose parts are divided by dots: as many of the first parts as there is room for, then an ellipsis; the
    first two are kept longest, for they name product and strength."""
    parts = words.split(" · ")
    for kept in range(len(parts), min(len(parts), 2) - 1, -1):
        tried = " · ".join(parts[:kept] if kept == len(parts) else [*parts[:kept], "…"])
        if metrics.horizontalAdvance(tried) <= room:
            return tried
    return metrics.elidedText(" · ".join(parts[:2]), Qt.TextElideMode.ElideMiddle, room)


def _numbered(one: Preparation) -> str:
    return f"{one.position} · {preparation_name(one)}"


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
