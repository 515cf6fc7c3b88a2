"""Examine a closed vault: every byte of every file, every step of the journal, every row and every photograph.

It shows a change by anybody who does not hold a key, and any change after a digest was printed. Whoever holds a key can
compute the whole chain anew; only a digest printed before reveals that.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.store import ballast, files, housekeeping, journal, keys, lock, photo_files, replay, schema, vault, wal
from sclerochart.store.database import Database, Error

_COUNTED = ("patient", "session", "preparation", "site", "photo", "addendum", "practitioner")
_PLURALS = {"addendum": "addenda"}
_LOG_DAMAGED = (
    f"{wal.NAME} is damaged: behind what can no longer be read it holds steps that were saved. Opening the vault drops "
    "them. Copy the whole vault to a safe place first."
)


@dataclass(slots=True)
class Report:
    """What was examined. `first_wrong` is None when all is well; `notes` are worth knowing but nothing wrong; `head` is
    the digest (hex) of the journal's last step."""

    counts: dict[str, int] = field(default_factory=dict)
    head: str = ""
    first_wrong: str | None = None
    notes: tuple[str, ...] = ()


class _Wrong(Exception):  # noqa: N818 (a finding, caught here)
    """The first thing that is wrong, as a sentence."""


def verify(folder: Path, passphrase: str, *, digest: str | None = None) -> Report:
    """Examine the vault in `folder`, which must be closed; `digest` must be that of one of its steps.

    UserError when there is nothing to examine: no vault, open elsewhere, a wrong passphrase, a malformed digest."""
    wanted = None if digest is None else _digest(digest)
    report = Report()
    try:
        housekeeping.check_there(folder)
    except UserError as error:
        if not housekeeping.looks_like_a_vault(folder):
            raise
        report.first_wrong = str(error)
        return report
    held = lock.Lock(folder)
    try:
        with files.in_words(folder):
            _examine(folder, passphrase, report, wanted)
    except _Wrong as wrong:
        report.first_wrong = str(wrong)
    finally:
        held.release()
    return report


def report_text(report: Report) -> str:
    """The report as lines for a terminal."""
    lines = [text.count(number, name, _PLURALS.get(name)) for name, number in report.counts.items()]
    if report.head:
        lines.append(f"digest of the journal's head: {report.head}")
    lines += [f"note: {note}" for note in report.notes]
    lines.append("All is well." if report.first_wrong is None else f"WRONG: {report.first_wrong}")
    return "\n".join(lines)


def _digest(typed: str) -> bytes:
    plain = "".join(typed.split()).replace("-", "").lower()
    try:
        digest = bytes.fromhex(plain)
    except ValueError:
        digest = b""
    if len(digest) != 32:
        raise UserError("A digest has 64 characters, 0 to 9 and a to f. Compare it with the printed record.")
    return digest


def _examine(folder: Path, passphrase: str, report: Report, wanted: bytes | None) -> None:
    names = {path.name for path in folder.iterdir()}  # as they were before SQLite touched any
    data = (folder / keys.NAME).read_bytes()
    try:
        file = keys.parse(data)
        _, data_key = keys.open_with_passphrase(file, passphrase)
    except UserError as error:
        if str(error) in (keys.DAMAGED, keys.DAMAGED_AND_SHUT):
            raise _Wrong(f"{keys.NAME} is damaged.") from error
        raise
    if not file.intact:
        raise _Wrong(f"{keys.NAME} is damaged; this passphrase still opens it.")
    if housekeeping.salt_in_database(folder) != file.database_salt:
        raise _Wrong("chart.db does not begin with the salt that keys.json names.")
    if (journal_file := f"{housekeeping.DATABASE}-journal") in names:
        raise _Wrong(f"“{journal_file}” is not part of this vault and could damage it. Move it elsewhere.")
    if wal.is_damaged(folder):
        raise _Wrong(_LOG_DAMAGED)
    if ballast.full(folder):
        raise UserError(ballast.FULL)
    try:
        db = vault.opened_database(folder, file, data_key)
    except UserError as error:
        raise _Wrong(f"chart.db cannot be opened: {error}") from error
    try:
        _database(db, folder, data)
        _journal(db, report, wanted)
        _photos(db, folder, data_key.photo_key())
        report.notes = tuple(_files(db, folder, names))
    except (UserError, Error) as error:
        raise _Wrong(str(error)) from error
    finally:
        db.close()


