"""The treatment record, read back."""

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from reportlab.graphics.barcode import qrencoder

from sclerochart.documents.record import record_pdf
from sclerochart.documents.record_findings import ranges
from sclerochart.domain import atlas, text
from sclerochart.domain.findings import MARK_KINDS, Syringe
from sclerochart.domain.layout import BESIDE
from sclerochart.domain.ledger import ledger, line_text, terms_text
from sclerochart.domain.ledger_regions import distance, region_sums
from sclerochart.domain.people import Clinic, Patient, Practitioner
from sclerochart.domain.purpose import PURPOSE
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.session import numbered
from sclerochart.domain.syringe import Difference
from sclerochart.domain.vein_types import VEIN_TYPES
from sclerochart.ui.documents.making import printed_photo
from tests.documents import reading
from tests.documents import sample_records as samples


@cache
def made(signed: bool) -> tuple[SessionRecord, bytes]:
    record = samples.record(45, signed=signed)
    printed = [printed_photo(photo, samples.jpeg(number)) for number, photo in enumerate(record.photos)]
    return record, record_pdf(record, pictures=printed, printed_at=samples.PRINTED)


def bare(record: SessionRecord) -> bytes:
    return record_pdf(record, pictures=[], printed_at=samples.PRINTED)


def test_every_page_names_the_patient_the_page_and_how_many_pages_there_are() -> None:
    _, pdf = made(True)
    pages = reading.pages(pdf)
    for number, page in enumerate(pages, start=1):
        assert "Amelia Samplewood · born 3 March 1971 · record 1042" in page
        assert f"Page {number} of {len(pages)}" in page
        assert PURPOSE in page


def test_every_site_stands_in_the_table_with_its_region_product_and_exact_volume() -> None:
    record, pdf = made(True)
    words = reading.whole(pdf)
    regions = atlas.shipped().regions
    products = {each.id: f"{each.position} · {each.brand}" for each in record.preparations}
    for number, site in numbered(list(record.sites)):
        vein = VEIN_TYPES[site.vein_type]
        row = (
            f"{number} {regions[site.region].name_of(site.place.side)} {BESIDE[site.place.view]} "
            f"{vein.letter} · {vein.name} {products[site.preparation_id or '']} {text.ml_number(site.volume_ul)}"
        )
        assert row in words


def test_the_sums_on_paper_are_those_of_the_ledger_with_their_terms_and_lines() -> None:
    record, pdf = made(True)
    words = reading.whole(pdf)
    sums = ledger(record.sites, record.preparations, lines=record.lines)
    assert sums.total_ul == sum(site.volume_ul for site in record.sites)
    for row in sums.rows:
        assert f"{terms_text(row)} {text.ml(row.volume_ul)} {text.mg(row.mass_ng or 0)}" in words
    for used in sums.lines:
        assert f"{used.brand}, liquid: {line_text(used)} · {distance(used).words}" in words
        assert f"({used.line.source})" in words
    assert "beside this session's volume" in words
    legs = f"Right leg {sums.right_count} sites, {text.ml(sums.right_ul)}; left leg {sums.left_count} sites"
    assert f"Whole session {legs}, {text.ml(sums.left_ul)} {text.ml(sums.total_ul)} {text.mg(sums.mass_ng)}" in words


def test_lot_expiry_allergies_notes_and_clinic_are_all_there() -> None:
    _, pdf = made(True)
    words = reading.whole(pdf)
    for said in ("B4471", "31 Aug 2027", "30 G", "Penicillin (rash, 1998)", "Faints at needles", "GMC 0000000",
                 "treated feeders first", "01632 960 144", "07700 900 362 (out of hours)", "blanched well",
                 "region set by hand; marked on:"):  # fmt: skip
        assert said in words, said


def test_an_nhs_number_is_printed_in_its_groups_however_it_was_typed() -> None:
    patient = replace(samples.PATIENT, nhs_number="9990001006")
    assert "NHS number 999 000 1006" in reading.whole(bare(samples.record(1, photos=0, patient=patient)))


def test_a_draft_says_so_across_every_page_and_a_signed_record_on_none() -> None:
    for page in reading.pages(made(False)[1]):
        assert page.split().count("DRAFT") == 1
    assert "DRAFT" not in reading.whole(made(True)[1])


