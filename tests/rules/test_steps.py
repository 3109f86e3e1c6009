"""What happens next with an inquiry, and where that puts it in every list (DOMAIN, custody rule 5 and the order)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.steps import Pending, next_step, urgency
from desk.words import State, Step, Urgency

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


HELD = Pending(state=State.HELD, due_at=at(15), replied=False)
TABLE = [
    (HELD, (Step.FIRST_REPLY, at(15))),
    (replace(HELD, state=State.NEW), (Step.FIRST_REPLY, at(15))),
    (replace(HELD, replied=True), None),
    (replace(HELD, replied=True, follow_up_at=at(60)), (Step.FOLLOW_UP, at(60))),
    (replace(HELD, replied=True, callback_at=at(30), follow_up_at=at(60)), (Step.CALLBACK, at(30))),
    (replace(HELD, replied=True, callback_at=at(90), follow_up_at=at(60)), (Step.FOLLOW_UP, at(60))),
    (replace(HELD, callback_at=at(30), follow_up_at=at(60)), (Step.FIRST_REPLY, at(15))),
    (replace(HELD, callback_at=at(10)), (Step.CALLBACK, at(10))),
    (replace(HELD, callback_at=at(15), follow_up_at=at(15)), (Step.FIRST_REPLY, at(15))),
    (replace(HELD, replied=True, promise_at=at(30), follow_up_at=at(60)), (Step.PROMISE, at(30))),
    (replace(HELD, state=State.OFFERED, replied=True, offered_until=at(30), promise_at=at(40)), (Step.OFFER, at(30))),
    (replace(HELD, state=State.OFFERED, offered_until=at(60)), (Step.FIRST_REPLY, at(15))),
    (replace(HELD, state=State.SNOOZED, wake_at=at(500), callback_at=at(1)), (Step.SNOOZE, at(500))),
]


@pytest.mark.parametrize(("pending", "wanted"), TABLE)
def test_the_next_step_is_the_earliest_and_what_sleeps_sleeps_until_it_wakes(pending, wanted):
    assert next_step(pending) == wanted


moments = st.none() | st.integers(0, 1000).map(at)


@given(st.sampled_from([State.NEW, State.HELD]), st.integers(0, 1000).map(at), st.booleans(), moments, moments)
def test_nothing_that_waits_comes_before_the_next_step(state, due_at, replied, callback_at, follow_up_at):
    pending = Pending(state, due_at, replied, callback_at=callback_at, follow_up_at=follow_up_at)
    waiting = [each for each in (None if replied else due_at, callback_at, follow_up_at) if each is not None]
    found = next_step(pending)
    assert (found is None) == (not waiting)
    if found is not None:
        assert found[1] == min(waiting)


@pytest.mark.parametrize(
    ("state", "step", "returned", "wanted"),
    [
        (State.HELD, None, False, Urgency.NO_NEXT_STEP),
        (State.HELD, None, True, Urgency.NO_NEXT_STEP),
        (State.HELD, Step.FIRST_REPLY, True, Urgency.RETURNED),
        (State.HELD, Step.FIRST_REPLY, False, Urgency.DUE),
        (State.NEW, Step.FOLLOW_UP, False, Urgency.DUE),
        (State.SNOOZED, Step.SNOOZE, False, Urgency.LATER),
        (State.SNOOZED, Step.SNOOZE, True, Urgency.LATER),
    ],
)
def test_lists_begin_with_what_has_no_step_then_returned_then_due_and_end_with_what_sleeps(
    state, step, returned, wanted
):
    assert urgency(state, step, returned) is wanted


def test_the_order_of_urgency_is_the_order_of_the_list():
    assert sorted(Urgency) == [Urgency.NO_NEXT_STEP, Urgency.RETURNED, Urgency.DUE, Urgency.LATER]
