"""The aftercare leaflet, read back."""

import re
from dataclasses import replace
from functools import cache

import pytest
from pypdfium2 import PdfDocument

from sclerochart.documents.leaflet import SIZES, SMALLER, leaflet_pdf
from sclerochart.domain import atlas
from sclerochart.domain.aftercare import Leaflet, leaflet, questions
from sclerochart.domain.leg import SIDES
from sclerochart.domain.protocol import shipped_protocols
from sclerochart.domain.purpose import ON_A_LEAFLET
from sclerochart.domain.record import SessionRecord
from tests.documents import reading
from tests.documents import sample_records as samples

PROTOCOLS = sorted(shipped_protocols())


def worded(protocol_id: str, *, most: bool = True) -> Leaflet:
    """The leaflet's words with every question answered: the longest numbers on offer, or the shortest."""
    protocol = shipped_protocols()[protocol_id]
    answers = {}
    for question in questions(protocol):
        if question.kind == "approval":
            answers[question.key] = "Dr Imogen Testwell, 2 November 2026"
        elif question.choices:
            answers[question.key] = question.choices[-1 if most else 0].value
        else:
            answers[question.key] = "10"
    return leaflet(protocol, answers, treated_at=samples.TREATED)


@cache
def made(protocol_id: str) -> bytes:
    return leaflet_pdf(samples.record(45, photos=0), worded(protocol_id), printed_at=samples.PRINTED)


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_it_is_one_sheet_of_two_sides_with_every_word_of_the_protocol(protocol_id: str) -> None:
    pages = reading.pages(made(protocol_id))
    assert len(pages) == 2
    words = " ".join(pages)
    for section in worded(protocol_id).sections:
        assert section.title in words
        for line in section.lines:
            assert line.text in words


@pytest.mark.parametrize("most", [True, False])
@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_two_sides_are_enough_also_for_long_names_and_many_areas(protocol_id: str, most: bool) -> None:
    record = samples.record(
        120,
        photos=0,
        patient=replace(samples.PATIENT, given_name="Maximiliana Philippa", family_name="Featherstonehaugh-Invented"),
        clinic=replace(samples.CLINIC, name="The Larch Lane and Upper Sampling Centre for Thread Veins"),
    )
    assert len(reading.pages(leaflet_pdf(record, worded(protocol_id, most=most), printed_at=samples.PRINTED))) == 2


def extreme(**clinic: str) -> SessionRecord:
    """Every region of both legs, and a name of three lines."""
    first = samples.sites(2, preparations=("q1",))[0]
    everywhere = [
        replace(first, id=f"{side}-{code}", place=replace(first.place, side=side), corrected_region=code)
        for side in SIDES
        for code in atlas.shipped().regions
    ]
    patient = replace(
        samples.PATIENT,
        given_name="Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria Magdalena",
        family_name="Abdul-Rahman y Fernández de la Vega-Cholmondeley",
    )
    clinic_then = replace(samples.CLINIC, **clinic)
    return samples.record(0, photos=0, sites=tuple(everywhere), patient=patient, clinic=clinic_then)


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_two_sides_of_twelve_points_are_enough_for_a_name_of_three_lines_and_every_region(protocol_id: str) -> None:
    pdf = leaflet_pdf(extreme(), worded(protocol_id), printed_at=samples.PRINTED)
    assert len(reading.pages(pdf)) == 2
    words = reading.whole(pdf)
    for section in worded(protocol_id).sections:
        for line in section.lines:
            assert line.text in words
    assert min(size for _, height, size, _ in reading.type_sizes(pdf) if 60 < height < 560) >= SIZES[-1] - 0.01


def test_what_cannot_fit_otherwise_is_set_smaller_in_small_steps_and_stays_on_one_sheet() -> None:
    record = extreme(name="The Larch Lane and Upper Sampling Centre for Thread Veins and Everything Else " * 4)
    pdf = leaflet_pdf(record, worded("extended-eight-weeks"), printed_at=samples.PRINTED)
    assert len(reading.pages(pdf)) == 2
    body = [size for _, height, size, _ in reading.type_sizes(pdf) if 60 < height < 560]
    assert SMALLER[-1] - 0.01 <= min(body) < SIZES[-1]


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_each_has_its_list_of_dates_and_says_what_printed_it(protocol_id: str) -> None:
    words = reading.pages(made(protocol_id))[0]
    assert "Your dates" in words
    assert ON_A_LEAFLET in words


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_nothing_that_a_patient_reads_is_set_in_less_than_twelve_points(protocol_id: str) -> None:
    said = {line.text.split()[0] for section in worded(protocol_id).sections for line in section.lines}
    small = [
        (size, text)
        for _, height, size, text in reading.type_sizes(made(protocol_id))
        if size < SIZES[-1] - 0.01 and 60 < height < 560 and text.split()[0] in said
    ]
    assert small == []


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_only_embedded_fonts_are_used_and_each_side_names_the_patient(protocol_id: str) -> None:
    assert all(reading.fonts(made(protocol_id)).values())
    for number, page in enumerate(reading.pages(made(protocol_id)), start=1):
        assert "Amelia Samplewood" in page
        assert f"Page {number} of 2" in page
        assert "DRAFT" not in page


def test_dates_and_times_are_those_of_this_treatment() -> None:
    words = reading.whole(made("extended-eight-weeks"))
    assert "Treated on Saturday 21 November 2026 at 15:20" in words
    assert "Tuesday 24 November 2026, 15:20" in words
    assert "No long-haul flight before 19 December 2026." in words


@pytest.mark.parametrize("protocol_id", PROTOCOLS)
def test_a_day_is_never_parted_from_its_month_and_the_text_holds_plain_spaces(protocol_id: str) -> None:
    document = PdfDocument(made(protocol_id))
    text = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert "\u00a0" not in text
    assert re.search(r"\d (November|December|January)", text)
    assert not re.search(r"\d\s*[\r\n]+\s*(November|December|January)", text)


def test_whom_to_call_stands_there_with_the_clinics_numbers() -> None:
    words = reading.whole(made("two-week-medium"))
    assert "Questions? Call Larch Lane Vein Clinic: 01632 960 144 When we are closed: 07700 900 362" in words
    assert "Call 999 at once" in words
    assert "same day if 01632 960 144; when we are closed: 07700 900 362" in words


def test_the_treated_areas_are_named_as_a_patient_says_them() -> None:
    record = samples.record(8, photos=0)
    words = reading.pages(leaflet_pdf(record, worded("two-week-medium"), printed_at=samples.PRINTED))[0]
    legs = {site.place.side for site in record.sites}
    assert legs == {"right", "left"}
    assert "Right leg: " in words
    assert "Left leg: " in words
    for clinical in ("anterior", "posterior", "medial", "lateral", "third"):
        assert clinical not in words.split("Questions?")[0]


def test_a_clinic_without_a_telephone_gets_a_line_to_write_on() -> None:
    record = samples.record(2, photos=0, clinic=replace(samples.CLINIC, phone="", out_of_hours=""))
    assert "Telephone: ____" in reading.whole(
        leaflet_pdf(record, worded("two-week-medium"), printed_at=samples.PRINTED)
    )


def test_a_visit_without_sites_has_a_leaflet_without_a_picture() -> None:
    record = samples.record(0, photos=0, sites=())
    assert len(reading.pages(leaflet_pdf(record, worded("two-week-medium"), printed_at=samples.PRINTED))) == 2


def test_who_approved_the_rules_stands_at_the_foot() -> None:
    for page in reading.pages(made("several-days-bandage")):
        assert "Approved: Dr Imogen Testwell, 2 November 2026." in page
