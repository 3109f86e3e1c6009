"""Row 7: what the desk costs while nobody does anything, and row 6: how soon it shows what a colleague did."""

from __future__ import annotations

import os
import time
from pathlib import Path

from desk import acts
from desk.store import Store
from desk.words import Channel
from tests.bench import stores
from tests.bench.table import Figure
from tests.kit.terminal import Terminal

PART = 5.0
"""Seconds of one part; the quietest part counts, since whatever else the machine does only adds."""


def figures(folder: Path) -> list[Figure]:
    path = stores.large(folder)
    ratio, cost, written = resting(path)
    return [
        Figure("a colleague's act on this screen", seen(path), "s", 1.0, 6),
        Figure("idle: desk, CPU a second", cost, "ms"),
        Figure("idle: desk / bare Textual", ratio, "x", 1.3, 7),
        Figure("bytes written by a quiet part of idling", written, "B", 0, 7),
    ]


def resting(path: Path) -> tuple[float, float, float]:
    """Give the desk's CPU over bare Textual's, its CPU ms a second, and the bytes it wrote in its quietest part."""
    parts = max(2, int(float(os.environ.get("DESK_BENCH_IDLE", "30")) / PART))
    with Terminal(stores.bare()) as bare, Terminal(stores.desk(path)) as desk:
        bare.wait_for("READY")
        desk.wait_for(r"#\d+")
        time.sleep(12.0)  # the modules for writing are loaded, and it looks less often
        ours, its, written = [], [], []
        for _ in range(parts):
            for each in (bare, desk):
                each.settle(0.02)
            before_bare, before = bare.cpu(), desk.cpu()
            time.sleep(PART)
            its.append(bare.cpu() - before_bare)
            ours.append(desk.cpu() - before)
            written.append(len(desk.settle(0.02)))
        return min(ours) / min(its), min(ours) / PART, min(written)


def seen(path: Path) -> float:
    """Give the seconds from a colleague's saved act until a desk that rests counts the new inquiry in its headline."""
    store = Store.open(str(path))
    with Terminal(stores.desk(path)) as desk:
        desk.wait_for(r"#\d+")
        time.sleep(8.0)
        desk.settle(0.05)
        desk.forget()
        store.write(lambda tx: acts.receive.capture(tx, channel=Channel.PHONE, sender="Bench", about="Seen"), "mia")
        store.close()
        return desk.wait_for(r"\+\d+ new", 5.0)
