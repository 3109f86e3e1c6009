"""Where is my inquiry? Every inquiry of a person, a company or a telephone exchange, with the stations of each."""

from __future__ import annotations

from desk import clean
from desk.keeping.reader import Reader
from desk.rows import InquiryRow
from desk.rows.trace import Trace
from desk.views import trace_matches
from desk.views.inquiry_rows import COLUMNS, TABLES, inquiry_row
from desk.views.stations import traced
from desk.words import Link, State

_ROWS = f"""
  SELECT {COLUMNS} FROM {TABLES} WHERE inquiry.number IN :numbers
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
    lines = [inquiry_row(row, reader.now) for row in reader.all(_ROWS, numbers=tuple(found))]
    # More than fit: what is only probable goes first.
    lines.sort(key=lambda line: (found[line.number] is not Link.EXACT, *_place(line)))
    return traced(reader, sorted(lines[: max(0, limit)], key=_place), found, query)


def _place(line: InquiryRow) -> tuple[bool, float, int]:
    return line.state is State.CLOSED, -line.received_at.timestamp(), -line.number
