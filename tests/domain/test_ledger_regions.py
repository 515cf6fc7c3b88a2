"""The ledger by region, and distances to the adopted line."""

from dataclasses import replace

import pytest

from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.ledger_regions import Distance, RegionSum, distances, region_sums
from sclerochart.domain.leg import Place, Side
from sclerochart.domain.session import Preparation, Site

ORDER = ["TH-L-M", "KN-L", "SH-M-P"]
PREPARATION = Preparation("p", "s", 1, "fibrovein-0.2", "Fibrovein", "sts", 2000)
LINE = AdoptedLine("l", "fibrovein-0.2", "liquid", 4000, "label, UK 2022")


def site(n: int, side: Side, region: str, ul: int, *, injections: int = 1, corrected: str | None = None) -> Site:
    place = Place(side, "lateral", 0, 0, 0, region, "limb-1")
    return Site(f"{n}", "s", n, place, ul, "tel", "p", corrected, injections=injections)


def test_regions_stand_in_the_order_of_the_leg_the_right_one_first() -> None:
    sites = [site(1, "left", "KN-L", 100), site(2, "right", "SH-M-P", 100), site(3, "right", "TH-L-M", 200)]
    found = [(each.side, each.region) for each in region_sums(sites, ORDER)]
    assert found == [("right", "TH-L-M"), ("right", "SH-M-P"), ("left", "KN-L")]


def test_areas_count_each_injection_and_a_region_set_by_hand_counts_there() -> None:
    sites = [site(1, "right", "KN-L", 100, injections=12), site(2, "right", "SH-M-P", 50, corrected="KN-L")]
    assert region_sums(sites, ORDER) == (RegionSum("right", "KN-L", 1250, 13),)


def test_a_region_unknown_to_the_atlas_stands_last() -> None:
    sites = [site(1, "right", "OLD", 100), site(2, "right", "SH-M-P", 100)]
    assert [each.region for each in region_sums(sites, ORDER)] == ["SH-M-P", "OLD"]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (-1400, "1.4 ml below the line"),
        (0, "at the line"),
        (100, "0.1 ml above the line"),
        (-5, "0.005 ml below the line"),
    ],
)
def test_a_distance_is_said_and_nothing_more(over: int, words: str) -> None:
    assert Distance("p", "liquid", "Fibrovein", "label", over).words == words


def test_the_distance_counts_the_days_other_sessions() -> None:
    sites = [site(n, "right", "KN-L", 200) for n in range(13)]
    assert [each.words for each in distances(sites, [PREPARATION], [LINE])] == ["1.4 ml below the line"]
    earlier = replace(PREPARATION, id="q", session_id="t")
    (day,) = distances(sites, [PREPARATION], [LINE], ([replace(one, preparation_id="q") for one in sites], [earlier]))
    assert (day.name, day.label, day.over_ul) == ("Fibrovein", "label, UK 2022", 1200)


def test_without_a_line_or_a_preparation_of_this_session_there_is_no_distance() -> None:
    assert distances([site(1, "right", "KN-L", 100)], [PREPARATION], []) == ()
    assert distances([], [], [LINE], ([site(1, "right", "KN-L", 100)], [PREPARATION])) == ()
