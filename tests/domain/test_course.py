"""The course: how old earlier sessions are, how much each region was given, and the slider through them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.course import (
    AGE_STEPS,
    HEAT_LIMITS_UL,
    Heat,
    Visit,
    age,
    as_of,
    course,
    earlier,
    heat,
    heat_legend,
    run_history,
    slider,
    slider_words,
)
from sclerochart.domain.leg import Place, Side
from sclerochart.domain.moments import from_local
from sclerochart.domain.session import Session, Site


def site(
    name: str, *, side: Side = "right", region: str = "TH-L-M", ul: int = 100, n: int = 1, run: str | None = None
) -> Site:
    place = Place(side, "lateral", 1, 2, 3, region, "space")
    return Site(name, "session", 1, place, ul, "tel", injections=n, run_id=run)


def visit(name: str, day: date, *sites: Site) -> Visit:
    at = from_local(datetime(day.year, day.month, day.day, 10))
    return Visit(Session(name, "patient", "practitioner", at), sites)


COURSE = course(
    [
        visit("c", date(2026, 11, 24), site("3", run="vein")),
        visit("a", date(2026, 6, 2), site("1", ul=300, run="vein"), site("1b")),
        visit("b", date(2026, 9, 29), site("2", side="left", n=12)),
    ]
)


def test_the_course_runs_from_the_oldest_session_to_the_latest() -> None:
    assert [each.session.id for each in COURSE] == ["a", "b", "c"]


def test_earlier_sessions_are_named_with_their_age_the_latest_first() -> None:
    assert [each.words for each in earlier(COURSE, 2)] == [
        "Session 2 · 29 Sep 2026 · 8 weeks ago",
        "Session 1 · 2 Jun 2026 · 25 weeks ago",
    ]
    assert [each.step for each in earlier(COURSE, 2)] == [0, 1]
    assert earlier(COURSE, 0) == ()


def test_the_oldest_sessions_share_the_last_step() -> None:
    many = course([visit(str(n), date(2026, 1, 1) + timedelta(days=30 * n)) for n in range(8)])
    steps = [each.step for each in earlier(many, 7)]
    assert steps == [0, 1, 2, 3, 3, 3, 3]
    assert max(steps) == AGE_STEPS - 1


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "same day"), (1, "the day before"), (5, "5 days ago"), (14, "2 weeks ago"), (56, "8 weeks ago"),
     (59, "8 weeks ago"), (60, "9 weeks ago"), (200, "6 months ago"), (365, "12 months ago"), (731, "2 years ago")],
)  # fmt: skip
def test_an_age_is_said_as_a_person_would(days: int, words: str) -> None:
    assert age(date(2026, 11, 24) - timedelta(days=days), date(2026, 11, 24)) == words


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 9000))
def test_an_age_never_says_zero_of_anything(day: date, days: int) -> None:
    assert not age(day, day + timedelta(days=days)).startswith("0")


def test_the_heat_of_a_region_adds_up_the_course_and_counts_its_sessions() -> None:
    found = heat(COURSE)
    assert found == {("right", "TH-L-M"): Heat(500, 2), ("left", "TH-L-M"): Heat(1200, 1)}
    assert found["right", "TH-L-M"].words == "0.5 ml over 2 sessions"
    assert [found[key].step for key in found] == [1, 2]


def test_a_region_set_by_hand_counts_where_it_was_set() -> None:
    moved = Site("x", "s", 1, Place("left", "lateral", 1, 2, 3, "KN-L", "space"), 100, "tel", corrected_region="CA-L-P")
    assert list(heat([visit("a", date(2026, 1, 1), moved)])) == [("left", "CA-L-P")]


def test_the_steps_of_the_heat_map_have_words() -> None:
    assert heat_legend() == (
        "under 0.5 ml",
        "0.5 ml to under 1.0 ml",
        "1.0 ml to under 2.0 ml",
        "2.0 ml to under 4.0 ml",
        "4.0 ml or more",
    )
    assert len(heat_legend()) == len(HEAT_LIMITS_UL) + 1


def test_the_slider_stops_at_both_ends_and_shows_the_course_as_it_was() -> None:
    at = slider(COURSE, "b")
    assert (at.shown, at.latest) == ("b", False)
    assert slider_words(COURSE, at.at) == "Session 2 of 3 · 29 Sep 2026"
    assert [each.session.id for each in as_of(COURSE, at.at)] == ["a", "b"]
    assert at.moved(-5).shown == "a"
    assert at.moved(1).latest
    assert at.moved(9).shown == "c"
    assert at.on("nowhere") == at


def test_a_run_knows_the_sessions_that_injected_it() -> None:
    assert run_history("vein", COURSE) == "Injected in sessions 1 and 3"
    assert run_history("vein", COURSE[:1]) == "Injected in session 1"
    assert run_history("other", COURSE) == "Not injected yet"


rows_of_sites = st.lists(
    st.tuples(
        st.sampled_from(["left", "right"]),
        st.sampled_from(["KN-A", "FT-D", "BUT"]),
        st.integers(1, 20_000),
        st.integers(1, 99),
    )
)


@given(rows_of_sites)
def test_the_heat_of_all_regions_is_the_volume_of_all_sites(rows: list[tuple[Side, str, int, int]]) -> None:
    sites = [site(str(i), side=side, region=code, ul=ul, n=n) for i, (side, code, ul, n) in enumerate(rows)]
    visits = [visit("a", date(2026, 1, 1), *sites[::2]), visit("b", date(2026, 2, 1), *sites[1::2])]
    assert sum(each.volume_ul for each in heat(visits).values()) == sum(each.total_ul for each in sites)
    assert all(1 <= each.sessions <= 2 for each in heat(visits).values())
