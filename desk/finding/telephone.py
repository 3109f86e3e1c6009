"""Whose number is this? Any beginning or ending, one wrong, lost or swapped digit, another extension of an exchange."""

from __future__ import annotations

import numpy as np

from desk.finding.base import Base
from desk.finding.wordlist import Array, closest
from desk.rules.asked import dialled

WHOLE, ENDS, BEGINS, NEAR, EXCHANGE = 1.0, 0.95, 0.90, 0.85, 0.60
MOST = 300
"""Customers that one reading of a number may bring in; a longer one brings fewer."""
_NOBODY = np.empty(0, np.int64)
_COMPARED = 4_000
_SHORTEST_NEAR = 7
_FRONT_LEFT, _BACK = 4, 3
"""One edit in a number leaves all but its last four digits whole, or its last three; also a swap between them."""


def by_number(base: Base, number: str, gone: Array = _NOBODY) -> dict[int, float]:
    """Give places of customers with a weight from 0 to 1; `number` is what was typed, in any notation.

    Those at the places in `gone` are left out. Of too many, those that have been customers for longest are given.
    """
    found: dict[int, float] = {}

    def put(rows: Array, weight: float) -> None:
        if len(gone):
            rows = rows[~np.isin(rows, gone)]
        if len(rows) > MOST:
            rows = np.partition(rows, MOST)[:MOST]
        for row in rows.tolist():
            found[row] = max(weight, found.get(row, 0.0))

    for digits in dialled(number):
        low, high = base.stretch("begin", digits)
        lengths = base.lengths("begin", low, high)
        rows = base.rows("begin", low, high)
        put(rows[lengths == len(digits)], WHOLE)
        # Who types a 0, or a country, begins at the beginning; bare digits are mostly the last ones of a display.
        put(rows, BEGINS if number.strip()[0] not in "+0" else ENDS)
        put(base.ending(digits), ENDS if number.strip()[0] not in "+0" else BEGINS)
        if len(digits) >= _SHORTEST_NEAR and not found:
            put(_near(base, digits), NEAR)
            put(_exchange(base, digits), EXCHANGE)
    return found


def _near(base: Base, digits: str) -> Array:
    front, front_rows = base.numbers("begin", *_capped(base.stretch("begin", digits[:-_FRONT_LEFT])))
    back, back_rows = base.numbers("end", *_capped(base.stretch("end", digits[-_BACK:][::-1])))
    rows = np.concatenate((front_rows, back_rows))
    compared = [each.encode() for each in front] + [each[::-1].encode() for each in back]
    places, _ = closest(digits.encode(), np.arange(len(rows)), compared, 1)
    return rows[places]


def _exchange(base: Base, digits: str) -> Array:
    """Give the rows whose number differs in the last digits only: probably the same switchboard."""
    for cut in (1, 2, 3):
        low, high = base.stretch("begin", digits[:-cut])
        if high > low and len(digits) - cut >= _SHORTEST_NEAR:
            return base.rows("begin", low, min(high, low + 20))
    return base.rows("begin", 0, 0)


def _capped(stretch: tuple[int, int]) -> tuple[int, int]:
    low, high = stretch
    return low, min(high, low + _COMPARED)
