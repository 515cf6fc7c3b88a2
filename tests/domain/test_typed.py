"""Volumes and expiry dates as people type them."""

from datetime import date

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.typed import expiry_text, read_expiry, read_ml


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
