"""Two inquiries that are one: nothing that was to be done falls asleep, and unmerging restores both."""

from __future__ import annotations

from datetime import timedelta

from desk import acts
from desk.words import CallResult, Outcome, ReplyHow, State, Step, Thing
from tests.acts.state import callback, inquiry, rows
from tests.kit.builders import local

WORKED_OUT = ("version", "follow_up_at", "next_at", "next_step")


def pair(desk):
    return desk.inquiry(holder="mia"), desk.inquiry(holder="joerg")


def test_the_merged_one_is_closed_as_a_duplicate_and_both_trails_name_the_other(desk):
    number, into = pair(desk)
    done = desk.do(acts.merging.merge, number, into, rep="anna")
    assert (desk.row(number).state, desk.row(number).outcome) == (State.CLOSED, Outcome.DUPLICATE)
    assert desk.detail(number).merged_into == into
    assert (desk.row(into).state, desk.row(into).holder) == (State.HELD, "joerg")
    assert (desk.trail(number)[-1].note, desk.trail(into)[-1].note) == (f"#{into}", f"#{number}")
    assert (desk.trail(number)[-1].over, desk.trail(into)[-1].over, done.over) == ("mia", "joerg", "mia")


def test_its_open_callbacks_go_to_the_other_one_and_are_its_next_step(desk):
    number, into = pair(desk)
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.do(acts.work.reply, into, ReplyHow.SPOKEN, "spoke", rep="joerg")
    waiting = desk.callback(inquiry=number, at=desk.now + timedelta(hours=1))
    done = desk.callback(inquiry=number)
    desk.do(acts.callbacks.result, done, CallResult.REACHED)
    desk.do(acts.merging.merge, number, into)
    assert callback(desk, waiting)["inquiry_number"] == into
    assert callback(desk, done)["inquiry_number"] == number
    assert (desk.row(into).next_step, desk.row(into).next_at) == (Step.CALLBACK, desk.now + timedelta(hours=1))
    assert desk.acts_of(waiting, Thing.CALLBACK) == ["callback_add", "merge"]


def test_what_nobody_has_answered_wakes_the_other_one_and_is_due_there_at_its_time(desk):
    number, into = pair(desk)
    desk.do(acts.work.reply, into, ReplyHow.SPOKEN, "spoke", rep="joerg")
    desk.do(acts.time.snooze, into, local("2026-12-01 09:00"), rep="joerg")
    due = desk.row(number).due_at
    desk.do(acts.merging.merge, number, into)
    assert (desk.row(into).state, desk.row(into).next_step, desk.row(into).next_at) == (
        State.HELD,
        Step.FOLLOW_UP,
        due,
    )


def test_what_was_answered_lets_the_other_one_sleep_but_its_own_date_is_kept(desk):
    number, into = pair(desk)
    for each, rep in ((number, "mia"), (into, "joerg")):
        desk.do(acts.work.reply, each, ReplyHow.SPOKEN, "spoke", rep=rep)
    desk.do(acts.time.snooze, number, local("2026-11-25 09:00"), rep="mia")
    desk.do(acts.time.snooze, into, local("2026-12-01 09:00"), rep="joerg")
    desk.do(acts.merging.merge, number, into)
    assert desk.row(into).state is State.SNOOZED
    desk.clock.move(local("2026-12-01 09:00"))
    assert desk.row(into).state is State.HELD


def test_the_earlier_of_two_first_replies_stays_due(desk):
    number = desk.inquiry()
    desk.later(minutes=10)
    into = desk.inquiry()
    due = desk.row(number).due_at
    assert due < desk.row(into).due_at
    desk.do(acts.merging.merge, number, into)
    assert desk.row(into).next_at == due


def test_several_merged_at_once_all_stand_in_the_others_one_entry(desk):
    into, *numbers = (desk.inquiry() for _ in range(4))
    desk.write(lambda tx: acts.bulk.each(tx, numbers, lambda each: acts.merging.merge(tx, each, into)))
    assert desk.trail(into)[-1].note == ", ".join(f"#{number}" for number in numbers)
    assert desk.acts_of(into) == ["receive", "merge"]


def test_what_can_not_be_merged_is_refused_with_its_reason(desk):
    one, two, three = (desk.inquiry() for _ in range(3))
    assert desk.refused(acts.merging.merge, one, one).reason == "merge_with_itself"
    assert desk.refused(acts.merging.merge, one, 9999).reason == "no_such_inquiry"
    desk.do(acts.merging.merge, two, one)
    assert desk.refused(acts.merging.merge, one, two).reason == "merge_in_a_circle"
    refused = desk.refused(acts.merging.merge, three, two)
    assert (refused.reason, refused.facts["into"]) == ("merged_into", one)
    assert desk.refused(acts.merging.merge, two, three).reason == "closed_already"
    desk.do(acts.work.close, one, Outcome.SPAM)
    refused = desk.refused(acts.merging.merge, three, one)
    assert (refused.reason, refused.facts["number"]) == ("closed_already", one)


