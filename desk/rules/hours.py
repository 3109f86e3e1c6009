"""Business time: when the team is open, and how much of that time lies between two instants.

Elapsed time is counted, not the difference of two wall clocks: the night in March has 23 hours, the one in October 25.
"""

from __future__ import annotations

import bisect
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.rules.opening import Hours, format_hours, intersect, parse_hours

__all__ = ["DEFAULT_HOURS", "DEFAULT_ZONE", "Calendar", "Hours", "format_hours", "intersect", "parse_hours"]

DEFAULT_HOURS = "Mo-Fr 08:00-18:00"
DEFAULT_ZONE = "Europe/Berlin"

YEARS_AHEAD = 20
"""How far a search for open time goes before it gives up."""

_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 2, 9990

Span = tuple[datetime, datetime]


class Calendar:
    """The time in which a team works.

    `zone` is an IANA name ("Europe/Berlin"), `hours` what `parse_hours` gives, `holidays` the local dates on which
    nobody works. Instants go in and come out aware; what comes out is in UTC. A naive one, or one outside the years
    2 to 9990, raises ValueError.
    """

    def __init__(self, zone: str, hours: Hours, holidays: frozenset[date] = frozenset()) -> None:
        if len(hours) != 7 or not any(hours):
            raise ValueError("a calendar needs an opening window")
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"unknown time zone: {zone[:60]}") from None
        self.zone, self.hours, self.holidays = zone, hours, holidays
        self._spans: dict[date, tuple[Span, ...]] = {}
        self._years: dict[int, list[float]] = {}

    @property
    def tz(self) -> ZoneInfo:
        """The zone as an object."""
        return ZoneInfo(self.zone)

    def day_of(self, at: datetime) -> date:
        """Give the local date of an instant."""
        return self.local(at).date()

    def local(self, at: datetime) -> datetime:
        """Give an instant in the calendar's zone; raises ValueError when it is naive or absurdly far away."""
        if at.tzinfo is None:
            raise ValueError("an instant without a zone is refused")
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise ValueError("too far away")
        return at.astimezone(self.tz)

    def is_open(self, at: datetime) -> bool:
        """Say whether the team works at this instant; the closing minute itself is closed."""
        return any(start <= at < end for start, end in self.spans(self.day_of(at)))

    def is_business_day(self, day: date) -> bool:
        """Say whether the team works at any time of a local date."""
        return bool(self.hours[day.weekday()]) and day not in self.holidays

    def spans(self, day: date) -> tuple[Span, ...]:
        """Give the opening windows of a local date as pairs of UTC instants, earliest first."""
        if not self.is_business_day(day):
            return ()
        known = self._spans.get(day)
        if known is None:
            pairs = ((self.at(day, start), self.at(day, end)) for start, end in self.hours[day.weekday()])
            known = self._spans[day] = tuple((start, end) for start, end in pairs if start < end)
        return known

    def at(self, day: date, minute: int) -> datetime:
        """Give the UTC instant at which a local date's clock reaches `minute` (0 to 1440).

        A doubled time is the first one; a time that the clock change skips is the instant of the change.
        """
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValueError("too far away")
        midnight = datetime.combine(day + _DAY if minute == 1440 else day, time())
        wall = midnight.replace(hour=minute // 60 % 24, minute=minute % 60, tzinfo=self.tz)
        first = wall.astimezone(UTC)
        other = wall.replace(fold=1).astimezone(UTC)
        return first if first <= other else _change(other, first, self.tz)

    def minutes(self, start: datetime, end: datetime) -> float:
        """Give the business minutes from `start` to `end`; negative when `end` is earlier."""
        if end < start:
            return -self.minutes(end, start)
        first, last = self.day_of(start).year, self.day_of(end).year
        between = sum(self._year(year)[-1] for year in range(first, last))
        return (between + self._elapsed(end) - self._elapsed(start)) / 60

    def add(self, at: datetime, minutes: float) -> datetime:
        """Give the earliest instant at which so many business minutes (0 or more) have passed since `at`.

        Raises ValueError for negative minutes and when twenty years ahead do not hold that many.
        """
        if not minutes >= 0:
            raise ValueError("minutes can't be negative")
        if minutes == 0:
            return self.local(at).astimezone(UTC)
        target = self._elapsed(at) + minutes * 60
        first = self.day_of(at).year
        for year in range(first, first + YEARS_AHEAD):
            table = self._year(year)
            if target <= table[-1]:
                index = bisect.bisect_left(table, target)
                return self._within(date(year, 1, 1) + _DAY * (index - 1), target - table[index - 1])
            target -= table[-1]
        raise ValueError("not enough open time in the next twenty years")

    def next_opening(self, at: datetime) -> datetime:
        """Give the opening of the next business day after the local date of `at`; ValueError when there is none."""
        return self.opening(self.day_of(at) + _DAY)

    def opening(self, day: date) -> datetime:
        """Give the first opening on a local date or the next business day after it; ValueError when there is none."""
        for _ in range(YEARS_AHEAD * 366):
            spans = self.spans(day)
            if spans:
                return spans[0][0]
            day += _DAY
        raise ValueError("no open day in the next twenty years")

    def opens_from(self, at: datetime) -> datetime:
        """Give `at` itself when the team works then, else the next opening; ValueError when there is none."""
        for start, end in self.spans(self.day_of(at)):
            if at < end:
                return max(start, at.astimezone(UTC))
        return self.next_opening(at)

    def _elapsed(self, at: datetime) -> float:
        """Give the open seconds since the local year of `at` began."""
        day = self.day_of(at)
        today = sum((min(at, end) - start).total_seconds() for start, end in self.spans(day) if at > start)
        return self._year(day.year)[day.timetuple().tm_yday - 1] + today

    def _within(self, day: date, seconds: float) -> datetime:
        """Give the instant of a local date after so many open seconds of it."""
        end = self.at(day, 0)
        for start, end in self.spans(day):
            length = (end - start).total_seconds()
            if seconds <= length:
                return start + timedelta(seconds=seconds)
            seconds -= length
        return end

    def _year(self, year: int) -> list[float]:
        """Give the open seconds before each day of a year, and as last item those of the whole year."""
        known = self._years.get(year)
        if known is not None:
            return known
        plain = [sum(end - start for start, end in windows) * 60.0 for windows in self.hours]
        zone = self.tz
        table, day = [0.0], date(year, 1, 1)
        midnight = datetime(year, 1, 1, tzinfo=zone)
        while day.year == year:
            tomorrow = midnight + _DAY
            if not self.is_business_day(day):
                seconds = 0.0
            elif midnight.utcoffset() == tomorrow.utcoffset():
                seconds = plain[day.weekday()]
            else:
                seconds = sum((end - start).total_seconds() for start, end in self.spans(day))
            table.append(table[-1] + seconds)
            day, midnight = day + _DAY, tomorrow
        self._years[year] = table
        return table


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Find the clock change between two UTC instants, to the second."""
    offset = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)
