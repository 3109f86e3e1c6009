"""Eight desks at one gate."""

import multiprocessing
import os
import sqlite3
import time
from contextlib import nullcontext

import pytest

from desk.keeping import connect
from desk.keeping.gate import Gate

PROOF = os.environ.get("DESK_PROOF") == "1"
DESKS = 8
SPAWN = multiprocessing.get_context("spawn")


def count(number: str, passes: int, gated: bool, start, done) -> None:
    """Add one to a number in a file, again and again: reading and writing it lose each other's work unless alone."""
    mine = Gate(number, "rep") if gated else None
    start.wait()
    for _ in range(passes):
        with mine.held(60) if mine else nullcontext():
            with open(number, encoding="ascii") as file:
                value = int(file.read() or 0)
            os.sched_yield()
            with open(number + str(os.getpid()), "w", encoding="ascii") as file:
                file.write(str(value + 1))
            os.replace(number + str(os.getpid()), number)
    if mine:
        mine.close()
    done.put(passes)


def commit(path: str, passes: int, gated: bool, start, done) -> None:
    """Write short transactions and report the longest wait for one."""
    connection = sqlite3.connect(path)
    connect.prepare(connection)
    mine = Gate(path, "rep")
    worst = 0.0
    start.wait()
    begun = time.monotonic()
    for _ in range(passes):
        before = time.monotonic()
        with mine.held():
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO note VALUES (1)")
            connection.execute("COMMIT")
        worst = max(worst, time.monotonic() - before)
    done.put((time.monotonic() - begun, worst))
    connection.close()
    mine.close()


def race(work, path: str, passes: int, gated: bool) -> list:
    start, done = SPAWN.Barrier(DESKS), SPAWN.Queue()
    desks = [SPAWN.Process(target=work, args=(path, passes, gated, start, done)) for _ in range(DESKS)]
    for desk in desks:
        desk.start()
    results = [done.get(timeout=110) for _ in desks]
    for desk in desks:
        desk.join()
    done.close()
    done.join_thread()
    assert all(desk.exitcode == 0 for desk in desks)
    return results


@pytest.mark.serial
@pytest.mark.parametrize("gated", [True, pytest.param(False, id="control-without-gate")])
def test_of_eight_desks_that_pass_the_gate_none_loses_anothers_work(tmp_path, gated: bool) -> None:
    passes = 2000 if PROOF else 150
    number = tmp_path / "number"
    number.write_text("0")
    race(count, str(number), passes, gated)
    alone = int(number.read_text()) == DESKS * passes
    assert alone == gated, "without the gate the same work must be lost, else this test proves nothing"


@pytest.mark.serial
def test_eight_desks_write_short_transactions_and_none_waits_in_vain(tmp_path, capsys) -> None:
    passes = 1000 if PROOF else 100
    store = str(tmp_path / "desk.db")
    with sqlite3.connect(store) as connection:
        connect.prepare(connection)
        connection.execute("CREATE TABLE note (a INTEGER) STRICT")
    connection.close()
    results = race(commit, store, passes, True)  # whoever waits longer than the gate's patience is refused
    # How fast it is says the bench (QUALITY, speed 9), on a machine that does nothing else.
    rate = DESKS * passes / max(seconds for seconds, _ in results)
    worst = max(wait for _, wait in results)
    with capsys.disabled() if PROOF else nullcontext():
        print(f"\n{DESKS} desks: {rate:.0f} passes a second, worst wait {worst * 1000:.0f} ms")
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (DESKS * passes,)
    connection.close()
