"""The journal: autosave, undo stack, audit trail and tamper evidence at once, and the one door to writing.

A step is one transaction with the images of every row before and after. Its digest is SHA-256 over the digest of this
device's previous step and every other column; a change to any step breaks the chain from there on. Undo state is
derived by walking a scope's steps in order and stored nowhere.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.store import schema
from sclerochart.store.database import Database, Row
from sclerochart.store.schema import JOURNALLED, REFERENCES, SCHEMA, lift
from sclerochart.store.search import reindex_touched

START = bytes(32)
"""What stands before the first step of a chain."""

SIGNED = "This session is signed and can no longer be changed. Add an addendum instead. Nothing was changed."
CHANGED_SINCE = "That has been changed since, so it cannot be undone by itself. Nothing was changed."

Change = tuple[str, str, Row | None, Row | None]
"""(table, id, row before or None, row after or None)"""


def session_scope(session_id: str) -> str:
    """The scope of everything done within one session."""
    return f"session:{session_id}"


def patient_scope(patient_id: str) -> str:
    """The scope of what is done to one patient's details and to the list of their sessions."""
    return f"patient:{patient_id}"


CLINIC = "clinic"


def new_id() -> str:
    """A random id, never reused."""
    return secrets.token_hex(12)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces, of integers, text and None only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def image_digest(salt: bytes, body: str) -> bytes:
    """SHA-256 of the salt and the body."""
    return hashlib.sha256(salt + body.encode()).digest()


_COLUMNS = (
    "n", "device", "seq", "at", "offset_min", "author", "label", "scope", "kind", "target", "fold", "schema",
    "image_digest",
)  # fmt: skip


def step_digest(prev: bytes, row: Row) -> bytes:
    """SHA-256 of the previous digest and every other column of the step."""
    values = [row[name].hex() if isinstance(row[name], bytes) else row[name] for name in _COLUMNS]
    return hashlib.sha256(prev + canonical(values).encode()).digest()


class Step:
    """The rows that one act changes; made by `step`, which writes it to the journal at the end."""

    def __init__(self, db: Database, scope: str) -> None:
        self._db = db
        self._scope = scope
        self.changes: list[Change] = []

    def insert(self, table: str, row: Row) -> None:
        """Add a whole row with a new id: every column, so that its image can be replayed."""
        missing = set(schema.columns(self._db, table)) ^ set(row)
        if missing:
            raise ValueError(f"a row of {table} differs from its table in {', '.join(sorted(missing))}")
        self.apply((table, row["id"], None, row))

    def update(self, table: str, row_id: str, changes: Row) -> None:
        """Change some columns of a row; a change that changes nothing is not written."""
        before = self._read(table, row_id)
        if before is None:
            raise UserError("That is no longer there: it was removed meanwhile. Nothing was changed.")
        after = {**before, **changes}
        if after != before:
            self.apply((table, row_id, before, after))

    def delete(self, table: str, row_id: str) -> None:
        """Remove a row."""
        before = self._read(table, row_id)
        if before is None:
            raise UserError("That was already removed. Nothing was changed.")
        self.apply((table, row_id, before, None))

    def apply(self, change: Change) -> None:
        """Write one change; the row must be as `before` says, and nothing may be left pointing at a removed row."""
        table, row_id, before, after = change
        if table not in JOURNALLED:
            raise ValueError(f"{table} is not a journalled table")
        self._check_owner(table, before, after)
        if self._read(table, row_id) != before:
            raise UserError(CHANGED_SINCE)
        if after is None:
            self._check_children(table, row_id)
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        elif before is None:
            names = list(after)
            marks = ",".join("?" * len(names))
            self._db.execute(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", list(after.values()))
        else:
            changed = {name: value for name, value in after.items() if before[name] != value}
            names = [f"{name} = ?" for name in changed]
            self._db.execute(f"UPDATE {table} SET {','.join(names)} WHERE id = ?", [*changed.values(), row_id])
        self.changes.append(change)

    def _read(self, table: str, row_id: str) -> Row | None:
        return self._db.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))

    def _check_owner(self, table: str, before: Row | None, after: Row | None) -> None:
        row = after or before
        assert row is not None
        session_id = row["id"] if table == "session" else row.get("session_id")
        if session_id is None:
            return
        comes_or_goes = table == "session" and (before is None or after is None)
        expected = patient_scope(row["patient_id"]) if comes_or_goes else session_scope(session_id)
        if self._scope != expected:
            raise ValueError(f"{table} belongs to the scope {expected}, not {self._scope}")
        if table == "addendum" and before is None:
            return
        if self._db.value("SELECT signed_utc FROM session WHERE id = ?", (session_id,)) is not None:
            raise UserError(SIGNED)

    def _check_children(self, table: str, row_id: str) -> None:
        for child, column, noun in REFERENCES.get(table, ()):
            found = self._db.value(f"SELECT count(*) FROM {child} WHERE {column} = ?", (row_id,))
            if found:
                plural = "addenda" if noun == "addendum" else None
                raise UserError(
                    f"This {table} has {text.count(found, noun, plural)}; undo those first. Nothing was changed."
                )


