"""Reading everything an index is made of out of the store, piece by piece, in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from desk.finding.wordlist import Array
from desk.keeping.reader import Reader, Row
from desk.rules.asked import LEGAL_FORMS, stems, telling
from desk.rules.folding import words

Progress = Callable[[float], None]
PIECE = 50_000
"""Rows read at once; between two pieces progress is told."""
PHONE_DIGITS = 18
"""Digits by which numbers are compared: as many as fit into 64 bits; E.164 allows 15."""

NAMES = ("last", "first", "company", "second", "town")
"""Of a customer's first person, and of itself: first words of last and first name, both of the company, of the town."""

_WORDS = """
  SELECT word, customer_id FROM customer_word WHERE (word, customer_id) > (:word, :key)
  ORDER BY word, customer_id LIMIT :most
"""
_PHONES = "SELECT id, customer_id, number FROM phone WHERE id > :key ORDER BY id LIMIT :most"
_CONTACTS = "SELECT id, customer_id, first_name, last_name FROM contact WHERE id > :key ORDER BY id LIMIT :most"
_CUSTOMERS = "SELECT id, number, folded, inside_id, field_id FROM customer WHERE id > :key ORDER BY id LIMIT :most"
_SITES = "SELECT id, customer_id, city FROM site WHERE id > :key AND city <> '' ORDER BY id LIMIT :most"
_RECENT = """
  SELECT customer_id, max(received_at) AS at FROM inquiry WHERE customer_id IS NOT NULL GROUP BY customer_id
"""
_SHARE = 0.6
"""Share of the time of a build that reading takes."""


class Gathered(NamedTuple):
    """What was read: `ids` ascending; `words` with the row of each customer; numbers with their rows.

    `names` has for each of `NAMES` the word that every row has there.
    """

    ids: Array
    inside: Array
    field: Array
    recent: Array
    words: list[str]
    counts: list[int]
    rows: Array
    phones: list[str]
    phone_rows: Array
    names: dict[str, list[str]]


def gather(reader: Reader, told: Progress) -> Gathered:
    """Read what the index needs; call it within one snapshot. `told` is called with shares from 0 to 0.6."""
    total = max(1, _count(reader, "customer_word") + _count(reader, "customer") + _count(reader, "phone"))
    done = 0

    def step(rows: int) -> None:
        nonlocal done
        done += rows
        told(_SHARE * min(1.0, done / total))

    ids, inside, field, own, companies = _customers(reader, step)
    found, counts, keys = _words(reader, own, step)
    phones, phone_keys = _phones(reader, step)
    recent = np.zeros(len(ids), np.int64)
    for row in reader.all(_RECENT):
        recent[np.searchsorted(ids, row["customer_id"])] = row["at"] // 60_000_000
    return Gathered(
        ids,
        inside,
        field,
        recent.astype(np.int32),
        found,
        counts,
        np.searchsorted(ids, keys).astype(np.int32),
        phones,
        np.searchsorted(ids, phone_keys).astype(np.int32),
        _names(reader, ids.tolist(), companies),
    )


def _customers(
    reader: Reader, step: Callable[[int], None]
) -> tuple[Array, Array, Array, dict[str, int], list[tuple[str, str]]]:
    ids: list[int] = []
    companies: list[tuple[str, str]] = []
    inside: list[int] = []
    field: list[int] = []
    own: dict[str, int] = {}
    for piece in _pieces(reader, _CUSTOMERS):
        for row in piece:
            ids.append(row["id"])
            inside.append(row["inside_id"] or 0)
            field.append(row["field_id"] or 0)
            first, second, *_more = *telling(words(row["folded"])), "", ""
            companies.append((first, second))
            number = words(row["number"])
            if len(number) == 1:
                own[number[0]] = row["id"]
        step(len(piece))
    return np.array(ids, np.int64), np.array(inside, np.int32), np.array(field, np.int32), own, companies


def _words(reader: Reader, own: dict[str, int], step: Callable[[int], None]) -> tuple[list[str], list[int], Array]:
    """Give the words with how many customers each has, and those customers' keys in the order of the words."""
    found: list[str] = []
    counts: list[int] = []
    keys: list[Array] = []
    word, key = "", 0
    last = ""
    while piece := reader.all(_WORDS, word=word, key=key, most=PIECE):
        kept: list[int] = []
        for row in piece:
            word, key = row["word"], row["customer_id"]
            # A customer's own number is looked up in the store itself; here each would be a word of its own.
            if word in LEGAL_FORMS or own.get(word) == key:
                continue
            if word != last:
                found.append(word)
                counts.append(0)
                last = word
            counts[-1] += 1
            kept.append(key)
        keys.append(np.array(kept, np.int64))
        step(len(piece))
    return found, counts, np.concatenate(keys) if keys else np.empty(0, np.int64)


def _phones(reader: Reader, step: Callable[[int], None]) -> tuple[list[str], Array]:
    numbers: list[str] = []
    keys: list[int] = []
    for piece in _pieces(reader, _PHONES):
        for row in piece:
            for digits in stems(row["number"]):
                numbers.append(digits[:PHONE_DIGITS])
                keys.append(row["customer_id"])
        step(len(piece))
    return numbers, np.array(keys, np.int64)


def _names(reader: Reader, ids: list[int], companies: list[tuple[str, str]]) -> dict[str, list[str]]:
    people: dict[int, tuple[str, str]] = {}
    for piece in _pieces(reader, _CONTACTS):
        for row in piece:
            if row["customer_id"] not in people:
                people[row["customer_id"]] = _first_word(row["last_name"]), _first_word(row["first_name"])
    towns: dict[int, str] = {}
    for piece in _pieces(reader, _SITES):
        for row in piece:
            if row["customer_id"] not in towns:
                towns[row["customer_id"]] = _first_word(row["city"])
    each = [
        (*people.get(key, ("", "")), *company, towns.get(key, "")) for key, company in zip(ids, companies, strict=True)
    ]
    return dict(zip(NAMES, map(list, zip(*each, strict=True)), strict=True)) if each else {name: [] for name in NAMES}


def _first_word(name: str) -> str:
    return next(iter(words(name)), "")


def _pieces(reader: Reader, sql: str) -> Iterator[list[Row]]:
    key = 0
    while piece := list(reader.all(sql, key=key, most=PIECE)):
        yield piece
        key = piece[-1]["id"]


def _count(reader: Reader, table: str) -> int:
    # The names are this module's own; no value of anybody stands in the statement.
    row = reader.one({"customer_word": "SELECT count(*) AS n FROM customer_word",
                      "customer": "SELECT count(*) AS n FROM customer",
                      "phone": "SELECT count(*) AS n FROM phone"}[table])  # fmt: skip
    return int(row["n"]) if row is not None else 0
