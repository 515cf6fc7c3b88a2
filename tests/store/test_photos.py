import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.people import Patient
from sclerochart.store import journal, patients, photo_files, photos, sessions, vault
from sclerochart.store.photos import Batch
from sclerochart.store.vault import Vault
from tests.store.sample_pictures import CAMERA, bomb, picture
from tests.store.small_vaults import all_is_well


@pytest.fixture
def session_id(opened: Vault) -> str:
    patient = patients.add(opened.db, Patient("", "Prim", "Placeholder"))
    return sessions.start(opened.db, patient)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    folder.mkdir()
    return folder


def put(inbox: Path, name: str, data: bytes) -> Path:
    path = inbox / name
    path.write_bytes(data)
    return path


def prepare_all(opened: Vault, paths: list[Path], known: dict[str, str] | None = None) -> Batch:
    return photos.prepare_all(paths, opened.photo_key, opened.folder, known or {}, lambda done, total: None)


def add(opened: Vault, session_id: str, *paths: Path) -> list[str]:
    batch = prepare_all(opened, list(paths))
    assert not batch.refused
    return photos.add(opened.db, session_id, batch.prepared, phase="before", leg="right", view="medial")


def files_in(opened: Vault) -> list[str]:
    return sorted(path.name for path in (opened.folder / "photos").iterdir())


def test_the_original_comes_back_byte_for_byte(opened: Vault, session_id: str, inbox: Path) -> None:
    data = picture(orientation=6)
    [photo_id] = add(opened, session_id, put(inbox, "a.jpg", data))
    [photo] = photos.of_session(opened.db, session_id)
    assert photo.id == photo_id
    assert (photo.phase, photo.leg, photo.view) == ("before", "right", "medial")
    assert photo.sha256 == hashlib.sha256(data).hexdigest()
    assert (photo.byte_count, photo.width, photo.height, photo.orientation) == (len(data), 400, 640, 6)
    assert photo.at.local().isoformat() == "2026-10-12T09:30:00"
    assert photos.original(opened, photo) == data
    assert photos.thumbnail(opened.db, photo_id).startswith(b"\xff\xd8")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF"])
def test_nothing_of_a_picture_is_in_clear_in_the_vault(kind: str, opened: Vault, session_id: str, inbox: Path) -> None:
    data = picture(kind)
    add(opened, session_id, put(inbox, "picture", data))
    opened.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for path in (path for path in opened.folder.rglob("*") if path.is_file()):
        kept = path.read_bytes()
        for start in range(0, len(data) - 64, 997):
            assert data[start : start + 64] not in kept or not any(data[start : start + 64])
        assert CAMERA.encode() not in kept
        assert b"\xff\xd8\xff" not in kept[:64]


def test_a_picture_without_a_time_has_the_time_of_its_session(opened: Vault, session_id: str, inbox: Path) -> None:
    add(opened, session_id, put(inbox, "a.png", picture("PNG", notes=False)))
    [photo] = photos.of_session(opened.db, session_id)
    assert photo.at == sessions.get(opened.db, session_id).treated_at


def test_one_import_is_one_step_and_undo_takes_it_back_but_not_the_files(
    opened: Vault, session_id: str, inbox: Path
) -> None:
    add(opened, session_id, put(inbox, "a.jpg", picture(seed=1)), put(inbox, "b.jpg", picture(seed=2)))
    scope = journal.session_scope(session_id)
    assert journal.names(opened.db, scope).undo == "Add 2 photos"
    journal.undo(opened.db, scope)
    assert photos.of_session(opened.db, session_id) == []
    assert len(files_in(opened)) == 2
    journal.redo(opened.db, scope)
    for photo in photos.of_session(opened.db, session_id):
        assert photos.original(opened, photo)
        assert photos.thumbnail(opened.db, photo.id)


