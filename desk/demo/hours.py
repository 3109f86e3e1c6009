"""Opening hours that stand around now, so that a demo's working day is under way whenever somebody looks."""

from __future__ import annotations

from datetime import datetime

from desk.rules.hours import DEFAULT_HOURS

BEFORE = 180
AFTER = 120
"""Minutes around now that have to be open: what happened today lies within, and the first replies still due."""

_LENGTH = 600
_USUAL = (8 * 60, 18 * 60)
"""Shifted hours hold these too where they can, so that "tomorrow 9:00" lies within them."""
_DAY = 1440
_PLAIN = range(10 * 60, 16 * 60)
"""Local minutes of the day at which the usual hours serve as they are."""


def hours_around(local: datetime) -> str:
    """Give opening hours for a local instant: the usual ones on a working day from 10:00 to 16:00, else shifted ones.

    Shifted hours begin at least three hours before; they may go over midnight, then as two windows.
    """
    minute = local.hour * 60 + local.minute
    weekday = local.weekday() < 5
    if weekday and minute in _PLAIN:
        return DEFAULT_HOURS
    begin = minute // 60 * 60 - BEFORE
    end = max(min(begin + _LENGTH, _DAY), -(-(minute + AFTER) // 60) * 60)
    if begin >= 0 and end <= _DAY:
        begin, end = min(begin, _USUAL[0]), max(end, _USUAL[1])
        return f"{'Mo-Fr' if weekday else 'Mo-Su'} {_window(begin, end)}"
    if begin < 0:
        return f"Mo-Su {_window(0, end)}, Mo-Su {_window(begin + _DAY, _DAY)}"
    return f"Mo-Su {_window(0, end - _DAY)}, Mo-Su {_window(begin, _DAY)}"


def _window(begin: int, end: int) -> str:
    return f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"
