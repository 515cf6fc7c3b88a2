"""Before signing: sites that stand out by their place or their volume, told in neutral words for somebody to look at.

A site stands out by its volume when it holds ten times as much as the middle one of its neighbours, or a tenth; its
neighbours are the other sites of the same leg that lie on the same run or within 60 mm. It stands out by its place when
it lies far from the run that it belongs to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import dist
from statistics import median_low

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Run
from sclerochart.domain.runs import distance_mm
from sclerochart.domain.session import Site, numbered

NEAR_MM = 60
FAR_MM = 15
TIMES = 10
FEWEST = 3
"""How many neighbours it takes for a volume to stand out among them."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A site to look at once more: its id, its number and the sentence."""

    site_id: str
    number: int
    sentence: str


def outliers(atlas: Atlas, sites: Sequence[Site], runs: Iterable[Run]) -> tuple[Outlier, ...]:
    """The sites that stand out, in order of their numbers; none is wrong for that."""
    by_id = {run.id: run for run in runs}
    rows = numbered(list(sites))
    return tuple(
        Outlier(site.id, number, sentence)
        for number, site in rows
        for sentence in (*_far(atlas, number, site, by_id), *_unlike(number, site, rows))
    )


def _far(atlas: Atlas, number: int, site: Site, runs: Mapping[str, Run]) -> Iterator[str]:
    run = runs.get(site.run_id or "")
    if run is None:
        return
    away = distance_mm(atlas, run, site.place.side, site.place.point)
    if away is None:
        yield f"Site {number} is on the {site.place.side} leg; its vein run is on the {run.side} leg."
    elif away > FAR_MM:
        yield f"Site {number} is {round(away)} mm from its vein run."


def _unlike(number: int, site: Site, rows: Iterable[tuple[int, Site]]) -> Iterator[str]:
    near = [other.volume_ul for _, other in rows if other is not site and are_neighbours(site, other)]
    if len(near) < FEWEST:
        return
    usual = median_low(near)
    ratio = Fraction(site.volume_ul, usual)
    if ratio >= TIMES or ratio * TIMES <= 1:
        each = "each injection of " if site.injections > 1 else ""
        yield f"Site {number}: {each}{text.ml(site.volume_ul)}; the sites near it mostly have {text.ml(usual)}."


def are_neighbours(one: Site, other: Site) -> bool:
    """Whether two sites are on the same leg and on the same run or within 60 mm of each other."""
    if one.place.side != other.place.side:
        return False
    same_run = one.run_id is not None and one.run_id == other.run_id
    return same_run or dist(one.place.point, other.place.point) <= 10 * NEAR_MM
