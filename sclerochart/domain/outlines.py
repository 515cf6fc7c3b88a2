"""Closed outlines made of straight lines and curves, in mm of the sheet."""

import math
from collections.abc import Sequence

from sclerochart.domain.shapes import Command

KAPPA = 0.5522847498


def circle(x: float, y: float, r: float) -> tuple[Command, ...]:
    """A circle of four curves."""
    k = KAPPA * r
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("Z", ()),
    )


def rounded(left: float, bottom: float, width: float, height: float, r: float, unit: float) -> tuple[Command, ...]:
    """A rectangle with round corners; everything in units of `unit` mm."""
    x0, y0, x1, y1 = left * unit, bottom * unit, (left + width) * unit, (bottom + height) * unit
    r *= unit
    k = r * (1 - KAPPA)
    return (
        ("M", (x0 + r, y0)),
        ("L", (x1 - r, y0)),
        ("C", (x1 - k, y0, x1, y0 + k, x1, y0 + r)),
        ("L", (x1, y1 - r)),
        ("C", (x1, y1 - k, x1 - k, y1, x1 - r, y1)),
        ("L", (x0 + r, y1)),
        ("C", (x0 + k, y1, x0, y1 - k, x0, y1 - r)),
        ("L", (x0, y0 + r)),
        ("C", (x0, y0 + k, x0 + k, y0, x0 + r, y0)),
        ("Z", ()),
    )


def polygon(x: float, y: float, r: float, turns: Sequence[float]) -> tuple[Command, ...]:
    points = [(x + r * math.cos(math.radians(a)), y + r * math.sin(math.radians(a))) for a in turns]
    lines: list[Command] = [("L", point) for point in points[1:]]
    return (("M", points[0]), *lines, ("Z", ()))
