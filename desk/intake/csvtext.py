"""The bytes of a table in text form to its rows: which charset, which delimiter, where each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Generator, Iterator

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
_UMLAUTS_850 = bytes([0x84, 0x94, 0x81, 0x8E, 0x99, 0x9A, 0xE1])
_UMLAUTS_1252 = bytes([0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF])
_TOLD = re.compile(r"\"?sep=([;,\t|])\"?\s*\Z", re.IGNORECASE)  # Excel's own first line
_DELIMITERS = (";", ",", "\t")
_HANDFUL = 8
_READ_AGAIN = 3
_TELLING_COLUMNS = 4

Row = tuple[int, list[str]]


class Cut(list[str]):
    """The cells of a row in the middle of which the file ends."""


def is_binary(data: bytes) -> bool:
    """Tell whether a file is no text, whatever its name says."""
    if data.startswith(_MAGIC):
        return True
    if _wide(data):
        return False
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > max(_HANDFUL, BINARY_SHARE * len(sample))


def decoded(data: bytes) -> str:
    """Give the text: by its byte order mark, else UTF-8, else the Windows or DOS page its umlauts are from."""
    codec = _wide(data)
    if codec:
        return data.decode(codec, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if sum(map(data.count, _UMLAUTS_850)) > sum(map(data.count, _UMLAUTS_1252)):
        return data.decode("cp850")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _wide(data: bytes) -> str:
    """Give the name of the charset of two bytes a sign, empty when it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half > 2 and sample[1::2].count(0) > half * 0.7 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half > 2 and sample[::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def table(text: str, known: Callable[[list[str]], int]) -> Generator[Row, None, None]:
    """Give each row that holds anything, with the line (from 1) on which it begins; the first is the headings.

    `known` counts the headings among some cells that mean something: the delimiter is the one that finds most. The
    last row is a `Cut` where its line has no end and it is shorter than all others, or its last cell stays open.
    """
    lines = list(io.StringIO(text, newline=""))
    first = next((index for index, line in enumerate(lines) if line.strip(" \t\r\n;,")), len(lines))
    if first == len(lines):
        return
    limit = csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))
    try:
        told = _TOLD.match(lines[first])
        rows = _rows(lines, first + 1, told.group(1)) if told else _rows(lines, first, _delimiter(lines[first:], known))
        yield from rows if lines[-1].endswith(("\n", "\r")) else _ending(rows, lines[-1].count('"') % 2 == 1)
    finally:
        csv.field_size_limit(limit)


def _ending(rows: Iterator[Row], is_open: bool) -> Iterator[Row]:
    """Give the rows, the last one as a `Cut` where it is one; `is_open`: its quotation marks don't come in pairs.

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
        is_cut = len(cells) < fewest or (is_open and cells[-1].startswith('"'))
        yield line, Cut(cells) if is_cut else cells


def _delimiter(lines: list[str], known: Callable[[list[str]], int]) -> str:
    def found(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader(lines, delimiter=delimiter), [])
        return known(headings), len(headings)

    best = max(_DELIMITERS, key=found)
    # A file of one column has no delimiter: "Kraus, Meier & Co" is one cell of it.
    return best if found(best)[1] > 1 else "\t"


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
