"""What comes in: threads and duplicates, and what no order of arriving changes (DOMAIN, Threads and duplicates)."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest

from desk import acts
from desk.acts.receive import Arrival
from desk.words import Channel, Mark, Outcome, Priority, ReplyHow, State, Step
from tests.acts.state import inquiry
from tests.kit.builders import Desk, local, mail

PROOF = bool(os.environ.get("DESK_PROOF"))


def arrive(desk: Desk, serial: int, **values: Any) -> Any:
    return desk.do(acts.receive.mail, mail(serial, **values), b"packed", rep=None).value


def test_a_message_is_an_inquiry_of_its_own_with_its_clock_from_when_it_was_received(desk):
    found = desk.mail(
        sender_name="Petra Kraus",
        sender_email="p@kraus.example",
        subject="Media data",
        received_at=local("2026-11-20 17:30"),  # a Friday
        sent_at=local("2026-11-19 09:00"),
        phones=("+49211123456",),
    )
    row, seen = desk.row(found.number), desk.detail(found.number)
    assert (found.arrival, row.state, row.channel, row.holder) == (Arrival.ADDED, State.NEW, Channel.EMAIL, None)
    assert (row.about, row.sender, seen.sender_email) == ("Media data", "Petra Kraus", "p@kraus.example")
    assert (row.received_at, row.due_at) == (local("2026-11-20 17:30"), local("2026-11-23 08:30"))
    assert (seen.sender_phone, seen.phone_confirmed) == ("+49211123456", False)
    assert desk.acts_of(found.number) == ["receive"]
    assert desk.trail(found.number)[0].rep is None


def test_the_same_message_twice_is_one_inquiry_and_the_second_leaves_no_trace(desk):
    first = desk.do(acts.receive.mail, mail(1), b"packed", rep=None).value
    before = desk.everything()
    again = desk.do(acts.receive.mail, mail(1), b"packed", rep=None)
    assert (again.value.arrival, again.value.number, again.act_id) == (Arrival.REPEATED, first.number, None)
    assert desk.everything() == before


@pytest.mark.parametrize("full_text", ["Yes please.", "Yes please.\n\n> Shall we?"])
def test_the_same_message_by_another_way_has_other_headers_and_is_the_same(desk, full_text):
    values = {"message_id": "a@x", "text": "Yes please.", "full_text": full_text}
    first = arrive(desk, 1, raw=b"Received: one\n", **values)
    again = arrive(desk, 1, raw=b"Received: two\nReceived: one\n", **values)
    assert (again.arrival, again.number) == (Arrival.REPEATED, first.number)


@pytest.mark.parametrize(
    "other", [{"text": "Another text"}, {"sender_email": "somebody@else.example"}, {"full_text": "Text 1\n> history"}]
)
def test_a_repeated_message_id_over_something_else_is_another_message(desk, other):
    first = arrive(desk, 1, message_id="a@x")
    second = arrive(desk, 1, raw=b"2", message_id="a@x", **other)
    assert (second.arrival, second.number != first.number) == (Arrival.ADDED, True)


def test_what_is_repeated_after_a_merge_is_told_with_the_number_that_stands_for_it(desk):
    number, into = arrive(desk, 1).number, arrive(desk, 2).number
    desk.do(acts.merging.merge, number, into)
    assert arrive(desk, 1).number == into


@pytest.mark.parametrize("answers", [{"in_reply_to": "1@example.org"}, {"references": ("0@x", "1@example.org", "9@x")}])
def test_a_reply_joins_its_thread_whoever_wrote_it(desk, answers):
    first = arrive(desk, 1)
    reply = arrive(desk, 2, sender_email="colleague@elsewhere.example", **answers)
    assert (reply.arrival, reply.number) == (Arrival.JOINED, first.number)
    assert desk.acts_of(first.number) == ["receive", "receive"]
    assert len(desk.detail(first.number).messages) == 2


def test_two_answers_to_a_message_that_never_arrives_are_one_inquiry(desk):
    first = arrive(desk, 1, in_reply_to="ours@desk.example")
    assert arrive(desk, 2, references=("ours@desk.example",)).number == first.number


def test_the_number_in_the_subject_and_the_same_sender_join_another_sender_does_not(desk):
    number = desk.inquiry(email="k@x.example")
    assert arrive(desk, 1, subject_number=number, sender_email="k@x.example").number == number
    assert arrive(desk, 2, subject_number=number, sender_email="other@x.example").arrival is Arrival.ADDED
    assert arrive(desk, 3, subject_number=number, sender_email="").arrival is Arrival.ADDED
    assert arrive(desk, 4, subject_number=999_999_999, sender_email="k@x.example").arrival is Arrival.ADDED


def test_what_a_message_answers_counts_more_than_the_number_in_its_subject(desk):
    by_number = desk.inquiry(email="k@x.example")
    thread = arrive(desk, 1)
    found = arrive(desk, 2, in_reply_to="1@example.org", subject_number=by_number, sender_email="k@x.example")
    assert found.number == thread.number


def test_a_reply_read_before_its_original_is_joined_and_dated_by_it(desk):
    at = local("2026-11-23 09:00")
    reply = arrive(
        desk,
        2,
        in_reply_to="1@example.org",
        received_at=at,
        subject="Re: Quote",
        sender_name="Ours",
        sender_email="us@desk.example",
    )
    customer = desk.customer(email="k@kraus.example")
    found = arrive(
        desk,
        1,
        received_at=at - timedelta(hours=2),
        subject="Quote",
        sender_name="Kraus",
        sender_email="k@kraus.example",
    )
    row = desk.row(reply.number)
    assert (found.arrival, found.number) == (Arrival.JOINED, reply.number)
    assert (row.received_at, row.due_at) == (at - timedelta(hours=2), local("2026-11-23 09:00"))
    assert (row.about, row.sender, row.customer_number) == ("Quote", "Kraus", customer)


def test_what_somebody_has_corrected_stays_when_the_original_arrives(desk):
    at = local("2026-11-23 09:00")
    number = arrive(desk, 2, in_reply_to="1@example.org", received_at=at).number
    desk.do(acts.work.edit, number, {"about": "Corrected"})
    arrive(desk, 1, received_at=at - timedelta(hours=2), subject="Quote")
    assert (desk.row(number).about, desk.row(number).received_at) == ("Corrected", at - timedelta(hours=2))


def test_a_message_that_links_two_inquiries_nobody_has_touched_makes_them_one(desk):
    late = arrive(desk, 3, in_reply_to="2@example.org", received_at=local("2026-11-23 09:30")).number
    early = arrive(desk, 1, received_at=local("2026-11-23 08:00"), subject="Quote").number
    assert late != early
    link = arrive(desk, 2, in_reply_to="1@example.org", received_at=local("2026-11-23 09:00"))
    assert (link.arrival, link.number) == (Arrival.JOINED, late)
    assert (desk.row(early).state, desk.row(early).outcome) == (State.CLOSED, Outcome.DUPLICATE)
    assert desk.detail(early).merged_into == late
    assert (desk.row(late).received_at, desk.row(late).about) == (local("2026-11-23 08:00"), "Quote")
    assert (desk.acts_of(early), desk.acts_of(late)) == (["receive", "merge"], ["receive", "receive"])


def test_the_one_that_somebody_works_on_stands_for_both_and_two_such_stay_two(desk):
    one, two = arrive(desk, 1).number, arrive(desk, 3, in_reply_to="2@example.org").number
    desk.do(acts.custody.claim, two, rep="mia")
    assert arrive(desk, 2, in_reply_to="1@example.org").number == two
    assert (desk.detail(one).merged_into, desk.row(two).holder) == (two, "mia")
    three, four = arrive(desk, 11).number, arrive(desk, 13, in_reply_to="12@example.org").number
    desk.do(acts.custody.claim, three, rep="mia")
    desk.do(acts.custody.claim, four, rep="joerg")
    assert arrive(desk, 12, in_reply_to="11@example.org").number == three
    assert (desk.row(three).state, desk.row(four).state) == (State.HELD, State.HELD)


def answered(desk, **values) -> int:
    number = arrive(desk, 1, **values).number
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "sent", rep="mia")
    return number


def test_a_reply_wakes_what_sleeps_and_wants_an_answer_in_time(desk):
    number = answered(desk)
    desk.do(acts.time.snooze, number, local("2026-12-01 09:00"), rep="mia")
    arrive(desk, 2, in_reply_to="1@example.org", received_at=desk.now)
    row = desk.row(number)
    assert (row.state, row.holder) == (State.HELD, "mia")
    assert (row.next_step, row.next_at) == (Step.FOLLOW_UP, desk.now + timedelta(hours=1))


def test_a_reply_reopens_what_is_closed_with_whoever_held_it_else_in_the_inbox(desk):
    held, new = answered(desk), arrive(desk, 11).number
    for number in (held, new):
        desk.do(acts.work.close, number, Outcome.NO_NEED, why="no reason", rep="mia")
    arrive(desk, 2, in_reply_to="1@example.org")
    arrive(desk, 12, in_reply_to="11@example.org")
    assert (desk.row(held).state, desk.row(held).holder) == (State.HELD, "mia")
    assert (desk.row(new).state, desk.row(new).holder, desk.row(new).outcome) == (State.NEW, None, None)
    assert inquiry(desk, held)["outcome_why"] is None


@pytest.mark.parametrize("state", ["snoozed", "closed"])
def test_an_automatic_reply_joins_and_neither_wakes_nor_reopens(desk, state):
    number = answered(desk)
    if state == "snoozed":
        desk.do(acts.time.snooze, number, local("2026-12-01 09:00"), rep="mia")
    else:
        desk.do(acts.work.close, number, Outcome.ANSWERED, rep="mia")
    step = desk.row(number).next_at
    found = arrive(desk, 2, in_reply_to="1@example.org", automatic=True)
    assert (found.arrival, desk.row(number).state, desk.row(number).next_at) == (Arrival.JOINED, state, step)


def test_what_a_machine_wrote_is_low_until_a_person_writes(desk):
    number = arrive(desk, 1, automatic=True).number
    assert desk.row(number).priority is Priority.LOW
    arrive(desk, 2, in_reply_to="1@example.org")
    assert desk.row(number).priority is Priority.NORMAL


def test_what_a_person_set_low_stays_low(desk):
    number = arrive(desk, 1).number
    desk.do(acts.work.priority, number, Priority.LOW)
    arrive(desk, 2, in_reply_to="1@example.org")
    assert desk.row(number).priority is Priority.LOW


def test_the_one_that_stands_for_a_merged_inquiry_gets_its_replies(desk):
    first, second, third = (arrive(desk, serial).number for serial in (1, 2, 3))
    desk.do(acts.merging.merge, first, second)
    desk.do(acts.merging.merge, second, third)
    desk.do(acts.work.close, third, Outcome.ANSWERED)
    assert arrive(desk, 9, in_reply_to="1@example.org").number == third
    assert desk.row(third).state is State.NEW
    assert desk.row(first).state is desk.row(second).state is State.CLOSED


def test_a_reply_to_what_was_taken_apart_again_goes_where_it_belongs(desk):
    first, second = (arrive(desk, serial).number for serial in (1, 2))
    desk.do(acts.merging.merge, first, second)
    desk.do(acts.merging.unmerge, first)
    assert arrive(desk, 9, in_reply_to="1@example.org").number == first


def test_what_nobody_can_read_is_kept_whole_and_marked(desk):
    found = desk.do(
        acts.receive.mail,
        mail(
            1,
            raw=b"\0" * 9,
            readable=False,
            why_unreadable="nul",
            sender_name="",
            sender_email="",
            subject="",
            text="",
            message_id=None,
        ),
        b"packed",
        rep=None,
    ).value
    assert found.arrival is Arrival.UNREADABLE
    assert desk.row(found.number).marks == (Mark.UNREADABLE,)
    assert desk.sql("SELECT size, raw FROM source") == [(9, b"packed")]
    assert desk.sql("SELECT readable, why_unreadable FROM message") == [(0, "nul")]


@pytest.mark.parametrize(
    ("received", "sent", "wanted"),
    [
        ("2027-05-01 09:00", None, "2026-11-23 10:00"),
        (None, "2099-01-01 00:00", "2026-11-23 10:00"),
        (None, None, "2026-11-23 10:00"),
        (None, "1990-01-01 12:00", "1990-01-01 12:00"),
        ("2026-11-20 09:00", "2027-05-01 09:00", "2026-11-20 09:00"),
    ],
)
def test_no_message_comes_from_the_future_whatever_its_date(desk, received, sent, wanted):
    when = {"received_at": received and local(received), "sent_at": sent and local(sent)}
    row = desk.row(desk.mail(**when).number)
    assert row.received_at == local(wanted)
    assert row.due_at > row.received_at
