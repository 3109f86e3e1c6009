"""Customer files: a table with headings in any order, German or English, to one record a row."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from desk import clean
from desk.intake import csvcharsets, csvheadings, csvtext
from desk.intake.records import CustomerFile, CustomerRecord, SetAside
from desk.words import Refused

LIMIT = 500_000_000
"""Bytes of the longest file read: 2,000,000 customers; it lies in memory while it is read."""

COLUMNS = 1_000
"""Columns at most; more are no customer file."""

VALUES = 20
"""Telephone numbers, addresses or sectors of one row at most; the rest stand in its note."""

_APART = re.compile(r" ::: |[;,\n]+")  # the first is Google's
_ADDRESSES_APART = re.compile(r" ::: |[;,\s]+")
_PLACE = re.compile(r"\s*((?:[A-Z]{1,3}[- ])?[0-9][0-9A-Z -]{2,8}?)\s+(\D.*)")
_WHOLE = re.compile(r"([^,]+), *((?:[A-Z]{1,3}-)?[0-9]{4,5}) ([^,]+?)(?:, *([^,0-9]+))?")
_GUARDED = re.compile(r"'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def read_customers(path: str | os.PathLike[str]) -> CustomerFile:
    """Read a customer file (comma, semicolon or tab) to its end.

    Rows with equal numbers come as records of their own, in their order. Raises `Refused` when the file as a whole
    is none: file_missing, file_is_folder, file_not_a_file, file_unreadable (error), file_too_large (bytes, limit),
    file_empty, file_binary, file_no_known_column (headings), file_too_many_columns (count, limit), each with path.
    """
    shown = clean.line(os.fsencode(path).decode("utf-8", "replace"), 4_096)
    with opened(os.fspath(path), shown) as file:
        return read(file, shown)


def read(file: IO[bytes], shown: str) -> CustomerFile:
    """Read a table in text form that is open at its beginning; raises `Refused` as `read_customers`."""
    data = taken(file, LIMIT + 1, shown)
    if len(data) > LIMIT:
        raise Refused("file_too_large", path=shown, bytes=len(data), limit=LIMIT)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe;,"):
        raise Refused("file_empty", path=shown)
    if csvtext.is_binary(data):
        raise Refused("file_binary", path=shown)
    text = csvcharsets.decoded(data)
    rows = csvtext.table(text, lambda cells: sum(map(bool, csvheadings.columns(cells[:COLUMNS]))))
    with contextlib.closing(rows):
        found = customers(shown, rows)
    last = found.records[-1].line if found.records else 0
    is_whole = text.endswith(("\n", "\r")) or any(int(each.facts["line"]) > last for each in found.set_aside[-1:])
    return found if is_whole else replace(found, unended=last)


def customers(shown: str, rows: Iterator[tuple[int, list[str]]], *, guarded: bool = True) -> CustomerFile:
    """Read the rows of a table, each with its line, the headings first; `shown` is what the file is called.

    `guarded`: an apostrophe before what looks like a formula is not part of the cell.

    A row without any cells could not be read at all and is set aside as such. Raises `Refused` as `read_customers`.
    """
    records: list[CustomerRecord] = []
    aside: list[SetAside] = []
    sheet = _Sheet(shown, next(rows, (1, []))[1], guarded)
    for line, cells in rows:
        found = sheet.record(line, cells)
        if isinstance(found, SetAside):
            aside.append(found)
        else:
            records.append(found)
    return CustomerFile(tuple(records), tuple(aside), len(records) + len(aside))


def opened(path: str, shown: str) -> IO[bytes]:
    """Open a customer file once, so that it may go meanwhile; raises `Refused` where it is none, as `read_customers`.

    A pipe keeps nobody waiting, and of a file above the limit nothing is read.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Refused("file_missing", path=shown) from error
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise Refused("file_not_a_file", path=shown) from error
        raise Refused("file_unreadable", path=shown, error=error.strerror or "") from error
    try:
        found = os.fstat(file)
        if stat.S_ISDIR(found.st_mode):
            raise Refused("file_is_folder", path=shown)
        if not stat.S_ISREG(found.st_mode):
            raise Refused("file_not_a_file", path=shown)
        if found.st_size > LIMIT:
            raise Refused("file_too_large", path=shown, bytes=found.st_size, limit=LIMIT)
        return os.fdopen(file, "rb")
    except BaseException:
        os.close(file)
        raise


def taken(file: IO[bytes], most: int, shown: str) -> bytes:
    """Read at most so many bytes; raises Refused("file_unreadable")."""
    try:
        return file.read(most)
    except OSError as error:
        raise Refused("file_unreadable", path=shown, error=error.strerror or "") from error


