"""From bytes to rows: quotation marks, long cells, chance, and speed."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.intake.csvfile import read_customers
from desk.intake.records import CustomerFile, CustomerRecord
from desk.words import Refused

PROOF = os.environ.get("DESK_PROOF") == "1"


def _read(tmp_path: Path, content: str | bytes, name: str = "customers.csv") -> CustomerFile:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_customers(path)


def _one(tmp_path: Path, content: str | bytes) -> CustomerRecord:
    file = _read(tmp_path, content)
    (record,) = file.records
    assert (file.read, file.set_aside) == (1, ())
    return record


def _refused(tmp_path: Path, content: str | bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        _read(tmp_path, content)
    assert refused.value.facts["path"].endswith("customers.csv")
    return refused.value


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_cells_hold_delimiters_quotes_and_lines(tmp_path: Path, end: str) -> None:
    content = f'company;note;city{end}"Kraus; ""Die Möbel""";"one{end}two";Köln{end}'
    record = _one(tmp_path, content)
    assert (record.company, record.note, record.city) == ('Kraus; "Die Möbel"', "one\ntwo", "Köln")


def test_a_stray_quotation_mark_swallows_no_rows(tmp_path: Path) -> None:
    rows = ['1;"Zum Anker;Köln;0221', "2;Vogt;Bonn;0228", '3;Kraus "Haus";Köln;1', '4;"Am Ring";Köln;2']
    file = _read(tmp_path, "number;company;city;phone\n" + "\n".join(rows) + "\n")
    assert [(record.number, record.city) for record in file.records] == [
        ("1", "Köln"),
        ("2", "Bonn"),
        ("3", "Köln"),
        ("4", "Köln"),
    ]
    assert file.records[0].company == '"Zum Anker'
    assert [record.line for record in file.records] == [2, 3, 4, 5]


def test_many_stray_quotation_marks_cost_no_time_and_no_rows(tmp_path: Path) -> None:
    content = "number;company;city;phone\n" + "".join(f'{n};"Anker {n};Köln;1\n' for n in range(20_000))
    begun = time.process_time()
    assert _read(tmp_path, content).read == 20_000
    assert time.process_time() - begun < 10


def test_a_cell_above_the_limits_of_csv_is_read_and_capped(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    record = _one(tmp_path, f'company,note,city\nKraus,"{"x" * 150_000}\n{"y" * 150_000}",Köln\n')
    assert (len(record.note), record.city) == (200_000, "Köln")
    assert csv.field_size_limit() == before


def test_one_line_of_a_million_letters_is_no_customer_file(tmp_path: Path) -> None:
    assert _refused(tmp_path, "x" * 1_000_000).reason == "file_no_known_column"


def test_an_opened_quotation_mark_in_the_headings_swallows_no_rows(tmp_path: Path) -> None:
    file = _read(tmp_path, 'number;company;"city;phone\n1;Kraus;Köln;1\n2;Vogt;Bonn;2\n')
    assert [record.company for record in file.records] == ["Kraus", "Vogt"]


def test_a_company_of_a_million_letters_is_cut_not_lost(tmp_path: Path) -> None:
    assert len(_one(tmp_path, f"company\n{'x' * 1_000_000}\n").company) == 500


@given(
    st.binary(max_size=400), st.sampled_from([b"company;city;note;phone\n", b"Firma,Ort\n", b"number\tcompany\n", b""])
)
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_a_file_holds_it_is_read_to_its_end_or_refused(tmp_path: Path, rest: bytes, head: bytes) -> None:
    try:
        file = _read(tmp_path, head + rest)
    except Refused:
        return
    assert file.read == len(file.records) + len(file.set_aside)
    assert all(record.company or record.first_name or record.last_name for record in file.records)


_CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp")), max_size=20
)


@given(st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=8), st.sampled_from(",;\t"))
@settings(suppress_health_check=list(HealthCheck))
def test_what_a_program_wrote_as_csv_is_read_back(tmp_path: Path, pairs: list[tuple[str, str]], delimiter: str) -> None:
    with (tmp_path / "written.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            [("number", "company"), *((f"n{a}", f"c{b}") for a, b in pairs)]
        )
    records = read_customers(tmp_path / "written.csv").records
    expected = [(f"n{a}".strip(), f"c{b}".strip()) for a, b in pairs]
    assert [(record.number, record.company) for record in records] == expected


def test_20_000_rows_a_second(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},Möbel Kraus {n},Jörg,Groß,Hauptstr. {n},40210,Düsseldorf,0211 {n},a{n}@x.example\n" for n in range(20_000)
    )
    begun = time.process_time()
    assert (
        _read(tmp_path, "number,company,first_name,last_name,street,postcode,city,phone,email\n" + rows).read == 20_000
    )
    assert time.process_time() - begun < (1.0 if PROOF else 3.0)  # on a slower machine, beside other tests
