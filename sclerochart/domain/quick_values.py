"""What a quick-entry line was understood to say."""

from dataclasses import dataclass

from sclerochart.domain.leg import Side, View


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry takes when the line does not say: volume, vein type, leg; `preparations` can be named by number.

    `region` and its `region_side` are where the line before ended: a line that names no place goes on there.
    """

    volume_ul: int | None = None
    vein_type: str | None = None
    side: Side | None = None
    preparations: tuple[int, ...] = ()
    region: str | None = None
    region_side: Side | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: `count` sites of `volume_ul` in a region, or one area entry of as many injections.

    None stands for what is missing, or, of `preparation` (its position in the session), for the current one and, of
    `view`, for the one that shows the region best. `missing` says what is wanted before it can be placed.
    """

    side: Side | None
    region: str | None
    volume_ul: int | None
    vein_type: str | None
    count: int = 1
    area: bool = False
    preparation: int | None = None
    view: View | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as understood so far. `problem` is the one sentence for what cannot be read, `note` one for what was left
    out; `at` is where the problem stands in the line."""

    entries: tuple[Entry, ...] = ()
    problem: str = ""
    note: str = ""
    at: tuple[int, int] = (0, 0)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still wanted, for the first statement that lacks anything."""
        return next((entry.missing for entry in self.entries if entry.missing), ())

    @property
    def complete(self) -> bool:
        """True when everything can be placed."""
        return bool(self.entries) and not self.problem and not self.missing

    @property
    def total_ul(self) -> int:
        """The volume of all that is understood, µl."""
        return sum((entry.volume_ul or 0) * entry.count for entry in self.entries)

    def help(self) -> str:
        """The one line under the field: the problem, what is missing, or the note."""
        return self.problem or (f"Still wanted: {'; '.join(self.missing)}." if self.missing else self.note)
