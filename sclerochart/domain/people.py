"""The clinic, its practitioners and its patients."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the clinic prints about itself; every field may be empty and then prints as a blank line."""

    name: str = ""
    phone: str = ""
    out_of_hours: str = ""
    address: str = ""
    emergency_number: str = "999"
    urgent_number: str = "NHS 111"
    protocol_id: str = ""


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Who injects and signs; profession and registration number may be empty."""

    id: str
    name: str = ""
    profession: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A person under treatment; everything but a name may be empty."""

    id: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    record_number: str = ""
    nhs_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    allergies: str = ""
    alerts: str = ""
    notes: str = ""

    @property
    def name(self) -> str:
        """Given name and family name, as printed."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    @property
    def list_name(self) -> str:
        """FAMILY, given: as listed."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


DETAILS = {
    "given_name": "Given name", "family_name": "Family name", "birth_date": "Date of birth",
    "record_number": "Record number", "nhs_number": "NHS number", "phone": "Telephone", "address": "Address",
    "allergies": "Allergies", "alerts": "Alerts",
}  # fmt: skip
"""The details of a patient that documents print, and what they are called."""


def differing(one: Patient, other: Patient) -> tuple[str, ...]:
    """Which of the printed details differ, as they are called."""
    return tuple(name for field, name in DETAILS.items() if getattr(one, field) != getattr(other, field))


def age_on(birth: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
