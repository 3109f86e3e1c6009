from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import keys
from desk.screens.help import Help
from desk.widgets.entry_list import EntryList
from tests.kit.morning import Morning, morning
from tests.kit.screen import golden, sitting


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_help_lists_every_key_here_and_now(day: Morning, key: str) -> None:
    async with sitting(day.desk.store, size=(100, 60)) as here:
        await here.type(key)
        listed = {entry.label for entry in here.screen.query_one(EntryList).rows}
        assert {entry.label for entry in keys.here("inbox")} <= listed


async def test_help_is_searched_by_typing_and_runs_what_is_chosen(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "?", *"answerable")
        await here.until(lambda: len(here.screen.query_one(EntryList).rows) == 1)
        await here.type("enter")
        await here.until_said(f"#{day.free} taken")


async def test_esc_leaves_the_help_and_runs_nothing(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("?", "down", "escape")
        assert here.screen is here.inbox
        assert day.desk.acts_of(day.late)[-1] == "priority"


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_shows_the_keys_beside_the_commands(day: Morning, key: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type(key)
        assert isinstance(here.screen, Help)
        await here.type(*"redo")
        await here.until(lambda: len(here.screen.query_one(EntryList).rows) == 1)
        assert "U F5" in here.text


async def test_the_palette_changes_the_theme(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("ctrl+p", *"light", "enter")
        await here.until(lambda: here.app.theme == "light")


async def test_help_in_a_question_lists_the_questions_keys(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("e", "f1")
        labels = {entry.label for entry in here.screen.query_one(EntryList).rows}
        assert {"Finish", "Back"} <= labels
        assert "Accept" not in labels


async def test_the_help_looks_as_it_was_agreed(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("?")
        golden(here.app, "help-80x24")
