"""What is to be done, most urgent first: the inbox's first page, its order, its rows and its counts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from desk.clock import micros
from desk.keeping.reader import Reader, Values
from desk.rows import InboxCounts, InquiryRow
from desk.rules.filters import Filter
from desk.views import inbox_filter
from desk.views.inquiry_rows import COLUMNS, ORDER, TABLES, inquiry_row
from desk.words import State, Urgency

_OFFERED_BY = """
  SELECT inquiry.number FROM offer JOIN inquiry ON inquiry.number = offer.inquiry_number
  WHERE offer.state = 'open' AND offer.from_id = :rep AND inquiry.next_at > :now
  ORDER BY inquiry.number
"""
_LAST = "inquiry.next_at, inquiry.priority, inquiry.number"
_NEWEST = "inquiry.received_at DESC, inquiry.number DESC"
_OPEN = "inquiry.state <> 'closed'"
_NO_HOLDER = "+inquiry.holder_id IS NULL"
_LATE = "inquiry.next_at < :now AND inquiry.state <> 'snoozed'"

FEW = 1_000
"""Inquiries that are looked up and sorted; of more of them the whole list is read in its order, and sifted."""
AT_ONCE = 512
"""Lines that are read by number in one question."""


Listing = tuple["array[int]", InboxCounts]
"""The numbers of every line of a list, in its order, and what its head counts."""

_Sifted = tuple[Filter, frozenset[int] | None]
"""What is left to ask of a filter of which a part was asked of all inquiries at once, and which ones passed."""


def page(reader: Reader, wanted: Filter, rep: str | None, limit: int | None = 100) -> tuple[InquiryRow, ...]:
    """Give the first `limit` lines of the list, or all of them; `rep` is the handle of whoever looks."""
    if wanted.words:
        return _lines(reader, ids(reader, wanted, rep)[:limit])
    found: list[InquiryRow] = []
    for where, order, values in _parts(reader, wanted, rep):
        sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE {where} ORDER BY {order}"
        if limit is not None:
            sql += " LIMIT :most"
            values["most"] = limit - len(found)
        found += [inquiry_row(row, reader.now) for row in reader.all(sql, **values)]
    return tuple(found)


def ids(reader: Reader, wanted: Filter, rep: str | None) -> array[int]:
    """Give the numbers of every line of the list, in its order."""
    return _in_order(reader, *_sifted(reader, wanted, rep), rep)


def listing(reader: Reader, wanted: Filter, rep: str | None) -> Listing:
    """Give the numbers of every line of the list and its counts; its words are looked for once for both."""
    left, passed = _sifted(reader, wanted, rep)
    numbers = _in_order(reader, left, passed, rep)
    if passed is None:
        return numbers, counts(reader, wanted, rep)
    if not numbers:
        return numbers, InboxCounts(0, 0, 0)
    where, values = inbox_filter.where(reader, left, rep)
    some = f"SELECT inquiry.number FROM {_tables(where)} WHERE ({where}) AND {_OPEN} AND"
    without_holder = reader.numbers(f"{some} {_NO_HOLDER}", **values)
    late = reader.numbers(f"{some} {_LATE}", now=micros(reader.now), **values)
    shown = passed.__contains__
    return numbers, InboxCounts(len(numbers), sum(map(shown, without_holder)), sum(map(shown, late)))


def rows(reader: Reader, numbers: Sequence[int]) -> dict[int, InquiryRow]:
    """Give the lines of some inquiries by number; read by key, so it is fast enough for the event loop."""
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE inquiry.number IN :numbers"
    found = reader.all(sql, numbers=tuple(numbers))
    return {row["number"]: inquiry_row(row, reader.now) for row in found}


def counts(reader: Reader, wanted: Filter, rep: str | None) -> InboxCounts:
    """Count what the list shows: all its lines, those without a holder, those whose next step is late."""
    if wanted.words:
        return listing(reader, wanted, rep)[1]
    where, values = inbox_filter.where(reader, wanted, rep)
    joined = _tables(where)
    # Open and closed ones apart: each are counted in an index of their own, and no row is read.
    sql = f"""
      SELECT count(*) AS all_open, sum(CASE WHEN {_NO_HOLDER} THEN 1 ELSE 0 END) AS without_holder,
        sum(CASE WHEN {_LATE} THEN 1 ELSE 0 END) AS late
      FROM {joined} WHERE ({where}) AND {_OPEN}
    """
    row = reader.one(sql, now=micros(reader.now), **values)
    assert row is not None  # a count always answers
    closed = None
    if wanted.closed:
        sql = f"SELECT count(*) AS closed FROM {joined} WHERE ({where}) AND inquiry.state = 'closed'"
        closed = reader.one(sql, **values)
    listed = row["all_open"] + (0 if closed is None else closed["closed"])
    return InboxCounts(listed, int(row["without_holder"] or 0), int(row["late"] or 0))


def _lines(reader: Reader, numbers: Sequence[int]) -> tuple[InquiryRow, ...]:
    found: list[InquiryRow] = []
    for first in range(0, len(numbers), AT_ONCE):
        some = numbers[first : first + AT_ONCE]
        known = rows(reader, some)
        found += [known[number] for number in some]
    return tuple(found)


def _sifted(reader: Reader, wanted: Filter, rep: str | None) -> _Sifted:
    """Ask once which inquiries have the words, and, where closed ones are listed too, which ones fit the filter.

    The open ones have an index that knows what most filters ask. The closed ones' knows the order alone: through it
    each row would be read, by customer also that customer's, and to ask without an order is two to five times faster.
    """
    passed: frozenset[int] | None = None
    if wanted.words:
        passed, wanted = reader.found(wanted.words), wanted._replace(words=())
    left = Filter(closed=True, state=State.CLOSED if wanted.state is State.CLOSED else None)
    if wanted.closed and wanted != left and (passed is None or len(passed) > FEW):
        where, values = inbox_filter.where(reader, wanted, rep)
        fitting = reader.numbers(f"SELECT inquiry.number FROM {_tables(where)} WHERE {where}", **values)
        passed, wanted = frozenset(fitting) if passed is None else passed.intersection(fitting), left
    return wanted, passed


def _in_order(reader: Reader, left: Filter, passed: frozenset[int] | None, rep: str | None) -> array[int]:
    found = array("q")
    named = passed is not None and len(passed) <= FEW
    if named and not passed:
        return found
    for where, order, values in _parts(reader, left, rep):
        if named:
            where, values["named"] = f"({where}) AND inquiry.number IN :named", tuple(passed or ())
        numbers = reader.numbers(
            f"SELECT inquiry.number FROM {_tables(where)} WHERE {where} ORDER BY {order}", **values
        )
        found.extend(numbers if passed is None or named else filter(passed.__contains__, numbers))
    return found


def _parts(reader: Reader, wanted: Filter, rep: str | None) -> Iterator[tuple[str, str, dict[str, Values]]]:
    """Give the parts that a list is made of, one after the other: condition, order, values."""
    where, values = inbox_filter.where(reader, wanted, rep)
    aside = _offered_by(reader, rep)
    waiting = f"({where}) AND {_OPEN}" if wanted.closed else where
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
    found = reader.all(_OFFERED_BY, rep=inbox_filter.rep_id(reader, rep), now=micros(reader.now))
    return tuple(row["number"] for row in found)


def _tables(where: str) -> str:
    """Give what a condition has to be asked of: most ask nothing of the customer."""
    return "inquiry JOIN customer ON customer.id = inquiry.customer_id" if "customer." in where else "inquiry"
