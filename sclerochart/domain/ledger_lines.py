"""What the ledger says, line by line: facts with their terms, and no verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sclerochart.domain import text
from sclerochart.domain.ledger import (
    AdoptedLine,
    Ledger,
    LineSum,
    ledger,
    line_percent,
    line_text,
    preparation_name,
    terms_text,
)
from sclerochart.domain.session import Preparation, Site


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One preparation: what it is called, its sum with terms, and the adopted line ("" without one). `product_id` and
    `form` say for what a line could be adopted ("" when none can)."""

    name: str
    terms: str
    line: str
    product_id: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """The whole ledger in words; an empty text is not shown."""

    total: str
    count: str
    legs: str
    rows: tuple[LedgerLine, ...]
    day: str
    together: str

    def as_text(self) -> str:
        """All of it as one text, for assistive technology."""
        rows = [part for row in self.rows for part in (row.name, row.terms, row.line)]
        return ". ".join(part for part in (self.total, self.count, self.legs, *rows, self.day, self.together) if part)


def ledger_words(
    sites: Sequence[Site],
    preparations: Sequence[Preparation],
    lines: Iterable[AdoptedLine],
    same_day: tuple[Sequence[Site], Sequence[Preparation]] = ((), ()),
) -> LedgerWords:
    """A session's ledger. A line is of the calendar day, so that the patient's other sessions of that day count."""
    lines = tuple(lines)
    own = ledger(sites, preparations, lines=lines)
    day = ledger([*sites, *same_day[0]], [*preparations, *same_day[1]], lines=lines) if same_day[0] else own
    used = {(each.line.product_id, each.line.form): each for each in day.lines}
    rows = []
    for row in own.rows:
        one = row.preparation
        name = preparation_name(one) if one is None else f"{one.position} · {preparation_name(one)}"
        against = used.get((one.product_id, one.form)) if one is not None else None
        rows.append(
            LedgerLine(
                name,
                terms_text(row),
                _line(against, own, day) if against else "",
                one.product_id if one is not None else "",
                one.form if one is not None else "",
            )
        )
    count = text.count(own.site_count, "site")
    return LedgerWords(
        total=text.ml(own.total_ul),
        count=f"{count} · {text.mg(own.mass_ng)}" if own.mass_ng else count,
        legs=f"Right {text.ml(own.right_ul)} ({own.right_count}) · Left {text.ml(own.left_ul)} ({own.left_count})",
        rows=tuple(rows),
        day=_day(day) if day is not own else "",
        together=_together(day),
    )


def _line(used: LineSum, own: Ledger, day: Ledger) -> str:
    words = f"{line_text(used)} · {line_percent(used.fraction)}"
    return words if day is own else f"{words} (this day)"


def _day(day: Ledger) -> str:
    mass = f" · {text.mg(day.mass_ng)}" if day.mass_ng else ""
    return f"All sessions of this day: {text.ml(day.total_ul)}{mass}"


def _together(day: Ledger) -> str:
    if day.combined_fraction is None:
        return ""
    return f"Together {line_percent(day.combined_fraction)} of their lines, by the clinic’s convention"
