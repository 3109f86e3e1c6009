"""Column types that SQLite (STRICT) and PostgreSQL keep alike: whole numbers, instants, words, texts, flags."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, cast

from sqlalchemy import BigInteger, CheckConstraint, Dialect, Integer, LargeBinary, Text, text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from desk.clock import instant, micros

# Rows are made by acts and checked by the database: pydantic's validators of thirty tables would be built for nobody.
SQLModel.model_config["defer_build"] = True


class Whole(TypeDecorator[int]):
    """A 64-bit whole number: keys, cents, counts; INTEGER on SQLite, so that it can be a row id."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose INTEGER on SQLite, BIGINT elsewhere (a plain Integer has 32 bits on PostgreSQL)."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Integer())
        return dialect.type_descriptor(BigInteger())


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds since 1970 UTC; a naive one raises ValueError."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose INTEGER on SQLite, BIGINT elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Integer())
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Give the microseconds the database keeps."""
        return None if value is None else micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the instant the database kept."""
        return None if value is None else instant(int(value))


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0; the table's CHECK allows nothing else."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Give 1, 0 or nothing."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """Give True, False or nothing."""
        return None if value is None else bool(value)


class _Word(TypeDecorator[Any]):
    impl = Text
    cache_ok = True
    words: type[StrEnum]

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value).value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.words(value)


class _Rank(TypeDecorator[Any]):
    impl = Integer
    cache_ok = True
    words: type[IntEnum]

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(self.words(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.words(value)


def word(words: type[StrEnum]) -> type[TypeDecorator[Any]]:
    """Make the column type of an enum of words, kept as its text."""
    return cast("type[TypeDecorator[Any]]", type(f"{words.__name__}Word", (_Word,), {"words": words, "cache_ok": True}))


def rank(words: type[IntEnum]) -> type[TypeDecorator[Any]]:
    """Make the column type of an ordered enum, kept as its rank so that it sorts."""
    return cast("type[TypeDecorator[Any]]", type(f"{words.__name__}Rank", (_Rank,), {"words": words, "cache_ok": True}))


def one_of(column: str, words: type[StrEnum] | type[IntEnum]) -> CheckConstraint:
    """Make the CHECK that a column holds a word of the enum, or nothing."""
    if issubclass(words, IntEnum):
        allowed = ", ".join(str(int(each)) for each in words)
    else:
        allowed = ", ".join(f"'{each.value}'" for each in words)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_is_a_{words.__name__.lower()}")


def yes_or_no(column: str) -> CheckConstraint:
    """Make the CHECK that a column holds 1 or 0."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_a_flag")


def where(condition: str) -> dict[str, Any]:
    """Make the options of an index over a part of a table.

    Given for SQLite alone: to name PostgreSQL here loads its dialect, 5 MB in every desk. Whoever makes the tables
    there takes the condition over.
    """
    return {"sqlite_where": text(condition)}


Bytes = LargeBinary
KEPT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
"""Options of every table with a key of its own: STRICT, and keys that are never given twice."""
STRICT: dict[str, Any] = {"sqlite_strict": True}
