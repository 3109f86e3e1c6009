"""Probable duplicates of a customer file, within it and against the store: told, never merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import acts
from desk.acts.import_names import Names
from desk.acts.imports import Double, ImportedCustomers
from tests.acts.customer_file import KRAUS, card, counted, row, sound, take
from tests.kit.builders import Desk, team


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as desk:
        yield desk


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"company": "Moebel K.", "phones": ("+49 221 4710101",)}, "number"),
        ({"company": "Moebel K.", "emails": ("other@kraus.example",)}, "email"),
        ({"company": "Moebel Kraus KG", "city": "KOELN"}, "name"),
        ({"company": "Möbel Krauss", "city": "Köln-Deutz"}, "name"),
        ({"company": "Kraus Möbel GmbH", "postcode": "50667"}, "name"),
    ],
)
def test_a_new_customer_that_shares_something_with_a_known_one_is_told_and_stays_its_own(
    desk: Desk, values: dict[str, Any], why: str
) -> None:
    take(desk, KRAUS)
    taken = take(desk, row(line=7, number="9", **values))
    assert counted(taken) == (1, 0, 0, 0)
    assert taken.doubles == (Double(7, "9", "4711", why),)
    assert card(desk, "9").company == values["company"]
    assert sound(desk)


def test_two_of_the_same_file_are_told_too_the_later_one_of_the_earlier(desk: Desk) -> None:
    taken = take(
        desk,
        row(line=2, company="One", phones=("0221 47",)),
        row(line=3, company="Two", phones=("0221 47",)),
        row(line=4, company="Three", phones=("0221 48",)),
    )
    assert taken.doubles == (Double(3, "K2", "K1", "number"),)


def test_a_like_name_is_found_within_a_batch_from_batch_to_batch_and_where_a_colleague_wrote_meanwhile(
    desk: Desk,
) -> None:
    names = Names()

    def taken(*rows: tuple[int, str]) -> list[tuple[str, str]]:
        records = [row(line=line, number=f"N{line}", company=company, city="Köln") for line, company in rows]
        found: ImportedCustomers = desk.do(acts.imports.customers, records, names, rep="mia").value
        return [(each.number, each.of) for each in found.doubles]

    assert taken((2, "Bäckerei Höfner"), (3, "Baeckerei Hoefner")) == [("N3", "N2")]
    assert taken((4, "Bäckerei Höffner GmbH"), (5, "Metzgerei Höfner")) == [("N4", "N2")]
    number = desk.do(acts.customers.add, {"company": "Elektro Vogt", "city": "Köln"}).value
    assert taken((6, "Vogt Elektro")) == [("N6", number)]
    desk.do(acts.customers.edit, "N6", {"company": "Sanitär Dorn"}, rep="mia")
    desk.do(acts.customers.edit, number, {"company": "Sanitär Dorn"}, rep="mia")
    assert taken((7, "Elektro Voigt"), (8, "Sanitaer Dorn")) == [("N8", number)]


def test_a_former_name_of_a_merged_customer_leads_to_the_whole_one(desk: Desk) -> None:
    take(desk, row(number="1", company="Elektro Vogt", city="Köln"), row(number="2", company="Licht Dorn", city="Bonn"))
    desk.do(acts.customer_merging.merge, "1", "2", rep="mia")
    taken = take(desk, row(line=4, number="3", company="Electro Vogt", city="Köln"))
    assert [(each.number, each.of) for each in taken.doubles] == [("3", "2")]
    take(desk, row(number="4", company="Lampen Ohm", city="Kiel"))
    desk.do(acts.customer_merging.merge, "2", "4", rep="mia")
    taken = take(desk, row(line=4, number="5", company="Vogt Elektro", city="Bonn"))
    assert [(each.number, each.of) for each in taken.doubles] == [("5", "4")]


def test_a_file_whose_customers_are_all_known_reads_no_name_of_the_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(desk, KRAUS)
    read: list[object] = []
    monkeypatch.setattr(Names, "_follow", lambda _names, _ask: read.append(1))
    desk.read(lambda reader: Names().look(reader, [KRAUS]))
    assert not read
    desk.read(lambda reader: Names().look(reader, [KRAUS, row(number="9", company="New")]))
    assert read


@pytest.mark.parametrize(
    "values",
    [
        {"company": "Moebel Kraus KG", "city": "Essen"},
        {"company": "Vogt", "emails": ("kraus@gmail.com",)},
        {"company": "Vogt", "phones": ("0221 4710102",)},
        {"company": "Vogt", "city": "Koeln"},
    ],
)
def test_what_many_share_makes_no_duplicate(desk: Desk, values: dict[str, Any]) -> None:
    take(desk, KRAUS, row(number="1", company="Other", emails=("other@gmail.com",)))
    assert take(desk, row(number="9", **values)).doubles == ()


def test_taking_in_the_same_file_again_finds_no_duplicates_of_itself(desk: Desk) -> None:
    take(desk, KRAUS)
    assert take(desk, KRAUS).doubles == ()
    taken = take(desk, row(line=5, number="4711", company="Möbel Kraus KG", phones=("0221 99",)))
    assert (taken.doubles, [each.what for each in taken.taken]) == ((), ["updated"])


def test_each_row_says_whose_it_is_and_what_became_of_it(desk: Desk) -> None:
    taken = take(desk, KRAUS, row(line=3, company="New"), KRAUS).taken
    assert [(each.line, each.number, each.what) for each in taken] == [
        (KRAUS.line, "4711", "added"),
        (3, "K1", "added"),
        (KRAUS.line, "4711", "repeated"),
    ]
