"""Sites of injection: one act each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import EllipsisType
from typing import Any

from sclerochart.domain import atlas, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.leg import Place, Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.session import Site
from sclerochart.store import journal, preparations
from sclerochart.store.database import Database, Row

BY_QUICK_ENTRY = "by quick entry"
"""How the label of an act ends whose sites stand anywhere in the regions that were said."""
OUTSIDE = "That is beside the leg. Click on the leg to place a site. Nothing was changed."


def from_row(row: Row) -> Site:
    """A site from a row of the table."""
    place = Place(
        side=row["side"], view=row["view"], x=row["x"], y=row["y"], z=row["z"], region=row["region"], space=row["space"]
    )
    return Site(
        id=row["id"], session_id=row["session_id"], placed=row["placed"], place=place, volume_ul=row["volume_ul"],
        vein_type=row["vein_type"], preparation_id=row["preparation_id"], corrected_region=row["corrected_region"],
        note=row["note"], injections=row["injections"], run_id=row["run_id"],
    )  # fmt: skip


def of_session(db: Database, session_id: str) -> list[Site]:
    """A session's sites in order of placement; a row that was read before is not built anew, for all are read often."""
    cursor = db.execute(f"SELECT {_COLUMNS} FROM site WHERE session_id = ? ORDER BY placed, id", (session_id,))
    return [_site(values) for values in cursor]


_NAMES = (
    "id", "session_id", "placed", "side", "view", "x", "y", "z", "region", "space", "volume_ul", "vein_type",
    "preparation_id", "corrected_region", "note", "injections", "run_id",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)


@lru_cache(maxsize=4096)
def _site(values: tuple[Any, ...]) -> Site:
    return from_row(dict(zip(_NAMES, values, strict=True)))


def last_placed(db: Database, session_id: str) -> int:
    """The number that was given last, to a site or to the filling of a syringe: one count for both, so that of any two
    that are there the one with the higher number came later. One that was removed may leave its number to another, for
    it comes back only by undoing what came after its removal."""
    return int(
        db.value(
            "SELECT max((SELECT coalesce(max(placed), 0) FROM site WHERE session_id = :id), "
            "(SELECT coalesce(max(after_placed), 0) FROM syringe WHERE session_id = :id))",
            {"id": session_id},
        )
    )


def first_entered(db: Database, session_id: str) -> Moment | None:
    """When the first of the session's sites was entered; None without sites."""
    row = db.row(
        "SELECT entered_utc, entered_offset_min FROM site WHERE session_id = ? ORDER BY entered_utc, placed LIMIT 1",
        (session_id,),
    )
    return Moment(row["entered_utc"], row["entered_offset_min"]) if row else None


