"""A deadline runs while the team works and somebody can be reached (DOMAIN, Clocks)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.availability import deadline
from desk.rules.hours import Calendar, parse_hours
from tests.kit.builders import local

CALENDAR = Calendar("Europe/Berlin", parse_hours("Mo-Fr 08:00-18:00"))
FRIDAY = local("2026-11-27 17:30")


def away(start: str, end: str) -> tuple[datetime, datetime]:
    return local(start), local(end)


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ((), "2026-11-30 08:30"),
        ([away("2026-11-30 00:00", "2026-12-01 00:00")], "2026-12-01 08:30"),  # away on Monday
        ([away("2026-11-26 08:00", "2026-11-27 12:00")], "2026-11-30 08:30"),  # long past
        ([away("2026-11-27 17:00", "2026-11-30 10:00")], "2026-11-30 11:00"),  # away already
        ([away("2026-11-27 17:45", "2026-11-27 19:00")], "2026-11-30 08:45"),  # a visit of some hours
        ([away("2026-11-30 08:20", "2026-11-30 09:20")], "2026-11-30 09:30"),
        ([away("2026-11-30 09:00", "2026-11-30 10:00"), away("2026-11-30 08:00", "2026-11-30 09:30")],
         "2026-11-30 10:30"),  # one within the other, in any order
        ([away("2026-11-30 09:00", "2026-11-30 08:00")], "2026-11-30 08:30"),  # that is no span
        ([away("2026-11-30 08:30", "2026-11-30 12:00")], "2026-11-30 08:30"),  # it has run out by then
    ],
)  # fmt: skip
def test_an_hour_given_on_friday_evening_ends_when_it_should(spans, wanted):
    assert deadline(FRIDAY, 60, CALENDAR, spans) == local(wanted)


moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: FRIDAY + timedelta(minutes=minutes))


@given(st.integers(0, 3_000), st.lists(st.tuples(moments, moments), max_size=4))
def test_exactly_the_minutes_given_lie_between_outside_of_every_absence(minutes, spans):
    until = deadline(FRIDAY, minutes, CALENDAR, spans)
    steps = range(int((until - FRIDAY).total_seconds()) // 60)
    counted = 0
    for step in steps:
        at = FRIDAY + timedelta(minutes=step)
        counted += CALENDAR.is_open(at) and not any(start <= at < end for start, end in spans)
    assert counted == minutes
