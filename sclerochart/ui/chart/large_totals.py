"""A window for a second screen: the session's totals, legible from the chair."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.ledger import Ledger, ledger, preparation_name
from sclerochart.domain.ledger_regions import distances
from sclerochart.store import as_signed, patients, preparations, sessions
from sclerochart.store.reading import sites_now
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words
from sclerochart.ui.chart.parts import Follower, button, set_label, words
from sclerochart.ui.workspace import Workspace

_TALL = 1080
_TOTAL, _LEGS, _ROWS, _SMALL = 230, 96, 64, 52
"""Sizes of type in pixels on a screen `_TALL` pixels high; the smallest is read from 1.5 m."""
_BASELINE = 39
"""How much higher than the total the count has to stand, for both to stand on one line."""


class LargeTotals(QWidget):
    """Session total, each leg, each preparation with its distance to the adopted line, and the number of sites.

    Make it with the page as its parent; it is a window of its own. `toggle()` opens it (on another screen, whole, if
    there is one) and closes it; it closes with the page or when another page is shown, and never takes the focus. It
    names nobody until `Show name` is pressed. It follows the workspace by itself while it is open. `closed` is for
    a button that shows whether it is open.
    """

    closed = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("large-totals")
        self.setAccessibleName("Totals of this session")
        self.setWindowTitle("Totals")
        theme.mark(self, role="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace, self._session_id = workspace, session_id
        self._sized: list[tuple[QLabel, int, bool]] = []
        self.name = button("large-name", "Show name", "Show the patient’s name here", self, kind="choice")
        self.name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.patient = self._label("large-patient", _SMALL)
        self.total = self._label("large-total", _TOTAL, bold=True)
        self.count = self._label("large-count", _LEGS)
        self.right, self.left = self._label("large-right", _LEGS), self._label("large-left", _LEGS)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._lay_out()
        self.name.toggled.connect(self.refresh)
        self._page = parent
        parent.installEventFilter(self)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.patient)
        top.addStretch(1)
        top.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        first = QHBoxLayout()
        first.addWidget(self.total, 1, Qt.AlignmentFlag.AlignBottom)
        first.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        legs = QHBoxLayout()
        legs.addWidget(self.right, 1)
        legs.addWidget(self.left, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.M)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * theme.XL, theme.XL, 2 * theme.XL, theme.XL)
        page.setSpacing(theme.M)
        page.addLayout(top)
        page.addLayout(first)
        page.addLayout(legs)
        page.addStretch(1)
        page.addLayout(self._column)
        page.addStretch(2)

    def _label(self, name: str, size: int, *, bold: bool = False, role: str = "") -> QLabel:
        label = words(name, self, role=role)
        self._sized.append((label, size, bold))
        return label

    def toggle(self) -> None:
        """Open on another screen if there is one, else as a window; close when it is open."""
        if self.isVisible():
            self.close()
            return
        own = self._page.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not own), None)
        if other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            self.resize(960, 540)
            self.show()

    def refresh(self) -> None:
        """Show what the store holds."""
        db = self._workspace.db
        session = sessions.get(db, self._session_id)
        placed, own = sites_now(db, self._session_id), preparations.of_session(db, self._session_id)
        lines = as_signed.lines(db, session)
        sums = ledger(placed, own)
        found = distances(placed, own, lines, sessions.same_day(db, self._session_id) if lines else ((), ()))
        named = self.name.isChecked()
        patient = patients.get(db, session.patient_id) if named else None
        set_words(self.patient, f"{patient.given_name} {patient.family_name}" if patient else "")
        set_label(self.name, "Hide name" if named else "Show name")
        set_words(self.total, text.ml(sums.total_ul))
        set_words(self.count, text.count(sums.site_count, "site"))
        set_words(self.right, f"Right {text.ml(sums.right_ul)}")
        set_words(self.left, f"Left {text.ml(sums.left_ul)}")
        self._show_rows(sums, {(each.product_id, each.form): each.words for each in found})

    def _show_rows(self, sums: Ledger, said: dict[tuple[str, str], str]) -> None:
        shown = [row for row in sums.rows if row.volume_ul]
        while len(self._rows) < len(shown):
            number = len(self._rows) + 1
            pair = self._label(f"large-row-{number}", _ROWS), self._label(f"large-line-{number}", _SMALL, role="soft")
            self._rows.append(pair)
            for label in pair:
                label.setWordWrap(True)
                self._column.addWidget(label)
            self._size()
        for number, (name, line) in enumerate(self._rows):
            row = shown[number] if number < len(shown) else None
            set_words(name, f"{text.ml(row.volume_ul)}  {preparation_name(row.preparation)}" if row else "")
            one = row.preparation if row else None
            set_words(line, said.get((one.product_id, one.form), "") if one else "")

    def _size(self) -> None:
        scale = min(self.height() / _TALL, self.width() / (_TALL * 16 / 9))
        for label, size, bold in self._sized:
            wanted = f"font-size: {max(round(size * scale), 14)}px;" + (" font-weight: bold;" if bold else "")
            if label.styleSheet() != wanted:
                label.setStyleSheet(wanted)
        self.count.setContentsMargins(0, 0, 0, round(_BASELINE * scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page went from sight: so does this, unless the whole program was only made small."""
        gone = event.type() in (QEvent.Type.Hide, QEvent.Type.Close) and not event.spontaneous()
        if gone and watched is self._page and self.isVisible():
            self.close()
        return False
