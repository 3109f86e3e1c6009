"""The presets of a time, each called what it sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desk import format
from desk.language import N_, _, language
from desk.rules.hours import Calendar
from desk.rules.when import preset
from desk.widgets.choices import Choice

_LABELS: Final = (N_("in 15 minutes"), N_("in an hour"), N_("tomorrow {hour}"), N_("{weekday} {hour}"), N_("in a week"))
_TOMORROW, _WEEKDAY = 3, 4


def shown_presets(now: datetime, calendar: Calendar) -> tuple[Choice, ...]:
    """Give all of them; a team's hours and holidays may move nine o'clock of tomorrow or of Monday."""
    return tuple(_shown(digit, now, calendar) for digit in range(1, len(_LABELS) + 1))


def _shown(digit: int, now: datetime, calendar: Calendar) -> Choice:
    at = preset(digit, now, calendar)
    local = at.astimezone(ZoneInfo(calendar.zone))
    moved = digit == _TOMORROW and calendar.day_of(at) != calendar.day_of(now) + timedelta(days=1)
    label = _LABELS[(_WEEKDAY if moved else digit) - 1]
    weekday, hour = format.weekday_name(local.weekday(), language()), f"{local.hour}:{local:%M}"
    return Choice(
        str(digit), _(label).format(weekday=weekday, hour=hour), format.moment_in_full(at, calendar.zone, language())
    )
