"""From 180 columns the customer stands beside list and pane."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import acts
from desk.widgets.customer_card import CardView
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def of(number: str | None, here: object) -> bool:
    cards = list(here.screen.query(CardView))  # type: ignore[attr-defined]
    return bool(cards) and (cards[0].card.number if cards[0].card is not None else None) == number


async def test_the_customer_follows_the_cursor_and_makes_room_on_a_narrower_screen(day: Morning) -> None:
    day.desk.inquiry(sender="Somebody", about="who am I")
    async with sitting(day.desk.store, size=(180, 50)) as here:
        rows = [here.inbox.listing.numbers[at] for at in range(len(here.inbox.listing.numbers))]
        wanted = here.inbox.listing.current.customer_number
        await here.until(lambda: of(wanted, here))
        await here.type("j")
        await here.until(lambda: of(here.inbox.listing.current.customer_number, here))
        assert len(rows) > 2
        await here.type("end")
        while here.inbox.listing.current.customer_number is not None:
            await here.type("k")
        await here.until_shown("o says whose inquiry it is.")
        await here.type("g")
        await here.until(lambda: of(wanted, here))
        day.desk.do(acts.customers.edit, wanted, {"company": "Kraus Neu AG"}, if_version=None)
        here.inbox.show_customer(here.inbox.listing.current)
        await here.until_shown("Kraus Neu AG · ")
        card = here.screen.query_one(CardView)
        card.focus()
        await here.type("escape")
        assert here.inbox.listing.has_focus
        await here.pilot.resize_terminal(120, 40)
        await here.until(lambda: not card.display)
        await here.pilot.resize_terminal(180, 50)
        await here.until(lambda: card.display)


async def test_a_screen_of_less_columns_makes_no_card(day: Morning) -> None:
    async with sitting(day.desk.store, size=(179, 50)) as here:
        assert not here.screen.query(CardView)
