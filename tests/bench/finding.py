"""Row 5: a keystroke in the customer search over 100,000 customers, from the key to the painted result."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections import defaultdict
from pathlib import Path

from desk.clock import MachineClock
from desk.keeping.creating import create
from desk.rules.folding import customer_words, fold
from tests.bench import stores
from tests.bench.table import Figure
from tests.kit.terminal import Terminal

CUSTOMERS, MILLION = 100_000, 1_000_000
QUIET = 0.06
"""Seconds without a byte after which all that a letter found is painted."""
QUERIES = 30
"""Names that are typed, letter by letter."""
ROUNDS = 3
"""How often they are typed; of each letter the least counts, which nothing else disturbed."""
_PARTS = (
    "ober nieder stein hof berg wald lind kirch acker eich rosen gold silber schwarz neu alt lang klein brand buch "
    "mann meier bauer mueller huber berger bach felder wald rieder thaler hauser schmidt burg dorfer becker wirth egger"
).split()
TOWNS = "Köln Bonn Essen Hamburg Bremen Kiel Ulm Trier Jena Gera Halle Fulda Hof Celle Hagen Herne".split()


def figures(folder: Path) -> list[Figure]:
    """Type names into the search of a store of 100,000 customers; with DESK_PROOF=1 into one of a million, too."""
    waits, costs = _typed(folder, _store(folder / "customers.db", CUSTOMERS))
    made = [
        Figure("a letter in the customer search, CPU", costs[len(costs) // 2], "ms"),
        Figure("a letter in the customer search, middle", waits[len(waits) // 2], "ms", 16.0, 5),
        Figure("a letter in the customer search, 99th of 100", waits[int(len(waits) * 0.99)], "ms", 50.0, 5),
    ]
    if os.environ.get("DESK_PROOF") == "1":
        waits, costs = _typed(folder, _store(folder / "million.db", MILLION))
        made += [
            Figure("a letter among 1,000,000 customers, CPU", costs[len(costs) // 2], "ms"),
            Figure("a letter among 1,000,000 customers, middle", waits[len(waits) // 2], "ms"),
            Figure("a letter among 1,000,000 customers, 99th of 100", waits[int(len(waits) * 0.99)], "ms", 50.0, 5),
        ]
    return made


def _typed(folder: Path, store: Path) -> tuple[list[float], list[float]]:
    """Give, ascending, the least wall milliseconds from each letter to the last byte it brings, and its CPU ms."""
    waits: dict[tuple[int, int], list[float]] = defaultdict(list)
    costs: dict[tuple[int, int], list[float]] = defaultdict(list)
    with Terminal(stores.desk(store), environ={"DESK_CACHE": str((folder / "cache").absolute())}) as desk:
        desk.wait_for("Inbox|Eingang")
        desk.send("\x1bOR")
        desk.wait_for("Find|Suche")
        desk.send("mei")
        # While the first index is made hits are found already, and their number stands nowhere.
        desk.wait_for(r"best \d+ customers|besten \d+ Kunden", 600)
        desk.settle(1.0)
        for _ in range(ROUNDS):
            chosen = random.Random(5)
            for query in range(QUERIES):
                desk.send("\x1bOR")
                desk.settle(0.1)
                for place, letter in enumerate(name(chosen).lower()[:6]):
                    spent, began = desk.cpu(), time.perf_counter()
                    desk.send(letter)
                    desk.settle(QUIET)
                    waits[query, place].append((time.perf_counter() - began - QUIET) * 1000)
                    costs[query, place].append(desk.cpu() - spent)
    return sorted(map(min, waits.values())), sorted(map(min, costs.values()))


def name(chosen: random.Random) -> str:
    return chosen.choice(_PARTS).capitalize() + chosen.choice(_PARTS)


def _store(path: Path, wanted: int) -> Path:
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    create(str(path), MachineClock(), "DE-NW")
    chosen, customers, contacts, sites, words = random.Random(1), [], [], [], []
    for key in range(1, wanted + 1):
        company, first, last, town = f"{name(chosen)} GmbH", name(chosen), name(chosen), chosen.choice(TOWNS)
        customers.append((key, f"K{key}", company, fold(company)))
        contacts.append((key, key, first, last))
        sites.append((key, key, town))
        words += [(word, key) for word in customer_words([company, f"K{key}", f"{first} {last}", town])]
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO rep (handle, name, side, role, version) VALUES ('anna', 'Anna Abel', 'inside', 'lead', 1)"
        )
        connection.executemany(
            "INSERT INTO customer (id, number, company, folded, added_at, version) VALUES (?, ?, ?, ?, 0, 1)", customers
        )
        connection.executemany(
            "INSERT INTO contact (id, customer_id, first_name, last_name, version) VALUES (?, ?, ?, ?, 1)", contacts
        )
        connection.executemany("INSERT INTO site (id, customer_id, city, version) VALUES (?, ?, ?, 1)", sites)
        connection.executemany("INSERT INTO customer_word (word, customer_id) VALUES (?, ?)", sorted(set(words)))
    connection.close()
    return path
