"""Export of a session's documents: what the chart's two buttons do."""

from PySide6.QtWidgets import QWidget

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.domain.record import SessionRecord
from sclerochart.store import clinic, sessions
from sclerochart.ui.documents import leaflet_dialog
from sclerochart.ui.documents.leaflet_dialog import LeafletDialog
from sclerochart.ui.documents.making import make_leaflet, make_record, settled_leaflet
from sclerochart.ui.workspace import Workspace


def export_record(parent: QWidget, workspace: Workspace, session_id: str) -> None:
    """Make a session's treatment record and show it, to be printed or saved."""
    from sclerochart.ui.documents.preview import PreviewDialog

    try:
        record = sessions.record(workspace.db, session_id)
    except UserError as error:
        workspace.problem.emit(str(error))
        return
    preview = PreviewDialog("Treatment record", file_name(record, "treatment-record"), both_sides=False, parent=parent)
    preview.start(make_record, record, workspace.vault.photo_key, workspace.vault.folder, moments.now())
    preview.open()


def export_leaflet(parent: QWidget, workspace: Workspace, session_id: str) -> None:
    """Make a session's aftercare leaflet and show it; what the clinic has not settled yet is asked first."""
    if not leaflet_dialog.needed(workspace):
        _show_leaflet(parent, workspace, session_id)
        return
    questions = LeafletDialog(workspace, parent)
    questions.accepted.connect(lambda: _show_leaflet(parent, workspace, session_id))
    questions.open()


def _show_leaflet(parent: QWidget, workspace: Workspace, session_id: str) -> None:
    from sclerochart.ui.documents.preview import PreviewDialog

    try:
        record = sessions.record(workspace.db, session_id, as_of_now=True)
        made = settled_leaflet(record, clinic.answers(workspace.db, record.clinic.protocol_id))
    except UserError as error:
        workspace.problem.emit(str(error))
        return
    preview = PreviewDialog("Aftercare leaflet", file_name(record, "aftercare"), both_sides=True, parent=parent)
    preview.start(make_leaflet, record, made, moments.now())
    preview.open()


def file_name(record: SessionRecord, what: str) -> str:
    """A name for the file that names no person: what it is, the day, the record number where there is one."""
    number = "".join(each if each.isalnum() else "-" for each in record.patient.record_number).strip("-")
    parts = (what, record.session.treated_at.local_date().isoformat(), number)
    return "-".join(part for part in parts if part) + ".pdf"
