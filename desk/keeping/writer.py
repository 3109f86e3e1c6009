"""The one way to change a store: the gate, one IMMEDIATE transaction, its act row and its trail entries."""

from __future__ import annotations

import os
import pwd
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from desk import upgrades
from desk.clock import Clock, instant, micros
from desk.done import Done
from desk.keeping import connect, derived, opening, wording
from desk.keeping.gate import Gate, OnWait
from desk.keeping.recording import dumped
from desk.keeping.team import Ask, load
from desk.keeping.tx import Tx, raw
from desk.rows import RepRow, Touched
from desk.words import Act, Refused, Role, Side, StoreRefused, Thing

T = TypeVar("T")

Stage = Literal["idle", "gate", "lock", "act", "disk"]
"""Another desk writes; another program has locked the store; the act itself; the disk saves."""

_CUSTOMER = "SELECT number FROM customer WHERE id = ?"
_LAST = "SELECT at FROM act ORDER BY id DESC LIMIT 1"
_REP = "SELECT id, handle, name, side, role FROM rep WHERE handle = ? AND ended_at IS NULL"
_ACT = "INSERT INTO act (name, at, rep_id, undoes, os_user, clock_stopped) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
_ENTRY = "INSERT INTO trail (act_id, thing, thing_id, act, over_id, note, changes) VALUES (?, ?, ?, ?, ?, ?, ?)"


class Writer:
    """Writes to one store file over one connection; threads may share it, the gate lets one in at a time."""

    def __init__(self, path: str, clock: Clock, gate: Gate, identity: opening.Identity) -> None:
        self._path = path
        self._clock = clock
        self._gate = gate
        self._identity = identity
        self._engine = _engine(path)
        self._os_user = _os_user()
        self.doing = ""
        self.stage: Stage = "idle"
        """Where the act under way stands, for whoever waits for it; only looked at, from any thread."""

    def write(
        self,
        act: Callable[[Tx], T],
        rep: str | None,
        *,
        at: datetime | None = None,
        wait: float = 5.0,
        on_wait: OnWait | None = None,
    ) -> Done[T]:
        """Carry out one act in one transaction; it is in the store when this returns, or nothing of it is.

        `rep` is a handle, None for the desk itself; `at` the instant at which something was due, else now. Raises
        Refused from the act's rules, StoreRefused when the store can't be written.
        """
        if rep is not None or self.doing:
            self._gate.sign(f"{rep or ''} {self.doing}".rstrip())  # what a colleague reads who has to wait
        self.stage = "gate"
        try:
            return self._inside(act, rep, at, wait, on_wait)
        finally:
            self.stage = "idle"

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()

    def _inside(
        self, act: Callable[[Tx], T], rep: str | None, at: datetime | None, wait: float, on_wait: OnWait | None
    ) -> Done[T]:
        with self._gate.held(wait, on_wait):
            opening.require_same(self._path, self._identity)
            try:
                return self._transaction(act, rep, at)
            except (DBAPIError, sqlite3.Error) as error:
                refused = opening.translate(error, self._path)
                if refused is None:
                    raise
                raise refused from error

    def _transaction(self, act: Callable[[Tx], T], rep: str | None, at: datetime | None) -> Done[T]:
        with Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            # What every act needs is asked past SQLAlchemy: others wait meanwhile, and this takes a fifth of the time.
            self.stage = "lock"
            ask = raw(session).execute
            self.stage = "act"
            self._same_schema(ask)
            now = at or self._now(ask)
            tx = Tx(session, _rep(ask, rep), now, load(ask))
            value = act(tx)
            done = self._recorded(tx, value)
            self.stage = "disk"
            session.commit()
            return done

    def _same_schema(self, ask: Ask) -> None:
        """Refuse to write with the rules of yesterday into a store that a newer desk has brought on meanwhile."""
        ((found,),) = ask("PRAGMA user_version")
        if found != upgrades.SCHEMA:
            raise StoreRefused("store_newer", path=self._path, found=found, known=upgrades.SCHEMA)

    def _now(self, ask: Ask) -> datetime:
        """Give the clock's now, or the last act's instant when the clock stands behind it."""
        now = self._clock.now()
        return max([now, *(instant(at) for (at,) in ask(_LAST))])

    def _recorded(self, tx: Tx, value: T) -> Done[T]:
        changes = tx.recording.changes()
        unsaid = changes.keys() - tx.entries.keys()
        if unsaid:
            raise RuntimeError(f"changed without an entry in its trail: {sorted(unsaid)}")
        if not tx.entries:
            return Done(value, None, "", tx.now, ())
        derived.refresh(tx.session, tx.recording.stale(changes))
        name = Act.UNDO.value if tx.undoes and not tx.redoes else next(iter(tx.entries.values())).act
        act_id = self._act_row(tx, name)
        rows = [
            (act_id, thing.value, key, entry.act, entry.over_id, entry.note, dumped(changes.get((thing, key), [])))
            for (thing, key), entry in tx.entries.items()
        ]
        tx.ask(_ENTRY, rows)
        said = {
            key
            for (thing, key), entry in tx.entries.items()
            if thing is Thing.INQUIRY and wording.told(entry.act, entry.note)
        }
        wording.follow(tx.raw.execute, changes, said | tx.recording.joined)
        over = next((entry.over_id for entry in tx.entries.values() if entry.over_id), None)
        touched = tuple(Touched(thing, key) for thing, key in tx.entries)
        notes = tuple(entry.note for entry in tx.entries.values())
        customer = next((tx.ask(_CUSTOMER, (key,)) for thing, key in tx.entries if thing is Thing.CUSTOMER), ())
        number = next((number for (number,) in customer), None)
        return Done(value, act_id, name, tx.now, touched, notes, tx.handle(over), number)

    def _act_row(self, tx: Tx, name: str) -> int:
        rep = None if tx.desk_itself else tx.rep.id
        stopped = int(self._clock.stopped)
        values = (name, micros(tx.now), rep, tx.undoes, self._os_user, stopped)
        ((key,),) = tx.raw.execute(_ACT, values)
        return int(key)


def _rep(ask: Ask, handle: str | None) -> RepRow | None:
    if handle is None:
        return None
    for key, kept, name, side, role in ask(_REP, (handle,)):
        return RepRow(key, kept, name, Side(side), Role(role))
    raise Refused("no_such_rep", handle=handle)


def _engine(path: str) -> Engine:
    def opened() -> sqlite3.Connection:
        return sqlite3.connect(connect.address(path, "rw"), uri=True, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=opened, poolclass=StaticPool)
    event.listen(engine, "connect", lambda connection, _record: connect.prepare(connection))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _os_user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
