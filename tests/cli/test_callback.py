"""Callbacks as commands."""

from __future__ import annotations

import pytest

from desk.words import Thing


def test_a_callback_takes_topic_and_number_from_its_inquiry(run, desk):
    number = desk.inquiry(about="Quote missing", phone="0211 123456", holder="anna")
    done = run("callback", "add", "--inquiry", f"#{number}", "--at", "fr 14:30", "--until", "fr 16:00", "--promised")
    assert done.out == "#1 planned: Friday, 27 November 2026, 14:30\n"
    [row] = run("callback", "list", "--json").json
    assert (row["inquiry"], row["topic"], row["phone"], row["promised"]) == (
        *(number, "Quote missing", "+49211123456", True),
    )
    assert (row["from_at"], row["until_at"]) == ("2026-11-27T13:30:00Z", "2026-11-27T15:00:00Z")
    assert (desk.acts_of(1, Thing.CALLBACK), desk.acts_of(number)[-1]) == (["callback_add"], "callback_add")


def test_the_object_of_an_act_on_a_callback_has_its_own_number(run, desk):
    number = desk.inquiry()
    done = run("callback", "add", "--inquiry", str(number), "--at", "in 2h", "--json").json
    assert (done["act"], done["number"], done["state"], done["holder"]) == ("callback_add", 1, "open", "anna")
    assert done["sentence"].startswith("#1 ")


@pytest.mark.parametrize("owner", ["mia", "MIA", "side:inside", "side:field"])
def test_a_callback_waits_for_whom_it_was_planned(run, desk, owner):
    run("callback", "add", "--phone", "0211 5566", "--topic", "Spots", "--at", "in 2h", "--owner", owner)
    assert run("callback", "list", "--json").json[0]["owner"] == owner.lower()


def test_calls_are_recorded_with_their_results_and_tried_again(run, desk):
    desk.callback(phone="0211 5566")
    assert run("callback", "call", "1").out == "#1 being called\n"
    assert (
        run("callback", "result", "1", "no-answer").out == "#1 result noted: again on Monday, 23 November 2026, 10:45\n"
    )
    [row] = run("callback", "list", "--json").json
    assert (row["try"], row["tries"]) == (2, 6)
    assert run("callback", "result", "1", "call_again", "--at", "tomorrow 9:00").status == 0
    assert run("callback", "move", "1", "--to", "in 3h", "--json").json["sentence"].endswith("13:00")
    assert run("callback", "result", "1", "REACHED", "--note", "-10% agreed").out == "#1 result noted: reached\n"
    assert run("callback", "list", "--json").json == []
    assert run("callback", "list", "--all", "--json").json[0]["state"] == "done"
    assert desk.trail(1, Thing.CALLBACK)[-1].note == "-10% agreed"


def test_callbacks_stand_in_the_order_of_the_day(run, desk):
    for minutes in (300, 5, 2000):
        run("callback", "add", "--phone", "0211 5566", "--topic", "x", "--at", f"in {minutes} min")
    desk.later(minutes=60)
    run("callback", "add", "--phone", "0211 5566", "--topic", "x", "--at", "in 5 min")
    rows = run("callback", "list", "--json").json
    assert [(row["number"], row["bucket"]) for row in rows] == [(2, "overdue"), (4, "now"), (1, "today"), (3, "ahead")]
    assert len(run("callback", "list").out.splitlines()) == 4


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["add", "--phone", "0211 5566", "--topic", "x"], 2),
        (["add", "--at", "in 2h", "--topic", "x"], 1),
        (["add", "--phone", "0211 5566", "--at", "in 2h"], 1),
        (["add", "--phone", "0211 5566", "--at", "in 2h", "--topic", "x", "--owner", "ghost"], 2),
        (["add", "--phone", "0211 5566", "--at", "in 2h", "--topic", "x", "--owner", "side:out"], 2),
        (["add", "--phone", "0211 5566", "--at", "in 2h", "--until", "in 1h", "--topic", "x"], 1),
        (["add", "--inquiry", "1", "--customer", "K1", "--at", "in 2h"], 2),
        (["add", "--inquiry", "9999", "--at", "in 2h"], 1),
        (["result", "1", "call_again"], 1),
        (["result", "1", "sang"], 2),
        (["result", "99", "reached"], 1),
        (["move", "1", "--to", "yesterday"], 1),
        (["move", "x", "--to", "in 2h"], 2),
    ],
)
def test_what_cant_be_done_to_a_callback_changes_nothing(run, desk, words, status):
    desk.callback()
    before = desk.everything()
    done = run("callback", *words)
    assert (done.status, done.out) == (status, "")
    assert desk.everything() == before


def test_undo_takes_the_planning_of_a_callback_back(run, desk):
    run("callback", "add", "--phone", "0211 5566", "--topic", "x", "--at", "in 2h")
    assert run("inquiry", "undo").out == "Callback 1 taken back\n"
    assert run("callback", "list", "--all", "--json").json == []
