"""Folding: one spelling for what people write in many, so that a search for `mueller` finds Müller."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "å": "aa"}
_STROKED = {"ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n"}
"""Letters of names that are no other letter with an accent, and are typed as one of ours."""
_TYPED = str.maketrans(_SPELT | _STROKED)
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_WORD = 40
MOST_WORDS = 200


def fold(text: str) -> str:
    """Give `text` in lower case, with ä as ae and so on, without accents and strokes; other signs stay.

    Folding twice is once.
    """
    # Most texts are these letters alone, and replacing them one by one takes an eighth of the time of what follows.
    plain = text.lower()
    if not plain.isascii():
        for sign, spelt in _SPELT.items():
            plain = plain.replace(sign, spelt)
    if plain.isascii():
        return plain
    # Compatibility forms first (full-width, ™, ﬁ): they hide capitals and umlauts from all that follows.
    text = unicodedata.normalize("NFKC", text).lower().translate(_TYPED)
    if text.isascii():
        return text
    bare = (sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", "".join(bare)).translate(_TYPED)


def words(text: str) -> list[str]:
    """Give the folded words of `text` in order: letters and digits, each at most 40 signs, 200 at most."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text[:10_000]))[:MOST_WORDS]]


def customer_words(texts: Iterable[str], emails: Iterable[str] = ()) -> set[str]:
    """Give the words by which a customer is found; of an address, its local part and its own domain's name."""
    found = {word for text in texts for word in words(text)}
    for address in emails:
        local, _, domain = address.partition("@")
        found.update(words(local))
        if domain and domain.lower() not in PROVIDERS:
            found.update(words(domain.rpartition(".")[0]))
    return found


PROVIDERS = frozenset(
    "gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de outlook.com outlook.de "
    "hotmail.com hotmail.de live.de yahoo.com yahoo.de icloud.com me.com aol.com posteo.de mailbox.org arcor.de "
    "bluewin.ch a1.net aon.at proton.me protonmail.com".split()
)
"""Domains that many strangers share: they say nothing about a company."""
