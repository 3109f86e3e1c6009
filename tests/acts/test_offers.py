"""Forwarding is a handshake (DOMAIN, Custody 3 and 4): offer, accept, decline, take back, expire."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.rules.filters import Filter
from desk.sentences import refusal, said
from desk.sentences import trail as told
from desk.words import Act, CallResult, FirstContact, Mark, OfferState, Outcome, Refused, ReplyHow, State, Step
from tests.acts.state import inquiry as kept
from tests.kit.builders import Desk, local

TOLD = {"note": "He wants 40 spots", "contact": FirstContact.PARALLEL}


def offered(desk: Desk, by: str = "mia", to: str = "joerg", **more) -> int:
    number = desk.inquiry(holder=by, phone="0211 123456")
    desk.do(acts.offers.offer, number, to, rep=by, **TOLD | more)
    return number


def test_the_sender_holds_it_until_the_other_accepts(desk):
    number = offered(desk)
    row = desk.row(number)
    assert (row.state, row.holder, row.offered_to) == (State.OFFERED, "mia", "joerg")
    assert row.offered_until == local("2026-11-23 11:00")
    done = desk.do(acts.offers.accept, number, rep="joerg")
    row = desk.row(number)
    assert (row.state, row.holder, row.offered_to, row.marks) == (State.HELD, "joerg", None, ())
    assert (done.over, desk.trail(number)[-1].over) == (None, None), "invited, over nobody's head"
    assert desk.acts_of(number) == ["receive", "claim", "offer", "accept"]


def test_the_sentence_says_with_whom_and_until_when_and_the_trail_the_note_as_well(desk):
    number = desk.inquiry(holder="mia")
    done = desk.do(acts.offers.offer, number, "Joerg", rep="mia", **TOLD)
    assert said(done) == f"#{number} offered to joerg until 11:00"
    line = desk.trail(number)[-1]
    assert (line.to, line.note) == ("joerg", "He wants 40 spots")
    assert told(line).startswith("offered to joerg until Monday, 23 November 2026, 11:00: He wants 40 spots")
    assert "in parallel" in told(line)


def test_what_nobody_holds_is_claimed_in_the_same_act(desk):
    number = desk.inquiry()
    desk.do(acts.offers.offer, number, "mia", rep="anna", **TOLD)
    assert desk.row(number).holder == "anna"
    assert desk.acts_of(number) == ["receive", "offer"]
    desk.do(acts.undoing.undo, rep="anna")
    assert (desk.row(number).state, desk.row(number).holder) == (State.NEW, None)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"to": "mia"}, "with_yourself"),
        ({"to": "nobody"}, "no_such_rep"),
        ({"note": " "}, "note_needed"),
        ({"contact": None}, "contact_needed"),
        ({"contact": FirstContact.NONE}, "none_needs_why"),
        ({"contact": FirstContact.NONE, "why": " "}, "none_needs_why"),
        ({"within_minutes": 0}, "within_out_of_range"),
        ({"within_minutes": 10**6}, "within_out_of_range"),
        ({"promise": "prices"}, "promise_due_needed"),
        ({"promise": " ", "promise_due": local("2026-11-23 12:00")}, "promise_text_needed"),
        ({"promise": "prices", "promise_due": local("2026-11-23 09:00")}, "time_past"),
        ({"budget_cents": -1}, "amount_out_of_range"),
    ],
)
def test_an_offer_is_refused_with_its_reason_and_changes_nothing(desk, values, reason):
    number = desk.inquiry(holder="mia")
    refused = desk.refused(acts.offers.offer, number, rep="mia", **{"to": "joerg"} | TOLD | values)
    assert refused.reason == reason
    assert "?" not in refusal(refused)


def test_only_its_holder_offers_it_and_only_once(desk):
    number = offered(desk)
    refused = desk.refused(acts.offers.offer, number, "anna", rep="mia", **TOLD)
    assert (refused.reason, refused.facts["to"]) == ("offered_to", "joerg")
    desk.do(acts.offers.takeback, number, rep="mia")
    assert desk.refused(acts.offers.offer, number, "joerg", rep="anna", **TOLD).reason == "only_holder"
    desk.do(acts.work.close, number, Outcome.NO_NEED, rep="mia")
    assert desk.refused(acts.offers.offer, number, "joerg", rep="mia", **TOLD).reason == "closed_already"


@pytest.mark.parametrize("contact", [FirstContact.SPOKEN, FirstContact.WRITTEN])
def test_a_contact_that_was_made_is_the_first_reply(desk, contact):
    number = offered(desk, contact=contact)
    found = desk.detail(number)
    assert (found.row.first_reply_at, found.first_reply_how) == (desk.now, ReplyHow(contact.value))
    assert found.row.next_step is Step.OFFER


def test_a_contact_in_parallel_is_a_callback_of_the_sender_in_a_quarter_of_an_hour(desk):
    desk.clock.move(local("2026-11-23 17:50"))
    number = offered(desk)
    (call,) = desk.read(views.callbacks.of_inquiry, number)
    assert (call.owner, call.from_at, call.phone) == ("mia", local("2026-11-24 08:05"), "+49211123456")
    desk.do(acts.offers.accept, number, rep="joerg")
    desk.do(acts.callbacks.result, call.number, CallResult.REACHED, rep="mia")
    assert desk.row(number).first_reply_at is not None, "it was the first reply, whoever holds it by then"


def test_without_a_number_the_contact_in_parallel_is_a_follow_up(desk):
    number = desk.inquiry(holder="mia", email="k@kraus.example")
    desk.do(acts.offers.offer, number, "joerg", rep="mia", **TOLD)
    assert desk.read(views.callbacks.of_inquiry, number) == ()
    assert kept(desk, number)["follow_up_at"] is not None


def test_no_contact_at_all_needs_a_reason_that_stands_in_the_trail(desk):
    number = offered(desk, contact=FirstContact.NONE, why="the switchboard is shut")
    assert "the switchboard is shut" in told(desk.trail(number)[-1])


def test_after_a_first_reply_nobody_asks_for_another(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.work.reply, number, ReplyHow.SPOKEN, "spoke", rep="mia")
    desk.do(acts.offers.offer, number, "joerg", note="please", rep="mia")
    assert desk.row(number).next_step is Step.OFFER


def test_first_answers_and_a_promise_are_noted_in_the_same_act(desk):
    due = local("2026-11-23 12:00")
    number = offered(desk, what="spots", wanted_by="May", budget_cents=5, area="NRW", promise="prices", promise_due=due)
    found = desk.detail(number)
    lead = found.qualification
    assert (lead.what, lead.wanted_by, lead.budget_cents, lead.area) == ("spots", "May", 5, "NRW")
    assert [(each.text, each.rep, each.due_at) for each in found.promises] == [("prices", "mia", due)]
    assert desk.acts_of(number) == ["receive", "claim", "offer"]


def test_what_is_declined_stands_before_its_sender_again_first_of_all(desk):
    number, urgent = offered(desk), desk.inquiry(holder="mia")
    desk.do(acts.offers.decline, number, "not my area", rep="joerg")
    row = desk.row(number)
    assert (row.state, row.holder, row.marks) == (State.HELD, "mia", (Mark.RETURNED,))
    assert desk.trail(number)[-1].note == "not my area"
    page = desk.read(views.inbox.page, Filter(mine=True), "mia")
    assert [each.number for each in page] == [number, urgent]
    assert desk.refused(acts.offers.decline, offered(desk), " ", rep="joerg").reason == "decline_why_needed"


def test_an_offer_expires_at_its_instant_even_when_no_desk_is_open(desk):
    number = offered(desk)
    desk.later(days=1)
    row = desk.row(number)
    assert (row.state, row.holder, row.marks) == (State.HELD, "mia", (Mark.RETURNED, Mark.LATE))
    line = desk.trail(number)[-1]
    assert (line.act, line.at, line.rep, line.note) == ("expire", local("2026-11-23 11:00"), None, "joerg")
    desk.row(number)
    assert desk.acts_of(number).count("expire") == 1, "exactly once"


def test_accepting_after_the_deadline_is_refused_because_the_write_settles_first(desk):
    number = offered(desk)
    desk.later(minutes=60)
    for act in (acts.offers.accept, acts.custody.take):
        with pytest.raises(Refused) as refused:
            desk.do(act, number, rep="joerg")
        assert refused.value.reason == "offer_expired"
        assert "mia" in refusal(refused.value)
    assert desk.acts_of(number)[-1] == "expire"


def test_what_could_not_be_settled_yet_reads_as_expired(desk):
    number = offered(desk)
    desk.later(minutes=61)
    row = desk.store.read(lambda reader: views.inbox.rows(reader, (number,)), settle=False)[number]
    assert (row.state, row.offered_to, row.marks[0]) == (State.HELD, None, Mark.RETURNED)
    assert desk.acts_of(number)[-1] == "expire"


def test_the_deadline_is_the_teams_unless_another_is_given_and_runs_in_business_time(desk):
    desk.clock.move(local("2026-11-27 17:30"))  # a Friday
    assert desk.row(offered(desk)).offered_until == local("2026-11-30 08:30")
    assert desk.row(offered(desk, within_minutes=20)).offered_until == local("2026-11-27 17:50")
    desk.do(acts.team.change, "accept", "90")
    assert desk.row(offered(desk)).offered_until == local("2026-11-30 09:00")


def test_other_hours_leave_an_open_offer_as_much_business_time_as_it_had(desk):
    desk.clock.move(local("2026-11-27 17:30"))  # a Friday
    number = offered(desk)
    desk.do(acts.team.change, "hours", "Mo-Fr 08:00-18:00, Sa 10:00-12:00")
    assert desk.row(number).offered_until == local("2026-11-28 10:30")
    desk.do(acts.undoing.undo)
    assert desk.row(number).offered_until == local("2026-11-30 08:30")


def test_only_the_receiver_answers_and_only_the_sender_takes_back(desk):
    number = offered(desk)
    for act, args in ((acts.offers.accept, ()), (acts.offers.decline, ("x",))):
        refused = desk.refused(act, number, *args, rep="anna")
        assert (refused.reason, refused.facts["to"]) == ("only_receiver", "joerg")
    assert desk.refused(acts.offers.takeback, number, rep="joerg").reason == "only_sender"
    desk.do(acts.offers.takeback, number, rep="mia")
    row = desk.row(number)
    assert (row.state, row.holder, row.marks) == (State.HELD, "mia", ())
    assert desk.refused(acts.offers.accept, number, rep="joerg").reason == "offer_taken_back"
    assert desk.refused(acts.offers.takeback, number, rep="mia").reason == "not_offered"


def test_take_accepts_what_is_offered_to_one_and_claims_anything_else(desk):
    number = offered(desk)
    assert desk.refused(acts.custody.take, number, rep="anna").reason == "offered_to"
    assert desk.do(acts.custody.take, number, rep="joerg").name == "accept"
    assert desk.do(acts.custody.take, desk.inquiry(), rep="joerg").name == "claim"
    assert desk.refused(acts.custody.take, number, rep="anna").reason == "held_by"


@pytest.mark.parametrize(
    ("act", "args", "rep"),
    [
        (acts.custody.claim, (), "anna"),
        (acts.custody.release, (), "mia"),
        (acts.custody.assign, ("anna",), "anna"),
        (acts.time.snooze, (local("2026-11-24 09:00"),), "mia"),
        (acts.time.wake, (), "mia"),
    ],
)
def test_while_it_is_offered_nobody_else_moves_it(desk, act, args, rep):
    assert desk.refused(act, offered(desk), *args, rep=rep).reason == "offered_to"


def test_closing_ends_the_offer_in_the_same_act_and_taking_back_brings_both(desk):
    number = offered(desk)
    desk.do(acts.work.close, number, Outcome.ANSWERED, rep="mia")
    assert desk.detail(number).offers[0].state is OfferState.ENDED
    desk.do(acts.undoing.undo, rep="mia")
    assert desk.row(number).state is State.OFFERED
    desk.do(acts.offers.accept, number, rep="joerg")


def test_what_was_offered_when_it_was_merged_is_held_by_its_sender_after_unmerging(desk):
    number, other = offered(desk), desk.inquiry()
    desk.do(acts.merging.merge, number, other, rep="anna")
    desk.do(acts.merging.unmerge, number, rep="anna")
    assert (desk.row(number).state, desk.row(number).holder) == (State.HELD, "mia")


def test_what_slept_is_awake_when_it_is_offered_and_a_returned_one_is_in_hand_once_its_holder_works_on_it(desk):
    number = desk.inquiry(holder="mia")
    desk.do(acts.time.snooze, number, desk.now + timedelta(days=2), rep="mia")
    desk.do(acts.offers.offer, number, "joerg", rep="mia", **TOLD)
    assert kept(desk, number)["wake_at"] is None
    desk.do(acts.offers.decline, number, "no", rep="joerg")
    desk.do(acts.work.quote, number, 100, rep="anna")
    assert Mark.RETURNED in desk.row(number).marks, "a colleague's work does not take it in hand"
    desk.do(acts.time.follow_up, number, desk.now + timedelta(hours=3), rep="mia")
    assert Mark.RETURNED not in desk.row(number).marks


def test_nothing_is_taken_back_over_an_expiry_or_an_answer(desk):
    number = offered(desk)
    desk.later(hours=2)
    desk.row(number)
    refused = desk.refused(acts.undoing.undo, rep="mia")
    assert (refused.reason, refused.facts["who"]) == ("undo_touched", "desk")
    number = offered(desk)
    desk.do(acts.offers.accept, number, rep="joerg")
    assert desk.refused(acts.undoing.undo, rep="mia").facts["who"] == "joerg"
    desk.do(acts.undoing.undo, rep="joerg")
    assert desk.row(number).offered_to == "joerg"


def test_the_database_itself_refuses_an_offer_that_is_not_its_holders(desk):
    from sqlalchemy.exc import IntegrityError

    number = offered(desk)

    def steal(tx) -> None:
        inquiry = tx.inquiry(number)
        inquiry.holder_id = 1
        tx.note(inquiry, Act.EDIT)

    with pytest.raises(IntegrityError, match="open offer of its holder"):
        desk.write(steal)
