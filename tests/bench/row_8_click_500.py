"""A click in a session of 500 sites."""

from clicks import measure_clicks
from harness import Row, report


def measure() -> Row:
    return measure_clicks(500, name="click to durable and painted, 500 sites", bound=1.5, rounds=40)


if __name__ == "__main__":
    report(measure)
