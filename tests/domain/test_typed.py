"""Volumes and expiry dates as people type them."""

from datetime import date

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.typed import expiry_text, read_expiry, read_ml, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mock\u202eExemplar", "MockExemplar"),
        ("Mock\x00\x07Exemplar", "MockExemplar"),
        ("\ufeffMock\u00adEx\u2066emplar\u2069", "MockExemplar"),
        ("Mock\r\nExemplar", "Mock Exemplar"),
        ("Mock\u2028Exemplar\tA", "Mock Exemplar A"),
        ("\ud800Mock", "Mock"),
        ("Öztürk-Example, O’Trial", "Öztürk-Example, O’Trial"),
        ("Mock\u200dExemplar\u200c", "MockExemplar"),
        ("\u0645\u06cc\u200c\u200c\u0646\u0627", "\u0645\u06cc\u200c\u0646\u0627"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
    ],
)
def test_what_nobody_sees_is_left_out_of_a_line(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_notes_keep_the_ends_of_their_lines() -> None:
    assert tidy("one\r\n\u202etwo\u2029three\x00", lines=True) == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("typed", "ul"),
    [("0.15", 150), (".2", 200), ("0,05", 50), ("1", 1000), ("0.1 ml", 100), ("0.333", 333)],
)
def test_a_volume_is_read_exactly(typed: str, ul: int) -> None:
    assert read_ml(typed) == ul


@pytest.mark.parametrize("typed", ["", "ml", "1.", "a", "0.1234", "-1", "0", "25", "0.1 mg"])
def test_what_is_no_volume_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UserError, match=r"ml"):
        read_ml(typed)


@pytest.mark.parametrize(
    "typed", ["03/2027", "3/27", "Mar 2027", "march 2027", "2027-03", "03.2027", "31/03/2027", "2027-03-31"]
)
def test_an_expiry_month_means_its_last_day(typed: str) -> None:
    assert read_expiry(typed) == date(2027, 3, 31)


def test_an_expiry_day_is_kept() -> None:
    assert read_expiry("15 Mar 2027") == date(2027, 3, 15)
    assert read_expiry("29/02/2028") == date(2028, 2, 29)
    assert read_expiry("  ") is None


@pytest.mark.parametrize("typed", ["13/2027", "31/02/2027", "soon", "2027", "1/2/3/4", "0/2027"])
def test_what_is_no_expiry_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match="03/2027"):
        read_expiry(typed)


@pytest.mark.parametrize("day", [date(2027, 3, 31), date(2027, 3, 15), date(2028, 2, 29)])
def test_an_expiry_reads_back_as_it_is_shown(day: date) -> None:
    assert read_expiry(expiry_text(day)) == day
