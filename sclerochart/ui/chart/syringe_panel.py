"""Charting by the syringe: what was drawn, what is left, and one press for the sites charted in between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Syringe
from sclerochart.domain.session import Site
from sclerochart.domain.syringe import (
    compare,
    read_syringe,
    since_used_up,
    sites_of,
    spread,
    spread_sentence,
    used_ul,
    without_syringe,
)
from sclerochart.store import findings, preparations, sessions
from sclerochart.store.reading import sites_now
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words, undo_beyond
from sclerochart.ui.chart.parts import Follower, button, is_enter, set_label, words
from sclerochart.ui.workspace import Workspace

_HINT = "Enter what was drawn up and press Fill: the sites charted from then on are counted."


class SyringePanel(QFrame):
    """Drawn, Fill; left, then “Spread over the sites” or “Keep as charted”. The difference is said in one sentence.

    Place it as a strip over the diagram, across its width (at least 760 px; two rows, about 84 px high), hidden until
    wanted. On the key S call `begin()`: it shows itself and takes the keys; Enter leads from field to field, Escape
    and the last press emit `finished`: give the keys back to the diagram then (the strip may stay). Call
    `set_preparation` whenever the current preparation changes. It follows the workspace by itself.
    """

    finished = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("syringe-panel")
        self.setAccessibleName("Syringe")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._preparation_id: str | None = None
        self._open: Syringe | None = None
        self._last_read = ""
        self._sites: Sequence[Site] = ()
        self._earlier: Sequence[Site] = ()
        self.drawn = _number("syringe-drawn", "Drawn up, in ml", self)
        self.left = _number("syringe-left", "Left in the syringe, in ml", self)
        self.fill = button("syringe-fill", "Fill", "Note that the syringe was filled now", self)
        self.earlier = button(
            "syringe-earlier", "", "Count the sites that were charted before filling", self, kind="choice"
        )
        self.spread = button("syringe-spread", "Spread over the sites", "Spread what was used over the sites", self)
        self.keep = button("syringe-keep", "Keep as charted", "Note what is left and keep the volumes", self)
        self.said = words("syringe-words", self, wrap=True)
        self._lay_out()
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        title = words("syringe-title", self, role="section")
        title.setText("Syringe")
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(title)
        for name, field, more in (
            ("Drawn", self.drawn, (self.fill, self.earlier)),
            ("Left", self.left, (self.spread, self.keep)),
        ):
            caption, unit = words("", self, role="soft"), words("", self, role="soft")
            caption.setText(name)
            caption.setBuddy(field)
            unit.setText("ml")
            for widget in (caption, field, unit, *more):
                row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.said)

    def _connect(self) -> None:
        self.drawn.textEdited.connect(self._tell)
        self.left.textEdited.connect(self._tell)
        self.drawn.returnPressed.connect(self._fill)
        self.left.returnPressed.connect(self._move_on)
        self.fill.clicked.connect(self._fill)
        self.earlier.toggled.connect(self._tell)
        self.spread.clicked.connect(self._spread)
        self.keep.clicked.connect(self._keep)

    def begin(self) -> None:
        """Show the strip and take the keys: at what is left if a syringe is open, else at what was drawn."""
        self.show()
        field = self.drawn if self._open is None else self.left
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def set_preparation(self, preparation_id: str | None) -> None:
        """What the next syringe is filled with."""
        self._preparation_id = preparation_id

    def refresh(self) -> None:
        """Show the syringe that is open, or what the last one came to."""
        db = self._workspace.db
        filled = findings.syringes_of_session(db, self._session_id)
        charted = sites_now(db, self._session_id) if filled else []
        last = filled[-1] if filled else None
        opened = last if last is not None and last.left_ul is None else None
        self._sites = sites_of(last, filled, charted) if last is not None else ()
        self._earlier = without_syringe(opened, filled, charted) if opened is not None else ()
        self._last_read = _last_words(last, self._sites) if last is not None else ""
        if (opened and opened.id) != (self._open and self._open.id):
            self.left.setText("")
            self.earlier.setChecked(False)
            if opened is not None:
                self.drawn.setText(text.ml_number(opened.drawn_ul))
            elif last is not None:
                self.drawn.setText(text.ml_number(last.drawn_ul))
        self._open = opened
        signed = sessions.get(db, self._session_id).signed
        self.drawn.setReadOnly(signed)
        self._tell()

    # What is typed --------------------------------------------------------------------------------------------------

    def _drawn_ul(self) -> tuple[int | None, int | None]:
        """What was drawn, and what is left when both were typed in one line."""
        return read_syringe(self.drawn.text())

    def _left_ul(self) -> int:
        left = read_syringe(f"{self.left.text()} left")[1]
        assert left is not None
        return left

    def _counted(self) -> Sequence[Site]:
        return [*self._earlier, *self._sites] if self._claims() else self._sites

    def _claims(self) -> bool:
        """Whether the sites charted before filling are counted too."""
        return self.earlier.isChecked() and bool(self._earlier)

    def _closing(self) -> Syringe | None:
        """The open syringe with what is left in it as typed; UserError when that cannot be."""
        if self._open is None or not self.left.text().strip():
            return None
        left = self._left_ul()
        used_ul(self._open.drawn_ul, left)
        start = self._earlier[0].placed - 1 if self._claims() else self._open.after_placed
        return replace(self._open, left_ul=left, after_placed=start)

    def _tell(self) -> None:
        """Say what the numbers come to, and offer what can be done."""
        read_only, counted = self.drawn.isReadOnly(), self._counted()
        closing, trouble = None, ""
        try:
            closing = self._closing()
        except UserError as error:
            trouble = str(error).removesuffix(" Nothing was changed.")
        self.fill.setEnabled(not read_only)
        self.earlier.setEnabled(not read_only)
        self.left.setEnabled(self._open is not None and not read_only)
        self.keep.setEnabled(closing is not None and not read_only)
        self.spread.setEnabled(closing is not None and bool(counted) and not read_only)
        show_earlier = self._open is not None and bool(self._earlier) and not read_only
        if show_earlier:
            set_label(self.earlier, f"Count the {len(self._earlier)} before")
        self.earlier.setVisible(show_earlier)
        set_words(self.said, trouble or self._sentence(closing, counted))

    def _sentence(self, closing: Syringe | None, counted: Sequence[Site]) -> str:
        if self._open is None:
            return self._last_read or _HINT
        found = compare(closing, counted) if closing is not None else None
        if found is not None:
            return f"{found.sentence()}."
        ul, number = sum(site.total_ul for site in counted), sum(site.injections for site in counted)
        since = f"{text.ml(ul)} at {text.count(number, 'site')}" if counted else "nothing yet"
        return f"Filled with {text.ml(self._open.drawn_ul)}. Charted since: {since}."

    # Acts -----------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        try:
            drawn, left = self._drawn_ul()
            if drawn is None:
                raise UserError("Enter how much was drawn up, such as 2.5. Nothing was changed.")
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        own = {one.id for one in preparations.of_session(self._workspace.db, self._session_id)}
        preparation_id = self._preparation_id if self._preparation_id in own else None
        self._open = None  # what is typed belongs to the syringe before
        done = self._workspace.do(findings.fill_syringe, self._session_id, drawn, preparation_id=preparation_id)
        if done is None:
            return
        if left is not None:
            self.left.setText(text.ml_number(left))
            self._tell()
        self.left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.selectAll()

    def _move_on(self) -> None:
        first = next((each for each in (self.spread, self.keep) if each.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _spread(self) -> None:
        counted = self._counted()
        try:
            closing = self._closing()
            if closing is None or closing.left_ul is None:
                return
            done = spread(used_ul(closing.drawn_ul, closing.left_ul), counted)
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        if self._read(closing, done.volumes):
            set_words(self.said, f"{spread_sentence(done, counted)}.")

    def _keep(self) -> None:
        try:
            closing = self._closing()
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        if closing is not None:
            self._read(closing, {})

    def _read(self, syringe: Syringe, volumes: Mapping[str, int]) -> bool:
        self._workspace.do(findings.read_syringe, syringe, volumes_ul=volumes)
        if self._open is not None:
            return False  # refused: the sentence is in the message bar
        self.finished.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keys back."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)


def _last_words(last: Syringe, own: Sequence[Site]) -> str:
    """What the last syringe came to, and how many sites were charted since it was used up."""
    since = since_used_up(last, own)
    found = compare(last, own[: len(own) - len(since)])
    if found is None:
        return ""
    more = (
        f" {text.count(len(since), 'site')} since then: a syringe that is filled now can count them." if since else ""
    )
    return f"Last syringe: {found.sentence()}.{more}"


def _number(name: str, spoken: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setToolTip(spoken)
    field.setFixedWidth(64)
    field.setMinimumHeight(theme.TOUCH)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    undo_beyond(field)
    return field
