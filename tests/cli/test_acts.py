"""Acts as commands: what is printed, and what the trail holds."""

from __future__ import annotations

import pytest

from desk.words import State, StoreRefused, Thing

KEYS = ["act", "number", "state", "holder", "sentence", "warning"]


def test_an_act_prints_one_sentence_that_begins_with_the_number_and_is_saved(run, desk):
    number = desk.inquiry()
    done = run("inquiry", "claim", f"#{number}")
    assert (done.status, done.out, done.err) == (0, f"#{number} taken\n", "")
    assert desk.acts_of(number) == ["receive", "claim"]
    assert desk.row(number).holder == "anna"


def test_with_json_an_act_prints_one_object_with_the_same_keys_always(run, desk):
    number = desk.inquiry()
    done = run("inquiry", "claim", str(number), "--json")
    assert list(done.json) == KEYS
    assert done.json == {
        "act": "claim",
        "number": number,
        "state": "held",
        "holder": "anna",
        "sentence": f"#{number} taken",
        "warning": None,
    }


def test_a_refusal_says_who_holds_the_inquiry_on_standard_error_with_status_1(run, desk):
    number = desk.inquiry(holder="mia")
    before = desk.everything()
    refused = run("inquiry", "claim", str(number), "--json")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == f"#{number} is held by mia.\n"
    assert desk.everything() == before


def test_acting_over_a_colleagues_head_warns_with_status_0_and_stands_in_the_trail(run, desk):
    number = desk.inquiry(holder="mia")
    done = run("inquiry", "note", str(number), "seen", "at", "the", "fair", "--json")
    assert done.status == 0
    assert done.json["warning"] == done.err.strip() == "That touched an inquiry of mia; the trail says so."
    last = desk.trail(number)[-1]
    assert (last.rep, last.act, last.note, last.over) == ("anna", "note", "seen at the fair", "mia")


def test_merging_into_a_colleagues_inquiry_warns_of_the_colleague_not_of_the_wrong_number(run, desk):
    mine, theirs = desk.inquiry(holder="anna"), desk.inquiry(holder="mia")
    done = run("inquiry", "merge", str(mine), str(theirs), "--json")
    assert done.json["warning"] == "That touched an inquiry of mia; the trail says so."
    assert [line.over for line in desk.trail(theirs)][-1] == "mia"


HELD = [
    (["release"], "release", "new", None),
    (["assign", "--to", "MIA"], "assign", "held", "mia"),
    (["reply", "--how", "spoken", "--note", "-10% said"], "reply", "held", "anna"),
    (["qualify", "--what", "spots", "--budget", "1.234,56", "--fit", "HOT"], "qualify", "held", "anna"),
    (["quote", "--amount", "1234.56"], "quote", "held", "anna"),
    (["visit", "--on", "fr 14:30"], "visit", "held", "anna"),
    (["note", "text"], "note", "held", "anna"),
    (["edit", "--set", "about=Other", "sender-phone=0211 99"], "edit", "held", "anna"),
    (["priority", "high"], "priority", "held", "anna"),
    (["attach", "--text", "called once more"], "attach", "held", "anna"),
    (["snooze", "--until", "+7d"], "snooze", "snoozed", "anna"),
    (["follow-up", "--at", "tomorrow 9:00"], "follow_up", "held", "anna"),
    (["close", "--outcome", "no-need"], "close", "closed", "anna"),
    (["close", "--outcome", "won", "--amount", "1234,56"], "close", "closed", "anna"),
    (["close", "--outcome", "lost", "--why", "too dear"], "close", "closed", "anna"),
]


@pytest.mark.parametrize(("words", "act", "state", "holder"), HELD, ids=[" ".join(case[0][:3]) for case in HELD])
def test_every_act_on_an_inquiry_is_a_command(run, desk, words, act, state, holder):
    number = desk.inquiry(holder="anna")
    done = run("inquiry", words[0], str(number), *words[1:], "--json")
    assert (done.status, done.err) == (0, "")
    assert [done.json[key] for key in ("act", "number", "state", "holder")] == [act, number, state, holder]
    assert done.json["sentence"].startswith(f"#{number} ")
    assert desk.acts_of(number)[-1] == act


