"""A real vault of every released schema is opened by today's program, and everything in it is there."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sclerochart.domain.people import Patient
from sclerochart.store import housekeeping, journal, patients, photos, schema, vault, verify

VAULTS = Path(__file__).parent.parent / "vaults"
NAMES = sorted(path.stem for path in VAULTS.glob("schema-*.json"))


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of an old vault, and what is known to be in it."""
    name: str = request.param
    shutil.copytree(VAULTS / name, tmp_path / name)
    return tmp_path / name, json.loads((VAULTS / f"{name}.json").read_text(encoding="utf-8"))


def test_the_schema_of_today_has_a_vault_that_will_be_old_one_day() -> None:
    assert f"schema-{schema.SCHEMA}" in NAMES


def test_an_old_vault_opens_and_everything_is_there(old: tuple[Path, dict[str, Any]]) -> None:
    folder, expected = old
    authors = set()
    for passphrase in expected["passphrases"]:
        opened = vault.unlock(folder, passphrase)
        authors.add(opened.db.author)
        opened.close()
    assert len(authors) == len(expected["passphrases"])
    opened = vault.unlock(folder, expected["passphrases"][0])
    for table, rows in expected["tables"].items():
        lifted = [schema.lift(table, row, expected["schema"]) for row in rows]
        assert opened.db.rows(f"SELECT * FROM {table} ORDER BY id") == lifted
    assert journal.head(opened.db) == expected["head"]
    for row in opened.db.rows("SELECT * FROM photo"):
        photo = photos.get(opened.db, row["id"])
        assert photo is not None
        assert hashlib.sha256(photos.original(opened, photo)).hexdigest() == photo.sha256
    if expected["schema"] < schema.SCHEMA:
        assert housekeeping.copies(opened.db)
    opened.close()
    assert verify.verify(folder, expected["passphrases"][0], digest=expected["head"]).first_wrong is None


def test_people_of_an_old_vault_are_found_by_birthday_and_by_nothing_that_is_not_theirs(
    old: tuple[Path, dict[str, Any]],
) -> None:
    folder, expected = old
    opened = vault.unlock(folder, expected["passphrases"][0])
    born = [row for row in expected["tables"]["patient"] if row["birth_date"]]
    assert born
    for row in born:
        year, month, _day = row["birth_date"].split("-")
        for typed in (row["birth_date"], f"{month}/{year}"):
            assert row["id"] in {found.patient.id for found in patients.search(opened.db, typed)}, typed
        named = f"{row['family_name']} {row['given_name']}".casefold()
        found = {each.patient.id for each in patients.search(opened.db, "born")}
        assert (row["id"] in found) == any(word.startswith("born") for word in named.split())
    opened.close()


def test_a_vault_whose_search_is_of_an_earlier_form_finds_all_that_todays_does(
    old: tuple[Path, dict[str, Any]],
) -> None:
    folder, expected = old
    opened = vault.unlock(folder, expected["passphrases"][0])
    made = patients.add(opened.db, Patient("", "Jo", "Placeholder", phone="(0131) 496 0001"))
    with opened.db.writing():  # as an entry was before the last groups of a number were in it
        opened.db.execute("UPDATE patient_search SET words = 'placeholder jo 0131 496 0001 01314960001'")
        opened.db.set_setting("search_index", "2")
    assert patients.search(opened.db, "496 0001") == []
    opened.close()
    opened = vault.unlock(folder, expected["passphrases"][0])
    assert [row.patient.id for row in patients.search(opened.db, "496 0001")] == [made]
    opened.close()


def test_an_old_vault_opens_with_its_recovery_code(old: tuple[Path, dict[str, Any]]) -> None:
    folder, expected = old
    someone = vault.practitioners_by_code(folder, expected["recovery_code"])[0]
    vault.recover(folder, expected["recovery_code"], "a new secret", practitioner_id=someone.id).close()
    vault.unlock(folder, "a new secret").close()


def test_what_was_done_before_the_update_can_still_be_undone(old: tuple[Path, dict[str, Any]]) -> None:
    folder, expected = old
    opened = vault.unlock(folder, expected["passphrases"][0])
    scopes = {row["scope"] for row in opened.db.rows("SELECT scope FROM step")}
    patient = next(scope for scope in sorted(scopes) if scope.startswith("patient:") and undoes(opened, scope))
    assert journal.names(opened.db, patient).redo is not None
    journal.redo(opened.db, patient)
    opened.close()
    assert verify.verify(folder, expected["passphrases"][0]).first_wrong is None


def undoes(opened: vault.Vault, scope: str) -> bool:
    if journal.names(opened.db, scope).undo is None:
        return False
    journal.undo(opened.db, scope)
    return True
