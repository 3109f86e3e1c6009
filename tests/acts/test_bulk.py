"""One verb over many: one act, one undo, and what the rules refuse is left as it was and named."""

from __future__ import annotations

import pytest

from desk import acts
from desk.words import Outcome, Refused, State
from tests.acts.state import rows


def claim_all(desk, numbers, rep="anna"):
    return desk.write(lambda tx: acts.bulk.each(tx, numbers, lambda number: acts.custody.claim(tx, number)), rep)


def test_many_are_claimed_in_one_act_with_an_entry_each(desk):
    numbers = [desk.inquiry() for _ in range(12)]
    done = claim_all(desk, numbers)
    assert done.value.done == tuple(numbers)
    assert {desk.row(number).holder for number in numbers} == {"anna"}
    assert {line.act_id for number in numbers for line in desk.trail(number)[-1:]} == {done.act_id}


def test_what_is_refused_is_named_with_its_reason_and_the_rest_is_done(desk):
    free, taken = desk.inquiry(), desk.inquiry(holder="mia")
    found = claim_all(desk, [free, taken, 9999, free]).value
    assert found.done == (free,)
    assert [(number, refused.reason) for number, refused in found.refused] == [
        (taken, "held_by"),
        (9999, "no_such_inquiry"),
    ]
    assert desk.acts_of(taken) == ["receive", "claim"]


def test_when_all_are_refused_nothing_is_done_and_the_first_reason_is_given(desk):
    taken = [desk.inquiry(holder="mia"), desk.inquiry(holder="mia")]
    before = desk.everything()
    with pytest.raises(Refused) as refused:
        claim_all(desk, taken)
    assert refused.value.facts["number"] == taken[0]
    assert desk.everything() == before


def test_what_is_refused_halfway_takes_all_of_it_back(desk):
    first, second = desk.inquiry(), desk.inquiry()
    before = desk.everything()

    def halfway(tx, number):
        acts.work.edit(tx, number, {"about": "" if number == second else "good"})

    with pytest.raises(Refused) as refused:
        desk.write(lambda tx: acts.bulk.each(tx, [first, second], lambda number: halfway(tx, number)))
    assert refused.value.reason == "about_needed"
    assert desk.everything() == before


def test_nothing_marked_is_nothing_done(desk):
    assert claim_all(desk, []).act_id is None


def test_many_are_taken_back_with_one_undo_and_done_again_with_one_redo(desk):
    numbers = [desk.inquiry() for _ in range(10)]
    before = rows(desk)
    desk.write(lambda tx: acts.bulk.each(tx, numbers, lambda number: acts.work.close(tx, number, Outcome.SPAM)), "anna")
    after = rows(desk)
    desk.do(acts.undoing.undo)
    assert rows(desk) == before
    desk.do(acts.undoing.redo)
    assert rows(desk) == after
    assert {desk.row(number).state for number in numbers} == {State.CLOSED}


def test_one_of_many_that_a_colleague_touched_keeps_all_of_them(desk):
    numbers = [desk.inquiry() for _ in range(3)]
    claim_all(desk, numbers)
    desk.do(acts.work.note, numbers[1], "seen", rep="mia")
    refused = desk.refused(acts.undoing.undo)
    assert (refused.reason, refused.facts["who"], refused.facts["number"]) == ("undo_touched", "mia", numbers[1])
