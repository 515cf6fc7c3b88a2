"""The journal: undo of any kind of act, also after reopening, and a chain that shows every change."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sclerochart.domain.errors import UserError
from sclerochart.store import journal, schema
from sclerochart.store.database import Database, Error, connect

KEY, SALT = secrets.token_bytes(32), secrets.token_bytes(16)


def opened(path: Path) -> Database:
    db = Database(connect(path, KEY, SALT), author="practitioner-1", device="device-1")
    schema.bring_up_to_date(db)
    return db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = opened(tmp_path / "chart.db")
    populate(made)
    yield made
    made.close()


def populate(db: Database) -> None:
    with journal.step(db, "Add practitioner", "clinic") as step:
        step.insert("practitioner", {"id": "practitioner-1", "name": "Ada", "profession": "", "registration": ""})
    with journal.step(db, "Add patient", "patient:p") as step:
        nobody = dict.fromkeys(schema.columns(db, "patient"), "")
        step.insert("patient", {**nobody, "id": "p", "birth_date": None, "family_name": "Muster"})
    with journal.step(db, "Start session", "patient:p") as step:
        step.insert("session", {
            "id": "s", "patient_id": "p", "practitioner_id": "practitioner-1", "treated_utc": 1,
            "treated_offset_min": 0, "notes": "", "signed_utc": None, "signed_offset_min": None, "signed_by": "",
            "sign_reason": "", "plan": "",
            "other_side": "",
        })  # fmt: skip


def site(site_id: str, volume_ul: int = 100, placed: int = 1) -> dict[str, object]:
    return {
        "id": site_id, "session_id": "s", "placed": placed, "entered_utc": 1, "entered_offset_min": 0, "side": "left",
        "view": "anterior", "x": 1, "y": 2, "z": 3, "region": "KN-A", "corrected_region": None, "space": "1",
        "volume_ul": volume_ul, "vein_type": "tel", "preparation_id": None, "note": "", "injections": 1, "run_id": None,
    }  # fmt: skip


def add(db: Database, site_id: str, volume_ul: int = 100, *, fold: str | None = None) -> None:
    with journal.step(db, f"Add {volume_ul}", "session:s", fold=fold) as step:
        step.insert("site", site(site_id, volume_ul))


def sign(db: Database) -> None:
    with journal.step(db, "Sign session", "session:s") as step:
        step.update("session", "s", {"signed_utc": 5, "signed_offset_min": 0, "signed_by": "practitioner-1"})


def volumes(db: Database) -> dict[str, int]:
    return {row["id"]: row["volume_ul"] for row in db.rows("SELECT id, volume_ul FROM site")}


def test_an_act_is_undone_and_done_again_and_named(db: Database) -> None:
    add(db, "a", 100)
    add(db, "b", 200)
    assert journal.names(db, "session:s") == journal.UndoNames("Add 200", None)
    journal.undo(db, "session:s")
    assert volumes(db) == {"a": 100}
    assert journal.names(db, "session:s") == journal.UndoNames("Add 100", "Add 200")
    journal.redo(db, "session:s")
    assert volumes(db) == {"a": 100, "b": 200}


def test_undo_works_tomorrow_from_another_start_of_the_program(tmp_path: Path) -> None:
    first = opened(tmp_path / "chart.db")
    populate(first)
    add(first, "a")
    first.close()
    second = opened(tmp_path / "chart.db")
    journal.undo(second, "session:s")
    assert volumes(second) == {}
    second.close()


def test_steps_of_one_fold_are_undone_together(db: Database) -> None:
    add(db, "a")
    for volume in (110, 120, 130):
        with journal.step(db, "Nudge", "session:s", fold="key-1") as step:
            step.update("site", "a", {"volume_ul": volume})
    journal.undo(db, "session:s")
    assert volumes(db) == {"a": 100}
    journal.redo(db, "session:s")
    assert volumes(db) == {"a": 130}


def test_undo_passes_over_steps_of_one_fold_that_came_to_nothing(tmp_path: Path) -> None:
    db = opened(tmp_path / "chart.db")
    populate(db)
    add(db, "a")
    for volume in (110, 120, 100):
        with journal.step(db, "Nudge", "session:s", fold="key-1") as step:
            step.update("site", "a", {"volume_ul": volume})
    assert journal.names(db, "session:s") == journal.UndoNames("Add 100", None)
    journal.undo(db, "session:s")
    assert volumes(db) == {}
    db.close()
    db = opened(tmp_path / "chart.db")
    assert journal.names(db, "session:s") == journal.UndoNames(None, "Add 100")
    journal.redo(db, "session:s")
    assert volumes(db) == {"a": 100}
    with journal.step(db, "Nudge", "session:s", fold="key-1") as step:
        step.update("site", "a", {"volume_ul": 130})
    assert journal.names(db, "session:s") == journal.UndoNames("Nudge", None)
    journal.undo(db, "session:s")
    assert volumes(db) == {"a": 100}
    db.close()


def test_nothing_to_undo_is_said(db: Database) -> None:
    with pytest.raises(UserError, match="nothing to undo"):
        journal.undo(db, "session:s")


def test_undoing_the_start_of_a_session_with_sites_says_how_many(db: Database) -> None:
    for number in range(12):
        add(db, f"site-{number}")
    with pytest.raises(UserError, match="This session has 12 sites; undo those first"):
        journal.undo(db, "patient:p")
    assert len(volumes(db)) == 12


def test_a_row_changed_since_is_not_overwritten_by_undo(db: Database) -> None:
    add(db, "a")
    db.execute("UPDATE site SET volume_ul = 999")
    with pytest.raises(UserError, match="changed since"):
        journal.undo(db, "session:s")
    assert volumes(db) == {"a": 999}


def test_a_signed_session_refuses_every_step_and_undo_but_takes_an_addendum(db: Database) -> None:
    add(db, "a")
    sign(db)
    for act in (lambda: add(db, "b"), lambda: journal.undo(db, "session:s")):
        with pytest.raises(UserError, match="signed"):
            act()
    addendum = {"id": "d", "session_id": "s", "at_utc": 6, "at_offset_min": 0, "author": "x", "text": "Seen again"}
    with journal.step(db, "Add addendum", "session:s") as step:
        step.insert("addendum", addendum)
    assert volumes(db) == {"a": 100}
    assert db.value("SELECT count(*) FROM addendum") == 1
    with pytest.raises(UserError, match="signed"), journal.step(db, "Edit", "session:s") as step:
        step.update("addendum", "d", {"text": "other"})


def rename(db: Database, family_name: str) -> None:
    with journal.step(db, f"Call {family_name}", "patient:p") as step:
        step.update("patient", "p", {"family_name": family_name})


def test_undo_passes_over_the_start_of_a_signed_session_and_the_addition_of_its_patient(tmp_path: Path) -> None:
    db = opened(tmp_path / "chart.db")
    populate(db)
    journal.undo(db, "patient:p")
    rename(db, "Before")
    with journal.step(db, "Start session", "patient:p") as step:
        blank = {**dict.fromkeys(schema.columns(db, "session"), ""), "signed_utc": None, "signed_offset_min": None}
        moment = {"treated_utc": 1, "treated_offset_min": 0}
        step.insert("session", {**blank, **moment, "id": "s", "patient_id": "p", "practitioner_id": "practitioner-1"})
    assert journal.names(db, "patient:p").undo == "Start session"
    sign(db)
    rename(db, "After")
    for once_more in (False, True):  # in this run of the program and in the next one
        if once_more:
            db.close()
            db = opened(tmp_path / "chart.db")
        journal.undo(db, "patient:p")
        assert journal.names(db, "patient:p") == journal.UndoNames("Call Before", "Call After")
        journal.undo(db, "patient:p")
        assert db.value("SELECT family_name FROM patient") == "Muster"
        assert journal.names(db, "patient:p") == journal.UndoNames(None, "Call Before")
        with pytest.raises(UserError, match="nothing to undo"):
            journal.undo(db, "patient:p")
        journal.redo(db, "patient:p")
        assert journal.names(db, "patient:p") == journal.UndoNames("Call Before", "Call After")
        journal.redo(db, "patient:p")
        assert journal.names(db, "patient:p") == journal.UndoNames("Call After", None)
        assert db.value("SELECT family_name FROM patient") == "After"
    db.close()


def test_what_belongs_to_a_session_is_written_in_its_scope_alone(db: Database) -> None:
    with pytest.raises(ValueError, match="belongs to the scope"), journal.step(db, "Add", "clinic") as step:
        step.insert("site", site("a"))
    assert volumes(db) == {}


def test_a_step_that_fails_half_way_leaves_nothing(db: Database) -> None:
    before = db.value("SELECT count(*) FROM step")

    def fail_half_way() -> None:
        with journal.step(db, "Add", "session:s") as step:
            step.insert("site", site("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert volumes(db) == {}
    assert db.value("SELECT count(*) FROM step") == before


def test_the_digest_covers_every_column_and_the_image(db: Database) -> None:
    add(db, "a")
    rows = db.rows("SELECT * FROM step ORDER BY n")
    prev = journal.START
    for row in rows:
        assert row["prev"] == prev
        assert journal.step_digest(prev, row) == row["digest"]
        image = db.row("SELECT * FROM image WHERE n = ?", (row["n"],))
        assert image is not None
        assert hashlib.sha256(image["salt"] + image["body"].encode()).digest() == row["image_digest"]
        prev = row["digest"]
    assert journal.head(db) == prev.hex()
    for name, other in {"label": "Add 900", "at": 0, "author": "y", "scope": "clinic", "kind": "undo"}.items():
        assert journal.step_digest(rows[-1]["prev"], {**rows[-1], name: other}) != rows[-1]["digest"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE step SET label = 'x'", "DELETE FROM step", "DELETE FROM image", "UPDATE image SET body = 'x'",
        "UPDATE image SET salt = x'00'",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_rewrite_the_journal(db: Database, statement: str) -> None:
    with pytest.raises(Error):
        db.execute(statement)


def test_an_image_can_be_erased_and_then_its_step_cannot_be_undone(db: Database) -> None:
    add(db, "a")
    db.execute("UPDATE image SET body = NULL WHERE n = (SELECT max(n) FROM step)")
    with pytest.raises(UserError, match="erased"):
        journal.undo(db, "session:s")


def test_labels_and_scopes_hold_no_personal_data(db: Database) -> None:
    text = json.dumps(db.rows("SELECT label, scope FROM step"))
    assert "Muster" not in text


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 20_000)),
        st.tuples(st.just("set"), st.integers(0, 5), st.integers(1, 20_000)),
        st.tuples(st.just("nudge"), st.integers(0, 5), st.integers(1, 20_000), st.sampled_from(["f1", "f2"])),
        st.tuples(st.just("remove"), st.integers(0, 5)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=40,
)


def forget_what_came_to_nothing(done: list[tuple[dict[str, int], str | None]], state: dict[str, int]) -> None:
    """Drop the acts of one fold on top that led back to where they began."""
    while done and done[-1][1] is not None:
        first = len(done) - 1
        while first and done[first - 1][1] == done[-1][1]:
            first -= 1
        if done[first][0] != state:
            break
        del done[first:]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_acts_undos_and_redos_agree_with_a_plain_model(tmp_path: Path, acts: list[tuple[object, ...]]) -> None:
    path = tmp_path / f"{secrets.token_hex(6)}.db"
    db = opened(path)
    populate(db)
    state: dict[str, int] = {}
    done: list[tuple[dict[str, int], str | None]] = []
    undone: list[tuple[dict[str, int], str | None]] = []
    for count, act in enumerate(acts):
        before = dict(state)
        fold: str | None = None
        names = sorted(state)
        if act[0] == "add":
            state[f"site-{count:03}"] = int(str(act[1]))
            add(db, f"site-{count:03}", int(str(act[1])))
        elif act[0] in ("set", "nudge") and names:
            name, fold = names[int(str(act[1])) % len(names)], str(act[3]) if act[0] == "nudge" else None
            state[name] = int(str(act[2]))
            with journal.step(db, "Edit site", "session:s", fold=fold) as step:
                step.update("site", name, {"volume_ul": state[name]})
        elif act[0] == "remove" and names:
            name = names[int(str(act[1])) % len(names)]
            del state[name]
            with journal.step(db, "Remove site", "session:s") as step:
                step.delete("site", name)
        elif act[0] in ("undo", "redo"):
            forget_what_came_to_nothing(done, state)
            source, sink = (done, undone) if act[0] == "undo" else (undone, done)
            if not source:
                with pytest.raises(UserError):
                    getattr(journal, str(act[0]))(db, "session:s")
                continue
            shared = source[-1][1]
            while True:
                target, own = source.pop()
                sink.append((dict(state), own))
                state = dict(target)
                if shared is None or not source or source[-1][1] != shared:
                    break
            getattr(journal, str(act[0]))(db, "session:s")
            assert volumes(db) == state
            continue
        if state != before:
            done.append((before, fold))
            undone.clear()
        assert volumes(db) == state
    db.close()
    forget_what_came_to_nothing(done, state)
    again = opened(path)
    assert volumes(again) == state
    assert (journal.names(again, "session:s").undo is None) == (not done)
    assert (journal.names(again, "session:s").redo is None) == (not undone)
    again.close()
