"""Which of the daily backups are kept, and from when on the lack of one is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

DAYS, WEEKS, MONTHS = 7, 4, 12
"""The newest backup of each of the last so many days, weeks and months in which one was made (QUALITY, the store)."""

LATE = timedelta(days=2)
"""A store whose last good backup is older than this is warned of (QUALITY, the store)."""


def kept(days: Iterable[date]) -> frozenset[date]:
    """Give the days whose backups stay, of all those on which one was made.

    Days, weeks (Monday to Sunday) and months without a backup count for nothing: a team that was away for a summer
    finds what it had before. At most 23 days; what is kept once stays kept as long as it is among the newest.
    """
    newest_first = sorted(set(days), reverse=True)
    return frozenset(
        day
        for span, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))
        for day in _newest_of_each(newest_first, span, most)
    )


def is_late(newest: datetime | None, now: datetime) -> bool:
    """Say whether the last good backup, made at `newest`, is too old, or there is none; instants are aware."""
    return newest is None or now - newest > LATE


def _newest_of_each(newest_first: list[date], span: Callable[[date], tuple[int, ...]], most: int) -> list[date]:
    found: dict[tuple[int, ...], date] = {}
    for day in newest_first:
        found.setdefault(span(day), day)
    return list(found.values())[:most]


def _day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _week(day: date) -> tuple[int, ...]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, ...]:
    return (day.year, day.month)
