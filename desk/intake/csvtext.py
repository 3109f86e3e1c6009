"""The text of a table to its rows: which delimiter, where the headings are, where each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Generator, Iterator
from itertools import islice

from desk.intake.csvcharsets import FOREIGN, wide
from desk.intake.csvheadings import TITLES

BINARY_SHARE = 0.02
"""Share of control characters among the first bytes above which a file is no text; a handful is always allowed."""

_SAMPLE = 1 << 16
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format",
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b")) + b"\x7f"
_TOLD = re.compile(r"\"?sep=([;,\t|])\"?\s*\Z", re.IGNORECASE)  # Excel's own first line
_DELIMITERS = (";", ",", "\t", "|")
_HANDFUL = 8
_READ_AGAIN = 3
_TELLING_COLUMNS = 4
_REPLACED = "\ufffd"  # half a sign of two bytes

Row = tuple[int, list[str]]


class Cut(list[str]):
    """The cells of a row in the middle of which the file ends."""


class Foreign(list[str]):
    """The cells of a row that is in another charset than the rest of the file."""


def is_binary(data: bytes) -> bool:
    """Tell whether a file is no text, whatever its name says."""
    if data.startswith(_MAGIC):
        return True
    if wide(data):
        return False
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > max(_HANDFUL, BINARY_SHARE * len(sample))


def table(text: str, known: Callable[[list[str]], int]) -> Generator[Row, None, None]:
    """Give each row that holds anything, with the line (from 1) on which it begins; the first is the headings.

    `known` counts the headings among some cells that mean something: the delimiter is the one that finds most. A row is
    `Foreign` where a sign of it is (`csvcharsets`). The last row is a `Cut` where its line has no end and it is shorter
    than all others, its last cell stays open, or the file ends within a letter.
    """
    lines = list(io.StringIO(text, newline=""))
    limit = csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))
    try:
        first, delimiter = _beginning(lines, known)
        if first == len(lines):
            return
        rows = _rows(lines, first, delimiter)
        if not lines[-1].endswith(("\n", "\r")):
            rows = _ending(rows, lines[-1])
        yield from _foreign(rows) if FOREIGN.search(text) else rows
    finally:
        csv.field_size_limit(limit)


def _foreign(rows: Iterator[Row]) -> Iterator[Row]:
    for line, cells in rows:
        is_foreign = not isinstance(cells, Cut) and any(map(FOREIGN.search, cells))
        yield line, Foreign(cells) if is_foreign else cells


def _ending(rows: Iterator[Row], last: str) -> Iterator[Row]:
    """Give the rows, the last one as a `Cut` where it is one; `last` is the last line.

    Who leaves out empty cells at the end of one row does so in others: a row like those is whole.
    """
    before: Row | None = None
    fewest = 0
    for row in rows:
        if before is not None:
            yield before
            fewest = min(fewest or len(before[1]), len(before[1]))
        before = row
    if before is not None:
        line, cells = before
        is_open = last.count('"') % 2 == 1 and cells[-1].startswith('"')
        is_torn = last.endswith(_REPLACED) or FOREIGN.match(last, len(last) - 1) is not None
        yield line, Cut(cells) if len(cells) < fewest or is_open or is_torn else cells


def _beginning(lines: list[str], known: Callable[[list[str]], int]) -> tuple[int, str]:
    """Give the place of the headings and the delimiter.

    They are in the first line that holds anything if one of them is known, else in one of the next with two, else in
    the first.
    """
    held = list(islice((at for at, line in enumerate(lines) if line.strip(" \t\r\n;,|")), TITLES))
    if not held:
        return len(lines), ""
    told = _TOLD.match(lines[held[0]])
    if told:
        return held[0] + 1, told.group(1)
    found = [(at, *_delimiter(lines, at, known)) for at in held]
    return next(((at, sign) for nth, (at, sign, count) in enumerate(found) if count > (nth > 0)), found[0][:2])


def _delimiter(lines: list[str], first: int, known: Callable[[list[str]], int]) -> tuple[str, int]:
    """Give the delimiter by which most headings of a line are known, and how many."""

    def found(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader(islice(lines, first, None), delimiter=delimiter), [])
        return known(headings), len(headings)

    best = max(_DELIMITERS, key=found)
    count, cells = found(best)
    # A file of one column has no delimiter: "Kraus, Meier & Co" is one cell of it.
    return best if cells > 1 else "\t", count


def _rows(lines: list[str], first: int, delimiter: str) -> Iterator[Row]:
    """Give the rows; where a quotation mark was a sign of the text, go back and read on after its line."""
    began, columns, wasted = first, 0, 0
    while began < len(lines):
        rest = map(lines.__getitem__, range(began, len(lines)))
        at = began
        if wasted > _READ_AGAIN * len(lines):  # in this file quotation marks mean nothing
            reader = csv.reader(rest, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(rest, delimiter=delimiter, strict=True)
        while began < len(lines):
            row = _next(reader)
            read = at + reader.line_num - began
            if row is None or (read > 1 and _swallowed(row, columns, delimiter)):
                (row,) = csv.reader([lines[began]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
                wasted, ended = wasted + read, began + 1
            else:
                ended = began + read
            columns = columns or len(row)
            if any(cell and not cell.isspace() for cell in row):
                yield began + 1, row
            began = ended
            if began != at + reader.line_num:
                break


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Give the next row, None when its quotation marks don't come in pairs."""
    try:
        return next(reader, [])
    except csv.Error:
        return None


def _swallowed(row: list[str], columns: int, delimiter: str) -> bool:
    """Tell whether a cell of several lines holds what look like rows of this very table."""
    if columns < _TELLING_COLUMNS:
        return False
    below = (line for cell in row if "\n" in cell for line in cell.split("\n")[1:])
    return any(line.count(delimiter) >= columns - 1 for line in below)
