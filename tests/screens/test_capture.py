from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key

from desk.rows import CustomerHit
from desk.screens.capture import Capture, _found, sure
from desk.screens.inbox import Inbox
from desk.screens.phone_text import looks_like_a_number
from desk.screens.questions.note import NoteQuestion
from desk.widgets.field import Field
from desk.words import Channel, Fit, State
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, golden, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


def made(day: Morning) -> int:
    """Give the number of the newest inquiry."""
    ((number,),) = day.desk.sql("SELECT max(number) FROM inquiry")
    return int(number)


async def saved(here: Sitting, day: Morning, before: int) -> int:
    await here.until(lambda: made(day) > before)
    await here.until(lambda: isinstance(here.screen, Inbox))
    return made(day)


async def test_who_tab_what_f2_takes_an_inquiry_down(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva Blum", "tab", *"spots in May", "f2")
        number = await saved(here, day, day.calm)
        row = day.desk.row(number)
        assert (row.sender, row.about, row.channel, row.state) == ("Eva Blum", "spots in May", Channel.PHONE, State.NEW)
        assert day.desk.acts_of(number) == ["receive"]
        await here.until_said(f"#{number}")


async def test_enter_goes_on_to_what_it_is_about_and_then_saves(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva", "enter", *"spots", "enter")
        number = await saved(here, day, day.calm)
        assert day.desk.row(number).about == "spots"


async def test_what_looks_like_a_number_goes_to_the_number(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"0231 445566", "tab", *"spots", "f2")
        number = await saved(here, day, day.calm)
        assert day.desk.detail(number).sender_phone == "+49231445566"


async def test_a_customer_found_while_typing_is_chosen_with_down_and_enter(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"moeb")
        await here.until_shown("begins with")
        await here.type("down", "enter", *"catalogue", "f2")
        number = await saved(here, day, day.calm)
        assert day.desk.row(number).customer == "Moebel Kraus KG"


async def test_keys_that_follow_each_other_at_once_reach_what_was_just_focused(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"moeb")
        await here.until_shown("begins with")
        for key in ("down", "enter"):
            here.app.post_message(Key(key, None))
        await here.until(lambda: here.screen.query_one("#field-who", Field).value == "Moebel Kraus KG")


async def test_what_follows_tab_at_once_goes_to_the_next_field(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4")
        for key in (*"Huber", "tab", *"40 spots", "tab", *"May"):
            here.app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))
        await here.until(lambda: here.screen.query_one("#field-what", Field).value == "May")
        assert here.screen.query_one("#field-about", Field).value == "40 spots"
        assert here.screen.query_one("#field-who", Field).value == "Huber"


async def test_what_a_scanner_types_after_the_key_that_closes_a_form_runs_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4")
        for key in (*"Huber", "escape", *"aeaeaeae1"):
            here.app.post_message(Key(key, key if len(key) == 1 else None))
        await here.until_said("That came faster than hands type")
        assert here.screen is here.inbox
        assert day.desk.acts_of(day.free)[-1] == "receive"


async def test_a_whole_name_is_taken_without_choosing_and_shown(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"elektro vogt")
        await here.until_shown("Customer      Elektro Vogt · K3")
        assert "found by itself" in here.text
        await here.type("tab", *"catalogue", "f2")
        number = await saved(here, day, day.calm)
        assert day.desk.row(number).customer_number == "K3"


async def test_one_word_of_a_name_takes_nobody(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"vogt")
        await here.until_shown("exact")
        await here.type("tab", *"catalogue", "f2")
        number = await saved(here, day, day.calm)
        assert day.desk.row(number).customer is None


async def test_what_is_open_already_is_shown_and_one_key_attaches(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"0211 123456", "tab", *"asks again")
        await here.until_shown(f"! open already: #{day.free} Media data Q1")
        assert "F6 Attach" in here.text
        await here.type("f6")
        await here.until(lambda: day.desk.acts_of(day.free)[-1] == "attach")
        await here.until(lambda: isinstance(here.screen, Inbox))
        assert made(day) == day.calm


async def test_attaching_keeps_what_was_noticed_of_the_lead_too(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"0211 123456", "tab", *"asks again")
        await here.until_shown(f"! open already: #{day.free} Media data Q1")
        await here.type("tab", *"40 spots", "tab", *"May", "tab", *"1500", "tab", *"Ruhr", "tab", "h", "f6")
        await here.until(lambda: day.desk.acts_of(day.free)[-1] == "attach")
    lead = day.desk.detail(day.free).qualification
    assert (lead.what, lead.wanted_by, lead.budget_cents, lead.area, lead.fit) == (
        "40 spots",
        "May",
        150000,
        "Ruhr",
        Fit.HOT,
    )
    assert day.desk.trail(day.free)[-1].note == "asks again"


async def test_with_several_open_ones_attaching_asks_which(day: Morning) -> None:
    second = day.desk.inquiry(sender="Tom Meier", about="Second", phone="0211 123456")
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"0211 123456", "tab", *"asks again")
        await here.until_shown("and more")
        await here.type("f6")
        await here.until_shown("To which inquiry does it belong?")
        await here.type("2" if "1 #" + str(day.free) in here.text else "1")
        await here.until(lambda: day.desk.acts_of(second)[-1] == "attach")


