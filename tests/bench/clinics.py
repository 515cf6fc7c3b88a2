"""Vaults of any size, filled through the journal as a hand would fill them, only many steps a transaction."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from people import invented

from sclerochart.domain import atlas
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.session import Preparation, Site
from sclerochart.store import journal, patients, preparations, sites, vault
from sclerochart.store.database import Database
from sclerochart.store.keys import Cost
from sclerochart.store.vault import Vault

PASSPHRASE = "a measured passphrase"
QUICK = Cost(time=1, memory_kib=64)
"""Key derivation is set apart everywhere, so it may as well be short."""

_DAY = 86_400
_BATCH = 500
_VIEWS = ("anterior", "posterior", "medial", "lateral")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put into a vault: ids of patients, and of each one's last session ("" without one)."""

    patients: tuple[str, ...]
    last_sessions: tuple[str, ...]


@contextmanager
def open_vault(folder: Path) -> Iterator[Vault]:
    """A new and empty vault, closed afterwards."""
    made, _ = vault.create(
        folder,
        clinic=Clinic("Example Clinic", "020 7946 0000"),
        practitioner=Practitioner("", "Nurse Example", "Nurse", "00X0000E"),
        passphrase=PASSPHRASE,
        cost=QUICK,
    )
    try:
        yield made
    finally:
        made.close()


def fill(db: Database, *, count: int, visits: int, sites_each: int, drafts: int = 0) -> Filled:
    """Invented patients with `visits` sessions each, weeks apart, up to yesterday; with 0 every second one has one.
    Each session has `sites_each` sites of one of 40 lots and is signed, the last one of the first `drafts` apart."""
    chance, now = random.Random(count), db.clock()
    places = spots() if sites_each else []
    ids: list[str] = []
    last: list[str] = []
    people = list(invented(count))
    for start in range(0, count, _BATCH):
        with db.writing():
            for person in people[start : start + _BATCH]:
                days = [chance.randrange(1, 1500) + 28 * number for number in range(visits or chance.randrange(2))]
                visited = [Moment(now.utc - _DAY * day, now.offset_min) for day in sorted(days, reverse=True)]
                patient_id, session_ids = _patient(db, person, visited)
                for session_id, at in zip(session_ids, visited, strict=True):
                    if sites_each:
                        chosen = [chance.choice(places) for _ in range(sites_each)]
                        add_sites(db, session_id, chosen, lot=f"LOT-{chance.randrange(40):02d}")
                    if session_id != session_ids[-1] or len(ids) >= drafts:
                        _sign(db, session_id, at)
                ids.append(patient_id)
                last.append(session_ids[-1] if session_ids else "")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Filled(tuple(ids), tuple(last))


def _patient(db: Database, person: Patient, visited: Sequence[Moment]) -> tuple[str, list[str]]:
    patient_id = journal.new_id()
    made: list[str] = []
    with journal.step(db, "Add patient", journal.patient_scope(patient_id)) as step:
        step.insert("patient", patients.to_row(replace(person, id=patient_id)))
        for at in visited:
            made.append(journal.new_id())
            step.insert("session", {
                "id": made[-1], "patient_id": patient_id, "practitioner_id": db.author, "treated_utc": at.utc,
                "treated_offset_min": at.offset_min, "notes": "", "signed_utc": None, "signed_offset_min": None,
                "signed_by": "", "sign_reason": "", "plan": "", "other_side": "",
            })  # fmt: skip
    return patient_id, made


def _sign(db: Database, session_id: str, at: Moment) -> None:
    with journal.step(db, "Sign session", journal.session_scope(session_id)) as step:
        signed = {"signed_utc": at.utc + 3600, "signed_offset_min": at.offset_min, "signed_by": db.author}
        step.update("session", session_id, signed)


def add_sites(db: Database, session_id: str, places: Sequence[Spot], *, lot: str = "LOT-01") -> None:
    """One preparation and a site of it on each spot, in one step."""
    now = db.clock()
    with journal.step(db, "Add sites", journal.session_scope(session_id)) as step:
        preparation = preparations.insert(db, step, session_id, replace(STS, lot=lot))
        for number, spot in enumerate(places, start=1):
            site = Site(journal.new_id(), session_id, number, sites.place_of(spot), 100, "tel", preparation)
            row = {**sites.to_row(site), "entered_utc": now.utc, "entered_offset_min": now.offset_min}
            step.insert("site", row)


STS = Preparation(
    "", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sodium tetradecyl sulfate", 2000, lot="LOT-01",
    expiry=date(2028, 4, 30), needle="30 G",
)  # fmt: skip


def spots(count: int = 400, *, seed: int = 5) -> list[Spot]:
    """Spots that lie on the skin, spread over both legs and their four large views; always the same ones."""
    chance, legs = random.Random(seed), atlas.shipped()
    found: list[Spot] = []
    while len(found) < count:
        view, side = _VIEWS[len(found) % 4], ("left", "right")[len(found) // 4 % 2]
        x0, y0, x1, y1 = legs.bounds(view)
        x = chance.uniform(x0, x1)
        spot = Spot(side, view, x if side == "left" else -x, chance.uniform(y0, y1))
        if legs.place(spot) is not None:
            found.append(spot)
    return found
