"""The past of a demo store: what came in over two years, written many acts at a time, each at its own instant."""

from __future__ import annotations

import gc
import heapq
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

from desk.clock import micros
from desk.demo.companies import company
from desk.demo.fates import Fates
from desk.demo.lives import Life, Turn
from desk.keeping import rooms
from desk.keeping.filling import ORDER, Rows, fill
from desk.keeping.recording import dumped
from desk.keeping.tx import Tx
from desk.store import Store
from desk.words import Thing

BATCH = 15_000
"""Acts of one transaction: enough that each page of an index is written once for many rows, few enough for memory."""

OS_USER = "demo"

_RECENT = 0.09
"""The newest part of the past, in which most of what is open came in."""

_OPEN_RECENT = 0.7
"""How much of what is open came in then."""

_MESSAGE = tuple(
    "digest message_id sent_at sender sender_email about text full_text phones attachments readable "
    "why_unreadable".split()
)
_INQUIRY = rooms.columns("inquiry")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "inquiry": ("number", *_INQUIRY, "folded", "version"),
    "message": ("id", "inquiry_number", *_MESSAGE),
    "quote": ("id", *rooms.columns("quote"), "version"),
    "callback": ("number", *rooms.columns("callback"), "version"),
    "act": ("id", "name", "at", "rep_id", "undoes", "os_user", "clock_stopped"),
    "trail": ("act_id", "thing", "thing_id", "act", "over_id", "note", "changes"),
}
_KEYS = ("inquiry", "message", "quote", "callback", "act")


def lives(fates: Fates, draw: Random, seed: int, customers: int, count: int, are_open: int) -> Iterator[Life]:
    """Draw `count` inquiries of the first `customers`, earliest first, exactly `are_open` of them open."""
    newest = int(count * _RECENT) or count
    are_old = min(round(are_open * (1 - _OPEN_RECENT)), count - newest)
    for serial in range(count):
        at = fates.instant((serial + draw.random()) / count)
        who = int(customers * draw.random() ** 2)  # some customers ask often, most now and then
        if serial < count - newest:
            stays_open = _falls(serial, are_old, count - newest)
        else:
            stays_open = _falls(serial - (count - newest), are_open - are_old, newest)
        yield fates.life(at, who + 1, company(who, seed), stays_open=stays_open)


def _falls(serial: int, wanted: int, among: int) -> bool:
    """Say whether one of `among` is one of the `wanted`, which lie evenly among them."""
    return (serial + 1) * wanted // among > serial * wanted // among


class Past:
    """What happened before and beside the working day, put into a store in the order in which it did."""

    def __init__(self, lives: Iterator[Life], *, stopped: bool) -> None:
        self._lives = lives
        self._next = next(lives, None)
        self._later: list[tuple[int, int, int, Life]] = []
        self._serial = 0
        self._stopped = int(stopped)
        self.written = 0

    def write_until(self, store: Store, limit: datetime) -> Iterator[int]:
        """Put into the store what happened up to an instant, and give how many inquiries there are, after each part.

        What the store holds already has to be earlier.
        """
        until = micros(limit)
        while batch := self._batch(until):
            store.write(partial(self._write, batch=batch), None)
            if len(batch) == BATCH:
                gc.collect()
            yield self.written

    def _batch(self, until: int) -> list[tuple[Life, int]]:
        batch: list[tuple[Life, int]] = []
        while len(batch) < BATCH:
            begun, later = self._next, self._later[0] if self._later else None
            if begun is not None and (later is None or begun.at <= later[0]):
                if begun.at > until:
                    break
                life, place = begun, 0
                self._next = next(self._lives, None)
            elif later is not None and later[0] <= until:
                _, _, place, life = heapq.heappop(self._later)
            else:
                break
            batch.append((life, place))
            if place + 1 < len(life.turns):
                self._serial += 1
                heapq.heappush(self._later, (life.turns[place + 1].at, self._serial, place + 1, life))
        return batch

    def _write(self, tx: Tx, batch: list[tuple[Life, int]]) -> None:
        rows: Rows = {table: [] for table in ORDER}
        keys = {table: tx.next_key(table) for table in _KEYS}
        for life, place in batch:
            if place == 0:
                self._begin(life, rows, keys)
            turn = life.turns[place]
            rows["act"].append((keys["act"], turn.act, turn.at, turn.rep, None, OS_USER, self._stopped))
            for thing, key, changes in _entries(life, turn, rows, keys):
                rows["trail"].append((keys["act"], thing, key, turn.act, None, turn.note, dumped(changes)))
            keys["act"] += 1
        fill(tx, _COLUMNS, rows)

    def _begin(self, life: Life, rows: Rows, keys: dict[str, int]) -> None:
        """Put in the row of an inquiry as it ends; its later turns only tell how it came to that."""
        life.number = keys["inquiry"]
        keys["inquiry"] += 1
        self.written += 1
        kept = [life.row[name] for name in _INQUIRY]
        rows["inquiry"].append((life.number, *kept, life.folded, life.turns[-1].version))
        if life.message is not None:
            rows["message"].append((keys["message"], life.number, *(life.message[name] for name in _MESSAGE)))
            keys["message"] += 1


def _entries(
    life: Life, turn: Turn, rows: Rows, keys: dict[str, int]
) -> Iterator[tuple[Thing, int, list[dict[str, Any]]]]:
    """Give what a turn says in each trail, and put the row beside it into its table."""
    own: list[dict[str, Any]] = []
    if turn.changes:
        own.append({"table": "inquiry", "id": life.number, "version": turn.version, **turn.changes})
    if turn.beside is not None:
        table, key = turn.table, keys[turn.table]
        keys[table] += 1
        values = turn.beside | {"inquiry_number": life.number}
        rows[table].append((key, *(values[name] for name in rooms.columns(table)), 1))
        made: dict[str, Any] = {"table": table, "id": key, "version": 1}
        made |= {name: [None, values[name]] for name in rooms.columns(table) if values[name] is not None}
        if table == "callback":
            yield Thing.CALLBACK, key, [made]
        else:
            own.append(made)
    yield Thing.INQUIRY, life.number, own
