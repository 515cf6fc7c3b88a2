"""Everything one treatment record or leaflet is made of, as one value."""

from dataclasses import dataclass, field

from sclerochart.domain.findings import Mark, Run, Syringe, Timing
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.photo import Photo
from sclerochart.domain.session import Addendum, Preparation, Session, Site
from sclerochart.domain.syringe import ReadWith


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session with all that belongs to it. Sites and preparations are in order; `head_digest` is the journal's head
    (hex) when this was read; `practitioner` is who treated, `signer` who signed. `same_day_*` are of the patient's
    other sessions of that calendar day; `runs` those drawn in this session or on which its sites lie; `changed` names
    the patient's details that were changed since it was signed."""

    clinic: Clinic
    practitioner: Practitioner
    patient: Patient
    session: Session
    preparations: tuple[Preparation, ...]
    sites: tuple[Site, ...]
    lines: tuple[AdoptedLine, ...]
    photos: tuple[Photo, ...]
    addenda: tuple[Addendum, ...]
    head_digest: str
    signer: Practitioner | None = None
    same_day_sites: tuple[Site, ...] = ()
    same_day_preparations: tuple[Preparation, ...] = ()
    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    syringes: tuple[Syringe, ...] = ()
    read_with: ReadWith = field(default_factory=dict)
    timings: tuple[Timing, ...] = ()
    first_injection: Moment | None = None
    changed: tuple[str, ...] = ()
