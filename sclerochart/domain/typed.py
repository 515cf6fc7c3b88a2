"""What a person typed, read exactly: text without what nobody sees, a volume in ml, an expiry date."""

import calendar
import re
import unicodedata
from datetime import date, datetime

from sclerochart.domain import text
from sclerochart.domain.errors import UserError
from sclerochart.domain.patient_rules import read_birth_date
from sclerochart.domain.session import LARGEST_SITE_UL, MOST_INJECTIONS, SMALLEST_SITE_UL

_ML = re.compile(r"(\d{0,3})(?:[.,·](\d{1,3}))?\s*(?:ml)?", re.IGNORECASE)
_TIMES = re.compile(r"(\d{1,9})\s*[x×*]\s*(.*)|(.*(?:[.,·]\d|\d\s*ml).*?)\s*[x×*]\s*(\d{1,9})", re.IGNORECASE)
"""Count and volume of each; or the volume first, where its point or unit tells it from the count."""
AREA_TAKES = (
    f"An area takes 1 to {MOST_INJECTIONS} injections of {text.ml_number(SMALLEST_SITE_UL)} to "
    f"{text.ml(LARGEST_SITE_UL)}, such as 12x0.1."
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_FIRST_JOINED = "\u0590"
"""From here on there are scripts in which a joiner belongs to the spelling of a name."""
_NO_EXPIRY = "Write the expiry as month and year, such as 03/2027, or as a date, such as 31/03/2027."


def tidy(typed: str, *, lines: bool = False) -> str:
    """Text without control characters and without what turns or hides the letters around it; a tab, and unless `lines`
    are wanted a line's end, becomes a space. A joiner stays after a letter of a script that is spelt with it."""
    if typed.isprintable():
        return typed
    kept: list[str] = []
    for letter in _LINE_ENDS.sub("\n" if lines else " ", typed).replace("\t", " "):
        joins = letter in _JOINERS and kept and kept[-1] >= _FIRST_JOINED and unicodedata.category(kept[-1])[0] in "LM"
        if joins or letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs"):
            kept.append(letter)
    return "".join(kept)


def read_ml(typed: str) -> int:
    """Microlitres from "0.15", ".2", "0,05 ml"; exact, no fraction of a µl."""
    found = _ML.fullmatch(typed.strip())
    if found is None or not any(found.groups()):
        raise UserError("Write the volume in ml, such as 0.15. Nothing was changed.")
    ul = int(found[1] or 0) * 1000 + int((found[2] or "").ljust(3, "0"))
    if not SMALLEST_SITE_UL <= ul <= LARGEST_SITE_UL:
        raise UserError(
            f"A site takes between {text.ml(SMALLEST_SITE_UL)} and {text.ml(LARGEST_SITE_UL)}. Nothing was changed."
        )
    return ul


def read_times(typed: str) -> tuple[int | None, int | None]:
    """The number of injections and the microlitres of each from "12x0.1" or "0.1 x 12"; None for what is not said, as
    in "0.1" and "12x"."""
    if not set(typed) & set("xX×*"):
        return None, read_ml(typed)
    found = _TIMES.fullmatch(typed.strip())
    count = int(found[1] or found[4]) if found else 0
    each = found[2] or found[3] if found else ""
    try:
        ul = read_ml(each) if each else None
    except UserError:
        count, ul = 0, None
    if not 1 <= count <= MOST_INJECTIONS:
        raise UserError(f"{AREA_TAKES} Nothing was changed.")
    return count, ul


def read_expiry(typed: str) -> date | None:
    """The last day of use: of "03/2027" or "Mar 2027" the month's last day, of a date that day; None for nothing."""
    parts = [part for part in re.split(r"[\s/.\-]+", typed.strip().lower()) if part]
    if not parts:
        return None
    numbers = [_number(part) for part in parts]
    if any(number is None for number in numbers) or len(numbers) not in (2, 3):
        raise UserError(_NO_EXPIRY)
    found = [number for number in numbers if number is not None]
    if found[0] > 31:  # year first
        found.reverse()
    year = found[-1] if found[-1] > 99 else 2000 + found[-1]
    month = found[-2]
    if not (1 <= month <= 12 and 2000 <= year <= 2099):
        raise UserError(_NO_EXPIRY)
    last = calendar.monthrange(year, month)[1]
    day = found[0] if len(found) == 3 else last
    if not 1 <= day <= last:
        raise UserError(_NO_EXPIRY)
    return date(year, month, day)


_TIME = re.compile(r"(?:^|[\s,])(\d{1,2})(?:[:.h]?([0-5]\d))?\s*([ap])\.?m\.?$|(?:^|[\s,])(\d{1,2})[:.h]([0-5]\d)$")
"""3pm, 3.15 pm, 0315 p.m.; or 15:40, 15.40, 15h40."""
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[\s,.]*")


def read_when(typed: str, shown: datetime) -> datetime:
    """A date and time as people write them, the day before the month; what is left out stays as in `shown` (the wall
    clock, naive). UserError when it cannot be read or is another weekday, unless that one was left standing from
    `shown`: a time is never guessed."""
    plain = typed.strip().lower()
    weekday = _WEEKDAY.match(plain)
    rest = plain[weekday.end() :] if weekday else plain
    time = _TIME.search(rest)
    wall = shown.replace(second=0)
    if time is not None:
        rest = rest[: time.start()].strip(" ,")
        hour = _hour(int(time[1] or time[4]), time[3])
        if hour is None:
            raise _unreadable(typed)
        wall = wall.replace(hour=hour, minute=int(time[2] or time[5] or 0))
    if rest:
        day = read_birth_date(rest) or read_birth_date(f"{rest} {shown.year}")
        if day is None:
            raise _unreadable(typed)
        wall = wall.replace(year=day.year, month=day.month, day=day.day)
    elif time is None:
        raise UserError("Write the date and time of treatment as 20 Nov 2026, 15:40. Nothing was changed.")
    meant = text.long_date(wall.date()).partition(" ")[0]
    left_standing = text.long_date(shown.date()).partition(" ")[0]
    if weekday and weekday[1] not in (meant[:3].lower(), left_standing[:3].lower()):
        raise UserError(f"{text.short_date(wall.date())} is a {meant}. Nothing was changed.")
    return wall


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day; None where there is none such, as 15 am or 0 pm."""
    if half is not None and hour <= 12:
        return None if half == "p" and hour == 0 else hour % 12 + (12 if half == "p" else 0)
    return hour if hour < 24 and half != "a" else None


def _unreadable(typed: str) -> UserError:
    return UserError(
        f"“{typed.strip()}” is not a date and time that can be read. Write it as 20 Nov 2026, 15:40. "
        "Nothing was changed."
    )


def _number(part: str) -> int | None:
    if part.isdecimal() and part.isascii() and len(part) <= 4:
        return int(part)
    return _MONTHS.get(part[:3]) if len(part) >= 3 and part.isalpha() else None


def expiry_text(expiry: date | None) -> str:
    """An expiry as it stands in its field: "03/2027" for the end of a month, else "15/03/2027"."""
    if expiry is None:
        return ""
    if expiry.day == calendar.monthrange(expiry.year, expiry.month)[1]:
        return f"{expiry.month:02d}/{expiry.year}"
    return f"{expiry.day:02d}/{expiry.month:02d}/{expiry.year}"
