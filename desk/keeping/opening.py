"""A look at a store's file before it is used, and the reasons why it can't be.

SQLite alone opens the file. A descriptor of our own, once closed, would drop every lock that SQLite holds on it in
this process, and commits of colleagues would be lost; `os.stat` and `os.access` open nothing.
"""

import errno
import os
import sqlite3
import stat
from functools import lru_cache
from typing import NamedTuple

from desk.keeping import connect
from desk.words import StoreRefused

APPLICATION_ID = 0x4445534B  # "DESK" in ASCII, stands in the file's header
NEEDED = (3, 37, 0)  # the first SQLite with STRICT tables
MODULE = "fts5"  # by which inquiries are found; Python's own builds have it, some distributions' SQLite does not
WAIT = 5.0  # seconds
_ROOM = 64 * 1024  # bytes; what SQLite asks for the shared memory of a WAL store (two 32 KiB pieces)
_REPLAYED = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
_EFFECTIVE = os.access in os.supports_effective_ids

Identity = tuple[int, ...]
"""Device and inode of a store's file; once it is open, those of its WAL as well."""


class Found(NamedTuple):
    """A sound store of ours: what its header says, and which file it was (device, inode)."""

    user_version: int
    journal_mode: str
    identity: Identity


def examine(
    path: str,
    *,
    schema: int,
    writing: bool = True,
    wait: float = WAIT,
    sqlite_version: tuple[int, int, int] = sqlite3.sqlite_version_info,
) -> Found:
    """Look whether `path` is a store that this program can use; nothing in the file is changed.

    `schema` is the newest user_version the program knows, `writing` whether it means to write, `wait` the seconds it
    waits for a locked store. Only what opening shows is seen; `store check` reads every page.

    Raises StoreRefused with one of: sqlite_too_old, sqlite_without_words, folder_missing, folder_is_file,
    store_missing, store_is_folder, no_permission, store_readonly, store_empty, store_not_database, store_damaged,
    store_foreign, store_newer, store_locked, disk_full, io_error.
    """
    if sqlite_version < NEEDED:
        raise StoreRefused("sqlite_too_old", found=_dotted(sqlite_version), needed=_dotted(NEEDED))
    known = _look(path)
    _may(path, writing)
    try:
        application, version, tables, journal = _ask(path, wait)
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise StoreRefused("store_not_database", path=path) from error
        # Nothing but the file can be wrong with questions that every SQLite file answers, e.g. an absurd file format.
        damaged = StoreRefused("store_damaged", path=path, error=error.sqlite_errorname)
        raise translate(error, path, wait=wait) or damaged from error
    if (application, tables) in ((0, 0), (APPLICATION_ID, 0)):
        raise StoreRefused("store_empty", path=path)
    if application != APPLICATION_ID:
        raise StoreRefused("store_foreign", path=path)
    if version > schema:
        raise StoreRefused("store_newer", path=path, found=version, known=schema)
    return Found(version, journal, known)


def require_file(path: str) -> None:
    """Refuse whatever a store's file may not take the place of: folders, devices, pipes, links that lead in circles.

    Nothing at all and files of any content are no matter of this function. Raises StoreRefused.
    """
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise from_os(error, path) from error
    _require_regular(found, path)


