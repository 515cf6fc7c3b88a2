"""A vault: the folder with everything, made, unlocked and closed.

The database keeps a copy of keys.json as this program wrote it last, and while it is being replaced also the next one,
so that after any crash, damage or exchange it is known which file belongs there. Nothing here ever deletes or recreates
a vault after an error.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from sclerochart.domain.errors import UserError
from sclerochart.domain.people import Clinic, Practitioner
from sclerochart.store import ballast, files, housekeeping, journal, keys, photo_files, recovery, schema, search, wal
from sclerochart.store import clinic as clinics
from sclerochart.store.database import Database, Error, connect
from sclerochart.store.keys import Cost, DataKey, KeyFile, Slot
from sclerochart.store.lock import Lock

SCOPE = "vault"
"""The scope of making a vault and giving people passphrases: no page undoes that, for a key cannot be undone."""

MENDED = "The key file keys.json was damaged. It has been put right from the copy inside the vault; nothing is lost."
EXCHANGED = (
    "The key file keys.json is not the one that this vault wrote last: an older one was put in its place, or it was "
    "changed. Nothing is lost. Setting your passphrase again makes it the one that counts."
)
LOST = (
    "The vault was not closed properly when it was used last, and what was written then is damaged: some of what was "
    "recorded last is no longer there. Compare it with a backup or your notes."
)
_CODE_UNTAKEN = "recovery_code_unseen"
"""The setting that is there from the making of a recovery code until somebody says that it was kept."""
_FULL_BUT_ROOM = (
    "The disk is full. Nothing was changed. sclerochart had kept a little room back and has now given it up: do that "
    "again, then free some space on the disk soon."
)


class VaultDatabase(Database):
    """The database of a vault, which gives the ballast up when the disk is full."""

    folder: Path

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction as `Database.writing`; on a full disk room is made before the sentence is shown."""
        outermost = not self.connection.in_transaction
        try:
            with super().writing():
                yield
        except UserError as error:
            code = getattr(error.__cause__, "sqlite_errorname", "")
            if not (outermost and code == "SQLITE_FULL" and ballast.give_up(self.folder)):
                raise
            with contextlib.suppress(Error):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            raise UserError(_FULL_BUT_ROOM) from error


class Vault:
    """An open vault. `notices` are sentences that a person should read once after unlocking."""

    def __init__(self, folder: Path, *, lock: Lock, db: Database, file: KeyFile, data_key: DataKey) -> None:
        self.folder = folder
        self.db = db
        self.photo_key = data_key.photo_key()
        self.notices: tuple[str, ...] = ()
        self._lock = lock
        self._file = file
        self._data_key = data_key

    def close(self) -> None:
        """Fold everything into the files, and let another program in."""
        try:
            self.db.close()
            ballast.keep(self.folder)
        finally:
            self._lock.release()


def create(
    folder: Path,
    *,
    clinic: Clinic,
    practitioner: Practitioner,
    passphrase: str,
    cost: Cost | None = None,
    shows_code: bool = False,
) -> tuple[Vault, str]:
    """Make a vault in a new or empty folder; the open vault and its recovery code, which is kept nowhere else.

    keys.json is written last: until it is there, the folder is no vault. With `shows_code`, `untaken_code` makes
    another code until `take_code` was called."""
    with files.in_words(folder):
        housekeeping.refuse_inside_a_vault(folder, "made")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(f"“{folder}” already has something in it. Choose a new or an empty folder for the vault.")
    code, data_key = recovery.new_code(), keys.new_data_key()
    practitioner = replace(practitioner, id=practitioner.id or journal.new_id())
    file = KeyFile(
        keys.new_database_salt(),
        (
            keys.practitioner_slot(data_key, practitioner.id, passphrase, cost=cost),
            keys.recovery_slot(data_key, code, cost=cost),
        ),
    )
    with _held(folder) as (lock, on_error), files.in_words(folder):
        ballast.keep(folder)
        photo_files.photos_folder(folder).mkdir(mode=0o700)
        db = VaultDatabase(connect(folder / housekeeping.DATABASE, data_key.database_key(), file.database_salt))
        on_error.callback(db.close)
        db.folder, db.author, db.device = folder, practitioner.id, journal.new_id()
        schema.bring_up_to_date(db)
        search.bring_up_to_date(db)
        with journal.step(db, "Create vault", SCOPE) as step:
            step.insert("clinic", {"id": "clinic", **asdict(clinic)})
            step.insert("practitioner", asdict(practitioner))
            db.set_setting("device", db.device)
            db.set_setting("keys", file.data().decode())
            if shows_code:
                db.set_setting(_CODE_UNTAKEN, "1")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        files.write_whole(folder / keys.NAME, file.data())
        files.sync_folder(folder.parent)
        return Vault(folder, lock=lock, db=db, file=file, data_key=data_key), code


