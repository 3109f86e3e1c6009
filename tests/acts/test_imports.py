"""Customer files: numbers decide who is who, nothing a row says is lost, and the same file adds nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import acts, views
from desk.acts import import_reading
from desk.acts.import_reading import Ahead, read
from desk.words import Act, Thing
from tests.acts.customer_file import KRAUS, card, counted, row, sound, take
from tests.kit.builders import Desk, team


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as desk:
        yield desk


def test_a_row_becomes_a_customer_with_everything_it_says(desk: Desk) -> None:
    assert counted(take(desk, KRAUS)) == (1, 0, 0, 0)
    kraus = card(desk, "4711")
    assert (kraus.company, kraus.grade, kraus.care_model) == ("Möbel Kraus KG", "A", "two_faces")
    assert (kraus.inside, kraus.field, kraus.sectors, kraus.website) == ("mia", "joerg", ("Möbel",), "kraus.example")
    (person,) = kraus.contacts
    assert (person.first_name, person.last_name) == ("Petra", "Kraus")
    assert (person.phones, person.emails) == (("+492214710101",), ("info@kraus.example",))
    (site,) = kraus.sites
    assert (site.street, site.postcode, site.city) == ("Ring 1", "50667", "Köln")
    assert desk.acts_of(kraus.id, Thing.CUSTOMER) == [Act.CUSTOMER_IMPORT]
    assert sound(desk)


def test_a_batch_is_one_act_with_an_entry_for_each_customer(desk: Desk) -> None:
    done = desk.do(acts.imports.customers, [row(number=str(n), company=f"Firm {n}") for n in range(1, 6)], rep="mia")
    assert desk.sql("SELECT count(*) FROM trail WHERE act_id = ?", (done.act_id,)) == [(5,)]
    assert desk.sql("SELECT name FROM act WHERE id = ?", (done.act_id,)) == [("customer_import",)]
    assert {touched.thing for touched in done.touched} == {Thing.CUSTOMER}


def test_an_imported_customer_is_found_by_its_words_and_numbers(desk: Desk) -> None:
    take(desk, KRAUS)
    for asked in ("moebel kraus", "petra", "köln", "4711", "info@kraus", "0221 4710101"):
        assert [hit.number for hit in desk.read(views.customers.find, asked)] == ["4711"], asked


def test_equal_numbers_are_one_customer_and_its_rows_are_its_contacts(desk: Desk) -> None:
    second = row(number="4711", company="Möbel Kraus KG", first_name="Uwe", last_name="Berg", phones=("0221 4710102",))
    assert counted(take(desk, KRAUS, second)) == (1, 1, 0, 0)
    kraus = card(desk, "4711")
    assert [contact.last_name for contact in kraus.contacts] == ["Kraus", "Berg"]
    assert kraus.contacts[1].phones == ("+492214710102",)


def test_different_numbers_are_different_customers_whatever_else_is_alike(desk: Desk) -> None:
    twin = row(**{name: getattr(KRAUS, name) for name in KRAUS.__dataclass_fields__} | {"number": "4712"})
    assert counted(take(desk, KRAUS, twin)) == (2, 0, 0, 0)
    assert desk.sql("SELECT count(*) FROM customer") == [(2,)]


def test_a_known_customer_gets_what_the_file_says_new_and_keeps_the_rest(desk: Desk) -> None:
    take(desk, KRAUS)
    news = row(number="4711", company="Möbel Kraus GmbH", grade="B", phones=("0221 4710109",), city="Bonn")
    assert counted(take(desk, news)) == (0, 1, 0, 0)
    kraus = card(desk, "4711")
    assert (kraus.company, kraus.grade, kraus.website) == ("Möbel Kraus GmbH", "B", "kraus.example")
    assert [site.city for site in kraus.sites] == ["Köln", "Bonn"]
    assert [phone for phones in (kraus.phones, kraus.contacts[0].phones) for phone in phones] == [
        "+492214710109",
        "+492214710101",
    ]
    assert [hit.number for hit in desk.read(views.customers.find, "Bonn")] == ["4711"]
    assert sound(desk)


def test_an_address_that_says_more_of_the_same_place_fills_it_in(desk: Desk) -> None:
    take(desk, row(number="1", company="Firm", city="Köln"))
    assert counted(take(desk, row(number="1", company="Firm", city="KÖLN", street="Ring 1"))) == (0, 1, 0, 0)
    (site,) = card(desk, "1").sites
    assert (site.street, site.city) == ("Ring 1", "Köln")


def test_where_rows_of_one_number_differ_the_first_one_holds_and_the_rest_is_noted(desk: Desk) -> None:
    rows = (
        row(number="1", company="Müller GmbH", website="a.example"),
        row(number="1", company="Müller Filiale", website="b.example"),
    )
    take(desk, *rows)
    mueller = card(desk, "1")
    assert (mueller.company, mueller.website) == ("Müller GmbH", "a.example")
    assert mueller.remark == "company: Müller Filiale\nwebsite: b.example"
    assert counted(take(desk, *rows)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("field", "written", "line"),
    [
        ("grade", "D", "grade: D"),
        ("care_model", "drei Gesichter", "care_model: drei Gesichter"),
        ("inside", "Kevin", "inside: Kevin"),
        ("field", "Chantal", "field: Chantal"),
        ("phones", ("siehe Website",), "phone: siehe Website"),
        ("emails", ("an @ wen",), "email: an @ wen"),
    ],
)
def test_a_value_that_the_desk_does_not_know_is_kept_as_a_note_and_told(
    desk: Desk, field: str, written: Any, line: str
) -> None:
    taken = take(desk, row(number="1", company="Firm", line=7, note="Erste Zeile", **{field: written}))
    assert counted(taken) == (1, 0, 0, 0)
    assert card(desk, "1").remark == f"Erste Zeile\n{line}"
    (noted,) = taken.kept_as_note
    assert (noted.line, f"{noted.field}: {noted.value}") == (7, line)
    assert counted(take(desk, row(number="1", company="Firm", **{field: written}))) == (0, 0, 1, 0)


def test_a_third_sector_becomes_a_note(desk: Desk) -> None:
    take(desk, row(number="1", company="Firm", sector=("Möbel", "Küchen", "Betten")))
    firm = card(desk, "1")
    assert (sorted(firm.sectors), firm.remark) == (["Küchen", "Möbel"], "sector: Betten")


def test_reps_are_known_by_handle_or_name_but_not_when_two_are_meant(desk: Desk) -> None:
    desk.do(acts.team.add, "Anna Berg", "inside")
    for number, inside in enumerate(("anna2", "Anna Abel", "abel", "ANNA")):
        take(desk, row(number=str(number), company="Firm", inside=inside))
    assert [card(desk, str(number)).inside for number in range(4)] == ["anna2", "anna", "anna", "anna"]
    take(desk, row(number="9", company="Firm", inside="Maier, Mia"))
    assert card(desk, "9").inside is None


def test_a_row_read_before_its_act_is_read_anew_when_the_team_has_changed_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead, found = Ahead(), []
    monkeypatch.setattr(import_reading, "read", lambda *given: found.append(given[0].number) or read(*given))
    rows = [row(line=at, number=str(at), company="Firm", inside="Neu Nina") for at in range(4)]
    for at, each in enumerate(rows):
        ahead.look([each])
        if at == 2:
            desk.do(acts.team.add, "Neu Nina", "inside")
        desk.do(acts.imports.customers, [each], None, ahead)
    assert [card(desk, each.number or "").inside for each in rows] == [None, None, "neu", "neu"]
    assert found == ["0", "1", "2", "2", "3"]


def test_a_row_with_neither_company_nor_person_is_set_aside_with_its_line(desk: Desk) -> None:
    taken = take(desk, row(line=12, phones=("0211 047188",)))
    assert counted(taken) == (0, 0, 0, 1)
    assert (taken.set_aside[0].where, taken.set_aside[0].why) == (":12", "no_company_or_person")


def test_a_person_alone_is_a_customer_until_the_file_names_the_company(desk: Desk) -> None:
    take(desk, row(number="1", first_name="Tom", last_name="Meier"))
    assert card(desk, "1").company == "Tom Meier"
    take(desk, row(number="1", company="Meier KG", first_name="Tom", last_name="Meier"))
    assert card(desk, "1").company == "Meier KG"


@pytest.mark.parametrize(
    ("values", "phones", "postcode"),
    [
        ({"phones": ("2214711",), "postcode": "50667"}, ("+492214711",), "50667"),
        ({"phones": ("49221471100",), "postcode": "4103", "country": "Deutschland"}, ("+49221471100",), "04103"),
        ({"phones": ("+49 341 1",), "postcode": "4103"}, ("+493411",), "04103"),
        ({"phones": ("4,92214711E+11",), "postcode": "1010", "country": "AT"}, (), "1010"),
        ({"phones": ("0341 1",), "postcode": "1010"}, ("+493411",), "1010"),
    ],
)
def test_what_a_spreadsheet_took_for_numbers_is_what_it_was(
    desk: Desk, values: dict[str, Any], phones: tuple[str, ...], postcode: str
) -> None:
    take(desk, row(number="1", company="Firm", **values))
    found = card(desk, "1")
    assert (found.phones, found.sites[0].postcode) == (phones, postcode)
    assert ("E+11" in (found.remark or "")) is (not phones)
    assert counted(take(desk, row(number="1", company="Firm", **values))) == (0, 0, 1, 0)


def test_a_number_is_dialled_in_the_country_of_its_row(desk: Desk) -> None:
    rows = [row(number=name, company=name, country=name, phones=("01 234567",)) for name in ("Österreich", "AT")]
    take(desk, *rows)
    assert [card(desk, name).phones for name in ("Österreich", "AT")] == [("+431234567",)] * 2


def test_without_a_rep_a_file_is_refused(desk: Desk) -> None:
    assert desk.refused(acts.imports.customers, [KRAUS], rep=None).reason == "no_rep"
