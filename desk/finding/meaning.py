"""What a typed word may mean: words of the index with a weight from 0 to 1, likeliest 1.0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from desk.finding.wordlist import Array, Beginnings, Near, Words, closest
from desk.rules.asked import SHORTENED
from desk.rules.sounds import cologne, sounds

EXACT, SOUND, BEGINS, SOUND_NEAR, SOUND_BEGINS = 1.0, 0.90, 0.95, 0.74, 0.70
BEGINS_NEAR = {4: 0.74, 5: 0.79, 6: 0.81}
LONG_BEGINS_NEAR = 0.82
COLOGNE_FLOOR, COLOGNE_SHARE = 0.5, 0.35
JOINED, SPLIT, SHORT = 0.95, 0.92, 0.97
ENDING, LEADING, POSTCODE_BEGINS = 0.97, 0.80, 0.85
"""Digits that a telephone number ends or begins with, or a postcode begins with: the last digits are what is told."""
FEWEST_LETTERS, LONG_SOUND = 3, 4
"""Letters from which a word may be misspelt, and of a sound from which it may be cut short or a slip away."""
REMEMBERED = 24
"""Words of which is remembered what they may mean: those of three questions."""
_EDIT = {3: 0.30, 4: 0.20, 5: 0.17, 6: 0.16, 7: 0.15, 8: 0.14}
_LONG_EDIT = 0.13


class Meant(NamedTuple):
    """Stretches of the index's words, from and to, each with its weight."""

    froms: Array
    tos: Array
    weights: Array

    def over(self, words: int) -> Array:
        """Give the weight of each of so many words, 0 for those that are not meant; one more entry for no word."""
        order = np.argsort(self.weights, kind="stable")
        lengths = (self.tos - self.froms)[order]
        ends = np.cumsum(lengths)
        found = np.zeros(words + 1, np.float32)
        if len(ends):
            at = np.arange(int(ends[-1])) + np.repeat(self.froms[order] - (ends - lengths), lengths)
            found[at] = np.repeat(self.weights[order], lengths)
        return found


def edits(word: bytes, *, begins: bool = True) -> int:
    """Give how many edits a word may be away; of digits one, as most of those two away are just other numbers.

    Of four letters that no word `begins` with, two: a short name typed in haste.
    """
    length = len(word)
    if word.isdigit() or length < 5:
        return 0 if length < 3 else 2 if length == 4 and word.isalpha() and not begins else 1
    return 2 if length < 9 else 3


def near_weights(length: int, distances: Array) -> Array:
    """Give the weights of words so many edits away: each edit costs .13 of a long word, more of a short one."""
    return 1.0 - distances * _EDIT.get(length, _LONG_EDIT)


def near_weight(length: int, distance: int) -> float:
    """Give the weight of one word as `near_weights` does."""
    return 1.0 - distance * _EDIT.get(length, _LONG_EDIT)


def begun_weights(length: int) -> list[tuple[int, float]]:
    """Give how long a beginning may be that is one slip away from so many letters, with the weight of each length."""
    weight = BEGINS_NEAR.get(length, LONG_BEGINS_NEAR)
    return [(each, weight - 0.05 * (each != length)) for each in range(max(4, length - 1), length + 2)]


