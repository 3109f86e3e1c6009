"""Sorted words in one piece of memory, and those among them that come near a misspelt one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, overload

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

Array = np.ndarray[Any, Any]
LONGEST = 40
"""Letters of a word; `rules.folding` cuts longer ones."""
SHORTEST_BEGINNING, LONGEST_BEGINNING = 4, 8
AFTER = b"{"
"""Comes after every letter and digit."""


class Words(Sequence[bytes]):
    """Words, ascending, read from one blob: `starts` has one entry more than there are words."""

    def __init__(self, blob: bytes, starts: Array) -> None:
        self.blob, self.starts = blob, starts
        self._at = np.ascontiguousarray(starts).data

    def __len__(self) -> int:
        return len(self._at) - 1

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self.blob[self._at[place] : self._at[place + 1]]

    def find(self, word: bytes) -> int:
        """Give a word's place, -1 when it is not among them."""
        place = bisect_left(self, word)
        return place if place < len(self) and self[place] == word else -1

    def beginning(self, word: bytes) -> tuple[int, int]:
        """Give the places, from and to, of the words that begin like this one."""
        low = bisect_left(self, word)
        return low, bisect_left(self, word + AFTER, lo=low)

    def begins(self, word: bytes) -> bool:
        """Say whether any of them begins like this one."""
        low, high = self.beginning(word)
        return high > low

    def many(self, places: Array, length: int = LONGEST) -> list[bytes]:
        """Give the words at some places, cut to `length` letters."""
        begins = self.starts[places]
        ends = np.minimum(self.starts[places + 1], begins + length)
        blob = self.blob
        return [blob[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]


class Near:
    """Words by length with a signature of their letters, so that few need to be compared with a misspelt one."""

    def __init__(self, words: Words, order: Array, bounds: Array, signatures: Array) -> None:
        self._words, self._order, self._signatures = words, order, signatures
        self._bounds: list[int] = bounds.tolist()

    def within(self, word: bytes, edits: int) -> tuple[Array, Array]:
        """Give places and distances (OSA) of the words at most so many edits away."""
        shortest, longest = max(1, len(word) - edits), min(LONGEST, len(word) + edits)
        if shortest > longest:
            return _NONE, _NONE
        low, high = self._bounds[shortest], self._bounds[longest + 1]
        like = alike(self._signatures[low:high], word, edits)
        places = self._order[low:high][like]
        return closest(word, places, self._words.many(places), edits)


class Beginnings:
    """The different beginnings of words, of 4 to 8 letters, each with the words it begins."""

    def __init__(self, words: Words, arrays: dict[int, tuple[Array, Array, Array]]) -> None:
        self._words, self._arrays = words, arrays

    def within(self, word: bytes, length: int) -> tuple[Array, Array]:
        """Give from where to where stand words with a beginning of `length` letters one edit away."""
        if length not in self._arrays:
            return _NONE, _NONE
        firsts, ends, signatures = self._arrays[length]
        like = alike(signatures, word, 1)
        found, _ = closest(word, like, self._words.many(firsts[like], length), 1)
        return firsts[found], ends[found]


_NONE = np.empty(0, np.int32)


def signature(words: list[bytes]) -> Array:
    """Give for each word 62 bits: two for each letter (once, more than once) and one for each digit."""
    if not words:
        return np.empty(0, np.uint64)
    signs = np.array(words, dtype=f"S{LONGEST}").view(np.uint8).reshape(len(words), LONGEST)
    once = np.zeros(len(words), np.uint64)
    twice = np.zeros(len(words), np.uint64)
    for column in range(int(max(map(len, words)))):
        bit = _BITS[signs[:, column]]
        twice |= once & bit
        once |= bit
    return once | ((twice & _LETTER_BITS) << np.uint64(1))


def _signature_of(word: bytes) -> np.uint64:
    """Give the signature of one word: an array of one takes ten times as long."""
    once = twice = 0
    for sign in word:
        bit = _BIT_OF[sign]
        twice |= once & bit
        once |= bit
    return np.uint64(once | (twice & _LETTERS) << 1)


def alike(signatures: Array, word: bytes, edits: int) -> Array:
    """Give the places of the signatures that differ from a word's by no more than so many edits can cause."""
    wanted = _signature_of(word)
    # One pass over all, by the sum of both differences; then each difference, for the few that are left.
    few = np.flatnonzero(np.bitwise_count(signatures ^ wanted) <= 2 * edits)
    left = signatures[few]
    like: Array = few[(np.bitwise_count(left & ~wanted) <= edits) & (np.bitwise_count(wanted & ~left) <= edits)]
    return like


def closest(word: bytes, places: Array, words: list[bytes], edits: int) -> tuple[Array, Array]:
    """Give the places whose words are at most so many edits away, and how many each is."""
    if not words:
        return _NONE, _NONE
    far = cdist([word], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
    kept = far <= edits
    return places[kept], far[kept]


def _bits() -> Array:
    table = np.zeros(256, np.uint64)
    for place, letter in enumerate(b"abcdefghijklmnopqrstuvwxyz"):
        table[letter] = 1 << (2 * place)
    for place, digit in enumerate(b"0123456789"):
        table[digit] = 1 << (52 + place)
    return table


_BITS = _bits()
_BIT_OF: list[int] = _BITS.tolist()
_LETTERS = (1 << 52) - 1
_LETTER_BITS = np.uint64(_LETTERS)
