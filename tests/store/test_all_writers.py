"""Whoever writes to a store, in whatever role, writes so that a power cut takes nothing: WAL and synchronous=FULL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import acts, demo
from desk.clock import StoppedClock
from desk.intake.records import CustomerRecord
from desk.keeping import backup, connect, repairing
from desk.keeping.creating import create
from desk.store import Store
from tests.house.source import calls, files, tree
from tests.kit.builders import MONDAY, Desk, mail, team
from tests.kit.old import old_store

CLOCK = StoppedClock(MONDAY)
SAFE = ("wal", 2)

Role = Callable[[Path], None]


class Watched:
    """Every commit of a store, with what the connection was set to."""

    def __init__(self) -> None:
        self.commits: list[tuple[str, int]] = []

    def note(self, connection: sqlite3.Connection) -> None:
        (journal,) = sqlite3.Connection.execute(connection, "PRAGMA journal_mode").fetchone()
        (synced,) = sqlite3.Connection.execute(connection, "PRAGMA synchronous").fetchone()
        self.commits.append((journal, synced))


@pytest.fixture
def watched(monkeypatch) -> Watched:
    """Look at each connection to a file just before it commits; also where it commits each statement by itself."""
    found, plain = Watched(), sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, values: Any = ()) -> Any:
            if sql == "COMMIT":
                found.note(self)
            before = self.total_changes
            cursor = super().execute(sql, values)
            if not self.in_transaction and self.total_changes != before:
                found.note(self)
            return cursor

        def commit(self) -> None:
            if self.in_transaction:
                found.note(self)
            super().commit()

    def connected(address: str, **more: Any) -> sqlite3.Connection:
        return plain(address, **more) if address == ":memory:" else plain(address, **more, factory=Connection)

    monkeypatch.setattr(sqlite3, "connect", connected)
    return found


def inquiries(folder: Path) -> None:
    with team(folder) as desk:
        number = desk.inquiry(holder="mia")
        desk.do(acts.time.snooze, number, desk.now + timedelta(hours=1), rep="mia")
        desk.later(hours=2)
        desk.row(number)
        desk.do(acts.custody.claim, desk.inquiry())
        desk.do(acts.undoing.undo)


def next_years(folder: Path) -> None:
    with team(folder) as desk:
        desk.later(days=4000)
        desk.inquiry()


def upgraded(folder: Path) -> None:
    Store.open(old_store(folder / "desk.db"), CLOCK).close()


def restored(folder: Path) -> None:
    old = old_store(folder / "backup.db")
    backup.restore(old, str(folder / "new" / "desk.db"), CLOCK)
    with Desk(str(folder / "new" / "desk.db")) as desk:
        desk.inquiry(rep="anna")


def imported(folder: Path) -> None:
    with team(folder) as desk:
        rows = [CustomerRecord(n, number=f"N{n}", company=f"Firm {n}") for n in range(1, 4)]
        desk.do(acts.imports.customers, rows)
        desk.do(acts.receive.mail, mail(1), b"packed", rep=None)


def reworded(folder: Path) -> None:
    with team(folder) as desk:
        desk.inquiry()
        repairing.words_anew(desk.path)


ROLES: dict[str, Role] = {
    "a new store": lambda folder: create(str(folder / "desk.db"), CLOCK, "DE-NW"),
    "acts, what is due, and undo": inquiries,
    "holidays of years to come": next_years,
    "an upgrade": upgraded,
    "a restore": restored,
    "imports": imported,
    "words anew": reworded,
    "a demo": lambda folder: demo.make(str(folder / "desk.db"), CLOCK, customers=10, inquiries=20) and None,
}


@pytest.mark.parametrize("role", ROLES)
def test_every_commit_of_every_role_is_one_that_a_power_cut_does_not_take(tmp_path, watched, role: str) -> None:
    ROLES[role](tmp_path)
    assert watched.commits
    assert set(watched.commits) == {SAFE}


@pytest.mark.parametrize("setting", ["synchronous=NORMAL", "journal_mode=DELETE"])
def test_a_role_that_sets_less_is_seen(tmp_path, watched, monkeypatch, setting: str) -> None:
    """The control: the same watch, on a store whose connections are set to less and don't look at what they got."""
    name = setting.partition("=")[0]
    lax = tuple(f"PRAGMA {setting}" if name in pragma else pragma for pragma in connect.WRITE_PRAGMAS)
    monkeypatch.setattr(connect, "WRITE_PRAGMAS", lax)
    monkeypatch.setattr(connect, "_DURABLE", ())
    ROLES["a new store"](tmp_path)
    assert SAFE not in watched.commits


OPENERS = {
    "keeping/connect.py": "readers",
    "keeping/creating.py": "a new store",
    "keeping/upgrading.py": "an upgrade, also in a restore",
    "keeping/repairing.py": "all words anew",
    "keeping/writer.py": "all acts",
    "keeping/opening.py": "takes back a write that was cut short, and writes nothing",
    "keeping/backup.py": "reads a store for its copy, which is synced by hand",
    "keeping/check.py": "in memory",
    "keeping/drafts.py": "what is typed, beside the store; losing the last 300 ms of it is no loss of the team's",
}


def openers() -> set[str]:
    return {
        "/".join(path.parts[-2:]) for path in files() for name, call in calls(tree(path))
        if name == "connect" and module_of(call) == "sqlite3"
    }  # fmt: skip


def module_of(call: Any) -> str:
    return str(getattr(getattr(call.func, "value", None), "id", ""))


def test_no_other_part_of_the_desk_opens_a_file_of_sqlite() -> None:
    assert openers() <= set(OPENERS)
    assert len(openers()) > 5, "the control: they are found"