@contextmanager
def step(db: Database, label: str, scope: str, *, fold: str | None = None) -> Iterator[Step]:
    """One act: everything written inside is committed with its images, or nothing is.

    `label` names the act in the undo menu and holds no personal data. Steps of the same `fold` are undone together. A
    step that changed nothing leaves no trace.
    """
    with db.writing():
        made = Step(db, scope)
        yield made
        if made.changes:
            _write(db, made.changes, label, scope, fold=fold)


def _write(
    db: Database, changes: list[Change], label: str, scope: str, *, kind: str = "do", target: int | None = None,
    fold: str | None = None,
) -> None:  # fmt: skip
    last = db.row("SELECT seq, digest FROM step WHERE device = ? ORDER BY seq DESC LIMIT 1", (db.device,))
    salt, body = secrets.token_bytes(16), canonical(changes)
    when = db.clock()
    row: Row = {
        "n": (db.value("SELECT max(n) FROM step") or 0) + 1, "device": db.device, "seq": last["seq"] + 1 if last else 1,
        "at": when.utc, "offset_min": when.offset_min, "author": db.author, "label": label, "scope": scope,
        "kind": kind, "target": target, "fold": fold, "schema": SCHEMA, "image_digest": image_digest(salt, body),
        "prev": last["digest"] if last else START,
    }  # fmt: skip
    row["digest"] = step_digest(row["prev"], row)
    db.execute(f"INSERT INTO step ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))
    db.execute("INSERT INTO image (n, salt, body) VALUES (?, ?, ?)", (row["n"], salt, body))
    reindex_touched(db, changes)


_Entry = tuple[int, str, str | None]
"""A `do` step: (n, label, fold)"""


@dataclass(slots=True)
class _Walk:
    """Undo state of one scope up to step `n`."""

    n: int = 0
    done: list[_Entry] = field(default_factory=list)
    undone: list[_Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UndoNames:
    """What undo and redo would do, in the words of the step; None when there is nothing."""

    undo: str | None
    redo: str | None


def _walk(db: Database, scope: str) -> _Walk:
    """Walk on from where the last walk of this scope ended; steps are never rewritten, so that is enough. What undo
    passes over is never at the top of `done`."""
    walk: _Walk = db.walks.setdefault(scope, _Walk())
    for row in db.rows(
        "SELECT n, label, kind, target, fold FROM step WHERE scope = ? AND n > ? ORDER BY n", (scope, walk.n)
    ):
        walk.n = row["n"]
        if row["kind"] == "do":
            walk.done.append((row["n"], row["label"], row["fold"]))
            walk.undone.clear()
        else:
            source, sink = (walk.done, walk.undone) if row["kind"] == "undo" else (walk.undone, walk.done)
            moved = source.pop()
            while source and moved[0] != row["target"]:  # undo passed over what was above
                moved = source.pop()
            if moved[0] != row["target"]:
                raise ValueError(f"step {row['n']} does not follow from the steps before it")
            sink.append(moved)
    while walk.done:
        group = _together(walk.done)
        if not (_came_to_nothing(db, group) or (scope.startswith(patient_scope("")) and _lasts(db, group[0][0]))):
            break
        del walk.done[-len(group) :]
    return walk


def _together(stack: list[_Entry]) -> list[_Entry]:
    """The top of a stack and what is under it of the same fold, the top first."""
    fold = stack[-1][2]
    group = [stack[-1]]
    for entry in reversed(stack[:-1]):
        if fold is None or entry[2] != fold:
            break
        group.append(entry)
    return group


def _came_to_nothing(db: Database, group: list[_Entry]) -> bool:
    """Whether undoing steps of one fold would leave every row as it is, as after a word typed and deleted: undo passes
    over them."""
    seen = set()
    for n, _label, _fold in reversed(group):
        if len(group) == 1 or not db.value("SELECT body IS NOT NULL FROM image WHERE n = ?", (n,)):
            return False
        for table, row_id, before, _after in _images(db, n):
            if (table, row_id) not in seen and db.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,)) != before:
                return False
            seen.add((table, row_id))
    return True


