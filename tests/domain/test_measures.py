"""Lengths as they are typed and read."""

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.measures import cm_number, mm_number, read_cm, read_diameter, read_mm


@pytest.mark.parametrize(("typed", "mm"), [("12.5", 125), ("12,5 cm", 125), ("7", 70), (".5", 5), ("", None)])
def test_a_distance_is_read_to_the_millimetre(typed: str, mm: int | None) -> None:
    assert read_cm(typed) == mm


@pytest.mark.parametrize("typed", ["0", "151", "12.55", "12 mm", "near", "."])
def test_what_is_no_distance_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UserError, match="Nothing was changed"):
        read_cm(typed)


@pytest.mark.parametrize(("typed", "um"), [("0.4", 400), ("2 mm", 2000), (".25", 250), (" ", None)])
def test_a_diameter_is_read_exactly(typed: str, um: int | None) -> None:
    assert read_diameter(typed) == um


@pytest.mark.parametrize("typed", ["0", "21", "2 cm", "thin"])
def test_what_is_no_diameter_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UserError, match="Nothing was changed"):
        read_diameter(typed)


def test_lengths_are_written_as_they_were_typed() -> None:
    assert (cm_number(125), cm_number(70), mm_number(400), mm_number(2000)) == ("12.5", "7", "0.4", "2")


@pytest.mark.parametrize(("typed", "mm"), [("8", 8.0), ("7,5 mm", 7.5), ("", None)])
def test_a_distance_in_millimetres_is_read(typed: str, mm: float | None) -> None:
    assert read_mm(typed) == mm
