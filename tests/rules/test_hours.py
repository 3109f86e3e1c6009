from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.hours import DEFAULT_HOURS, Calendar, format_hours, intersect, parse_hours

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar("Europe/Berlin", parse_hours(DEFAULT_HOURS), frozenset({date(2026, 12, 25)}))
ALWAYS = Calendar("Europe/Berlin", parse_hours("Mo-So 00:00-24:00"))
NIGHT = Calendar("Europe/Berlin", parse_hours("Mo-So 00:30-02:30, Mo-So 02:45-04:00, Mo-Fr 09:00-24:00"))
CALENDARS = (OFFICE, ALWAYS, NIGHT)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
calendars = st.sampled_from(CALENDARS)


def at(text: str) -> datetime:
    """A wall-clock time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_inquiry_of_friday_half_past_five_has_used_an_hour_on_monday_half_past_eight():
    assert OFFICE.minutes(at("2026-11-20 17:30"), at("2026-11-20 18:00")) == 30
    assert OFFICE.minutes(at("2026-11-20 17:30"), at("2026-11-23 08:30")) == 60
    assert OFFICE.add(at("2026-11-20 17:30"), 60) == at("2026-11-23 08:30")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mo-Fr 08:00-18:00", "Mo-Fr 08:00-18:00"),
        ("mo - fr 8-18", "Mo-Fr 08:00-18:00"),
        ("Mon-Fri 8.00 – 18.00 Uhr", "Mo-Fr 08:00-18:00"),
        ("Montag bis Freitag 8 bis 18 Uhr", "Mo-Fr 08:00-18:00"),
        ("Monday to Friday: 8:00 to 18:00", "Mo-Fr 08:00-18:00"),
        (
            "Mo-Fr 08:00-12:00, Mo-Do 13:00-17:00, Sa 09:00-12:00",
            "Mo-Fr 08:00-12:00, Mo-Th 13:00-17:00, Sa 09:00-12:00",
        ),
        ("Mo-Do 8-12, 13-17", "Mo-Th 08:00-12:00, Mo-Th 13:00-17:00"),
        ("Mo, Mi, Fr 9-12", "Mo 09:00-12:00, We 09:00-12:00, Fr 09:00-12:00"),
        ("Sa-Mo 9-12", "Mo 09:00-12:00, Sa-Su 09:00-12:00"),
        ("Mo 8-12, Mo 11-14, Mo 14-15", "Mo 08:00-15:00"),
        ("Mo-So 00:00-24:00", "Mo-Su 00:00-24:00"),
    ],
)
def test_opening_hours_are_read_as_people_write_them(text, written):
    assert format_hours(parse_hours(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", ",", "Mo", "Mo-Fr", "8-18", "Mo 8", "Mo 18-8", "Mo 8-8", "Mo 8-25", "Mo 8:60-9", "Mo 24:30-25:00"),
        *("Xx 8-18", "Mo-Xx 8-18", "-Fr 8-18", "Mo 8-18,", "Mo 8-18, Di", "Mo 8-18 Di 9-10", "Mo 8-18 sharp"),
        *("Mo -8-18", "Mo 8--18", "Mo ٨-١٨", "Mo-Fr 8-18" * 100, "\x00", "Mo 008-18"),
    ],
)
def test_nonsense_is_no_opening_hours(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_hours(text)


@given(st.text(max_size=40) | st.text("MoDiFra-:, 0189.", max_size=40))
def test_any_text_is_read_or_refused_as_opening_hours(text):
    try:
        hours = parse_hours(text)
    except ValueError:
        return
    assert any(hours)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda it: it[1] < it[2]),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["en", "de"]),
)
def test_written_hours_are_read_as_the_same(windows, language):
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    text = ", ".join(f"{names[d]} {a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for d, a, b in windows)
    hours = parse_hours(text)
    if len(format_hours(hours, language)) <= 500:
        assert parse_hours(format_hours(hours, language)) == hours


def test_common_hours_are_those_in_which_both_are_open():
    assert format_hours(intersect(parse_hours("Mo-Fr 8-18"), parse_hours("Mo-Sa 17-20"))) == "Mo-Fr 17:00-18:00"
    assert not any(intersect(parse_hours("Mo-Fr 8-18"), parse_hours("Mo-Sa 18-20")))


@pytest.mark.parametrize("zone", ["", "Nowhere/Here", "../etc/passwd", "Europe", "\x00"])
def test_a_calendar_needs_a_zone_that_exists(zone):
    with pytest.raises(ValueError, match="zone"):
        Calendar(zone, OFFICE.hours)


def test_a_calendar_without_opening_hours_is_refused():
    with pytest.raises(ValueError, match="opening window"):
        Calendar("Europe/Berlin", ((),) * 7)


@pytest.mark.parametrize(
    ("when", "opened"),
    [
        ("2026-11-23 07:59", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 17:59", True),
        ("2026-11-23 18:00", False),
        ("2026-11-22 10:00", False),
        ("2026-12-25 10:00", False),
    ],
)
def test_it_is_open_from_the_opening_to_just_before_closing_and_never_on_holidays(when, opened):
    assert OFFICE.is_open(at(when)) is opened


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-29 00:00", "2026-03-30 00:00", 23),
        ("2026-10-25 00:00", "2026-10-26 00:00", 25),
        ("2026-03-29 01:30", "2026-03-29 03:30", 1),
        ("2026-10-25 01:30", "2026-10-25 03:30", 3),
        ("2026-12-31 23:00", "2027-01-01 01:00", 2),
        ("2024-12-31 00:00", "2027-01-01 00:00", 731 * 24),
    ],
)
def test_round_the_clock_counts_the_time_that_really_passed(start, end, hours):
    assert ALWAYS.minutes(at(start), at(end)) == hours * 60
    assert ALWAYS.add(at(start), hours * 60) == at(end)


def test_a_window_that_opens_in_the_skipped_hour_opens_at_the_clock_change():
    calendar = Calendar("Europe/Berlin", parse_hours("So 02:30-04:00"))
    assert calendar.spans(date(2026, 3, 29)) == ((utc("2026-03-29 01:00"), utc("2026-03-29 02:00")),)


def test_a_window_that_closes_in_the_skipped_hour_closes_at_the_clock_change():
    calendar = Calendar("Europe/Berlin", parse_hours("So 00:00-02:30, So 02:40-02:50"))
    assert calendar.spans(date(2026, 3, 29)) == ((utc("2026-03-28 23:00"), utc("2026-03-29 01:00")),)


def test_a_window_in_the_doubled_hour_begins_and_ends_at_the_first():
    calendar = Calendar("Europe/Berlin", parse_hours("So 01:00-02:30, So 02:45-04:00"))
    assert calendar.spans(date(2026, 10, 25)) == (
        (utc("2026-10-24 23:00"), utc("2026-10-25 00:30")),
        (utc("2026-10-25 00:45"), utc("2026-10-25 03:00")),
    )


@pytest.mark.parametrize(
    ("when", "opening"),
    [
        ("2026-11-20 07:00", "2026-11-23 08:00"),
        ("2026-11-22 12:00", "2026-11-23 08:00"),
        ("2026-11-23 00:00", "2026-11-24 08:00"),
        ("2026-12-24 12:00", "2026-12-28 08:00"),
    ],
)
def test_the_next_business_day_is_the_one_after_the_local_date(when, opening):
    assert OFFICE.next_opening(at(when)) == at(opening)


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 12:34", "2026-11-23 12:34"),
        ("2026-11-23 18:00", "2026-11-24 08:00"),
        ("2026-12-25 09:00", "2026-12-28 08:00"),
    ],
)
def test_a_closed_instant_moves_to_the_next_opening(when, opens):
    assert OFFICE.opens_from(at(when)) == at(opens)


def test_holidays_without_end_are_refused_and_do_not_hang():
    days = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(366 * 30))
    closed = Calendar("Europe/Berlin", OFFICE.hours, days)
    began = process_time()
    for search in (closed.next_opening, closed.opens_from, lambda it: closed.add(it, 1)):
        with pytest.raises(ValueError, match="twenty years"):
            search(at("2026-11-20 12:00"))
    assert process_time() - began < 2


def test_long_spans_are_not_walked_minute_by_minute():
    began = process_time()
    for _ in range(200):
        OFFICE.add(at("2026-01-01 12:00"), 1_000_000)
        OFFICE.minutes(at("2006-01-01 12:00"), at("2026-01-01 12:00"))
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "when", [datetime(2026, 1, 1), datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_an_instant_without_zone_or_out_of_reach_is_refused(when):
    for ask in (OFFICE.day_of, OFFICE.is_open, OFFICE.next_opening, OFFICE.opens_from, lambda it: OFFICE.add(it, 1)):
        with pytest.raises(ValueError, match=r"zone|far"):
            ask(when)


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf"), 10**9])
def test_minutes_that_lead_nowhere_are_refused(minutes):
    with pytest.raises(ValueError, match=r"negative|twenty"):
        OFFICE.add(at("2026-01-01 12:00"), minutes)


@given(calendars, instants, st.integers(0, 30_000))
def test_minutes_that_were_added_have_passed_and_not_a_second_earlier(calendar, start, minutes):
    end = calendar.add(start, minutes)
    assert end >= start
    assert calendar.minutes(start, end) == pytest.approx(minutes)
    if minutes:
        assert calendar.minutes(start, end - timedelta(seconds=1)) < minutes


@given(calendars, instants, instants, instants)
def test_business_time_is_neither_lost_nor_doubled(calendar, one, two, three):
    first, middle, last = sorted((one, two, three))
    whole = calendar.minutes(first, last)
    assert calendar.minutes(first, middle) + calendar.minutes(middle, last) == pytest.approx(whole, abs=1e-3)
    assert 0 <= whole <= (last - first).total_seconds() / 60 + 1e-3
    assert calendar.minutes(last, first) == -whole


@given(calendars, instants)
def test_business_time_passes_exactly_while_it_is_open(calendar, start):
    second = timedelta(seconds=1)
    start = start.replace(microsecond=0)
    passed = calendar.minutes(start, start + second)
    assert passed == pytest.approx(1 / 60 if calendar.is_open(start) else 0, abs=1e-6)


@given(calendars, instants)
def test_an_opening_is_open_and_lies_ahead(calendar, start):
    opening = calendar.opens_from(start)
    assert opening >= start
    assert calendar.is_open(opening)
    assert calendar.minutes(start, opening) == 0
    assert calendar.day_of(calendar.next_opening(start)) > calendar.day_of(start)


def test_the_usual_hours_are_read_without_patterns_as_they_would_be_with_them() -> None:
    assert parse_hours(DEFAULT_HOURS) is parse_hours(DEFAULT_HOURS)
    assert parse_hours(DEFAULT_HOURS) == parse_hours(f" {DEFAULT_HOURS}")
