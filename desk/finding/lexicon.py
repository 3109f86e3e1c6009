"""The words of changed customers: learned one by one, and found in all the ways of `meaning.Vocabulary`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np
from rapidfuzz.distance import OSA

from desk.finding import meaning
from desk.finding.wordlist import AFTER, LONGEST_BEGINNING, SHORTEST_BEGINNING, alike, closest, signature
from desk.rules.asked import SHORTENED
from desk.rules.sounds import cologne, sounds


class Ways:
    """Spellings, each with the places of the words that it leads to; one more costs only itself."""

    def __init__(self) -> None:
        self._places: dict[bytes, list[int]] = {}
        self._learned: list[bytes] = []
        self._sorted: list[bytes] = []
        self._signatures = np.empty(0, np.uint64)

    def learn(self, spelling: bytes, place: int) -> None:
        """Let one more word be found by a spelling."""
        known = self._places.setdefault(spelling, [])
        if not known:
            self._learned.append(spelling)
        known.append(place)

    def exactly(self, spelling: bytes) -> list[int]:
        """Give the places of the words with this spelling."""
        return self._places.get(spelling, [])

    def beginning(self, letters: bytes) -> Iterator[int]:
        """Give the places of the words with a spelling that begins so."""
        new = self._learned[len(self._sorted) :]
        if new:  # a few behind many that are in order take no longer than to look through them once
            self._sorted += new
            self._sorted.sort()
        low = bisect_left(self._sorted, letters)
        for spelling in self._sorted[low : bisect_left(self._sorted, letters + AFTER, lo=low)]:
            yield from self._places[spelling]

    def near(self, letters: bytes, edits: int) -> Iterator[tuple[int, int]]:
        """Give the places of the words with a spelling at most so many edits away, each with how many it is."""
        new = self._learned[len(self._signatures) :]
        if new:
            self._signatures = np.concatenate((self._signatures, signature(new)))
        like = alike(self._signatures, letters, edits)
        found, far = closest(letters, like, [self._learned[each] for each in like.tolist()], edits)
        for each, distance in zip(found.tolist(), far.tolist(), strict=True):
            for place in self._places[self._learned[each]]:
                yield place, distance


class Lexicon:
    """Words, each with a place of its own for good."""

    def __init__(self) -> None:
        self._words: list[bytes] = []
        self._spelt = Ways()
        self._begun = {length: Ways() for length in range(SHORTEST_BEGINNING, LONGEST_BEGINNING + 1)}
        self._heard = Ways()
        self._coded: dict[str, list[int]] = {}

    def place(self, word: str) -> int:
        """Give the place of a word, which is learned when it is new."""
        spelt = word.encode()
        known = self._spelt.exactly(spelt)
        if known:
            return known[0]
        place = len(self._words)
        self._words.append(spelt)
        self._spelt.learn(spelt, place)
        for length, ways in self._begun.items():
            if len(spelt) >= length:
                ways.learn(spelt[:length], place)
        for sound in sounds(word):
            self._heard.learn(sound.encode(), place)
        self._coded.setdefault(cologne(word), []).append(place)
        return place

    def find(self, word: str) -> int:
        """Give the place of a word, -1 when it was never learned."""
        return next(iter(self._spelt.exactly(word.encode())), -1)

    def beginning(self, letters: str) -> Iterator[int]:
        """Give the places of the words that begin so."""
        return self._spelt.beginning(letters.encode())

    def meant(self, token: str, bare: str, *, whole: bool, begins: bool) -> dict[int, float]:
        """Give the places of all words that one may mean, each with its weight, as `Vocabulary.meant` does.

        `begins` says whether a word of the index begins with it.
        """
        word = token.encode()
        weights: dict[int, float] = {}

        def put(places: Iterable[int], weight: float) -> None:
            for place in places:
                if weight > weights.get(place, 0.0):
                    weights[place] = weight

        if not whole:
            put(self._spelt.beginning(word), meaning.POSTCODE_BEGINS if token.isdigit() else meaning.BEGINS)
        put(self._spelt.exactly(word), meaning.EXACT)
        put(self._spelt.exactly(SHORTENED.get(token, "").encode()), meaning.SHORT)
        if len(word) >= meaning.FEWEST_LETTERS:
            for typed in dict.fromkeys((word, bare.encode() or word)):
                for place, far in self._spelt.near(typed, meaning.edits(typed, begins=begins)):
                    put((place,), meaning.near_weight(len(typed), far))
                for length, weight in meaning.begun_weights(len(typed)):
                    if length in self._begun:
                        put((place for place, _ in self._begun[length].near(typed, 1)), weight)
            for code in sounds(token):
                heard = code.encode()
                put(self._heard.exactly(heard), meaning.SOUND)
                if len(heard) >= meaning.LONG_SOUND:
                    put(self._heard.beginning(heard), meaning.SOUND_BEGINS)
                    put((place for place, _ in self._heard.near(heard, 1)), meaning.SOUND_NEAR)
            for place, weight in self._of_code(word, cologne(token)):
                put((place,), weight)
        return weights

    def _of_code(self, word: bytes, code: str) -> Iterator[tuple[int, float]]:
        most = meaning.coded_edits(word)
        for place in self._coded.get(code, ()) if len(code) > 1 else ():
            own = self._words[place]
            far = OSA.distance(word, own, score_cutoff=most)
            if far <= most:
                yield place, meaning.coded_weight(far, max(len(own), len(word)))
