"""A patient's aftercare leaflet as dated sentences, from a protocol, the clinic's answers and the treatment's moment.

Dates are local calendar days counted from the treatment day, so a change of the clocks moves nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sclerochart.domain import aftercare_words as words
from sclerochart.domain.aftercare_questions import (
    APPROVAL,
    Answers,
    Choice,
    Question,
    approval,
    check_answer,
    contested,
    days_key,
    open_questions,
    phase_key,
    questions,
    read_approval,
)
from sclerochart.domain.aftercare_words import Care
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.protocol import AftercareItem, HosieryPhase, Protocol, SideEffect
from sclerochart.domain.protocol_words import LIKELIHOODS, SERIOUS, UNCOMMON
from sclerochart.domain.text import clock, count, day_month, long_date

__all__ = [
    "Answers",
    "Choice",
    "KeyDate",
    "Leaflet",
    "Line",
    "Question",
    "Section",
    "approval",
    "check_answer",
    "key_dates",
    "leaflet",
    "open_questions",
    "protocol_digest",
    "questions",
    "read_approval",
]

_BESIDE_HOSIERY = frozenset({"BATHE_COVERED"})


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day for the calendar strip, and what happens on it."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One finished instruction; `marks` are the days it puts on the calendar, `allowed` what may be done again then and
    `care` whether that is certain."""

    text: str
    code: str = ""
    marks: tuple[KeyDate, ...] = ()
    allowed: KeyDate | None = None
    care: Care = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the leaflet: its code for the page, its title, its lines."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All the words of one leaflet in order; `digest` (hex) names the protocol and answers they came from."""

    protocol_id: str
    protocol_title: str
    treated_at: Moment
    sections: tuple[Section, ...]
    approved: str
    digest: str


