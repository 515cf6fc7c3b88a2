"""A date of birth in any usual form, and hints that help."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sclerochart.domain.patient_rules import check_birth_date, nhs_number_hint, read_birth_date, spaced_nhs_number

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "3/4/71", "03/04/71", "3/4/1971", "03.04.1971", "3.4.71", "3-4-1971", "03 04 1971", "3 4 71", "3 / 4 / 1971",
        "3 Apr 1971", "3 April 1971", "3rd April 1971", "3rd of April 1971", "3apr71", "3-Apr-1971", "03APR1971",
        "3 apr. 71", "April 3 1971", "Apr 3, 1971", "April 3rd, 1971", "1971-04-03", "1971/4/3", "1971.04.03",
        "19710403", "03041971", "030471", "  3/4/1971 ", "3.4.1971.",
    ],
)  # fmt: skip
def test_every_usual_form_of_a_date_is_read_day_first(typed: str) -> None:
    assert read_birth_date(typed, today=TODAY) == date(1971, 4, 3)


@pytest.mark.parametrize(
    "typed", ["", "smith", "31/2/1971", "0/4/1971", "3/13/1971", "3/4", "1971", "07700 900123", "3 Foo 1971", "3/4/197",
              "²/4/1971", "٣/4/1971", "3/4/0000", "3 mayo 1971", "3 Aprilis 1971"],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(typed: str) -> None:
    assert read_birth_date(typed, today=TODAY) is None


def test_a_year_of_two_digits_is_the_latest_that_is_not_to_come() -> None:
    assert read_birth_date("20/11/26", today=TODAY) == date(2026, 11, 20)
    assert read_birth_date("22/11/26", today=TODAY) == date(1926, 11, 22)
    assert read_birth_date("29/2/00", today=TODAY) == date(2000, 2, 29)


@given(st.dates(min_value=date(1926, 11, 22), max_value=TODAY))
def test_every_date_comes_back_from_each_form(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%d%m%Y"):
        assert read_birth_date(day.strftime(form), today=TODAY) == day


@given(st.text(max_size=20))
def test_no_text_makes_reading_a_date_fail(typed: str) -> None:
    check_birth_date(typed, today=TODAY)
    nhs_number_hint(typed)
    spaced_nhs_number(typed)


def test_a_date_to_come_is_a_problem_that_names_the_year() -> None:
    found = check_birth_date("3/4/2071", today=TODAY)
    assert found.day is None
    assert found.problem == "3 April 2071 is still to come. Check the year."


def test_a_day_that_does_not_exist_is_told_from_what_is_no_date() -> None:
    assert check_birth_date("31/2/1971", today=TODAY).problem.startswith("There is no such day as “31/2/1971”.")
    assert check_birth_date("soon", today=TODAY).problem.startswith("“soon” is not a date.")


def test_an_age_nobody_reached_is_a_problem_and_a_rare_one_only_a_hint() -> None:
    assert "would be 226 years old" in check_birth_date("3/4/1800", today=TODAY).problem
    for rare in ("3/4/1922", "3/4/2020"):
        found = check_birth_date(rare, today=TODAY)
        assert found.day is not None
        assert "Check the year" in found.hint
        assert found.problem == ""


def test_a_usual_date_and_an_empty_field_say_nothing() -> None:
    assert check_birth_date("3/4/71", today=TODAY).hint == check_birth_date("", today=TODAY).hint == ""
    assert check_birth_date("", today=TODAY).problem == ""


def test_a_birth_after_a_treatment_is_a_hint() -> None:
    found = check_birth_date("3/4/1980", today=TODAY, treated=date(1980, 4, 2))
    assert (found.day, found.hint) == (
        date(1980, 4, 3),
        "3 April 1980 is after the treatment of 2 April 1980. Check the year.",
    )
    assert check_birth_date("3/4/1980", today=TODAY, treated=date(1980, 4, 3)).hint == ""


def test_the_check_digit_of_an_nhs_number_is_a_hint() -> None:
    assert nhs_number_hint("943 476 5919") == ""
    assert nhs_number_hint("9434765918").startswith("The last digit does not fit")
    assert nhs_number_hint("12345").startswith("An NHS number has ten digits")
    assert nhs_number_hint("") == ""
    assert spaced_nhs_number("943-476-5919") == "943 476 5919"
    assert spaced_nhs_number(" H 12 ") == "H 12"
