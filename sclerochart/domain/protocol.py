"""A clinic's aftercare rules as values, read from one TOML file that a person can edit."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from sclerochart import assets
from sclerochart.domain.errors import UserError
from sclerochart.domain.protocol_words import AFTERCARE, LIKELIHOODS, SIDE_EFFECTS
from sclerochart.domain.toml_tables import Table, read_tables

SCHEMA = "sclerochart.protocol/1"
WHEN = ("day+night", "day", "unspecified")
KINDS = ("do", "avoid", "may", "consider")
UNTIL = ("dressings-off", "hosiery-off")
LEVELS = ("stop", "justify", "advise")
LONGEST_DAYS = 730
REVIEW_MODES = ("patient-led", "next-session", "booked", "none-stated")


@dataclass(frozen=True, slots=True)
class Span:
    """How long something lasts, in days from its start; `days` alone is one number, anything else is a question."""

    days: int | None = None
    days_min: int | None = None
    days_max: int | None = None
    vague: bool = False
    says: str = ""
    conflict: str = ""
    choices: tuple[int, ...] = ()

    @property
    def settled(self) -> bool:
        """True when the file states one number that nothing contradicts."""
        return self.days is not None and not self.vague and not self.conflict

    @property
    def proposals(self) -> tuple[int, ...]:
        """The numbers that the file itself names, each once, in rising order."""
        named = self.choices or tuple(n for n in (self.days, self.days_min, self.days_max) if n is not None)
        return tuple(sorted(set(named)))

    @property
    def stated(self) -> bool:
        """True when the file says anything at all about a length."""
        return bool(self.proposals or self.vague or self.conflict)


@dataclass(frozen=True, slots=True)
class HosieryPhase:
    """One phase of wearing hosiery, from day `from_day` after the treatment (0 is the treatment day)."""

    when: str
    from_day: int
    span: Span
    grade: str
    depends_on: str
    note: str


@dataclass(frozen=True, slots=True)
class AftercareItem:
    """One instruction. In `text`, {date} is the first day after the span and {last_day} the last day within it."""

    code: str
    kind: str
    span: Span
    until: str
    or_until: str
    at: str
    minutes: int | None
    at_least: bool
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class SideEffect:
    """What may be felt or seen, how likely in the file's words, and how long (days, or words that win)."""

    code: str
    likelihood: str
    settles_days: int | None
    settles_text: str
    note: str
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of screening, of the requirements or of what to do before the visit."""

    code: str
    level: str
    text: str
    note: str
    days_before: int | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Protocol:
    """The whole file. Numbers of days and minutes are None or 0 when not stated; nothing is ever filled in.

    `text` is the file as read, for its digest; `raw` keeps every key, also those this program does not know.
    """

    id: str
    title: str
    language: str
    reviewed: str
    hosiery: tuple[HosieryPhase, ...]
    aftercare: tuple[AftercareItem, ...]
    side_effects: tuple[SideEffect, ...]
    screening: tuple[Listed, ...]
    requirements: tuple[Listed, ...]
    preparation: tuple[Listed, ...]
    sessions_min: int
    sessions_max: int
    interval_days: int
    interval_min_days: int
    walk_after_min: int
    results_first_days: int
    results_full_days_min: int
    results_full_days: int
    results_note: str
    review_mode: str
    review_text: str
    text: str = field(repr=False)
    raw: Mapping[str, object] = field(repr=False, compare=False)

    def as_dict(self) -> dict[str, object]:
        """A copy of the file's data with every key it came with."""
        return deepcopy(dict(self.raw))


@cache
def shipped_protocols() -> Mapping[str, Protocol]:
    """The starting points that come with the program, by id; each awaits the clinic's approval."""
    read = (parse_protocol(assets.read_text(name), file=name) for name in assets.names("protocols", ".toml"))
    return MappingProxyType({protocol.id: protocol for protocol in read})


def parse_protocol(text: str, *, file: str = "protocol.toml") -> Protocol:
    """A protocol from the text of its file; UserError names file, line and key."""
    top = read_tables(text, file)
    top.one_of("schema", (SCHEMA,))
    course, session, results, review = (top.table(key) for key in ("course", "session", "results", "review"))
    aftercare = tuple(_aftercare(row) for row in top.tables("aftercare"))
    _refuse_contradiction(top.tables("aftercare"), aftercare)
    return Protocol(
        id=top.text("id"),
        title=top.text("title"),
        language=top.text("language"),
        reviewed=_reviewed(top),
        hosiery=tuple(_phase(row) for row in top.tables("hosiery")),
        aftercare=aftercare,
        side_effects=tuple(_side_effect(row) for row in top.tables("side_effects")),
        screening=tuple(_listed(row, levels=LEVELS) for row in top.tables("screening")),
        requirements=tuple(_listed(row) for row in top.tables("requirements")),
        preparation=tuple(_listed(row) for row in top.tables("preparation")),
        sessions_min=course.integer("sessions_min") or 0,
        sessions_max=course.integer("sessions_max") or 0,
        interval_days=course.integer("interval_days") or 0,
        interval_min_days=course.integer("interval_min_days") or 0,
        walk_after_min=session.integer("walk_after_min") or 0,
        results_first_days=results.integer("first_days") or 0,
        results_full_days_min=results.integer("full_days_min") or 0,
        results_full_days=results.integer("full_days") or 0,
        results_note=results.text("note", ""),
        review_mode=review.one_of("mode", REVIEW_MODES, default="none-stated"),
        review_text=review.text("text", ""),
        text=text,
        raw=MappingProxyType(dict(top.values)),
    )


