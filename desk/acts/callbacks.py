"""Callbacks: add, move, call, result. A callback is never dropped; without an answer the next try plans itself."""

from __future__ import annotations

from datetime import datetime

from desk import clean
from desk.acts import tandems, widening
from desk.acts.given import phone_given
from desk.acts.standing import allowed, answered, stand, take
from desk.keeping.tx import Tx
from desk.rules import retries
from desk.rules.opening import parse_hours
from desk.tables import Attempt, Callback, Customer, Inquiry
from desk.words import Act, CallbackState, CallResult, OwnerKind, Refused, ReplyHow, Side, State

NOT_REACHED = frozenset({CallResult.NO_ANSWER, CallResult.BUSY, CallResult.VOICEMAIL})
"""Results after which the next try plans itself."""

SPOKEN = frozenset({CallResult.REACHED, CallResult.CALL_AGAIN, CallResult.NOT_INTERESTED, CallResult.DO_NOT_CALL})
"""Results that nobody has without a conversation: it counts as a contact with the sender."""


def add(
    tx: Tx,
    *,
    at: datetime,
    inquiry: int | None = None,
    customer: str | None = None,
    phone: str | None = None,
    person: str | None = None,
    until: datetime | None = None,
    topic: str = "",
    promised: bool = False,
    owner: str | None = None,
) -> int:
    """Plan a call from `at`, for an inquiry, a customer or a bare number, and give its number.

    `owner` is a handle, `tandem:HANDLE` (that rep's main one), `side:inside` or `anyone`, else whoever plans it. Topic,
    customer and number come from the inquiry unless given. Raises Refused: callback_about_what, time_past,
    window_backward, phone_not_understood, topic_needed, no_tandem, and what a wrong number, handle or side says.
    """
    if inquiry is None and customer is None and not clean.line(phone or ""):
        raise Refused("callback_about_what")
    if at < tx.now:
        raise Refused("time_past", at=at)
    if until is not None and until < at:
        raise Refused("window_backward", at=at, until=until)
    asked = None if inquiry is None else allowed(tx, inquiry, Act.CALLBACK_ADD)
    company = None if customer is None else tx.customers(customer)[-1]
    row = _planned(tx, asked, company, phone)
    row.person = clean.line(person or "") or row.person
    row.topic = clean.line(topic) or row.topic
    if not row.topic:
        raise Refused("topic_needed")
    row.from_at, row.until_at, row.promised = at, until, promised
    _own(tx, row, owner)
    widening.plan(tx, row)
    tx.add(row)
    tx.note(row, Act.CALLBACK_ADD)
    if asked is not None:
        take(tx, asked)
        if asked.follow_up_at is not None and asked.follow_up_at <= at:  # the call takes its place
            asked.follow_up_at = None
        stand(tx, asked)
        tx.note(asked, Act.CALLBACK_ADD)
    return row.number


def move(tx: Tx, number: int, to: datetime, until: datetime | None = None) -> None:
    """Put an open callback to another time. Raises Refused: callback_done, time_past, window_backward."""
    callback = _open(tx, number)
    if to < tx.now:
        raise Refused("time_past", at=to)
    if until is not None and until < to:
        raise Refused("window_backward", at=to, until=until)
    callback.from_at, callback.until_at = to, until
    widening.plan(tx, callback)
    tx.note(callback, Act.CALLBACK_MOVE)
    _inquiry_stands(tx, callback, Act.CALLBACK_MOVE)


def call(tx: Tx, number: int) -> None:
    """Record that the number is being dialled: the callback waits for its result, even after a crash.

    Raises Refused("callback_done"), or ("calling_already") when somebody is on the line with it.
    """
    callback = _open(tx, number)
    if callback.calling_since is not None:
        raise Refused("calling_already", number=number, at=callback.calling_since)
    callback.calling_since = tx.now
    tx.note(callback, Act.CALLBACK_CALL)


