"""Whose number is this? Any beginning or ending, one wrong, lost or swapped digit, another extension of an exchange."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desk.finding.base import Base
from desk.finding.numberlist import Numbers
from desk.finding.wordlist import Array, closest
from desk.rules.asked import dialled

WHOLE, LONG_ENDING, ENDS, BEGINS, NEAR = 1.0, 0.97, 0.95, 0.90, 0.85
CENTRAL, EXCHANGE = 0.65, 0.60
"""The number that a switchboard itself has, with a 0 in place of an extension or with nothing; another extension."""
MOST = 300
"""Customers that one reading of a number may bring in; a longer one brings fewer."""
_MOST_OF_AN_EXCHANGE = 20
_COMPARED = 4_000
_SHORTEST_NEAR, _SHORTEST_CENTRAL, _LONGEST_EXTENSION = 7, 5, 4
_SHORTEST_LONG_ENDING = 6
"""Digits with a 0 before them of which an ending says more than a beginning without the 0."""
_FRONT_LEFT, _BACK = 4, 3
"""One edit in a number leaves all but its last four digits whole, or its last three; also a swap between them."""


class Listed:
    """The numbers of an index, without those of the customers at the places in `gone`."""

    def __init__(self, base: Base, gone: Array) -> None:
        self._base, self._gone = base, gone

    def whole(self, digits: str) -> list[int]:
        """Give whose number this is."""
        low, high = self._base.stretch("begin", digits)
        return self._keys(self._base.rows("begin", low, high)[self._base.lengths("begin", low, high) == len(digits)])

    def beginning(self, digits: str) -> list[int]:
        """Give whose number begins so."""
        return self._keys(self._base.beginning(digits))

    def ending(self, digits: str) -> list[int]:
        """Give whose number ends so."""
        return self._keys(self._base.ending(digits))

    def near(self, digits: str, front: int, back: int) -> list[int]:
        """Give whose number is one slip away, of those that share the first or the last so many digits with it."""
        begun, begun_rows = self._base.numbers("begin", *_capped(self._base.stretch("begin", digits[:front])))
        ended, ended_rows = self._base.numbers("end", *_capped(self._base.stretch("end", digits[-back:][::-1])))
        rows = np.concatenate((begun_rows, ended_rows))
        compared = [each.encode() for each in begun] + [each[::-1].encode() for each in ended]
        places, _ = closest(digits.encode(), np.arange(len(rows)), compared, 1)
        return self._keys(rows[places])

    def _keys(self, rows: Array) -> list[int]:
        """Give the customers' keys, of too many those of the oldest customers."""
        if len(self._gone) and len(rows):
            rows = rows[~np.isin(rows, self._gone)]
        if len(rows) > MOST:
            rows = np.partition(rows, MOST)[:MOST]
        found: list[int] = self._base.ids[rows].tolist()
        return found


def by_number(lists: Sequence[Listed | Numbers], number: str) -> dict[int, float]:
    """Give the keys of customers with a weight from 0 to 1; `number` is what was typed, in any notation."""
    found: dict[int, float] = {}

    def put(keys: Sequence[int], weight: float) -> None:
        for key in keys:
            if weight > found.get(key, 0.0):
                found[key] = weight

    # Who types a 0, or a country, begins at the beginning; bare digits are mostly the last ones of a display.
    begins, ends = (ENDS, BEGINS) if number.lstrip(" ()/.-–")[0] in "+0" else (BEGINS, ENDS)
    typed = "".join(sign for sign in number if sign.isdigit())
    if typed[0] == "0" and len(typed) >= _SHORTEST_LONG_ENDING and "+" not in number:
        for each in lists:
            put(each.ending(typed), LONG_ENDING)
    for digits in dialled(number):
        for each in lists:
            put(each.whole(digits), WHOLE)
            put(each.beginning(digits), begins)
            put(each.ending(digits), ends)
        if len(digits) >= _SHORTEST_NEAR and not found:
            for each in lists:
                put(each.near(digits, len(digits) - _FRONT_LEFT, _BACK), NEAR)
            for key, weight in _of_exchange(lists, digits).items():
                put((key,), weight)
    return found


def _of_exchange(lists: Sequence[Listed | Numbers], digits: str) -> dict[int, float]:
    """Give whose number differs in the last digits only: the switchboard itself, else probably of the same one."""
    found: dict[int, float] = {}
    for cut in range(1, _LONGEST_EXTENSION + 1):
        stem = digits[:-cut]
        if len(stem) >= _SHORTEST_CENTRAL:
            central = (key for each in lists for own in (stem, stem + "0") for key in each.whole(own))
            found |= dict.fromkeys(central, CENTRAL)
        if len(stem) >= _SHORTEST_NEAR and cut < _LONGEST_EXTENSION and EXCHANGE not in found.values():
            begun = sorted(key for each in lists for key in each.beginning(stem))
            found = dict.fromkeys(begun[:_MOST_OF_AN_EXCHANGE], EXCHANGE) | found
    return found


def _capped(stretch: tuple[int, int]) -> tuple[int, int]:
    low, high = stretch
    return low, min(high, low + _COMPARED)
