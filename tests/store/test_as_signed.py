"""A signed record stays as it was signed, whatever is edited, undone, added or dropped afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sclerochart.documents.record import record_pdf
from sclerochart.domain import moments
from sclerochart.domain.atlas import shipped
from sclerochart.domain.findings import Run
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, findings, journal, patients, preparations, sessions, sites, vault
from sclerochart.store.database import Database
from sclerochart.store.vault import Vault
from tests.documents import reading
from tests.store.small_vaults import CHEAP, THIGH, all_is_well

STS = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sodium tetradecyl sulfate", 2000, lot="A1")
LINE = AdoptedLine("", "fibrovein-0.2", "liquid", 10_000, "label, UK 2022", "leaflet")


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    made, _ = vault.create(
        folder,
        clinic=Clinic(name="Larch Lane", phone="01632 960 144"),
        practitioner=Practitioner("", "Ada Example", "Nurse", "N1"),
        passphrase="first secret",
        cost=CHEAP,
    )
    yield made
    made.close()


@pytest.fixture
def db(opened: Vault) -> Database:
    return opened.db


@pytest.fixture
def session(db: Database) -> str:
    """A session that is ready to be signed."""
    patient = patients.add(db, Patient("", "Prim", "Placeholder", allergies="None known", alerts="Faints"))
    clinic.adopt_line(db, LINE)
    made = sessions.start(db, patient)
    sites.add(db, made, THIGH, volume_ul=100, vein_type="tel", preparation_id=preparations.add(db, made, STS))
    return made


def printed(record: SessionRecord) -> str:
    return reading.whole(record_pdf(record, pictures=(), printed_at=moments.now()))


def without_changes(record: SessionRecord) -> SessionRecord:
    """The record without the journal's head and the names of what was changed, which follow the vault."""
    return replace(record, head_digest="", changed=())


def edit_patient(db: Database, session_id: str, **changes: str) -> None:
    patient = patients.get(db, sessions.get(db, session_id).patient_id)
    patients.edit(db, replace(patient, **changes))


def edit_everything(db: Database, session_id: str) -> None:
    """Everything around a session is edited, twice; lines come and go."""
    for number in ("1", "2"):
        edit_patient(db, session_id, family_name=f"Married{number}", allergies=f"Latex{number}")
        one = clinic.practitioner(db, db.author)
        clinic.edit_practitioner(db, replace(one, name=f"Somebody Else{number}", registration=f"ZZ{number}"))
        clinic.edit(db, replace(clinic.get(db), name=f"Other Clinic{number}", phone=f"0000{number}"))
        clinic.adopt_line(db, replace(LINE, ul=5_000 + int(number), label=f"own rule {number}"))
    (adopted,) = clinic.adopted_lines(db)
    clinic.drop_line(db, adopted.id)
    clinic.adopt_line(db, replace(LINE, product_id="fibrovein-0.5", label="came later"))


def test_a_signed_record_stays_as_it_was_signed_and_names_what_was_changed_since(
    db: Database, session: str, opened: Vault, folder: Path
) -> None:
    sessions.sign(db, session)
    before = sessions.record(db, session)
    assert before.changed == ()
    edit_everything(db, session)
    after = sessions.record(db, session)
    assert without_changes(after) == without_changes(before)
    assert [line.label for line in after.lines] == ["label, UK 2022"]
    assert after.changed == ("Family name", "Allergies")
    words = printed(after)
    for said in ("Prim Placeholder", "None known", "Ada Example", "Registration N1", "Larch Lane", "of 10 ml",
                 "Changed since it was signed: Family name, Allergies."):  # fmt: skip
        assert said in words, said
    for unsaid in ("Married", "Latex", "Somebody", "ZZ", "Other Clinic", "own rule", "came later"):
        assert unsaid not in words, unsaid
    assert "Changed since" not in printed(before)
    opened.close()
    assert all_is_well(folder)


