"""Several desks, each a process of its own, at one store."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import Any

# A server that has loaded everything forks each desk within milliseconds; a fresh interpreter would take a second.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.kit.builders", "desk.keeping.writer", "desk.acts.work", "desk.acts.receive"])
PROOF = os.environ.get("DESK_PROOF") == "1"
DESKS = 8


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
