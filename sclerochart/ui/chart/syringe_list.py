"""The session's syringes, to be chosen from, changed or removed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from sclerochart.domain import text
from sclerochart.domain.findings import Syringe
from sclerochart.domain.session import Preparation
from sclerochart.ui import theme
from sclerochart.ui.chart.parts import button, set_label


class SyringeList(QWidget):
    """One line: which syringe, Change, Remove. It is not seen while there is none."""

    change_asked = Signal(str)
    """A syringe's id; "" when it is to be left as it was."""
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("syringe-list")
        self.picker = QComboBox(self)
        self.picker.setObjectName("syringe-picker")
        self.picker.setAccessibleName("Syringes of this session")
        self.picker.setMinimumHeight(theme.TOUCH)
        self.picker.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.picker.setMinimumContentsLength(22)
        self.change = button("syringe-change", "Change", "Change the syringe that is named here", self)
        self.remove = button("syringe-remove", "Remove", "Remove the syringe that is named here; its sites stay", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(self.picker, 1)
        row.addWidget(self.change)
        row.addWidget(self.remove)
        self._changing = False
        self.change.clicked.connect(lambda: self.change_asked.emit("" if self._changing else self.chosen()))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.chosen()))
        self.hide()

    def chosen(self) -> str:
        """The id of the syringe that is named, "" for none."""
        return str(self.picker.currentData() or "")

    def show_syringes(
        self, filled: Sequence[Syringe], preparations: Sequence[Preparation], *, changing: str, read_only: bool
    ) -> None:
        """Name the session's syringes; the one that was chosen stays so, a new one is chosen."""
        before = [self.picker.itemData(i) for i in range(self.picker.count())]
        chosen, ids = changing or self.chosen(), [each.id for each in filled]
        if chosen not in ids or (not changing and set(ids) - set(before)):
            chosen = ids[-1] if ids else ""
        names = [_name(number, each, preparations) for number, each in enumerate(filled, start=1)]
        if (ids, names) != (before, [self.picker.itemText(i) for i in range(self.picker.count())]):
            self.picker.clear()
            for name, each in zip(names, ids, strict=True):
                self.picker.addItem(name, each)
        self.picker.setCurrentIndex(ids.index(chosen) if chosen else -1)
        self._changing = bool(changing)
        set_label(self.change, "Leave it" if changing else "Change")
        self.picker.setEnabled(not changing)
        self.change.setEnabled(not read_only)
        self.remove.setEnabled(not read_only)
        self.setVisible(bool(filled))


def _name(number: int, syringe: Syringe, preparations: Sequence[Preparation]) -> str:
    """ "2: 2.5 drawn, 0.6 left", and of which preparation where there are several."""
    left = "not read" if syringe.left_ul is None else f"{text.ml_number(syringe.left_ul)} left"
    own = next((each for each in preparations if each.id == syringe.preparation_id), None)
    what = f" · prep {own.position}" if own is not None and len(preparations) > 1 else ""
    return f"{number}: {text.ml_number(syringe.drawn_ul)} drawn, {left}{what}"
