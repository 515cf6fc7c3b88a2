"""Vein runs: a shaky line becomes smooth, lies on the skin, has a length, and sites near it snap to it."""

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sclerochart.domain.atlas import shipped
from sclerochart.domain.findings import Run
from sclerochart.domain.landing import landing_spots
from sclerochart.domain.leg import Side, Spot, View
from sclerochart.domain.runs import MOST_POINTS, distance_mm, followed, laid, length_mm, run_words, smooth, snap

ATLAS = shipped()


def drawn(
    points: list[tuple[float, float]],
    *,
    name: str = "run",
    side: Side = "left",
    view: View = "medial",
    um: int | None = None,
) -> Run:
    turn = 1 if side == "left" else -1
    line = laid(ATLAS, side, view, [(turn * x, y) for x, y in smooth(points)])
    return Run(name, "session", 1, side, view, line, ATLAS.space, "ret", um)


def shaky(seed: int, length: int = 240) -> list[tuple[float, float]]:
    chance = random.Random(seed)
    return [
        (20 + 12 * math.sin(i / 40) + chance.uniform(-1, 1), 420 - i + chance.uniform(-1, 1)) for i in range(length)
    ]


def test_a_shaky_line_becomes_a_smooth_one_of_few_points_near_it_with_its_ends() -> None:
    line = shaky(1)
    made = smooth(line)
    assert len(made) <= MOST_POINTS
    assert (made[0], made[-1]) == (line[0], line[-1])
    for i, (_, y) in enumerate(line):
        ideal = 20 + 12 * math.sin(i / 40), 420 - i
        assert min(math.dist(ideal, each) for each in _dense(made)) < 2.5, y


def _dense(line: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [
        (a[0] + (b[0] - a[0]) * i / 40, a[1] + (b[1] - a[1]) * i / 40)
        for a, b in itertools.pairwise(line)
        for i in range(41)
    ]


def test_a_press_without_a_line_is_no_run() -> None:
    assert smooth([]) == ()
    assert smooth([(3.0, 4.0)]) == smooth([(3.0, 4.0), (3.0, 4.0)]) == ((3.0, 4.0),)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-200, 200), st.floats(0, 900)), min_size=2, max_size=80))
def test_however_a_line_is_drawn_it_is_few_points_between_the_same_ends(points: list[tuple[float, float]]) -> None:
    made = smooth(points)
    assert 1 <= len(made) <= MOST_POINTS
    assert made[0] == points[0]
    assert len(made) == 1 or made[-1] == points[-1]
    xs = [x for x, _ in points]
    assert all(min(xs) - 1e-6 <= x <= max(xs) + 1e-6 for x, _ in made)


def test_a_run_is_as_long_as_the_skin_under_it() -> None:
    run = drawn([(20, 400), (20, 300)], um=2500)
    assert 99 < length_mm(ATLAS, run) < 112
    assert run_words(ATLAS, run).endswith("mm long, 2.5 mm wide")
    right = drawn([(20, 400), (20, 300)], side="right")
    assert length_mm(ATLAS, right) == pytest.approx(length_mm(ATLAS, run), abs=0.5)


def test_the_run_is_followed_on_the_skin_between_its_points() -> None:
    run = drawn([(20, 400), (20, 300)])
    assert len(run.points) < 10
    points = followed(ATLAS, run)
    assert len(points) >= 48
    assert set(run.points) <= set(points)
    for point in points:
        assert ATLAS.spots("left", point), "on the skin"


def test_points_beside_the_leg_are_left_out_of_a_run() -> None:
    assert laid(ATLAS, "left", "medial", [(20, 400), (400, 400), (20, 380)]) == laid(
        ATLAS, "left", "medial", [(20, 400), (20, 380)]
    )


def test_a_click_near_a_run_snaps_to_the_nearest_of_them() -> None:
    runs = [drawn([(20, 400), (20, 300)], name="one"), drawn([(32, 400), (32, 300)], name="two")]
    found = snap(ATLAS, Spot("left", "medial", 29, 350), runs, within_mm=8)
    assert found is not None
    assert found.run.id == "two"
    assert math.hypot(found.spot.x - 32, found.spot.y - 350) < 1.5
    assert 2 < found.distance_mm < 5
    assert snap(ATLAS, Spot("left", "medial", 50, 350), runs, within_mm=8) is None
    assert snap(ATLAS, Spot("left", "medial", 400, 350), runs, within_mm=8) is None


def test_a_run_on_the_other_leg_never_catches_a_click() -> None:
    run = drawn([(20, 400), (20, 300)], side="right")
    assert snap(ATLAS, Spot("left", "medial", 20, 350), [run], within_mm=8) is None
    assert distance_mm(ATLAS, run, "left", run.points[0]) is None
    assert distance_mm(ATLAS, run, "right", run.points[0]) == 0


def test_a_run_drawn_in_one_view_catches_clicks_in_another_that_shows_it() -> None:
    spots = landing_spots(ATLAS, "left", "TH-A-M", 4, view="medial")
    run = drawn([(spot.x, spot.y) for spot in spots])
    seen = [spot for point in run.points if (spot := ATLAS.spot_in("anterior", "left", point)) and not spot.grazing]
    assert seen
    middle = seen[len(seen) // 2].spot
    found = snap(ATLAS, Spot("left", "anterior", middle.x + 2, middle.y), [run], within_mm=8)
    assert found is not None
    assert found.spot.view == "anterior"


@settings(max_examples=40, deadline=None)
@given(st.floats(-30, 60), st.floats(150, 420))
def test_a_snapped_site_lies_on_its_run_and_snaps_to_the_same_place_again(x: float, y: float) -> None:
    run = drawn(shaky(2))
    found = snap(ATLAS, Spot("left", "medial", x, y), [run], within_mm=30)
    if found is not None:
        place = ATLAS.place(found.spot)
        assert place is not None
        away = distance_mm(ATLAS, run, "left", place.point)
        assert away is not None
        assert away < 0.6
        again = snap(ATLAS, found.spot, [run], within_mm=30)
        assert again is not None
        assert math.hypot(again.spot.x - found.spot.x, again.spot.y - found.spot.y) < 2
