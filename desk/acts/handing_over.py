"""Putting into other hands all that a rep holds, was offered, has promised or is to call: an absence, or for good."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from desk.acts.handing import end_offer, give_back
from desk.acts.standing import stand, wake_up
from desk.acts.standing_in import time_to_accept, who_stands_in
from desk.keeping.tx import Tx
from desk.tables import Absence, Callback, Handed, Inquiry, Offer, Promise, Rep
from desk.words import Act, CallbackState, OfferState, OwnerKind, PromiseState, State


def hand_over(tx: Tx, rep: Rep, to: int | None, act: Act, absence: Absence | None) -> None:
    """Let `to`, or the inbox when it is None, have what is a rep's, with an entry for each thing.

    `absence` keeps what is to be offered back on return; without one it is for good. What the rep offers stays open
    during an absence: it goes to whoever stands in when it ends. An offer to the rep that nobody else could answer
    stays open as well, its deadline waits.
    """
    for inquiry in held(tx, rep.id):
        put(tx, inquiry, to, act, absence)
    for offer in offered_to(tx, rep.id):
        _redirect(tx, offer, to, act, for_good=absence is None)
    for promise in promised(tx, rep.id):
        _keep_instead(tx, promise, to, act, absence)
    for callback in to_call(tx, rep.id):
        _call_instead(tx, rep, callback, to, act, absence)


def held(tx: Tx, rep_id: int) -> Sequence[Inquiry]:
    """Give what a rep holds and does not offer to anybody."""
    wanted = select(Inquiry).where(
        col(Inquiry.holder_id) == rep_id, col(Inquiry.state).in_([State.HELD, State.SNOOZED])
    )
    return tx.all(wanted.order_by(col(Inquiry.number)))


def offered_by(tx: Tx, rep_id: int) -> Sequence[Offer]:
    """Give the open offers that a rep has made."""
    wanted = select(Offer).where(col(Offer.from_id) == rep_id, col(Offer.state) == OfferState.OPEN)
    return tx.all(wanted.order_by(col(Offer.id)))


def offered_to(tx: Tx, rep_id: int) -> Sequence[Offer]:
    """Give the open offers that wait for a rep's answer."""
    wanted = select(Offer).where(col(Offer.to_id) == rep_id, col(Offer.state) == OfferState.OPEN)
    return tx.all(wanted.order_by(col(Offer.id)))


def promised(tx: Tx, rep_id: int) -> Sequence[Promise]:
    """Give the open promises that a rep is to keep."""
    wanted = select(Promise).where(col(Promise.rep_id) == rep_id, col(Promise.state) == PromiseState.OPEN)
    return tx.all(wanted.order_by(col(Promise.number)))


def to_call(tx: Tx, rep_id: int) -> Sequence[Callback]:
    """Give the open callbacks that are a rep's own."""
    wanted = select(Callback).where(col(Callback.owner_id) == rep_id, col(Callback.state) == CallbackState.OPEN)
    return tx.all(wanted.order_by(col(Callback.number)))


def put(tx: Tx, inquiry: Inquiry, to: int | None, act: Act, absence: Absence | None) -> None:
    """Let another rep hold an inquiry as it stands; in the inbox what slept is taken up when it would have woken."""
    tx.inquiry(inquiry.number)
    if to is None:
        if inquiry.wake_at is not None:
            inquiry.follow_up_at = min(inquiry.follow_up_at or inquiry.wake_at, inquiry.wake_at)
        wake_up(inquiry)
        inquiry.state = State.NEW
    inquiry.holder_id = to
    stand(tx, inquiry)
    tx.note(inquiry, act, tx.handle(to), invited=True)
    keep(tx, absence, to, inquiry=inquiry.number)


def keep(
    tx: Tx,
    absence: Absence | None,
    to: int | None,
    *,
    inquiry: int | None = None,
    promise: int | None = None,
    callback: int | None = None,
) -> None:
    """Write down what an absence put into other hands, so that it is offered back on return."""
    if absence is not None:
        row = Handed(rep_id=absence.rep_id, absence_id=absence.id, to_id=to)
        row.inquiry_number, row.promise_number, row.callback_number = inquiry, promise, callback
        tx.add(row)


def offer_again(tx: Tx, inquiry: Inquiry, sender: int, to: int, note: str, row: Offer | None = None) -> None:
    """Offer an inquiry in its holder's name; `row` is an earlier offer whose first contact goes along."""
    inquiry.state, inquiry.returned = State.OFFERED, False
    due_at = time_to_accept(tx, to, tx.team.accept_minutes)
    offer = Offer(inquiry_number=inquiry.number, from_id=sender, to_id=to, note=note, offered_at=tx.now, due_at=due_at)
    if row is not None:
        offer.contact, offer.why = row.contact, row.why
    tx.add(offer)
    stand(tx, inquiry)


def _redirect(tx: Tx, offer: Offer, to: int | None, act: Act, *, for_good: bool) -> None:
    inquiry = tx.inquiry(offer.inquiry_number)
    elsewhere = to if to != offer.from_id else None
    if elsewhere is None and not for_good:
        return
    end_offer(tx, inquiry, OfferState.ENDED)
    if elsewhere is not None:
        offer_again(tx, inquiry, offer.from_id, elsewhere, offer.note, offer)
    else:
        give_back(inquiry, who_stands_in(tx, offer.from_id, tx.now))
        stand(tx, inquiry)
    tx.note(inquiry, act, tx.handle(elsewhere or inquiry.holder_id), invited=True)


def _keep_instead(tx: Tx, promise: Promise, to: int | None, act: Act, absence: Absence | None) -> None:
    inquiry = tx.inquiry(promise.inquiry_number)
    to = to if to is not None else inquiry.holder_id
    if to is None or to == promise.rep_id:
        return
    keep(tx, absence, to, promise=promise.number)
    promise.rep_id = to
    tx.note(inquiry, act, tx.handle(to), invited=True)


def _call_instead(tx: Tx, rep: Rep, callback: Callback, to: int | None, act: Act, absence: Absence | None) -> None:
    keep(tx, absence, to, callback=callback.number)
    if to is None:
        callback.owner_kind, callback.owner_id, callback.owner_side = OwnerKind.SIDE, None, rep.side
        callback.widen_at = None
    else:
        callback.owner_id = to
    tx.note(callback, act, tx.handle(to))
