"""Who is free: everybody's presence, load and next free quarter of an hour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desk.clock import instant, micros
from desk.keeping.reader import Reader, Row
from desk.rows import FreeRow
from desk.rules.availability import Span
from desk.rules.care import Colleague, stand_in
from desk.rules.hours import Calendar
from desk.words import AbsenceKind, Presence, Role, Side

SLOT = timedelta(minutes=15)
"""How long a piece of work takes for which a free time is looked for."""

# The plus keeps the index of all inquiries by holder out: that of the open ones, in order, has all that is asked.
_HOLDING = """
  SELECT +holder_id AS holder_id, count(*) AS load, count(CASE WHEN state <> 'snoozed' THEN 1 END) AS held
  FROM inquiry WHERE state <> 'closed' GROUP BY +holder_id
"""
_REPS = f"""
  SELECT rep.id, rep.handle, rep.name, rep.side, rep.role,
    coalesce(holding.held, 0) AS held, coalesce(holding.load, 0) AS load,
    (SELECT count(*) FROM promise WHERE rep_id = rep.id AND state = 'open' AND due_at < :tomorrow) AS promised,
    (SELECT count(*) FROM offer WHERE to_id = rep.id AND state = 'open' AND due_at > :now) AS offered,
    (SELECT count(*) FROM callback WHERE owner_id = rep.id AND state = 'open' AND calling_since IS NOT NULL) AS calling
  FROM rep LEFT JOIN ({_HOLDING}) AS holding ON holding.holder_id = rep.id
  WHERE rep.ended_at IS NULL ORDER BY rep.handle
"""
_PEOPLE = "SELECT rep.id, rep.handle, 0 AS load FROM rep WHERE rep.ended_at IS NULL"
_LOADED = f"""
  SELECT rep.id, rep.handle, coalesce(holding.load, 0) AS load
  FROM rep LEFT JOIN ({_HOLDING}) AS holding ON holding.holder_id = rep.id
  WHERE rep.ended_at IS NULL
"""
_AWAY = """
  SELECT rep_id, kind, from_at, until_at, urgent, deputy_id FROM absence
  WHERE state <> 'over' AND until_at > :now ORDER BY until_at, id
"""
_TANDEMS = """
  SELECT inside_id, field_id FROM tandem WHERE until_at IS NULL
  ORDER BY CASE WHEN main_at IS NULL THEN 1 ELSE 0 END, main_at DESC, since_at, id
"""
_CALLS = """
  SELECT owner_id, from_at FROM callback
  WHERE state = 'open' AND owner_kind = 'rep' AND from_at > :since AND from_at < :until ORDER BY from_at
"""
_FAR = timedelta(days=14)


def free(reader: Reader, rep: str | None = None, *, last: bool = False) -> tuple[FreeRow, ...]:
    """Give everybody of the team but `rep`, a handle: partners first (the main one at the top), free before others.

    Among these by load, then by name. With `last` the rep stands at the end.
    """
    tomorrow = reader.calendar.at(reader.calendar.day_of(reader.now), 1440)
    people = reader.all(_REPS, now=micros(reader.now), tomorrow=micros(tomorrow))
    away = reader.all(_AWAY, now=micros(reader.now))
    me = next((row["id"] for row in people if row["handle"] == rep), None)
    everybody, handles = _team(reader, people, away, visits=False)
    partners = everybody[me].partners if me is not None else ()
    busy = _busy(reader, away)
    rows = []
    for person in people:
        key = person["id"]
        own = [row for row in away if row["rep_id"] == key]
        row = _row(person, own, reader.now, handles.get(stand_in(key, everybody)[0] or 0))
        free_at = free_from(reader.now, reader.calendar, (_span(*each) for each in sorted(busy[key])))
        rows.append(row._replace(free_at=free_at, partner=key in partners, main=partners[:1] == (key,)))
    mine = [row for row in rows if row.id == me]
    return (*sorted((row for row in rows if row.id != me), key=_place), *(mine if last else ()))


def team(reader: Reader, *, visits: bool, loads: bool) -> tuple[dict[int, Colleague], dict[int, str]]:
    """Give the reps of the team by id as routing knows them, and their handles; main partners come first.

    With `visits` somebody at a visit counts as away; without `loads` what everybody has is not counted, and is 0.
    """
    return _team(
        reader, reader.all(_LOADED if loads else _PEOPLE), reader.all(_AWAY, now=micros(reader.now)), visits=visits
    )


def free_from(at: datetime, calendar: Calendar, busy: Iterable[Span]) -> datetime | None:
    """Give the first instant from `at` on with SLOT of open time outside `busy`; None when there is none soon.

    `busy` are in the order of their beginnings.
    """
    try:
        found = calendar.opens_from(at)
        for start, end in busy:
            if start >= found + SLOT:
                break
            if end > found:
                found = calendar.opens_from(end)
    except ValueError:
        return None
    return found


def _team(
    reader: Reader, people: Sequence[Row], away: Sequence[Row], *, visits: bool
) -> tuple[dict[int, Colleague], dict[int, str]]:
    found = {row["id"]: Colleague(load=row["load"]) for row in people}
    for row in away:
        known = found.get(row["rep_id"])
        if known is None or row["from_at"] > micros(reader.now) or (row["kind"] == AbsenceKind.VISIT and not visits):
            continue
        found[row["rep_id"]] = known._replace(away=True, deputy=known.deputy or row["deputy_id"])
    for row in reader.all(_TANDEMS):
        for key, partner in ((row["inside_id"], row["field_id"]), (row["field_id"], row["inside_id"])):
            if key in found:
                found[key] = found[key]._replace(partners=(*found[key].partners, partner))
    return found, {row["id"]: row["handle"] for row in people}


def _busy(reader: Reader, away: Sequence[Row]) -> dict[int, list[tuple[int, int]]]:
    """Give when each rep is away or has planned a call, from when to when, as they are kept."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    slot = SLOT // timedelta(microseconds=1)
    for row in reader.all(_CALLS, since=micros(reader.now - SLOT), until=micros(reader.now + _FAR)):
        found[row["owner_id"]].append((row["from_at"], row["from_at"] + slot))
    for row in away:
        found[row["rep_id"]].append((row["from_at"], row["until_at"]))
    return found


def _span(start: int, end: int) -> Span:
    return instant(start), instant(end)


def _row(each: Row, own: Sequence[Row], now: datetime, stands_in: str | None) -> FreeRow:
    going_on = [row for row in own if row["from_at"] <= micros(now)]
    last = max(going_on, key=lambda row: row["until_at"], default=None)
    presence = Presence.PHONE if each["calling"] else Presence.FREE
    if last is not None:
        presence = Presence.VISIT if all(row["kind"] == AbsenceKind.VISIT for row in going_on) else Presence.AWAY
    return FreeRow(
        id=each["id"],
        handle=each["handle"],
        name=each["name"],
        side=Side(each["side"]),
        role=Role(each["role"]),
        presence=presence,
        kind=None if last is None else AbsenceKind(last["kind"]),
        until=None if last is None else instant(last["until_at"]),
        urgent=last is not None and bool(last["urgent"]),
        stands_in=stands_in if presence is Presence.AWAY else None,
        held=each["held"],
        promised=each["promised"],
        offered=each["offered"],
        free_at=None,
        partner=False,
        main=False,
    )


def _place(row: FreeRow) -> tuple[bool, bool, int, int, str]:
    return not row.main, not row.partner, list(Presence).index(row.presence), row.load, row.name
