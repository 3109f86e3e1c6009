"""What has to hold in a store after every step, whatever was done, and how a step is done so that it can be held."""

from __future__ import annotations

import contextlib
import functools
import re
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
from desk.rules.filters import Filter, parse
from desk.rules.folding import fold
from desk.sentences import refusal
from desk.sentences.refusals import REFUSALS
from desk.words import FirstContact, Refused, Side
from tests.acts.custody_people import (
    absences_keep_their_times,
    nobody_has_left_with_anything,
    what_is_merged_has_nothing,
)
from tests.acts.state import read_rows
from tests.kit import said
from tests.kit.builders import Desk, team

REPS = ("anna", "mia", "joerg", "lea")
FAR = 2**62
TAKING = frozenset("accept release assign reopen unmerge undo redo away away_begins back leave".split())
"""The acts that may take an inquiry out of somebody's hands: its holder's, a lead's, absences; what is begun anew."""
ENDING = frozenset({"expire", "decline", "part", "object"})
"""The acts that end an offer: while its sender is away, whoever stands in has it afterwards."""

_EXPIRED = "SELECT inquiry_number, ended_at, due_at FROM offer WHERE state = 'expired' AND ended_at <> due_at"
_EXPIRIES = """
  SELECT number, (SELECT count(*) FROM offer WHERE inquiry_number = number AND offer.state = 'expired') AS expired,
    (SELECT count(*) FROM trail WHERE thing = 'inquiry' AND thing_id = number AND act = 'expire') AS told
  FROM inquiry WHERE expired <> told
"""
_CAME_BACK = """
  SELECT thing_id, act, changes FROM trail WHERE id > ? AND thing = 'inquiry' AND act IN ('expire', 'decline')
"""
_DONE_TO = """
  SELECT act.name FROM trail JOIN act ON act.id = act_id WHERE thing = 'inquiry' AND thing_id = ? AND trail.id > ?
"""
"""What was done to an inquiry since it was last looked at: a jump of the clock settles many things at once."""


def open_on(each: dict[str, Any], row: dict[str, Any]) -> bool:
    """Say whether an offer, a promise or a callback is open and belongs to an inquiry."""
    return bool(each["inquiry_number"] == row["number"] and each["state"] == "open")


@functools.cache
def beginning() -> bytes:
    """Make once in a process the store that each story begins with: every rep has something, two things are offered.

    Whoever plants a bug asks for it before.
    """
    with tempfile.TemporaryDirectory(prefix="desk-custody-") as folder, team(Path(folder)) as desk:
        faces = {"inside": "mia", "field": "joerg"}
        desk.customer("Kraus KG", email="k@kraus.example", grade="B", **faces)
        desk.customer("Vogt AG", rep="mia", email="v@vogt.example", **faces)
        desk.do(acts.team.add, "Lea Lang", Side.FIELD)
        for holder in (None, *REPS):
            desk.inquiry(email="k@kraus.example", holder=holder)
        desk.do(acts.tandems.pair, "mia", "joerg")
        for number in (1002, 1003):
            desk.callback(inquiry=number, phone="0211 123456")
        desk.do(acts.time.snooze, 1004, desk.now + timedelta(minutes=30), rep="joerg")
        for number, to in ((1002, "mia"), (1003, "joerg")):
            sender, told = desk.row(number).holder, {"note": "please", "contact": FirstContact.PARALLEL}
            desk.do(acts.offers.offer, number, to, rep=sender, **told)
            desk.do(acts.promises.promise, number, "prices", desk.now + timedelta(minutes=90), rep=sender)
        desk.close()
        return Path(desk.path).read_bytes()


