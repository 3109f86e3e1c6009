"""What people type into a field that takes a name or a number."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+(0-9][0-9 ()/.-]{4,}")
_NUMBER_WITHIN = re.compile(r"(?<!\S)(?:[+(]|0)[0-9 ()/.-]*[0-9](?!\S)")
_FEWEST_DIGITS = 6
"""Digits of a telephone number among words: a postcode has at most five."""


def looks_like_a_number(text: str) -> bool:
    """Say whether what was typed is a telephone number rather than a name."""
    return _NUMBER.fullmatch(text.strip()) is not None


def looks_like_an_address(text: str) -> bool:
    """Say whether what was typed is an e-mail address."""
    return "@" in text and " " not in text.strip()


def parted(text: str) -> dict[str, str]:
    """Give the fields of a new customer that what was typed belongs to: telephone, e-mail, and the rest as company.

    Among words only what begins like a dialled number, with "0", "+" or "(", and has six digits is a number.
    """
    if looks_like_a_number(text):
        return {"phone": text}
    found: dict[str, str] = {}
    number = next((each[0] for each in _NUMBER_WITHIN.finditer(text) if _digits(each[0]) >= _FEWEST_DIGITS), "")
    if number:
        found["phone"] = number
    rest = text.replace(number, " ", 1).split()
    address = next((word for word in rest if looks_like_an_address(word)), "")
    if address:
        found["email"] = address
        rest.remove(address)
    if rest:
        found["company"] = text if not found else " ".join(rest)
    return found


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))
