"""Rows 2 to 4, 8 and 10: start, moves, filters and memory of the desk beside a bare Textual app."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench import stores
from tests.bench.table import Figure
from tests.kit.terminal import Terminal

STARTS = 11
ROUNDS = 6
"""How often each move and each filter is repeated; the least of its costs is the one that nothing else disturbed."""

MOVES = 10
FILTERS = ("state:new", "holder:mia", "channel:web", "due:late")

Costs = dict[str, float]


def figures(folder: Path) -> list[Figure]:
    large, small = stores.large(folder), stores.small(folder)
    cpu, memory = starts(large, small)
    with Terminal(stores.desk(large)) as desk:
        desk.wait_for(r"#\d+")
        time.sleep(4.0)  # the modules for writing are loaded meanwhile, once
        desk.settle(0.2)
        move, written = moves(desk)
        change = filters(desk)
        writing = written_once(desk)
    return [
        Figure("start: bare Textual", cpu["bare"], "ms"),
        Figure("start: desk over 100,000 inquiries", cpu["large"], "ms"),
        Figure("start: desk / bare Textual", cpu["large"] / cpu["bare"], "x", 1.35, 2),
        Figure("start: 100,000 / 10,000 inquiries", cpu["large"] / cpu["small"], "x", 1.2, 10),
        Figure("memory: 100,000 / 10,000 inquiries", memory["large"] / memory["small"], "x", 1.2, 10),
        Figure("a move in the list with the pane", move, "ms", 5.0, 3),
        Figure("bytes written by a move at 120x40", written, "B", 6000, 3),
        Figure("change of filter over 100,000", change, "ms", 50.0, 4),
        Figure("memory at the first paint / bare", memory["large"] / memory["bare"], "x", 1.3, 8),
        Figure("memory once writing / bare", writing / memory["bare"], "x", 2.3, 8),
    ]


def starts(large: Path, small: Path) -> tuple[Costs, Costs]:
    """Start all in turn until rows are shown and a key is answered; the least CPU ms of each, its middle MB."""
    cpu, memory = defaultdict(list), defaultdict(list)
    for _ in range(STARTS):
        with Terminal(stores.bare()) as terminal:
            terminal.wait_for("READY")
            terminal.forget()
            terminal.send("j")
            terminal.wait_for("PRESSED|ED")
            cpu["bare"].append(terminal.cpu())
            memory["bare"].append(terminal.memory())
        for name, path in (("large", large), ("small", small)):
            with Terminal(stores.desk(path)) as terminal:
                terminal.wait_for(r"\d:\d\d|\d d")
                terminal.settle(0.02)
                terminal.forget()
                terminal.send("j")
                terminal.wait_for(r"#\d+")
                cpu[name].append(terminal.cpu())
                memory[name].append(terminal.memory())
    return {name: min(each) for name, each in cpu.items()}, {name: median(each) for name, each in memory.items()}


def moves(desk: Terminal) -> tuple[float, float]:
    """Go down and up again and again; the least CPU ms of each move, of these the middle one, and the middle bytes."""
    costs, sizes = defaultdict(list), []
    for _ in range(ROUNDS):
        for step in range(2 * MOVES):
            before = desk.cpu()
            desk.send("j" if step < MOVES else "k")
            sizes.append(len(desk.settle(0.06)))
            costs[step].append(desk.cpu() - before)
    return median(min(each) for each in costs.values()), median(sizes)


def filters(desk: Terminal) -> float:
    """Give the least CPU ms of each change of filter, of these the dearest."""
    costs = defaultdict(list)
    for _ in range(ROUNDS // 2):
        for words in FILTERS:
            desk.send("s")
            desk.settle(0.2)
            desk.send("\x15" + words)
            desk.settle(0.3)
            before = desk.cpu()
            desk.send("\r")
            desk.settle(0.4)
            costs[words].append(desk.cpu() - before)
    return max(min(each) for each in costs.values())


def written_once(desk: Terminal) -> float:
    """Change a priority and give the MB that the desk has come to."""
    desk.send("p")
    desk.settle(0.3)
    desk.send("1")
    desk.settle(0.5)
    return desk.memory()
