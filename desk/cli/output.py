"""What a command prints: sentences, tables and JSON; on any terminal, pipe or file, whatever it can't write."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ACTING = (
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def prepare() -> None:
    """Let signs that the terminal or pipe can't write be replaced instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def line(text: str) -> None:
    """Print one line of text on standard output."""
    print(text)


def lines(texts: Iterable[str]) -> None:
    """Print many lines."""
    for text in texts:
        print(text)


def error(text: str) -> None:
    """Print a sentence on standard error; a closed one is nobody's loss."""
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        pass


def aside(text: str) -> None:
    """Say a sentence to whoever sits at the terminal; a program that reads standard output has no need of it."""
    if is_terminal(sys.stderr):
        error(text)


def json(document: Any) -> None:
    """Print one JSON document; a list has one row a line."""
    if isinstance(document, list):
        if not document:
            print("[]")
            return
        rows = (dumped(each) for each in document)
        print("[" + ",\n ".join(rows) + "]")
    else:
        print(dumped(document))


def dumped(document: Any) -> str:
    """Give a document as JSON on one line.

    Signs that act on a terminal or hide are escaped, also those that JSON would let through, and all others where the
    output can't write them: a program reads the same.
    """
    import re
    from json import dumps

    if not _writes_all(sys.stdout):
        return dumps(document)
    return re.sub(_ACTING, lambda sign: dumps(sign[0])[1:-1], dumps(document, ensure_ascii=False))


def shown(path: str) -> str:
    """Give a path as text that can be printed: names of files are bytes and may be anything."""
    from desk import clean

    return clean.line(os.fsencode(path).decode("utf-8", "replace"), 4_096)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their longest cell; the last column is as long as it is."""
    for row in columns(rows):
        print(row)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give rows of as many cells each in columns as wide as their longest cell; the last is as long as it is."""
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)][:-1]
    written = []
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        written.append("  ".join((*cells, row[-1])).rstrip())
    return written


def flush() -> None:
    """Bring everything out; raises OSError when it can't be."""
    if sys.stdout is not None:
        sys.stdout.flush()


def silence() -> None:
    """Let nothing more be written: whoever read the output has gone."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person sits at a stream; a closed one has none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _writes_all(stream: TextIO | None) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf16", "utf32")


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
