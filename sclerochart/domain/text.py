"""The only place where exact integers become the text that people read: ml, mg, dates and times in British English."""

from datetime import date, datetime

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def decimal(value: int, places: int, *, at_least: int = 0) -> str:
    """`value` / 10**places exactly, without needless zeros: decimal(2500, 3) is "2.5"; `at_least` decimals stay."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), 10**places)
    digits = str(part).zfill(places).rstrip("0").ljust(at_least, "0") if places else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def ml_number(ul: int) -> str:
    """Microlitres as a number of millilitres, with at least one decimal: 100 is "0.1", 10000 is "10.0"."""
    return decimal(ul, 3, at_least=1)


def ml(ul: int) -> str:
    """Microlitres as millilitres: 650 is "0.65 ml"."""
    return f"{ml_number(ul)} ml"


def mg(ng: int) -> str:
    """Nanograms as milligrams: 5_000_000 is "5 mg"."""
    return f"{decimal(ng, 6)} mg"


def strength(ug_per_ml: int) -> str:
    """A strength in µg/ml as people say it: 2000 is "0.2 % (2 mg/ml)"."""
    return f"{decimal(ug_per_ml, 4)} % ({decimal(ug_per_ml, 3)} mg/ml)"


def mg_per_ml(ug_per_ml: int) -> str:
    """A strength in µg/ml as mg/ml: 2000 is "2 mg/ml"."""
    return f"{decimal(ug_per_ml, 3)} mg/ml"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 site", "12 sites"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def short_date(day: date) -> str:
    """24 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def day_month(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """Tuesday 24 November 2026."""
    return f"{_DAYS[day.weekday()]} {day_month(day)}"


def clock(wall: datetime) -> str:
    """15:40."""
    return f"{wall.hour:02d}:{wall.minute:02d}"


def when(wall: datetime) -> str:
    """24 Nov 2026, 15:40."""
    return f"{short_date(wall.date())}, {clock(wall)}"


def day_and_when(wall: datetime) -> str:
    """Tue 24 Nov 2026, 15:40."""
    return f"{_DAYS[wall.weekday()][:3]} {when(wall)}"


def weeks_between(earlier: date, later: date) -> str:
    """The time between two days as a person counts it: "same day", "5 days", "8 weeks", "8 weeks 3 days"."""
    days = (later - earlier).days
    if days == 0:
        return "same day"
    if days < 14:
        return count(days, "day")
    weeks, rest = divmod(days, 7)
    return count(weeks, "week") + (f" {count(rest, 'day')}" if rest else "")