def test_a_signature_comes_with_its_reason_and_the_addenda() -> None:
    words = reading.whole(made(True)[1])
    assert "Signed by Dr Imogen Testwell Signed on 21 Nov 2026, 15:40" in words
    assert "Needle size of the second syringe was not noted." in words
    assert "22 Nov 2026, 15:40 · Dr Imogen Testwell Telephoned: no swelling, walking well." in words
    assert "not signed when it was printed" in reading.whole(made(False)[1])


def test_the_signature_is_of_who_signed_and_not_of_who_treated() -> None:
    other = Practitioner("p2", "Nurse Oliver Pretendleigh", "Nurse prescriber", "NMC 00X0000E")
    words = reading.whole(bare(samples.record(2, photos=0, signed=True, signer=other)))
    assert "Practitioner Dr Imogen Testwell" in words
    assert "Signed by Nurse Oliver Pretendleigh" in words
    assert "Profession Nurse prescriber" in words
    assert "Registration NMC 00X0000E" in words


def test_a_line_is_of_the_day_when_the_patient_had_another_session_that_day() -> None:
    morning = replace(samples.PREPARATIONS[0], id="q0", session_id="s0", lot="A0001")
    earlier = tuple(
        replace(site, id=f"e{site.id}", session_id="s0", volume_ul=500)
        for site in samples.sites(4, preparations=("q0",))
    )
    own = samples.sites(3, preparations=("q1",))
    record = samples.record(
        3, photos=0, sites=own, same_day_sites=earlier, same_day_preparations=(morning,),
    )  # fmt: skip
    words = reading.whole(bare(record))
    today = sum(site.volume_ul for site in own)
    whole = text.ml_number(today + 2000)
    assert f"Fibrovein 0.2%, liquid: {whole} of 10 ml · label, UK 2022" in words
    assert "(this day)" in words
    assert f"All sessions of this day: {whole} ml" in words
    assert "beside the volume of all the patient's sessions of this day, as of printing" in words
    assert "Whole session Right leg" in words
    assert f"{text.ml(today)} {text.mg(today * 2000)}" in words
    assert "A0001" not in words


def test_two_lots_of_a_product_have_one_line() -> None:
    lots = (samples.PREPARATIONS[0], replace(samples.PREPARATIONS[0], id="q2", position=2, lot="B4472"))
    words = reading.whole(bare(samples.record(6, photos=0, preparations=lots)))
    assert words.count("label, UK 2022") == 1


def test_what_was_not_recorded_is_a_blank_line_and_not_silence() -> None:
    empty = samples.record(
        3,
        photos=0,
        clinic=Clinic(),
        practitioner=Practitioner("p1"),
        patient=Patient("a1", "Amelia", "Samplewood"),
        preparations=(replace(samples.PREPARATIONS[0], lot="", expiry=None, needle=""),),
        sites=samples.sites(3, preparations=("q1",)),
    )
    words = reading.whole(bare(empty))
    for label in (
        "Born",
        "NHS number",
        "Practitioner",
        "Registration",
        "Clinic telephone",
        "Allergies",
        "Alerts",
    ):
        assert f"{label} not recorded" in words, label
    assert "0.2 % (2 mg/ml), liquid not recorded not recorded not recorded" in words  # lot, expiry, needle


def test_an_area_with_several_injections_says_how_its_volume_is_made() -> None:
    one, other = samples.sites(2, preparations=("q1",))
    words = reading.whole(bare(samples.record(2, photos=0, sites=(replace(one, injections=12, volume_ul=100), other))))
    assert "1 · Fibrovein 0.2% 1.2 12 × 0.1" in words
    assert "This record holds 13 sites and no photographs." in words


def test_sites_without_a_named_preparation_are_kept_apart_and_have_no_mass() -> None:
    words = reading.whole(bare(samples.record(6, photos=0, sites=samples.sites(6, preparations=("q1", None)))))
    assert "Preparation not named" in words
    assert "without the sites whose preparation or strength was not named" in words


UNUSED = replace(samples.PREPARATIONS[1], position=2, lot="UNUSED9")


