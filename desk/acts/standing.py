"""Where an inquiry stands after an act: its next step, its place in the lists, and the step no open one is without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from desk.acts.standing_in import who_stands_in
from desk.clock import instant
from desk.keeping.tx import Tx
from desk.rules import states
from desk.rules.clocks import due
from desk.rules.steps import Pending, next_step, urgency
from desk.tables import Callback, Inquiry
from desk.words import Act, CallbackState, Channel, ReplyHow, State, Urgency

_WAITING = """
  SELECT (SELECT min(from_at) FROM callback WHERE inquiry_number = ?1 AND state = 'open'),
    (SELECT due_at FROM offer WHERE inquiry_number = ?1 AND state = 'open'),
    (SELECT min(due_at) FROM promise WHERE inquiry_number = ?1 AND state = 'open')
"""
_OFFERED_TO = """
  SELECT rep.handle FROM offer JOIN rep ON rep.id = offer.to_id WHERE inquiry_number = ? AND offer.state = 'open'
"""


def allowed(tx: Tx, number: int, act: Act) -> Inquiry:
    """Give the inquiry if its state allows the act; raises Refused with the reason and who holds it."""
    state, holder = tx.state(number)
    if state not in states.ALLOWED[act]:
        me = None if tx.desk_itself else tx.rep.handle
        to = tx.ask(_OFFERED_TO, (number,)).scalar() if state is State.OFFERED else None
        states.require(act, state, number=number, holder=tx.handle(holder), me=me, to=to)
    return tx.inquiry(number)


def take(tx: Tx, inquiry: Inquiry) -> None:
    """Let whoever acts hold an inquiry that nobody holds; one that is held stays where it is.

    What had come back to its holder is in hand once the holder does something about it.
    """
    if inquiry.state is State.NEW:
        inquiry.state, inquiry.holder_id = State.HELD, tx.rep.id
    if inquiry.holder_id == tx.rep.id:
        inquiry.returned = False


def wake_up(inquiry: Inquiry) -> None:
    """Let a snoozed inquiry stand before its holder again."""
    if inquiry.state is State.SNOOZED:
        inquiry.state, inquiry.wake_at = State.HELD, None


def answered(tx: Tx, inquiry: Inquiry, how: ReplyHow) -> None:
    """Let a contact with the sender count: the first one stops its clock, and what was due today is done.

    A follow-up on a later business day stays, because it was planned beyond this contact. One that nobody holds is
    taken.
    """
    take(tx, inquiry)
    if inquiry.first_reply_at is None:
        inquiry.first_reply_at, inquiry.first_reply_how = tx.now, how
    inquiry.returned = False
    if inquiry.follow_up_at is not None and inquiry.follow_up_at < tx.calendar.next_opening(tx.now):
        inquiry.follow_up_at = None


def asked_again(tx: Tx, inquiry: Inquiry, at: datetime, channel: Channel) -> None:
    """Let a further contact by the customer count: what is closed opens, what sleeps wakes, an answer is due again."""
    if inquiry.state is State.CLOSED:
        if inquiry.holder_id is not None:
            inquiry.holder_id = who_stands_in(tx, inquiry.holder_id, tx.now)
        inquiry.state = State.HELD if inquiry.holder_id is not None else State.NEW
        open_again(inquiry)
    wake_up(inquiry)
    if inquiry.first_reply_at is not None:
        answer = due(at, channel, tx.calendar, tx.team.reply_minutes)
        inquiry.follow_up_at = min(inquiry.follow_up_at or answer, answer)


def open_again(inquiry: Inquiry) -> None:
    """Take back how an inquiry ended; who holds it from now on is for the act to say."""
    inquiry.outcome = inquiry.outcome_cents = inquiry.outcome_why = inquiry.closed_at = None
    inquiry.follow_up_at = None


def open_callbacks(tx: Tx, inquiry: Inquiry) -> Sequence[Callback]:
    """Give the callbacks of an inquiry that still wait for their call."""
    tx.session.flush()
    wanted = select(Callback).where(
        col(Callback.inquiry_number) == inquiry.number, col(Callback.state) == CallbackState.OPEN
    )
    return tx.all(wanted.order_by(col(Callback.number)))


def stand(tx: Tx, inquiry: Inquiry) -> None:
    """Work out the next step; where there would be none, a follow-up on the next business day at opening is set.

    Offers, promises and callbacks are looked up in the database: whoever changed one flushes before.
    """
    if inquiry.state is State.CLOSED:
        inquiry.next_step = inquiry.next_at = None
        inquiry.urgency = Urgency.DUE
        return
    pending = _pending(tx, inquiry)
    found = next_step(pending)
    if found is None:
        inquiry.follow_up_at = tx.calendar.next_opening(tx.now)
        found = next_step(_pending(tx, inquiry))
        assert found is not None
    inquiry.next_step, inquiry.next_at = found
    inquiry.urgency = urgency(inquiry.state, inquiry.next_step, inquiry.returned)


def _pending(tx: Tx, inquiry: Inquiry) -> Pending:
    callback_at, offered_until, promise_at = _waiting(tx, inquiry)
    return Pending(
        state=inquiry.state,
        due_at=inquiry.due_at,
        replied=inquiry.first_reply_at is not None,
        returned=inquiry.returned,
        wake_at=inquiry.wake_at,
        offered_until=offered_until,
        promise_at=promise_at,
        callback_at=callback_at,
        follow_up_at=inquiry.follow_up_at,
    )


def _waiting(tx: Tx, inquiry: Inquiry) -> list[datetime | None]:
    if inquiry not in tx.session:  # not stored yet, so nothing can refer to it
        return [None] * 3
    (found,) = tx.raw.execute(_WAITING, (inquiry.number,))
    return [None if at is None else instant(at) for at in found]
