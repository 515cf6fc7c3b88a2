"""What belongs in a vault's folder, and what is done to it when it is opened."""

import hashlib
import json
import re
from pathlib import Path

from sclerochart.domain.errors import UserError
from sclerochart.store import ballast, files, keys, photo_files, schema
from sclerochart.store.database import Database

DATABASE = "chart.db"
_COPY = "copy:"
_PHOTO_FILE = re.compile(r"[0-9a-f]{24}")
_PHOTO_PART = re.compile(rf"{_PHOTO_FILE.pattern}\.part")
_PART = re.compile(rf"({re.escape(keys.NAME)}|{re.escape(ballast.NAME)}|chart-before-.*\.db)\.part")
_SMALLEST_DATABASE = 4096

DAMAGED = (
    "The database chart.db of this vault is damaged or was replaced. Nothing was changed. Put the whole vault back "
    "from a backup, into a new folder, and keep this one until that is open."
)


def check_there(folder: Path) -> None:
    """UserError unless `folder` has what a vault needs; looks only, makes nothing."""
    with files.in_words(folder):
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        has_keys, has_database = (folder / keys.NAME).is_file(), (folder / DATABASE).is_file()
        if not (has_keys or has_database):
            raise UserError(f"“{folder}” is not a vault. Choose the folder that holds chart.db and keys.json.")
        for there, name in ((has_keys, keys.NAME), (has_database, DATABASE)):
            if not there:
                raise UserError(
                    f"{name} is missing from the vault “{folder}”, which cannot be opened without it. "
                    f"Put {name} back from a backup of this vault. Nothing was changed."
                )
        if (folder / DATABASE).stat().st_size < _SMALLEST_DATABASE:
            raise UserError(DAMAGED)


def looks_like_a_vault(folder: Path) -> bool:
    """True when `folder` holds a key file or a database, if perhaps not both."""
    return any((folder / name).is_file() for name in (keys.NAME, DATABASE))


def refuse_inside_a_vault(path: Path, act: str = "saved") -> None:
    """UserError when something would be written into a vault: over its files, or in clear beside them."""
    for folder in path.absolute().resolve().parents:
        if (folder / keys.NAME).exists() and (folder / DATABASE).exists():
            raise UserError(
                f"“{path.name}” was not {act}: “{folder}” is a vault, and nothing but its own files belongs there. "
                "Choose another folder."
            )


def salt_in_database(folder: Path) -> bytes:
    """The first bytes of the database: SQLCipher writes the salt there and, being given it, never reads it."""
    with (folder / DATABASE).open("rb") as file:
        return file.read(keys.DATABASE_SALT_BYTES)


def migrate(db: Database, folder: Path) -> None:
    """Bring the tables up to date; the database is copied beside itself before they change."""
    if schema.pending(db):
        copy_beside(db, folder)
    schema.bring_up_to_date(db)


def copy_beside(db: Database, folder: Path) -> None:
    """Keep the database as it is now as chart-before-N.db, N being the schema that comes."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    copy = folder / f"chart-before-{schema.SCHEMA}.db"
    files.copy_whole(folder / DATABASE, copy)
    db.set_setting(f"{_COPY}{copy.name}", hashlib.sha256(copy.read_bytes()).hexdigest())


def copies(db: Database) -> dict[str, str]:
    """The copies made before migrations: file name -> SHA-256 (hex)."""
    rows = db.rows("SELECT key, value FROM setting WHERE key LIKE ?", (f"{_COPY}%",))
    return {row["key"].removeprefix(_COPY): row["value"] for row in rows}


def tidy(db: Database, folder: Path) -> None:
    """Remove what a killed program left: unfinished files, and photo files that no row and no image names.

    A file whose name is not of our making is left for `verify` to point at."""
    for path in unfinished(folder):
        path.unlink(missing_ok=True)
    inside = photo_files.photos_folder(folder)
    left = {name: inside / name for name in _names(inside) if _PHOTO_FILE.fullmatch(name)}
    for row in db.rows("SELECT id FROM photo") if left else ():
        left.pop(row["id"], None)
    for photo_id in journalled_photos(db) if left else ():
        left.pop(photo_id, None)
    for path in left.values():
        path.unlink(missing_ok=True)


def unfinished(folder: Path) -> list[Path]:
    """Files that a program which was killed had not finished writing."""
    inside = photo_files.photos_folder(folder)
    parts = [folder / name for name in _names(folder) if _PART.fullmatch(name)]
    photos = [inside / name for name in _names(inside) if _PHOTO_PART.fullmatch(name)]
    return [path for path in (*parts, *photos) if path.is_file()]


def _names(folder: Path) -> list[str]:
    """What is in a folder; nothing when it is not there."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def journalled_photos(db: Database) -> dict[str, dict[str, object]]:
    """Every photo that any image of the journal names, with its row as it was last: removed ones can come back."""
    found: dict[str, dict[str, object]] = {}
    for row in db.rows("""SELECT body FROM image WHERE body LIKE '%["photo",%' ORDER BY n"""):
        for table, row_id, before, after in json.loads(row["body"]):
            if table == "photo":
                found[row_id] = after or before
    return found
