"""The ledger: volumes and masses added up, exactly, with the terms they are made of.

Volumes are integer µl, strengths integer µg/ml, masses integer ng (µl × µg/ml); a fraction of a line is a Fraction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sclerochart.domain import text
from sclerochart.domain.session import Form, Preparation, Site


@dataclass(frozen=True, slots=True)
class AdoptedLine:
    """A reference line that the clinic adopted for a product: `ul` per session, and where the number comes from."""

    id: str
    product_id: str
    form: Form
    ul: int
    label: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """`count` sites of `volume_ul` each."""

    count: int
    volume_ul: int


@dataclass(frozen=True, slots=True)
class PreparationSum:
    """One preparation's row of the ledger; `preparation` is None for sites whose preparation was not named. `mass_ng`
    is None where it is not known: without a name or strength, and of foam, whose ml are of liquid and air."""

    preparation: Preparation | None
    terms: tuple[Term, ...]
    volume_ul: int
    mass_ng: int | None


@dataclass(frozen=True, slots=True)
class LineSum:
    """What was given of one product and form, whatever the lot, against the line the clinic adopted for it; there is
    none for a product of which nothing was given."""

    line: AdoptedLine
    brand: str
    volume_ul: int

    @property
    def fraction(self) -> Fraction:
        """The exact part of the line that was used: 1 is at the line, not over it."""
        return Fraction(self.volume_ul, self.line.ul)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A session's sums. `mass_ng` leaves out what has no known mass (`unweighed`); counts are of injections, so an area
    entry counts as many as it holds."""

    rows: tuple[PreparationSum, ...]
    lines: tuple[LineSum, ...]
    right_ul: int
    left_ul: int
    total_ul: int
    mass_ng: int
    site_count: int
    right_count: int
    left_count: int

    @property
    def unweighed(self) -> bool:
        """Whether anything was given whose mass is not known."""
        return any(row.mass_ng is None and row.volume_ul > 0 for row in self.rows)

    @property
    def combined_fraction(self) -> Fraction | None:
        """Sum of each product's fraction of its own line (the clinic's convention); None unless two have a line."""
        return sum((each.fraction for each in self.lines), Fraction()) if len(self.lines) > 1 else None


def mass_ng(volume_ul: int, ug_per_ml: int) -> int:
    """µl × µg/ml = ng."""
    return volume_ul * ug_per_ml


def given(preparations: Iterable[Preparation], sites: Iterable[Site]) -> tuple[Preparation, ...]:
    """The preparations of which something was given."""
    used = {site.preparation_id for site in sites}
    return tuple(one for one in preparations if one.id in used)


def ledger(sites: Sequence[Site], preparations: Iterable[Preparation], *, lines: Iterable[AdoptedLine] = ()) -> Ledger:
    """Add up a session (or several of one calendar day); rows in order of preparation, unnamed ones last."""
    rows = []
    for preparation in sorted(preparations, key=lambda one: (one.session_id, one.position, one.id)):
        rows.append(_row([site for site in sites if site.preparation_id == preparation.id], preparation))
    unnamed = [site for site in sites if site.preparation_id is None]
    if unnamed:
        rows.append(_row(unnamed, None))
    right = [site for site in sites if site.place.side == "right"]
    left = [site for site in sites if site.place.side == "left"]
    return Ledger(
        rows=tuple(rows),
        lines=tuple(_lines(rows, lines)),
        right_ul=_volume(right),
        left_ul=_volume(left),
        total_ul=_volume(sites),
        mass_ng=sum(row.mass_ng or 0 for row in rows),
        site_count=_injections(sites),
        right_count=_injections(right),
        left_count=_injections(left),
    )


def _injections(sites: Iterable[Site]) -> int:
    return sum(site.injections for site in sites)


def _volume(sites: Iterable[Site]) -> int:
    return sum(site.total_ul for site in sites)


def _lines(rows: Iterable[PreparationSum], adopted: Iterable[AdoptedLine]) -> Iterator[LineSum]:
    named = [(row.preparation, row.volume_ul) for row in rows if row.preparation is not None]
    for line in adopted:
        own = [(one, ul) for one, ul in named if (one.product_id, one.form) == (line.product_id, line.form)]
        volume = sum(ul for _, ul in own)
        if volume:
            yield LineSum(line, own[0][0].brand, volume)


def _row(sites: Sequence[Site], preparation: Preparation | None) -> PreparationSum:
    counted: Counter[int] = Counter()
    for site in sites:
        counted[site.volume_ul] += site.injections
    volume = _volume(sites)
    known = preparation is not None and preparation.ug_per_ml > 0 and preparation.form != "foam"
    return PreparationSum(
        preparation=preparation,
        terms=tuple(Term(counted[each], each) for each in sorted(counted)),
        volume_ul=volume,
        mass_ng=mass_ng(volume, preparation.ug_per_ml) if preparation is not None and known else None,
    )


def terms_text(row: PreparationSum) -> str:
    """What the sum is made of: "30 × 0.1 ml × 2 mg/ml = 6 mg"; without a strength "3 × 0.1 ml = 0.3 ml"; of foam
    "10 × 1.0 ml = 10.0 ml of foam"."""
    if not row.terms:
        return "nothing placed yet"
    parts = [f"{term.count} × {text.ml(term.volume_ul)}" for term in row.terms]
    inner = " + ".join(parts)
    if row.mass_ng is None or row.preparation is None:
        foam = " of foam" if row.preparation is not None and row.preparation.form == "foam" else ""
        return f"{inner} = {text.ml(row.volume_ul)}{foam}"
    if len(parts) > 1:
        inner = f"({inner})"
    return f"{inner} × {text.mg_per_ml(row.preparation.ug_per_ml)} = {text.mg(row.mass_ng)}"


def line_text(used: LineSum) -> str:
    """The adopted line in neutral words: "3.2 of 10 ml · label, UK 2022"."""
    return f"{text.ml_number(used.volume_ul)} of {text.decimal(used.line.ul, 3)} ml · {used.line.label}"


def line_percent(fraction: Fraction) -> str:
    """A fraction of a line as a person reads it: "25 %", "101 %"; "less than 1 %" is said, not rounded away."""
    if 0 < fraction < Fraction(1, 100):
        return "less than 1 %"
    scaled = fraction * 100
    whole = scaled.numerator // scaled.denominator
    if scaled == whole:
        return f"{whole} %"
    tenths = (scaled * 10).numerator // (scaled * 10).denominator
    return f"{text.decimal(tenths, 1)} %"


def preparation_name(preparation: Preparation | None) -> str:
    """What a row of the ledger is called: brand, "foam" when it is, and the lot."""
    if preparation is None:
        return "Preparation not named"
    name = product_name(preparation) or "Product not recorded"
    if preparation.form == "foam":
        name += ", foam"
    return f"{name} · lot {preparation.lot}" if preparation.lot else name


def product_name(preparation: Preparation) -> str:
    """The product by its brand, else by its substance; "" when neither was entered."""
    return preparation.brand.strip() or preparation.substance.strip()
