"""A session's documents as files: for the commands without a window, and for what the preview saves. No widgets."""

from pathlib import Path

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.store import clinic, files, housekeeping, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.making import make_leaflet, make_record, settled_leaflet


def write_record(vault: Vault, session_id: str, path: Path) -> tuple[str, ...]:
    """Write a session's treatment record to `path`; sentences that a person should read with it."""
    record = sessions.record(vault.db, session_id)
    made = make_record(record, vault.photo_key, vault.folder, moments.now(), _tell_nobody)
    write_document(path, made.pdf)
    return made.notices


def write_leaflet(vault: Vault, session_id: str, path: Path) -> tuple[str, ...]:
    """Write a session's aftercare leaflet to `path`; UserError when rules or telephone are not settled yet."""
    record = sessions.record(vault.db, session_id, as_of_now=True)
    if not record.clinic.phone:
        raise UserError("The leaflet needs the clinic's telephone number. Enter it in the clinic's settings first.")
    settled = settled_leaflet(record, clinic.answers(vault.db, record.clinic.protocol_id))
    made = make_leaflet(record, settled, moments.now(), _tell_nobody)
    write_document(path, made.pdf)
    return made.notices


def write_document(path: Path, pdf: bytes) -> None:
    """Write a finished document so that the file is there whole or not at all; UserError says why not."""
    housekeeping.refuse_inside_a_vault(path)
    path = path.absolute()  # so that "." has a name too
    try:
        files.write_whole(path, pdf)
    except OSError as error:
        raise UserError(files.not_saved(error, path)) from error


def _tell_nobody(done: int, total: int) -> None:
    """Nobody watches the progress of a command."""