def test_unmerging_restores_both_as_they_were(desk):
    number, into = pair(desk)
    for each, rep in ((number, "mia"), (into, "joerg")):
        desk.do(acts.work.reply, each, ReplyHow.SPOKEN, "spoke", rep=rep)
    desk.callback(inquiry=number)
    desk.do(acts.time.snooze, number, local("2026-11-25 09:00"), rep="mia")
    desk.do(acts.time.snooze, into, local("2026-12-01 09:00"), rep="joerg")
    before = rows(desk)
    desk.do(acts.merging.merge, number, into, rep="anna")
    assert rows(desk) != before
    desk.later(minutes=5)
    desk.do(acts.merging.unmerge, number, rep="anna")
    assert rows(desk) == before
    assert desk.acts_of(number)[-2:] == desk.acts_of(into)[-2:] == ["merge", "unmerge"]
    assert desk.acts_of(1, Thing.CALLBACK) == ["callback_add", "merge", "unmerge"]


def test_unmerging_what_was_in_the_inbox_puts_it_back_there(desk):
    number, into = desk.inquiry(), desk.inquiry(holder="mia")
    desk.do(acts.merging.merge, number, into)
    desk.do(acts.merging.unmerge, number)
    assert (desk.row(number).state, desk.row(number).holder, desk.row(number).outcome) == (State.NEW, None, None)
    assert desk.row(number).next_step is Step.FIRST_REPLY


def test_unmerging_leaves_alone_what_was_changed_since(desk):
    number, into = pair(desk)
    desk.do(acts.work.reply, into, ReplyHow.SPOKEN, "spoke", rep="joerg")
    desk.do(acts.merging.merge, number, into)
    planned = local("2026-11-30 10:00")
    desk.do(acts.time.follow_up, into, planned, rep="joerg")
    desk.do(acts.work.edit, number, {"about": "something else"})
    desk.do(acts.merging.unmerge, number)
    assert desk.row(into).next_at == planned
    assert desk.row(number).about == "something else"


def test_what_should_have_woken_meanwhile_is_awake_after_unmerging(desk):
    number, into = pair(desk)
    desk.do(acts.time.snooze, number, local("2026-11-24 09:00"), rep="mia")
    desk.do(acts.merging.merge, number, into)
    desk.clock.move(local("2026-11-25 09:00"))
    desk.do(acts.merging.unmerge, number)
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "mia")


def test_a_callback_comes_back_even_when_the_other_one_was_merged_further(desk):
    first, second, third = (desk.inquiry(holder="mia") for _ in range(3))
    waiting = desk.callback(inquiry=first)
    desk.do(acts.merging.merge, first, second)
    desk.do(acts.merging.merge, second, third)
    assert callback(desk, waiting)["inquiry_number"] == third
    desk.do(acts.merging.unmerge, first)
    assert callback(desk, waiting)["inquiry_number"] == first
    assert desk.row(third).next_step is Step.FIRST_REPLY
    assert desk.acts_of(third)[-1] == "unmerge"


def test_unmerging_is_possible_even_when_the_other_one_is_closed_by_now(desk):
    number, into = pair(desk)
    desk.do(acts.merging.merge, number, into)
    desk.do(acts.work.close, into, Outcome.ANSWERED)
    closed = inquiry(desk, into)
    desk.do(acts.merging.unmerge, number)
    assert desk.row(number).state is State.HELD
    now = inquiry(desk, into)
    assert {name: now[name] for name in now if name not in WORKED_OUT} == {
        name: closed[name] for name in closed if name not in WORKED_OUT
    }


def test_unmerging_one_of_two_leaves_the_other_merged(desk):
    into, one, two = (desk.inquiry(holder="mia") for _ in range(3))
    for each in (one, two):
        desk.do(acts.merging.merge, each, into)
    desk.do(acts.merging.unmerge, one)
    assert (desk.row(one).state, desk.row(two).state) == (State.HELD, State.CLOSED)


def test_what_can_not_be_unmerged_is_refused(desk):
    number = desk.inquiry()
    assert desk.refused(acts.merging.unmerge, number).reason == "open_in_inbox"
    desk.do(acts.work.close, number, Outcome.SPAM)
    assert desk.refused(acts.merging.unmerge, number).reason == "not_merged"


def test_the_one_that_stands_for_all_finds_the_messages_of_each(desk):
    first, second, third = (desk.mail().number for _ in range(3))
    desk.do(acts.merging.merge, first, second)
    desk.do(acts.merging.merge, second, third)
    assert [len(desk.detail(number).messages) for number in (first, second, third)] == [1, 2, 3]
