from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import format
from desk.words import Refused

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
instants = st.datetimes(datetime(1971, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC))


def reason_or(read, text):
    """What a reader gives, or why it refuses."""
    try:
        return read(text)
    except Refused as refused:
        return refused.reason


@pytest.mark.parametrize(
    ("cents", "english", "german"),
    [
        (160_000, "1,600.00 EUR", "1.600,00 EUR"),
        (5, "0.05 EUR", "0,05 EUR"),
        (-123_456_789, "-1,234,567.89 EUR", "-1.234.567,89 EUR"),
    ],
)
def test_money_is_written_the_way_of_the_language(cents, english, german):
    assert format.money(cents, "en") == english
    assert format.money(cents, "de") == german


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        *(("1234,56", 123_456), ("1.234,56", 123_456), ("1234.56", 123_456), ("1,234.56", 123_456)),
        *(("0", 0), ("7", 700), ("12,5", 1250), ("1234", 123_400), (" 1600 EUR ", 160_000), ("€ 1.600,00", 160_000)),
        *(("1.234.567", 123_456_700), ("1,234,567.8", 123_456_780), ("1 234", 123_400), ("1'234.50", 123_450)),
        *(("1.600,-", 160_000), ("1600,--", 160_000), ("0,05", 5), ("1600€", 160_000)),
    ],
)
def test_an_amount_is_read_as_people_type_it(text, cents):
    assert format.parse_amount(text) == cents


@pytest.mark.parametrize("text", ["1.234", "1,234", "999.000", "0,500", "1.234 EUR"])
def test_three_digits_after_one_separator_are_ambiguous(text):
    with pytest.raises(Refused) as refused:
        format.parse_amount(text)
    assert refused.value.reason == "amount_ambiguous"
    assert refused.value.facts == {"text": text}


@pytest.mark.parametrize(
    "text",
    [
        *("", "EUR", "abc", "-5", "-1.234,56", "+5", "1,2,3", "1.23.456", "12.34,56", "1234.567", "1.234.56", "1e5"),
        *("0x10", "١٢٣", "5 USD", "5 5", ".50", "5.", "1,234,56", "9" * 13, "9" * 10_000, "1\x00", "nan", "1.234-"),
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Refused) as refused:
        format.parse_amount(text)
    assert refused.value.reason == "amount_not_understood"


@given(st.integers(0, format.MOST_CENTS), st.sampled_from(["en", "de"]))
def test_an_amount_that_was_written_is_read_as_the_same(cents, language):
    assert format.parse_amount(format.money(cents, language)) == cents


@given(st.text(max_size=80) | st.text("0123456789.,'- €EUR", max_size=20))
def test_any_text_is_an_amount_of_0_or_more_or_refused(text):
    cents = reason_or(format.parse_amount, text)
    assert cents in ("amount_ambiguous", "amount_not_understood") or 0 <= cents <= format.MOST_CENTS


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        *((253, "4:13"), (4, "0:04"), (0, "0:00"), (-22, "!-0:22"), (-0.5, "!-0:00"), (59.9, "0:59")),
        *((2879, "47:59"), (2880, "2 d"), (4320, "3 d"), (-4400, "!-3 d")),
    ],
)
def test_a_duration_is_hours_and_minutes_and_days_from_two_on(minutes, shown):
    assert format.duration(minutes) == shown


def test_business_days_have_the_length_that_is_said():
    assert format.duration(1800, day_minutes=600) == "3 d"
    assert format.duration(1199, day_minutes=600) == "19:59"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("60", 60), ("90min", 90), ("2h", 120), ("1d", 600), ("1h 30min", 90), ("1h30min", 90), ("1:30", 90)),
        *(("2 Std", 120), ("2 Stunden", 120), ("1 Tag", 600), (" 45 Minuten ", 45), ("1d 2h", 720)),
    ],
)
def test_a_duration_is_read_in_business_minutes(text, minutes):
    assert format.parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "-5", "h", "2 x", "1h 30", "1:60", "9" * 9, "2h" * 50, "1.5h", "٦٠", "1y"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(Refused) as refused:
        format.parse_duration(text)
    assert refused.value.reason == "duration_not_understood"
    assert set(refused.value.facts) == {"text"}


@given(st.text(max_size=60) | st.text("0123456789hdmin: ", max_size=15))
def test_any_text_is_a_duration_of_at_least_a_minute_or_refused(text):
    minutes = reason_or(format.parse_duration, text)
    assert minutes == "duration_not_understood" or 1 <= minutes <= format.MOST_MINUTES


def test_an_instant_in_a_list_is_short_and_has_its_year_when_that_is_another():
    assert format.moment(MONDAY, NOW, ZONE, "en") == "Mon 23 Nov 09:00"
    assert format.moment(MONDAY, NOW, ZONE, "de") == "Mo 23.11. 09:00"
    other = MONDAY.replace(year=2027)
    assert format.moment(other, NOW, ZONE, "en") == "Tue 23 Nov 2027 09:00"
    assert format.moment(other, NOW, ZONE, "de") == "Di 23.11.2027 09:00"


def test_the_year_is_the_one_of_the_zone():
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert format.day(eve, NOW, ZONE, "en") == "Fri 1 Jan 2027"
    assert format.day(eve, eve, ZONE, "de") == "Fr 1.1."


def test_an_instant_that_is_read_back_is_written_in_full():
    assert format.moment_in_full(MONDAY, ZONE, "en") == "Monday, 23 November 2026, 09:00"
    assert format.moment_in_full(MONDAY, ZONE, "de") == "Montag, 23. November 2026, 09:00"


def test_programs_get_iso_8601():
    assert format.iso_utc(MONDAY) == "2026-11-23T08:00:00Z"
    assert format.iso_local(MONDAY, ZONE) == "2026-11-23T09:00:00+01:00"


@given(instants)
def test_an_instant_for_programs_is_read_as_the_same_second(at):
    second = at.replace(microsecond=0)
    assert datetime.fromisoformat(format.iso_utc(at)) == second
    assert datetime.fromisoformat(format.iso_local(at, ZONE)) == second


@given(instants, st.sampled_from(["en", "de", "xx"]))
def test_every_instant_can_be_written_in_every_language(at, language):
    assert format.moment(at, NOW, ZONE, language)
    assert f" {at.astimezone(ZoneInfo(ZONE)).year:04}, " in format.moment_in_full(at, ZONE, language)
