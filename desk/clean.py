"""What may be stored and shown: text from outside without what acts on a terminal or hides in it."""

from __future__ import annotations

import re
import unicodedata

SHOWN = 20_000
"""Characters of one text that a screen shows at once; the rest comes by "more" (QUALITY, Bad input)."""

STORED = 200_000
"""Characters of one text that the store keeps in a column; the raw source keeps everything."""

LINE = 500
"""Characters of a one-line text (subject, name, topic) that the store keeps."""

MARKS = 4
"""Combining marks that one letter may carry: pointed Hebrew and Vietnamese need three, a tower of them hides text."""

_MARKS_FROM = "\u0300"
"""Below it whatever is printable is harmless. Most texts are, and are known without the patterns below, which take up
to 2 ms to compile: `re` does that when the first text needs one."""

_HARMLESS = (
    r"[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    r"\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]*"
)
_LINE_ENDS = "\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]"
_JOINERS = "\u200c\u200d"
_JOINER = f"([{_JOINERS}])"
# Whole planes at once, so that a text made of them costs no look at each of its signs: tags and selectors; what is
# private, half a pair, or beyond the planes that hold letters.
_HIDDEN_PLANES = "[\U000e0000-\U000e0fff]+"
_STRANGE_PLANES = "[\ud800-\udfff\ue000-\uf8ff\U00040000-\U0010ffff]"
# Blank or without any width, though their category does not say so.
_DROPPED = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_REPLACED = "\ufffd"


def line(text: str, limit: int = LINE) -> str:
    """Give `text` as one clean line, at most `limit` characters: line ends, tabs and rows of blanks become a blank."""
    flat = text[: limit * 4]
    if not _is_plain(flat):
        flat = _clean(re.sub(_LINE_ENDS, " ", flat).replace("\t", " "))
    found = (re.sub("  +", " ", flat) if "  " in flat else flat).strip()
    while found and _bare(found[0]):  # the blanks before it are gone: nothing is left that it could stand on
        found = found[1:].lstrip()
    return found[:limit].rstrip(_JOINERS).rstrip()


def lines(text: str, limit: int = STORED) -> str:
    """Give `text` clean, with its line ends as newlines and tabs as four blanks, at most `limit` characters."""
    text = text[: limit * 4]
    if not _is_plain(text.replace("\n", "")):
        text = _clean(re.sub(_LINE_ENDS, "\n", text).replace("\t", "    "))
    return text[:limit].rstrip(_JOINERS)


def _is_plain(text: str) -> bool:
    """Say whether a line holds nothing to clean, as most do; at once, however long it is."""
    return text.replace("\xa0", " ").isprintable() and (text.isascii() or max(text) < _MARKS_FROM)


def _clean(text: str) -> str:
    if re.fullmatch(_HARMLESS, text):
        return text
    text = re.sub(_STRANGE_PLANES, _REPLACED, re.sub(_HIDDEN_PLANES, "", text))
    signs = {sign: unicodedata.category(sign) for sign in set(text)}
    text = text.translate({ord(sign): _shown(sign, category) for sign, category in signs.items()})
    marks = "".join(sign for sign, category in signs.items() if category in ("Mn", "Me") and sign not in _DROPPED)
    if marks:
        text = re.sub(f"^[{marks}{_JOINERS}]+", "", text, flags=re.MULTILINE)
    if re.search(_JOINER, text):
        text = _joined(re.split(_JOINER, text), signs)
    return re.sub(f"([{marks}]{{{MARKS}}})[{marks}]+", r"\1", text) if marks else text


def _shown(sign: str, category: str) -> str:
    """Give what stands for one character: itself, a replacement sign, or nothing."""
    if sign == "\n" or sign in _JOINERS:
        return sign
    if category in ("Cc", "Cf") or sign in _DROPPED:
        return ""
    return _REPLACED if category in ("Cs", "Co", "Cn") else sign


def _joined(parts: list[str], signs: dict[str, str]) -> str:
    """Put the parts of a text together again, every other one a joiner.

    A joiner stays between the parts of an emoji and within scripts that write with it; elsewhere it only hides.
    """
    after = {sign for sign, category in signs.items() if category in ("Lo", "So")}
    before = after.union(_TONES, (sign for sign, category in signs.items() if category in ("Mn", "Mc")))
    kept = parts[:1]
    for place in range(2, len(parts), 2):
        left, right = parts[place - 2], parts[place]
        if left and right and left[-1] in before and right[0] in after:
            kept.append(parts[place - 1])
        kept.append(right)
    return "".join(kept)


def _bare(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me")
