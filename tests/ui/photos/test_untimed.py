"""Photos whose files hold no time: they are of their session's day, and nobody says at what o'clock they were taken."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from sclerochart.domain import text
from sclerochart.domain.people import Patient
from sclerochart.store import patients, photos, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.writing import write_record
from sclerochart.ui.main_window import MainWindow
from tests.documents import reading
from tests.e2e.nurse import Nurse
from tests.store.sample_pictures import picture


def on_paper(vault: Vault, session_id: str, folder: Path) -> list[str]:
    """What the record says of when each photo was taken."""
    write_record(vault, session_id, folder / "record.pdf")
    words = reading.whole((folder / "record.pdf").read_bytes())
    return [each.split(" File as it came")[0] for each in words.split("anterior · ")[1:]]


def test_they_go_with_the_day_of_the_session_and_no_false_time_is_said_of_them(
    vault: Vault, window: MainWindow, tmp_path: Path
) -> None:
    patient = patients.add(vault.db, Patient("", "Amber", "Placeholder"))
    session_id = sessions.start(vault.db, patient)
    begun = sessions.get(vault.db, session_id).treated_at
    files = [tmp_path / "none.png", tmp_path / "camera.jpg"]
    files[0].write_bytes(picture("PNG", notes=False))
    taken = begun.local() - timedelta(days=60)
    files[1].write_bytes(picture(taken=f"{taken:%Y:%m:%d %H:%M:%S}", offset=""))
    nurse = Nurse()
    assert window.desk is not None
    window.desk.open_patient(patient)
    window.desk.open_session(session_id)
    nurse.press("open-photos")
    nurse.drop("photos-page", files)
    nurse.wait_until(lambda: nurse.find("photo-grid", QListView).model().rowCount() == 2)
    nurse.press("back")
    treated = begun.local().replace(hour=10, minute=0, second=0) - timedelta(days=20)
    nurse.type("treated-at", f"{treated:%d/%m/%Y} 10:00", then=Qt.Key.Key_Return)
    nurse.wait_until(lambda: sessions.get(vault.db, session_id).treated_at.local() == treated)
    nurse.press("open-photos")
    camera, none = sorted(photos.of_session(vault.db, session_id), key=lambda photo: photo.kind)
    assert (none.at.local(), none.timed) == (treated, False)
    assert (camera.at.local(), camera.timed) == (taken, True)
    nurse.press_row("photo-grid", 1)
    nurse.wait_until(lambda: nurse.reads("photo-facts").startswith("Time not in the file · "))
    assert nurse.reads("photo-title") == text.short_date(treated.date())
    nurse.press("compare-photos")
    weeks = text.weeks_between(camera.at.local_date(), treated.date())
    assert nurse.reads("weeks-between") == f"{weeks} later"
    nurse.press("close-compare")
    assert on_paper(vault, session_id, tmp_path) == [
        text.when(taken), f"{text.short_date(treated.date())}, time not in the file"
    ]  # fmt: skip
    nurse.press("undo")
    camera, none = sorted(photos.of_session(vault.db, session_id), key=lambda photo: photo.kind)
    assert (none.at, none.timed) == (begun, False)
    assert camera.timed
    assert sessions.get(vault.db, session_id).treated_at == begun
