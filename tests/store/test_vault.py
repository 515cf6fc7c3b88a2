"""Vaults: made, opened, recovered, shared."""

import shutil
from pathlib import Path

import pytest

from sclerochart import demo
from sclerochart.domain.errors import UserError
from sclerochart.domain.people import Practitioner
from sclerochart.store import clinic, housekeeping, journal, keys, photo_files, schema, vault, verify
from sclerochart.store.vault import Vault
from tests.store.small_vaults import ADA, BEN, CHEAP, CLINIC, add_photo, all_is_well, made, place_site


def test_a_new_vault_holds_the_clinic_and_the_practitioner_who_made_it(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    assert clinic.get(opened.db) == CLINIC
    assert [one.name for one in clinic.practitioners(opened.db)] == ["Ada Example"]
    assert clinic.practitioner(opened.db, opened.db.author).name == "Ada Example"
    assert (opened.notices, opened.folder) == ((), folder)
    opened.close()
    found = sorted(path.name for path in folder.iterdir())
    assert found == ["ballast", "chart.db", "keys.json", "photos", "vault.lock"]


def test_what_is_done_is_there_after_reopening_and_bears_its_author(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    site = place_site(opened)
    head = journal.head(opened.db)
    opened.close()
    opened = vault.unlock(folder, "first secret")
    assert opened.db.value("SELECT volume_ul FROM site WHERE id = ?", (site,)) == 100
    assert opened.db.rows("SELECT DISTINCT author, device FROM step") == [
        {"author": opened.db.author, "device": opened.db.device}
    ]
    assert journal.head(opened.db) == head
    opened.close()


def test_making_the_vault_cannot_be_undone_from_the_clinics_page(opened: Vault) -> None:
    assert journal.names(opened.db, journal.CLINIC).undo is None


def test_no_file_of_a_vault_holds_a_name_in_clear(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    place_site(opened)
    words = [b"Placeholder", b"Ada Example", b"first secret", code.encode(), b"SQLite format 3"]
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        assert [word for word in words if word in data] == [], path.name
    opened.close()


def test_the_database_begins_with_the_salt_in_the_key_file(folder: Path, code: str) -> None:
    salt = keys.parse((folder / "keys.json").read_bytes()).database_salt
    assert (folder / "chart.db").read_bytes()[:16] == salt


def test_a_vault_goes_into_a_new_or_empty_folder_only(folder: Path) -> None:
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(UserError, match="already has something in it"):
        made(folder)
    assert [path.name for path in folder.iterdir()] == ["holiday.jpg"]


def test_no_vault_is_made_inside_another(folder: Path, code: str) -> None:
    for inside in (folder / "inner", folder / "photos" / "inner"):
        for make in (made, lambda where: next(demo.make(where))):
            with pytest.raises(UserError, match=r"“inner” was not made: .* is a vault"):
                make(inside)
            assert not inside.exists()
    assert all_is_well(folder)


def test_a_wrong_passphrase_leaves_the_vault_closed_and_unchanged(folder: Path, code: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(folder, "First secret")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    vault.unlock(folder, "first secret").close()


def test_a_lost_passphrase_is_replaced_with_the_recovery_code(folder: Path, code: str) -> None:
    opened = vault.recover(folder, code.lower(), "second secret", cost=CHEAP)
    assert clinic.practitioner(opened.db, opened.db.author).name == "Ada Example"
    place_site(opened)
    opened.close()
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(folder, "first secret")
    vault.unlock(folder, "second secret").close()
    vault.recover(folder, code, "third secret", cost=CHEAP).close()
    assert all_is_well(folder, "third secret")


def test_whoever_recovers_a_vault_has_its_code_so_none_is_made_anew(folder: Path) -> None:
    opened, code = vault.create(
        folder, clinic=CLINIC, practitioner=ADA, passphrase="first secret", cost=CHEAP, shows_code=True
    )
    opened.close()
    vault.recover(folder, code, "second secret", cost=CHEAP).close()
    opened = vault.unlock(folder, "second secret")
    assert vault.untaken_code(opened, cost=CHEAP) == ""
    opened.close()
    assert vault.practitioners_by_code(folder, code)


def test_a_code_that_is_made_anew_is_asked_after_until_it_was_taken(opened: Vault) -> None:
    assert vault.untaken_code(opened, cost=CHEAP) == ""
    vault.new_recovery_code(opened, cost=CHEAP)
    assert vault.untaken_code(opened, cost=CHEAP) != ""
    assert vault.untaken_code(opened, cost=CHEAP) != ""
    vault.take_code(opened)
    assert vault.untaken_code(opened, cost=CHEAP) == ""


def test_a_mistyped_recovery_code_changes_nothing(folder: Path, code: str) -> None:
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    with pytest.raises(UserError, match="mistake in group 1"):
        vault.recover(folder, wrong, "second secret", cost=CHEAP)
    vault.unlock(folder, "first secret").close()


def test_every_practitioner_unlocks_with_a_passphrase_of_their_own_and_is_the_author(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    ben = vault.add_practitioner(opened, BEN, "bens secret", cost=CHEAP)
    opened.close()
    opened = vault.unlock(folder, "bens secret")
    assert opened.db.author == ben
    place_site(opened)
    assert opened.db.value("SELECT author FROM step ORDER BY n DESC") == ben
    vault.change_passphrase(opened, "bens new secret", cost=CHEAP)
    opened.close()
    vault.unlock(folder, "first secret").close()
    with pytest.raises(keys.WrongPassphrase):
        vault.unlock(folder, "bens secret")
    assert all_is_well(folder, "bens new secret")


def test_two_practitioners_cannot_share_a_passphrase_because_it_says_who_is_working(opened: Vault) -> None:
    with pytest.raises(UserError, match="Choose another passphrase"):
        vault.add_practitioner(opened, BEN, "first secret", cost=CHEAP)
    vault.add_practitioner(opened, BEN, "bens secret", cost=CHEAP)
    with pytest.raises(UserError, match="Choose another passphrase"):
        vault.change_passphrase(opened, "bens secret", cost=CHEAP)
    vault.change_passphrase(opened, "first secret", cost=CHEAP)
    assert len(clinic.practitioners(opened.db)) == 2


def test_a_practitioner_has_one_passphrase(opened: Vault) -> None:
    with pytest.raises(UserError, match="already has a passphrase"):
        vault.add_practitioner(opened, Practitioner(opened.db.author), "more", cost=CHEAP)


def test_with_several_practitioners_recovery_asks_whose_passphrase_was_lost(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    ben = vault.add_practitioner(opened, BEN, "bens secret", cost=CHEAP)
    opened.close()
    with pytest.raises(UserError, match="Choose whose passphrase"):
        vault.recover(folder, code, "new secret", cost=CHEAP)
    assert {one.name for one in vault.practitioners_by_code(folder, code)} == {"Ada Example", "Ben Sample"}
    opened = vault.recover(folder, code, "new secret", practitioner_id=ben, cost=CHEAP)
    assert opened.db.author == ben
    opened.close()
    vault.unlock(folder, "first secret").close()


def test_a_new_recovery_code_replaces_the_old_sheet(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    newer = vault.new_recovery_code(opened, cost=CHEAP)
    opened.close()
    with pytest.raises(keys.WrongPassphrase, match="replaced by a newer one"):
        vault.recover(folder, code, "second secret", cost=CHEAP)
    vault.recover(folder, newer, "second secret", cost=CHEAP).close()
    assert all_is_well(folder, "second secret")


def test_a_vault_that_is_open_is_not_opened_twice(folder: Path, opened: Vault) -> None:
    with pytest.raises(UserError, match="already open"):
        vault.unlock(folder, "first secret")
    with pytest.raises(UserError, match="already open"):
        verify.verify(folder, "first secret")
    place_site(opened)


def test_the_database_is_copied_beside_itself_before_its_tables_change(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    place_site(opened)
    housekeeping.copy_beside(opened.db, folder)
    name = f"chart-before-{schema.SCHEMA}.db"
    assert list(housekeeping.copies(opened.db)) == [name]
    place_site(opened)
    opened.close()
    assert all_is_well(folder)
    shutil.copy(folder / name, folder / "chart.db")
    opened = vault.unlock(folder, "first secret")
    assert opened.db.value("SELECT count(*) FROM site") == 1
    opened.close()


def test_the_file_of_a_removed_photo_stays_for_undo(folder: Path, code: str) -> None:
    opened = vault.unlock(folder, "first secret")
    photo_id = add_photo(opened)
    session = opened.db.value("SELECT session_id FROM photo")
    with journal.step(opened.db, "Remove photo", journal.session_scope(session)) as step:
        step.delete("photo", photo_id)
    opened.close()
    opened = vault.unlock(folder, "first secret")
    assert photo_files.read(folder, photo_id, photo_key=opened.photo_key) == b"not much of a picture"
    journal.undo(opened.db, journal.session_scope(session))
    opened.close()
    assert all_is_well(folder)
