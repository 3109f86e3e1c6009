"""The one door to what the team keeps: `read` a view, `write` an act, `poll` for what has changed.

Opening a store and reading from it load neither SQLModel nor SQLAlchemy: those come with the first act.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeVar

from desk import lean, logs, upgrades
from desk.clock import Clock, MachineClock, instant, micros
from desk.done import Done, Polled
from desk.keeping import connect, dues, modes, opening, places, team
from desk.keeping.gate import Gate, Holder, OnWait
from desk.keeping.reader import Reader, SqliteReader
from desk.rows import Touched
from desk.rules.settings import TeamSettings
from desk.words import Refused, StoreRefused, Thing

if TYPE_CHECKING:
    from desk.health import Daily
    from desk.keeping.tx import Tx
    from desk.keeping.writer import Writer

__all__ = ["Done", "Polled", "Store"]

T = TypeVar("T")

_CHANGES = "SELECT DISTINCT thing, thing_id FROM change WHERE seq > ?"
_SETTLE_WAIT = 0.25
"""Seconds a reader waits for the writer before it shows what is past due as it stands (DOMAIN, Custody)."""


Settle = Callable[["Tx", str, int], None]
_Due = tuple[str, int, int]


class Store:
    """One team's store, open in this desk; every method may be called from any thread.

    `doing` is one word for what this desk is at when it is more than one act, such as "import": a colleague who has to
    wait reads it.
    """

    def __init__(
        self, path: str, found: opening.Found, clock: Clock, settle: Settle | None, place: places.Verdict
    ) -> None:
        self.path = path
        self.clock = clock
        self.place = place
        self.on_wait: OnWait | None = None
        self.doing = ""
        self._settle = settle
        self._identity = found.identity
        self._gate = Gate(path, "")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._writer: Writer | None = None
        self._holidays_for = 0
        self._data_version = -1
        try:
            self._polling = self._connected()
            self._seq = self._last_change()
            self._identity = opening.with_wal(self.path, found.identity)
        except sqlite3.Error as error:
            self.close()
            raise self._refusal(error) from error

    @classmethod
    def open(
        cls,
        path: str,
        clock: Clock | None = None,
        *,
        settle: Settle | None = None,
        upgrading: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Store:
        """Open the store at `path`, carrying out what is missing of its schema (with a backup before).

        `settle(tx, kind, number)` does one thing that is due (`keeping.dues`); `upgrading` says what goes on while the
        schema is brought up to date, half a minute for a big store. Raises StoreRefused, and then nothing was changed.
        """
        path = os.path.abspath(path)
        place = places.require_sound(path)
        found = opening.examine(path, schema=upgrades.SCHEMA)
        modes.check(path)  # only of what is a store: nobody is to change the rights of /dev/null or of a folder
        clock = clock or MachineClock()
        if found.user_version < upgrades.SCHEMA:
            from desk.keeping.upgrading import upgrade

            with upgrading():
                upgrade(path, found.user_version, clock)
        return cls(path, found, clock, settle, place)

    def read(self, view: Callable[[Reader], T], *, settle: bool = True) -> T:
        """Give what a view finds, all its questions answered from one state of the store.

        What is due by now is settled first, unless `settle` is False (the first paint comes first). Raises
        StoreRefused when the file can't be read.
        """
        try:
            if settle and self._settle is not None:
                self._settle_due(_SETTLE_WAIT, refuse=False)
            with self._snapshot() as connection:
                return view(SqliteReader(connection, self.clock.now(), self._team(connection).calendar))
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    def write(self, act: Callable[[Tx], T], rep: str | None, *, wait: float = 5.0) -> Done[T]:
        """Carry out one act in one transaction; it is saved when this returns, or nothing of it is.

        `rep` is the handle of whoever does it, None for the desk itself; `wait` the seconds to wait for another
        desk's act. What is due by now is settled first. Raises Refused from the rules, StoreRefused from the store.
        """
        began = time.perf_counter()
        try:
            self._require_same_file()
            self._settle_due(wait, refuse=True)
            done = self._ready().write(act, rep, wait=wait, on_wait=self.on_wait)
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        except (Refused, StoreRefused) as refusal:
            logs.refused(refusal.reason, rep, time.perf_counter() - began)
            raise
        logs.acted(done.name, done.act_id, rep, time.perf_counter() - began)
        return done

    def waits_for(self) -> tuple[str, Holder | None]:
        """Say what the act under way waits for: a stage of `keeping.writer`, and who writes while that is "gate"."""
        stage = self._writer.stage if self._writer is not None else "idle"
        return stage, self._gate.holder() if stage == "gate" else None

    def poll(self) -> Polled:
        """Say whether anything was committed since the last call, by whomever; microseconds when nothing was.

        Raises StoreRefused when the file was deleted or replaced.
        """
        self._require_same_file()
        try:
            (version,) = self._polling.execute("PRAGMA data_version").fetchone()
            if version == self._data_version:
                return Polled(False, frozenset())
            self._data_version = version
            since, self._seq = self._seq, self._last_change()
            if since == self._seq:
                return Polled(False, frozenset())
            rows = [] if self._seq - since > 10_000 else self._polling.execute(_CHANGES, (since,)).fetchall()
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        return Polled(True, frozenset(Touched(Thing(row[0]), row[1]) for row in rows))

    def settings(self) -> TeamSettings:
        """Give the team's settings as they stand; raises StoreRefused when the file can't be read."""
        try:
            return self._team(self._connected())
        except sqlite3.Error as error:
            raise self._refusal(error) from error

    def warm(self) -> None:
        """Load what acts need, so that the first one does not wait for it; call it in a thread."""
        try:
            self._ready()
        except sqlite3.Error as error:
            raise self._refusal(error) from error
        if not gc.get_freeze_count():
            gc.freeze()  # what was loaded stays as long as the desk: the collector need not look through it again

    def back_up(self) -> Daily:
        """Make today's backup unless there is one; call it in a thread, others write meanwhile.

        Why none could be made stands in what is returned. Raises StoreRefused when the file was deleted or replaced.
        """
        from desk.keeping import daily

        self._require_same_file()
        settings = self.settings()
        return daily.back_up(self.path, self.clock, settings.calendar.zone, settings.values["backup.folder"])

    def close(self) -> None:
        """Close every connection; nothing is lost by not calling it."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            if self._writer is not None:
                self._writer.close()  # last, since only a connection that may write folds the WAL into the file
        self._gate.close()

    def _require_same_file(self) -> None:
        opening.require_same(self.path, self._identity)

    def _ready(self) -> Writer:
        with self._lock:
            if self._writer is None:
                with lean.no_plugins():
                    from desk.keeping.writer import Writer

                self._writer = Writer(self.path, self.clock, self._gate, self._identity)
        self._holidays()
        self._writer.doing = self.doing
        return self._writer

    def _holidays(self) -> None:
        year = self.clock.now().year
        if self._holidays_for == year or self._writer is None:  # a region's own come with the act that chooses it
            return
        connection = self._connected()
        region = self._team(connection).region
        missing = team.missing_years(connection.execute, region, year)
        if missing:
            rows = team.holiday_rows(region, missing)
            self._writer.write(lambda tx: team.keep(tx.ask, rows), None)
        self._holidays_for = year

    def _settle_due(self, wait: float, *, refuse: bool) -> None:
        settle = self._settle
        if settle is None:
            return
        tried: set[_Due] = set()  # what could not be settled is not asked for again
        now = {"now": micros(self.clock.now())}
        while refuse or len(tried) < dues.AT_ONCE:  # a reader need not wait for all of a Monday morning
            due = [row for row in map(tuple, self._connected().execute(dues.DUE, now)) if row not in tried]
            if not due:
                return
            for row in due:
                tried.add(row)
                if not self._settle_one(settle, row, wait, refuse=refuse):
                    return
                if row[0] in dues.BRINGS_MORE:
                    break

    def _settle_one(self, settle: Settle, row: _Due, wait: float, *, refuse: bool) -> bool:
        kind, number, at = row
        try:
            self._ready().write(lambda tx: settle(tx, kind, number), None, at=instant(at), wait=wait)
        except StoreRefused:
            if refuse:
                raise
            return False
        return True

    def _connected(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect.reading(self.path)
            try:
                self._require_same_file()  # else this thread would read another store
            except StoreRefused:
                connection.close()
                raise
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        connection = self._connected()
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    def _team(self, connection: sqlite3.Connection) -> TeamSettings:
        return team.load(connection.execute)

    def _last_change(self) -> int:
        row = self._polling.execute("SELECT max(seq) FROM change").fetchone()
        return int(row[0] or 0)

    def _refusal(self, error: sqlite3.Error) -> Exception:
        return opening.translate(error, self.path) or error
