"""Who holds an inquiry: claim, release, assign, reopen (DOMAIN, Custody)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts
from desk.keeping.tx import Tx
from desk.sentences import refusal
from desk.words import Outcome, ReplyHow, State, Step
from tests.acts.state import inquiry as kept
from tests.kit.builders import local


def test_what_comes_in_is_in_the_inbox_and_nobody_holds_it(desk):
    row = desk.row(desk.inquiry())
    assert (row.state, row.holder, row.next_step) == (State.NEW, None, Step.FIRST_REPLY)


def test_claiming_makes_one_the_holder_and_the_clock_runs_on(desk):
    number = desk.inquiry()
    due = desk.row(number).next_at
    desk.later(minutes=3)
    done = desk.do(acts.custody.claim, number, rep="mia")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_step, row.next_at) == (State.HELD, "mia", Step.FIRST_REPLY, due)
    assert (done.name, done.over, desk.acts_of(number)) == ("claim", None, ["receive", "claim"])


def test_the_second_to_claim_learns_who_was_faster(desk):
    number = desk.inquiry(holder="mia")
    refused = desk.refused(acts.custody.claim, number, rep="joerg")
    assert refused.reason == "held_by"
    assert "mia" in refusal(refused)


def test_who_comes_too_late_is_refused_before_the_inquiry_is_loaded(desk, monkeypatch):
    """Others wait meanwhile, and of eight who reach for the same inquiry seven come too late."""
    held, free = desk.inquiry(holder="mia"), desk.inquiry()
    loaded: list[int] = []
    load = Tx.inquiry
    monkeypatch.setattr(Tx, "inquiry", lambda tx, number: (loaded.append(number), load(tx, number))[1])
    desk.refused(acts.custody.claim, held, rep="joerg")
    desk.do(acts.custody.claim, free, rep="joerg")
    assert loaded == [free]


def test_claiming_what_one_holds_is_refused(desk):
    assert desk.refused(acts.custody.claim, desk.inquiry(holder="mia"), rep="mia").reason == "held_by_you"


def test_a_snoozed_inquiry_is_held_and_can_not_be_claimed(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.snooze, number, local("2026-11-24 09:00"), rep="mia")
    assert desk.refused(acts.custody.claim, number, rep="anna").reason == "held_by"


def test_the_holder_brings_an_inquiry_back_into_the_inbox(desk):
    number = desk.inquiry(holder="mia")
    done = desk.do(acts.custody.release, number, rep="mia")
    assert (desk.row(number).state, desk.row(number).holder, done.over) == (State.NEW, None, None)
    assert desk.acts_of(number)[-1] == "release"


def test_a_lead_brings_back_what_a_colleague_holds_and_the_trail_says_over_whose_head(desk):
    number = desk.inquiry(holder="mia")
    done = desk.do(acts.custody.release, number, rep="anna")
    assert desk.row(number).holder is None
    assert (done.over, desk.trail(number)[-1].over) == ("mia", "mia")


def test_nobody_else_takes_an_inquiry_out_of_its_holders_hands(desk):
    number = desk.inquiry(holder="mia")
    refused = desk.refused(acts.custody.release, number, rep="joerg")
    assert refused.reason == "only_holder_or_lead"
    assert "mia" in refusal(refused)


def test_what_is_released_while_it_sleeps_is_awake(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "in a week", rep="mia")
    desk.do(acts.time.snooze, number, local("2026-11-30 09:00"), rep="mia")
    desk.do(acts.custody.release, number, rep="mia")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_step) == (State.NEW, None, Step.FOLLOW_UP)
    assert kept(desk, number)["wake_at"] is None


@pytest.mark.parametrize("holder", [None, "mia"])
def test_a_lead_gives_an_inquiry_to_a_colleague(desk, holder):
    number = desk.inquiry(holder=holder)
    done = desk.do(acts.custody.assign, number, "Joerg", rep="anna")
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "joerg")
    assert (done.over, desk.trail(number)[-1].note) == (holder, "joerg")


def test_what_sleeps_is_awake_when_it_is_given_to_somebody_else(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.snooze, number, local("2026-11-30 09:00"), rep="mia")
    desk.do(acts.custody.assign, number, "joerg", rep="anna")
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "joerg")


@pytest.mark.parametrize(
    ("rep", "to", "reason"),
    [("mia", "joerg", "only_lead"), ("anna", "mia", "assigned_already"), ("anna", "nobody", "no_such_rep")],
)
def test_giving_away_is_refused_with_its_reason(desk, rep, to, reason):
    number = desk.inquiry(holder="mia")
    assert desk.refused(acts.custody.assign, number, to, rep=rep).reason == reason


def test_whoever_reopens_an_inquiry_holds_it(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.close, number, Outcome.WON, amount_cents=100, rep="mia")
    assert desk.row(number).next_step is None
    desk.later(hours=30)
    desk.do(acts.custody.reopen, number, rep="joerg")
    row, table = desk.row(number), kept(desk, number)
    assert (row.state, row.holder, row.outcome) == (State.HELD, "joerg", None)
    assert [table[name] for name in ("outcome_cents", "outcome_why", "closed_at")] == [None, None, None]
    assert (row.next_step, row.next_at) == (Step.FIRST_REPLY, row.due_at)


def test_what_was_answered_before_it_was_closed_is_taken_up_on_the_next_business_day(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "sent", rep="mia")
    desk.do(acts.work.close, number, Outcome.ANSWERED, rep="mia")
    desk.clock.move(local("2026-11-27 17:00"))  # a Friday
    desk.do(acts.custody.reopen, number, rep="mia")
    row = desk.row(number)
    assert (row.next_step, row.next_at) == (Step.FOLLOW_UP, local("2026-11-30 08:00"))


def test_what_is_open_can_not_be_reopened(desk):
    assert desk.refused(acts.custody.reopen, desk.inquiry()).reason == "open_in_inbox"


def test_what_was_merged_can_not_be_reopened_on_its_own(desk):
    number, other = desk.inquiry(), desk.inquiry()
    desk.do(acts.merging.merge, number, other)
    refused = desk.refused(acts.custody.reopen, number)
    assert (refused.reason, refused.facts["into"]) == ("merged_into", other)


@pytest.mark.parametrize("act", [acts.custody.claim, acts.custody.release, acts.custody.reopen])
@pytest.mark.parametrize("number", [0, -1, 999, 1001, 2**63, 10**30])
def test_a_number_that_nobody_has_is_refused(desk, act, number):
    assert desk.refused(act, number).reason == "no_such_inquiry"


def test_an_act_needs_a_rep_who_is_in_the_team(desk):
    number = desk.inquiry()
    assert desk.refused(acts.custody.claim, number, rep=None).reason == "no_rep"
    assert desk.refused(acts.custody.claim, number, rep="stranger").reason == "no_such_rep"


def test_every_act_on_what_a_colleague_holds_is_done_warned_of_and_recorded(desk):
    number = desk.inquiry(holder="mia")
    at = desk.now + timedelta(hours=2)
    for act, args in (
        (acts.work.reply, (ReplyHow.SPOKEN, "spoke")),
        (acts.work.quote, (100,)),
        (acts.work.visit, (at,)),
        (acts.work.note, ("saw it",)),
        (acts.work.attach, ("asks again",)),
        (acts.time.follow_up, (at,)),
        (acts.work.close, (Outcome.ANSWERED,)),
    ):
        done = desk.do(act, number, *args, rep="joerg")
        assert (done.over, desk.trail(number)[-1].over) == ("mia", "mia"), act
        assert desk.row(number).holder == "mia", act


def test_the_holders_own_acts_warn_of_nothing(desk):
    number = desk.inquiry(holder="mia")
    assert desk.do(acts.work.note, number, "mine", rep="mia").over is None
    assert desk.trail(number)[-1].over is None
