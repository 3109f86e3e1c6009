"""Why a customer was found, and which letters of its words were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA, LCSseq

from desk.finding.ranking import Known
from desk.rules.asked import Asked
from desk.rules.folding import words
from desk.rules.sounds import cologne, sounds

Mark = tuple[str, tuple[tuple[int, int], ...]]
"""A folded word of the customer, and the stretches of it that were typed, from and to."""

EXACT, BEGINS, SOUNDS, NEAR, NUMBER = "exact", "begins_with", "sounds_like", "one_letter_off", "number"
_ORDER = (EXACT, BEGINS, SOUNDS, NEAR)
_FARTHEST, _FARTHEST_DIGITS = 3, 1
"""Edits that a typed word, or a postcode, may be away: most postcodes two away are just other ones."""
_JOINED = 5
"""Letters from which a word is looked for across the blanks between others."""
_WORD = re.compile(r"[a-z0-9]+")


def reason(asked: Asked, known: Known) -> tuple[str, tuple[Mark, ...]]:
    """Give the loosest way in which a typed word fits, and what was meant by each of them.

    A word of letters that fits nothing is told as a slip: a hit without it is no exact one. Where none fits, digits
    were part of a telephone number, and letters are a slip away from what nobody can tell.
    """
    own = _words(known)
    joined = "".join(own)
    loosest, marks = 0, []
    for token in asked.tokens:
        found = (0, token) if len(token) > _JOINED and _across(token, own, joined) else _fitting(token, own)
        if found is None:
            if not (token.isdigit() or token in joined):
                loosest = len(_ORDER) - 1
            continue
        how, word = found
        loosest = max(loosest, how)
        marks.append((word, _stretches(token, word)))
    if not marks:
        return NUMBER if any(map(str.isdigit, asked.tokens)) else NEAR, ()
    return _ORDER[loosest], tuple(marks)


def _words(known: Known) -> list[str]:
    people: Iterable[str] = (f"{last} {first}" for first, last in known.people)
    former = (each for one in known.former for each in one)
    told = " ".join((known.company, *people, *known.cities, *known.postcodes, *known.emails))
    return list(dict.fromkeys([*_WORD.findall(told), *words(known.number), *words(" ".join(former))]))


def _across(token: str, own: list[str], joined: str) -> bool:
    return token in joined and not token.isdigit() and not any(word.startswith(token) for word in own)


def _fitting(token: str, own: list[str]) -> tuple[int, str] | None:
    if token in own:
        return 0, token
    begun = next((word for word in own if word.startswith(token)), None)
    if begun is not None:
        return 1, begun
    heard = set(sounds(token))
    if heard:
        for word in own:
            if heard.intersection(sounds(word)):
                return 2, word
    far, word = min(((_distance(token, word), word) for word in own), default=(_FARTHEST + 1, ""))
    if far <= (_FARTHEST_DIGITS if token.isdigit() else min(_FARTHEST, max(1, len(token) // 2))):
        return 3, word
    code = cologne(token)
    alike = next((word for word in own if code and cologne(word) == code), None)
    return None if alike is None else (2, alike)


def _distance(token: str, word: str) -> int:
    whole = OSA.distance(token, word, score_cutoff=_FARTHEST)
    if len(token) < 4 or len(word) <= len(token):
        return whole
    return min(whole, OSA.distance(token, word[: len(token)], score_cutoff=_FARTHEST))


def _stretches(token: str, word: str) -> tuple[tuple[int, int], ...]:
    if word.startswith(token):
        return ((0, len(token)),)
    blocks = LCSseq.editops(token, word).as_matching_blocks()
    return tuple((block.b, block.b + block.size) for block in blocks if block.size)
