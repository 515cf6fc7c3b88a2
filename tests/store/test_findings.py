"""Area entries, bursts, vein runs, marks, syringes, clocks, phrases: kept, corrected and undone like all else."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sclerochart.domain import atlas
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.ledger import ledger, terms_text
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient, Practitioner
from sclerochart.domain.session import Preparation
from sclerochart.store import clinic, findings, journal, patients, preparations, replay, schema, sessions, sites
from sclerochart.store.database import Database, connect
from sclerochart.store.sites import NewSite

SPOTS = [Spot("right", "lateral", 40.0, 660.0 - 6 * step) for step in range(12)]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(
        connect(tmp_path / "chart.db", secrets.token_bytes(32), secrets.token_bytes(16)), author="p1", device="d1"
    )
    schema.bring_up_to_date(made)
    clinic.add_practitioner(made, Practitioner("p1", "Ada Example"))
    yield made
    made.close()


@pytest.fixture
def session(db: Database) -> str:
    return sessions.start(db, patients.add(db, Patient("", "Prim", "Placeholder")))


def run(session_id: str) -> Run:
    points = [place.point for spot in SPOTS[:4] if (place := atlas.shipped().place(spot))]
    return Run("", session_id, 0, "right", "lateral", tuple(points), atlas.shipped().space, "ret", 2000)


def mark(session_id: str, kind: str = "matting", **more: object) -> Mark:
    place = sites.place_of(SPOTS[0])
    return replace(Mark("", session_id, 0, kind, place), **more)  # type: ignore[arg-type]


def test_an_area_entry_counts_its_injections_in_every_sum(db: Database, session: str) -> None:
    prep = preparations.add(db, session, Preparation("", "", 0, "p", "Brand", "sts", 2000))
    sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="tel", preparation_id=prep, injections=12)
    sites.add(db, session, SPOTS[1], volume_ul=100, vein_type="tel", preparation_id=prep)
    sums = ledger(sites.of_session(db, session), preparations.of_session(db, session))
    assert (sums.total_ul, sums.site_count, sums.right_count) == (1300, 13, 13)
    assert terms_text(sums.rows[0]) == "13 × 0.1 ml × 2 mg/ml = 2.6 mg"
    (summary,) = sessions.of_patient(db, sessions.get(db, session).patient_id)
    assert (summary.site_count, summary.total_ul) == (13, 1300)
    assert journal.names(db, journal.session_scope(session)).undo == "Add 0.1 ml"


def test_a_burst_is_one_step(db: Database, session: str) -> None:
    before = db.value("SELECT count(*) FROM step")
    sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS])
    assert db.value("SELECT count(*) FROM step") == before + 1
    assert [site.placed for site in sites.of_session(db, session)] == list(range(1, 13))
    assert journal.names(db, journal.session_scope(session)).undo == "Add 12 sites"
    journal.undo(db, journal.session_scope(session))
    assert sites.of_session(db, session) == []


def test_a_burst_with_a_spot_beside_the_leg_places_nothing(db: Database, session: str) -> None:
    beside = Spot("right", "lateral", 4000.0, 0.0)
    with pytest.raises(UserError, match="beside the leg"):
        sites.add_many(db, session, [NewSite(SPOTS[0], 100, "tel"), NewSite(beside, 100, "tel")])
    assert sites.of_session(db, session) == []


def test_a_burst_takes_another_sessions_preparation_over_once(db: Database, session: str) -> None:
    prep = preparations.add(db, session, Preparation("", "", 0, "p", "Brand", "sts", 2000, lot="A"))
    other = sessions.start(db, patients.add(db, Patient("", "Next", "Person")))
    sites.add_many(db, other, [NewSite(spot, 100, "tel", prep) for spot in SPOTS[:5]])
    assert len(preparations.of_session(db, other)) == 1


def test_a_run_serves_the_whole_course_and_knows_where_it_was_treated(db: Database, session: str) -> None:
    run_id = findings.draw_run(db, run(session))
    patient_id = sessions.get(db, session).patient_id
    assert findings.treated_runs(db, patient_id) == {}
    sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="ret", run_id=run_id)
    sessions.sign(db, session)
    later = sessions.start(db, patient_id)
    assert [each.id for each in findings.runs_of_patient(db, patient_id)] == [run_id]
    assert findings.runs_of_session(db, later) == []
    sites.add(db, later, SPOTS[1], volume_ul=100, vein_type="ret", run_id=run_id)
    assert [each.id for each in findings.runs_of_session(db, later)] == [run_id]
    assert findings.treated_runs(db, patient_id) == {run_id: 2}
    with pytest.raises(UserError, match="signed"):
        findings.remove_run(db, run_id)


def test_removing_a_run_leaves_its_sites_and_undo_brings_it_back(db: Database, session: str) -> None:
    run_id = findings.draw_run(db, run(session))
    sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="ret", run_id=run_id)
    findings.remove_run(db, run_id)
    assert sites.of_session(db, session)[0].run_id is None
    journal.undo(db, journal.session_scope(session))
    assert sites.of_session(db, session)[0].run_id == run_id
    (back,) = findings.runs_of_session(db, session)
    assert back == replace(run(session), id=run_id, drawn=1)


def test_marks_are_kept_with_their_line_and_distance(db: Database, session: str) -> None:
    line = run(session).points
    mark_id = findings.add_mark(db, mark(session, "reflux", points=line, distance_mm=180, note="to the knee"))
    (kept,) = findings.marks_of_session(db, session)
    assert (kept.id, kept.points, kept.distance_mm, kept.note) == (mark_id, line, 180, "to the knee")
    findings.edit_mark(db, replace(kept, note="above the knee"))
    findings.remove_mark(db, mark_id)
    journal.undo(db, journal.session_scope(session))
    assert findings.marks_of_session(db, session)[0].note == "above the knee"
    with pytest.raises(ValueError, match="not a kind of mark"):
        findings.add_mark(db, mark(session, "nonsense"))


def test_a_syringe_is_filled_read_and_its_sites_take_their_share_in_one_step(db: Database, session: str) -> None:
    sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="tel")
    findings.fill_syringe(db, session, 2500)
    made = sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS[1:4]])
    (syringe,) = findings.syringes_of_session(db, session)
    assert (syringe.after_placed, syringe.drawn_ul, syringe.left_ul) == (2, 2500, None)
    findings.read_syringe(db, replace(syringe, left_ul=600), volumes_ul=dict(zip(made, (634, 633, 633), strict=True)))
    assert [site.volume_ul for site in sites.of_session(db, session)] == [100, 634, 633, 633]
    journal.undo(db, journal.session_scope(session))
    assert [site.volume_ul for site in sites.of_session(db, session)] == [100, 100, 100, 100]
    assert findings.syringes_of_session(db, session)[0].left_ul is None
    with pytest.raises(UserError, match=r"between 0 and the 2\.5 ml"):
        findings.read_syringe(db, replace(syringe, left_ul=2600))
    with pytest.raises(UserError, match="above 0 ml"):
        findings.fill_syringe(db, session, 0)


def test_a_syringe_is_corrected_in_one_step_and_may_be_unread_again(db: Database, session: str) -> None:
    findings.fill_syringe(db, session, 25_000)
    (syringe,) = findings.syringes_of_session(db, session)
    findings.change_syringe(db, replace(syringe, drawn_ul=2500, left_ul=600))
    assert findings.syringes_of_session(db, session)[0].drawn_ul == 2500
    findings.change_syringe(db, replace(syringe, drawn_ul=2500))
    assert findings.syringes_of_session(db, session)[0].left_ul is None
    with pytest.raises(UserError, match=r"between 0 and the 2\.5 ml"):
        findings.change_syringe(db, replace(syringe, drawn_ul=2500, left_ul=2600))
    with pytest.raises(UserError, match="above 0 ml"):
        findings.change_syringe(db, replace(syringe, drawn_ul=0))
    with pytest.raises(UserError, match="how much is left"):
        findings.read_syringe(db, syringe)


def test_the_journal_tells_which_sites_were_there_when_a_syringe_was_read(db: Database, session: str) -> None:
    made = sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS[:2]])
    findings.fill_syringe(db, session, 2500)
    (syringe,) = findings.syringes_of_session(db, session)
    assert findings.read_with(db, session) == {}
    findings.read_syringe(db, replace(syringe, left_ul=600))
    sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS[2:4]])
    findings.change_syringe(db, replace(syringe, left_ul=500))
    assert findings.read_with(db, session) == {syringe.id: set(made)}


def test_a_reading_that_is_done_again_counts_no_site_that_comes_after_it(db: Database, session: str) -> None:
    scope = journal.session_scope(session)
    findings.fill_syringe(db, session, 2500)
    (syringe,) = findings.syringes_of_session(db, session)
    first = sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="tel")
    findings.read_syringe(db, replace(syringe, left_ul=600))
    last = sites.add(db, session, SPOTS[1], volume_ul=100, vein_type="tel")
    sites.remove(db, last)
    for turn in (*3 * [journal.undo], *3 * [journal.redo], journal.undo):
        turn(db, scope)
    assert [site.id for site in sites.of_session(db, session)] == [first, last]
    assert findings.read_with(db, session) == {syringe.id: {first}}


def test_what_is_filled_or_placed_later_has_the_higher_number(db: Database, session: str) -> None:
    made = sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS[:3]])
    findings.fill_syringe(db, session, 2500)
    findings.fill_syringe(db, session, 5000)
    sites.remove(db, made[-1])
    later = sites.add_many(db, session, [NewSite(spot, 100, "tel") for spot in SPOTS[3:5]])
    first, second = findings.syringes_of_session(db, session)
    assert (first.drawn_ul, second.drawn_ul) == (2500, 5000)
    assert first.after_placed < second.after_placed
    placed = sites.of_session(db, session)
    assert [site.id for site in placed] == [*made[:2], *later]
    assert {site.id for site in placed if site.placed > second.after_placed} == set(later)
    findings.remove_syringe(db, first.id)
    journal.undo(db, journal.session_scope(session))
    assert findings.syringes_of_session(db, session) == [first, second]
    assert replay.first_wrong(db) is None


def test_of_syringes_with_one_number_the_one_filled_first_stays_the_first(db: Database, session: str) -> None:
    for drawn in (2500, 5000):
        findings.fill_syringe(db, session, drawn)
    first, second = findings.syringes_of_session(db, session)
    for each in (second, first):
        findings.change_syringe(db, replace(each, after_placed=0))
    findings.remove_syringe(db, first.id)
    journal.undo(db, journal.session_scope(session))
    assert [each.drawn_ul for each in findings.syringes_of_session(db, session)] == [2500, 5000]


def test_clocks_start_end_and_go_on_from_their_first_start(db: Database, session: str) -> None:
    with pytest.raises(UserError, match="not started"):
        findings.end_timing(db, session, "walk")
    findings.start_timing(db, session, "walk")
    findings.end_timing(db, session, "walk")
    (walk,) = findings.timings_of_session(db, session)
    assert walk.ended_at is not None
    findings.start_timing(db, session, "walk")
    assert findings.timings_of_session(db, session) == [replace(walk, ended_at=None)]
    head = journal.head(db)
    findings.start_timing(db, session, "walk")
    assert journal.head(db) == head


def test_phrases_are_kept_in_order_and_shortened(db: Database) -> None:
    findings.set_phrases(db, ["Blanched briefly", " ", "No pain"])
    assert [phrase.text for phrase in findings.phrases(db)] == ["Blanched briefly", "No pain"]
    findings.set_phrases(db, ["No pain"])
    assert [phrase.text for phrase in findings.phrases(db)] == ["No pain"]
    journal.undo(db, journal.CLINIC)
    assert len(findings.phrases(db)) == 2


def test_the_plan_names_one_leg_and_the_question_is_answered_once(db: Database, session: str) -> None:
    sessions.set_plan(db, session, "right")
    sessions.answer_other_side(db, session, "yes")
    assert (sessions.get(db, session).plan, sessions.get(db, session).other_side) == ("right", "yes")
    sessions.set_plan(db, session, "left")
    assert sessions.get(db, session).other_side == ""


def test_everything_is_read_only_once_signed_and_the_journal_replays_to_the_tables(db: Database, session: str) -> None:
    findings.draw_run(db, run(session))
    mark_id = findings.add_mark(db, mark(session))
    findings.fill_syringe(db, session, 2500)
    findings.start_timing(db, session, "observation")
    sites.add(db, session, SPOTS[0], volume_ul=100, vein_type="tel", injections=3)
    (syringe,) = findings.syringes_of_session(db, session)
    sessions.sign(db, session)
    acts: list[Callable[[], object]] = [
        lambda: findings.draw_run(db, run(session)),
        lambda: findings.add_mark(db, mark(session)),
        lambda: findings.remove_mark(db, mark_id),
        lambda: findings.fill_syringe(db, session, 1000),
        lambda: findings.read_syringe(db, replace(syringe, left_ul=0)),
        lambda: findings.end_timing(db, session, "observation"),
        lambda: sessions.set_plan(db, session, "left"),
    ]
    for act in acts:
        with pytest.raises(UserError, match="signed"):
            act()
    assert replay.first_wrong(db) is None


def test_a_syringe_of_a_preparation_that_was_undone_is_refused_in_words(db: Database, session: str) -> None:
    prep = preparations.add(db, session, Preparation("", "", 0, "p", "Brand", "sts", 2000))
    journal.undo(db, journal.session_scope(session))
    with pytest.raises(UserError, match="no longer there"):
        findings.fill_syringe(db, session, 2500, preparation_id=prep)
    assert findings.syringes_of_session(db, session) == []
