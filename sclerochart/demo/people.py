"""The demo clinic's people: plainly invented, with NHS numbers of the test range and telephone numbers for drama."""

from dataclasses import dataclass, field
from datetime import date

from sclerochart.domain.leg import Side, View
from sclerochart.domain.people import Clinic, Patient, Practitioner

CLINIC = Clinic(
    name="Demo Clinic at Nowhere Lane",
    phone="020 7946 0123",
    out_of_hours="07700 900456",
    address="1 Nowhere Lane, Exampleton",
)
PRACTITIONER = Practitioner(
    id="", name="Dr Ada Demonstrator", profession="Nurse prescriber", registration="NMC 00A0000E"
)


def nhs_number(serial: int) -> str:
    """A number of the 999 test range with its check digit, as it is printed."""
    while True:
        digits = f"999{serial:06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}{check % 11}"
        serial += 1


def _patient(number: int, given: str, family: str, born: date, **more: str) -> Patient:
    return Patient(
        id="", given_name=given, family_name=family, birth_date=born, record_number=f"D-{number:04d}",
        nhs_number=nhs_number(100 * number), phone=f"07700 900{100 + number}",
        address=f"{number} Nowhere Lane, Exampleton", **more,
    )  # fmt: skip


PATIENTS = (
    _patient(1, "Primrose", "Placeholder", date(1978, 4, 3), allergies="Sticking plaster (rash)",
             alerts="Faints with needles: treat lying down"),
    _patient(2, "Ottoline", "Sample", date(1965, 11, 21)),
    _patient(3, "Zoë", "Testperson", date(1984, 2, 29), alerts="Needs a late appointment"),
    _patient(4, "Søren", "Specimen", date(1990, 7, 14)),
    _patient(5, "Иванна", "Примерова", date(1971, 9, 9)),
    _patient(6, "Αθηνά", "Παραδειγματοπούλου", date(1969, 12, 1)),
    _patient(7, "Marguerite", "Mock-Exemplar", date(1958, 6, 30), allergies="Penicillin"),
    _patient(8, "Félicité", "Fictive", date(1987, 1, 17)),
    _patient(9, "Tabitha", "Trial", date(1993, 8, 25)),
    _patient(10, "Wilhelmina", "Whatshername", date(1949, 3, 11)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sites along one vein: where it starts on the left drawing (mm), how it runs (mm a site), how many, and what."""

    side: Side
    view: View
    x: float
    y: float
    dx: float
    dy: float
    count: int
    vein_type: str = "tel"
    volume_ul: int = 100
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of the demo: days before today, its clusters, and whether it was signed."""

    days_ago: int
    hour: int
    clusters: tuple[Cluster, ...] = field(default=())
    signed: bool = True
    notes: str = ""


FIRST_COURSE = (
    Visit(112, 10, (
        Cluster("right", "lateral", -40, 700, 6, -11, 8),
        Cluster("right", "lateral", -70, 640, 9, 7, 4, "tel-central", 200),
        Cluster("left", "medial", 40, 500, 5, -9, 6),
        Cluster("left", "anterior", 110, 620, -7, -9, 5),
    ), notes="Standing photographs taken. Walked well afterwards."),
    Visit(56, 14, (
        Cluster("right", "lateral", -52, 660, 7, -10, 7),
        Cluster("right", "posterior", -90, 560, -8, -7, 5, "ret", 200, strong=True),
        Cluster("left", "medial", 30, 420, 4, -10, 6),
        Cluster("left", "lateral", -30, 600, -7, -9, 6),
    ), notes="Fading on the right thigh. Matting at the left knee seen and left alone."),
    Visit(0, 9, (
        Cluster("right", "lateral", -36, 720, 5, -12, 9),
        Cluster("right", "lateral", -64, 600, 8, -6, 5, "tel-central", 200),
        Cluster("left", "medial", 44, 520, 3, -11, 8),
        Cluster("left", "posterior", -100, 380, -6, -12, 6, "ret", 200, strong=True),
        Cluster("left", "lateral", -40, 690, -6, -10, 7, "tel", 50),
        Cluster("right", "anterior", 90, 640, 7, -9, 6),
        Cluster("right", "medial", 22, 90, 4, 5, 4, "corona", 50),
    ), signed=False),
)  # fmt: skip

OTHER_VISITS: dict[int, tuple[Visit, ...]] = {
    1: (Visit(70, 11, (Cluster("left", "lateral", -44, 690, -5, -11, 9), Cluster("left", "medial", 46, 560, 5, -8, 6))),
        ),
    2: (Visit(21, 15, (Cluster("right", "medial", 36, 640, -5, -9, 10),)),),
    6: (Visit(35, 16, (Cluster("left", "posterior", -94, 610, 7, -8, 8, "ret", 200, strong=True),)),
        Visit(7, 16, (), signed=False, notes="Review: bruising settled.")),
}  # fmt: skip
