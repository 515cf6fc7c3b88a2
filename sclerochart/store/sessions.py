"""Sessions: today's draft, its time of treatment, its signature, and all that belongs to it as one value."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sclerochart.domain import moments, text
from sclerochart.domain.clocks import first_injection
from sclerochart.domain.errors import UserError
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient, differing
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import VOLUME_PALETTE_UL, Addendum, Preparation, Session, Site
from sclerochart.store import as_signed, findings, journal, patients, photos, preparations, sites
from sclerochart.store.begun_addenda import keep_begun_addendum
from sclerochart.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line of a patient's list of sessions; `number` counts from 1 by time of treatment."""

    session: Session
    number: int
    of: int
    site_count: int
    total_ul: int
    photo_count: int


@dataclass(frozen=True, slots=True)
class Current:
    """What the next site gets; `preparation_id` may be of another session of today (it is taken over when used)."""

    volume_ul: int
    vein_type: str
    preparation_id: str | None


FIRST_VOLUME_UL, FIRST_VEIN_TYPE = 100, "tel"
EARLIEST = date(1990, 1, 1)
"""No day of treatment is entered before this one: it would be a slip in the year."""


def from_row(row: Row) -> Session:
    """A session from a row of the table."""
    return Session(
        id=row["id"], patient_id=row["patient_id"], practitioner_id=row["practitioner_id"],
        treated_at=Moment(row["treated_utc"], row["treated_offset_min"]), notes=row["notes"],
        signed_at=None if row["signed_utc"] is None else Moment(row["signed_utc"], row["signed_offset_min"]),
        signed_by=row["signed_by"], sign_reason=row["sign_reason"], plan=row["plan"], other_side=row["other_side"],
    )  # fmt: skip


def start(db: Database, patient_id: str, *, at: Moment | None = None) -> str:
    """Open today's draft of a patient, or make it; its id."""
    now = at or db.clock()
    for row in db.rows(
        "SELECT * FROM session WHERE patient_id = ? AND signed_utc IS NULL ORDER BY treated_utc DESC", (patient_id,)
    ):
        if from_row(row).treated_at.local_date() == now.local_date():
            return str(row["id"])
    session_id = journal.new_id()
    with journal.step(db, "Start session", journal.patient_scope(patient_id)) as step:
        step.insert("session", {
            "id": session_id, "patient_id": patient_id, "practitioner_id": db.author, "treated_utc": now.utc,
            "treated_offset_min": now.offset_min, "notes": "", "signed_utc": None, "signed_offset_min": None,
            "signed_by": "", "sign_reason": "", "plan": "", "other_side": "",
        })  # fmt: skip
    return session_id


def get(db: Database, session_id: str) -> Session:
    """One session; UserError when it is no longer there."""
    row = db.row("SELECT * FROM session WHERE id = ?", (session_id,))
    if row is None:
        raise UserError("This session is no longer there: starting it was undone. Nothing was changed.")
    return from_row(row)


def named(db: Database, words: str) -> str:
    """The id of the session that a command names: its id, or "last" for the one treated last."""
    if words == "last":
        found = db.value("SELECT id FROM session ORDER BY treated_utc DESC, rowid DESC LIMIT 1")
    else:
        found = db.value("SELECT id FROM session WHERE id = ?", (words,))
    if found is None:
        raise UserError(f"There is no session “{words}” in this vault. Give a session's id, or “last”.")
    return str(found)


def of_patient(db: Database, patient_id: str) -> list[SessionSummary]:
    """A patient's sessions, oldest first."""
    rows = db.rows(
        "SELECT session.*, "
        "(SELECT coalesce(sum(injections), 0) FROM site WHERE session_id = session.id) AS site_count, "
        "(SELECT coalesce(sum(volume_ul * injections), 0) FROM site WHERE session_id = session.id) AS total_ul, "
        "(SELECT count(*) FROM photo WHERE session_id = session.id) AS photo_count "
        "FROM session WHERE patient_id = ? ORDER BY treated_utc, id",
        (patient_id,),
    )
    return [
        SessionSummary(from_row(row), number, len(rows), row["site_count"], row["total_ul"], row["photo_count"])
        for number, row in enumerate(rows, start=1)
    ]


