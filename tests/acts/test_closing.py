"""How an inquiry ends: with an outcome, and with the callbacks that nobody needs any more."""

from __future__ import annotations

import pytest

from desk import acts
from desk.sentences import said
from desk.words import Outcome, State, Thing
from tests.acts.state import callback, in_state, inquiry


@pytest.mark.parametrize("state", [State.NEW, State.HELD, State.SNOOZED])
@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        (Outcome.WON, {"amount_cents": 1_234_56}),
        (Outcome.LOST, {"why": "too dear"}),
        (Outcome.ANSWERED, {}),
        (Outcome.NO_NEED, {}),
        (Outcome.SPAM, {}),
        (Outcome.WRONG_NUMBER, {"why": "dialled the wrong firm"}),
    ],
)
def test_whatever_is_open_can_be_closed_with_an_outcome(desk, state, outcome, more):
    number = in_state(desk, state)
    holder = desk.row(number).holder
    desk.do(acts.work.close, number, outcome, **more, rep="anna")
    row, found = desk.row(number), desk.detail(number)
    assert (row.state, row.outcome, row.holder) == (State.CLOSED, outcome, holder)
    assert (row.next_step, row.next_at) == (None, None)
    assert (found.outcome_cents, found.outcome_why) == (more.get("amount_cents"), more.get("why"))
    assert inquiry(desk, number)["closed_at"] is not None


@pytest.mark.parametrize(
    ("outcome", "more", "reason"),
    [
        (Outcome.WON, {}, "amount_needed"),
        (Outcome.LOST, {}, "why_needed"),
        (Outcome.LOST, {"why": " \u200b"}, "why_needed"),
        (Outcome.DUPLICATE, {}, "of_needed"),
        (Outcome.DUPLICATE, {"of": 9999}, "no_such_inquiry"),
    ],
)
def test_an_outcome_without_what_it_needs_is_refused(desk, outcome, more, reason):
    assert desk.refused(acts.work.close, desk.inquiry(), outcome, **more).reason == reason


def test_what_is_closed_can_not_be_closed_again(desk):
    number = in_state(desk, State.CLOSED)
    assert desk.refused(acts.work.close, number, Outcome.SPAM).reason == "closed_already"


def test_closing_as_a_duplicate_is_merging(desk):
    number, other = desk.inquiry(), desk.inquiry()
    assert desk.do(acts.work.close, number, Outcome.DUPLICATE, of=other).name == "merge"
    assert (desk.row(number).outcome, desk.detail(number).merged_into) == (Outcome.DUPLICATE, other)


def test_the_open_callbacks_of_what_is_closed_end_with_it_and_their_trails_say_so(desk):
    number = desk.inquiry(holder="mia")
    first, second = desk.callback(inquiry=number, promised=True), desk.callback(inquiry=number)
    elsewhere = desk.callback()
    desk.do(acts.callbacks.call, second)
    done = desk.do(acts.work.close, number, Outcome.ANSWERED, rep="mia")
    for each in (first, second):
        row = callback(desk, each)
        assert (row["state"], row["result"], row["calling_since"]) == ("done", None, None)
        assert (desk.acts_of(each, Thing.CALLBACK)[-1], desk.trail(each, Thing.CALLBACK)[-1].note) == (
            "close",
            f"#{number}",
        )
    assert callback(desk, elsewhere)["state"] == "open"
    assert said(done) == f"#{number} closed, 2 callbacks ended with it"
    assert [(each.thing, each.id) for each in done.touched] == [
        (Thing.INQUIRY, number),
        (Thing.CALLBACK, first),
        (Thing.CALLBACK, second),
    ]
