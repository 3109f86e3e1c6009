"""When an inquiry is taken up again: snooze, wake, follow up; and what is due settles itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts
from desk.words import Channel, Outcome, ReplyHow, State, Step
from tests.kit.builders import local, mail

TUESDAY = local("2026-11-24 09:00")


def held(desk, *, replied=True, rep="mia"):
    number = desk.inquiry(holder=rep)
    if replied:
        desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep=rep)
    return number


def test_a_snoozed_inquiry_keeps_its_holder_and_sleeps_until_its_time(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_step, row.next_at) == (State.SNOOZED, "mia", Step.SNOOZE, TUESDAY)


def test_it_wakes_by_itself_at_its_time_once_and_at_the_instant_it_was_due(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY + timedelta(days=2))
    desk.row(number)
    desk.row(number)
    row, line = desk.row(number), desk.trail(number)[-1]
    assert (row.state, row.holder, row.next_step, row.next_at) == (State.HELD, "mia", Step.FOLLOW_UP, TUESDAY)
    assert (line.act, line.rep, line.at) == ("wake", None, TUESDAY)
    assert desk.acts_of(number).count("wake") == 1


def test_a_moment_before_its_time_it_sleeps_and_at_its_time_it_is_awake(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY - timedelta(microseconds=1))
    assert desk.row(number).state is State.SNOOZED
    desk.clock.move(TUESDAY)
    assert desk.row(number).state is State.HELD


def test_a_plan_for_later_does_not_hide_that_it_was_to_be_looked_at_now(desk):
    number = held(desk)
    desk.do(acts.time.follow_up, number, local("2026-12-01 09:00"), rep="mia")
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY)
    assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.FOLLOW_UP, TUESDAY)


def test_what_nobody_has_answered_wakes_to_its_first_reply(desk):
    number = held(desk, replied=False)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY)
    assert desk.row(number).next_step is Step.FIRST_REPLY


def test_a_write_settles_what_is_due_first_so_that_it_acts_on_what_is_awake(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY)
    desk.do(acts.time.snooze, number, TUESDAY + timedelta(hours=1), rep="mia")
    assert desk.acts_of(number)[-2:] == ["wake", "snooze"]


def test_many_that_are_due_at_once_all_wake_each_in_an_act_of_its_own(desk):
    numbers = [held(desk) for _ in range(5)]
    for number in numbers:
        desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.clock.move(TUESDAY)
    assert {desk.row(number).state for number in numbers} == {State.HELD}
    assert desk.sql("SELECT count(*), count(DISTINCT at) FROM act WHERE name = 'wake' AND rep_id IS NULL") == [(5, 1)]


def test_settling_what_is_awake_already_changes_nothing(desk):
    number = held(desk)
    before = desk.everything()
    assert desk.do(acts.due.settle, "wake", number, rep=None).act_id is None
    assert desk.everything() == before


def test_its_holder_wakes_it_before_its_time(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.do(acts.time.wake, number, rep="mia")
    row = desk.row(number)
    assert (row.state, row.next_step, row.next_at) == (State.HELD, Step.FOLLOW_UP, local("2026-11-24 08:00"))


def test_a_contact_by_the_customer_wakes_it(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.do(acts.work.attach, number, "he calls again", rep="joerg")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_step) == (State.HELD, "mia", Step.FOLLOW_UP)
    assert row.next_at == desk.now + timedelta(minutes=15)  # as soon as a call is to be answered


def test_a_reply_by_mail_wakes_it_too(desk):
    number = desk.mail(message_id="first@x", sender_email="k@x.example").number
    desk.do(acts.custody.claim, number, rep="mia")
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "sent", rep="mia")
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.do(acts.receive.mail, mail(77, in_reply_to="first@x", sender_email="k@x.example"), b"", rep=None)
    assert (desk.row(number).state, desk.row(number).next_at) == (State.HELD, desk.now + timedelta(hours=1))


def test_a_follow_up_is_the_next_step_and_claims_what_nobody_holds(desk):
    number = desk.inquiry()
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.do(acts.custody.release, number, rep="mia")
    desk.do(acts.time.follow_up, number, TUESDAY, rep="joerg")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_step, row.next_at) == (State.HELD, "joerg", Step.FOLLOW_UP, TUESDAY)
    assert desk.acts_of(number)[-1] == "follow_up"


def test_a_follow_up_wakes_what_sleeps(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    desk.do(acts.time.follow_up, number, TUESDAY + timedelta(days=1), rep="mia")
    assert (desk.row(number).state, desk.row(number).next_at) == (State.HELD, TUESDAY + timedelta(days=1))


def test_a_follow_up_never_hides_a_first_reply_that_is_due_before_it(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.follow_up, number, TUESDAY, rep="mia")
    assert desk.row(number).next_step is Step.FIRST_REPLY


@pytest.mark.parametrize("act", [acts.time.snooze, acts.time.follow_up])
@pytest.mark.parametrize("minutes", [0, -1, -10_000])
def test_what_is_to_be_taken_up_later_lies_ahead(desk, act, minutes):
    number = held(desk)
    assert desk.refused(act, number, desk.now + timedelta(minutes=minutes), rep="mia").reason == "time_past"


def test_only_the_holder_lets_it_sleep_and_wakes_it(desk):
    number = held(desk)
    refused = desk.refused(acts.time.snooze, number, TUESDAY, rep="joerg")
    assert (refused.reason, refused.facts["holder"]) == ("only_holder", "mia")
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    assert desk.refused(acts.time.wake, number, rep="anna").reason == "only_holder"


def test_the_states_that_allow_it_and_those_that_do_not(desk):
    number = desk.inquiry()
    assert desk.refused(acts.time.snooze, number, TUESDAY).reason == "not_held"
    assert desk.refused(acts.time.wake, number).reason == "not_held"
    desk.do(acts.custody.claim, number, rep="mia")
    desk.do(acts.time.snooze, number, TUESDAY, rep="mia")
    assert desk.refused(acts.time.snooze, number, TUESDAY, rep="mia").reason == "snoozed_already"
    desk.do(acts.work.close, number, Outcome.SPAM, rep="mia")
    for act in (acts.time.snooze, acts.time.follow_up):
        assert desk.refused(act, number, TUESDAY, rep="mia").reason == "closed_already"
    assert desk.refused(acts.time.wake, number, rep="mia").reason == "closed_already"


def test_a_clock_that_was_set_back_lets_nothing_wake_too_early_or_twice(desk):
    number = held(desk)
    desk.do(acts.time.snooze, number, desk.now + timedelta(minutes=30), rep="mia")
    desk.later(minutes=31)
    assert desk.row(number).state is State.HELD
    desk.later(hours=-1)
    other = desk.inquiry(holder="mia")
    refused = desk.refused(acts.time.snooze, other, desk.now + timedelta(minutes=10), rep="mia")
    assert refused.reason == "time_past"  # the last act was after that
    assert desk.acts_of(number).count("wake") == 1


def test_a_write_settles_all_that_is_due_before_it_even_on_a_monday_morning(desk):
    def many(tx):
        for serial in range(130):
            number = acts.receive.capture(tx, channel=Channel.PHONE, sender=f"Sender {serial}", about="quote")
            acts.custody.claim(tx, number)
            acts.time.snooze(tx, number, TUESDAY)

    desk.write(many, "mia")
    desk.clock.move(TUESDAY)
    last = 1000 + 130
    desk.do(acts.time.snooze, last, TUESDAY + timedelta(hours=1), rep="mia")
    assert desk.acts_of(last) == ["receive", "wake", "snooze"]
    assert desk.sql("SELECT count(*) FROM inquiry WHERE state = 'snoozed'") == [(1,)]
