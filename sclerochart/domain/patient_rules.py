"""Rules of a patient's details: a date of birth in any usual form, day before month, and hints that help."""

import re
from dataclasses import dataclass
from datetime import date

from sclerochart.domain import text
from sclerochart.domain.people import age_on

OLDEST, RARELY_OLDER, RARELY_YOUNGER = 120, 100, 16
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december")  # fmt: skip
_FORMS = "Type it like 3/4/1971, 3 Apr 1971 or 1971-04-03."


@dataclass(frozen=True, slots=True)
class BirthDate:
    """What a typed date of birth means. A `problem` stops it from being kept; a `hint` only asks to look again."""

    day: date | None = None
    problem: str = ""
    hint: str = ""


def read_birth_date(typed: str, *, today: date | None = None) -> date | None:
    """The date that was typed, British order first; None when there is none. A year of two digits is never to come."""
    parts = _parts(typed)
    return _day(*parts, today or date.today()) if parts else None


def read_birth_month(typed: str) -> tuple[int, int] | None:
    """Year and month of "April 1978", "4/1978" or "1978-04", with all four digits of the year; None for the rest."""
    plain = re.sub(r"\s+", " ", typed.strip().casefold())
    separator = r"\s*[/.\-]\s*"
    month: int | None = None
    if found := re.fullmatch(rf"([0-9]{{1,2}}){separator}([0-9]{{4}})", plain):
        month, year = int(found[1]), int(found[2])
    elif found := re.fullmatch(rf"([0-9]{{4}}){separator}([0-9]{{1,2}})", plain):
        month, year = int(found[2]), int(found[1])
    elif found := re.fullmatch(r"([a-z]{3,9})\.?[\s,\-./]*([0-9]{4})", plain):
        month, year = _month(found[1]), int(found[2])
    return (year, month) if month and 1 <= month <= 12 and 1850 <= year <= 2100 else None


def check_birth_date(typed: str, *, today: date | None = None, treated: date | None = None) -> BirthDate:
    """Read a typed date of birth and say in a sentence what is wrong or worth a second look; `treated` is the first
    day of treatment."""
    now = today or date.today()
    if not typed.strip():
        return BirthDate()
    parts = _parts(typed)
    if parts is None:
        return BirthDate(problem=f"“{_quoted(typed)}” is not a date. {_FORMS}")
    day = _day(*parts, now)
    if day is None:
        return BirthDate(problem=f"There is no such day as “{_quoted(typed)}”. {_FORMS}")
    if day > now:
        return BirthDate(problem=f"{text.day_month(day)} is still to come. Check the year.")
    age = age_on(day, now)
    if age > OLDEST:
        return BirthDate(problem=f"Born {text.day_month(day)} would be {age} years old. Check the year.")
    if treated is not None and day > treated:
        when = text.day_month(treated)
        return BirthDate(day, hint=f"{text.day_month(day)} is after the treatment of {when}. Check the year.")
    if age > RARELY_OLDER or age < RARELY_YOUNGER:
        years = text.count(age, "year")
        return BirthDate(day, hint=f"{text.day_month(day)} makes this patient {years} old. Check the year if not.")
    return BirthDate(day)


def nhs_number_hint(typed: str) -> str:
    """A sentence when what was typed cannot be an NHS number: ten digits, the last of which checks the others."""
    digits = re.sub(r"[\s\-]", "", typed)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{10}", digits):
        return "An NHS number has ten digits. It is kept as typed."
    check = (11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11) % 11
    if check != int(digits[9]):
        return "The last digit does not fit the others: probably a typing mistake. It is kept as typed."
    return ""


def spaced_nhs_number(typed: str) -> str:
    """An NHS number as printed, "485 777 3456"; anything else as it was typed."""
    digits = re.sub(r"[\s\-]", "", typed)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if re.fullmatch(r"[0-9]{10}", digits) else typed.strip()


def _quoted(typed: str) -> str:
    said = " ".join(typed.split())
    return said if len(said) <= 30 else f"{said[:29]}…"


def _parts(typed: str) -> tuple[int, int, str] | None:
    """Day, month and the year's digits, when the text has the form of a date."""
    plain = re.sub(r"\s+", " ", typed.strip().casefold())
    separator = r"\s*[/.\-\s]\s*"
    if found := re.fullmatch(rf"([0-9]{{4}}){separator}([0-9]{{1,2}}){separator}([0-9]{{1,2}})\.?", plain):
        return int(found[3]), int(found[2]), found[1]
    if found := re.fullmatch(rf"([0-9]{{1,2}}){separator}([0-9]{{1,2}}){separator}([0-9]{{4}}|[0-9]{{2}})\.?", plain):
        return int(found[1]), int(found[2]), found[3]
    if found := re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})", plain):
        if len(plain) == 8 and plain[:2] in ("19", "20") and _exists(plain[:4], plain[4:6], plain[6:]):
            return int(plain[6:]), int(plain[4:6]), plain[:4]
        return int(found[1]), int(found[2]), found[3]
    word, gap = r"([a-z]{3,9})\.?", r"[\s,\-./]*"
    if found := re.fullmatch(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?{gap}{word}{gap}([0-9]{{4}}|[0-9]{{2}})", plain):
        month = _month(found[2])
        return (int(found[1]), month, found[3]) if month else None
    if found := re.fullmatch(rf"{word}{gap}([0-9]{{1,2}})(?:st|nd|rd|th)?[\s,\-./]+([0-9]{{4}}|[0-9]{{2}})", plain):
        month = _month(found[1])
        return (int(found[2]), month, found[3]) if month else None
    return None


def _month(word: str) -> int | None:
    known = word[:3] in _MONTHS and (_LONG[_MONTHS.index(word[:3])].startswith(word) or word == "sept")
    return _MONTHS.index(word[:3]) + 1 if known else None


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _day(day: int, month: int, year: str, today: date) -> date | None:
    try:
        if len(year) == 4:
            return date(int(year), month, day)
        recent = date(2000 + int(year), month, day) if _exists(f"20{year}", str(month), str(day)) else None
        return recent if recent and recent <= today else date(1900 + int(year), month, day)
    except ValueError:
        return None
