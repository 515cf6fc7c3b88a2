"""Charting by the syringe: what was drawn, what is left, and one press for the sites charted in between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Syringe
from sclerochart.domain.session import Preparation, Site
from sclerochart.domain.syringe import (
    ReadWith,
    compare,
    in_order,
    read_syringe,
    since_read,
    sites_of,
    spread,
    spread_sentence,
    used_ul,
    without_syringe,
)
from sclerochart.store import findings, preparations, sessions
from sclerochart.store.database import Database
from sclerochart.store.reading import sites_now
from sclerochart.ui import theme
from sclerochart.ui.chart.fields import set_words, undo_beyond
from sclerochart.ui.chart.parts import Follower, button, is_enter, set_label, words
from sclerochart.ui.chart.settling import HalfTyped
from sclerochart.ui.chart.syringe_list import SyringeList
from sclerochart.ui.workspace import Workspace

_HINT = "Enter what was drawn up and press Fill: the sites charted from then on are counted."


class SyringePanel(QFrame):
    """Drawn, Fill; left, then “Spread over the sites” or “Keep as charted”. The difference is said in one sentence.

    Place it as a strip over the diagram, across its width (at least 760 px; two rows, about 100 px high), hidden until
    wanted. On the key S call `begin()`: it shows itself and takes the keys; Enter leads from field to field, Escape
    and the last press emit `finished`: give the keys back to the diagram then (the strip may stay). Call
    `set_preparation` whenever the current preparation changes: each preparation has a syringe of its own, and the
    fields are about that of the current one, or about the one of the list that is being changed. It follows the
    workspace by itself.
    """

    finished = Signal()

    def __init__(self, workspace: Workspace, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("syringe-panel")
        self.setAccessibleName("Syringe")
        theme.mark(self, role="card")
        self._workspace, self._session_id = workspace, session_id
        self._preparation_id: str | None = None
        self._own: Sequence[Preparation] = ()
        self._open: Syringe | None = None
        """The syringe that what is left is typed for: the one in use, or the one that is changed."""
        self._changing = ""
        self._size_ul = 0
        """What the last syringe of this preparation held: the next one is likely to hold as much."""
        self._typed = False
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
        self.title = words("syringe-title", self, role="section")
        self.listed = SyringeList(self)
        self._lay_out()
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        Follower(workspace, self, self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self.fill.setMinimumWidth(self.fill.fontMetrics().horizontalAdvance("Fill 00.00") + 2 * theme.S)
        row = QHBoxLayout()
        row.setSpacing(theme.S)
        row.addWidget(self.title)
        for name, field, more in (
            ("Drawn", self.drawn, (self.fill,)),
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
        below = QHBoxLayout()
        below.setSpacing(theme.S)
        below.addWidget(self.said, 1)
        below.addWidget(self.earlier)
        below.addWidget(self.listed)
        column.addLayout(below)

    def _connect(self) -> None:
        self.drawn.textEdited.connect(self._drawn_typed)
        self.left.textEdited.connect(self._tell)
        self.drawn.returnPressed.connect(self._enter_drawn)
        self.left.returnPressed.connect(self._move_on)
        self.fill.clicked.connect(self._fill)
        self.listed.change_asked.connect(self._change)
        self.listed.remove_asked.connect(self._remove)
        self.earlier.toggled.connect(self._tell)
        self.spread.clicked.connect(self._spread)
        self.keep.clicked.connect(self._keep)

    def begin(self) -> None:
        """Show the strip and take the keys: at what is left if a syringe is open, else at what was drawn."""
        if self._changing:
            self._change("")
        self.show()
        field = self.drawn if self._open is None else self.left
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def set_preparation(self, preparation_id: str | None) -> None:
        """What the next syringe is filled with, and whose syringe is shown."""
        if preparation_id != self._preparation_id:
            self._preparation_id = preparation_id
            self.refresh()

    def refresh(self) -> None:
        """Show this preparation's syringe that is in use, or what the last one came to; or the one being changed."""
        db = self._workspace.db
        filled = in_order(findings.syringes_of_session(db, self._session_id))
        signed = sessions.get(db, self._session_id).signed
        self._own = preparations.of_session(db, self._session_id)
        charted = sites_now(db, self._session_id) if filled else []
        changed = next((each for each in filled if each.id == self._changing), None)
        self._changing = changed.id if changed is not None else ""
        mine = [each for each in filled if each.preparation_id in (None, self._own_preparation())]
        last = mine[-1] if mine else None
        in_use = last if last is not None and last.left_ul is None else None
        was_read = findings.read_with(db, self._session_id) if filled else {}
        shown = changed or last
        self._sites = sites_of(shown, filled, charted, was_read) if shown is not None else ()
        self._earlier = without_syringe(in_use, filled, charted, was_read) if in_use and not changed else ()
        self._last_read = _last_words(last, filled, charted, was_read) if last is not None else ""
        self._size_ul = last.drawn_ul if last is not None else 0
        unread = {each.preparation_id for each in filled if each.left_ul is None and each not in mine}
        numbers = [str(each.position) for each in self._own if each.id in unread]
        self._elsewhere = f"Not read yet: the syringe of preparation {' and '.join(numbers)}." if numbers else ""
        opened = changed or in_use
        if opened != self._open:
            self._show_opened(opened)
        self._open = opened
        self.drawn.setReadOnly(signed)
        self.listed.show_syringes(filled, self._own, changing=self._changing, read_only=signed)
        self._tell()

    def _show_opened(self, opened: Syringe | None) -> None:
        self._typed = False
        self.earlier.setChecked(False)
        self.drawn.setText(text.ml_number(opened.drawn_ul) if opened is not None else "")
        left = opened.left_ul if opened is not None else None
        self.left.setText(text.ml_number(left) if left is not None else "")

    def half_typed(self) -> HalfTyped | None:
        """Numbers that were typed and not filed, while there are any."""
        if self.isHidden() or self.drawn.isReadOnly():
            return None
        for field, stored_ul in (
            (self.drawn, self._open.drawn_ul if self._open is not None else None),
            (self.left, self._open.left_ul if self._open is not None else None),
        ):
            typed, stored = field.text().strip(), text.ml_number(stored_ul) if stored_ul is not None else ""
            if typed not in ("", stored):
                finish = "its buttons keep it, Esc leaves it"
                return HalfTyped("What was typed at the syringe", "kept", finish, typed)
        return None

    def _own_preparation(self) -> str | None:
        """The current preparation, None unless it is one of this session."""
        return self._preparation_id if self._preparation_id in {one.id for one in self._own} else None

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
        """The open syringe with what is left in it as typed, or as it is changed; UserError when that cannot be."""
        if self._open is None:
            return None
        drawn = self._drawn_ul()[0] if self._changing else self._open.drawn_ul
        if self.left.text().strip():
            left = self._left_ul()
            used_ul(drawn or 0, left)
        elif self._changing:
            left = None
        else:
            return None
        start = self._earlier[0].placed - 1 if self._claims() else self._open.after_placed
        return replace(self._open, drawn_ul=drawn or 0, left_ul=left, after_placed=start)

    def _tell(self) -> None:
        """Say what the numbers come to, and offer what can be done."""
        read_only, counted = self.drawn.isReadOnly(), self._counted()
        closing, trouble = None, ""
        try:
            closing = self._closing()
        except UserError as error:
            trouble = str(error).removesuffix(" Nothing was changed.")
        self._name_parts()
        self.fill.setEnabled(not read_only)
        self.earlier.setEnabled(not read_only)
        self.left.setEnabled(self._open is not None and not read_only)
        self.keep.setEnabled(closing is not None and not read_only)
        left_known = closing is not None and closing.left_ul is not None
        self.spread.setEnabled(left_known and bool(counted) and not read_only)
        show_earlier = self._open is not None and bool(self._earlier) and not read_only
        if show_earlier:
            set_label(self.earlier, f"Count the {len(self._earlier)} before")
        self.earlier.setVisible(show_earlier)
        set_words(self.said, trouble or self._sentence(closing, counted))

    def _name_parts(self) -> None:
        """Say of which preparation the syringe is where there are several, and what a press would file."""
        holds = self._open.preparation_id if self._open is not None else self._own_preparation()
        own = next((each for each in self._own if each.id == holds), None)
        named = f"Syringe of {own.position}" if own is not None and len(self._own) > 1 else "Syringe"
        set_words(self.title, named)
        same = self._size_ul and not self.drawn.text().strip()
        set_label(self.fill, f"Fill {text.ml_number(self._size_ul)}" if same else "Fill")
        self.fill.setVisible(not self._changing)
        set_label(self.keep, "Save the change" if self._changing else "Keep as charted")

    def _sentence(self, closing: Syringe | None, counted: Sequence[Site]) -> str:
        if self._open is None:
            return self._last_read or self._elsewhere or _HINT
        if self._changing and (closing is None or closing.left_ul is None):
            return "Nothing left is noted: this syringe is not read yet."
        found = compare(closing, counted) if closing is not None else None
        if found is not None:
            return f"{found.sentence()}."
        ul, number = sum(site.total_ul for site in counted), sum(site.injections for site in counted)
        since = f"{text.ml(ul)} at {text.count(number, 'site')}" if counted else "nothing yet"
        return f"Filled with {text.ml(self._open.drawn_ul)}. Charted since: {since}."

    # Acts -----------------------------------------------------------------------------------------------------------

    def _drawn_typed(self) -> None:
        self._typed = True
        self._tell()

    def _enter_drawn(self) -> None:
        """Enter files what was typed; with nothing typed it files nothing, and leads on to what is left."""
        if self._typed and self.drawn.text().strip() and not self._changing:
            self._fill()
        elif self._open is not None:
            self._go_to_left()

    def _go_to_left(self) -> None:
        self.left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.selectAll()

    def _fill(self) -> None:
        try:
            drawn, left = self._drawn_ul() if self.drawn.text().strip() else (self._size_ul or None, None)
            if drawn is None:
                raise UserError("Enter how much was drawn up, such as 2.5. Nothing was changed.")
            if left is not None:
                used_ul(drawn, left)
        except UserError as error:
            self._workspace.problem.emit(str(error))
            return
        if left is None or self._open is None:
            own = self._own_preparation()
            if self._workspace.do(findings.fill_syringe, self._session_id, drawn, preparation_id=own) is None:
                return
        elif drawn != self._open.drawn_ul:  # the one in use, as it is called out once it is empty
            changed = replace(self._open, drawn_ul=drawn)
            if not self._workspace.do(_kept, changed, volumes_ul={}):
                return
        else:
            self._show_opened(self._open)
        if left is not None:
            self.left.setText(text.ml_number(left))
            self.earlier.setChecked(not self._sites and bool(self._earlier))
            self._tell()
        self._go_to_left()

    def _change(self, syringe_id: str) -> None:
        """Take a syringe's numbers into the fields, or leave it as it was."""
        self._changing, self._open = syringe_id, None
        self._show_opened(None)
        self.refresh()
        if syringe_id:
            self._go_to_left()

    def _remove(self, syringe_id: str) -> None:
        self._changing = ""
        self._workspace.do(findings.remove_syringe, syringe_id)

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
        if not self._workspace.do(_kept, syringe, volumes_ul=volumes):
            return False  # the sentence is in the message bar
        self._changing = ""
        self.refresh()
        self.finished.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keys back."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)


def _kept(db: Database, syringe: Syringe, *, volumes_ul: Mapping[str, int]) -> bool:
    """Keep a syringe that is read, or one that is changed."""
    before = next(
        (each for each in findings.syringes_of_session(db, syringe.session_id) if each.id == syringe.id), None
    )
    first = before is not None and before.left_ul is None and syringe.left_ul is not None
    (findings.read_syringe if first else findings.change_syringe)(db, syringe, volumes_ul=volumes_ul)
    return True


def _last_words(last: Syringe, filled: Sequence[Syringe], charted: Sequence[Site], was_read: ReadWith) -> str:
    """What the last syringe came to, and how many sites were charted since it was read."""
    since = since_read(last, filled, charted, was_read)
    found = compare(last, sites_of(last, filled, charted, was_read))
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
