"""`verify` finds what was changed, by whoever changed it, and says what it was."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.store import housekeeping, journal, keys, photo_files, vault, verify, wal
from sclerochart.store.database import Database
from tests.store.small_vaults import CHEAP, add_photo, all_is_well, made, place_site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with sites, photographs, an undo and a copy from before an update."""
    folder = tmp_path / "vault"
    opened, _ = made(folder)
    site = place_site(opened)
    scope = journal.session_scope(opened.db.value("SELECT session_id FROM site WHERE id = ?", (site,)))
    housekeeping.copy_beside(opened.db, folder)
    place_site(opened)
    journal.undo(opened.db, scope)
    journal.redo(opened.db, scope)
    add_photo(opened)
    add_photo(opened, b"another one")
    opened.close()
    return folder


@contextlib.contextmanager
def key_holder(folder: Path) -> Iterator[Database]:
    """The bare database, for whoever has the passphrase and means harm."""
    opened = vault.unlock(folder, "first secret")
    for name in ("step_stays", "step_kept", "image_kept", "image_stays"):
        opened.db.execute(f"DROP TRIGGER {name}")
    yield opened.db
    opened.close()


def finding(folder: Path, **more: str) -> str:
    return verify.verify(folder, "first secret", **more).first_wrong or ""


def test_a_sound_vault_is_called_sound_with_its_counts_and_digest(folder: Path) -> None:
    report = verify.verify(folder, "first secret")
    assert report.first_wrong is None
    assert {name: report.counts[name] for name in ("patient", "session", "site", "photo", "step", "erased step")} == {
        "patient": 4, "session": 4, "site": 2, "photo": 2, "step": 15, "erased step": 0,
    }  # fmt: skip
    opened = vault.unlock(folder, "first secret")
    assert report.head == journal.head(opened.db)
    opened.close()
    lines = verify.report_text(report).splitlines()
    assert lines[:2] == ["4 patients", "4 sessions"]
    assert f"digest of the journal's head: {report.head}" in lines
    assert lines[-1] == "All is well."
    assert report.notes == ("2 photographs without a small picture.",)


def test_verifying_changes_no_file(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    finding(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_printed_digest_is_found_in_the_chain_or_missed(folder: Path) -> None:
    opened = vault.unlock(folder, "first secret")
    printed = journal.head(opened.db)
    place_site(opened)
    opened.close()
    spaced = " ".join(printed[at : at + 8] for at in range(0, 64, 8)).upper()
    assert finding(folder, digest=spaced) == ""
    assert "is not in this vault's journal" in finding(folder, digest="0" * 64)
    with pytest.raises(UserError, match="A digest has 64 characters"):
        finding(folder, digest=printed[:-1])


@pytest.mark.parametrize("name", ["chart.db", "keys.json"])
def test_a_missing_file_is_a_finding(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name} is missing" in finding(folder)


def test_a_folder_that_is_no_vault_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a vault"):
        verify.verify(tmp_path, "x")


def test_a_wrong_passphrase_is_no_finding(folder: Path) -> None:
    with pytest.raises(keys.WrongPassphrase):
        verify.verify(folder, "another")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE site SET volume_ul = 200", "the table site differs from the journal in the row"),
        ("DROP TABLE thumbnail", "no such table"),
        ("DELETE FROM site", "the table site has lost the row"),
        ("INSERT INTO practitioner VALUES ('x', '', '', '')", "a row that the journal does not know (x)"),
        ("UPDATE step SET author = 'x' WHERE n = 3", "step 3 of the journal does not follow"),
        ("UPDATE step SET at = at + 1 WHERE n = 15", "step 15 of the journal does not follow"),
        ("UPDATE step SET digest = zeroblob(32) WHERE n = 1", "step 1 of the journal does not follow"),
        ("UPDATE step SET seq = 99 WHERE n = 15", "step 15 of the journal does not follow"),
        ("UPDATE image SET body = replace(body, 'Ada', 'Eda')", "the image of step 1 of the journal was changed"),
        ("UPDATE image SET salt = zeroblob(16) WHERE n = 2", "the image of step 2 of the journal was changed"),
        ("DELETE FROM image WHERE n = 2", "step 2 of the journal has no image"),
        ("UPDATE setting SET value = value || ' ' WHERE key = 'keys'", "keys.json is not the file"),
    ],
)
def test_a_change_by_somebody_who_holds_a_key_is_found(folder: Path, sql: str, words: str) -> None:
    with key_holder(folder) as db:
        db.execute(sql)
    assert words in finding(folder)