def protocol_digest(text: str, answers: Answers) -> str:
    """SHA-256 (hex) of a protocol's text and the clinic's answers, for the foot of the leaflet."""
    kept = json.dumps({key: str(answers[key]) for key in answers}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{text}\0{kept}".encode()).hexdigest()


def key_dates(made: Leaflet) -> tuple[KeyDate, ...]:
    """The days of a leaflet in order, each once, for a calendar strip."""
    found: dict[date, list[str]] = {}
    allowed: dict[date, dict[str, list[str]]] = {}
    for line in (line for section in made.sections for line in section.lines):
        for mark in line.marks:
            found.setdefault(mark.day, []).append(mark.words)
        if line.allowed is not None:
            allowed.setdefault(line.allowed.day, {}).setdefault(line.care, []).append(line.allowed.words)
    for day, kinds in allowed.items():
        for care in words.CARES:
            if care in kinds:
                found.setdefault(day, []).append(f"{words.CARES[care]}: {' · '.join(kinds[care])}")
    return tuple(KeyDate(day, ". ".join(found[day])) for day in sorted(found))


def leaflet(
    protocol: Protocol,
    answers: Answers,
    *,
    treated_at: Moment,
    emergency_number: str = "999",
    advice_line: str = "NHS 111",
) -> Leaflet:
    """The leaflet of one treatment; UserError names what the clinic has not settled yet."""
    still_open = open_questions(protocol, answers)
    if still_open:
        raise UserError(
            f"The leaflet cannot be printed yet. Still open in “{protocol.title}”: "
            f"{', '.join(dict.fromkeys(question.about for question in still_open))}. "
            "Answer once; every later leaflet uses it."
        )
    asked = {question.key: check_answer(question, answers[question.key]) for question in questions(protocol)}
    made = _Writer(protocol, asked, treated_at=treated_at.local())
    blocks = [
        Section("straight-after", words.STRAIGHT_AFTER, tuple(made.straight_after())),
        Section("hosiery", words.HOSIERY, tuple(made.hosiery())),
        Section("avoid", words.AVOID, tuple(made.avoid())),
        Section("helps", words.HELPS, tuple(made.helps())),
        Section("normal", words.NORMAL, tuple(made.normal())),
        Section("less-common", words.LESS_COMMON, tuple(made.less_common())),
        Section("call-now", words.call_now_title(emergency_number), tuple(map(Line, words.CALL_NOW))),
        Section("call-today", words.call_today_title(advice_line), tuple(map(Line, words.CALL_TODAY))),
        Section("call-open", words.CALL_WHEN_OPEN_TITLE, tuple(map(Line, words.CALL_WHEN_OPEN))),
        Section("ahead", words.AHEAD, tuple(made.ahead())),
    ]
    return Leaflet(
        protocol_id=protocol.id,
        protocol_title=protocol.title,
        treated_at=treated_at,
        sections=tuple(block for block in blocks if block.lines),
        approved=asked.get(APPROVAL) or day_month(date.fromisoformat(protocol.reviewed)),
        digest=protocol_digest(protocol.text, asked),
    )


class _Writer:
    """Writes the sections of one leaflet; `asked` holds a checked answer to every question of the protocol."""

    def __init__(self, protocol: Protocol, asked: dict[str, str], *, treated_at: datetime) -> None:
        self._protocol = protocol
        self._asked = asked
        self._treated_at = treated_at
        self._contested = contested(protocol)
        self._hosiery_days = max((self._phase_end(index) for index in range(len(protocol.hosiery))), default=0)

    def straight_after(self) -> Iterator[Line]:
        items = list(self._items("straight-after"))
        if self._protocol.walk_after_min and not any(item.code == "WALK" for item in items):
            yield Line(f"Walk for {count(self._protocol.walk_after_min, 'minute')} straight after treatment.", "WALK")
        for item in sorted(items, key=lambda item: item.kind != "do"):
            yield self._line(item)

    def hosiery(self) -> Iterator[Line]:
        for index, phase in enumerate(self._protocol.hosiery):
            yield from self._phase_lines(index, phase)
        if self._protocol.hosiery:
            yield self._last_hosiery_line()
        for item in self._items("hosiery"):
            yield self._line(item)

    def avoid(self) -> Iterator[Line]:
        for item in sorted(self._items("avoid"), key=lambda item: self._span_days(item) or 0):
            yield self._line(item)

    def helps(self) -> Iterator[Line]:
        for item in self._items("helps"):
            yield self._line(item)

    def normal(self) -> Iterator[Line]:
        if self._protocol.results_note:
            yield Line(self._protocol.results_note)
        yield from self._effects(serious=False)

    def less_common(self) -> Iterator[Line]:
        lines = tuple(self._effects(serious=True))
        yield from lines
        if lines:
            yield Line(words.SIGNS_BELOW)

    def ahead(self) -> Iterator[Line]:
        first, least = self._protocol.results_first_days, self._protocol.results_full_days_min
        full = self._protocol.results_full_days
        if first and full:
            yield Line(f"Improvement usually shows after {words.duration_range(first, full)}.")
        elif least and full:
            yield Line(f"The full result can take {words.duration_range(least, full)}.")
        elif full:
            yield Line(f"The result can take up to {words.duration(full)} to show.")
        if self._protocol.review_text:
            yield Line(self._protocol.review_text)
        for item in self._items("ahead"):
            yield self._line(item)
        yield Line(words.RECORD_TO_HAND)

    def _items(self, section: str) -> Iterator[AftercareItem]:
        """The instructions of one section; of several that the clinic settled with one answer, the first."""
        seen: set[str] = set()
        for item in self._protocol.aftercare:
            if item.code in self._contested and item.code in seen:
                continue
            seen.add(item.code)
            if _section(item) == section:
                yield item

    def _day(self, days: int) -> date:
        return self._treated_at.date() + timedelta(days=days)

    def _span_days(self, item: AftercareItem) -> int | None:
        if item.code in self._contested:
            return int(self._asked[days_key(item.code)])
        return self._hosiery_days if item.until == "hosiery-off" else item.span.days

    def _line(self, item: AftercareItem) -> Line:
        days = self._span_days(item)
        if days is None:
            return Line(item.text, item.code)
        first, last = self._day(days), self._day(days - 1)
        said = item.text.replace("{date}", day_month(first)).replace("{last_day}", day_month(last))
        if said == item.text:
            until = ", or until it has settled" if item.or_until else ""
            if item.kind == "avoid":
                said += f" Not before {day_month(first)}{' at the earliest' if item.at_least else ''}{until}."
            else:
                said += f" This holds until the end of {day_month(last)}{until}."
        if item.kind != "avoid":
            return Line(said, item.code)
        care: Care = "earliest" if item.at_least else "settled" if item.or_until else ""
        return Line(said, item.code, allowed=KeyDate(first, item.name), care=care)

    def _phase_when(self, index: int) -> str:
        return self._asked.get(phase_key(index, "when")) or self._protocol.hosiery[index].when

    def _phase_end(self, index: int) -> int:
        """The first day after a phase, counted from the treatment day."""
        phase = self._protocol.hosiery[index]
        return phase.from_day + int(self._asked.get(phase_key(index, "days")) or phase.span.days or 0)

    def _phase_lines(self, index: int, phase: HosieryPhase) -> Iterator[Line]:
        if phase.grade:
            yield Line(f"Use {phase.grade}-strength support hosiery.")
        start, end = self._day(phase.from_day), self._day(self._phase_end(index))
        wear = "Then wear" if index else "Wear"
        since = f" from {long_date(start)}" if phase.from_day else ""
        marks: tuple[KeyDate, ...] = ()
        if self._phase_when(index) == "day+night":
            said = f"{wear} day and night{since} until {long_date(end)}, {clock(self._treated_at)}."
        else:
            last = self._day(self._phase_end(index) - 1)
            said = f"{wear} in the daytime only{',' if since else ''}{since} until the end of {long_date(last)}."
            marks = (KeyDate(start, "Hosiery in the daytime only"),) if phase.from_day else ()
        yield Line(f"{said} {phase.note}".strip(), marks=marks)

    def _last_hosiery_line(self) -> Line:
        index = max(range(len(self._protocol.hosiery)), key=self._phase_end)
        free = self._day(self._hosiery_days)
        at = f", from {clock(self._treated_at)}" if self._phase_when(index) == "day+night" else ""
        return Line(
            f"First day without hosiery: {long_date(free)}{at}.", marks=(KeyDate(free, "First day without hosiery"),)
        )

    def _effects(self, *, serious: bool) -> Iterator[Line]:
        """Side effects, those that are as likely and last as long in one sentence."""
        groups: dict[tuple[str, str, str], list[SideEffect]] = {}
        for effect in self._protocol.side_effects:
            if (effect.code in SERIOUS or effect.likelihood in UNCOMMON) == serious:
                groups.setdefault((LIKELIHOODS[effect.likelihood], self._settles(effect), effect.note), []).append(
                    effect
                )
        for (likelihood, settles, note), effects in groups.items():
            names = words.listed([effects[0].name, *(words.uncapital(effect.name) for effect in effects[1:])])
            yield Line(f"{names}: {likelihood}{settles}. {note}".strip())

    def _settles(self, effect: SideEffect) -> str:
        if effect.settles_text:
            return f", usually {words.lasting(effect.settles_text)}"
        if effect.settles_days is None:
            return ""
        by = f" (by {day_month(self._day(effect.settles_days))})"
        return f", usually settled within {words.duration(effect.settles_days)}{by if effect.settles_days < 90 else ''}"


def _section(item: AftercareItem) -> str:
    """The code of the one section in which an instruction stands."""
    if item.code in _BESIDE_HOSIERY:
        return "hosiery"
    if item.at:
        return "straight-after" if item.at == "immediately" else "ahead"
    return {"avoid": "avoid", "consider": "ahead"}.get(item.kind, "helps")
