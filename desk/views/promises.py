"""What was promised: on one inquiry, and what a rep has to see kept."""

from __future__ import annotations

from desk.clock import instant
from desk.keeping.reader import Reader, Row
from desk.rows import PromiseRow
from desk.rules.clocks import used
from desk.rules.hours import Calendar
from desk.views.inquiry_rows import at
from desk.words import PromiseState

_PROMISES = """
  SELECT promise.number, promise.inquiry_number, promise.text, promise.since_at, promise.due_at, promise.state,
    promise.ended_at, promise.why, promise.version, customer.company, inquiry.sender, rep.handle,
    holding.handle AS holder
  FROM promise
  JOIN inquiry ON inquiry.number = promise.inquiry_number
  JOIN rep ON rep.id = promise.rep_id
  LEFT JOIN rep AS holding ON holding.id = inquiry.holder_id
  LEFT JOIN customer ON customer.id = inquiry.customer_id
"""
_OPEN_FIRST = """
  ORDER BY CASE WHEN promise.state = 'open' THEN 0 ELSE 1 END, promise.due_at, promise.number
"""


def of_inquiry(reader: Reader, number: int) -> tuple[PromiseRow, ...]:
    """Give every promise on an inquiry: open ones first, the first to be kept at the top."""
    found = reader.all(f"{_PROMISES} WHERE promise.inquiry_number = :number {_OPEN_FIRST}", number=number)
    return tuple(_row(row, reader) for row in found)


def waiting(reader: Reader, rep: str) -> tuple[PromiseRow, ...]:
    """Give the open promises that a rep made, or that stand on what the rep holds; the first to be kept at the top."""
    mine = "promise.rep_id = (SELECT id FROM rep WHERE handle = :rep) OR holding.handle = :rep"
    found = reader.all(f"{_PROMISES} WHERE promise.state = 'open' AND ({mine}) {_OPEN_FIRST}", rep=rep)
    return tuple(_row(row, reader) for row in found)


def _row(row: Row, reader: Reader) -> PromiseRow:
    since, due, state = instant(row["since_at"]), instant(row["due_at"]), PromiseState(row["state"])
    ended = at(row["ended_at"])
    calendar: Calendar = reader.calendar
    return PromiseRow(
        number=row["number"],
        inquiry=row["inquiry_number"],
        customer=row["company"] or row["sender"] or None,
        rep=row["handle"],
        holder=row["holder"],
        text=row["text"],
        since_at=since,
        due_at=due,
        state=state,
        used=used(since, due, ended or reader.now, calendar),
        ended_at=ended,
        why=row["why"],
        version=row["version"],
    )
