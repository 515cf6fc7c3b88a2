"""A click in a session of 60 sites."""

from clicks import measure_clicks
from harness import Row, report


def measure() -> Row:
    return measure_clicks(60, name="click to durable and painted, 60 sites", bound=1.5, rounds=120)


if __name__ == "__main__":
    report(measure)
