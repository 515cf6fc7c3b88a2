"""Repeating the last session: its sites as proposals, of which each is taken, dropped or still left.

A proposal is taken while the session holds its site: the one that it became on this visit, wherever that was moved to
since, or any other at the same rest point, so that nothing is proposed twice after an undo or on another day.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sclerochart.domain import text
from sclerochart.domain.atlas import Atlas
from sclerochart.domain.findings import Point
from sclerochart.domain.leg import Place
from sclerochart.domain.session import Site, numbered


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site of the last session, to be placed again: `id` and `number` are those of that site."""

    id: str
    number: int
    place: Place
    volume_ul: int
    vein_type: str
    injections: int = 1
    run_id: str | None = None
    corrected_region: str | None = None
    lands: Point | None = None
    """The rest point of a site that is placed where this one is seen: now and then 0.1 mm beside its own."""

    def is_at(self, place: Place) -> bool:
        """Whether a place is the one that this becomes."""
        return place.side == self.place.side and place.point in (self.place.point, self.lands)


@dataclass(frozen=True)
class Repeat:
    """All proposals in order, those dropped, the sites that were made of those taken on this visit, and `standing`,
    the sites that the session holds for proposals."""

    proposals: tuple[Proposal, ...] = ()
    dropped: frozenset[str] = frozenset()
    made: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> tuple[Proposal, ...]:
        """The proposals that are neither taken nor dropped, in order: those to be drawn hollow."""
        return tuple(each for each in self.proposals if each.id not in self.dropped and not self.is_taken(each.id))

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """The proposals whose sites the session holds."""
        return tuple(each for each in self.proposals if self.is_taken(each.id))

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals that were dropped and can be proposed again."""
        return tuple(each for each in self.proposals if each.id in self.dropped and not self.is_taken(each.id))

    @property
    def next(self) -> Proposal | None:
        """The one that is taken next; None when none is left."""
        return next(iter(self.left), None)

    @property
    def active(self) -> bool:
        """True while proposals are shown."""
        return bool(self.left)

    def is_taken(self, proposal_id: str) -> bool:
        """Whether the session holds a proposal's site."""
        return proposal_id in self.standing

    def take(self, sites: Mapping[str, str]) -> "Repeat":
        """Proposals were placed: `sites` are the new sites' ids by the proposals'. Taking a dropped one picks it up."""
        known = {each.id for each in self.proposals}
        if not sites.keys() <= known:
            raise ValueError("only what was proposed can be taken")
        return replace(
            self,
            made={**self.made, **sites},
            standing={**self.standing, **sites},
            dropped=self.dropped - set(sites),
        )

    def drop(self, proposal_id: str | None = None) -> "Repeat":
        """Leave one out: the one given, else the next. Nothing happens when it is not left."""
        chosen = proposal_id if proposal_id is not None else self.next.id if self.next else None
        if chosen is None or all(each.id != chosen for each in self.left):
            return self
        return replace(self, dropped=self.dropped | {chosen})

    def restore(self, proposal_ids: Collection[str] | None = None) -> "Repeat":
        """Propose again what was dropped: these, or all."""
        return replace(self, dropped=frozenset() if proposal_ids is None else self.dropped - set(proposal_ids))

    def seen(self, sites: Iterable[Site]) -> "Repeat":
        """The session holds these sites now; each of them stands for one proposal at most."""
        free = {site.id: site for site in sites}
        standing = {each.id: self.made[each.id] for each in self.proposals if self.made.get(each.id) in free}
        for site_id in standing.values():
            free.pop(site_id, None)
        for each in sorted(self.proposals, key=lambda one: one.id in self.dropped):
            if each.id not in standing:
                here = next((site.id for site in free.values() if each.is_at(site.place)), None)
                if here is not None:
                    standing[each.id] = here
                    del free[here]
        return replace(self, standing=standing)

    def words(self) -> str:
        """What the proposals come to: "27 proposed, 2.7 ml · 3 dropped"; "" when nothing is left."""
        if not self.left:
            return ""
        volume = sum(each.volume_ul * each.injections for each in self.left)
        parts = [f"{len(self.left)} proposed, {text.ml(volume)}"]
        if self.taken:
            parts.append(f"{len(self.taken)} taken")
        if dropped := self.waiting:
            parts.append(f"{len(dropped)} dropped")
        return " · ".join(parts)


def propose(last: Sequence[Site], *, space: str, present: Iterable[Site] = (), atlas: Atlas | None = None) -> Repeat:
    """The sites of the last session as proposals, in order of placement; those of another atlas space are left out.

    A run and a region that were set for a site are proposed with it; its note and its preparation are of that day. The
    atlas tells where a proposal lands when it is placed.
    """
    proposals = tuple(
        Proposal(
            site.id,
            number,
            site.place,
            site.volume_ul,
            site.vein_type,
            site.injections,
            site.run_id,
            site.corrected_region,
            _landing(atlas, site.place) if atlas is not None else None,
        )
        for number, site in numbered(list(last))
        if site.place.space == space
    )
    return Repeat(proposals).seen(present)


def _landing(atlas: Atlas, place: Place) -> Point | None:
    seen = atlas.spot_in(place.view, place.side, place.point)
    there = atlas.place(seen.spot) if seen is not None else None
    return there.point if there is not None else None
