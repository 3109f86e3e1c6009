"""Customers changed since the index was built: few enough to be compared one by one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from desk.finding import meaning
from desk.finding.telephone import BEGINS, ENDS, NEAR, WHOLE
from desk.finding.wordlist import LONGEST, Array
from desk.keeping.reader import Reader
from desk.rules.asked import FEWEST_DIGITS, LEGAL_FORMS, Asked, dialled, stems
from desk.rules.sounds import cologne, sounds

_WORDS = "SELECT word, customer_id FROM customer_word WHERE customer_id IN :ids"
_PHONES = "SELECT number, customer_id FROM phone WHERE customer_id IN :ids"
_AT_ONCE = 500
_NOBODY: set[int] = set()


class Overlay:
    """The words and numbers of changed customers, by key; one more changed customer costs as much as it has words."""

    def __init__(self) -> None:
        self.words: dict[int, list[str]] = {}
        self.phones: dict[int, list[str]] = {}
        self._whose: dict[str, set[int]] = {}
        self._heard: dict[str, set[str]] = {}
        self._table: _Table | None = None

    def __len__(self) -> int:
        return len(self.words)

    def take(self, reader: Reader, keys: list[int]) -> None:
        """Read these customers as they stand now; one that is gone stays known as changed, without a word."""
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            for key in some:
                self._forget(key)
            self.words |= {key: [] for key in some}
            self.phones |= {key: [] for key in some}
            for row in reader.all(_WORDS, ids=tuple(some)):
                if row["word"] not in LEGAL_FORMS:
                    self._learn(row["customer_id"], row["word"])
            for row in reader.all(_PHONES, ids=tuple(some)):
                self.phones[row["customer_id"]] += stems(row["number"])
        self._table = None

    def _learn(self, key: int, word: str) -> None:
        self.words[key].append(word)
        if word not in self._whose:
            for code in _codes(word):
                self._heard.setdefault(code, set()).add(word)
        self._whose.setdefault(word, set()).add(key)

    def _forget(self, key: int) -> None:
        for word in self.words.get(key, ()):
            self._whose[word].discard(key)
            if not self._whose[word]:
                del self._whose[word]
                for code in _codes(word):
                    self._heard[code].discard(word)

    def score(self, asked: Asked, tells: list[float]) -> dict[int, float]:
        """Give the customers that fit at all with the score of their words, as `Base.score` does."""
        if not self.words or not asked.tokens:
            return {}
        table = self._table or _Table(list(self.words), self._whose, self._heard)
        self._table = table
        total = np.zeros(len(table.keys))
        for place, (token, telling) in enumerate(zip(asked.tokens, tells, strict=True)):
            column = table.column(token)
            for pair in (asked.tokens[place - 1 : place + 1], asked.tokens[place : place + 2]):
                if len(pair) == 2:
                    column = np.maximum(column, meaning.JOINED * table.begins("".join(pair)))
            for key, phones in (
                enumerate(self.phones.values()) if token.isdigit() and len(token) >= FEWEST_DIGITS else ()
            ):
                if any(number.endswith(token) for number in phones):
                    column[key] = max(column[key], meaning.ENDING)
            total += telling * column
        total /= sum(tells) or 1.0
        return {table.keys[place]: float(total[place]) for place in np.flatnonzero(total > 0).tolist()}

    def by_number(self, typed: str) -> dict[int, float]:
        """Give the customers with such a number, with a weight as `telephone.by_number` does."""
        found: dict[int, float] = {}
        for key, numbers in self.phones.items():
            weight = max((_fits(digits, number) for digits in dialled(typed) for number in numbers), default=0.0)
            if weight:
                found[key] = weight
        return found


class _Table:
    """The different words of the changed customers side by side, each with whose it is."""

    def __init__(self, keys: list[int], whose: dict[str, set[int]], heard: dict[str, set[str]]) -> None:
        self.keys = keys
        self._place = {key: place for place, key in enumerate(keys)}
        self._whose, self._heard = whose, heard
        self._texts = list(whose)
        self._words = [word.encode() for word in self._texts]
        self._signs = np.array(self._words or [b""], f"S{LONGEST}").view(np.uint8).reshape(-1, LONGEST)
        self._signs = self._signs[: len(self._words)]

    def column(self, token: str) -> Array:
        """Give for each customer how well one of its words fits, from 0 to 1."""
        column = self.begins(token)
        if len(token) < 3 or not self._words:
            return column
        for at in range(3, len(token) - 2):  # two words that were written as one
            self._mark(column, self._of(token[:at]) & self._of(token[at:]), meaning.SPLIT)
        word = token.encode()
        self._near(column, word, self._words, meaning.edits(word), None)
        if len(word) >= 4:
            cut = [each[: len(word)] for each in self._words]
            share = meaning.BEGINS_NEAR.get(len(word), meaning.LONG_BEGINS_NEAR)
            self._near(column, word, cut, 1, share)
        code = cologne(token)
        for heard, weight in (*((each, meaning.SOUND) for each in sounds(token)), (code, meaning.COLOGNE_FLOOR)):
            for alike in self._heard.get(heard, ()):
                self._mark(column, self._of(alike), weight)
        return column

    def begins(self, token: str) -> Array:
        """Give for each customer whether one of its words is this one, or begins like it."""
        column = np.zeros(len(self.keys))
        letters = np.frombuffer(token.encode(), np.uint8)
        for place in np.flatnonzero((self._signs[:, : len(letters)] == letters).all(axis=1)).tolist():
            self._mark(column, self._of(self._texts[place]), meaning.BEGINS)
        self._mark(column, self._of(token), meaning.EXACT)
        return column

    def _of(self, word: str) -> set[int]:
        return self._whose.get(word, _NOBODY)

    def _mark(self, column: Array, keys: Iterable[int], weight: float) -> None:
        for key in keys:
            place = self._place[key]
            if column[place] < weight:
                column[place] = weight

    def _near(self, column: Array, word: bytes, among: list[bytes], edits: int, weight: float | None) -> None:
        far = cdist([word], among, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        near = np.flatnonzero(far <= edits)
        weights = meaning.near_weights(len(word), far[near]) if weight is None else np.full(len(near), weight)
        for place, each in zip(near.tolist(), weights.tolist(), strict=True):
            self._mark(column, self._of(self._texts[place]), each)


def _codes(word: str) -> tuple[str, ...]:
    return tuple(code for code in (*sounds(word), cologne(word)) if code)


def _fits(digits: str, number: str) -> float:
    if number == digits:
        return WHOLE
    if number.endswith(digits):
        return ENDS
    if number.startswith(digits):
        return BEGINS
    near = len(digits) >= 6 and OSA.distance(digits, number, score_cutoff=1) <= 1
    return NEAR if near else 0.0
