"""What the ledger says, line by line: facts with their terms, and no verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sclerochart.domain import text
from sclerochart.domain.ledger import (
    AdoptedLine,
    Ledger,
    LineSum,
    given,
    ledger,
    line_percent,
    line_text,
    preparation_name,
    terms_text,
)
from sclerochart.domain.ledger_regions import distance
from sclerochart.domain.products import ReferenceLine, shipped_products
from sclerochart.domain.session import Preparation, Site


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One preparation: what it is called, its sum with terms, and the adopted line ("" without one). A line of
    `product_id` and `form` can be adopted when `adoptable`."""

    name: str
    terms: str
    line: str
    product_id: str = ""
    form: str = ""
    adoptable: bool = False


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
    *,
    closed: bool = False,
) -> LedgerWords:
    """A session's ledger. A line is of the calendar day, so that the patient's other sessions of that day count. Once
    the session is `closed` what was not used is left out, and no line can be adopted for it."""
    lines = tuple(lines)
    adopted = {(each.product_id, each.form) for each in lines}
    if closed:
        preparations = given(preparations, sites)
    own = ledger(sites, preparations, lines=lines)
    day = ledger([*sites, *same_day[0]], [*preparations, *same_day[1]], lines=lines) if same_day[0] else own
    used: dict[tuple[str, str], LineSum] = {(each.line.product_id, each.line.form): each for each in day.lines}
    here = {(each.line.product_id, each.line.form) for each in own.lines}
    rows = []
    for row in own.rows:
        one = row.preparation
        name = preparation_name(one) if one is None else f"{one.position} · {preparation_name(one)}"
        key = (one.product_id, one.form) if one is not None else ("", "")
        against = used.get(key) if row.volume_ul or key not in here else None  # a vial that waits repeats no line
        rows.append(
            LedgerLine(
                name,
                terms_text(row),
                _line(against, own, day) if against else _by_weight(one),
                *key,
                not closed and key not in adopted and _offers_volume(one),
            )
        )
    mass = _mass(own)
    count = text.count(own.site_count, "site")
    return LedgerWords(
        total=text.ml(own.total_ul),
        count=f"{count} · {mass}" if mass else count,
        legs=f"Right {text.ml(own.right_ul)} ({own.right_count}) · Left {text.ml(own.left_ul)} ({own.left_count})",
        rows=tuple(rows),
        day=_day(day) if day is not own else "",
        together=_together(day),
    )


def _lines_of(preparation: Preparation | None) -> list[ReferenceLine]:
    product = shipped_products().get(preparation.product_id) if preparation is not None else None
    return [line for line in product.lines if preparation and line.form == preparation.form] if product else []


def _offers_volume(preparation: Preparation | None) -> bool:
    return any(line.ul is not None for line in _lines_of(preparation))


def _by_weight(preparation: Preparation | None) -> str:
    """A label's line by body weight is said, and that it cannot be shown: no weight is recorded or assumed."""
    lines = _lines_of(preparation)
    if not lines or any(line.ul is not None for line in lines):
        return ""
    return f"{lines[0].label}: {lines[0].sentence()}. No weight is recorded, so no line is shown."


def _line(used: LineSum, own: Ledger, day: Ledger) -> str:
    words = f"{line_text(used)} · {distance(used).words}"
    return words if day is own else f"{words} (this day)"


def _day(day: Ledger) -> str:
    mass = _mass(day)
    return f"All sessions of this day: {text.ml(day.total_ul)}{f' · {mass}' if mass else ''}"


def _mass(sums: Ledger) -> str:
    """ "6 mg"; "at least 6 mg" beside foam or anything else whose mass is not known; "" when none is."""
    if not sums.mass_ng:
        return ""
    return f"at least {text.mg(sums.mass_ng)}" if sums.unweighed else text.mg(sums.mass_ng)


def _together(day: Ledger) -> str:
    """Only where several lines are in use: strengths cannot be added in millilitres, and no label says how to combine
    them, so the sum of fractions is shown and named as the clinic's own convention."""
    if day.combined_fraction is None:
        return ""
    return f"Together {line_percent(day.combined_fraction)} of their lines, by the clinic’s convention"