def _reviewed(top: Table) -> str:
    """The day of approval as an ISO date, or "" when nobody approved it yet."""
    value = top.text("reviewed", "")
    if value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise top.wrong("reviewed", "This should be a date such as 2026-11-24, or empty.") from error
    return value


def _span(row: Table) -> Span:
    span = Span(
        days=row.integer("days", least=1),
        days_min=row.integer("days_min", least=1),
        days_max=row.integer("days_max", least=1),
        vague=bool(row.flag("vague")),
        says=row.text("says", ""),
        conflict=row.text("conflict", ""),
        choices=row.integers("choices"),
    )
    if span.days_min is not None and span.days_max is not None and span.days_min > span.days_max:
        raise row.wrong("days_min", "The least number of days is above the greatest.")
    if span.days is not None and (span.days_min is not None or span.days_max is not None):
        raise row.wrong("days", "Give either days, or days_min and days_max, not both.")
    if not all(1 <= choice <= LONGEST_DAYS for choice in span.choices):
        raise row.wrong("choices", f"Each should be a whole number from 1 to {LONGEST_DAYS}.")
    return span


def _phase(row: Table) -> HosieryPhase:
    return HosieryPhase(
        when=row.one_of("when", WHEN),
        from_day=row.integer("from_day") or 0,
        span=_span(row),
        grade=row.text("grade", ""),
        depends_on=row.text("depends_on", ""),
        note=row.text("note", ""),
    )


def _aftercare(row: Table) -> AftercareItem:
    item = AftercareItem(
        code=row.text("code"),
        kind=row.one_of("kind", KINDS),
        span=_span(row),
        until=row.one_of("until", UNTIL, default=""),
        or_until=row.one_of("or_until", ("settled",), default=""),
        at=row.one_of("at", ("immediately", "next-session"), default=""),
        minutes=row.integer("minutes", least=1),
        at_least=bool(row.flag("at_least")),
        text=row.text("text"),
        name=row.text("name", "") or AFTERCARE.get(row.text("code"), ""),
    )
    if not item.name:
        raise row.wrong("code", f'“{item.code}” is new here; add name = "…" with a few words for it.')
    dated = item.kind == "avoid" or item.span.stated or item.until
    if not dated and ("{date}" in item.text or "{last_day}" in item.text):
        raise row.wrong("text", "It names a date, so days or until is needed.")
    return item


def _refuse_contradiction(rows: Sequence[Table], items: Sequence[AftercareItem]) -> None:
    """Two items with the same code and different days are an error unless one of them says what is in conflict."""
    first: dict[str, AftercareItem] = {}
    excused = {item.code for item in items if item.span.conflict}
    for row, item in zip(rows, items, strict=True):
        if not item.span.proposals:
            continue
        before = first.setdefault(item.code, item)
        if before.span.proposals != item.span.proposals and item.code not in excused:
            raise row.wrong(
                "days", f"“{item.code}” stands here twice with different days; settle it or add a conflict."
            )


def _side_effect(row: Table) -> SideEffect:
    code = row.text("code")
    name = row.text("name", "") or SIDE_EFFECTS.get(code, "")
    if not name:
        raise row.wrong("code", f'“{code}” is new here; add name = "…" with a few words for it.')
    return SideEffect(
        code=code,
        likelihood=row.one_of("likelihood", LIKELIHOODS),
        settles_days=row.integer("settles_days", least=1),
        settles_text=row.text("settles_text", ""),
        note=row.text("note", ""),
        name=name,
    )


def _listed(row: Table, *, levels: tuple[str, ...] = ()) -> Listed:
    return Listed(
        code=row.text("code"),
        level=row.one_of("level", levels) if levels else "",
        text=row.text("text", ""),
        note=row.text("note", ""),
        days_before=row.integer("days_before", least=1),
        optional=bool(row.flag("optional")),
    )


def protocol_named(protocol_id: str) -> Protocol:
    """A shipped protocol by its id; UserError when this program has none of that name."""
    try:
        return shipped_protocols()[protocol_id]
    except KeyError:
        raise UserError(f"There is no protocol “{protocol_id}”. Choose another one in the clinic's settings.") from None
