"""Anything that three reps, customers, mails and a jumping clock can do to a store, and what has to hold after it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk import acts, views
from desk.clock import micros
from desk.keeping import connect
from desk.keeping.check import check
from desk.rules.filters import Filter
from desk.sentences import refusal
from desk.sentences.refusals import REFUSALS
from desk.words import CallResult, Channel, Fit, Outcome, Priority, Refused, ReplyHow, Side
from tests.acts.state import read_rows
from tests.kit.builders import mail, team

TEAM = ["anna", "mia", "joerg"]
REPS = st.sampled_from(TEAM)
HANDS = st.sampled_from([*TEAM, "holder", "holder", "holder"])
"""Whoever; half of the time whoever holds it, who may do the most."""
WHICH = st.integers(0, 4)
"""One of the five latest: few, so that reps meet."""
AHEAD = st.sampled_from([5, 30, 60, 300, 1_440, 10_000])

TAKING = frozenset({"release", "assign", "reopen", "unmerge", "undo", "redo"})
"""The acts that may take an inquiry out of somebody's hands: its holder's or a lead's, or what ended is begun anew."""


_TOUCHED = """
  SELECT later.id, later.name FROM trail AS mine
  JOIN trail AS other ON other.thing = mine.thing AND other.thing_id = mine.thing_id AND other.act_id > mine.act_id
  JOIN act AS later ON later.id = other.act_id
  WHERE mine.act_id = ? AND later.id < ? AND later.name NOT IN ('undo', 'redo')
    AND later.id NOT IN (SELECT undoes FROM act WHERE undoes IS NOT NULL)
"""
"""What was done to the same things since, and not taken back."""


_LAST = "SELECT act.name FROM act JOIN rep ON rep.id = act.rep_id WHERE handle = ? ORDER BY act.id DESC LIMIT 1"


