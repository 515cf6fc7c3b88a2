"""A patient's course on the diagram: earlier sessions by age, volume per region over all of them, and the slider."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sclerochart.domain import text
from sclerochart.domain.leg import Side
from sclerochart.domain.session import Session, Site

AGE_STEPS = 4
"""How many ages earlier sessions are drawn in, the latest first; the last step is for all that are older."""

HEAT_LIMITS_UL = (500, 1000, 2000, 4000)
"""Where one step of the volume of a region ends and the next begins, µl. The same for everybody, and no reference."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of the course with its sites."""

    session: Session
    sites: tuple[Site, ...]

    @property
    def day(self) -> date:
        """The calendar day of the treatment."""
        return self.session.treated_at.local_date()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A session before the one that is shown: its number in the course, its age, and the step it is drawn with."""

    visit: Visit
    number: int
    age: str
    step: int

    @property
    def words(self) -> str:
        """For the legend: "Session 2 · 24 Nov 2026 · 8 weeks ago"."""
        return f"Session {self.number} · {text.short_date(self.visit.day)} · {self.age}"


@dataclass(frozen=True, slots=True)
class Heat:
    """What one region of one leg was given over the course."""

    volume_ul: int
    sessions: int

    @property
    def step(self) -> int:
        """0 to 4, by `HEAT_LIMITS_UL`."""
        return heat_step(self.volume_ul)

    @property
    def words(self) -> str:
        """ "1.2 ml over 3 sessions"."""
        return f"{text.ml(self.volume_ul)} over {text.count(self.sessions, 'session')}"


@dataclass(frozen=True, slots=True)
class Slider:
    """Which session of the course is shown; `ids` oldest first, `at` an index into them."""

    ids: tuple[str, ...]
    at: int

    def moved(self, by: int) -> "Slider":
        """Earlier (negative) or later by so many sessions, and no farther than the ends."""
        return replace(self, at=min(max(self.at + by, 0), len(self.ids) - 1))

    def on(self, session_id: str) -> "Slider":
        """At a session; unchanged when it is not in the course."""
        return replace(self, at=self.ids.index(session_id)) if session_id in self.ids else self

    @property
    def shown(self) -> str:
        """The id of the session that is shown."""
        return self.ids[self.at]

    @property
    def latest(self) -> bool:
        """True when nothing later is left out."""
        return self.at == len(self.ids) - 1


def course(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Visits in order of treatment, oldest first."""
    return tuple(sorted(visits, key=lambda visit: (visit.session.treated_at.utc, visit.session.id)))


def slider(visits: Sequence[Visit], session_id: str) -> Slider:
    """The slider of a course, at one of its sessions."""
    return Slider(tuple(visit.session.id for visit in visits), 0).on(session_id)


def slider_words(visits: Sequence[Visit], at: int) -> str:
    """What stands beside the slider: "Session 2 of 5 · 24 Nov 2026"."""
    return f"Session {at + 1} of {len(visits)} · {text.short_date(visits[at].day)}"


def as_of(visits: Sequence[Visit], at: int) -> tuple[Visit, ...]:
    """The course as it was once that session was done."""
    return tuple(visits[: at + 1])


def earlier(visits: Sequence[Visit], at: int) -> tuple[Earlier, ...]:
    """The sessions before the one at that index, the latest first, with their age on its day."""
    return tuple(
        Earlier(visits[i], i + 1, age(visits[i].day, visits[at].day), min(at - 1 - i, AGE_STEPS - 1))
        for i in reversed(range(at))
    )


def age(then: date, now: date) -> str:
    """How long ago a day was, to the nearest unit that a person would say: "8 weeks ago"."""
    days = (now - then).days
    if days < 0:
        return f"{text.weeks_between(now, then)} later"
    if days < 2:
        return ("same day", "the day before")[days]
    if days < 14:
        return f"{days} days ago"
    if days < 26 * 7:
        return f"{text.count((days + 3) // 7, 'week')} ago"
    months = 12 * (now.year - then.year) + now.month - then.month - (now.day < then.day)
    return f"{text.count(months, 'month')} ago" if months < 24 else f"{text.count(months // 12, 'year')} ago"


def heat(visits: Iterable[Visit]) -> Mapping[tuple[Side, str], Heat]:
    """Volume and number of sessions by leg and region; only regions that were injected."""
    found: dict[tuple[Side, str], Heat] = {}
    for visit in visits:
        sums: dict[tuple[Side, str], int] = {}
        for site in visit.sites:
            key = site.place.side, site.region
            sums[key] = sums.get(key, 0) + site.total_ul
        for key, ul in sums.items():
            known = found.get(key, Heat(0, 0))
            found[key] = Heat(known.volume_ul + ul, known.sessions + 1)
    return found


def heat_step(volume_ul: int) -> int:
    """Which depth of the heat map a volume has, 0 to 4, by `HEAT_LIMITS_UL`."""
    return sum(volume_ul >= limit for limit in HEAT_LIMITS_UL)


def heat_legend() -> tuple[str, ...]:
    """What each step of the heat map stands for, in words."""
    limits = [text.ml(limit) for limit in HEAT_LIMITS_UL]
    between = [f"{low} to under {high}" for low, high in pairwise(limits)]
    return (f"under {limits[0]}", *between, f"{limits[-1]} or more")


def run_history(run_id: str, visits: Sequence[Visit]) -> str:
    """What became of a vein run: "Not injected yet", "Injected in session 2", "Injected in sessions 1 and 3"."""
    numbers = [
        str(number) for number, visit in enumerate(visits, 1) if any(site.run_id == run_id for site in visit.sites)
    ]
    if not numbers:
        return "Not injected yet"
    if len(numbers) == 1:
        return f"Injected in session {numbers[0]}"
    return f"Injected in sessions {', '.join(numbers[:-1])} and {numbers[-1]}"
