"""What a filter of the inbox means: the condition on `inquiry` that each part of it is, and the values it takes."""

from __future__ import annotations

from desk.clock import micros
from desk.keeping.reader import Reader, Values, escaped
from desk.rules.filters import ANYBODY, ME, NOBODY, UNFOUND, Filter
from desk.rules.folding import fold
from desk.words import Mark, Priority, State

Where = tuple[str, dict[str, Values]]

_OFFERED_TO = """
  inquiry.number IN (SELECT offer.inquiry_number FROM offer WHERE offer.to_id = :offered_to AND offer.state = 'open')
"""
_MINE = """
  (+inquiry.holder_id IS NULL OR +inquiry.holder_id = :me
    OR inquiry.number IN (SELECT offer.inquiry_number FROM offer WHERE offer.to_id = :me AND offer.state = 'open')
    OR inquiry.number IN (
      SELECT promise.inquiry_number FROM promise WHERE promise.rep_id = :me AND promise.state = 'open'
    ))
"""
_MARKED = {
    Mark.RETURNED: """(
      inquiry.returned = 1 OR inquiry.number IN (
        SELECT offer.inquiry_number FROM offer WHERE offer.state = 'open' AND offer.due_at <= :at
      )
    )""",
    Mark.UNREADABLE: "inquiry.unreadable = 1",
    Mark.PROBABLE: "inquiry.link = 'probable'",
    Mark.LATE: "inquiry.next_at < :at AND inquiry.state <> 'snoozed' AND inquiry.state <> 'closed'",
    UNFOUND: """inquiry.channel = 'phone' AND inquiry.number IN (
      SELECT trail.thing_id FROM trail
      WHERE trail.thing = 'inquiry' AND trail.thing_id = inquiry.number AND trail.act = 'unfound'
    )""",
}
"""What each mark means; as `inquiry_rows` marks them."""


def where(reader: Reader, wanted: Filter, rep: str | None) -> Where:
    """Give the condition that holds for what a filter shows to `rep`, and its values; words are `Reader.found`'s."""
    may_be_closed = wanted.closed and wanted.state in (None, State.CLOSED) and wanted.due is None
    parts: list[str] = [] if may_be_closed else ["inquiry.state <> 'closed'"]
    values: dict[str, Values] = {}
    for sql, more in (
        _who(reader, wanted, rep),
        _offered(reader, wanted, rep),
        _what(wanted),
        _when(reader, wanted),
        _marked(reader, wanted),
    ):
        parts += sql
        values |= more
    return " AND ".join(parts) or "1 = 1", values


def _who(reader: Reader, wanted: Filter, rep: str | None) -> tuple[list[str], dict[str, Values]]:
    # The plus keeps the planner on the index that gives the order: whose it is narrows little.
    if wanted.holder == NOBODY:
        return ["+inquiry.holder_id IS NULL"], {}
    if wanted.holder is not None:
        return ["+inquiry.holder_id = :holder"], {"holder": _meant(reader, wanted.holder, rep)}
    if wanted.mine and rep is not None:
        return [_MINE], {"me": rep_id(reader, rep)}
    return [], {}


def _offered(reader: Reader, wanted: Filter, rep: str | None) -> tuple[list[str], dict[str, Values]]:
    if wanted.offered is None:
        return [], {}
    if wanted.offered == ANYBODY:
        return ["inquiry.state = 'offered'"], {}
    return [_OFFERED_TO], {"offered_to": _meant(reader, wanted.offered, rep)}


def _what(wanted: Filter) -> tuple[list[str], dict[str, Values]]:
    parts: list[str] = []
    values: dict[str, Values] = {}
    if wanted.state is not None:
        parts.append("inquiry.state = :state")
        values["state"] = wanted.state.value
    if wanted.channel is not None:
        parts.append("inquiry.channel = :channel")
        values["channel"] = wanted.channel.value
    if wanted.priority is not None:
        parts.append("inquiry.priority = :priority")
        values["priority"] = int(Priority[wanted.priority.upper()])
    if wanted.grade is not None:
        parts.append("customer.grade = :grade")
        values["grade"] = wanted.grade.value
    if wanted.customer is not None:
        parts.append("(customer.folded LIKE :customer ESCAPE '!' OR lower(customer.number) = :customer_number)")
        values["customer"] = _like(wanted.customer)
        values["customer_number"] = wanted.customer
    return parts, values


def _when(reader: Reader, wanted: Filter) -> tuple[list[str], dict[str, Values]]:
    parts: list[str] = []
    values: dict[str, Values] = {}
    if wanted.due == "late":
        parts.append("inquiry.next_at < :late AND inquiry.state <> :asleep")
        values |= {"late": micros(reader.now), "asleep": State.SNOOZED.value}
    elif wanted.due == "today":
        calendar = reader.calendar
        parts.append("inquiry.next_at < :today")
        values["today"] = micros(calendar.at(calendar.day_of(reader.now), 24 * 60))
    if wanted.age is not None:
        parts.append("inquiry.received_at <= :before")
        values["before"] = micros(reader.now - wanted.age)
    return parts, values


def _marked(reader: Reader, wanted: Filter) -> tuple[list[str], dict[str, Values]]:
    if wanted.mark is None:
        return [], {}
    values = {"at": micros(reader.now)} if ":at" in _MARKED[wanted.mark] else {}
    return [_MARKED[wanted.mark]], dict(values)


def _meant(reader: Reader, named: str, rep: str | None) -> int:
    return rep_id(reader, rep or "" if named == ME else named)


def rep_id(reader: Reader, handle: str) -> int:
    """Give the key of a rep; of nobody, -1."""
    row = reader.one("SELECT id FROM rep WHERE handle = :handle", handle=handle)
    return -1 if row is None else int(row["id"])


def _like(text: str) -> str:
    """Give the LIKE pattern of a text that may stand anywhere, each of its own signs taken literally."""
    return f"%{escaped(fold(text))}%"
