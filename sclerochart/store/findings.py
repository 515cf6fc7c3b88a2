"""Vein runs and marks on the diagram, syringes, clocks and the clinic's phrases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from sclerochart.domain import atlas, text
from sclerochart.domain.errors import UserError
from sclerochart.domain.findings import MARK_KINDS, Mark, Phrase, Point, Run, Syringe, Timing
from sclerochart.domain.leg import Place
from sclerochart.domain.moments import Moment
from sclerochart.domain.runs import SNAP_MM, lies_on
from sclerochart.store import journal
from sclerochart.store.database import Database, Row
from sclerochart.store.sites import BY_QUICK_ENTRY, last_placed, of_session


def _points(words: str) -> tuple[Point, ...]:
    return tuple((x, y, z) for x, y, z in json.loads(words))


def _last(db: Database, table: str, column: str, session_id: str) -> int:
    return int(db.value(f"SELECT coalesce(max({column}), 0) FROM {table} WHERE session_id = ?", (session_id,)))


def _session_of(db: Database, table: str, row_id: str) -> str:
    found = db.value(f"SELECT session_id FROM {table} WHERE id = ?", (row_id,))
    if found is None:
        raise UserError("That is no longer there: making it was undone. Nothing was changed.")
    return str(found)


# Runs -----------------------------------------------------------------------------------------------------------------


def run_from_row(row: Row) -> Run:
    """A run from a row of the table."""
    return Run(**{**row, "points": _points(row["points"])})


def runs_of_patient(db: Database, patient_id: str) -> list[Run]:
    """Every run that was drawn for a patient, in any session, in the order they were drawn."""
    rows = db.rows(
        "SELECT run.* FROM run JOIN session ON session.id = session_id WHERE patient_id = ? "
        "ORDER BY treated_utc, drawn",
        (patient_id,),
    )
    return [run_from_row(row) for row in rows]


def runs_of_session(db: Database, session_id: str) -> list[Run]:
    """The runs that belong to a session's page: those it drew, and those that its sites lie on."""
    rows = db.rows(
        "SELECT * FROM run WHERE session_id = :id OR id IN (SELECT run_id FROM site WHERE session_id = :id) "
        "ORDER BY session_id <> :id, drawn",
        {"id": session_id},
    )
    return [run_from_row(row) for row in rows]


def treated_runs(db: Database, patient_id: str) -> dict[str, int]:
    """For each run that was ever injected, in how many of the patient's sessions."""
    rows = db.rows(
        "SELECT run_id, count(DISTINCT site.session_id) AS sessions FROM site "
        "JOIN session ON session.id = site.session_id WHERE patient_id = ? AND run_id IS NOT NULL GROUP BY run_id",
        (patient_id,),
    )
    return {row["run_id"]: row["sessions"] for row in rows}


def draw_run(db: Database, run: Run) -> str:
    """Keep a run in its session; its id and order are given here. The session's sites that lie there and on no run yet
    are on it from then on."""
    made = replace(run, id=journal.new_id(), drawn=_last(db, "run", "drawn", run.session_id) + 1)
    with journal.step(db, "Draw vein", journal.session_scope(run.session_id)) as step:
        step.insert("run", {**asdict(made), "points": journal.canonical(made.points)})
        for site_id in _sites_along(db, made):
            step.update("site", site_id, {"run_id": made.id})
    return made.id


def _sites_along(db: Database, run: Run) -> list[str]:
    """The ids of the session's sites on no run that lie on this one."""
    legs = atlas.shipped()
    found = [
        site.id
        for site in of_session(db, run.session_id)
        if site.run_id is None and lies_on(legs, site.place, [run], within_mm=SNAP_MM, own=None)
    ]
    said = only_said(db, run.session_id) if found else frozenset()
    return [site_id for site_id in found if site_id not in said]


def only_said(db: Database, session_id: str) -> frozenset[str]:
    """The ids of a session's sites of which only the region was said, as the journal tells: they were placed by quick
    entry and not moved since."""
    found: set[str] = set()
    for _, label, changes in _done(db, session_id):
        for table, row_id, before, after in changes:
            if table == "site" and after is not None and (before is None or _point(before) != _point(after)):
                (found.add if label.endswith(BY_QUICK_ENTRY) else found.discard)(row_id)
    return frozenset(found)


def _point(site: Row) -> Row:
    return {name: site[name] for name in Place.__dataclass_fields__}


def edit_run(db: Database, run: Run, *, fold: str | None = None) -> None:
    """Correct a run of the session in which it was drawn."""
    with journal.step(db, "Edit vein", journal.session_scope(run.session_id), fold=fold) as step:
        step.update("run", run.id, {**asdict(run), "points": journal.canonical(run.points)})