def unlock(folder: Path, passphrase: str) -> Vault:
    """Open a vault as the practitioner whose passphrase this is."""
    return _unlock(folder, lambda file: keys.open_with_passphrase(file, passphrase))


def recover(
    folder: Path, recovery_code: str, new_passphrase: str, *, practitioner_id: str = "", cost: Cost | None = None
) -> Vault:
    """Open a vault with the printed code and give a practitioner a new passphrase in place of the lost one.

    `practitioner_id` is needed where several have a passphrase; `practitioners_by_code` names them."""
    vault = _unlock(folder, lambda file: keys.open_with_code(file, recovery_code))
    try:
        holders = [slot.id for slot in vault._file.slots if slot.kind == "practitioner"]
        if not practitioner_id and len(holders) == 1:
            practitioner_id = holders[0]
        if practitioner_id not in holders:
            raise UserError("Choose whose passphrase is to be set anew. Nothing was changed.")
        vault.db.author = practitioner_id
        change_passphrase(vault, new_passphrase, cost=cost)
        take_code(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def practitioners_by_code(folder: Path, recovery_code: str) -> list[Practitioner]:
    """Everybody who has a passphrase for this vault, for whoever holds the printed recovery code."""
    vault = _unlock(folder, lambda file: keys.open_with_code(file, recovery_code))
    try:
        return [clinics.practitioner(vault.db, slot.id) for slot in vault._file.slots if slot.kind == "practitioner"]
    finally:
        vault.close()


def change_passphrase(vault: Vault, passphrase: str, *, cost: Cost | None = None) -> None:
    """Give the practitioner who unlocked a new passphrase; the old one stops working at once."""
    put_slot(vault, passphrase_slot(vault, passphrase, cost=cost))


def check_passphrase(vault: Vault, passphrase: str) -> None:
    """WrongPassphrase unless it is that of the practitioner who unlocked; slow, and touches no file."""
    own = tuple(slot for slot in vault._file.slots if (slot.kind, slot.id) == ("practitioner", vault.db.author))
    keys.open_with_passphrase(replace(vault._file, slots=own), passphrase)


def passphrase_slot(vault: Vault, passphrase: str, *, cost: Cost | None = None) -> Slot:
    """What `put_slot` needs to give the practitioner who unlocked a new passphrase; slow, and touches no file."""
    _refuse_known(vault, passphrase, but=vault.db.author)
    return keys.practitioner_slot(vault._data_key, vault.db.author, passphrase, cost=cost)


def code_slot(vault: Vault, *, cost: Cost | None = None) -> tuple[str, Slot]:
    """A new recovery code, and what `put_slot` needs to make it the one that counts; slow, and touches no file."""
    code = recovery.new_code()
    return code, keys.recovery_slot(vault._data_key, code, cost=cost)


def add_practitioner(vault: Vault, practitioner: Practitioner, passphrase: str, *, cost: Cost | None = None) -> str:
    """Give one more practitioner a passphrase of their own; their id (a new one when `practitioner.id` is empty)."""
    practitioner = replace(practitioner, id=practitioner.id or journal.new_id())
    if any((slot.kind, slot.id) == ("practitioner", practitioner.id) for slot in vault._file.slots):
        raise UserError("This practitioner already has a passphrase. Nothing was changed.")
    _refuse_known(vault, passphrase, but="")
    slot = keys.practitioner_slot(vault._data_key, practitioner.id, passphrase, cost=cost)
    new = vault.db.value("SELECT count(*) FROM practitioner WHERE id = ?", (practitioner.id,)) == 0
    if new:
        with journal.step(vault.db, "Add practitioner", SCOPE) as step:
            step.insert("practitioner", asdict(practitioner))
    try:
        put_slot(vault, slot)
    except UserError:
        if new:
            journal.undo(vault.db, SCOPE)
        raise
    return practitioner.id


def new_recovery_code(vault: Vault, *, cost: Cost | None = None) -> str:
    """A new recovery code to show; the sheet printed before stops working at once. `take_code` when it was kept."""
    code, slot = code_slot(vault, cost=cost)
    put_slot(vault, slot)
    return code


def take_code(vault: Vault) -> None:
    """Somebody has the recovery code that was made last."""
    vault.db.execute("DELETE FROM setting WHERE key = ?", (_CODE_UNTAKEN,))


def untaken_code(vault: Vault, *, cost: Cost | None = None) -> str:
    """A new recovery code when nobody has the last one, for it cannot be shown again; "" when somebody has it.

    Also "" when no code can be written now, as on a full disk: that is no reason to keep people out."""
    if vault.db.setting(_CODE_UNTAKEN) is not None:
        with contextlib.suppress(UserError):
            return new_recovery_code(vault, cost=cost)
    return ""


def _refuse_known(vault: Vault, passphrase: str, *, but: str) -> None:
    """The passphrase says who is working, so no two practitioners may share one."""
    others = tuple(slot for slot in vault._file.slots if slot.id != but)
    with contextlib.suppress(keys.WrongPassphrase):
        keys.open_with_passphrase(replace(vault._file, slots=others), passphrase)
        raise UserError("Choose another passphrase; this one cannot be used here. Nothing was changed.")


def put_slot(vault: Vault, slot: Slot) -> None:
    """Replace keys.json: what comes next is kept in the database first, so a crash at any moment leaves no doubt."""
    if slot.kind == "recovery":
        vault.db.set_setting(_CODE_UNTAKEN, "1")
    file = vault._file.with_slot(slot)
    vault.db.set_setting("keys_next", file.data().decode())
    with files.in_words(vault.folder):
        files.write_whole(vault.folder / keys.NAME, file.data())
    vault._file = file
    with contextlib.suppress(UserError):  # the new slot opens the vault already; the next unlocking settles it
        _settle_keys(vault.db, file.data().decode())


def _settle_keys(db: Database, text: str) -> None:
    with db.writing():
        db.set_setting("keys", text)
        db.execute("DELETE FROM setting WHERE key = 'keys_next'")


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[tuple[Lock, contextlib.ExitStack]]:
    """Hold the vault's lock; an error lets go of it and of what was put on the stack, otherwise both are kept."""
    with contextlib.ExitStack() as stack:
        lock = Lock(folder)
        stack.callback(lock.release)
        yield lock, stack
        stack.pop_all()


Opener = Callable[[KeyFile], tuple[Slot, DataKey]]


def _unlock(folder: Path, opener: Opener) -> Vault:
    housekeeping.check_there(folder)
    with _held(folder) as (lock, on_error), files.in_words(folder):
        on_disk = (folder / keys.NAME).read_bytes()
        file = keys.parse(on_disk)
        slot, data_key = opener(file)
        no_room = ballast.full(folder)
        if no_room and not ballast.give_up(folder):
            raise UserError(ballast.FULL)
        lost = wal.is_damaged(folder)
        db = opened_database(folder, file, data_key)
        on_error.callback(db.close)
        housekeeping.migrate(db, folder)
        search.bring_up_to_date(db)
        db.author = slot.id
        vault = Vault(folder, lock=lock, db=db, file=file, data_key=data_key)
        vault.notices = ((ballast.GIVEN_UP,) if no_room else ()) + ((LOST,) if lost else ())
        _reconcile_keys(vault, slot, on_disk)
        housekeeping.tidy(db, folder)
        ballast.keep(folder)
        return vault


def opened_database(folder: Path, file: KeyFile, data_key: DataKey) -> VaultDatabase:
    """The keyed database as it is, not brought up to date; UserError when it is damaged or does not fit the keys."""
    path = folder / housekeeping.DATABASE
    salt = file.database_salt
    if not file.intact:  # the other copy of the salt is at the start of the database
        salt = housekeeping.salt_in_database(folder)
    db = VaultDatabase(connect(path, data_key.database_key(), salt))
    db.folder = folder
    try:
        if db.value("PRAGMA user_version") == 0:
            raise UserError(housekeeping.DAMAGED)
        found = dict(db.execute("SELECT key, value FROM setting WHERE key IN ('keys', 'device')").fetchall())
        if "keys" not in found:
            raise UserError(housekeeping.DAMAGED)
        db.device = found.get("device", "")
    except BaseException:
        db.close()
        raise
    return db


def _reconcile_keys(vault: Vault, opened: Slot, on_disk: bytes) -> None:
    """Settle which keys.json counts after a crash, and put a damaged one right where that locks nobody out."""
    found = dict(vault.db.execute("SELECT key, value FROM setting WHERE key IN ('keys', 'keys_next')").fetchall())
    kept, coming = (found.get(key, "").encode() for key in ("keys", "keys_next"))
    if on_disk == coming or (on_disk == kept and coming):
        _settle_keys(vault.db, on_disk.decode())
    elif on_disk != kept:
        known = keys.parse(kept)
        if opened in known.slots:  # whoever got in with the file as it is gets in with the one that belongs there
            files.write_whole(vault.folder / keys.NAME, kept)
            vault._file, vault.notices = known, (*vault.notices, MENDED)
        else:
            vault.notices = (*vault.notices, EXCHANGED)
