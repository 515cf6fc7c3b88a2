"""The time of treatment as people write it."""

from datetime import datetime

import pytest

from sclerochart.domain.errors import UserError
from sclerochart.domain.typed import read_when

SHOWN = datetime(2026, 11, 21, 9, 5, 30)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Fri 20 Nov 2026, 15:40", (2026, 11, 20, 15, 40)),
        ("20 Nov 2026, 15:40", (2026, 11, 20, 15, 40)),
        ("Friday 20 November 2026 15.40", (2026, 11, 20, 15, 40)),
        ("20/11/2026 8:05", (2026, 11, 20, 8, 5)),
        ("20.11.26 8:05", (2026, 11, 20, 8, 5)),
        ("2026-11-20 15:40", (2026, 11, 20, 15, 40)),
        ("20 Nov 15:40", (2026, 11, 20, 15, 40)),
        ("15:40", (2026, 11, 21, 15, 40)),
        ("20 Nov 2026", (2026, 11, 20, 9, 5)),
        ("19/11 3pm", (2026, 11, 19, 15, 0)),
        ("3 pm", (2026, 11, 21, 15, 0)),
        ("3.15 pm", (2026, 11, 21, 15, 15)),
        ("20 Nov 2026, 3:40 PM", (2026, 11, 20, 15, 40)),
        ("17/11/2026 8 a.m.", (2026, 11, 17, 8, 0)),
        ("12am", (2026, 11, 21, 0, 0)),
        ("12.30 pm", (2026, 11, 21, 12, 30)),
        ("15.30", (2026, 11, 21, 15, 30)),
        ("15.30pm", (2026, 11, 21, 15, 30)),
        ("Fri. 20 Nov", (2026, 11, 20, 9, 5)),
    ],
)
def test_a_time_is_read_in_any_usual_form_and_what_is_left_out_stays(typed: str, expected: tuple[int, ...]) -> None:
    assert read_when(typed, SHOWN) == datetime(*expected)


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "yesterday", "20 Nov 2026, 25:40", "31/2/2026 10:00", "15:4", "Fri", "13 am", "0 pm", "15pm 20 Nov"],
)
def test_what_cannot_be_read_is_said_and_never_guessed(typed: str) -> None:
    with pytest.raises(UserError, match="20 Nov 2026, 15:40"):
        read_when(typed, SHOWN)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Mon 20 Nov 2026, 10:00", "20 Nov 2026 is a Friday. Nothing was changed."),
        ("sunday 20/11", "20 Nov 2026 is a Friday. Nothing was changed."),
        ("Friday 9:30", "21 Nov 2026 is a Saturday. Nothing was changed."),
    ],
)
def test_a_weekday_that_is_another_than_the_dates_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(UserError) as said:
        read_when(typed, SHOWN)
    assert str(said.value) == sentence


def test_a_weekday_left_standing_in_the_field_beside_a_corrected_date_is_no_statement() -> None:
    assert read_when("Sat 20 Nov 2026, 09:05", SHOWN) == datetime(2026, 11, 20, 9, 5)
