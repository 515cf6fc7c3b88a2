"""Photographs: prepared in a job (read, checked, hashed, encrypted), then written as rows in one step.

The originals stay as they came, encrypted; the SHA-256 of their bytes is the evidence, and how a second import of the
same picture is recognised. Removing a photo leaves its file and thumbnail, because undo may come tomorrow; a file that
neither a row nor any image of the journal names is an orphan, which the next unlocking removes (housekeeping.py).
"""

import errno
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.photo import PHASES, PHOTO_LEGS, PHOTO_VIEWS, Phase, Photo
from sclerochart.store import files, housekeeping, journal, photo_files, pictures
from sclerochart.store.database import Database, Row
from sclerochart.store.pictures import Pixels

if TYPE_CHECKING:
    from sclerochart.store.vault import Vault

MOST_BYTES = 250_000_000

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photograph whose encrypted file is in the vault and whose row is not yet. `taken` is None when the picture does
    not say; `thumbnail` is a JPEG; `name` is the file's name, for sentences only."""

    id: str
    name: str
    kind: str
    sha256: str
    byte_count: int
    width: int
    height: int
    orientation: int
    taken: Moment | None
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of preparing many files: those that are ready, and a sentence for each of the others."""

    prepared: tuple[PreparedPhoto, ...]
    refused: tuple[str, ...]


def prepare(path: Path, *, photo_key: bytes, folder: Path, known: Mapping[str, str] | None = None) -> PreparedPhoto:
    """Read, check, hash and encrypt one file into the vault's `folder`; UserError says why it was not, and then nothing
    of it is kept. `known` gives, for the SHA-256 of a photo that the patient already has, words for where it is."""
    name = path.name
    data = _read(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if known and sha256 in known:
        raise UserError(f"“{name}” is already among this patient’s photos ({known[sha256]}) and was not added again.")
    try:
        facts, small = pictures.inspect(data)
    except pictures.NotAPicture as error:
        raise UserError(f"“{name}” {error}. It was not added.") from error
    photo_id = journal.new_id()
    try:
        photo_files.write(folder, photo_id, data, photo_key=photo_key)
    except OSError as error:
        raise UserError(f"“{name}” was not added: {_why_not_written(error)}") from error
    return PreparedPhoto(
        photo_id, name, facts.kind, sha256, len(data), facts.width, facts.height, facts.orientation, facts.taken, small
    )


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}” is a folder and was not added. Open it and choose the photos in it.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UserError(
                f"“{path.name}” is {size // 1_000_000} MB and was not added; "
                f"a photo may have up to {MOST_BYTES // 1_000_000} MB."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"“{path.name}” is no longer where it was and was not added.") from error
    except PermissionError as error:
        raise UserError(
            f"“{path.name}” may not be read by you and was not added. Copy it to a folder of your own and add it there."
        ) from error
    except OSError as error:
        raise UserError(
            f"“{path.name}” could not be read ({error.strerror or 'unknown reason'}) and was not added. If it is on a "
            "card or a phone, copy it to this computer first."
        ) from error


def _why_not_written(error: OSError, act: str = "add") -> str:
    where = "the vault’s folder" if act == "add" else "that folder"
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"there is no room left on the disk. Free some space, then {act} it again."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{where} can only be read. Make it writable, then {act} it again."
    return f"it could not be written ({error.strerror or 'unknown reason'}). Check the disk, then {act} it again."


def prepare_all(
    paths: Sequence[Path], photo_key: bytes, folder: Path, known: Mapping[str, str], report: Report
) -> Batch:
    """Prepare many files, each for itself: what cannot be kept costs a sentence, not the others. Whatever else ends it
    (cancel, a bug) leaves nothing behind."""
    ready: list[PreparedPhoto] = []
    refused: list[str] = []
    seen = dict(known)
    try:
        for done, path in enumerate(paths):
            report(done, len(paths))
            try:
                one = prepare(path, photo_key=photo_key, folder=folder, known=seen)
            except UserError as error:
                refused.append(str(error))
            else:
                ready.append(one)
                seen[one.sha256] = f"“{one.name}”, just now"
        report(len(paths), len(paths))
    except BaseException:
        for one in ready:
            photo_files.remove(folder, one.id)
        raise
    return Batch(tuple(ready), tuple(refused))


def add(
    db: Database, session_id: str, prepared: Sequence[PreparedPhoto], *, phase: Phase, leg: str, view: str
) -> list[str]:
    """Write the rows of prepared photos in one step; their ids. One that the patient has meanwhile is left out."""
    _check(phase=phase, leg=leg, view=view)
    session = db.row("SELECT treated_utc, treated_offset_min FROM session WHERE id = ?", (session_id,))
    if session is None:
        raise UserError("This session is no longer there. Nothing was changed.")
    label = f"Add {text.count(len(prepared), 'photo')}"
    added: list[str] = []
    with journal.step(db, label, journal.session_scope(session_id)) as step:
        held = {row["sha256"] for row in _patient_rows(db, session_id)}
        for one in prepared:
            if one.sha256 in held:
                continue
            held.add(one.sha256)
            at = one.taken or Moment(session["treated_utc"], session["treated_offset_min"])
            step.insert("photo", {
                "id": one.id, "session_id": session_id, "at_utc": at.utc, "at_offset_min": at.offset_min,
                "phase": phase, "leg": leg, "view": view, "kind": one.kind, "sha256": one.sha256,
                "byte_count": one.byte_count, "width": one.width, "height": one.height,
                "orientation": one.orientation, "note": "",
            })  # fmt: skip
            db.execute("INSERT INTO thumbnail (photo_id, body) VALUES (?, ?)", (one.id, one.thumbnail))
            added.append(one.id)
    return added


def edit(
    db: Database, photo_ids: str | Iterable[str], *, phase: Phase | None = None, leg: str | None = None,
    view: str | None = None, note: str | None = None, fold: str | None = None,
) -> None:  # fmt: skip
    """Correct what is said about one photo or about several of one session, in one step; None leaves it as it is."""
    wanted = {"phase": phase, "leg": leg, "view": view, "note": note}
    changes: Row = {name: value for name, value in wanted.items() if value is not None}
    _check(phase=phase, leg=leg, view=view)
    ids = [photo_ids] if isinstance(photo_ids, str) else list(photo_ids)
    with journal.step(db, _label("Edit", len(ids)), _scope(db, ids), fold=fold) as step:
        for photo_id in ids:
            step.update("photo", photo_id, changes)


def remove(db: Database, photo_ids: str | Iterable[str]) -> None:
    """Take one photo or several of one session out of the record; their files stay, so that undo brings them back."""
    ids = [photo_ids] if isinstance(photo_ids, str) else list(photo_ids)
    with journal.step(db, _label("Remove", len(ids)), _scope(db, ids)) as step:
        for photo_id in ids:
            step.delete("photo", photo_id)


def move_untimed(db: Database, step: journal.Step, session_id: str, at: Moment) -> None:
    """Those photos of a session that have its time go with it, in the step that is about to correct it."""
    for photo in of_session(db, session_id):
        if not photo.timed:
            step.update("photo", photo.id, {"at_utc": at.utc, "at_offset_min": at.offset_min})


def _label(verb: str, number: int) -> str:
    return f"{verb} photo" if number == 1 else f"{verb} {text.count(number, 'photo')}"


def _scope(db: Database, photo_ids: Sequence[str]) -> str:
    found = get(db, photo_ids[0]) if photo_ids else None
    if found is None:
        raise UserError("That photo is no longer there. Nothing was changed.")
    return journal.session_scope(found.session_id)


def _check(*, phase: str | None, leg: str | None, view: str | None) -> None:
    for value, allowed in ((phase, PHASES), (leg, PHOTO_LEGS), (view, PHOTO_VIEWS)):
        if value is not None and value not in allowed:
            raise ValueError(f"{value!r} is not one of {allowed}")


_PHOTOS = (
    "SELECT photo.*, (at_utc, at_offset_min) IS NOT (treated_utc, treated_offset_min) AS timed "
    "FROM session JOIN photo ON photo.session_id = session.id LEFT JOIN thumbnail ON thumbnail.photo_id = photo.id "
)
_OLDEST_FIRST = " ORDER BY at_utc, thumbnail.rowid, photo.rowid"
"""Of the same moment as they came: a thumbnail's row, unlike a photo's, stays while its photo is removed."""


def _photo(row: Row) -> Photo:
    rest = {name: value for name, value in row.items() if name not in ("at_utc", "at_offset_min", "timed")}
    return Photo(at=Moment(row["at_utc"], row["at_offset_min"]), timed=bool(row["timed"]), **rest)


def get(db: Database, photo_id: str) -> Photo | None:
    """One photo, or None when it is no longer there."""
    row = db.row(_PHOTOS + "WHERE photo.id = ?", (photo_id,))
    return _photo(row) if row else None


def of_session(db: Database, session_id: str) -> list[Photo]:
    """A session's photos, oldest first."""
    return [_photo(row) for row in db.rows(f"{_PHOTOS} WHERE session_id = ? {_OLDEST_FIRST}", (session_id,))]


