"""What helps when a patient's details are typed: a day of birth in any usual form, and sentences for what looks wrong."""

import re
from datetime import date

from sclerochart.domain.people import age_on

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_birth_date(typed: str, *, today: date | None = None) -> date | None:
    """A day of birth as people write it, the day before the month: "3/4/71", "03.04.1971", "3 Apr 1971", "1971-04-03",
    "03041971". None when it is no day. A year of two digits is the latest one that is not in the future."""
    words = re.findall(r"\d+|[^\W\d_]+", typed.casefold())
    words = [re.sub(r"^(st|nd|rd|th)$", "", word) for word in words]
    words = [word for word in words if word]
    if len(words) == 1 and words[0].isdigit() and len(words[0]) == 8:
        only = words[0]
        words = [only[:4], only[4:6], only[6:]] if only[:2] in ("19", "20") else [only[:2], only[2:4], only[4:]]
    if len(words) != 3:
        return None
    if len(words[0]) == 4:
        words.reverse()
    if not words[0].isdigit() and words[1].isdigit():
        words[0], words[1] = words[1], words[0]
    day, month, year = words
    if not day.isdigit() or not year.isdigit() or len(day) > 2 or len(year) not in (2, 4):
        return None
    number = int(month) if month.isdigit() else _month(month)
    if number is None:
        return None
    full = int(year)
    if len(year) == 2:
        this = (today or date.today()).year
        full += this // 100 * 100
        full -= 100 if full > this else 0
    try:
        return date(full, number, int(day))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return _MONTHS.index(word[:3]) + 1 if len(word) >= 3 and word[:3] in _MONTHS else None


def birth_date_problem(born: date, today: date) -> str:
    """What looks wrong about a day of birth, in a sentence; empty when nothing does."""
    if born > today:
        return "This day of birth is in the future. Check the year."
    age = age_on(born, today)
    if age > 110:
        return f"This would make the patient {age} years old. Check the year."
    if age < 18:
        return f"This makes the patient {age} years old; the product labels are for adults. Check the year."
    return ""
