"""Aftercare counts local calendar days, whatever the clocks do."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.aftercare import KeyDate, Leaflet, key_dates, leaflet
from sclerochart.domain.moments import Moment
from sclerochart.domain.protocol import parse_protocol, shipped_protocols
from sclerochart.domain.text import day_month, long_date

HEAD = 'schema = "sclerochart.protocol/1"\nid = "mine"\ntitle = "Mine"\nlanguage = "en-GB"\nreviewed = "2026-01-02"\n'


def wall(year: int, month: int, day: int, *, clock: tuple[int, int] = (15, 40), offset_min: int = 0) -> Moment:
    """The moment at which a wall clock with that offset says so."""
    local = datetime(year, month, day, *clock, tzinfo=UTC)
    return Moment(int(local.timestamp()) - offset_min * 60, offset_min)


def said(made: Leaflet) -> str:
    return "\n".join(line.text for section in made.sections for line in section.lines)


def avoid(days: int) -> str:
    return (
        HEAD + f'aftercare = [{{ code = "WAX", kind = "avoid", days = {days}, text = "No waxing before {{date}}." }}]'
    )


def worn(when: str, days: int, *, from_day: int = 0) -> str:
    return HEAD + f'hosiery = [{{ when = "{when}", from_day = {from_day}, days = {days} }}]'


@pytest.mark.parametrize(
    ("treated", "days", "first_allowed"),
    [
        (wall(2026, 3, 3), 28, "31 March 2026"),
        (wall(2026, 11, 21), 28, "19 December 2026"),
        (wall(2026, 3, 28, clock=(23, 59)), 1, "29 March 2026"),
        (wall(2026, 3, 29, clock=(0, 30)), 1, "30 March 2026"),
        (wall(2026, 3, 29, clock=(23, 30), offset_min=60), 1, "30 March 2026"),
        (wall(2026, 10, 24, clock=(23, 30), offset_min=60), 1, "25 October 2026"),
        (wall(2026, 10, 25, clock=(1, 30), offset_min=60), 14, "8 November 2026"),
        (wall(2026, 10, 25, clock=(1, 30), offset_min=0), 14, "8 November 2026"),
        (wall(2028, 2, 1), 28, "29 February 2028"),
        (wall(2026, 12, 31, clock=(0, 0)), 1, "1 January 2027"),
    ],
)
def test_the_first_allowed_day_is_the_treatment_day_plus_the_days(
    treated: Moment, days: int, *, first_allowed: str
) -> None:
    made = leaflet(parse_protocol(avoid(days)), {}, treated_at=treated)
    assert f"No waxing before {first_allowed}." in said(made)


MOMENTS = st.builds(
    Moment,
    st.integers(min_value=int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()), max_value=2**32),
    st.sampled_from([0, 60, -300, 330, 765]),
)


@given(MOMENTS, st.integers(1, 730))
def test_an_avoided_thing_is_allowed_again_on_the_local_day_that_many_days_later(treated: Moment, days: int) -> None:
    made = leaflet(parse_protocol(avoid(days)), {}, treated_at=treated)
    allowed = date.fromordinal(treated.local_date().toordinal() + days)
    assert f"No waxing before {day_month(allowed)}." in said(made)
    assert key_dates(made) == (KeyDate(allowed, "Allowed again: leg waxing"),)


@given(MOMENTS, st.integers(1, 30))
def test_day_and_night_ends_at_the_same_local_time_that_many_days_later(treated: Moment, days: int) -> None:
    made = leaflet(parse_protocol(worn("day+night", days)), {}, treated_at=treated)
    end = long_date(treated.local_date() + timedelta(days=days))
    clock = treated.local().strftime("%H:%M")
    assert f"Wear day and night until {end}, {clock}." in said(made)
    assert f"First day without hosiery: {end}, from {clock}." in said(made)


@given(MOMENTS, st.integers(0, 10), st.integers(1, 30))
def test_a_daytime_phase_covers_its_days_and_names_the_first_day_without(
    treated: Moment, from_day: int, days: int
) -> None:
    made = leaflet(parse_protocol(worn("day", days, from_day=from_day)), {}, treated_at=treated)
    start = treated.local_date() + timedelta(days=from_day)
    last, free = start + timedelta(days=days - 1), start + timedelta(days=days)
    since = f", from {long_date(start)}" if from_day else ""
    assert f"Wear in the daytime only{since} until the end of {long_date(last)}." in said(made)
    assert f"First day without hosiery: {long_date(free)}." in said(made)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.sampled_from(sorted(shipped_protocols())))
def test_summer_and_winter_time_give_the_same_leaflet_for_the_same_wall_clock(local: datetime, name: str) -> None:
    answers = {
        "approval": "A. Example, 1 Jan 2026", "hosiery.0.when": "day", "hosiery.0.days": 6, "hosiery.1.days": 7,
        "aftercare.SUN.days": 28, "aftercare.EXERCISE_HIGH.days": 5,
    }  # fmt: skip
    naive = int(local.replace(tzinfo=UTC).timestamp())
    winter, summer = (
        leaflet(shipped_protocols()[name], answers, treated_at=Moment(naive - offset * 60, offset))
        for offset in (0, 60)
    )
    assert said(winter) == said(summer)
    assert key_dates(winter) == key_dates(summer)
    assert not re.search(r"[{}]", said(winter))
