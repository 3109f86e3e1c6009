"""Eight desks offer, accept, decline and take back the same inquiries while offers run out: each has one holder."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from desk import acts
from desk.acts import due
from desk.clock import StoppedClock
from desk.keeping.check import check
from desk.store import Store
from desk.words import Channel, FirstContact, Refused, Side
from tests.kit.builders import MONDAY, Desk, raw, team
from tests.races.desks import DESKS, PROOF, race

INQUIRIES = 100 if PROOF else 20
TURNS = 400 if PROOF else 60
ENDS = frozenset({"accept", "decline", "take_back", "expire"})
ACTS: dict[str, Callable[[Any, int, str], object]] = {
    "offer": lambda tx, number, to: acts.offers.offer(
        tx, number, to, note="x", contact=FirstContact.NONE, why="racing", within_minutes=3
    ),
    "take": lambda tx, number, to: acts.custody.take(tx, number),
    "accept": lambda tx, number, to: acts.offers.accept(tx, number),
    "decline": lambda tx, number, to: acts.offers.decline(tx, number, "full"),
    "take_back": lambda tx, number, to: acts.offers.takeback(tx, number),
}


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with team(tmp_path) as made:
        for place in range(DESKS):
            made.do(acts.team.add, f"Rep {place}", Side.INSIDE, handle=f"rep{place}")
        yield made


def hand(place: int, path: str, numbers: list[int]) -> Iterator[Any]:
    """Do to inquiries what one sees can be done, each fourth time whatever comes to mind; count done and refused.

    By a clock of one's own that runs on. Whoever looks before acting gets somewhere however the desks are scheduled.
    """
    clock, chance = StoppedClock(MONDAY), random.Random(place)
    me = f"rep{place}"
    store = Store.open(path, clock, settle=due.settle)
    store.warm()
    yield
    told: Counter[str] = Counter()
    for turn in range(TURNS):
        clock.move(clock.now() + timedelta(seconds=chance.randrange(60)))
        number, fitting = store.read(lambda reader: seen(reader, me, chance, numbers))
        name = chance.choice(fitting if turn % 4 else list(ACTS))
        act, to = ACTS[name], f"rep{chance.randrange(DESKS)}"
        try:
            told[store.write(lambda tx, act=act, n=number, to=to: act(tx, n, to), me).name] += 1
        except Refused as refused:
            told[refused.reason] += 1
    store.close()
    yield place, told


def seen(reader: Any, me: str, chance: random.Random, numbers: list[int]) -> tuple[int, list[str]]:
    """Look for what waits for an answer, else at what is free or one's own; give one and what `me` can do to it now."""

    def one(table: str, where: str) -> int | None:
        mine = where.replace(":me", "(SELECT id FROM rep WHERE handle = :me)")
        found = reader.numbers(f"SELECT {table} WHERE {mine} ORDER BY 1", me=me)
        return chance.choice(found) if found else None

    offers = "inquiry_number FROM offer"
    if chance.random() < 0.15 and (number := one(offers, "state = 'open' AND from_id = :me")):
        return number, ["take_back"]
    if number := one(offers, "state = 'open' AND to_id = :me"):
        return number, ["take", "accept", "decline"]
    if number := one("number FROM inquiry", "state = 'new'"):
        return number, ["offer" if number % 2 else "take"]  # the first act is the one here and the other there
    return one("number FROM inquiry", "state = 'held' AND holder_id = :me") or chance.choice(numbers), ["offer"]


@pytest.mark.serial
def test_whatever_eight_desks_do_each_inquiry_ends_with_one_holder(desk: Desk) -> None:
    def many(tx: Any) -> list[int]:
        return [acts.receive.capture(tx, channel=Channel.PHONE, sender="S", about="A") for _ in range(INQUIRIES)]

    numbers = desk.write(many).value
    told: Counter[str] = sum((found for _, found in race(hand, desk.path, numbers)), Counter())
    assert min(told["offer"], told["claim"], told["accept"] + told["take_back"] + told["decline"]) > 0, told
    assert check(desk.path).sound
    ((expired,),) = desk.sql("SELECT count(*) FROM trail WHERE act = 'expire'")
    assert expired > 0, "time ran out for nobody"
    for number in numbers:
        assert (
            held_by_turns(desk, number) == desk.sql("SELECT holder_id FROM inquiry WHERE number = ?", (number,))[0][0]
        )


def held_by_turns(desk: Desk, number: int) -> int | None:
    """Walk the trail: an offer ends once and before the next one, only its receiver accepts; give who holds it."""
    holder: int | None = None
    offer: tuple[int, int] | None = None
    entries = desk.sql(
        "SELECT trail.act, act.rep_id FROM trail JOIN act ON act.id = trail.act_id "
        "WHERE thing = 'inquiry' AND thing_id = ? ORDER BY trail.id",
        (number,),
    )
    sent = iter(desk.sql("SELECT from_id, to_id FROM offer WHERE inquiry_number = ? ORDER BY id", (number,)))
    for act, rep in entries:
        if act == "claim":
            assert holder is None
            holder = rep
        elif act == "offer":
            assert offer is None, "offered twice at once"
            assert holder in (None, rep)
            holder, offer = rep, next(sent)
        elif act in ENDS:
            assert offer is not None, "ended twice"
            assert act != "accept" or rep == offer[1], "accepted by somebody else"
            holder, offer = (rep if act == "accept" else offer[0]), None
    return holder


def test_an_answer_that_looks_first_and_then_writes_blindly_is_found(desk: Desk) -> None:
    """The control: an acceptance past the rules leaves an offer open beside its new holder."""
    number = desk.inquiry(holder="anna")
    desk.do(acts.offers.offer, number, "mia", note="x", contact=FirstContact.SPOKEN)
    with raw(desk.path, "rw") as connection:
        connection.execute("UPDATE inquiry SET state = 'held', holder_id = 2 WHERE number = ?", (number,))
    assert {each.kind for each in check(desk.path).found} >= {"offer_wrong", "row_differs"}
