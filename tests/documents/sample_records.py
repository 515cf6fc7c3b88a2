"""Sessions of plainly invented people, as values, for the tests of documents."""

import io
import random
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from sclerochart.domain import atlas
from sclerochart.domain.findings import Syringe, Timing
from sclerochart.domain.ledger import AdoptedLine
from sclerochart.domain.leg import LARGE_VIEWS, SIDES, Spot
from sclerochart.domain.moments import Moment
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.photo import Photo
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import Addendum, Preparation, Session, Site
from tests.domain import sample_findings

TREATED = Moment(1_795_274_400, 0)  # 21 November 2026, 15:20
SIGNED = Moment(1_795_275_600, 0)
PRINTED = Moment(1_795_276_200, 0)
DIGEST = "5f1d7c0a" * 8
VEINS = ("tel", "tel-central", "tel-matted", "ret", "var-small", "corona")

CLINIC = Clinic(
    name="Larch Lane Vein Clinic",
    phone="01632 960 144",
    out_of_hours="07700 900 362",
    address="4 Larch Lane, Little Sampling, SM1 2PL",
    protocol_id="extended-eight-weeks",
)
PRACTITIONER = Practitioner("p1", "Dr Imogen Testwell", "Doctor", "GMC 0000000")
PATIENT = Patient(
    "a1",
    "Amelia",
    "Samplewood",
    birth_date=date(1971, 3, 3),
    record_number="1042",
    phone="01632 960 301",
    address="12 Inventor's Row\nLittle Sampling",
    allergies="Penicillin (rash, 1998)",
    alerts="Faints at needles: treat lying down",
)


def sites(
    count: int, *, session_id: str = "s1", preparations: tuple[str | None, ...] = ("q1", "q2")
) -> tuple[Site, ...]:
    """Sites spread over both legs and all large views, the same every time."""
    chance = random.Random(7)
    legs = atlas.shipped()
    made: list[Site] = []
    while len(made) < count:
        side, view = chance.choice(SIDES), chance.choice(LARGE_VIEWS)
        left, bottom, right, top = legs.bounds(view)
        x, y = chance.uniform(left, right), chance.uniform(bottom, top)
        place = legs.place(Spot(side, view, x if side == "left" else -x, y))
        if place is None:
            continue
        number = len(made)
        made.append(
            Site(
                id=f"i{number}",
                session_id=session_id,
                placed=number,
                place=place,
                volume_ul=chance.choice((50, 100, 100, 200, 300)),
                vein_type=chance.choice(VEINS),
                preparation_id=preparations[number % len(preparations)],
                corrected_region="KN-M" if number == 5 else None,
                note="blanched well" if number == 8 else "",
            )
        )
    return tuple(made)


PREPARATIONS = (
    Preparation(
        "q1",
        "s1",
        1,
        "fibrovein-0.2",
        "Fibrovein 0.2%",
        "sodium tetradecyl sulfate",
        2000,
        lot="B4471",
        expiry=date(2027, 8, 31),
        needle="30 G",
    ),
    Preparation(
        "q2",
        "s1",
        2,
        "fibrovein-0.5",
        "Fibrovein 0.5%",
        "sodium tetradecyl sulfate",
        5000,
        lot="C1180",
        expiry=date(2027, 2, 28),
        needle="30 G",
    ),
)
LINES = (
    AdoptedLine("l1", "fibrovein-0.2", "liquid", 10_000, "label, UK 2022", "UK summary of product characteristics"),
    AdoptedLine("l2", "fibrovein-0.5", "liquid", 10_000, "label, UK 2022", "UK summary of product characteristics"),
)


