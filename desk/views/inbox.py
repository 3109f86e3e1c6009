"""What is to be done, most urgent first: the inbox's first page, its order, its rows and its counts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from desk.clock import micros
from desk.keeping.reader import Reader, Row, Values, escaped
from desk.rows import InboxCounts, InquiryRow
from desk.rules.filters import ANYBODY, ME, NOBODY, UNFOUND, Filter
from desk.rules.folding import fold
from desk.views.inquiry_rows import COLUMNS, ORDER, TABLES, inquiry_row
from desk.words import Mark, Priority, State, Urgency

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
_OFFERED_BY = """
  SELECT inquiry.number FROM offer JOIN inquiry ON inquiry.number = offer.inquiry_number
  WHERE offer.state = 'open' AND offer.from_id = :rep AND inquiry.next_at > :now
  ORDER BY inquiry.number
"""
_LAST = "inquiry.next_at, inquiry.priority, inquiry.number"
_NEWEST = "inquiry.received_at DESC, inquiry.number DESC"

BROAD = 40
"""Where one of so many inquiries is found, the whole list is looked through in its order: to sort them takes longer."""
FEW = 1_000
"""Found inquiries that are named one by one: SQLite looks through all names for each of them."""

Where = tuple[str, dict[str, Values]]


def page(reader: Reader, wanted: Filter, rep: str | None, limit: int | None = 100) -> tuple[InquiryRow, ...]:
    """Give the first `limit` lines of the list, or all of them; `rep` is the handle of whoever looks."""
    found: list[Row] = []
    for where, order, values in _parts(reader, wanted, rep):
        sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE {where} ORDER BY {order}"
        if limit is not None:
            sql += " LIMIT :most"
            values["most"] = limit - len(found)
        found += reader.all(sql, **values)
    return tuple(inquiry_row(row, reader.now) for row in found)


def ids(reader: Reader, wanted: Filter, rep: str | None) -> array[int]:
    """Give the numbers of every line of the list, in its order."""
    among: frozenset[int] | None = None
    only: tuple[int, ...] | None = None
    if wanted.words and wanted.closed:  # looked for once, not once for each part of the list
        numbers = reader.found(wanted.words)
        if _many(reader, numbers):
            among, wanted = frozenset(numbers), wanted._replace(words=())
        elif len(numbers) <= FEW:
            only, wanted = tuple(numbers), wanted._replace(words=())
    found = array("q")
    for where, order, values in _parts(reader, wanted, rep):
        if only is not None:
            where, values["only"] = f"({where}) AND inquiry.number IN :only", only
        joined = TABLES if "customer." in where else "inquiry"
        numbers = reader.numbers(f"SELECT inquiry.number FROM {joined} WHERE {where} ORDER BY {order}", **values)
        found.extend(numbers if among is None else filter(among.__contains__, numbers))
    return found


def _many(reader: Reader, numbers: Sequence[int]) -> bool:
    all_of_them = "SELECT (SELECT max(number) FROM inquiry) - (SELECT min(number) FROM inquiry) AS far"
    row = reader.one(all_of_them)
    return row is not None and row["far"] is not None and len(numbers) * BROAD > row["far"]


def rows(reader: Reader, numbers: Sequence[int]) -> dict[int, InquiryRow]:
    """Give the lines of some inquiries by number; read by key, so it is fast enough for the event loop."""
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE inquiry.number IN :numbers"
    found = reader.all(sql, numbers=tuple(numbers))
    return {row["number"]: inquiry_row(row, reader.now) for row in found}


def counts(reader: Reader, wanted: Filter, rep: str | None) -> InboxCounts:
    """Count what the list shows: open ones, those without a holder, those whose next step is late."""
    where, values = _where(reader, wanted, rep)
    joined = TABLES if "customer." in where else "inquiry"
    # Open and closed ones apart: each are counted in an index of their own, and no row is read.
    sql = f"""
      SELECT count(*) AS all_open, sum(CASE WHEN inquiry.holder_id IS NULL THEN 1 ELSE 0 END) AS without_holder,
        sum(CASE WHEN inquiry.next_at < :now AND inquiry.state <> 'snoozed' THEN 1 ELSE 0 END) AS late
      FROM {joined} WHERE ({where}) AND inquiry.state <> 'closed'
    """
    row = reader.one(sql, now=micros(reader.now), **values)
    assert row is not None  # a count always answers
    closed = None
    if wanted.closed:
        sql = f"SELECT count(*) AS closed FROM {joined} WHERE ({where}) AND inquiry.state = 'closed'"
        closed = reader.one(sql, **values)
    listed = row["all_open"] + (0 if closed is None else closed["closed"])
    return InboxCounts(listed, int(row["without_holder"] or 0), int(row["late"] or 0))


def _parts(reader: Reader, wanted: Filter, rep: str | None) -> Iterator[tuple[str, str, dict[str, Values]]]:
    """Give the parts that a list is made of, one after the other: condition, order, values."""
    where, values = _where(reader, wanted, rep)
    aside = _offered_by(reader, rep)
    waiting = f"({where}) AND inquiry.state <> 'closed'" if wanted.closed else where
    if wanted.state is State.CLOSED:
        pass  # nothing of it waits
    elif not aside:
        yield waiting, ORDER, dict(values)
    else:
        more = values | {"aside": aside, "asleep_rank": int(Urgency.LATER)}
        yield f"{waiting} AND inquiry.urgency <> :asleep_rank AND inquiry.number NOT IN :aside", ORDER, dict(more)
        yield f"{waiting} AND (inquiry.urgency = :asleep_rank OR inquiry.number IN :aside)", _LAST, dict(more)
    if wanted.closed:
        yield f"({where}) AND inquiry.state = 'closed'", _NEWEST, dict(values)


def _offered_by(reader: Reader, rep: str | None) -> tuple[int, ...]:
    """Give what a rep has offered and nothing of which is due yet: it stands last, before that rep alone."""
    if rep is None:
        return ()
    found = reader.all(_OFFERED_BY, rep=_rep_id(reader, rep), now=micros(reader.now))
    return tuple(row["number"] for row in found)


def _where(reader: Reader, wanted: Filter, rep: str | None) -> Where:
    parts: list[str] = [] if wanted.closed else ["inquiry.state <> 'closed'"]
    values: dict[str, Values] = {}
    for sql, more in (
        _who(reader, wanted, rep),
        _offered(reader, wanted, rep),
        _what(wanted),
        _when(reader, wanted),
        _marked(reader, wanted),
        _words(reader, wanted),
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
        return [_MINE], {"me": _rep_id(reader, rep)}
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


def _words(reader: Reader, wanted: Filter) -> tuple[list[str], dict[str, Values]]:
    if not wanted.words:
        return [], {}
    where, values = reader.matching(wanted.words)
    return [where], dict(values)


def _meant(reader: Reader, named: str, rep: str | None) -> int:
    return _rep_id(reader, rep or "" if named == ME else named)


def _rep_id(reader: Reader, handle: str) -> int:
    row = reader.one("SELECT id FROM rep WHERE handle = :handle", handle=handle)
    return -1 if row is None else int(row["id"])


def _like(text: str) -> str:
    """Give the LIKE pattern of a text that may stand anywhere, each of its own signs taken literally."""
    return f"%{escaped(fold(text))}%"
