"""From when on somebody has a quarter of an hour: as early as can be, beside everything that is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.hours import DEFAULT_HOURS, DEFAULT_ZONE, Calendar, parse_hours
from desk.views.free import SLOT, free_from

CALENDAR = Calendar(DEFAULT_ZONE, parse_hours(DEFAULT_HOURS))
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
SPANS = st.lists(st.tuples(st.integers(-300, 3000), st.integers(1, 600)), max_size=12)


@given(SPANS, st.integers(0, 1400))
def test_it_is_the_first_open_minute_that_nothing_planned_touches(spans: list[tuple[int, int]], minute: int) -> None:
    at = MONDAY + timedelta(minutes=minute)
    busy = sorted((MONDAY + timedelta(minutes=a), MONDAY + timedelta(minutes=a + long)) for a, long in spans)

    def fits(found: datetime) -> bool:
        return all(end <= found or start >= found + SLOT for start, end in busy)

    found = free_from(at, CALENDAR, busy)
    assert found is not None
    assert fits(found)
    assert found == CALENDAR.opens_from(found) >= at
    earlier = (CALENDAR.opens_from(at), *(CALENDAR.opens_from(end) for _, end in busy if end >= at))
    assert not [each for each in earlier if each < found and fits(each)]
