"""One import: files chosen or dropped, prepared beside the window, written as one step."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.photo import Phase
from sclerochart.store import photo_files, sessions
from sclerochart.store import photos as store
from sclerochart.store.database import Database
from sclerochart.store.photos import Batch
from sclerochart.ui.jobs import Job
from sclerochart.ui.workspace import Workspace

MOST_SENTENCES = 2
"""So many fit in the message bar; more are listed on the page."""


class PhotoImport(QObject):
    """Belongs to the workspace and not to a page, so that it ends well also when the page was left meanwhile."""

    ended = Signal()
    refused = Signal(list)
    """A sentence for each file that was not added; may be empty."""

    def __init__(self, workspace: Workspace, session_id: str, *, phase: Phase, leg: str, view: str) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._phase: Phase = phase
        self._leg, self._view = leg, view
        self.session_id = session_id
        self.count = 0
        """How many files were chosen."""
        self.job = Job(self)
        self.job.finished.connect(self._write)
        self.job.refused.connect(workspace.problem)
        self.job.ended.connect(self._end)

    def start(self, paths: Sequence[Path]) -> None:
        """Begin."""
        self.count = len(paths)
        vault = self._workspace.vault
        patient_id = sessions.get(vault.db, self.session_id).patient_id
        self.job.start(store.prepare_all, list(paths), vault.photo_key, vault.folder, store.known(vault.db, patient_id))
        self._workspace.changed.emit()  # pages say that photos are coming in

    def _write(self, batch: Batch) -> None:
        vault = self._workspace.vault
        if batch.prepared:
            self._workspace.do(_add, self.session_id, batch.prepared, phase=self._phase, leg=self._leg, view=self._view)
            for one in batch.prepared:  # refused as a whole, or meanwhile there already
                if store.get(vault.db, one.id) is None:
                    photo_files.remove(vault.folder, one.id)
        refused = list(batch.refused)
        self.refused.emit(refused)
        if 0 < len(refused) <= MOST_SENTENCES:
            self._workspace.problem.emit(" ".join(refused))
        elif refused:
            total = len(refused) + len(batch.prepared)
            self._workspace.problem.emit(
                f"{len(refused)} of {text.count(total, 'file')} were not added; "
                "the reasons are listed above the photos."
            )

    def _end(self) -> None:
        self.ended.emit()
        self._workspace.changed.emit()
        self.deleteLater()


def _add(db: Database, /, session_id: str, prepared: Sequence[store.PreparedPhoto], **shown: Any) -> None:
    try:
        store.add(db, session_id, prepared, **shown)
    except UserError as error:
        why = str(error)
        were = "was" if len(prepared) == 1 else "were"
        raise UserError(
            f"{text.count(len(prepared), 'photo')} {were} not added, because {why[0].lower()}{why[1:]}"
        ) from error


def coming_in(workspace: Workspace, session_id: str) -> str:
    """ "24 photos", as many as are still being brought into this session; "" for none."""
    count = sum(one.count for one in under_way(workspace) if one.session_id == session_id)
    return text.count(count, "photo") if count else ""


def under_way(workspace: Workspace) -> list[PhotoImport]:
    """Every import into this vault that has not ended."""
    return [one for one in workspace.findChildren(PhotoImport) if one.job.running]


def running(workspace: Workspace, session_id: str) -> PhotoImport | None:
    """The import into this session that is under way, if there is one."""
    return next((one for one in under_way(workspace) if one.session_id == session_id), None)
