"""Customer files of every kind: tables in text form, workbooks, visiting cards; told apart by what is in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from desk import clean
from desk.intake import csvfile, vcards
from desk.intake.records import CustomerFile
from desk.words import Refused

MEGABYTES = 2_048
"""Address space of the process that reads a workbook or cards: a workbook of 100,000 customers takes 180 MB."""

SECONDS = 300
"""Processor time of that process: 100,000 customers take 2 s."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_HEAD = 4_096


def read_customers(path: str | os.PathLike[str], sheet: str = "") -> CustomerFile:
    """Read a customer file to its end: CSV, XLSX (or XLS, ODS), vCard; `sheet` names the one of a workbook.

    Raises `Refused` as `csvfile.read_customers`, and file_encrypted, file_damaged, file_too_much, sheet_unknown (sheet,
    known), sheet_of_no_workbook, each with path.
    """
    name = os.fspath(path)
    shown = clean.line(os.fsencode(name).decode("utf-8", "replace"), 4_096)
    with csvfile.opened(name, shown) as file:
        kind = _kind(csvfile.taken(file, _HEAD, shown))
        file.seek(0)
        if kind:
            return _in_a_child(file, shown, [kind, str(MEGABYTES), str(SECONDS), *([sheet] if sheet else [])])
        if sheet:
            raise Refused("sheet_of_no_workbook", path=shown)
        return csvfile.read(file, shown)


def _kind(head: bytes) -> str:
    """Tell what a file is by its first bytes, whatever it is called; empty for a table in text form."""
    if head.startswith(_WORKBOOKS):
        return "xlsx"
    return "vcf" if vcards.is_cards(head) else ""


def _in_a_child(file: IO[bytes], shown: str, arguments: list[str]) -> CustomerFile:
    # -P: a file named json.py in the folder where the desk was started must not become our reader.
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    command = [sys.executable, "-P", "-m", "desk.intake.tablechild", *arguments]
    child = subprocess.Popen(
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert child.stdout is not None
    sheets: list[str] = []
    try:
        rows = _rows(shown, child.stdout, sheets)
        found = csvfile.customers(shown, rows, guarded=arguments[0] != "vcf")
    finally:
        child.kill()
        child.stdout.close()
        child.wait()
    return replace(found, sheet=sheets[0], other_sheets=tuple(sheets[1:])) if sheets else found


def _rows(shown: str, answers: IO[bytes], sheets: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows as the child reads them; raises Refused when it refuses, or ends before it is done.

    `sheets` are filled with the sheet that is read and the others.
    """
    read = 0
    for answer in answers:
        found: list[Any] = json.loads(answer)
        if found[0] == "done":
            if not read:
                raise Refused("file_empty", path=shown)
            return
        if found[0] == "refused":
            raise Refused(found[1], path=shown, **found[2])
        if found[0] == "sheet":
            sheets += [clean.line(name, 100) for name in (found[1], *found[2])]
            continue
        read += 1
        yield found[0], found[1]
    raise Refused("file_too_much" if read else "file_damaged", path=shown)