def test_undo_and_redo_of_later_changes_leave_a_signed_record_as_it_is(db: Database, session: str) -> None:
    scope = journal.patient_scope(sessions.get(db, session).patient_id)
    edit_patient(db, session, allergies="Penicillin")
    sessions.sign(db, session)
    signed = without_changes(sessions.record(db, session))
    assert signed.patient.allergies == "Penicillin"

    journal.undo(db, scope)
    assert patients.get(db, signed.patient.id).allergies == "None known"
    assert without_changes(sessions.record(db, session)) == signed
    assert sessions.record(db, session).changed == ("Allergies",)
    journal.redo(db, scope)
    assert sessions.record(db, session).changed == ()

    edit_everything(db, session)
    for turn in (journal.undo, journal.redo, journal.undo):
        for _ in range(9):  # down to what the vault was made with
            turn(db, journal.CLINIC)
        assert without_changes(sessions.record(db, session)) == signed


def test_a_draft_follows_every_change_and_so_does_a_record_for_a_leaflet(db: Database, session: str) -> None:
    edit_everything(db, session)
    draft = sessions.record(db, session)
    assert (draft.patient.family_name, draft.practitioner.name) == ("Married2", "Somebody Else2")
    assert (draft.clinic.name, [line.label for line in draft.lines]) == ("Other Clinic2", ["came later"])
    assert (draft.signer, draft.changed) == (None, ())
    sessions.sign(db, session)
    clinic.edit(db, replace(clinic.get(db), phone="01632 960 999"))
    edit_patient(db, session, family_name="Newname")
    leaflet = sessions.record(db, session, as_of_now=True)
    assert (leaflet.clinic.phone, leaflet.patient.family_name) == ("01632 960 999", "Newname")
    assert leaflet.session.signed
    assert sessions.record(db, session).clinic.phone == "00002"


def test_who_signed_is_who_they_were_then_though_another_practitioner_treated(db: Database, session: str) -> None:
    ben = Practitioner("b" * 24, "Ben Sample", "Doctor", "D1")
    clinic.add_practitioner(db, ben)
    treated_by, db.author = db.author, ben.id
    sessions.sign(db, session)
    clinic.edit_practitioner(db, replace(ben, name="Ben Renamed"))
    record = sessions.record(db, session)
    assert (record.practitioner.id, record.signer) == (treated_by, ben)


def test_an_addendum_keeps_the_name_its_author_had_then(db: Database, session: str) -> None:
    sessions.sign(db, session)
    one = clinic.practitioner(db, db.author)
    sessions.add_addendum(db, session, "First.")
    clinic.edit_practitioner(db, replace(one, name="Ada Married"))
    sessions.add_addendum(db, session, "Second.")
    clinic.edit_practitioner(db, replace(one, name="Ada Third"))
    said = [(each.author, each.text) for each in sessions.addenda(db, session)]
    assert said == [("Ada Example", "First."), ("Ada Married", "Second.")]
    assert sessions.record(db, session).signer == one


def test_each_signed_session_stays_as_of_its_own_signature(db: Database, session: str) -> None:
    sessions.sign(db, session)
    edit_patient(db, session, allergies="Latex")
    second = sessions.start(db, sessions.get(db, session).patient_id)
    sessions.sign(db, second)
    edit_patient(db, session, allergies="Latex and chlorhexidine")
    assert [sessions.record(db, each).patient.allergies for each in (session, second)] == ["None known", "Latex"]


def test_a_vein_of_an_earlier_draft_stays_as_it_was_at_the_signature(db: Database, session: str) -> None:
    own = sessions.get(db, session)
    earlier = sessions.start(db, own.patient_id, at=Moment(own.treated_at.utc - 3 * 86_400, 0))
    points = tuple(sites.place_of(replace(THIGH, y=THIGH.y - step)).point for step in (0, 40))
    vein = findings.draw_run(db, Run("", earlier, 0, THIGH.side, THIGH.view, points, shipped().space, "ret", 2000))
    sites.add(db, session, THIGH, volume_ul=100, vein_type="tel", run_id=vein)
    sessions.sign(db, session, reason="")
    signed = sessions.record(db, session)
    (run,) = signed.runs
    findings.edit_run(db, replace(run, vein_type="tel", diameter_um=500))
    assert sessions.record(db, session).runs == (run,)
    assert (run.vein_type, run.diameter_um) == ("ret", 2000)
    assert sessions.record(db, earlier).runs[0].vein_type == "tel"
