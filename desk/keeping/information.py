"""The figures of a store: where it is, how large, what is in it, who wrote last."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from datetime import UTC, datetime

from desk import upgrades
from desk.clock import Clock, instant
from desk.health import Info, Kept
from desk.keeping import connect, daily, modes, opening, places, team
from desk.keeping.gate import Gate

_COUNTS = {
    "reps": "SELECT count(*) FROM rep WHERE ended_at IS NULL",
    "customers": "SELECT count(*) FROM customer",
    "inquiries": "SELECT count(*) FROM inquiry",
    "open": "SELECT count(*) FROM inquiry WHERE state <> 'closed'",
    "callbacks": "SELECT count(*) FROM callback WHERE state = 'open'",
    "messages": "SELECT count(*) FROM message",
    "acts": "SELECT count(*) FROM act",
}
_LAST = "SELECT at FROM act ORDER BY id DESC LIMIT 1"
_STAMP = re.compile(r"\.(?!before-restore-)[a-z0-9-]+-(\d{8}T\d{6}Z)(?:-\d+)?")
"""What stands behind a store's name in its backups; what a restore put aside may be the damage it was made for."""


def info(path: str, clock: Clock) -> Info:
    """Give the figures of the store at `path`; raises StoreRefused when it can't be read. Nothing is changed."""
    path = os.path.abspath(path)
    found = opening.examine(path, schema=upgrades.SCHEMA, writing=False)
    place = places.verdict(path)
    gate = Gate(path, "")
    writer = gate.holder()
    gate.close()
    counts, last = _asked(path)
    return Info(
        path=path,
        size=sum(_size(path + suffix) for suffix in ("", "-wal")),
        mode=f"{stat.S_IMODE(os.stat(path).st_mode):04o}",
        shared=modes.is_shared(path),
        place=place.kind,
        place_facts=place.facts,
        schema=found.user_version,
        schema_known=upgrades.SCHEMA,
        journal_mode=found.journal_mode,
        counts=counts,
        last_act_at=last,
        last_backup=last_backup(path),
        gate=gate.path,
        last_writer=None if writer is None else (writer.pid, writer.rep),
        clock_stopped=clock.stopped,
        sqlite_version=sqlite3.sqlite_version,
    )


def last_backup(path: str) -> Kept | None:
    """Give the newest backup of a store under a name that the desk gave: beside it, or among those of each day."""
    real = os.path.realpath(path)
    folder, name = os.path.split(real)
    found = [daily.newest(path, _folder(path))]
    for entry in os.listdir(folder):
        stamp = _STAMP.fullmatch(entry.removeprefix(name)) if entry.startswith(name) else None
        if stamp is None:
            continue
        try:
            at = datetime.strptime(stamp[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:  # digits, but no date
            continue
        found.append(Kept(os.path.join(folder, entry), at))
    return max((each for each in found if each is not None), key=lambda kept: kept.at, default=None)


def _folder(path: str) -> str:
    try:
        connection = connect.reading(path)
        try:
            return team.load(connection.execute).values["backup.folder"]
        finally:
            connection.close()
    except sqlite3.Error:
        return ""


def _asked(path: str) -> tuple[dict[str, int], datetime | None]:
    try:
        connection = connect.reading(path)
        try:
            counts = {name: int(connection.execute(sql).fetchone()[0]) for name, sql in _COUNTS.items()}
            last = connection.execute(_LAST).fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise opening.translate(error, path) or error from error
    return counts, None if last is None else instant(int(last[0]))


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
