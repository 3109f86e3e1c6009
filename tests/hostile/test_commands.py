"""Hostile texts through the commands: what is printed is clean, what is asked for breaks nothing and takes no time."""

from __future__ import annotations

import json
import time

import pytest

from desk import acts
from desk.words import Refused
from tests.cli.conftest import alone, plain, run
from tests.hostile.payloads import MARK, QUERIES, TEXTS, acting
from tests.hostile.poisoned import poison

__all__ = ["alone", "plain", "run"]

SECONDS = 0.2 * 3
"""Processor time that one question may take: the promise is 200 ms; three times that on a machine with neighbours."""


@pytest.fixture
def full(desk) -> dict[str, int]:
    return poison(desk)


@pytest.mark.parametrize("json_too", [(), ("--json",)], ids=["text", "json"])
def test_nothing_printed_acts_on_a_terminal_whatever_lies_in_the_store(run, full, json_too):
    for words in (("inquiry", "list"), ("callback", "list"), ("customer", "find", "firm"), ("team", "list")):
        done = run(*words, *json_too)
        assert (done.status, done.err) == (0, "")
        assert acting(done.out) == []
    for name, number in full.items():
        began = time.process_time()
        done = run("inquiry", "show", str(number), *json_too)
        assert time.process_time() - began < SECONDS, name
        assert (done.status, done.err) == (0, ""), name
        assert acting(done.out) == [], name
        assert MARK in done.out, name
        if json_too:
            json.loads(done.out)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_typed_is_kept_clean_and_said_clean(run, desk, text):
    number = desk.inquiry()
    desk.do(acts.work.note, number, text)
    desk.do(acts.work.qualify, number, what=text)
    try:
        desk.customer(text, city=text, first_name=text, remark=text)
    except Refused:
        pass
    for words in (
        ("inquiry", "show", str(number)),
        ("inquiry", "note", str(number), text.replace("\x00", "")[:100_000]),
    ):
        done = run(*words)
        assert done.status == 0
        assert acting(done.out + done.err) == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_like_any_language_answers_at_once_and_breaks_nothing(run, desk, query):
    desk.customer("Moebel Kraus KG", city="Koeln")
    desk.inquiry(about="o'brien 100 % C++ a-b")
    before = desk.everything()
    query = query.encode("utf-8", "surrogateescape" if "\udc80" in query else "replace").decode()
    for words in (
        ("customer", "find", query),
        ("inquiry", "list", query),
        ("when", query),
        ("customer", "show", query),
    ):
        began = time.process_time()
        done = run(*words)
        assert time.process_time() - began < SECONDS, words[:2]
        assert done.status in (0, 1, 2)
        assert acting(done.out + done.err) == []
        assert len(done.err) < 3_000
    assert desk.everything() == before


@pytest.mark.parametrize("text", [each for name, each in TEXTS.items() if name not in ("a long word", "many lines")])
def test_whatever_stands_in_a_command_line_ends_in_a_sentence(plain, desk, text, monkeypatch):
    monkeypatch.setenv("DESK_STORE", desk.path)
    text = text.replace("\ud83d", "\udced")  # bytes that are no UTF-8 arrive as these halves, never as the others
    for words in (
        (text,),
        ("inquiry", text),
        ("inquiry", "show", text),
        ("--as", text, "inquiry", "list"),
        ("--store", text, "store", "info"),
        ("--language", text, "keys"),
        ("inquiry", "list", "--limit", text),
        ("inquiry", "import", text),
        ("customer", "import", text),
        ("callback", "add", "--as", "anna", "--phone", text, "--at", text, "--topic", text),
        ("team", "set", text, text),
        ("team", "add", text, "--side", text),
        ("store", "restore", text),
        ("completion", text),
        ("when", text, "--at", text),
        ("doctor", "--store", text),
    ):
        done = plain(*words)
        assert done.status in (1, 2, 3, 4), words
        assert acting(done.out + done.err) == [], words
        assert "(error " not in done.err, words


def test_the_measure_sees_what_acts():
    """The control: texts as they came are found to act, and plain ones are not."""
    harmless = {"markup", "openings", "formula", "wide", "marks", "a long word", "many lines"}
    assert {name for name, text in TEXTS.items() if not acting(text)} == harmless
