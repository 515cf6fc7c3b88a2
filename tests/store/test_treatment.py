"""Patients are found as one types; sessions, preparations and sites are kept as they are entered."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sclerochart.domain import moments
from sclerochart.domain.errors import UserError
from sclerochart.domain.ledger import AdoptedLine, ledger
from sclerochart.domain.leg import Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, findings, journal, patients, preparations, schema, sessions, sites
from sclerochart.store.database import Database, connect

THIGH = Spot("right", "lateral", 40.0, 660.0)
CALF = Spot("left", "posterior", -100.0, 380.0)
STS = Preparation("", "", 0, "fibrovein-0.2", "Fibrovein 0.2%", "sodium tetradecyl sulfate", 2000, lot="A1")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(
        connect(tmp_path / "chart.db", secrets.token_bytes(32), secrets.token_bytes(16)), author="p1", device="d1"
    )
    schema.bring_up_to_date(made)
    clinic.add_practitioner(made, Practitioner("p1", "Ada Example", "Nurse", "N1"))
    clinic.edit(made, Clinic(name="Example Clinic"))
    yield made
    made.close()


def person(given: str, family: str, **more: object) -> Patient:
    return replace(Patient("", given, family), **more)


@pytest.fixture
def session(db: Database) -> str:
    return sessions.start(db, patients.add(db, person("Prim", "Placeholder")))


def place(db: Database, session_id: str, volume_ul: int = 100, *, spot: Spot = THIGH, prep: str | None = None) -> str:
    return sites.add(db, session_id, spot, volume_ul=volume_ul, vein_type="tel", preparation_id=prep)


def found(db: Database, typed: str) -> list[str]:
    return [row.patient.name for row in patients.search(db, typed)]


@pytest.mark.parametrize(
    "typed",
    ["ozturk", "Öztürk zoë", "zoe ozt", "z o", "3/4/71", "03.04.1971", "3 Apr 1971", "1971-04-03", "03041971", "1971",
     "0207946", "020 7946 01", "(020) 7946", "+44 20 7946", "+44 (0)20 7946", "d-17", "D17", "999 000", "oz 1971"],
)  # fmt: skip
def test_a_patient_is_found_by_names_in_any_order_birth_phone_and_number(db: Database, typed: str) -> None:
    patients.add(db, person(
        "Zoë", "Öztürk", birth_date=date(1971, 4, 3), phone="+44 20 7946 0123", record_number="D-17",
        nhs_number="999 000 1006",
    ))  # fmt: skip
    patients.add(db, person("Ottoline", "Sample", birth_date=date(1965, 11, 21), phone="07700 900102"))
    assert "Zoë Öztürk" in found(db, typed)


def test_what_matches_nobody_finds_nobody_and_odd_characters_do_no_harm(db: Database) -> None:
    patients.add(db, person("Zoë", "Öztürk"))
    for typed in ("xyz", '"', "' OR 1=1", "*", "zoe xyz", "(", "a AND b", "NEAR"):
        assert found(db, typed) == []


def test_the_list_shows_the_last_visit_first_and_then_names(db: Database) -> None:
    ids = {name: patients.add(db, person("A", name)) for name in ("Cole", "Adams", "Brown", "Adamson")}
    old = moments.from_utc(moments.now().utc - 20 * 86_400)
    sessions.start(db, ids["Cole"], at=old)
    sessions.start(db, ids["Brown"])
    assert found(db, "") == ["A Brown", "A Cole", "A Adams", "A Adamson"]
    assert found(db, "a") == ["A Brown", "A Cole", "A Adams", "A Adamson"]
    rows = patients.search(db, "brown")
    assert rows[0].last_visit is not None
    journal.undo(db, journal.patient_scope(ids["Brown"]))
    assert found(db, "") == ["A Cole", "A Adams", "A Adamson", "A Brown"]


def test_many_patients_of_one_name_are_all_found(db: Database) -> None:
    for number in range(30):
        patients.add(db, person("Sam", "Same", record_number=f"R{number}"))
    assert len(patients.search(db, "same sam", limit=100)) == 30


def test_an_edited_or_undone_patient_is_found_by_what_they_are_called_now(db: Database) -> None:
    patient_id = patients.add(db, person("Prim", "Before"))
    patients.edit(db, replace(patients.get(db, patient_id), family_name="After"))
    assert found(db, "before") == []
    assert found(db, "after") == ["Prim After"]
    journal.undo(db, journal.patient_scope(patient_id))
    assert found(db, "before") == ["Prim Before"]
    journal.undo(db, journal.patient_scope(patient_id))
    assert found(db, "") == []
    with pytest.raises(UserError, match="no longer in the vault"):
        patients.get(db, patient_id)
    journal.redo(db, journal.patient_scope(patient_id))
    assert found(db, "prim") == ["Prim Before"]


def test_a_probable_duplicate_is_named(db: Database) -> None:
    patients.add(db, person("Zoë", "Öztürk", birth_date=date(1971, 4, 3), nhs_number="999 000 1006"))
    assert patients.probable_duplicates(db, person("zoe", "ozturk", birth_date=date(1971, 4, 3)))
    assert patients.probable_duplicates(db, person("Other", "Name", nhs_number="9990001006"))
    assert patients.probable_duplicates(db, person("Zoe", "Ozturk"))
    assert not patients.probable_duplicates(db, person("Zoe", "Ozturk", birth_date=date(1990, 1, 1)))
    assert not patients.probable_duplicates(db, person("Ann", "Ozturk"))


def test_starting_twice_today_opens_the_same_draft_and_an_older_draft_stays(db: Database) -> None:
    patient_id = patients.add(db, person("Prim", "Placeholder"))
    yesterday = moments.from_utc(moments.now().utc - 86_400)
    first = sessions.start(db, patient_id, at=yesterday)
    today = sessions.start(db, patient_id)
    assert today != first
    assert sessions.start(db, patient_id) == today
    assert [draft.id for draft, _ in sessions.drafts(db)] == [first, today]
    assert [(one.number, one.of) for one in sessions.of_patient(db, patient_id)] == [(1, 2), (2, 2)]


def test_a_site_keeps_the_place_that_was_clicked_and_beside_the_leg_is_refused(db: Database, session: str) -> None:
    place(db, session)
    (site,) = sites.of_session(db, session)
    assert (site.place.side, site.place.view, site.volume_ul, site.region) == ("right", "lateral", 100, "TH-L-M")
    with pytest.raises(UserError, match="beside the leg"):
        place(db, session, spot=Spot("left", "anterior", 5000, 5000))


def test_a_volume_that_is_none_is_refused(db: Database, session: str) -> None:
    site = place(db, session)
    for volume in (0, -5, 20_001):
        with pytest.raises(ValueError, match="not a volume"):
            sites.edit(db, site, volume_ul=volume)
    assert sites.of_session(db, session)[0].volume_ul == 100


def test_editing_a_preparation_corrects_all_its_sites_in_one_step(db: Database, session: str) -> None:
    prep = preparations.add(db, session, STS)
    for _ in range(3):
        place(db, session, prep=prep)
    before = db.value("SELECT count(*) FROM step")
    made = preparations.get(db, prep)
    assert made is not None
    preparations.edit(db, replace(made, ug_per_ml=5000))
    assert db.value("SELECT count(*) FROM step") == before + 1
    sums = ledger(sites.of_session(db, session), preparations.of_session(db, session))
    assert sums.mass_ng == 300 * 5000


def test_one_act_names_the_preparation_of_all_sites_without_one(db: Database, session: str) -> None:
    for _ in range(4):
        place(db, session)
    prep = preparations.add(db, session, STS)
    assert preparations.name_unnamed(db, session, prep) == 4
    assert {site.preparation_id for site in sites.of_session(db, session)} == {prep}
    journal.undo(db, journal.session_scope(session))
    assert {site.preparation_id for site in sites.of_session(db, session)} == {None}


def test_removing_a_preparation_leaves_its_sites_unnamed_and_undo_brings_both_back(db: Database, session: str) -> None:
    prep = preparations.add(db, session, STS)
    place(db, session, prep=prep)
    made = preparations.get(db, prep)
    assert made is not None
    preparations.remove(db, made)
    assert sites.of_session(db, session)[0].preparation_id is None
    journal.undo(db, journal.session_scope(session))
    assert sites.of_session(db, session)[0].preparation_id == prep


def test_another_preparation_takes_over_the_sites_and_syringes_of_one_that_is_removed(
    db: Database, session: str
) -> None:
    prep, instead = (preparations.add(db, session, STS) for _ in range(2))
    place(db, session, prep=prep)
    findings.fill_syringe(db, session, 2000, preparation_id=prep)
    made = preparations.get(db, prep)
    assert made is not None
    before = db.value("SELECT count(*) FROM step")
    preparations.remove(db, made, instead=instead)
    assert db.value("SELECT count(*) FROM step") == before + 1
    assert [one.id for one in preparations.of_session(db, session)] == [instead]
    assert sites.of_session(db, session)[0].preparation_id == instead
    assert findings.syringes_of_session(db, session)[0].preparation_id == instead
    journal.undo(db, journal.session_scope(session))
    assert sites.of_session(db, session)[0].preparation_id == prep
    assert findings.syringes_of_session(db, session)[0].preparation_id == prep


def test_what_is_current_comes_from_the_last_site_else_from_today(db: Database, session: str) -> None:
    assert sessions.current(db, session) == sessions.Current(100, "tel", None)
    prep = preparations.add(db, session, STS)
    sites.add(db, session, THIGH, volume_ul=300, vein_type="ret", preparation_id=prep)
    assert sessions.current(db, session) == sessions.Current(300, "ret", prep)
    other = sessions.start(db, patients.add(db, person("Next", "Patient")))
    current = sessions.current(db, other)
    assert current == sessions.Current(300, "ret", prep)
    place(db, other, prep=current.preparation_id)
    place(db, other, prep=current.preparation_id)
    (taken_over,) = preparations.of_session(db, other)
    assert (taken_over.lot, taken_over.session_id) == ("A1", other)
    assert {site.preparation_id for site in sites.of_session(db, other)} == {taken_over.id}


def test_a_volume_that_no_button_shows_is_not_what_the_next_patient_gets(db: Database, session: str) -> None:
    place(db, session, 200)
    sites.add(db, session, THIGH, volume_ul=123, vein_type="ret")
    other = sessions.start(db, patients.add(db, person("Next", "Patient")))
    assert sessions.current(db, other) == sessions.Current(200, "ret", None)
    assert sessions.current(db, session) == sessions.Current(123, "ret", None)


def test_two_sessions_of_one_day_are_summed_for_the_day(db: Database, session: str) -> None:
    place(db, session, 500)
    sessions.sign(db, session)
    patient_id = sessions.get(db, session).patient_id
    second = sessions.start(db, patient_id)
    assert second != session
    place(db, second, 200)
    other_sites, _ = sessions.same_day(db, second)
    assert sum(site.volume_ul for site in other_sites) == 500
    sessions.set_treated_at(db, second, moments.from_utc(moments.now().utc - 3 * 86_400))
    assert sessions.same_day(db, second) == ((), ())


def test_the_time_of_treatment_is_not_in_the_future(db: Database, session: str) -> None:
    later = moments.now().utc + int(timedelta(days=1).total_seconds())
    with pytest.raises(UserError, match="still to come"):
        sessions.set_treated_at(db, session, Moment(later, 0))


def test_the_time_of_treatment_is_not_before_the_patient_was_born_nor_before_1990(db: Database, session: str) -> None:
    patient = patients.get(db, sessions.get(db, session).patient_id)
    patients.edit(db, replace(patient, birth_date=date(1995, 4, 3)))
    before = sessions.get(db, session).treated_at
    for wall, why in (
        (datetime(1995, 4, 2, 10), "2 Apr 1995 is before this patient was born, 3 Apr 1995. Check the year."),
        (datetime(1926, 11, 20, 10), "20 Nov 1926 is before 1 Jan 1990, the earliest day that can be entered."),
        (datetime(206, 11, 20, 10), "20 Nov 206 is before 1 Jan 1990"),
    ):
        with pytest.raises(UserError, match=why):
            sessions.set_treated_at(db, session, moments.from_local(wall))
    assert sessions.get(db, session).treated_at == before
    sessions.set_treated_at(db, session, moments.from_local(datetime(1995, 4, 3, 10)))


def test_a_signed_session_is_read_only_and_takes_addenda(db: Database, session: str) -> None:
    site = place(db, session)
    with pytest.raises(UserError, match="can still be edited"):
        sessions.add_addendum(db, session, "Later")
    sessions.sign(db, session, reason="Lot unreadable")
    record = sessions.record(db, session)
    assert (record.session.signed_by, record.session.sign_reason) == ("p1", "Lot unreadable")
    made = preparations.from_row({**preparations.to_row(STS), "id": "x", "session_id": session, "position": 1})
    for act in (
        lambda: place(db, session), lambda: sites.remove(db, site), lambda: sites.move(db, site, CALF),
        lambda: sites.edit(db, site, note="x"), lambda: preparations.add(db, session, made),
        lambda: sessions.set_notes(db, session, "x"), lambda: sessions.sign(db, session),
        lambda: sessions.set_treated_at(db, session, Moment(1, 0)),
        lambda: journal.undo(db, journal.session_scope(session)),
    ):  # fmt: skip
        with pytest.raises(UserError, match="signed"):
            act()
    with pytest.raises(UserError, match="Type the text"):
        sessions.add_addendum(db, session, "  ")
    sessions.add_addendum(db, session, "Lot found on the tray")
    (addendum,) = sessions.record(db, session).addenda
    assert (addendum.author, addendum.text) == ("Ada Example", "Lot found on the tray")


def test_a_reference_line_is_adopted_once_for_a_product_and_can_be_dropped(db: Database) -> None:
    clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.2", "liquid", 10_000, "label"))
    line_id = clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.2", "liquid", 8_000, "our own"))
    (line,) = clinic.adopted_lines(db)
    assert (line.ul, line.label) == (8_000, "our own")
    clinic.drop_line(db, line_id)
    assert clinic.adopted_lines(db) == []
    with pytest.raises(UserError, match="above 0 ml"):
        clinic.adopt_line(db, AdoptedLine("", "fibrovein-0.2", "liquid", 0, "label"))


def test_answers_to_a_protocol_are_kept_and_taken_away(db: Database) -> None:
    clinic.set_answers(db, "two-week", {"a": "5", "b": "yes"})
    clinic.set_answers(db, "two-week", {"a": "7"})
    clinic.set_answers(db, "two-week", {"b": ""})
    assert clinic.answers(db, "two-week") == {"a": "7"}
    assert clinic.answers(db, "other") == {}
