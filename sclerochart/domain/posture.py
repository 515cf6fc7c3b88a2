"""How the patient lies or stands: which views of the legs come first and beside which, as the practitioner sees them.

The practitioner stands before or behind the patient, or at the foot of the couch and looks towards the head. Either way
the feet are nearest, so every view stands upright as it is drawn, and what turns with the patient is which leg is on
which side: on the back the patient's right leg is on the practitioner's left, on the front the left leg is, and in
frog-leg the inner sides face up with the toes pointing outwards, as both inner views have them.

No view is ever mirrored: the mirror image of a leg is a picture of the other leg, and a site placed on it would land on
the wrong one. Nor is any turned upside down, which only somebody at the head would see; from the side of the couch the
same picture lies on its side. Labels always name the patient's own side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sclerochart.domain.leg import Side, View

PostureCode = Literal["standing", "supine", "prone", "frog-leg"]


@dataclass(frozen=True, slots=True)
class Group:
    """Views that stand together: one leg's, or both legs' about one middle line, the page's left first."""

    view: View
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Posture:
    """A posture: its groups from left to right, the views that face the practitioner, and a sentence that says so."""

    code: PostureCode
    name: str
    groups: tuple[Group, ...]
    facing: tuple[View, ...]
    sentence: str


_FRONT, _BACK = Group("anterior", ("right", "left")), Group("posterior", ("left", "right"))


def _one(side: Side, view: View) -> Group:
    return Group(view, (side,))


INSET_ABOVE: Mapping[View, View] = MappingProxyType({"dorsum": "lateral", "sole": "medial"})
"""Above the toes of which view of its leg each foot inset stands."""

POSTURES: Mapping[PostureCode, Posture] = MappingProxyType(
    {
        posture.code: posture
        for posture in (
            Posture(
                "standing",
                "Standing",
                (
                    _one("right", "lateral"), _one("right", "medial"), _FRONT,
                    _BACK, _one("left", "medial"), _one("left", "lateral"),
                ),
                ("anterior", "posterior", "medial", "lateral"),
                "Standing: all sides can be seen.",
            ),
            Posture(
                "supine",
                "Lying on the back",
                (
                    _one("right", "lateral"), _one("right", "medial"), _FRONT,
                    _one("left", "medial"), _one("left", "lateral"), _BACK,
                ),
                ("anterior", "medial", "lateral"),
                "Lying on the back: the patient’s right leg is on your left.",
            ),
            Posture(
                "prone",
                "Lying on the front",
                (
                    _one("left", "lateral"), _one("left", "medial"), _BACK,
                    _one("right", "medial"), _one("right", "lateral"), _FRONT,
                ),
                ("posterior", "medial", "lateral"),
                "Lying on the front: the patient’s left leg is on your left.",
            ),
            Posture(
                "frog-leg",
                "Frog-leg",
                (
                    _one("right", "medial"), _one("left", "medial"), _FRONT,
                    _one("right", "lateral"), _one("left", "lateral"), _BACK,
                ),
                ("medial", "anterior"),
                "Frog-leg: the inner sides face you, the patient’s right leg is on your left.",
            ),
        )
    }
)  # fmt: skip
"""By code, in the order of the menu."""


def order(code: PostureCode) -> tuple[tuple[Side, View], ...]:
    """Every view of both legs in the order in which keys go through them: what faces the practitioner first, the feet
    last; within a view the leg on the page's left first."""
    posture = POSTURES[code]
    shown = [(side, group.view) for group in posture.groups for side in group.sides]
    rank: dict[View, int] = {view: i for i, view in enumerate(posture.facing)}
    shown.sort(key=lambda each: rank.get(each[1], len(rank)))
    first = shown[0][0]
    sides: tuple[Side, ...] = ("right", "left") if first == "right" else ("left", "right")
    feet: list[tuple[Side, View]] = [(side, view) for view in INSET_ABOVE for side in sides]
    return (*shown, *feet)
