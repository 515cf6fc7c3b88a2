"""Charting by the syringe: what was drawn and is left, spread over the sites charted since, or compared with them.

Volumes are integer µl; of a site with several injections `volume_ul` is of each.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Syringe
from sclerochart.domain.session import LARGEST_SITE_UL, SMALLEST_SITE_UL, Site

_NUMBER = r"(\d{0,2}[.,]\d{1,3}|\d{1,2})\s*(?:ml)?"
_HINT = "Write what was drawn and what is left, such as “2.5 drawn, 0.6 left”. Nothing was changed."


ReadWith = Mapping[str, Collection[str]]
"""By the id of a syringe that was read, the ids of the sites that had been placed by then."""


@dataclass(frozen=True, slots=True)
class Spread:
    """New volumes (µl of each injection) by site id; `rest_ul` is what whole microlitres an injection cannot hold."""

    volumes: Mapping[str, int]
    rest_ul: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What was charted since the syringe was filled, and what went out of it."""

    charted_ul: int
    used_ul: int

    @property
    def more_used_ul(self) -> int:
        """Used less charted: negative when more was charted than used."""
        return self.used_ul - self.charted_ul

    def sentence(self) -> str:
        """ "Charted 1.8 ml, used 1.9 ml: 0.1 ml more used than charted"."""
        both = f"Charted {text.ml(self.charted_ul)}, used {text.ml(self.used_ul)}"
        if self.more_used_ul == 0:
            return f"{both}: they agree"
        return (
            f"{both}: {text.ml(abs(self.more_used_ul))} {'more' if self.more_used_ul > 0 else 'less'} used than charted"
        )


def read_syringe(words: str) -> tuple[int | None, int | None]:
    """What was drawn and what is left, µl, from "2.5 ml drawn, 0.6 left", "2.5 / .6" or one of the two."""
    line = words.strip().lower()
    labels: dict[str, int | None] = {"drawn": None, "left": None}
    for label in labels:
        found = re.search(rf"{_NUMBER}\s*{label}|{label}\s*{_NUMBER}", line)
        if found:
            labels[label] = _ul(found[1] or found[2])
            line = line[: found.start()] + line[found.end() :]
    plain = re.fullmatch(rf"\s*{_NUMBER}(?:\s*[/;]\s*|,\s+|\s+){_NUMBER}\s*", line)
    if plain and not any(value is not None for value in labels.values()):
        return _ul(plain[1]), _ul(plain[2])
    if (alone := re.fullmatch(rf"[\s,;/]*{_NUMBER}[\s,;/]*", line)) and None in labels.values():
        labels["drawn" if labels["drawn"] is None else "left"] = _ul(alone[1])
        line = ""
    if line.strip(" ,;/.") or all(value is None for value in labels.values()):
        raise UserError(_HINT)
    return labels["drawn"], labels["left"]


def _ul(number: str) -> int:
    whole, _, part = number.replace(",", ".").partition(".")
    return int(whole or 0) * 1000 + int(part.ljust(3, "0"))


def used_ul(drawn_ul: int, left_ul: int) -> int:
    """What went out of a syringe."""
    if left_ul > drawn_ul:
        raise UserError(f"{text.ml(left_ul)} is more than the {text.ml(drawn_ul)} that was drawn. Nothing was changed.")
    return drawn_ul - left_ul


def takes(syringe: Syringe, preparation_id: str | None) -> bool:
    """Whether a site of that preparation may come from a syringe: one that names none may hold any."""
    return syringe.preparation_id in (None, preparation_id)


def in_order(syringes: Iterable[Syringe]) -> list[Syringe]:
    """Syringes in the order in which they were filled."""
    return sorted(syringes, key=lambda each: each.after_placed)  # a stable sort: filled later stays later


def sites_of(
    syringe: Syringe, syringes: Iterable[Syringe], sites: Iterable[Site], read_with: ReadWith
) -> tuple[Site, ...]:
    """The sites that came from a syringe, in order of placement: each from the last one filled before it that holds its
    preparation, so that two syringes of different preparations may be in use at the same time. What came after a
    reading came from no syringe."""
    return _parted(syringe, syringes, sites, read_with)[0]


def since_read(
    syringe: Syringe, syringes: Iterable[Syringe], sites: Iterable[Site], read_with: ReadWith
) -> tuple[Site, ...]:
    """The sites that would be a syringe's, but came after it was read: they were charted without a syringe."""
    return _parted(syringe, syringes, sites, read_with)[1]