def test_photos_are_described_anew_one_or_many_in_one_step(opened: Vault, session_id: str, inbox: Path) -> None:
    ids = add(opened, session_id, put(inbox, "a.jpg", picture(seed=1)), put(inbox, "b.jpg", picture(seed=2)))
    photos.edit(opened.db, ids, phase="after", view="close-up")
    assert {(one.phase, one.leg, one.view) for one in photos.of_session(opened.db, session_id)} == {
        ("after", "right", "close-up")
    }
    photos.edit(opened.db, ids[0], note="ankle, with scale")
    scope = journal.session_scope(session_id)
    assert journal.names(opened.db, scope).undo == "Edit photo"
    journal.undo(opened.db, scope)
    assert journal.names(opened.db, scope).undo == "Edit 2 photos"
    journal.undo(opened.db, scope)
    assert {one.phase for one in photos.of_session(opened.db, session_id)} == {"before"}
    with pytest.raises(ValueError, match="upside down"):
        photos.edit(opened.db, ids[0], view="upside down")


def test_a_removed_photo_comes_back_with_undo(opened: Vault, session_id: str, inbox: Path) -> None:
    [photo_id] = add(opened, session_id, put(inbox, "a.jpg", picture()))
    photos.remove(opened.db, photo_id)
    assert photos.of_session(opened.db, session_id) == []
    journal.undo(opened.db, journal.session_scope(session_id))
    [photo] = photos.of_session(opened.db, session_id)
    assert photos.original(opened, photo) == picture()


def test_a_photo_whose_removal_is_undone_is_where_it_was(opened: Vault, session_id: str, inbox: Path) -> None:
    files = [put(inbox, f"{seed}.png", picture("PNG", notes=False, seed=seed)) for seed in range(1, 6)]
    ids = add(opened, session_id, *files)
    for removed in (ids[0], ids[3], ids[1:4]):
        photos.remove(opened.db, removed)
        journal.undo(opened.db, journal.session_scope(session_id))
        assert [photo.id for photo in photos.of_session(opened.db, session_id)] == ids
    for turn in (journal.undo, journal.redo):
        turn(opened.db, journal.session_scope(session_id))
    assert [photo.id for photo in photos.of_patient(opened.db, patients.search(opened.db, "")[0].patient.id)] == ids


def test_a_signed_session_takes_no_photos_and_changes_none(opened: Vault, session_id: str, inbox: Path) -> None:
    [photo_id] = add(opened, session_id, put(inbox, "a.jpg", picture(seed=1)))
    sessions.sign(opened.db, session_id, reason="a test")
    batch = prepare_all(opened, [put(inbox, "b.jpg", picture(seed=2))])
    with pytest.raises(UserError, match="signed"):
        photos.add(opened.db, session_id, batch.prepared, phase="after", leg="left", view="foot")
    with pytest.raises(UserError, match="signed"):
        photos.edit(opened.db, photo_id, phase="after")
    with pytest.raises(UserError, match="signed"):
        photos.remove(opened.db, photo_id)


def test_the_same_bytes_are_recognised_for_the_patient_in_every_session(
    opened: Vault, session_id: str, inbox: Path
) -> None:
    path = put(inbox, "a.jpg", picture())
    add(opened, session_id, path)
    patient = sessions.get(opened.db, session_id).patient_id
    again = prepare_all(opened, [put(inbox, "renamed.jpg", picture())], photos.known(opened.db, patient))
    assert again.prepared == ()
    assert again.refused == (
        "“renamed.jpg” is already among this patient’s photos (12 Oct 2026, before) and was not added again.",
    )
    twice = prepare_all(opened, [put(inbox, "c.jpg", picture(seed=3)), put(inbox, "d.jpg", picture(seed=3))])
    assert len(twice.prepared) == 1
    assert "“d.jpg” is already among this patient’s photos (“c.jpg”, just now)" in twice.refused[0]
    other = patients.add(opened.db, Patient("", "Una", "Example"))
    assert photos.known(opened.db, other) == {}


def test_a_picture_prepared_twice_is_written_once(opened: Vault, session_id: str, inbox: Path) -> None:
    path = put(inbox, "a.jpg", picture())
    first, second = prepare_all(opened, [path]), prepare_all(opened, [path])
    assert len(photos.add(opened.db, session_id, first.prepared, phase="before", leg="both", view="anterior")) == 1
    assert photos.add(opened.db, session_id, second.prepared, phase="before", leg="both", view="anterior") == []
    assert len(photos.of_session(opened.db, session_id)) == 1


