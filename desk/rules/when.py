"""Which instant people mean when they say "fr 14:30", "in 2h", "morgen um 15 Uhr", "halb drei" or "+7d"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from desk import clean
from desk.rules.hours import Calendar
from desk.rules.when_days import days_of
from desk.rules.when_reading import Reading, read
from desk.rules.when_time import Said, Time
from desk.rules.when_words import PART_HOURS, PARTS, fold
from desk.words import Refused

PRESETS = ("in 15 min", "in 1 h", "tomorrow 9:00", "monday 9:00", "+7d")
"""The times of the keys 1 to 5; the third and the fourth go on to a business day."""

LONGEST = 100
"""Characters of a phrase, blanks put together, that are read at all."""

YEARS_AHEAD = 10
"""How far ahead a time may lie."""

_NINE = 9 * 60
_DAY = timedelta(days=1)
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)\s?(z|[+-][0-9]{2}:?[0-9]{2})?"
)


def parse_when(phrase: str, now: datetime, calendar: Calendar) -> datetime:
    """Give the UTC instant that a spoken time means, never one before `now`; English and German.

    A date or weekday without a time is that very day at the usual opening, business day or not; a week or month without
    one is its first opening. A time without a day is the next one within business hours.

    Raises Refused, each with `phrase`: `when_not_understood`, `when_ambiguous`, `when_skipped` (the clock change
    leaves that hour out), `when_past`, `when_needs_hour` (the day has begun), `when_no_such_date`,
    `when_weekday_differs`, `when_too_far` (more than ten years).
    """
    try:
        folded = fold(phrase[: LONGEST * 200])
        if not folded or len(folded) > LONGEST or len(phrase) > LONGEST * 200:
            raise Said("when_not_understood")
        iso = _ISO.fullmatch(folded)
        at = _iso(iso, calendar) if iso else _meant(read(folded), now, calendar)
        if at < now:
            raise Said("when_past")
        if at.year > now.year + YEARS_AHEAD:
            raise Said("when_too_far")
    except Said as said:
        raise Refused(said.reason, phrase=clean.line(phrase, 80)) from None
    except (ValueError, OverflowError):  # the calendar and datetime have an end
        raise Refused("when_too_far", phrase=clean.line(phrase, 80)) from None
    return at


def preset(n: int, now: datetime, calendar: Calendar) -> datetime:
    """Give the UTC instant of preset `n`, 1 to 5; raises ValueError for another number.

    1 and 2 go by the clock. 3 and 4 are 9:00 of the next business day from tomorrow, or from the next Monday, on;
    where the team opens later, its opening. 5 is a week ahead, in business time.
    """
    if not 1 <= n <= len(PRESETS):
        raise ValueError(f"no preset: {n}")
    if n not in (3, 4):
        return parse_when(PRESETS[n - 1], now, calendar)
    today = calendar.day_of(now)
    day = today + _DAY if n == 3 else today + _DAY * (-today.weekday() % 7)
    if calendar.at(day, _NINE) <= now:
        day += _DAY * 7
    opening = calendar.opening(day)
    return calendar.opens_from(max(opening, calendar.at(calendar.day_of(opening), _NINE)))


def _iso(match: re.Match[str], calendar: Calendar) -> datetime:
    offset = (match[3] or "").upper()
    try:
        at = datetime.fromisoformat(f"{match[1]}T{match[2]}{offset}")
    except ValueError:
        raise Said("when_no_such_date") from None
    return at.astimezone(UTC) if offset else _wall(at, calendar)


def _wall(wall: datetime, calendar: Calendar) -> datetime:
    """Give the instant of a local time: the first of a doubled one; a skipped one is refused."""
    at = wall.replace(tzinfo=calendar.tz).astimezone(UTC)
    if calendar.local(at).replace(tzinfo=None) != wall:
        raise Said("when_skipped")
    return at


def _meant(reading: Reading, now: datetime, calendar: Calendar) -> datetime:
    offset = reading.offset
    if {"hours", "minutes"} & set(offset):
        if set(offset) - {"hours", "minutes"} or reading.part:
            raise Said("when_not_understood")
        return now.astimezone(UTC) + timedelta(hours=offset.get("hours", 0), minutes=offset.get("minutes", 0))
    if not reading.names_a_day:
        return _next_time(reading, now, calendar)
    days = days_of(reading, calendar.day_of(now), calendar)
    if offset and not (reading.time or reading.part):
        return _same_time(days.first, now, calendar)
    at = _on(days.first, reading, calendar)
    today = calendar.day_of(now)
    started = at < now or (days.first == today and calendar.day_of(at) != today)
    if not started and (at > now or not days.repeats):
        return at
    if days.repeats:
        return _on(days.first + _DAY * 7, reading, calendar)
    raise Said("when_past" if reading.time or reading.part or days.first != today else "when_needs_hour")


def _same_time(day: date, now: datetime, calendar: Calendar) -> datetime:
    """Give the present time of day on another day, moved into business time."""
    local = calendar.local(now)
    rest = timedelta(seconds=local.second, microseconds=local.microsecond)
    return calendar.opens_from(calendar.at(day, local.hour * 60 + local.minute) + rest)


def _next_time(reading: Reading, now: datetime, calendar: Calendar) -> datetime:
    """Give the next time of day that lies in business hours; failing that, the next one by the clock."""
    today = calendar.day_of(now)
    by_the_clock: datetime | None = None
    for ahead in range(15):
        day = today + _DAY * ahead
        try:
            at = _on(day, reading, calendar)
        except Said as said:
            if said.reason == "when_skipped":
                continue
            raise
        if at <= now:
            continue
        if calendar.is_open(at):
            return at
        by_the_clock = by_the_clock or at
    if by_the_clock is None:
        raise Said("when_not_understood")
    return by_the_clock


def _on(day: date, reading: Reading, calendar: Calendar) -> datetime:
    """Give the instant on a date at the time or part of the day that was said, else at opening."""
    if reading.time is None:
        minute = PARTS.get(reading.part)
        if minute is None:
            return calendar.at(day, _usual_opening(day, calendar)) if reading.keeps_its_day else calendar.opening(day)
    else:
        minute = _minute(reading.time, reading.part, day, calendar)
    return _wall(datetime(day.year, day.month, day.day, minute // 60, minute % 60), calendar)


def _usual_opening(day: date, calendar: Calendar) -> int:
    """Give the minute at which the team opens on this weekday; on one that is always off, on the earliest other."""
    windows = calendar.hours[day.weekday()] or tuple(window for each in calendar.hours for window in each)
    return min(start for start, _end in windows)


def _minute(time: Time, part: str, day: date, calendar: Calendar) -> int:
    """Give the minute of the day that a said time means on a date."""
    if part:
        first, last = PART_HOURS[part]
        for minute in (time.minute, time.minute + 720):
            if first <= minute // 60 <= last:
                return minute
        raise Said("when_not_understood")
    if not time.spoken or time.minute >= 720:
        return time.minute
    early, late = (_opens(day, minute, calendar) for minute in (time.minute, time.minute + 720))
    if early and late and time.minute >= 6 * 60 and time.minute < 8 * 60:
        raise Said("when_ambiguous")
    if time.minute >= 8 * 60:
        return time.minute + 720 if late and not early else time.minute
    if not early and not late:
        raise Said("when_ambiguous")
    return time.minute + 720 if late else time.minute


def _opens(day: date, minute: int, calendar: Calendar) -> bool:
    """Say whether the team works at this minute on the weekday of a date; on days off, on any."""
    windows = calendar.hours[day.weekday()] or tuple(window for each in calendar.hours for window in each)
    return any(start <= minute < end for start, end in windows)
