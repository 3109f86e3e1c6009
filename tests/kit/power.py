"""A power cut: what the store says to SQLite is taken down, said again over files that remember every write and every
sync, and cut off anywhere; of what was not synced by then each sector may be there, be lost or be torn.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

SECTOR = 512
CHECKPOINT = 40
"""Pages of WAL after which SQLite carries them into the store while it is said again, so that cuts fall there too."""

Said = list[tuple[str, Any]]


@contextmanager
def taken_down(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """Take down every statement with its values that is said to a connection which may write."""
    said: Said = []
    connect = sqlite3.connect

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, values: Any = ()) -> Any:
            said.append((sql, values))
            return super().execute(sql, values)

        def executemany(self, sql: str, several: Any) -> Any:
            rows = list(several)
            said.extend((sql, row) for row in rows)
            return super().executemany(sql, rows)

    class Connection(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, sql: str, values: Any = ()) -> Any:
            return self.cursor().execute(sql, values)

        def executemany(self, sql: str, several: Any) -> Any:
            return self.cursor().executemany(sql, several)

        def commit(self) -> None:
            if self.in_transaction:
                said.append(("COMMIT", ()))
            super().commit()

        def rollback(self) -> None:
            if self.in_transaction:
                said.append(("ROLLBACK", ()))
            super().rollback()

    def connected(address: str, **more: Any) -> sqlite3.Connection:
        writes = str(address).endswith(("mode=rw", "mode=rwc"))
        return connect(address, **more, factory=Connection) if writes else connect(address, **more)

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connected)
        yield said


class Event(NamedTuple):
    """Something that reached the disk: a write, a cut to a length, a sync, a removal; or the word that it is saved."""

    kind: str
    path: str = ""
    at: int = 0
    data: bytes = b""
    word: Any = None


class Disk(apsw.VFS):
    """The system's own files, with every event on them taken down in `events`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.called = name
        self.events: list[Event] = []

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return _File(self.events, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        self.events.append(Event("delete", str(name)))
        super().xDelete(name, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, events: list[Event], name: Any, flags: list[int]) -> None:
        self._events = events
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._events.append(Event("write", self._path, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._events.append(Event("length", self._path, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._events.append(Event("sync", self._path))
        super().xSync(flags)


def said_again(path: Path, said: Said, word: str, *, instead: Sequence[str] = ()) -> list[Event]:
    """Say it all to SQLite once more on the file at `path`, and give what happened to the disk, in order.

    After each COMMIT the answer to `word` is what a desk would have told its rep. `instead` is a PRAGMA and what takes
    its place. The recording files share no memory, so the WAL is kept by one connection alone (EXCLUSIVE): what it
    writes into its files, and when it syncs them, is the same.
    """
    disk = Disk(f"disk of {path}")
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=disk.called)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT}")
        for sql, values in said:
            sql = sql.replace(*instead) if instead else sql
            list(connection.execute(sql, values))
            if sql.strip().rstrip(";").upper() == "COMMIT":
                disk.events.append(Event("word", word=next(iter(connection.execute(word)))))
        return list(disk.events)
    finally:
        connection.close()


class Cut(NamedTuple):
    """What a cut left: the bytes of each file by its name, and the last word that was given before."""

    files: dict[str, bytes]
    word: Any


def cuts(start: dict[str, bytes], events: list[Event], count: int, chance: random.Random) -> Iterator[Cut]:
    """Cut the power at `count` places, evenly by chance, and give what a machine would find afterwards."""
    places = sorted(chance.randrange(1, len(events) + 1) for _ in range(count))
    synced = {path: bytearray(data) for path, data in start.items()}
    pending: dict[str, list[Event]] = {}
    word: Any = None
    done = 0
    for place in places:
        for event in events[done:place]:
            word = event.word if event.kind == "word" else word
            _happen(event, synced, pending)
        done = place
        yield Cut(_after(synced, pending, chance), word)


def _happen(event: Event, synced: dict[str, bytearray], pending: dict[str, list[Event]]) -> None:
    if event.kind == "sync":
        file = synced.setdefault(event.path, bytearray())
        for each in pending.pop(event.path, []):
            _apply(file, each)
    elif event.kind == "delete":
        pending.pop(event.path, None)
        synced.pop(event.path, None)
    elif event.kind != "word":
        pending.setdefault(event.path, []).append(event)


def _after(synced: dict[str, bytearray], pending: dict[str, list[Event]], chance: random.Random) -> dict[str, bytes]:
    files = {path: bytearray(data) for path, data in synced.items()}
    fate = chance.choice(_FATES)
    for path, events in pending.items():
        file = files.setdefault(path, bytearray())
        for event in events:
            for sector in _sectors(event):
                fate(file, sector, chance)
    return {path: bytes(data) for path, data in files.items()}


def _sectors(event: Event) -> Iterator[Event]:
    if event.kind == "length":
        yield event
    for begin in range(0, len(event.data), SECTOR):
        yield event._replace(at=event.at + begin, data=event.data[begin : begin + SECTOR])


def _lost(_file: bytearray, _sector: Event, _chance: random.Random) -> None:
    """The disk had kept nothing back yet."""


def _there(file: bytearray, sector: Event, _chance: random.Random) -> None:
    _apply(file, sector)


def _some(file: bytearray, sector: Event, chance: random.Random) -> None:
    if chance.random() < 0.5:
        _apply(file, sector)


def _torn(file: bytearray, sector: Event, chance: random.Random) -> None:
    if chance.random() < 0.1:
        sector = sector._replace(data=chance.randbytes(len(sector.data)))
    _some(file, sector, chance)


_FATES: tuple[Callable[[bytearray, Event, random.Random], None], ...] = (_lost, _there, _some, _some, _torn)


def _apply(file: bytearray, event: Event) -> None:
    if event.kind == "length":
        del file[event.at :]
        return
    if len(file) < event.at:
        file.extend(bytes(event.at - len(file)))
    file[event.at : event.at + len(event.data)] = event.data
