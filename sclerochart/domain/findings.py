"""What stands on the diagram beside the sites: vein runs, marks, and what belongs to the course of a session."""

from dataclasses import dataclass
from typing import Literal

from sclerochart.domain.leg import Place, Side, View
from sclerochart.domain.moments import Moment

Point = tuple[int, int, int]
"""A rest point in 0.1 mm, in the left limb's space."""

MARK_KINDS = {
    "left-alone": "Looked at and left alone",
    "matting": "Matting",
    "staining": "Staining",
    "ulcer": "Ulcer",
    "bruise": "Bruise",
    "reflux": "Reflux line (scan)",
    "perforator": "Perforator (scan)",
    "note": "Note",
}
"""What can be marked without injecting, in the order of the menu."""

TIMING_KINDS = {"walk": "Walk", "observation": "Observation"}


@dataclass(frozen=True, slots=True)
class Run:
    """A vein drawn once along the skin; sites of any session of the patient may lie on it. `points` in 0.1 mm."""

    id: str
    session_id: str
    drawn: int
    side: Side
    view: View
    points: tuple[Point, ...]
    space: str
    vein_type: str
    diameter_um: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.points) < 2:
            raise ValueError("a run has at least two points")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something seen at a place and not injected; `points` is its line or outline (may be empty), `distance_mm` a
    measured distance such as a perforator's from the sole."""

    id: str
    session_id: str
    placed: int
    kind: str
    place: Place
    points: tuple[Point, ...] = ()
    distance_mm: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Syringe:
    """A syringe as it was filled: the sites numbered (`Site.placed`) above `after_placed`, up to the next syringe or
    until it was read, came from it.
    Volumes in µl; `left_ul` is None until it was read."""

    id: str
    session_id: str
    after_placed: int
    drawn_ul: int
    left_ul: int | None = None
    preparation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """A clock of the session that was started, and ended or not."""

    id: str
    session_id: str
    kind: Literal["walk", "observation"]
    started_at: Moment
    ended_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the clinic that one key puts into a note."""

    id: str
    position: int
    text: str