def remove_run(db: Database, run_id: str) -> None:
    """Take a run away; the session's own sites on it stay, without it."""
    session_id = _session_of(db, "run", run_id)
    with journal.step(db, "Remove vein", journal.session_scope(session_id)) as step:
        for row in db.rows("SELECT id FROM site WHERE run_id = ? AND session_id = ?", (run_id, session_id)):
            step.update("site", row["id"], {"run_id": None})
        step.delete("run", run_id)


# Marks ----------------------------------------------------------------------------------------------------------------


def mark_from_row(row: Row) -> Mark:
    """A mark from a row of the table."""
    place = Place(**{name: row[name] for name in Place.__dataclass_fields__})
    return Mark(
        row["id"], row["session_id"], row["placed"], row["kind"], place, _points(row["points"]), row["distance_mm"],
        row["note"],
    )  # fmt: skip


def _mark_row(mark: Mark) -> Row:
    row = asdict(mark)
    place = row.pop("place")
    return {**row, **place, "points": journal.canonical(mark.points)}


def marks_of_session(db: Database, session_id: str) -> list[Mark]:
    """A session's marks in order of placement."""
    rows = db.rows("SELECT * FROM mark WHERE session_id = ? ORDER BY placed, id", (session_id,))
    return [mark_from_row(row) for row in rows]


def add_mark(db: Database, mark: Mark) -> str:
    """Keep a mark in its session; its id and order are given here."""
    if mark.kind not in MARK_KINDS:
        raise ValueError(f"{mark.kind!r} is not a kind of mark")
    made = replace(mark, id=journal.new_id(), placed=_last(db, "mark", "placed", mark.session_id) + 1)
    label = "Add note" if mark.kind == "note" else f"Mark {MARK_KINDS[mark.kind].lower()}"
    with journal.step(db, label, journal.session_scope(mark.session_id)) as step:
        step.insert("mark", _mark_row(made))
    return made.id


def edit_mark(db: Database, mark: Mark, *, fold: str | None = None) -> None:
    """Correct a mark."""
    with journal.step(db, "Edit mark", journal.session_scope(mark.session_id), fold=fold) as step:
        step.update("mark", mark.id, _mark_row(mark))


def remove_mark(db: Database, mark_id: str) -> None:
    """Take a mark away."""
    with journal.step(db, "Remove mark", journal.session_scope(_session_of(db, "mark", mark_id))) as step:
        step.delete("mark", mark_id)


# Syringes -------------------------------------------------------------------------------------------------------------


def syringes_of_session(db: Database, session_id: str) -> list[Syringe]:
    """A session's syringes in the order they were filled. Where a late one counts the sites before it, or by the count
    of earlier versions, two may have the same number: the journal knows which was filled first."""
    rows = db.rows("SELECT * FROM syringe WHERE session_id = ? ORDER BY after_placed, id", (session_id,))
    found = [Syringe(**row) for row in rows]
    if len({each.after_placed for each in found}) < len(found):
        first = {row_id: n for n, _, changes in reversed(_done(db, session_id)) for _, row_id, _, _ in changes}
        found.sort(key=lambda each: (each.after_placed, first.get(each.id, 0)))
    return found


def fill_syringe(db: Database, session_id: str, drawn_ul: int, *, preparation_id: str | None = None) -> str:
    """Note that a syringe was filled now: the sites placed from here on come from it."""
    if drawn_ul <= 0:
        raise UserError("Enter how much was drawn up, above 0 ml. Nothing was changed.")
    number = last_placed(db, session_id) + 1
    syringe = Syringe(journal.new_id(), session_id, number, drawn_ul, None, preparation_id)
    with journal.step(db, f"Fill syringe with {text.ml(drawn_ul)}", journal.session_scope(session_id)) as step:
        step.insert("syringe", asdict(syringe))
    return syringe.id


def read_syringe(db: Database, syringe: Syringe, *, volumes_ul: Mapping[str, int] | None = None) -> None:
    """Keep what is left in a syringe (`syringe.left_ul`), and in the same step the volumes (µl of each injection) that
    its sites take from it, if they are to be spread."""
    if syringe.left_ul is None:
        raise UserError("Enter how much is left in the syringe. Nothing was changed.")
    _keep_syringe(db, "Read syringe", syringe, volumes_ul)


def change_syringe(db: Database, syringe: Syringe, *, volumes_ul: Mapping[str, int] | None = None) -> None:
    """Correct a syringe, and in the same step the volumes of its sites, if they are to be spread anew; without
    `left_ul` it is unread again."""
    _keep_syringe(db, "Change syringe", syringe, volumes_ul)


