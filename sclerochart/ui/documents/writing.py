"""Documents written straight to a file, for the commands without a window. No widgets."""

from pathlib import Path

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.store import clinic, files, sessions
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.making import Made, make_leaflet, make_record, settled_leaflet


def write_record(vault: Vault, session_id: str, out: Path) -> tuple[str, ...]:
    """Write a session's treatment record; sentences that a person should read with it."""
    record = sessions.record(vault.db, session_id)
    return _write(make_record(record, vault.photo_key, vault.folder, moments.now(), _silent), out)


def write_leaflet(vault: Vault, session_id: str, out: Path) -> tuple[str, ...]:
    """Write a session's aftercare leaflet; UserError when the clinic has not settled its protocol or telephone."""
    record = sessions.record(vault.db, session_id)
    if not record.clinic.phone:
        raise UserError("The leaflet needs the clinic's telephone number. Enter it in the clinic's settings first.")
    settled = settled_leaflet(record, clinic.answers(vault.db, record.clinic.protocol_id))
    return _write(make_leaflet(record, settled, moments.now(), _silent), out)


def _write(made: Made, out: Path) -> tuple[str, ...]:
    with files.in_words(out.parent):
        files.write_whole(out, made.pdf)
    return made.notices


def _silent(done: int, total: int) -> None:
    """Nobody watches the progress of a command."""
