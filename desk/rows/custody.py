"""Rows of offers and promises. Instants are aware UTC; reps are handles."""

from datetime import datetime
from typing import NamedTuple

from desk.words import FirstContact, OfferState, PromiseState


class OfferRow(NamedTuple):
    """One offer of an inquiry, open or ended; `sender` and `receiver` are handles, `why` is for no contact at all."""

    inquiry: int
    sender: str
    receiver: str
    note: str
    contact: FirstContact | None
    why: str | None
    offered_at: datetime
    due_at: datetime
    state: OfferState
    ended_at: datetime | None
    end_why: str | None


class PromiseRow(NamedTuple):
    """One promise; `rep` made it, `holder` has its inquiry; `used` is the part of its time that is over (from 0.0)."""

    number: int
    inquiry: int
    customer: str | None
    rep: str
    holder: str | None
    text: str
    since_at: datetime
    due_at: datetime
    state: PromiseState
    used: float
    ended_at: datetime | None
    why: str | None
    version: int


class Offered(NamedTuple):
    """What offering gives: the handle of whoever may accept, and until when."""

    to: str
    until: datetime


class Promised(NamedTuple):
    """What promising gives: the promise's number, and when it is due."""

    number: int
    due: datetime


class Timed(NamedTuple):
    """What setting a time gives: the time that was set."""

    at: datetime
