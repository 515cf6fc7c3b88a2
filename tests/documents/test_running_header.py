"""The line with the patient that stands on every page, read back."""

import io
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from sclerochart.documents.record import record_pdf
from tests.documents import reading
from tests.documents import sample_records as samples


@pytest.mark.parametrize("family", ["W" * 300, "Mock-Exemplar " * 20])
def test_a_name_too_long_for_the_running_header_leaves_the_date_of_birth_and_the_number_on_the_page(
    family: str,
) -> None:
    record = samples.record(3)
    record = replace(record, patient=replace(record.patient, given_name="Amelia", family_name=family.strip()))
    pdf = record_pdf(record, pictures=[], printed_at=samples.PRINTED)
    for page in reading.pages(pdf):
        assert "… · born 3 March 1971 · record 1042" in page
    for page in PdfDocument(io.BytesIO(pdf)):
        width = page.get_width()
        text = page.get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        assert max(right for _left, _bottom, right, _top in rects) < width
