"""What is to be done, most urgent first: the inbox's first page, its order, its rows and its counts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desk.clock import micros
from desk.keeping.reader import Reader, Values, escaped
from desk.rows import InboxCounts, InquiryRow
from desk.rules.filters import NOBODY, Filter
from desk.rules.folding import fold
from desk.views.inquiry_rows import COLUMNS, ORDER, TABLES, inquiry_row
from desk.words import Priority, State

Where = tuple[str, dict[str, Values]]


def page(reader: Reader, wanted: Filter, rep: str | None, limit: int | None = 100) -> tuple[InquiryRow, ...]:
    """Give the first `limit` lines of the list, or all of them; `rep` is the handle of whoever looks."""
    where, values = _where(reader, wanted, rep)
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE {where} ORDER BY {_order(wanted)}"
    if limit is not None:
        sql += " LIMIT :most"
        values["most"] = limit
    return tuple(inquiry_row(row, reader.now) for row in reader.all(sql, **values))


def ids(reader: Reader, wanted: Filter, rep: str | None) -> array[int]:
    """Give the numbers of every line of the list, in its order."""
    where, values = _where(reader, wanted, rep)
    joined = TABLES if "customer." in where else "inquiry"
    sql = f"SELECT inquiry.number FROM {joined} WHERE {where} ORDER BY {_order(wanted)}"
    return array("q", [row["number"] for row in reader.all(sql, **values)])


def rows(reader: Reader, numbers: Sequence[int]) -> dict[int, InquiryRow]:
    """Give the lines of some inquiries by number; read by key, so it is fast enough for the event loop."""
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE inquiry.number IN :numbers"
    found = reader.all(sql, numbers=tuple(numbers))
    return {row["number"]: inquiry_row(row, reader.now) for row in found}


def counts(reader: Reader, wanted: Filter, rep: str | None) -> InboxCounts:
    """Count what the list shows: open ones, those without a holder, those whose next step is late."""
    where, values = _where(reader, wanted, rep)
    joined = TABLES if "customer." in where else "inquiry"
    sql = f"""
      SELECT count(*) AS all_open,
        sum(CASE WHEN inquiry.holder_id IS NULL AND inquiry.state <> 'closed' THEN 1 ELSE 0 END) AS without_holder,
        sum(CASE WHEN inquiry.next_at < :now AND inquiry.state NOT IN ('closed', 'snoozed') THEN 1 ELSE 0 END) AS late
      FROM {joined} WHERE {where}
    """
    row = reader.one(sql, now=micros(reader.now), **values)
    assert row is not None  # a count always answers
    return InboxCounts(row["all_open"], int(row["without_holder"] or 0), int(row["late"] or 0))


def _order(wanted: Filter) -> str:
    # A closed one has no next step, which would put it before all that wait for theirs.
    if wanted.closed and wanted.state is None:
        return f"CASE WHEN inquiry.state = 'closed' THEN 1 ELSE 0 END, {ORDER}"
    return ORDER


def _where(reader: Reader, wanted: Filter, rep: str | None) -> Where:
    parts: list[str] = [] if wanted.closed else ["inquiry.state <> 'closed'"]
    values: dict[str, Values] = {}
    for sql, more in (_who(reader, wanted, rep), _what(wanted), _when(reader, wanted), _words(wanted)):
        parts += sql
        values |= more
    return " AND ".join(parts) or "1 = 1", values


def _who(reader: Reader, wanted: Filter, rep: str | None) -> tuple[list[str], dict[str, Values]]:
    # The plus keeps the planner on the index that gives the order: whose it is narrows little.
    if wanted.holder == NOBODY:
        return ["+inquiry.holder_id IS NULL"], {}
    if wanted.holder is not None:
        return ["+inquiry.holder_id = :holder"], {"holder": _rep_id(reader, wanted.holder)}
    if wanted.mine and rep is not None:
        return ["(+inquiry.holder_id IS NULL OR +inquiry.holder_id = :me)"], {"me": _rep_id(reader, rep)}
    return [], {}


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


def _words(wanted: Filter) -> tuple[list[str], dict[str, Values]]:
    parts: list[str] = []
    values: dict[str, Values] = {}
    for place, word in enumerate(wanted.words):
        number = word.removeprefix("#")
        either = f"inquiry.folded LIKE :word_{place} ESCAPE '!' OR customer.folded LIKE :word_{place} ESCAPE '!'"
        if number.isascii() and number.isdigit() and len(number) < 18:
            either += f" OR inquiry.number = :number_{place}"
            values[f"number_{place}"] = int(number)
        parts.append(f"({either})")
        values[f"word_{place}"] = _like(word)
    return parts, values


def _rep_id(reader: Reader, handle: str) -> int:
    row = reader.one("SELECT id FROM rep WHERE handle = :handle", handle=handle)
    return -1 if row is None else int(row["id"])


def _like(text: str) -> str:
    """Give the LIKE pattern of a text that may stand anywhere, each of its own signs taken literally."""
    return f"%{escaped(fold(text))}%"
