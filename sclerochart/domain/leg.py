"""Places on a leg: where was clicked, where that is on the skin, and what the region there is called."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees, floor
from typing import Any, Literal

Side = Literal["left", "right"]
View = Literal["anterior", "posterior", "medial", "lateral", "dorsum", "sole"]

SIDES: tuple[Side, ...] = ("left", "right")
LARGE_VIEWS: tuple[View, ...] = ("anterior", "posterior", "medial", "lateral")
INSET_VIEWS: tuple[View, ...] = ("dorsum", "sole")
VIEWS: tuple[View, ...] = LARGE_VIEWS + INSET_VIEWS


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on one drawing, mm: x to the page's right as drawn for that side, y up (in large views from the sole)."""

    side: Side
    view: View
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the skin: the rest point in 0.1 mm, always in the left limb's space, and its region's code."""

    side: Side
    view: View
    x: int
    y: int
    z: int
    region: str
    space: str

    @property
    def point(self) -> tuple[int, int, int]:
        """The rest point (x, y, z) in 0.1 mm."""
        return self.x, self.y, self.z


@dataclass(frozen=True, slots=True)
class SeenSpot:
    """Where a place on the skin shows in a view; `grazing` where the skin turns away from the eye (drawn hollow)."""

    spot: Spot
    grazing: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of the leg, the same on both sides; what to watch out for there is quiet information."""

    code: str
    name: str
    watch_outs: tuple[str, ...]

    def name_of(self, side: Side) -> str:
        """The clinician's name with the side as a word, such as "Right medial knee"."""
        return f"{side.capitalize()} {self.name}"


_SECTORS = ("A", "M", "P", "L")
_KNEE = {"A": "KN-A", "M": "KN-M", "P": "KN-POP", "L": "KN-L"}
_LOWER_LEG = {"A": "SH-A", "M": "SH-M", "P": "CA-P", "L": "CA-L"}


def _third(z: float, top: float, bottom: float) -> str:
    return "PMD"[min(2, max(0, floor(3 * (top - z) / (top - bottom))))]


def _interpolated(at: float, places: Sequence[float], values: Sequence[float]) -> float:
    """Linear between ascending places, constant beyond them."""
    i = bisect_right(places, at)
    if i == 0:
        return values[0]
    if i == len(places):
        return values[-1]
    return values[i - 1] + (values[i] - values[i - 1]) * (at - places[i - 1]) / (places[i] - places[i - 1])


class Landmarks:
    """Decides the region of a point of the skin, from the heights of the joints and the limb's axis (mm).

    Thigh, knee, lower leg and ankle are divided in height, each into four sectors of 90 degrees about the axis; the
    foot by an elliptical angle about the line from the heel to the metatarsal heads. The generator's
    `packaging/legs/regions.py` is the same rule for rasters, and compares the two.
    """

    def __init__(self, marks: Mapping[str, Any]) -> None:
        self._groin: float = marks["groin"]
        self._knee_top: float = marks["knee_top"]
        self._knee_bottom: float = marks["knee_bottom"]
        self._ankle_top: float = marks["ankle_top"]
        self._ankle: tuple[float, float, float] = tuple(marks["ankle"])
        heads: list[tuple[float, float, float]] = marks["heads"]
        self._head_x = [head[0] for head in heads]
        self._head_y = [head[1] for head in heads]
        axis: list[tuple[float, float, float]] = marks["axis"]
        self._axis_z = [row[0] for row in axis]
        self._axis_x = [row[1] for row in axis]
        self._axis_y = [row[2] for row in axis]

    def region(self, x: float, y: float, z: float) -> str:
        """The code of the region of a rest point (mm, left limb)."""
        return self._foot(x, y, z) or self._limb(x, y, z)

    def _sector(self, x: float, y: float, z: float) -> str:
        right = _interpolated(z, self._axis_z, self._axis_x) - x
        theta = degrees(atan2(right, y - _interpolated(z, self._axis_z, self._axis_y)))
        if abs(theta) <= 45:
            return "A"
        if 45 < theta <= 135:
            return "M"
        return "L" if -135 <= theta < -45 else "P"

    def _limb(self, x: float, y: float, z: float) -> str:
        sector = self._sector(x, y, z)
        if z < self._ankle_top:
            return f"AN-{sector}"
        if z < self._knee_bottom:
            return f"{_LOWER_LEG[sector]}-{_third(z, self._knee_bottom, self._ankle_top)}"
        if z < self._knee_top:
            return _KNEE[sector]
        if sector == "P" and z > self._groin + 2 + 12 * min(1.0, max(-1.0, (abs(x) - 60) / 80)):
            return "BUT"
        if sector == "L" and z > self._groin + 22:
            return "HIP"
        return f"TH-{sector}-{_third(z, self._groin, self._knee_top)}"

    def _foot(self, x: float, y: float, z: float) -> str | None:
        ankle_x, ankle_y, ankle_z = self._ankle
        ahead = y - ankle_y
        below = z < ankle_z - 24 + 0.40 * ahead + 0.002 * max(ahead, 0) ** 2
        if not below and not (ahead > 62 and z < ankle_z + 60):
            return None
        if y > _interpolated(x, self._head_x, self._head_y) + 14:
            return "FT-T"
        start_y, start_z, end_z = ankle_y - 45, 24.0, 14.0
        end_x, end_y = (self._head_x[1] + self._head_x[2]) / 2, self._head_y[1]
        t = min(1.6, max(-0.4, (y - start_y) / (end_y - start_y)))
        across = (x - ankle_x - t * (end_x - ankle_x)) / (27 + 17 * min(1.0, max(0.0, t)))
        phi = degrees(atan2(-across, (z - start_z - t * (end_z - start_z)) / 20.0))
        if abs(phi) > 124 and z < 30:
            return "FT-S"
        if ahead < -14:
            return "FT-H"
        if abs(phi) <= 58 or (phi < 0 and across < 0.7):  # clefts between toes are no border of the foot
            return "FT-D"
        return "FT-M" if phi > 0 else "FT-L"
