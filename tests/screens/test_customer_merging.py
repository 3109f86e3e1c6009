"""Two customers become one at the card, by a key, a search and a look at both side by side; and two again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import acts, views
from desk.screens.questions.merge_customers import sides
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    made.desk.customer("Elektro Vogt OHG", phone="0201 5551", city="Essen", note="pays late")
    yield made
    made.desk.close()


async def card_of(here: Sitting, text: str) -> Any:
    await here.type("f3", *text)
    place = here.screen
    await here.until(lambda: place._shown_query == text and place.card.card is not None)
    await here.type("enter")
    return place


def company(day: Morning, number: str) -> Any:
    return day.desk.read(views.customers.card, day.desk.read(views.customers.by_number, number))


async def test_a_customer_becomes_a_part_of_another_after_both_were_seen_and_goes_its_own_way_again(
    day: Morning,
) -> None:
    ((twin,),) = day.desk.sql("SELECT number FROM customer WHERE company = 'Elektro Vogt OHG'")
    async with sitting(day.desk.store) as here:
        place = await card_of(here, twin)
        await here.type("m")
        await here.until_shown("Which customer is the same?")
        await here.until_shown("Elektro Vogt ")
        await here.type("enter")
        await here.until_shown("Which one stays?")
        for text in ("K3 Elektro Vogt", f"{twin} Elektro Vogt OHG", "pays late", f"{twin} becomes a part of it"):
            assert text in here.text
        await here.type("1")
        await here.until_said(f"customers merged: {twin} → K3")
        await here.until(lambda: place.card.card.number == "K3")
        assert f"{twin} Elektro Vogt OHG" in here.text
        assert "pays late" in here.text
        await here.type("b")
        await here.until_said("separated: ")
        await here.until(lambda: place.card.card.merged == ())
        await here.type("b")
        await here.until_said("No other customer is part of this one.")
    assert company(day, twin).remark == "pays late"


async def test_what_is_typed_into_a_customer_that_a_colleague_merges_stays_and_a_sentence_says_where_it_is(
    day: Morning,
) -> None:
    async with sitting(day.desk.store) as here:
        await card_of(here, "vogt ohg")
        await here.type("x", "1", "end", *" and sons", "tab", *"Elektro")
        number = here.app.place.subject
        day.desk.do(acts.customer_merging.merge, number, "K3", rep="mia")
        await here.type("f2")
        await here.until_shown(f"Customer {number} is now part of K3.")
        assert "Elektro Vogt OHG and sons" in here.text
        assert company(day, "K3").sectors == ()
        day.desk.do(acts.undoing.undo, rep="mia")
        await here.type("f2")
        await here.until(lambda: company(day, number).company == "Elektro Vogt OHG and sons")
        assert company(day, number).sectors == ("Elektro",)

        place = await card_of(here, number)  # a poll between merge and undo may have shown the other one
        await here.until(lambda: place.card.card.number == number)
        await here.type("x", "2", *"Eva")
        day.desk.do(acts.customer_merging.merge, number, "K3", rep="mia")
        await here.until_shown(f"Mia made {number} a part of K3, whose card this is.")
        await here.type("f2")
        await here.until_shown(f"Customer {number} is now part of K3: F2 once more adds it there.")
        await here.type("f2")
        await here.until(lambda: [each.name for each in company(day, "K3").contacts] == ["Eva"])
        day.desk.do(acts.customer_merging.unmerge, number, rep="mia")
        await here.until_shown(f"Mia made {number} a customer of its own again; this is the card of K3.")


async def test_a_person_who_is_changed_while_both_customers_knew_them_is_saved_and_found_in_the_other(
    day: Morning,
) -> None:
    parts = acts.customer_parts
    ((twin,),) = day.desk.sql("SELECT number FROM customer WHERE company = 'Elektro Vogt OHG'")
    for number in ("K3", twin):
        day.desk.do(parts.contact_add, number, {"first_name": "Udo", "last_name": "Vogt"})
    async with sitting(day.desk.store) as here:
        await card_of(here, "vogt ohg")
        await here.type("x", "4", "tab", "tab", *"Chef")
        day.desk.do(acts.customer_merging.merge, twin, "K3", rep="mia")
        await here.type("f2")
        await here.until(lambda: ("Chef",) in day.desk.sql("SELECT role FROM contact WHERE customer_id = 3"))
    assert [(each.name, each.role) for each in company(day, "K3").contacts] == [("Udo Vogt", "Chef")]


def test_what_neither_says_is_not_asked_about_and_what_differs_is_side_by_side(day: Morning) -> None:
    one, other = company(day, "K3"), company(day, "K2")
    told = {label: (mine, theirs) for label, mine, theirs in sides(one, other)}
    assert told["Customer"][0].startswith("K3 ")
    assert all(mine or theirs for mine, theirs in told.values())
    assert "Website" not in told
