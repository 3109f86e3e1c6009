"""Customers as CSV: comma, quoted where needed, UTF-8; no cell is a formula for the program that opens it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from desk.rows.customer_file import COLUMNS, CustomerFileRow

MARK = "\ufeff"
"""Begins the file: Excel takes it for UTF-8 by this sign alone."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"\+[0-9][0-9 ()]*")  # with one of /.+- in it, or on two lines, it would be worked out


def guarded(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula: an apostrophe before it, but not before a plain number.

    Reading the file again takes away just that apostrophe (`desk.intake.csvfile`).
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def written(rows: Iterable[CustomerFileRow]) -> Iterator[str]:
    """Give the file piece by piece, headings first."""
    place = io.StringIO()
    writer = csv.writer(place, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield MARK
    for row in rows:
        writer.writerow(map(guarded, row))
        yield _taken(place)
    yield _taken(place)


def _taken(place: io.StringIO) -> str:
    text = place.getvalue()
    place.seek(0)
    place.truncate()
    return text
