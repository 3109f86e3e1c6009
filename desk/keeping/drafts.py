"""What a rep has typed and not sent: one small SQLite file for each rep and store, in the person's own state folder.

Nothing here is an act. Looking is done by whoever asks, at once; every change is made by one thread, in order, so that
no key waits for a disk. A file that is damaged is set aside, never overwritten.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import strftime
from typing import NamedTuple

from desk.clock import instant, micros
from desk.keeping.process import is_alive, mark

_FORMAT = 1
_TABLE = """CREATE TABLE IF NOT EXISTS draft (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, way TEXT NOT NULL, typed TEXT NOT NULL,
  before TEXT NOT NULL, at INTEGER NOT NULL, owner TEXT NOT NULL) STRICT"""
_ALL = "SELECT id, name, title, way, typed, before, at, owner FROM draft"
_PUT = "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_CLAIM = "UPDATE draft SET owner = ? WHERE id = ? AND owner = ?"
_DROP = "DELETE FROM draft WHERE id = ?"
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_WAIT = 5.0  # seconds that the thread waits for another desk of the same rep

Texts = dict[str, str]
Tell = Callable[[str, str], object]
"""Told from the thread: `drafts_set_aside` with the path it lies under now, or `drafts_not_kept` with the reason."""


class Kept(NamedTuple):
    """One draft: `name` says of which form on which thing, `way` how one comes to it again; `typed` and `before` give
    by field what was typed and what had stood there. `owner` is the process in which its form is open, else empty."""

    id: str
    name: str
    title: str
    way: Texts
    typed: Texts
    before: Texts
    at: datetime
    owner: str = ""


class DraftFile:
    """The drafts of one rep on one store; `path` None keeps them only as long as this object lives."""

    def __init__(self, path: str | None, tell: Tell = lambda _what, _detail: None) -> None:
        self.path = path
        self._tell = tell
        self._me = mark(os.getpid())
        self._own: dict[str, Kept | None] = {}  # what this desk has changed: the file may not know of it yet
        self._moved: dict[str, str] = {}  # ids that another desk took first, and the new ones
        self._reading: tuple[tuple[int, int], sqlite3.Connection] | None = None
        self._writing: tuple[tuple[int, int], sqlite3.Connection] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._said = ""
        self._closed = self._unwritten = False

    def waiting(self) -> list[Kept]:
        """Give the drafts whose form is open nowhere, the newest first."""
        found = {each.id: each for each in self._read()}
        for key, own in self._own.items():
            if own is None:
                found.pop(key, None)
            else:
                found[key] = own
        free = [each for each in found.values() if not each.owner or not self._is_open(each.owner, each.id)]
        return sorted(free, key=lambda each: (each.at, each.id), reverse=True)

    def adopt(self, name: str) -> Kept | None:
        """Give the newest draft of a form and take it: nobody else is offered it until it is left."""
        kept = next((each for each in self.waiting() if each.name == name), None)
        if kept is not None:
            self._own[kept.id] = kept._replace(owner=self._me)
            self._later(lambda: self._claim(kept))
        return kept

    def keep(self, kept: Kept, *, is_open: bool) -> None:
        """Keep a draft as it is now; `is_open` says whether its form is still open here."""
        self._own[kept.id] = kept = kept._replace(owner=self._me if is_open else "")
        self._later(lambda: self._put([kept]))

    def drop(self, key: str) -> None:
        """Forget a draft that was adopted or kept here; its bytes are gone from the file."""
        if self._own.get(key) is not None:
            self._own[key] = None
            self._later(lambda: self._delete(key))

    def close(self) -> None:
        """Write what is still to be written, then close the file; what is asked for later is not written."""
        self._closed = True
        if self._thread is not None:
            self._thread.submit(self._shut).result()
            self._thread.shutdown(wait=True)
            self._thread = None
        if self._reading is not None:
            self._reading[1].close()
            self._reading = None

    def settle(self) -> None:
        """Wait until everything that was asked for so far is in the file."""
        if self._thread is not None:
            self._thread.submit(lambda: None).result()

    def _is_open(self, owner: str, key: str) -> bool:
        if owner == self._me:
            own = self._own.get(key)
            return own is not None and own.owner == self._me
        return is_alive(owner)

    # reading, by whoever asks

    def _read(self) -> list[Kept]:
        if self.path is None:
            return []
        try:
            looking = self._looking()
            if looking.execute("PRAGMA user_version").fetchone() == (0,):
                return []  # the thread, or another desk, is just making the table
            return [_kept(row) for row in looking.execute(_ALL)]
        except FileNotFoundError:
            return []
        except (sqlite3.Error, OSError, ValueError) as error:
            found = error
        self._later(lambda: self._mend(found))
        return []

    def _looking(self) -> sqlite3.Connection:
        assert self.path is not None
        identity = _identity(self.path)
        if self._reading is None or self._reading[0] != identity:
            if self._reading is not None:
                self._reading[1].close()
            self._reading = identity, sqlite3.connect(self.path, timeout=0.05, isolation_level=None)
            self._reading[1].execute("PRAGMA query_only=ON")
        return self._reading[1]

    # changing, in the thread

    def _later(self, work: Callable[[], None]) -> None:
        if self.path is None or self._closed:
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="drafts")

        def safely() -> None:
            try:
                work()
                self._said = ""
            except (sqlite3.Error, OSError, ValueError) as error:
                self._mend(error)

        self._thread.submit(safely)

    def _put(self, kept: Iterable[Kept]) -> None:
        connection = self._file()
        for each in kept:
            connection.execute(_PUT, _row(each._replace(id=self._moved.get(each.id, each.id))))

    def _claim(self, kept: Kept) -> None:
        done = self._file().execute(_CLAIM, (self._me, kept.id, kept.owner))
        if not done.rowcount:  # another desk of this rep was faster: what is typed here goes into a draft of its own
            self._moved[kept.id] = new_id()

    def _delete(self, key: str) -> None:
        connection = self._file()
        connection.execute(_DROP, (self._moved.get(key, key),))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # what was sent stands nowhere else any more

    def _file(self) -> sqlite3.Connection:
        """Give the connection that writes; to a new file when the one it was opened on was moved away."""
        assert self.path is not None
        if self._writing is not None:
            if self._writing[0] == _identity(self.path, missing=(0, 0)):
                return self._writing[1]
            self._shut()
            self._unwritten = True
        connection = _opened(self.path)
        self._writing = _identity(self.path), connection
        if self._unwritten:  # the file before this one had it, or there was none
            self._unwritten = False
            self._put([each for each in self._own.values() if each is not None])
        return connection

    def _mend(self, error: Exception) -> None:
        """Set a damaged file aside and begin a new one with what this desk knows; else say why nothing is kept."""
        code, self._unwritten = getattr(error, "sqlite_errorcode", 0) & 0xFF, True
        try:
            if code in _BROKEN or isinstance(error, ValueError):
                self._shut()
                self._say("drafts_set_aside", _set_aside(str(self.path)))
                self._file()
            else:
                self._say("drafts_not_kept", str(error))
        except (sqlite3.Error, OSError, ValueError) as again:
            self._say("drafts_not_kept", str(again))

    def _say(self, what: str, detail: str) -> None:
        if what != self._said:  # the same trouble with every key is said once
            self._said = what
            self._tell(what, detail)

    def _shut(self) -> None:
        if self._writing is not None:
            self._writing[1].close()
            self._writing = None


def new_id() -> str:
    """Give an id that no draft has."""
    return os.urandom(16).hex()


def _opened(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found not in (0, _FORMAT):
            raise ValueError("the drafts of another version of the desk")
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA user_version={_FORMAT}")
        connection.execute(f"{_ALL} LIMIT 1").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: str) -> str:
    aside = f"{path}.damaged-{strftime('%Y%m%d-%H%M%S')}"
    while os.path.lexists(aside):
        aside += "-"
    os.rename(path, aside)
    for suffix in ("-wal", "-shm"):
        if os.path.lexists(path + suffix):
            os.rename(path + suffix, aside + suffix)
    return aside


def _identity(path: str, missing: tuple[int, int] | None = None) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        if missing is None:
            raise
        return missing
    return found.st_dev, found.st_ino


def _row(kept: Kept) -> tuple[str | int, ...]:
    texts = (json.dumps(each) for each in (kept.way, kept.typed, kept.before))
    return kept.id, kept.name, kept.title, *texts, micros(kept.at), kept.owner


def _kept(row: tuple[str, str, str, str, str, str, int, str]) -> Kept:
    way, typed, before = (_texts(each) for each in row[3:6])
    return Kept(row[0], row[1], row[2], way, typed, before, instant(row[6]), row[7])


def _texts(text: str) -> Texts:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no draft")
    return {str(name): str(value) for name, value in found.items()}
