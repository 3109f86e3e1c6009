"""Moves of the cursor, at a steady pace, while the desk or somebody beside it works hard.

While the first index of 100,000 customers is made, while another process imports 100,000 customers into the same store,
and while the index is made anew after 1,000 changes; in the hits of the customer search, and in the inbox.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path

from tests.bench import finding, stores
from tests.bench.table import Figure
from tests.kit.terminal import Terminal

PACE = 0.05
"""Seconds from one key to the next."""
IMPORTED, CHANGED = 100_000, 1_050
ROUNDS = 3
"""How often an index is made on each screen: one takes a few seconds, and a hundred moves make no 99th of 100."""
SWEEP = "\x1b[B", "\x1b[B", "\x1b[B", "\x1b[H"
"""Three down and back to the first: it stays within the list, whatever rows come meanwhile."""
PARTS = 100
"""Moves on one screen before those on the other, during an import."""
GOAL = 16.0
"""Milliseconds within which 95 of 100 moves are painted: one frame."""
HITS, INBOX = "hits", "inbox"
DOWN, FIND = "\x1b[B", "\x1bOR"


class Moves:
    """What the moves on one screen cost during one of the works."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.costs: list[float] = []

    def figures(self, where: str, while_: str) -> Iterator[Figure]:
        """Give the wall time from the key to the painted cursor, and what the desk computed until then, all of it."""
        what = f"a move in the {where} while {while_}"
        yield Figure(f"{what}, middle", _share(self.waits, 0.5), "ms")
        yield Figure(f"{what}, 95th of 100", _share(self.waits, 0.95), "ms", GOAL, 5)
        yield Figure(f"{what}, 99th of 100", _share(self.waits, 0.99), "ms")
        yield Figure(f"{what}, CPU, 95th of 100", _share(self.costs, 0.95), "ms", GOAL)
        yield Figure(f"{what}, CPU, 99th of 100", _share(self.costs, 0.99), "ms")


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def figures(folder: Path) -> list[Figure]:
    """Move about beside each of the works."""
    whole, store, cache = stores.among(folder), folder / "meanwhile.db", folder / "meanwhile-cache"
    made: list[Figure] = []
    for works in (_quiet, _first_index, _import, _index_anew):
        _copied(whole, store)
        shutil.rmtree(cache, ignore_errors=True)
        made += works(store, cache)
    return made


def _quiet(store: Path, cache: Path) -> list[Figure]:
    found = {HITS: Moves(), INBOX: Moves()}
    with _opened(store, cache) as desk:
        _searched(desk)
        for where, moves in found.items():
            _show(desk, where)
            _moved(desk, moves, lambda done: done < 2 * PARTS)
    return [figure for where, moves in found.items() for figure in moves.figures(where, "nothing else is done")]


def _first_index(store: Path, cache: Path) -> list[Figure]:
    found = {HITS: Moves(), INBOX: Moves()}
    for where, moves in found.items():
        for _ in range(ROUNDS):
            shutil.rmtree(cache, ignore_errors=True)
            with _opened(store, cache) as desk:
                _show(desk, where)
                _moved(desk, moves, lambda _done, desk=desk: _makes_index(desk))  # type: ignore[misc]
    return [figure for where, moves in found.items() for figure in moves.figures(where, "the first index is made")]


def _import(store: Path, cache: Path) -> list[Figure]:
    found = {HITS: Moves(), INBOX: Moves()}
    file = _file(store.parent / "import.csv", IMPORTED, "I")
    with _opened(store, cache) as desk:
        _searched(desk)
        with _importing(store, file) as work:
            for where in cycle(found):
                _show(desk, where)
                _moved(desk, found[where], lambda done: done < PARTS and work.poll() is None)
                if work.poll() is not None:
                    break
    return [figure for where, moves in found.items() for figure in moves.figures(where, "another process imports")]


def _index_anew(store: Path, cache: Path) -> list[Figure]:
    found = {HITS: Moves(), INBOX: Moves()}
    with _opened(store, cache) as desk:
        _searched(desk)
        for turn, where in enumerate([*found] * ROUNDS):
            with _importing(store, _file(store.parent / "changed.csv", CHANGED, f"C{turn}-")) as work:
                work.wait()
            desk.settle(1.5)
            _show(desk, where)  # the search in between finds that much has changed
            _moved(desk, found[where], lambda _done: _makes_index(desk))
    return [figure for where, moves in found.items() for figure in moves.figures(where, "the index is made anew")]


def _opened(store: Path, cache: Path) -> Terminal:
    desk = Terminal(stores.desk(store), environ={"DESK_CACHE": str(cache.absolute())})
    desk.wait_for(r"#\d+")
    return desk


def _searched(desk: Terminal) -> None:
    """Search for what has hits, and have the index made."""
    desk.send(FIND)
    desk.wait_for("Find|Suche")
    desk.send("mei")
    desk.wait_for(r"\d+ (customers|Kunden)", 600)
    desk.settle(1.6)  # F3 again within a moment would ask for the trace


def _show(desk: Terminal, where: str) -> None:
    """Search, so that an index is wanted, and go where the cursor is to be moved: into the hits or to the inbox."""
    desk.send(FIND)
    desk.wait_for("Find|Suche")
    desk.send("mei")
    desk.settle(0.3)
    desk.forget()
    desk.send(DOWN)
    desk.wait_for("▌")
    desk.settle(0.2)
    if where == INBOX:
        desk.send("1")
        desk.settle(0.2)


def _moved(desk: Terminal, moves: Moves, goes_on: Callable[[int], bool]) -> None:
    """Move down and up at a steady pace; a move is painted when the sign of the cursor is written anew."""
    due = time.perf_counter()
    for done in count():
        if not goes_on(done):
            break
        desk.forget()
        spent, began = desk.cpu(), time.perf_counter()
        desk.send(SWEEP[done % len(SWEEP)])
        desk.wait_for("▌", 10)
        moves.waits.append((time.perf_counter() - began) * 1000)
        moves.costs.append(desk.cpu() - spent)
        due = max(due + PACE, time.perf_counter())
        desk.read_until(due)


def _makes_index(desk: Terminal) -> bool:
    """Say whether a child of the desk is making an index."""
    children = Path(f"/proc/{desk.pid}/task").glob("*/children")
    return any(path.read_text().strip() for path in children)


@contextmanager
def _importing(store: Path, file: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [*stores.desk(store), "customer", "import", str(file)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as work:
        try:
            yield work
        finally:
            work.terminate()


def _file(path: Path, rows: int, prefix: str) -> Path:
    """Write a customer file; other prefixes are other customers."""
    chosen = random.Random(prefix)
    with path.open("w", encoding="utf-8") as file:
        file.write("number,company,first_name,last_name,city\n")
        for row in range(rows):
            company, first, last = (finding.name(chosen) for _ in range(3))
            file.write(f"{prefix}{row},{company} GmbH,{first},{last},{chosen.choice(finding.TOWNS)}\n")
    return path


def _copied(whole: Path, store: Path) -> None:
    """Begin with the same store each time, whatever the work before has brought into it."""
    for older in store.parent.glob(f"{store.name}*"):
        older.unlink()
    store.touch(0o600)
    with sqlite3.connect(whole) as from_, sqlite3.connect(store) as to:
        from_.backup(to)
    for each in (from_, to):
        each.close()