def test_a_time_that_was_understood_is_said_in_full(run, desk):
    number = desk.inquiry(holder="anna")
    assert run("inquiry", "snooze", str(number), "--until", "fr 14:30").out == (
        f"#{number} snoozed: Friday, 27 November 2026, 14:30\n"
    )


def test_a_time_counts_from_the_last_act_when_the_clock_stands_behind_it(run, desk):
    number = desk.inquiry(holder="anna")
    desk.later(hours=-3)
    run("inquiry", "snooze", str(number), "--until", "in 2h")
    assert desk.row(number).next_at.hour == 11  # the act before was at 9:00 UTC


def test_a_visit_that_was_made_may_be_noted_by_its_date(run, desk):
    number = desk.inquiry(holder="anna")
    assert run("inquiry", "visit", str(number), "--on", "2026-10-05").status == 0
    assert desk.detail(number).qualification.visit_at.isoformat() == "2026-10-05T10:00:00+00:00"
    assert run("inquiry", "visit", str(number), "--on", "last spring").status == 1


def test_what_is_snoozed_wakes_and_what_is_closed_is_opened_again(run, desk):
    number = desk.inquiry(holder="anna")
    run("inquiry", "snooze", str(number), "--until", "+7d")
    assert run("inquiry", "wake", str(number)).out == f"#{number} awake\n"
    run("inquiry", "close", str(number), "--outcome", "answered")
    assert run("inquiry", "reopen", str(number), rep="mia").out == f"#{number} open again\n"
    assert desk.row(number).holder == "mia"


def test_a_duplicate_is_merged_and_unmerged(run, desk):
    first, second = desk.inquiry(), desk.inquiry()
    closed = run("inquiry", "close", str(second), "--outcome", "duplicate", "--of", f"#{first}", "--json")
    assert (closed.json["act"], closed.json["number"], closed.json["state"]) == ("merge", second, "closed")
    assert desk.detail(second).merged_into == first
    assert run("inquiry", "unmerge", str(second)).status == 0
    assert run("inquiry", "merge", str(second), str(first), "--json").json["number"] == second


def test_an_inquiry_is_linked_to_a_customer_by_the_customers_number(run, desk):
    number, customer = desk.inquiry(), desk.customer("Kraus")
    assert run("inquiry", "link", str(number), f"#{customer}").status == 0
    assert desk.row(number).customer_number == customer


def test_undo_takes_back_ones_last_act_and_redo_brings_it_back(run, desk):
    number = desk.inquiry()
    run("inquiry", "claim", str(number))
    assert run("inquiry", "undo", "--json").json["number"] == number
    assert desk.row(number).state is State.NEW
    assert run("inquiry", "redo").out == f"#{number} done again\n"
    assert desk.row(number).holder == "anna"
    assert desk.acts_of(number) == ["receive", "claim", "undo", "redo"]


def test_undo_of_an_inquiry_takes_back_ones_last_act_on_that_one(run, desk):
    first, second = desk.inquiry(), desk.inquiry()
    run("inquiry", "claim", str(first))
    run("inquiry", "claim", str(second))
    assert run("inquiry", "undo", str(first)).out == f"#{first} taken back\n"
    assert (desk.row(first).holder, desk.row(second).holder) == (None, "anna")


