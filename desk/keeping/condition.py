"""The condition of a store for `desk doctor`: asked of SQLite alone, without changing or awaiting anything."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from datetime import datetime
from typing import NamedTuple

from desk import upgrades
from desk.clock import instant
from desk.health import Kept
from desk.keeping import connect, information, opening, presence, team
from desk.keeping.gate import Gate, Holder

_RESET_UNTIL = (3, 51, 2)  # QUALITY, "Writer gate": the last SQLite whose WAL two resets at once may damage
_LAST = "SELECT at FROM act ORDER BY id DESC LIMIT 1"


class Condition(NamedTuple):
    """What a sound store says of itself; `sizes` counts bytes with the WAL, `room` the bytes that the disk has left.

    `damage` is empty when the quick check found nothing; `writing` who stands in the gate at this moment.
    """

    schema: int
    known: int
    journal: str
    synchronous: int
    size: int
    room: int
    damage: str
    zone: str
    last_act: datetime | None
    backup: Kept | None
    writing: Holder | None
    reading: tuple[str, ...]


class Sqlite(NamedTuple):
    """The SQLite library at hand: whether it is new enough, and whether its WAL needs the gate's protection."""

    version: str
    enough: bool
    needs_gate: bool


def sqlite() -> Sqlite:
    """Look at the SQLite library."""
    found = sqlite3.sqlite_version_info
    return Sqlite(sqlite3.sqlite_version, found >= opening.NEEDED, found <= _RESET_UNTIL)


def look(path: str) -> Condition:
    """Look at the store at `path` (absolute); raises StoreRefused when it can't be read."""
    found = opening.examine(path, schema=upgrades.SCHEMA, writing=False, wait=1.0)
    try:
        connection = connect.reading(path)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
            (checked,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            zone = team.load(connection.execute).calendar.zone
            last = connection.execute(_LAST).fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise opening.translate(error, path) or error from error
    room = os.statvfs(os.path.dirname(os.path.realpath(path)))
    return Condition(
        schema=found.user_version,
        known=upgrades.SCHEMA,
        journal=found.journal_mode,
        synchronous=synchronous,
        size=sum(_size(path + suffix) for suffix in ("", "-wal")),
        room=room.f_bavail * room.f_frsize,
        damage="" if checked == "ok" else "quick_check",  # what it says may quote what stands in the rows
        zone=zone,
        last_act=None if last is None else instant(int(last[0])),
        backup=information.last_backup(path),
        writing=_writing(path),
        reading=presence.reading(path, time.monotonic()),
    )


def _writing(path: str) -> Holder | None:
    """Give who stands in the gate now, or None: whoever gets its lock at once found nobody inside."""
    gate = Gate(path, "")
    try:
        descriptor = os.open(gate.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return gate.holder()
    finally:
        os.close(descriptor)
        gate.close()
    return None


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
