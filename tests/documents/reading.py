"""Reads finished PDFs back with pypdf and pypdfium2, which share no code with what wrote them."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pypdf import PdfReader
from pypdfium2 import PdfDocument, raw


@lru_cache(maxsize=8)
def pages(pdf: bytes) -> list[str]:
    """The text of each page with every run of white space as one space."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def whole(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def bodies(pdf: bytes, clinic: str) -> list[list[str]]:
    """The lines of each page without head and foot (those are drawn last and begin with the clinic's name)."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]
        last = max(index for index, line in enumerate(lines) if line == clinic)
        found.append(lines[:last])
    return found


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font of the file by name, and whether its outlines are embedded."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for entry in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = entry.get_object()
            descriptor = font.get("/FontDescriptor")
            found[font["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def images(pdf: bytes) -> list[bytes]:
    """The bytes of every picture as they lie in the file."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for entry in (page["/Resources"].get("/XObject") or {}).values():  # type: ignore[union-attr]
            stream = entry.get_object()
            if stream["/Subtype"] == "/Image":
                found.append(stream._data)
    return found


def dots_per_inch(pdf: bytes) -> Iterator[float]:
    """The resolution of every picture at the size at which it is printed."""
    document = PdfDocument(pdf)
    for number in range(len(document)):
        for thing in document[number].get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
            left, _, right, _ = thing.get_bounds()
            yield thing.get_px_size()[0] / ((right - left) / 72)


def square(pdf: bytes, page: int, *, side: float) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in points of the one drawing on a page that is a square of this side."""
    boxes = [thing.get_bounds() for thing in PdfDocument(pdf)[page].get_objects([raw.FPDF_PAGEOBJ_PATH])]
    found = [box for box in boxes if abs(box[2] - box[0] - side) < 2 and abs(box[3] - box[1] - side) < 2]
    assert len(found) == 1
    left, bottom, right, top = found[0]
    return left, bottom, right, top


def type_sizes(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Page, height above the foot of the page, size in points and text of everything that is set."""
    found: list[tuple[int, float, float, str]] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):

        def note(text: str, cm: Any, tm: Any, font: Any, size: float, number: int = number) -> None:
            if text.strip():
                found.append((number, cm[3] * tm[5] + cm[5], size * abs(tm[3]) * abs(cm[3]), text.strip()))

        page.extract_text(visitor_text=note)
    return found
