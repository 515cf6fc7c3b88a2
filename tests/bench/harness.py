"""What every row of the table shares: two things timed in turns, so that what slows the machine slows both."""

import json
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

Timed = Callable[[], float]
"""Does something once and gives the seconds that its timed part took."""


@dataclass
class Row:
    """One line of the table: two medians in `unit` and how the first compares with the second.

    `notes` are figures to read: absolute times, tails, memory. They fail nothing."""

    name: str
    value: float
    floor: float
    unit: str
    bound: float
    notes: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.value / self.floor

    @property
    def ok(self) -> bool:
        """Whether the ratio is within its bound."""
        return self.ratio <= self.bound

    def as_json(self) -> dict[str, object]:
        """The line as it is written to a file."""
        return {**asdict(self), "ratio": self.ratio, "ok": self.ok}


class Turns:
    """The value and its floor, one after the other, each first every second time."""

    def __init__(self, value: Timed, floor: Timed) -> None:
        self._value, self._floor = value, floor
        self.values: list[float] = []
        self.floors: list[float] = []

    def run(self, rounds: int, *, warm: int = 2) -> "Turns":
        """Time both `rounds` times, after a few rounds that do not count."""
        for number in range(-warm, rounds):
            for which in (0, 1) if number % 2 else (1, 0):
                seconds = (self._value, self._floor)[which]()
                if number >= 0:
                    (self.values, self.floors)[which].append(seconds)
        return self

    def row(self, name: str, *, bound: float, notes: list[str] | None = None) -> Row:
        """Both medians in milliseconds."""
        row = Row(name, 1000 * statistics.median(self.values), 1000 * statistics.median(self.floors), "ms", bound)
        row.notes = [f"value {spread(self.values)}", f"floor {spread(self.floors)}", *(notes or [])]
        return row


def p99(seconds: list[float]) -> float:
    """The 99th percentile in milliseconds; of few figures the largest."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)) - 1)]


def spread(seconds: list[float]) -> str:
    """Least, median, p99 and largest, to be read."""
    figures = (1000 * min(seconds), 1000 * statistics.median(seconds), p99(seconds), 1000 * max(seconds))
    return "least {:.2f}, median {:.2f}, p99 {:.2f}, most {:.2f} ms".format(*figures) + f" of {len(seconds)}"


def timed(act: Callable[[], object]) -> float:
    """The seconds that one call takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sclerochart-bench-") as folder:
        yield Path(folder)


def say(words: str) -> None:
    """What is under way, for whoever watches; the figures themselves go to standard output."""
    print(words, file=sys.stderr, flush=True)


def report(measure: Callable[[], Row]) -> None:
    """Measure one row and print it as JSON: how a row's file ends, so that it also runs by itself."""
    print(json.dumps(measure().as_json()))
