from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import keys
from desk.screens.callbacks import Callbacks
from desk.screens.customers import Customers
from desk.screens.inbox import Inbox
from desk.widgets.entry_list import EntryList
from tests.kit.morning import Morning, morning
from tests.kit.screen import Sitting, sitting

VERBS = ("inbox", "customers", "callbacks")


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Morning]:
    made = morning(tmp_path)
    yield made
    made.desk.close()


async def chosen_in_help(here: Sitting, sentence: str, opens: str = "f1") -> None:
    """Search the help for a sentence, as somebody who does not know the key, and run what it finds."""
    await here.type(opens)
    entries = here.screen.query_one(EntryList)
    await here.type(*(letter if letter != " " else "space" for letter in sentence if letter.isalnum() or letter == " "))
    words = "".join(letter for letter in sentence if letter.isalnum() or letter == " ").casefold().split()
    assert all(word in f"{entries.current.label} {entries.current.help}".casefold() for word in words)
    await here.type("enter")
    await here.pilot.pause()


def searched(entry: keys.Key) -> str:
    """Give the words of a help sentence that are sure to stand in it as they are typed."""
    return " ".join((entry.label.lower(), *re.findall(r"[a-z]+", entry.help)[1:5]))


@pytest.mark.parametrize("where", VERBS)
async def test_every_verb_of_a_place_is_found_in_the_help_by_its_sentence(day: Morning, where: str) -> None:
    async with sitting(day.desk.store) as here:
        await here.type(str(1 + VERBS.index(where)))
        if where == "customers":
            await here.type(*"kraus")
            await here.until(lambda: here.screen.hits.rows)
            await here.type("enter")
        await here.type("f1")
        listed = {entry.label for entry in here.screen.query_one(EntryList).rows}
        wanted = {entry.label for entry in keys.in_force() if where in entry.where}
        assert wanted <= listed, wanted - listed


@pytest.mark.parametrize(
    ("id", "happens"),
    [
        ("accept", lambda here, day: day.desk.row(day.free).holder == "anna"),
        ("call", lambda here, day: "What came of" in here.text or "Reached" in here.text or "reached" in here.text),
        ("reply", lambda here, day: "How was the sender answered?" in here.text),
        ("time", lambda here, day: "tomorrow 9:00" in here.text),
        ("done", lambda here, day: "How did it end?" in here.text),
        ("qualify", lambda here, day: "Budget EUR" in here.text),
        ("note", lambda here, day: "Note for the trail" in here.text),
        ("priority", lambda here, day: "What priority?" in here.text),
        ("edit", lambda here, day: "What about" in here.text),
        ("merge", lambda here, day: "Into which inquiry?" in here.text),
        ("assign", lambda here, day: "Who is to take it?" in here.text),
        ("attach", lambda here, day: "Text that belongs to this inquiry" in here.text),
        ("new_inquiry", lambda here, day: "New inquiry" in here.text),
        ("find", lambda here, day: isinstance(here.screen, Customers)),
        ("mark_all", lambda here, day: len(here.inbox.listing.marks) == 4),
        ("last", lambda here, day: here.inbox.listing.cursor == 3),
    ],
)
async def test_what_is_chosen_in_the_help_is_done(day: Morning, id: str, happens: object) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j")
        await chosen_in_help(here, searched(keys.key(id)))
        await here.until(lambda: happens(here, day))  # type: ignore[operator]


async def test_the_help_of_a_question_runs_what_it_lists_there(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("j", "i", *"by help")
        await chosen_in_help(here, "save what is written")
        await here.until_said(f"#{day.free} noted")
        assert day.desk.trail(day.free)[-1].note == "by help"
        await here.type("e")
        await chosen_in_help(here, "go back")
        await here.until(lambda: isinstance(here.screen, Inbox))
        await here.type("t")
        await chosen_in_help(here, "find a customer from anywhere")
        await here.until(lambda: isinstance(here.screen, Customers))


async def test_the_function_keys_reach_every_screen_and_those_without_a_meaning_say_so(day: Morning) -> None:
    async with sitting(day.desk.store) as here:
        await here.type("f3")
        assert isinstance(here.screen, Customers)
        await here.type("f4", *"0211 47", "tab", *"spots", "f2")
        await here.until_said("taken down")
        await here.type("f1", *"go to a place", "escape", "escape")
        await here.until(lambda: isinstance(here.screen, Inbox))
        await here.type("f6")
        assert len(here.inbox.listing.marks) == len(here.inbox.listing.numbers)
        await here.type("f6")
        await chosen_in_help(here, "note the first reply", "f1")
        await here.type("down", "enter", "f2")
        await here.until_said("replied")
        for name in ("f8", "f9"):
            await here.type(name)
            await here.until_said(f"{name.upper()} does nothing here; F1 lists every key.")
        await here.type("ctrl+p", *"callbacks", "enter")
        await here.until(lambda: isinstance(here.screen, Callbacks))
        await here.type("f1", *"call and note", "enter")
        await here.until_shown("Note")
        await here.type("f9")
        assert "F9 does nothing here" in here.text
