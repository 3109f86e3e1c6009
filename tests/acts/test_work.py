"""What is done on an inquiry: reply, qualify, quote, visit, note, edit, priority, link, attach, close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts
from desk.acts.work import MOST_CENTS
from desk.words import Channel, Fit, Mark, Outcome, Priority, ReplyHow, State, Step, Thing
from tests.acts.state import callback, in_state, inquiry
from tests.kit.builders import local

WORK = {
    "reply": (acts.work.reply, (ReplyHow.SPOKEN, "spoke")),
    "quote": (acts.work.quote, (12_345,)),
    "visit": (acts.work.visit, (local("2026-11-25 10:00"),)),
    "follow_up": (acts.time.follow_up, (local("2026-11-25 10:00"),)),
}


@pytest.mark.parametrize("word", WORK)
def test_working_on_what_nobody_holds_claims_it_in_the_same_act(desk, word):
    act, args = WORK[word]
    number = desk.inquiry()
    acts_before = desk.sql("SELECT count(*) FROM act")[0][0]
    desk.do(act, number, *args, rep="mia")
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "mia")
    assert desk.sql("SELECT count(*) FROM act")[0][0] == acts_before + 1
    assert desk.acts_of(number) == ["receive", word]


def test_qualifying_claims_too(desk):
    number = desk.inquiry()
    desk.do(acts.work.qualify, number, fit=Fit.HOT, rep="mia")
    assert desk.row(number).holder == "mia"


@pytest.mark.parametrize("word", WORK)
def test_working_on_what_a_colleague_holds_leaves_it_with_them(desk, word):
    act, args = WORK[word]
    number = desk.inquiry(holder="mia")
    done = desk.do(act, number, *args, rep="joerg")
    assert (desk.row(number).holder, done.over) == ("mia", "mia")


@pytest.mark.parametrize("word", WORK)
def test_nothing_is_done_on_what_is_closed(desk, word):
    act, args = WORK[word]
    number = desk.inquiry()
    desk.do(acts.work.close, number, Outcome.NO_NEED)
    assert desk.refused(act, number, *args).reason == "closed_already"


def test_the_first_reply_stops_its_clock_and_the_second_leaves_it_alone(desk):
    number = desk.inquiry(holder="mia")
    first = desk.later(minutes=7)
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.later(hours=1)
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "sent", rep="mia")
    assert desk.row(number).first_reply_at == first
    assert desk.detail(number).first_reply_how is ReplyHow.SPOKEN
    assert desk.row(number).due_at is not None


def test_a_reply_that_leaves_no_step_sets_a_follow_up_on_the_next_business_day_at_opening(desk):
    desk.clock.move(local("2026-11-27 16:00"))  # a Friday
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.FOLLOW_UP, local("2026-11-30 08:00"))


def test_a_reply_before_a_holiday_is_followed_up_after_it(desk):
    desk.clock.move(local("2026-12-24 10:00"))  # Friday is Christmas Day, then a week-end
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    assert desk.row(number).next_at == local("2026-12-28 08:00")


def test_a_reply_settles_the_follow_up_that_was_due(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.clock.move(local("2026-11-24 11:00"))
    assert Mark.LATE in desk.row(number).marks
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke again", rep="mia")
    assert desk.row(number).next_at == local("2026-11-25 08:00")


def test_a_reply_leaves_a_follow_up_that_was_planned_beyond_it(desk):
    number = desk.inquiry(holder="mia")
    planned = local("2026-12-07 09:00")
    desk.do(acts.time.follow_up, number, planned, rep="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "will decide in December", rep="mia")
    assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.FOLLOW_UP, planned)


def test_a_reply_while_it_sleeps_lets_it_sleep(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.snooze, number, local("2026-11-26 09:00"), rep="mia")
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "sent", rep="mia")
    assert desk.row(number).state is State.SNOOZED


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b\u202e\0"])
@pytest.mark.parametrize("act", [acts.work.note, acts.work.attach])
def test_a_note_that_says_nothing_is_refused(desk, act, text):
    assert desk.refused(act, desk.inquiry(), text).reason == "note_needed"


def test_a_reply_needs_a_note(desk):
    assert desk.refused(acts.work.reply, desk.inquiry(), ReplyHow.SPOKEN, " ").reason == "note_needed"


def test_what_is_known_of_a_lead_is_kept_and_what_is_not_said_stays(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.qualify, number, what="40 spots", budget_cents=500_000, fit=Fit.HOT, rep="mia")
    desk.do(acts.work.qualify, number, wanted_by="January", area="Cologne", what="", rep="mia")
    found = desk.detail(number).qualification
    assert (found.what, found.wanted_by, found.area, found.budget_cents, found.fit) == (
        None,
        "January",
        "Cologne",
        500_000,
        Fit.HOT,
    )


def test_qualifying_without_anything_is_refused(desk):
    assert desk.refused(acts.work.qualify, desk.inquiry()).reason == "nothing_to_record"


@pytest.mark.parametrize("cents", [-1, MOST_CENTS + 1, 10**30])
def test_an_amount_beyond_reason_is_refused(desk, cents):
    number = desk.inquiry()
    assert desk.refused(acts.work.quote, number, cents).reason == "amount_out_of_range"
    assert desk.refused(acts.work.qualify, number, budget_cents=cents).reason == "amount_out_of_range"
    assert desk.refused(acts.work.close, number, Outcome.WON, amount_cents=cents).reason == "amount_out_of_range"


def test_the_last_quote_and_the_last_visit_are_shown_and_all_are_kept(desk):
    number = desk.inquiry(holder="mia")
    for cents in (100_000, 90_000):
        desk.do(acts.work.quote, number, cents, rep="mia")
    at = local("2026-11-25 10:00")
    desk.do(acts.work.visit, number, at, rep="mia")
    found = desk.detail(number).qualification
    assert (found.quote_cents, found.visit_at) == (90_000, at)
    assert desk.sql("SELECT amount_cents FROM quote ORDER BY id") == [(100_000,), (90_000,)]


@pytest.mark.parametrize("state", [State.NEW, State.HELD, State.SNOOZED, State.CLOSED])
def test_notes_priority_corrections_and_links_are_for_every_state_and_change_none(desk, state):
    number, customer = in_state(desk, state), desk.customer()
    before = desk.row(number)
    desk.do(acts.work.note, number, "a note", rep="joerg")
    desk.do(acts.work.priority, number, Priority.HIGH, rep="joerg")
    desk.do(acts.work.edit, number, {"about": "spots"}, rep="joerg")
    desk.do(acts.work.link, number, customer, rep="joerg")
    row = desk.row(number)
    assert (row.state, row.holder, row.next_at) == (before.state, before.holder, before.next_at)
    assert (row.priority, row.about, row.customer_number) == (Priority.HIGH, "spots", customer)
    assert desk.acts_of(number)[-4:] == ["note", "priority", "edit", "link"]


def test_a_link_by_a_person_is_sure_and_open_callbacks_go_along(desk):
    number = desk.inquiry(holder="mia")
    waiting, other = desk.callback(inquiry=number), desk.callback(phone="0221 1")
    customer = desk.customer()
    desk.do(acts.work.link, number, customer, rep="mia")
    assert (inquiry(desk, number)["link"], callback(desk, waiting)["customer_id"]) == ("exact", 1)
    assert callback(desk, other)["customer_id"] is None
    assert desk.acts_of(waiting, Thing.CALLBACK) == ["callback_add", "link"]
    assert desk.trail(number)[-1].note == customer


def test_a_link_to_nobody_is_refused(desk):
    assert desk.refused(acts.work.link, desk.inquiry(), "K99").reason == "no_such_customer"


def test_what_was_taken_down_can_be_corrected(desk):
    number = desk.inquiry(phone="0211 1")
    values = {"sender": "Kraus", "sender_email": "P@KRAUS.example", "sender_phone": "0211 654321", "body": "a\nb"}
    desk.do(acts.work.edit, number, values)
    found = desk.detail(number)
    assert (found.row.sender, found.sender_email, found.sender_phone) == ("Kraus", "p@kraus.example", "+49211654321")
    assert (found.body, found.phone_confirmed) == ("a\nb", True)
    desk.do(acts.work.edit, number, {"sender_phone": ""})
    assert (desk.detail(number).sender_phone, desk.detail(number).phone_confirmed) == (None, False)


def test_another_channel_has_another_time_for_the_first_reply_until_it_was_given(desk):
    number = desk.inquiry(channel=Channel.EMAIL, holder="mia")
    received = desk.row(number).received_at
    desk.do(acts.work.edit, number, {"channel": "phone"}, rep="mia")
    assert desk.row(number).due_at == desk.row(number).next_at == received + timedelta(minutes=15)
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.do(acts.work.edit, number, {"channel": "email"}, rep="mia")
    assert desk.row(number).due_at == received + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "nothing_to_record"),
        ({"state": "closed"}, "field_unknown"),
        ({"holder_id": "1"}, "field_unknown"),
        ({"about": " "}, "about_needed"),
        ({"sender": ""}, "sender_needed"),
        ({"channel": "fax"}, "channel_unknown"),
        ({"sender_phone": "unknown"}, "phone_not_understood"),
        ({"sender_email": "kraus"}, "email_not_understood"),
        ({"about": "good", "channel": "fax"}, "channel_unknown"),
    ],
)
def test_a_correction_that_can_not_be_is_refused_whole(desk, values, reason):
    assert desk.refused(acts.work.edit, desk.inquiry(), values).reason == reason


def test_who_has_a_number_or_an_address_needs_no_name(desk):
    number = desk.inquiry(email="k@x.example")
    desk.do(acts.work.edit, number, {"sender": ""})
    assert desk.row(number).sender == "k@x.example"


def test_asking_again_opens_what_was_closed_with_whoever_held_it(desk):
    held, new = desk.inquiry(holder="mia"), desk.inquiry()
    for number in (held, new):
        desk.do(acts.work.close, number, Outcome.ANSWERED, rep="joerg")
        desk.do(acts.work.attach, number, "asks once more", rep="joerg")
    assert (desk.row(held).state, desk.row(held).holder) == (State.HELD, "mia")
    assert (desk.row(new).state, desk.row(new).outcome) == (State.NEW, None)


def test_asking_again_wants_an_answer_as_soon_as_the_first_time(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.clock.move(local("2026-11-23 13:00"))
    desk.do(acts.work.attach, number, "asks once more", rep="joerg")
    assert (desk.row(number).next_step, desk.row(number).next_at) == (Step.FOLLOW_UP, local("2026-11-23 13:15"))
    assert desk.sql("SELECT text FROM note") == [("asks once more",)]


def test_asking_again_is_not_added_to_what_another_inquiry_stands_for(desk):
    number, other = desk.inquiry(), desk.inquiry()
    desk.do(acts.merging.merge, number, other)
    refused = desk.refused(acts.work.attach, number, "again")
    assert (refused.reason, refused.facts["into"]) == ("merged_into", other)