def test_a_step_cut_out_of_the_middle_is_found(folder: Path) -> None:
    with key_holder(folder) as db:
        db.execute("DELETE FROM image WHERE n = 2")
        db.execute("DELETE FROM step WHERE n = 2")
    assert "step 3 of the journal does not follow" in finding(folder)


def test_a_chain_computed_anew_is_found_only_by_a_digest_printed_before(folder: Path) -> None:
    printed = verify.verify(folder, "first secret").head
    with key_holder(folder) as db:
        db.execute("UPDATE step SET author = 'x' WHERE n = 15")
        row = db.row("SELECT * FROM step WHERE n = 15")
        assert row is not None
        db.execute("UPDATE step SET digest = ? WHERE n = 15", (journal.step_digest(row["prev"], row),))
    assert finding(folder) == ""
    assert "is not in this vault's journal" in finding(folder, digest=printed)


def test_erased_images_leave_the_chain_sound_and_are_counted(folder: Path) -> None:
    opened = vault.unlock(folder, "first secret")
    site = place_site(opened)
    scope = journal.session_scope(opened.db.value("SELECT session_id FROM site WHERE id = ?", (site,)))
    journal.undo(opened.db, scope)
    opened.db.execute("UPDATE image SET body = NULL WHERE n IN (SELECT n FROM step WHERE scope = ?)", (scope,))
    opened.close()
    report = verify.verify(folder, "first secret")
    assert (report.first_wrong, report.counts["erased step"]) == (None, 2)


def _remove_photo(folder: Path) -> None:
    sorted((folder / "photos").iterdir())[0].unlink()


def _swap_photos(folder: Path) -> None:
    one, other = (folder / "photos").iterdir()
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _other_picture(folder: Path) -> None:
    opened = vault.unlock(folder, "first secret")
    photo_id = opened.db.value("SELECT id FROM photo")
    photo_files.write(folder, photo_id, b"a better result", photo_key=opened.photo_key)
    opened.close()


def _lengthen(folder: Path) -> None:
    with (folder / "chart.db").open("ab") as file:
        file.write(bytes(4096))


def _shorten(folder: Path) -> None:
    with (folder / "chart.db").open("r+b") as file:
        file.truncate((folder / "chart.db").stat().st_size - 4096)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_remove_photo, "no longer in the vault"),
        (_swap_photos, "damaged or changed"),
        (_other_picture, "is not the one that was imported"),
        (_lengthen, "chart.db"),
        (_shorten, "chart.db"),
        (lambda folder: (folder / "photos" / ("0" * 24)).write_bytes(b"x"), "belongs to no photograph"),
        (lambda folder: (folder / "notes.txt").write_bytes(b"x"), "“notes.txt” is not part of this vault"),
        (lambda folder: (folder / "chart.db-journal").write_bytes(b"x"), "is not part of this vault"),
        (lambda folder: (folder / "vault.lock").write_bytes(b"x"), "vault.lock is not empty"),
        (lambda folder: (folder / "ballast").write_bytes(bytes(1024 * 1024)), "ballast is not as it was made"),
        (lambda folder: shutil.rmtree(folder / "photos"), "no longer in the vault"),
    ],
)
def test_a_change_to_the_files_is_found(folder: Path, change: Callable[[Path], object], words: str) -> None:
    change(folder)
    assert words in finding(folder)


def test_a_folder_for_photographs_that_was_empty_and_not_copied_is_missed_by_nobody(tmp_path: Path) -> None:
    opened, _ = made(tmp_path / "vault")
    opened.close()
    (tmp_path / "vault" / "photos").rmdir()
    report = verify.verify(tmp_path / "vault", "first secret")
    assert (report.first_wrong, report.notes) == (None, ())
    (tmp_path / "vault" / "photos").write_bytes(b"x")
    assert finding(tmp_path / "vault") == "“photos” is no folder."
    (tmp_path / "vault" / "photos").unlink()
    opened = vault.unlock(tmp_path / "vault", "first secret")
    add_photo(opened)
    opened.close()
    assert finding(tmp_path / "vault") == ""


def test_what_an_act_cut_short_left_is_only_noted(folder: Path) -> None:
    for path in (folder / "keys.json.part", folder / "photos" / ("0" * 24 + ".part")):
        path.write_bytes(b"x")
    report = verify.verify(folder, "first secret")
    assert report.first_wrong is None
    assert [note for note in report.notes if "cut short" in note] == [
        "2 unfinished files are left of something cut short; opening the vault clears that away."
    ]


