"""What a view reads with: one connection, the present instant, the team's calendar; plain SQL with :named values."""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from desk.keeping import matching
from desk.rules.hours import Calendar

Value = str | int | None
Values = Value | Sequence[Value] | Sequence[int] | Sequence[str]
_IN_ONE_TEXT = """
  WITH of_all (number) AS ({sql}) SELECT '[' || coalesce(group_concat(number), '') || ']' FROM of_all
"""
"""All numbers of a question, in its order: SQLite keeps the order of what an aggregate is made of."""
_NAME = re.compile(r":([a-z_][a-z0-9_]*)")


class Row(Protocol):
    """One row of an answer, read by column name."""

    def __getitem__(self, name: str, /) -> Any:
        """Give the value of a column."""

    def keys(self) -> Iterable[str]:
        """Give the names of the columns."""


class Reader(Protocol):
    """Whoever can answer a view's questions, on SQLite or another engine."""

    @property
    def now(self) -> datetime:
        """The present instant by the store's clock, aware, in UTC."""

    @property
    def calendar(self) -> Calendar:
        """The team's business time."""

    def all(self, sql: str, /, **values: Values) -> Sequence[Row]:
        """Give every row of a SELECT in the common subset of SQL; a sequence stands for a list of values."""

    def one(self, sql: str, /, **values: Values) -> Row | None:
        """Give the first row of a SELECT, or None."""

    def numbers(self, sql: str, /, **values: Values) -> array[int]:
        """Give the first column of every row of a SELECT, whole numbers, as tightly as they can be kept."""

    def matching(self, parts: Sequence[str], /, *, leads: bool = False) -> matching.Matching:
        """Give the condition on `inquiry`, and its values, that holds where all that was typed is found.

        It `leads` where nothing else of the question narrows the inquiries down.
        """

    def found(self, parts: Sequence[str], /) -> frozenset[int]:
        """Give the numbers of all inquiries in which all that was typed is found."""


class SqliteReader:
    """Reads a store in a SQLite file over one read-only connection."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, calendar: Calendar) -> None:
        self._connection = connection
        self.now = now
        self.calendar = calendar

    def all(self, sql: str, /, **values: Values) -> Sequence[Row]:
        """Give every row of a SELECT; a sequence stands for a list of values."""
        return self._connection.execute(*expanded(sql, values)).fetchall()

    def one(self, sql: str, /, **values: Values) -> Row | None:
        """Give the first row of a SELECT, or None."""
        row: Row | None = self._connection.execute(*expanded(sql, values)).fetchone()
        return row

    def numbers(self, sql: str, /, **values: Values) -> array[int]:
        """Give the first column of every row of a SELECT, whole numbers."""
        return array("q", self._numbers(sql, values))

    def matching(self, parts: Sequence[str], /, *, leads: bool = False) -> matching.Matching:
        """Give the condition on `inquiry`, and its values, that holds where all that was typed is found."""
        return matching.fts5(parts, leads=leads)

    def found(self, parts: Sequence[str], /) -> frozenset[int]:
        """Give the numbers of all inquiries in which all that was typed is found."""
        _, values = matching.fts5(parts)
        return frozenset(self._numbers(matching.FTS5_FOUND, values) if values else ())

    def _numbers(self, sql: str, values: Mapping[str, Values]) -> list[int]:
        # Row by row, each through Python and each giving way to other threads, a hundred thousand take twice as long.
        statement, flat = expanded(_IN_ONE_TEXT.format(sql=sql), values)
        return json.loads(self._connection.execute(statement, flat).fetchone()[0])  # type: ignore[no-any-return]


def expanded(sql: str, values: Mapping[str, Values]) -> tuple[str, dict[str, Value]]:
    """Write out each value that is a sequence as `(:name_0, :name_1, …)`; an empty one as `(NULL)`.

    The last value is written once more until there are a power of two: statements of many lengths would each be
    prepared anew. A text is a value, never a sequence. No colon may stand within a string literal of `sql`.
    """
    flat: dict[str, Value] = {}
    lists: dict[str, str] = {}
    for name, value in values.items():
        if value is None or isinstance(value, str | int):
            flat[name] = value
            continue
        size = 1 << (len(value) - 1).bit_length() if value else 0
        names = [f"{name}_{place}" for place in range(size)]
        flat.update(zip(names, [*value, *list(value[-1:]) * (size - len(value))], strict=True))
        lists[name] = "(" + (", ".join(":" + each for each in names) or "NULL") + ")"
    if lists:
        sql = _NAME.sub(lambda found: lists.get(found[1], found[0]), sql)
    return sql, flat


def escaped(text: str) -> str:
    """Give a text so that LIKE with ESCAPE '!' takes each of its signs literally."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
