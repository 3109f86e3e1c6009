"""Connections to a store in one SQLite file, as every desk opens them: one kind for reading, one for writing."""

from __future__ import annotations

import os
import sqlite3
import string

from desk.words import StoreRefused

READ_WAIT = 250  # ms; a reader of a WAL store waits for a recovery only, and the screen must not stand still longer
WRITE_WAIT = 5000  # ms; reached only when a program without the gate writes

READ_CACHE = 256  # KiB of pages that each reading thread keeps; SQLite's own 2 MB would be a tenth of a desk's memory

_STEPS = 100_000
"""Instructions of SQLite between two looks whether to stop: some milliseconds."""

# busy_timeout comes first: turning on WAL may itself have to wait.
WRITE_PRAGMAS: tuple[str, ...] = (
    f"PRAGMA busy_timeout={WRITE_WAIT}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",
)

_DURABLE = (("journal_mode", "wal"), ("synchronous", 2))
_PLAIN = frozenset((string.ascii_letters + string.digits + "/._-~").encode())


def address(path: str, mode: str) -> str:
    """Give the URI under which SQLite opens exactly this file; `mode` is ro, rw or rwc.

    The path is made absolute, and every byte that means something in a URI is quoted, also those of names that are
    no UTF-8.
    """
    # By hand: urllib.parse costs 3 ms on the way to the first paint.
    quoted = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(os.path.abspath(path)))
    return f"file://{quoted}?mode={mode}"


def stoppable(connection: sqlite3.Connection) -> None:
    """Let Ctrl+C end a long statement: Python hears of the signal only while it runs some of Python's own code."""
    connection.set_progress_handler(lambda: None, _STEPS)


def was_stopped(error: sqlite3.Error) -> bool:
    """Say whether Ctrl+C ended the statement."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def reading(path: str, *, wait: int = READ_WAIT, check_same_thread: bool = False) -> sqlite3.Connection:
    """Open a connection that can only read: autocommit, rows by name.

    `wait` is the busy timeout in milliseconds. `check_same_thread=False` lets another thread close it; use it in one
    thread at a time. Raises sqlite3.Error, which `opening.translate` turns into its reason.
    """
    connection = sqlite3.connect(
        address(path, "ro"),
        uri=True,
        timeout=wait / 1000,
        isolation_level=None,
        check_same_thread=check_same_thread,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only=ON")
        connection.execute(f"PRAGMA cache_size=-{READ_CACHE}")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(dbapi_connection: sqlite3.Connection) -> None:
    """Make a fresh connection one that may write: BEGIN is ours, WRITE_PRAGMAS are set and read back.

    Raises StoreRefused("store_setting", setting=, wanted=, found=) when the store would not survive a power cut with
    what SQLite made of them, sqlite3.Error when they can't be set.
    """
    dbapi_connection.isolation_level = None
    for pragma in WRITE_PRAGMAS:
        dbapi_connection.execute(pragma).close()
    for setting, wanted in _DURABLE:
        (found,) = dbapi_connection.execute(f"PRAGMA {setting}").fetchone()
        if found != wanted:
            raise StoreRefused("store_setting", setting=setting, wanted=str(wanted), found=str(found))
