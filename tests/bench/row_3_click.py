"""A click in a session of 60 sites."""

from clicks import measure_clicks
from harness import Row, report
from memory import with_photographs


def measure() -> Row:
    row = measure_clicks(60, name="click to durable and painted, 60 sites", bound=1.5, rounds=120)
    row.notes += ["p99 is read against 50 ms", with_photographs()]
    return row


if __name__ == "__main__":
    report(measure)
