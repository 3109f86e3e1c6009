"""Workbooks (XLSX, XLS, ODS) to the rows of a customer file; read by calamine, in a process of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from desk.intake import csvheadings

ROWS = 2_000_000
"""Rows read of one sheet at most."""

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


def sheet_of(data: bytes, sheet: str = "") -> tuple[str, list[str], list[Row]]:
    """Give the name of the sheet that is read, the names of the others that hold anything, and its rows.

    Unless one is named it is the first that is shown and has a known heading, else the first with anything in it.
    Rows stand as people see them, the headings first, empty ones and titles above left out. Raises Unread:
    file_encrypted, file_damaged, file_too_much, sheet_unknown (sheet, known).
    """
    import io

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        known = [each.name for each in tables]
        seen = [each.name for each in tables if each.visible == SheetVisibleEnum.Visible]
        if sheet and sheet not in known:
            raise Unread("sheet_unknown", sheet=sheet[:100], known=", ".join(known)[:300])
        name, rows = _chosen(book, [sheet] if sheet else seen)
        others = [each for each in known if each != name and book.get_sheet_by_name(each).start is not None]
        return name, others, rows
    except PasswordError:
        raise Unread("file_encrypted") from None
    except CalamineError:
        raise Unread("file_damaged") from None


def _chosen(book: Any, names: list[str]) -> tuple[str, list[Row]]:
    found: tuple[str, list[Row]] = (names[0] if names else "", [])
    for name in names:
        rows = _rows(book.get_sheet_by_name(name))
        at = _headings(rows)
        if at >= 0:
            return name, rows[at:]
        if rows and not found[1]:
            found = name, rows
    return found


def _headings(rows: list[Row]) -> int:
    """Give the place of the headings: the first row if it has one that is known, else one that has two; -1: none."""
    for at, (_line, cells) in enumerate(rows[: csvheadings.TITLES]):
        if sum(map(bool, csvheadings.columns(cells))) > (at > 0):
            return at
    return -1


def _rows(sheet: Any) -> list[Row]:
    merged = _merged(sheet)
    rows: list[Row] = []
    for line, row in enumerate(sheet.iter_rows(), 1):
        if line > ROWS:
            raise Unread("file_too_much")
        cells = [shown(cell) for cell in row[:_COLUMNS]]
        if any(cells):
            rows.append((line, _filled(line, cells, merged)))
    return rows


class _Merged:
    """Cells that are one over several rows: column and last line by the line on which they begin, and the open ones."""

    def __init__(self) -> None:
        self.begin: dict[int, list[tuple[int, int]]] = {}
        self.open: list[tuple[int, int, str]] = []


def _merged(sheet: Any) -> _Merged | None:
    """Give what is merged in a sheet; its columns count from the first that holds anything."""
    ranges = sheet.merged_cell_ranges
    if not ranges or sheet.start is None:
        return None
    found = _Merged()
    for (top, left), (bottom, _right) in ranges:
        column = left - sheet.start[1]
        if 0 <= column < _COLUMNS and bottom > top:
            found.begin.setdefault(top + 1, []).append((column, bottom + 1))
    return found


def _filled(line: int, cells: list[str], merged: _Merged | None) -> list[str]:
    """Say in each row what a merged cell says once for several rows; one of several columns is the first one's."""
    if merged is None:
        return cells
    merged.open = [each for each in merged.open if each[1] >= line]
    for column, _until, value in merged.open:
        if column < len(cells) and not cells[column]:
            cells[column] = value
    for column, last in merged.begin.get(line, ()):
        if column < len(cells) and cells[column]:
            merged.open.append((column, last, cells[column]))
    return cells


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
