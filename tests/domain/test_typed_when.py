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
    ],
)
def test_a_time_is_read_in_any_usual_form_and_what_is_left_out_stays(typed: str, expected: tuple[int, ...]) -> None:
    assert read_when(typed, SHOWN) == datetime(*expected)


@pytest.mark.parametrize("typed", ["", "   ", "yesterday", "20 Nov 2026, 25:40", "31/2/2026 10:00", "15:4", "Fri"])
def test_what_cannot_be_read_is_said_and_never_guessed(typed: str) -> None:
    with pytest.raises(UserError, match="20 Nov 2026, 15:40"):
        read_when(typed, SHOWN)
