"""Telephone numbers as people read them, without the library that knows every country's: it would cost the start.

A number of the team's own country is written the national way, its area code apart where the plan tells it from the
digits; the others with their country's code apart.
"""

from __future__ import annotations

_CALLING = {"DE": "49", "AT": "43", "CH": "41"}
_TWO_DIGITS = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 "
    "91 92 93 94 95 98".split()
)
"""Countries whose code has two digits (ITU-T E.164); 1 and 7 have one, all others three."""

_SHORT_AREAS = frozenset(("30", "40", "69", "89"))
_AREAS = frozenset(
    "201 202 203 208 209 211 212 214 221 228 231 234 241 251 261 271 281 291 331 335 340 341 345 351 355 361 365 371 "
    "375 381 385 391 395 421 431 441 451 461 471 481 491 511 521 531 541 551 561 571 581 591 611 621 631 641 651 661 "
    "671 681 711 721 731 741 751 761 771 781 791 811 821 831 841 851 861 871 881 906 911 921 931 941 951 961 971 981 "
    "991".split()
)
"""German area codes of three digits without the 0 (Bundesnetzagentur, list of local networks)."""

_home = _CALLING["DE"]


def use_country(country: str) -> None:
    """Write numbers of this country the national way from now on: DE, AT or CH, as the team's region begins."""
    global _home
    _home = _CALLING.get(country[:2].upper(), _CALLING["DE"])


def shown(number: str) -> str:
    """Write a number as it is kept, "+49211123456", the way people read it, "0211 123456"; any other text as it is."""
    digits = number[1:]
    if not (number.startswith("+") and digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15):
        return number
    if not digits.startswith(_home):
        code = 1 if digits[0] in "17" else 2 if digits[:2] in _TWO_DIGITS else 3
        return f"+{digits[:code]} {_in_threes(digits[code:])}"
    rest = digits[len(_home) :]
    if rest.startswith("0"):  # no number that can be dialled at home: a second 0 before it would make it another
        return f"+{_home} {_in_threes(rest)}"
    if _home == "41" and len(rest) == 9:
        return f"0{rest[:2]} {rest[2:5]} {rest[5:7]} {rest[7:]}"
    area = _german_area(rest) if _home == "49" else 1 if rest.startswith("1") else 3
    return f"0{rest[:area]} {rest[area:]}" if area else f"0{rest}"


def _german_area(rest: str) -> int:
    """Give the length of the area code or of the mobile network's, 0 where the digits alone don't tell it."""
    if rest[:2] in _SHORT_AREAS:
        return 2
    if rest[:3] in _AREAS or rest[:2] in ("16", "17") or rest[:3] == "800":
        return 3
    # In the east, codes of four and of five digits begin alike.
    return 4 if rest[0] in "245679" or rest[:2] == "15" or (rest[0] == "8" and rest[:2] != "80") else 0


def _in_threes(digits: str) -> str:
    """Group digits by three, the last group up to four."""
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = ["".join(groups[-2:])]
    return " ".join(groups)
