"""Whom to call: what is overdue, due now, later today and ahead; and the one line that every screen shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from desk.clock import instant, micros
from desk.keeping.reader import Reader, Row, Value
from desk.rows import CallbackRow, CallbackStrip
from desk.rules.hours import Calendar
from desk.rules.retries import TRIES
from desk.views.inquiry_rows import at
from desk.words import Bucket, CallbackState, CallResult, OwnerKind, Refused

NOW = timedelta(minutes=15)
"""A callback counts as due now from this long before its time."""

_COLUMNS = """
  callback.number, callback.state, callback.inquiry_number, callback.person, callback.phone, callback.topic,
  callback.promised, callback.owner_kind, callback.owner_side, callback.from_at, callback.until_at, callback.tried,
  callback.calling_since, callback.result, callback.version,
  customer.company, customer.number AS customer_number, customer.call_times, rep.handle AS owner_handle,
  inside.handle AS inside_handle, outside.handle AS field_handle
"""
_TABLES = """
  callback
  LEFT JOIN customer ON customer.id = callback.customer_id
  LEFT JOIN rep ON rep.id = callback.owner_id
  LEFT JOIN tandem ON tandem.id = callback.owner_tandem_id
  LEFT JOIN rep AS inside ON inside.id = tandem.inside_id
  LEFT JOIN rep AS outside ON outside.id = tandem.field_id
"""
_MAY_TAKE = """
  AND (callback.owner_id = (SELECT id FROM rep WHERE handle = :rep)
    OR callback.owner_side = (SELECT side FROM rep WHERE handle = :rep)
    OR callback.owner_kind = 'anyone'
    OR callback.owner_tandem_id IN (
      SELECT tandem.id FROM tandem JOIN rep ON rep.id IN (tandem.inside_id, tandem.field_id) WHERE rep.handle = :rep
    ))
"""
_ORDER = "callback.from_at, callback.number"
_LATE = "coalesce(callback.until_at, callback.from_at + :quarter) < :now"


def waiting(reader: Reader, rep: str | None = None, *, all_states: bool = False) -> tuple[CallbackRow, ...]:
    """Give the open callbacks, broken promises first; with `rep` a handle, only those that rep may take."""
    where = "1 = 1" if all_states else "callback.state = 'open'"
    mine, values = _for_rep(rep)
    sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {where}{mine} ORDER BY {_ORDER}"
    rows = [_row(row, reader.now, reader.calendar) for row in reader.all(sql, **values)]
    return tuple(sorted(rows, key=lambda row: _place(row, reader.now)))


def one(reader: Reader, number: int) -> CallbackRow:
    """Give one callback; raises Refused("no_such_callback")."""
    row = None
    if 0 < number < 2**63:
        row = reader.one(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE callback.number = :number", number=number)
    if row is None:
        raise Refused("no_such_callback", number=number)
    return _row(row, reader.now, reader.calendar)


def of_inquiry(reader: Reader, number: int) -> tuple[CallbackRow, ...]:
    """Give the open callbacks of an inquiry."""
    return _of(reader, "inquiry_number", number)


def of_customer(reader: Reader, customer_id: int) -> tuple[CallbackRow, ...]:
    """Give the open callbacks of a customer."""
    return _of(reader, "customer_id", customer_id)


def strip(reader: Reader, rep: str | None) -> CallbackStrip:
    """Give what the callback line says to a rep: the next one, how many are overdue or due, a call without a result."""
    mine, values = _for_rep(rep)
    clock: dict[str, Value] = {"now": micros(reader.now), "quarter": round(NOW.total_seconds() * 1_000_000)}
    begun = f"FROM callback WHERE callback.state = 'open' AND callback.from_at <= :now + :quarter{mine}"
    count = reader.one(
        f"SELECT count(*) AS begun, sum(CASE WHEN {_LATE} THEN 1 ELSE 0 END) AS late {begun}", **values, **clock
    )
    began, late = (count["begun"], int(count["late"] or 0)) if count is not None else (0, 0)
    return CallbackStrip(
        next=_first(reader, f"NOT ({_LATE}){mine}", values | clock),
        overdue=late,
        due=began - late,
        waiting_for_result=_first(reader, f"callback.calling_since IS NOT NULL{mine}", values),
    )


def bucket(from_at: datetime, until_at: datetime | None, now: datetime, calendar: Calendar) -> Bucket:
    """Say where a callback stands: overdue once its window, or a quarter of an hour, has passed."""
    if now > (until_at or from_at + NOW):
        return Bucket.OVERDUE
    if now >= from_at - NOW:
        return Bucket.NOW
    return Bucket.TODAY if calendar.day_of(from_at) == calendar.day_of(now) else Bucket.AHEAD


def _for_rep(rep: str | None) -> tuple[str, dict[str, Value]]:
    """Give the condition that a rep may take a callback: their own, their tandem's, their side's, or anyone's."""
    if rep is None:
        return "", {}
    return _MAY_TAKE, {"rep": rep}


def _first(reader: Reader, where: str, values: dict[str, Value]) -> CallbackRow | None:
    sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE callback.state = 'open' AND {where} ORDER BY {_ORDER} LIMIT 1"
    row = reader.one(sql, **values)
    return None if row is None else _row(row, reader.now, reader.calendar)


def _of(reader: Reader, column: str, key: int) -> tuple[CallbackRow, ...]:
    where = f"callback.{column} = :key AND callback.state = 'open'"
    sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {where} ORDER BY {_ORDER}"
    return tuple(_row(row, reader.now, reader.calendar) for row in reader.all(sql, key=key))


def _place(row: CallbackRow, now: datetime) -> tuple[bool, int, datetime]:
    broken = row.promised and row.bucket is Bucket.OVERDUE
    return not broken, list(Bucket).index(row.bucket), row.from_at


def _row(row: Row, now: datetime, calendar: Calendar) -> CallbackRow:
    from_at, until_at = instant(row["from_at"]), at(row["until_at"])
    return CallbackRow(
        number=row["number"],
        inquiry=row["inquiry_number"],
        customer=row["company"],
        customer_number=row["customer_number"],
        person=row["person"],
        phone=row["phone"],
        topic=row["topic"],
        owner=_owner(row),
        from_at=from_at,
        until_at=until_at,
        promised=bool(row["promised"]),
        tried=row["tried"],
        tries=TRIES,
        bucket=bucket(from_at, until_at, now, calendar),
        state=CallbackState(row["state"]),
        call_times=row["call_times"],
        result=CallResult(row["result"]) if row["result"] else None,
        calling_since=at(row["calling_since"]),
        version=row["version"],
    )


def _owner(row: Row) -> str:
    if row["owner_kind"] == OwnerKind.TANDEM:
        return f"tandem:{row['inside_handle']}+{row['field_handle']}"
    if row["owner_kind"] == OwnerKind.SIDE:
        return f"side:{row['owner_side']}"
    return str(row["owner_handle"] if row["owner_kind"] == OwnerKind.REP else OwnerKind.ANYONE)
