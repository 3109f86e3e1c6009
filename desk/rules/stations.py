"""Where an inquiry has been: the entries of its trail, read as stays with a rep or in the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from desk.rows.trace import Station
from desk.rules.hours import Calendar
from desk.words import State

Change = tuple[datetime, Mapping[str, object]]
"""When an entry was written, and what of `holder_id` and `state` it set."""

Stay = tuple[int | None, State, datetime]
"""The key of a rep or None, the state, since when."""


def stations(
    changes: Iterable[Change],
    received_at: datetime,
    now: datetime,
    calendar: Calendar,
    handles: Mapping[int, str],
    ended_at: datetime | None = None,
) -> tuple[Station, ...]:
    """Give the stays of an inquiry, oldest first, each beginning where the one before ended.

    `changes` are in the order in which they were written; a clock that was set back shortens no stay below nothing. The
    first stay begins when the inquiry was received, even if it was taken in later. Where the last one is an offer that
    was due at `ended_at` and that nobody has settled yet, its holder has it again since then. Stays of no length are
    left out, and neighbours that are alike are one.
    """
    stays: list[Stay] = []
    holder: int | None = None
    state = State.NEW
    for at, columns in changes:
        if "holder_id" in columns:
            told = columns["holder_id"]
            holder = told if isinstance(told, int) else None
        state = State(str(columns.get("state", state)))
        since = max(at, stays[-1][2]) if stays else min(at, received_at)
        _stay(stays, (None if state is State.NEW else holder, state, since))
    if ended_at is not None and stays and stays[-1][1] is State.OFFERED:
        _stay(stays, (holder, State.HELD, max(ended_at, stays[-1][2])))
    ends = [stay[2] for stay in stays[1:]]
    return tuple(
        Station(
            rep=None if rep is None else handles.get(rep),
            state=state,
            since=since,
            until=until,
            minutes=0 if state is State.CLOSED else max(0, int(calendar.minutes(since, until or now))),
        )
        for (rep, state, since), until in zip(stays, [*ends, None], strict=False)
    )


def _stay(stays: list[Stay], stay: Stay) -> None:
    """Add a stay; one that took no time is forgotten, and one that goes on is not broken up."""
    if stays and stays[-1][2] == stay[2]:
        stays.pop()
        if not stays or stays[-1][:2] != stay[:2]:
            stays.append(stay)
    elif not stays or stays[-1][:2] != stay[:2]:
        stays.append(stay)
