"""The session's clocks in words: first injection, time since, and the walk and observation that were started.

A clock counts minutes and says when the protocol's or the label's are reached; it never rings.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sclerochart.domain import text
from sclerochart.domain.findings import TIMING_KINDS, Timing
from sclerochart.domain.moments import Moment

EARLIEST_S, LATEST_S = -15 * 60, 120 * 60
"""How long before and after the stated time of treatment the first site may be entered and still be taken as injected
at that moment: a session is opened, prepared and injected within two hours, and a time set by hand is a rounded one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How long a walk or an observation is to take: minutes (0 when nothing is stated) and who says so."""

    minutes: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: `kind` is "first", "since" or of a timing; `due` once its minutes are reached while it runs."""

    kind: str
    label: str
    words: str
    due: bool = False
    running: bool = False


def first_injection(entered: Moment | None, treated_at: Moment) -> Moment | None:
    """When the first injection was, by the moment at which its site was `entered`; None where that says nothing of it:
    on another day than the treatment, more than 15 minutes before it or more than two hours after it, as when a session
    is charted afterwards."""
    if entered is None or entered.local_date() != treated_at.local_date():
        return None
    return entered if EARLIEST_S <= entered.utc - treated_at.utc <= LATEST_S else None


def readings(
    now: Moment, *, first: Moment | None, timings: Iterable[Timing], wanted: Mapping[str, Wanted]
) -> tuple[ClockLine, ...]:
    """Every clock as it stands now. `wanted` is by kind; one not started is said only if minutes are stated."""
    out = []
    if first is not None:
        out.append(ClockLine("first", "First injection", text.clock(first.local())))
        out.append(ClockLine("since", "Since first injection", duration(minutes_between(first, now)), running=True))
    started: dict[str, Timing] = {timing.kind: timing for timing in timings}
    for kind, label in TIMING_KINDS.items():
        line = _line(kind, label, started.get(kind), wanted.get(kind, Wanted()), now)
        if line is not None:
            out.append(line)
    return tuple(out)


def _line(kind: str, label: str, timing: Timing | None, wanted: Wanted, now: Moment) -> ClockLine | None:
    stated = duration(wanted.minutes) if wanted.minutes else ""
    if timing is None:
        if not wanted.minutes:
            return None
        source = f" ({wanted.source})" if wanted.source else ""
        return ClockLine(kind, label, f"{stated}{source}, not started")
    if timing.ended_at is not None:
        return ClockLine(kind, label, f"{span(timing)}, {stated} stated" if stated else span(timing))
    gone = minutes_between(timing.started_at, now)
    if wanted.minutes and gone >= wanted.minutes:
        at = Moment(timing.started_at.utc + 60 * wanted.minutes, timing.started_at.offset_min)
        words = f"{duration(gone)}; {stated} reached at {text.clock(at.local())}"
        return ClockLine(kind, label, words, due=True, running=True)
    return ClockLine(kind, label, f"{duration(gone)} of {stated}" if stated else duration(gone), running=True)


def record_lines(first: Moment | None, timings: Iterable[Timing]) -> tuple[tuple[str, str], ...]:
    """What the record says of the clocks: label and words, "Walk", "14:37 to 14:49 (12 min)"."""
    out = [("First injection", text.clock(first.local()))] if first is not None else []
    started: dict[str, Timing] = {timing.kind: timing for timing in timings}
    out += [(label, span(started[kind])) for kind, label in TIMING_KINDS.items() if kind in started]
    return tuple(out)


def span(timing: Timing) -> str:
    """From when to when, and how long: "14:37 to 14:49 (12 min)"; "from 14:37" while it runs."""
    start = text.clock(timing.started_at.local())
    if timing.ended_at is None:
        return f"from {start}"
    gone = duration(minutes_between(timing.started_at, timing.ended_at))
    return f"{start} to {text.clock(timing.ended_at.local())} ({gone})"


def minutes_between(earlier: Moment, later: Moment) -> int:
    """Whole minutes that passed, whatever the clocks on the wall did; 0 when a clock was set back."""
    return max(0, (later.utc - earlier.utc) // 60)


def duration(minutes: int) -> str:
    """12 min, 1 h, 1 h 5 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def label_minutes(words: str) -> int:
    """The minutes that a label's words name; of "15–20 minutes" the longer; 0 when they name none."""
    found = re.search(r"(?:(\d+)\s*(?:–|-|to)\s*)?(\d+)\s*min", words)
    return max(int(found[1] or 0), int(found[2])) if found else 0
