import io
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sclerochart.store import journal, photos, sessions
from sclerochart.ui import jobs
from sclerochart.ui.photos.page import PhotosPage
from tests.store.sample_pictures import CAMERA, bomb
from tests.ui.finding import button
from tests.ui.photos.conftest import Clinic


def drop(target: QWidget, *files: Path | QUrl) -> bool:
    """Drop files with the real events; False when they were refused on entering."""
    mime = QMimeData()
    mime.setUrls([file if isinstance(file, QUrl) else QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(20, 20), copy, mime, left, none)
    QApplication.sendEvent(target, entered)
    if not entered.isAccepted():
        return False
    dropped = QDropEvent(QPointF(20, 20), copy, mime, left, none)
    QApplication.sendEvent(target, dropped)
    return dropped.isAccepted()


def import_and_wait(qtbot: QtBot, page: PhotosPage, *paths: Path) -> None:
    assert drop(page, *paths)
    qtbot.waitUntil(lambda: page._running is None and button(page, "import-photos").isEnabled(), timeout=20_000)


def choose(page: PhotosPage, qtbot: QtBot, row: int, *, also: bool = False) -> None:
    index = page.grid.model().index(row, 0)
    page.grid.scrollTo(index)
    modifier = Qt.KeyboardModifier.ControlModifier if also else Qt.KeyboardModifier.NoModifier
    where = page.grid.visualRect(index).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, modifier, where)


def test_an_empty_page_says_what_to_do(page: PhotosPage) -> None:
    assert "press Add photos, or drop the files here" in page.findChild(QLabel, "photos-empty").text()
    assert button(page, "import-photos").isEnabled()
    assert not button(page, "compare-photos").isEnabled()


