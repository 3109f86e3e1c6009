"""A preset is called what it sets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk import format
from desk.language import language
from desk.rules.hours import Calendar, parse_hours
from desk.rules.when import preset
from desk.screens.questions.presets import shown_presets


@pytest.mark.parametrize(
    ("hours", "on", "third", "fourth"),
    [
        ("Mo-Fr 08:00-18:00", 24, "tomorrow 9:00", "Monday 9:00"),
        ("Mo-Fr 10:30-18:00", 24, "tomorrow 10:30", "Monday 10:30"),
        ("Mo-Fr 22:00-24:00", 24, "tomorrow 22:00", "Monday 22:00"),
        ("Mo-Fr 08:00-18:00", 27, "Monday 9:00", "Monday 9:00"),
        ("Tu-Sa 08:00-18:00", 27, "tomorrow 9:00", "Tuesday 9:00"),
        ("Tu-Sa 08:00-18:00", 28, "Tuesday 9:00", "Tuesday 9:00"),
    ],
)
def test_a_preset_is_called_by_the_day_and_the_hour_that_it_sets(hours: str, on: int, third: str, fourth: str) -> None:
    now, calendar = datetime(2026, 11, on, 10, tzinfo=UTC), Calendar("Europe/Berlin", parse_hours(hours))
    shown = shown_presets(now, calendar)
    assert [each.label for each in shown[2:4]] == [third, fourth]
    for digit, each in enumerate(shown, 1):
        assert each.more == format.moment_in_full(preset(digit, now, calendar), calendar.zone, language())
