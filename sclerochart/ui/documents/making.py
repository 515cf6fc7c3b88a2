"""What a document job does: read the photographs, shrink them, make the PDF. No widgets and no database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sclerochart.documents.pictures import BOX_PX, PrintedPhoto
from sclerochart.domain import text
from sclerochart.domain.aftercare import Answers, Leaflet, leaflet
from sclerochart.domain.aftercare_words import capital
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.photo import Photo
from sclerochart.domain.protocol import protocol_named
from sclerochart.domain.record import SessionRecord
from sclerochart.store import photos, pictures

Report = Callable[[int, int], None]

NO_LEAFLET = "No injections are recorded in this signed visit, so there is no aftercare to print a leaflet of."
_PAPER_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF, and sentences that a person should read with it."""

    pdf: bytes
    notices: tuple[str, ...] = ()


def make_record(record: SessionRecord, photo_key: bytes, folder: Path, printed_at: Moment, report: Report) -> Made:
    """The treatment record with its photographs from the vault's folder; one that cannot be read is said, not lost."""
    from sclerochart.documents.record import record_pdf

    total = len(record.photos) + 1
    printed = []
    for number, photo in enumerate(record.photos):
        report(number, total)
        try:
            printed.append(printed_photo(photo, photos.read_original(photo, photo_key, folder)))
        except UserError:
            continue
    report(total - 1, total)
    made = record_pdf(record, pictures=printed, printed_at=printed_at)
    report(total, total)
    lost = len(record.photos) - len(printed)
    notices = _unprintable(record)
    if lost:
        notices.append(f"{text.count(lost, 'photograph')} could not be read; the record says so in its place.")
    return Made(made, tuple(notices))


def printed_photo(photo: Photo, original: bytes) -> PrintedPhoto:
    """A photograph as the record prints it; UserError when the bytes cannot be read."""
    return PrintedPhoto(
        photo, *pictures.printable(original, orientation=photo.orientation, box=BOX_PX, quality=_PAPER_QUALITY)
    )


def make_leaflet(record: SessionRecord, leaflet: Leaflet, printed_at: Moment, report: Report) -> Made:
    """The aftercare leaflet."""
    from sclerochart.documents.leaflet import leaflet_pdf

    notices = [] if record.sites else ["No injections are recorded in this session yet; the leaflet says “treated”."]
    notices += _unprintable(record)
    return Made(leaflet_pdf(record, leaflet, printed_at=printed_at, report=report), tuple(notices))


def settled_leaflet(record: SessionRecord, answers: Answers) -> Leaflet:
    """The words of a session's leaflet by the clinic's protocol; UserError names what is not settled yet, and that a
    signed visit without injections has none."""
    if record.session.signed and not record.sites:
        raise UserError(NO_LEAFLET)
    if not record.clinic.protocol_id:
        raise UserError("The clinic has not chosen its aftercare rules yet. Choose them in the settings.")
    return leaflet(
        protocol_named(record.clinic.protocol_id),
        answers,
        treated_at=record.session.treated_at,
        emergency_number=record.clinic.emergency_number,
        advice_line=record.clinic.urgent_number,
    )


def _unprintable(record: SessionRecord) -> list[str]:
    from sclerochart.documents import fonts

    lacking = fonts.unprintable([record])
    if not lacking:
        return []
    return [
        f"{capital(' and '.join(lacking))} cannot be printed yet; the document names them in square brackets. "
        "A spelling in Latin, Greek or Cyrillic letters prints as it is."
    ]
