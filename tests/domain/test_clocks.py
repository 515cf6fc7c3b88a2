"""The clocks say times and minutes in words, quietly due, unmoved by a change of the clocks."""

import pytest

from sclerochart.domain.clocks import (
    ClockLine,
    Wanted,
    duration,
    first_injection,
    label_minutes,
    readings,
    record_lines,
)
from sclerochart.domain.findings import Timing
from sclerochart.domain.moments import Moment

START = 1_795_788_000  # 27 Nov 2026, 14:00 UTC


def at(minutes: int, *, seconds: int = 0, offset: int = 0) -> Moment:
    return Moment(START + 60 * minutes + seconds, offset)


WALK = Wanted(10, "the clinic’s protocol")


def words(now: Moment, *timings: Timing, first: Moment | None = None, walk: Wanted = WALK) -> dict[str, str]:
    lines = readings(now, first=first, timings=timings, wanted={"walk": walk})
    return {line.label: line.words for line in lines}


def test_without_injection_and_minutes_there_is_no_clock() -> None:
    assert readings(at(0), first=None, timings=[], wanted={}) == ()


def test_the_first_injection_and_the_time_since_are_said() -> None:
    found = words(at(25, seconds=59), first=at(0))
    assert found["First injection"] == "14:00"
    assert found["Since first injection"] == "25 min"


@pytest.mark.parametrize(
    ("entered", "counts"),
    [(at(0), True), (at(120), True), (at(120, seconds=1), False), (at(-15), True), (at(-15, seconds=-1), False),
     (at(24 * 60), False), (at(-24 * 60), False), (at(10, offset=600), False), (None, False)],
)  # fmt: skip
def test_a_site_entered_at_another_time_than_the_treatment_says_nothing_of_the_first_injection(
    entered: Moment | None, counts: bool
) -> None:
    assert first_injection(entered, at(0)) == (entered if counts else None)


def test_a_walk_that_was_not_started_says_who_asks_for_it() -> None:
    assert words(at(0))["Walk"] == "10 min (the clinic’s protocol), not started"
    assert "Walk" not in words(at(0), walk=Wanted())


def test_a_walk_counts_up_to_its_minutes_and_then_is_quietly_due() -> None:
    walk = Timing("t", "s", "walk", at(30))
    assert words(at(36), walk)["Walk"] == "6 min of 10 min"
    (line,) = readings(at(42), first=None, timings=[walk], wanted={"walk": WALK})
    assert line == ClockLine("walk", "Walk", "12 min; 10 min reached at 14:40", due=True, running=True)
    assert not readings(at(39, seconds=59), first=None, timings=[walk], wanted={"walk": WALK})[0].due


def test_an_ended_walk_says_from_when_to_when_and_is_not_due() -> None:
    walk = Timing("t", "s", "walk", at(37), at(49))
    (line,) = readings(at(90), first=None, timings=[walk], wanted={"walk": WALK})
    assert line == ClockLine("walk", "Walk", "14:37 to 14:49 (12 min), 10 min stated")


def test_an_observation_without_stated_minutes_only_counts() -> None:
    watch = Timing("t", "s", "observation", at(5))
    assert words(at(80), watch, walk=Wanted()) == {"Observation": "1 h 15 min"}


def test_the_record_holds_the_times() -> None:
    timings = [Timing("b", "s", "observation", at(50)), Timing("a", "s", "walk", at(37), at(49))]
    assert record_lines(at(0), timings) == (
        ("First injection", "14:00"),
        ("Walk", "14:37 to 14:49 (12 min)"),
        ("Observation", "from 14:50"),
    )
    assert record_lines(None, []) == ()


def test_a_change_of_the_clocks_moves_no_duration() -> None:
    assert words(at(30, offset=0), first=at(0, offset=60))["Since first injection"] == "30 min"


def test_a_clock_that_was_set_back_never_counts_below_nothing() -> None:
    assert words(at(-5), first=at(0))["Since first injection"] == "0 min"


@pytest.mark.parametrize(
    ("label", "minutes"),
    [("15–20 minutes", 20), ("30 minutes", 30), ("at least 10 min", 10), ("10 to 30 min", 30), ("a while", 0), ("", 0)],
)
def test_the_minutes_of_a_label_are_read(label: str, minutes: int) -> None:
    assert label_minutes(label) == minutes


@pytest.mark.parametrize(("minutes", "said"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (65, "1 h 5 min")])
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert duration(minutes) == said
