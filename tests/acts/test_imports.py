"""Customer files: numbers decide who is who, nothing a row says is lost, and the same file adds nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import acts, views
from desk.acts.imports import ImportedCustomers, batches
from desk.intake.records import CustomerRecord
from desk.keeping.check import check
from desk.rows import CustomerCard
from desk.words import Act, Refused, Thing
from tests.kit.builders import Desk, team


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as desk:
        yield desk


def row(**values: Any) -> CustomerRecord:
    return CustomerRecord(**({"line": 2} | values))


def take(desk: Desk, *records: CustomerRecord, rep: str = "mia") -> ImportedCustomers:
    found: ImportedCustomers = desk.do(acts.imports.customers, records, rep=rep).value
    return found


def counted(imported: ImportedCustomers) -> tuple[int, int, int, int]:
    return imported.added, imported.updated, imported.repeated, len(imported.set_aside)


def card(desk: Desk, number: str) -> CustomerCard:
    ((key,),) = desk.sql("SELECT id FROM customer WHERE number = ?", (number,))
    found: CustomerCard = desk.read(views.customers.card, key)
    return found


def sound(desk: Desk) -> bool:
    return not check(desk.path).total


KRAUS = row(
    number="4711",
    company="Möbel Kraus KG",
    first_name="Petra",
    last_name="Kraus",
    street="Ring 1",
    postcode="50667",
    city="Köln",
    phones=("0221 4710101",),
    emails=("info@kraus.example",),
    website="kraus.example",
    grade="A",
    sector=("Möbel",),
    care_model="two faces",
    inside="Mia",
    field="joerg",
    note="Bucht im Herbst.",
)


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


def test_importing_again_adds_nothing(desk: Desk) -> None:
    rows = (KRAUS, row(company="Ohne Nummer", phones=("0211 047188",)), row(last_name="Meier", city="Bonn"))
    take(desk, *rows)
    before = desk.everything()
    done = desk.do(acts.imports.customers, rows, rep="mia")
    assert counted(done.value) == (0, 0, 3, 0)
    assert done.act_id is None
    assert desk.everything() == before


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
    ("more", "same"),
    [
        ({"phones": ("0211/04 71 88",)}, True),
        ({"emails": ("a@wolff.example",)}, True),
        ({"first_name": "Renate", "last_name": "WOLFF", "city": "düsseldorf"}, True),
        ({}, True),
        ({"first_name": "Renate", "last_name": "Wolff"}, True),
        ({"city": "Köln"}, False),
        ({"first_name": "Uwe", "last_name": "Wolff", "city": "Düsseldorf"}, False),
        ({"phones": ("0211 047189",)}, False),
        ({"website": "wolff.example"}, False),
    ],
)
def test_a_row_without_a_number_is_known_by_company_and_phone_address_or_person(
    desk: Desk, more: dict[str, Any], same: bool
) -> None:
    first = {"first_name": "Renate", "last_name": "Wolff", "city": "Düsseldorf"}
    take(desk, row(company="Druckerei Wolff", phones=("0211 047188",), emails=("a@wolff.example",), **first))
    found = take(desk, row(company="Druckerei Wolff", **more))
    assert counted(found) == ((0, 0, 1, 0) if same else (1, 0, 0, 0))


def test_a_row_without_a_number_adds_but_never_replaces(desk: Desk) -> None:
    take(desk, row(company="Firm", phones=("0211 047188",), website="a.example", grade="A"))
    more = row(company="Firm", phones=("0211 047188", "0211 047199"), website="b.example", country="DE")
    assert counted(take(desk, more)) == (0, 1, 0, 0)
    firm = card(desk, "K1")
    assert (firm.website, firm.remark) == ("a.example", "website: b.example")
    assert desk.sql("SELECT country FROM customer") == [("DE",)]
    assert len(firm.phones) == 2
    assert counted(take(desk, more)) == (0, 0, 1, 0)


def test_customers_without_a_number_get_the_next_free_ones_of_the_desk(desk: Desk) -> None:
    take(desk, row(number="K2", company="Took it"), row(company="One"), row(company="Two"))
    found = dict(desk.sql("SELECT company, number FROM customer"))
    assert found["Took it"] == "K2"
    assert len({found["One"], found["Two"], "K2"}) == 3
    assert all(number.startswith("K") for number in found.values())


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


def test_a_row_with_neither_company_nor_person_is_set_aside_with_its_line(desk: Desk) -> None:
    taken = take(desk, row(line=12, phones=("0211 047188",)))
    assert counted(taken) == (0, 0, 0, 1)
    assert (taken.set_aside[0].where, taken.set_aside[0].why) == (":12", "no_company_or_person")


def test_a_person_alone_is_a_customer_until_the_file_names_the_company(desk: Desk) -> None:
    take(desk, row(number="1", first_name="Tom", last_name="Meier"))
    assert card(desk, "1").company == "Tom Meier"
    take(desk, row(number="1", company="Meier KG", first_name="Tom", last_name="Meier"))
    assert card(desk, "1").company == "Meier KG"


def test_a_number_is_dialled_in_the_country_of_its_row(desk: Desk) -> None:
    rows = [row(number=name, company=name, country=name, phones=("01 234567",)) for name in ("Österreich", "AT")]
    take(desk, *rows)
    assert [card(desk, name).phones for name in ("Österreich", "AT")] == [("+431234567",)] * 2


def test_without_a_rep_a_file_is_refused(desk: Desk) -> None:
    assert desk.refused(acts.imports.customers, [KRAUS], rep=None).reason == "no_rep"


def test_an_import_can_be_taken_back_and_done_again_with_the_words_it_is_found_by(desk: Desk) -> None:
    desk.customer("Bestand GmbH", number="7")
    before = desk.everything()
    take(desk, KRAUS, row(number="7", company="Bestand GmbH", phones=("0211 047188",), city="Köln"))
    after = desk.everything()
    desk.do(acts.undoing.undo, rep="mia")
    undone = desk.everything()
    parts = ("customer_word", "contact", "site", "phone", "email", "sector")
    for table in parts:
        assert undone[table] == before[table], table
    assert [customer[:12] for customer in undone["customer"]] == [customer[:12] for customer in before["customer"]]
    assert desk.read(views.customers.find, "kraus") == ()
    desk.do(acts.undoing.redo, rep="mia")
    redone = desk.everything()
    assert redone["customer_word"] == after["customer_word"]
    for table in parts[1:]:
        assert [found[:-1] for found in redone[table]] == [found[:-1] for found in after[table]], table
    assert sound(desk)


def test_an_import_is_not_taken_back_once_somebody_has_worked_with_it(desk: Desk) -> None:
    take(desk, KRAUS)
    desk.inquiry(customer="4711")
    with pytest.raises(Refused) as refused:
        desk.do(acts.undoing.undo, rep="mia")
    assert refused.value.reason == "still_in_use"
    assert card(desk, "4711").company == "Möbel Kraus KG"


def test_rows_of_one_number_are_never_parted_by_a_batch() -> None:
    rows = [row(line=line, number=str(line % 4) if line % 3 else None, company="Firm") for line in range(30)]
    found = list(batches(rows, 5))
    assert sorted(each.line for batch in found for each in batch) == list(range(30))
    homes: dict[str, set[int]] = {}
    for place, batch in enumerate(found):
        for each in batch:
            if each.number is not None:
                homes.setdefault(each.number, set()).add(place)
    assert all(len(places) == 1 for places in homes.values())
    assert len(found) > 1


_few = st.sampled_from
_rows = st.builds(
    row,
    number=_few((None, None, "1", "2")),
    company=_few(("Firm", "firm", "Other", "Tom Meier")),
    first_name=_few(("", "Tom")),
    last_name=_few(("", "Meier", "Berg")),
    street=_few(("", "Ring 1")),
    city=_few(("", "Köln", "Bonn")),
    phones=_few(((), ("0211 047188",), ("0211 047199", "nie"))),
    emails=_few(((), ("a@b.example",))),
    website=_few(("", "a.example", "b.example")),
    grade=_few(("", "A", "D")),
    sector=_few(((), ("Möbel", "Küchen"), ("Betten",))),
    note=_few(("", "Eins", "Zwei\nDrei")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_rows, min_size=1, max_size=8))
def test_whatever_a_file_says_every_row_is_counted_and_the_second_time_nothing_changes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[CustomerRecord]
) -> None:
    with team(tmp_path_factory.mktemp("file")) as desk:
        first = take(desk, *rows)
        assert sum(counted(first)) == len(rows)
        before = desk.everything()
        assert counted(take(desk, *rows)) == (0, 0, len(rows), 0)
        assert desk.everything() == before
        assert sound(desk)