def _keep_syringe(db: Database, label: str, syringe: Syringe, volumes_ul: Mapping[str, int] | None) -> None:
    if syringe.drawn_ul <= 0:
        raise UserError("Enter how much was drawn up, above 0 ml. Nothing was changed.")
    if syringe.left_ul is not None and not 0 <= syringe.left_ul <= syringe.drawn_ul:
        raise UserError(
            f"What is left lies between 0 and the {text.ml(syringe.drawn_ul)} drawn up. Nothing was changed."
        )
    with journal.step(db, label, journal.session_scope(syringe.session_id)) as step:
        step.update("syringe", syringe.id, asdict(syringe))
        for site_id, volume_ul in (volumes_ul or {}).items():
            step.update("site", site_id, {"volume_ul": volume_ul})


def read_with(db: Database, session_id: str) -> dict[str, frozenset[str]]:
    """For each syringe of a session that was read, the ids of the sites that had been placed by then, as the journal
    tells."""
    if not any(each.left_ul is not None for each in syringes_of_session(db, session_id)):
        return {}
    found: dict[str, frozenset[str]] = {}
    placed: set[str] = set()
    for _, _, changes in _done(db, session_id):
        for table, row_id, before, after in changes:
            if table == "site" and before is None:
                placed.add(row_id)
            elif table == "syringe" and _left(before) is None and _left(after) is not None:
                found[row_id] = frozenset(placed)
    return found


def _done(db: Database, session_id: str) -> list[tuple[int, str, list[journal.Change]]]:
    """The acts of a session that are not undone, in order: one after the other they make what is there now. Each with
    its number and label."""
    rows = db.rows(
        "SELECT n, label, kind, target, body FROM step JOIN image USING (n) WHERE scope = ? AND body IS NOT NULL "
        "ORDER BY n",
        (journal.session_scope(session_id),),
    )
    last_turn = {row["target"]: row["kind"] for row in rows}
    return [
        (row["n"], row["label"], json.loads(row["body"]))
        for row in rows
        if row["kind"] == "do" and last_turn.get(row["n"]) != "undo"
    ]


def _left(row: Row | None) -> int | None:
    return row["left_ul"] if row is not None else None


def remove_syringe(db: Database, syringe_id: str) -> None:
    """Take a syringe away; its sites stay."""
    with journal.step(db, "Remove syringe", journal.session_scope(_session_of(db, "syringe", syringe_id))) as step:
        step.delete("syringe", syringe_id)


# Clocks ---------------------------------------------------------------------------------------------------------------


def timings_of_session(db: Database, session_id: str) -> list[Timing]:
    """A session's clocks that were started."""
    rows = db.rows("SELECT * FROM timing WHERE session_id = ? ORDER BY started_utc, kind", (session_id,))
    return [
        Timing(
            row["id"], session_id, row["kind"], Moment(row["started_utc"], row["offset_min"]),
            None if row["ended_utc"] is None else Moment(row["ended_utc"], row["offset_min"]),
        )
        for row in rows
    ]  # fmt: skip


def start_timing(db: Database, session_id: str, kind: str) -> None:
    """Start a clock of the session, or let one that was ended go on from its first start; one that runs runs on."""
    now = db.clock()
    old = next((each for each in timings_of_session(db, session_id) if each.kind == kind), None)
    if old is not None and old.ended_at is None:
        return
    label = f"{'Start' if old is None else 'Continue'} {kind}"
    with journal.step(db, label, journal.session_scope(session_id)) as step:
        if old is None:
            row = {"kind": kind, "started_utc": now.utc, "ended_utc": None, "offset_min": now.offset_min}
            step.insert("timing", {"id": journal.new_id(), "session_id": session_id, **row})
        else:
            step.update("timing", old.id, {"ended_utc": None})


def end_timing(db: Database, session_id: str, kind: str) -> None:
    """End a clock of the session."""
    found = db.value("SELECT id FROM timing WHERE session_id = ? AND kind = ?", (session_id, kind))
    if found is None:
        raise UserError(f"The {kind} was not started. Nothing was changed.")
    with journal.step(db, f"End {kind}", journal.session_scope(session_id)) as step:
        step.update("timing", found, {"ended_utc": db.clock().utc})


# Phrases --------------------------------------------------------------------------------------------------------------


def phrases(db: Database) -> list[Phrase]:
    """The clinic's phrases in their order."""
    return [Phrase(**row) for row in db.rows("SELECT * FROM phrase ORDER BY position, id")]


def set_phrases(db: Database, texts: Sequence[str]) -> None:
    """Keep the clinic's phrases as listed; empty ones are left out."""
    wanted = [words.strip() for words in texts if words.strip()]
    with journal.step(db, "Edit phrases", journal.CLINIC) as step:
        old = phrases(db)
        for position, words in enumerate(wanted, start=1):
            if position <= len(old):
                step.update("phrase", old[position - 1].id, {"position": position, "text": words})
            else:
                step.insert("phrase", {"id": journal.new_id(), "position": position, "text": words})
        for phrase in old[len(wanted) :]:
            step.delete("phrase", phrase.id)
