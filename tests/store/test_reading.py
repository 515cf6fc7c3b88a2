"""What several views show is read once an act."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.leg import Spot
from sclerochart.domain.people import Patient, Practitioner
from sclerochart.store import clinic, journal, patients, schema, sessions, sites
from sclerochart.store.database import Database, connect
from sclerochart.store.reading import sites_now

SPOT = Spot("right", "lateral", 40.0, 660.0)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(
        connect(tmp_path / "chart.db", secrets.token_bytes(32), secrets.token_bytes(16)), author="p1", device="d1"
    )
    schema.bring_up_to_date(made)
    clinic.add_practitioner(made, Practitioner("p1", "Ada Example"))
    yield made
    made.close()


def test_every_act_undo_and_redo_is_seen_and_what_is_unchanged_is_not_read_again(db: Database) -> None:
    session = sessions.start(db, patients.add(db, Patient("", "Prim", "Placeholder")))
    scope = journal.session_scope(session)
    acts = (
        lambda: sites.add(db, session, SPOT, volume_ul=100, vein_type="tel"),
        lambda: sites.add(db, session, SPOT, volume_ul=200, vein_type="tel"),
        lambda: sites.edit(db, sites.of_session(db, session)[0].id, volume_ul=300),
        lambda: journal.undo(db, scope),
        lambda: journal.undo(db, scope),
        lambda: journal.redo(db, scope),
        lambda: sites.remove(db, sites.of_session(db, session)[0].id),
    )
    for act in acts:
        act()
        assert sites_now(db, session) == tuple(sites.of_session(db, session))
        assert sites_now(db, session) is sites_now(db, session)


def test_a_refused_act_changes_nothing_that_was_read(db: Database) -> None:
    session = sessions.start(db, patients.add(db, Patient("", "Prim", "Placeholder")))
    sites.add(db, session, SPOT, volume_ul=100, vein_type="tel")
    before = sites_now(db, session)
    with pytest.raises(UserError):
        sites.add(db, session, Spot("right", "lateral", 4000.0, 0.0), volume_ul=100, vein_type="tel")
    assert sites_now(db, session) is before


def test_sessions_are_kept_apart(db: Database) -> None:
    one = sessions.start(db, patients.add(db, Patient("", "Prim", "Placeholder")))
    other = sessions.start(db, patients.add(db, Patient("", "Otto", "Placeholder")))
    sites.add(db, one, SPOT, volume_ul=100, vein_type="tel")
    assert [len(sites_now(db, each)) for each in (one, other, one)] == [1, 0, 1]