def test_each_bad_file_costs_a_sentence_and_not_the_others(opened: Vault, session_id: str, inbox: Path) -> None:
    (inbox / "holiday").mkdir()
    batch = prepare_all(opened, [
        put(inbox, "good.jpg", picture(seed=1)),
        put(inbox, "empty.jpg", b""),
        put(inbox, "letter.jpg", b"Dear clinic"),
        put(inbox, "short.jpg", picture(seed=2)[:2000]),
        put(inbox, "bomb.png", bomb()),
        inbox / "holiday",
        inbox / "gone.jpg",
        put(inbox, "also good.png", picture("PNG", seed=4)),
    ])  # fmt: skip
    assert [one.name for one in batch.prepared] == ["good.jpg", "also good.png"]
    assert batch.refused == (
        "“empty.jpg” is empty. It was not added.",
        "“letter.jpg” is not a JPEG, PNG, TIFF, WebP or HEIC picture, or it is damaged or was cut short. "
        "It was not added.",
        "“short.jpg” is damaged or was cut short. It was not added.",
        "“bomb.png” claims to be 60000 × 60000 pixels, more than the 120 megapixels that can be opened safely. "
        "It was not added.",
        "“holiday” is a folder and was not added. Open it and choose the photos in it.",
        "“gone.jpg” is no longer where it was and was not added.",
    )
    assert files_in(opened) == sorted(one.id for one in batch.prepared)
    photos.add(opened.db, session_id, batch.prepared, phase="before", leg="both", view="anterior")


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_a_file_that_may_not_be_read_is_a_sentence(opened: Vault, inbox: Path) -> None:
    path = put(inbox, "mine.jpg", picture())
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert "“mine.jpg” may not be read by you" in prepare_all(opened, [path]).refused[0]
    else:
        pytest.skip("whoever runs this may read everything")


def test_a_file_that_is_far_too_large_is_not_even_read(opened: Vault, inbox: Path) -> None:
    path = put(inbox, "film.jpg", b"")
    with path.open("r+b") as file:
        file.truncate(photos.MOST_BYTES + 1)
    assert "may have up to 250 MB" in prepare_all(opened, [path]).refused[0]


def test_cancelling_leaves_nothing(opened: Vault, inbox: Path) -> None:
    class Stop(Exception):  # noqa: N818
        pass

    def report(done: int, total: int) -> None:
        if done == 3:
            raise Stop

    paths = [put(inbox, f"{number}.jpg", picture(seed=number + 1)) for number in range(6)]
    with pytest.raises(Stop):
        photos.prepare_all(paths, opened.photo_key, opened.folder, {}, report)
    assert files_in(opened) == []


