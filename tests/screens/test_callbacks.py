from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import views
from desk.acts import callbacks as act
from desk.screens.callbacks import Callbacks
from desk.screens.card import CardScreen
from desk.screens.inbox import Inbox
from desk.screens.questions.call import CallQuestion
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import CallbackState, Thing
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, line, sitting

LATER, DUE = 1, 2
"""The callbacks of a morning: 1 is promised to Elektro Vogt for 15:13, 2 to Moebel Kraus was due 10 minutes ago."""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def one(day: Morning, number: int) -> Any:
    return day.desk.read(views.callbacks.one, number)


def trail(day: Morning, number: int) -> list[str]:
    return day.desk.acts_of(number, Thing.CALLBACK)


async def there(here: Sitting) -> Callbacks:
    await here.type("3")
    place = here.screen
    assert isinstance(place, Callbacks)
    await here.until(lambda: place.list.rows)
    await here.pilot.pause()
    return place


def grounds(place: Callbacks, line: int) -> set[object]:
    """Give what lies behind a line of the list."""
    return {segment.style.bgcolor for segment in place.list.render_line(line) if segment.style is not None}


async def test_what_is_due_stands_before_what_is_later_with_its_countdown(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        assert [row.number for row in place.list.rows] == [DUE, LATER]
        assert "Now 1" in line(here.app, 3)
        assert line(here.app, 4).startswith("▌ !-0:10  Moebel Kraus KG")
        assert "4:13  Elektro Vogt " in line(here.app, 6)
        assert "! price list" in line(here.app, 6)


async def test_a_marked_one_has_a_ground_of_its_own_and_how_many_there_are_stands_above(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        assert line(here.app, 2).endswith("Tries")
        plain, cursor = grounds(place, 3), grounds(place, 1)
        await here.type("space")
        assert line(here.app, 2).endswith("1 marked")
        assert grounds(place, 1) not in (plain, cursor)
        assert grounds(place, 3) == cursor
        await here.type("escape")
        assert line(here.app, 2).endswith("Tries")
        assert grounds(place, 1) == plain


async def test_the_one_under_the_cursor_is_told_in_full(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("j")
        assert f"── Elektro Vogt · K3 · #{day.asks} ──" in here.text
        assert "Monday, 23 November 2026, 15:13   promised" in here.text
        assert "☎ 0221 555123" in here.text


async def test_calling_asks_for_the_result_and_both_stand_in_the_trail(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert one(day, DUE).calling_since is not None
        await here.type("1", *"spoke", "f2")
        await here.until(lambda: one(day, DUE).state is CallbackState.DONE)
        assert trail(day, DUE) == ["callback_add", "callback_call", "callback_result"]


async def test_esc_leaves_the_call_waiting_and_the_same_key_asks_again(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        await here.type("tab", *"draft", "escape")
        await here.until(lambda: place.list.current.calling_since is not None)
        assert "waits for its result" in here.text
        await here.type("c")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert "draft" in here.text
        assert trail(day, DUE) == ["callback_add", "callback_call"]


async def test_a_call_without_result_is_asked_about_after_a_restart(day: Morning) -> None:
    day.desk.do(act.call, DUE)
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        assert here.screen.callback.number == DUE
        await here.type("4")
        await here.until(lambda: one(day, DUE).calling_since is None)
        assert one(day, DUE).tried == 1


async def test_not_reached_is_one_key_and_the_next_try_plans_itself(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("-")
        await here.until(lambda: one(day, DUE).tried == 1)
        assert one(day, DUE).from_at == day.desk.now + timedelta(minutes=45)
        await here.until(lambda: "1 of 6" in here.text)
        assert place.list.current.number == LATER
        assert "u takes it back" in here.text
        await here.type("u")
        await here.until(lambda: one(day, DUE).tried == 0)


async def test_moving_takes_a_preset_with_two_keys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("t", "3")
        await here.until_said("to be called Tue 24 Nov 09:00")
        await here.until(lambda: trail(day, DUE)[-1] == "callback_move")
        assert one(day, DUE).from_at.isoformat() == "2026-11-24T08:00:00+00:00"


async def test_a_result_can_be_noted_without_calling(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("e")
        await here.until(lambda: isinstance(here.screen, CallQuestion))
        await here.type("7")
        await here.until(lambda: one(day, DUE).state is CallbackState.DONE)
        assert trail(day, DUE) == ["callback_add", "callback_result"]


async def test_enter_shows_the_inquiry_and_o_the_customer(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("o")
        await here.until(lambda: isinstance(here.screen, CardScreen) and here.screen.card.card is not None)
        assert here.screen.card.card.company == "Moebel Kraus KG"
        await here.type("escape")
        await here.until(lambda: here.screen is place)
        await here.type("j", "enter")
        await here.until(lambda: isinstance(here.screen, Inbox))
        await here.until_shown(f"── #{day.asks} Elektro Vogt")


async def test_a_new_callback_is_planned_for_a_customer_and_a_spoken_time(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("n", *"auto")
        await here.until_shown("Autohaus Sued GmbH")
        await here.type("down", "enter", *"tomorrow 14:30")
        await here.until_shown("= Tuesday, 24 November 2026, 14:30")
        await here.type("tab", *"media", "f2")
        await here.until(lambda: len(place.list.rows) == 3)
        made = place.list.rows[-1]
        assert (made.customer, made.topic) == ("Autohaus Sued GmbH", "media")
        assert trail(day, made.number) == ["callback_add"]


async def test_a_new_callback_says_in_place_what_is_missing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("n", "f2")
        assert "! Whom?" in here.text
        await here.type(*"0231 4455", "f2")
        assert "! When?" in here.text
        await here.type("tab", *"5/12", "f2")
        assert "0231 4455" in here.text
        assert len(day.desk.read(views.callbacks.waiting)) == 2


async def test_of_two_customers_of_one_name_the_one_that_was_chosen_is_called_also_by_a_draft(day: Morning) -> None:
    other = day.desk.customer("Elektro Vogt")
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("n", *"Elektro Vogt")
        await here.until_shown(f"{other} ")
        await here.type("tab", *"in 2h", "f2")
        await here.until_shown("! Whom?")
        rows = here.screen.query_one(CustomerList).rows
        at = next(at for at, hit in enumerate(rows, 1) if hit.number == other)
        here.screen.query_one("#field-who", Field).take_focus()
        await here.type(*["down"] * at, "enter", "escape", "n")
        await here.until(lambda: here.screen.choice == other)
        await here.type("f2")
        await here.until(lambda: len(place.list.rows) == 3)
        assert {row.customer_number for row in place.list.rows} >= {other}


async def test_what_a_colleague_settles_leaves_the_list_and_the_cursor_stays(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        place = await there(here)
        await here.type("j")
        day.desk.do(act.result, DUE, "reached", rep="mia")
        await here.until(lambda: len(place.list.rows) == 1)
        assert place.list.current.number == LATER


async def test_hostile_topics_are_shown_literally(day: Morning) -> None:
    day.desk.do(act.add, phone="0231 4455", at=day.desk.now, topic="[@click=app.quit]x[/red] \x1b]52;c;aGk=\x07")
    async with sitting(day.desk.store) as here:
        await there(here)
        await here.type("G")
        assert "[@click=app.quit]x[/red]" in here.text
        assert "\x1b" not in here.text


async def test_an_empty_list_names_the_key_that_fills_it(day: Morning) -> None:
    for number in (LATER, DUE):
        day.desk.do(act.result, number, "not_interested")
    async with sitting(day.desk.store) as here:
        await here.type("3")
        await here.until_shown("Nobody waits for a call. n plans one.")
        await here.until_shown(" n New  F3 Find  u Undo  ? Help")
        await here.type("c")
        assert "There is no callback here" in here.said
