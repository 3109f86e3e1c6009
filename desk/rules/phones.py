"""Telephone numbers: one form to compare and to dial, found in text, shown the way people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 60
"""Characters of a text that may be one number."""

SEARCHED = 20_000
"""Characters of a text that are searched for numbers."""

FOUND = 20
"""How many numbers of one text are given."""

# Patterns as texts: `re` compiles them when they are first used, after the first paint.
_LABEL = r"(?i)(?:tel(?:efon|ephone)?|phone|fon|mobil(?:e|funk)?|handy|cell|fax|zentrale|t|m|p)\b\s*[.:]?\s*:?|tel:"
_EXTENSION = (
    r"(?i)[\s,;/(-]*\b(?:durchwahl|dw|ext(?:ension)?|app(?:arat)?|nst|kl(?:appe)?|x)[\s.:-]*([0-9]{1,6})\s*\)?$"
)
_NUMBER = r"[+(]?[0-9()/.\-–\s]+"
_SUBSCRIBER = 5
_LONGEST_TAIL = 3


class PhoneNumber(NamedTuple):
    """A telephone number: `e164` like "+49211123456", and the extension that was written beside it, digits or empty.

    A written "-0" is part of the number: it is dialled, and the caller's number shows it.
    """

    e164: str
    extension: str = ""


def digits(text: str, country: str = "DE") -> PhoneNumber | None:
    """Read one telephone number, with its label and extension if any; None when the text is anything else.

    `country` (two letters) is where a number without a country's code is dialled. Takes some 30 ms the first time.
    """
    bare = text.strip()
    if not bare or len(bare) > LONGEST:
        return None
    bare = bare[label.end() :].strip() if (label := re.match(_LABEL, bare)) else bare
    extension = ""
    if said := re.search(_EXTENSION, bare):
        bare, extension = bare[: said.start()], said[1]
    if not re.fullmatch(_NUMBER, bare):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(bare, country.upper())
    except phonenumbers.NumberParseException:
        return None
    # What can be dialled within one town only is no number to keep: 112, or one without its area code.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return PhoneNumber(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), extension)


def find_numbers(text: str, country: str = "DE") -> list[str]:
    """Give the numbers in a text as E.164, each once, in their order: at most 20, of the first 20,000 characters."""
    import phonenumbers

    matcher = phonenumbers.PhoneNumberMatcher(text[:SEARCHED], country.upper(), max_tries=1000)
    found: dict[str, None] = {}
    for match in matcher:
        found[phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)] = None
        if len(found) == FOUND:
            break
    return list(found)


def same_exchange(a: str, b: str) -> bool:
    """Say whether two E.164 numbers probably belong to one company's exchange: 0211 123456-0 and 0211 123456-12.

    They are alike but for at most three digits at the end, and at least five digits after the area code are the same;
    four when one of them ends there or goes on with 0. Mobile and service numbers have no exchange.
    """
    if a == b:
        return bool(a)
    area = _area(a)
    return bool(area) and _area(b) == area and _alike(a, b, area)


def of_exchange(number: str, others: Iterable[str]) -> list[str]:
    """Give those of many E.164 numbers that `same_exchange` holds for; the area is looked up once for all of them."""
    area = _area(number)
    if not area:
        return [each for each in others if each and each == number]
    return [each for each in others if each.startswith(area) and _alike(number, each, area)]


def _alike(a: str, b: str, area: str) -> bool:
    common = next((n for n, (one, two) in enumerate(zip(a, b, strict=False)) if one != two), min(len(a), len(b)))
    tails = a[common:], b[common:]
    if max(map(len, tails)) > _LONGEST_TAIL:
        return False
    switchboard = any(tail in ("", "0") for tail in tails)
    return common - len(area) >= _SUBSCRIBER - switchboard


def shown(e164: str, country: str = "DE") -> str:
    """Write a number with blanks: "0211 123456" at home in `country`, "+43 1 234567" abroad; others as they are."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    home = phonenumbers.country_code_for_region(country.upper()) == number.country_code
    kind = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, kind))


def _area(e164: str) -> str:
    """Give country and area code, like "+49211"; empty for numbers without an area."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return ""
    length = phonenumbers.length_of_geographical_area_code(number)
    national = phonenumbers.national_significant_number(number)
    return f"+{number.country_code}{national[:length]}" if length else ""
