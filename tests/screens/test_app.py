from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events

from desk.screens.keyboard import MANY
from desk.themes import NAMES
from desk.words import Channel, StoreRefused
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting

HOSTILE = (
    "[/red]",
    "[URGENT] call",
    "[@click=app.quit]x[/]",
    "$accent [b",
    "\\[",
    "\x1b[2J\x1b]52;c;QQ==\x07boo",
    "a\u202eb\u2066c\x9b31m\x00",
)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_a_burst_of_letters_runs_nothing_and_says_so(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        for letter in "aebrpx"[:MANY]:
            here.app.post_message(events.Key(letter, letter))
        await here.until_said("faster than hands type")
        assert here.screen is here.inbox
        assert day.desk.acts_of(day.late)[-1] == "priority"


async def test_a_scanners_digits_and_its_enter_run_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        for sign in "4006381333931":
            here.app.post_message(events.Key(sign, sign))
        here.app.post_message(events.Key("enter", "\r"))
        await here.until_said("faster than hands type")
        assert here.screen is here.inbox
        assert not here.inbox.has_class("-open")


async def test_a_paste_that_meets_no_field_says_so(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        here.app.post_message(events.Paste("aaaa"))
        await here.until_said("faster than hands type")


async def test_a_held_arrow_or_letter_moves_as_far_as_it_says(day: Morning) -> None:
    for _each in range(40):
        day.desk.inquiry()
    async with sitting(day.desk.store) as here:
        await here.until(lambda: len(here.inbox.listing.numbers) == 44)
        for _each in range(30):
            here.app.post_message(events.Key("j", "j"))
        await here.until(lambda: here.inbox.listing.cursor == 30)


async def test_a_store_that_is_gone_is_said_in_one_sentence_and_the_desk_stays_open(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        os.rename(day.desk.path, day.desk.path + ".away")
        await here.until(lambda: "!! " in here.text)
        await here.type("j")
        assert here.inbox.listing.cursor == 1
        os.rename(day.desk.path + ".away", day.desk.path)


async def test_a_verb_that_fails_by_our_fault_costs_a_sentence_with_a_number(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("canary")

    async with sitting(day.desk.store) as here:
        monkeypatch.setattr(day.desk.store, "write", broken)
        await here.type("j", "a")
        await here.until_said("Something went wrong (error ")
        assert "canary" not in here.text
        monkeypatch.setattr(here.inbox, "to_copy", broken)
        here.inbox.say("")
        await here.type("y")
        await here.until_said("Something went wrong (error ")
        await here.type("j")
        assert here.inbox.listing.cursor == 2


async def test_a_store_that_refuses_to_write_is_said_and_nothing_is_lost(
    day: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: Any, **__: Any) -> None:
        raise StoreRefused("store_locked", path="x", seconds=5)

    async with sitting(day.desk.store) as here:
        monkeypatch.setattr(day.desk.store, "write", locked)
        await here.type("i", *"hello", "f2")
        await here.until(lambda: " ! x has been locked by another program for 5 seconds." in here.text)
        assert here.screen is here.inbox
        assert "kept as a draft" in here.text


async def test_a_long_wait_for_the_store_is_no_mystery(day: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    free = threading.Event()
    write = day.desk.store.write

    def slow(*args: Any, **more: Any) -> Any:
        assert free.wait(10)
        return write(*args, **more)

    async with sitting(day.desk.store) as here:
        monkeypatch.setattr(day.desk.store, "write", slow)
        await here.type("j", "a")
        await here.until_shown("waiting for the store")
        free.set()
        await here.until_said("taken")
        assert "waiting for the store" not in here.text


async def test_acts_are_done_in_the_order_of_their_keys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "a", "u")
        await here.until(lambda: day.desk.acts_of(day.free)[-2:] == ["claim", "undo"])


async def test_hostile_text_is_shown_literally_and_acts_on_nothing(day: Morning) -> None:
    for text in HOSTILE:
        day.desk.inquiry(sender=text + "s", about=text, text=text + "\n" + text, channel=Channel.WEB)
    async with sitting(day.desk.store, size=(120, 40)) as here:
        await here.until(lambda: len(here.inbox.listing.numbers) == 4 + len(HOSTILE))
        assert "[URGENT] call" in here.text
        assert "[/red]" in here.text
        for _each in range(4 + len(HOSTILE)):
            await here.type("j")
            await here.type("enter")
            assert not any(sign in here.text for sign in "\x1b\x07\x00\x9b\u202e\u2066")
            await here.type("escape")


@pytest.mark.parametrize("theme", NAMES)
async def test_what_is_late_is_said_by_a_sign_in_every_theme(day: Morning, theme: str) -> None:
    async with sitting(day.desk.store, theme=theme) as here:
        assert "!-0:22" in here.text
        assert "! first reply overdue" in here.text
