from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.rules.hours import Calendar, parse_hours
from desk.rules.when import parse_when, preset
from desk.words import Refused

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29)})
OFFICE = Calendar("Europe/Berlin", parse_hours("Mo-Fr 08:00-18:00"), HOLIDAYS)
ALWAYS = Calendar("Europe/Berlin", parse_hours("Mo-So 00:00-24:00"))


def at(text: str) -> datetime:
    """A wall-clock time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


NOW = at("2026-11-23 10:17")  # a Monday


def meant(phrase: str, now: datetime = NOW, calendar: Calendar = OFFICE) -> str:
    """What a phrase means as a local time, or why it is refused."""
    try:
        return parse_when(phrase, now, calendar).astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")
    except Refused as refused:
        return refused.reason if set(refused.facts) == {"phrase"} else "facts missing"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2026-12-03", "2026-12-03 08:00"),
        ("2026-12-05 09:30", "2026-12-05 09:30"),
        ("2026-12-05T09:30:00+02:00", "2026-12-05 08:30"),
        ("2026-12-05T08:30Z", "2026-12-05 09:30"),
        ("2026-12-05 um 10 Uhr", "2026-12-05 10:00"),
        ("5.12.2026 9:00", "2026-12-05 09:00"),
        ("5.12.26 9:00", "2026-12-05 09:00"),
        ("3.12.", "2026-12-03 08:00"),
        ("3.12. 2027", "2027-12-03 08:00"),
        ("3. 12. 9:00", "2026-12-03 09:00"),
        ("20.1.", "2027-01-20 08:00"),
        ("22.11.", "2027-11-22 08:00"),
        ("3. Dezember um 10 Uhr", "2026-12-03 10:00"),
        ("am 3. Dezember", "2026-12-03 08:00"),
        ("december 3 at 10", "2026-12-03 10:00"),
        ("3rd of December 2026", "2026-12-03 08:00"),
        ("December 3rd, 9:00", "2026-12-03 09:00"),
        ("december 3 at 2", "2026-12-03 14:00"),
        ("am 3.", "2026-12-03 08:00"),
        ("on the 24th", "2026-11-24 08:00"),
        ("Mo 23.11. 11:00", "2026-11-23 11:00"),
        ("Monday, 23 November 2026, 11:00", "2026-11-23 11:00"),
    ],
)
def test_dates_are_read_in_both_languages_and_lie_ahead(phrase, expected):
    assert meant(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("14:30", "2026-11-23 14:30"),
        ("9:00", "2026-11-24 09:00"),
        ("14 Uhr", "2026-11-23 14:00"),
        ("14 uhr 30", "2026-11-23 14:30"),
        ("14.30 Uhr", "2026-11-23 14:30"),
        ("2pm", "2026-11-23 14:00"),
        ("2 pm", "2026-11-23 14:00"),
        ("2:30 p.m.", "2026-11-23 14:30"),
        ("9 am", "2026-11-24 09:00"),
        ("12 pm", "2026-11-23 12:00"),
        ("um zwei", "2026-11-23 14:00"),
        ("um eins", "2026-11-23 13:00"),
        ("ein Uhr", "2026-11-23 13:00"),
        ("um acht", "2026-11-24 08:00"),
        ("um zwölf", "2026-11-23 12:00"),
        ("at 3", "2026-11-23 15:00"),
        ("at three o'clock", "2026-11-23 15:00"),
        ("halb drei", "2026-11-23 14:30"),
        ("halb eins", "2026-11-23 12:30"),
        ("viertel nach neun", "2026-11-24 09:15"),
        ("viertel vor 10", "2026-11-24 09:45"),
        ("dreiviertel neun", "2026-11-24 08:45"),
        ("half past two", "2026-11-23 14:30"),
        ("quarter to ten", "2026-11-24 09:45"),
        ("a quarter past three", "2026-11-23 15:15"),
        ("10 nach 9", "2026-11-24 09:10"),
        ("10 minutes to 5", "2026-11-23 16:50"),
        ("fünf vor halb drei", "2026-11-23 14:25"),
        ("nachmittags um 3", "2026-11-23 15:00"),
        ("3 uhr nachmittags", "2026-11-23 15:00"),
        ("noon", "2026-11-23 12:00"),
        ("20:00", "2026-11-23 20:00"),
        ("2am", "2026-11-24 02:00"),
        ("3 uhr früh", "2026-11-24 03:00"),
        ("um 15h", "2026-11-23 15:00"),
        ("14:30h", "2026-11-23 14:30"),
    ],
)
def test_a_time_without_a_day_is_the_next_one_within_business_hours_if_there_is_one(phrase, expected):
    assert meant(phrase) == expected


def test_um_zwei_on_friday_afternoon_is_monday_at_two():
    assert meant("um zwei", at("2026-11-20 15:00")) == "2026-11-23 14:00"
    assert meant("14:30", at("2026-11-20 15:00")) == "2026-11-23 14:30"


@pytest.mark.parametrize(
    ("hours", "phrase", "expected"),
    [
        ("Mo-Fr 06:00-14:00", "um sieben", "2026-11-24 07:00"),
        ("Mo-Fr 14:00-22:00", "um sieben", "2026-11-23 19:00"),
        ("Mo-Fr 14:00-22:00", "um acht", "2026-11-23 20:00"),
        ("Mo-Fr 08:00-18:00", "um sieben", "when_ambiguous"),
        ("Mo-So 00:00-24:00", "um sieben", "when_ambiguous"),
        ("Mo-So 00:00-24:00", "um zwei", "2026-11-23 14:00"),
        ("Mo-Fr 08:00-18:00", "samstag um zwei", "2026-11-28 14:00"),
    ],
)
def test_a_bare_hour_is_the_one_within_business_hours_and_refused_when_that_does_not_tell(hours, phrase, expected):
    assert meant(phrase, calendar=Calendar("Europe/Berlin", parse_hours(hours))) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("today 14:00", "2026-11-23 14:00"),
        ("heute um drei", "2026-11-23 15:00"),
        ("tomorrow", "2026-11-24 08:00"),
        ("morgen um 15 Uhr", "2026-11-24 15:00"),
        ("MORGEN   um 15 uhr.", "2026-11-24 15:00"),
        ("morgen früh", "2026-11-24 08:00"),
        ("morgen frueh um 9", "2026-11-24 09:00"),
        ("morgen vormittag", "2026-11-24 10:00"),
        ("morgen mittag", "2026-11-24 12:00"),
        ("morgen nachmittag", "2026-11-24 14:00"),
        ("morgen abend", "2026-11-24 18:00"),
        ("tomorrow afternoon at 3", "2026-11-24 15:00"),
        ("heute abend um 7", "2026-11-23 19:00"),
        ("tonight at 8", "2026-11-23 20:00"),
        ("this afternoon", "2026-11-23 14:00"),
        ("übermorgen um 11", "2026-11-25 11:00"),
        ("u\u0308bermorgen um 11", "2026-11-25 11:00"),
        ("day after tomorrow at noon", "2026-11-25 12:00"),
        ("fr", "2026-11-27 08:00"),
        ("Fr.", "2026-11-27 08:00"),
        ("fr 14:30", "2026-11-27 14:30"),
        ("fr 14.30", "2026-11-27 14:30"),
        ("am Freitag um 10", "2026-11-27 10:00"),
        ("um 10 am freitag", "2026-11-27 10:00"),
        ("friday 9 a.m.", "2026-11-27 09:00"),
        ("dienstag morgen", "2026-11-24 08:00"),
        ("mo", "2026-11-30 08:00"),
        ("mo 10:17", "2026-11-30 10:17"),
        ("mo 10:18", "2026-11-23 10:18"),
        ("kommenden dienstag", "2026-11-24 08:00"),
        ("this friday", "2026-11-27 08:00"),
        ("next tuesday", "2026-12-01 08:00"),
        ("nächsten Dienstag um 9", "2026-12-01 09:00"),
        ("dienstag nächste woche", "2026-12-01 08:00"),
        ("next week friday 10:00", "2026-12-04 10:00"),
        ("übernächsten montag", "2026-12-07 08:00"),
        ("nächste Woche", "2026-11-30 08:00"),
        ("next week", "2026-11-30 08:00"),
        ("anfang nächster woche", "2026-11-30 08:00"),
        ("mitte nächster woche", "2026-12-02 08:00"),
        ("ende nächster woche", "2026-12-04 08:00"),
        ("ende der Woche", "2026-11-27 08:00"),
        ("am Ende der Woche", "2026-11-27 08:00"),
        ("in der nächsten Woche", "2026-11-30 08:00"),
        ("end of the week 15:00", "2026-11-27 15:00"),
        ("ende des monats", "2026-11-30 08:00"),
        ("nächsten monat", "2026-12-01 08:00"),
    ],
)
def test_days_are_read_in_both_languages(phrase, expected):
    assert meant(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("in 2h", "2026-11-23 12:17"),
        ("+2h", "2026-11-23 12:17"),
        ("in 20 minutes", "2026-11-23 10:37"),
        ("+20min", "2026-11-23 10:37"),
        ("in einer halben Stunde", "2026-11-23 10:47"),
        ("in half an hour", "2026-11-23 10:47"),
        ("in einer stunde", "2026-11-23 11:17"),
        ("in an hour", "2026-11-23 11:17"),
        ("in 1,5 stunden", "2026-11-23 11:47"),
        ("in 2 stunden und 10 minuten", "2026-11-23 12:27"),
        ("in zwanzig minuten", "2026-11-23 10:37"),
        ("in 12h", "2026-11-23 22:17"),
        ("2 hours from now", "2026-11-23 12:17"),
        ("+7d", "2026-11-30 10:17"),
        ("+1w", "2026-11-30 10:17"),
        ("in 3 Tagen", "2026-11-26 10:17"),
        ("in 5 days", "2026-11-30 08:00"),
        ("in einer Woche um 15 Uhr", "2026-11-30 15:00"),
        ("in 3 monaten", "2027-02-23 10:17"),
    ],
)
def test_hours_go_by_the_clock_and_days_land_in_business_time(phrase, expected):
    assert meant(phrase) == expected


def test_a_doubled_hour_is_the_first():
    assert parse_when("31.10.2027 2:30", NOW, OFFICE) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_an_hour_by_the_clock_is_an_hour_across_a_clock_change():
    assert parse_when("in 2h", at("2027-03-28 01:30"), OFFICE) == at("2027-03-28 04:30")


@pytest.mark.parametrize(
    ("phrase", "now", "expected"),
    [
        ("morgen", "2026-11-20 10:00", "2026-11-21 08:00"),
        ("samstag", "2026-11-23 10:00", "2026-11-28 08:00"),
        ("5.12.", "2026-11-23 10:00", "2026-12-05 08:00"),
        ("2026-12-05", "2026-11-23 10:00", "2026-12-05 08:00"),
        ("25.12.", "2026-11-23 10:00", "2026-12-25 08:00"),
        ("freitag", "2026-12-24 10:00", "2026-12-25 08:00"),
    ],
)
def test_a_day_that_is_named_is_kept_even_if_nobody_works_on_it(phrase, now, expected):
    assert meant(phrase, at(now)) == expected


def test_a_week_that_is_named_begins_with_its_first_opening():
    assert meant("nächste woche", at("2026-12-21 10:00")) == "2026-12-28 08:00"
    assert meant("next week", at("2027-03-22 10:00")) == "2027-03-30 08:00"


def test_a_day_that_is_closed_keeps_the_hour_that_was_said():
    assert meant("samstag 10:00") == "2026-11-28 10:00"


def test_today_on_a_closed_day_needs_an_hour_and_its_weekday_is_the_next():
    sunday = at("2026-11-22 10:00")
    assert meant("heute", sunday) == "when_needs_hour"
    assert meant("sonntag", sunday) == "2026-11-29 08:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23 10:17", ["23 10:32", "23 11:17", "24 09:00", "30 09:00", "30 10:17"]),
        ("2026-11-20 17:50", ["20 18:05", "20 18:50", "23 09:00", "23 09:00", "27 17:50"]),
        ("2026-11-23 07:00", ["23 07:15", "23 08:00", "24 09:00", "23 09:00", "30 08:00"]),
        ("2026-11-22 12:00", ["22 12:15", "22 13:00", "23 09:00", "23 09:00", "30 08:00"]),
    ],
)
def test_the_presets_are_a_quarter_an_hour_tomorrow_monday_and_a_week(now, expected):
    found = [preset(n, at(now), OFFICE).astimezone(BERLIN).strftime("%d %H:%M") for n in range(1, 6)]
    assert found == expected


def test_a_preset_on_a_holiday_goes_on_to_the_next_business_day():
    assert preset(4, at("2027-03-25 10:00"), OFFICE) == at("2027-03-30 09:00")


def test_a_preset_before_the_team_opens_is_its_opening():
    late = Calendar("Europe/Berlin", parse_hours("Mo-Fr 10:00-18:00"))
    assert preset(3, NOW, late) == at("2026-11-24 10:00")


@pytest.mark.parametrize("n", [0, 6, -1])
def test_there_are_five_presets(n):
    with pytest.raises(ValueError, match="preset"):
        preset(n, NOW, OFFICE)