class Custody(RuleBasedStateMachine):
    """Does what is drawn, and looks at every row after it."""

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

    # what people do

    @rule(rep=REPS, channel=st.sampled_from(Channel), number=st.booleans())
    def takes_down(self, rep, channel, number):
        phone = "0211 123456" if number else None
        self.does(acts.receive.capture, rep=rep, channel=channel, sender="Kraus", about="quote", phone=phone)

    @rule(rep=HANDS, which=WHICH)
    def claims(self, rep, which):
        number = self.inquiry(which)
        state = self.desk.row(number).state
        if self.does(acts.custody.claim, number, rep=rep):
            assert state == "new", "claimed what was not free"

    @rule(rep=HANDS, which=WHICH, act=st.sampled_from([acts.custody.release, acts.custody.reopen, acts.time.wake]))
    def hands_on(self, rep, which, act):
        self.does(act, self.inquiry(which), rep=rep)

    @rule(rep=HANDS, which=WHICH, to=REPS)
    def assigns(self, rep, which, to):
        self.does(acts.custody.assign, self.inquiry(which), to, rep=rep)

    @rule(rep=HANDS, which=WHICH, how=st.sampled_from(ReplyHow))
    def replies(self, rep, which, how):
        number = self.inquiry(which)
        if self.does(acts.work.reply, number, how, "said so", rep=rep):
            assert self.desk.row(number).first_reply_at is not None

    @rule(rep=HANDS, which=WHICH, kind=st.sampled_from(["qualify", "quote", "visit", "edit", "link", "priority"]))
    def works(self, rep, which, kind):
        number, tomorrow = self.inquiry(which), self.desk.now + timedelta(days=1)
        act, args, more = {
            "qualify": (acts.work.qualify, (), {"what": "spots", "fit": Fit.WARM}),
            "quote": (acts.work.quote, (12_345,), {}),
            "visit": (acts.work.visit, (tomorrow,), {}),
            "edit": (acts.work.edit, ({"about": "corrected", "channel": "email"},), {}),
            "link": (acts.work.link, ("K1",), {}),
            "priority": (acts.work.priority, (Priority.HIGH,), {}),
        }[kind]
        self.does(act, number, *args, rep=rep, **more)

    @rule(
        rep=HANDS,
        which=WHICH,
        act=st.sampled_from([acts.work.note, acts.work.attach]),
        text=st.sampled_from(["so", " "]),
    )
    def writes_down(self, rep, which, act, text):
        self.does(act, self.inquiry(which), text, rep=rep)

    @rule(rep=HANDS, which=WHICH, minutes=AHEAD, act=st.sampled_from([acts.time.snooze, acts.time.follow_up]))
    def puts_off(self, rep, which, minutes, act):
        self.does(act, self.inquiry(which), self.desk.now + timedelta(minutes=minutes), rep=rep)

    @rule(rep=HANDS, which=WHICH, outcome=st.sampled_from([each for each in Outcome if each is not Outcome.DUPLICATE]))
    def closes(self, rep, which, outcome):
        self.does(acts.work.close, self.inquiry(which), outcome, amount_cents=100, why="so", rep=rep)

    @rule(rep=REPS, which=WHICH, into=WHICH)
    def merges(self, rep, which, into):
        number, into = self.inquiry(which), self.inquiry(into)
        waiting = self.waiting(number) | self.waiting(into)
        if self.does(acts.merging.merge, number, into, rep=rep):
            assert self.waiting(into) == waiting, "a callback was dropped"

    @rule(rep=REPS, which=WHICH)
    def unmerges(self, rep, which):
        self.does(acts.merging.unmerge, self.inquiry(which), rep=rep)

    @rule(rep=REPS, which=WHICH, alone=st.booleans(), minutes=AHEAD, side=st.booleans())
    def plans_a_callback(self, rep, which, alone, minutes, side):
        about = {"phone": "0221 77", "topic": "call"} if alone else {"inquiry": self.inquiry(which)}
        owner = f"side:{Side.FIELD}" if side else None
        self.does(acts.callbacks.add, at=self.desk.now + timedelta(minutes=minutes), owner=owner, rep=rep, **about)

    @rule(rep=REPS, which=WHICH, result=st.sampled_from(CallResult), again=st.booleans())
    def notes_a_result(self, rep, which, result, again):
        at = self.desk.now + timedelta(hours=3) if again else None
        self.does(acts.callbacks.result, self.callback(which), result, again_at=at, rep=rep)

    @rule(rep=REPS, which=WHICH, minutes=AHEAD, dials=st.booleans())
    def calls_or_moves(self, rep, which, minutes, dials):
        if dials:
            self.does(acts.callbacks.call, self.callback(which), rep=rep)
        else:
            self.does(acts.callbacks.move, self.callback(which), self.desk.now + timedelta(minutes=minutes), rep=rep)

    @rule(rep=REPS, values=st.sampled_from([{"company": "Kraus KG", "email": "k@kraus.example"}, {"grade": "A"}, {}]))
    def adds_a_customer(self, rep, values):
        self.does(acts.customers.add, values, rep=rep)

    @rule(rep=REPS, values=st.sampled_from([{"sector": "A, B"}, {"company": "Vogt"}, {"phone": "0211 123456"}]))
    def changes_a_customer(self, rep, values):
        self.does(acts.customers.edit, "K1", values, rep=rep)

    @rule(
        rep=REPS, setting=st.sampled_from([("hours", "Mo-Sa 07:00-20:00"), ("hours", "Mo-Fr 09-17"), ("accept", "30")])
    )
    def sets_the_hours(self, rep, setting):
        self.does(acts.team.change, *setting, rep=rep)

    @rule(rep=REPS, act=st.sampled_from(["claim", "close"]))
    def does_many_at_once(self, rep, act):
        numbers = [self.inquiry(which) for which in range(3)]
        one = {
            "claim": acts.custody.claim,
            "close": lambda tx, number: acts.work.close(tx, number, Outcome.NO_NEED),
        }[act]
        self.does(lambda tx: acts.bulk.each(tx, numbers, lambda number: one(tx, number)), rep=rep)

    @rule(rep=REPS, which=st.none() | WHICH)
    def takes_back(self, rep, which):
        last, number = self.last, None if which is None else self.inquiry(which)
        done = self.does(acts.undoing.undo, number, rep=rep)
        if done and last is not None and last[0] == rep and self.undone(done.act_id) == last[1]:
            assert read_rows(self.file) == last[2], "what was taken back is not as before"
        if done:
            self.undoer = rep
            assert self.ask(_TOUCHED, (self.undone(done.act_id), done.act_id)) == [], "taken back over a colleague"

    @precondition(lambda self: hasattr(self, "desk") and self.ask(_LAST, (self.undoer,))[0][0] in ("undo", "redo"))
    @rule()
    def does_again(self):
        self.does(acts.undoing.redo, rep=self.undoer)

    # what happens by itself

    @rule(answers=st.none() | st.integers(1, 4), named=st.booleans(), which=WHICH, automatic=st.booleans())
    def a_mail_arrives(self, answers, named, which, automatic):
        self.serial += 1
        record = mail(
            self.serial,
            sender_email="k@kraus.example",
            in_reply_to=None if answers is None else f"{self.serial - answers}@example.org",
            subject_number=self.inquiry(which) if named else None,
            automatic=automatic,
            received_at=self.desk.now - timedelta(minutes=5 * (self.serial % 3)),
        )
        self.does(acts.receive.mail, record, b"", rep=None)

    @rule(minutes=st.sampled_from([1, 20, 61, 400, 1_500, 5_000, -60]))
    def time_passes(self, minutes):
        self.desk.later(minutes=minutes)
        self.last = None

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
