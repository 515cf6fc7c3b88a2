"""The tables, and how an older vault is brought up to date.

A journalled table changes only by adding columns, or with one pure lift per migration: rows, undo and verify use the
same lift, so that an image written by an older version still fits.
"""

from collections.abc import Callable
from typing import Any

from sqlite_utils import Migrations
from sqlite_utils.db import Database as Tables

from sclerochart.domain.errors import UserError
from sclerochart.store.database import Database, Row

SCHEMA = 2
"""The version this program writes; also the vault's `user_version` and each step's `schema`."""

JOURNALLED = (
    "clinic", "practitioner", "patient", "session", "preparation", "site", "photo", "addendum", "adopted_line",
    "answer", "run", "mark", "syringe", "timing", "phrase",
)  # fmt: skip
"""Every table whose rows the journal can replay; thumbnails, the search index and settings are not among them."""

_SINCE_2: dict[str, Row] = {"site": {"injections": 1, "run_id": None}, "session": {"plan": "", "other_side": ""}}
"""Columns that schema 2 added, and what an older row says there."""

LIFTS: dict[int, Callable[[str, Row], Row]] = {2: lambda table, row: {**row, **_SINCE_2.get(table, {})}}
"""Schema n -> the pure function that turns a row of schema n - 1 into one of schema n."""

migrations = Migrations("sclerochart")


def lift(table: str, row: Row | None, schema: int) -> Row | None:
    """A row as it would be written today, from one written under an older schema."""
    for version in range(schema + 1, SCHEMA + 1):
        if row is not None and version in LIFTS:
            row = LIFTS[version](table, row)
    return row


def bring_up_to_date(db: Database) -> None:
    """Apply the migrations that are pending; a vault of a newer version is refused in words."""
    found = db.value("PRAGMA user_version")
    if found > SCHEMA:
        raise UserError(
            "This vault was last used with a newer version of sclerochart. Install that version to open it. "
            "Nothing was changed."
        )
    if found < SCHEMA:
        migrations.apply(db.utils)
        db.execute(f"PRAGMA user_version = {SCHEMA}")


def pending(db: Database) -> bool:
    """True when opening would change the tables, so that the database is copied first."""
    return bool(0 < db.value("PRAGMA user_version") < SCHEMA)


@migrations()
def first_tables(tables: Tables) -> None:
    for statement in _FIRST.split("\n\n"):
        tables.conn.execute(statement)


@migrations()
def runs_marks_and_areas(tables: Tables) -> None:
    for statement in _SECOND.split("\n\n"):
        tables.conn.execute(statement)


_FIRST = """\
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT

CREATE TABLE step (
  n INTEGER PRIMARY KEY, device TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, offset_min INTEGER NOT NULL,
  author TEXT NOT NULL, label TEXT NOT NULL, scope TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')), target INTEGER REFERENCES step (n), fold TEXT,
  schema INTEGER NOT NULL, image_digest BLOB NOT NULL, prev BLOB NOT NULL, digest BLOB NOT NULL,
  UNIQUE (device, seq), CHECK ((kind = 'do') = (target IS NULL))) STRICT

CREATE INDEX step_scope ON step (scope, n)

CREATE TABLE image (n INTEGER PRIMARY KEY REFERENCES step (n), salt BLOB NOT NULL, body TEXT) STRICT

CREATE TRIGGER step_stays BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END

CREATE TRIGGER step_kept BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END

CREATE TRIGGER image_kept BEFORE DELETE ON image BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END

CREATE TRIGGER image_stays BEFORE UPDATE ON image
WHEN NEW.body IS NOT NULL OR NEW.n IS NOT OLD.n OR NEW.salt IS NOT OLD.salt
BEGIN SELECT RAISE(ABORT, 'an image of the journal can only be erased'); END

CREATE TABLE clinic (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, out_of_hours TEXT NOT NULL, address TEXT NOT NULL,
  emergency_number TEXT NOT NULL, urgent_number TEXT NOT NULL, protocol_id TEXT NOT NULL) STRICT

CREATE TABLE practitioner (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, profession TEXT NOT NULL, registration TEXT NOT NULL) STRICT

CREATE TABLE patient (
  id TEXT PRIMARY KEY, given_name TEXT NOT NULL, family_name TEXT NOT NULL, birth_date TEXT,
  record_number TEXT NOT NULL, nhs_number TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
  address TEXT NOT NULL, allergies TEXT NOT NULL, alerts TEXT NOT NULL, notes TEXT NOT NULL) STRICT

CREATE TABLE session (
  id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id), treated_utc INTEGER NOT NULL,
  treated_offset_min INTEGER NOT NULL, notes TEXT NOT NULL, signed_utc INTEGER, signed_offset_min INTEGER,
  signed_by TEXT NOT NULL, sign_reason TEXT NOT NULL) STRICT

CREATE INDEX session_patient ON session (patient_id, treated_utc)

CREATE INDEX session_draft ON session (treated_utc) WHERE signed_utc IS NULL

CREATE INDEX session_treated ON session (treated_utc)

CREATE TABLE preparation (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), position INTEGER NOT NULL,
  product_id TEXT NOT NULL, brand TEXT NOT NULL, substance TEXT NOT NULL, ug_per_ml INTEGER NOT NULL,
  form TEXT NOT NULL, lot TEXT NOT NULL, expiry TEXT, needle TEXT NOT NULL) STRICT

CREATE INDEX preparation_session ON preparation (session_id)

CREATE TABLE site (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), placed INTEGER NOT NULL,
  entered_utc INTEGER NOT NULL, entered_offset_min INTEGER NOT NULL, side TEXT NOT NULL, view TEXT NOT NULL,
  x INTEGER NOT NULL, y INTEGER NOT NULL, z INTEGER NOT NULL, region TEXT NOT NULL, corrected_region TEXT,
  space TEXT NOT NULL, volume_ul INTEGER NOT NULL, vein_type TEXT NOT NULL,
  preparation_id TEXT REFERENCES preparation (id), note TEXT NOT NULL) STRICT

CREATE INDEX site_session ON site (session_id, placed)

CREATE INDEX site_preparation ON site (preparation_id)

CREATE TABLE photo (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), at_utc INTEGER NOT NULL,
  at_offset_min INTEGER NOT NULL, phase TEXT NOT NULL, leg TEXT NOT NULL, view TEXT NOT NULL, kind TEXT NOT NULL,
  sha256 TEXT NOT NULL, byte_count INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  orientation INTEGER NOT NULL, note TEXT NOT NULL) STRICT

CREATE INDEX photo_session ON photo (session_id)

CREATE TABLE thumbnail (photo_id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT

CREATE TABLE addendum (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), at_utc INTEGER NOT NULL,
  at_offset_min INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL) STRICT

CREATE INDEX addendum_session ON addendum (session_id)

CREATE TABLE adopted_line (
  id TEXT PRIMARY KEY, product_id TEXT NOT NULL, form TEXT NOT NULL, ul INTEGER NOT NULL, label TEXT NOT NULL,
  source TEXT NOT NULL, UNIQUE (product_id, form)) STRICT

CREATE TABLE answer (
  id TEXT PRIMARY KEY, protocol_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
  UNIQUE (protocol_id, key)) STRICT

CREATE TABLE patient_index (
  patient_id TEXT PRIMARY KEY, rank INTEGER NOT NULL UNIQUE, last_visit_utc INTEGER,
  last_visit_offset_min INTEGER) STRICT

CREATE VIRTUAL TABLE patient_search USING fts5 (
  words, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"""


