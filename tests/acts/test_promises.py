"""What was promised is kept, moved or broken, and never forgotten (DOMAIN, Clocks)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.rules.clocks import Stage, stage
from desk.rules.filters import Filter
from desk.sentences import refusal, said
from desk.words import FirstContact, Outcome, PromiseState, ReplyHow, State, Step
from tests.kit.builders import Desk, local

NOON = local("2026-11-23 12:00")
TOMORROW = local("2026-11-24 09:00")


def replied(desk: Desk, holder: str = "mia") -> int:
    number = desk.inquiry(holder=holder)
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep=holder)
    return number


def test_a_promise_is_the_next_step_until_it_is_kept(desk):
    number = replied(desk)
    done = desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    assert (done.value.number, said(done)) == (1, f"#{number} promised for 12:00")
    row = desk.row(number)
    assert (row.next_step, row.next_at, row.next_since) == (Step.PROMISE, NOON, desk.now)
    desk.do(acts.promises.kept, number, 1, "by mail", rep="mia")
    assert desk.row(number).next_step is Step.FOLLOW_UP, "nothing is left without a next step"
    assert desk.detail(number).promises[0].state is PromiseState.KEPT


def test_promising_on_what_nobody_holds_claims_it(desk):
    number = desk.inquiry()
    desk.do(acts.promises.promise, number, "call back", NOON, rep="joerg")
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "joerg")


def test_several_promises_stand_on_one_inquiry_and_the_first_to_be_kept_counts(desk):
    number = replied(desk)
    for text, due in (("later", TOMORROW), ("soon", NOON)):
        desk.do(acts.promises.promise, number, text, due, rep="mia")
    assert desk.row(number).next_at == NOON
    assert [each.text for each in desk.detail(number).promises] == ["soon", "later"]
    desk.do(acts.promises.kept, number, 2, rep="mia")
    assert desk.row(number).next_at == TOMORROW


def test_it_counts_down_before_its_holder_and_before_who_made_it_and_is_near_at_80_percent(desk):
    number = replied(desk)
    desk.do(acts.promises.promise, number, "send prices", local("2026-11-23 11:40"), rep="mia")
    desk.do(acts.offers.offer, number, "joerg", note="please", rep="mia")
    desk.do(acts.offers.accept, number, rep="joerg")
    for rep in ("mia", "joerg"):
        (row,) = desk.read(views.promises.waiting, rep)
        assert (row.inquiry, row.rep, row.holder) == (number, "mia", "joerg")
        assert number in [each.number for each in desk.read(views.inbox.page, Filter(mine=True), rep)]
    assert desk.read(views.promises.waiting, "anna") == ()
    for minutes, wanted in ((0, Stage.CALM), (50, Stage.HALF), (80, Stage.NEAR), (100, Stage.LATE)):
        desk.clock.move(local("2026-11-23 10:00") + timedelta(minutes=minutes))
        assert stage(desk.read(views.promises.waiting, "mia")[0].used) is wanted


def test_a_moved_promise_begins_its_clock_anew_and_the_trail_keeps_both_times(desk):
    number = replied(desk)
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    desk.later(minutes=30)
    desk.do(acts.promises.moved, number, 1, TOMORROW, "price list is late", rep="mia")
    (row,) = desk.detail(number).promises
    assert (row.since_at, row.due_at, row.why) == (desk.now, TOMORROW, "price list is late")
    changed = [change.columns["due_at"] for change in desk.trail(number)[-1].changes if change.table == "promise"]
    assert [len(pair) for pair in changed] == [2]


def test_a_promise_that_was_not_kept_says_why(desk):
    number = replied(desk)
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    assert desk.refused(acts.promises.broken, number, 1, " ", rep="mia").reason == "broken_why_needed"
    desk.do(acts.promises.broken, number, 1, "forgotten", rep="anna")
    assert (desk.detail(number).promises[0].why, desk.trail(number)[-1].over) == ("forgotten", "mia")


@pytest.mark.parametrize(
    ("act", "args", "reason"),
    [
        (acts.promises.promise, (" ", NOON), "promise_text_needed"),
        (acts.promises.promise, ("x", local("2026-11-23 10:00")), "time_past"),
        (acts.promises.kept, (2,), "no_such_promise"),
        (acts.promises.kept, (10**30,), "no_such_promise"),
        (acts.promises.kept, (1,), "no_such_promise"),
        (acts.promises.moved, (3, local("2026-11-23 09:00")), "time_past"),
        (acts.promises.kept, (4,), "promise_done"),
    ],
)
def test_what_can_not_be_promised_or_settled_is_refused(desk, act, args, reason):
    other, number = replied(desk), replied(desk)
    desk.do(acts.promises.promise, other, "other", NOON, rep="mia")
    desk.do(acts.promises.promise, other, "gone", NOON, rep="mia")
    desk.do(acts.undoing.undo, rep="mia")
    for text in ("open", "kept"):
        desk.do(acts.promises.promise, number, text, NOON, rep="mia")
    desk.do(acts.promises.kept, number, 4, rep="mia")
    refused = desk.refused(act, number, *args, rep="mia")
    assert refused.reason == reason
    assert "?" not in refusal(refused)


def test_nobody_sleeps_past_a_promise(desk):
    number = replied(desk)
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    refused = desk.refused(acts.time.snooze, number, TOMORROW, rep="mia")
    assert (refused.reason, refused.facts["text"]) == ("promise_first", "send prices")
    desk.do(acts.time.snooze, number, NOON, rep="mia")
    desk.do(acts.promises.moved, number, 1, local("2026-11-23 11:00"), rep="mia")
    assert desk.row(number).state is State.HELD, "what is due before it wakes wakes it"
    other = replied(desk)
    desk.do(acts.time.snooze, other, TOMORROW, rep="mia")
    desk.do(acts.promises.promise, other, "x", NOON, rep="anna")
    assert (desk.row(other).state, desk.row(other).holder) == (State.HELD, "mia")


def test_closing_settles_what_was_promised(desk):
    number = replied(desk)
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    desk.do(acts.work.close, number, Outcome.ANSWERED, rep="mia")
    assert desk.detail(number).promises[0].state is PromiseState.ENDED
    assert desk.read(views.promises.waiting, "mia") == ()


def test_what_was_promised_goes_on_with_the_inquiry_it_is_merged_into_and_comes_back(desk):
    number, other = replied(desk), replied(desk, "anna")
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    desk.do(acts.time.snooze, other, TOMORROW, rep="anna")
    desk.do(acts.merging.merge, number, other, rep="anna")
    assert (desk.row(other).state, desk.row(other).next_at) == (State.HELD, NOON)
    (row,) = desk.read(views.promises.waiting, "mia")
    assert (row.inquiry, row.rep, row.due_at) == (other, "mia", NOON)
    desk.do(acts.promises.moved, other, row.number, TOMORROW, rep="mia")
    desk.do(acts.merging.unmerge, number, rep="anna")
    (row,) = desk.read(views.promises.waiting, "mia")
    assert (row.inquiry, row.number, row.due_at) == (number, 1, TOMORROW)


def test_what_was_kept_on_the_other_one_stays_kept_after_unmerging(desk):
    number, other = replied(desk), replied(desk, "anna")
    desk.do(acts.promises.promise, number, "send prices", NOON, rep="mia")
    desk.do(acts.merging.merge, number, other, rep="anna")
    desk.do(acts.promises.kept, other, 2, rep="anna")
    desk.do(acts.merging.unmerge, number, rep="anna")
    assert desk.read(views.promises.waiting, "mia") == ()


def test_a_promise_made_while_offering_is_counted_down_before_both(desk):
    number = desk.inquiry()
    told = {"note": "please", "contact": FirstContact.SPOKEN, "promise": "prices", "promise_due": NOON}
    desk.do(acts.offers.offer, number, "joerg", rep="mia", **told)
    desk.do(acts.offers.accept, number, rep="joerg")
    assert [each.number for each in desk.read(views.inbox.page, Filter(mine=True), "mia")] == [number]
    assert desk.row(number).next_step is Step.PROMISE
