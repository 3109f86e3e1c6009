from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.screens.questions.confirm import ConfirmQuestion
from desk.words import Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    for _each in range(30):
        made.desk.inquiry(about="one of many")
    yield made
    made.desk.close()


async def test_a_range_reaches_to_the_end_and_over_pages(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        marks = here.inbox.listing.marks
        await here.type("v", "G", "v")
        assert len(marks) == len(here.inbox.listing.numbers)
        await here.type("escape", "g", "j", "v", "pagedown", "pagedown", "v")
        assert len(marks) == here.inbox.listing.cursor
        await here.type("escape", "end", "v", "home", "v")
        assert len(marks) == len(here.inbox.listing.numbers)
        await here.type("escape", "g", "v", "j", "j", "i", *"all three", "f2")
        await here.until_said("3 inquiries noted")
        assert len(marks) == 0, "a range that was begun is taken up to the cursor"


async def test_ten_and_more_are_asked_about_and_the_key_that_led_there_never_confirms(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        before = len(day.desk.sql("SELECT 1 FROM act"))
        await here.type("*", "a")
        assert isinstance(here.screen, ConfirmQuestion)
        assert "This changes 34 inquiries at once." in here.text
        await here.type("a", "enter", "y", "escape")
        assert len(day.desk.sql("SELECT 1 FROM act")) == before
        await here.type("i", *"to all", "f2")
        assert isinstance(here.screen, ConfirmQuestion)
        await here.type("f2", "f2")
        assert isinstance(here.screen, ConfirmQuestion), "F2 led here, so it confirms nothing"
        assert len(day.desk.sql("SELECT 1 FROM act")) == before
        await here.type("enter")
        await here.until_said("34 inquiries noted")
        assert len(day.desk.sql("SELECT 1 FROM act")) == before + 1, "one act, one undo"
        await here.type("u")
        await here.until_said("taken back")


async def test_forwarding_ten_and_more_is_asked_about_too_and_enter_that_sent_it_does_not_confirm(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        before = len(day.desk.sql("SELECT 1 FROM act"))
        await here.type("*", "f", *"mi", "enter")
        await here.until(lambda: isinstance(here.screen, ConfirmQuestion))
        assert "This changes 34 inquiries at once." in here.text
        await here.type("enter", "enter")
        assert isinstance(here.screen, ConfirmQuestion)
        assert len(day.desk.sql("SELECT 1 FROM act")) == before
        await here.type("f2")
        await here.until_said("34 inquiries offered")
        assert len(day.desk.sql("SELECT 1 FROM act")) == before + 1
        assert day.desk.sql("SELECT count(*) FROM offer WHERE state = 'open'") == [(34,)]


async def test_the_last_verb_is_done_again_with_the_same_answer(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        for keys, act in (("p 1", "priority"), ("i h i f2", "note"), ("x ctrl+u n e w f2", "edit"), ("e 1", "close")):
            await here.type("g", "j", *keys.split())
            await here.until(lambda act=act: len(day.desk.sql("SELECT 1 FROM act WHERE name = ?", (act,))))
            before = len(day.desk.sql("SELECT 1 FROM act WHERE name = ?", (act,)))
            await here.until(lambda: here.inbox._filling is None)
            await here.type("G", ".")
            await here.until(
                lambda act=act, before=before: (
                    len(day.desk.sql("SELECT 1 FROM act WHERE name = ?", (act,))) == before + 1
                )
            )


async def test_marked_callbacks_take_a_verb_together_with_one_undo(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until(lambda: len(here.screen.list.rows) == 2)
        await here.type("*", "-")
        await here.until_said("2 callbacks")
        assert [day.desk.acts_of(each, Thing.CALLBACK)[-1] for each in (1, 2)] == ["callback_result"] * 2
        assert len(here.screen.list.marks) == 0
        await here.type("u")
        await here.until_said("taken back")
        await here.type("space", "space", "t", "3")
        await here.until_said("2 callbacks moved")
        await here.type("v", "G", "v", "e", "4")
        await here.until_said("2 callbacks")
        await here.type("u")
        await here.until_said("taken back")
