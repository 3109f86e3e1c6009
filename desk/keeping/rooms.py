"""Which thing each row belongs to, and how its values are kept: what recording and undoing need to know of tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from desk import tables
from desk.words import Thing

TEAM_ID = 1
"""The team is one thing; its trail stands under this id."""

_DIALECT = sqlite.dialect()  # the values are plain numbers and texts, the same on every engine
DERIVED = frozenset({"folded", "version"})
"""Columns worked out from others: they are not part of what an act changed."""

_OWNER: dict[str, tuple[Thing, str]] = {
    "inquiry": (Thing.INQUIRY, "number"),
    "quote": (Thing.INQUIRY, "inquiry_number"),
    "visit": (Thing.INQUIRY, "inquiry_number"),
    "offer": (Thing.INQUIRY, "inquiry_number"),
    "promise": (Thing.INQUIRY, "inquiry_number"),
    "suggested": (Thing.INQUIRY, "inquiry_number"),
    "callback": (Thing.CALLBACK, "number"),
    "attempt": (Thing.CALLBACK, "callback_number"),
    "customer": (Thing.CUSTOMER, "id"),
    "sector": (Thing.CUSTOMER, "customer_id"),
    "site": (Thing.CUSTOMER, "customer_id"),
    "contact": (Thing.CUSTOMER, "customer_id"),
    "phone": (Thing.CUSTOMER, "customer_id"),
    "email": (Thing.CUSTOMER, "customer_id"),
    "customer_part": (Thing.CUSTOMER, "customer_id"),
    "rep": (Thing.REP, "id"),
    "tandem": (Thing.REP, "inside_id"),
    "absence": (Thing.REP, "rep_id"),
    "handed": (Thing.REP, "rep_id"),
}

MODELS: dict[str, type[SQLModel]] = {
    model.__tablename__: model
    for model in (
        tables.Inquiry,
        tables.Note,
        tables.Quote,
        tables.Visit,
        tables.Offer,
        tables.Promise,
        tables.Suggested,
        tables.Tandem,
        tables.Callback,
        tables.Attempt,
        tables.Customer,
        tables.Sector,
        tables.Site,
        tables.Contact,
        tables.Phone,
        tables.Email,
        tables.CustomerPart,
        tables.Rep,
        tables.Absence,
        tables.Handed,
        tables.Setting,
    )
    if isinstance(model.__tablename__, str)
}
"""Every table whose rows acts change, by name; in an order in which rows can be made anew."""


def owner(table: str, row: Callable[[str], Any]) -> tuple[Thing, int]:
    """Give the thing that a row belongs to; `row` gives the row's value of a column."""
    if table == "setting":
        return Thing.TEAM, TEAM_ID
    if table == "note":
        number = row("inquiry_number")
        return (Thing.INQUIRY, number) if number is not None else (Thing.CUSTOMER, row("customer_id"))
    thing, column = _OWNER[table]
    return thing, row(column)


def parts(thing: Thing) -> dict[str, str]:
    """Give the tables that a thing's rows stand in, each with the SQL that gives the thing's number for a row."""
    found = {table: column for table, (owner, column) in _OWNER.items() if owner is thing}
    if thing is Thing.INQUIRY:
        found["note"] = "inquiry_number"
    elif thing is Thing.CUSTOMER:
        found["note"] = "customer_id"
    elif thing is Thing.TEAM:
        found["setting"] = str(TEAM_ID)
    return found


def key_of(table: str) -> str:
    """Give the name of a table's key."""
    return "number" if table in ("inquiry", "callback", "promise") else "id"


def columns(table: str) -> tuple[str, ...]:
    """Give the columns of a table that acts change: neither its key nor what is worked out from others."""
    return _columns(table)


def kept(table: str, column: str, value: Any) -> Any:
    """Give a value as the database keeps it: a whole number, a text or None."""
    kind = _kinds(table)[column]
    return kind.process_bind_param(value, _DIALECT) if isinstance(kind, TypeDecorator) else value


def meant(table: str, column: str, value: Any) -> Any:
    """Give what a kept value stands for: an instant, a word, a flag."""
    kind = _kinds(table)[column]
    return kind.process_result_value(value, _DIALECT) if isinstance(kind, TypeDecorator) else value


@cache
def _columns(table: str) -> tuple[str, ...]:
    key = key_of(table)
    return tuple(name for name in _kinds(table) if name != key and name not in DERIVED)


@cache
def _kinds(table: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in SQLModel.metadata.tables[table].columns:
        assert isinstance(column, Column)
        kind = column.type
        found[column.name] = _Plain if type(kind).__name__ == "Whole" else kind
    return found


class _Plain:
    """A value that is kept as it is."""
