"""Every act writes one act row, and exactly one entry in the trail of each thing it touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desk import acts
from desk.intake.records import CustomerRecord
from desk.keeping.check import check
from desk.words import Act, CallResult, Channel, FirstContact, Outcome, Priority, ReplyHow, Role, Side, State, Thing
from tests.house import customer_cases, team_cases
from tests.kit.builders import Desk, mail

Given = tuple[Callable[[Any], Any], str | None]
CASES: dict[Act, Callable[[Desk], Given]] = team_cases.CASES | customer_cases.CASES


def case(act: Act) -> Callable[[Callable[[Desk], Given]], None]:
    """Say how an act is done: prepare a desk, and give the act with whoever does it."""

    def keep(prepare: Callable[[Desk], Given]) -> None:
        CASES[act] = prepare

    return keep


def simple(act: Act, done: Callable[[Any, int], Any], holder: str | None = "anna") -> None:
    """Say of an act on one inquiry how it is done."""

    def prepare(desk: Desk) -> Given:
        number = desk.inquiry(holder=holder)
        return lambda tx: done(tx, number), "anna"

    CASES[act] = prepare


simple(Act.CLAIM, acts.custody.claim, None)
simple(Act.RELEASE, acts.custody.release)
simple(Act.ASSIGN, lambda tx, n: acts.custody.assign(tx, n, "mia"))
simple(Act.OFFER, lambda tx, n: acts.offers.offer(tx, n, "mia", note="please", contact=FirstContact.PARALLEL), None)
simple(Act.PROMISE, lambda tx, n: acts.promises.promise(tx, n, "prices", tx.now + timedelta(hours=1)), None)
simple(Act.REPLY, lambda tx, n: acts.work.reply(tx, n, ReplyHow.SPOKEN, "said"), None)
simple(Act.QUALIFY, lambda tx, n: acts.work.qualify(tx, n, what="chairs"))
simple(Act.QUOTE, lambda tx, n: acts.work.quote(tx, n, 100))
simple(Act.VISIT, lambda tx, n: acts.work.visit(tx, n, tx.now))
simple(Act.NOTE, lambda tx, n: acts.work.note(tx, n, "noted"))
simple(Act.EDIT, lambda tx, n: acts.work.edit(tx, n, {"about": "else"}))
simple(Act.PRIORITY, lambda tx, n: acts.work.priority(tx, n, Priority.HIGH))
simple(Act.ATTACH, lambda tx, n: acts.work.attach(tx, n, "once more"))
simple(Act.SNOOZE, lambda tx, n: acts.time.snooze(tx, n, tx.now + timedelta(hours=1)))
simple(Act.FOLLOW_UP, lambda tx, n: acts.time.follow_up(tx, n, tx.now + timedelta(hours=1)))
simple(Act.UNFOUND, lambda tx, n: acts.unfound.unfound(tx, "Kim Lang", "nothing was found"))
simple(Act.CLOSE, lambda tx, n: acts.work.close(tx, n, Outcome.NO_NEED))


def offered(desk: Desk, to: str = "mia") -> int:
    number = desk.inquiry(phone="0211 1")
    desk.do(acts.offers.offer, number, to, note="please", contact=FirstContact.NONE, why="asleep")
    return number


@case(Act.ACCEPT)
def _(desk: Desk) -> Given:
    number = offered(desk)
    return lambda tx: acts.offers.accept(tx, number), "mia"


@case(Act.DECLINE)
def _(desk: Desk) -> Given:
    number = offered(desk)
    return lambda tx: acts.offers.decline(tx, number, "full"), "mia"


@case(Act.TAKE_BACK)
def _(desk: Desk) -> Given:
    number = offered(desk)
    return lambda tx: acts.offers.takeback(tx, number), "anna"


@case(Act.EXPIRE)
def _(desk: Desk) -> Given:
    number = offered(desk)

    def late(tx: Any) -> None:
        tx.now += timedelta(hours=2)
        acts.due.settle(tx, "expire", number)

    return late, None


def promised(act: Act, done: Callable[[Any, int], None]) -> None:
    def prepare(desk: Desk) -> Given:
        number = desk.inquiry()
        desk.do(acts.promises.promise, number, "prices", desk.now + timedelta(hours=1), rep="mia")
        return lambda tx: done(tx, number), "anna"

    CASES[act] = prepare


promised(Act.PROMISE_KEPT, lambda tx, n: acts.promises.kept(tx, n, 1))
promised(Act.PROMISE_MOVED, lambda tx, n: acts.promises.moved(tx, n, 1, tx.now + timedelta(hours=2)))
promised(Act.PROMISE_BROKEN, lambda tx, n: acts.promises.broken(tx, n, 1, "forgotten"))


@case(Act.RECEIVE)
def _(desk: Desk) -> Given:
    first = desk.mail(message_id="a@x")
    assert first.number == 1001
    return lambda tx: acts.receive.mail(tx, mail(9, in_reply_to="a@x"), b"packed"), None


@case(Act.LINK)
def _(desk: Desk) -> Given:
    number, customer = desk.inquiry(), desk.customer()
    return lambda tx: acts.work.link(tx, number, customer), "mia"


@case(Act.WAKE)
def _(desk: Desk) -> Given:
    number = desk.inquiry(holder="anna")
    desk.do(acts.time.snooze, number, desk.now + timedelta(hours=1))
    return lambda tx: acts.time.wake(tx, number), "anna"


@case(Act.REOPEN)
def _(desk: Desk) -> Given:
    number = desk.inquiry()
    desk.do(acts.work.close, number, Outcome.SPAM)
    return lambda tx: acts.custody.reopen(tx, number), "mia"


@case(Act.MERGE)
def _(desk: Desk) -> Given:
    first, second = desk.inquiry(), desk.inquiry()
    return lambda tx: acts.merging.merge(tx, second, first), "mia"


@case(Act.UNMERGE)
def _(desk: Desk) -> Given:
    first, second = desk.inquiry(), desk.inquiry()
    desk.do(acts.merging.merge, second, first)
    return lambda tx: acts.merging.unmerge(tx, second), "mia"


@case(Act.CUSTOMER_ADD)
def _(desk: Desk) -> Given:
    values = {"company": "Kraus", "last_name": "K", "city": "Bonn", "phone": "0228 1234", "email": "a@b.example"}
    return lambda tx: acts.customers.add(tx, values | {"sector": "A, B"}), "mia"


@case(Act.CUSTOMER_EDIT)
def _(desk: Desk) -> Given:
    number = desk.customer(sector="A")
    return lambda tx: acts.customers.edit(tx, number, {"sector": "B", "phone": "0228 1", "company": "C"}), "mia"


@case(Act.CUSTOMER_IMPORT)
def _(desk: Desk) -> Given:
    rows = [CustomerRecord(n, number=f"N{n}", company=f"Firm {n}", phones=("0228 1234",)) for n in range(1, 4)]
    return lambda tx: acts.imports.customers(tx, rows), "anna"


@case(Act.CALLBACK_ADD)
def _(desk: Desk) -> Given:
    number = desk.inquiry()
    return lambda tx: acts.callbacks.add(tx, inquiry=number, at=tx.now), "mia"


def planned(desk: Desk) -> int:
    number = desk.inquiry(holder="anna")
    return desk.callback(inquiry=number)


@case(Act.CALLBACK_MOVE)
def _(desk: Desk) -> Given:
    number = planned(desk)
    return lambda tx: acts.callbacks.move(tx, number, tx.now + timedelta(hours=3)), "mia"


@case(Act.CALLBACK_CALL)
def _(desk: Desk) -> Given:
    number = planned(desk)
    return lambda tx: acts.callbacks.call(tx, number), "mia"


@case(Act.CALLBACK_RESULT)
def _(desk: Desk) -> Given:
    number = planned(desk)
    return lambda tx: acts.callbacks.result(tx, number, CallResult.REACHED, "fine"), "mia"


@case(Act.TEAM_ADD)
def _(desk: Desk) -> Given:
    return lambda tx: acts.team.add(tx, "Lea Lang", Side.FIELD, Role.MEMBER), "anna"


@case(Act.TEAM_SET)
def _(desk: Desk) -> Given:
    desk.inquiry()
    desk.inquiry(channel=Channel.EMAIL)
    return lambda tx: acts.team.change(tx, "hours", "Mo-Fr 12:00-18:00"), "anna"


@case(Act.UNDO)
def _(desk: Desk) -> Given:
    first, second = desk.inquiry(), desk.inquiry()
    desk.do(acts.merging.merge, second, first)
    return acts.undoing.undo, "anna"


@case(Act.REDO)
def _(desk: Desk) -> Given:
    desk.inquiry(holder="anna")
    desk.do(acts.undoing.undo)
    return acts.undoing.redo, "anna"


def bulk(desk: Desk) -> Given:
    numbers = [desk.inquiry() for _ in range(4)]
    desk.do(acts.custody.claim, numbers[2], rep="mia")
    return lambda tx: acts.bulk.each(tx, numbers, lambda n: acts.custody.claim(tx, n)), "anna"


def held_to(desk: Desk, prepare: Callable[[Desk], Given]) -> tuple[str, set[tuple[str, int]], set[tuple[str, int]]]:
    """Do an act; give its name, the things with an entry, and the things whose rows are not as they were."""
    act, rep = prepare(desk)
    before = things(desk)
    ((acts_before, last),) = desk.sql("SELECT (SELECT count(*) FROM act), max(id) FROM trail")
    done = desk.write(act, rep)
    ((count,),) = desk.sql("SELECT count(*) FROM act")
    assert count == acts_before + 1, "one act, one row"
    entries = desk.sql("SELECT thing, thing_id, act_id FROM trail WHERE id > ?", (last,))
    told = {(thing, key) for thing, key, _ in entries}
    assert len(told) == len(entries), "one entry for each thing"
    assert {act_id for *_, act_id in entries} == {done.act_id}
    assert told == {(each.thing.value, each.id) for each in done.touched}
    after = things(desk)
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return done.name, told, differ


def things(desk: Desk) -> dict[tuple[str, int], list[Any]]:
    """Give every row that acts change, by the thing it belongs to."""
    from desk.keeping import rooms

    found: dict[tuple[str, int], list[Any]] = {}
    for thing in Thing:
        for table, owner in rooms.parts(thing).items():
            for row in desk.sql(f"SELECT {owner}, * FROM {table} WHERE {owner} IS NOT NULL ORDER BY 2"):
                found.setdefault((thing.value, row[0]), []).append((table, row))
    return found


@pytest.mark.parametrize("act", [*Act], ids=str)
def test_an_act_writes_one_row_and_one_entry_for_each_thing_it_touched(desk: Desk, act: Act) -> None:
    name, told, differ = held_to(desk, CASES[act])
    assert name == act
    assert told
    assert differ <= told, "nothing changes without an entry"
    assert check(desk.path).sound


def test_one_verb_over_many_is_one_act_with_an_entry_for_each_it_was_done_to(desk: Desk) -> None:
    name, told, differ = held_to(desk, bulk)
    assert name == "claim"
    assert len(told) == 3
    assert differ == told
    assert desk.row(1003).holder == "mia"


def test_what_settles_itself_is_an_act_like_any_other(desk: Desk) -> None:
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.snooze, number, desk.now + timedelta(hours=1), rep="mia")
    ((before,),) = desk.sql("SELECT count(*) FROM act")
    desk.later(hours=2)
    assert desk.row(number).state is State.HELD
    assert desk.sql("SELECT name, rep_id FROM act WHERE id > ?", (before,)) == [("wake", None)]
    assert desk.acts_of(number)[-1] == "wake"


def test_an_act_that_changes_more_than_it_tells_is_seen(desk: Desk) -> None:
    """The control: the same comparison finds a row that changed without an entry."""
    number = desk.inquiry()
    before = things(desk)
    from tests.kit.builders import raw

    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE inquiry SET about = 'forged'")
    assert before[("inquiry", number)] != things(desk)[("inquiry", number)]
