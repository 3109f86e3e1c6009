"""Workbooks and visiting cards, told apart from tables by what is in them, read in a process that may die of them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

import pytest

from desk.intake import csvfile, vcards
from desk.intake.customerfiles import read_customers
from desk.intake.records import CustomerFile, CustomerRecord
from desk.words import Refused

_NAMES = "http://schemas.openxmlformats.org"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_NAMES}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_NAMES}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_NAMES}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
}


def workbook(path: Path, sheets: dict[str, str], merged: str = "", hidden: tuple[str, ...] = ()) -> Path:
    """Write a workbook whose sheets hold the given rows of XML; `merged` names cells of the first that are one."""
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_NAMES}/officeDocument/2006/relationships/worksheet" Target="{at}.xml"/>'
        for at in range(len(sheets))
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at + 1}" {"state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}'
        f' r:id="r{at}"/>'
        for at, name in enumerate(sheets)
    )
    one = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_NAMES}/package/2006/relationships">{relations}</Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_NAMES}/spreadsheetml/2006/main" '
            f'xmlns:r="{_NAMES}/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>',
        )
        for at, rows in enumerate(sheets.values()):
            text = f'<worksheet xmlns="{_NAMES}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
            text += ("" if at else one) + "</worksheet>"
            book.writestr(f"xl/{at}.xml", text)
    return path


def cells(line: int, *values: str | int) -> str:
    """Give one row of a sheet."""
    return f'<row r="{line}">' + "".join(_cell(chr(65 + at), line, each) for at, each in enumerate(values)) + "</row>"


def _cell(column: str, line: int, value: str | int) -> str:
    where = f'r="{column}{line}"'
    if isinstance(value, int):
        return f"<c {where}><v>{value}</v></c>"
    return f'<c {where} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def cards(path: Path, *texts: str) -> Path:
    path.write_text("".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{text}\r\nEND:VCARD\r\n" for text in texts), "utf-8")
    return path


def refused(path: Path, sheet: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        read_customers(path, sheet)
    assert caught.value.facts["path"] == str(path)
    return caught.value


HEADINGS = cells(3, "Kundennummer", "Firma", "PLZ", "Telefon", "Position")
KRAUS = cells(5, 4711, "Möbel Kraus KG", "04103", "0341 123456", "Einkauf")


def test_a_workbook_is_read_as_people_see_it_with_its_own_lines(tmp_path: Path) -> None:
    path = workbook(tmp_path / "kunden.xlsx", {"Leer": "", "Kunden": HEADINGS + KRAUS})
    assert read_customers(path) == CustomerFile(
        (
            CustomerRecord(
                line=5,
                number="4711",
                company="Möbel Kraus KG",
                postcode="04103",
                phones=("0341 123456",),
                role="Einkauf",
            ),
        ),
        (),
        1,
        sheet="Kunden",
    )


def test_a_sheet_may_be_named_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "k.xlsx", {"A": cells(1, "Firma") + cells(2, "One"), "B": cells(1, "Firma") + KRAUS})
    assert [each.company for each in read_customers(path, "A").records] == ["One"]
    wrong = refused(path, "C")
    assert (wrong.reason, wrong.facts["known"]) == ("sheet_unknown", "A, B")
    table = tmp_path / "k.csv"
    table.write_text("Firma\nOne\n", "utf-8")
    assert refused(table, "A").reason == "sheet_of_no_workbook"


def test_the_first_shown_sheet_with_customers_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets = {
        "Alt": cells(1, "Firma") + cells(2, "Former"),
        "Deckblatt": cells(1, "Kundenliste"),
        "Leer": "",
        "Kunden": cells(2, "Stand: heute") + cells(4, "Firma", "Ort") + cells(5, "Kraus", "Köln"),
        "Mehr": cells(1, "Firma") + cells(2, "Other"),
    }
    file = read_customers(workbook(tmp_path / "k.xlsx", sheets, hidden=("Alt",)))
    assert [(each.line, each.company) for each in file.records] == [(5, "Kraus")]
    assert (file.sheet, file.other_sheets) == ("Kunden", ("Alt", "Deckblatt", "Mehr"))
    assert read_customers(tmp_path / "k.xlsx", "Alt").records[0].company == "Former"


def test_a_cell_over_several_rows_is_said_in_each_and_makes_no_row_of_an_empty_one(tmp_path: Path) -> None:
    rows = [
        cells(1, "Firma", "Nachname"),
        cells(2, "Kraus KG", "Eins"),
        cells(3, "", "Zwei"),
        cells(4, "", ""),
        cells(5, "", "Drei"),
    ]
    file = read_customers(workbook(tmp_path / "k.xlsx", {"A": "".join(rows)}, merged="A2:A4"))
    assert [(each.company, each.last_name) for each in file.records] == [
        ("Kraus KG", "Eins"),
        ("Kraus KG", "Zwei"),
        ("", "Drei"),
    ]


def test_a_file_that_goes_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "k.xlsx", {"A": cells(1, "Firma") + cells(2, "Kraus")})
    (tmp_path / "k.csv").write_text("Firma\nKraus\n", "utf-8")
    opened = csvfile.opened

    def gone(name: str, shown: str) -> IO[bytes]:
        file = opened(name, shown)
        Path(name).unlink()
        return file

    monkeypatch.setattr(csvfile, "opened", gone)
    for each in (path, tmp_path / "k.csv"):
        assert [record.company for record in read_customers(each).records] == ["Kraus"]
        assert not each.exists()


def test_a_formula_gives_the_value_it_had_when_it_was_saved(tmp_path: Path) -> None:
    formula = '<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x")</f><v>Kraus</v></c></row>'
    path = workbook(tmp_path / "k.xlsx", {"A": cells(1, "Firma") + formula})
    assert [each.company for each in read_customers(path).records] == ["Kraus"]


def test_what_is_no_workbook_whatever_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("a.txt", "a")
    assert refused(path).reason == "file_damaged"
    path.write_bytes(b"PK\x03\x04" + bytes(1000))
    assert refused(path).reason == "file_damaged"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    assert refused(path).reason == "file_damaged"
    assert refused(workbook(path, {"A": ""})).reason == "file_empty"


def test_a_card_of_each_version_is_a_customer(tmp_path: Path) -> None:
    path = tmp_path / "k.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gro=C3=9F;J=C3=B6rg;;Dr.;\r\n"
        b"ORG:Kraus KG;Einkauf\r\nTEL;WORK;VOICE:0211 123456\r\nADR;WORK:;;Ring 5;Bonn;;53111;Germany\r\n"
        b"PHOTO;ENCODING=BASE64:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n\r\n"
        b"begin:vcard\nversion:4.0\nFN:Anna Abel\nTEL;VALUE=uri:tel:+49-211-5\nitem1.EMAIL:anna@kraus.ex\n ample\n"
        b"NOTE:first\\nsecond\\, third\nend:vcard\n"
    )
    groß, abel = read_customers(path).records
    assert (groß.line, groß.company, groß.first_name, groß.last_name) == (1, "Kraus KG", "Dr. Jörg", "Groß")
    assert (groß.role, groß.phones, groß.street, groß.country) == ("Einkauf", ("0211 123456",), "Ring 5", "Germany")
    assert (abel.line, abel.first_name, abel.last_name) == (12, "Anna", "Abel")
    assert (abel.phones, abel.emails, abel.note) == (("+49-211-5",), ("anna@kraus.example",), "first\nsecond, third")


@pytest.mark.parametrize(("charset", "end"), [("utf-8", "\r\n"), ("utf-8", "\r"), ("utf-16", "\n")])
def test_of_a_card_nobody_calls_a_fax_and_nobody_visits_a_home(tmp_path: Path, charset: str, end: str) -> None:
    lines = [
        "BEGIN:VCARD",
        "N:Groß;Jörg",
        "TEL;type=WORK;type=FAX:0211 9",
        'TEL;VALUE=uri;TYPE="voice,fax":tel:+49-211-5;ext=67',
        "ADR;type=HOME:;;Weg 1;Neuss;;41460;",
        "item1.ADR;type=WORK:;;Ring 5;Bonn;;53111;",
        "END:VCARD",
        "BEGIN:VCARD",
        "ORG:Home",
        "ADR;type=HOME:;;Weg 1;Neuss;;41460;",
        "END:VCARD",
    ]
    path = tmp_path / "k.vcf"
    path.write_bytes("".join(line + end for line in lines).encode(charset))
    groß, home = read_customers(path).records
    assert (groß.last_name, groß.phones, groß.note) == ("Groß", ("+49-211-567",), "Fax: 0211 9")
    assert (groß.city, home.city) == ("Bonn", "Neuss")


def test_a_card_that_cant_be_read_is_set_aside_with_its_line_and_the_others_are_not(tmp_path: Path) -> None:
    path = cards(tmp_path / "k.vcf", "ORG:One", "", "ORG:Two")
    path.write_bytes(path.read_bytes() + b"BEGIN:VCARD\r\nORG:Torn")
    file = read_customers(path)
    assert [each.company for each in file.records] == ["One", "Two"]
    assert [(each.where, each.why) for each in file.set_aside] == [
        (f"{path}:5", "card_unreadable"),
        (f"{path}:13", "card_unreadable"),
    ]
    assert file.read == 4


@pytest.mark.parametrize(
    "card",
    [
        b"N" * 300_000,
        b"N;" * 100_000 + b":a",
        b"NOTE:" + b"\r\n a" * 50_000,
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * 20_000,
        b"NOTE;CHARSET=bogus:\xff\xfe\x00",
        b"TEL:" + b"+" * 100_000,
        b"BEGIN:VCARD\r\n" * 5_000,
        "ORG:\u202e\x1b]0;x\x07Kraus".encode(),
        b"PHOTO;ENCODING=b:" + b"A" * 5_000_000,
    ],
    ids=range(9),
)
def test_whatever_a_card_holds_the_next_one_is_read(tmp_path: Path, card: bytes) -> None:
    path = tmp_path / "k.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + card + b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nORG:Next\r\nEND:VCARD\r\n"
    )
    assert read_customers(path).records[-1].company == "Next"


def test_a_file_of_cards_is_known_by_its_first_line() -> None:
    assert vcards.is_cards(b"\xef\xbb\xbf\r\nbegin : vcard\r\n")
    assert not vcards.is_cards(b"company,begin:vcard\r\n")


def test_the_reader_prints_nothing_but_rows(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    read_customers(cards(tmp_path / "k.vcf", "ORG:One"))
    assert capfd.readouterr() == ("", "")
