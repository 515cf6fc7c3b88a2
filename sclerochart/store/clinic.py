"""The clinic's own details: what it prints, who works there, which reference lines and answers it adopted."""

from dataclasses import asdict, replace

from sclerochart.domain.errors import UserError
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.people import Clinic, Practitioner
from sclerochart.store import journal
from sclerochart.store.database import Database, Row

ID = "clinic"


def get(db: Database) -> Clinic:
    """The clinic, with empty fields where nothing was entered."""
    return from_row(db.row("SELECT * FROM clinic"))


def from_row(row: Row | None) -> Clinic:
    """The clinic from its row of the table."""
    return Clinic(**{name: row[name] for name in Clinic.__dataclass_fields__}) if row else Clinic()


def edit(db: Database, clinic: Clinic, *, fold: str | None = None) -> None:
    """Write the clinic's details as they are now."""
    with journal.step(db, "Edit clinic details", journal.CLINIC, fold=fold) as step:
        if db.value("SELECT count(*) FROM clinic"):
            step.update("clinic", ID, asdict(clinic))
        else:
            step.insert("clinic", {"id": ID, **asdict(clinic)})


def practitioners(db: Database) -> list[Practitioner]:
    """Everybody who has a passphrase for this vault, by name."""
    return [Practitioner(**row) for row in db.rows("SELECT * FROM practitioner ORDER BY name, id")]


def practitioner(db: Database, practitioner_id: str) -> Practitioner:
    """One practitioner; an unknown one has empty fields and prints as a blank line."""
    row = db.row("SELECT * FROM practitioner WHERE id = ?", (practitioner_id,))
    return Practitioner(**row) if row else Practitioner(practitioner_id)


def add_practitioner(db: Database, practitioner: Practitioner) -> None:
    """Add a practitioner under the id that their key has."""
    with journal.step(db, "Add practitioner", journal.CLINIC) as step:
        step.insert("practitioner", asdict(practitioner))


def edit_practitioner(db: Database, practitioner: Practitioner, *, fold: str | None = None) -> None:
    """Write a practitioner's details as they are now."""
    with journal.step(db, "Edit practitioner details", journal.CLINIC, fold=fold) as step:
        step.update("practitioner", practitioner.id, asdict(practitioner))


def adopted_lines(db: Database) -> list[AdoptedLine]:
    """The reference lines that the clinic adopted."""
    return [AdoptedLine(**row) for row in db.rows("SELECT * FROM adopted_line ORDER BY product_id, form")]


def adopt_line(db: Database, line: AdoptedLine) -> str:
    """Adopt a line for a product and form, in place of the one adopted before; `line.id` is ignored."""
    if line.ul <= 0:
        raise UserError("A reference line needs a volume above 0 ml. Nothing was changed.")
    old = db.row("SELECT id FROM adopted_line WHERE product_id = ? AND form = ?", (line.product_id, line.form))
    line_id = str(old["id"]) if old else journal.new_id()
    with journal.step(db, "Adopt reference line", journal.CLINIC) as step:
        row = asdict(replace(line, id=line_id))
        if old:
            step.update("adopted_line", line_id, row)
        else:
            step.insert("adopted_line", row)
    return line_id


def drop_line(db: Database, line_id: str) -> None:
    """Stop showing an adopted line."""
    with journal.step(db, "Drop reference line", journal.CLINIC) as step:
        step.delete("adopted_line", line_id)


def answers(db: Database, protocol_id: str) -> dict[str, str]:
    """What the clinic settled about a protocol, by the question's key."""
    return {row["key"]: row["value"] for row in db.rows("SELECT * FROM answer WHERE protocol_id = ?", (protocol_id,))}


def set_answers(db: Database, protocol_id: str, values: dict[str, str]) -> None:
    """Keep answers to a protocol's open questions, all in one step; an empty value takes the answer away."""
    rows = db.rows("SELECT * FROM answer WHERE protocol_id = ?", (protocol_id,))
    old = {row["key"]: row["id"] for row in rows}
    with journal.step(db, "Settle aftercare", journal.CLINIC) as step:
        for key, value in values.items():
            if key in old and value:
                step.update("answer", old[key], {"value": value})
            elif key in old:
                step.delete("answer", old[key])
            elif value:
                row = {"id": journal.new_id(), "protocol_id": protocol_id, "key": key, "value": value}
                step.insert("answer", row)
