"""Every hostile text in every place of the screen: literal or marked, acting on nothing, and painted at once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import clean, text
from tests.hostile.payloads import MARK, QUERIES, TEXTS, acting
from tests.hostile.poisoned import poison
from tests.kit.builders import Desk, after
from tests.kit.screen import Sitting, sitting

SECONDS = 0.2 * 3
"""Processor time for one view of one text: the promise is 200 ms, three times that on a machine with neighbours."""

SIGNS = [each for each in TEXTS.values() if acting(each) and len(each) < 1_000]
PROOF = os.environ.get("DESK_PROOF") == "1"
GROUPS = {
    "what acts or hides": "".join(SIGNS),
    "what is markup": TEXTS["markup"] + TEXTS["openings"] + TEXTS["formula"],
    "what is long": (TEXTS["markup"] + TEXTS["CSI"]) * 2_000,
}


def poisoned(desk: Desk) -> None:
    poison(desk, TEXTS | GROUPS)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Desk]:
    with after(poisoned, tmp_path) as made:
        numbers = [number for (number,) in made.sql("SELECT number FROM inquiry ORDER BY number")]
        made.poisoned = dict(zip(TEXTS | GROUPS, numbers, strict=True))  # type: ignore[attr-defined]
        yield made


def shows(here: Sitting, number: int) -> bool:
    row = here.inbox.listing.current
    return row is not None and row.number == number


def typed(here: Sitting) -> bool:
    """Say whether something stands in the field that has the focus."""
    return bool(getattr(here.app.focused, "value", ""))


def is_clean(here: Sitting) -> None:
    assert acting(here.text) == []
    assert here.app.is_running


@pytest.mark.parametrize("given", TEXTS.values(), ids=TEXTS)
def test_every_builder_of_shown_text_gives_it_literally_and_clean(given: str) -> None:
    shown = (
        text.content("[b]$x[/b]", x=given).plain,
        text.content("$x", x=given, lines=True).plain,
        text.plain(given).plain,
        text.plain(given, lines=True).plain,
        text.pieces("a ", (given, "bold")).plain,
        text.fit(given, 2_000),
    )
    for each in shown:
        assert acting(each) == []
        assert MARK in each
    assert len(shown[2]) <= clean.SHOWN


async def test_every_place_shows_every_text_and_none_acts(day: Desk) -> None:
    async with sitting(day.store, size=(160, 50)) as here:
        is_clean(here)
        for name, number in day.poisoned.items():  # type: ignore[attr-defined]
            began = time.process_time()
            await here.app.show_inquiry(number)
            await here.until(lambda number=number: shows(here, number))
            await here.pilot.pause()
            await here.until_shown(f"#{number}")
            cost = time.process_time() - began
            is_clean(here)
            assert MARK in here.text, name
            assert cost < SECONDS + 0.4, (name, cost)  # and the row, the list and the pilot's own pauses besides
        for keys in (("enter",), ("end",), ("escape",)):
            await here.type(*keys)
            is_clean(here)


@pytest.mark.parametrize("name", GROUPS)
async def test_questions_card_and_lists_show_it_clean(day: Desk, name: str) -> None:
    number = day.poisoned[name]  # type: ignore[attr-defined]
    async with sitting(day.store, size=(160, 50)) as here:
        await here.app.show_inquiry(number)
        await here.until(lambda: shows(here, number))
        for key in ("enter", "o", "l", "x", "t", "c", "e", "m", "i"):
            began = time.process_time()
            await here.type(key)
            await here.pilot.pause()
            is_clean(here)
            assert time.process_time() - began < SECONDS + 0.4, key
            await here.type("escape")
            if here.screen is not here.inbox:
                await here.type("escape")
        for keys in (("3",), ("3", "t"), ("2", *"firm"), ("f4", *"firm")):
            await here.type("escape", *keys)
            await here.pilot.pause()
            is_clean(here)


@pytest.mark.parametrize(
    "where", ["s", "f3", "?", "ctrl+p", "f4"], ids=["filter", "customers", "help", "palette", "who"]
)
async def test_whatever_is_pasted_into_a_search_answers_at_once_and_breaks_nothing(day: Desk, where: str) -> None:
    from textual import events

    before = day.everything()
    asked = QUERIES if PROOF else {name: QUERIES[name] for name in ("1,000 brackets", "100 kB", "20,000 quotes", "CSI")}
    async with sitting(day.store, size=(120, 40)) as here:
        for name, query in asked.items():
            await here.type(where)
            await here.until(lambda: hasattr(here.app.focused, "value"))
            began = time.process_time()
            here.app.post_message(events.Paste(query))
            await here.pilot.pause()
            most = getattr(here.app.focused, "max_length", None)
            if clean.line(query) and (most is None or len(query.splitlines()[0]) <= most):
                await here.until(lambda: typed(here))
            await here.type("enter")
            await here.pilot.pause(0.02)
            cost = time.process_time() - began
            is_clean(here)
            assert cost < SECONDS, (name, cost)
            for _ in range(4):
                await here.type("escape")
            await here.app.go("inbox")
    assert day.everything() == before
