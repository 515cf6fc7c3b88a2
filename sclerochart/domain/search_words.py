"""Which words a patient is found by, and which words a person typed: folded alike, so that "ozturk" finds Öztürk."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from sclerochart.domain.patient_rules import read_birth_date, read_birth_month

Term = tuple[tuple[str, ...], ...]
"""One thing to look for: alternatives, each of words that must all begin a word of the entry. A word with spaces is
words side by side."""
_LONGEST_SPLIT, _LEAST_PART = 20, 2
_LONGEST_GROUPS = 20
_BORN = "\ue000"
"""Begins the word for a day of birth: a character that the index keeps and nobody types or is called."""
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "'": "", "’": ""}
)


def fold(words: str) -> str:
    """Lower case without accents; letters that carry no accent mark but are typed plainly are spelt out."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(character for character in plain if not unicodedata.combining(character)).translate(_LETTERS)


def _tokens(words: str) -> list[str]:
    return re.findall(r"\w+", fold(words))


def index_text(row: Mapping[str, Any]) -> str:
    """The words of one patient's row: names, the day of birth as people type it, numbers without spaces."""
    words = _tokens(f"{row['family_name']} {row['given_name']}")
    for name in ("record_number", "nhs_number", "phone"):
        groups = _tokens(row[name] or "")
        squeezed = "".join(groups)
        words += [*groups, squeezed, *_last_groups(groups)]
        if name == "phone" and squeezed.startswith("44"):
            words.append(f"0{squeezed[2:].lstrip('0')}")
    if row["birth_date"]:
        year, month, day = row["birth_date"].split("-")
        words += [
            f"{_BORN}{year}{month}{day}",
            year,
            f"{day}{month}{year}",
            f"{int(day)}{month}{year}",
            f"{year}{month}{day}",
        ]
    return " ".join(dict.fromkeys(filter(None, words)))


def _last_groups(groups: list[str]) -> Iterator[str]:
    """A number without its first groups, nor spaces, as much of it as anybody types: "4960001" of "0131 496 0001"."""
    for place in range(1, len(groups) - 1):
        yield "".join(groups[place : place + _LONGEST_GROUPS])[:_LONGEST_GROUPS]


def query_terms(typed: str) -> list[Term]:
    """What to look for: a day or month of birth in any usual form becomes one word, numbers lose their spaces."""
    pieces = typed.split()
    terms: list[Term] = []
    place = 0
    while place < len(pieces):
        term, used = _date_at(pieces, place) or _month_at(pieces, place) or _number_at(pieces, place) or (None, 1)
        if term is not None:
            terms += [term] if any(word for words in term for word in words) else []
        else:
            terms += [((word,),) for word in _tokens(pieces[place])]
        place += used
    return terms


def looser_terms(terms: list[Term]) -> Iterator[list[Term]]:
    """What else to look for when nobody matches: a name typed without its space or hyphen, or with one too many."""
    split = [(*term, *(((" ".join(parts),)) for parts in _splits(term[0][0]))) for term in terms]
    if split != terms:
        yield split
    for place in range(len(terms) - 1):
        one, other = terms[place][0][0], terms[place + 1][0][0]
        if one.isalpha() and other.isalpha():
            yield [*terms[:place], ((one + other,),), *terms[place + 2 :]]


def _splits(word: str) -> Iterator[tuple[str, ...]]:
    """A word of letters as two or three words: "mockexemplar" also as "mock exemplar"."""
    if not word.isalpha() or len(word) > _LONGEST_SPLIT:
        return
    for cuts in (1, 2):
        for chosen in combinations(range(_LEAST_PART, len(word)), cuts):
            parts = tuple(word[a:b] for a, b in zip((0, *chosen), (*chosen, len(word)), strict=True))
            if all(len(part) >= _LEAST_PART for part in parts[:-1]):
                yield parts


def _number_at(pieces: list[str], place: int) -> tuple[Term, int] | None:
    """A number that starts at a piece, without its spaces, and how many pieces it takes."""
    run: list[str] = []
    while place + len(run) < len(pieces) and re.fullmatch(r"[\d\W_]+", pieces[place + len(run)]):
        run.append(pieces[place + len(run)])
    if not run:
        return None
    digits = re.sub(r"\D", "", "".join(run))
    if "".join(run).lstrip("(").startswith("+44"):
        digits = f"0{digits[2:].lstrip('0')}"
    return ((digits,),), len(run)


def _date_at(pieces: list[str], place: int) -> tuple[Term, int] | None:
    """A whole day of birth that starts at a piece, as its word and how many pieces it takes."""
    for used in (4, 3, 1):
        candidate = " ".join(pieces[place : place + used])
        if place + used > len(pieces) or not re.search(r"\d\D+\S+\D+\d|\d\s*[A-Za-z]{3,}\s*\d", candidate):
            continue
        day = read_birth_date(candidate)
        if day is not None:
            return ((f"{_BORN}{day:%Y%m%d}",),), used
    return None


def _month_at(pieces: list[str], place: int) -> tuple[Term, int] | None:
    """A month of birth that starts at a piece, or whatever else is called that, and how many pieces it takes."""
    for used in (2, 1):
        found = read_birth_month(" ".join(pieces[place : place + used]))
        if place + used <= len(pieces) and found is not None:
            year, month = found
            literally = tuple(word for piece in pieces[place : place + used] for word in _tokens(piece))
            return ((f"{_BORN}{year}{month:02d}",), literally), used
    return None
