"""Every act can be taken back by who did it while nobody has touched its rows since (DOMAIN, custody rule 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.sentences import refusal
from desk.words import FOR_GOOD, Act, Channel, Outcome, Priority, ReplyHow, Side, State, Thing
from tests.acts.state import rows
from tests.acts.undo_cases import CASES, TUESDAY, held, replied, snoozed
from tests.kit.builders import mail


@pytest.mark.parametrize("name", CASES)
def test_every_act_taken_back_leaves_every_row_as_before_and_done_again_as_after(desk, name):
    setup, act, args, more = CASES[name]
    subject = setup(desk)
    desk.later(minutes=5)
    before, entries = rows(desk), desk.sql("SELECT count(*) FROM trail")[0][0]
    done = desk.do(act, subject, *args, **more)
    after = rows(desk)
    assert after != before
    told = len(done.touched)
    for times in range(1, 3):
        desk.later(minutes=5)
        assert desk.do(acts.undoing.undo).value == done.name
        assert rows(desk) == before
        desk.later(minutes=5)
        assert desk.do(acts.undoing.redo).value == done.name
        assert rows(desk) == after
        # Nothing is taken out of the trail: both are there, each with as many entries as the act itself.
        assert desk.sql("SELECT count(*) FROM trail")[0][0] == entries + told * (1 + 2 * times)


def test_the_acts_tried_above_are_all_that_can_be_taken_back(desk):
    tried = {done_name(name) for name in CASES}
    # Below, in the tests of imports, and what the desk alone does.
    also = {
        Act.CALLBACK_ADD,
        Act.UNDO,
        Act.REDO,
        Act.CUSTOMER_IMPORT,
        Act.EXPIRE,
        Act.AWAY_BEGINS,
        Act.WIDEN,
        Act.CORRECT,
    }
    assert tried | also | FOR_GOOD == set(Act)


def done_name(case: str) -> Act:
    act = CASES[case][1]
    module, name = act.__module__.rpartition(".")[2], act.__name__
    if module == "promises" and name != "promise":
        return Act(f"promise_{name}")
    name = {"takeback": "take_back", "object_to": "object"}.get(name, name)
    words = {
        "customers": f"customer_{name}",
        "customer_merging": f"customer_{name}",
        "customer_parts": "customer_edit",
        "team": "team_set",
    }
    return Act(words.get(module, f"callback_{name}" if module == "callbacks" else name))


def test_a_planned_callback_taken_back_is_gone_and_done_again_has_its_number(desk):
    number = replied(desk)
    before = rows(desk)
    made = desk.callback(inquiry=number)
    desk.do(acts.undoing.undo)
    assert rows(desk) == before
    desk.do(acts.undoing.redo)
    assert desk.read(views.callbacks.one, made).inquiry == number
    assert desk.acts_of(made, Thing.CALLBACK) == ["callback_add", "undo", "redo"]


def test_closing_taken_back_brings_its_callbacks_back(desk):
    number = replied(desk)
    desk.callback(inquiry=number)
    desk.do(acts.callbacks.call, desk.callback(inquiry=number), rep="mia")
    before = rows(desk)
    desk.do(acts.work.close, number, Outcome.ANSWERED)
    desk.do(acts.undoing.undo)
    assert rows(desk) == before


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("receive", lambda desk: desk.inquiry()),
        ("team_add", lambda desk: desk.do(acts.team.add, "Lea", Side.FIELD)),
        ("callback_call", lambda desk: desk.do(acts.callbacks.call, desk.callback())),
    ],
)
def test_what_has_left_the_house_or_come_in_can_not_be_taken_back(desk, name, act):
    act(desk)
    refused = desk.refused(acts.undoing.undo)
    assert (refused.reason, refused.facts["act"]) == ("undo_never", name)
    assert "can't be taken back" in refusal(refused)


def test_with_nothing_done_there_is_nothing_to_take_back_or_do_again(desk):
    assert desk.refused(acts.undoing.undo, rep="mia").reason == "nothing_to_undo"
    assert desk.refused(acts.undoing.redo, rep="mia").reason == "nothing_to_redo"
    assert desk.refused(acts.undoing.undo, rep=None).reason == "no_rep"


def test_nobody_takes_back_what_a_colleague_did(desk):
    number = desk.inquiry(holder="mia")
    assert desk.refused(acts.undoing.undo, number, rep="joerg").reason == "nothing_to_undo"
    assert desk.row(number).holder == "mia"


TOUCHES = {
    "a colleague": lambda desk, number: desk.do(acts.work.note, number, "seen", rep="mia"),
    "the desk": lambda desk, number: (desk.clock.move(TUESDAY), desk.row(number)),
    "a mail": lambda desk, number: desk.do(
        acts.receive.mail, mail(9, subject_number=number, sender_email="k@x.example"), b"", rep=None
    ),
}


@pytest.mark.parametrize("who", TOUCHES)
def test_what_somebody_has_touched_since_stays_and_the_sentence_says_who(desk, who):
    number = held(desk, email="k@x.example")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke")
    desk.do(acts.time.snooze, number, TUESDAY)
    TOUCHES[who](desk, number)
    refused = desk.refused(acts.undoing.undo)
    assert (refused.reason, refused.facts["who"]) == ("undo_touched", "mia" if who == "a colleague" else "desk")
    assert refused.facts["who"] in refusal(refused)
    desk.do(acts.work.priority, number, Priority.HIGH, rep="joerg")
    assert desk.refused(acts.undoing.undo).facts["who"] == "joerg"


def test_a_touch_that_was_itself_taken_back_is_none(desk):
    number = held(desk)
    desk.do(acts.work.note, number, "seen", rep="mia")
    desk.do(acts.undoing.undo, rep="mia")
    desk.do(acts.undoing.undo)
    assert desk.row(number).state is State.NEW


def test_what_was_taken_back_and_then_touched_can_not_be_done_again(desk):
    number = held(desk)
    desk.do(acts.undoing.undo)
    desk.do(acts.custody.claim, number, rep="mia")
    assert desk.refused(acts.undoing.redo).reason == "undo_touched"


def test_acts_are_taken_back_one_after_the_other_and_done_again_in_their_order(desk):
    number = desk.inquiry()
    steps = [rows(desk)]
    for act, args in (
        (acts.custody.claim, ()),
        (acts.work.reply, (ReplyHow.SPOKEN, "spoke")),
        (acts.time.snooze, (TUESDAY,)),
        (acts.work.close, (Outcome.SPAM,)),
    ):
        desk.do(act, number, *args)
        steps.append(rows(desk))
    for step in reversed(steps[:-1]):
        desk.do(acts.undoing.undo)
        assert rows(desk) == step
    assert desk.refused(acts.undoing.undo).reason == "undo_never"  # that it came in
    for step in steps[1:]:
        desk.do(acts.undoing.redo)
        assert rows(desk) == step
    assert desk.refused(acts.undoing.redo).reason == "nothing_to_redo"
    desk.do(acts.undoing.undo)
    desk.do(acts.undoing.undo)
    assert rows(desk) == steps[2]
    desk.do(acts.undoing.redo)
    desk.do(acts.undoing.undo)
    assert rows(desk) == steps[2]
    desk.do(acts.undoing.redo)
    desk.do(acts.undoing.redo)
    assert rows(desk) == steps[4]


def test_a_new_act_leaves_nothing_to_do_again(desk):
    number = held(desk)
    desk.do(acts.work.priority, number, Priority.HIGH)
    desk.do(acts.undoing.undo)
    desk.do(acts.work.note, number, "seen")
    assert desk.refused(acts.undoing.redo).reason == "nothing_to_redo"


def test_with_a_number_the_last_act_on_that_inquiry_is_taken_back(desk):
    first, second = held(desk), held(desk)
    desk.do(acts.undoing.undo, first)
    assert (desk.row(first).state, desk.row(second).state) == (State.NEW, State.HELD)
    assert desk.refused(acts.undoing.undo, first).reason == "undo_never"
    assert desk.refused(acts.undoing.undo, 9999).reason == "no_such_inquiry"


def test_a_customer_to_whom_an_inquiry_was_linked_meanwhile_stays(desk):
    number, customer = desk.inquiry(rep="mia"), desk.customer()
    desk.do(acts.work.link, number, customer, rep="mia")
    refused = desk.refused(acts.undoing.undo)
    assert refused.reason == "still_in_use"
    assert refusal(refused)
    desk.do(acts.undoing.undo, rep="mia")
    desk.do(acts.undoing.undo)
    assert desk.sql("SELECT count(*) FROM customer") == [(0,)]


def test_taking_back_on_what_a_colleague_holds_by_now_says_over_whose_head(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.note, number, "seen")
    assert desk.do(acts.undoing.undo).over == "mia"
    assert desk.trail(number)[-1].over == "mia"


def test_what_should_have_woken_meanwhile_is_awake_after_undoing(desk):
    number = snoozed(desk)
    desk.do(acts.time.wake, number)
    desk.clock.move(TUESDAY + timedelta(hours=1))
    desk.do(acts.undoing.undo)
    assert (desk.row(number).state, desk.acts_of(number)[-2:]) == (State.HELD, ["undo", "wake"])


def test_the_view_offers_what_undo_and_redo_would_do(desk):
    number = held(desk)
    desk.do(acts.work.priority, number, Priority.HIGH)
    assert desk.read(views.last.undoable, "anna").name == "priority"
    desk.do(acts.undoing.undo)
    assert (desk.read(views.last.undoable, "anna").name, desk.read(views.last.redoable, "anna").name) == (
        "claim",
        "undo",
    )


def test_an_inquiry_by_hand_and_by_mail_both_stay(desk):
    desk.inquiry(channel=Channel.FIELD)
    assert desk.refused(acts.undoing.undo).reason == "undo_never"
    desk.mail()
    assert desk.refused(acts.undoing.undo).reason == "undo_never"
