"""The writer gate: one desk at a time writes to a store, and whoever waits is woken at once, in turn.

SQLite's own busy handler sleeps up to 100 ms between two looks and lets others pass meanwhile. Here each write
transaction stands between `flock` and its release on a file beside the store, so a waiting desk sleeps in the kernel.
SQLite's locks stay in force beneath, the gate only orders who asks for them.
"""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from desk.keeping import opening
from desk.words import StoreRefused

SUFFIX = ".gate"
WAIT = 5.0  # seconds; as long as busy_timeout, so that both ways of waiting end alike
QUIET = 0.3  # seconds; a wait that nobody notices needs no words (QUALITY, "No wait is a mystery")
RECORD = 96  # bytes; one block of the file, so that a reader never sees half of a record


class Holder(NamedTuple):
    """Who stands in the gate: the desk's process id, its rep's handle, and what it is at when that takes long."""

    pid: int
    rep: str
    doing: str = ""


OnWait = Callable[[Holder | None], None]


def gate_path(store: str) -> str:
    """Give the gate file's path for a store's path; links are followed, as SQLite does for its own side files."""
    return os.path.realpath(store) + SUFFIX


class Gate:
    """The gate of one store as seen by one desk (one process); threads may share it.

    `path` is the store's, `who` the rep's handle that a waiting colleague reads. Nothing is opened before the first
    `held`, so a desk that only reads needs no right to write. The file is never removed: a desk that still holds the
    removed one and a desk that made a new one would both believe to be alone.
    """

    def __init__(self, path: str, who: str) -> None:
        self.path = gate_path(path)
        self._store = path
        self._record = _record(who)
        self._inside = threading.Lock()  # one open descriptor keeps no two threads apart
        self._owner = 0
        self._descriptor = -1
        self._process = 0
        self._turn = threading.Condition()
        self._asking = False  # the gate thread is in flock, or about to be
        self._wanted = False  # somebody still waits for what the gate thread asks for
        self._granted = False
        self._failure: OSError | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def sign(self, who: str) -> None:
        """Change what a waiting colleague reads from the next passage on: a handle, perhaps with a word more."""
        self._record = _record(who)

    def holder(self) -> Holder | None:
        """Read who passed last, which is the one inside while the gate is shut; None when nothing legible is there."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return None
        try:
            return _legible(os.pread(descriptor, RECORD, 0))
        finally:
            os.close(descriptor)

    @contextmanager
    def held(self, wait: float = WAIT, on_wait: OnWait | None = None) -> Iterator[None]:
        """Pass the gate for one write transaction; don't fork within.

        Waits at most `wait` seconds (0: not at all). `on_wait` is called once, in this thread, after 0.3 s, with
        the holder when it is known. Raises StoreRefused: store_busy (pid, rep, seconds) or store_busy_unknown
        (seconds) when the time is over, no_permission, store_readonly, disk_full or io_error when the gate file
        can't be opened; RuntimeError when this thread is inside already, after `close`, or in a forked child.
        """
        self._enter(wait, on_wait)
        try:
            self._leave_name()
            yield
        finally:
            self._leave()

    def close(self) -> None:
        """Give the descriptor back; raises RuntimeError while a thread is inside or waits. Harmless twice."""
        if not self._inside.acquire(blocking=False):
            raise RuntimeError("the gate is closed while a transaction is inside")
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            if not self._asking:  # else the gate thread closes it as soon as flock lets it go
                self._drop()
        self._inside.release()

    def _enter(self, wait: float, on_wait: OnWait | None) -> None:
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction within a transaction: the gate is passed already")
        if self._process not in (0, os.getpid()):
            raise RuntimeError("a gate does not survive a fork: its lock is the parent's")
        patience = _Patience(wait, on_wait, self.holder)
        if not self._inside.acquire(blocking=False) and not patience.spend(self._inside_by):
            raise self._busy(wait)
        try:
            self._lock(patience, wait)
        except BaseException:
            self._inside.release()
            raise
        self._owner = threading.get_ident()

    def _inside_by(self, seconds: float) -> bool:
        return self._inside.acquire(timeout=seconds)

    def _lock(self, patience: "_Patience", wait: float) -> None:
        if self._closed:
            raise RuntimeError("the gate is closed")
        if self._descriptor < 0:
            self._descriptor = _opened(self.path, self._store)
            self._process = os.getpid()
        # One try without waiting spares the uncontended case the change of threads (4 µs a pass instead of 65). It may
        # overtake whoever is just being woken, as a blocking call may too: the kernel gives a free lock to whoever asks
        # first. Only a second try would lose the place in line. While the thread asks, its descriptor is not tried.
        if not self._asking and _free(self._descriptor):
            return
        if not self._asked(patience):
            raise self._busy(wait)

    def _asked(self, patience: "_Patience") -> bool:
        """Let the gate thread wait in flock and wait for it; a thread that an impatient caller left is taken over."""
        with self._turn:
            self._wanted, self._granted, self._failure = True, False, None
            self._asking = True
            self._turn.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._wait_in_line, name="desk-gate", daemon=True)
                self._thread.start()
        taken = False
        try:
            taken = patience.spend(self._granted_by)
        finally:
            with self._turn:
                self._wanted = False
                if self._granted and not taken:
                    self._unlock()
        if taken and self._failure is not None:
            raise opening.from_os(self._failure, self.path) from self._failure
        return taken

    def _granted_by(self, seconds: float) -> bool:
        with self._turn:
            return self._turn.wait_for(lambda: self._granted or self._failure is not None, seconds)

    def _wait_in_line(self) -> None:
        """The gate thread: one blocking flock for each request, then hand it over, or give it back at once."""
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._asking or self._closed)
                if not self._asking:
                    return
            failure = None
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            except OSError as error:
                failure = error
            with self._turn:
                if failure is not None:
                    self._failure = failure
                elif self._wanted:
                    self._granted = True
                else:
                    self._unlock()
                self._asking = False
                self._turn.notify_all()
                if self._closed:
                    self._drop()
                    return

    def _leave(self) -> None:
        self._owner = 0
        if os.getpid() == self._process:
            self._unlock()
        self._inside.release()

    def _unlock(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _drop(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _leave_name(self) -> None:
        # Comparing first keeps a desk that writes alone from touching the file at all.
        try:
            if os.pread(self._descriptor, RECORD, 0) != self._record:
                os.pwrite(self._descriptor, self._record, 0)
        except OSError:
            pass  # the name is a courtesy to those who wait, no reason to refuse an act

    def _busy(self, wait: float) -> StoreRefused:
        holder = self.holder()
        if holder is None:
            return StoreRefused("store_busy_unknown", path=self._store, seconds=wait)
        return StoreRefused("store_busy", path=self._store, pid=holder.pid, rep=holder.rep, seconds=wait)


class _Patience:
    """The one stretch of time that a caller has for the thread lock and the file lock together."""

    def __init__(self, wait: float, on_wait: OnWait | None, holder: Callable[[], Holder | None]) -> None:
        begun = time.monotonic()
        self._end = begun + wait
        self._word = begun + QUIET
        self._on_wait = on_wait
        self._holder = holder

    def spend(self, got: Callable[[float], bool]) -> bool:
        """Wait by `got(seconds)` until it is true or the time is over; say so once on the way."""
        if self._on_wait is not None and self._word < self._end:
            if got(max(0.0, self._word - time.monotonic())):
                return True
            on_wait, self._on_wait = self._on_wait, None
            on_wait(self._holder())
        return got(max(0.0, self._end - time.monotonic()))


def _free(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: str, store: str) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise opening.from_os(error, path) from error
    try:
        # The gate is open to exactly those to whom the store is, whatever the umask of the desk that came first.
        mine, wanted = os.fstat(descriptor), os.stat(store)
        if mine.st_uid == os.geteuid() and (mine.st_mode ^ wanted.st_mode) & 0o777:
            os.fchmod(descriptor, wanted.st_mode & 0o660)
    except OSError:
        pass  # no store yet: `desk init` makes it and sets the modes of both
    return descriptor


def _record(who: str) -> bytes:
    name = who.encode("utf-8", "replace")[: RECORD - 24]
    return f"{os.getpid()} ".encode() + name.ljust(RECORD - 24) + b"\n"


def _legible(record: bytes) -> Holder | None:
    # Any member of the group can write here, so the name is taken as text from outside.
    pid, _, name = record.decode("utf-8", "ignore").partition(" ")
    rep, _, doing = "".join(letter for letter in name if letter.isprintable()).rstrip().partition(" ")
    if not (pid.isascii() and pid.isdigit()):
        return None
    return Holder(int(pid), rep, doing.strip())
