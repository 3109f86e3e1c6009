from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import format
from desk.rules.when import PRESETS, parse_when, preset
from desk.rules.when_words import symbols
from desk.words import Refused
from tests.rules.test_when import ALWAYS, BERLIN, NOW, OFFICE, meant

REASONS = {
    *("when_not_understood", "when_ambiguous", "when_skipped", "when_past", "when_needs_hour"),
    *("when_no_such_date", "when_weekday_differs", "when_too_far"),
}


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
        *(("in -2h", "when_not_understood"), ("morgen nicht", "when_not_understood"), ("15h", "when_not_understood")),
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