@pytest.mark.parametrize("signed", [True, False])
def test_a_preparation_that_was_not_used_stands_in_one_line_with_its_lot(signed: bool) -> None:
    own = samples.sites(6, preparations=("q1",))
    words = reading.whole(bare(samples.record(6, photos=0, signed=signed, sites=own, preparations=(
        samples.PREPARATIONS[0], UNUSED
    ))))  # fmt: skip
    so_far = "" if signed else " so far"
    assert f"Named and not used{so_far}: 2 · Fibrovein 0.5% · lot UNUSED9, expiry 28 Feb 2027." in words
    assert words.count("UNUSED9") == 1
    for absent in ("no sites 0.0 ml", "0 mg", "0.0 of 10 ml", "Together"):
        assert absent not in words


def test_what_was_drawn_up_and_not_injected_stays_among_the_preparations() -> None:
    own = samples.sites(6, preparations=("q1",))
    filled = (Syringe("y1", "s1", 0, 2000, 2000, "q2"),)
    words = reading.whole(
        bare(samples.record(6, photos=0, sites=own, preparations=(samples.PREPARATIONS[0], UNUSED), syringes=filled))
    )
    assert "0.5 % (5 mg/ml), liquid UNUSED9 28 Feb 2027 30 G" in words
    assert "Named and not used" not in words
    assert "0.0 of 10 ml" not in words


def test_a_visit_at_which_nothing_was_given_names_what_lay_ready() -> None:
    words = reading.whole(bare(samples.record(0, photos=0, signed=True, sites=(), preparations=(UNUSED,))))
    assert "Named and not used: 2 · Fibrovein 0.5% · lot UNUSED9" in words
    assert "Nothing was injected at this visit." in words
    assert "so there is no preparation" not in words
    assert "mg" not in words.split("What was given")[1].split("Notes")[0]


def test_a_preparation_without_a_product_says_so_in_every_table() -> None:
    nameless = replace(samples.PREPARATIONS[0], product_id="other", brand="", substance="")
    words = reading.whole(
        bare(samples.record(3, photos=0, sites=samples.sites(3, preparations=("q1",)), preparations=(nameless,)))
    )
    assert words.count("1 · product not recorded") == 3
    assert "Product not recorded · lot B4471" in words
    assert "1 not recorded 0.2 % (2 mg/ml), liquid B4471" in words


def test_where_no_mass_is_known_at_all_the_total_is_a_dash_and_not_nothing() -> None:
    words = reading.whole(
        bare(samples.record(6, photos=0, sites=samples.sites(6, preparations=(None,)), preparations=()))
    )
    assert "Right leg" in words
    assert "0 mg" not in words
    assert "ml – * * without the sites whose preparation or strength was not named" in words


@pytest.mark.parametrize("signed", [True, False])
def test_a_review_visit_has_nothing_to_name_and_says_so(signed: bool) -> None:
    record = samples.record(0, photos=0, signed=signed, sites=(), preparations=())
    pages = reading.pages(bare(record))
    words = " ".join(pages)
    assert signed or len(pages) == 1
    assert "Visit on Saturday 21 November 2026" in words
    assert "This record holds no sites and no photographs." in words
    for absent in ("Where it was given", "Injection of leg veins", "Preparation not named", "0 sites", "0 mg"):
        assert absent not in words
    if signed:
        assert "Nothing was injected at this visit, so there is no preparation to name." in words
    else:
        assert "No injection is recorded so far." in words
        assert "Lot not recorded" in words


def test_photographs_carry_phase_leg_view_date_and_the_fingerprint_of_the_file() -> None:
    record, pdf = made(True)
    words = reading.whole(pdf)
    for photo in record.photos:
        leg = {"both": "both legs", "right": "right leg", "left": "left leg"}[photo.leg]
        said = f"{photo.phase.capitalize()} · {leg}, {photo.view} · {text.when(photo.at.local())}"
        assert f"{said} File as it came, SHA-256: {photo.sha256}" in words


@cache
def rich() -> tuple[SessionRecord, str]:
    record = samples.rich_record(photos=0)
    return record, reading.whole(bare(record))


def test_veins_stand_on_the_diagram_and_in_a_table_under_one_name() -> None:
    record, words = rich()
    assert "a · R 2 mm" in words
    assert "b · V 3.5 mm" in words
    assert (
        "a R · Reticular vein 2 mm Left lateral thigh, middle third to left popliteal fossa sites 21, 25, 29, 33"
        in words
    )
    assert "b V · Small varicose vein 3.5 mm Right medial knee to right medial calf, middle third not treated" in words
    assert words.count("on vein a") == 4
    assert "drawn in an earlier session" not in words
    earlier = replace(record, runs=tuple(replace(run, session_id="s0") for run in record.runs), marks=())
    assert reading.whole(bare(earlier)).count("drawn in an earlier session") == 2


