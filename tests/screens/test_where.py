"""The trace on the screen: two keys from anywhere and what the caller says, then what to read out, and every verb."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from desk import acts, views
from desk.screens.customers import Customers
from desk.screens.inbox import Inbox
from desk.screens.where import Where
from tests.kit.morning import Morning, morning
from tests.kit.screen import line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


WAYS = ("1", "2", "3", "o", "i h i", "f m i", "f4 x", "f1")
"""Places, a card, a note and a question that is being typed into, a form, the help."""


async def test_two_keys_and_the_name_tell_where_it_is_from_anywhere_and_esc_leads_back_to_what_was_typed(
    day: Morning,
) -> None:
    async with sitting(day.desk.store) as here:
        for way in WAYS:
            await here.type(*way.split())
            before, focused = here.screen, here.app.focused
            await here.type("f3", "f3")
            await here.until(lambda: isinstance(here.screen, Where))
            await here.type(*"meier")
            await here.until_shown("Your inquiry of today 10:49 has reached our team.")
            assert "inbox new 0:11" in here.text, way
            await here.type("escape")
            if isinstance(before, ModalScreen):
                await here.type("escape")
                assert here.screen is before, way
                assert here.app.focused is focused, way
            await here.app.go("inbox")
            await here.type("escape")


async def test_what_was_typed_for_a_customer_is_asked_for_and_keys_act_on_what_is_found(day: Morning) -> None:
    desk = day.desk
    async with sitting(desk.store) as here:
        await here.type("f3", *"meier")
        await here.type("f3")
        assert isinstance(here.screen, Customers), "after typing, one press begins anew"
        await here.type("f3")
        screen = here.screen
        assert isinstance(screen, Where)
        await here.until(lambda: screen.listing.current is not None)
        await here.type("enter", "a")
        await here.until(lambda: desk.row(day.free).holder == "anna")
        await here.until_shown("is with Anna Abel since today 11:00")
        assert desk.acts_of(day.free)[-1] == "claim"
        await here.type("enter")
        assert screen.has_class("-open")
        await here.type("escape", "escape", "escape")
        assert isinstance(here.screen, Customers)
        await here.type("escape")
        assert type(here.screen) is Inbox


async def test_what_a_colleague_does_meanwhile_changes_what_is_read_out(day: Morning) -> None:
    desk = day.desk
    async with sitting(desk.store) as here:
        await here.type("f3", "f3", *"meier")
        await here.until_shown("has reached our team")
        desk.do(acts.custody.claim, day.free, rep="mia")
        await here.until_shown("is with Mia Maier since today 11:00")


async def test_nothing_found_and_hostile_questions_are_answered_with_a_sentence(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f3", "f3", *"[/q](%")
        await here.until_shown("We find no inquiry for “[/q](%” yet")
        assert "Ask for another name" in here.text
        await here.type("enter", "down", "escape")
        assert isinstance(here.screen, Customers)


async def test_one_key_keeps_for_the_huddle_that_somebody_wrote_and_nothing_is_found(day: Morning) -> None:
    desk = day.desk
    async with sitting(desk.store) as here:
        await here.type("f3", "f3", "f2")
        await here.until_said("Type first who says to have written.")
        assert line(here.app, 24) == " F4 New inquiry  Esc Back  F1 Help"
        await here.type(*"ida wolf")
        await here.until_shown("We find no inquiry for “ida wolf” yet")
        await here.type("f2")
        await here.until_shown("Your inquiry of today 11:00 has reached our team.")
        [row] = desk.read(views.trace.unfound)
        assert (row.sender, row.channel, row.holder) == ("ida wolf", "phone", None)
        assert desk.acts_of(row.number) == ["unfound"]
        await here.type("f2")
        await here.until_said(f"This is found: #{row.number} is open.")
        assert len(desk.read(views.trace.unfound)) == 1