async def test_nothing_open_says_so_and_keeps_what_was_typed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva", "f6")
        assert "Nothing of theirs is open" in here.text
        assert "Eva" in here.text


async def test_esc_keeps_what_was_typed_for_the_next_time(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva", "tab", *"spots", "f7", "escape")
        assert isinstance(here.screen, Inbox)
        await here.type("f4")
        assert here.screen.query_one("#field-who", Field).value == "Eva"
        assert here.screen.query_one("#field-about", Field).value == "spots"
        await here.type("f2")
        number = await saved(here, day, day.calm)
        assert day.desk.row(number).channel is Channel.EMAIL
        await here.type("f4")
        assert here.screen.query_one("#field-who", Field).value == ""


async def test_what_was_noticed_of_the_lead_is_saved_in_the_same_act(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva", "tab", *"spots", "tab", *"40 spots", "tab", *"May", "tab", *"1500,50")
        await here.type("tab", *"Ruhr", "tab", "h", "f2")
        number = await saved(here, day, day.calm)
        lead = day.desk.detail(number).qualification
        assert (lead.what, lead.wanted_by, lead.budget_cents, lead.area) == ("40 spots", "May", 150_050, "Ruhr")
        assert lead.fit is Fit.HOT
        assert len(day.desk.acts_of(number)) == 1


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (("tab", *"spots"), "Who is asking?"),
        (tuple("Eva"), "What is it about?"),
        ((*"Eva", "tab", *"spots", "tab", "tab", "tab", *"1.234"), "1.234"),
        ((*"Eva", "tab", *"spots", "tab", "tab", "tab", "tab", "tab", "x"), "is no fit"),
    ],
)
async def test_what_is_missing_or_unclear_is_said_in_place(day: Morning, keys: tuple[str, ...], sentence: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *keys, "f2")
        assert isinstance(here.screen, Capture)
        assert sentence in here.text
        assert " ! " in here.text
        assert made(day) == day.calm


async def test_pressing_f2_twice_saves_once(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"Eva", "tab", *"spots")
        await here.pilot.press("f2", "f2")
        number = await saved(here, day, day.calm)
        assert number == day.calm + 1


async def test_f4_works_from_within_a_note_and_within_itself(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("i", *"ab", "f4", *"Eva", "tab", *"spots", "f4", *"!")
        assert sum(isinstance(screen, Capture) for screen in here.app.screen_stack) == 1
        await here.type("f2")
        await here.until(lambda: made(day) > day.calm)
        await here.until(lambda: isinstance(here.screen, NoteQuestion))
        assert "ab" in here.text


async def test_the_form_at_80_columns(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f4", *"kraus", "tab", *"catalogue")
        await here.until_shown("exact")
        golden(here.app, "capture_80")


@pytest.mark.parametrize("text", ["0211 123456", "+49 (211) 12-34", "(0211) 1234", "02111"])
def test_numbers_look_like_numbers(text: str) -> None:
    assert looks_like_a_number(text)


@pytest.mark.parametrize("text", ["Anna", "K12", "12", "4711 GmbH", ""])
def test_names_do_not_look_like_numbers(text: str) -> None:
    assert not looks_like_a_number(text)


@pytest.mark.parametrize(
    ("who", "offered"), [("moeb", 1), ("Moebel Kraus", 1), ("Tom Krause", 0), ("Elektro Wagner", 0)]
)
def test_only_who_may_be_meant_is_offered(day: Morning, who: str, offered: int) -> None:
    assert len(day.desk.store.read(lambda r: _found(r, who=who, customer=None))[0]) == offered


def test_two_that_fit_alike_are_not_sure() -> None:
    hits = tuple(CustomerHit(n, f"K{n}", "Vogt", None, None, None, 1.0, "exact") for n in (1, 2))
    assert sure("vogt", hits[:1]) == hits[0]
    assert sure("vogt", hits) is None
    assert sure("", hits) is None