def test_every_mark_stands_in_a_table_with_its_place_and_what_was_measured_or_noted() -> None:
    record, words = rich()
    regions = atlas.shipped().regions
    for name, mark in zip("cdefghij", record.marks, strict=True):
        where = regions[mark.place.region].name_of(mark.place.side)
        assert f"{name} {MARK_KINDS[mark.kind]} {where}" in words
    assert "Right medial calf, lower third 18 cm" in words
    assert "j Note Left posterior calf, middle third Tender here: asked to be left until spring." in words


def test_a_syringe_says_what_it_held_what_was_charted_and_the_difference() -> None:
    record, words = rich()
    own = [(n, site) for n, site in enumerate(record.sites, start=1) if site.preparation_id == "q1"]
    sentence = Difference(sum(site.total_ul for _, site in own), 4800).sentence()
    numbers = ranges([n for n, _ in own])
    assert f"1 1 · Fibrovein 0.2% · lot B4471 5.0 ml 0.2 ml {numbers} {sentence}" in words
    rest = [(n, site) for n, site in enumerate(record.sites, start=1) if site.preparation_id == "q2" and n > 25]
    numbers, charted = ranges([n for n, _ in rest]), text.ml(sum(site.total_ul for _, site in rest))
    assert f"2 2 · Fibrovein 0.5% · lot C1180 5.0 ml not read {numbers} Charted {charted}" in words
    for verdict in ("missing", "error", "wrong", "discrepancy", "too much", "too little"):
        assert verdict not in words


def test_the_clocks_are_in_the_record_and_an_observed_time_is_not_asked_for_again() -> None:
    _, words = rich()
    for said in ("First injection 15:20", "Walk 15:45 to 15:57 (12 min)", "Observation 15:58 to 16:28 (30 min)"):
        assert said in words
    assert "Observed until" not in words
    assert "Observed until" in reading.whole(made(True)[1])


def test_every_region_has_its_sum_and_the_sums_are_the_sessions() -> None:
    record, words = rich()
    regions = atlas.shipped().regions
    sums = region_sums(record.sites, tuple(regions))
    for one in sums:
        assert f"{regions[one.region].name_of(one.side)} {one.injections} {text.ml_number(one.volume_ul)}" in words
    assert sum(one.volume_ul for one in sums) == ledger(record.sites, record.preparations).total_ul


def test_an_area_is_one_marker_with_its_count_and_one_row() -> None:
    _, words = rich()
    assert "12 ×12" in words
    assert "1.2 12 × 0.1" in words


def test_what_was_not_used_is_not_printed() -> None:
    words = reading.whole(made(True)[1])
    for heading in ("Syringes", "Times", "Veins on the diagram", "Marks and notes", "Small letters name"):
        assert heading not in words
    assert "This record holds 45 sites and 6 photographs." in words
    assert "This record holds 56 sites, 2 veins, 8 marks and no photographs." in rich()[1]


def test_a_visit_at_which_something_was_only_seen_shows_it_on_the_diagram() -> None:
    words = reading.whole(bare(samples.rich_record(photos=0, sites=(), preparations=(), runs=(), syringes=())))
    assert "What was seen" in words
    assert "Where it was given" not in words
    assert "a Looked at and left alone" in words
    assert "Volume by region" not in words


