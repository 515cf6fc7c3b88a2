"""The six drawings of the left limb: where the eye is, how far each is charted, and how it is lit."""

from dataclasses import dataclass

import numpy as np

TILT = np.radians(58)  # the dorsum is seen from in front and above


@dataclass(frozen=True)
class View:
    """`right`, `up`, `toward`: the page's directions in space; `ppm` pixels a mm; the rest in mm or mm²."""

    name: str
    right: tuple[float, float, float]
    up: tuple[float, float, float]
    toward: tuple[float, float, float]
    inset: bool = False

    @property
    def ppm(self):
        return 8 if self.inset else 4

    @property
    def light(self):
        return (-0.05, 0.22, 0.97) if self.inset else (-0.18, 0.34, 0.92)

    @property
    def look_up_step(self):
        return 1.0 if self.inset else 1.5


VIEWS = (
    View("anterior", (1, 0, 0), (0, 0, 1), (0, 1, 0)),
    View("posterior", (-1, 0, 0), (0, 0, 1), (0, -1, 0)),
    View("medial", (0, 1, 0), (0, 0, 1), (-1, 0, 0)),
    View("lateral", (0, -1, 0), (0, 0, 1), (1, 0, 0)),
    View(
        "dorsum",
        (1, 0, 0),
        (0, -round(np.sin(TILT), 9), round(np.cos(TILT), 9)),
        (0, round(np.cos(TILT), 9), round(np.sin(TILT), 9)),
        inset=True,
    ),
    View("sole", (-1, 0, 0), (0, 1, 0), (0, 0, -1), inset=True),
)


def charted(view, points, groin):
    """How far inside the charted part of a view points (..., 3) are, about mm; negative beyond the cut."""
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    if view.name == "sole":
        return 36 - z
    if view.name == "dorsum":  # a gentle arch across the front of the ankle
        across = points @ np.array(view.up)
        return 30 - 0.007 * (x - 95) ** 2 - across
    if view.name == "anterior":  # the inguinal line, levelling out so that it meets the hip squarely
        t = np.clip((x - 6) / 152, 0, 1)
        return groin - 13 + 132 * (1 - (1 - t**1.3) ** 1.6) - z
    if view.name == "posterior":  # the iliac crest; the other buttock begins at the midline
        return np.minimum(groin + 174 - 0.0032 * (x - 55) ** 2 - z, 50 * (x - 0.3))
    if view.name == "medial":
        return groin - 13 + 0.10 * y - 0.0010 * (y - 10) ** 2 - z
    t = np.clip((122 - y) / 240, 0, 1)  # lateral: groin to the top of the buttock
    return groin + 40 + 134 * (1 - (1 - t) ** 1.9) - z
