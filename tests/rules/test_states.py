"""The table of acts of DOMAIN.md, each row against each state, and the sentence for each refusal."""

from __future__ import annotations

import pytest

from desk.rules.states import ALLOWED, EVERY, OPEN, require
from desk.sentences import refusal
from desk.words import Act, Refused, State

NEW, HELD, OFFERED, SNOOZED, CLOSED = State

TABLE = {
    Act.CLAIM: {NEW},
    Act.RELEASE: {HELD, SNOOZED},
    Act.ASSIGN: {NEW, HELD, SNOOZED},
    Act.OFFER: {NEW, HELD, SNOOZED},
    Act.ACCEPT: {OFFERED},
    Act.DECLINE: {OFFERED},
    Act.TAKE_BACK: {OFFERED},
    Act.PROMISE: {NEW, HELD, OFFERED, SNOOZED},
    Act.REPLY: {NEW, HELD, OFFERED, SNOOZED},
    Act.QUALIFY: {NEW, HELD, OFFERED, SNOOZED},
    Act.QUOTE: {NEW, HELD, OFFERED, SNOOZED},
    Act.VISIT: {NEW, HELD, OFFERED, SNOOZED},
    Act.NOTE: set(State),
    Act.LINK: set(State),
    Act.EDIT: set(State),
    Act.PRIORITY: set(State),
    Act.SNOOZE: {HELD},
    Act.WAKE: {SNOOZED},
    Act.CLOSE: {NEW, HELD, OFFERED, SNOOZED},
    Act.MERGE: {NEW, HELD, OFFERED, SNOOZED},
    Act.UNMERGE: {CLOSED},
    Act.REOPEN: {CLOSED},
}
"""What DOMAIN.md says, written once more."""


@pytest.mark.parametrize("act", TABLE)
def test_an_act_is_allowed_from_the_states_that_the_domain_names(act):
    assert ALLOWED[act] == TABLE[act]


def test_all_but_closed_are_open():
    assert set(State) - {State.CLOSED} == OPEN
    assert set(State) == EVERY


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ALLOWED)
def test_every_act_in_every_state_is_allowed_or_refused_with_a_sentence_that_names_the_inquiry(act, state):
    holder = None if state is State.NEW else "mia"
    if state in ALLOWED[act]:
        require(act, state, number=1042, holder=holder, me="anna")
        return
    with pytest.raises(Refused) as refused:
        require(act, state, number=1042, holder=holder, me="anna")
    assert refused.value.facts["number"] == 1042
    assert "#1042" in refusal(refused.value)
    assert "?" not in refusal(refused.value)


@pytest.mark.parametrize(
    ("act", "state", "holder", "reason"),
    [
        (Act.CLAIM, HELD, "mia", "held_by"),
        (Act.CLAIM, HELD, "anna", "held_by_you"),
        (Act.CLAIM, SNOOZED, "mia", "held_by"),
        (Act.CLAIM, OFFERED, "mia", "offered_to_you"),
        (Act.CLAIM, CLOSED, "mia", "closed_already"),
        (Act.RELEASE, NEW, None, "not_held"),
        (Act.RELEASE, OFFERED, "mia", "offered_to_you"),
        (Act.ACCEPT, HELD, "mia", "not_offered"),
        (Act.TAKE_BACK, NEW, None, "not_held"),
        (Act.DECLINE, CLOSED, "mia", "closed_already"),
        (Act.WAKE, OFFERED, "mia", "offered_to_you"),
        (Act.RELEASE, CLOSED, "mia", "closed_already"),
        (Act.ASSIGN, CLOSED, None, "closed_already"),
        (Act.REPLY, CLOSED, "mia", "closed_already"),
        (Act.SNOOZE, NEW, None, "not_held"),
        (Act.SNOOZE, SNOOZED, "anna", "snoozed_already"),
        (Act.SNOOZE, CLOSED, "anna", "closed_already"),
        (Act.WAKE, NEW, None, "not_held"),
        (Act.WAKE, HELD, "mia", "not_snoozed"),
        (Act.WAKE, CLOSED, "mia", "closed_already"),
        (Act.CLOSE, CLOSED, "mia", "closed_already"),
        (Act.MERGE, CLOSED, "mia", "closed_already"),
        (Act.REOPEN, HELD, "mia", "not_closed"),
        (Act.REOPEN, NEW, None, "open_in_inbox"),
        (Act.UNMERGE, SNOOZED, "mia", "not_closed"),
    ],
)
def test_a_refusal_says_why_and_who_holds_it_when_that_is_the_reason(act, state, holder, reason):
    with pytest.raises(Refused) as refused:
        require(act, state, number=1042, holder=holder, me="anna", to="anna" if state is OFFERED else None)
    assert refused.value.reason == reason
    if reason == "held_by":
        assert "mia" in refusal(refused.value)


def test_a_third_one_learns_who_holds_it_and_who_it_is_offered_to():
    with pytest.raises(Refused) as refused:
        require(Act.CLAIM, OFFERED, number=1042, holder="mia", me="anna", to="joerg")
    assert refused.value.reason == "offered_to"
    assert "mia" in refusal(refused.value)
    assert "joerg" in refusal(refused.value)
