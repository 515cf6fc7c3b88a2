"""Export of a session's documents: what the chart's two buttons do."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.domain.record import SessionRecord
from sclerochart.store import clinic, sessions
from sclerochart.store.reading import sites_now
from sclerochart.ui.documents import leaflet_dialog
from sclerochart.ui.documents.leaflet_dialog import LeafletDialog
from sclerochart.ui.documents.making import NO_LEAFLET, make_leaflet, make_record, settled_leaflet
from sclerochart.ui.documents.no_injections import NoInjectionsQuestion
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
    """Make a session's aftercare leaflet and show it. A draft without injections is asked about first; what the clinic
    has not settled yet is asked then."""
    try:
        session = sessions.get(workspace.db, session_id)
    except UserError as error:
        workspace.problem.emit(str(error))
        return
    if sites_now(workspace.db, session_id):
        _settle_and_show(parent, workspace, session_id)
    elif session.signed:
        workspace.problem.emit(NO_LEAFLET)
    else:
        make = partial(_settle_and_show, parent, workspace, session_id)
        NoInjectionsQuestion(parent, session.treated_at, make).open()


def _settle_and_show(parent: QWidget, workspace: Workspace, session_id: str) -> None:
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
