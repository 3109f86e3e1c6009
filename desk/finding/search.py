"""One search over the index, what has changed since, and the store itself."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from desk.finding import files, ranking, reasons
from desk.finding.base import Base
from desk.finding.building import Arrays
from desk.finding.candidates import Candidate
from desk.finding.overlay import Overlay
from desk.finding.telephone import Listed, by_number
from desk.keeping.reader import Reader
from desk.rules.asked import Asked, asked

POOL = 64
"""Customers that are read from the store and put in their final order."""
REACH = 0.28
"""Points of words that a closer fit of the whole can make up for: two thirds of `ranking.SHARE`, by the rest."""
SURE_DIGITS = 7
"""Digits from which a telephone number that is known says all: a postcode and a customer's number mostly have fewer."""
REBUILD = 1_000
"""Changed customers after which a new index is made."""
MOST_FRESH = 5_000
"""Changed customers compared one by one; beyond, the plain search helps until a new index is made."""
_OWN, _TELEPHONE, _ADDRESS = 3, 2, 1
"""What comes before any words: the customer's own number, a telephone number, an address."""
_BEGUN = 0.5

_CHANGED = """
  SELECT DISTINCT thing_id FROM change WHERE seq > :since AND thing = 'customer' ORDER BY thing_id LIMIT :most
"""
_LAST_SIGN = "\U0010ffff"
_LAST = "SELECT max(seq) AS seq FROM change"
_OWN_NUMBER = "SELECT id FROM customer WHERE number IN :numbers"
_NUMBERED = """
  SELECT id FROM customer WHERE number >= :low AND number < :high AND merged_into IS NULL ORDER BY number LIMIT 20
"""
_ADDRESSED = """
  SELECT customer_id AS id FROM email WHERE address >= :low AND address < :high ORDER BY address, id LIMIT 40
"""


@dataclass
class _Points:
    """What speaks for one customer: its words; before them a number or address that fits, and how well it does."""

    words: float = 0.0
    tier: int = 0
    weight: float = 0.0
    why: str = ""

    @property
    def order(self) -> tuple[int, float]:
        """What the best are chosen by, ascending."""
        return -self.tier, -(self.weight + self.words)


class Search:
    """An index with what has changed since; may be used from any thread."""

    def __init__(self, arrays: Arrays, state: files.Snapshot) -> None:
        self.state = state
        self._base = Base(arrays)
        self._overlay = Overlay()
        self._gone = np.empty(0, np.int64)
        self._seq = state.seq
        self._lock = threading.Lock()
        self._memory = ranking.Memory()
        self.behind = False

    @property
    def changed(self) -> int:
        """How many customers have changed since the index was built, as far as they were looked at."""
        return len(self._overlay)

    def find(self, reader: Reader, query: str, limit: int, rep: int = 0) -> list[Candidate]:
        """Give the customers that fit, best first. `rep` is the key of whoever asks, 0 for nobody."""
        question = asked(query)
        if not question.text:
            return []
        with self._lock:  # milliseconds, and the overlay must not change under a search
            seq = self._catch_up(reader)
            points = self._points(reader, question, max(limit, POOL), rep)
        best = _promising(points, limit)
        known = self._memory.read(reader, best, seq)
        return self._ranked(question, points, known, limit, rep)

    def _catch_up(self, reader: Reader) -> int:
        """Take in what has changed, and give the last change that the reader sees."""
        row = reader.one(_LAST)
        seq = int(row["seq"] or 0) if row is not None else 0
        if seq <= self._seq or self.behind:
            return seq
        changed = [each["thing_id"] for each in reader.all(_CHANGED, since=self._seq, most=MOST_FRESH + 1)]
        if len(changed) + len(self._overlay) > MOST_FRESH:
            self.behind = True
            return seq
        if changed:
            self._overlay.take(reader, changed)
            self._gone = self._base.places(self._overlay.keys)
        self._seq = seq
        return seq

    def _points(self, reader: Reader, question: Asked, most: int, rep: int) -> dict[int, _Points]:
        points: dict[int, _Points] = {}

        lists = (Listed(self._base, self._gone), self._overlay.numbers)
        numbered = by_number(lists, question.number) if question.number else {}
        # Who types a country's code or many digits, and finds them, means nobody whose words are like them.
        if not (numbered and _is_sure(question.number)):
            scored = self._base.score(question, most, self._gone, rep)
            for key, score in zip(scored.keys, scored.scores, strict=True):
                points[key] = _Points(score)
            for key, score in self._overlay.score(question, scored.tells, scored.begins).items():
                points[key] = _Points(score)

        def sure(tier: int, key: int, weight: float, why: str) -> None:
            found = points.setdefault(key, _Points())
            if (tier, weight) > (found.tier, found.weight):
                found.tier, found.weight, found.why = tier, weight, why

        for key, weight in numbered.items():
            sure(_TELEPHONE, key, weight, "number")
        if question.address:
            for row in reader.all(_ADDRESSED, low=question.address, high=question.address + _LAST_SIGN):
                sure(_ADDRESS, row["id"], 1.0, "email")
        if " " not in question.text:
            spelt = {question.text, question.text.upper()}
            for row in reader.all(_OWN_NUMBER, numbers=tuple(spelt)):
                sure(_OWN, row["id"], 1.0, "exact")
            if any(sign.isdigit() for sign in question.text):
                low = question.text.upper()
                for row in reader.all(_NUMBERED, low=low, high=low + _LAST_SIGN):
                    sure(0, row["id"], _BEGUN, "begins_with")
        return points

    def _ranked(
        self, question: Asked, points: dict[int, _Points], known: dict[int, ranking.Known], limit: int, rep: int
    ) -> list[Candidate]:
        worth: dict[int, float] = {}
        whole = ranking.Whole(question)
        for key, each in known.items():
            found = points[key]
            if found.tier:
                worth[key] = found.weight
            else:
                alike = ranking.SHARE * whole.closeness(each)
                worth[key] = max((1 - ranking.SHARE) * found.words + alike, found.weight)

        def rank(key: int) -> tuple[int, float, bool, int, int]:
            each = known[key]
            return -points[key].tier, -round(worth[key], 4), rep not in each.reps, -each.recent, key

        order = sorted(worth, key=rank)[:limit]
        answer: list[Candidate] = []
        for key in order:
            why, marks = reasons.reason(question, known[key])
            answer.append(Candidate(key, round(min(1.0, worth[key]), 3), points[key].why or why, marks))
        return answer


def _is_sure(number: str) -> bool:
    return number.startswith(("+", "00")) or sum(map(str.isdigit, number)) >= SURE_DIGITS


def _promising(points: dict[int, _Points], limit: int) -> list[int]:
    """Give those that may still be among the first `limit` when all of what was typed is compared, best first."""
    best = sorted(points, key=lambda key: (*points[key].order, key))[: max(limit, POOL)]
    if len(best) <= limit:
        return best
    last = points[best[limit - 1]]

    def may_be(each: _Points) -> bool:
        if each.tier != last.tier or last.tier:
            return each.tier >= last.tier
        return each.weight > 0 or each.words > last.words - REACH

    return [key for key in best if may_be(points[key])]