def coded_edits(word: bytes) -> int:
    """Give how many edits a word of the same Cologne code may be away."""
    return max(edits(word) + 1, len(word) // 2)


def coded_weight(distance: Any, longest: Any) -> Any:
    """Give the weight of a word of the same Cologne code, or of several; the longer of both words has `longest`."""
    return COLOGNE_FLOOR + COLOGNE_SHARE * (1.0 - distance / longest)


class Vocabulary:
    """The words of an index and every way to them."""

    def __init__(
        self,
        words: Words,
        near: Near,
        beginnings: Beginnings,
        sound: tuple[Words, Near, Array, Array],
        coded: tuple[Words, Array, Array],
    ) -> None:
        self.words = words
        self._near, self._beginnings = near, beginnings
        self._sounds, self._sounds_near, self._sound_first, self._sound_words = sound
        self._codes, self._code_first, self._code_words = coded
        self._lately: dict[tuple[str, str, bool], Meant] = {}

    def meant(self, token: str, bare: str = "", *, whole: bool = False) -> Meant:
        """Give all that a typed word may mean; only itself when it is to be taken as a `whole` word.

        `bare` is the word without the dots of its umlauts: those may be the slip of a finger. The last few are
        remembered: of several words only one gets another letter. One thread at a time may ask.
        """
        asked = token, bare, whole
        found = self._lately.pop(asked, None) or self._meant(token, bare, whole=whole)
        self._lately[asked] = found
        if len(self._lately) > REMEMBERED:
            del self._lately[next(iter(self._lately))]
        return found

    def _meant(self, token: str, bare: str, *, whole: bool) -> Meant:
        word = token.encode()
        froms: list[Array] = []
        tos: list[Array] = []
        weights: list[Array] = []

        def put(begin: Array, end: Array, weight: Array) -> None:
            if len(begin):
                froms.append(begin)
                tos.append(end)
                weights.append(weight)

        def words_of(places: Array, weight: Array) -> None:
            put(places, places + 1, weight)

        low, high = self.words.beginning(word)
        if high > low and not whole:
            put(np.array([low]), np.array([high]), np.array([POSTCODE_BEGINS if token.isdigit() else BEGINS]))
        if high > low and self.words[low] == word:
            words_of(np.array([low]), np.array([EXACT]))
        other = self.words.find(SHORTENED[token].encode()) if token in SHORTENED else -1
        if other >= 0:
            words_of(np.array([other]), np.array([SHORT]))
        if len(word) >= FEWEST_LETTERS:
            for typed in dict.fromkeys((word, bare.encode() or word)):
                found, far = self._near.within(typed, edits(typed, begins=high > low))
                words_of(found, near_weights(len(typed), far))
                for begin, end, weight in self._begun(typed):
                    put(begin, end, np.full(len(begin), weight))
            for places, weight in self._sounding(token):
                words_of(places, np.full(len(places), weight))
            words_of(*self._coded(token, word))
        if not froms:
            return Meant(_NONE, _NONE, _NO_WEIGHT)
        return Meant(np.concatenate(froms), np.concatenate(tos), np.concatenate(weights))

    def _begun(self, word: bytes) -> Iterator[tuple[Array, Array, float]]:
        for length, weight in begun_weights(len(word)):
            begin, end = self._beginnings.within(word, length)
            yield begin, end, weight

    def _sounding(self, token: str) -> list[tuple[Array, float]]:
        found: list[tuple[Array, float]] = []
        for code in sounds(token):
            heard = code.encode()
            place = self._sounds.find(heard)
            if place >= 0:
                found.append((self._of_sound(place), SOUND))
            if len(heard) >= LONG_SOUND:
                low, high = self._sounds.beginning(heard)
                found.append((self._sound_words[self._sound_first[low] : self._sound_first[high]], SOUND_BEGINS))
                near, _ = self._sounds_near.within(heard, 1)
                found += [(self._of_sound(each), SOUND_NEAR) for each in near.tolist()[:200]]
        return found

    def _of_sound(self, place: int) -> Array:
        return self._sound_words[self._sound_first[place] : self._sound_first[place + 1]]

    def _coded(self, token: str, word: bytes) -> tuple[Array, Array]:
        code = cologne(token)
        place = self._codes.find(code.encode()) if len(code) > 1 else -1
        if place < 0:
            return _NONE, _NO_WEIGHT
        places = self._code_words[self._code_first[place] : self._code_first[place + 1]]
        words = self.words.many(places)
        kept, far = closest(word, places, words, coded_edits(word))
        longest = np.maximum(self.words.starts[kept + 1] - self.words.starts[kept], len(word))
        return kept, coded_weight(far, longest)


_NONE = np.empty(0, np.int32)
_NO_WEIGHT = np.empty(0)
