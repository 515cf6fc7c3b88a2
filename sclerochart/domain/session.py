"""A treatment session and what it is made of: preparations, sites, addenda."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sclerochart.domain.leg import Place
from sclerochart.domain.moments import Moment

Form = Literal["liquid", "foam"]

VOLUME_PALETTE_UL = (50, 100, 200, 300, 500, 1000)
SMALLEST_SITE_UL, LARGEST_SITE_UL = 1, 20_000
MOST_INJECTIONS = 99


@dataclass(frozen=True, slots=True)
class Session:
    """One visit. `treated_at` is when treatment took place; `signed_at` is None while it is a draft. `plan` is the leg
    to be treated ("" for both); `other_side` what was answered when a site fell on the other one."""

    id: str
    patient_id: str
    practitioner_id: str
    treated_at: Moment
    notes: str = ""
    signed_at: Moment | None = None
    signed_by: str = ""
    sign_reason: str = ""
    plan: str = ""
    other_side: str = ""

    @property
    def signed(self) -> bool:
        """True once signed: read-only from then on, addenda apart."""
        return self.signed_at is not None


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is in the syringe. Strength in µg/ml; `position` is the order within the session, from 1."""

    id: str
    session_id: str
    position: int
    product_id: str
    brand: str
    substance: str
    ug_per_ml: int
    form: Form = "liquid"
    lot: str = ""
    expiry: date | None = None
    needle: str = ""

    def __post_init__(self) -> None:
        if self.ug_per_ml < 0:
            raise ValueError("a strength is never negative")
        if self.form not in ("liquid", "foam"):
            raise ValueError(f"a preparation is liquid or foam, not {self.form!r}")


@dataclass(frozen=True, slots=True)
class Site:
    """One point of injection, or an area with several; `volume_ul` is of each. `placed` is order, never shown."""

    id: str
    session_id: str
    placed: int
    place: Place
    volume_ul: int
    vein_type: str
    preparation_id: str | None = None
    corrected_region: str | None = None
    note: str = ""
    injections: int = 1
    run_id: str | None = None

    def __post_init__(self) -> None:
        if not SMALLEST_SITE_UL <= self.volume_ul <= LARGEST_SITE_UL:
            raise ValueError(f"{self.volume_ul} µl is not a volume for one site")
        if not 1 <= self.injections <= MOST_INJECTIONS:
            raise ValueError(f"{self.injections} is not a number of injections for one area")

    @property
    def total_ul(self) -> int:
        """The volume of all injections here, µl: more than `volume_ul` for an area entry."""
        return self.volume_ul * self.injections

    @property
    def region(self) -> str:
        """The region's code: the one set by hand, else the one that was clicked."""
        return self.corrected_region or self.place.region


@dataclass(frozen=True, slots=True)
class Addendum:
    """Text added to a signed session."""

    id: str
    session_id: str
    at: Moment
    author: str
    text: str


def numbered(sites: list[Site]) -> list[tuple[int, Site]]:
    """Sites with the numbers that people see: order of placement, from 1."""
    return list(enumerate(sorted(sites, key=lambda site: (site.placed, site.id)), start=1))
