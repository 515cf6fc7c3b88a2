"""A burst: sites at the clinic's spacing along a drag, measured on the skin, never outside the leg."""

import itertools
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sclerochart.domain.atlas import shipped
from sclerochart.domain.burst import count_words, length_mm, spots_along
from sclerochart.domain.leg import LARGE_VIEWS, SIDES, Side, Spot, View

ATLAS = shipped()


def straight(side: Side, view: View, *points: tuple[float, float]) -> list[Spot]:
    turn = 1 if side == "left" else -1
    return [Spot(side, view, turn * x, y) for x, y in points]


def test_a_drag_down_the_thigh_leaves_a_site_at_its_beginning_and_one_every_20_mm() -> None:
    spots = spots_along(ATLAS, straight("right", "anterior", (90, 700), (90, 600)), spacing_mm=20)
    assert len(spots) == 6
    assert (spots[0].x, spots[0].y) == (-90, 700)
    points = [place.point for spot in spots if (place := ATLAS.place(spot))]
    for one, other in itertools.pairwise(points):
        assert dist(one, other) / 10 == pytest.approx(20, abs=1.0)


def test_distances_are_measured_on_the_skin_and_not_on_the_page() -> None:
    across = straight("left", "anterior", (60, 600), (150, 600))  # around the thigh: skin turns away from the eye
    assert length_mm(ATLAS, across) > 95
    assert len(spots_along(ATLAS, across, spacing_mm=10)) >= 10


def test_a_press_without_a_drag_is_one_site() -> None:
    assert len(spots_along(ATLAS, straight("left", "anterior", (90, 600)), spacing_mm=20)) == 1


def test_a_drag_beside_the_leg_leaves_nothing() -> None:
    assert spots_along(ATLAS, straight("left", "anterior", (-40, 600), (-40, 500)), spacing_mm=5) == ()
    assert length_mm(ATLAS, straight("left", "anterior", (-40, 600), (-40, 500))) == 0


def test_a_drag_that_runs_into_another_view_stays_in_the_one_it_began_in() -> None:
    line = [*straight("left", "anterior", (90, 600), (90, 560)), *straight("left", "medial", (60, 560), (60, 500))]
    assert {spot.view for spot in spots_along(ATLAS, line, spacing_mm=10)} == {"anterior"}


def test_a_burst_ends_at_the_most_it_may_hold() -> None:
    assert len(spots_along(ATLAS, straight("left", "anterior", (90, 700), (90, 300)), spacing_mm=1, most=30)) == 30


def test_a_trembling_hand_does_not_lengthen_the_line() -> None:
    still = straight("left", "anterior", (90, 600), (90, 500))
    tremble = straight("left", "anterior", *[(90 + 0.3 * (-1) ** i, 600 - i * 0.5) for i in range(201)])
    assert length_mm(ATLAS, tremble) == pytest.approx(length_mm(ATLAS, still), rel=0.12)


def test_the_live_count_says_number_and_sum() -> None:
    assert count_words(7, 100) == "7 × 0.1 ml = 0.7 ml"
    assert count_words(0, 100) == "No sites yet"


lines = st.builds(
    straight,
    st.sampled_from(SIDES),
    st.sampled_from(LARGE_VIEWS),
    st.tuples(st.floats(-150, 150), st.floats(0, 880)),
    st.tuples(st.floats(-150, 150), st.floats(0, 880)),
    st.tuples(st.floats(-150, 150), st.floats(0, 880)),
)


@settings(max_examples=60, deadline=None)
@given(lines, st.floats(3, 60))
def test_no_site_of_a_burst_is_outside_the_leg_or_nearer_along_the_line_than_the_spacing(
    line: list[Spot], spacing: float
) -> None:
    spots = spots_along(ATLAS, line, spacing_mm=spacing)
    assert all(ATLAS.place(spot) is not None for spot in spots)
    assert (len(spots) - 1) * spacing <= length_mm(ATLAS, line) + 1


@settings(max_examples=60, deadline=None)
@given(lines, st.floats(3, 60))
def test_a_longer_drag_keeps_the_sites_of_a_shorter_one(line: list[Spot], spacing: float) -> None:
    shorter, longer = (spots_along(ATLAS, each, spacing_mm=spacing) for each in (line[:2], line))
    assert longer[: len(shorter)] == shorter
