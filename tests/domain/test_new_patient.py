"""What was typed in the search stands in the field it belongs to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.new_patient import fields_from_search

TODAY = date(2026, 11, 21)
BORN = "3 April 1971"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Test person 3/4/71", {"given_name": "Test", "family_name": "Person", "birth_date": BORN}),
        ("3/4/71 Lee, Amber", {"given_name": "Amber", "family_name": "Lee", "birth_date": BORN}),
        ("amber lee born 3rd of April 1971", {"given_name": "Amber", "family_name": "Lee", "birth_date": BORN}),
        ("amber lee 3 4 71", {"given_name": "Amber", "family_name": "Lee", "birth_date": BORN}),
        ("3 apr 1971 lee", {"family_name": "Lee", "birth_date": BORN}),
        ("030471", {"birth_date": BORN}),
        ("april lee", {"given_name": "April", "family_name": "Lee"}),
        ("amber 07700 900123", {"family_name": "Amber", "phone": "07700 900123"}),
        ("amber lee +44 (7700) 900-123",
         {"given_name": "Amber", "family_name": "Lee", "phone": "+44 (7700) 900-123"}),
        ("943 476 5919", {"nhs_number": "943 476 5919"}),
        ("a17", {"record_number": "a17"}),
        ("lee 4711", {"family_name": "Lee", "record_number": "4711"}),
        ("lee a@example.org", {"family_name": "Lee", "email": "a@example.org"}),
        ("amber 31/2/1971", {"family_name": "Amber", "birth_date": "31/2/1971"}),
        ("lee 1978", {"family_name": "Lee", "birth_date": "1978"}),
        ("lee April 1978", {"family_name": "Lee", "birth_date": "April 1978"}),
        ("", {}),
    ],
)  # fmt: skip
def test_each_piece_of_a_search_stands_where_it_belongs(typed: str, expected: dict[str, str]) -> None:
    assert fields_from_search(typed, today=TODAY) == expected


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéøß’-", min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_word_of_letters_is_never_lost(words: list[str]) -> None:
    told = "".join(fields_from_search(" ".join(words), today=TODAY).values()).casefold()
    for word in words:
        assert word == "born" or word == "dob" or word.casefold() in told


@given(st.text(max_size=40))
def test_no_search_makes_the_form_fail(typed: str) -> None:
    fields_from_search(typed, today=TODAY)
