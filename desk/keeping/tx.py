"""One act's transaction: the rows it may change, who does it and when, and what it leaves in the trails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from desk.keeping import rooms
from desk.keeping.recording import Recording
from desk.rows import RepRow
from desk.rules.hours import Calendar
from desk.rules.settings import TeamSettings
from desk.tables import Callback, Customer, Inquiry, Rep
from desk.words import Act, Refused, State, Thing

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)

_STATE = "SELECT state, holder_id FROM inquiry WHERE number = ?"
_INQUIRY = select(Inquiry).where(col(Inquiry.number) == bindparam("number"))
"""Put together once: `session.get` does it anew each time, which is a third of its cost."""


@dataclass(slots=True)
class Entry:
    """What the trail of one thing will say of this act."""

    act: str
    note: str | None
    over_id: int | None


def raw(session: Session) -> sqlite3.Connection:
    """Give the driver's own connection, in the session's transaction."""
    found = session.connection().connection.driver_connection
    assert isinstance(found, sqlite3.Connection)  # as the store opened it
    return found


class Tx:
    """What an act is given first: everything it may touch, in one transaction that is kept whole or not at all."""

    def __init__(self, session: Session, rep: RepRow | None, now: datetime, team: TeamSettings) -> None:
        self.session = session
        self.ask = session.connection().exec_driver_sql  # SQL as such, for what needs no object: ten times as fast
        self.raw = raw(session)
        """The driver's connection, for what is asked in every act: five times as fast again."""
        self.now = now
        self.team = team
        self.entries: dict[tuple[Thing, int], Entry] = {}
        self.undoes: int | None = None
        self.redoes = False
        self.recording = Recording(session)
        self._rep = rep
        self._inquiries: dict[int, Inquiry] = {}
        self._held: dict[int, int] = {}
        self._handles: dict[int, str] = {} if rep is None else {rep.id: rep.handle}

    @property
    def calendar(self) -> Calendar:
        """The team's business time."""
        return self.team.calendar

    @property
    def desk_itself(self) -> bool:
        """True when nobody does this: the desk settles what is due, or takes in a mail."""
        return self._rep is None

    @property
    def rep(self) -> RepRow:
        """Whoever does it; raises Refused("no_rep") when the act needs a rep and there is none."""
        if self._rep is None:
            raise Refused("no_rep")
        return self._rep

    def inquiry(self, number: int) -> Inquiry:
        """Give an inquiry by its number; raises Refused("no_such_inquiry")."""
        found = self._inquiries.get(number)
        if found is None and 0 < number < 2**63:
            found = self.session.execute(_INQUIRY, {"number": number}).scalar()
        if found is None:
            raise Refused("no_such_inquiry", number=number)
        self._inquiries[number] = found
        if found.holder_id is not None:
            self._held.setdefault(number, found.holder_id)
        return found

    def state(self, number: int) -> tuple[State, int | None]:
        """Say how an inquiry stands and the key of its holder, without loading all of it; raises as `inquiry` does.

        Most of those who come too late are refused by this alone, while others wait.
        """
        if number not in self._inquiries and 0 < number < 2**63:
            for state, holder in self.raw.execute(_STATE, (number,)):
                return State(state), holder
        found = self.inquiry(number)
        return found.state, found.holder_id

    def callback(self, number: int) -> Callback:
        """Give a callback by its number; raises Refused("no_such_callback")."""
        found = self.session.get(Callback, number) if 0 < number < 2**63 else None
        if found is None:
            raise Refused("no_such_callback", number=number)
        return found

    def customer(self, number: str) -> Customer:
        """Give a customer by its number; raises Refused: no_such_customer, customer_merged (into another one)."""
        found = self.customers(number)
        if len(found) > 1:
            raise Refused("customer_merged", number=found[0].number, into=found[-1].number)
        return found[0]

    def customers(self, number: str) -> list[Customer]:
        """Give a customer by its number and, one after the other, those whose part it is: the last one stands for all.

        Raises Refused("no_such_customer").
        """
        each = self.first(select(Customer).where(col(Customer.number) == number.strip()))
        if each is None:
            raise Refused("no_such_customer", number=number.strip())
        found = [each]
        while each.merged_into is not None:
            each = self.session.get_one(Customer, each.merged_into)
            found.append(each)
        return found

    def colleague(self, handle: str) -> Rep:
        """Give a rep of the team by handle, in any case; raises Refused("no_such_rep")."""
        found = self.first(select(Rep).where(col(Rep.handle) == handle.strip().lower()))
        if found is None or found.ended_at is not None:
            raise Refused("no_such_rep", handle=handle.strip())
        return found

    def handle(self, rep_id: int | None) -> str | None:
        """Give the handle of a rep's key."""
        if rep_id is None:
            return None
        if rep_id not in self._handles:
            row = self.ask("SELECT handle FROM rep WHERE id = ?", (rep_id,)).first()
            if row is None:
                return None
            self._handles[rep_id] = row[0]
        return self._handles[rep_id]

    def first(self, question: SelectOfScalar[T]) -> T | None:
        """Give the first row that a SELECT finds, or None."""
        return self.session.exec(question).first()

    def all(self, question: SelectOfScalar[T]) -> Sequence[T]:
        """Give every row that a SELECT finds."""
        return self.session.exec(question).all()

    def add(self, row: Row) -> Row:
        """Put a new row into its table; its key is known afterwards."""
        self.session.add(row)
        self.session.flush()
        return row

    def remove(self, row: SQLModel) -> None:
        """Take a row out of its table: a customer's number, address or sector that no longer holds.

        Raises Refused("still_in_use") when another row refers to it.
        """
        self.session.delete(row)
        try:
            self.session.flush()
        except IntegrityError as error:
            raise Refused("still_in_use", table=str(row.__tablename__)) from error

    def note(self, row: SQLModel, act: Act, text: str | None = None, *, invited: bool = False) -> None:
        """Say what this act did to the thing that `row` belongs to: one entry in its trail, whatever else it says."""
        table = str(row.__tablename__)
        self.note_thing(rooms.owner(table, row.__getattribute__), act, text, invited=invited)

    def note_thing(self, thing: tuple[Thing, int], act: Act, text: str | None = None, *, invited: bool = False) -> None:
        """Say what this act did to a thing; the first word on a thing stands.

        Whoever was `invited` by the holder acts over nobody's head.
        """
        over = self._held.get(thing[1]) if thing[0] is Thing.INQUIRY else None
        if invited or self._rep is None or over == self._rep.id:
            over = None
        self.entries.setdefault(thing, Entry(act, text, over))

    @property
    def pending(self) -> bool:
        """True while rows are changed that have not been sent to the database."""
        return bool(self.session.new or any(map(self.session.is_modified, self.session.dirty)))

    def insert(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Put many new rows into a table at once, with keys and values as the database keeps them."""
        many = list(rows)
        if not many:
            return
        names = list(many[0])
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        self.ask(statement, [tuple(map(row.__getitem__, names)) for row in many])
        if table in rooms.MODELS:
            self.recording.inserted(table, many)

    def next_key(self, table: str) -> int:
        """Give the key that the next new row of a table would have; keys are never given twice."""
        found = self.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(found.scalar() or 0) + 1
