"""One keyed connection to the vault's database: the only place where SQLCipher, sqlite-utils and result codes meet.

`sqlite_utils.Database("path")` would write a plain file, so nothing else in the program may construct one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils.db
import sqlite_utils.utils
from sqlcipher3 import dbapi2 as sqlcipher

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError

# sqlite-utils catches sqlite3's exceptions; sqlcipher3 raises its own. This makes them the same ones.
_bridged: Any
for _bridged in (sqlite_utils.db, sqlite_utils.utils):
    _bridged.sqlite3 = sqlcipher
    _bridged.OperationalError = sqlcipher.OperationalError

Row = dict[str, Any]
Error = sqlcipher.DatabaseError

_WORDS = {
    "SQLITE_FULL": "The disk is full. Free some space and try again.",
    "SQLITE_BUSY": "Another program is using this vault. Close it there and try again.",
    "SQLITE_LOCKED": "Another program is using this vault. Close it there and try again.",
    "SQLITE_READONLY": "The vault's folder can only be read. Make it writable, or copy the vault to a folder that is.",
    "SQLITE_CANTOPEN": "The vault's database could not be opened. Check that its folder is there and writable.",
    "SQLITE_IOERR": "The disk reported an error. Check the disk, then copy the vault to a sound one.",
    "SQLITE_NOTADB": "The vault's database is damaged or does not fit this vault's keys. Restore it from a backup.",
    "SQLITE_CORRUPT": "The vault's database is damaged. Stop working in it and restore it from a backup.",
}


def in_words(error: Exception) -> UserError | None:
    """The sentence for a database or system error that a person can act on; None when it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for code, words in _WORDS.items():
        if name == code or name.startswith(f"{code}_"):
            return UserError(f"{words} Nothing was changed.")
    if "FOREIGN KEY constraint failed" in str(error):
        return UserError("What this belongs to is no longer there: making it was undone. Nothing was changed.")
    if "file is not a database" in str(error):
        return UserError(f"{_WORDS['SQLITE_NOTADB']} Nothing was changed.")
    if isinstance(error, OSError):
        return UserError(f"The computer could not do that: {error.strerror or 'unknown reason'}. Nothing was changed.")
    return None


@contextmanager
def worded() -> Iterator[None]:
    """Turns what a person can act on into a UserError and lets a bug through as it is."""
    try:
        yield
    except (Error, OSError) as error:
        words = in_words(error)
        if words is None:
            raise
        raise words from error


class Database:
    """An open vault's database. `author` is the practitioner who unlocked, `device` this vault's journal chain, `clock`
    the only source of the present moment below the window."""

    def __init__(self, connection: Any, *, author: str = "", device: str = "") -> None:
        self.connection = connection
        self.author = author
        self.device = device
        self.clock = moments.now
        self.columns: dict[str, list[str]] = {}  # schema.py: the tables' columns read so far
        self.walks: dict[str, Any] = {}  # journal.py: undo state derived so far, by scope
        self.utils = sqlite_utils.db.Database(connection, execute_plugins=False, strict=True)

    def rows(self, sql: str, arguments: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query as dictionaries."""
        with worded():
            cursor = self.connection.execute(sql, arguments)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, values, strict=True)) for values in cursor]

    def row(self, sql: str, arguments: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, arguments)
        return found[0] if found else None

    def value(self, sql: str, arguments: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first value of the first row, or None."""
        with worded():
            found = self.connection.execute(sql, arguments).fetchone()
        return found[0] if found else None

    def execute(self, sql: str, arguments: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Run one statement and give its cursor."""
        with worded():
            return self.connection.execute(sql, arguments)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, taken for writing at once; rolled back on any error. Inside another it joins it."""
        if self.connection.in_transaction:
            yield
            return
        with worded():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def setting(self, key: str) -> str | None:
        """A setting of the vault that is not part of its record."""
        value = self.value("SELECT value FROM setting WHERE key = ?", (key,))
        return None if value is None else str(value)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting; joins the transaction that is open."""
        self.execute("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))  # fmt: skip  # noqa: E501

    def close(self) -> None:
        """Fold the write-ahead log into the database and let go of the file."""
        self.connection.close()


def connect(path: Path, key: bytes, salt: bytes) -> Any:
    """A keyed connection (32-byte key, 16-byte salt) with the vault's settings; UserError when it does not fit."""
    if len(key) != 32 or len(salt) != 16:
        raise ValueError("a vault's key has 32 bytes and its salt 16")
    with worded():
        connection = sqlcipher.connect(str(path), isolation_level=None, timeout=2.0, check_same_thread=False)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.set_key(f"x'{key.hex()}{salt.hex()}'")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            connection.close()
            raise
    return connection
