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
  customer.company, customer.number AS customer_number, customer.grade, rep.handle AS holder
"""

TABLES = """
  inquiry
  LEFT JOIN customer ON customer.id = inquiry.customer_id
  LEFT JOIN rep ON rep.id = inquiry.holder_id
"""

ORDER = "inquiry.urgency, inquiry.next_at, inquiry.priority, inquiry.number"
"""The order of every list: without a step, returned, by due time, what sleeps last; then priority; then number."""


def inquiry_row(row: Row, now: datetime) -> InquiryRow:
    """Make the line of an inquiry from a row of COLUMNS; `now` decides what is late."""
    next_at = at(row["next_at"])
    return InquiryRow(
        number=row["number"],
        state=State(row["state"]),
        channel=Channel(row["channel"]),
        about=row["about"],
        customer=row["company"],
        customer_number=row["customer_number"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        sender=row["sender"],
        holder=row["holder"],
        offered_to=None,
        next_step=Step(row["next_step"]) if row["next_step"] else None,
        next_at=next_at,
        received_at=instant(row["received_at"]),
        first_reply_at=at(row["first_reply_at"]),
        due_at=at(row["due_at"]),
        priority=Priority(row["priority"]),
        marks=_marks(row, next_at, now),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        version=row["version"],
    )


def at(value: Any) -> datetime | None:
    """Give the instant of a kept value, or None."""
    return None if value is None else instant(value)


def _marks(row: Row, next_at: datetime | None, now: datetime) -> tuple[Mark, ...]:
    late = row["state"] not in ("closed", "snoozed") and next_at is not None and next_at < now
    found = (
        (row["returned"], Mark.RETURNED),
        (row["unreadable"], Mark.UNREADABLE),
        (row["link"] == Link.PROBABLE, Mark.PROBABLE),
        (late, Mark.LATE),
    )
    return tuple(mark for holds, mark in found if holds)
