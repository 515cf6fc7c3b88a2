"""Every kind of act that a hand can do, by name: done here in a process that is then killed outright.

python -m tests.store.every_act NAME VAULT
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sclerochart.domain import atlas
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, findings, journal, patients, preparations, sessions, sites, vault
from sclerochart.store.database import Database
from sclerochart.store.sites import NewSite

PASSPHRASE = "first secret"
SPOT, OTHER = Spot("right", "lateral", 40.0, 660.0), Spot("right", "lateral", 44.0, 640.0)
STS = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sodium tetradecyl sulfate", 2000, lot="A1")

Act = Callable[[Database], object]


def prepare(db: Database) -> None:
    """A patient with a session that holds one of everything."""
    patient = patients.add(db, Patient("", "Prim", "Placeholder"))
    session = sessions.start(db, patient)
    preparation = preparations.add(db, session, STS)
    run = findings.draw_run(db, run_of(session))
    sites.add(db, session, SPOT, volume_ul=100, vein_type="tel", preparation_id=preparation)
    sites.add(db, session, OTHER, volume_ul=200, vein_type="ret", run_id=run)
    findings.add_mark(db, mark_of(session))
    findings.fill_syringe(db, session, 2500)
    findings.start_timing(db, session, "walk")
    clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.2", "liquid", 10_000, "label"))
    clinic.set_answers(db, "two-week-medium", {"approval": "Ada, 1 Nov 2026"})
    findings.set_phrases(db, ["No pain"])


def one(db: Database, table: str) -> str:
    """The id of the first row of a table."""
    return str(db.value(f"SELECT id FROM {table} ORDER BY rowid"))


def session_of(db: Database) -> str:
    """The session that everything belongs to."""
    return one(db, "session")


def run_of(session: str) -> Run:
    """A short vein."""
    points = tuple(sites.place_of(spot).point for spot in (SPOT, OTHER))
    return Run("", session, 0, "right", "lateral", points, atlas.shipped().space, "ret", 2000)


def mark_of(session: str) -> Mark:
    """Matting at a place."""
    return Mark("", session, 0, "matting", sites.place_of(SPOT))


def _preparation(db: Database) -> Preparation:
    return preparations.of_session(db, session_of(db))[0]


ACTS: dict[str, Act] = {
    "add a patient": lambda db: patients.add(db, Patient("", "New", "Person")),
    "edit a patient": lambda db: patients.edit(db, replace(patients.get(db, one(db, "patient")), alerts="Faints")),
    "start a session": lambda db: sessions.start(db, one(db, "patient"), at=Moment(1_700_000_000, 0)),
    "set the time of treatment": lambda db: sessions.set_treated_at(db, session_of(db), Moment(1_700_000_000, 0)),
    "write notes": lambda db: sessions.set_notes(db, session_of(db), "Walked well"),
    "plan a leg": lambda db: sessions.set_plan(db, session_of(db), "right"),
    "answer about the other leg": lambda db: sessions.answer_other_side(db, session_of(db), "kept"),
    "add a preparation": lambda db: preparations.add(db, session_of(db), STS),
    "edit a preparation": lambda db: preparations.edit(db, replace(_preparation(db), lot="B2")),
    "remove a preparation": lambda db: preparations.remove(db, _preparation(db)),
    "name the unnamed": lambda db: preparations.name_unnamed(db, session_of(db), _preparation(db).id),
    "add a site": lambda db: sites.add(db, session_of(db), SPOT, volume_ul=50, vein_type="corona"),
    "add an area": lambda db: sites.add(db, session_of(db), SPOT, volume_ul=100, vein_type="tel", injections=12),
    "add a row": lambda db: sites.add_many(db, session_of(db), [NewSite(SPOT, 100, "tel"), NewSite(OTHER, 100, "tel")]),
    "move a site": lambda db: sites.move(db, one(db, "site"), OTHER),
    "edit a site": lambda db: sites.edit(db, one(db, "site"), volume_ul=300, vein_type="ret", note="x", injections=2),
    "correct a region": lambda db: sites.edit(db, one(db, "site"), corrected_region="KN-M"),
    "remove a site": lambda db: sites.remove(db, one(db, "site")),
    "set volumes": lambda db: sites.set_volumes(db, session_of(db), {one(db, "site"): 333}, label="Spread"),
    "draw a vein": lambda db: findings.draw_run(db, run_of(session_of(db))),
    "edit a vein": lambda db: findings.edit_run(
        db, replace(findings.runs_of_session(db, session_of(db))[0], diameter_um=3000)
    ),
    "remove a vein": lambda db: findings.remove_run(db, one(db, "run")),
    "add a mark": lambda db: findings.add_mark(db, mark_of(session_of(db))),
    "edit a mark": lambda db: findings.edit_mark(
        db, replace(findings.marks_of_session(db, session_of(db))[0], note="two spots")
    ),
    "remove a mark": lambda db: findings.remove_mark(db, one(db, "mark")),
    "fill a syringe": lambda db: findings.fill_syringe(db, session_of(db), 1000),
    "read a syringe": lambda db: findings.read_syringe(
        db,
        replace(findings.syringes_of_session(db, session_of(db))[0], left_ul=600),
        volumes_ul={one(db, "site"): 1900},
    ),
    "change a syringe": lambda db: findings.change_syringe(
        db, replace(findings.syringes_of_session(db, session_of(db))[0], drawn_ul=3000)
    ),
    "remove a syringe": lambda db: findings.remove_syringe(db, one(db, "syringe")),
    "start a clock": lambda db: findings.start_timing(db, session_of(db), "observation"),
    "end a clock": lambda db: findings.end_timing(db, session_of(db), "walk"),
    "edit the clinic": lambda db: clinic.edit(db, replace(clinic.get(db), phone="020 7946 0999")),
    "edit a practitioner": lambda db: clinic.edit_practitioner(
        db, replace(clinic.practitioner(db, db.author), registration="00X0001X")
    ),
    "adopt a line": lambda db: clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.5", "liquid", 10_000, "label")),
    "drop a line": lambda db: clinic.drop_line(db, one(db, "adopted_line")),
    "settle aftercare": lambda db: clinic.set_answers(db, "two-week-medium", {"approval": "", "other": "5"}),
    "edit phrases": lambda db: findings.set_phrases(db, ["Blanched", "No pain"]),
}
"""Each act is done on what `prepare` left. Signing and addenda are not among them: by design they cannot be undone."""


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    opened = vault.unlock(folder, PASSPHRASE)
    ACTS[name](opened.db)
    print(journal.head(opened.db), flush=True)
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


if __name__ == "__main__":
    main()
