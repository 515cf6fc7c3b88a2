"""keys.json: the vault's random data key, wrapped once per practitioner and once for the recovery code.

A slot wraps the data key with AES-256-GCM under an argon2id key of a passphrase or recovery code; what the slot says
about itself (whose, how slow) is authenticated with it. The file holds no names. Its own checksum tells a damaged file
from a wrong passphrase; whether it is the file this vault wrote last is known inside the database.
"""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sclerochart.domain.errors import UserError
from sclerochart.store import recovery

NAME = "keys.json"
VERSION = 1
DATA_KEY_BYTES, DATABASE_SALT_BYTES = 32, 16

Kind = Literal["practitioner", "recovery"]

DAMAGED = (
    "The key file keys.json of this vault is damaged. Your records are still there, but cannot be read without it. "
    "Put keys.json back from a backup of this vault. Nothing was changed."
)
DAMAGED_AND_SHUT = (
    "That does not open this vault, but the key file keys.json is damaged, so it may be right all the same. Try "
    "another passphrase or the recovery code, or put keys.json back from a backup of this vault. Nothing was changed."
)
NEWER = (
    "This vault was last used with a newer version of sclerochart. Install that version to open it. "
    "Nothing was changed."
)


class WrongPassphrase(UserError):  # noqa: N818 (named for what a person did, like UserError)
    """The passphrase or recovery code opens no slot; `delay_after` says how long to wait before the next attempt."""


def delay_after(failures: int) -> float:
    """Seconds to wait after that many wrong passphrases in a row: 0, 1, 2, 4, 8, 16, then 30."""
    return 0.0 if failures < 1 else min(30.0, 2.0 ** min(failures - 1, 10))


@dataclass(frozen=True, slots=True)
class Cost:
    """How slow argon2id makes a guess: rounds, KiB of memory, lanes."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 1

    def __post_init__(self) -> None:
        fits = 1 <= self.time <= 64 and 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 2 * 1024 * 1024
        if not fits:
            raise ValueError(f"{self} is no cost that this program would set")

    def written(self) -> dict[str, int]:
        """As keys.json has it."""
        return {"time": self.time, "memory_kib": self.memory_kib, "lanes": self.lanes}


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key as one passphrase or the recovery code opens it; `id` is the practitioner's, "" for recovery."""

    kind: Kind
    id: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def label(self) -> bytes:
        """What the slot says about itself, authenticated with the wrapped key."""
        return _canonical({"version": VERSION, "kind": self.kind, "id": self.id, "cost": self.cost.written()})


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What keys.json holds. `intact` is False when its checksum or its exact form is not what this program writes."""

    database_salt: bytes
    slots: tuple[Slot, ...]
    intact: bool = True

    def data(self) -> bytes:
        """The file's bytes, checksum included."""
        body = {
            "format": "sclerochart keys", "version": VERSION, "database_salt": self.database_salt.hex(),
            "slots": [_written(slot) for slot in self.slots],
        }  # fmt: skip
        return json.dumps({**body, "check": _checksum(body)}, indent=1).encode() + b"\n"

    def with_slot(self, slot: Slot) -> "KeyFile":
        """The same with one slot added, or put in place of the one of the same kind and practitioner."""
        others = tuple(each for each in self.slots if (each.kind, each.id) != (slot.kind, slot.id))
        return replace(self, slots=(*others, slot), intact=True)


@dataclass(frozen=True, slots=True)
class DataKey:
    """The vault's secret and what is derived from it; never shown in a text or a traceback."""

    secret: bytes = field(repr=False)

    def database_key(self) -> bytes:
        """32 bytes for SQLCipher."""
        return self._derived(b"sclerochart database 1")

    def photo_key(self) -> bytes:
        """32 bytes for AES-256-GCM of the photo files."""
        return self._derived(b"sclerochart photos 1")

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(self.secret)


def new_data_key() -> DataKey:
    """A fresh random data key."""
    return DataKey(secrets.token_bytes(DATA_KEY_BYTES))


def new_database_salt() -> bytes:
    """A fresh salt, which SQLCipher writes as the first bytes of the database."""
    return secrets.token_bytes(DATABASE_SALT_BYTES)


def practitioner_slot(data_key: DataKey, practitioner_id: str, passphrase: str, *, cost: Cost | None = None) -> Slot:
    """The data key wrapped for a practitioner's passphrase."""
    return _wrap(data_key, "practitioner", practitioner_id, _passphrase_bytes(passphrase), cost or Cost())


def recovery_slot(data_key: DataKey, code: str, *, cost: Cost | None = None) -> Slot:
    """The data key wrapped for the printed recovery code."""
    return _wrap(data_key, "recovery", "", recovery.tidy(code).encode(), cost or Cost())