def result(tx: Tx, number: int, found: CallResult, note: str = "", again_at: datetime | None = None) -> None:
    """Record what came of a call. Not reached: the next try plans itself, after the last one a person decides.

    `again_at` is when to call again: needed for `call_again`, which begins the tries anew, and in the place of the
    plan when nobody was reached. A conversation counts as a first reply to the inquiry. Raises Refused:
    callback_done, again_needed, again_not_needed, time_past.
    """
    callback = _open(tx, number)
    if found is CallResult.CALL_AGAIN and again_at is None:
        raise Refused("again_needed")
    again = found in NOT_REACHED or found is CallResult.CALL_AGAIN
    if again_at is not None and not again:
        raise Refused("again_not_needed")
    if again_at is not None and again_at <= tx.now:
        raise Refused("time_past", at=again_at)
    text = clean.lines(note, clean.SHOWN).strip() or None
    tx.add(Attempt(callback_number=number, rep_id=tx.rep.id, at=tx.now, result=found, note=text))
    callback.tried = 0 if found is CallResult.CALL_AGAIN else callback.tried + 1
    callback.calling_since = None
    if again:
        callback.from_at = again_at or _next_try(tx, callback)
        callback.until_at = None
    else:
        callback.state, callback.result = CallbackState.DONE, found
    widening.plan(tx, callback)
    tx.note(callback, Act.CALLBACK_RESULT, text)
    _inquiry_stands(tx, callback, Act.CALLBACK_RESULT, spoken=found in SPOKEN)


def _planned(tx: Tx, asked: Inquiry | None, company: Customer | None, phone: str | None) -> Callback:
    row = Callback(topic="", owner_kind=OwnerKind.REP, from_at=tx.now)
    if asked is not None:
        row.inquiry_number, row.customer_id = asked.number, asked.customer_id
        row.person, row.topic, row.phone = asked.sender or None, asked.about, asked.sender_phone
    if company is not None:
        row.customer_id = company.id
        row.topic = row.topic or company.company
    row.phone = phone_given(tx, phone) or row.phone
    return row


def _own(tx: Tx, row: Callback, owner: str | None) -> None:
    if owner is not None and owner.startswith("side:"):
        side = owner.removeprefix("side:")
        if side not in list(Side):
            raise Refused("side_unknown", side=side)
        row.owner_kind, row.owner_side = OwnerKind.SIDE, Side(side)
    elif owner is not None and owner.startswith("tandem:"):
        rep = tx.colleague(owner.removeprefix("tandem:"))
        pairs = tandems.of_rep(tx, rep.id)
        if not pairs:
            raise Refused("no_tandem", who=rep.handle)
        row.owner_kind, row.owner_tandem_id = OwnerKind.TANDEM, pairs[0].id
    elif owner == OwnerKind.ANYONE:
        row.owner_kind = OwnerKind.ANYONE
    else:
        row.owner_id = tx.rep.id if owner is None else tx.colleague(owner).id


def _open(tx: Tx, number: int) -> Callback:
    callback = tx.callback(number)
    if callback.state is CallbackState.DONE:
        raise Refused("callback_done", number=number)
    return callback


def _next_try(tx: Tx, callback: Callback) -> datetime:
    """Give when the plan tries again; when it is used up, the next opening, at which somebody decides."""
    customer = None if callback.customer_id is None else tx.session.get(Customer, callback.customer_id)
    times = None if customer is None or customer.call_times is None else parse_hours(customer.call_times)
    planned = retries.next_try(tx.now, callback.tried, tx.calendar, times, tx.team.retry_plan)
    return planned or tx.calendar.next_opening(tx.now)


def _inquiry_stands(tx: Tx, callback: Callback, act: Act, *, spoken: bool = False) -> None:
    if callback.inquiry_number is None:
        return
    inquiry = tx.inquiry(callback.inquiry_number)
    if inquiry.state is State.CLOSED:
        return
    tx.session.flush()
    if spoken:
        answered(tx, inquiry, ReplyHow.SPOKEN)
    stand(tx, inquiry)
    tx.note(inquiry, act)
