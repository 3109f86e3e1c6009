"""The process that reads a workbook or visiting cards: `python -m desk.intake.tablechild KIND MB SECONDS [SHEET]`.

The file is its standard input. It prints one JSON array a row, `[line, [cell, ...]]`, the headings first, before them
of a workbook `["sheet", name, [other, ...]]`, and at last `["done"]`, or for a file that is none
`["refused", reason, facts]`. What it needs beyond its limits kills only it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator

from desk.intake.workbooks import Unread, sheet_of

Row = tuple[int, list[str]]


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
        rows: Iterable[Row]
        if kind == "xlsx":
            name, others, rows = sheet_of(data, arguments[3] if len(arguments) > 3 else "")
            print(json.dumps(["sheet", name, others]), file=answers)
        else:
            rows = cards(data)
        for line, cells in rows:
            print(json.dumps([line, cells]), file=answers)
        print('["done"]', file=answers)
    except Unread as refused:
        print(json.dumps(["refused", refused.reason, refused.facts]), file=answers)
    except MemoryError:
        print('["refused", "file_too_much", {}]', file=answers)
    answers.close()
    return 0


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
