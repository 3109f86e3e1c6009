"""When an inquiry is taken up again: snooze, wake, follow up."""

from __future__ import annotations

from datetime import datetime

from desk.acts.handing import open_promises
from desk.acts.standing import allowed, stand, take, wake_up
from desk.keeping.tx import Tx
from desk.words import Act, Refused, State


def snooze(tx: Tx, number: int, until: datetime) -> None:
    """Let an inquiry that one holds sleep until an instant ahead. Not past a promise on it.

    Raises Refused: time_past, only_holder, promise_first.
    """
    inquiry = allowed(tx, number, Act.SNOOZE)
    if inquiry.holder_id != tx.rep.id:
        raise Refused("only_holder", number=number, holder=tx.handle(inquiry.holder_id) or "")
    _ahead(tx, until)
    for promise in open_promises(tx, inquiry):
        if promise.due_at < until:
            raise Refused("promise_first", number=number, text=promise.text, at=promise.due_at)
    inquiry.state, inquiry.wake_at, inquiry.returned = State.SNOOZED, until, False
    stand(tx, inquiry)
    tx.note(inquiry, Act.SNOOZE)


def wake(tx: Tx, number: int) -> None:
    """Let a snoozed inquiry stand before its holder again; its holder may. Raises Refused("only_holder")."""
    inquiry = allowed(tx, number, Act.WAKE)
    if inquiry.holder_id != tx.rep.id:
        raise Refused("only_holder", number=number, holder=tx.handle(inquiry.holder_id) or "")
    wake_up(inquiry)
    stand(tx, inquiry)
    tx.note(inquiry, Act.WAKE)


def wake_due(tx: Tx, number: int) -> None:
    """Wake an inquiry whose time has come; the desk itself does it, once, and one already awake stays as it is."""
    inquiry = tx.inquiry(number)
    if inquiry.state is not State.SNOOZED or inquiry.wake_at is None or inquiry.wake_at > tx.now:
        return
    woken = inquiry.wake_at
    wake_up(inquiry)
    if inquiry.first_reply_at is not None:  # it was to be looked at then, whatever was planned before or after
        inquiry.follow_up_at = woken
    stand(tx, inquiry)
    tx.note(inquiry, Act.WAKE)


def follow_up(tx: Tx, number: int, at: datetime) -> None:
    """Set the date on which an inquiry is taken up again; on one that nobody holds it claims in the same act."""
    inquiry = allowed(tx, number, Act.FOLLOW_UP)
    _ahead(tx, at)
    take(tx, inquiry)
    wake_up(inquiry)
    inquiry.follow_up_at = at
    stand(tx, inquiry)
    tx.note(inquiry, Act.FOLLOW_UP)


def _ahead(tx: Tx, at: datetime) -> None:
    if at <= tx.now:
        raise Refused("time_past", at=at)
