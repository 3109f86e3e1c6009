"""The index of a snapshot: words and telephone numbers to customers, and the scores of a query over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from desk.finding import nearest
from desk.finding.building import Arrays, padded
from desk.finding.gathering import NAMES, PHONE_DIGITS
from desk.finding.meaning import ENDING, JOINED, LEADING, SPLIT, Meant, Vocabulary
from desk.finding.wordlist import LONGEST_BEGINNING, SHORTEST_BEGINNING, Array, Beginnings, Near, Words
from desk.rules.asked import Asked

SCALE = 8000
"""Points of a word that tells most: eight of them fit into 16 bits."""


UNIT = 0.04
"""What two names of one thing count above the same words scattered, when the best are chosen."""
UNITS = (
    ("last", "first"),
    ("first", "last"),
    ("last", "town"),
    ("last", "company"),
    ("company", "second"),
    ("company", "town"),
)
"""What is said in one breath: a person, a person from somewhere or of some company, a company."""
MOST_UNITS = 60_000
"""Customers that are looked at for it; with more, too little was typed yet."""
LONG = 20_000
"""Customers of one stretch of words from which it is marked by itself: no copy of it is made."""


LEFT_OVER = 0.8
"""Share of what all words tell below which somebody typed a word that fits nobody: then its letters decide."""


_Typed = tuple[tuple[str, ...], list[float]]


class Scored(NamedTuple):
    """Customers' keys with the score of their words, from 0 to 1, best first; `tells` is each word's share in it.

    `begins` says of each word whether one of the index begins with it.
    """

    keys: list[int]
    scores: list[float]
    tells: list[float]
    begins: list[bool]


class _Group:
    """Rows with their weights: one for all, or one for each of some stretches, ascending.

    Groups come in ascending order; one that is `besides` them may have less than what is there already.
    """

    __slots__ = ("_besides", "_lengths", "_most", "_weights", "likely", "rows")

    def __init__(
        self,
        rows: Array,
        most: float,
        weights: Array | None = None,
        lengths: Array | None = None,
        *,
        besides: bool = False,
    ) -> None:
        self.rows, self._most, self._besides = rows, most, besides
        self._weights, self._lengths = weights, lengths
        # A weight of .88 counts as a third of a customer, one of .74 as a tenth.
        self.likely = len(rows) * most**8
        if weights is not None and lengths is not None:
            self.likely = float(np.dot(weights**8, lengths))

    def mark(self, column: Array, points: float) -> None:
        """Put these rows' points into a column; a row that has more already keeps them."""
        if self._weights is None or self._lengths is None:
            given = np.uint16(self._most * points)
            column[self.rows] = np.maximum(column[self.rows], given) if self._besides else given
        else:  # of one row's several weights the last is the greatest
            column[self.rows] = np.repeat((self._weights * points).astype(np.uint16), self._lengths)