def drafts(db: Database) -> list[tuple[Session, Patient]]:
    """Every session not yet signed, oldest first, with its patient."""
    rows = db.rows("SELECT * FROM session WHERE signed_utc IS NULL ORDER BY treated_utc, id")
    return [(from_row(row), patients.get(db, row["patient_id"])) for row in rows]


def set_treated_at(db: Database, session_id: str, at: Moment, *, fold: str | None = None) -> None:
    """Correct when treatment took place; not in the future, before `EARLIEST` or before the patient was born."""
    if at.utc > db.clock().utc + 60:
        raise UserError(
            f"{text.when(at.local())} is still to come. Enter when treatment took place. Nothing was changed."
        )
    session = get(db, session_id)
    if not session.signed:  # else the journal says why not
        _check_day(at.local_date(), patients.get(db, session.patient_id).birth_date)
    with journal.step(db, "Set time of treatment", journal.session_scope(session_id), fold=fold) as step:
        photos.move_untimed(db, step, session_id, at)
        step.update("session", session_id, {"treated_utc": at.utc, "treated_offset_min": at.offset_min})


def _check_day(day: date, born: date | None) -> None:
    said = ""
    if day < EARLIEST:
        said = f"is before {text.short_date(EARLIEST)}, the earliest day that can be entered"
    elif born is not None and day < born:
        said = f"is before this patient was born, {text.short_date(born)}"
    if said:
        raise UserError(f"{text.short_date(day)} {said}. Check the year. Nothing was changed.")


def begun_at(db: Database, session_id: str) -> Moment | None:
    """When something was first done in a session, by the journal; None while nothing was."""
    row = db.row(
        "SELECT at, offset_min FROM step WHERE scope = ? ORDER BY n LIMIT 1", (journal.session_scope(session_id),)
    )
    return Moment(row["at"], row["offset_min"]) if row else None


def set_notes(db: Database, session_id: str, notes: str, *, fold: str | None = None) -> None:
    """Write the session's notes."""
    with journal.step(db, "Edit notes", journal.session_scope(session_id), fold=fold) as step:
        step.update("session", session_id, {"notes": notes})


def set_plan(db: Database, session_id: str, plan: str) -> None:
    """Say which leg is to be treated ("" for both); an earlier answer about the other leg is dropped."""
    if plan not in ("", "right", "left"):
        raise ValueError(f"{plan!r} is no leg")
    with journal.step(db, "Set the leg to be treated", journal.session_scope(session_id)) as step:
        step.update("session", session_id, {"plan": plan, "other_side": ""})


def answer_other_side(db: Database, session_id: str, answer: str) -> None:
    """Keep what was answered when a site fell on the leg that was not planned, so that it is asked once."""
    with journal.step(db, "Answer about the other leg", journal.session_scope(session_id)) as step:
        step.update("session", session_id, {"other_side": answer})


def sign(db: Database, session_id: str, *, reason: str = "") -> None:
    """Sign a session as the practitioner who unlocked; `reason` says why although something is missing."""
    if get(db, session_id).signed:
        raise UserError(journal.SIGNED)
    now = db.clock()
    with journal.step(db, "Sign session", journal.session_scope(session_id)) as step:
        step.update("session", session_id, {
            "signed_utc": now.utc, "signed_offset_min": now.offset_min, "signed_by": db.author,
            "sign_reason": reason.strip(),
        })  # fmt: skip


def add_addendum(db: Database, session_id: str, words: str) -> str:
    """Add text to a signed session, with its author and time; its id."""
    if not words.strip():
        raise UserError("Type the text of the addendum first. Nothing was changed.")
    if not get(db, session_id).signed:
        raise UserError("An addendum belongs to a signed session; this one can still be edited. Nothing was changed.")
    now, addendum_id = db.clock(), journal.new_id()
    with journal.step(db, "Add addendum", journal.session_scope(session_id)) as step:
        step.insert("addendum", {
            "id": addendum_id, "session_id": session_id, "at_utc": now.utc, "at_offset_min": now.offset_min,
            "author": db.author, "text": words.strip(),
        })  # fmt: skip
        keep_begun_addendum(db, session_id, "")
    return addendum_id


