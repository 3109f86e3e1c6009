"""What the screen said was saved is there after kill -9, whole, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest

from desk.clock import MachineClock
from desk.keeping.check import check
from desk.store import Store
from tests.kit.builders import Desk, team
from tests.races.desks import PROOF, SERVER, a_round, captured

WANTED = 10_000 if PROOF else 400
DESKS = 3
LIFE = 150 if PROOF else 40  # acts after which a desk is killed, on average
ACK = 24  # bytes of one acknowledgement: "ACT THINGS", written in one piece


def work(path: str, pipe: Any) -> None:
    """Take down, claim, reply, note and close for ever, in acts of one and of many things; tell of each when saved."""
    store = Store.open(path)
    descriptor = pipe.fileno()

    def write(act: Any) -> Any:
        done = store.write(act, "anna")
        os.write(descriptor, f"{done.act_id} {len(done.touched)}".ljust(ACK).encode())
        return done.value

    while True:
        a_round(write)


def boast(path: str, pipe: Any) -> None:
    """Acknowledge an act before it is saved, and wait to be killed."""
    store = Store.open(path)

    def act(tx: Any) -> None:
        captured(tx)
        number = tx.ask("SELECT max(id) + 1 FROM act").scalar()
        os.write(pipe.fileno(), f"{number} 1".ljust(ACK).encode())
        signal.pause()

    store.write(act, "anna")


@dataclass
class Life:
    """One desk from its start to its kill: what it acknowledged, read while it lives."""

    process: Any
    pipe: Any
    ends_after: int
    acked: list[tuple[int, int]] = field(default_factory=list)
    rest: bytes = b""

    def read(self) -> None:
        """Read what has been acknowledged so far."""
        data = self.rest + os.read(self.pipe.fileno(), 1 << 16)
        whole = len(data) // ACK * ACK
        self.rest = data[whole:]
        for place in range(0, whole, ACK):
            act, things = data[place : place + ACK].split()
            self.acked.append((int(act), int(things)))

    def end(self) -> None:
        """Kill it, and read what it could still say."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        assert self.process.exitcode == -signal.SIGKILL, "it must not end by itself"
        while self.pipe.poll():
            try:
                before = len(self.acked)
                self.read()
            except OSError:
                break
            if len(self.acked) == before:
                break
        assert not self.rest
        self.pipe.close()


def begin(path: str, does: Callable[..., None], ends_after: int) -> Life:
    mine, its = SERVER.Pipe(duplex=False)
    process = SERVER.Process(target=does, args=(path, its))
    process.start()
    its.close()
    return Life(process, mine, ends_after)


def lost(desk: Desk, acked: list[tuple[int, int]]) -> list[int]:
    """Give the acknowledged acts that are not there, or not with every entry."""
    entries = dict(desk.sql("SELECT act_id, count(*) FROM trail GROUP BY act_id"))
    return [act for act, things in acked if entries.get(act) != things]


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with team(tmp_path, clock=MachineClock()) as made:
        yield made


@pytest.mark.serial
def test_of_desks_that_are_killed_again_and_again_no_acknowledged_act_is_lost_and_none_is_half_there(
    desk: Desk, capsys
) -> None:
    chance = random.Random(7)

    def another() -> Life:
        return begin(desk.path, work, chance.randint(1, 2 * LIFE))

    ended: list[Life] = []
    lives = [another() for _ in range(DESKS)]
    while sum(len(life.acked) for life in ended) < WANTED:
        life = lives.pop(0)
        while len(life.acked) < life.ends_after:
            life.read()
        time.sleep(chance.random() * 0.003)  # so that it dies anywhere in an act, not only after one
        life.end()
        ended.append(life)
        lives.append(another())
    for life in lives:
        life.end()
    acked = [each for life in ended + lives for each in life.acked]
    ((saved,),) = desk.sql("SELECT count(*) FROM act WHERE name <> 'team_add' AND name <> 'team_set'")
    gone, kills = lost(desk, acked), len(ended) + len(lives)
    with capsys.disabled() if PROOF else nullcontext():
        print(f"\n{kills} kills: {len(acked)} acknowledged, {len(gone)} lost, {saved - len(acked)} saved but not said")
    assert not gone
    assert len({act for act, _ in acked}) == len(acked)
    assert 0 <= saved - len(acked) <= kills, "a kill may come between the commit and its word, once each"
    found = check(desk.path)
    assert found.sound, found.found
    desk.inquiry()  # and the gate is free


@pytest.mark.serial
def test_a_desk_that_boasts_of_an_act_before_it_is_saved_is_caught(desk: Desk) -> None:
    """The control: the same kill and the same count find the act that was acknowledged too early."""
    life = begin(desk.path, boast, 1)
    while not life.acked:
        life.read()
    life.end()
    assert lost(desk, life.acked) == [act for act, _ in life.acked]
    assert check(desk.path).sound
