"""What stands out before signing: a place far from its run, a volume unlike its neighbours; facts, not verdicts."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.atlas import shipped
from sclerochart.domain.findings import Run
from sclerochart.domain.landing import landing_spots
from sclerochart.domain.leg import Side, Spot
from sclerochart.domain.outliers import are_neighbours, outliers
from sclerochart.domain.runs import laid
from sclerochart.domain.session import Site

ATLAS = shipped()


def at(n: int, spot: Spot, ul: int = 100, *, run: str | None = None) -> Site:
    place = ATLAS.place(spot)
    assert place is not None
    return Site(f"s{n}", "session", n, place, ul, "tel", run_id=run)


def cluster(*volumes: int, side: Side = "right", region: str = "KN-M") -> list[Site]:
    spots = landing_spots(ATLAS, side, region, len(volumes))
    return [at(n, spot, ul) for n, (spot, ul) in enumerate(zip(spots, volumes, strict=True), 1)]


def run() -> Run:
    return Run(
        "run", "s", 1, "left", "medial", laid(ATLAS, "left", "medial", [(20, 400), (20, 300)]), ATLAS.space, "ret"
    )


def test_an_ordinary_session_has_nothing_that_stands_out() -> None:
    assert outliers(ATLAS, cluster(100, 100, 200, 100, 50, 300), []) == ()
    assert outliers(ATLAS, [], []) == ()


def test_a_volume_ten_times_its_neighbours_is_named_with_both_numbers() -> None:
    found = outliers(ATLAS, cluster(100, 100, 1000, 100, 200), [])
    assert [(each.number, each.sentence) for each in found] == [
        (3, "Site 3: 1.0 ml; the sites near it mostly have 0.1 ml.")
    ]


def test_a_tenth_of_its_neighbours_stands_out_as_well() -> None:
    assert [each.number for each in outliers(ATLAS, cluster(100, 100, 10, 100), [])] == [3]


def test_just_under_ten_times_does_not_stand_out() -> None:
    assert outliers(ATLAS, cluster(100, 100, 999, 100), []) == ()


def test_two_neighbours_are_too_few_to_compare_with() -> None:
    assert outliers(ATLAS, cluster(100, 100, 1000), []) == ()


def test_sites_far_away_or_on_the_other_leg_are_no_neighbours() -> None:
    far = [*cluster(100, 100, 100, 100), *(replace(each, id=f"f{each.id}") for each in cluster(2000, region="TH-M-P"))]
    assert outliers(ATLAS, far, []) == ()
    other = [*cluster(100, 100, 100), *(replace(each, id=f"o{each.id}") for each in cluster(2000, side="left"))]
    assert outliers(ATLAS, other, []) == ()


def test_sites_of_one_run_are_neighbours_however_far_apart() -> None:
    one, other = cluster(100, region="TH-M-P")[0], cluster(100, region="AN-M")[0]
    assert not are_neighbours(one, other)
    assert are_neighbours(replace(one, run_id="run"), replace(other, run_id="run"))


def test_an_area_is_compared_by_the_volume_of_each_injection() -> None:
    sites = cluster(100, 100, 100, 100, 100, 100)
    assert outliers(ATLAS, [replace(sites[0], injections=30), *sites[1:]], []) == ()
    found = outliers(ATLAS, [replace(sites[0], injections=3, volume_ul=1500), *sites[1:]], [])
    assert found[0].sentence == "Site 1: each injection of 1.5 ml; the sites near it mostly have 0.1 ml."


def test_a_site_far_from_its_run_is_named_with_the_distance() -> None:
    near, far = at(1, Spot("left", "medial", 22, 350), run="run"), at(2, Spot("left", "medial", 20, 270), run="run")
    (found,) = outliers(ATLAS, [near, far], [run()])
    assert found.number == 2
    assert re.fullmatch(r"Site 2 is (29|30|31) mm from its vein run\.", found.sentence)


def test_a_site_on_the_other_leg_than_its_run_is_named() -> None:
    (found,) = outliers(ATLAS, [at(1, Spot("right", "medial", -20, 350), run="run")], [run()])
    assert found.sentence == "Site 1 is on the right leg; its vein run is on the left leg."


def test_a_run_that_is_not_there_any_more_is_no_reason() -> None:
    assert outliers(ATLAS, [at(1, Spot("left", "medial", 20, 270), run="gone")], [run()]) == ()


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=12))
def test_no_sentence_judges(volumes: list[int]) -> None:
    for each in outliers(ATLAS, cluster(*volumes), []):
        assert not re.search(r"wrong|error|too |high|low|should|check|warn|!", each.sentence)
        assert f"Site {each.number}" in each.sentence
