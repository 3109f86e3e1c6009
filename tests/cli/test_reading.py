"""Reading commands: lists, one inquiry, their JSON, and filters."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta

import pytest

from desk import acts
from desk.cli import output
from desk.words import Act, Outcome, Thing
from tests.cli.conftest import Ran

ROW = (
    "number state channel about customer customer_number sender holder offered_to next_step next_at received_at "
    "first_reply_at due_at priority marks outcome version offered_until"
).split()
CALLBACK = "number inquiry customer phone topic owner from_at until_at promised try tries bucket state".split()


def test_a_row_of_the_list_has_every_key_and_null_where_there_is_nothing(run, desk):
    number = desk.inquiry(about="Quote missing", sender="Kraus")
    [row] = run("inquiry", "list", "--json", rep=None).json
    assert list(row) == ROW
    assert row == {
        "number": number,
        "state": "new",
        "channel": "phone",
        "about": "Quote missing",
        "customer": None,
        "customer_number": None,
        "sender": "Kraus",
        "holder": None,
        "offered_to": None,
        "next_step": "first_reply",
        "next_at": "2026-11-23T09:15:00Z",
        "received_at": "2026-11-23T09:00:00Z",
        "first_reply_at": None,
        "due_at": "2026-11-23T09:15:00Z",
        "priority": "normal",
        "marks": [],
        "outcome": None,
        "version": 1,
        "offered_until": None,
    }


def test_without_filters_the_list_holds_every_open_one_in_the_inboxes_order(run, desk):
    asleep, late, held = desk.inquiry(holder="mia"), desk.inquiry(), desk.inquiry(holder="joerg")
    gone = desk.inquiry(holder="anna")
    desk.do(acts.time.snooze, asleep, desk.now + timedelta(days=1), rep="mia")
    desk.do(acts.work.close, gone, Outcome.NO_NEED)
    assert [row["number"] for row in run("inquiry", "list", "--json").json] == [late, held, asleep]
    assert [row["number"] for row in run("inquiry", "list", "--all", "--json").json] == [late, held, asleep, gone]
    assert len(run("inquiry", "list", "--limit", "2", "--json").json) == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["holder:anna"], [2]),
        (["HOLDER:ANNA"], [2]),
        (["with:nobody"], [1]),
        (["state:held", "channel:email"], []),
        (["quote", "kraus"], [1]),
        (["#1002"], [2]),
        (["due:late"], []),
        (["age:2h"], []),
        (["state:closed"], []),
        (["kraus", "--limit", "5", "quote"], [1]),
    ],
)
def test_filters_are_words_that_must_all_fit(run, desk, words, found):
    numbers = [0, desk.inquiry(about="Quote missing", sender="Kraus"), desk.inquiry(holder="anna")]
    done = run("inquiry", "list", *words, "--json")
    assert (done.status, [row["number"] for row in done.json]) == (0, [numbers[each] for each in found])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stat:new"], "There is no filter stat:; the nearest is state:"),
        (["state:asleep"], "state: does not take asleep."),
        (["holder:ghost"], "There is no rep ghost in the team. Known are: anna, joerg, mia, nobody."),
        (["--limit", "many"], "--limit takes a whole number from 0 to"),
        (["x"] * 21, "A filter has at most 20 words."),
    ],
)
def test_an_unknown_filter_has_status_2_and_names_the_nearest(run, words, said):
    done = run("inquiry", "list", *words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(said)


def test_an_empty_list_is_an_empty_array(run):
    assert run("inquiry", "list", "--json").out == "[]\n"
    assert run("callback", "list", "--json").out == "[]\n"


def test_the_list_for_people_has_one_line_for_each_row(run, desk):
    desk.inquiry(about="Quote missing", sender="Kraus", holder="mia")
    assert run("inquiry", "list").out == "#1001  held  mia  first reply Mon 23 Nov 10:15  phone  Kraus  Quote missing\n"


def test_showing_an_inquiry_adds_body_sender_and_trail_oldest_first(run, desk):
    number = desk.inquiry(text="We plan 40 spots.", email="Tom@Example.org", phone="0211 123456")
    run("inquiry", "claim", str(number), rep="mia")
    run("inquiry", "note", str(number), "hello")
    shown = run("inquiry", "show", f"#{number}", "--json").json
    assert list(shown)[: len(ROW)] == ROW
    assert (shown["body"], shown["sender_email"], shown["sender_phone"]) == (
        "We plan 40 spots.",
        "tom@example.org",
        "+49211123456",
    )
    said = [(line["rep"], line["act"], line["note"], line["over"]) for line in shown["trail"]]
    assert said == [("anna", "receive", None, None), ("mia", "claim", None, None), ("anna", "note", "hello", "mia")]
    assert all(line["at"] == "2026-11-23T09:00:00Z" for line in shown["trail"])


def test_what_the_desk_did_itself_has_no_rep(run, desk):
    number = desk.inquiry(holder="anna")
    desk.do(acts.time.snooze, number, desk.now + timedelta(hours=1))
    desk.later(hours=2)
    shown = run("inquiry", "show", str(number), "--json").json
    assert [(line["rep"], line["act"]) for line in shown["trail"][-2:]] == [("anna", "snooze"), (None, "wake")]
    assert (shown["state"], shown["marks"]) == ("held", ["late"])


def test_showing_for_people_says_what_is_so_then_the_text_then_the_trail(run, desk):
    number = desk.inquiry(about="Quote missing", sender="Kraus", text="We plan 40 spots.")
    lines = run("inquiry", "show", str(number)).out.splitlines()
    assert lines[0] == f"#{number} Quote missing"
    assert "  from: Kraus" in lines
    assert lines.index("  We plan 40 spots.") < lines.index("  2026-11-23T10:00  anna  came in")


def test_a_row_of_callbacks_has_every_key(run, desk):
    desk.callback(phone="0211 123456", topic="Spots", promised=True)
    [row] = run("callback", "list", "--json").json
    assert list(row)[: len(CALLBACK)] == CALLBACK
    assert [row[key] for key in CALLBACK] == [
        *(1, None, None, "+49211123456", "Spots", "anna"),
        *("2026-11-23T10:00:00Z", None, True, 1, 6, "today", "open"),
    ]


def test_the_whole_list_is_valid_json_whatever_was_written(run, desk):
    hostile = "\x1b]0;x\x07 [/red] \u202e \u2028 \ud800 \x9b31m <b> \"' \\"
    number = desk.inquiry(about=hostile, sender=hostile, text=hostile)
    for words in (("list",), ("show", str(number))):
        done = run("inquiry", *words, "--json")
        json.loads(done.out)
        plain = run("inquiry", *words).out
        for sign in "\x1b\x07\u202e\u2028\x9b":
            assert sign not in done.out
            assert sign not in plain
        assert "[/red]" in plain


def test_ten_thousand_open_ones_are_listed_in_a_second(run, desk):
    def many(tx):
        first = desk.sql("SELECT * FROM inquiry")[0]
        names = [row[1] for row in desk.sql("PRAGMA table_info(inquiry)")]
        row = dict(zip(names, first, strict=True))
        tx.insert("inquiry", [row | {"number": number} for number in range(2000, 12_000)])
        for number in range(2000, 12_000):
            tx.note_thing((Thing.INQUIRY, number), Act.RECEIVE)

    desk.inquiry()
    desk.write(many)
    begun = time.process_time()
    done = run("inquiry", "list", "--json")
    assert time.process_time() - begun < (1 if os.environ.get("DESK_PROOF") == "1" else 3)  # on a slower machine
    assert len(done.json) == 10_001


def test_an_empty_list_says_so_to_a_person_and_nothing_to_a_program(run, desk, monkeypatch) -> None:
    assert run("inquiry", "list") == Ran(0, "", "")
    monkeypatch.setattr(output, "is_terminal", lambda stream: stream is sys.stderr)
    assert run("inquiry", "list") == Ran(0, "", "Nothing is open.\n")
    assert run("inquiry", "list", "state:new") == Ran(0, "", "Nothing is found.\n")
    assert run("inquiry", "list", "--json") == Ran(0, "[]\n", "")
    desk.inquiry()
    assert run("inquiry", "list").err == ""


def test_a_refusal_names_the_command_that_is_the_way_out(run, desk) -> None:
    number = desk.inquiry()
    done = run("inquiry", "snooze", str(number), "--until", "+2d")
    assert (done.status, done.err) == (
        1, f"#{number} is in the inbox; nobody holds it. Take it first: desk inquiry claim {number}.\n",
    )  # fmt: skip
