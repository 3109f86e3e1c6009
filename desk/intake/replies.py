"""What the sender wrote this time: a message's text without the exchange quoted below it."""

from __future__ import annotations

import re
from functools import cache

READ = 50_000
"""Characters searched for the beginning of the history; an answer above it is never longer."""

_WIDEST = 300
"""Characters of a line shown to the patterns, which need the square of a line's length."""

_BLANK_LINES = 2
_REPLY = re.compile(r"\s*(?:re|aw|antw|antwort)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|wg|weitergeleitet|tr)\s*:", re.IGNORECASE)


def stripped(text: str, subject: str = "", *, answers: bool = False) -> str:
    """Give the text above the quoted history; the whole text when nothing stands there.

    `answers` tells that the message names one it answers. A forwarded message keeps its history, for that is what
    was sent; so does one that neither answers nor quotes, whose "From: … Date: …" may be a filled-in form.
    """
    if _FORWARD.match(subject):
        return text
    rows = text.split("\n")
    end = _history(rows, answers or bool(_REPLY.match(subject)))
    above = rows[:end] if end < len(rows) else _unquoted_end(rows)
    return "\n".join(above).strip("\n") if any(row.strip() for row in above) else text


def _history(rows: list[str], answers: bool) -> int:
    """Give the index of the row with which the history begins, the number of rows when there is none."""
    shown, origin = _narrowed(rows)
    for found in _pattern().finditer("\n".join(shown)):
        begin = found.start() + len(found.group()) - len(found.group().lstrip())
        first = found.string.count("\n", 0, begin)
        last = found.string.count("\n", 0, found.end())
        if not any(row.strip() for row in shown[:first]):
            continue  # an answer written below what it quotes
        if answers or any(row.startswith(">") for row in shown[last : last + 3]):
            return origin[first]
    return len(rows)


def _narrowed(rows: list[str]) -> tuple[list[str], list[int]]:
    """Give rows fit for the patterns, each with its original index: short, few blank ones, not too many."""
    shown: list[str] = []
    origin: list[int] = []
    length = blanks = 0
    for index, row in enumerate(rows):
        row = row[:_WIDEST].strip()
        blanks = 0 if row else blanks + 1
        if blanks > _BLANK_LINES:
            continue
        length += len(row) + 1
        if length > READ:
            break
        shown.append(row)
        origin.append(index)
    return shown, origin


@cache
def _pattern() -> re.Pattern[str]:
    from mailparser_reply.parser import EmailMessage

    # Only its knowledge of how mail programs begin a history is used: reading a message with it also cuts
    # signatures, in which the caller's number stands, and takes the square of the number of blank lines.
    pattern: re.Pattern[str] = EmailMessage(text="", languages=["de", "en"]).HEADER_REGEX
    return pattern


def _unquoted_end(rows: list[str]) -> list[str]:
    """Drop the quoted and blank rows at the end, unless the row above them announces them with a colon."""
    end = len(rows)
    while end and (not rows[end - 1].strip() or rows[end - 1].startswith(">")):
        end -= 1
    return rows if end and rows[end - 1].rstrip().endswith(":") else rows[:end]
