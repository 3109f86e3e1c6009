"""What somebody typed to find a customer, taken apart: words that tell, digits of a telephone number, an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from desk.rules.folding import words

LONGEST = 200
"""Characters of a query that are read."""
MOST_TOKENS = 8
FEWEST_DIGITS = 3
"""Digits that may be part of a telephone number."""

LEGAL_FORMS = frozenset(
    "gmbh mbh co kg kgaa ag ohg gbr ek ev eg ug haftungsbeschraenkt se ltd llc inc sarl sa srl bv nv plc og".split()
)
"""Legal forms, folded: half of all companies bear one, and callers leave them out."""
AND = frozenset("und u and".split())
COURTESY = AND | frozenset("herr herrn frau dr prof dipl ing mag firma fa".split())
SHORTENED = {"sankt": "st", "saint": "st", "st": "sankt", "gebrueder": "gebr", "strasse": "str"}
"""What is spoken in full and written short, or the other way round, and is no beginning of the other."""
_LONG = 9
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_NOT_DIGITS = re.compile(r"[^0-9]+")
_NUMBER = re.compile(r"[\s+0-9()/.\-–]+")
_CALLED = re.compile(r"(?:tel|telefon|fon|phone|mobil|handy)[.:]*\s*(?=[+(0-9])", re.IGNORECASE)
"""What stands before a number where it was copied from."""
_AND_BETWEEN = re.compile(r"(?<=\d)(?:und|u)(?=\d)", re.IGNORECASE)
"""As in 1und1, which is written 1&1."""
_TRUNK = re.compile(r"\(0\)")
_TWO = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 "
    "91 92 93 94 95 98".split()
)
"""Countries' codes of two digits (ITU E.164); 1 and 7 have one, all others three."""


class Asked(NamedTuple):
    """A query taken apart: `tokens` are the words that tell, each once, `words` all of them in their order.

    `number` is the text when it is nothing but a number, without a "Tel." before it, `address` its folded form when it
    is an e-mail address.
    """

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    number: str
    address: str
    text: str
    bare: tuple[str, ...] = ()
    """Each of the tokens without the dots of its umlauts: on a German keyboard ö stands beside l, and ü beside p."""


def asked(query: str) -> Asked:
    """Take apart what was typed; never raises, whatever it is."""
    text = query[: LONGEST * 5].replace("\0", " ").strip()[:LONGEST]
    text = text.encode("utf-8", "replace").decode()  # half a surrogate can be typed, and no store takes it
    number = _CALLED.sub("", unicodedata.normalize("NFKC", text))  # full-width digits are digits
    number = number if _NUMBER.fullmatch(number) else ""
    digits = _NOT_DIGITS.sub("", number)
    if len(digits) < FEWEST_DIGITS:
        number = ""
    address = text.lower() if "@" in text.strip("@") and " " not in text else ""
    spelt = text.rpartition(".")[0] if address and "." in address.rpartition("@")[2] else text
    spelt = _AND_BETWEEN.sub(" ", spelt)
    told = words(spelt)
    found = dict.fromkeys(word for word in telling(told) if word not in COURTESY) or dict.fromkeys(told)
    if told and told[-1] in COURTESY - AND and text[-1].isalnum():
        found[told[-1]] = None  # who types "Meier Fa" is on the way to Fabian: courtesy stands before a name
    tokens = tuple(found)[:MOST_TOKENS]
    bare = dict(zip(told, words(spelt.lower().translate(_BARE)), strict=False))
    return Asked(
        tokens, tuple(told[:MOST_TOKENS]), number, address, text, tuple(bare.get(word, word) for word in tokens)
    )


def telling(folded: Iterable[str]) -> list[str]:
    """Give the words of a company without its legal form, also one that is written with dots: e.K., S.A."""
    found = [word for word in folded if word not in LEGAL_FORMS]
    letters = len(list(takewhile(lambda word: len(word) == 1, reversed(found))))
    dotted = 1 < letters < len(found) and "".join(found[-letters:]) in LEGAL_FORMS
    return found[:-letters] if dotted else found


def national(number: str) -> str:
    """Give a kept number's digits as dialled within its country, without the leading 0: "+4921112" is "21112"."""
    digits = _NOT_DIGITS.sub("", number)
    if not number.startswith("+"):
        return digits.lstrip("0")
    return digits[country_length(digits) :]


def stems(number: str) -> tuple[str, ...]:
    """Give the digits under which a kept number is found: national ones; of one that fits no plan both readings.

    Such a number is kept without its "+", and may still begin with its country.
    """
    digits = national(number)
    if not digits:
        return ()
    if number.startswith("+") or digits[:2] not in _TWO or len(digits) < _LONG:
        return (digits,)
    return (digits, digits[2:])


def country_length(digits: str) -> int:
    """Give how many digits the country's code takes at the beginning of an international number, 1 to 3."""
    return 1 if digits[:1] in ("1", "7") else 2 if digits[:2] in _TWO else 3


def dialled(number: str, country: str = "49") -> tuple[str, ...]:
    """Give the national digits that a typed number may begin with, likeliest first; `country` is the home code.

    "+49 30 1", "0049 30 1", "030/1", "49 30 1" and "30 1" all begin with 301. Long bare digits may begin with any
    country's code.
    """
    text = _TRUNK.sub("", number.strip())
    digits = _NOT_DIGITS.sub("", text)
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.lstrip("0")
        found = [digits[country_length(digits) :]]
    elif digits.startswith("0"):
        found = [digits[1:]]
    else:
        found = [digits]
        if digits.startswith(country) and len(digits) > len(country) + 5:
            found.append(digits[len(country) :])
        elif len(digits) > _LONG + 1:
            found.append(digits[country_length(digits) :])
    return tuple(each for each in found if each)