def test_files_dropped_are_added_as_described_in_one_step(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    for name, value in (("batch-phase", "after"), ("batch-leg", "left"), ("batch-view", "posterior")):
        field = page.findChild(QComboBox, name)
        field.setCurrentIndex(field.findData(value))
    files = [
        clinic.file("a.jpg", seed=1),
        clinic.file("b.png", kind="PNG", seed=2),
        clinic.file("c.tiff", kind="TIFF", seed=3),
        clinic.file("d.webp", kind="WEBP", seed=4),
        clinic.file("e.heic", kind="HEIF"),
    ]
    import_and_wait(qtbot, page, *files)
    kept = photos.of_session(clinic.vault.db, clinic.later)
    assert sorted(photo.kind for photo in kept) == ["heic", "jpeg", "png", "tiff", "webp"]
    assert {(photo.phase, photo.leg, photo.view) for photo in kept} == {("after", "left", "posterior")}
    assert page.grid.model().rowCount() == 5
    assert clinic.problems == []
    assert journal.names(clinic.vault.db, page.scope()).undo == "Add 5 photos"
    clinic.workspace.undo(page.scope())
    assert page.grid.model().rowCount() == 0
    clinic.workspace.redo(page.scope())
    assert page.grid.model().rowCount() == 5


def test_the_button_asks_for_files(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    path = clinic.file("a.jpg")
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    button(page, "import-photos").click()
    dialog = page.findChild(QFileDialog, "import-dialog")
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    qtbot.waitUntil(lambda: page.grid.model().rowCount() == 1, timeout=20_000)


def test_each_bad_file_is_told_and_the_rest_are_added(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    import_and_wait(qtbot, page, clinic.file("good.jpg"), clinic.file("empty.jpg", b""))
    assert clinic.problems == ["“empty.jpg” is empty. It was not added."]
    notes = page.findChild(QWidget, "import-notes")
    assert not notes.isVisible()
    clinic.problems.clear()
    import_and_wait(
        qtbot, page, clinic.file("also.jpg", seed=5), clinic.file("empty.jpg", b""), clinic.file("letter.jpg", b"Dear"),
        clinic.file("bomb.png", bomb()), clinic.card / "good.jpg",
    )  # fmt: skip
    assert clinic.problems == ["4 of 5 files were not added; the reasons are listed above the photos."]
    assert notes.isVisible()
    told = page.findChild(QLabel, "import-sentences").text().splitlines()
    assert len(told) == 4
    assert "already among this patient’s photos" in told[-1]
    assert page.grid.model().rowCount() == 2
    button(page, "dismiss-import-notes").click()
    assert not notes.isVisible()


def test_a_web_address_that_is_dropped_is_not_a_file(page: PhotosPage, clinic: Clinic) -> None:
    assert drop(page, QUrl("https://example.org/leg.jpg"))
    assert "not a file on this computer" in clinic.problems[0]


def test_files_dropped_on_the_grid_itself_are_taken_too(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    page.refresh()
    assert drop(page.grid.viewport(), clinic.file("b.jpg", seed=2))
    qtbot.waitUntil(lambda: page.grid.model().rowCount() == 2, timeout=20_000)


def test_cancelling_an_import_keeps_nothing(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    one = clinic.file("one.png", kind="PNG", width=2400, height=1600).read_bytes()
    files = [clinic.file(f"{n}.png", one + bytes([n])) for n in range(150)]  # more than a fast machine takes in at once
    assert drop(page, *files)
    progress = page.findChild(QWidget, "job-progress")
    qtbot.waitUntil(progress.isVisible, timeout=10_000)
    button(page, "job-cancel").click()
    qtbot.waitUntil(lambda: page._running is None, timeout=20_000)
    assert not progress.isVisible()
    assert photos.of_session(clinic.vault.db, clinic.later) == []
    assert list((clinic.vault.folder / "photos").iterdir()) == []
    assert clinic.problems == []


def test_an_import_goes_on_when_the_page_is_left_and_is_there_on_coming_back(clinic: Clinic, qtbot: QtBot) -> None:
    page = PhotosPage(clinic.workspace, clinic.later)
    files = [clinic.file(f"{n}.png", kind="PNG", width=1800, height=1200, seed=n + 1) for n in range(4)]
    assert drop(page, *files)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    again = PhotosPage(clinic.workspace, clinic.later)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.grid.model().rowCount() == 4, timeout=20_000)


def test_closing_the_vault_during_an_import_stops_it_and_keeps_nothing(clinic: Clinic, qtbot: QtBot) -> None:
    page = PhotosPage(clinic.workspace, clinic.later)
    qtbot.addWidget(page)
    before = threading.active_count()
    files = [clinic.file(f"{n}.png", kind="PNG", width=1800, height=1200, seed=n + 1) for n in range(6)]
    assert drop(page, *files)
    assert threading.active_count() == before + 1
    jobs.stop_all(clinic.workspace)
    assert threading.active_count() == before
    clinic.vault.close()
    qtbot.waitUntil(lambda: not list((clinic.vault.folder / "photos").iterdir()))


def test_a_session_signed_during_an_import_refuses_it_and_nothing_stays(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    assert drop(page, clinic.file("a.jpg"))
    sessions.sign(clinic.vault.db, clinic.later, reason="a test")
    qtbot.waitUntil(lambda: page._running is None, timeout=20_000)
    why = journal.SIGNED[0].lower() + journal.SIGNED[1:]
    assert clinic.problems == [f"1 photo was not added, because {why}"]
    assert list((clinic.vault.folder / "photos").iterdir()) == []
    assert not button(page, "import-photos").isEnabled()


def test_a_signed_session_is_for_looking_only(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    sessions.sign(clinic.vault.db, clinic.later, reason="a test")
    clinic.workspace.changed.emit()
    assert page.is_read_only()
    assert not button(page, "import-photos").isEnabled()
    assert not drop(page, clinic.file("b.jpg", seed=8))
    choose(page, qtbot, 0)
    assert not button(page, "photo-phase-after").isEnabled()
    assert not button(page, "remove-photos").isEnabled()
    assert button(page, "save-photo-copy").isEnabled()
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert page.grid.model().rowCount() == 1


def test_chosen_photos_are_described_by_buttons_and_undo_names_it(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    for seed in (1, 2, 3):
        clinic.photo(clinic.later, taken=f"2026:11:0{seed} 10:00:00", seed=seed)
    page.refresh()
    choose(page, qtbot, 0)
    choose(page, qtbot, 1, also=True)
    assert page.findChild(QLabel, "photo-title").text() == "2 photos chosen"
    button(page, "photo-phase-after").click()
    button(page, "photo-view-close-up").click()
    kept = photos.of_session(clinic.vault.db, clinic.later)
    assert [(photo.phase, photo.view) for photo in kept] == [
        ("after", "close-up"), ("after", "close-up"), ("before", "medial"),
    ]  # fmt: skip
    assert len(page.grid.chosen_photos()) == 2
    assert journal.names(clinic.vault.db, page.scope()).undo == "Edit 2 photos"


def test_one_stay_in_the_note_is_one_step(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    page.refresh()
    choose(page, qtbot, 0)
    note = page.findChild(QLineEdit, "photo-note")
    note.setFocus()
    qtbot.keyClicks(note, "with scale")
    assert photos.of_session(clinic.vault.db, clinic.later)[0].note == "with scale"
    clinic.workspace.undo(page.scope())
    assert photos.of_session(clinic.vault.db, clinic.later)[0].note == ""
    assert note.text() == ""


def test_delete_removes_and_undo_brings_back(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    page.refresh()
    choose(page, qtbot, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert page.grid.model().rowCount() == 0
    clinic.workspace.undo(page.scope())
    assert page.grid.model().rowCount() == 1


def test_photos_of_other_sessions_are_shown_on_request_and_not_changed_here(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.photo(clinic.earlier, taken="2026:06:01 10:00:00", seed=1)
    page.refresh()
    assert page.grid.model().rowCount() == 0
    assert "There is 1 photo from other sessions" in page.findChild(QLabel, "photos-empty").text()
    page.findChild(QToolButton, "photos-of-patient").click()
    assert page.grid.model().rowCount() == 1
    choose(page, qtbot, 0)
    assert "another session" in page.findChild(QLabel, "photo-why-not").text()
    assert not button(page, "remove-photos").isEnabled()


def test_photos_of_a_draft_that_is_only_looked_at_are_changed_once_it_is_continued(
    clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.photo(clinic.earlier, taken="2026:06:01 10:00:00", seed=1)
    page = PhotosPage(clinic.workspace, clinic.earlier, editing=False)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    head = journal.head(clinic.vault.db)
    assert page.is_read_only()
    assert not button(page, "import-photos").isEnabled()
    assert not page.findChild(QComboBox, "batch-phase").isEnabled()
    assert not drop(page, clinic.file("a.jpg", seed=2))
    assert not drop(page.grid.viewport(), clinic.file("b.jpg", seed=3))
    choose(page, qtbot, 0)
    assert not button(page, "photo-phase-after").isEnabled()
    assert not button(page, "remove-photos").isEnabled()
    assert page.findChild(QLineEdit, "photo-note").isReadOnly()
    assert "Continue this draft" in page.findChild(QLabel, "photo-why-not").text()
    assert "Continue this draft" in page.findChild(QLabel, "photos-fixed").text()
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    page.import_files([clinic.file("c.jpg", seed=4)])
    assert "only looked at" in clinic.problems[0]
    assert journal.head(clinic.vault.db) == head
    assert button(page, "save-photo-copy").isEnabled()
    proceed = button(page, "continue-photos")
    assert proceed.height() >= 44
    with qtbot.waitSignal(page.editing_begun):
        qtbot.mouseClick(proceed, Qt.MouseButton.LeftButton)
    assert not page.is_read_only()
    assert not proceed.isVisible()
    import_and_wait(qtbot, page, clinic.file("d.jpg", seed=5))
    choose(page, qtbot, 0)
    qtbot.mouseClick(button(page, "remove-photos"), Qt.MouseButton.LeftButton)
    assert len(photos.of_session(clinic.vault.db, clinic.earlier)) == 1


def test_each_photo_is_said_in_words(page: PhotosPage, clinic: Clinic) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    page.refresh()
    index = page.grid.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Before, right leg, medial, 2 Nov 2026, 10:00"
    assert index.data() == "Before · 2 Nov 2026\nRight leg, medial"


def test_a_saved_copy_has_no_place_time_or_camera_in_it(
    page: PhotosPage, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=1)
    page.refresh()
    choose(page, qtbot, 0)
    button(page, "save-photo-copy").click()
    dialog = page.findChild(QFileDialog, "copy-dialog")
    target = tmp_path / "copy.jpg"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists, timeout=10_000)
    with Image.open(io.BytesIO(target.read_bytes())) as image:
        assert image.size == (640, 400)
        assert not image.getexif()
    assert CAMERA.encode() not in target.read_bytes()


def test_a_full_folder_of_photos_stays_chosen_while_others_come(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.photo(clinic.later, taken="2026:11:05 10:00:00", seed=1)
    page.refresh()
    choose(page, qtbot, 0)
    clinic.photo(clinic.later, taken="2026:11:02 10:00:00", seed=2)
    clinic.workspace.changed.emit()
    [chosen] = page.grid.chosen_photos()
    assert chosen.at.local().day == 5
    assert page.grid.currentIndex().row() == 1


def test_a_wall_of_photos_fills_over_a_few_frames(page: PhotosPage, clinic: Clinic, qtbot: QtBot) -> None:
    batch = photos.prepare_all(
        [clinic.file(f"{n}.jpg", seed=n + 1) for n in range(60)], clinic.vault.photo_key, clinic.vault.folder, {},
        lambda done, total: None,
    )  # fmt: skip
    photos.add(clinic.vault.db, clinic.later, batch.prepared, phase="after", leg="both", view="anterior")
    page.resize(1366, 4000)
    page.refresh()
    ids = [photo.id for photo in photos.of_session(clinic.vault.db, clinic.later)]
    model = page.grid.photo_model
    qtbot.waitUntil(lambda: all(photo_id in model._thumbnails for photo_id in ids), timeout=10_000)


@pytest.mark.parametrize("name", ["photo-grid", "import-photos", "compare-photos"])
def test_names_that_others_rely_on_are_there_once(page: PhotosPage, name: str) -> None:
    found = page.findChildren(QWidget, name)
    assert len(found) == 1
    assert found[0].accessibleName()
