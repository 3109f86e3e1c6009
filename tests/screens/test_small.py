"""Small windows: a list keeps three rows, a question shows what is typed, and less than that is one sentence."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Size

from desk.screens.frame import LEAST, LOW
from tests.kit.morning import morning
from tests.kit.screen import Sitting, sitting


async def resize(here: Sitting, wide: int, high: int) -> None:
    await here.pilot.resize_terminal(wide, high)
    await here.until(lambda: here.screen.size == Size(wide, high))
    await here.pilot.pause()


async def test_the_desk_can_be_worked_at_in_the_least_window_and_comes_back_whole_from_a_smaller_one(
    tmp_path: Path,
) -> None:
    day = morning(tmp_path)
    async with sitting(day.desk.store) as here:
        await here.until_shown("Inbox 4")
        whole = here.text
        for wide, high in (LEAST, (80, LOW), (80, LOW - 1)):
            await resize(here, wide, high)
            assert here.inbox.listing.size.height >= 3, (wide, high)
            assert "▌" in here.text
        await resize(here, *LEAST)
        await here.type("t", *"mo", "space", "9")
        assert "mo 9" in here.text
        assert "= Monday, 30 November" in here.text
        await here.type("backspace", "x", "enter")
        assert "! “mo x” is not a time" in here.text.replace("│", "")
        await resize(here, LEAST[0] - 1, LEAST[1])
        assert "The desk needs 40 × 10 characters" in " ".join(here.text.split())
        await here.type("a", "escape", "enter")
        await resize(here, 20, 5)
        assert "20 × 5." in " ".join(here.text.split())
        await resize(here, 80, 24)
        assert "mo x" in here.text
        await here.type("escape")
        assert here.text == whole
        assert day.desk.acts_of(day.late)[-1] == "priority"
    day.desk.close()
