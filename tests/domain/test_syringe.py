"""The syringe: its volume is shared out exactly over the sites since it was filled, or set beside what was charted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Syringe
from sclerochart.domain.leg import Place
from sclerochart.domain.session import LARGEST_SITE_UL, Site
from sclerochart.domain.syringe import (
    Difference,
    compare,
    read_syringe,
    since_read,
    sites_of,
    spread,
    spread_sentence,
    used_ul,
    without_syringe,
)

PLACE = Place("right", "medial", 1, 2, 3, "KN-M", "space")


def site(placed: int, ul: int = 100, injections: int = 1) -> Site:
    return Site(f"s{placed}", "session", placed, PLACE, ul, "tel", injections=injections)


def total(sites: list[Site], volumes: dict[str, int]) -> int:
    return sum(volumes[each.id] * each.injections for each in sites)


def test_equal_sites_share_a_syringe_equally_and_the_odd_microlitres_go_to_the_first() -> None:
    sites = [site(n) for n in range(1, 4)]
    assert spread(1000, sites).volumes == {"s1": 334, "s2": 333, "s3": 333}


def test_a_site_charted_with_twice_as_much_gets_twice_as_much() -> None:
    assert spread(900, [site(1, 100), site(2, 200)]).volumes == {"s1": 300, "s2": 600}


def test_an_area_counts_as_many_times_as_it_has_injections() -> None:
    done = spread(1300, [site(1, 100), site(2, 100, 12)])
    assert done.volumes == {"s1": 100, "s2": 100}
    assert done.rest_ul == 0


def test_areas_alone_may_leave_a_rest_and_it_is_said() -> None:
    sites = [site(1, 100, 12)]
    done = spread(1900, sites)
    assert (done.volumes, done.rest_ul) == ({"s1": 158}, 4)
    assert spread_sentence(done, sites) == "1.896 ml spread over 12 injections; 0.004 ml does not divide evenly"


def test_what_cannot_be_spread_is_said_in_words() -> None:
    for used, sites, words in (
        (100, [], "No sites were placed since the syringe was filled."),
        (3, [site(1), site(2, 100, 4)], "0.003 ml is too little for 5 injections"),
        (25_000, [site(1)], "more than 20.0 ml for one injection"),
    ):
        with pytest.raises(UserError, match=words):
            spread(used, sites)
    with pytest.raises(UserError, match=r"0\.6 ml is more than the 0\.5 ml that was drawn"):
        used_ul(500, 600)


def test_the_difference_is_said_without_a_verdict() -> None:
    assert Difference(1800, 1900).sentence() == "Charted 1.8 ml, used 1.9 ml: 0.1 ml more used than charted"
    assert Difference(1900, 1800).sentence() == "Charted 1.9 ml, used 1.8 ml: 0.1 ml less used than charted"
    assert Difference(1900, 1900).sentence() == "Charted 1.9 ml, used 1.9 ml: they agree"


def test_a_syringe_is_compared_with_the_sites_placed_until_the_next_one() -> None:
    first, second = Syringe("a", "session", 0, 2500, 600), Syringe("b", "session", 3, 2500)
    sites = [site(n) for n in (5, 1, 3, 2, 4)]
    assert [each.id for each in sites_of(first, [second, first], sites, {})] == ["s1", "s2", "s3"]
    assert [each.id for each in sites_of(second, [second, first], sites, {})] == ["s4", "s5"]
    difference = compare(first, sites_of(first, [first, second], sites, {}))
    assert difference is not None
    assert (difference.charted_ul, difference.used_ul, difference.more_used_ul) == (300, 1900, 1600)
    assert compare(second, sites_of(second, [first, second], sites, {})) is None


def test_of_two_syringes_filled_without_a_site_between_them_the_later_gets_the_sites() -> None:
    first, second = Syringe("a", "session", 2, 2500), Syringe("b", "session", 2, 2500)
    sites = [site(3)]
    assert sites_of(first, [first, second], sites, {}) == ()
    assert sites_of(second, [first, second], sites, {}) == tuple(sites)


def test_a_site_comes_from_the_last_syringe_of_its_own_preparation() -> None:
    weak, strong = Syringe("a", "session", 0, 2000, None, "weak"), Syringe("b", "session", 2, 3000, None, "strong")
    names = ("weak", "strong", "weak", "strong", None)
    sites = [replace(site(n), preparation_id=each) for n, each in enumerate(names, 1)]
    assert [each.id for each in sites_of(weak, [weak, strong], sites, {})] == ["s1", "s3"]
    assert [each.id for each in sites_of(strong, [weak, strong], sites, {})] == ["s4"]
    assert [each.id for each in without_syringe(strong, [weak, strong], sites, {})] == ["s2"]
    unnamed = Syringe("c", "session", 2, 3000)
    assert [each.id for each in sites_of(unnamed, [weak, unnamed], sites, {})] == ["s3", "s4", "s5"]
    assert [each.id for each in sites_of(weak, [weak, unnamed], sites, {})] == ["s1"]


def test_what_came_after_a_reading_came_from_no_syringe_and_a_late_one_may_claim_it() -> None:
    first, second = Syringe("a", "session", 0, 2500, 600), Syringe("b", "session", 37, 2500)
    sites = [site(n) for n in range(1, 37)]  # 1.9 ml went out, and 18 sites were charted and kept as they are
    with_it = {"a": {each.id for each in sites[:18]}}
    for filled in ([first], [first, second]):
        assert sites_of(first, filled, sites, with_it) == tuple(sites[:18])
        assert since_read(first, filled, sites, with_it) == tuple(sites[18:])
    assert without_syringe(second, [first, second], sites, with_it) == tuple(sites[18:])
    unread = replace(first, left_ul=None)
    assert sites_of(unread, [unread], sites, with_it) == tuple(sites)
    assert without_syringe(second, [unread, second], sites, with_it) == ()


def test_before_the_first_syringe_every_site_may_be_claimed() -> None:
    first = Syringe("a", "session", 3, 2500)
    sites = [site(n) for n in (2, 1, 3, 4)]
    assert [each.id for each in without_syringe(first, [first], sites, {})] == ["s1", "s2", "s3"]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2.5 ml drawn, 0.6 left", (2500, 600)),
        ("2.5 drawn .6 left", (2500, 600)),
        ("drawn 2.5, left 0.6", (2500, 600)),
        ("2.5 / .6", (2500, 600)),
        ("2,5 ,6", (2500, 600)),
        ("2.5 0", (2500, 0)),
        ("2.5, 0.6 left", (2500, 600)),
        ("2.5", (2500, None)),
        ("3 ml drawn", (3000, None)),
        ("0.6 left", (None, 600)),
        ("left 0", (None, 0)),
        ("30 drawn", (30_000, None)),
    ],
)
def test_a_syringe_is_read_as_it_is_called_out(words: str, read: tuple[int | None, int | None]) -> None:
    assert read_syringe(words) == read


@pytest.mark.parametrize("words", ["", "much", "1 2 3", "2.5 ml drawn, some left", "2.5 drawn 0.6 left 3", "half"])
def test_what_is_no_syringe_gets_an_example(words: str) -> None:
    with pytest.raises(UserError, match=r"such as “2\.5 drawn, 0\.6 left”"):
        read_syringe(words)


@given(st.text(alphabet="0123456789.,/ mldrawneft", max_size=24))
def test_whatever_is_typed_is_read_or_answered_with_an_example(words: str) -> None:
    try:
        drawn, left = read_syringe(words)
    except UserError:
        return
    assert drawn is not None or left is not None


several = st.lists(st.tuples(st.integers(1, LARGEST_SITE_UL), st.integers(1, 99)), min_size=1, max_size=40)


@given(several, st.integers(0, 60_000), st.data())
def test_whatever_was_used_is_shared_out_to_the_last_microlitre(
    charted: list[tuple[int, int]], more: int, data: st.DataObject
) -> None:
    sites = [site(n, ul, injections) for n, (ul, injections) in enumerate(charted, 1)]
    if data.draw(st.booleans()):
        sites.append(site(len(sites) + 1, 100))
    count = sum(each.injections for each in sites)
    used = count + more
    try:
        done = spread(used, sites)
    except UserError:
        return
    assert total(sites, dict(done.volumes)) + done.rest_ul == used
    assert all(1 <= ul <= LARGEST_SITE_UL for ul in done.volumes.values())
    smallest = min(each.injections for each in sites)
    assert 0 <= done.rest_ul < smallest
    if smallest == 1:
        assert done.rest_ul == 0


@given(several)
def test_spreading_exactly_what_was_charted_changes_nothing(charted: list[tuple[int, int]]) -> None:
    sites = [site(n, ul, injections) for n, (ul, injections) in enumerate(charted, 1)]
    done = spread(sum(each.total_ul for each in sites), sites)
    assert done.volumes == {each.id: each.volume_ul for each in sites}
