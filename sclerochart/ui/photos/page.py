"""The page of a session's photos: adding by button or drop, describing, and the way to the comparison."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sclerochart.domain import text
from sclerochart.domain.photo import Photo
from sclerochart.store import files, journal, patients, sessions, sites
from sclerochart.store import photos as store
from sclerochart.ui import theme
from sclerochart.ui.file_dialogs import keep_no_folders
from sclerochart.ui.jobs import Job, JobProgress
from sclerochart.ui.page import Page
from sclerochart.ui.patients.banner import PatientBanner
from sclerochart.ui.photos import importing, words
from sclerochart.ui.photos.bar import EmptyState, FixedNotice, PhotoBar
from sclerochart.ui.photos.compare import CompareView
from sclerochart.ui.photos.describe import PhotoPanel
from sclerochart.ui.photos.grid import PhotoGrid, PhotoModel
from sclerochart.ui.photos.importing import PhotoImport
from sclerochart.ui.photos.notes import ImportNotes
from sclerochart.ui.workspace import Workspace

SUFFIXES = ("jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif")
SIGNED = "This session is signed: its photos can be looked at, compared and copied, but no longer changed."
LOOKED_AT = "This draft is only looked at. Press “Continue this draft” to add or change its photos."
ELSEWHERE = "This belongs to another session; open that session to change it."


class PhotosPage(Page):
    """Photos of one session, and of all sessions of its patient for comparing."""

    closed = Signal()
    """Escape: back to where one came from."""
    editing_begun = Signal()
    """A draft that was only looked at is continued."""

    def __init__(
        self, workspace: Workspace, session_id: str, parent: QWidget | None = None, *, editing: bool = True
    ) -> None:
        """A draft opens for changes, or with `editing` False to be looked at until somebody continues it."""
        super().__init__("photos-page", "Photos", parent)
        self.setAcceptDrops(True)
        self._workspace = workspace
        self.session_id = session_id
        self._editing = editing
        self._all: list[Photo] = []
        self._running: PhotoImport | None = None
        self._build()
        self._choose_first_values()
        found = importing.running(workspace, session_id)
        if found is not None:
            self._follow(found)
        self.follow(workspace)

    # What is shown --------------------------------------------------------------------------------------------------

    def scope(self) -> str:
        """What undo and redo act on here."""
        return journal.session_scope(self.session_id)

    def is_read_only(self) -> bool:
        """Whether nothing can be changed: the session is signed, or a draft is only looked at."""
        return self._session.signed or not self._editing

    def continue_draft(self) -> None:
        """Let a draft that was only looked at be changed, for as long as this page is open."""
        self._editing = True
        self.refresh()
        self._bar.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing_begun.emit()

    def refresh(self) -> None:
        """Show what the store holds."""
        db = self._workspace.db
        self._session = sessions.get(db, self.session_id)
        patient = patients.get(db, self._session.patient_id)
        self.banner.show_patient(patient)
        self._all = store.of_patient(db, patient.id)
        own = [photo for photo in self._all if photo.session_id == self.session_id]
        self._bar.show_counts(len(own), len(self._all))
        self._model.show_photos(self._all if self._bar.every.isChecked() else own)
        self._bar.compare.setEnabled(len(self._all) > 1)
        read_only = self.is_read_only()
        self._bar.add.setEnabled(not read_only and self._running is None)
        self._bar.batch.setEnabled(not read_only)
        self._fixed.show_why(self._why_not(), can_go_on=not self._session.signed)
        self._show_empty(len(self._all) - len(own))
        self._show_chosen()
        if self._views.currentWidget() is self.comparison:
            self.comparison.show_photos(self._all)

    def _why_not(self) -> str:
        """Why the photos of this session cannot be changed here; "" where they can."""
        return SIGNED if self._session.signed else "" if self._editing else LOOKED_AT

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.grid if self._model.rowCount() else self._bar.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_empty(self, elsewhere: int) -> None:
        if self._session.signed:
            title, what = "No photos were taken in this session", "It is signed, so none can be added."
        elif not self._editing:
            title, what = "No photos in this session yet", "Continue this draft to add some."
        else:
            title = "No photos in this session yet"
            what = "Choose above what they show, then press Add photos, or drop the files here."
        if elsewhere:
            what += f"\nThere {'is' if elsewhere == 1 else 'are'} {text.count(elsewhere, 'photo')} from other sessions: press All sessions."  # fmt: skip  # noqa: E501
        self._empty.say(title, what)
        self._browse.setCurrentWidget(self.grid if self._model.rowCount() else self._empty)

    def _show_chosen(self) -> None:
        chosen = self.grid.chosen_photos()
        self.panel.setVisible(bool(chosen))
        if chosen:
            locked = "Signed: read-only." if self._session.signed else self._why_not()
            if any(photo.session_id != self.session_id for photo in chosen):
                locked = ELSEWHERE
            self.panel.show_photos(chosen, locked=locked)

    def _choose_first_values(self) -> None:
        """What the session's last photo shows; for its first, before until a site is placed."""
        db = self._workspace.db
        own = store.of_session(db, self.session_id)
        if own:
            self._bar.batch.show_values(phase=own[-1].phase, leg=own[-1].leg, view=own[-1].view)
        else:
            phase = "after" if sites.of_session(db, self.session_id) else "before"
            self._bar.batch.show_values(phase=phase, leg="both", view="anterior")

    # Adding ---------------------------------------------------------------------------------------------------------

    def import_files(self, paths: Sequence[Path]) -> None:
        """Add files to this session as the fields say; does nothing while an import is under way."""
        if not paths or self._running is not None:
            return
        if self._session.signed:
            self._workspace.problem.emit("This session is signed, so no photos can be added. Nothing was changed.")
            return
        if not self._editing:
            self._workspace.problem.emit(f"{LOOKED_AT} Nothing was changed.")
            return
        self._notes.clear()
        batch = self._bar.batch
        run = PhotoImport(self._workspace, self.session_id, phase=batch.phase, leg=batch.leg, view=batch.view)
        run.start(paths)
        self._follow(run)

    def _follow(self, run: PhotoImport) -> None:
        self._running = run
        self._bar.add.setEnabled(False)
        self._progress.follow(run.job, "Adding photos")
        run.refused.connect(self._notes.show_sentences)
        run.ended.connect(self._import_ended)

    def _import_ended(self) -> None:
        self._running = None
        self.refresh()

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, "Add photos")
        dialog.setObjectName("import-dialog")
        keep_no_folders(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"Photos ({' '.join(f'*.{end} *.{end.upper()}' for end in SUFFIXES)})", "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.import_files([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.is_read_only() and self._running is None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._mark_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark_drop(False)
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if paths:
            self._show_browse()
            self.import_files(paths)
        if len(paths) < len(urls):
            self._workspace.problem.emit(
                "What is not a file on this computer was not added. Save the photo to a folder first, then add it."
            )

    def _mark_drop(self, over: bool) -> None:
        self._frame.setStyleSheet(f"#drop-frame {{ border: 3px dashed {theme.colours().accent}; }}" if over else "")

    # Describing -----------------------------------------------------------------------------------------------------

    def _describe(self, changes: dict[str, Any]) -> None:
        self._workspace.do(store.edit, [photo.id for photo in self.grid.chosen_photos()], **changes)

    def _note(self, typed: str, fold: str) -> None:
        chosen = self.grid.chosen_photos()
        if len(chosen) == 1:
            self._workspace.do(store.edit, chosen[0].id, note=typed, fold=fold)

    def _remove(self) -> None:
        chosen = self.grid.chosen_photos()
        own = all(photo.session_id == self.session_id for photo in chosen)
        if chosen and own and not self.is_read_only():
            self._workspace.do(store.remove, [photo.id for photo in chosen])

    def _copy(self) -> None:
        chosen = self.grid.chosen_photos()
        if len(chosen) != 1:
            return
        photo = chosen[0]
        dialog = QFileDialog(self, "Save a copy without date, place or camera in it")
        dialog.setObjectName("copy-dialog")
        keep_no_folders(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("JPEG picture (*.jpg)")
        dialog.setDefaultSuffix("jpg")
        dialog.selectFile(f"{photo.at.local_date().isoformat()} {photo.phase} {photo.leg} {photo.view}.jpg")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._save_copy(photo, Path(name)))
        dialog.open()

    def _save_copy(self, photo: Photo, target: Path) -> None:
        workspace, vault = self._workspace, self._workspace.vault
        job = Job(workspace, lasting=True)
        job.finished.connect(lambda path: workspace.reported.emit(files.saved(path)))
        job.refused.connect(workspace.problem)
        job.ended.connect(job.deleteLater)
        self._progress.follow(job, "Saving a copy")
        job.start(store.save_copy, photo, vault.photo_key, vault.folder, target)

    # Comparing ------------------------------------------------------------------------------------------------------

    def _compare_chosen(self) -> None:
        """Two chosen photos beside each other; one chosen: the newest of its leg and view beside the first."""
        chosen = self.grid.chosen_photos()
        if len(chosen) == 2:
            self._open_comparison(*chosen)
        elif len(chosen) == 1:
            self._compare_like(chosen[0].id)
        else:
            self._open_comparison(*words.best_pair(self._all))

    def _compare_like(self, photo_id: str) -> None:
        photo = next(photo for photo in self._all if photo.id == photo_id)
        self._open_comparison(*words.first_and_newest(self._all, photo.leg, photo.view))

    def _open_comparison(self, one: Photo | None, other: Photo | None) -> None:
        if one is None:
            return
        self.comparison.show_photos(self._all)
        self._views.setCurrentWidget(self.comparison)
        self.comparison.compare(one, other)
        self.comparison.older.pane.setFocus()

    def _show_browse(self) -> None:
        if self._views.currentWidget() is self.comparison:
            self._views.setCurrentIndex(0)
            self.comparison.leave()
            self.grid.setFocus()

    # Building -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.banner = PatientBanner(self._workspace, self)
        self._bar = PhotoBar()
        self._bar.add.clicked.connect(self._ask_for_files)
        self._bar.every.toggled.connect(self.refresh)
        self._bar.compare.clicked.connect(self._compare_chosen)
        self._model = PhotoModel(self._workspace, self)
        self.grid = PhotoGrid(self._model)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.opened.connect(self._compare_like)
        self.panel = PhotoPanel()
        self.panel.hide()
        self.panel.described.connect(self._describe)
        self.panel.noted.connect(self._note)
        self.panel.compared.connect(self._compare_chosen)
        self.panel.copied.connect(self._copy)
        self.panel.removed.connect(self._remove)
        self.comparison = CompareView(self._workspace)
        self.comparison.closed.connect(self._show_browse)
        self._progress = JobProgress()
        self._notes = ImportNotes()
        self._fixed = FixedNotice()
        self._fixed.proceed.clicked.connect(self.continue_draft)
        self._browse = QStackedWidget()
        self._browse.addWidget(self.grid)
        self._empty = EmptyState()
        self._browse.addWidget(self._empty)
        self._frame = QFrame()
        self._frame.setObjectName("drop-frame")
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(0, 0, 0, 0)
        framed.addWidget(self._browse)
        self._mark_drop(False)
        body = QHBoxLayout()
        body.setSpacing(theme.M)
        body.addWidget(self._frame, 1)
        body.addWidget(self.panel)
        browse = QWidget()
        column = QVBoxLayout(browse)
        column.setContentsMargins(theme.M, theme.S, theme.M, theme.M)
        column.setSpacing(theme.S)
        column.addWidget(self._bar)
        for widget in (self._fixed, self._progress, self._notes):
            column.addWidget(widget)
        column.addLayout(body, 1)
        self._views = QStackedWidget()
        self._views.addWidget(browse)
        self._views.addWidget(self.comparison)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.banner)
        page.addWidget(self._views, 1)
        for key, act in (
            (Qt.Key.Key_Delete, self._remove),
            (Qt.Key.Key_C, self._compare_chosen),
            (Qt.Key.Key_Escape, self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(key), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
