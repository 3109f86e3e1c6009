"""Two desks, each with its own opening of one store, change one customer, one person, one site at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import acts, views
from desk.screens.customer_form import ChangeForm
from desk.store import Store
from desk.words import Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    made.desk.do(acts.customer_parts.contact_add, "K3", {"first_name": "Udo", "last_name": "Vogt", "role": "buyer"})
    made.desk.do(acts.customer_parts.site_add, "K3", {"street": "Am Ring 1", "city": "Essen"})
    yield made
    made.desk.close()


@pytest.fixture
def other(day: Morning) -> Iterator[Store]:
    store = Store.open(day.desk.path, day.desk.clock)
    yield store
    store.close()


def card(day: Morning) -> Any:
    return day.desk.read(views.customers.card, 3)


async def form(here: Sitting, digit: str) -> None:
    """Open the form of a part of the customer: 1 itself, 4 its person, 5 its site."""
    await here.type("f3", *"K3")
    await here.until(lambda: here.screen.subject == "K3")
    await here.type("enter", "x", digit)
    await here.until(lambda: isinstance(here.screen, ChangeForm))


PARTS = [
    ("1", "company", ("end", *" AG"), ("end", *" OHG"), ("Elektro Vogt", "Elektro Vogt OHG", "Elektro Vogt AG")),
    ("4", "first_name", ("end", *"o"), ("end", *"ine"), ("Udo", "Udoine", "Udoo")),
    ("5", "street", ("tab", "end", *"1"), ("tab", "end", *"2"), ("Am Ring 1", "Am Ring 12", "Am Ring 11")),
]


@pytest.mark.parametrize(("digit", "field", "theirs", "mine", "texts"), PARTS)
async def test_the_second_sees_before_mine_and_theirs_and_only_what_is_chosen_is_written(
    day: Morning, other: Store, digit: str, field: str, theirs: Any, mine: Any, texts: tuple[str, str, str]
) -> None:
    def stands() -> str:
        found = card(day)
        thing = {"1": found, "4": found.contacts[0], "5": found.sites[0]}[digit]
        return str(getattr(thing, field))

    before, own, their = texts
    async with sitting(day.desk.store, "anna") as anna, sitting(other, "mia") as mia:
        await form(anna, digit)
        await form(mia, digit)
        await mia.type(*theirs, "f2")
        await mia.until(lambda: stands() == their)
        await anna.type(*mine, "f2")
        await anna.until_shown("What is to stay?")
        assert all(text in anna.text for text in (before, own, their))
        assert stands() == their
        await anna.type("escape")
        assert own in anna.text
        assert stands() == their
        await anna.type("f2")
        await anna.until_shown("What is to stay?")
        await anna.type("1", "f2")
        await anna.until(lambda: stands() == own)
    entries = day.desk.acts_of(3, Thing.CUSTOMER)
    assert len(entries) == 5
    assert len(set(entries[-2:])) == 1


async def test_what_does_not_collide_is_merged_without_a_question_in_both_directions(
    day: Morning, other: Store
) -> None:
    async with sitting(day.desk.store, "anna") as anna, sitting(other, "mia") as mia:
        await form(anna, "1")
        await form(mia, "1")
        await mia.type("tab", *"Handel", "f2")
        await mia.until(lambda: card(day).sectors == ("Handel",))
        await anna.type("end", *" AG", "f2")
        await anna.until(lambda: card(day).company == "Elektro Vogt AG")
        await anna.until(lambda: not isinstance(anna.screen, ChangeForm))
        assert card(day).sectors == ("Handel",)
