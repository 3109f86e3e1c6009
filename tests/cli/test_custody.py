"""Forwarding and promising on the command line, from the offer to the kept promise."""

from __future__ import annotations

import pytest


@pytest.fixture
def number(desk) -> str:
    return str(desk.inquiry(phone="0211 123456", holder="anna"))


def test_an_offer_says_until_when_and_the_lists_say_with_whom_it_is(run, number):
    done = run("inquiry", "offer", number, "--to", "Joerg", "--note", "40 spots", "--contact", "parallel", "--json")
    assert done.status == 0
    assert done.json["sentence"] == f"#{number} offered to joerg until 11:00"
    assert (done.json["offered_to"], done.json["offered_until"]) == ("joerg", "2026-11-23T10:00:00Z")
    (row,) = run("inquiry", "list", "offered:me", "--json", rep="joerg").json
    assert (row["state"], row["holder"], row["offered_to"]) == ("offered", "anna", "joerg")
    assert row["offered_until"] == "2026-11-23T10:00:00Z"
    assert "anna > joerg" in run("inquiry", "list").out
    accepted = run("inquiry", "accept", number, rep="joerg")
    assert (accepted.out, accepted.err) == (f"#{number} accepted\n", "")
    assert run("inquiry", "list", "holder:me", "--json", rep="joerg").json[0]["offered_to"] is None


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--note", "x"], 2, "--to is missing"),
        (["--to", "mia"], 2, "--note is missing"),
        (["--to", "mia", "--note", "x"], 1, "spoken, written, parallel or none"),
        (["--to", "mia", "--note", "x", "--contact", "none"], 1, "say why"),
        (["--to", "mia", "--note", "x", "--contact", "fax"], 2, "--contact takes"),
        (["--to", "mia", "--note", " ", "--contact", "spoken"], 1, "note"),
        (["--to", "anna", "--note", "x", "--contact", "spoken"], 1, "yourself"),
        (["--to", "ghost", "--note", "x", "--contact", "spoken"], 2, "ghost"),
        (["--to", "mia", "--note", "x", "--contact", "spoken", "--within", "soon"], 1, "soon"),
        (["--to", "mia", "--note", "x", "--contact", "spoken", "--promise", "prices"], 1, "when the promise is due"),
    ],
)
def test_an_offer_that_can_not_be_made_says_why_and_changes_nothing(run, desk, number, words, status, said):
    before = desk.everything()
    refused = run("inquiry", "offer", number, *words)
    assert (refused.status, refused.out) == (status, "")
    assert said in refused.err
    assert desk.everything() == before


def test_a_day_to_accept_is_a_business_day(run, number):
    told = ["--note", "x", "--contact", "spoken", "--within", "1d", "--json"]
    assert run("inquiry", "offer", number, "--to", "mia", *told).json["offered_until"] == "2026-11-24T09:00:00Z"


def test_what_is_declined_or_taken_back_is_with_its_sender_again(run, number):
    told = ["--to", "mia", "--note", "x", "--contact", "written"]
    run("inquiry", "offer", number, *told)
    assert run("inquiry", "decline", number, rep="mia").status == 2
    assert run("inquiry", "decline", number, "--why", "full", rep="mia").out == f"#{number} declined\n"
    assert run("inquiry", "list", "--json").json[0]["marks"] == ["returned"]
    run("inquiry", "offer", number, *told)
    assert run("inquiry", "takeback", number, rep="mia").status == 1
    assert run("inquiry", "takeback", number).out == f"#{number} no longer offered\n"
    shown = run("inquiry", "show", number, "--json").json
    assert [each["state"] for each in shown["offers"]] == ["declined", "taken_back"]
    assert [each["act"] for each in shown["trail"]][2:] == ["offer", "decline", "offer", "take_back"]


def test_accepting_too_late_is_refused_and_the_desk_has_ended_the_offer(run, desk, number):
    run("inquiry", "offer", number, "--to", "mia", "--note", "x", "--contact", "spoken", "--within", "5")
    desk.later(minutes=6)
    refused = run("inquiry", "accept", number, rep="mia")
    assert (refused.status, "expired" in refused.err, "anna" in refused.err) == (1, True, True)
    last = run("inquiry", "show", number, "--json").json["trail"][-1]
    assert (last["act"], last["rep"], last["at"], last["note"]) == ("expire", None, "2026-11-23T09:05:00Z", "mia")


def test_a_promise_has_a_number_is_moved_kept_or_broken_and_is_the_next_step(run, number):
    run("inquiry", "reply", number, "--how", "spoken", "--note", "spoke")
    done = run("inquiry", "promise", number, "send", "the", "prices", "--due", "15:00", "--json").json
    assert (done["promise"], done["due"]) == (1, "2026-11-23T14:00:00Z")
    assert done["sentence"] == f"#{number} promised for 15:00"
    row = run("inquiry", "list", "--json").json[0]
    assert (row["next_step"], row["next_at"]) == ("promise", "2026-11-23T14:00:00Z")
    assert "17:00" in run("inquiry", "promise-moved", number, "1", "--to", "17:00").out
    assert run("inquiry", "promise-kept", number, "#1").out == f"#{number} promise kept\n"
    assert run("inquiry", "promise-kept", number, "1").status == 1
    run("inquiry", "promise", number, "call", "--due", "16:00")
    assert run("inquiry", "promise-broken", number, "2").status == 2
    assert run("inquiry", "promise-broken", number, "2", "--why", "forgotten").status == 0
    shown = run("inquiry", "show", number, "--json").json
    assert [(each["text"], each["state"]) for each in shown["promises"]] == [
        ("call", "broken"),
        ("send the prices", "kept"),
    ]
    assert "send the prices" in run("inquiry", "show", number).out


def test_an_offer_can_carry_first_answers_and_a_promise(run, number):
    answers = ["--what", "spots", "--by", "May", "--budget", "500", "--area", "NRW"]
    promise = ["--promise", "prices", "--due", "16:00"]
    run("inquiry", "offer", number, "--to", "mia", "--note", "x", "--contact", "spoken", *answers, *promise)
    shown = run("inquiry", "show", number, "--json").json
    lead = {name: shown["lead"][name] for name in ("what", "by", "budget_cents", "area")}
    assert lead == {"what": "spots", "by": "May", "budget_cents": 50_000, "area": "NRW"}
    assert [each["text"] for each in shown["promises"]] == ["prices"]