def translate(error: BaseException, path: str, *, wait: float = WAIT) -> StoreRefused | None:
    """Give the reason behind an error of SQLite, met at opening or at any later read or write.

    A wrapped error (SQLAlchemy's, with `orig`) is unwrapped; None when the error is no matter of the store's file,
    that is, a defect of the program. `wait` is how many seconds a lock was waited for.
    """
    error = getattr(error, "orig", None) or error
    # The name of the code, never SQLite's message: that one quotes names out of the file.
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or not isinstance(code, int):
        return None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return _moved(path)
    match code & 0xFF:  # the rest are the details of an extended code
        case sqlite3.SQLITE_FULL:
            return StoreRefused("disk_full", path=path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return StoreRefused("store_locked", path=path, seconds=wait)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreRefused("store_damaged", path=path, error=error.sqlite_errorname)
        case sqlite3.SQLITE_READONLY:
            return StoreRefused("store_readonly", path=path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreRefused("no_permission", path=path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return _unopened(error, path)
    return None


def from_os(error: OSError, path: str) -> StoreRefused:
    """Give the reason behind an error of the operating system about a store's file, a file beside it or its folder."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.ELOOP):
        return StoreRefused("no_permission", path=path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreRefused("disk_full", path=path)
    if error.errno == errno.EROFS:
        return StoreRefused("store_readonly", path=path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST) and not os.path.isdir(above := _above(path)):
        return StoreRefused("folder_is_file", path=path, folder=above)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StoreRefused("folder_missing", path=path, folder=os.path.dirname(os.path.abspath(path)))
    return StoreRefused("io_error", path=path, error=errno.errorcode.get(error.errno or 0, "OSError"))


def _above(path: str) -> str:
    """Give what stands nearest above `path`: the folder that holds it, or a file where a folder is needed."""
    way = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(way):
        way = os.path.dirname(way)
    return way


def identity(path: str) -> Identity:
    """Give device and inode of a store's file, which stay the same as long as it is this file; raises OSError."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def with_wal(path: str, was: Identity) -> Identity:
    """Add the WAL to the identity of a store that a connection of this desk has read.

    From then on SQLite leaves that file where it is until the last connection is closed: nothing but a person or
    another program takes it away, and with it what it holds.
    """
    try:
        return was + identity(_wal(path))
    except OSError:
        return was


def same_file(path: str, was: Identity) -> bool:
    """Say whether the file at `path` is still the one that `was` was taken from; False when it is gone."""
    try:
        return identity(path) == was[:2]
    except OSError:
        return False


def require_same(path: str, was: Identity) -> None:
    """Refuse to go on with a store whose file, or whose WAL, is not the one that was opened.

    Raises StoreRefused: store_gone, store_replaced, store_wal_gone, no_permission.
    """
    if not same_file(path, was):
        raise _moved(path)
    if was[2:] and not same_file(_wal(path), was[2:]):
        raise StoreRefused("store_wal_gone", path=_wal(path))


def _moved(path: str) -> StoreRefused:
    try:
        os.lstat(path)
    except PermissionError as error:
        return from_os(error, path)
    except OSError:
        return StoreRefused("store_gone", path=path)
    return StoreRefused("store_replaced", path=path)


@lru_cache(8)  # a link may lead elsewhere later, the WAL stays where it was opened
def _wal(path: str) -> str:
    return f"{os.path.realpath(path)}-wal"


def _ask(path: str, wait: float) -> tuple[int, int, int, str]:
    try:
        return _header(connect.reading(path, wait=round(wait * 1000)))
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) not in _REPLAYED or not os.access(path, os.W_OK):
            raise
    # A write was cut short under a rollback journal. Until SQLite has taken it back nobody can read the file, and
    # that is the one change that opening makes.
    address = connect.address(path, "rw")
    return _header(sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None))


def _header(connection: sqlite3.Connection) -> tuple[int, int, int, str]:
    try:
        # Counting reads the whole list of tables, and no name of a foreign file has to be legible.
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        require_words(connection)
    finally:
        connection.close()
    return application & 0xFFFFFFFF, version, tables, journal


def require_words(connection: sqlite3.Connection) -> None:
    """Refuse an SQLite that can't keep an index of words: each act that writes words would fail, one by one."""
    if connection.execute("SELECT 1 FROM pragma_module_list WHERE name = ?", (MODULE,)).fetchone() is None:
        raise StoreRefused("sqlite_without_words", found=sqlite3.sqlite_version, module=MODULE.upper())


def _look(path: str) -> Identity:
    folder = os.path.dirname(os.path.abspath(path))
    try:
        found = os.stat(path)
    except ValueError:
        raise StoreRefused("store_missing", path=path.replace("\0", "")) from None
    except OSError as error:
        missing = error.errno == errno.ENOENT and os.path.isdir(folder)
        raise (StoreRefused("store_missing", path=path) if missing else from_os(error, path)) from error
    _require_regular(found, path)
    if found.st_size == 0:
        raise StoreRefused("store_empty", path=path)
    return found.st_dev, found.st_ino


def _require_regular(found: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise StoreRefused("store_is_folder", path=path)
    if not stat.S_ISREG(found.st_mode):
        raise StoreRefused("store_not_database", path=path)


def _may(path: str, writing: bool) -> None:
    real = os.path.realpath(path)
    if not _allowed(real, os.R_OK):
        raise StoreRefused("no_permission", path=path)
    if not writing:
        return
    # WAL and gate are made beside the store, so the folder is written as well.
    if not (_allowed(real, os.W_OK) and _allowed(os.path.dirname(real), os.W_OK | os.X_OK)):
        raise StoreRefused("store_readonly", path=path)
    for beside in (f"{real}-wal", f"{real}-shm"):
        if os.path.exists(beside) and not _allowed(beside, os.R_OK | os.W_OK) and os.path.exists(beside):
            raise StoreRefused("no_permission", path=beside)


def _allowed(path: str, mode: int) -> bool:
    return os.access(path, mode, effective_ids=_EFFECTIVE)


def _unopened(error: sqlite3.Error, path: str) -> StoreRefused:
    """SQLite could not open, read or write a file: the file system says more about it than the code does."""
    try:
        _look(path)
        _may(path, writing=False)
        _may(path, writing=True)
    except StoreRefused as refused:
        return refused
    if _room(path) < _ROOM:
        return StoreRefused("disk_full", path=path)
    return StoreRefused("io_error", path=path, error=error.sqlite_errorname)


def _room(path: str) -> int:
    try:
        room = os.statvfs(os.path.dirname(os.path.realpath(path)))
    except OSError:
        return _ROOM
    return room.f_bavail * room.f_frsize


def _dotted(version: tuple[int, int, int]) -> str:
    return ".".join(str(part) for part in version)
