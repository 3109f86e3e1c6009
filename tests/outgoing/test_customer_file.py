"""Customers leave as files that no spreadsheet runs, and come back as the same customers."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import acts, views
from desk.intake.customerfiles import read_customers
from desk.intake.records import CustomerFile
from desk.outgoing import csvfile, vcards
from desk.rows.customer_file import COLUMNS, CustomerFileRow
from tests.intake.test_customerfiles import cells, workbook
from tests.kit.builders import Desk, team

EXAMPLES = 200 if os.environ.get("DESK_PROOF") else 8
WRITERS = {"csv": csvfile.written, "vcf": vcards.written}

words = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=12) | st.sampled_from(
    ["=1+1", "+49", "-x", "@a", "＝SUM(A1)", "'=x", "''+y", 'a"b', "a,b;c\\n", "Groß", "#1042", "[b]x[/b]", "\t="]
)
one_line = words.map(lambda text: " ".join(text.split())).filter(bool)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return team(tmp_path)


def exported(desk: Desk, kind: str, folder: Path) -> CustomerFile:
    """Write all customers of a desk into a file and read that."""
    path = folder / f"customers.{kind}"
    rows = desk.read(lambda reader: list(views.customer_file.rows(reader)))
    path.write_text("".join(WRITERS[kind](rows)), "utf-8", newline="")
    return read_customers(path)


def whole(desk: Desk) -> list[CustomerFileRow]:
    """Give all customers of a desk as rows, whatever they are called in the store."""
    found = desk.read(lambda reader: list(views.customer_file.rows(reader)))
    return sorted(row._replace(sector="\n".join(sorted(row.sector.split("\n")))) for row in found)


def counts(desk: Desk, file: CustomerFile) -> tuple[int, int, int]:
    done = [desk.do(acts.imports.customers, batch).value for batch in acts.imports.batches(file.records)]
    return sum(each.added for each in done), sum(each.updated for each in done), sum(each.repeated for each in done)


def kraus(desk: Desk, note: str = "=1+1\n\n  calls early") -> str:
    """Add a customer of everything: two sites, two contacts, numbers of its own and of theirs."""
    given_ = {"company": "=Kraus & Söhne", "grade": "A", "care_model": "two_faces", "inside": "anna", "field": "joerg"}
    given_ |= {"note": note, "call_times": "Mo-Fr 08:00-10:00", "country": "DE", "website": "kraus.example"}
    given_ |= {"phone": "0221 4711", "email": "info@kraus.example", "sector": "Möbel, Küchen"}
    number = str(desk.do(acts.customers.add, given_, "agreed").value)
    desk.do(acts.customers.edit, number, {"phone": "+49 221 4712"})  # two in one cell
    desk.do(acts.customer_parts.contact_add, number, {"last_name": "@Groß", "role": "-Chef", "phone": "0170 123456"})
    desk.do(
        acts.customer_parts.contact_add, number, {"first_name": "Jörg", "last_name": "Klein", "email": "j@k.example"}
    )
    desk.do(
        acts.customer_parts.site_add, number, {"name": "Werk 1", "street": "Ring 1", "city": "Bonn", "country": "AT"}
    )
    desk.do(acts.customer_parts.site_add, number, {"name": "Werk 2", "street": "Ring 1", "city": "Bonn"})
    return number


@pytest.mark.parametrize("kind", WRITERS)
def test_what_was_exported_adds_nothing_to_the_same_store(desk: Desk, kind: str, tmp_path: Path) -> None:
    with desk:
        kraus(desk)
        desk.customer("Elektro Vogt", grade="B")
        before = whole(desk)
        added, updated, _repeated = counts(desk, exported(desk, kind, tmp_path))
        assert (added, updated, whole(desk)) == (0, 0, before)


@pytest.mark.parametrize("kind", WRITERS)
def test_what_was_exported_is_the_same_in_an_empty_store(desk: Desk, kind: str, tmp_path: Path) -> None:
    with desk, team(_made(tmp_path / "other")) as other:
        kraus(desk)
        added, _updated, _repeated = counts(other, exported(desk, kind, tmp_path))
        assert (added, whole(other)) == (1, whole(desk))


def test_what_a_spreadsheet_made_of_an_export_adds_nothing_to_the_same_store(desk: Desk, tmp_path: Path) -> None:
    with desk:
        number = kraus(desk)
        desk.do(acts.customers.edit, number, {"phone": "+41 44 123 45 67"})
        desk.do(acts.customer_parts.site_add, number, {"street": "Weg 1", "postcode": "04103", "city": "Leipzig"})
        desk.customer("Elektro Vogt", phone="+43 1 234567")
        before = whole(desk)
        text = "".join(csvfile.written(desk.read(lambda reader: list(views.customer_file.rows(reader)))))
        saved = [
            cells(line, *(int(cell) if re.fullmatch(r"[+-]?[0-9]+", cell) else cell for cell in row))
            for line, row in enumerate(csv.reader(io.StringIO(text.removeprefix(csvfile.MARK), newline="")), 1)
        ]
        file = read_customers(workbook(tmp_path / "saved.xlsx", {"Kunden": "".join(saved)}))
        added, updated, _repeated = counts(desk, file)
        assert (added, updated, whole(desk)) == (0, 0, before)


rows = st.fixed_dictionaries(
    {"company": one_line, "note": words, "website": one_line, "last_name": one_line, "role": one_line},
    optional={
        "street": one_line,
        "city": one_line,
        "site": one_line,
        "country": st.sampled_from(["DE", "AT", ""]),
        "phone": st.text("+0123456789 /-x\n", max_size=20),
    },
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rows, min_size=1, max_size=8))
def test_whatever_customers_are_called_they_come_back_as_they_were(given_: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = folder / "source.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ("number", *COLUMNS[1:]))
            writer.writeheader()
            writer.writerows({"number": f"K{at}", **each} for at, each in enumerate(given_))
        with team(_made(folder / "one")) as one:
            counts(one, read_customers(source))
            before = whole(one)
            for kind in WRITERS:
                with team(_made(folder / kind)) as other:
                    counts(other, exported(one, kind, folder))
                    assert whole(other) == before
                added, updated, _repeated = counts(one, exported(one, kind, folder))
                assert (added, updated) == (0, 0)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1|cmd", "+1+1", "+49-221-4711", "+49221\n+49222", "-2", "@SUM", "\t=1", "\r=1", "＝1", "＋1", "'=1"],
)
def test_no_cell_is_a_formula_for_the_program_that_opens_it(cell: str) -> None:
    row = CustomerFileRow(company=cell, note=cell)
    _headings, found = csv.reader(io.StringIO("".join(csvfile.written([row])), newline=""))
    assert (found[1], found[-1]) == (f"'{cell}", f"'{cell}")


def test_a_telephone_number_stays_one_for_other_programs() -> None:
    _headings, found = csv.reader(io.StringIO("".join(csvfile.written([CustomerFileRow(phone="+49221 4711")]))))
    assert found[COLUMNS.index("phone")] == "+49221 4711"


def test_no_line_of_a_card_is_longer_than_75_bytes_and_none_is_torn_within_a_letter() -> None:
    text = "".join(vcards.written([CustomerFileRow(company="Süß " * 60, note="x\n" * 100)]))
    assert all(len(line.encode()) <= vcards.WIDTH for line in text.split("\r\n"))
    assert text.replace("\r\n ", "").count("Süß ") == 180