def of_patient(db: Database, patient_id: str) -> list[Photo]:
    """All photos of a patient, across sessions, oldest first."""
    return [_photo(row) for row in db.rows(f"{_PHOTOS} WHERE patient_id = ? {_OLDEST_FIRST}", (patient_id,))]


def known(db: Database, patient_id: str) -> dict[str, str]:
    """SHA-256 of each photo that the patient has -> words for where it is."""
    return {
        photo.sha256: f"{text.short_date(photo.at.local_date())}, {photo.phase}" for photo in of_patient(db, patient_id)
    }


def _patient_rows(db: Database, session_id: str) -> list[Row]:
    return db.rows(
        "SELECT photo.id, sha256 FROM session AS here JOIN session USING (patient_id) "
        "JOIN photo ON photo.session_id = session.id WHERE here.id = ?",
        (session_id,),
    )


def thumbnail(db: Database, photo_id: str) -> bytes:
    """A photo's thumbnail (JPEG, upright); empty when there is none."""
    return bytes(db.value("SELECT body FROM thumbnail WHERE photo_id = ?", (photo_id,)) or b"")


def original(vault: "Vault", photo: Photo) -> bytes:
    """A photo's bytes exactly as they came, checked against its SHA-256."""
    return read_original(photo, vault.photo_key, vault.folder)


