"""What the chart last read from the store: one value for the page and everything on it."""

from dataclasses import dataclass, field

from sclerochart.domain.findings import Mark, Run
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Patient, Practitioner
from sclerochart.domain.session import Preparation, Session, Site
from sclerochart.store import as_signed, clinic, findings, patients, preparations, sessions
from sclerochart.store.database import Database
from sclerochart.store.reading import sites_now


@dataclass
class Surroundings:
    """What a click does not change: patient, other sessions, who treats, recent vials."""

    patient: Patient
    author: Practitioner
    signer: str
    same_day: tuple[tuple[Site, ...], tuple[Preparation, ...]]
    recent: list[Preparation]
    order: list[str]
    """The patient's sessions by time of treatment, ids."""
    begun: Moment | None = None
    """When something was first done in this session."""


@dataclass
class Loaded:
    """A session as it was read last. Nothing is changed here."""

    db: Database
    session_id: str
    editing: bool = True
    """Whether a draft is open for changes on this page: a draft of an earlier day is looked at first."""
    sites: list[Site] = field(default_factory=list)
    preparations: list[Preparation] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    """Every run of the patient: a site may lie on one that was drawn in another session."""
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session: Session = sessions.get(self.db, self.session_id)
        self._stale = True
        self.around: Surroundings

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here: the session is signed, or a draft is only looked at."""
        return self.session.signed or not self.editing

    def forget(self) -> None:
        """Read the surroundings too, next time: another page may have changed them."""
        self._stale = True

    def read(self) -> bool:
        """Read the session; True when its surroundings were read too."""
        db = self.db
        session = sessions.get(db, self.session_id)
        own = preparations.of_session(db, self.session_id)
        anew = self._stale or session != self.session or own != self.preparations
        self.session, self.preparations, self._stale = session, own, False
        self.sites = list(sites_now(db, self.session_id))
        self.runs = findings.runs_of_patient(db, session.patient_id)
        self.marks = findings.marks_of_session(db, self.session_id)
        if anew:
            self.around = self._surroundings()
        return anew

    def site(self, site_id: str | None) -> Site | None:
        """A site of the session."""
        return next((site for site in self.sites if site.id == site_id), None)

    def _surroundings(self) -> Surroundings:
        db, session = self.db, self.session
        return Surroundings(
            patient=patients.get(db, session.patient_id),
            author=clinic.practitioner(db, session.practitioner_id),
            signer=as_signed.names(db, session).get(session.id, "") if session.signed else "",
            same_day=sessions.same_day(db, self.session_id),
            recent=[one for one in preparations.recent(db) if one.session_id != self.session_id],
            order=[each.session.id for each in sessions.of_patient(db, session.patient_id)],
            begun=sessions.begun_at(db, self.session_id),
        )
