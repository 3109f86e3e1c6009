"""The telephone numbers of changed customers, sorted by their beginnings and by their endings."""

from __future__ import annotations

from bisect import bisect_left, insort

from rapidfuzz.distance import OSA

from desk.finding.gathering import PHONE_DIGITS

_Entry = tuple[str, int]
_AFTER = ":"
"""Comes after every digit."""


class Numbers:
    """National digits with whose they are; may be asked like `telephone.Listed`, which reads an index."""

    def __init__(self) -> None:
        self._begin: list[_Entry] = []
        self._end: list[_Entry] = []
        self._of: dict[int, list[str]] = {}

    def put(self, key: int, digits: str) -> None:
        """Let a customer be found by one more number."""
        digits = digits[:PHONE_DIGITS]
        self._of.setdefault(key, []).append(digits)
        insort(self._begin, (digits, key))
        insort(self._end, (digits[::-1], key))

    def drop(self, key: int) -> None:
        """Forget all numbers of a customer."""
        for digits in self._of.pop(key, ()):
            del self._begin[bisect_left(self._begin, (digits, key))]
            del self._end[bisect_left(self._end, (digits[::-1], key))]

    def whole(self, digits: str) -> list[int]:
        """Give whose number this is."""
        return [key for number, key in _stretch(self._begin, digits) if number == digits]

    def beginning(self, digits: str) -> list[int]:
        """Give whose number begins so."""
        return [key for _, key in _stretch(self._begin, digits)]

    def ending(self, digits: str) -> list[int]:
        """Give whose number ends so."""
        return [key for _, key in _stretch(self._end, digits[::-1])]

    def near(self, digits: str, front: int, back: int) -> list[int]:
        """Give whose number is one slip away, of those that share the first or the last so many digits with it."""
        entries = _stretch(self._begin, digits[:front])
        entries += [(number[::-1], key) for number, key in _stretch(self._end, digits[-back:][::-1])]
        return [key for number, key in entries if OSA.distance(digits, number, score_cutoff=1) <= 1]


def _stretch(entries: list[_Entry], digits: str) -> list[_Entry]:
    low = bisect_left(entries, (digits,))
    return entries[low : bisect_left(entries, (digits + _AFTER,), lo=low)]
