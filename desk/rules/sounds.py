"""How a German name sounds: one code for what is written in many ways, and the Cologne code, which is looser.

The fold follows the spellings that share a sound in German names (ei/ai/ey/ay, eu/äu/oi, dt/tt/th, f/v/ph/w, k/c/ck,
z/tz, i/ie/y/ü, an h that is not heard, a spoken "er"); umlauts that were lost have a second code. The Cologne code is
Postel's (1969), by the package cologne-phonetics.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPELT = (
    ("aeu", "8"), ("eu", "8"), ("oi", "8"), ("oy", "8"),
    ("ei", "9"), ("ai", "9"), ("ey", "9"), ("ay", "9"),
    ("au", "7"), ("ie", "i"),
)  # fmt: skip
_HEARD = (("ue", "i"), ("oe", "o"), ("ae", "e"))
_LOST = (("ue", "u"), ("oe", "o"), ("ae", "a"))
_CONSONANTS = (
    ("y", "i"), ("ph", "f"), ("tz", "z"), ("ts", "z"), ("dt", "t"), ("qu", "kf"), ("x", "ks"),
    ("c", "k"), ("v", "f"), ("w", "f"), ("b", "p"), ("d", "t"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_LETTERS = re.compile(r"[a-z]+")
SHORTEST = 2
"""Letters a word must have to have a sound; one letter sounds like everything."""


@lru_cache(maxsize=20_000)
def sounds(word: str) -> tuple[str, ...]:
    """Give the codes of a folded word's sound, at most two: with its umlauts heard, and with their dots lost.

    A word with a digit, or of less than two letters, has none.
    """
    if len(word) < SHORTEST or not _LETTERS.fullmatch(word):
        return ()
    for spelt, code in _SPELT:
        word = word.replace(spelt, code)
    heard = _coded(word, _HEARD)
    lost = _coded(word, _LOST)
    return (heard,) if lost == heard else (heard, lost)


def _coded(word: str, umlauts: tuple[tuple[str, str], ...]) -> str:
    for spelt, code in umlauts:
        word = word.replace(spelt, code)
    for spelt, code in _CONSONANTS:
        word = word.replace(spelt, code)
    word = word[0] + word[1:].replace("h", "")
    word = word.replace("er", "a")
    if word.endswith("9r"):  # Mayr is Mayer
        word = word[:-1] + "a"
    return _TWICE.sub(r"\1", word)


@lru_cache(maxsize=20_000)
def cologne(word: str) -> str:
    """Give the Cologne code of a folded word, digits; empty for a word with a digit or of less than three letters."""
    if len(word) < 3 or not _LETTERS.fullmatch(word):
        return ""
    import cologne_phonetics

    return "".join(code for _, code in cologne_phonetics.encode(word))
