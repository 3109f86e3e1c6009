"""What has to hold in a store after every step, whatever was done, and how a step is done so that it can be held."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from desk import acts, views
from desk.clock import micros
from desk.keeping import connect
from desk.keeping.check import check
from desk.rules.filters import Filter
from desk.sentences import refusal
from desk.sentences.refusals import REFUSALS
from desk.words import Refused
from tests.acts.state import read_rows
from tests.kit.builders import team

TAKING = frozenset({"release", "assign", "reopen", "unmerge", "undo", "redo"})
"""The acts that may take an inquiry out of somebody's hands: its holder's or a lead's, or what ended is begun anew."""


class Watched(RuleBasedStateMachine):
    """A store that is looked at row by row after every step."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desk-custody-"))
        self.desk = team(self.folder)
        self.file = sqlite3.connect(connect.address(self.desk.path, "ro"), uri=True, isolation_level=None)
        self.serial = 0
        self.versions: dict[tuple[str, int], int] = {}
        self.last: tuple[str, Any, Any] | None = None
        self.undoer = "anna"
        self.desk.customer("Kraus KG", rep="mia", email="k@kraus.example")
        for holder in (None, "anna", "mia", "joerg"):
            self.desk.inquiry(email="k@kraus.example", holder=holder)
        for number in (1002, 1003):
            self.desk.callback(inquiry=number, phone="0211 123456")
        self.desk.do(acts.time.snooze, 1004, self.desk.now + timedelta(minutes=30), rep="joerg")
        self.before = read_rows(self.file)

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            assert check(self.desk.path).found == ()
        finally:
            self.file.close()
            self.desk.close()
            shutil.rmtree(self.folder)

    # what has to hold

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "desk"):
            return
        page = self.desk.read(views.inbox.page, Filter(closed=True), None, None)  # settles what is due
        now = read_rows(self.file)
        for each in now["inquiry"]:
            self.one_place_and_one_step(each, now["callback"])
        self.nothing_is_taken(now)
        self.versions_grow(now)
        self.order_is(page, now)
        assert self.ask("SELECT count(*) FROM act WHERE id NOT IN (SELECT act_id FROM trail)") == [(0,)]
        opened = {each["number"] for each in now["inquiry"] if each["state"] != "closed"}
        dangling = [
            each
            for each in now["callback"]
            if each["state"] == "open" and each["inquiry_number"] is not None and each["inquiry_number"] not in opened
        ]
        assert not dangling, "a callback waits for what is closed"
        self.before = now

    def one_place_and_one_step(self, row: dict[str, Any], callbacks: list[dict[str, Any]]) -> None:
        if row["state"] == "closed":
            assert row["outcome"]
            assert row["next_step"] is None
            return
        assert (row["holder_id"] is None) == (row["state"] == "new"), "neither in the inbox nor with one holder"
        calls = [
            each["from_at"] for each in callbacks if each["inquiry_number"] == row["number"] and each["state"] == "open"
        ]
        plans = [
            (row["due_at"] if row["first_reply_at"] is None else None, "first_reply"),
            (min(calls, default=None), "callback"),
            (row["follow_up_at"], "follow_up"),
        ]
        if row["state"] == "snoozed":
            assert row["wake_at"] > micros(self.desk.now), "it should be awake"
            plans = [(row["wake_at"], "snooze")]
        waiting = [plan for plan in plans if plan[0] is not None]
        assert waiting, "no next step"
        assert row["next_at"] == min(at for at, _ in waiting)
        assert (row["next_at"], row["next_step"]) in waiting

    def nothing_is_taken(self, now: dict[str, Any]) -> None:
        held = {each["number"]: each["holder_id"] for each in self.before["inquiry"] if each["state"] != "closed"}
        for each in now["inquiry"]:
            before = held.get(each["number"])
            if before is not None and each["holder_id"] != before:
                (name,) = self.ask("SELECT name FROM act ORDER BY id DESC LIMIT 1")[0]
                assert name in TAKING, f"{name} took #{each['number']} out of somebody's hands"

    def versions_grow(self, now: dict[str, Any]) -> None:
        for table in ("inquiry", "callback", "customer"):
            key = "id" if table == "customer" else "number"
            before = {each[key]: each for each in self.before.get(table, [])}
            found = dict(self.ask(f"SELECT {key}, version FROM {table}"))
            for each in now[table]:
                known, version = self.versions.get((table, each[key])), found[each[key]]
                if known is not None and each[key] in before:
                    assert version > known or (version == known and each == before[each[key]]), (table, each[key])
                self.versions[table, each[key]] = version

    def order_is(self, page: tuple[Any, ...], now: dict[str, Any]) -> None:
        opened = [each for each in now["inquiry"] if each["state"] != "closed"]
        opened.sort(key=lambda r: (r["state"] == "snoozed", r["next_at"], r["priority"], r["number"]))
        assert [row.number for row in page if row.state != "closed"] == [each["number"] for each in opened]

    # how it is done

    def inquiry(self, which: int) -> int:
        numbers = [number for (number,) in self.ask("SELECT number FROM inquiry ORDER BY number DESC LIMIT 5")]
        return numbers[which % len(numbers)]

    def callback(self, which: int) -> int:
        numbers = [number for (number,) in self.ask("SELECT number FROM callback ORDER BY number DESC LIMIT 5")]
        return numbers[which % len(numbers)] if numbers else 1

    def ask(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.file.execute(question, values).fetchall()

    def waiting(self, number: int) -> set[int]:
        sql = "SELECT number FROM callback WHERE inquiry_number = ? AND state = 'open'"
        return {row[0] for row in self.ask(sql, (number,))}

    def undone(self, act: int) -> int:
        return int(self.ask("SELECT undoes FROM act WHERE id = ?", (act,))[0][0])

    def does(self, act: Callable[..., Any], *args: Any, rep: str | None, **more: Any) -> Any:
        """Do it; refused, it has changed nothing and says why."""
        if rep == "holder":
            rep = self.desk.row(args[0]).holder or "mia"
        self.desk.row(1001)  # what is due settles itself in acts of its own
        commits, before = self.ask("PRAGMA data_version"), read_rows(self.file)
        self.last = None
        with refusals() as refused:
            done = self.desk.do(act, *args, rep=rep, **more)
            if done.act_id is not None:
                self.last = (rep or "", done.act_id, before)
            return done
        assert refused[0].reason in REFUSALS
        assert "?" not in refusal(refused[0])
        assert self.ask("PRAGMA data_version") == commits, "a refused act changed something"
        return None


@contextlib.contextmanager
def refusals() -> Iterator[list[Refused]]:
    caught: list[Refused] = []
    try:
        yield caught
    except Refused as refused:
        caught.append(refused)
