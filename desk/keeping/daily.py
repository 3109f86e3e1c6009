"""A backup of the store each day, made by the first desk that is open on it, and kept by a rule that forgets slowly."""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from desk.clock import Clock
from desk.health import Daily, Kept
from desk.keeping import backup, connect, modes, opening
from desk.rules import retention
from desk.words import StoreRefused

FOLDER = "backups"
"""Where they lie, beside the store, unless the team's setting backup.folder names another folder."""

_STAMP = re.compile(r"(\d{8}T\d{6}Z)(?:-\d+)?")


def back_up(path: str, clock: Clock, zone: str, folder: str = "") -> Daily:
    """Make today's backup of the store at `path`, unless there is one, and take away those that are kept no longer.

    Today is a day of `zone` (IANA). A `folder` that is named has to exist: where a disk is not mounted, nothing is
    written in its place. Nothing is raised: why none was made stands in what is returned, with the newest good one
    there is; backup_under_way when another desk is at it.
    """
    real = os.path.realpath(path)
    try:
        place, stem = _place(real, folder), _stem(real)
        with _alone(os.path.dirname(real)):
            made = _made(real, place, stem, clock.now(), ZoneInfo(zone))
    except StoreRefused as refused:
        return Daily(newest(path, folder), False, refused)
    return Daily(newest(path, folder), made, None)


def newest(path: str, folder: str = "") -> Kept | None:
    """Give the newest daily backup of the store at `path`, or None; never raises."""
    real = os.path.realpath(path)
    try:
        found = _found(folder or _beside(real), _stem(real))
    except StoreRefused:
        return None
    return max(found, key=lambda kept: kept.at, default=None)


def _made(real: str, place: str, stem: str, now: datetime, zone: ZoneInfo) -> bool:
    _take_away_parts(place, stem)

    def day(kept: Kept) -> date:
        return kept.at.astimezone(zone).date()

    today = now.astimezone(zone).date()
    missing = all(day(kept) != today for kept in _found(place, stem))
    if missing:
        backup.backup(real, os.path.join(place, f"{stem}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"), for_all=True)
    of_day: dict[date, Kept] = {}
    for kept in sorted(_found(place, stem), key=lambda kept: kept.at):
        of_day[day(kept)] = kept
    stay = {of_day[day].path for day in retention.kept(of_day)}
    for kept in _found(place, stem):
        if kept.path not in stay:
            _unlink(kept.path)
    return missing


def _found(place: str, stem: str) -> list[Kept]:
    """Give every backup that appeared under its name: each was written and read again before it got it."""
    kept = []
    for name in _listed(place):
        stamp = _STAMP.fullmatch(name.removeprefix(stem)) if name.startswith(stem) else None
        path = os.path.join(place, name)
        if stamp is None or not os.path.isfile(path) or not os.path.getsize(path):
            continue
        try:
            kept.append(Kept(path, datetime.strptime(stamp[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)))
        except ValueError:  # digits, but no date
            continue
    return kept


def _take_away_parts(place: str, stem: str) -> None:
    """Take away what a desk that was killed while it made a backup has left; whoever is alone has none under way."""
    for name in _listed(place):
        if name.startswith(f".{stem}"):
            _unlink(os.path.join(place, name))


def _stem(real: str) -> str:
    """Give the beginning of a backup's name: with the instant of the store's making, no two stores share one.

    Several teams may keep their backups in one folder, and each store is called desk.db.
    """
    try:
        connection = connect.reading(real)
        try:
            (born,) = connection.execute("SELECT at FROM upgrade ORDER BY step LIMIT 1").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        refused = opening.translate(error, real)
        raise refused or StoreRefused("store_foreign", path=real) from error
    return f"{os.path.basename(real)}.daily-{born:x}-"


def _place(real: str, folder: str) -> str:
    """Give the folder of the backups; the one beside the store is made, for those whose the store is."""
    if folder:
        if not os.path.isdir(folder):
            raise StoreRefused("folder_missing", path=folder, folder=folder)
        return folder
    place = _beside(real)
    try:
        os.mkdir(place, 0o700)
        if modes.is_shared(real):
            os.chown(place, -1, os.stat(real).st_gid)
            os.chmod(place, 0o2770)
    except FileExistsError:
        pass
    except OSError as error:
        raise opening.from_os(error, place) from error
    return place


@contextmanager
def _alone(folder: str) -> Iterator[None]:
    """Let one desk at a time make the backup; a lock of the kernel on the store's folder, gone with its holder.

    The folder stands for the store: a file of its own would have to be given to the right people once more.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise opening.from_os(error, folder) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreRefused("backup_under_way") from error
        yield
    finally:
        os.close(descriptor)


def _beside(real: str) -> str:
    return os.path.join(os.path.dirname(real), FOLDER)


def _listed(place: str) -> list[str]:
    try:
        return os.listdir(place)
    except OSError:
        return []


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass  # the next day tries again; a backup too many harms nobody
