"""One inquiry, one winner: eight desks reach for the same inquiries at the same time."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from desk import acts
from desk.clock import MachineClock
from desk.keeping import connect
from desk.keeping.check import check
from desk.store import Store
from desk.words import Channel, Refused, Side
from tests.kit.builders import Desk, team
from tests.races.desks import DESKS, PROOF, race

INQUIRIES = 300 if PROOF else 25


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with team(tmp_path, clock=MachineClock()) as made:
        for place in range(DESKS):
            made.do(acts.team.add, f"Rep {place}", Side.INSIDE, handle=f"rep{place}")
        yield made


def take_down(desk: Desk) -> list[int]:
    def many(tx: Any) -> list[int]:
        return [acts.receive.capture(tx, channel=Channel.PHONE, sender="S", about="A") for _ in range(INQUIRIES)]

    return desk.write(many).value


def claim(place: int, path: str, numbers: list[int]) -> Iterator[Any]:
    """Reach for every inquiry; give those won, those lost with who was faster, the seconds and the longest wait."""
    store = Store.open(path)
    store.warm()
    store.read(lambda reader: reader.one("SELECT 1"))
    yield
    won, lost, worst = [], [], 0.0
    begun = time.monotonic()
    for number in numbers:
        before = time.monotonic()
        try:
            store.write(lambda tx, number=number: acts.custody.claim(tx, number), f"rep{place}")
            won.append(number)
        except Refused as refused:
            lost.append((number, refused.reason, refused.facts.get("holder")))
        worst = max(worst, time.monotonic() - before)
    seconds = time.monotonic() - begun
    store.close()
    yield place, won, lost, seconds, worst


def blind(place: int, path: str, numbers: list[int]) -> Iterator[Any]:
    """Claim as a program would that looks first and then writes what it decided, without asking again."""
    connection = sqlite3.connect(path)
    connect.prepare(connection)
    yield
    won = []
    for number in numbers:
        (state,) = connection.execute("SELECT state FROM inquiry WHERE number = ?", (number,)).fetchone()
        time.sleep(0.001)  # what a person needs to decide, and far less
        if state == "new":
            connection.execute(
                "UPDATE inquiry SET state = 'held', holder_id = ? WHERE number = ?", (place % 3 + 1, number)
            )
            won.append(number)
    connection.close()
    yield place, won


@pytest.mark.serial
def test_of_eight_desks_that_reach_for_one_inquiry_one_wins_and_the_others_learn_who(desk: Desk, capsys) -> None:
    numbers = take_down(desk)
    results = race(claim, desk.path, numbers)
    winners = {number: f"rep{place}" for place, won, *_ in results for number in won}
    wins = Counter(number for _, won, *_ in results for number in won)
    assert wins == Counter(numbers), "each inquiry is won exactly once"
    for place, won, lost, *_ in results:
        assert len(won) + len(lost) == len(numbers)
        for number, reason, holder in lost:
            assert (reason, holder) == ("held_by", winners[number])
            assert holder != f"rep{place}"
    assert all(desk.row(number).holder == winners[number] for number in numbers)
    assert all(desk.acts_of(number) == ["receive", "claim"] for number in numbers)
    assert check(desk.path).sound
    # How fast it is says the bench (QUALITY, speed 9), on a machine that does nothing else.
    rate = DESKS * len(numbers) / max(seconds for *_, seconds, _ in results)
    worst = max(wait for *_, wait in results)
    with capsys.disabled() if PROOF else nullcontext():
        print(f"\n{DESKS} desks, {len(numbers)} inquiries: {rate:.0f} tries a second, worst wait {worst * 1000:.0f} ms")


@pytest.mark.serial
def test_desks_that_look_first_and_then_write_blindly_take_one_inquiry_twice(desk: Desk) -> None:
    """The control: without the rule inside the transaction the same race has many winners, and the check sees it."""
    numbers = take_down(desk)
    wins = Counter(number for _, won in race(blind, desk.path, numbers) for number in won)
    assert max(wins.values()) > 1
    assert not check(desk.path).sound