class _Sheet:
    """The columns of one file, and how a row of it becomes a record."""

    def __init__(self, path: str, headings: list[str], guarded: bool) -> None:
        self._path, self._guarded, self._written = path, guarded, headings
        self._headings = [clean.line(heading, 100) for heading in headings[: COLUMNS + 1]]
        if len(headings) > COLUMNS:
            raise Refused("file_too_many_columns", path=path, count=len(headings), limit=COLUMNS)
        self._fields = csvheadings.columns(self._headings)
        if not any(self._fields):
            shown = ", ".join(heading for heading in self._headings[:8] if heading)
            raise Refused("file_no_known_column", path=path, headings=clean.line(shown, 200))

    def record(self, line: int, cells: list[str]) -> CustomerRecord | SetAside:
        """Give the record of a row, or why there is none."""
        if why := self._unread(cells):
            return self._aside(line, why)
        single: dict[str, str] = {}
        several: dict[str, list[str]] = {"phones": [], "emails": [], "sector": [], "note": []}
        for index, cell in enumerate(cells):
            if not cell or cell.isspace():
                continue
            field = self._fields[index] if index < len(self._fields) else ""
            cell = _unguarded(cell) if self._guarded else cell
            if field in several:
                several[field].append(cell)
            elif field and field not in single:
                single[field] = _line(cell)
            elif not field or single[field] != _line(cell):
                several["note"].append(f"{self._heading(index)}: {_line(cell, clean.STORED)}")
        if "site_country" in self._fields:
            single.setdefault("site_country", "")
        several["note"] += _unmixed(single)
        if not (single.get("company") or single.get("first_name") or single.get("last_name")):
            return self._aside(line, "no_company_or_person")
        return _record(line, single, several)

    def _unread(self, cells: list[str]) -> str:
        """Say why a row is none, empty when it is one."""
        if not cells:
            return "card_unreadable"
        if isinstance(cells, csvtext.Cut):
            return "row_cut"
        if isinstance(cells, csvtext.Foreign):
            return "row_of_another_charset"
        return "headings_again" if cells == self._written else ""

    def _aside(self, line: int, why: str) -> SetAside:
        return SetAside(f"{self._path}:{line}", why, {"path": self._path, "line": line})

    def _heading(self, index: int) -> str:
        heading = self._headings[index] if index < len(self._headings) else ""
        return heading or f"#{index + 1}"


def _record(line: int, single: dict[str, str], several: dict[str, list[str]]) -> CustomerRecord:
    emails = _parts(several["emails"], _ADDRESSES_APART)
    addresses = [email.lower().removeprefix("mailto:") for email in emails if "@" in email]
    notes = several["note"]
    notes += [email for email in emails if "@" not in email]
    phones = _parts(several["phones"], _APART)
    sectors = _parts(several["sector"], _APART)
    notes += phones[VALUES:] + addresses[VALUES:] + sectors[VALUES:]
    return CustomerRecord(
        line=line,
        number=single.get("number") or None,
        company=single.get("company", ""),
        first_name=single.get("first_name", ""),
        last_name=single.get("last_name", ""),
        street=single.get("street", ""),
        postcode=single.get("postcode", ""),
        city=single.get("city", ""),
        country=single.get("country", ""),
        phones=tuple(phones[:VALUES]),
        emails=tuple(dict.fromkeys(addresses[:VALUES])),
        website=single.get("website", ""),
        grade=single.get("grade", "").upper(),
        sector=tuple(sectors[:VALUES]),
        care_model=single.get("care_model", ""),
        inside=single.get("inside", ""),
        field=single.get("field", ""),
        role=single.get("role", ""),
        site=single.get("site", ""),
        site_country=single.get("site_country"),
        call_times=single.get("call_times", ""),
        note=clean.lines("\n".join(notes)).strip() if notes else "",
    )


def _unmixed(single: dict[str, str]) -> list[str]:
    """Put what stands in one column for two fields where it belongs, and give what columns of their own say already.

    Of several that name a person the first is the contact; so do a role and a department.
    """
    notes = []
    if person := single.pop("person", ""):
        names = _names(person)
        have = single.get("first_name", ""), single.get("last_name", "")
        if not any(have):
            single["first_name"], single["last_name"] = names
        elif names != have:
            notes.append(f"person: {person}")
    if (department := single.pop("department", "")) and single.setdefault("role", department) != department:
        notes.append(f"department: {department}")
    if house := single.pop("house", ""):
        single["street"] = f"{single.get('street', '')} {house}".strip()
    if place := single.pop("place", ""):
        found = _PLACE.fullmatch(place)
        single.setdefault("postcode", found.group(1) if found else "")
        single.setdefault("city", found.group(2) if found else place)
    if not (single.get("city") or single.get("postcode")) and (whole := _WHOLE.fullmatch(single.get("street", ""))):
        single["street"], single["postcode"], single["city"] = whole.group(1, 2, 3)
        single.setdefault("country", whole.group(4) or "")
    return notes


def _names(person: str) -> tuple[str, str]:
    if "," in person:
        last, _, first = person.partition(",")
    else:
        first, _, last = person.rpartition(" ")
    return first.strip(), last.strip()


def _parts(cells: list[str], apart: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(part for cell in cells for part in _pieces(cell, apart)))


def _pieces(cell: str, apart: re.Pattern[str]) -> Iterator[str]:
    for part in apart.split(cell[: clean.STORED]):
        shown = _line(part)
        if shown:
            yield shown


def _unguarded(cell: str) -> str:
    """Give a cell without the sign by which exports keep a formula from being one."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _line(cell: str, limit: int = clean.LINE) -> str:
    cell = cell.strip()
    if cell.isascii() and cell.isprintable():
        return cell[:limit]
    return clean.line(cell, limit)
