"""What a person is told when something is in the way of a vault, and what is left untouched."""

import errno
import os
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.people import Patient
from sclerochart.store import ballast, clinic, files, keys, patients, schema, vault, verify
from sclerochart.store.database import connect
from sclerochart.store.vault import Vault
from tests.store.small_vaults import BEN, CHEAP, all_is_well, place_site


@pytest.mark.parametrize("name", ["chart.db", "keys.json"])
def test_a_missing_file_is_named_and_never_made_anew(folder: Path, code: str, name: str) -> None:
    (folder / name).rename(folder.parent / name)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(UserError, match=rf"{name} is missing.*Put {name} back from a backup"):
        vault.unlock(folder, "first secret")
    assert sorted(path.name for path in folder.iterdir()) == before
    (folder.parent / name).rename(folder / name)
    vault.unlock(folder, "first secret").close()


def test_a_folder_that_is_not_there_or_no_vault_is_told_so_and_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there"):
        vault.unlock(tmp_path / "nothing", "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="is not a vault"):
        vault.unlock(tmp_path / "empty", "x")
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + bytes(5000), os.urandom(8192)])
def test_a_database_that_is_no_longer_one_is_refused_and_left_as_it_is(folder: Path, code: str, data: bytes) -> None:
    (folder / "chart.db").write_bytes(data)
    with pytest.raises(UserError, match="damaged"):
        vault.unlock(folder, "first secret")
    assert (folder / "chart.db").read_bytes() == data


def test_an_empty_database_made_with_the_right_key_is_not_taken_for_the_vault(folder: Path, code: str) -> None:
    file = keys.parse((folder / "keys.json").read_bytes())
    _, data_key = keys.open_with_passphrase(file, "first secret")
    (folder / "chart.db").unlink()
    connect(folder / "chart.db", data_key.database_key(), file.database_salt).close()
    with pytest.raises(UserError, match="damaged or was replaced"):
        vault.unlock(folder, "first secret")


