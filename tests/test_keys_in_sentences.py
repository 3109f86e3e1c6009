"""Whoever gives a verb another key reads that key in every sentence, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk import keys
from desk.done import Done
from desk.rows import InboxCounts
from desk.screens.asking import hint
from desk.screens.draft_list import said
from tests.kit.catalogue import german
from tests.kit.morning import morning
from tests.kit.screen import sitting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_ALONE = re.compile(r"(?<![\w{“.\-'])(?!a\b|x\b|o\b|e\b)[a-zU](?![\w}”.\-'])|Ctrl\+P")
"""A letter by itself, where English has no such word: not `a`, not the x of 80 x 24, not o-rwx, not e-mail."""

_LETTERS_THAT_ARE_TEXT = {
    "y when it was promised to the customer",
    "“{text}” is neither yes nor no: write y or n.",
    "Ctrl+P",
}
"""Letters to be written into a field or after a prompt, and the name of a key by itself."""


@pytest.fixture
def own() -> Iterator[None]:
    before = keys.in_force()
    keys.use({"undo": ("ö",), "redo": ("Ö",), "new": ("ä",), "search": ("ü",), "commands": ("ctrl+o",), "quit": ("k",)})
    yield
    keys._BY_ID.update((entry.id, entry) for entry in before)


def by_letter(sentence: str) -> bool:
    return sentence not in _LETTERS_THAT_ARE_TEXT and _ALONE.search(sentence) is not None


def test_no_sentence_names_a_key_that_somebody_may_have_changed() -> None:
    said = [each for message in german() for each in (message.id if isinstance(message.id, tuple) else (message.id,))]
    assert len(said) > 500
    assert [each for each in said if by_letter(each)] == []


@pytest.mark.parametrize(
    "sentence", ["u takes it back", "There is none; n plans one.", "y y copies it", "U, then Ctrl+P"]
)
def test_a_sentence_that_names_its_key_is_noticed(sentence: str) -> None:
    assert by_letter(sentence)


@pytest.mark.usefixtures("own")
def test_hints_name_the_key_that_somebody_has() -> None:
    assert hint(Done(7, 1, "claim", NOW, ())) == "ö takes it back"
    assert hint(Done(7, 1, "undo", NOW, ())) == "Ö brings it back"
    assert said(1) == "1 draft waits for you: ctrl+o lists it."


@pytest.mark.usefixtures("own")
async def test_an_empty_inbox_names_the_own_keys_that_fill_it(tmp_path: Path) -> None:
    made = morning(tmp_path)
    try:
        async with sitting(made.desk.store) as here:
            here.inbox._text = ""
            here.inbox._say_counts(InboxCounts(0, 0, 0))
            here.inbox._say_empty()
            here.inbox.pane.show(None)
            await here.until_shown("ä writes down a new one, 3 shows the callbacks.")
            here.inbox.action_close_layer()
            await here.until_said("k once more quits.")
    finally:
        made.desk.close()