def read_original(photo: Photo, photo_key: bytes, folder: Path) -> bytes:
    """The same from values, for a job."""
    data = photo_files.read(folder, photo.id, photo_key=photo_key)
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise UserError(
            "The file of this photograph does not match its fingerprint in the record, so it is not shown. "
            "A backup of the vault may hold the right one."
        )
    return data


def load_preview(photo: Photo, photo_key: bytes, folder: Path, max_px: int, report: Report) -> Pixels:
    """A photo for the screen, upright and at most `max_px` wide and high; for a job."""
    report(0, 1)
    data = read_original(photo, photo_key, folder)
    report(0, 1)
    return pictures.preview(data, orientation=photo.orientation, max_px=max_px)


def load_detail(
    photo: Photo, photo_key: bytes, folder: Path, part: pictures.Part, max_px: int, report: Report
) -> Pixels:  # fmt: skip
    """A part of a photo with all that the original shows there; for a job."""
    report(0, 1)
    data = read_original(photo, photo_key, folder)
    report(0, 1)
    return pictures.detail(data, orientation=photo.orientation, part=part, max_px=max_px)


def save_copy(photo: Photo, photo_key: bytes, folder: Path, target: Path, report: Report) -> Path:
    """Write a copy without metadata to `target`, whole or not at all; for a job. On error what was there stays."""
    housekeeping.refuse_inside_a_vault(target)
    report(0, 1)
    data, _, _ = pictures.printable(read_original(photo, photo_key, folder), orientation=photo.orientation)
    report(0, 1)
    try:
        files.write_whole(target, data)
    except OSError as error:
        raise UserError(f"“{target.name}” was not saved: {_why_not_written(error, 'save')}") from error
    return target
