"""Invented patients in any number: names put together from syllables, some common, most rare, as in life."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sclerochart.domain.people import Patient

_STARTS = [
    "b",
    "bl",
    "br",
    "c",
    "ch",
    "cl",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "fr",
    "g",
    "gl",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "ph",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sc",
    "sh",
    "sk",
    "sl",
    "sm",
    "sn",
    "st",
    "str",
    "sw",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "wh",
    "y",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oo", "ou", "y"]
_ENDS = ["", "", "", "b", "ck", "d", "g", "l", "ll", "m", "n", "nd", "nt", "p", "r", "rd", "s", "st", "t", "x"]
_LASTS = ["", "", "by", "er", "ey", "field", "ford", "ham", "ing", "ley", "man", "son", "ton", "well", "wick"]


def _names(count: int, seed: int, *, tails: list[str]) -> list[str]:
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        start = chance.choice(["", *_STARTS, *_STARTS])
        name = start + chance.choice(_VOWELS) + chance.choice(_ENDS)
        if chance.random() < 0.6:
            name += chance.choice(_STARTS)[0] + chance.choice(_VOWELS) + chance.choice(_ENDS)
        found[(name + chance.choice(tails)).capitalize()] = None
    return list(found)


def invented(count: int, *, seed: int = 1) -> Iterator[Patient]:
    """Patients of whom a few share a common name and most have a rare one; always the same ones."""
    chance = random.Random(seed)
    families, givens = _names(12_000, 2, tails=_LASTS), _names(1_500, 3, tails=["", "", "a", "ie", "us"])
    for number in range(count):
        family = families[int(len(families) * chance.random() ** 3)]
        given = givens[int(len(givens) * chance.random() ** 3)]
        yield Patient(
            "", given, family,
            birth_date=date(1930, 1, 1) + timedelta(days=chance.randrange(29_000)),
            record_number=f"D-{number + 1:06d}", phone=f"07700 {900_000 + number % 1000}",
            address=f"{1 + number % 90} Example Street",
            allergies="Latex (invented)" if number % 23 == 0 else "",
        )  # fmt: skip
