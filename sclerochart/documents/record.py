"""The treatment record: one session as a document that a patient, a colleague or a court can read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, NextPageTemplate, PageBreak

from sclerochart.documents import fonts, pdf, record_findings, record_pages
from sclerochart.documents.parts import Blank, broken, facts, grid, heading, value, words
from sclerochart.documents.pictures import PrintedPhoto
from sclerochart.domain import atlas, text
from sclerochart.domain.ledger import Ledger, PreparationSum, given, ledger, preparation_name, terms_text
from sclerochart.domain.ledger_lines import ledger_words
from sclerochart.domain.moments import Moment
from sclerochart.domain.overlays import names_of
from sclerochart.domain.patient_rules import spaced_nhs_number
from sclerochart.domain.people import Clinic, Patient, age_on
from sclerochart.domain.purpose import PURPOSE
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import Preparation

TITLE = "Treatment record"
_TERM_ENDS = r" (?=\+ )| (?=× [\d.]+ mg/ml)"


def record_pdf(
    record: SessionRecord,
    *,
    pictures: Sequence[PrintedPhoto],
    printed_at: Moment,
    report: Callable[[int, int], None] | None = None,
) -> bytes:
    """The record as a PDF. `pictures` are the photographs as printed; one that is missing is said to be missing."""
    tell = report or (lambda done, total: None)
    tell(0, 3)
    frame = pdf.PageFrame(
        title=TITLE,
        clinic=record.clinic.name or "Clinic: ______________________",
        patient=patient_line(record.patient),
        note=PURPOSE,
        printed_at=printed_at,
        draft=not record.session.signed,
    )
    sums = ledger(record.sites, given(record.preparations, record.sites))
    story = [*_opening(record), *_identity(record), *_preparations(record)]
    story += _totals(record, sums) if record.sites else _nothing_given(record)
    story += [*record_findings.syringes(record), *record_findings.clocks(record), *_notes(record)]
    if record.sites or record.runs or record.marks:
        story += _on_the_leg(record, sums)
        tell(1, 3)
    story += [*_by_hand(record), *_signature(record), *record_pages.fingerprint(record.head_digest)]
    story += record_pages.photographs(record, pictures)
    tell(2, 3)
    made = pdf.build(story, frame)
    tell(3, 3)
    return made.pdf


def _on_the_leg(record: SessionRecord, sums: Ledger) -> Iterator[Any]:
    """The diagram on a page of its own, then all that stands on it in words."""
    legs, names = atlas.shipped(), names_of(record.runs, record.marks)
    yield NextPageTemplate(pdf.LANDSCAPE)
    yield PageBreak()
    yield from record_pages.diagram(legs, record)
    yield NextPageTemplate(pdf.PORTRAIT)
    yield PageBreak()
    if record.sites:
        yield from record_pages.sites(legs, record, sums, names)
    yield from record_findings.veins(legs, record, names)
    yield from record_findings.marks(legs, record, names)
    yield from record_findings.regions(legs, record)


def patient_line(patient: Patient) -> str:
    """The patient as on every page: name, date of birth, record number."""
    born = f"born {text.day_month(patient.birth_date)}" if patient.birth_date else "born ____________"
    number = f"record {patient.record_number}" if patient.record_number else ""
    return "  ·  ".join(part for part in (patient.name, born, number) if part)


def _opening(record: SessionRecord) -> Iterator[Any]:
    yield words(TITLE, size=21, bold=True, leading=1.2, after=1)
    session = record.session
    day = text.long_date(session.treated_at.local_date())
    state = "signed" if session.signed else "draft, not yet signed"
    what = "Injection of leg veins" if record.sites else "Visit"
    yield words(f"{what} on {day}, {text.clock(session.treated_at.local())}  ·  {state}", size=10.5, after=8)
    lacking = fonts.unprintable([record])
    if lacking:
        yield words(
            f"Some of this record is written in {' and '.join(lacking)}, which cannot be printed yet. In their place "
            f"stand words in square brackets, such as [{lacking[0]}]; the program shows them as they were typed.",
            size=9,
            bold=True,
            after=8,
        )


def _identity(record: SessionRecord) -> Iterator[Any]:
    patient, practitioner, clinic = record.patient, record.practitioner, record.clinic
    day = record.session.treated_at.local_date()
    yield heading("Patient and treatment" if record.sites else "Patient and visit")
    yield facts(
        [
            ("Patient", patient.name),
            ("Born", _born(patient, day, at="at treatment" if record.sites else "at the visit")),
            ("Record number", patient.record_number),
            ("NHS number", spaced_nhs_number(patient.nhs_number)),
            ("Telephone", patient.phone),
            ("Address", patient.address),
        ],
        [
            ("Treated" if record.sites else "Seen", text.when(record.session.treated_at.local())),
            ("Practitioner", practitioner.name),
            ("Profession", practitioner.profession),
            ("Registration", practitioner.registration),
            ("Clinic telephone", _phones(clinic)),
            ("Clinic", _clinic_line(clinic)),
        ],
    )
    yield facts([("Allergies", patient.allergies), ("Alerts", patient.alerts)])
    if record.changed:
        said = f"Changed since it was signed: {', '.join(record.changed)}. They stand here as they were then."
        yield words(said, size=8, colour=pdf.QUIET, before=3)


def _born(patient: Patient, day: date, *, at: str) -> str:
    if patient.birth_date is None:
        return ""
    return f"{text.day_month(patient.birth_date)} ({age_on(patient.birth_date, day)} {at})"


def _clinic_line(clinic: Clinic) -> str:
    return "\n".join(part for part in (clinic.name, clinic.address) if part)


def _phones(clinic: Clinic) -> str:
    hours = f"{clinic.out_of_hours} (out of hours)" if clinic.out_of_hours else ""
    return "\n".join(part for part in (clinic.phone, hours) if part)


def _nothing_given(record: SessionRecord) -> Iterator[Any]:
    """A review visit has nothing to name; a draft of one leaves room to write what may still be given."""
    yield heading("What was given")
    if record.session.signed:
        ending = "." if record.preparations else ", so there is no preparation to name."
        yield words(f"Nothing was injected at this visit{ending}")
        return
    yield words("No injection is recorded so far.", after=3)
    if not record.preparations:
        yield _unnamed()


def _preparations(record: SessionRecord) -> Iterator[Any]:
    """What was given or drawn up in a table, what was only named in a line below: its lot may be looked for."""
    drawn_up = {each.preparation_id for each in record.syringes}
    named = given(record.preparations, record.sites)
    taken = [each for each in record.preparations if each in named or each.id in drawn_up]
    left = [each for each in record.preparations if each not in taken]
    if not record.sites and not record.preparations:
        return
    yield heading("Preparations")
    if taken:
        yield grid(
            ["No.", "Product", "Strength and form", "Lot", "Expiry", "Needle"],
            [_preparation_row(each) for each in taken],
            [9 * mm, 52 * mm, 40 * mm, 26 * mm, 25 * mm, 22 * mm],
        )
    elif not left:
        yield words("No preparation was named.", after=3)
        yield _unnamed()
    if left:
        when = "not used" if record.session.signed else "not used so far"
        yield words(f"Named and {when}: {'; '.join(map(_in_a_line, left))}.", size=8.5, before=3 if taken else 0)


def _in_a_line(each: Preparation) -> str:
    expiry = f", expiry {text.short_date(each.expiry)}" if each.expiry else ""
    return f"{each.position} · {preparation_name(each)}{expiry}"


def _unnamed() -> Any:
    """Room to write on."""
    return facts([("Product", ""), ("Lot", "")], [("Strength", ""), ("Expiry", "")])


def _preparation_row(each: Preparation) -> list[Any]:
    named = [part for part in (each.brand, each.substance) if part]
    strength = text.strength(each.ug_per_ml) if each.ug_per_ml else ""
    return [
        str(each.position),
        value("\n".join(named), size=8.5),
        value(f"{strength}, {each.form}" if strength else "", size=8.5),
        value(each.lot, size=8.5),
        value(text.short_date(each.expiry) if each.expiry else "", size=8.5),
        value(each.needle, size=8.5),
    ]


def _totals(record: SessionRecord, sums: Ledger) -> Iterator[Any]:
    yield heading("What was given")
    rows: list[list[Any]] = [
        [
            preparation_name(row.preparation),
            _terms(row),
            text.ml(row.volume_ul),
            text.mg(row.mass_ng) if row.mass_ng is not None else "– *",
        ]
        for row in sums.rows
    ]
    mass = text.mg(sums.mass_ng) if sums.mass_ng or not sums.unweighed else "–"
    last = len(rows) + 1
    rows.append(
        [
            words("Whole session", size=9.5, bold=True),
            words(_legs(sums), size=8.5),
            words(text.ml(sums.total_ul), size=10.5, bold=True, align="right"),
            words(mass + (" *" if sums.unweighed else ""), size=10.5, bold=True, align="right"),
        ]
    )
    yield grid(
        ["Preparation", "Added up", "Volume", "Mass"],
        rows,
        [50 * mm, 80 * mm, 23 * mm, 21 * mm],
        right=(2, 3),
        extra=[("NOSPLIT", (0, max(last - 1, 0)), (-1, last))],
    )
    if sums.unweighed:
        yield words(
            "* without the sites whose preparation or strength was not named, or that were given as foam: "
            "its ml are of liquid and air",
            size=7.5,
            before=2,
        )
    yield from _reference_lines(record)


def _reference_lines(record: SessionRecord) -> Iterator[Any]:
    """What the chart's ledger says of each product and form beside its line, and where the line comes from."""
    day = bool(record.same_day_sites)
    same_day = record.same_day_sites, record.same_day_preparations
    said = ledger_words(record.sites, record.preparations, record.lines, same_day, closed=True)
    beside = "the volume of all the patient's sessions of this day, as of printing" if day else "this session's volume"
    brands: dict[tuple[str, str], str] = {
        (each.product_id, each.form): each.brand for each in reversed(record.preparations)
    }
    sources: dict[tuple[str, str], str] = {(each.product_id, each.form): each.source for each in record.lines}
    told = {(row.product_id, row.form): row.line for row in said.rows if row.line}
    if told:
        yield words(
            f"Reference lines: numbers that the clinic adopted from a product leaflet, beside {beside}",
            size=8,
            colour=pdf.QUIET,
            before=6,
            after=1,
            keep=True,
        )
    for key, line in told.items():
        source = f" ({sources[key]})" if sources.get(key) else ""
        yield words(f"{brands[key]}, {key[1]}: {line}{source}", size=8.5)
    for line in (said.together, said.day):
        if line:
            yield words(line, size=8.5)


