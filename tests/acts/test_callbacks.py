"""Callbacks: planned, moved, called, and what came of it; none is ever dropped (DOMAIN, Callbacks)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.acts.callbacks import NOT_REACHED, SPOKEN
from desk.words import CallbackState, CallResult, Outcome, ReplyHow, State, Step, Thing
from tests.acts.state import callback as kept
from tests.kit.builders import local

ENDS = sorted(set(CallResult) - NOT_REACHED - {CallResult.CALL_AGAIN})


def row(desk, number):
    return desk.read(views.callbacks.one, number)


def test_a_callback_takes_topic_person_number_and_customer_from_its_inquiry(desk):
    customer = desk.customer("Kraus KG")
    number = desk.inquiry(sender="Peter Kraus", about="price list", phone="0211 123456", customer=customer)
    at = desk.now + timedelta(hours=2)
    made = row(desk, desk.do(acts.callbacks.add, inquiry=number, at=at, rep="mia").value)
    assert (made.topic, made.person, made.phone, made.customer) == (
        "price list",
        "Peter Kraus",
        "+49211123456",
        "Kraus KG",
    )
    assert (made.owner, made.from_at, made.state, made.promised) == ("mia", at, CallbackState.OPEN, False)


def test_what_is_given_comes_before_what_the_inquiry_says(desk):
    number = desk.inquiry(phone="0211 123456")
    made = row(
        desk,
        desk.callback(
            inquiry=number, phone="0221 77", person="Ms Vogt", topic="visit", promised=True, owner="side:field"
        ),
    )
    assert (made.phone, made.person, made.topic) == ("+4922177", "Ms Vogt", "visit")
    assert (made.promised, made.owner) == (True, "side:field")


def test_a_callback_for_an_inquiry_claims_it_and_is_its_next_step(desk):
    number = desk.inquiry()
    at = desk.now + timedelta(minutes=5)
    desk.do(acts.callbacks.add, inquiry=number, at=at, rep="mia")
    found = desk.row(number)
    assert (found.holder, found.next_step, found.next_at) == ("mia", Step.CALLBACK, at)
    assert desk.acts_of(number) == ["receive", "callback_add"]


def test_a_callback_takes_the_place_of_an_earlier_follow_up_and_leaves_a_later_one(desk):
    for planned, at, stays in (
        (local("2026-11-24 08:00"), local("2026-11-24 14:00"), False),
        (local("2026-12-01 08:00"), local("2026-11-24 14:00"), True),
    ):
        number = desk.inquiry(holder="mia")
        desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
        desk.do(acts.time.follow_up, number, planned, rep="mia")
        made = desk.do(acts.callbacks.add, inquiry=number, at=at, rep="mia").value
        assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.CALLBACK, at)
        desk.do(acts.callbacks.result, made, CallResult.WRONG_NUMBER, rep="mia")
        assert desk.row(number).next_at == (planned if stays else local("2026-11-24 08:00"))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "callback_about_what"),
        ({"phone": "  "}, "callback_about_what"),
        ({"phone": "unknown", "topic": "x"}, "phone_not_understood"),
        ({"phone": "0211 1"}, "topic_needed"),
        ({"phone": "0211 1", "topic": "\u200b"}, "topic_needed"),
        ({"phone": "0211 1", "topic": "x", "minutes": -1}, "time_past"),
        ({"phone": "0211 1", "topic": "x", "until": -5}, "window_backward"),
        ({"phone": "0211 1", "topic": "x", "owner": "side:out"}, "side_unknown"),
        ({"phone": "0211 1", "topic": "x", "owner": "nobody"}, "no_such_rep"),
        ({"inquiry": 9999}, "no_such_inquiry"),
        ({"customer": "K99"}, "no_such_customer"),
    ],
)
def test_a_callback_that_can_not_be_is_refused(desk, values, reason):
    at = desk.now + timedelta(minutes=values.pop("minutes", 10))
    if "until" in values:
        values["until"] = at + timedelta(minutes=values["until"])
    assert desk.refused(acts.callbacks.add, at=at, **values).reason == reason


def test_nobody_is_called_back_about_what_is_closed(desk):
    number = desk.inquiry()
    desk.do(acts.work.close, number, Outcome.SPAM)
    assert desk.refused(acts.callbacks.add, inquiry=number, at=desk.now).reason == "closed_already"


def test_a_customer_may_be_called_at_once_without_an_inquiry(desk):
    made = row(desk, desk.do(acts.callbacks.add, customer=desk.customer("Kraus KG"), at=desk.now).value)
    assert (made.topic, made.from_at, made.inquiry) == ("Kraus KG", desk.now, None)


def test_moving_changes_the_window_and_the_step_of_its_inquiry(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    made = desk.callback(inquiry=number)
    to = desk.now + timedelta(minutes=30)
    desk.do(acts.callbacks.move, made, to, to + timedelta(minutes=15), rep="joerg")
    assert (row(desk, made).from_at, row(desk, made).until_at) == (to, to + timedelta(minutes=15))
    assert desk.row(number).next_at == to
    assert desk.trail(number)[-1].over == "mia"
    assert (desk.acts_of(made, Thing.CALLBACK)[-1], desk.acts_of(number)[-1]) == ("callback_move",) * 2


def test_what_can_not_be_moved_is_refused(desk):
    made = desk.callback()
    at = desk.now
    assert desk.refused(acts.callbacks.move, made, at - timedelta(minutes=1)).reason == "time_past"
    later = at + timedelta(hours=1)
    assert desk.refused(acts.callbacks.move, made, later, at).reason == "window_backward"
    assert desk.refused(acts.callbacks.move, 99, later).reason == "no_such_callback"
    desk.do(acts.callbacks.result, made, CallResult.REACHED)
    assert desk.refused(acts.callbacks.move, made, later).reason == "callback_done"


def test_a_call_without_a_result_waits_for_one_also_at_another_desk_after_a_crash(desk):
    made = desk.callback()
    desk.do(acts.callbacks.call, made)
    with desk.again() as other:
        assert other.read(views.callbacks.strip, "anna").waiting_for_result.number == made
        refused = other.refused(acts.callbacks.call, made, rep="mia")
        assert (refused.reason, refused.facts["at"]) == ("calling_already", desk.now)
        other.do(acts.callbacks.result, made, CallResult.REACHED, "spoke")
    assert desk.read(views.callbacks.strip, "anna").waiting_for_result is None
    assert desk.refused(acts.callbacks.call, made).reason == "callback_done"


@pytest.mark.parametrize("result", ENDS)
def test_a_result_that_ends_it_is_kept(desk, result):
    made = desk.callback()
    desk.do(acts.callbacks.result, made, result, "a note")
    assert (row(desk, made).state, row(desk, made).result) == (CallbackState.DONE, result)
    assert desk.sql("SELECT result, note FROM attempt") == [(result.value, "a note")]
    assert desk.trail(made, Thing.CALLBACK)[-1].note == "a note"
    assert desk.refused(acts.callbacks.result, made, result).reason == "callback_done"


def test_without_an_answer_the_next_try_plans_itself_until_somebody_has_to_decide(desk):
    """+45 min, +4 h, next day the other half, day 3, day 7, then a decision (DOMAIN, Callbacks)."""
    made = desk.callback(at=desk.now)
    tries = []
    for result in (CallResult.NO_ANSWER, CallResult.BUSY, CallResult.VOICEMAIL, *[CallResult.NO_ANSWER] * 3):
        desk.do(acts.callbacks.result, made, result)
        tries.append(row(desk, made).from_at)
        desk.clock.move(tries[-1])
    assert tries == [
        local("2026-11-23 10:45"),
        local("2026-11-23 14:45"),
        local("2026-11-24 10:00"),
        local("2026-11-26 10:00"),
        local("2026-11-30 10:00"),
        local("2026-12-01 08:00"),
    ]
    assert (row(desk, made).state, row(desk, made).tried) == (CallbackState.OPEN, 6)


def test_the_next_try_keeps_to_the_customers_own_times(desk):
    made = desk.callback(customer=desk.customer(call_times="Tu-Th 14:00-16:00"))
    desk.do(acts.callbacks.result, made, CallResult.NO_ANSWER)
    assert row(desk, made).from_at == local("2026-11-24 14:00")


def test_a_time_that_was_named_comes_before_the_plan(desk):
    made, at = desk.callback(), local("2026-11-24 09:30")
    desk.do(acts.callbacks.result, made, CallResult.BUSY, again_at=at)
    assert (row(desk, made).from_at, row(desk, made).tried) == (at, 1)


def test_who_asks_to_be_called_again_was_spoken_to_and_the_tries_begin_anew(desk):
    number = desk.inquiry()
    made, at = desk.callback(inquiry=number), local("2026-11-24 09:30")
    for _ in range(3):
        desk.do(acts.callbacks.result, made, CallResult.NO_ANSWER, rep="mia")
    desk.do(acts.callbacks.result, made, CallResult.CALL_AGAIN, again_at=at, rep="mia")
    assert (row(desk, made).state, row(desk, made).from_at, row(desk, made).tried) == (CallbackState.OPEN, at, 0)
    assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.CALLBACK, at)
    assert desk.row(number).first_reply_at == desk.now
    assert desk.sql("SELECT count(*) FROM attempt") == [(4,)]


@pytest.mark.parametrize(
    ("result", "minutes", "reason"),
    [
        (CallResult.CALL_AGAIN, None, "again_needed"),
        (CallResult.CALL_AGAIN, 0, "time_past"),
        (CallResult.NO_ANSWER, -5, "time_past"),
        (CallResult.REACHED, 60, "again_not_needed"),
        (CallResult.WRONG_NUMBER, 60, "again_not_needed"),
    ],
)
def test_a_result_with_a_time_that_does_not_fit_is_refused(desk, result, minutes, reason):
    made = desk.callback()
    at = None if minutes is None else desk.now + timedelta(minutes=minutes)
    assert desk.refused(acts.callbacks.result, made, result, again_at=at).reason == reason


@pytest.mark.parametrize("result", CallResult)
def test_a_conversation_is_a_first_reply_and_anything_else_is_none(desk, result):
    number = desk.inquiry()
    made = desk.callback(inquiry=number)
    desk.do(acts.custody.release, number)
    again = desk.now + timedelta(hours=1) if result is CallResult.CALL_AGAIN else None
    desk.do(acts.callbacks.result, made, result, again_at=again, rep="mia")
    found = desk.row(number)
    spoke = result in SPOKEN
    assert (found.first_reply_at is not None) == spoke
    assert desk.detail(number).first_reply_how == (ReplyHow.SPOKEN if spoke else None)
    assert (found.state, found.holder) == ((State.HELD, "mia") if spoke else (State.NEW, None))
    assert found.next_step is not None
    assert desk.acts_of(number)[-1] == "callback_result"


def test_a_conversation_answers_what_the_customer_wrote_meanwhile(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    made = desk.callback(inquiry=number)
    desk.do(acts.work.attach, number, "asks again")
    assert desk.row(number).next_step is Step.FOLLOW_UP
    desk.do(acts.callbacks.result, made, CallResult.REACHED, rep="mia")
    assert desk.row(number).next_at == local("2026-11-24 08:00")


def test_a_call_that_was_not_asked_for_does_not_claim(desk):
    number = desk.inquiry()
    made = desk.callback(inquiry=number)
    desk.do(acts.custody.release, number)
    desk.do(acts.callbacks.call, made, rep="mia")
    assert desk.row(number).holder is None
    assert kept(desk, made)["calling_since"] is not None


@pytest.mark.parametrize("number", [0, -1, 1, 2**63])
def test_a_number_that_no_callback_has_is_refused(desk, number):
    for act, args in ((acts.callbacks.call, ()), (acts.callbacks.result, (CallResult.BUSY,))):
        assert desk.refused(act, number, *args).reason == "no_such_callback"
