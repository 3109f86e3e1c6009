"""What offers and promises an inquiry has open, and how they end; every act that moves or ends an inquiry asks here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from desk.acts.standing import wake_up
from desk.keeping.tx import Tx
from desk.tables import Inquiry, Offer, Promise
from desk.words import OfferState, PromiseState, State


def open_offer(tx: Tx, inquiry: Inquiry) -> Offer | None:
    """Give the one offer of an inquiry that nobody has answered yet."""
    if inquiry.state is not State.OFFERED:
        return None
    wanted = select(Offer).where(col(Offer.inquiry_number) == inquiry.number, col(Offer.state) == OfferState.OPEN)
    return tx.first(wanted)


def end_offer(tx: Tx, inquiry: Inquiry, how: OfferState, why: str | None = None) -> Offer | None:
    """End the open offer of an inquiry, if it has one, and give it: whoever sent it holds the inquiry, as before."""
    offer = open_offer(tx, inquiry)
    if offer is not None:
        offer.state, offer.ended_at, offer.end_why = how, tx.now, why
        inquiry.state = State.HELD
        tx.session.flush()
    return offer


def give_back(inquiry: Inquiry, rep_id: int | None) -> None:
    """Let an inquiry stand before a rep, or in the inbox (None), marked as returned: first in the list."""
    inquiry.state = State.NEW if rep_id is None else State.HELD
    inquiry.holder_id, inquiry.returned = rep_id, True


def open_promises(tx: Tx, inquiry: Inquiry) -> Sequence[Promise]:
    """Give the promises on an inquiry that are neither kept nor broken, the first to be kept first."""
    wanted = select(Promise).where(
        col(Promise.inquiry_number) == inquiry.number, col(Promise.state) == PromiseState.OPEN
    )
    return tx.all(wanted.order_by(col(Promise.due_at), col(Promise.number)))


def end_promises(tx: Tx, inquiry: Inquiry) -> Sequence[Promise]:
    """End every open promise with its inquiry, and give them."""
    found = open_promises(tx, inquiry)
    for promise in found:
        promise.state, promise.ended_at = PromiseState.ENDED, tx.now
    return found


def no_sleep_past(inquiry: Inquiry, due: datetime) -> None:
    """Wake an inquiry that would sleep past the instant at which a promise on it is due."""
    if inquiry.wake_at is not None and inquiry.wake_at > due:
        wake_up(inquiry)