def _terms(row: PreparationSum) -> str:
    return broken(terms_text(row), _TERM_ENDS, 78 * mm, size=8.5)


def _legs(sums: Ledger) -> str:
    parts = []
    for name, count, volume in (
        ("Right leg", sums.right_count, sums.right_ul),
        ("left leg", sums.left_count, sums.left_ul),
    ):
        parts.append(f"{name} {text.count(count, 'site')}, {text.ml(volume)}")
    return "; ".join(parts)


def _notes(record: SessionRecord) -> Iterator[Any]:
    yield heading("Notes")
    yield value(record.session.notes)


def _by_hand(record: SessionRecord) -> Iterator[Any]:
    observed = any(timing.kind == "observation" and timing.ended_at is not None for timing in record.timings)
    yield CondPageBreak(62 * mm)
    yield heading("Kept on other papers of the clinic, or written here by hand")
    names = ("History reviewed", "Consent given", "Photo consent", "Prescriber",
             "Reactions", "Hosiery put on", "Observed until", "Next visit")  # fmt: skip
    left = [name for name in names if not (observed and name == "Observed until")]
    yield facts(_lines(left[:4]), _lines(left[4:]), label=30 * mm)


def _lines(names: Sequence[str]) -> list[tuple[str, Any]]:
    """Lines to write on."""
    return [(name, Blank(note="")) for name in names]