def _database(db: Database, folder: Path, keys_data: bytes) -> None:
    if schema.pending(db):
        raise _Wrong("the vault was last used with an older version of sclerochart. Open it once with this one first.")
    if db.value("PRAGMA user_version") > schema.SCHEMA:
        raise _Wrong("the vault was last used with a newer version of sclerochart. Verify it with that one.")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    size = (folder / housekeeping.DATABASE).stat().st_size
    if size != db.value("PRAGMA page_count") * wal.PAGE:
        raise _Wrong("chart.db is longer or shorter than it says.")
    for check in ("cipher_integrity_check", "quick_check", "foreign_key_check"):
        found = [str(next(iter(row.values()))) for row in db.rows(f"PRAGMA {check}")]
        if found not in ([], ["ok"]):
            raise _Wrong(f"chart.db is damaged ({check}): {found[0]}.")
    if keys_data not in ((db.setting(key) or "").encode() for key in ("keys", "keys_next")):
        raise _Wrong("keys.json is not the file that this vault wrote last (its SHA-256 differs).")


def _journal(db: Database, report: Report, wanted: bytes | None) -> None:
    wrong = replay.first_wrong(db)
    if wrong is not None:
        raise _Wrong(wrong)
    report.head = journal.head(db)
    for table in _COUNTED:
        report.counts[table] = db.value(f"SELECT count(*) FROM {table}")
    report.counts["step"] = db.value("SELECT count(*) FROM step")
    report.counts["erased step"] = db.value("SELECT count(*) FROM image WHERE body IS NULL")
    if wanted is not None and db.value("SELECT count(*) FROM step WHERE digest = ?", (wanted,)) == 0:
        raise _Wrong(f"the digest {wanted.hex()} is not in this vault's journal.")


def _photos(db: Database, folder: Path, photo_key: bytes) -> None:
    known = housekeeping.journalled_photos(db)
    for photo_id, row in known.items():
        try:
            plain = photo_files.read(folder, photo_id, photo_key=photo_key)
        except UserError as error:
            raise _Wrong(f"the photograph {photo_id}: {error}") from error
        if hashlib.sha256(plain).hexdigest() != row["sha256"] or len(plain) != row["byte_count"]:
            raise _Wrong(f"the photograph {photo_id} is not the one that was imported.")


def _files(db: Database, folder: Path, names: set[str]) -> Iterator[str]:
    """Notes on the files of the folder; _Wrong when one is not as it must be or belongs to nothing."""
    copies, unfinished = housekeeping.copies(db), housekeeping.unfinished(folder)
    _strangers(db, folder, names - copies.keys(), unfinished)
    if unfinished:
        files_are = "1 unfinished file is" if len(unfinished) == 1 else f"{len(unfinished)} unfinished files are"
        yield f"{files_are} left of something cut short; opening the vault clears that away."
    if wal.NAME in names:
        yield "The vault was not closed properly when it was used last. Steps that were waiting whole are taken in."
    if (folder / lock.NAME).stat().st_size:
        raise _Wrong(f"{lock.NAME} is not empty.")
    if not (folder / ballast.NAME).is_file():
        yield "The reserve for a full disk was used up; opening the vault makes it anew when there is room."
    elif (folder / ballast.NAME).read_bytes() != ballast.content():
        raise _Wrong(f"{ballast.NAME} is not as it was made.")
    for name, sha256 in copies.items():
        if not (folder / name).is_file():
            yield f"The copy {name}, made before an update, is no longer there."
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
            raise _Wrong(f"the copy {name}, made before an update, is damaged.")
    bare = db.value("SELECT count(*) FROM photo WHERE id NOT IN (SELECT photo_id FROM thumbnail)")
    if bare:
        yield f"{text.count(bare, 'photograph')} without a small picture."


def _strangers(db: Database, folder: Path, names: set[str], unfinished: list[Path]) -> None:
    known = {keys.NAME, lock.NAME, ballast.NAME, housekeeping.DATABASE, "photos"}
    known |= {wal.NAME, f"{housekeeping.DATABASE}-shm"}  # after a crash
    for path in sorted(folder / name for name in names):
        if path.is_symlink() or (path.name not in known and path not in unfinished):
            raise _Wrong(f"“{path.name}” is not part of this vault. If you put it there, move it elsewhere.")
    inside, photo_ids = photo_files.photos_folder(folder), housekeeping.journalled_photos(db)
    if inside.exists() and not inside.is_dir():
        raise _Wrong(f"“{inside.name}” is no folder.")
    for path in sorted(inside.iterdir()) if inside.is_dir() else ():  # what copies a vault may leave an empty one out
        if path.is_symlink() or not path.is_file() or (path.name not in photo_ids and path not in unfinished):
            raise _Wrong(
                f"“{inside.name}/{path.name}” belongs to no photograph of this vault. An import that was cut short can "
                "leave such a file until the vault is opened again; anything else, move elsewhere."
            )
