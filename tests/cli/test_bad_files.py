"""Files that are no customer files: each is refused or set aside with a sentence, and the store is as it was."""

from __future__ import annotations

import errno
import io
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.intake import csvfile, customerfiles
from tests.intake.test_customerfiles import cells, workbook
from tests.kit.builders import Desk

PROOF = bool(os.environ.get("DESK_PROOF"))
COLUMNS = 10_000_000 if PROOF else 100_000
EMPTY_ROWS = 1_000_000 if PROOF else 20_000
BINARY = bytes(range(256)) * 40


def written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 2 << 30)


def bomb(path: Path) -> None:
    """Write a workbook of a few kB that unpacks to more than its reader may have."""
    workbook(path, {"A": cells(1, "Firma") + cells(2, "x" * 120_000_000)})


def no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as there:
        here = os.getcwd()
        os.chdir(path.parent)  # a socket's name may have 107 letters
        try:
            there.bind(path.name)
        finally:
            os.chdir(here)


REFUSED: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "empty": ("k.csv", written(b""), "is empty"),
    "only a byte order mark and lines": ("k.csv", written(b"\xef\xbb\xbf\r\n\r\n;;;\r\n"), "is empty"),
    "binary named .csv": ("k.csv", written(BINARY), "is no text file"),
    "binary named .xlsx": ("k.xlsx", written(BINARY), "is no text file"),
    "binary named .vcf": ("k.vcf", written(BINARY), "is no text file"),
    "NULs": ("k.csv", written(bytes(50_000)), "is empty"),
    "millions of columns": ("k.csv", written(b"company," * COLUMNS + b"\n"), "has too many columns"),
    "one cell of a megabyte": ("k.csv", written(b"x" * 1_000_000), "has no column the desk knows"),
    "another table": ("k.csv", written(b"alpha;beta\n1;2\n"), "has no column the desk knows"),
    "a sparse file of 2 GB": ("k.csv", sparse, "is too large"),
    "a sparse file of 2 GB named .xlsx": ("k.xlsx", sparse, "is too large"),
    "a folder": ("k.csv", Path.mkdir, "is a folder; name a file"),
    "a pipe that nobody writes": ("k.csv", os.mkfifo, "is no ordinary file"),
    "a socket": ("k.csv", bound, "is no ordinary file"),
    "a link to nothing": ("k.csv", lambda path: path.symlink_to("/dev/null"), "is no ordinary file"),
    "a workbook cut in the middle": ("k.xlsx", written(b"PK\x03\x04" + bytes(500)), "is damaged"),
    "an archive that is no workbook": ("k.xlsx", no_workbook, "is damaged"),
    "a workbook of empty rows": (
        "k.xlsx",
        lambda path: workbook(path, {"A": "".join(f'<row r="{at}"/>' for at in range(1, EMPTY_ROWS))}),
        "is empty",
    ),
    "a workbook of a cell in its last corner": (
        "k.xlsx",
        lambda path: workbook(path, {"A": cells(1, "Firma") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'}),
        "",
    ),
    "a workbook that unpacks to more than there is": ("k.xlsx", bomb, ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_customer_file_is_refused_with_a_sentence_and_changes_nothing(
    run: Any, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    name, make, sentence = REFUSED[case]
    if make is bomb:  # a few times what it unpacks to would do; its reader may have 2 GB
        monkeypatch.setattr(customerfiles, "MEGABYTES", 160)
    path = tmp_path / name
    make(path)
    before = desk.everything()
    done = run("customer", "import", str(path), "--json")
    assert desk.everything() == before
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert str(path) in done.err
    assert sentence in done.err


TAKEN: dict[str, tuple[bytes, list[str], int]] = {
    "a row cut in half": (b"number;company;city\n1;Kraus;Bonn\n2;Vo", ["Kraus"], 1),
    "a cell cut in half": (b'number;city;company\n1;Bonn;Kraus\n2;Bonn;"Vo', ["Kraus"], 1),
    "a last line without an end": (b"number;company;city\n1;Kraus;Bonn\n2;Vogt;Bonn", ["Kraus", "Vogt"], 0),
    "rows without their empty cells": (
        b"number;company;city\n1;Kraus\n2;Vogt;Bonn\n3;Dorn",
        ["Kraus", "Vogt", "Dorn"],
        0,
    ),
    "a last cell of two lines": (b'number;city;company\n1;Bonn;"Kraus\nund Vogt"', ["Kraus und Vogt"], 0),
    "half a row without a company": (b"number;company;city\n1;Kraus;Bonn\n2", ["Kraus"], 1),
    "another charset than it seems": ("number;company\n1;Bäckerei Höfner\n".encode("cp1252"), ["Bäckerei Höfner"], 0),
    "two bytes a letter": ("number;company\n1;Bäckerei Höfner\n".encode("utf-16"), ["Bäckerei Höfner"], 0),
    "two charsets": ("number;company\n1;Höfner\n".encode() + "2;Jörg\n".encode("cp1252"), ["Höfner"], 1),
    "two charsets, the other one of most lines": (
        "Straße;company\n".encode() + "1;Höfner\n2;Süß\n".encode("cp1252") + "3;Jörg\n".encode(),
        ["Höfner", "Süß"],
        1,
    ),
    "a letter cut in half": ("company;city\nHöfner;Bonn\nVogt;Kö".encode()[:-1], ["Höfner"], 1),
    "the only letter of two bytes cut in half": ("company;city\nVogt;Bonn\nKraus;Kö".encode()[:-1], ["Vogt"], 1),
    "a letter of two bytes cut in half": ("company\nVogt\nKraus".encode("utf-16")[:-1], ["Vogt"], 1),
    "a last letter of one byte": ("company;city\nVogt;Café".encode("cp1252"), ["Vogt"], 0),
    "headings on each page": (b"number;company\n1;Kraus\nnumber;company\n2;Vogt\n", ["Kraus", "Vogt"], 1),
    "a title above": (b"Customers;;\n\nnumber;company;city\n1;Kraus;Bonn\n", ["Kraus"], 0),
    "formulas": (b"number;company\n1;=HYPERLINK(1)\n2;@SUM(1)\n", ["=HYPERLINK(1)", "@SUM(1)"], 0),
    "some NULs": (b"number;company\n1;Kr\0aus\n\0\n2;Vogt\0\n" + b"3;Dorn\n" * 60, ["Kraus", "Vogt", "Dorn"], 1),
    "a quotation mark never closed": (
        b'number;company;city;phone\n1;"Kraus;Bonn;1\n2;Vogt;Bonn;2\n',
        ['"Kraus', "Vogt"],
        0,
    ),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_can_be_read_of_a_torn_file_is_taken_in_and_the_rest_is_set_aside(
    run: Any, desk: Desk, tmp_path: Path, case: str
) -> None:
    content, companies, aside = TAKEN[case]
    path = tmp_path / "k.csv"
    path.write_bytes(content)
    done = run("customer", "import", str(path), "--json")
    assert (done.status, len(done.json["set_aside"])) == (4 if aside else 0, aside)
    assert [company for (company,) in desk.sql("SELECT company FROM customer ORDER BY id")] == companies


def test_of_a_last_line_without_an_end_it_is_said_that_nobody_knows_whether_it_is_whole(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "k.csv"
    for content, unended in ((b"company;city\nKraus;Bo", 2), (b"company;city\nKraus;Bo\n", None), (b"company", None)):
        path.write_bytes(content)
        done = run("customer", "import", str(path), "--dry-run", "--json")
        assert (done.status, done.json.get("unended")) == (0, unended)
    path.write_bytes(b"company;city\nKraus;Bo")
    assert "line 2: it has no end; if the file was cut off there" in run("customer", "import", str(path)).err


@pytest.mark.parametrize("readable", [0, 1])
def test_a_file_that_can_not_be_read_to_its_end_is_refused(
    run: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch, readable: int
) -> None:
    class Broken(io.BytesIO):
        left = readable

        def read(self, size: int | None = -1) -> bytes:
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

    before = desk.everything()
    monkeypatch.setattr(csvfile, "opened", lambda _path, _shown: Broken(b"company\nKraus\n"))
    done = run("customer", "import", "k.csv")
    assert (done.status, done.err.count("can't be read")) == (1, 1)
    assert desk.everything() == before


def test_of_a_workbook_it_is_said_which_sheet_was_read(run: Any, tmp_path: Path) -> None:
    sheets = {"Deckblatt": cells(1, "Liste"), "Kunden": cells(1, "Firma") + cells(2, "Kraus"), "Alt": cells(1, "Firma")}
    path = str(workbook(tmp_path / "k.xlsx", sheets, hidden=("Alt",)))
    done = run("customer", "import", path)
    assert (done.status, done.err) == (0, "Only the sheet Kunden was read; --sheet reads another: Deckblatt, Alt.\n")
    found = run("customer", "import", path, "--json").json
    assert (found["sheet"], found["other_sheets"]) == ("Kunden", ["Deckblatt", "Alt"])
    assert run("customer", "import", str(workbook(tmp_path / "1.xlsx", {"A": sheets["Kunden"]}))).err == ""
