from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.hours import Calendar, intersect, parse_hours
from desk.rules.retries import DEFAULT_PLAN, DEFAULT_PLAN_TEXT, TRIES, Step, next_try, parse_plan, tries

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar("Europe/Berlin", parse_hours("Mo-Fr 08:00-18:00"), frozenset({date(2026, 12, 25)}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("last", "made", "expected"),
    [
        ("2026-11-23 10:00", 1, "2026-11-23 10:45"),
        ("2026-11-20 17:30", 1, "2026-11-23 08:15"),
        ("2026-11-20 17:15", 1, "2026-11-23 08:00"),
        ("2026-11-23 10:45", 2, "2026-11-23 14:45"),
        ("2026-11-23 16:00", 2, "2026-11-24 10:00"),
        ("2026-11-23 14:45", 3, "2026-11-24 10:00"),
        ("2026-11-23 10:00", 3, "2026-11-24 14:00"),
        ("2026-11-20 10:00", 3, "2026-11-23 12:00"),
        ("2026-11-24 10:00", 4, "2026-11-26 10:00"),
        ("2026-11-26 10:00", 4, "2026-11-30 08:00"),
        ("2026-11-26 10:00", 5, "2026-11-30 10:00"),
    ],
)
def test_the_next_try_follows_the_plan_within_business_hours(last, made, expected):
    assert next_try(at(last), made, OFFICE) == at(expected)


def test_after_the_sixth_try_somebody_has_to_decide():
    assert TRIES == 6
    assert next_try(at("2026-11-23 10:00"), TRIES - 1, OFFICE) is not None
    assert next_try(at("2026-11-23 10:00"), TRIES, OFFICE) is None
    assert next_try(at("2026-11-23 10:00"), 99, OFFICE) is None


@pytest.mark.parametrize(
    ("times", "last", "made", "expected"),
    [
        ("Mo-Fr 8-10", "2026-11-23 09:30", 1, "2026-11-24 08:00"),
        ("Mo-Fr 8-10", "2026-11-23 09:00", 1, "2026-11-23 09:45"),
        ("Mo-Fr 8-10", "2026-11-23 09:00", 3, "2026-11-24 08:00"),
        ("Di 14-16", "2026-11-23 09:00", 1, "2026-11-24 14:00"),
        ("Sa 9-12", "2026-11-23 09:00", 1, "2026-11-23 09:45"),
    ],
)
def test_the_customer_s_own_times_hold_as_well_unless_they_never_meet_the_team_s(times, last, made, expected):
    assert next_try(at(last), made, OFFICE, parse_hours(times)) == at(expected)


def test_the_default_plan_is_what_its_text_says():
    assert parse_plan(DEFAULT_PLAN_TEXT) == DEFAULT_PLAN
    assert parse_plan("") == DEFAULT_PLAN


def test_a_team_may_have_a_plan_of_its_own():
    plan = parse_plan("30min, 2 Std, Tag 2")
    assert plan == (Step(minutes=30), Step(minutes=120), Step(days=2))
    assert tries(plan) == 4
    assert next_try(at("2026-11-23 10:00"), 3, OFFICE, None, plan) == at("2026-11-25 10:00")
    assert next_try(at("2026-11-23 10:00"), 4, OFFICE, None, plan) is None


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "45",
        "0min",
        "day 0",
        "day 3, day 3",
        "day 3, next day",
        "day 3, 45min",
        "45min,",
        "1h, " * 30,
        "-4h",
        "1h" * 999,
    ],
)
def test_nonsense_is_no_plan(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_plan(text)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
    st.integers(1, 5),
    st.sampled_from([None, "Mo-Fr 8-10", "Mo, Do 16:30-19", "Fr 12-13", "Sa 9-12"]),
)
def test_every_next_try_lies_ahead_in_business_and_customer_hours(last, made, times):
    own = None if times is None else parse_hours(times)
    found = next_try(last, made, OFFICE, own)
    assert found is not None
    assert found > last
    assert OFFICE.is_open(found)
    if own is not None and any(intersect(OFFICE.hours, own)):
        assert Calendar(OFFICE.zone, own).is_open(found)