def addenda(db: Database, session_id: str) -> list[Addendum]:
    """A session's addenda, oldest first; `author` is what the practitioner was called when it was added."""
    rows = db.rows("SELECT * FROM addendum WHERE session_id = ? ORDER BY at_utc, rowid", (session_id,))
    names = as_signed.names(db, get(db, session_id)) if rows else {}
    return [
        Addendum(
            row["id"],
            session_id,
            Moment(row["at_utc"], row["at_offset_min"]),
            names.get(row["id"]) or row["author"],
            row["text"],
        )
        for row in rows
    ]


def current(db: Database, session_id: str) -> Current:
    """Volume, vein type and preparation of the session's last site, else of the last site placed today; but a volume
    of the palette, for one that was worked out or typed for a single session is not the next patient's."""
    row = db.row("SELECT * FROM site WHERE session_id = ? ORDER BY placed DESC LIMIT 1", (session_id,))
    if row is not None:
        return Current(row["volume_ul"], row["vein_type"], row["preparation_id"])
    last = _last_today(db)
    if last is not None:
        usual = _last_today(db, f"AND volume_ul IN {VOLUME_PALETTE_UL}")
        return Current(usual["volume_ul"] if usual else FIRST_VOLUME_UL, last["vein_type"], last["preparation_id"])
    own = preparations.of_session(db, session_id)
    return Current(FIRST_VOLUME_UL, FIRST_VEIN_TYPE, own[-1].id if own else None)


def _last_today(db: Database, also: str = "") -> Row | None:
    midnight = moments.from_local(datetime.combine(db.clock().local_date(), time()))
    return db.row(
        "SELECT site.* FROM session JOIN site ON site.session_id = session.id WHERE treated_utc >= ? "
        f"AND entered_utc >= ? {also} ORDER BY entered_utc DESC, site.rowid DESC LIMIT 1",
        (midnight.utc - 86_400, midnight.utc),
    )


def same_day(db: Database, session_id: str) -> tuple[tuple[Site, ...], tuple[Preparation, ...]]:
    """Sites and preparations of the patient's other sessions on the same calendar day: a label's line is per day."""
    session = get(db, session_id)
    day = session.treated_at.local_date()
    near = session.treated_at.utc - timedelta(days=2).total_seconds(), session.treated_at.utc + 172_800
    other = [
        row["id"]
        for row in db.rows(
            "SELECT * FROM session WHERE patient_id = ? AND id <> ? "
            "AND treated_utc BETWEEN ? AND ? ORDER BY treated_utc",
            (session.patient_id, session_id, *map(int, near)),
        )
        if from_row(row).treated_at.local_date() == day
    ]
    return (
        tuple(site for one in other for site in sites.of_session(db, one)),
        tuple(preparation for one in other for preparation in preparations.of_session(db, one)),
    )


def record(db: Database, session_id: str, *, as_of_now: bool = False) -> SessionRecord:
    """A session with all that belongs to it. Of a signed one the patient, the practitioners, the clinic, its lines and
    runs drawn in other sessions are as they stood when it was signed; `as_of_now` for a leaflet, which wants today's
    name and telephone."""
    session = get(db, session_id)
    around = as_signed.around(db, session, as_of_now=as_of_now)
    other_sites, other_preparations = same_day(db, session_id)
    return SessionRecord(
        clinic=around.clinic,
        practitioner=around.practitioner,
        patient=around.patient,
        session=session,
        preparations=tuple(preparations.of_session(db, session_id)),
        sites=tuple(sites.of_session(db, session_id)),
        lines=around.lines,
        photos=tuple(photos.of_session(db, session_id)),
        addenda=tuple(addenda(db, session_id)),
        head_digest=journal.head(db),
        signer=around.signer,
        same_day_sites=other_sites,
        same_day_preparations=other_preparations,
        runs=tuple(as_signed.runs(db, session)),
        marks=tuple(findings.marks_of_session(db, session_id)),
        syringes=tuple(findings.syringes_of_session(db, session_id)),
        read_with=findings.read_with(db, session_id),
        timings=tuple(findings.timings_of_session(db, session_id)),
        first_injection=first_injection(sites.first_entered(db, session_id), session.treated_at),
        changed=differing(around.patient, patients.get(db, session.patient_id)),
    )
