"""Addenda that were begun: each practitioner's own, for each session, and no step of the record."""

from pathlib import Path

from sclerochart.domain.people import Patient
from sclerochart.store import journal, patients, sessions
from sclerochart.store.begun_addenda import begun_addendum, begun_reason, keep_begun_addendum, keep_begun_reason
from tests.store.small_vaults import made


def test_each_session_and_each_practitioner_has_its_own(tmp_path: Path) -> None:
    opened, _ = made(tmp_path / "vault")
    db = opened.db
    one, other = (sessions.start(db, patients.add(db, Patient("", "Prim", name))) for name in ("One", "Two"))
    sessions.sign(db, one, reason="practice")
    head = journal.head(db)
    keep_begun_addendum(db, one, "Bruise at")
    assert (begun_addendum(db, one), begun_addendum(db, other)) == ("Bruise at", "")
    author, db.author = db.author, "somebody else"
    assert begun_addendum(db, one) == ""
    db.author = author
    keep_begun_addendum(db, one, " \n")
    assert begun_addendum(db, one) == ""
    assert journal.head(db) == head
    keep_begun_addendum(db, one, "Bruise at the ankle")
    sessions.add_addendum(db, one, "Bruise at the ankle")
    assert begun_addendum(db, one) == ""
    opened.close()


def test_a_reason_that_was_begun_is_no_addendum(tmp_path: Path) -> None:
    opened, _ = made(tmp_path / "vault")
    db = opened.db
    one = sessions.start(db, patients.add(db, Patient("", "Prim", "One")))
    keep_begun_reason(db, one, "vial thrown")
    assert (begun_reason(db, one), begun_addendum(db, one)) == ("vial thrown", "")
    sessions.sign(db, one, reason="vial thrown away")
    assert begun_addendum(db, one) == ""
    opened.close()
