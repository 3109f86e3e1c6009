"""A store to look around in: German customers, five reps, and a working day that stands around now.

Everything in it is invented: names by chance, addresses under `.example`, telephone numbers that reach nobody.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desk.clock import Clock

SEED = 1
"""What the default demo is drawn from; another seed gives other customers and the same working day."""

OPENS_AS = "anna"
"""Whose desk a demo opens as, unless somebody else is named."""

Progress = Callable[[int, int], None]
"""Is told how many customers and inquiries are made, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a demo store holds."""

    customers: int
    inquiries: int
    open: int


def make(
    path: str,
    clock: Clock,
    *,
    customers: int | None = None,
    inquiries: int | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Made:
    """Make a demo store at `path`; the same seed at the same instant gives the same content.

    Without numbers it holds a few hundred customers, 12 open inquiries, 3 overdue callbacks and what was closed before.
    `inquiries` are all of them, about a tenth open, and no fewer than the working day needs; likewise `customers`.
    Raises what making a store raises (Refused("store_exists"), StoreRefused); then nothing is left behind.
    """
    from desk.demo.making import make_store

    return make_store(path, clock, customers, inquiries, seed, progress or (lambda _done, _all: None))


@contextmanager
def throw_away() -> Iterator[str]:
    """Give the path of a store that does not exist yet, in a folder that is gone afterwards."""
    from desk.keeping.passing import passing_folder

    with passing_folder("desk-demo-") as folder:
        yield os.path.join(folder, "demo.db")
