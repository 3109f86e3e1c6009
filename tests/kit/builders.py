"""A small team at its desk, for tests: anna (inside, a lead), mia (inside) and joerg (field) share one store.

The clock stands on Monday, 23 November 2026, at 10:00 in Berlin; open are Monday to Friday, 8 to 18.
"""

from __future__ import annotations

import functools
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

import pytest

from desk import acts, views
from desk.acts import due
from desk.clock import Clock, StoppedClock
from desk.intake.records import MailRecord, digest
from desk.keeping.creating import create
from desk.rows import InquiryDetail, InquiryRow, TrailLine
from desk.store import Done, Store
from desk.words import Channel, Refused, Role, Side, Thing

T = TypeVar("T")

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BERLIN)
SETTINGS = {"zone": "Europe/Berlin", "hours": "Mo-Fr 08:00-18:00", "region": "DE-NW"}
REPS = (
    ("Anna Abel", Side.INSIDE, Role.LEAD),
    ("Mia Maier", Side.INSIDE, Role.MEMBER),
    ("Joerg Janssen", Side.FIELD, Role.MEMBER),
)


def local(text: str) -> datetime:
    """Give the instant of an ISO date and time on the wall in Berlin, such as "2026-11-23 14:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


class Desk:
    """One store, its stopped clock, and short words for what tests do again and again. Close it: it is a context."""

    def __init__(self, path: str, clock: Clock | None = None) -> None:
        self.path = path
        self.clock: Any = clock or StoppedClock(MONDAY)
        self.store = Store.open(path, self.clock, settle=due.settle)
        self._serial = itertools.count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def serial(self) -> int:
        """Give the next number for what has to differ each time."""
        return next(self._serial)

    def continue_from(self, serial: int) -> None:
        """Number what has to differ from `serial` on, because what is numbered below it is in the store already."""
        self._serial = itertools.count(serial)

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.clock.now()

    def later(self, **duration: float) -> datetime:
        """Put the clock on by a `timedelta(**duration)` and give the new now."""
        self.clock.move(self.now + timedelta(**duration))
        return self.now

    def again(self) -> Desk:
        """Open the same store once more, with the same clock: a colleague's desk."""
        return Desk(self.path, self.clock)

    def write(self, act: Callable[[Any], T], rep: str | None = "anna") -> Done[T]:
        """Carry out `act(tx)`."""
        return self.store.write(act, rep)

    def do(self, act: Callable[..., T], *args: Any, rep: str | None = "anna", **more: Any) -> Done[T]:
        """Carry out `act(tx, *args, **more)`."""
        return self.store.write(lambda tx: act(tx, *args, **more), rep)

    def read(self, view: Callable[..., T], *args: Any, **more: Any) -> T:
        """Ask `view(reader, *args, **more)`."""
        return self.store.read(lambda reader: view(reader, *args, **more))

    def refused(self, act: Callable[..., object], *args: Any, rep: str | None = "anna", **more: Any) -> Refused:
        """Try an act that has to be refused, leaving every row as it was, and give the refusal."""
        before = self.everything()
        with pytest.raises(Refused) as refused:
            self.do(act, *args, rep=rep, **more)
        assert self.everything() == before, "a refused act changed something"
        return refused.value

    def inquiry(self, *, rep: str = "anna", holder: str | None = None, **values: Any) -> int:
        """Take down an inquiry by phone, of somebody new each time, and give its number; `holder` claims it."""
        serial = self.serial()
        given = {"channel": Channel.PHONE, "sender": f"Sender {serial}", "about": f"Asks for {serial}"} | values
        number = self.do(acts.receive.capture, rep=rep, **given).value
        if holder is not None:
            self.do(acts.custody.claim, number, rep=holder)
        return number

    def customer(self, company: str | None = None, *, rep: str = "anna", **values: str) -> str:
        """Add a customer and give its number; `values` are the fields of `acts.customers.add` and its `why`."""
        company = company if company is not None else f"Firm {self.serial()} GmbH"
        why = values.pop("why", "agreed" if "care_model" in values else "")
        return self.do(acts.customers.add, {"company": company} | values, why, rep=rep).value

    def callback(self, *, rep: str = "anna", **values: Any) -> int:
        """Plan a callback, in an hour and to a number of its own unless told, and give its number."""
        given = {"at": self.now + timedelta(hours=1), "topic": "Call back"} | values
        if not given.keys() & {"inquiry", "customer", "phone"}:
            given["phone"] = f"0211 {self.serial():06d}"
        return self.do(acts.callbacks.add, rep=rep, **given).value

    def mail(self, **values: Any) -> Any:
        """Take in a mail, a new one each time unless told, and give what became of it."""
        return self.do(acts.receive.mail, mail(self.serial(), **values), b"packed", rep=None).value

    def row(self, number: int) -> InquiryRow:
        """Give an inquiry as lists show it."""
        return self.read(views.inbox.rows, (number,))[number]

    def detail(self, number: int) -> InquiryDetail:
        """Give an inquiry as the reading pane shows it."""
        return self.read(views.inquiry.detail, number)

    def trail(self, number: int, thing: Thing = Thing.INQUIRY) -> tuple[TrailLine, ...]:
        """Give the trail of an inquiry, or of another thing, oldest first."""
        from desk.views.trail import trail

        return tuple(sorted(self.read(trail, thing, number), key=lambda line: line.seq))

    def acts_of(self, number: int, thing: Thing = Thing.INQUIRY) -> list[str]:
        """Give the words of a thing's trail, oldest first."""
        return [line.act for line in self.trail(number, thing)]

    def sql(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask the store's file itself, past views and settling."""
        with raw(self.path) as connection:
            return connection.execute(question, values).fetchall()

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give every row of every table, so that a test can say that nothing changed."""
        named = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%schema' ORDER BY 1"
        with raw(self.path) as connection:  # one for all: each reads the schema first, which takes longer than the rows
            tables = [name for (name,) in connection.execute(named)]
            return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}


@contextmanager
def raw(path: str, mode: str = "ro") -> Iterator[Any]:
    """Open a store's file past the store, for reading; with mode "rw" as a program that knows no rules."""
    import sqlite3

    from desk.keeping import connect

    connection = sqlite3.connect(connect.address(path, mode), uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def mail(serial: int = 1, **values: Any) -> MailRecord:
    """Make the record of a readable mail; `values` replace its fields, and its digest is that of its raw bytes."""
    given: dict[str, Any] = {
        "where": f"mail {serial}",
        "raw": f"raw {serial}".encode(),
        "readable": True,
        "sender_name": f"Writer {serial}",
        "sender_email": f"writer{serial}@example.org",
        "subject": f"Subject {serial}",
        "text": f"Text {serial}",
        "message_id": f"{serial}@example.org",
    }
    given |= values
    given.setdefault("full_text", given["text"])
    given.setdefault("digest", digest(given["raw"]))
    return MailRecord(**given)


def team(tmp_path: Path, *, clock: Clock | None = None, name: str = "desk.db") -> Desk:
    """Make a store in `tmp_path` with the team of three, and open it; close what you were given."""
    path = tmp_path / name
    path.touch(mode=0o600)
    path.write_bytes(_template())  # of a store that nobody has open
    return Desk(str(path), clock)


def empty(tmp_path: Path, *, clock: Clock | None = None, name: str = "empty.db") -> Desk:
    """Make a store without a team, and open it; close what you were given."""
    clock = clock or StoppedClock(MONDAY)
    create(str(tmp_path / name), clock, SETTINGS["region"])
    return Desk(str(tmp_path / name), clock)


def after(story: Callable[[Desk], object], tmp_path: Path, *, name: str = "desk.db") -> Desk:
    """Make the team's store as `story` leaves it, at its hour, and open it; close what you were given.

    The story is told once in a process and copied; it is the same function each time, and hands nothing over.
    """
    path = tmp_path / name
    path.touch(mode=0o600)
    kept, now, serial = _told(story)
    path.write_bytes(kept)
    desk = Desk(str(path), StoppedClock(now))
    desk.continue_from(serial)
    return desk


@functools.cache
def _told(story: Callable[[Desk], object]) -> tuple[bytes, datetime, int]:
    with tempfile.TemporaryDirectory(prefix="desk-told-") as folder:
        with team(Path(folder)) as desk:
            story(desk)
        return _alone(desk.path), desk.now, desk.serial()


def _alone(path: str) -> bytes:
    assert not os.path.exists(f"{path}-wal"), "all of it is in the one file that is copied"
    return Path(path).read_bytes()


@functools.cache
def _template() -> bytes:
    """Make the team's store once in a process: building it costs a second, copying it nothing."""
    with tempfile.TemporaryDirectory(prefix="desk-team-") as folder:
        with empty(Path(folder)) as desk:
            name, side, role = REPS[0]
            desk.do(acts.team.found, SETTINGS, name, None, side, role, rep=None)
            for name, side, role in REPS[1:]:
                desk.do(acts.team.add, name, side, role)
        return _alone(desk.path)