def test_a_damaged_missing_or_exchanged_file_is_a_sentence(opened: Vault, session_id: str, inbox: Path) -> None:
    add(opened, session_id, put(inbox, "a.jpg", picture(seed=1)), put(inbox, "b.jpg", picture(seed=2)))
    one, other = photos.of_session(opened.db, session_id)
    first, second = (photo_files.path(opened.folder, photo.id) for photo in (one, other))
    sound = first.read_bytes()
    first.write_bytes(second.read_bytes())
    with pytest.raises(UserError, match="damaged or changed outside"):
        photos.original(opened, one)
    for place in (0, 12, len(sound) // 2, len(sound) - 1):
        damaged = bytearray(sound)
        damaged[place] ^= 1
        first.write_bytes(damaged)
        with pytest.raises(UserError, match="damaged or changed outside"):
            photos.original(opened, one)
    for cut in (0, 5, 27, len(sound) - 1):
        first.write_bytes(sound[:cut])
        with pytest.raises(UserError, match="damaged or changed outside"):
            photos.original(opened, one)
    first.unlink()
    with pytest.raises(UserError, match="no longer in the vault"):
        photos.original(opened, one)


def test_a_copy_is_saved_whole_without_metadata(opened: Vault, session_id: str, inbox: Path, tmp_path: Path) -> None:
    add(opened, session_id, put(inbox, "a.jpg", picture()))
    [photo] = photos.of_session(opened.db, session_id)
    target = tmp_path / "copy.jpg"
    photos.save_copy(photo, opened.photo_key, opened.folder, target, lambda done, total: None)
    saved = target.read_bytes()
    assert saved.startswith(b"\xff\xd8")
    assert CAMERA.encode() not in saved
    assert b"Exif" not in saved
    with pytest.raises(UserError, match="could not be written"):
        photos.save_copy(
            photo, opened.photo_key, opened.folder, tmp_path / "nowhere" / "copy.jpg", lambda done, total: None
        )
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    with pytest.raises(UserError, match="is a vault"):
        photos.save_copy(photo, opened.photo_key, opened.folder, opened.folder / "copy.jpg", lambda done, total: None)
    assert not (opened.folder / "copy.jpg").exists()


CHILD = """
import signal, sys
from pathlib import Path
from sclerochart.store import photos
folder, key, limit, paths = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
if limit:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
def report(done, total):
    print(done, flush=True)
batch = photos.prepare_all([Path(path) for path in paths], key, folder, {}, report)
print("ready", len(batch.prepared), flush=True)
for sentence in batch.refused:
    print(sentence, flush=True)
sys.stdin.read()
"""


def child(opened: Vault, paths: list[Path], *, limit: int = 0) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(opened.folder), opened.photo_key.hex(), str(limit)]
    return subprocess.Popen(
        [*arguments, *map(str, paths)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
def test_no_room_on_the_disk_is_a_sentence_and_what_fits_is_kept(opened: Vault, inbox: Path) -> None:
    large = put(inbox, "large.png", picture("PNG", width=900, height=700) + os.urandom(60_000))
    small = put(inbox, "small.jpg", picture(width=200, height=120, notes=False))
    assert small.stat().st_size < 20_000 < large.stat().st_size
    with child(opened, [large, small], limit=20_000) as process:
        told, _ = process.communicate("")
    assert "“large.png” was not added: there is no room left on the disk. Free some space" in told
    assert "ready 1" in told
    assert len(files_in(opened)) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    disk = tmp_path / "small disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("a small disk cannot be made here")
    return disk


def test_a_disk_that_runs_full_takes_what_fits(small_disk: Path, inbox: Path) -> None:
    try:
        (small_disk / "photos").mkdir()
        paths = [put(inbox, f"{n}.jpg", picture(seed=n + 1) + os.urandom(500_000)) for n in range(6)]
        batch = photos.prepare_all(paths, bytes(32), small_disk, {}, lambda done, total: None)
        assert 1 <= len(batch.prepared) < 6
        assert all("no room left on the disk" in sentence for sentence in batch.refused)
        there = sorted(path.name for path in (small_disk / "photos").iterdir())
        assert there == sorted(one.id for one in batch.prepared)
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_a_vault_that_verifies(
    opened: Vault, session_id: str, inbox: Path, folder: Path
) -> None:
    kept = picture(seed=99)
    add(opened, session_id, put(inbox, "kept.jpg", kept))
    opened.close()
    times = 12 if os.environ.get("SCLEROCHART_SOAK") == "short" else 60
    paths = [put(inbox, f"{n}.jpg", picture(width=1800, height=1200, seed=n + 1)) for n in range(8)]
    chance = random.Random(11)
    for _ in range(times):
        with child(opened, paths) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
        again = vault.unlock(folder, "first secret")
        try:
            [photo] = photos.of_session(again.db, session_id)
            assert photos.original(again, photo) == kept
            assert files_in(again) == [photo.id]
        finally:
            again.close()
    assert all_is_well(folder)


def test_many_at_once_are_reported_one_by_one(opened: Vault, inbox: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = [put(inbox, f"{number}.jpg", picture(seed=number + 1)) for number in range(3)]
    report: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    photos.prepare_all(paths, opened.photo_key, opened.folder, {}, report)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
