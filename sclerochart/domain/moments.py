"""Moments: what the clock on the wall said, kept so that a change of the clocks moves nothing."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A moment as seconds since 1970 UTC and the offset from UTC in minutes that was in force there and then."""

    utc: int
    offset_min: int

    def __post_init__(self) -> None:
        if not -16 * 60 <= self.offset_min <= 16 * 60:
            raise ValueError(f"an offset of {self.offset_min} minutes is not on this planet")

    def local(self) -> datetime:
        """What the wall clock said, without a time zone."""
        zone = timezone(timedelta(minutes=self.offset_min))
        return datetime.fromtimestamp(self.utc, zone).replace(tzinfo=None)

    def local_date(self) -> date:
        """The calendar day at that place."""
        return self.local().date()


def from_utc(utc: int) -> Moment:
    """The moment `utc` (seconds since 1970) with this computer's offset at that moment."""
    offset = datetime.fromtimestamp(utc, UTC).astimezone().utcoffset() or timedelta()
    return Moment(utc, round(offset.total_seconds() / 60))


def now() -> Moment:
    """This moment by the computer's clock and time zone."""
    return from_utc(int(time.time()))


def from_local(wall: datetime) -> Moment:
    """The moment at which this computer's wall clock says `wall` (naive; the earlier one when it says so twice)."""
    return from_utc(int(wall.timestamp()))
