"""Rows 2 to 4, 7, 8 and 10: start, moves, filters, idling and memory of the desk beside a bare Textual app."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Figure
from tests.kit.terminal import Terminal

STARTS = 7
MOVES = 60
FILTERS = ("state:new", "holder:mia", "channel:web", "due:late")
BARE = """
from textual.app import App
from textual.widgets import Static
class A(App):
    def compose(self): yield Static("READY")
    def on_key(self, event): self.query_one(Static).update("PRESSED")
A().run()
"""


def figures(folder: Path) -> list[Figure]:
    folder.mkdir(parents=True, exist_ok=True)
    large = made(folder / "large.db", 100_000)
    small = made(folder / "small.db", 10_000)
    bare_cpu, bare_memory, cpu, memory, cpu_small = starts(large, small)
    moves, written, filter_cpu, writing_memory = used(large)
    return [
        Figure("start: bare Textual", bare_cpu, "ms"),
        Figure("start: desk over 100,000 inquiries", cpu, "ms"),
        Figure("start: desk / bare Textual", cpu / bare_cpu, "x", 1.35),
        Figure("start: 100,000 / 10,000 inquiries", cpu / cpu_small, "x", 1.2),
        Figure("a move in the list with the pane", moves, "ms", 5.0),
        Figure("bytes written by a move at 120x40", written, "B", 6000),
        Figure("change of filter over 100,000", filter_cpu, "ms", 50.0),
        Figure("idle: desk / bare Textual", idle(large), "x", 1.3),
        Figure("memory at the first paint / bare", memory / bare_memory, "x", 1.3),
        Figure("memory once writing / bare", writing_memory / bare_memory, "x", 2.3),
    ]


def made(path: Path, inquiries: int) -> Path:
    """Make a demo store once; it is as large as asked for, a tenth of it open."""
    if not path.exists():
        command = [*desk(path), "demo", "--make", "--customers", str(inquiries), "--inquiries", str(inquiries)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def desk(path: Path) -> list[str]:
    return [sys.executable, "-m", "desk", "--store", str(path), "--as", "anna"]


def starts(large: Path, small: Path) -> tuple[float, float, float, float, float]:
    """Start all in turn until rows are shown and a key is answered; medians of CPU ms and MB."""
    found: dict[str, list[tuple[float, float]]] = {"bare": [], "large": [], "small": []}
    for _ in range(STARTS):
        with Terminal([sys.executable, "-c", BARE]) as terminal:
            terminal.wait_for("READY")
            terminal.forget()
            terminal.send("j")
            terminal.wait_for("PRESSED|ED")
            found["bare"].append((terminal.cpu(), terminal.memory()))
        for name, path in (("large", large), ("small", small)):
            with Terminal(desk(path)) as terminal:
                terminal.wait_for(r"\d:\d\d|\d d")
                terminal.settle(0.02)
                terminal.forget()
                terminal.send("j")
                terminal.wait_for(r"#\d+")
                found[name].append((terminal.cpu(), terminal.memory()))
    cpu = {name: statistics.median(each[0] for each in all_) for name, all_ in found.items()}
    memory = {name: statistics.median(each[1] for each in all_) for name, all_ in found.items()}
    return cpu["bare"], memory["bare"], cpu["large"], memory["large"], cpu["small"]


def used(path: Path) -> tuple[float, float, float, float]:
    """Move, filter and write in one desk: CPU ms and bytes a move, CPU ms a filter, MB once something was written."""
    with Terminal(desk(path)) as terminal:
        terminal.wait_for(r"#\d+")
        time.sleep(3.0)  # the modules for writing are loaded meanwhile, once
        terminal.settle(0.2)
        costs, sizes = [], []
        for press in range(MOVES):
            before = terminal.cpu()
            terminal.send("j" if press % 20 < 12 else "k")
            sizes.append(len(terminal.settle(0.06)))
            costs.append(terminal.cpu() - before)
        filters = [_filtered(terminal, words) for words in FILTERS]
        terminal.send("p")
        terminal.settle(0.3)
        terminal.send("1")
        terminal.settle(0.5)
        return statistics.median(costs), statistics.median(sizes), statistics.median(filters), terminal.memory()


def _filtered(terminal: Terminal, words: str) -> float:
    terminal.send("s")
    terminal.settle(0.2)
    terminal.send("\x15" + words)
    terminal.settle(0.3)
    before = terminal.cpu()
    terminal.send("\r")
    terminal.settle(0.4)
    return terminal.cpu() - before


def idle(path: Path) -> float:
    """Give the desk's CPU over bare Textual's while nobody does anything."""
    seconds = float(os.environ.get("DESK_BENCH_IDLE", "20"))
    with Terminal([sys.executable, "-c", BARE]) as bare, Terminal(desk(path)) as terminal:
        bare.wait_for("READY")
        terminal.wait_for(r"#\d+")
        time.sleep(5.0)
        before_bare, before = bare.cpu(), terminal.cpu()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            bare.settle(0.5, 0.5)
            terminal.settle(0.5, 0.5)
        return (terminal.cpu() - before) / max(bare.cpu() - before_bare, 0.001)
