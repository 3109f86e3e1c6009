"""What was offered to a colleague, and what was promised to whoever asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, Instant, Whole, one_of, where, word
from desk.words import FirstContact, OfferState, PromiseState


class Offer(SQLModel, table=True):
    """An inquiry that its holder forwards; at most one of them is open, and the sender holds it until it is accepted.

    A trigger on the trail holds at the end of every act that an inquiry is offered exactly while it has an open offer
    of its holder's.
    """

    __tablename__ = "offer"
    __table_args__ = (
        one_of("contact", FirstContact),
        one_of("state", OfferState),
        CheckConstraint("from_id <> to_id", name="not_to_oneself"),
        CheckConstraint("note <> ''", name="says_what_it_is_about"),
        CheckConstraint("due_at > offered_at", name="has_time"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_or_open"),
        Index("one_open_offer", "inquiry_number", unique=True, **where("state = 'open'")),
        Index("offer_due", "due_at", "inquiry_number", **where("state = 'open'")),
        Index("offer_to", "to_id", "inquiry_number", **where("state = 'open'")),
        Index("offer_of_inquiry", "inquiry_number", "id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number")
    from_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    to_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    note: str = Field(sa_type=Text)
    contact: FirstContact | None = Field(default=None, sa_type=word(FirstContact))
    why: str | None = Field(default=None, sa_type=Text)
    offered_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    state: OfferState = Field(default=OfferState.OPEN, sa_type=word(OfferState))
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    end_why: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Promise(SQLModel, table=True):
    """What a rep said would be done, and by when: a clock of its own, from `since_at` to `due_at`."""

    __tablename__ = "promise"
    __table_args__ = (
        one_of("state", PromiseState),
        CheckConstraint("text <> ''", name="says_what"),
        CheckConstraint("due_at > since_at", name="has_time"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_or_open"),
        Index("promise_due", "due_at", "number", "inquiry_number", **where("state = 'open'")),
        Index("promise_of_inquiry", "inquiry_number", "state", "due_at"),
        Index("promise_of_rep", "rep_id", "inquiry_number", **where("state = 'open'")),
        KEPT,
    )

    number: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number")
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    text: str = Field(sa_type=Text)
    since_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    state: PromiseState = Field(default=PromiseState.OPEN, sa_type=word(PromiseState))
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    why: str | None = Field(default=None, sa_type=Text)
    continues: int | None = Field(default=None, sa_type=Whole, foreign_key="promise.number")
    version: int = Field(default=0, sa_type=Whole)
