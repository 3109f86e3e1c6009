"""Every trail replayed from its first entry: what it leads to has to be what stands in the rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from desk.keeping import rooms
from desk.words import Thing

Report = Callable[[str, str, int, str], None]
"""Takes a finding: kind, thing, id, detail."""

_TRAIL = "SELECT thing_id, id, act_id, changes FROM trail WHERE thing = ? ORDER BY thing_id, id"

Key = tuple[str, int]


class Looked(NamedTuple):
    """How many entries and rows were looked at."""

    entries: int
    rows: int


def replay(connection: sqlite3.Connection, report: Report) -> Looked:
    """Replay the trail of every thing, one after the other, and report where it does not lead to its rows.

    `connection` answers from one state of the store. One thing at a time is kept in memory. Reports trail_broken,
    entry_twice, row_without_trail, row_missing and row_differs.
    """
    entries = rows = 0
    for thing in Thing:
        trail = _Grouped(connection.execute(_TRAIL, (thing.value,)))
        parts = {table: _Grouped(connection.execute(_select(thing, table))) for table in rooms.parts(thing)}
        while (number := _next(trail, parts)) is not None:
            told = trail.take(number)
            found = {table: part.take(number) for table, part in parts.items()}
            _compare(thing, number, _told(thing, number, told, report), found, report)
            entries += len(told)
            rows += sum(map(len, found.values()))
    return Looked(entries, rows)


class _Grouped:
    """Rows that come in the order of their first column, handed out by its value."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows: Iterator[Any] = iter(rows)
        self._first = next(self._rows, None)

    @property
    def key(self) -> int | None:
        return None if self._first is None else self._first[0]

    def take(self, key: int) -> list[Any]:
        taken: list[Any] = []
        while self._first is not None and self._first[0] == key:
            taken.append(self._first)
            self._first = next(self._rows, None)
        return taken


class _State:
    """One row as its trail tells it."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.values: dict[str, Any] = {}


def _next(trail: _Grouped, parts: dict[str, _Grouped]) -> int | None:
    return min((key for each in (trail, *parts.values()) if (key := each.key) is not None), default=None)


def _select(thing: Thing, table: str) -> str:
    owner, key = rooms.parts(thing)[table], rooms.key_of(table)
    names = ", ".join(f'"{name}"' for name in rooms.columns(table))
    return f"SELECT {owner}, {key}, version, {names} FROM {table} WHERE {owner} IS NOT NULL ORDER BY {owner}, {key}"


def _told(thing: Thing, number: int, entries: list[Any], report: Report) -> dict[Key, _State]:
    """Give every row of a thing as its trail leaves it."""
    states: dict[Key, _State] = {}
    before = 0
    for _, entry, act, changes in entries:
        if act <= before:
            report("entry_twice", thing.value, number, str(entry))
        before = act
        try:
            for change in json.loads(changes):
                _apply(states, change)
        except (ValueError, TypeError, KeyError) as error:
            column = error.args[0] if isinstance(error, _Broken) else ""
            report("trail_broken", thing.value, number, f"{entry} {column}".strip())
    return states


class _Broken(ValueError):
    """A change that does not continue what was told before; its argument is the column."""


def _apply(states: dict[Key, _State], change: dict[str, Any]) -> None:
    key = (change["table"], change["id"])
    version = change["version"]
    state = states.get(key)
    if state is None:
        state = states[key] = _State(0)
    gone, broken = version == 0, None
    if not gone and version <= state.version:
        broken = "version"
    state.version = version
    for name, pair in change.items():
        if isinstance(pair, list):
            if state.values.get(name) != pair[0]:
                broken = broken or name
            state.values[name] = pair[1]
    if gone:
        del states[key]
    if broken:
        raise _Broken(f"{key[0]}.{broken}")


def _compare(thing: Thing, number: int, states: dict[Key, _State], found: dict[str, list[Any]], report: Report) -> None:
    for table, rows in found.items():
        names = rooms.columns(table)
        for row in rows:
            state = states.pop((table, row[1]), None)
            if state is None:
                report("row_without_trail", thing.value, number, f"{table} {row[1]}")
                continue
            # Derived columns may count a version up without a word in the trail, never down.
            if row[2] < state.version:
                report("row_differs", thing.value, number, f"{table}.version {row[1]}")
            for place, name in enumerate(names, 3):
                if row[place] != state.values.get(name):
                    report("row_differs", thing.value, number, f"{table}.{name} {row[1]}")
    for table, key in states:
        report("row_missing", thing.value, number, f"{table} {key}")
