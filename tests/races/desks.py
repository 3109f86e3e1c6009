"""Several desks, each a process of its own, at one store."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desk import acts
from desk.words import Channel, Outcome, ReplyHow

# A server that has loaded everything forks each desk within milliseconds; a fresh interpreter would take a second.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(
    ["tests.kit.builders", "desk.keeping.writer", "desk.acts.work", "desk.acts.receive", "desk.acts.offers"]
)
PROOF = os.environ.get("DESK_PROOF") == "1"
DESKS = 8


def a_round(write: Callable[[Any], Any]) -> None:
    """Take down, claim, reply, offer, promise, note, take back, merge, undo and close; one thing or many at a time."""
    pair = write(lambda tx: [captured(tx) for _ in range(2)])
    write(lambda tx: acts.bulk.each(tx, pair, lambda number: acts.custody.claim(tx, number)))
    write(lambda tx: acts.work.reply(tx, pair[0], ReplyHow.SPOKEN, "said"))
    write(lambda tx: acts.offers.offer(tx, pair[0], "mia", note="yours?"))
    write(lambda tx: acts.promises.promise(tx, pair[1], "prices", tx.now + timedelta(days=1)))
    write(lambda tx: acts.work.note(tx, pair[1], "noted " * 400))
    write(lambda tx: acts.offers.takeback(tx, pair[0]))
    write(lambda tx: acts.merging.merge(tx, pair[1], pair[0]))
    write(lambda tx: acts.undoing.undo(tx, pair[1]))
    write(lambda tx: acts.bulk.each(tx, pair, lambda number: acts.work.close(tx, number, Outcome.NO_NEED)))


def captured(tx: Any) -> int:
    """Take down an inquiry and give its number."""
    return acts.receive.capture(tx, channel=Channel.WEB, sender="Sender", about="About")


def race(work: Callable[..., Any], *arguments: Any, desks: int = DESKS) -> list[Any]:
    """Let `work(place, *arguments)` begin in every process at the same instant; give what each one returned."""
    start, done = SERVER.Barrier(desks), SERVER.Queue()
    processes = [SERVER.Process(target=_run, args=(work, place, arguments, start, done)) for place in range(desks)]
    for process in processes:
        process.start()
    results = [done.get(timeout=110) for _ in processes]
    for process in processes:
        process.join()
    done.close()
    done.join_thread()
    assert all(process.exitcode == 0 for process in processes)
    return results


def _run(work: Callable[..., Any], place: int, arguments: tuple[Any, ...], start: Any, done: Any) -> None:
    try:
        prepared = work(place, *arguments)
        next(prepared)  # everything up to the first yield happens before the start
        start.wait()
        result = next(prepared)
        prepared.close()
        done.put(result)
    except BaseException as error:
        done.put(repr(error))
        raise