def test_numbers_in_a_row_are_drawn_together() -> None:
    assert ranges([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"
    assert ranges([]) == ""


def test_a_photograph_that_cannot_be_read_is_said_to_be_missing() -> None:
    words = reading.whole(bare(samples.record(1, photos=1)))
    assert "could not be read when this was printed" in words


def test_nothing_of_a_photographs_metadata_is_in_the_file() -> None:
    _, pdf = made(True)
    found = reading.images(pdf)
    assert len(found) == 6
    for jpeg in found:
        assert jpeg.startswith(b"\xff\xd8")
        with Image.open(io.BytesIO(jpeg)) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", b"GPS", b"Cameramaker", b"Model Nine", b"home sweet home", b"http://ns.adobe.com"):
        assert trace not in pdf


def test_photographs_are_printed_at_no_more_than_200_dots_per_inch() -> None:
    resolutions = list(reading.dots_per_inch(made(True)[1]))
    assert len(resolutions) == 6
    assert all(195 < each < 201 for each in resolutions)


def test_only_embedded_fonts_are_used() -> None:
    for signed in (False, True):
        found = reading.fonts(made(signed)[1])
        assert found
        assert all(found.values()), found


def test_the_files_own_description_names_no_person() -> None:
    described = PdfReader(io.BytesIO(made(True)[1])).metadata
    assert described is not None
    assert described.title == "Treatment record"
    assert "Samplewood" not in str(dict(described))
    assert "Testwell" not in str(dict(described))
    assert described["/CreationDate"] == "D:20261121155000+00'00'"


def test_the_same_record_gives_the_same_bytes() -> None:
    record, pdf = made(False)
    printed = [printed_photo(photo, samples.jpeg(number)) for number, photo in enumerate(record.photos)]
    assert record_pdf(record, pictures=printed, printed_at=samples.PRINTED) == pdf


def test_the_journals_digest_stands_there_as_text_and_as_a_qr_code() -> None:
    _, pdf = made(True)
    number = next(index for index, page in enumerate(reading.pages(pdf)) if samples.DIGEST in page)
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(samples.DIGEST))
    code.make()
    modules = len(code.modules)
    left, bottom, right, top = reading.square(pdf, number, side=20 / 25.4 * 72)
    page = PdfDocument(pdf)[number]
    crop = (left, bottom, page.get_width() - right, page.get_height() - top)
    drawn = page.render(scale=8, crop=crop).to_pil().convert("L")
    step = drawn.width / modules
    seen = [
        [drawn.getpixel((int((column + 0.5) * step), int((row + 0.5) * step))) < 100 for column in range(modules)]
        for row in range(modules)
    ]
    assert seen == [[bool(value) for value in row] for row in code.modules]


@pytest.mark.parametrize(
    ("count", "rich"),
    [*((count, False) for count in (1, 7, 22, 23, 24, 29, 36, 48, 60)), *((count, True) for count in (12, 22, 34, 45))],
)
def test_no_page_ends_with_a_heading_and_a_long_table_repeats_its_head(count: int, rich: bool) -> None:
    headings = ("Patient and treatment", "Preparations", "What was given", "Notes", "Where it was given", "Signature",
                "Sites by leg and region", "Kept on other papers of the clinic, or written here by hand", "Addenda",
                "Fingerprint of the journal", "Photographs", "Syringes", "Times", "Veins on the diagram",
                "Marks and notes on the diagram", "Volume by region")  # fmt: skip
    record = samples.rich_record(photos=0)
    pdf = bare(replace(record, sites=record.sites[:count]) if rich else samples.record(count, photos=0, signed=True))
    bodies = reading.bodies(pdf, samples.CLINIC.name)
    for body in bodies:
        assert body
        assert body[-1] not in headings
        assert not body[-1].startswith(("Right leg ·", "Left leg ·"))
    for before, after in pairwise(bodies):
        if "View" in before and after[0] == "No.":
            assert after[1:7] == ["Region", "View", "Vein type", "Preparation", "ml", "Note"]
            assert len(after) > 8


def test_a_name_in_letters_that_cannot_be_printed_is_said_in_words() -> None:
    patient = replace(samples.PATIENT, given_name="محمد", family_name="Όνομα Łącki Đorđe Петрова")
    words = reading.whole(bare(samples.record(2, photos=0, patient=patient)))
    assert "[Arabic letters] Όνομα Łącki Đorđe Петрова" in words
    assert "Some of this record is written in Arabic letters, which cannot be printed yet." in words


def test_very_long_texts_run_over_several_pages_and_break_nothing() -> None:
    long = "One long story. " * 900
    record = samples.record(
        2,
        photos=0,
        signed=True,
        patient=replace(samples.PATIENT, address=long, allergies=long, family_name="x" * 400),
        session=replace(samples.record(1, signed=True).session, notes=long, sign_reason=long),
        sites=tuple(replace(site, note=long) for site in samples.sites(2)),
    )
    assert reading.whole(bare(record)).split().count("story.") == 6 * 900


def test_markup_in_a_text_is_printed_as_it_was_typed() -> None:
    record = samples.record(
        1, photos=0, session=replace(samples.record(1).session, notes="<b>not & bold</b> <img src=x>")
    )
    assert "<b>not & bold</b> <img src=x>" in reading.whole(bare(record))
