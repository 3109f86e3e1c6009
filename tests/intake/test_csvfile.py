"""Customer files, however they were exported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk.intake.csvfile import COLUMNS, VALUES, read_customers
from desk.intake.records import CustomerFile, CustomerRecord
from desk.words import Refused

ALL = (
    "number,company,first_name,last_name,street,postcode,city,country,phone,email,website,grade,sector,care_model,"
    "inside,field,note"
)
KRAUS = "K7,Möbel Kraus KG,Jörg,Groß,Hauptstr. 5,40210,Düsseldorf,DE,0211 123456,j@kraus.example,kraus.example,b,Möbel,"
KRAUS += "two_faces,anna,joerg,calls early"


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


def test_every_column_fills_its_field(tmp_path: Path) -> None:
    assert _one(tmp_path, f"{ALL}\n{KRAUS}\n") == CustomerRecord(
        line=2,
        number="K7",
        company="Möbel Kraus KG",
        first_name="Jörg",
        last_name="Groß",
        street="Hauptstr. 5",
        postcode="40210",
        city="Düsseldorf",
        country="DE",
        phones=("0211 123456",),
        emails=("j@kraus.example",),
        website="kraus.example",
        grade="B",
        sector=("Möbel",),
        care_model="two_faces",
        inside="anna",
        field="joerg",
        note="calls early",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "iso-8859-1"]
)
def test_delimiter_and_charset_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = f"{ALL}\n{KRAUS}\n".replace(",", delimiter).encode(encoding)
    record = _one(tmp_path, content)
    assert (record.company, record.last_name, record.city) == ("Möbel Kraus KG", "Groß", "Düsseldorf")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(
            (name, "number")
            for name in ("Kundennummer", "Kunden-Nr.", "Kd.-Nr.", "KdNr", "Debitor", "Customer No.", "Nr.")
        ),
        *((name, "company") for name in ("Firma", "FIRMA", "Firmenname", "Unternehmen", "Company Name", "Firma 1")),
        *((name, "first_name") for name in ("Vorname", "First Name", "first_name", "Given name")),
        *((name, "last_name") for name in ("Nachname", "Last name", "Surname", "Familienname")),
        *((name, "street") for name in ("Straße", "Strasse", "STRASSE", "Str.", "Straße/Hausnummer", "Adresse")),
        *((name, "postcode") for name in ("PLZ", "Postleitzahl", "ZIP", "Postal Code")),
        *((name, "city") for name in ("Ort", "Stadt", "City", "Town")),
        *((name, "country") for name in ("Land", "Country", "Länderkennzeichen")),
        *((name, "phones") for name in ("Telefon", "Tel.", "Telefon 1", "Telefon-Nr.", "Mobil", "Handy", "Rufnummer")),
        *((name, "emails") for name in ("E-Mail", "Mail", "E-Mail-Adresse", "EMail", "e-mail 2", "Email address")),
        *((name, "website") for name in ("Webseite", "Website", "Homepage", "Internet", "WWW")),
        *((name, "grade") for name in ("Klasse", "ABC", "Grade", "ABC-Kunde")),
        *((name, "sector") for name in ("Branche", "Sector", "Industry", "Branche 2")),
        *((name, "care_model") for name in ("Betreuung", "Betreuungsmodell", "Care model")),
        *((name, "inside") for name in ("Innendienst", "inside", "Inside Sales")),
        *((name, "field") for name in ("Außendienst", "Aussendienst", "ADM", "field")),
        *((name, "note") for name in ("Bemerkung", "Notiz", "Anmerkungen", "Comment", " Note ")),
    ],
)
def test_headings_are_known_in_both_languages_as_people_write_them(tmp_path: Path, heading: str, field: str) -> None:
    record = _one(tmp_path, f"{heading};Firma;Vorname\nx@x1;Kraus;Jo\n")
    value = getattr(record, field)
    assert ("x@x1" in value) if field not in ("grade", "company", "first_name") else value.lower() == "x@x1"


def test_columns_stand_in_any_order_and_unknown_ones_are_kept_in_the_note(tmp_path: Path) -> None:
    record = _one(tmp_path, "Umsatz 2023;Note;Ort;Firma;;Fax\n18.400;prompt;Köln;Kraus;lost?;0211 9\n")
    assert (record.company, record.city, record.phones) == ("Kraus", "Köln", ())
    assert record.note == "Umsatz 2023: 18.400\nprompt\n#5: lost?\nFax: 0211 9"


def test_missing_and_extra_columns_cost_nothing(tmp_path: Path) -> None:
    file = _read(tmp_path, "company,city,phone\nKraus\nVogt,Köln,0221,more,and more\n")
    assert [record.company for record in file.records] == ["Kraus", "Vogt"]
    assert file.records[1].note == "#4: more\n#5: and more"


@pytest.mark.parametrize(
    ("content", "company", "last_name"),
    [
        ("Name;Vorname\nMeier;Tom\n", "", "Meier"),
        ("Name;Ort\nKraus KG;Köln\n", "Kraus KG", ""),
        ("Name\nA, B\n", "A, B", ""),
    ],
)
def test_name_is_the_persons_where_something_else_names_the_company_or_the_first_name(
    tmp_path: Path, content: str, company: str, last_name: str
) -> None:
    record = _one(tmp_path, content)
    assert (record.company, record.last_name) == (company, last_name)


def test_columns_that_stand_for_two_fields_are_taken_apart(tmp_path: Path) -> None:
    record = _one(tmp_path, "Ansprechpartner;Straße;Hausnr.;PLZ/Ort\nTom van Meier;Am Ring;5a;D-40210 Bad Sooden\n")
    assert (record.first_name, record.last_name, record.street) == ("Tom van", "Meier", "Am Ring 5a")
    assert (record.postcode, record.city) == ("D-40210", "Bad Sooden")


def test_repeated_headings_add_values_or_stand_in_the_note(tmp_path: Path) -> None:
    record = _one(
        tmp_path, "Firma;Telefon;Telefon;E-Mail;Firma;Ort;Ort\nKraus;1 2;3 4;A@x.example, b@x.example;Kraus 2;;Köln\n"
    )
    assert (record.phones, record.emails) == (("1 2", "3 4"), ("a@x.example", "b@x.example"))
    assert (record.company, record.city, record.note) == ("Kraus", "Köln", "Firma: Kraus 2")


def test_a_row_needs_a_company_or_a_person_and_is_else_set_aside_with_its_line(tmp_path: Path) -> None:
    file = _read(tmp_path, 'company,last_name,note\nKraus,,"two\nlines"\n,,lost\n\n,Meier,\n')
    assert [(record.line, record.company, record.last_name) for record in file.records] == [
        (2, "Kraus", ""),
        (6, "", "Meier"),
    ]
    (aside,) = file.set_aside
    assert (aside.why, aside.facts["line"], aside.where) == ("no_company_or_person", 4, f"{tmp_path}/customers.csv:4")
    assert file.read == 3


def test_equal_numbers_come_as_records_of_their_own(tmp_path: Path) -> None:
    file = _read(tmp_path, "number,company,last_name\n7,Kraus,Groß\n7,,Klein\n07,Kraus,\n")
    assert [(record.number, record.last_name) for record in file.records] == [("7", "Groß"), ("7", "Klein"), ("07", "")]


def test_cells_that_look_like_formulas_are_text_and_the_sign_of_exports_is_taken_off(tmp_path: Path) -> None:
    record = _one(tmp_path, "company;phone;city;note\n=1+1;'+49 211 1;'=A1;'- x\n")
    assert (record.company, record.phones, record.city, record.note) == ("=1+1", ("+49 211 1",), "=A1", "- x")


def test_what_acts_on_a_terminal_is_gone(tmp_path: Path) -> None:
    record = _one(tmp_path, "company;note;Fa\x1b[31mx\nKr\x1baus\x07;a\u202eb;c\x9b\n".encode())
    assert record == CustomerRecord(line=2, company="Kraus", note="ab\nFa[31mx: c")


def test_more_values_than_a_row_may_have_stand_in_the_note(tmp_path: Path) -> None:
    record = _one(tmp_path, "company;phone\nKraus;" + ",".join(f"0211 {n}" for n in range(VALUES + 2)) + "\n")
    assert len(record.phones) == VALUES
    assert record.note == f"0211 {VALUES}\n0211 {VALUES + 1}"


def test_what_stands_among_addresses_and_is_none_is_kept_in_the_note(tmp_path: Path) -> None:
    record = _one(tmp_path, "company;email\nKraus;unknown\n")
    assert (record.emails, record.note) == ((), "unknown")


def test_the_line_by_which_excel_is_told_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    assert _one(tmp_path, "sep=;\r\ncompany;city\r\nKraus;Köln\r\n").city == "Köln"


def test_a_file_of_headings_has_no_customers(tmp_path: Path) -> None:
    assert _read(tmp_path, ALL + "\n") == CustomerFile((), (), 0)


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf", b";;;\n;;\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert _refused(tmp_path, content).reason == "file_empty"


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"company," * 50, b"company,city\n" + bytes(range(256)) * 9, b"\x00" * 90 + b"a", b"%PDF-1.7\n"],
)
def test_a_file_that_is_no_text_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    assert _refused(tmp_path, content).reason == "file_binary"


def test_a_file_without_a_known_heading_is_refused_and_says_which_there_are(tmp_path: Path) -> None:
    refused = _refused(tmp_path, "alpha;beta\n1;2\n")
    assert (refused.reason, refused.facts["headings"]) == ("file_no_known_column", "alpha, beta")


def test_a_file_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    refused = _refused(tmp_path, ";".join(["company"] * (COLUMNS + 1)) + "\n")
    assert (refused.reason, refused.facts["count"]) == ("file_too_many_columns", COLUMNS + 1)


def test_a_missing_file_a_folder_a_pipe_and_a_circle_of_links_are_refused_each_with_its_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    reasons = []
    for name in ("no.csv", "", "pipe", "circle", "x\x00"):
        with pytest.raises(Refused) as refused:
            read_customers(f"{tmp_path}/{name}")
        reasons.append(refused.value.reason)
    assert reasons == ["file_missing", "file_is_folder", "file_not_a_file", "file_unreadable", "file_missing"]


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.intake.csvfile.LIMIT", 50)
    refused = _refused(tmp_path, f"{ALL}\n{KRAUS}\n")
    assert (refused.reason, refused.facts["limit"]) == ("file_too_large", 50)
