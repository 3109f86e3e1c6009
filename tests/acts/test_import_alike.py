"""Probable duplicates of a customer file, within it and against the store: told, never merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.acts.imports import Double
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
