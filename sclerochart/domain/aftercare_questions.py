"""What a clinic must settle, once, before its protocol can be printed with dates.

Nothing is ever filled in: whatever a protocol leaves open, or says in two ways, is a question until it is answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sclerochart.domain.aftercare_words import capital
from sclerochart.domain.errors import UserError
from sclerochart.domain.patient_rules import read_birth_date as read_day
from sclerochart.domain.protocol import LONGEST_DAYS, AftercareItem, HosieryPhase, Protocol, Span
from sclerochart.domain.text import count, day_month

Answers = Mapping[str, str | int]

APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer: what is kept, and what the person reads."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: its subject, and a sentence that stands on its own.

    `days`: a choice or any whole number; `choice`: one of the choices; `approval`: a text that names who
    approved and ends with the day. No choice is set beforehand.
    """

    key: str
    about: str
    prompt: str
    kind: Literal["days", "choice", "approval"]
    choices: tuple[Choice, ...] = ()


def questions(protocol: Protocol) -> tuple[Question, ...]:
    """Everything this protocol asks of the clinic, answered or not, in reading order; the approval comes last."""
    return tuple(_questions(protocol))


def open_questions(protocol: Protocol, answers: Answers) -> tuple[Question, ...]:
    """The questions without a usable answer; empty when the leaflet can be printed."""
    return tuple(question for question in questions(protocol) if _usable(question, answers) is None)


def check_answer(question: Question, value: str | int) -> str:
    """The answer as it is kept; UserError says what is wrong with it."""
    kept = str(value).strip()
    if question.kind == "days":
        if not (kept.isascii() and kept.isdigit() and 1 <= int(kept) <= LONGEST_DAYS):
            raise UserError(f"Give a whole number of days from 1 to {LONGEST_DAYS}. Nothing was changed.")
        return str(int(kept))
    if question.kind == "choice" and kept not in {choice.value for choice in question.choices}:
        words = " or ".join(choice.words for choice in question.choices)
        raise UserError(f"Choose {words}. Nothing was changed.")
    if question.kind == "approval" and read_approval(kept) is None:
        raise UserError("Write who approves these instructions, and the date. Nothing was changed.")
    return kept


def approval(name: str, day: date) -> str:
    """An approval as it is kept and printed: "Dr Imogen Testwell, 2 November 2026"."""
    return f"{name.strip()}, {day_month(day)}"


def read_approval(kept: str) -> tuple[str, date] | None:
    """Who approved and when, from words that end with a day; None without a name or without a day."""
    words = kept.split()
    for last in (3, 2, 1):
        day = read_day(" ".join(words[-last:]))
        name = " ".join(words[:-last]).removesuffix(" on").rstrip(" ,;:–-")
        if day is not None and sum(letter.isalpha() for letter in name) > 1:
            return name, day
    return None


def days_key(code: str) -> str:
    """The key of the answer that sets the days of one instruction."""
    return f"aftercare.{code}.days"


def phase_key(index: int, what: Literal["when", "days"]) -> str:
    """The key of the answer that sets one thing about a hosiery phase; `index` counts from 0."""
    return f"hosiery.{index}.{what}"


def contested(protocol: Protocol) -> frozenset[str]:
    """The codes of instructions whose days the clinic has to settle."""
    return frozenset(item.code for item in protocol.aftercare if _item_open(protocol, item))


def _usable(question: Question, answers: Answers) -> str | None:
    if question.key not in answers:
        return None
    try:
        return check_answer(question, answers[question.key])
    except UserError:
        return None


def _questions(protocol: Protocol) -> Iterator[Question]:
    for index, phase in enumerate(protocol.hosiery):
        yield from _phase_questions(index, phase)
    for code in dict.fromkeys(item.code for item in protocol.aftercare):
        items = [item for item in protocol.aftercare if item.code == code]
        if any(_item_open(protocol, item) for item in items):
            yield _item_question(items)
    if not protocol.reviewed:
        yield Question(
            APPROVAL,
            "Approval",
            "Who has read these instructions and approves them for this clinic, and on what date?",
            "approval",
        )


def _phase_questions(index: int, phase: HosieryPhase) -> Iterator[Question]:
    name = "Hosiery" if index == 0 else f"Hosiery, part {index + 1}"
    if phase.when == "unspecified":
        yield Question(
            phase_key(index, "when"),
            name,
            f"{name}: the text does not say whether it is worn at night. When should it be worn?",
            "choice",
            (Choice("day+night", "day and night"), Choice("day", "in the daytime only")),
        )
    if not phase.span.settled:
        found = _found(phase.span, depends_on=phase.depends_on)
        yield Question(
            phase_key(index, "days"),
            name,
            f"{name}: {found} How many days should it be worn?",
            "days",
            _days(phase.span),
        )


def _item_open(protocol: Protocol, item: AftercareItem) -> bool:
    if item.span.stated:
        return not item.span.settled
    if item.until == "hosiery-off":
        return not protocol.hosiery
    return item.until == "dressings-off" or item.kind == "avoid"


def _item_question(items: list[AftercareItem]) -> Question:
    item = next((each for each in items if each.span.conflict), items[0])
    numbers = tuple(number for each in items for number in each.span.proposals)
    name = capital(item.name)
    if item.until == "dressings-off" and not item.span.stated:
        prompt = f"{name}: the text says until the dressings are off. After how many days is that?"
    elif item.until == "hosiery-off" and not item.span.stated:
        prompt = f"{name}: the text says until the hosiery is off. After how many days is that?"
    else:
        prompt = f"{name}: {_found(item.span)} How many days should it be?"
    return Question(days_key(item.code), name, prompt, "days", _days(Span(choices=numbers)))


def _days(span: Span) -> tuple[Choice, ...]:
    return tuple(Choice(str(days), count(days, "day")) for days in span.proposals)


def _found(span: Span, *, depends_on: str = "") -> str:
    """What the protocol says instead of one number, as a sentence."""
    extra = f", depending on {depends_on}" if depends_on else ""
    if span.conflict:
        return span.conflict
    if span.says:
        return f"the text says only “{span.says}”{extra}."
    if span.days_min is not None and span.days_max is not None:
        return f"the text says {span.days_min} to {span.days_max} days{extra}."
    if span.days_max is not None:
        return f"the text says up to {span.days_max} days{extra}."
    if span.days_min is not None:
        return f"the text says at least {span.days_min} days{extra}."
    if span.days is not None:
        return f"the text says {span.days} days, but not surely{extra}."
    return f"the text gives no number of days{extra}."
