"""Which day a reading of spoken words means."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from desk.rules import when_words as w
from desk.rules.hours import Calendar
from desk.rules.when_date import SaidDate
from desk.rules.when_reading import Reading
from desk.rules.when_time import Said

_DAY = timedelta(days=1)
_AHEAD = {w.TODAY: 0, w.TOMORROW: 1, w.OVERMORROW: 2}


@dataclass(frozen=True)
class Days:
    """The first day that may be meant; `repeats` when the same day a week later will do, the first being over."""

    first: date
    repeats: bool = False


def days_of(reading: Reading, today: date, calendar: Calendar) -> Days:
    """Give the day that was said; raises Said, ValueError or OverflowError when there is none."""
    if reading.offset:
        return Days(_counted(reading.offset, today))
    if reading.day:
        return Days(today + _DAY * _AHEAD[reading.day])
    if reading.date:
        day = _dated(reading.date, today)
        if reading.weekday not in (None, day.weekday()):
            raise Said("when_weekday_differs")
        return Days(day)
    if reading.months is not None:
        return Days(_in_month(reading, today, calendar))
    if reading.week is not None:
        return Days(_in_week(reading, today, calendar))
    if reading.weekday is None:
        raise Said("when_not_understood")
    return Days(today + _DAY * ((reading.weekday - today.weekday()) % 7), repeats=True)


def _counted(offset: dict[str, float], today: date) -> date:
    ahead = int(offset.get("months", 0))
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    day = today
    if ahead:
        day = date(year, month + 1, min(today.day, months.monthrange(year, month + 1)[1]))
    return day + timedelta(days=int(offset.get("days", 0)), weeks=int(offset.get("weeks", 0)))


def _dated(said: SaidDate, today: date) -> date:
    """Give the date that was said; without a year the next one from today on, without a month likewise."""
    if said.year is not None and said.month is not None:
        return _date(said.year, said.month, said.day)
    if said.month is not None:
        this_year = said.month, said.day
        later = this_year >= (today.month, today.day)
        return _date(today.year + (not later), said.month, said.day)
    ahead = int(said.day < today.day)
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return _date(year, month + 1, said.day)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Said("when_no_such_date") from None


def _in_week(reading: Reading, today: date, calendar: Calendar) -> date:
    monday = today - _DAY * today.weekday() + _DAY * 7 * (reading.week or 0)
    if reading.weekday is not None:
        return monday + _DAY * reading.weekday
    if reading.edge == w.END:
        return _last_open(monday, monday + _DAY * 6, calendar)
    if reading.week == 0 and not reading.edge:
        raise Said("when_not_understood")
    return monday + _DAY * (2 if reading.edge == w.MIDDLE else 0)


def _in_month(reading: Reading, today: date, calendar: Calendar) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + (reading.months or 0), 12)
    first = date(year, month + 1, 1)
    if reading.edge == w.END:
        return _last_open(first, first + _DAY * (months.monthrange(year, month + 1)[1] - 1), calendar)
    if reading.months == 0 and not reading.edge:
        raise Said("when_not_understood")
    return first + _DAY * (14 if reading.edge == w.MIDDLE else 0)


def _last_open(first: date, last: date, calendar: Calendar) -> date:
    """Give the last business day of a span, or its last day when it has none."""
    day = last
    while day > first and not calendar.is_business_day(day):
        day -= _DAY
    return day if calendar.is_business_day(day) else last