_SECOND = """\
CREATE TABLE run (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), drawn INTEGER NOT NULL, side TEXT NOT NULL,
  view TEXT NOT NULL, points TEXT NOT NULL, space TEXT NOT NULL, vein_type TEXT NOT NULL, diameter_um INTEGER,
  note TEXT NOT NULL) STRICT

CREATE INDEX run_session ON run (session_id)

CREATE TABLE mark (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), placed INTEGER NOT NULL, kind TEXT NOT NULL,
  side TEXT NOT NULL, view TEXT NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL, z INTEGER NOT NULL,
  region TEXT NOT NULL, space TEXT NOT NULL, points TEXT NOT NULL, distance_mm INTEGER, note TEXT NOT NULL) STRICT

CREATE INDEX mark_session ON mark (session_id)

CREATE TABLE syringe (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), after_placed INTEGER NOT NULL,
  drawn_ul INTEGER NOT NULL, left_ul INTEGER, preparation_id TEXT REFERENCES preparation (id)) STRICT

CREATE INDEX syringe_session ON syringe (session_id)

CREATE TABLE timing (
  id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), kind TEXT NOT NULL,
  started_utc INTEGER NOT NULL, ended_utc INTEGER, offset_min INTEGER NOT NULL, UNIQUE (session_id, kind)) STRICT

CREATE TABLE phrase (id TEXT PRIMARY KEY, position INTEGER NOT NULL, text TEXT NOT NULL) STRICT

ALTER TABLE site ADD COLUMN injections INTEGER NOT NULL DEFAULT 1

ALTER TABLE site ADD COLUMN run_id TEXT REFERENCES run (id)

CREATE INDEX site_run ON site (run_id)

ALTER TABLE session ADD COLUMN plan TEXT NOT NULL DEFAULT ''

ALTER TABLE session ADD COLUMN other_side TEXT NOT NULL DEFAULT ''"""


def columns(db: Database, table: str) -> list[str]:
    """The names of a table's columns, in order; read once for each open database."""
    if table not in db.columns:
        db.columns[table] = [str(row["name"]) for row in db.rows(f"PRAGMA table_info({table})")]
    return db.columns[table]


REFERENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "patient": (("session", "patient_id", "session"),),
    "session": tuple(
        (table, "session_id", table)
        for table in ("site", "photo", "addendum", "preparation", "run", "mark", "syringe", "timing")
    ),
    "preparation": (("site", "preparation_id", "site"), ("syringe", "preparation_id", "syringe")),
    "run": (("site", "run_id", "site"),),
    "practitioner": (("session", "practitioner_id", "session"),),
}
"""Parent table -> (child table, its column, what people call a child)."""

Values = dict[str, Any]
