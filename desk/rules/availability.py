"""How long somebody has, counted only while the team works and they can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desk.rules.hours import Calendar

Span = tuple[datetime, datetime]
"""From an instant until another one, both aware; the second is outside."""


def deadline(at: datetime, minutes: float, calendar: Calendar, away: Iterable[Span] = ()) -> datetime:
    """Give the earliest UTC instant by which so many business minutes (0 or more) outside `away` have passed.

    `away` are the times at which somebody can't take work, in any order; they may overlap and be long past (DOMAIN,
    Clocks: an offer's deadline runs within the receiver's availability). Raises ValueError as `Calendar.add` does.
    """
    left, begun = float(minutes), at
    for start, end in sorted(span for span in away if span[0] < span[1]):
        if end <= begun:
            continue
        if start > begun:
            until = calendar.add(begun, left)
            if until <= start:
                return until
            left -= calendar.minutes(begun, start)
        begun = end
    return calendar.add(begun, left)


def reachable(at: datetime, until: datetime, calendar: Calendar, away: Iterable[Span] = ()) -> float:
    """Give the business minutes from `at` until `until` that lie outside `away`: what `deadline` counts."""
    total, begun = 0.0, at
    for start, end in sorted(span for span in away if span[0] < span[1]):
        if end <= begun:
            continue
        if start >= until:
            break
        total += max(0.0, calendar.minutes(begun, max(begun, start)))
        begun = end
    return total + max(0.0, calendar.minutes(begun, until)) if begun < until else total
