"""Backups: a whole, fresh store file made by SQLite itself, and the way back; a live store is never copied."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from desk import upgrades
from desk.clock import Clock
from desk.keeping import connect, modes, opening, places
from desk.keeping.gate import Gate
from desk.words import StoreRefused


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that was restored: where the one that stood there before is kept (None: there was none)."""

    path: str
    kept: str | None


def backup(store_path: str, target: str, *, for_all: bool = False) -> int:
    """Write the store, as it stands at one instant, into a new file and give its size in bytes.

    Other desks read and write meanwhile. The file has mode 0600 (with `for_all` it is of those whose the store is) and
    is on the disk when this returns; every page of it was read again before it appears under its name, whole or not at
    all. Raises StoreRefused: backup_exists, folder_missing, or what the store or the target's disk says.
    """
    store_path, target = os.path.abspath(store_path), os.path.abspath(target)
    opening.examine(store_path, schema=upgrades.SCHEMA, writing=False)
    if os.path.lexists(target):
        raise StoreRefused("backup_exists", path=target)
    with _beside(target) as part:
        _vacuum(store_path, part, target)
        _require_whole(part, store_path)
        size = os.path.getsize(part)
        try:
            if for_all:
                _give(part, os.stat(store_path))
            _appear(part, target)
        except OSError as error:
            raise opening.from_os(error, target) from error
    return size


def restore(backup_path: str, store_path: str, clock: Clock) -> Restored:
    """Put a backup in a store's place; the store that stands there is kept aside under a dated name.

    The backup is examined, brought to this program's schema in a copy, and checked to the last row first; its own
    bytes stay as they are. A desk that has the old store open says that it was replaced. Raises StoreRefused:
    backup_missing, backup_unsound (path, found, kind), store_is_folder, store_not_database (a device or pipe), and
    what the backup, the place or the gate says; the store is as it was then.
    """
    backup_path, real = os.path.abspath(backup_path), os.path.realpath(store_path)
    if not os.path.exists(backup_path):
        raise StoreRefused("backup_missing", path=backup_path)
    if os.path.exists(real) and os.path.samefile(backup_path, real):
        raise StoreRefused("backup_is_the_store", path=backup_path)
    places.require_sound(real)
    opening.require_file(real)
    opening.examine(backup_path, schema=upgrades.SCHEMA, writing=False)
    modes.make_folder(real)
    with _beside(real) as part:
        _vacuum(backup_path, part, real)
        _made_sound(part, backup_path, clock)
        return _swap(part, real, clock)


def dated(store_path: str, what: str, at: datetime) -> str:
    """Give a name beside the store that nobody has, such as desk.db.before-restore-20261123T091500Z."""
    stem = f"{os.path.realpath(store_path)}.{what}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return next(name for name in names if not os.path.lexists(name))


def _made_sound(part: str, backup_path: str, clock: Clock) -> None:
    from desk.keeping import check, upgrading

    upgrading.carry_on(part, clock)
    findings = check.check(part)
    if findings.total:
        raise StoreRefused("backup_unsound", path=backup_path, found=findings.total, kind=findings.found[0].kind)


def _swap(part: str, real: str, clock: Clock) -> Restored:
    gate = Gate(real, "")
    try:
        with gate.held():
            kept = dated(real, "before-restore", clock.now()) if os.path.exists(real) else None
            moves = [] if kept is None else _aside(real, kept, part)
            _moved([*moves, (part, real)])
            _sync_folder(real)
    except OSError as error:
        raise opening.from_os(error, real) from error
    finally:
        gate.close()
    return Restored(real, kept)


def _aside(real: str, kept: str, part: str) -> list[tuple[str, str]]:
    """Give `part` to those to whom the store is, and say which files move away.

    All of them do, together: a WAL that stayed behind would be played into the restored store.
    """
    _give(part, os.stat(real))
    names = [suffix for suffix in ("", "-wal", "-shm", "-journal") if os.path.lexists(real + suffix)]
    return [(real + suffix, kept + suffix) for suffix in names]


def _give(part: str, store: os.stat_result) -> None:
    if store.st_gid != os.stat(part).st_gid:
        os.chown(part, -1, store.st_gid)
    os.chmod(part, store.st_mode & 0o660)


def _moved(moves: list[tuple[str, str]]) -> None:
    """Move files in order; when one can't be moved, those before it are put back."""
    done: list[tuple[str, str]] = []
    try:
        for old, new in moves:
            os.rename(old, new)
            done.append((old, new))
    except BaseException:
        for old, new in reversed(done):
            os.rename(new, old)
        raise


@contextmanager
def _beside(target: str) -> Iterator[str]:
    """Give an empty file of one's own beside `target`, which is gone afterwards whatever happens."""
    try:
        descriptor, part = tempfile.mkstemp(".part", f".{os.path.basename(target)}.", os.path.dirname(target))
    except OSError as error:
        raise opening.from_os(error, target) from error
    os.close(descriptor)
    try:
        yield part
    finally:
        for name in (part, f"{part}-wal", f"{part}-shm", f"{part}-journal"):
            try:
                os.unlink(name)
            except FileNotFoundError:
                pass


def _vacuum(source: str, part: str, target: str) -> None:
    """Let SQLite write one consistent state of `source` into the empty file `part`, and the disk keep it."""
    try:
        # Not `connect.reading`: query_only forbids this statement too, though it writes nothing into the source.
        connection = sqlite3.connect(connect.address(source, "ro"), uri=True, isolation_level=None)
        try:
            connect.stoppable(connection)
            connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))  # its bytes may be no UTF-8
        finally:
            connection.close()
        _sync(part)
        _sync_folder(part)
    except sqlite3.Error as error:
        if connect.was_stopped(error):
            raise KeyboardInterrupt from error
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise StoreRefused("disk_full", path=target) from error
        raise opening.translate(error, source) or error from error
    except OSError as error:
        raise opening.from_os(error, target) from error


def _require_whole(part: str, source: str) -> None:
    """Read every page of a copy again: a disk that wrote something else than it was given must not pass for a backup.

    Unlike a check of the store this is C alone and lets the desk's other threads run.
    """
    try:
        copy = connect.reading(part)
        try:
            told = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
        finally:
            copy.close()
    except sqlite3.DatabaseError as error:
        raise StoreRefused("store_damaged", path=source, error=error.sqlite_errorname) from error
    if told != ["ok"]:
        raise StoreRefused("store_damaged", path=source, error="SQLITE_CORRUPT")


def _appear(part: str, target: str) -> None:
    try:
        os.link(part, target)  # unlike a rename it never takes another file's place
    except FileExistsError:
        raise StoreRefused("backup_exists", path=target) from None
    except OSError:
        if os.path.lexists(target):
            raise StoreRefused("backup_exists", path=target) from None
        shutil.move(part, target)  # a file system without links, such as a USB stick's
    _sync_folder(target)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(path: str) -> None:
    _sync(os.path.dirname(path))
