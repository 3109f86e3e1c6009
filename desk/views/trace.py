"""Where is my inquiry? Every inquiry of a person, a company or a telephone exchange, with the stations of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from desk import clean
from desk.clock import instant
from desk.keeping.reader import Reader
from desk.rows import InquiryRow, PromiseRow
from desk.rows.trace import Station, Trace, TraceRow
from desk.rules.stations import stations
from desk.views import promises, trace_matches
from desk.views.inquiry_rows import COLUMNS, TABLES, at, inquiry_row
from desk.words import Link, State

_ROWS = f"""
  SELECT {COLUMNS}, inquiry.merged_into, inquiry.closed_at FROM {TABLES} WHERE inquiry.number IN :numbers
"""
_STEPS = """
  SELECT trail.thing_id, act.at, trail.changes FROM trail JOIN act ON act.id = trail.act_id
  WHERE trail.thing = 'inquiry' AND trail.thing_id IN :numbers
    AND (trail.changes LIKE '%"holder_id"%' OR trail.changes LIKE '%"state"%')
  ORDER BY trail.id
"""
_UNFOUND = f"""
  SELECT {COLUMNS} FROM {TABLES}
  WHERE inquiry.state <> 'closed' AND inquiry.channel = 'phone' AND inquiry.number IN (
    SELECT trail.thing_id FROM trail
    WHERE trail.thing = 'inquiry' AND trail.thing_id = inquiry.number AND trail.act = 'unfound'
  )
  ORDER BY inquiry.number
"""
_SHOWN_OF_A_CUSTOMER = 30


def find(reader: Reader, query: str, limit: int = trace_matches.MOST) -> Trace:
    """Give what is known of whoever `query` names: a number, an address, a telephone, a person, a company, any words.

    At most `limit` inquiries, open ones first, then the newest; exact matches before all others when there are more.
    """
    query = clean.line(query[: clean.LINE])
    return _trace(reader, query, trace_matches.matches(reader, query), limit)


def of_customer(reader: Reader, customer_id: int, limit: int = _SHOWN_OF_A_CUSTOMER) -> Trace:
    """Give the trace of a customer by key: at most `limit` of its inquiries."""
    found: trace_matches.Matches = {}
    trace_matches.of_customers(reader, (customer_id,), Link.EXACT, found)
    return _trace(reader, "", found, limit)


def of_inquiry(reader: Reader, number: int) -> Trace:
    """Give the trace of one inquiry by number; one that is not there has no rows."""
    return _trace(reader, "", {number: Link.EXACT} if 0 < number < 2**63 else {}, 1)


def unfound(reader: Reader) -> tuple[InquiryRow, ...]:
    """Give what callers say to have sent and nobody found, as long as it is open, oldest first: the huddle's list."""
    return tuple(inquiry_row(row, reader.now) for row in reader.all(_UNFOUND))


def _trace(reader: Reader, query: str, found: trace_matches.Matches, limit: int) -> Trace:
    rows = {row["number"]: row for row in reader.all(_ROWS, numbers=tuple(found))}
    lines = [inquiry_row(row, reader.now) for row in rows.values()]
    # More than fit: what is only probable goes first.
    lines.sort(key=lambda line: (found[line.number] is not Link.EXACT, *_place(line)))
    lines = sorted(lines[: max(0, limit)], key=_place)
    shown = [line.number for line in lines]
    team = {row["id"]: (row["handle"], row["name"]) for row in reader.all("SELECT id, handle, name FROM rep")}
    handles = {key: handle for key, (handle, _) in team.items()}
    stays = _stations(reader, {line.number: line for line in lines}, handles)
    promised = _promises(reader, shown)
    return Trace(
        query=query,
        rows=tuple(
            TraceRow(
                row=line,
                stations=stays[line.number],
                match=found[line.number],
                promises=promised.get(line.number, ()),
                merged_into=rows[line.number]["merged_into"],
                closed_at=at(rows[line.number]["closed_at"]),
            )
            for line in lines
        ),
        names=dict(sorted(team.values())),
    )


def _place(line: InquiryRow) -> tuple[bool, float, int]:
    return line.state is State.CLOSED, -line.received_at.timestamp(), -line.number


def _stations(
    reader: Reader, lines: Mapping[int, InquiryRow], handles: Mapping[int, str]
) -> dict[int, tuple[Station, ...]]:
    steps: dict[int, list[tuple[datetime, dict[str, object]]]] = {number: [] for number in lines}
    for row in reader.all(_STEPS, numbers=tuple(lines)):
        for change in json.loads(row["changes"]):
            if change["table"] == "inquiry" and change["id"] == row["thing_id"]:
                columns = {name: change[name][1] for name in ("holder_id", "state") if name in change}
                steps[row["thing_id"]].append((instant(row["at"]), columns))
    ended = _past_due(reader, lines)
    return {
        number: stations(steps[number], line.received_at, reader.now, reader.calendar, handles, ended.get(number))
        for number, line in lines.items()
    }


def _past_due(reader: Reader, lines: Iterable[int]) -> dict[int, datetime]:
    """Give when offers ended that nobody could settle yet: their inquiries read as held again."""
    sql = "SELECT inquiry_number, due_at FROM offer WHERE state = 'open' AND inquiry_number IN :numbers"
    found = {row["inquiry_number"]: instant(row["due_at"]) for row in reader.all(sql, numbers=tuple(lines))}
    return {number: due for number, due in found.items() if due <= reader.now}


def _promises(reader: Reader, shown: Sequence[int]) -> dict[int, tuple[PromiseRow, ...]]:
    sql = "SELECT DISTINCT inquiry_number FROM promise WHERE inquiry_number IN :numbers"
    return {number: promises.of_inquiry(reader, number) for number in reader.numbers(sql, numbers=tuple(shown))}
