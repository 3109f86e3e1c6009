"""The line of an inquiry as every list shows it: its columns, and the row made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desk.clock import instant
from desk.keeping.reader import Row
from desk.rows import InquiryRow
from desk.words import Channel, Grade, Link, Mark, Outcome, Priority, State, Step

COLUMNS = """
  inquiry.number, inquiry.state, inquiry.channel, inquiry.about, inquiry.sender, inquiry.link, inquiry.next_step,
  inquiry.next_at, inquiry.received_at, inquiry.first_reply_at, inquiry.due_at, inquiry.priority, inquiry.returned,
  inquiry.unreadable, inquiry.outcome, inquiry.version,
  customer.company, customer.number AS customer_number, customer.grade, rep.handle AS holder,
  offer.offered_at, offer.due_at AS offered_until, receiver.handle AS offered_to,
  CASE WHEN inquiry.next_step = 'promise' THEN (
    SELECT max(promise.since_at) FROM promise
    WHERE promise.inquiry_number = inquiry.number AND promise.state = 'open' AND promise.due_at = inquiry.next_at
  ) END AS promised_at
"""

TABLES = """
  inquiry
  LEFT JOIN customer ON customer.id = inquiry.customer_id
  LEFT JOIN rep ON rep.id = inquiry.holder_id
  LEFT JOIN offer ON offer.inquiry_number = inquiry.number AND offer.state = 'open'
  LEFT JOIN rep AS receiver ON receiver.id = offer.to_id
"""

ORDER = "inquiry.urgency, inquiry.next_at, inquiry.priority, inquiry.number"
"""The order of every list: without a step, returned, by due time, what sleeps last; then priority; then number.

What somebody has offered stands last for that one alone, until it is due: `views.inbox` sees to that.
"""


def inquiry_row(row: Row, now: datetime) -> InquiryRow:
    """Make the line of an inquiry from a row of COLUMNS; `now` decides what is late.

    An offer that is past due reads as expired, also where nobody could settle it yet.
    """
    next_at, offered_until = at(row["next_at"]), at(row["offered_until"])
    expired = offered_until is not None and offered_until <= now
    return InquiryRow(
        number=row["number"],
        state=State.HELD if expired else State(row["state"]),
        channel=Channel(row["channel"]),
        about=row["about"],
        customer=row["company"],
        customer_number=row["customer_number"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        sender=row["sender"],
        holder=row["holder"],
        offered_to=None if expired else row["offered_to"],
        next_step=Step(row["next_step"]) if row["next_step"] else None,
        next_at=next_at,
        received_at=instant(row["received_at"]),
        first_reply_at=at(row["first_reply_at"]),
        due_at=at(row["due_at"]),
        priority=Priority(row["priority"]),
        marks=_marks(row, next_at, now, returned=bool(row["returned"] or expired)),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        version=row["version"],
        offered_until=None if expired else offered_until,
        next_since=_since(row),
        offered_at=None if expired else at(row["offered_at"]),
    )


def at(value: Any) -> datetime | None:
    """Give the instant of a kept value, or None."""
    return None if value is None else instant(value)


def _since(row: Row) -> datetime | None:
    begun = {Step.FIRST_REPLY: "received_at", Step.OFFER: "offered_at", Step.PROMISE: "promised_at"}
    column = begun.get(row["next_step"])
    return None if column is None else at(row[column])


def _marks(row: Row, next_at: datetime | None, now: datetime, *, returned: bool) -> tuple[Mark, ...]:
    late = row["state"] not in ("closed", "snoozed") and next_at is not None and next_at < now
    found = (
        (returned, Mark.RETURNED),
        (row["unreadable"], Mark.UNREADABLE),
        (row["link"] == Link.PROBABLE, Mark.PROBABLE),
        (late, Mark.LATE),
    )
    return tuple(mark for holds, mark in found if holds)
