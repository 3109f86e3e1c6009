"""How the desk keeps a telephone number: with its country when it is understood, else the digits as they were given."""

from __future__ import annotations

import re
import unicodedata

from desk.rules import phones

_DIGITS = re.compile(r"[0-9]+")
_BEGUN = re.compile(r"\A[^0-9+]*(\+|00)(?=.*[0-9])", re.DOTALL)
MOST_DIGITS = 30


def kept(text: str, country: str = "DE") -> str:
    """Give a number as +49211123456, or its bare digits when no plan of a country fits; empty without any digit.

    `country` is where a number without a country's code is dialled. What was written with a + or 00 keeps a + also when
    it has too many digits or too few. Keeping a kept number changes nothing: a file the desk wrote is read back.
    """
    text = unicodedata.normalize("NFKC", text)  # full-width digits are digits
    found = phones.digits(text, country)
    if found is not None:
        return found.e164
    bare = "".join(_DIGITS.findall(text))[:MOST_DIGITS]
    begun = _BEGUN.search(text)
    if begun is not None and (abroad := bare.removeprefix(begun[1])):
        bare = f"+{abroad}"
    found = phones.digits(bare, country)
    return bare if found is None else found.e164


def backwards(number: str) -> str:
    """Give a kept number's digits from the end, so that any ending of it is a beginning of them."""
    return number.lstrip("+")[::-1]