def _parted(
    syringe: Syringe, syringes: Iterable[Syringe], sites: Iterable[Site], read_with: ReadWith
) -> tuple[tuple[Site, ...], tuple[Site, ...]]:
    own, placed = _since_filled(syringe, syringes, sites), read_with.get(syringe.id)
    if syringe.left_ul is None or placed is None:
        return own, ()
    return tuple(site for site in own if site.id in placed), tuple(site for site in own if site.id not in placed)


def _since_filled(syringe: Syringe, syringes: Iterable[Syringe], sites: Iterable[Site]) -> tuple[Site, ...]:
    order, own = in_order(syringes), []
    for site in sites:
        before = [each for each in order if each.after_placed < site.placed and takes(each, site.preparation_id)]
        if before and before[-1].id == syringe.id:
            own.append(site)
    return tuple(sorted(own, key=lambda site: (site.placed, site.id)))


def without_syringe(
    syringe: Syringe, syringes: Iterable[Syringe], sites: Iterable[Site], read_with: ReadWith
) -> tuple[Site, ...]:
    """The sites that a syringe which was filled late may claim: all of its preparation before the session's first one
    of it; before a later one those since the syringe before it was read."""
    order, placed = in_order(syringes), [site for site in sites if takes(syringe, site.preparation_id)]
    at = next((i for i, each in enumerate(order) if each.id == syringe.id), len(order))
    before = next((each for each in reversed(order[:at]) if _share(each, syringe)), None)
    if before is not None:
        return since_read(before, order, placed, read_with)
    own = [site for site in placed if site.placed <= syringe.after_placed]
    return tuple(sorted(own, key=lambda site: (site.placed, site.id)))


def _share(one: Syringe, other: Syringe) -> bool:
    """Whether a site could come from either."""
    return takes(one, other.preparation_id) or takes(other, one.preparation_id)


def compare(syringe: Syringe, sites: Iterable[Site]) -> Difference | None:
    """What the syringe's own sites add up to beside what went out of it; None until it was read."""
    if syringe.left_ul is None:
        return None
    return Difference(sum(site.total_ul for site in sites), used_ul(syringe.drawn_ul, syringe.left_ul))


def spread(used: int, sites: Sequence[Site]) -> Spread:
    """What was used, shared out over sites in proportion to what is charted for them, in whole µl an injection.

    The largest remainders get the µl that are over, an earlier site first. The sum is exact as soon as one site has a
    single injection; areas alone may leave a rest smaller than the smallest of them.
    """
    count = sum(site.injections for site in sites)
    if not sites:
        raise UserError("No sites were placed since the syringe was filled. Nothing was changed.")
    if used < count * SMALLEST_SITE_UL:
        raise UserError(
            f"{text.ml(used)} is too little for {text.count(count, 'injection')}: each takes at least "
            f"{text.ml(SMALLEST_SITE_UL)}. Nothing was changed."
        )
    charted = sum(site.total_ul for site in sites)
    # the share of one injection is used × volume / charted; the floor of it, and what is over for the order
    shares = [divmod(used * site.volume_ul, charted) for site in sites]
    volumes = [max(SMALLEST_SITE_UL, whole) for whole, _ in shares]
    rest = used - sum(ul * site.injections for ul, site in zip(volumes, sites, strict=True))
    while rest < 0:  # only where 1 µl is more than the share
        at = max((i for i, ul in enumerate(volumes) if ul > SMALLEST_SITE_UL), key=lambda i: (volumes[i], -i))
        volumes[at] -= 1
        rest += sites[at].injections
    order = sorted(range(len(sites)), key=lambda i: (-shares[i][1], i))
    while rest > 0:
        fitting = [i for i in order if sites[i].injections <= rest]
        if not fitting:
            break
        for i in fitting:
            if sites[i].injections <= rest:
                volumes[i] += 1
                rest -= sites[i].injections
    if max(volumes) > LARGEST_SITE_UL:
        raise UserError(f"That is more than {text.ml(LARGEST_SITE_UL)} for one injection. Nothing was changed.")
    return Spread({site.id: ul for site, ul in zip(sites, volumes, strict=True)}, rest)


def spread_sentence(done: Spread, sites: Sequence[Site]) -> str:
    """What spreading came to: "1.9 ml spread over 18 injections; 0.003 ml does not divide evenly"."""
    count = sum(site.injections for site in sites)
    given = sum(done.volumes[site.id] * site.injections for site in sites)
    rest = f"; {text.ml(done.rest_ul)} does not divide evenly" if done.rest_ul else ""
    return f"{text.ml(given)} spread over {text.count(count, 'injection')}{rest}"
