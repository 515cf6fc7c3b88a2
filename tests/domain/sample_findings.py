"""Vein runs and marks of plainly invented people, for the tests of the diagram and of documents."""

from itertools import pairwise

from sclerochart.domain import atlas as legs
from sclerochart.domain.findings import Mark, Point, Run
from sclerochart.domain.leg import Place, Side, Spot, View

ATLAS = legs.shipped()


def place(side: Side, view: View, x: float, y: float) -> Place:
    """The place under a spot given as the left drawing has it."""
    found = ATLAS.place(Spot(side, view, x if side == "left" else -x, y))
    assert found is not None
    return found


def points(side: Side, view: View, *corners: tuple[float, float]) -> tuple[Point, ...]:
    """A line along the skin through corners of the left drawing, a point about every 4 mm."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        count = max(int(max(abs(x1 - x0), abs(y1 - y0)) / 4), 1)
        found += [place(side, view, x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count).point for i in range(count)]
    return (*found, place(side, view, *corners[-1]).point)


def run(
    number: int, side: Side, view: View, *corners: tuple[float, float], vein: str = "ret", um: int | None = 2000
) -> Run:
    """A vein drawn in one view."""
    return Run(f"r{number}", "s1", number, side, view, points(side, view, *corners), ATLAS.space, vein, um)


def mark(
    number: int, kind: str, at: Place, *, outline: tuple[Point, ...] = (), mm: int | None = None, note: str = ""
) -> Mark:
    """A mark at a place."""
    return Mark(f"m{number}", "s1", number, kind, at, outline, mm, note)


def two_runs() -> tuple[Run, ...]:
    """A reticular vein of the left lateral thigh that turns to the front, and a varicose one of the right calf."""
    return (
        run(1, "left", "lateral", (-95, 640), (-40, 590), (5, 520), (0, 470)),
        run(2, "right", "medial", (20, 420), (45, 340), (15, 250), vein="var-small", um=3500),
    )


def every_mark() -> tuple[Mark, ...]:
    """One of every kind."""
    ring = points("left", "anterior", (85, 620), (110, 632), (128, 612), (108, 596), (85, 618))
    line = points("right", "medial", (60, 690), (50, 600), (40, 520))
    return (
        mark(1, "left-alone", place("left", "anterior", 105, 614), outline=ring),
        mark(2, "matting", place("left", "lateral", -30, 700)),
        mark(3, "staining", place("right", "lateral", -10, 320)),
        mark(4, "ulcer", place("left", "medial", 25, 110)),
        mark(5, "bruise", place("right", "posterior", -60, 560)),
        mark(6, "reflux", place("right", "medial", 40, 520), outline=line),
        mark(7, "perforator", place("right", "medial", 30, 180), mm=180),
        mark(8, "note", place("left", "posterior", -100, 300), note="Tender here: asked to be left until spring."),
    )
