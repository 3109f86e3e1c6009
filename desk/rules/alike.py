"""Whether two companies may be one: their names by what tells them apart, their places by town or postcode."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from desk.rules.asked import LEGAL_FORMS
from desk.rules.folding import words
from desk.rules.sounds import sounds

LONG, LONGER = 6, 9
"""Letters from which a word may have one too many, too few or two changed over; and from which one may be another.

Müller and Möller, Becker and Decker are different people, Maschinenbau and Maschinembau are one trade.
"""

MOST = 4
"""Words of a name that are compared."""

_BITS = 1 << 63
_EMPTY = frozenset("und u and der die das fa firma inh inhaber the".split())
_TOWN_EMPTY = frozenset("an am a auf bei bad b d der die den im in main ob sankt st unter v vor".split())


class Named(NamedTuple):
    """A company's name, taken apart: the folded words that tell, each with the codes of how it sounds."""

    words: tuple[str, ...]
    heard: tuple[frozenset[str], ...]


class Placed(NamedTuple):
    """Where a company is: the sounds of its town's words, and its postcode; either may be empty."""

    town: frozenset[str]
    postcode: str


@lru_cache(maxsize=20_000)
def named(company: str) -> Named:
    """Take a company's name apart; legal forms ("e. K." too) and words like "und" tell nothing if there are others."""
    found = words(company)
    telling = [word for word in found if len(word) > 1 and word not in LEGAL_FORMS and word not in _EMPTY] or found
    kept = tuple(dict.fromkeys(telling))[:MOST]
    return Named(kept, tuple(map(_heard, kept)))


@lru_cache(maxsize=20_000)
def placed(city: str, postcode: str) -> Placed:
    """Take a place apart: "Frankfurt am Main" and "Frankfurt/Main" are one town."""
    found = words(city)
    telling = [word for word in found if word not in _TOWN_EMPTY] or found
    return Placed(frozenset(code for word in telling for code in _heard(word)), "".join(words(postcode)))


@lru_cache(maxsize=5_000)
def blocks(name: Named, place: Placed) -> frozenset[int]:
    """Give keys of which two that may be alike share at least one: how two of their words sound, and where.

    A letter that is off leaves a long word its first two or its last three. So hardly anybody else shares a key. Keys
    are whole numbers of 64 bits that hold for this process.
    """
    called = {hash("".join(name.words))}
    parts = [_parts(word) for word in name.words]
    if len(parts) == 1:
        called.update(parts[0])
    for one, two in combinations(range(len(parts)), 2):  # sums: the order of the words tells nothing
        called.update(hash(heard) + near for heard in name.heard[one] for near in parts[two])
        called.update(hash(heard) + near for heard in name.heard[two] for near in parts[one])
    where = {hash(each) for each in (*place.town, place.postcode) if each}
    return frozenset((each + there) % _BITS for each in called for there in where)


def same_place(one: Placed, two: Placed) -> bool:
    """Say whether both are in the same town, by its postcode or by all words that the shorter of its names has."""
    if one.postcode and one.postcode == two.postcode:
        return True
    few, many = sorted((one.town, two.town), key=len)
    return bool(few) and few <= many


def same_name(one: Named, two: Named) -> bool:
    """Say whether both may be one company's name.

    Each word of the one has its like in the other: it sounds the same, or one letter of a long word is off. The longer
    name may have words besides if the shorter has two. "Auto Haus Süd" is "Autohaus Süd".
    """
    if one.words == two.words:
        return bool(one.words)
    few, many = sorted((one, two), key=lambda each: len(each.words))
    if len(few.words) == len(many.words) or len(few.words) > 1:
        left = list(range(len(many.words)))
        off = 0
        for word, heard in zip(*few, strict=True):
            found, wrong = _like(word, heard, many, left)
            if found < 0:
                break
            off += wrong
            left.remove(found)
        else:
            return off <= 1
    return "".join(one.words) == "".join(two.words)


def _like(word: str, heard: frozenset[str], name: Named, left: Iterable[int]) -> tuple[int, int]:
    """Give the place of the word in `name` that is meant by `word`, -1 for none, and how many letters are off."""
    near = -1
    for at in left:
        if name.words[at] == word or not heard.isdisjoint(name.heard[at]):
            return at, 0
        if near < 0 and _one_off(word, name.words[at]):
            near = at
    return near, 1


def _one_off(one: str, two: str) -> bool:
    shorter = min(len(one), len(two))
    if shorter < LONG or abs(len(one) - len(two)) > 1 or one.isdigit() or two.isdigit():
        return False
    if shorter < LONGER and len(one) == len(two) and sorted(one) != sorted(two):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, two, score_cutoff=1) <= 1


@lru_cache(maxsize=50_000)
def _parts(word: str) -> frozenset[int]:
    """Give keys of how a word sounds, and of what is left of it when a letter is off."""
    left = {f"{word[:2]}-", f"-{word[-3:]}"} if len(word) >= LONG else set()
    return frozenset(map(hash, _heard(word) | left))


@lru_cache(maxsize=50_000)
def _heard(word: str) -> frozenset[str]:
    """Give a word's codes; one without a sound, of digits or a single letter, is its own."""
    return frozenset(sounds(word)) or frozenset((word,))
