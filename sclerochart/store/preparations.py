"""Preparations: what is in the syringe. Editing one corrects all its sites; a new vial or lot is a new one."""

from dataclasses import asdict, replace
from datetime import date

from sclerochart.domain import text
from sclerochart.domain.session import Preparation
from sclerochart.store import journal
from sclerochart.store.database import Database, Row
from sclerochart.store.schema import REFERENCES


def from_row(row: Row) -> Preparation:
    """A preparation from a row of the table."""
    return Preparation(**{**row, "expiry": date.fromisoformat(row["expiry"]) if row["expiry"] else None})


def to_row(preparation: Preparation) -> Row:
    """A row of the table from a preparation."""
    return {**asdict(preparation), "expiry": preparation.expiry.isoformat() if preparation.expiry else None}


def of_session(db: Database, session_id: str) -> list[Preparation]:
    """A session's preparations in the order they were made."""
    rows = db.rows("SELECT * FROM preparation WHERE session_id = ? ORDER BY position, id", (session_id,))
    return [from_row(row) for row in rows]


def get(db: Database, preparation_id: str) -> Preparation | None:
    """One preparation, or None when it is no longer there."""
    row = db.row("SELECT * FROM preparation WHERE id = ?", (preparation_id,))
    return from_row(row) if row else None


def add(db: Database, session_id: str, preparation: Preparation) -> str:
    """Add a preparation to a session; its id, session and position are given here."""
    with journal.step(db, "Add preparation", journal.session_scope(session_id)) as step:
        return insert(db, step, session_id, preparation)


def insert(db: Database, step: journal.Step, session_id: str, preparation: Preparation) -> str:
    """Add a preparation within a step that is open."""
    made = replace(preparation, id=journal.new_id(), session_id=session_id, position=_next_position(db, session_id))
    step.insert("preparation", to_row(made))
    return made.id


def _next_position(db: Database, session_id: str) -> int:
    return int(db.value("SELECT coalesce(max(position), 0) + 1 FROM preparation WHERE session_id = ?", (session_id,)))


def edit(db: Database, preparation: Preparation, *, fold: str | None = None) -> None:
    """Correct a preparation, and with it all its sites."""
    with journal.step(db, "Edit preparation", journal.session_scope(preparation.session_id), fold=fold) as step:
        step.update("preparation", preparation.id, to_row(preparation))


def remove(db: Database, preparation: Preparation, *, instead: str | None = None) -> None:
    """Take a preparation away; its sites and syringes are from then on of the preparation `instead`, or stay with the
    preparation not named."""
    label = "Remove preparation" if instead is None else "Change preparation"
    with journal.step(db, label, journal.session_scope(preparation.session_id)) as step:
        for table, column, _ in REFERENCES["preparation"]:
            for row in db.rows(f"SELECT id FROM {table} WHERE {column} = ?", (preparation.id,)):
                step.update(table, row["id"], {column: instead})
        step.delete("preparation", preparation.id)


def name_unnamed(db: Database, session_id: str, preparation_id: str) -> int:
    """Give every site of the session without a preparation this one; how many there were."""
    rows = db.rows("SELECT id FROM site WHERE session_id = ? AND preparation_id IS NULL", (session_id,))
    label = f"Name the preparation of {text.count(len(rows), 'site')}"
    with journal.step(db, label, journal.session_scope(session_id)) as step:
        for row in rows:
            step.update("site", row["id"], {"preparation_id": preparation_id})
    return len(rows)


def within(db: Database, step: journal.Step, session_id: str, preparation_id: str) -> str:
    """A preparation's id within this session: another session's is made here anew, once."""
    found = get(db, preparation_id)
    if found is None or found.session_id == session_id:
        return preparation_id
    for own in of_session(db, session_id):
        if replace(own, id=found.id, session_id=found.session_id, position=found.position) == found:
            return own.id
    return insert(db, step, session_id, found)


def recent(db: Database, *, limit: int = 10) -> list[Preparation]:
    """The last different preparations used in any session, newest first: to take a lot over instead of typing it."""
    rows = db.rows(
        "SELECT preparation.*, max(treated_utc) FROM preparation JOIN session ON session.id = session_id "
        "GROUP BY product_id, brand, ug_per_ml, form, lot, expiry, needle ORDER BY max(treated_utc) DESC LIMIT ?",
        (limit,),
    )
    return [from_row({name: row[name] for name in Preparation.__dataclass_fields__}) for row in rows]