def open_with_passphrase(file: KeyFile, passphrase: str) -> tuple[Slot, DataKey]:
    """The slot that a passphrase opens and the data key in it; WrongPassphrase when it opens none."""
    if passphrase == "":
        raise UserError("Type your passphrase first. Nothing was changed.")
    found = _open(file.slots, "practitioner", _passphrase_bytes(passphrase))
    if found is None:
        raise WrongPassphrase(
            "That passphrase does not open this vault. Check Caps Lock and the keyboard's language, then try again; "
            "if it is lost, use the recovery code. Nothing was changed."
            if file.intact
            else DAMAGED_AND_SHUT
        )
    return found


def open_with_code(file: KeyFile, code: str) -> tuple[Slot, DataKey]:
    """The recovery slot and the data key in it; UserError names a typing mistake, WrongPassphrase another vault's."""
    found = _open(file.slots, "recovery", recovery.tidy(code).encode())
    if found is None:
        raise WrongPassphrase(
            "This recovery code has no typing mistake, but belongs to another vault or was replaced by a newer one. "
            "Look for the sheet that was printed last for this vault. Nothing was changed."
            if file.intact
            else DAMAGED_AND_SHUT
        )
    return found


def parse(data: bytes) -> KeyFile:
    """Read keys.json, what is damaged in it left out; UserError when nothing opens it, or it is of a newer version."""
    try:
        body = json.loads(data)
        check = body.pop("check", None)
        whole = check == _checksum(body)
        if whole and body["version"] > VERSION:
            raise UserError(NEWER)
        if body["format"] != "sclerochart keys" or body["version"] != VERSION:
            raise ValueError("not this version's keys")
        slots = tuple(slot for slot in map(_legible, body["slots"]) if slot is not None)
        if not slots:
            raise ValueError("no slot that can be read")
        salt = _salt(body.get("database_salt"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(DAMAGED) from error
    file = KeyFile(salt, slots)
    return file if file.data() == data else replace(file, intact=False)


def _legible(written: Any) -> Slot | None:
    """A slot, or None for one that is damaged: the others open the vault all the same."""
    try:
        return _read(written)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _salt(written: Any) -> bytes:
    """The database's salt; empty when it is damaged, for the database begins with it too."""
    try:
        salt = bytes.fromhex(written)
    except (ValueError, TypeError):
        return b""
    return salt if len(salt) == DATABASE_SALT_BYTES else b""


def _passphrase_bytes(passphrase: str) -> bytes:
    # Keyboards of different systems send an accented letter as one character or as two.
    if not passphrase:
        raise UserError("A passphrase cannot be empty. Nothing was changed.")
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _wrap(data_key: DataKey, kind: Kind, owner: str, secret: bytes, cost: Cost) -> Slot:
    slot = Slot(kind, owner, cost, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    wrapped = AESGCM(_slow(secret, slot)).encrypt(slot.nonce, data_key.secret, slot.label())
    return replace(slot, wrapped=wrapped)


def _open(slots: Iterable[Slot], kind: Kind, secret: bytes) -> tuple[Slot, DataKey] | None:
    for slot in slots:
        if slot.kind == kind:
            try:
                return slot, DataKey(AESGCM(_slow(secret, slot)).decrypt(slot.nonce, slot.wrapped, slot.label()))
            except InvalidTag:
                continue
    return None


def _slow(secret: bytes, slot: Slot) -> bytes:
    cost = slot.cost
    try:
        return hash_secret_raw(secret, slot.salt, cost.time, cost.memory_kib, cost.lanes, 32, Type.ID)
    except (HashingError, MemoryError) as error:
        raise UserError(
            f"Opening a vault needs {cost.memory_kib // 1024} MB of memory, which this computer does not have free. "
            "Close other programs and try again. Nothing was changed."
        ) from error


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _checksum(body: Any) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _written(slot: Slot) -> dict[str, Any]:
    parts = {name: getattr(slot, name).hex() for name in ("salt", "nonce", "wrapped")}
    return {"kind": slot.kind, "id": slot.id, "argon2id": slot.cost.written(), **parts}


def _read(written: Any) -> Slot:
    kind, owner = written["kind"], written["id"]
    if kind not in ("practitioner", "recovery") or not isinstance(owner, str):
        raise ValueError("not a slot")
    cost = Cost(**{name: int(value) for name, value in written["argon2id"].items()})
    salt, nonce, wrapped = (bytes.fromhex(written[name]) for name in ("salt", "nonce", "wrapped"))
    if (len(salt), len(nonce), len(wrapped)) != (16, 12, DATA_KEY_BYTES + 16):
        raise ValueError("not a slot's lengths")
    return Slot(kind, owner, cost, salt, nonce, wrapped)