def jpeg(number: int, *, width: int = 1600, height: int = 1200, orientation: int = 1) -> bytes:
    """A made-up photograph with a place and a camera in its EXIF, as a telephone writes it."""
    picture = Image.new("RGB", (width, height), (201 - number * 4, 168, 150))
    draw = ImageDraw.Draw(picture)
    chance = random.Random(number)
    draw.rounded_rectangle((width * 0.3, 0, width * 0.7, height), 80, fill=(226, 190, 172))
    for _ in range(40):
        x, y = chance.uniform(width * 0.32, width * 0.68), chance.uniform(0, height)
        draw.line((x, y, x + chance.uniform(-60, 60), y + chance.uniform(10, 90)), fill=(150, 60, 90), width=3)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Cameramaker", "Model Nine", orientation
    exif.get_ifd(0x8825).update(
        {
            1: "N",
            2: (IFDRational(51), IFDRational(30), IFDRational(0)),
            3: "W",
            4: (IFDRational(0), IFDRational(7), IFDRational(0)),
        }
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif, comment=b"home sweet home")
    return out.getvalue()


def photo(number: int, *, width: int = 1600, height: int = 1200, orientation: int = 1) -> Photo:
    """The data of one photograph."""
    return Photo(
        id=f"f{number}",
        session_id="s1",
        at=Moment(TREATED.utc - 3000 + number * 600, 0),
        phase=("before", "before", "during", "after")[number % 4],
        leg=("right", "left", "both")[number % 3],
        view=("lateral", "anterior", "posterior")[number % 3],
        kind="jpeg",
        sha256=f"{number:x}" * 64,
        byte_count=1,
        width=width,
        height=height,
        orientation=orientation,
    )


def record(count: int = 45, *, photos: int = 6, signed: bool = False, **changes: object) -> SessionRecord:
    """A session of `count` sites with two preparations."""
    values: dict[str, object] = {
        "clinic": CLINIC,
        "practitioner": PRACTITIONER,
        "patient": PATIENT,
        "session": Session(
            "s1",
            "a1",
            "p1",
            TREATED,
            notes="Second session. Lateral thigh networks fed from below the knee; treated feeders first.",
            signed_at=SIGNED if signed else None,
            signed_by="p1" if signed else "",
            sign_reason="Needle size of the second syringe was not noted." if signed else "",
        ),
        "preparations": PREPARATIONS,
        "sites": sites(count),
        "lines": LINES,
        "photos": tuple(photo(number) for number in range(photos)),
        "addenda": (
            Addendum(
                "d1", "s1", Moment(SIGNED.utc + 86_400, 0), PRACTITIONER.name, "Telephoned: no swelling, walking well."
            ),
        )
        if signed
        else (),
        "head_digest": DIGEST,
        "signer": PRACTITIONER if signed else None,
    }
    values.update(changes)
    return SessionRecord(**values)  # type: ignore[arg-type]


def rich_record(*, photos: int = 6, **changes: object) -> SessionRecord:
    """45 sites of which one is an area and four lie on one of two veins, marks, two syringes and the clocks."""
    legs = atlas.shipped()
    runs = sample_findings.two_runs()
    made = list(sites(45))
    made[11] = replace(made[11], injections=12, volume_ul=100)
    for index in (20, 24, 28, 32):
        point = runs[0].points[(index - 18) * len(runs[0].points) // 16]
        x, y, z = point
        place = replace(
            made[index].place, side=runs[0].side, view=runs[0].view, x=x, y=y, z=z, region=legs.region_at(point)
        )
        made[index] = replace(made[index], place=place, vein_type="ret", run_id=runs[0].id)
    values: dict[str, object] = {
        "sites": tuple(made),
        "runs": runs,
        "marks": sample_findings.every_mark(),
        "syringes": (
            Syringe("y1", "s1", -1, 5000, 200, "q1"),
            Syringe("y2", "s1", 24, 5000, None, "q2"),
        ),
        "first_injection": TREATED,
        "timings": (
            Timing("t1", "s1", "walk", Moment(TREATED.utc + 1500, 0), Moment(TREATED.utc + 2220, 0)),
            Timing("t2", "s1", "observation", Moment(TREATED.utc + 2300, 0), Moment(TREATED.utc + 4100, 0)),
        ),
    }
    return record(45, photos=photos, signed=True, **{**values, **changes})
