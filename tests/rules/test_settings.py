"""What a team shares: what it may be set to, what is refused, and what holds until something is set."""

from __future__ import annotations

from datetime import date

import pytest

from desk.rules.retries import DEFAULT_PLAN
from desk.rules.settings import DEFAULTS, MOST_MINUTES, checked, team_settings
from desk.sentences import refusal
from desk.words import Channel, Refused

KEPT = [
    ("zone", "Europe/Vienna", "Europe/Vienna"),
    ("Zone ", " UTC ", "UTC"),
    ("hours", "Mo-Fr 08:00-12:00, Mo-Do 13:00-17:00", "Mo-Fr 08:00-12:00, Mo-Do 13:00-17:00"),
    ("hours", "Mo-Fr\n08:00-18:00", "Mo-Fr 08:00-18:00"),
    ("region", "AT-9", "AT-9"),
    ("region", "de-nw", "DE-NW"),
    ("region", "DE", "DE"),
    ("language", "DE", "de"),
    ("language", "", ""),
    ("retries", "", ""),
    ("retries", "45min, 4h, next day", "45min, 4h, next day"),
    ("accept", "060", "60"),
    ("reply.phone", "1", "1"),
    ("reply.email", str(MOST_MINUTES), str(MOST_MINUTES)),
]
REFUSED = [
    ("zones", "UTC", "setting_unknown"),
    ("", "UTC", "setting_unknown"),
    ("x" * 10_000, "", "setting_unknown"),
    ("reply.fax", "3", "setting_unknown"),
    ("zone", "", "setting_zone"),
    ("zone", "Berlin", "setting_zone"),
    ("zone", "Europe", "setting_zone"),
    ("zone", "../../etc/passwd", "setting_zone"),
    ("zone", "x" * 10_000, "setting_zone"),
    ("zone", "a\0b", "setting_zone"),
    ("zone", "localtime", "setting_zone"),
    ("hours", "", "setting_hours"),
    ("hours", "Mo-Fr", "setting_hours"),
    ("hours", "Mo 18:00-08:00", "setting_hours"),
    ("region", "", "setting_region"),
    ("region", "XX", "setting_region"),
    ("region", "DE-XX", "setting_region"),
    ("language", "fr", "setting_language"),
    ("retries", "soon", "setting_retries"),
    ("retries", "day 3, day 2", "setting_retries"),
    ("accept", "0", "setting_minutes"),
    ("accept", "-5", "setting_minutes"),
    ("accept", "1.5", "setting_minutes"),
    ("accept", "", "setting_minutes"),
    ("accept", "٣", "setting_minutes"),
    ("reply.web", str(MOST_MINUTES + 1), "setting_minutes"),
    ("reply.web", "1" * 400, "setting_minutes"),
]


@pytest.mark.parametrize(("key", "value", "kept"), KEPT)
def test_a_setting_is_kept_in_one_spelling(key, value, kept):
    assert checked(key, value) == (key.strip().lower(), kept)


@pytest.mark.parametrize(("key", "value", "reason"), REFUSED)
def test_a_setting_that_can_not_hold_is_refused_with_its_sentence(key, value, reason):
    with pytest.raises(Refused) as refused:
        checked(key, value)
    assert refused.value.reason == reason
    assert "?" not in refusal(refused.value)


def test_an_unknown_setting_names_the_nearest():
    with pytest.raises(Refused) as refused:
        checked("regoin", "DE-NW")
    assert refused.value.facts["nearest"] == "region"


@pytest.mark.parametrize("key", DEFAULTS)
def test_every_default_may_be_set(key):
    assert checked(key, DEFAULTS[key]) == (key, DEFAULTS[key])


def test_until_something_is_set_the_defaults_of_the_domain_hold():
    team = team_settings({}, [])
    assert (team.calendar.zone, team.region, team.country) == ("Europe/Berlin", "DE-NW", "DE")
    assert team.values["hours"] == "Mo-Fr 08:00-18:00"
    assert team.reply_minutes == {
        Channel.PHONE: 15,
        Channel.RECEPTION: 15,
        Channel.WEB: 15,
        Channel.EMAIL: 60,
        Channel.FIELD: 60,
        Channel.REFERRAL: 60,
    }
    assert team.values["accept"] == "60"
    assert (team.language, team.retry_plan) == (None, DEFAULT_PLAN)


def test_what_is_set_stands_over_the_defaults_and_what_is_unknown_is_passed_over():
    team = team_settings(
        {"region": "AT-9", "reply.phone": "30", "language": "de", "retries": "1h, day 2", "of_a_newer_desk": "x"},
        [date(2026, 12, 8)],
    )
    assert (team.country, team.language, len(team.retry_plan)) == ("AT", "de", 2)
    assert team.reply_minutes[Channel.PHONE] == 30
    assert team.reply_minutes[Channel.WEB] == 15
    assert not team.calendar.is_business_day(date(2026, 12, 8))
    assert "of_a_newer_desk" not in team.values
