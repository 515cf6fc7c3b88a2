"""Typed sites land within their region, apart from each other, always in the same places."""

from math import hypot

import pytest

from sclerochart.domain.atlas import Atlas, shipped
from sclerochart.domain.landing import best_view, landing_spots, landings, not_shown, shows
from sclerochart.domain.leg import SIDES, Spot
from sclerochart.domain.quick_entry import Standing, parse


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return shipped()


@pytest.mark.parametrize("code", shipped().regions)
def test_sites_of_every_region_land_within_it_on_both_legs(atlas: Atlas, code: str) -> None:
    for side in SIDES:
        for n in (1, 3, 12, 99):
            spots = landing_spots(atlas, side, code, n)
            assert len({(spot.x, spot.y) for spot in spots}) == n
            for spot in spots:
                place = atlas.place(spot)
                assert place is not None
                assert (place.side, place.region) == (side, code)


def test_the_same_question_gets_the_same_places(atlas: Atlas) -> None:
    assert landing_spots(atlas, "right", "SH-M-P", 7) == landing_spots(atlas, "right", "SH-M-P", 7)


def test_the_legs_mirror_each_other(atlas: Atlas) -> None:
    left = landing_spots(atlas, "left", "TH-L-M", 5)
    right = landing_spots(atlas, "right", "TH-L-M", 5)
    assert sorted((-spot.x, spot.y) for spot in left) == sorted((spot.x, spot.y) for spot in right)


def test_a_few_sites_spread_over_the_region_from_top_to_bottom(atlas: Atlas) -> None:
    spots = landing_spots(atlas, "right", "TH-L-M", 6)
    assert [spot.y for spot in spots] == sorted((spot.y for spot in spots), reverse=True)
    apart = min(hypot(a.x - b.x, a.y - b.y) for i, a in enumerate(spots) for b in spots[:i])
    assert apart > 20


def test_a_second_entry_in_a_region_keeps_clear_of_the_first(atlas: Atlas) -> None:
    first = landing_spots(atlas, "right", "TH-L-M", 3)
    second = landing_spots(atlas, "right", "TH-L-M", 3, taken=first)
    assert min(hypot(a.x - b.x, a.y - b.y) for a in first for b in second) > 10


def test_the_view_is_the_one_that_shows_the_region_best(atlas: Atlas) -> None:
    assert [best_view(atlas, code) for code in ("KN-A", "KN-M", "KN-POP", "KN-L", "FT-D", "FT-S", "AN-A")] == [
        "anterior", "medial", "posterior", "lateral", "dorsum", "sole", "anterior",
    ]  # fmt: skip


def test_a_view_that_was_asked_for_is_used_if_it_shows_the_region(atlas: Atlas) -> None:
    assert {spot.view for spot in landing_spots(atlas, "left", "TH-M-M", 4, view="anterior")} == {"anterior"}
    assert landing_spots(atlas, "left", "KN-A", 1, view="posterior") == []
    assert not shows(atlas, "posterior", "KN-A")
    assert not_shown("posterior", atlas.regions["KN-A"]).startswith(
        "The posterior view does not show the anterior knee"
    )


def test_a_dictated_line_lands_entry_by_entry_without_two_sites_in_one_place(atlas: Atlas) -> None:
    line = "R lat thigh upper x3; R lat thigh upper x3; area 12x.1; L med knee x2 @ant; R"
    reading = parse(line, atlas_regions=atlas.regions, current=Standing(100, "tel"))
    found = landings(atlas, reading.entries)
    assert [len(spots) for spots in found] == [3, 3, 1, 2, 1]
    assert {spot.view for spot in found[3]} == {"anterior"}
    assert len({spot for spots in found for spot in spots}) == 10


def test_an_entry_without_a_place_lands_nowhere(atlas: Atlas) -> None:
    reading = parse("R thigh", atlas_regions=atlas.regions, current=Standing(100, "tel"))
    assert landings(atlas, reading.entries) == [()]


def test_many_sites_already_there_leave_no_question_unanswered(atlas: Atlas) -> None:
    taken: list[Spot] = []
    for _ in range(12):
        taken += landing_spots(atlas, "left", "AN-M", 12, taken=taken)
    assert len(taken) == 144
