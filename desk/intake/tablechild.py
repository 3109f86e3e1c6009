"""The process that reads a workbook or visiting cards: `python -m desk.intake.tablechild KIND MB SECONDS [SHEET]`.

The file is its standard input. It prints one JSON array a row, `[line, [cell, ...]]`, the headings first, and at last
`["done"]`, or `["refused", reason, facts]` for a file that is none. What it needs beyond its limits kills only it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

ROWS = 2_000_000
"""Rows read of one file at most."""

CELL = 100_000
"""Characters kept of one cell; what a desk stores is far less."""

_COLUMNS = 1_001
"""One more than a customer file may have: enough to say that there are too many."""

Row = tuple[int, list[str]]


class Unread(Exception):
    """The file is none; `reason` is a key of `desk.sentences.REFUSALS`, whose path the desk fills in."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def main(arguments: list[str]) -> int:
    """Read standard input as what `arguments` say: the kind (xlsx, vcf), megabytes, seconds, and a sheet's name."""
    kind, megabytes, seconds = arguments[0], int(arguments[1]), int(arguments[2])
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", errors="strict")
    os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), 1)  # nothing a library prints gets among the answers
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes << 20),
    ):
        _limit(what, most)
    try:
        data = sys.stdin.buffer.read()
        rows = workbook(data, arguments[3] if len(arguments) > 3 else "") if kind == "xlsx" else cards(data)
        for line, cells in rows:
            print(json.dumps([line, cells]), file=answers)
        print('["done"]', file=answers)
    except Unread as refused:
        print(json.dumps(["refused", refused.reason, refused.facts]), file=answers)
    except MemoryError:
        print('["refused", "file_too_much", {}]', file=answers)
    answers.close()
    return 0


def workbook(data: bytes, sheet: str = "") -> Iterator[Row]:
    """Give the rows of a sheet (unless named the first with anything in it) as people see them, empty ones left out.

    Raises Unread: file_encrypted, file_damaged, sheet_unknown (sheet, known).
    """
    import io

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise Unread("sheet_unknown", sheet=sheet[:100], known=", ".join(names)[:300])
        for name in [sheet] if sheet else names:
            found = book.get_sheet_by_name(name)
            rows = enumerate(found.iter_rows(), 1)
            filled = ((line, [shown(cell) for cell in row[:_COLUMNS]]) for line, row in rows)
            held = [row for row in _some(filled) if any(row[1])]
            if held:
                yield from held
                return
    except PasswordError:
        raise Unread("file_encrypted") from None
    except CalamineError:
        raise Unread("file_damaged") from None


def _some(rows: Iterator[Row]) -> Iterator[Row]:
    for at, row in enumerate(rows):
        if at == ROWS:
            raise Unread("file_too_much")
        yield row


def shown(cell: Any) -> str:
    """Give a cell as people see it: whole numbers without a point, dates as ISO 8601, yes and no as 1 and 0."""
    if isinstance(cell, str):
        return cell[:CELL]
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta | int | float):
        return str(cell)
    return ""


def cards(data: bytes) -> Iterator[Row]:
    """Give headings, then one row a visiting card; a card that can't be read is a row without cells."""
    from desk.intake import vcards

    return vcards.rows(data)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    try:
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it; the others still hold
        pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
