"""What comes out of the demo clinic: a record, a leaflet and a picture of the program at work."""

from collections.abc import Iterator
from pathlib import Path

from sclerochart.domain.aftercare import questions
from sclerochart.domain.protocol import protocol_named
from sclerochart.store import clinic
from sclerochart.store.vault import Vault
from sclerochart.ui.documents.writing import write_leaflet, write_record


def settle_protocol(vault: Vault, protocol_id: str, *, approved: str) -> None:
    """Answer what the protocol leaves open, as a clinic would: the first number proposed, and an approval."""
    answers = {}
    for question in questions(protocol_named(protocol_id)):
        if question.kind == "approval":
            answers[question.key] = approved
        else:
            answers[question.key] = str(question.choices[0].value)
    clinic.set_answers(vault.db, protocol_id, answers)


def make(vault: Vault, session_id: str, folder: Path) -> Iterator[Path]:
    """Write the documents of a session and a screenshot of its page into the folder; yields each file."""
    for name, write in (("treatment-record.pdf", write_record), ("aftercare-leaflet.pdf", write_leaflet)):
        write(vault, session_id, folder / name)
        yield folder / name
    yield _screenshot(vault, session_id, folder / "screenshot.png")


def _screenshot(vault: Vault, session_id: str, out: Path) -> Path:
    from sclerochart.app import picture_of_session

    picture_of_session(vault, session_id, out)
    return out
