from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.clocks import FIRST_REPLY_MINUTES, Stage, due, stage, used
from desk.rules.hours import DEFAULT_HOURS, Calendar, parse_hours
from desk.words import Channel

OFFICE = Calendar("Europe/Berlin", parse_hours(DEFAULT_HOURS))
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.mark.parametrize(
    ("channel", "received", "expected"),
    [
        (Channel.PHONE, "2026-11-23 10:00", "2026-11-23 10:15"),
        (Channel.RECEPTION, "2026-11-23 10:00", "2026-11-23 10:15"),
        (Channel.WEB, "2026-11-23 10:00", "2026-11-23 10:15"),
        (Channel.EMAIL, "2026-11-23 10:00", "2026-11-23 11:00"),
        (Channel.FIELD, "2026-11-23 17:30", "2026-11-24 08:30"),
        (Channel.REFERRAL, "2026-11-20 17:30", "2026-11-23 08:30"),
        (Channel.PHONE, "2026-11-22 03:00", "2026-11-23 08:15"),
    ],
)
def test_the_first_reply_is_due_by_channel_in_business_time(channel, received, expected):
    assert due(at(received), channel, OFFICE) == at(expected)


def test_the_team_s_own_minutes_go_first_and_a_missing_channel_has_its_default():
    assert due(at("2026-11-23 10:00"), Channel.EMAIL, OFFICE, {Channel.EMAIL: 5}) == at("2026-11-23 10:05")
    assert due(at("2026-11-23 10:00"), Channel.WEB, OFFICE, {Channel.EMAIL: 5}) == at("2026-11-23 10:15")


def test_every_channel_has_its_minutes():
    assert set(FIRST_REPLY_MINUTES) == set(Channel)


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        *((0.0, Stage.CALM), (0.499, Stage.CALM), (0.5, Stage.HALF), (0.799, Stage.HALF)),
        *((0.8, Stage.NEAR), (0.999, Stage.NEAR), (1.0, Stage.LATE), (7.0, Stage.LATE)),
    ],
)
def test_a_clock_changes_its_stage_at_50_80_and_100_percent(fraction, expected):
    assert stage(fraction) is expected


def test_each_stage_has_a_sign_of_its_own():
    assert len({each.sign for each in Stage}) == len(Stage)


def test_a_clock_stands_still_over_the_weekend():
    received, until = at("2026-11-20 17:30"), at("2026-11-23 08:30")
    for now in ("2026-11-20 18:00", "2026-11-22 12:00", "2026-11-23 08:00"):
        assert used(received, until, at(now), OFFICE) == 0.5
    assert used(received, until, at("2026-11-23 09:00"), OFFICE) == 1.5


def test_a_clock_that_runs_in_closed_time_only_is_late_when_its_end_has_come():
    since, until = at("2026-11-21 10:00"), at("2026-11-21 11:00")
    assert used(since, until, until - timedelta(seconds=1), OFFICE) == 0
    assert used(since, until, until, OFFICE) == 1


@given(instants, st.sampled_from(list(Channel)), st.integers(0, 6000))
def test_a_clock_is_late_exactly_from_the_instant_it_is_due(received, channel, minutes):
    until = due(received, channel, OFFICE)
    now = received + timedelta(minutes=minutes)
    part = used(received, until, now, OFFICE)
    assert (stage(part) is Stage.LATE) == (now >= until)
