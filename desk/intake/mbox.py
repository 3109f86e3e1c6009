"""One file of many messages, read as a stream: a mailbox of 2 GB needs no more memory than its longest message.

Quoting: a line `>From `, `>>From ` … loses one sign, as the mboxrd format says, so that a message is the same
bytes whether it arrives by mbox or alone. Putting a `>` before every line of `>`s and "From " gives the file's
bytes back; only where a program quoted by the older rule (mboxo) may a line that began with `>From` lose its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import IO

_PIECE = 1 << 16
_DATED = re.compile(rb"From \S.*\b\d{1,2}:\d{2}\b.*\b(?:19|20)\d{2}\b")
_ENVELOPE = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d{1,2}:\d{2}.*\b(?:19|20)\d{2}\b")
_HEADER = re.compile(rb"[!-9;-~]+:|>+From ")
_QUOTED = re.compile(rb">+From ")


def split(file: IO[bytes], limit: int) -> Iterator[bytes | int]:
    """Give each message of an mbox without its "From " line, or the length in bytes of one above `limit` bytes."""
    kept: list[bytes] = []
    length = 0
    begun = False
    for line, begins in _marked(file):
        if begins:
            if begun:
                yield length if length > limit else _message(kept)
            kept, length, begun = [], 0, True
        elif begun:
            length += len(line)
            if length <= limit:
                kept.append(line)
            else:
                kept.clear()
    if begun:
        yield length if length > limit else _message(kept)


def _message(kept: list[bytes]) -> bytes:
    """Join the lines; the blank one at the end belongs to the file, not to the message."""
    if kept and kept[-1] in (b"\n", b"\r\n") and (len(kept) == 1 or kept[-2].endswith(b"\n")):
        kept.pop()
    return b"".join(kept)


def _marked(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Give each line, unquoted, and whether it begins a message."""
    whole, blank, first = True, True, True
    pieces = iter(partial(file.readline, _PIECE), b"")
    line = next(pieces, b"")
    while line:
        after = next(pieces, b"")
        if whole and line.startswith(b"From "):
            yield line, first or _begins(line, after, blank)
            first = False
        elif whole and line.startswith(b">") and _QUOTED.match(line):
            yield line[1:], False
        else:
            yield line, False
        blank = whole and line in (b"\n", b"\r\n")
        whole = line.endswith(b"\n")
        line = after


def _begins(line: bytes, after: bytes, blank: bool) -> bool:
    """Tell whether a line "From …" is an envelope and no sentence.

    After a blank line it needs a date or a header below it; without one (programs that forget the blank line)
    both. A mistake in favour of an envelope makes an inquiry too many, the other loses one within its neighbour.
    """
    heads = bool(_HEADER.match(after))
    if blank:
        return heads or bool(_DATED.match(line))
    return heads and bool(_ENVELOPE.match(line))
