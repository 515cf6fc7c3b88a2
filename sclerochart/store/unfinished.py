"""New patients that were begun and not added yet: kept in the vault, no part of its record."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sclerochart.domain.new_patient import fields_of
from sclerochart.domain.people import Patient
from sclerochart.store import journal, patients
from sclerochart.store.database import Database

KEPT_S = 24 * 60 * 60
"""How long somebody who was cleared can be brought back."""

_KEY = "unfinished_patients"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed so far, by the name of the field in Patient."""

    id: str
    texts: Mapping[str, str]
    cleared_utc: int | None = None

    @property
    def list_name(self) -> str:
        """FAMILY, given: as listed; words where neither was typed."""
        names = [self.texts.get(name, "").strip() for name in ("family_name", "given_name")]
        return ", ".join(name for name in names if name) or "somebody without a name"


def unfinished(db: Database) -> list[Unfinished]:
    """Everybody begun and not added, the last one first."""
    return [each for each in _all(db) if each.cleared_utc is None]


def cleared(db: Database) -> list[Unfinished]:
    """Everybody who was cleared and can still be brought back, the last one first."""
    found = [(each.cleared_utc, each) for each in _all(db) if each.cleared_utc is not None]
    return [each for _at, each in sorted(found, key=lambda pair: pair[0], reverse=True)]


def keep_unfinished(db: Database, unfinished_id: str, texts: Mapping[str, str]) -> None:
    """Keep what was typed so far; empty `texts` are forgotten."""
    with db.writing():
        others = [each for each in _all(db) if each.id != unfinished_id]
        if any(text.strip() for text in texts.values()):
            others.insert(0, Unfinished(unfinished_id, texts))
        _write(db, others)


def clear_unfinished(db: Database, unfinished_id: str) -> None:
    """Somebody is not to be added after all; they can be brought back for a day, or until somebody is added."""
    _mark(db, unfinished_id, db.clock().utc)


def bring_back(db: Database, unfinished_id: str) -> None:
    """Whoever was cleared is begun again, with what was typed."""
    _mark(db, unfinished_id, None)


def add(db: Database, patient: Patient, unfinished_id: str) -> str:
    """Add a patient and give the new id back. In the same moment nobody is begun under `unfinished_id` any longer, and
    who was cleared is forgotten."""
    with db.writing():
        patient_id = patients.add(db, patient)
        before = _all(db)
        after = [each for each in before if each.id != unfinished_id and each.cleared_utc is None]
        if after != before:
            _write(db, after)
    return patient_id


def undo(db: Database, scope: str) -> None:
    """Take back the last act of a scope. A patient whose addition that was is begun again in the same moment."""
    patient_id = scope.removeprefix(journal.patient_scope(""))
    with db.writing():
        row = db.row("SELECT * FROM patient WHERE id = ?", (patient_id,)) if patient_id != scope else None
        journal.undo(db, scope)
        if row and db.value("SELECT 1 FROM patient WHERE id = ?", (patient_id,)) is None:
            keep_unfinished(db, patient_id, fields_of(patients.from_row(row)))


def _all(db: Database) -> list[Unfinished]:
    now = db.clock().utc
    found = [Unfinished(*each) for each in json.loads(db.setting(_KEY) or "[]")]
    return [each for each in found if each.cleared_utc is None or now - each.cleared_utc < KEPT_S]


def _mark(db: Database, unfinished_id: str, cleared_utc: int | None) -> None:
    with db.writing():
        _write(
            db,
            [replace(each, cleared_utc=cleared_utc) if each.id == unfinished_id else each for each in _all(db)],
        )


def _write(db: Database, everybody: Iterable[Unfinished]) -> None:
    rows = [[each.id, dict(each.texts), *([each.cleared_utc] if each.cleared_utc else [])] for each in everybody]
    db.set_setting(_KEY, json.dumps(rows, ensure_ascii=False))
