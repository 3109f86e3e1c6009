"""What cards, questions and the trace look like, in both languages, from the smallest size to the broadest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desk import language
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, golden, sitting

SIZES = ((80, 24), (120, 40), (180, 50))


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def agreed(here: Sitting, name: str) -> None:
    """Compare a screen with what was agreed as soon as it shows that: what threads read comes when it comes."""

    def shown() -> bool:
        try:
            golden(here.app, name)
        except AssertionError:
            return False
        return True

    await here.still()
    with suppress(AssertionError):
        await here.until(shown)
    golden(here.app, name)


async def looked_at(here: Sitting, name: str, sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
    """Compare a screen at each size with what was agreed: the window is resized as hands do it."""
    for width, height in sizes:
        await here.pilot.resize_terminal(width, height)
        await here.until(lambda size=(width, height): tuple(here.app.size) == size)
        await agreed(here, f"{name}-{width}x{height}")


async def test_trace_and_card_look_as_they_were_agreed(day: Morning, spoken: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f3", "f3", *"kraus")
        await here.until(lambda: here.screen.query_text == "kraus" and here.screen.listing.numbers)
        await looked_at(here, "where", (*SIZES, (40, 10)))
        await here.pilot.resize_terminal(80, 24)
        while here.screen is not here.inbox:
            await here.type("escape")
        await here.type("g", "o")
        await here.until_shown("Moebel Kraus KG · ")
        await looked_at(here, "card")


async def test_questions_look_as_they_were_agreed(day: Morning, spoken: str) -> None:
    async with sitting(day.desk.store) as here:
        for key, name, shown in (("t", "time", "11:15"), ("e", "outcome", "1 "), ("x", "edit", "Quote missing")):
            await here.type(key)
            await here.until_shown(shown)
            await agreed(here, f"{name}-80x24")
            await here.type("escape")
            await here.until(lambda: here.screen is here.inbox)


async def test_inbox_and_callbacks_look_as_they_were_agreed_when_the_window_is_resized(
    day: Morning, spoken: str
) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j")
        await looked_at(here, "inbox_resized", ((180, 50), (40, 10)))
        await here.type("3")
        await here.until(lambda: len(here.screen.list.rows) == 2)
        await looked_at(here, "callbacks_resized", ((180, 50), (80, 24)))
