"""Customer files of every kind: tables in text form, workbooks, visiting cards; told apart by what is in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
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
    kind = _kind(name, shown)
    if not kind:
        if sheet:
            raise Refused("sheet_of_no_workbook", path=shown)
        return csvfile.read_customers(path)
    return _in_a_child(name, shown, [kind, str(MEGABYTES), str(SECONDS), *([sheet] if sheet else [])])


def _kind(name: str, shown: str) -> str:
    """Tell what a file is by its first bytes, whatever it is called; empty for a table in text form."""
    if not os.path.isfile(name):
        return ""
    try:
        with open(name, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    if head.startswith(_WORKBOOKS):
        if os.path.getsize(name) > csvfile.LIMIT:
            raise Refused("file_too_large", path=shown, bytes=os.path.getsize(name), limit=csvfile.LIMIT)
        return "xlsx"
    return "vcf" if vcards.is_cards(head) else ""


def _in_a_child(name: str, shown: str, arguments: list[str]) -> CustomerFile:
    # -P: a file named json.py in the folder where the desk was started must not become our reader.
    command = [sys.executable, "-P", "-m", "desk.intake.tablechild", *arguments]
    with open(name, "rb") as file:
        child = subprocess.Popen(
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    assert child.stdout is not None
    try:
        return csvfile.customers(shown, _rows(shown, child.stdout), guarded=arguments[0] != "vcf")
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _rows(shown: str, answers: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows as the child reads them; raises Refused when it refuses, or ends before it is done."""
    read = 0
    for answer in answers:
        found: list[Any] = json.loads(answer)
        if found[0] == "done":
            if not read:
                raise Refused("file_empty", path=shown)
            return
        if found[0] == "refused":
            raise Refused(found[1], path=shown, **found[2])
        read += 1
        yield found[0], found[1]
    raise Refused("file_too_much" if read else "file_damaged", path=shown)
