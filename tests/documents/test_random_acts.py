"""Whatever is done, undone and done again: ledger, diagram, table, record and a replay of the journal agree."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sclerochart.documents.record import record_pdf
from sclerochart.documents.record_findings import ranges
from sclerochart.domain import atlas, diagram, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import MARK_KINDS
from sclerochart.domain.layout import eight_views
from sclerochart.domain.ledger import ledger
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import VOLUME_PALETTE_UL, numbered
from sclerochart.domain.shapes import Text
from sclerochart.domain.syringe import sites_of
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.store import findings, journal, keys, patients, preparations, replay, sessions, sites, vault
from sclerochart.store.database import Database
from sclerochart.store.vault import Vault
from tests.documents import reading
from tests.documents import sample_records as samples
from tests.domain import sample_findings

LEGS = atlas.shipped()
SPOTS = [LEGS.spots(site.place.side, site.place.point)[0].spot for site in samples.sites(20)]
VEINS = tuple(VEIN_TYPES)

spots = st.sampled_from(SPOTS)
volumes = st.sampled_from(VOLUME_PALETTE_UL)
picks = st.integers(0, 50)
acts = st.one_of(
    st.tuples(st.just("site"), spots, volumes, st.sampled_from(VEINS), st.just(1)),
    st.tuples(st.just("site"), spots, volumes, st.sampled_from(VEINS), st.integers(2, 20)),
    st.tuples(st.just("burst"), st.lists(spots, min_size=2, max_size=6), volumes),
    st.tuples(st.just("move"), picks, spots),
    st.tuples(st.just("edit"), picks, volumes, st.sampled_from(VEINS)),
    st.tuples(st.just("remove"), picks),
    st.tuples(st.just("run"), st.integers(0, 1)),
    st.tuples(st.just("remove run"), picks),
    st.tuples(st.just("mark"), st.integers(0, 7)),
    st.tuples(st.just("remove mark"), picks),
    st.tuples(st.just("fill"), st.integers(1000, 5000)),
    st.tuples(st.just("read"), st.integers(0, 900)),
    st.tuples(st.just("remove syringe"), picks),
    st.tuples(st.just("clock"), st.sampled_from(("walk", "observation"))),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made, _ = vault.create(
        tmp_path_factory.mktemp("acts") / "vault",
        clinic=samples.CLINIC,
        practitioner=samples.PRACTITIONER,
        passphrase="a plain test secret",
        cost=keys.Cost(time=1, memory_kib=8),
    )
    yield made
    made.close()


def act(db: Database, session_id: str, name: str, *given: object) -> None:
    """One act of a hand; what the store refuses in words is no act."""
    placed, runs = sites.of_session(db, session_id), findings.runs_of_session(db, session_id)
    marks, syringes = findings.marks_of_session(db, session_id), findings.syringes_of_session(db, session_id)
    prepared = preparations.of_session(db, session_id)
    preparation_id = prepared[0].id if prepared else None
    pick = given[0] if given and isinstance(given[0], int) else 0
    match name, given:
        case "site", (Spot() as spot, int(ul), str(vein), int(count)):
            run_id = runs[-1].id if runs else None
            sites.add(
                db, session_id, spot, volume_ul=ul, vein_type=vein, preparation_id=preparation_id, injections=count,
                run_id=run_id,
            )  # fmt: skip
        case "burst", (list(line), int(ul)):
            sites.add_many(db, session_id, [sites.NewSite(spot, ul, "tel", preparation_id) for spot in line])
        case "move", (_, Spot() as spot) if placed:
            sites.move(db, placed[pick % len(placed)].id, spot)
        case "edit", (_, int(ul), str(vein)) if placed:
            sites.edit(db, placed[pick % len(placed)].id, volume_ul=ul, vein_type=vein)
        case "remove", _ if placed:
            sites.remove(db, placed[pick % len(placed)].id)
        case "run", _:
            findings.draw_run(db, replace(sample_findings.two_runs()[pick], session_id=session_id))
        case "remove run", _ if runs:
            findings.remove_run(db, runs[pick % len(runs)].id)
        case "mark", _:
            findings.add_mark(db, replace(sample_findings.every_mark()[pick], session_id=session_id))
        case "remove mark", _ if marks:
            findings.remove_mark(db, marks[pick % len(marks)].id)
        case "fill", _:
            findings.fill_syringe(db, session_id, pick, preparation_id=preparation_id)
        case "read", _ if syringes:
            findings.read_syringe(db, replace(syringes[-1], left_ul=pick))
        case "remove syringe", _ if syringes:
            findings.remove_syringe(db, syringes[pick % len(syringes)].id)
        case "clock", (str(kind),):
            findings.start_timing(db, session_id, kind)
        case "undo", _:
            journal.undo(db, journal.session_scope(session_id))
        case "redo", _:
            journal.redo(db, journal.session_scope(session_id))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(acts, min_size=8, max_size=30))
def test_after_any_acts_undos_and_redos_everything_says_the_same(opened: Vault, sequence: list[tuple[object]]) -> None:
    db = opened.db
    session_id = sessions.start(db, patients.add(db, samples.PATIENT))
    preparations.add(db, session_id, samples.PREPARATIONS[0])
    for name, *given_ in sequence:
        with suppress(UserError):
            act(db, session_id, str(name), *given_)
    record = sessions.record(db, session_id)
    sums = ledger(record.sites, record.preparations, lines=record.lines)
    assert sums.total_ul == sum(site.volume_ul * site.injections for site in record.sites)
    assert sums.mass_ng == sum(site.total_ul * 2000 for site in record.sites if site.preparation_id)

    in_order = numbered(list(record.sites))
    marks = diagram.marks_of(LEGS, eight_views(LEGS), record.sites)
    shown = {(mark.number, mark.site_id, mark.count) for found in marks.values() for mark in found}
    assert shown == {(number, site.id, site.injections) for number, site in in_order}
    page = diagram.sheet_shapes(LEGS, record.sites, width=260, runs=record.runs, marks=record.marks)
    drawn = {shape.text for shape in page.shapes if isinstance(shape, Text)}
    assert {mark.words for found in marks.values() for mark in found} <= drawn
    assert {MARK_KINDS[mark.kind] for mark in record.marks} == drawn & set(MARK_KINDS.values())

    words = reading.whole(record_pdf(record, pictures=[], printed_at=samples.PRINTED))
    if record.sites:
        assert f"{text.ml(sums.total_ul)} {text.mg(sums.mass_ng) if sums.mass_ng else '–'}" in words
    else:
        assert "No injection is recorded so far." in words
    for number, site in in_order:
        where = LEGS.regions[site.region].name_of(site.place.side)
        row = words.split(f"{number} {where} ", 1)[1]
        vein = VEIN_TYPES[site.vein_type]
        assert f"{vein.letter} · {vein.name}" in row
        assert text.ml_number(site.total_ul) in row
    assert f"holds {text.count(sums.site_count, 'site') if record.sites else 'no sites'}" in words
    assert ("Veins on the diagram" in words) == bool(record.runs)
    assert ("Marks and notes on the diagram" in words) == bool(record.marks)
    assert ("Syringes" in words) == bool(record.syringes)
    for number, syringe in enumerate(record.syringes, 1):
        own = {site.id for site in sites_of(syringe, record.syringes, record.sites, record.read_with)}
        from_it = ranges([number for number, site in in_order if site.id in own]) or "none"
        left = "not read" if syringe.left_ul is None else text.ml(syringe.left_ul)
        assert f"{text.ml(syringe.drawn_ul)} {left} {from_it} Charted" in words
        assert not any(syringe.after_placed == site.placed for site in record.sites)
    assert replay.first_wrong(db) is None
