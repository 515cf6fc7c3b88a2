"""The demo clinic: what its command makes and says, and that it is whole."""

import re
from pathlib import Path

import pytest
from PIL import Image

from sclerochart import demo
from sclerochart.domain import moments, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.people import Clinic, Practitioner
from sclerochart.store import clinic, journal, patients, photos, sessions, verify
from sclerochart.store.vault import create, unlock
from tests.demo_clinic import DemoClinic, demo_of_this_run, run
from tests.documents import reading


@pytest.fixture(scope="session")
def demo_clinic(tmp_path_factory: pytest.TempPathFactory) -> DemoClinic:
    """The demo clinic that the tests of this run share."""
    return demo_of_this_run(tmp_path_factory)


def test_the_command_prints_each_thing_it_made_on_a_line_of_its_own(demo_clinic: DemoClinic) -> None:
    names = ("vault", "passphrase.txt", "treatment-record.pdf", "aftercare-leaflet.pdf", "screenshot.png")
    assert demo_clinic.out.splitlines() == [str(demo_clinic.folder / name) for name in names]
    assert all((demo_clinic.folder / name).exists() for name in names)
    assert "“demo”" in demo_clinic.errors
    assert "Traceback" not in demo_clinic.errors


def test_beside_what_it_names_it_leaves_nothing(demo_clinic: DemoClinic) -> None:
    inside = {path.name for path in demo_clinic.folder.iterdir()}
    assert inside == {
        "vault",
        "passphrase.txt",
        "treatment-record.pdf",
        "aftercare-leaflet.pdf",
        "screenshot.png",
    }
    beside = {path.name for path in demo_clinic.folder.parent.iterdir()}
    assert beside <= {"demo", "out", "errors", "done", ".config", ".cache"}


def test_the_demo_vault_is_sound_and_has_patients_drafts_photos_and_adopted_lines(
    demo_clinic: DemoClinic,
    tmp_path: Path,
) -> None:
    folder = demo_clinic.copy_of_vault(tmp_path / "vault")
    report = verify.verify(folder, demo.PASSPHRASE)
    assert report.first_wrong is None
    assert report.notes == ()
    opened = unlock(folder, demo.PASSPHRASE)
    try:
        db = opened.db
        assert patients.count(db) == len(demo.PATIENTS)
        assert opened.notices == ()
        assert clinic.adopted_lines(db)
        last = sessions.named(db, "last")
        todays = sessions.record(db, last)
        assert not todays.session.signed
        assert todays.session.treated_at.utc <= moments.now().utc
        assert len(todays.sites) >= 40
        assert len(todays.preparations) == 2
        course = sessions.of_patient(db, todays.patient.id)
        assert [each.session.signed for each in course] == [True, True, False]
        assert len(photos.of_patient(db, todays.patient.id)) >= 4
        assert "Sticking plaster" in todays.patient.allergies
        found = [row.patient for row in patients.search(db, "zoe")]
        assert [one.family_name for one in found] == ["Testperson"]
        assert journal.last_saved(db) is not None
    finally:
        opened.close()


def test_its_record_and_leaflet_are_of_todays_session(demo_clinic: DemoClinic) -> None:
    record = (demo_clinic.folder / "treatment-record.pdf").read_bytes()
    leaflet = (demo_clinic.folder / "aftercare-leaflet.pdf").read_bytes()
    today = Path(demo_clinic.folder / "treatment-record.pdf").stat().st_mtime
    day = text.long_date(moments.from_utc(int(today)).local_date())
    assert f"Injection of leg veins on {day}" in reading.whole(record)
    assert "Primrose Placeholder" in reading.whole(record)
    assert f"Treated on {day}" in reading.whole(leaflet)
    assert len(reading.pages(leaflet)) == 2
    assert re.search(r"45 sites|This record holds \d\d sites", reading.whole(record))


def test_its_screenshot_shows_a_window_at_work(demo_clinic: DemoClinic) -> None:
    with Image.open(demo_clinic.folder / "screenshot.png") as picture:
        assert picture.size == (1366, 768)
        colours = picture.convert("RGB").getcolors(1366 * 768)
        assert colours is not None
        assert len(colours) > 500


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    done = run("demo", folder, home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == f"{folder} is not empty. Name a new folder for the demo; nothing was changed."
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_where_no_folder_can_be_made_a_sentence_says_so(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("mine", encoding="utf-8")
    for wanted in (file, file / "demo"):
        done = run("demo", wanted, home=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{wanted} ")
        assert len(done.stderr.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_vault_beside_a_file_called_as_the_demos_marker_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    words = "sclerochart is making its demo clinic here. Where this file stays, that was cut off: make it once more.\n"
    for number, said in enumerate(("my own list", "", words)):
        mine = folder / str(number)
        mine.mkdir(parents=True)
        opened, _code = create(
            mine / "vault", clinic=Clinic(name="Mine"), practitioner=Practitioner("", "Me"), passphrase=demo.PASSPHRASE
        )
        opened.close()
        (mine / "making.txt").write_text(said, encoding="utf-8")
        before = {path.relative_to(mine): path.read_bytes() for path in mine.rglob("*") if path.is_file()}
        with pytest.raises(UserError, match="is not empty"):
            next(demo.make(mine))
        assert {path.relative_to(mine): path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before


def test_nothing_else_that_lies_in_the_folder_of_a_half_made_demo_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "making.txt").touch()
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is not empty"):
        next(demo.make(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["making.txt", "notes.txt", "vault"]
