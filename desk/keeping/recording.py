"""What a transaction changed, told by the session itself: no act can change a row without its trail knowing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session

from desk.keeping import derived, rooms
from desk.tables import Message
from desk.words import Thing

Thing2 = tuple[Thing, int]
Changed = dict[str, Any]


class Recording:
    """Watches one session from its first to its last flush and says what was changed in each thing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._before: dict[int, tuple[Any, dict[str, Any]]] = {}  # by identity: rows are not hashable
        self._made: dict[int, Any] = {}
        self._gone: dict[int, Any] = {}
        self._inserted: dict[Thing2, list[Changed]] = {}
        self.joined: set[int] = set()
        """The inquiries to which a message was added."""
        event.listen(session, "before_flush", self._watch)

    def inserted(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Take note of rows that were inserted past the session, with their values as they are kept."""
        key, columns = rooms.key_of(table), rooms.columns(table)
        for row in rows:
            changed: Changed = {"table": table, "id": row[key], "version": 1}
            changed |= {name: [None, value] for name in columns if (value := row.get(name)) is not None}
            self._inserted.setdefault(rooms.owner(table, row.__getitem__), []).append(changed)

    def stale(self, changes: dict[Thing2, list[Changed]]) -> list[Thing2]:
        """Give the things whose derived columns have to be worked out anew after `changes`.

        Whoever inserts rows past the session has derived the rest as well.
        """
        stale = [thing for thing, told in changes.items() if thing not in self._inserted and self._stale(thing, told)]
        others = {
            (Thing.CUSTOMER, key)
            for told in changes.values()
            for change in told
            if change["table"] == "customer"
            for key in change.get("merged_into", ())
            if key is not None
        }
        return stale + sorted(others.difference(stale))

    def _stale(self, thing: Thing2, told: list[Changed]) -> bool:
        if thing[0] is not Thing.INQUIRY:
            return True
        return any(change["table"] == "inquiry" and derived.FOLDED_FROM & change.keys() for change in told)

    def changes(self) -> dict[Thing2, list[Changed]]:
        """Flush, and give what changed in each thing, in the order in which it was first touched.

        What was set to what it was is no change. An act may ask before it is over.
        """
        self._session.flush()
        found = {thing: list(told) for thing, told in self._inserted.items()}
        for key, row in {**self._made, **{key: row for key, (row, _) in self._before.items()}, **self._gone}.items():
            if key in self._made and key in self._gone:
                continue
            table = str(row.__tablename__)
            of = rooms.owner(table, row.__getattribute__)
            was = self._owner_before(key, row, table)
            if was != of:
                found.setdefault(was, []).append(self._moved(key, row, 0))
                found.setdefault(of, []).append(self._moved(key, row, row.version))
            elif (changed := self._changed(key, row)) is not None:
                found.setdefault(of, []).append(changed)
        return found

    def _owner_before(self, key: int, row: Any, table: str) -> Thing2:
        _, before = self._before.get(key, (row, {}))
        return rooms.owner(table, lambda name: before[name] if name in before else getattr(row, name))

    def _moved(self, key: int, row: Any, version: int) -> Changed:
        """Say of a row that moved to another thing that it is gone (`version` 0), or that it came with all it says."""
        table = str(row.__tablename__)
        before = {} if version else self._before[key][1]
        values = {name: rooms.kept(table, name, before.get(name, getattr(row, name))) for name in rooms.columns(table)}
        pairs = {
            name: [None, value] if version else [value, None] for name, value in values.items() if value is not None
        }
        return {"table": table, "id": getattr(row, rooms.key_of(table)), "version": version, **pairs}

    def _watch(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            if row.__tablename__ in rooms.MODELS:
                row.version = max(row.version, 0) + 1
                self._made[id(row)] = row
            elif isinstance(row, Message):
                self.joined.add(row.inquiry_number)
        for row in session.deleted:
            if row.__tablename__ in rooms.MODELS:
                self._gone[id(row)] = row
                self._before.pop(id(row), None)
        for row in sorted(session.dirty, key=_place):  # a set of rows has another order in each process
            if row.__tablename__ in rooms.MODELS and id(row) not in self._made and session.is_modified(row):
                self._remember(row)

    def _remember(self, row: Any) -> None:
        if id(row) not in self._before:
            self._before[id(row)] = (row, {})
            row.version += 1
        before = self._before[id(row)][1]
        state = inspect(row)
        for name in rooms.columns(str(row.__tablename__)):
            if name in state.committed_state and name not in before:  # the others were never set since the last flush
                deleted = state.attrs[name].history.deleted
                if deleted:
                    before[name] = deleted[0]

    def _changed(self, key: int, row: Any) -> Changed | None:
        table = str(row.__tablename__)
        if key in self._made:
            pairs = {name: (None, rooms.kept(table, name, getattr(row, name))) for name in rooms.columns(table)}
        elif key in self._gone:
            pairs = {name: (rooms.kept(table, name, getattr(row, name)), None) for name in rooms.columns(table)}
        else:
            pairs = {
                name: (rooms.kept(table, name, before), rooms.kept(table, name, getattr(row, name)))
                for name, before in self._before[key][1].items()
            }
        different = {name: [before, after] for name, (before, after) in pairs.items() if before != after}
        if not different and key in self._before:
            return None
        version = 0 if key in self._gone else row.version
        return {"table": table, "id": getattr(row, rooms.key_of(table)), "version": version, **different}


def _place(row: Any) -> tuple[str, int]:
    table = str(row.__tablename__)
    return table, getattr(row, rooms.key_of(table), 0)


def dumped(changes: list[Changed]) -> str:
    """Give changes as the JSON text that the trail keeps."""
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":"))
