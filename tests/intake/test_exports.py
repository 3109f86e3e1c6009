"""Customer files as other programs export them, with their own headings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from desk.intake.csvfile import read_customers

KRAUS = {
    "company": "Möbel Kraus KG",
    "first_name": "Tom",
    "last_name": "Kraus",
    "street": "Königsallee 7",
    "postcode": "40212",
    "city": "Düsseldorf",
    "country": "Deutschland",
    "phones": ("0211 12345", "0170 1234567"),
    "emails": ("tom@kraus.example", "t2@kraus.example"),
    "website": "www.kraus.example",
    "role": "Einkäufer",
}
"""What each export says, as far as the program knows of it."""

OF_A_COMPANY = {key: KRAUS[key] for key in ("company", "street", "postcode", "city", "country", "website")} | {
    "phones": ("0211 12345",)
}
WHOLE = "Königsallee 7, 40212 Düsseldorf, Deutschland"

PROGRAMS: dict[str, tuple[str, str, list[dict[str, str]], dict[str, object]]] = {
    "Outlook": (
        ",",
        "cp1252",
        [
            {"First Name": "Tom", "Last Name": "Kraus", "Company": "Möbel Kraus KG", "Department": "Einkauf"},
            {"Job Title": "Einkäufer", "Business Street": "Königsallee 7", "Business City": "Düsseldorf"},
            {"Business Postal Code": "40212", "Business Country/Region": "Deutschland", "Home City": "Neuss"},
            {"Business Fax": "0211 9", "Business Phone": "0211 12345", "Mobile Phone": "0170 1234567"},
            {"E-mail Address": "tom@kraus.example", "E-mail Type": "SMTP", "E-mail 2 Address": "t2@kraus.example"},
            {"Web Page": "www.kraus.example"},
        ],
        KRAUS | {"note": "Home City: Neuss\nBusiness Fax: 0211 9\nE-mail Type: SMTP\ndepartment: Einkauf"},
    ),
    "Outlook, German": (
        ",",
        "cp1252",
        [
            {"Vorname": "Tom", "Nachname": "Kraus", "Firma": "Möbel Kraus KG", "Position": "Einkäufer"},
            {"Straße geschäftlich": "Königsallee 7", "Ort geschäftlich": "Düsseldorf"},
            {"Postleitzahl geschäftlich": "40212", "Land/Region geschäftlich": "Deutschland"},
            {"Telefon geschäftlich": "0211 12345", "Mobiltelefon": "0170 1234567"},
            {"E-Mail-Adresse": "tom@kraus.example", "E-Mail 2: Adresse": "t2@kraus.example"},
            {"Webseite": "www.kraus.example"},
        ],
        KRAUS | {"note": ""},
    ),
    "Google": (
        ",",
        "utf-8",
        [
            {"First Name": "Tom", "Last Name": "Kraus", "Organization Name": "Möbel Kraus KG"},
            {"Organization Title": "Einkäufer", "E-mail 1 - Label": "Work"},
            {"E-mail 1 - Value": "tom@kraus.example ::: t2@kraus.example", "Phone 1 - Value": "0211 12345"},
            {"Phone 2 - Value": "0170 1234567", "Address 1 - Street": "Königsallee 7"},
            {"Address 1 - City": "Düsseldorf", "Address 1 - Postal Code": "40212"},
            {"Address 1 - Country": "Deutschland", "Website 1 - Value": "www.kraus.example"},
        ],
        KRAUS | {"note": "E-mail 1 - Label: Work"},
    ),
    "Google, before 2024": (
        ",",
        "utf-16",
        [
            {"Name": "Tom Kraus", "Given Name": "Tom", "Family Name": "Kraus"},
            {"Phone 1 - Value": "0211 12345 ::: 0170 1234567", "Organization 1 - Name": "Möbel Kraus KG"},
        ],
        {key: KRAUS[key] for key in ("company", "first_name", "last_name", "phones")} | {"note": ""},
    ),
    "HubSpot, contacts": (
        ",",
        "utf-8",
        [
            {"Record ID": "511", "First Name": "Tom", "Last Name": "Kraus", "Phone Number": "0211 12345"},
            {"Mobile Phone Number": "0170 1234567", "Associated Company": "Möbel Kraus KG"},
            {"Contact owner": "Anna", "Job Title": "Einkäufer"},
        ],
        {key: KRAUS[key] for key in ("company", "first_name", "last_name", "phones", "role")}
        | {"number": None, "note": "Record ID: 511\nContact owner: Anna"},
    ),
    "HubSpot, companies, German": (
        ",",
        "utf-8",
        [
            {"Unternehmensname": "Möbel Kraus KG", "Telefonnummer": "0211 12345", "Stadt": "Düsseldorf"},
            {"Land/Region": "Deutschland", "Straße und Hausnummer": "Königsallee 7", "Postleitzahl": "40212"},
            {"Domain-Name des Unternehmens": "www.kraus.example"},
        ],
        OF_A_COMPANY,
    ),
    "Salesforce": (
        ",",
        "iso-8859-1",
        [
            {"Account ID": "0015g", "Account Name": "Möbel Kraus KG", "Billing Street": "Königsallee 7"},
            {"Billing City": "Düsseldorf", "Billing Zip/Postal Code": "40212", "Billing Country": "Deutschland"},
            {"Phone": "0211 12345", "Fax": "0211 9", "Website": "www.kraus.example"},
        ],
        OF_A_COMPANY | {"number": "0015g", "note": "Fax: 0211 9"},
    ),
    "Salesforce, German": (
        ";",
        "cp1252",
        [
            {"Accountname": "Möbel Kraus KG", "Rechnungsanschrift (Straße)": "Königsallee 7"},
            {"Rechnungsanschrift (Ort)": "Düsseldorf", "Rechnungsanschrift (PLZ)": "40212"},
            {"Rechnungsanschrift (Land)": "Deutschland", "Telefon": "0211 12345", "Website": "www.kraus.example"},
        ],
        OF_A_COMPANY,
    ),
    "Pipedrive": (
        ",",
        "utf-8",
        [
            {"Person - Name": "Tom Kraus", "Person - Organization": "Möbel Kraus KG", "Person - ID": "77"},
            {"Person - Phone - Work": "0211 12345", "Person - Telefon - Mobil": "0170 1234567"},
            {"Organization - Address": WHOLE},
        ],
        {key: KRAUS[key] for key in KRAUS if key not in ("emails", "website", "role")}
        | {"number": None, "note": "Person - ID: 77"},
    ),
    "DATEV": (
        ";",
        "cp1252",
        [
            {"Konto": "10000", "Name (Adressattyp Unternehmen)": "Möbel Kraus KG", "Straße": "Königsallee 7"},
            {"Name (Adressattyp natürl. Person)": "", "Postleitzahl": "40212", "Ort": "Düsseldorf"},
            {"Land": "Deutschland", "Telefon": "0211 12345", "Internet": "www.kraus.example"},
        ],
        OF_A_COMPANY | {"number": "10000"},
    ),
}


@pytest.mark.parametrize("title", ["", "EXTF;700;16;Debitoren/Kreditoren\r\n\r\n", "Kundenliste, Stand: heute\r\n"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_what_other_programs_export_is_understood_also_below_a_title(tmp_path: Path, program: str, title: str) -> None:
    delimiter, charset, columns, expected = PROGRAMS[program]
    row = {heading: cell for some in columns for heading, cell in some.items()}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, row, delimiter=delimiter)
    writer.writeheader()
    writer.writerow(row)
    path = tmp_path / "export.csv"
    path.write_bytes((title + text.getvalue()).encode(charset))
    (record,) = read_customers(path).records
    assert {field: getattr(record, field) for field in expected} == expected


def test_an_unknown_heading_becomes_no_field_by_what_stands_around_it(tmp_path: Path) -> None:
    unknown = "Customer value,Company number,Person - ID,Business Fax,Home Street,E-mail Type,Kundentyp,IP address"
    path = tmp_path / "k.csv"
    path.write_text(f"Company,{unknown}\nKraus,{','.join('12345678')}\n", "utf-8")
    (record,) = read_customers(path).records
    assert record.note.split("\n") == [f"{heading}: {at}" for at, heading in enumerate(unknown.split(","), 1)]


def test_whoever_is_named_twice_is_in_the_note_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("Firma;Vorname;Nachname;Ansprechpartner\nKraus;Tom;Kraus;Eva Vogt\n", "utf-8")
    (record,) = read_customers(path).records
    assert (record.last_name, record.note) == ("Kraus", "person: Eva Vogt")


def test_letters_of_an_old_mac_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes("Firma;Ort\rBäckerei Höfner;Würzburg\r".encode("mac-roman"))
    (record,) = read_customers(path).records
    assert (record.company, record.city) == ("Bäckerei Höfner", "Würzburg")
