from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import keys, language
from desk.screens.help import Help
from desk.widgets.entry_list import EntryList
from tests.kit.morning import Morning, morning
from tests.kit.screen import sitting


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


@pytest.mark.parametrize(
    ("place", "groups"),
    [
        ("1", ["Inquiries", "Moving", "Marking", "Everywhere"]),
        ("2", ["Customers", "Everywhere"]),
        ("3", ["Callbacks", "Moving", "Marking", "Everywhere"]),
    ],
)
async def test_keys_are_grouped_by_where_one_is(day: Morning, place: str, groups: list[str]) -> None:
    async with sitting(day.desk.store) as here:
        await here.type(place, "f1")
        rows = here.screen.query_one(EntryList).rows
        assert list(dict.fromkeys(entry.group for entry in rows)) == groups
        everywhere = {entry.shown for entry in rows if entry.group == "Everywhere"}
        assert {"F4", "? F1", "Ctrl+Q"} <= everywhere


async def test_every_sentence_of_the_help_is_in_the_language_of_the_desk(day: Morning) -> None:
    language.use("de")
    try:
        async with sitting(day.desk.store) as here:
            await here.type("?")
            english = {entry.help for entry in keys.KEYS}
            assert not {entry.help for entry in here.screen.query_one(EntryList).rows} & english
            assert all("command prompt" not in entry.help for entry in here.screen.query_one(EntryList).rows)
    finally:
        language.use("en")


async def test_what_a_narrow_list_cuts_short_is_said_in_full_below(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("?")
        assert keys.key("accept").help in here.text
        await here.type(*"qqqq")
        await here.until_shown("Nothing found")


async def test_a_verb_without_a_key_is_run_from_the_help_and_the_palette(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("?", *"once more", "enter")
        await here.until_shown("Text that belongs to this inquiry")
        await here.type(*"calls again", "f2")
        await here.until(lambda: day.desk.acts_of(day.late)[-1] == "attach")


async def test_a_lead_assigns_from_the_palette(day: Morning) -> None:
    async with sitting(day.desk.store, rep="anna") as here:
        await here.type("ctrl+p", *"assign", "enter")
        await here.until_shown("Who is to take it?")
        await here.type(*"mia", "enter")
        await here.until(lambda: day.desk.row(day.late).holder == "mia")
