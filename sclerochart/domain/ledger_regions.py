"""The ledger by region, and how far each product is from the line that the clinic adopted: a distance, no verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sclerochart.domain import text
from sclerochart.domain.ledger import AdoptedLine, LineSum, ledger
from sclerochart.domain.leg import Side
from sclerochart.domain.session import Preparation, Site


@dataclass(frozen=True, slots=True)
class RegionSum:
    """What one region of one leg was given; `injections` counts each one of an area entry."""

    side: Side
    region: str
    volume_ul: int
    injections: int


@dataclass(frozen=True, slots=True)
class Distance:
    """How far one product and form is from its line on this calendar day; `over_ul` is negative below the line."""

    product_id: str
    form: str
    name: str
    label: str
    over_ul: int

    @property
    def words(self) -> str:
        """“1.4 ml below the line”, “at the line”, “0.1 ml above the line”."""
        if self.over_ul == 0:
            return "at the line"
        return f"{text.ml(abs(self.over_ul))} {'below' if self.over_ul < 0 else 'above'} the line"


def region_sums(sites: Iterable[Site], order: Sequence[str]) -> tuple[RegionSum, ...]:
    """Sums by region, the right leg first, each leg in the `order` of region codes; only regions with sites."""
    ranks = {code: rank for rank, code in enumerate(order)}
    sums: dict[tuple[Side, str], tuple[int, int]] = {}
    for site in sites:
        key = site.place.side, site.region
        volume, count = sums.get(key, (0, 0))
        sums[key] = volume + site.total_ul, count + site.injections
    keys = sorted(sums, key=lambda key: (key[0] != "right", ranks.get(key[1], len(ranks)), key[1]))
    return tuple(RegionSum(side, region, *sums[side, region]) for side, region in keys)


def distances(
    sites: Sequence[Site],
    preparations: Sequence[Preparation],
    lines: Iterable[AdoptedLine],
    same_day: tuple[Sequence[Site], Sequence[Preparation]] = ((), ()),
) -> tuple[Distance, ...]:
    """The distance to each adopted line whose product was prepared this session; the day's other sessions count."""
    own = {(one.product_id, one.form) for one in preparations}
    day = ledger([*sites, *same_day[0]], [*preparations, *same_day[1]], lines=lines)
    return tuple(distance(used) for used in day.lines if (used.line.product_id, used.line.form) in own)


def distance(used: LineSum) -> Distance:
    """How far one product is from its line."""
    line = used.line
    name = f"{used.brand}, foam" if line.form == "foam" else used.brand
    return Distance(line.product_id, line.form, name, line.label, used.volume_ul - line.ul)
