"""Where inquiries are and have been: the stations of some lines, from their trails, without looking for any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from desk.clock import instant
from desk.keeping.reader import Reader
from desk.rows import InquiryRow, OfferRow, PromiseRow, TrailLine
from desk.rows.trace import Station, Trace, TraceRow
from desk.rules.stations import Change, stations
from desk.views import promises
from desk.views.inquiry_rows import at
from desk.views.trail import MOST
from desk.words import Link, Mark, OfferState

_STEPS = """
  SELECT trail.thing_id, act.id AS act_id, act.undoes, act.at, trail.changes
  FROM trail JOIN act ON act.id = trail.act_id
  WHERE trail.thing = 'inquiry' AND trail.thing_id IN :numbers
    AND (trail.changes LIKE '%"holder_id"%' OR trail.changes LIKE '%"state"%')
  ORDER BY trail.id
"""
_ENDS = "SELECT inquiry.number, inquiry.merged_into, inquiry.closed_at FROM inquiry WHERE inquiry.number IN :numbers"
_DUE = "SELECT inquiry_number, due_at FROM offer WHERE state = 'open' AND inquiry_number IN :numbers"
_PROMISED = "SELECT DISTINCT inquiry_number FROM promise WHERE inquiry_number IN :numbers"


def traced(
    reader: Reader, lines: Sequence[InquiryRow], sure: Mapping[int, Link] | None = None, query: str = ""
) -> Trace:
    """Give the trace of some lines, in their order; `sure` says how sure each match is, by number.

    Without it, each is as sure as the link to its customer.
    """
    numbers = tuple(line.number for line in lines)
    if not numbers:
        return Trace(query, (), {})
    team = _team(reader)
    handles = {key: handle for key, (handle, _) in team.items()}
    steps, due = _steps(reader, numbers), _past_due(reader, numbers)
    ends = {row["number"]: row for row in reader.all(_ENDS, numbers=numbers)}
    promised = {each: promises.of_inquiry(reader, each) for each in reader.numbers(_PROMISED, numbers=numbers)}
    rows = tuple(
        TraceRow(
            row=line,
            stations=_stays(reader, line, steps.get(line.number, ()), handles, due.get(line.number)),
            match=_link(line) if sure is None else sure[line.number],
            promises=promised.get(line.number, ()),
            merged_into=ends[line.number]["merged_into"],
            closed_at=at(ends[line.number]["closed_at"]),
        )
        for line in lines
    )
    return Trace(query, rows, dict(sorted(team.values())))


def of_trail(
    reader: Reader,
    line: InquiryRow,
    trail: Sequence[TrailLine],
    offers: Sequence[OfferRow],
    promised: tuple[PromiseRow, ...],
    ended: tuple[int | None, datetime | None],
) -> Trace:
    """Give the trace of one line of which all else is read already; `ended`: into which it was merged, when closed."""
    if len(trail) >= MOST or any(entry.undone and _moves(entry) for entry in trail):
        # What happened first is not among these entries, or they don't tell which of them stand.
        return traced(reader, (line,))
    team = _team(reader)
    steps = [
        (entry.at, {name: pair[1] for name, pair in change.columns.items() if name in ("holder_id", "state")})
        for entry in trail
        for change in entry.changes
        if change.table == "inquiry" and change.id == line.number
    ]
    due = next((each.due_at for each in offers if each.state is OfferState.OPEN and each.due_at <= reader.now), None)
    stays = _stays(reader, line, steps, {key: handle for key, (handle, _) in team.items()}, due)
    return Trace("", (TraceRow(line, stays, Link.EXACT, promised, *ended),), dict(sorted(team.values())))


def _link(line: InquiryRow) -> Link:
    return Link.PROBABLE if Mark.PROBABLE in line.marks else Link.EXACT


def _team(reader: Reader) -> dict[int, tuple[str, str]]:
    return {row["id"]: (row["handle"], row["name"]) for row in reader.all("SELECT id, handle, name FROM rep")}


def _stays(
    reader: Reader, line: InquiryRow, steps: Iterable[Change], handles: Mapping[int, str], ended: datetime | None
) -> tuple[Station, ...]:
    return stations(steps, line.received_at, reader.now, reader.calendar, handles, ended)


def _steps(reader: Reader, numbers: tuple[int, ...]) -> dict[int, list[Change]]:
    steps: dict[int, list[Change]] = {}
    rows = reader.all(_STEPS, numbers=numbers)
    undone = {row["undoes"]: row["act_id"] for row in rows if row["undoes"] is not None}
    for row in rows:
        if row["undoes"] is not None or not _stands(row["act_id"], undone):
            continue
        for change in json.loads(row["changes"]):
            if change["table"] == "inquiry" and change["id"] == row["thing_id"]:
                columns = {name: change[name][1] for name in ("holder_id", "state") if name in change}
                steps.setdefault(row["thing_id"], []).append((instant(row["at"]), columns))
    return steps


def _moves(entry: TrailLine) -> bool:
    return any(change.table == "inquiry" and {"holder_id", "state"} & change.columns.keys() for change in entry.changes)


def _stands(act: int, undone: Mapping[int, int]) -> bool:
    """Say whether an act stands: it was taken back by none, or by one that was taken back itself.

    What was taken back is no stay, and whoever had an inquiry before has had it all the time.
    """
    stands = True
    while act in undone:
        act, stands = undone[act], not stands
    return stands


def _past_due(reader: Reader, numbers: tuple[int, ...]) -> dict[int, datetime]:
    """Give when offers ended that nobody could settle yet: their inquiries read as held again."""
    found = {row["inquiry_number"]: instant(row["due_at"]) for row in reader.all(_DUE, numbers=numbers)}
    return {number: due for number, due in found.items() if due <= reader.now}
