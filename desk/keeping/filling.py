"""Filling a store with a past: many acts of long ago at once, each with its own instant, entries and rows.

This goes past the recording that every act is under, so whoever calls it answers for trails that lead to the rows;
`keeping.check` says whether they do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from desk.keeping import wording
from desk.keeping.tx import Tx

ORDER = ("inquiry", "message", "quote", "callback", "act", "trail")
"""The tables that may be filled, each after those that it refers to."""

Rows = dict[str, list[tuple[Any, ...]]]


def fill(tx: Tx, columns: Mapping[str, Sequence[str]], rows: Rows) -> None:
    """Put rows, with keys and values as the database keeps them, into the tables of ORDER.

    The acts have to come after the last one in the store, in the order of their instants.
    """
    connection = tx.session.connection()
    for table in ORDER:
        if rows.get(table):
            names = columns[table]
            marks = ", ".join("?" * len(names))
            connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows[table])


def find(tx: Tx) -> None:
    """Let the inquiries that were put in be found by their words; once, after the last of them."""
    connection = tx.session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)  # as the store opened it
    wording.fill(connection)
