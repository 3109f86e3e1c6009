"""Instants: kept as whole microseconds, always aware; and the clock that stands where it was put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clock import MachineClock, StoppedClock, instant, micros, stopped_at

instants = st.datetimes(
    datetime(2, 1, 1),
    datetime(9990, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7, minutes=-30))]),
)


@given(instants)
def test_an_instant_is_kept_to_the_microsecond_whatever_zone_it_was_told_in(at):
    assert instant(micros(at)) == at
    assert instant(micros(at)).tzinfo is UTC


@given(instants, instants)
def test_kept_instants_sort_as_they_follow_one_another(one, other):
    assert (micros(one) < micros(other)) == (one < other)


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), 1_795_424_400_000_000),
        (datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1))), 1_795_424_400_000_000),
    ],
)
def test_an_instant_is_microseconds_since_1970(at, kept):
    assert micros(at) == kept
    assert instant(kept) == at


@pytest.mark.parametrize("read", [micros, StoppedClock, lambda at: StoppedClock(datetime.now(UTC)).move(at)])
def test_an_instant_without_a_zone_is_refused(read):
    with pytest.raises(ValueError, match="without a zone"):
        read(datetime(2026, 11, 23, 10))


def test_a_stopped_clock_stands_until_it_is_moved_and_can_be_set_back():
    clock = StoppedClock(datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1))))
    assert clock.stopped
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 9, tzinfo=UTC)
    clock.move(datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert clock.now() == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_the_machines_clock_runs_and_speaks_utc():
    clock = MachineClock()
    assert not clock.stopped
    first = clock.now()
    assert first.tzinfo is UTC
    assert first <= clock.now()


@pytest.mark.parametrize("text", ["2026-11-23T10:00:00+01:00", " 2026-11-23T09:00Z ", "2026-11-23 04:00:00-05:00"])
def test_desk_now_is_iso_8601_with_an_offset(text):
    assert stopped_at(text).now() == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "now", "2026-11-23T10:00:00", "2026-11-23", "23.11.2026 10:00+01:00", "2026-13-01T00:00Z"),
        *("0001-01-01T00:00:00+14:00", "1969-12-31T23:59:59Z", "2181-01-01T00:00Z", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_desk_now_without_an_offset_in_other_words_or_centuries_away_is_refused(text):
    with pytest.raises(ValueError, match=r"offset|isoformat|month|far away"):
        stopped_at(text)