def place_of(spot: Spot) -> Place:
    """The place on the leg that a spot of a view shows; UserError beside the leg."""
    place = atlas.shipped().place(spot)
    if place is None:
        raise UserError(OUTSIDE)
    return place


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site that is about to be placed; `volume_ul` is of each of its injections."""

    spot: Spot
    volume_ul: int
    vein_type: str
    preparation_id: str | None = None
    injections: int = 1
    run_id: str | None = None
    corrected_region: str | None = None


def add(
    db: Database, session_id: str, spot: Spot, *, volume_ul: int, vein_type: str, preparation_id: str | None = None,
    injections: int = 1, run_id: str | None = None,
) -> str:  # fmt: skip
    """Place a site, or an area of several injections, and give back its id. A preparation of another session is taken
    over into this one."""
    new = NewSite(spot, volume_ul, vein_type, preparation_id, injections, run_id)
    label = f"Add {text.ml(volume_ul)}" if injections == 1 else f"Add area of {injections} × {text.ml(volume_ul)}"
    return add_many(db, session_id, [new], label=label)[0]


def add_many(db: Database, session_id: str, new: Sequence[NewSite], *, label: str = "") -> list[str]:
    """Place several sites in one step, in their order; their ids. All of them, or none."""
    places, now = [place_of(each.spot) for each in new], db.clock()
    made: list[str] = []
    known: dict[str, str] = {}
    label = label or f"Add {text.count(sum(each.injections for each in new), 'site')}"
    with journal.step(db, label, journal.session_scope(session_id)) as step:
        last = last_placed(db, session_id)
        for each, place in zip(new, places, strict=True):
            last += 1
            preparation_id = each.preparation_id
            if preparation_id is not None:
                if preparation_id not in known:
                    known[preparation_id] = preparations.within(db, step, session_id, preparation_id)
                preparation_id = known[preparation_id]
            site = Site(
                journal.new_id(), session_id, last, place, each.volume_ul, each.vein_type, preparation_id,
                each.corrected_region, injections=each.injections, run_id=each.run_id,
            )  # fmt: skip
            step.insert("site", {**to_row(site), "entered_utc": now.utc, "entered_offset_min": now.offset_min})
            made.append(site.id)
    return made


def set_volumes(db: Database, session_id: str, volumes_ul: Mapping[str, int], *, label: str) -> None:
    """Give several sites of a session their volumes (µl of each injection) in one step."""
    with journal.step(db, label, journal.session_scope(session_id)) as step:
        for site_id, volume_ul in volumes_ul.items():
            row = db.row("SELECT * FROM site WHERE id = ?", (site_id,))
            if row is not None:
                from_row({**row, "volume_ul": volume_ul})  # the value checks itself
            step.update("site", site_id, {"volume_ul": volume_ul})


def to_row(site: Site) -> Row:
    """The columns of a site's row that a site knows (all but when it was entered)."""
    row = asdict(site)
    place = row.pop("place")
    return {**row, **place}


def move(db: Database, site_id: str, spot: Spot, *, run_id: str | None = None, fold: str | None = None) -> None:
    """Move a site to another spot, and onto the vein that it lies on there; a region set by hand is taken back, for it
    was set for the old place."""
    place = place_of(spot)
    with journal.step(db, "Move site", _scope(db, site_id), fold=fold) as step:
        step.update("site", site_id, {**asdict(place), "corrected_region": None, "run_id": run_id})


def edit(
    db: Database, site_id: str, *, volume_ul: int | None = None, vein_type: str | None = None,
    preparation_id: str | EllipsisType | None = ..., corrected_region: str | EllipsisType | None = ...,
    note: str | None = None, injections: int | None = None, run_id: str | EllipsisType | None = ...,
    fold: str | None = None,
) -> None:  # fmt: skip
    """Change what is given; `...` leaves a value that may itself be None."""
    scope = _scope(db, site_id)
    label = "Edit site"
    if volume_ul is not None:
        label = f"Set {text.ml(volume_ul)}"
    if injections is not None:
        label = (
            f"Set {injections} × {text.ml(volume_ul)}" if volume_ul else f"Set {text.count(injections, 'injection')}"
        )
    with journal.step(db, label, scope, fold=fold) as step:
        changes: Row = {"volume_ul": volume_ul, "vein_type": vein_type, "note": note, "injections": injections}
        changes = {name: value for name, value in changes.items() if value is not None}
        if not isinstance(preparation_id, EllipsisType):
            own = preparation_id and preparations.within(db, step, scope.removeprefix("session:"), preparation_id)
            changes["preparation_id"] = own
        if not isinstance(corrected_region, EllipsisType):
            changes["corrected_region"] = corrected_region
        if not isinstance(run_id, EllipsisType):
            changes["run_id"] = run_id
        row = db.row("SELECT * FROM site WHERE id = ?", (site_id,))
        if row is not None:
            from_row({**row, **changes})  # the value checks itself before anything is written
        step.update("site", site_id, changes)


def remove(db: Database, site_id: str) -> None:
    """Take a site away."""
    with journal.step(db, "Remove site", _scope(db, site_id)) as step:
        step.delete("site", site_id)


def _scope(db: Database, site_id: str) -> str:
    session_id = db.value("SELECT session_id FROM site WHERE id = ?", (site_id,))
    if session_id is None:
        raise UserError("This site is no longer there: placing it was undone. Nothing was changed.")
    return journal.session_scope(session_id)
