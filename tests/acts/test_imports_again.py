"""Taking in a customer file again: rows without a number, what is known already, and taking it all back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import acts, views
from desk.acts.imports import batches
from desk.intake.records import CustomerRecord
from desk.words import Refused
from tests.acts.customer_file import KRAUS, card, counted, row, sound, take
from tests.kit.builders import Desk, team

PROOF = os.environ.get("DESK_PROOF") == "1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with team(tmp_path) as desk:
        yield desk


def test_importing_again_adds_nothing(desk: Desk) -> None:
    rows = (KRAUS, row(company="Ohne Nummer", phones=("0211 047188",)), row(last_name="Meier", city="Bonn"))
    take(desk, *rows)
    before = desk.everything()
    done = desk.do(acts.imports.customers, rows, rep="mia")
    assert counted(done.value) == (0, 0, 3, 0)
    assert done.act_id is None
    assert desk.everything() == before


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


@settings(max_examples=200 if PROOF else 12, suppress_health_check=list(HealthCheck))
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