def test_steps_that_a_killed_program_left_in_the_log_are_taken_in(folder: Path, tmp_path: Path) -> None:
    opened = vault.unlock(folder, "first secret")
    place_site(opened)
    shutil.copytree(folder, tmp_path / "as a kill leaves it")
    head = journal.head(opened.db)
    opened.close()
    report = verify.verify(tmp_path / "as a kill leaves it", "first secret")
    assert (report.first_wrong, report.head) == (None, head)
    assert "not closed properly" in report.notes[0]


FRAME = 24 + wal.PAGE


@pytest.fixture
def killed(folder: Path, tmp_path: Path) -> Path:
    """The vault as a killed program leaves it, with several steps in its log."""
    opened = vault.unlock(folder, "first secret")
    for _ in range(3):
        place_site(opened)
    killed = tmp_path / "as a kill leaves it"
    shutil.copytree(folder, killed)
    opened.close()
    return killed


def flipped(log: Path, at: int) -> bytes:
    """The log with one byte changed."""
    data = bytearray(log.read_bytes())
    data[at] ^= 1
    log.write_bytes(data)
    return bytes(data)


def test_one_byte_changed_in_the_log_before_steps_that_were_saved_is_found_and_the_log_is_left_as_it_is(
    killed: Path,
) -> None:
    log = killed / "chart.db-wal"
    whole = log.read_bytes()
    *earlier, _last = [start for start in range(32, len(whole), FRAME) if any(whole[start + 4 : start + 8])]
    starts = range(32, earlier[-1] + 1, FRAME)
    assert len(starts) > 10
    in_header = [*range(0, 4), 16, 20, 24, 31]
    in_frames = [start + at for start in (*starts[::12], starts[-1]) for at in (0, 8, 12, 23, 24, FRAME - 1)]
    for at in (*in_header, *in_frames):
        changed = flipped(log, at)
        assert "chart.db-wal is damaged" in finding(killed), at
        assert log.read_bytes() == changed
        log.write_bytes(whole)
    assert finding(killed) == ""


def test_whoever_opens_a_vault_with_a_damaged_log_is_told_that_something_is_lost(killed: Path) -> None:
    flipped(killed / "chart.db-wal", 32 + FRAME)
    for notices in ((vault.LOST,), ()):
        opened = vault.unlock(killed, "first secret")
        assert opened.notices == notices
        opened.close()


@pytest.mark.parametrize("tear", ["changed", "out of order", "cut", "zeros behind", "header alone"])
def test_what_a_power_cut_tears_off_the_end_of_the_log_is_no_damage(killed: Path, tear: str) -> None:
    log = killed / "chart.db-wal"
    if tear == "changed":
        flipped(log, log.stat().st_size - 1)
    elif tear == "out of order":  # the last frame of a step came to the disk, the one before it did not
        flipped(log, log.stat().st_size - FRAME - 1)
    elif tear == "zeros behind":
        log.write_bytes(log.read_bytes() + bytes(3 * FRAME))
    else:
        log.write_bytes(log.read_bytes()[: 20 if tear == "header alone" else -FRAME // 2])
    report = verify.verify(killed, "first secret")
    assert report.first_wrong is None
    assert "not closed properly" in report.notes[0]


def test_frames_left_over_from_before_the_log_was_begun_anew_are_no_damage(folder: Path, tmp_path: Path) -> None:
    opened = vault.unlock(folder, "first secret")
    for _ in range(3):
        place_site(opened)
    opened.db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    length = (folder / "chart.db-wal").stat().st_size
    opened.db.set_setting("any", "thing")
    assert (folder / "chart.db-wal").stat().st_size == length
    shutil.copytree(folder, tmp_path / "killed")
    opened.close()
    assert finding(tmp_path / "killed") == ""


def test_a_reserve_that_was_used_up_is_only_noted(folder: Path) -> None:
    (folder / "ballast").unlink()
    report = verify.verify(folder, "first secret")
    assert report.first_wrong is None
    assert "reserve for a full disk" in report.notes[0]


def test_the_first_and_the_last_byte_of_every_file_count(folder: Path) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]:
        data = path.read_bytes()
        for at in (0, len(data) - 1):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert finding(folder) != "", (path.name, at)
            path.write_bytes(data)
    assert all_is_well(folder)


def test_an_older_key_file_is_found(folder: Path) -> None:
    old = (folder / "keys.json").read_bytes()
    opened = vault.unlock(folder, "first secret")
    vault.new_recovery_code(opened, cost=CHEAP)
    opened.close()
    assert all_is_well(folder)
    (folder / "keys.json").write_bytes(old)
    assert "keys.json is not the file that this vault wrote last" in finding(folder)
