from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def test_a_bulk_act_names_the_first_reason_for_which_a_row_was_refused(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("*", "a")
        await here.until_said(f"2 done. #{day.late} is yours already. Refused too: #{day.asks}")
        assert day.desk.acts_of(day.free)[-1] == day.desk.acts_of(day.calm)[-1] == "claim"
        await here.type("u")
        await here.until_said("taken back")
        assert day.desk.row(day.free).holder is None


async def test_a_refusal_calls_a_rep_by_name_as_the_lists_do(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        here.inbox.show_number(day.other)
        await here.until(lambda: here.inbox.listing.current.number == day.other)
        assert "Mia" in here.text
        await here.type("a")
        await here.until_said(f"#{day.other} is held by Mia.")
        assert day.desk.acts_of(day.other)[-1] == "claim"


async def test_ctrl_c_quits_nothing_and_says_in_the_desks_words_how_to(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("ctrl+c")
        await here.until_said("Ctrl+Q quits")
        await here.type("e", "ctrl+c")
        assert "Ctrl+Q quits; Esc goes back one layer." in here.text
        assert not here.app._notifications
        await here.type("escape", "f1", "ctrl+c", *"copy what is")
        assert "Ctrl+C" in here.text