class Watched(RuleBasedStateMachine):
    """A store that is looked at row by row after every step."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desk-custody-"))
        path = self.folder / "desk.db"
        path.touch(mode=0o600)
        path.write_bytes(beginning())
        self.desk = Desk(str(path))
        self.desk.continue_from(100)
        self.file = sqlite3.connect(connect.address(self.desk.path, "ro"), uri=True, isolation_level=None)
        self.serial = 0
        self.versions: dict[tuple[str, int], int] = {}
        self.last: tuple[str, Any, Any] | None = None
        self.undoer = "anna"
        self.before = read_rows(self.file)
        self.seen, self.undone_last, self.acted = 0, None, "anna"

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            assert check(self.desk.path).found == ()
            self.all_is_found_that_was_said()
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
            self.one_place_and_one_step(each, now)
        self.nothing_is_taken(now)
        self.offers_end_once_and_in_time(now)
        absences_keep_their_times(now, micros(self.desk.now))
        nobody_has_left_with_anything(now)
        what_is_merged_has_nothing(now)
        self.versions_grow(now)
        self.order_is(page, now, None)
        viewer = REPS[len(now["offer"]) % len(REPS)]
        self.order_is(self.desk.read(views.inbox.page, Filter(closed=True), viewer, None), now, viewer)
        assert self.ask("SELECT count(*) FROM act WHERE id NOT IN (SELECT act_id FROM trail)") == [(0,)]
        opened = {each["number"] for each in now["inquiry"] if each["state"] != "closed"}
        dangling = [
            each
            for each in now["callback"]
            if each["state"] == "open" and each["inquiry_number"] is not None and each["inquiry_number"] not in opened
        ]
        assert not dangling, "a callback waits for what is closed"
        self.before = now

    def all_is_found_that_was_said(self) -> None:
        notes = self.ask("SELECT thing_id, note FROM trail WHERE thing = 'inquiry'")
        texts = said.of_each(read_rows(self.file), notes)
        every = sorted(
            {word for each in texts.values() for text in each for word in re.findall("[a-z0-9]+", fold(text))}
        )
        for at, word in enumerate(every):
            typed = word[: 1 + at % len(word)]
            found = self.desk.read(views.inbox.ids, parse(typed, closed=True), None)
            assert set(found) == said.by_looking(texts, typed), f"{typed} was said"

    def one_place_and_one_step(self, row: dict[str, Any], now: dict[str, Any]) -> None:
        waits = [each for each in now["offer"] if open_on(each, row)]
        promises = [each["due_at"] for each in now["promise"] if open_on(each, row)]
        assert len(waits) == (row["state"] == "offered"), "an offer was lost, or made twice"
        assert [each["from_id"] for each in waits] in ([], [row["holder_id"]]), "offered by whoever does not hold it"
        assert row["state"] != "closed" or not promises, "a promise on what is closed"
        assert row["state"] != "snoozed" or min(promises, default=FAR) >= row["wake_at"], "sleeps past a promise"
        if row["state"] == "closed":
            assert row["outcome"]
            assert row["next_step"] is None
            return
        assert (row["holder_id"] is None) == (row["state"] == "new"), "neither in the inbox nor with one holder"
        calls = [each["from_at"] for each in now["callback"] if open_on(each, row)]
        plans = [
            (row["due_at"] if row["first_reply_at"] is None else None, "first_reply"),
            (min(calls, default=None), "callback"),
            (min(promises, default=None), "promise"),
            (waits[0]["due_at"] if waits else None, "offer"),
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
                names = {name for (name,) in self.ask(_DONE_TO, (each["number"], self.seen))}
                absences = [*self.before["absence"], *now["absence"]]
                gone = any(row["rep_id"] == before and row["state"] == "away" for row in absences)
                assert names & TAKING or (names & ENDING and gone), (
                    f"{names} took #{each['number']} out of somebody's hands"
                )

    def offers_end_once_and_in_time(self, now: dict[str, Any]) -> None:
        """An offer is there for ever, ends once, and expires at its instant; what comes back is marked so."""
        assert all(each["due_at"] > micros(self.desk.now) for each in now["offer"] if each["state"] == "open"), (
            "expired"
        )
        for number, ended, due in self.ask(_EXPIRED):
            assert ended == due, f"#{number} expired at another time than its own"
        assert self.ask(_EXPIRIES) == [], "an offer expired twice, or without a word"
        for number, act, changes in self.ask(_CAME_BACK, (self.seen,)):
            assert '"returned":[0,1]' in changes, f"{act} left #{number} unmarked"
        ((self.seen, undone),) = self.ask("SELECT max(id), max(id) FILTER (WHERE act IN ('undo', 'redo')) FROM trail")
        if undone == self.undone_last:
            after = {each["id"]: each["state"] for each in now["offer"]}
            for each in self.before.get("offer", []):
                assert each["id"] in after, "an offer is gone"
                assert each["state"] in ("open", after[each["id"]]), "an offer ended twice"
        self.undone_last = undone

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

    def order_is(self, page: tuple[Any, ...], now: dict[str, Any], viewer: str | None) -> None:
        opened = [each for each in now["inquiry"] if each["state"] != "closed"]

        def place(row: dict[str, Any]) -> tuple[Any, ...]:
            mine = viewer is not None and row["holder_id"] == REPS.index(viewer) + 1
            last = row["state"] == "snoozed"
            last |= row["state"] == "offered" and mine and row["next_at"] > micros(self.desk.now)
            return last, not (row["returned"] or last), row["next_at"], row["priority"], row["number"]

        opened.sort(key=place)
        assert [row.number for row in page if row.state != "closed"] == [each["number"] for each in opened]

    # how it is done

    def inquiry(self, which: int) -> int:
        numbers = [number for (number,) in self.ask("SELECT number FROM inquiry ORDER BY number DESC LIMIT 5")]
        return numbers[which % len(numbers)]

    def offered(self, which: int) -> int:
        """Give one that is offered, if there is one: answers to what nobody offered say little."""
        numbers = [number for (number,) in self.ask("SELECT inquiry_number FROM offer WHERE state = 'open' ORDER BY 1")]
        return numbers[which % len(numbers)] if numbers and which < 4 else self.inquiry(which)

    def callback(self, which: int) -> int:
        numbers = [number for (number,) in self.ask("SELECT number FROM callback ORDER BY number DESC LIMIT 5")]
        return numbers[which % len(numbers)] if numbers else 1

    def ask(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.file.execute(question, values).fetchall()

    def waiting(self, number: int) -> set[int]:
        sql = "SELECT number FROM callback WHERE inquiry_number = ? AND state = 'open'"
        return {row[0] for row in self.ask(sql, (number,))}

    def promised(self, *numbers: int) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(set(numbers)))
        found = f"FROM promise WHERE state = 'open' AND inquiry_number IN ({marks}) ORDER BY due_at, rep_id"
        return self.ask(f"SELECT rep_id, text, due_at {found}", tuple(set(numbers)))

    def undone(self, act: int) -> int:
        return int(self.ask("SELECT undoes FROM act WHERE id = ?", (act,))[0][0])

    def does(self, act: Callable[..., Any], *args: Any, rep: str | None, **more: Any) -> Any:
        """Do it; refused, it has changed nothing and says why."""
        if rep in ("holder", "receiver"):
            row = self.desk.row(args[0])
            rep = (row.holder if rep == "holder" else row.offered_to) or "mia"
        self.acted = rep
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
