"""Patients: found as one types, added and edited."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from sclerochart.domain import search_words
from sclerochart.domain.errors import Gone
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient
from sclerochart.store import journal
from sclerochart.store.database import Database, Row
from sclerochart.store.search import match


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A line of the patient list."""

    patient: Patient
    last_visit: Moment | None


def from_row(row: Row) -> Patient:
    """A patient from a row of the table."""
    born = row["birth_date"]
    fields = {name: row[name] for name in Patient.__dataclass_fields__ if name != "birth_date"}
    return Patient(**fields, birth_date=date.fromisoformat(born) if born else None)


def to_row(patient: Patient) -> Row:
    """A row of the table from a patient."""
    return {**asdict(patient), "birth_date": patient.birth_date.isoformat() if patient.birth_date else None}


def search(db: Database, typed: str, *, limit: int = 50, offset: int = 0) -> list[PatientRow]:
    """Patients that match every word typed, last visit first, then by name; all of them when nothing is typed."""
    terms = search_words.query_terms(typed)
    if typed.strip() and not terms:
        return []
    rows = _matching(db, terms, limit=limit, offset=offset)
    if rows or not terms or (offset and _matching(db, terms, limit=1, offset=0)):
        return rows
    for looser in search_words.looser_terms(terms):
        rows = _matching(db, looser, limit=limit, offset=offset)
        if rows or (offset and _matching(db, looser, limit=1, offset=0)):
            break
    return rows


def _matching(db: Database, terms: list[search_words.Term], *, limit: int, offset: int) -> list[PatientRow]:
    if terms:
        ranks = "SELECT rowid AS rank FROM patient_search WHERE patient_search MATCH :words ORDER BY rowid DESC"
    else:
        ranks = "SELECT rank FROM patient_index ORDER BY rank DESC"
    rows = db.rows(
        f"SELECT patient.*, last_visit_utc, last_visit_offset_min FROM ({ranks} LIMIT :limit OFFSET :offset) AS found "
        "JOIN patient_index USING (rank) JOIN patient ON patient.id = patient_index.patient_id ORDER BY rank DESC",
        {"words": match(terms), "limit": limit, "offset": offset},
    )
    return [
        PatientRow(
            from_row(row),
            None if row["last_visit_utc"] is None else Moment(row["last_visit_utc"], row["last_visit_offset_min"]),
        )
        for row in rows
    ]


def count(db: Database) -> int:
    """How many patients the vault holds."""
    return int(db.value("SELECT count(*) FROM patient"))


def get(db: Database, patient_id: str) -> Patient:
    """One patient; Gone when they are no longer there."""
    row = db.row("SELECT * FROM patient WHERE id = ?", (patient_id,))
    if row is None:
        raise Gone("This patient is no longer in the vault: adding them was undone. Nothing was changed.")
    return from_row(row)


def add(db: Database, patient: Patient) -> str:
    """Add a patient under a new id and give it back; `patient.id` is ignored."""
    patient_id = journal.new_id()
    with journal.step(db, "Add patient", journal.patient_scope(patient_id)) as step:
        step.insert("patient", to_row(replace(patient, id=patient_id)))
    return patient_id


def edit(db: Database, patient: Patient, *, fold: str | None = None) -> None:
    """Write a patient's details as they are now."""
    with journal.step(db, "Edit patient details", journal.patient_scope(patient.id), fold=fold) as step:
        step.update("patient", patient.id, to_row(patient))


def probable_duplicates(db: Database, patient: Patient) -> list[Patient]:
    """Other patients who may be the same person: the same NHS or record number, or born on the same day with the same
    family name or, without a day of birth on either side, the same full name."""
    found: dict[str, Patient] = {}
    numbers = [number for number in (patient.nhs_number, patient.record_number) if number.strip()]
    for typed in (*numbers, patient.name):
        for row in search(db, typed, limit=20) if typed.strip() else []:
            found[row.patient.id] = row.patient
    if patient.birth_date:
        for born in search(db, patient.birth_date.isoformat(), limit=200):
            found[born.patient.id] = born.patient
    return [other for other in found.values() if other.id != patient.id and _alike(patient, other)]


def _squeezed(number: str) -> str:
    return "".join(character for character in number.casefold() if character.isalnum())


def _name(typed: str) -> str:
    """A name as it is told apart from others: without accents, spaces and hyphens."""
    return _squeezed(search_words.fold(typed))


def _alike(one: Patient, other: Patient) -> bool:
    for number, second in ((one.nhs_number, other.nhs_number), (one.record_number, other.record_number)):
        if _squeezed(number) and _squeezed(number) == _squeezed(second):
            return True
    same_family = _name(one.family_name) == _name(other.family_name)
    same_given = _name(one.given_name) == _name(other.given_name)
    if one.birth_date and other.birth_date:
        return one.birth_date == other.birth_date and (same_family or same_given)
    return same_family and same_given