def _covers(record: SessionRecord) -> str:
    """What the signature is under."""
    parts = [text.count(sum(site.injections for site in record.sites), "site") if record.sites else "no sites"]
    parts += [text.count(len(record.runs), "vein")] if record.runs else []
    parts += [text.count(len(record.marks), "mark")] if record.marks else []
    photos = text.count(len(record.photos), "photograph") if record.photos else "no photographs"
    return f"This record holds {', '.join(parts)} and {photos}."


def _signature(record: SessionRecord) -> Iterator[Any]:
    session = record.session
    if session.signed_at is None:
        yield KeepTogether(
            [
                heading("Signature"),
                words(f"This is a draft: it was not signed when it was printed. {_covers(record)}", after=10),
                facts(_lines(["Signature"]), _lines(["Date and time"])),
            ]
        )
        return
    signer = record.signer or record.practitioner
    lines: list[Any] = [
        heading("Signature"),
        words(_covers(record), after=3),
        facts(
            [
                ("Signed by", signer.name),
                ("Profession", signer.profession),
                ("Registration", signer.registration),
            ],
            [("Signed on", text.when(session.signed_at.local())), *_lines(["Signature"])],
        ),
    ]
    if session.sign_reason:
        lines.append(
            words("Signed although something was not recorded. The reason given:", size=8, colour=pdf.QUIET, before=4)
        )
        lines.append(words(session.sign_reason))
    yield KeepTogether(lines)
    yield heading("Addenda")
    if not record.addenda:
        yield words("None when this was printed.")
    for added in record.addenda:
        by = f"{text.when(added.at.local())}  ·  {added.author}"
        yield words(by, size=8, colour=pdf.QUIET, before=5, after=1, keep=True)
        yield words(added.text)
