"""Repeating the last session: its sites as proposals, of which each is taken, dropped or still left.

What was taken is remembered by the site that it became. When that site is undone the proposal is left again, and taken
again with redo: the state never says what the session does not hold.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sclerochart.domain import text
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


@dataclass(frozen=True)
class Repeat:
    """All proposals in order, those dropped, and the sites that were made of those taken; `present` are the sites that
    the session holds."""

    proposals: tuple[Proposal, ...] = ()
    dropped: frozenset[str] = frozenset()
    made: Mapping[str, str] = field(default_factory=dict)
    present: frozenset[str] = frozenset()

    @property
    def left(self) -> tuple[Proposal, ...]:
        """The proposals that are neither taken nor dropped, in order: those to be drawn hollow."""
        return tuple(each for each in self.proposals if each.id not in self.dropped and not self.is_taken(each.id))

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """The proposals whose sites the session holds."""
        return tuple(each for each in self.proposals if self.is_taken(each.id))

    @property
    def next(self) -> Proposal | None:
        """The one that is taken next; None when none is left."""
        return next(iter(self.left), None)

    @property
    def active(self) -> bool:
        """True while proposals are shown."""
        return bool(self.left)

    def is_taken(self, proposal_id: str) -> bool:
        """Whether the site that a proposal became is in the session."""
        return self.made.get(proposal_id) in self.present

    def take(self, sites: Mapping[str, str]) -> "Repeat":
        """Proposals were placed: `sites` are the new sites' ids by the proposals'. Taking a dropped one picks it up."""
        known = {each.id for each in self.proposals}
        if not sites.keys() <= known:
            raise ValueError("only what was proposed can be taken")
        return replace(
            self,
            made={**self.made, **sites},
            present=self.present | set(sites.values()),
            dropped=self.dropped - set(sites),
        )

    def drop(self, proposal_id: str | None = None) -> "Repeat":
        """Leave one out: the one given, else the next. Nothing happens when it is not left."""
        chosen = proposal_id if proposal_id is not None else self.next.id if self.next else None
        if chosen is None or all(each.id != chosen for each in self.left):
            return self
        return replace(self, dropped=self.dropped | {chosen})

    def restore(self) -> "Repeat":
        """Propose again all that was dropped."""
        return replace(self, dropped=frozenset())

    def seen(self, site_ids: Collection[str]) -> "Repeat":
        """The session holds these sites now: after an undo, a redo or a removal elsewhere."""
        return replace(self, present=frozenset(site_ids))

    def words(self) -> str:
        """What the proposals come to: "27 proposed, 2.7 ml · 3 dropped"; "" when nothing is left."""
        if not self.left:
            return ""
        volume = sum(each.volume_ul * each.injections for each in self.left)
        parts = [f"{len(self.left)} proposed, {text.ml(volume)}"]
        if self.taken:
            parts.append(f"{len(self.taken)} taken")
        if self.dropped:
            parts.append(f"{len(self.dropped)} dropped")
        return " · ".join(parts)


def propose(last: Sequence[Site], *, space: str, present: Iterable[Site] = ()) -> Repeat:
    """The sites of the last session as proposals, in order of placement; those of another atlas space are left out.

    A run and a region that were set for a site are proposed with it; its note and its preparation are of that day.
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
        )
        for number, site in numbered(list(last))
        if site.place.space == space
    )
    return Repeat(proposals, present=frozenset(site.id for site in present))
