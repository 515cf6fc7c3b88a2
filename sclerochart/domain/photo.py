"""A photograph of a leg, as data; the picture itself is an encrypted file."""

from dataclasses import dataclass
from typing import Literal

from sclerochart.domain.moments import Moment

Phase = Literal["before", "during", "after"]
PHASES: tuple[Phase, ...] = ("before", "during", "after")
PHOTO_LEGS = ("both", "right", "left")
PHOTO_VIEWS = ("anterior", "posterior", "medial", "lateral", "foot", "close-up")


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph. `sha256` is of the original bytes (hex); `orientation` is EXIF's 1 to 8, read once; sizes are in
    pixels as stored, before turning; `at` is when it was taken, else the session's time."""

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
