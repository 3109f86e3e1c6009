"""What stands in the rows that acts change, so that a test can say that it is as before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from desk import acts
from desk.words import Outcome, State
from tests.kit.builders import Desk, raw

KEPT_FOREVER = frozenset({"act", "trail", "change", "sqlite_sequence", "holiday", "inquiry_words"})
"""Tables that only grow: what happened stays what happened, and is found by its words."""

_TABLES = """
  SELECT name FROM pragma_table_list
  WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema' ORDER BY name
"""
"""Not what an index of words is made of: it is worked out from these."""


def rows(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table that acts change, by table, without its version, which only grows."""
    with raw(desk.path) as connection:
        return read_rows(connection)


def read_rows(connection: Any) -> dict[str, list[dict[str, Any]]]:
    """Give the same over a connection that is open already."""
    found: dict[str, list[dict[str, Any]]] = {}
    for (table,) in connection.execute(_TABLES).fetchall():
        if table not in KEPT_FOREVER:
            cursor = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
            for row in found[table]:
                row.pop("version", None)
    return found


def inquiry(desk: Desk, number: int) -> dict[str, Any]:
    """Give one inquiry as the table holds it; instants are microseconds."""
    names = [row[1] for row in desk.sql("PRAGMA table_info(inquiry)")]
    (row,) = desk.sql("SELECT * FROM inquiry WHERE number = ?", (number,))
    return dict(zip(names, row, strict=True))


def callback(desk: Desk, number: int) -> dict[str, Any]:
    """Give one callback as the table holds it."""
    names = [row[1] for row in desk.sql("PRAGMA table_info(callback)")]
    (row,) = desk.sql("SELECT * FROM callback WHERE number = ?", (number,))
    return dict(zip(names, row, strict=True))


def in_state(desk: Desk, state: State) -> int:
    """Give an inquiry in a state; mia holds it if anybody does."""
    number = desk.inquiry(holder=None if state is State.NEW else "mia")
    if state is State.SNOOZED:
        desk.do(acts.time.snooze, number, desk.now + timedelta(days=1), rep="mia")
    if state is State.CLOSED:
        desk.do(acts.work.close, number, Outcome.NO_NEED, rep="mia")
    return number
