"""Backups are kept for seven days, four weeks and twelve months in which there was one; no more, and never fewer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.retention import DAYS, LATE, MONTHS, WEEKS, is_late, kept

FIRST = date(2024, 1, 1)
DAY = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def each_day(count: int, first: date = FIRST) -> list[date]:
    return [first + timedelta(days=step) for step in range(count)]


def iso(days: frozenset[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ([], []),
        (["2026-11-23"], ["2026-11-23"]),
        # Monday to Sunday is one week: of the second one, the Sunday stays.
        (
            ["2026-11-01", "2026-11-06", "2026-11-08", *[f"2026-11-{day}" for day in range(16, 24)]],
            ["2026-11-01", "2026-11-08", *[f"2026-11-{day}" for day in range(17, 24)]],
        ),
        # Two on one day are one, and the turn of the year parts neither a week nor its order.
        (["2025-12-31", "2025-12-31", "2026-01-01"], ["2025-12-31", "2026-01-01"]),
        # A year in which nobody was there takes nothing away.
        (["2024-03-01", "2026-11-23"], ["2024-03-01", "2026-11-23"]),
    ],
)
def test_the_newest_of_each_day_week_and_month_stays(made: list[str], left: list[str]) -> None:
    assert iso(kept(map(date.fromisoformat, made))) == left


def test_a_year_of_working_days_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    days = [day for day in each_day(700) if day.weekday() < 5]
    assert iso(kept(days)) == [
        "2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-30", "2025-06-30",
        "2025-07-31", "2025-08-29", "2025-09-30", "2025-10-31", "2025-11-07", "2025-11-14", "2025-11-20",
        "2025-11-21", "2025-11-24", "2025-11-25", "2025-11-26", "2025-11-27", "2025-11-28",
    ]  # fmt: skip


@given(st.lists(DAY, max_size=60))
def test_what_is_kept_was_made_holds_the_newest_and_is_never_more_than_it_may_be(days: list[date]) -> None:
    left = kept(days)
    assert left <= set(days)
    assert len(left) <= DAYS + WEEKS + MONTHS
    assert set(sorted(set(days))[-DAYS:]) <= left
    assert kept(left) == left, "taking away what is not kept changes nothing of what is"
    for span, most in ((lambda day: (day.year, day.month), MONTHS), (lambda day: day.isocalendar()[:2], WEEKS)):
        newest = sorted({span(day) for day in days})[-most:]
        assert {max(day for day in days if span(day) == each) for each in newest} <= left


@given(st.lists(DAY, min_size=1, max_size=60, unique=True))
def test_taking_away_day_by_day_leaves_the_same_as_taking_away_at_the_end(days: list[date]) -> None:
    """The control is the rule that an older backup stands for its month: it would have been taken away by then."""
    left: frozenset[date] = frozenset()
    for day in sorted(days):
        left = kept([*left, day])
    assert left == kept(days)


@pytest.mark.parametrize(
    ("age", "late"), [(timedelta(), False), (LATE, False), (LATE + timedelta(microseconds=1), True), (-LATE, False)]
)
def test_a_backup_is_late_when_it_is_older_than_two_days(age: timedelta, late: bool) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert is_late(now - age, now) is late
    assert is_late(None, now)
