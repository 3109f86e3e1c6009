"""Every reason has its sentence, every gap in a sentence is filled, and no sentence waits for nobody."""

from __future__ import annotations

import ast
import string
from enum import StrEnum
from pathlib import Path

import pytest

from desk.sentences.acts import SAID, TRAIL
from desk.sentences.refusals import REFUSALS, WAYS
from desk.sentences.store_refusals import STORE_REFUSALS
from desk.sentences.words import WORDS
from desk.words import (
    Act,
    Bucket,
    CallResult,
    CareModel,
    Channel,
    Fit,
    Mark,
    Outcome,
    Priority,
    ReplyHow,
    Role,
    Side,
    State,
    Step,
)
from tests.house.source import at, calls, files, tree

TABLES = {"Refused": REFUSALS, "StoreRefused": STORE_REFUSALS}
FORWARDED = {
    # Reasons that come as a value: where they are handed on, and with which facts.
    "place_network": {"path", "kind", "source"},
    "place_synced": {"path", "sign"},
}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def raised() -> list[tuple[str, str, ast.Call, Path]]:
    """Give every refusal made with its reason written out: class, reason, call, file."""
    found = []
    for path in files():
        for name, call in calls(tree(path)):
            if name in TABLES and call.args:
                found += [(name, reason, call, path) for reason in reasons(call.args[0])]
    return found


def reasons(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return reasons(node.body) + reasons(node.orelse) if isinstance(node, ast.IfExp) else []


def texts() -> set[str]:
    """Give every string that stands in the code, but for the tables of sentences."""
    return {
        node.value
        for path in files()
        if "sentences" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_there_are_refusals_to_look_at() -> None:
    assert len(raised()) > 100


@pytest.mark.parametrize("table", TABLES)
def test_every_reason_raised_has_its_sentence(table: str) -> None:
    missing = sorted({f"{at(path, call)} {reason}" for name, reason, call, path in raised()
                      if name == table and reason not in TABLES[table]})  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("table", TABLES)
def test_every_gap_in_a_sentence_is_filled_wherever_it_is_raised(table: str) -> None:
    lacking = []
    for name, reason, call, path in raised():
        if name != table or reason not in TABLES[table] or any(word.arg is None for word in call.keywords):
            continue
        gaps = placeholders(TABLES[table][reason]) - {word.arg for word in call.keywords} - {"way"}
        if gaps:
            lacking.append(f"{at(path, call)} {reason} lacks {', '.join(sorted(gaps))}")
    assert lacking == []


def test_a_sentence_that_names_a_way_out_has_one() -> None:
    assert {reason for reason, sentence in REFUSALS.items() if "way" in placeholders(sentence)} == set(WAYS)


def test_reasons_that_are_handed_on_fill_their_sentences_too() -> None:
    for reason, facts in FORWARDED.items():
        assert placeholders(STORE_REFUSALS[reason]) <= facts


@pytest.mark.parametrize("table", TABLES)
def test_no_sentence_waits_for_a_reason_that_nobody_gives(table: str) -> None:
    known = {reason for name, reason, _, _ in raised() if name == table} | set(FORWARDED) | texts()
    assert sorted(TABLES[table].keys() - known) == []


def test_every_act_is_said_in_the_status_line_and_in_the_trail() -> None:
    words = {str(act) for act in Act}
    assert set(SAID) == words
    assert set(TRAIL) == words


@pytest.mark.parametrize("table", [REFUSALS, STORE_REFUSALS])
def test_a_sentence_is_one_line_that_ends_as_sentences_do(table: dict[str, str]) -> None:
    for reason, sentence in table.items():
        assert sentence == " ".join(sentence.split()), reason
        assert sentence.endswith((".", ":", "?")), reason
        assert placeholders(sentence) == {name for name in placeholders(sentence) if name.isidentifier()}, reason


@pytest.mark.parametrize(
    "words", [State, Step, Channel, Outcome, ReplyHow, Fit, CallResult, Bucket, Mark, CareModel, Side, Role], ids=str
)
def test_every_word_of_the_field_has_its_words_for_people(words: type[StrEnum]) -> None:
    assert [word for word in words if word.value not in WORDS] == []
    assert [level for level in Priority if level.word not in WORDS] == []


def test_a_reason_without_a_sentence_or_with_a_gap_is_seen() -> None:
    """The control."""
    assert reasons(ast.parse("'a' if x else 'b'", mode="eval").body) == ["a", "b"]
    assert "unheard_of" not in REFUSALS
    assert placeholders(REFUSALS["held_by"]) - {"number"} == {"holder"}