def test_undo_of_what_was_no_inquiry_names_the_thing_it_was_about(run, desk):
    run("customer", "add", "--company", "Kraus")
    assert run("inquiry", "redo").status == 1
    run("customer", "edit", "K1", "--set", "note=nice")
    assert run("inquiry", "undo").out == "Customer K1 taken back\n"
    run("team", "set", "accept", "30")
    assert run("inquiry", "undo").out == "The team's settings: taken back\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["close", "--outcome", "won"], "Won needs an amount."),
        (["close", "--outcome", "lost"], "Lost needs a reason."),
        (["close", "--outcome", "duplicate"], "A duplicate needs the number of the other inquiry."),
        (["close", "--outcome", "won", "--amount", "1.234"], "1.234 can be read in two ways."),
        (["snooze", "--until", "sometime"], "“sometime” is not a time the desk understands."),
        (["snooze", "--until", "5/12"], "“5/12” can be read in two ways."),
        (["qualify"], "There is nothing to record"),
        (["note", "  "], "A note is needed"),
    ],
)
def test_what_a_rule_refuses_has_status_1_and_changes_nothing(run, desk, words, said):
    number = desk.inquiry(holder="anna")
    before = desk.everything()
    refused = run("inquiry", words[0], str(number), *words[1:])
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(said)
    assert desk.everything() == before


@pytest.mark.parametrize(
    "words",
    [
        ["assign", "--to", "ghost"],
        ["edit", "--set", "colour=red"],
        ["edit", "--set", "channel=pigeon"],
        ["close", "--outcome", "vanished"],
        ["reply", "--how", "sung", "--note", "x"],
        ["priority", "urgent"],
    ],
)
def test_an_unknown_handle_or_word_has_status_2_and_changes_nothing(run, desk, words):
    number = desk.inquiry(holder="anna")
    before = desk.everything()
    assert run("inquiry", words[0], str(number), *words[1:]).status == 2
    assert desk.everything() == before


@pytest.mark.parametrize("words", [["show"], ["claim"], ["undo"], ["reopen"]])
@pytest.mark.parametrize("number", ["1", "9999", "9" * 19, "9" * 40])
def test_an_unknown_number_has_status_1(run, words, number):
    assert run("inquiry", *words, number).status == 1


def test_taking_down_an_inquiry_prints_its_number_and_finds_the_customer_by_telephone(run, desk):
    customer = desk.customer("Kraus", phone="0211 123456")
    done = run(
        *("inquiry", "add", "--channel", "phone", "--from", "Jörg Kraus", "--about", "Quote missing"),
        *("--phone", "+49 (211) 123456", "--text", "first line\nsecond", "--json"),
    )
    assert (done.json["act"], done.json["number"], done.json["state"]) == ("receive", 1001, "new")
    row = desk.detail(1001)
    assert (row.row.customer_number, row.row.sender, row.body) == (customer, "Jörg Kraus", "first line\nsecond")
    assert desk.trail(1001)[0].rep == "anna"


@pytest.mark.parametrize("missing", ["--channel", "--from", "--about"])
def test_an_inquiry_is_not_taken_down_without_channel_sender_and_subject(run, missing):
    given = {"--channel": "web", "--from": "Kraus", "--about": "Quote"}
    del given[missing]
    done = run("inquiry", "add", *(word for pair in given.items() for word in pair))
    assert (done.status, done.err) == (2, f"{missing} is missing.\n")


def test_the_trail_of_an_act_under_a_stopped_clock_says_so(run, desk):
    number = desk.inquiry()
    run("inquiry", "claim", str(number))
    assert desk.trail(number)[-1].clock_stopped


def test_an_act_that_is_saved_is_said_even_when_it_cant_be_looked_at_afterwards(run, desk, monkeypatch):
    def gone(*_: object) -> None:
        raise StoreRefused("store_replaced", path="x")

    number = desk.inquiry()
    monkeypatch.setattr("desk.views.inbox.rows", gone)
    done = run("inquiry", "claim", str(number))
    assert (done.status, done.out) == (0, f"#{number} taken\n")


def test_adding_a_rep_gives_the_handle_and_stands_in_the_trail(run, desk):
    done = run("team", "add", "Lea", "Lindner", "--side", "field", "--json")
    assert (done.json["act"], done.json["handle"]) == ("team_add", "lea")
    assert desk.acts_of(4, Thing.REP) == ["team_add"]