def test_a_newer_vault_is_refused_in_words(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    opened.db.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    opened.close()
    with pytest.raises(UserError, match="newer version"):
        vault.unlock(folder, "first secret")
    assert "newer version" in (verify.verify(folder, "first secret").first_wrong or "")


def test_what_a_killed_import_left_goes_at_the_next_opening_and_nothing_else(folder: Path, code: str) -> None:
    inside = folder / "photos"
    orphan, half, other = inside / ("0" * 24), inside / ("1" * 24 + ".part"), inside / "holiday.jpg"
    for path in (orphan, half, other, folder / "keys.json.part"):
        path.write_bytes(b"x")
    vault.unlock(folder, "first secret").close()
    assert sorted(path.name for path in inside.iterdir()) == ["holiday.jpg"]
    assert not (folder / "keys.json.part").exists()


def test_a_full_disk_costs_one_refusal_and_then_there_is_room_once(folder: Path, opened: Vault) -> None:
    place_site(opened)
    pages = opened.db.value("PRAGMA page_count")
    opened.db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own SQLITE_FULL
    with pytest.raises(UserError, match=r"The disk is full\. Nothing was changed.*given it up: do that again"):
        fill(opened)
    assert not (folder / ballast.NAME).exists()
    with pytest.raises(UserError, match="The disk is full"):
        fill(opened)
    opened.db.execute(f"PRAGMA max_page_count = {pages + 10_000}")
    fill(opened)
    opened.close()
    assert (folder / ballast.NAME).read_bytes() == ballast.content()
    assert all_is_well(folder)


def test_a_disk_fault_is_told_in_words_that_say_what_to_do(folder: Path) -> None:
    sentences = {errno.ENOSPC: "disk is full", errno.EROFS: "cannot be written", errno.EIO: "Check the disk"}
    for code, words in sentences.items():
        with pytest.raises(UserError, match=words), files.in_words(folder):
            raise OSError(code, os.strerror(code))


def test_keys_are_replaced_whole_or_not_at_all_whenever_the_program_dies(folder: Path, code: str) -> None:
    """Every state of the disk that a crash during a change of passphrase can leave."""
    old = (folder / "keys.json").read_bytes()
    opened = vault.unlock(folder, "first secret")
    vault.change_passphrase(opened, "second secret", cost=CHEAP)
    new = (folder / "keys.json").read_bytes()

    def stop_at(on_disk: bytes, kept: bytes, coming: bytes | None) -> None:
        opened = vault.unlock(folder, "second secret" if (folder / "keys.json").read_bytes() == new else "first secret")
        opened.db.set_setting("keys", kept.decode())
        if coming is not None:
            opened.db.set_setting("keys_next", coming.decode())
        (folder / "keys.json").write_bytes(on_disk)
        opened.close()

    opened.close()
    for on_disk, kept, coming in ((old, old, new), (new, old, new), (new, new, None)):
        stop_at(on_disk, kept, coming)
        passphrase = "second secret" if on_disk == new else "first secret"
        assert all_is_well(folder, passphrase)
        opened = vault.unlock(folder, passphrase)
        assert (opened.db.setting("keys"), opened.db.setting("keys_next")) == (on_disk.decode(), None)
        assert opened.notices == ()
        opened.close()
        assert all_is_well(folder, passphrase)


def test_a_damaged_key_file_that_still_opens_is_put_right(folder: Path, code: str) -> None:
    good = (folder / "keys.json").read_bytes()
    slots = keys.parse(good).slots
    recovery = next(slot for slot in slots if slot.kind == "recovery").wrapped.hex().encode()
    (folder / "keys.json").write_bytes(good.replace(recovery, b"0" * len(recovery)))
    assert not all_is_well(folder)
    opened = vault.unlock(folder, "first secret")
    assert opened.notices == (vault.MENDED,)
    opened.close()
    assert (folder / "keys.json").read_bytes() == good
    vault.recover(folder, code, "second secret", cost=CHEAP).close()


def test_damage_to_the_salt_in_the_key_file_does_not_cost_the_vault(folder: Path, code: str) -> None:
    good = (folder / "keys.json").read_bytes()
    salt = keys.parse(good).database_salt.hex().encode()
    (folder / "keys.json").write_bytes(good.replace(salt, b"0" * len(salt)))
    opened = vault.unlock(folder, "first secret")
    assert opened.notices == (vault.MENDED,)
    opened.close()
    assert (folder / "keys.json").read_bytes() == good


def test_what_cannot_even_be_read_in_one_slot_or_the_salt_costs_nobody_else_the_vault(folder: Path, code: str) -> None:
    good = (folder / "keys.json").read_bytes()
    file = keys.parse(good)
    recovery = next(slot for slot in file.slots if slot.kind == "recovery").wrapped.hex().encode()
    for part in (recovery, file.database_salt.hex().encode()):
        (folder / "keys.json").write_bytes(good.replace(part, b"~" + part[1:]))
        opened = vault.unlock(folder, "first secret")
        assert opened.notices == (vault.MENDED,)
        opened.close()
        assert (folder / "keys.json").read_bytes() == good


def test_a_practitioner_whose_key_could_not_be_written_is_not_left_behind(opened: Vault) -> None:
    (opened.folder / "keys.json.part").mkdir()  # so that the file cannot be written
    with pytest.raises(UserError, match="Nothing was changed"):
        vault.add_practitioner(opened, BEN, "bens secret", cost=CHEAP)
    assert [one.name for one in clinic.practitioners(opened.db)] == ["Ada Example"]
    (opened.folder / "keys.json.part").rmdir()
    vault.add_practitioner(opened, BEN, "bens secret", cost=CHEAP)
    opened.close()
    assert all_is_well(opened.folder, "bens secret")


def test_an_older_key_file_put_back_on_purpose_is_left_and_mentioned(folder: Path, code: str) -> None:
    old = (folder / "keys.json").read_bytes()
    opened = vault.unlock(folder, "first secret")
    vault.change_passphrase(opened, "a secret forgotten since", cost=CHEAP)
    opened.close()
    (folder / "keys.json").write_bytes(old)
    assert "keys.json is not the file" in (verify.verify(folder, "first secret").first_wrong or "")
    opened = vault.unlock(folder, "first secret")
    assert opened.notices == (vault.EXCHANGED,)
    vault.change_passphrase(opened, "first secret", cost=CHEAP)
    opened.close()
    assert all_is_well(folder)


def test_a_key_file_beyond_reading_is_told_plainly_and_left(folder: Path, code: str) -> None:
    (folder / "keys.json").write_bytes(b"\0" * 500)
    with pytest.raises(UserError, match=r"keys\.json of this vault is damaged.*from a backup"):
        vault.unlock(folder, "first secret")
    assert (folder / "keys.json").read_bytes() == b"\0" * 500


def fill(opened: Vault) -> None:
    for _ in range(100):
        patients.add(opened.db, Patient("", "Prim", "Placeholder", notes="x" * 4000))
