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

_MARKS_IN_A_ROW = 4
_HARMLESS = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_DROPPED = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0, 0x180E}
_REPLACED = "\ufffd"


def line(text: str, limit: int = LINE) -> str:
    """Give `text` as one clean line of at most `limit` characters: line ends and tabs become blanks."""
    return " ".join(_clean(_LINE_ENDS.sub(" ", text[: limit * 4]).replace("\t", " ")).split(" "))[:limit].strip()


def lines(text: str, limit: int = STORED) -> str:
    """Give `text` clean, with its line ends as newlines and tabs as four blanks, at most `limit` characters."""
    return _clean(_LINE_ENDS.sub("\n", text[: limit * 4]).replace("\t", "    "))[:limit]


def _clean(text: str) -> str:
    if _HARMLESS.fullmatch(text.replace("\n", " ")):
        return text
    kept: list[str] = []
    marks = 0
    before = ""
    for sign in text:
        category = unicodedata.category(sign)
        if category in ("Mn", "Me"):
            marks += 1
        else:
            marks = 0
        shown = _shown(sign, category, before, marks)
        kept.append(shown)
        before = sign
    return "".join(kept)


def _shown(sign: str, category: str, before: str, marks: int) -> str:
    """Give what stands for one character: itself, a replacement sign, or nothing."""
    if sign == "\n":
        return sign
    if category == "Cc" or ord(sign) in _DROPPED or 0xE0000 <= ord(sign) <= 0xE0FFF:
        return ""
    if sign in _JOINERS:
        return "" if before in _JOINERS else sign
    if category == "Cf":
        return ""
    if category in ("Cs", "Co", "Cn"):
        return _REPLACED
    if marks > _MARKS_IN_A_ROW:
        return ""
    return sign
