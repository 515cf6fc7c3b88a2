"""The fields of a new patient as texts, from what was typed in the search too: nothing typed once is typed again."""

import re
from datetime import date

from sclerochart.domain import text
from sclerochart.domain.patient_rules import nhs_number_hint, read_birth_date, read_birth_month
from sclerochart.domain.people import Patient
from sclerochart.domain.typed import tidy

_ABOUT_BIRTH = frozenset({"born", "dob", "d.o.b", "d.o.b.", "dob:"})
_NUMBER = re.compile(r"[+(]?\d[\d()\-/.]*")
_PHONE_DIGITS = 7
_DATE_LIKE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{2}|\d{4})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}")
_YEAR = re.compile(r"19\d\d|20\d\d")


def fields_of(patient: Patient) -> dict[str, str]:
    """A patient's details as they stand in the fields; empty ones are left out."""
    values = {name: getattr(patient, name) for name in Patient.__dataclass_fields__ if name != "id"}
    texts = {name: text.day_month(each) if isinstance(each, date) else each for name, each in values.items()}
    return {name: each for name, each in texts.items() if each}


def fields_from_search(typed: str, *, today: date | None = None) -> dict[str, str]:
    """Texts by the name of the field in Patient. A birthday that lacks its day stands in its field to be completed."""
    found: dict[str, str] = {}
    name: list[str] = []
    pieces = tidy(typed).split()
    place = 0
    while place < len(pieces):
        used = _birth(pieces, place, found, today) or _number(pieces, place, found)
        if not used:
            piece, used = pieces[place], 1
            if "@" in piece and "email" not in found:
                found["email"] = piece.strip(",;")
            elif re.search(r"\d", piece) and "record_number" not in found:
                found["record_number"] = piece.strip(",;")
            elif piece.casefold().strip(",") not in _ABOUT_BIRTH:
                name.append(piece)
        place += used
    given, family = split_name(" ".join(name).strip(" ,"))
    named = {"family_name": family, "given_name": given}
    return {key: value for key, value in (named | found).items() if value}


def split_name(typed: str) -> tuple[str, str]:
    """Given and family name of "amber lee", "Lee, Amber" or "lee"."""
    if "," in typed:
        family, _, given = typed.partition(",")
    else:
        given, _, family = typed.strip().rpartition(" ")
    tidy = [" ".join(_capital(word) for word in part.split()) for part in (given, family)]
    return tidy[0], tidy[1]


def _birth(pieces: list[str], place: int, found: dict[str, str], today: date | None) -> int:
    """How many pieces from `place` are a date of birth, which is then found; 0 where there is none."""
    if "birth_date" in found:
        return 0
    for used in (4, 3, 2, 1):
        candidate = " ".join(pieces[place : place + used]).strip(",;")
        if place + used > len(pieces) or (used == 2 and not re.search(r"[A-Za-z]", candidate)):
            continue
        day = read_birth_date(candidate, today=today)
        if day is not None:
            found["birth_date"] = text.day_month(day)
            return used
        if used == 1 and _DATE_LIKE.fullmatch(candidate):  # as typed: the form says what is wrong with it
            found["birth_date"] = candidate
            return used
        if used < 3 and read_birth_month(candidate) is not None:
            found["birth_date"] = candidate
            return used
    return 0


def _number(pieces: list[str], place: int, found: dict[str, str]) -> int:
    """How many pieces from `place` are one number (a telephone, an NHS or record number, a year); 0 for none."""
    run: list[str] = []
    while place + len(run) < len(pieces) and _NUMBER.fullmatch(pieces[place + len(run)].strip(",;")):
        run.append(pieces[place + len(run)].strip(",;"))
    if not run:
        return 0
    said = " ".join(run)
    digits = re.sub(r"\D", "", said)
    if len(digits) == 10 and digits[0] != "0" and not nhs_number_hint(digits):
        field = "nhs_number"
    elif len(digits) >= _PHONE_DIGITS:
        field = "phone"
    elif _YEAR.fullmatch(said):
        field = "birth_date"
    else:
        field = "record_number"
    if field in found:
        return 0
    found[field] = said
    return len(run)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if word == word.lower() else word