_SIGNED_OF = {
    "session": "SELECT 1 FROM session WHERE id = ? AND signed_utc IS NOT NULL",
    "patient": "SELECT 1 FROM session WHERE patient_id = ? AND signed_utc IS NOT NULL LIMIT 1",
}


def _lasts(db: Database, n: int) -> bool:
    """Whether undoing a step would take away a signed session, or the patient it is of: undo passes over it."""
    body = db.value("SELECT body FROM image WHERE n = ?", (n,))
    return any(
        before is None and table in _SIGNED_OF and db.value(_SIGNED_OF[table], (row_id,)) is not None
        for table, row_id, before, _after in json.loads(body or "[]")
    )


def names(db: Database, scope: str) -> UndoNames:
    """What undo and redo are called now."""
    walk = _walk(db, scope)
    return UndoNames(walk.done[-1][1] if walk.done else None, walk.undone[-1][1] if walk.undone else None)


def added_last(db: Database, scope: str, table: str) -> frozenset[str]:
    """The ids of the rows of a table that the last act of the scope added, and that undo would take away."""
    walk = _walk(db, scope)
    bodies = [
        db.value("SELECT body FROM image WHERE n = ?", (n,))
        for n, _label, _fold in (_together(walk.done) if walk.done else ())
    ]
    return frozenset(
        row_id
        for body in bodies
        for changed, row_id, before, _after in json.loads(body or "[]")
        if changed == table and before is None
    )


def undo(db: Database, scope: str) -> None:
    """Take back the last act of the scope, and those of the same fold before it."""
    _turn(db, scope, "undo")


def redo(db: Database, scope: str) -> None:
    """Do again what was taken back last, with those of the same fold."""
    _turn(db, scope, "redo")


def _turn(db: Database, scope: str, kind: str) -> None:
    with db.writing():
        walk = _walk(db, scope)
        stack = walk.done if kind == "undo" else walk.undone
        if not stack:
            raise UserError(f"There is nothing to {kind} here.")
        try:
            for target, label, own_fold in _together(stack):
                changes = _images(db, target)
                if kind == "undo":
                    changes = [(table, row_id, after, before) for table, row_id, before, after in reversed(changes)]
                made = Step(db, scope)
                for change in changes:
                    made.apply(change)
                _write(db, made.changes, label, scope, kind=kind, target=target, fold=own_fold)
        except BaseException:
            db.walks.pop(scope, None)
            raise


def _images(db: Database, n: int) -> list[Change]:
    row = db.row("SELECT schema, body FROM step JOIN image USING (n) WHERE n = ?", (n,))
    if row is None or row["body"] is None:
        raise UserError("What this step held was erased, so it cannot be undone. Nothing was changed.")
    return [
        (table, row_id, lift(table, before, row["schema"]), lift(table, after, row["schema"]))
        for table, row_id, before, after in json.loads(row["body"])
    ]


def head(db: Database) -> str:
    """The digest (hex) of this device's last step: what a printed record is held against."""
    found = db.value("SELECT digest FROM step WHERE device = ? ORDER BY seq DESC LIMIT 1", (db.device,))
    return (found or START).hex()


def last_saved(db: Database) -> Moment | None:
    """When the last step was committed."""
    row = db.row("SELECT at, offset_min FROM step ORDER BY n DESC LIMIT 1")
    return Moment(row["at"], row["offset_min"]) if row else None
