from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import format
from desk.rules.hours import Calendar, parse_hours
from desk.rules.when import PRESETS, parse_when, preset
from desk.rules.when_words import symbols
from desk.words import Refused

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29)})
OFFICE = Calendar("Europe/Berlin", parse_hours("Mo-Fr 08:00-18:00"), HOLIDAYS)
ALWAYS = Calendar("Europe/Berlin", parse_hours("Mo-So 00:00-24:00"))

REASONS = {
    *("when_not_understood", "when_ambiguous", "when_skipped", "when_past", "when_needs_hour"),
    *("when_no_such_date", "when_weekday_differs", "when_too_far"),
}


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


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        *(("", "when_not_understood"), ("   ", "when_not_understood"), ("um", "when_not_understood")),
        *(("guten morgen", "when_not_understood"), ("morgen um 15 uhr bitte", "when_not_understood")),
        *(("fr 14:30 15:30", "when_not_understood"), ("14", "when_not_understood"), ("in 2", "when_not_understood")),
        *(("+7", "when_not_understood"), ("25:00", "when_not_understood"), ("um 24", "when_not_understood")),
        *(
            ("13 pm", "when_not_understood"),
            ("montag dienstag", "when_not_understood"),
            ("mo-fr", "when_not_understood"),
        ),
        *(("in -2h", "when_not_understood"), ("morgen nicht", "when_not_understood"), ("14:3", "when_not_understood")),
        *(("nachmittags um 9", "when_not_understood"), ("heute morgen morgen", "when_not_understood")),
        *(
            ("٣ uhr", "when_not_understood"),
            ("TODAY\x00", "when_not_understood"),
            ("in 1 d 2 h", "when_not_understood"),
        ),
        *(("5/12", "when_ambiguous"), ("12/5/2026", "when_ambiguous"), ("5.12", "when_ambiguous")),
        *(("fr 9.10", "when_ambiguous"), ("half two", "when_ambiguous"), ("viertel neun", "when_ambiguous")),
        *(("+2m", "when_ambiguous"), ("2 am freitag", "when_ambiguous"), ("12 am freitag", "when_ambiguous")),
        *(("heute um 9", "when_past"), ("1.1.2026", "when_past"), ("2026-11-23T10:16", "when_past")),
        *(("23.11. 9:00", "when_past"), ("heute früh", "when_past"), ("2020-01-01T00:00Z", "when_past")),
        *(("heute", "when_needs_hour"), ("23.11.", "when_needs_hour"), ("diesen montag", "when_needs_hour")),
        *(("31.2.", "when_no_such_date"), ("29.2.", "when_no_such_date"), ("0.1.", "when_no_such_date")),
        *(("2026-02-30", "when_no_such_date"), ("2026-13-01 10:00", "when_no_such_date")),
        *(("Di 23.11. 11:00", "when_weekday_differs"), ("fr 5.12.", "when_weekday_differs")),
        *(("1.1.2040", "when_too_far"), ("in 999999 days", "when_too_far"), ("9999-12-31", "when_too_far")),
        *(("28.3.2027 2:30", "when_skipped"), ("2027-03-28T02:30", "when_skipped")),
    ],
)
def test_what_is_not_fully_understood_is_refused_with_its_reason(phrase, reason):
    assert meant(phrase) == reason


def test_a_doubled_hour_is_the_first():
    assert parse_when("31.10.2027 2:30", NOW, OFFICE) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_an_hour_by_the_clock_is_an_hour_across_a_clock_change():
    assert parse_when("in 2h", at("2027-03-28 01:30"), OFFICE) == at("2027-03-28 04:30")


def test_tomorrow_before_a_weekend_and_a_holiday_is_the_next_opening():
    assert meant("morgen", at("2026-11-20 10:00")) == "2026-11-23 08:00"
    assert meant("25.12.") == "2026-12-28 08:00"
    assert meant("freitag", at("2026-12-24 10:00")) == "2026-12-28 08:00"


def test_a_day_that_is_closed_keeps_the_hour_that_was_said():
    assert meant("samstag 10:00") == "2026-11-28 10:00"


def test_today_on_a_closed_day_needs_an_hour_and_its_weekday_is_the_next():
    sunday = at("2026-11-22 10:00")
    assert meant("heute", sunday) == "when_needs_hour"
    assert meant("sonntag", sunday) == "2026-11-30 08:00"


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


WORDS = """
    heute morgen übermorgen today tomorrow fr mo freitag next nächste woche week um at am uhr 14:30 2pm 9 14 5.12. 3.
    dezember december halb viertel vor nach drei in 2h 20 minutes +7d früh nachmittag 2026-12-05 ende der , . + / pm und
    half past quarter to from now monat 31.2. 2:30 28.3.2027 29.2. 0 99 tagen stunden einer on the this
""".split()
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))
phrases = (
    st.text(max_size=60)
    | st.text("0123456789:.-+/, tzuhrampdwinmorgen", max_size=30)
    | st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
    | st.sampled_from(PRESETS)
)


@given(phrases, moments, st.sampled_from([OFFICE, ALWAYS]))
def test_whatever_is_typed_lies_ahead_or_is_refused(phrase, now, calendar):
    try:
        instant = parse_when(phrase, now, calendar)
    except Refused as refused:
        instant = now if refused.reason in REASONS else None
    assert instant is not None
    assert instant >= now
    assert instant.utcoffset() == timedelta(0)


@given(moments, st.integers(1, 5), st.sampled_from([OFFICE, ALWAYS]))
def test_every_preset_lies_ahead(now, n, calendar):
    assert preset(n, now, calendar) > now


@given(moments, st.integers(61, 300 * 24 * 60), st.sampled_from(["en", "de"]))
def test_what_the_desk_writes_it_reads_as_the_same(now, minutes, language):
    instant = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    doubled = instant.astimezone(BERLIN).fold == 1
    expected = instant - timedelta(hours=1) if doubled else instant
    assert parse_when(format.moment(instant, now, "Europe/Berlin", language), now, OFFICE) == expected
    assert parse_when(format.moment_in_full(instant, "Europe/Berlin", language), now, OFFICE) == expected
    assert parse_when(format.iso_utc(instant), now, OFFICE) == instant


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "1", "1.", "um ", "10 ", "\u0301", "ü", "uhr halb ", "+1", "am ", "-", ",", "ﷺ", "\x1b[0m", "5/"],
)
def test_ten_thousand_characters_are_answered_at_once(piece):
    phrase = (piece * 10_000)[:10_000]
    began = process_time()
    with pytest.raises(Refused):
        parse_when(phrase, NOW, OFFICE)
    assert process_time() - began < 0.05


def test_a_refusal_carries_the_phrase_short_and_clean():
    with pytest.raises(Refused) as refused:
        parse_when("\x1b]0;x\x07" + "y" * 500, NOW, OFFICE)
    assert refused.value.facts == {"phrase": "]0;x" + "y" * 76}


def test_blanks_without_end_around_a_time_do_no_harm():
    assert meant(" " * 5000 + "morgen" + "\n\t" * 2000 + "15:00") == "2026-11-24 15:00"


def test_what_is_typed_can_not_pass_for_an_inner_word():
    assert symbols("today") == "TODAY"
    assert meant("HALFOF drei") == "when_not_understood"
