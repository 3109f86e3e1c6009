"""The order of every list, what the counts count, and what stands where in the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk import acts, views
from desk.rules.filters import parse
from desk.sentences import trace as telling
from desk.store import Store
from desk.widgets.look import Look
from desk.widgets.pane_facts import next_step
from desk.words import Bucket, CallResult, FirstContact, Mark, Outcome, Priority, ReplyHow, State, Step, Thing
from tests.kit.builders import Desk, local, raw


def order(desk: Desk, text: str = "", **more: bool) -> list[int]:
    return [row.number for row in desk.read(views.inbox.page, parse(text, **more), "anna")]


def test_a_list_begins_with_what_is_due_first_then_priority_then_number(desk: Desk) -> None:
    late = desk.inquiry(channel="email")
    soon = desk.inquiry()
    twin = desk.inquiry()
    urgent = desk.inquiry()
    desk.do(acts.work.priority, urgent, Priority.HIGH)
    desk.do(acts.work.priority, soon, Priority.LOW)
    assert order(desk) == [urgent, twin, soon, late]


def test_what_was_returned_comes_first_and_what_sleeps_comes_last(desk: Desk) -> None:
    first, asleep, returned = desk.inquiry(), desk.inquiry(holder="anna"), desk.inquiry(channel="email", holder="anna")
    desk.do(acts.time.snooze, asleep, desk.now + timedelta(minutes=5))

    def give_back(tx) -> None:
        from desk.words import Act, Urgency

        inquiry = tx.inquiry(returned)
        inquiry.returned, inquiry.urgency = True, Urgency.RETURNED
        tx.note(inquiry, Act.EDIT)

    desk.write(give_back)
    assert order(desk) == [returned, first, asleep]
    assert desk.row(returned).marks == (Mark.RETURNED,)


def test_what_has_lost_its_step_stands_before_all_others_and_says_so_everywhere(desk: Desk) -> None:
    """No act does that, and the store refuses it: a program that knows no rules is let at the file."""
    returned, lost = desk.inquiry(holder="anna"), desk.inquiry(channel="email", holder="anna")
    desk.do(acts.offers.offer, returned, "mia", note="x", contact=FirstContact.SPOKEN)
    desk.do(acts.offers.decline, returned, "no time", rep="mia")
    loses = f"UPDATE inquiry SET next_step = NULL, next_at = NULL, urgency = 0 WHERE number = {lost}"
    with raw(desk.path, "rw") as connection:
        with pytest.raises(connection.IntegrityError):
            connection.execute(loses)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(loses)
    assert order(desk) == [lost, returned]
    look = Look("anna", desk.now)
    assert look.left(desk.row(lost)) == "?"
    assert next_step(desk.row(lost), look)[0] == "! nothing is planned next"
    told = telling.trace(desk.read(views.trace.of_inquiry, lost), desk.now)
    assert told.endswith("What happens next is being settled now.")
    desk.do(acts.work.reply, lost, ReplyHow.SPOKEN, "seen")
    assert desk.row(lost).next_step is not None, "whoever does something about it gives it one again"


def test_what_one_has_offered_stands_last_until_it_is_due_and_before_the_receiver_by_its_time(desk: Desk) -> None:
    offered, asleep = desk.inquiry(holder="anna", phone="0211 1"), desk.inquiry(holder="anna")
    desk.do(acts.time.snooze, asleep, desk.now + timedelta(hours=4))
    desk.do(acts.offers.offer, offered, "mia", note="x", contact=FirstContact.SPOKEN)
    later = desk.inquiry(channel="email", holder="mia")
    desk.do(acts.work.reply, later, ReplyHow.SPOKEN, "spoke", rep="mia")

    def seen(rep: str | None, **more: bool) -> list[int]:
        page = [row.number for row in desk.read(views.inbox.page, parse("", **more), rep)]
        assert list(desk.read(views.inbox.ids, parse("", **more), rep)) == page
        assert [row.number for row in desk.read(views.inbox.page, parse("", **more), rep, 2)] == page[:2]
        return page

    assert seen("anna") == [later, offered, asleep]
    assert seen("mia") == seen(None) == [offered, later, asleep]
    assert seen("mia", mine=True) == [offered, later]
    desk.do(acts.custody.claim, desk.inquiry())
    done = desk.inquiry()
    desk.do(acts.work.close, done, Outcome.NO_NEED)
    assert seen("anna", closed=True) == [1004, later, offered, asleep, done]
    desk.do(acts.promises.promise, offered, "prices", desk.now + timedelta(minutes=20))
    desk.later(minutes=30)
    assert seen("anna") == [1004, offered, later, asleep], "a promise on it is due"


def test_filters_find_what_is_offered_to_whom(desk: Desk) -> None:
    to_mia, to_joerg = desk.inquiry(), desk.inquiry()
    for number, to in ((to_mia, "mia"), (to_joerg, "joerg")):
        desk.do(acts.offers.offer, number, to, note="x", contact=FirstContact.SPOKEN)
    assert order(desk, "offered:joerg") == [to_joerg]
    assert order(desk, "offered:anybody") == order(desk, "holder:me state:offered") == [to_mia, to_joerg]
    assert order(desk, "offered:me") == []


def test_a_mark_is_filtered_for_as_rows_bear_it_whoever_holds_them_and_settled_or_not(desk: Desk) -> None:
    desk.customer("Kraus GmbH", email="info@kraus.example")
    lost = desk.inquiry(holder="mia")
    desk.do(acts.offers.offer, lost, "joerg", note="x", contact=FirstContact.SPOKEN, rep="mia")
    declined = desk.inquiry()
    desk.do(acts.offers.offer, declined, "mia", note="x", contact=FirstContact.SPOKEN)
    desk.do(acts.offers.decline, declined, "no time", rep="mia")
    desk.mail(sender_email="ute@kraus.example")
    desk.mail(readable=False)
    says = desk.do(acts.unfound.unfound, "Ida Wolf", "says to have written").value
    desk.later(hours=3)
    unsettled = Store.open(desk.path, desk.clock)
    try:
        for mark in Mark:
            everything = unsettled.read(lambda r: views.inbox.page(r, parse(""), "anna"))
            found = unsettled.read(lambda r, text=f"mark:{mark}": views.inbox.page(r, parse(text, mine=True), "anna"))
            assert list(found) == [row for row in everything if mark in row.marks]
            assert found, mark
    finally:
        unsettled.close()
    assert lost in order(desk, "mark:returned")
    assert order(desk, "mark:unfound") == [says]


def test_closed_ones_stand_after_all_that_wait_and_are_hidden_unless_asked_for(desk: Desk) -> None:
    closed, waiting = desk.inquiry(), desk.inquiry(channel="email")
    desk.do(acts.work.close, closed, Outcome.NO_NEED)
    assert order(desk) == [waiting]
    assert order(desk, closed=True) == [waiting, closed]
    assert order(desk, "state:closed") == [closed]


def test_the_first_filter_shows_mine_and_the_inbox_and_gives_way_to_what_is_named(desk: Desk) -> None:
    mine, nobodys, mias = desk.inquiry(holder="anna"), desk.inquiry(), desk.inquiry(holder="mia")
    assert order(desk, mine=True) == [mine, nobodys]
    assert order(desk, "holder:mia", mine=True) == [mias]
    assert order(desk, "holder:nobody") == [nobodys]
    assert order(desk) == [mine, nobodys, mias]


def test_ids_and_pages_agree_and_a_page_ends_where_it_is_told(desk: Desk) -> None:
    for turn in range(5):
        desk.inquiry(channel=("phone", "email")[turn % 2])
    assert list(desk.read(views.inbox.ids, parse(""), "anna")) == order(desk)
    assert [row.number for row in desk.read(views.inbox.page, parse(""), "anna", 2)] == order(desk)[:2]


def test_the_counts_are_of_what_the_list_shows(desk: Desk) -> None:
    desk.inquiry(holder="anna")
    desk.inquiry()
    desk.inquiry(channel="email")
    desk.later(minutes=30)
    found = desk.read(views.inbox.counts, parse(""), "anna")
    assert (found.open, found.without_holder, found.late) == (3, 2, 2)
    found = desk.read(views.inbox.counts, parse("holder:anna"), "anna")
    assert (found.open, found.without_holder, found.late) == (1, 0, 1)


@pytest.mark.parametrize(
    ("minutes", "promised", "bucket"),
    [(-16, False, Bucket.OVERDUE), (-15, False, Bucket.NOW), (0, False, Bucket.NOW), (15, False, Bucket.NOW),
     (16, False, Bucket.TODAY), (8 * 60 - 1, False, Bucket.TODAY), (24 * 60, False, Bucket.AHEAD)],
)  # fmt: skip
def test_a_callback_stands_where_its_time_puts_it(desk: Desk, minutes: int, promised: bool, bucket: Bucket) -> None:
    at = desk.now + timedelta(minutes=minutes + 60)
    desk.callback(at=at, promised=promised)
    desk.later(hours=1)
    assert desk.read(views.callbacks.waiting)[0].bucket is bucket


def test_broken_promises_come_first_then_overdue_now_today_and_ahead(desk: Desk) -> None:
    at = desk.now
    ahead = desk.callback(at=at + timedelta(days=2))
    today = desk.callback(at=at + timedelta(hours=5))
    now = desk.callback(at=at + timedelta(hours=1))
    overdue = desk.callback(at=at + timedelta(minutes=10))
    broken = desk.callback(at=at + timedelta(minutes=20), promised=True)
    desk.later(hours=1)
    assert [row.number for row in desk.read(views.callbacks.waiting)] == [broken, overdue, now, today, ahead]
    strip = desk.read(views.callbacks.strip, "anna")
    assert (strip.overdue, strip.due) == (2, 1)
    assert strip.next is not None
    assert strip.next.number == now


def test_a_call_without_a_result_waits_for_one_whatever_happens(desk: Desk) -> None:
    number = desk.callback()
    desk.do(acts.callbacks.call, number)
    with desk.again() as after_a_crash:
        strip = after_a_crash.read(views.callbacks.strip, "anna")
        assert strip.waiting_for_result is not None
        assert strip.waiting_for_result.number == number
    desk.do(acts.callbacks.result, number, CallResult.NO_ANSWER)
    assert desk.read(views.callbacks.strip, "anna").waiting_for_result is None


def test_a_rep_sees_their_own_callbacks_and_those_of_their_side(desk: Desk) -> None:
    own, side = desk.callback(owner="joerg"), desk.callback(owner="side:field")
    desk.callback(owner="mia")
    assert {row.number for row in desk.read(views.callbacks.waiting, "joerg")} == {own, side}


def test_everything_about_an_inquiry_is_what_was_done_to_it(desk: Desk) -> None:
    customer = desk.customer("Kraus KG", email="info@kraus.example")
    number = desk.mail(sender_email="info@kraus.example", subject="Chairs", text="How much?").number
    desk.do(acts.work.reply, number, ReplyHow.WRITTEN, "wrote", rep="mia")
    desk.do(acts.work.quote, number, 5_000, rep="mia")
    desk.do(acts.work.visit, number, local("2026-12-01 09:00"), rep="mia")
    desk.callback(inquiry=number, rep="mia")
    found = desk.detail(number)
    assert (found.row.customer_number, found.row.holder, found.row.state) == (customer, "mia", State.HELD)
    assert (found.body, found.messages[0].about, found.open_callbacks) == ("How much?", "Chairs", 1)
    assert (found.qualification.quote_cents, found.qualification.visit_at) == (5_000, local("2026-12-01 09:00"))
    assert found.row.next_step is Step.CALLBACK
    assert [line.act for line in found.trail] == ["receive", "reply", "quote", "visit", "callback_add"]


def test_what_u_would_take_back_is_the_last_act_that_stands(desk: Desk) -> None:
    number = desk.inquiry()
    desk.do(acts.custody.claim, number)
    desk.do(acts.work.note, number, "x", rep="mia")
    last = desk.read(views.last.undoable, "anna")
    assert last is not None
    assert (last.name, last.touched[0].thing, last.touched[0].id) == ("claim", Thing.INQUIRY, number)
    desk.do(acts.undoing.undo, rep="mia")
    desk.do(acts.undoing.undo)
    again = desk.read(views.last.redoable, "anna")
    assert again is not None
    assert again.name == "undo"
    left = desk.read(views.last.undoable, "anna")
    assert left is not None
    assert left.name == "receive"
