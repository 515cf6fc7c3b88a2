"""A session's documents as files: for the commands without a window, and for what the preview saves. No widgets."""

import contextlib
from pathlib import Path

from sclerochart.domain import moments
from sclerochart.domain.aftercare import Leaflet, leaflet
from sclerochart.domain.errors import UserError
from sclerochart.domain.protocol import protocol_named
from sclerochart.domain.record import SessionRecord
from sclerochart.store import clinic, files, sessions
from sclerochart.store.database import Database
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.making import make_leaflet, make_record


def write_record(vault: Vault, session_id: str, path: Path) -> tuple[str, ...]:
    """Write a session's treatment record to `path`; sentences that a person should read with it."""
    record = sessions.record(vault.db, session_id)
    made = make_record(record, vault.photo_key, vault.folder, moments.now(), _tell_nobody)
    write_document(path, made.pdf)
    return made.notices


def write_leaflet(vault: Vault, session_id: str, path: Path) -> tuple[str, ...]:
    """Write a session's aftercare leaflet to `path`; UserError names what the clinic has not settled yet."""
    record = sessions.record(vault.db, session_id)
    made = make_leaflet(record, leaflet_of(vault.db, record), moments.now(), _tell_nobody)
    write_document(path, made.pdf)
    if record.clinic.phone:
        return made.notices
    return (*made.notices, "The clinic's telephone is not entered yet; the leaflet has a blank line for it.")


def leaflet_of(db: Database, record: SessionRecord) -> Leaflet:
    """The words of a session's leaflet by the clinic's rules and answers."""
    own = record.clinic
    if not own.protocol_id:
        raise UserError("The clinic has not chosen its aftercare rules yet. Choose them in the settings.")
    return leaflet(
        protocol_named(own.protocol_id),
        clinic.answers(db, own.protocol_id),
        treated_at=record.session.treated_at,
        emergency_number=own.emergency_number,
        advice_line=own.urgent_number,
    )


def write_document(path: Path, pdf: bytes) -> None:
    """Write a finished document so that the file is there whole or not at all; UserError says why not."""
    try:
        files.write_whole(path, pdf)
    except OSError as error:
        with contextlib.suppress(OSError):
            path.with_name(path.name + ".part").unlink()
        raise UserError(
            f"“{path.name}” was not saved: {error.strerror or 'the disk refused it'}. If it is open in another program, "
            "close it there; otherwise choose another folder."
        ) from error


def _tell_nobody(done: int, total: int) -> None:
    """Nobody watches the progress of a command."""
