from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from desk.screens.callbacks import Callbacks
from desk.screens.inbox import Inbox
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, line, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def click(here: Sitting, row: int, text: str, times: int = 1) -> None:
    """Click what is written on a line of the screen, from 1."""
    await here.pilot.click(offset=(line(here.app, row).index(text), row - 1), times=times)
    await here.pilot.pause()


async def test_the_mouse_works_where_people_expect_it(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await click(here, 5, "Autohaus")
        assert here.inbox.listing.current.number == day.free
        assert not here.inbox.has_class("-open")
        await click(here, 6, "Reisen", times=2)
        assert here.inbox.listing.current.number == day.calm
        assert here.inbox.has_class("-open"), "a second click opens"
        await click(here, 24, "Esc")
        assert not here.inbox.has_class("-open"), "a key of the footer is pressed by a click"
        await click(here, 24, "Done")
        await here.until_shown("How did it end?")
        await click(here, 24, "Back")
        assert isinstance(here.screen, Inbox)
        await click(here, 1, "3 Callbacks")
        assert isinstance(here.screen, Callbacks)
        await click(here, 1, "Inbox")
        assert isinstance(here.screen, Inbox)


@pytest.mark.parametrize("where", ["inquiries", "pane", "entries"])
async def test_the_wheel_scrolls_lists_and_the_pane(day: Morning, where: str) -> None:
    long = "\n".join(f"line {at}" for at in range(200))
    number = day.desk.inquiry(sender="Long", about="a long story", text=long)
    async with sitting(day.desk.store) as here:
        if where == "pane":
            here.inbox.show_number(number)
            await here.until(lambda: here.inbox.listing.current.number == number)
            await here.type("enter")
        elif where == "entries":
            await here.type("f1")
        widget = here.screen.query_one(f"#{where}")
        before = here.text
        for kind, differs in ((MouseScrollDown, True), (MouseScrollUp, False)):
            widget.post_message(kind(widget, 1, 1, 0, 1, 0, False, False, False, 1, 8))
            await here.pilot.pause()
            await here.pilot.pause()
            assert (here.text != before) is differs, kind
