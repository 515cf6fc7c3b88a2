"""What stood around a session when it was signed, by the journal: a signed record does not follow later edits."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from sclerochart.domain.findings import Run
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.session import Session
from sclerochart.store import clinic, findings, journal, patients
from sclerochart.store.database import Database, Row
from sclerochart.store.journal import Change
from sclerochart.store.schema import lift


@dataclass(frozen=True, slots=True)
class Around:
    """Patient, practitioners, clinic and adopted lines as a session's record names them."""

    patient: Patient
    practitioner: Practitioner
    signer: Practitioner | None
    clinic: Clinic
    lines: tuple[AdoptedLine, ...]


def around(db: Database, session: Session, *, as_of_now: bool = False) -> Around:
    """All of it as it stood after the step that signed the session; as it stands now for a draft, or if asked for."""
    signed_in = None if as_of_now else _signed_in(db, session)
    own = _Past(db, journal.patient_scope(session.patient_id), signed_in)
    common = _Past(db, journal.CLINIC, signed_in)
    patient = own.row("patient", session.patient_id)
    practitioner = partial(_practitioner, common)
    return Around(
        patient=patients.from_row(patient) if patient else patients.get(db, session.patient_id),
        practitioner=practitioner(session.practitioner_id),
        signer=practitioner(session.signed_by) if session.signed else None,
        clinic=clinic.from_row(common.row("clinic", clinic.ID)),
        lines=_lines(common),
    )


def lines(db: Database, session: Session) -> tuple[AdoptedLine, ...]:
    """The adopted lines that a session is held against: those of its signature, or of now for a draft."""
    return _lines(_Past(db, journal.CLINIC, _signed_in(db, session)))


def _lines(past: "_Past") -> tuple[AdoptedLine, ...]:
    return tuple(AdoptedLine(**row) for row in past.rows("adopted_line", order=("product_id", "form")))


def runs(db: Database, session: Session) -> list[Run]:
    """The runs of a session's page; those drawn in another session as they stood at this one's signature."""
    signed_in = _signed_in(db, session)
    found = []
    for run in findings.runs_of_session(db, session.id):
        own = run.session_id == session.id
        row = None if own else _Past(db, journal.session_scope(run.session_id), signed_in).row("run", run.id)
        found.append(findings.run_from_row(row) if row else run)
    return found


def names(db: Database, session: Session) -> dict[str, str]:
    """By the session's id what the signer was called at the signature, by an addendum's id what its author was then."""
    authors = db.rows("SELECT id, author FROM addendum WHERE session_id = ?", (session.id,))
    by = {row["id"]: row["author"] for row in authors} | {session.id: session.signed_by}
    written = _written_in(db, session).items()
    return {row_id: _practitioner(_Past(db, journal.CLINIC, n), by[row_id]).name for row_id, n in written}


def _practitioner(past: "_Past", practitioner_id: str) -> Practitioner:
    row = past.row("practitioner", practitioner_id)
    return Practitioner(**row) if row else Practitioner(practitioner_id)


class _Past:
    """The rows of a scope as they stood after step `n` (None: as they stand): the first change since then found them
    so. All changes to one of these tables are in one scope, undo and redo among them."""

    def __init__(self, db: Database, scope: str, n: int | None) -> None:
        self._db, self._scope, self._n = db, scope, n

    def row(self, table: str, row_id: str) -> Row | None:
        """One row; None when it was not there."""
        for changed, changed_id, before, _ in self._since(f'["{table}","{row_id}",', " LIMIT 1"):
            if (changed, changed_id) == (table, row_id):
                return before
        return self._db.row(f"SELECT * FROM {table} WHERE id = ?", (row_id,))

    def rows(self, table: str, *, order: tuple[str, ...]) -> list[Row]:
        """Every row of a table in order, also one that was removed since and without one that came since."""
        found: dict[str, Row | None] = {row["id"]: row for row in self._db.rows(f"SELECT * FROM {table}")}
        for changed, changed_id, before, _ in reversed(list(self._since(f'["{table}",'))):
            if changed == table:
                found[changed_id] = before
        return sorted((row for row in found.values() if row), key=lambda row: [row[name] for name in order])

    def _since(self, opening: str, limit: str = "") -> Iterator[Change]:
        """The changes of later steps whose image holds one that opens so: only such images are taken apart."""
        if self._n is not None:
            which = f"scope = ? AND n > ? AND instr(body, ?) ORDER BY n{limit}"
            yield from (change for _, change in _changes(self._db, which, self._scope, self._n, opening))


def _signed_in(db: Database, session: Session) -> int | None:
    return _written_in(db, session).get(session.id)


def _written_in(db: Database, session: Session) -> dict[str, int]:
    """In which steps a signed session was signed, by its id, and its addenda added, by theirs."""
    found: dict[str, int] = {}
    if not session.signed:
        return found
    for n, (table, row_id, _, after) in _changes(db, "scope = ? ORDER BY n DESC", journal.session_scope(session.id)):
        if table == "addendum":
            found[row_id] = n
        elif table == "session" and after is not None and after["signed_utc"] is not None:
            found[row_id] = n
            break
    return found


def _changes(db: Database, which: str, *arguments: str | int) -> Iterator[tuple[int, Change]]:
    """The steps' changes one by one; what was erased is passed over."""
    steps = db.execute(f"SELECT n, schema, body FROM step JOIN image USING (n) WHERE {which}", arguments)
    for n, schema, body in steps:
        for table, row_id, before, after in json.loads(body or "[]"):
            yield n, (table, row_id, lift(table, before, schema), lift(table, after, schema))
