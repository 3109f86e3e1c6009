"""Who keeps the index: opens it, makes it when there is none, makes it anew when much has changed."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desk.finding.candidates import Candidate
from desk.keeping.reader import Reader, SqliteReader

if TYPE_CHECKING:
    import subprocess

    from desk.finding.files import Snapshot
    from desk.finding.search import Search

T = TypeVar("T")

FEW = 2_000
"""Customers up to which an index is made in a thread (60 ms); for more a process of its own makes it."""

TRY_AGAIN = 60
"""Seconds after an index could not be made until it is tried again."""


class Finder:
    """Finds customers of one store; one for each store and process, shared by all that ask.

    `progress` is the share of the first index that is made, 1.0 when it is there. `unkept` says why an index could not
    be kept for the next start; `failed` why there is none. Both are empty while all is well.
    """

    def __init__(self, path: str) -> None:
        self.progress = 0.0
        self._path = path
        self.unkept = self.failed = ""
        self._not_before = 0.0
        self._search: Search | None = None
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._closed = self._making = False
        self._begin(self._prepare)

    @classmethod
    def open(cls, path: str) -> Finder:
        """Give the finder of the store at `path`, which begins to open or make its index in the background."""
        key = os.path.realpath(path)
        with _LOCK:
            return _OPEN.get(key) or _OPEN.setdefault(key, cls(path))

    @property
    def ready(self) -> bool:
        """Whether the first index is there, or can't be made."""
        return self._ready.is_set()

    @property
    def complete(self) -> bool:
        """Whether the index is there and follows what is changed."""
        return self._search is not None and not self._search.behind

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the index is there, or can't be made; say whether it is there."""
        self._ready.wait(seconds)
        return self._search is not None

    def find(self, reader: Reader, query: str, limit: int, rep: int = 0) -> list[Candidate] | None:
        """Give the customers that fit, best first; None while there is no index."""
        search = self._search
        if search is None:
            return None
        found = search.find(reader, query, limit, rep)
        if (search.changed >= _rebuild_after() or search.behind) and time.monotonic() >= self._not_before:
            self._begin(self._make)
        return found

    def close(self) -> None:
        """Look for nothing any more; an index that is being made is given up."""
        with _LOCK:
            for key in [key for key, each in _OPEN.items() if each is self]:
                del _OPEN[key]
        with self._lock:
            self._closed = True
            if self._child is not None:
                self._child.kill()
        self._ready.set()

    def _begin(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._making or self._closed:
                return
            self._making = True
        threading.Thread(target=self._guarded, args=(work,), name="finder", daemon=True).start()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self.failed = str(error) or type(error).__name__  # the plain search goes on answering
            self._not_before = time.monotonic() + TRY_AGAIN
        finally:
            with self._lock:
                self._making = False
            self._ready.set()

    def _prepare(self) -> None:
        from desk.finding import files

        found = files.newest(self._where(), self._usable)
        if found is not None:
            self._use(*found)
        else:
            self._make()

    def _where(self) -> Path:
        from desk.finding import files

        return files.folder(self._path, self._read(files.snapshot).store)

    def _make(self) -> None:
        from desk.finding import files, making

        where, self.unkept = self._where(), ""
        try:
            files.claim(where, self._path)
        except OSError as error:  # no room or no right to keep it: it is used from memory, and made again the next time
            self.unkept = error.strerror or str(error)
        if not self.unkept and self._read(_count) > FEW and self._made_by_child(where):
            found = files.newest(where, self._usable)
            if found is not None:
                self._use(*found)
                return
        arrays, state = self._read(lambda r: making.make(r, self._told))
        try:
            files.save(where, arrays, state)
        except OSError as error:
            self.unkept = error.strerror or str(error)
        self._use(arrays, state)

    def _use(self, arrays: Any, state: Any) -> None:
        from desk.finding.search import Search

        self._search = Search(arrays, state)
        self.failed = ""
        self.progress = 1.0
        self._ready.set()

    def _usable(self, state: Snapshot) -> bool:
        return self._read(lambda r: _usable(r, state))

    def _read(self, view: Callable[[Reader], T]) -> T:
        """Read over a connection of its own: the desk may close the store while an index is made."""
        from desk.finding import making

        return making.reading(self._path, view)

    def _told(self, share: float) -> None:
        if self._search is None:
            self.progress = min(share, 0.99)

    def _made_by_child(self, where: Path) -> bool:
        import subprocess

        with self._lock:
            if self._closed:
                return False
            command = [sys.executable, "-m", "desk.finding.making", self._path, str(where)]
            self._child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        last = ""
        with self._child as child:
            assert child.stdout is not None
            for line in child.stdout:
                last = line.strip()
                if last != "done":
                    self._told(float(last))
        self._child = None
        return last == "done"


def of(reader: Reader) -> Finder | None:
    """Give the finder of the store that a reader reads, if this process has opened one, or is to on demand."""
    if not (_OPEN or _WANTED) or not isinstance(reader, SqliteReader):
        return None
    row = reader.one("PRAGMA database_list")
    key = os.path.realpath(row["file"]) if row is not None else ""
    if key in _WANTED and key not in _OPEN:
        return Finder.open(key)
    return _OPEN.get(key)


def on_demand(path: str) -> None:
    """Have the finder of the store at `path` opened by the first question."""
    _WANTED.add(os.path.realpath(path))


def close(path: str) -> None:
    """Close the finder of the store at `path`, if there is one."""
    _WANTED.discard(os.path.realpath(path))
    with _LOCK:
        finder = _OPEN.get(os.path.realpath(path))
    if finder is not None:
        finder.close()


def _rebuild_after() -> int:
    from desk.finding.search import REBUILD

    return REBUILD


def _usable(reader: Reader, state: Snapshot) -> bool:
    """Say whether an index shows an earlier state of this store, and not much has changed since."""
    from desk.finding import files, search

    if not files.follows(reader, state):
        return False
    row = reader.one("SELECT count(*) AS n FROM change WHERE seq > :seq AND thing = 'customer'", seq=state.seq)
    return row is not None and int(row["n"]) <= search.MOST_FRESH


def _count(reader: Reader) -> int:
    row = reader.one("SELECT count(*) AS n FROM customer")
    return int(row["n"]) if row is not None else 0


_OPEN: dict[str, Finder] = {}
_WANTED: set[str] = set()
_LOCK = threading.Lock()
