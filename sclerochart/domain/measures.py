"""Lengths as a person types and reads them: a distance on the leg in cm, a vein's diameter in mm."""

import re

from sclerochart.domain.errors import UserError
from sclerochart.domain.text import decimal

FARTHEST_MM = 1500
THICKEST_UM = 20_000
_NUMBER = re.compile(r"(\d{0,3})(?:[.,·](\d{1,2}))?\s*(cm|mm)?", re.IGNORECASE)


def read_cm(typed: str) -> int | None:
    """Millimetres from "12.5" or "12,5 cm"; None for nothing; to the millimetre."""
    mm = _hundredths(typed, "cm", example="a distance in cm, such as 12.5")
    if mm is None:
        return None
    if mm % 10 or not 0 < mm // 10 <= FARTHEST_MM:
        raise UserError("A distance lies between 0.1 and 150 cm, with one decimal. Nothing was changed.")
    return mm // 10


def read_diameter(typed: str) -> int | None:
    """Micrometres from "0.4" or "2 mm"; None for nothing."""
    hundredths = _hundredths(typed, "mm", example="a diameter in mm, such as 0.4")
    if hundredths is None:
        return None
    if not 0 < hundredths * 10 <= THICKEST_UM:
        raise UserError("A diameter lies between 0.01 and 20 mm. Nothing was changed.")
    return hundredths * 10


def read_mm(typed: str) -> float | None:
    """Millimetres from "8" or "7.5 mm"; None for nothing."""
    hundredths = _hundredths(typed, "mm", example="a distance in mm, such as 8")
    return None if hundredths is None else hundredths / 100


def cm_number(mm: int) -> str:
    """125 mm is "12.5"."""
    return decimal(mm, 1)


def mm_number(um: int) -> str:
    """400 µm is "0.4"."""
    return decimal(um, 3)


def _hundredths(typed: str, unit: str, *, example: str) -> int | None:
    words = typed.strip()
    if not words:
        return None
    found = _NUMBER.fullmatch(words)
    if found is None or not (found[1] or found[2]) or (found[3] or unit).lower() != unit:
        raise UserError(f"Write {example}. Nothing was changed.")
    return int(found[1] or 0) * 100 + int((found[2] or "").ljust(2, "0"))
