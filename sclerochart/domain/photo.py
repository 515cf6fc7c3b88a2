"""A photograph of a leg, as data; the picture itself is an encrypted file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sclerochart.domain import text
from sclerochart.domain.moments import Moment

Phase = Literal["before", "during", "after"]
PHASES: tuple[Phase, ...] = ("before", "during", "after")
PHOTO_LEGS = ("both", "right", "left")
PHOTO_VIEWS = ("anterior", "posterior", "medial", "lateral", "foot", "close-up")


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph. `sha256` is of the original bytes (hex); `orientation` is EXIF's 1 to 8, read once; sizes are in
    pixels as stored, before turning; `at` is when it was taken, else the session's time: then it is not `timed`."""

    id: str
    session_id: str
    at: Moment
    phase: Phase
    leg: str
    view: str
    kind: str
    sha256: str
    byte_count: int
    width: int
    height: int
    orientation: int = 1
    note: str = ""
    timed: bool = True


def when(photo: Photo) -> str:
    """24 Nov 2026, 10:30; of a photo whose file holds no time the day of its session."""
    if photo.timed:
        return text.when(photo.at.local())
    return f"{text.short_date(photo.at.local_date())}, time not in the file"


def in_order(photos: Iterable[Photo]) -> list[Photo]:
    """The oldest first; on a day when not every time is known by phase before time, and else as they were given."""
    given = list(photos)
    untimed = {photo.at.local_date() for photo in given if not photo.timed}

    def age(photo: Photo) -> tuple[date, int, int, int]:
        day, phase = photo.at.local_date(), PHASES.index(photo.phase)
        return day, phase if day in untimed else 0, photo.at.utc, phase

    return sorted(given, key=age)