class Base:
    """An index as it was built or opened; it never changes."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays = {name: np.asarray(each) for name, each in arrays.items()}
        self.ids = arrays["ids"]
        words = _words(arrays, "word")
        sounds = _words(arrays, "sound")
        lengths = range(SHORTEST_BEGINNING, LONGEST_BEGINNING + 1)
        self.vocabulary = Vocabulary(
            words,
            _near(arrays, "word", words),
            Beginnings(words, {n: _beginning(arrays, n) for n in lengths}),
            (sounds, _near(arrays, "sound", sounds), arrays["sound_first"], arrays["sound_words"]),
            (_words(arrays, "cologne"), arrays["cologne_first"], arrays["cologne_words"]),
        )
        self._starts, self._postings = arrays["posting_starts"], arrays["postings"]

    def score(self, asked: Asked, most: int, gone: Array, rep: int = 0) -> Scored:
        """Give the customers that fit best, about `most`; those at the places in `gone` are left out.

        `rep` is the key of whoever asks: of equals, their own customers come first.
        """
        meant = [
            self.vocabulary.meant(token, bare, whole=is_initial(token, asked.tokens))
            for token, bare in zip(asked.tokens, asked.bare, strict=True)
        ]
        told = [self._told(asked.tokens, place, each) for place, each in enumerate(meant)]
        tells = [self._tells(groups) for groups in told]
        points = np.zeros(len(self.ids), np.uint16)
        for groups, telling in zip(told, tells, strict=True):
            if groups:
                column = np.zeros(len(self.ids), np.uint16)
                for group in groups:
                    group.mark(column, SCALE * telling)
                points += column
        points[gone] = 0
        known = dict(zip(asked.tokens, meant, strict=True))
        spoken = [known[word] for word in asked.words if word in known]
        rows = self._best(points, most, rep, spoken, (asked.tokens, tells))
        whole = SCALE * sum(tells) or 1.0
        begins = [self.vocabulary.words.begins(token.encode()) for token in asked.tokens]
        return Scored(self.ids[rows].tolist(), (points[rows] / whole).tolist(), tells, begins)

    def places(self, keys: Sequence[int]) -> Array:
        """Give the places of those customers that are in this index."""
        found = np.searchsorted(self.ids, keys)
        found = found[found < len(self.ids)]
        return found[np.isin(self.ids[found], keys)]

    def _told(self, tokens: tuple[str, ...], place: int, meant: Meant) -> list[_Group]:
        """Give the rows that one of the words may mean, ascending by weight, then those besides."""
        token = tokens[place]
        groups = self._groups(meant)
        groups += [_Group(rows, SPLIT, besides=True) for rows in self._split(token)]
        groups += [_Group(rows, weight, besides=True) for rows, weight in self._numbers(token)]
        for pair in (tokens[max(place - 1, 0) : place + 1], tokens[place : place + 2]):
            if len(pair) == 2:
                low, high = self.vocabulary.words.beginning("".join(pair).encode())
                groups.append(_Group(self._postings[self._starts[low] : self._starts[high]], JOINED, besides=True))
        return [group for group in groups if len(group.rows)]

    def _tells(self, groups: list[_Group]) -> float:
        """Give how much a word tells, from 0 to 1: the fewer customers it may mean, the more."""
        likely = sum(group.likely for group in groups)
        customers = max(2, len(self.ids))
        return float(np.sqrt(np.log1p(customers / (1.0 + likely)) / np.log1p(customers)))

    def _groups(self, meant: Meant) -> list[_Group]:
        """Give the rows of all that is meant, ascending by weight: many short stretches at once, long ones alone."""
        order = np.argsort(meant.weights, kind="stable")
        weights = meant.weights[order]
        begins = self._starts[meant.froms[order]].astype(np.int64)
        lengths = self._starts[meant.tos[order]].astype(np.int64) - begins
        groups: list[_Group] = []
        start = 0
        for stop in [*np.flatnonzero(lengths > LONG).tolist(), len(order)]:
            if stop > start:
                groups.append(self._group(begins[start:stop], lengths[start:stop], weights[start:stop]))
            if stop < len(order):
                rows = self._postings[begins[stop] : begins[stop] + lengths[stop]]
                groups.append(_Group(rows, float(weights[stop])))
            start = stop + 1
        return groups

    def _group(self, begins: Array, lengths: Array, weights: Array) -> _Group:
        ends = np.cumsum(lengths)
        at = np.arange(int(ends[-1])) + np.repeat(begins - (ends - lengths), lengths)
        return _Group(self._postings[at], float(weights[-1]), weights, lengths)

    def _units(self, rows: Array, meant: list[Meant]) -> Array:
        """Give for each row from 0 to 1 how well two words that stand side by side fit two names of one thing.

        One word alone fits a company of that name, and of no other word.
        """
        fits = {id(each): each.over(len(self.vocabulary.words)) for each in meant}
        named = {name: self._arrays[name][rows] for name in NAMES}
        if len(meant) == 1:
            whole: Array = fits[id(meant[0])][named["company"]] * (named["second"] < 0)
            return whole
        fit = {(key, name): over[places] for key, over in fits.items() for name, places in named.items()}
        best = np.zeros(len(rows), np.float32)
        for one, two in pairwise(map(id, meant)):
            for name, other in UNITS:
                a, b = fit[one, name], fit[two, other]
                np.maximum(best, (a + b) * 0.5 * ((a > 0) & (b > 0)), out=best)
        return best

    def _split(self, token: str) -> list[Array]:
        """Give the customers with both halves of a word that was written as one."""
        found = []
        for at in range(3, len(token) - 2):
            left = self.vocabulary.words.find(token[:at].encode())
            right = self.vocabulary.words.find(token[at:].encode()) if left >= 0 else -1
            if right >= 0:
                both = np.intersect1d(self._rows(left), self._rows(right), assume_unique=True)
                if len(both):
                    found.append(both)
        return found

    def _rows(self, place: int) -> Array:
        return self._postings[self._starts[place] : self._starts[place + 1]]

    def _numbers(self, token: str) -> list[tuple[Array, float]]:
        """Give the customers with a number that ends or begins with a word of digits."""
        if len(token) < 3 or not token.isdigit():
            return []
        return [(self.ending(token), ENDING), (self.beginning(token.lstrip("0") or "0"), LEADING)]

    def beginning(self, digits: str) -> Array:
        """Give the rows of the numbers that begin so, nationally dialled without the 0."""
        return self._stretch("begin", digits)

    def ending(self, digits: str) -> Array:
        """Give the rows of the numbers that end so."""
        return self._stretch("end", digits[::-1])

    def _stretch(self, name: str, digits: str) -> Array:
        return self.rows(name, *self.stretch(name, digits))

    def rows(self, name: str, low: int, high: int) -> Array:
        """Give the places of the customers of a stretch of numbers."""
        return self._arrays[f"{name}_rows"][low:high]

    def lengths(self, name: str, low: int, high: int) -> Array:
        """Give how many digits the numbers of a stretch have."""
        return self._arrays[f"{name}_lengths"][low:high]

    def stretch(self, name: str, digits: str) -> tuple[int, int]:
        """Give where in the sorted numbers ("begin") or turned numbers ("end") those with this beginning stand."""
        first = padded(digits)
        low, high = np.searchsorted(
            self._arrays[f"{name}_numbers"], (first, first + 10 ** (PHONE_DIGITS - len(digits)))
        )
        return int(low), int(high)

    def numbers(self, name: str, low: int, high: int) -> tuple[list[str], Array]:
        """Give the digits of a stretch of numbers, and their rows."""
        values = self._arrays[f"{name}_numbers"][low:high].tolist()
        lengths = self._arrays[f"{name}_lengths"][low:high].tolist()
        digits = [str(value).zfill(PHONE_DIGITS)[:length] for value, length in zip(values, lengths, strict=True)]
        return digits, self._arrays[f"{name}_rows"][low:high]

    def _best(self, points: Array, most: int, rep: int, meant: list[Meant], typed: _Typed) -> Array:
        top, whole = int(points.max(initial=0)), SCALE * sum(typed[1])
        unit = UNIT * whole
        if not top:
            return _NO_ROWS
        for share in (4, 2, 1, 0):  # most questions are decided near the top, and few rows are looked at there
            rows = np.flatnonzero(points >= max(1, top * share // 5))
            if len(rows) >= most:
                break
        fewest = points[rows].astype(np.int32)
        if len(rows) > most:
            if len(rows) <= MOST_UNITS:
                within = fewest >= np.partition(fewest, len(rows) - most)[len(rows) - most] - int(unit)
                rows, fewest = rows[within], fewest[within]  # nobody else can make up for it by two names of one thing
                fewest += (unit * self._units(rows, meant)).astype(np.int32)
            kept = fewest >= np.partition(fewest, len(rows) - most)[len(rows) - most]
            rows, fewest = rows[kept], fewest[kept]
            if most < len(rows) <= nearest.MOST and len(typed[0]) > 1 and top < LEFT_OVER * whole:
                names = np.stack([self._arrays[name][rows] for name in NAMES])
                fewest += (unit * nearest.nearness(self.vocabulary.words, names, *typed)).astype(np.int32)
        if len(rows) > most:  # equals beyond what can be looked at: whoever was in touch lately, and one's own
            own = (self._arrays["inside"][rows] == rep) | (self._arrays["field"][rows] == rep)
            order = np.lexsort((-self._arrays["recent"][rows], -(own & (rep > 0)).astype(np.int8), -fewest))
            return rows[order][:most]
        return rows[np.argsort(-fewest, kind="stable")]


def is_initial(token: str, tokens: tuple[str, ...]) -> bool:
    """Say whether a letter among words is to be taken as it is: it begins half of all names."""
    return len(token) == 1 and len(tokens) > 2


def _words(arrays: Arrays, name: str) -> Words:
    return Words(arrays[f"{name}_blob"].tobytes(), arrays[f"{name}_starts"])


def _near(arrays: Arrays, name: str, words: Words) -> Near:
    return Near(words, arrays[f"{name}_order"], arrays[f"{name}_bounds"], arrays[f"{name}_signatures"])


def _beginning(arrays: Arrays, length: int) -> tuple[Array, Array, Array]:
    name = f"beginning{length}"
    return arrays[f"{name}_firsts"], arrays[f"{name}_ends"], arrays[f"{name}_signatures"]


_NO_ROWS = np.empty(0, np.int32)
