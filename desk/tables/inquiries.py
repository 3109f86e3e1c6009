"""Inquiries, what was said about them, and the messages they came in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, STRICT, Bytes, Flag, Instant, Whole, one_of, rank, where, word, yes_or_no
from desk.words import Channel, Fit, Link, Outcome, Priority, ReplyHow, State, Step, Urgency


class Inquiry(SQLModel, table=True):
    """One request from outside; people call it by its number, #1042.

    An open inquiry is in the inbox (`new`, nobody holds it) or has exactly one holder: the database holds to it.
    """

    __tablename__ = "inquiry"
    __table_args__ = (
        one_of("state", State),
        one_of("channel", Channel),
        one_of("priority", Priority),
        one_of("urgency", Urgency),
        one_of("next_step", Step),
        one_of("first_reply_how", ReplyHow),
        one_of("fit", Fit),
        one_of("link", Link),
        one_of("outcome", Outcome),
        yes_or_no("returned"),
        yes_or_no("unreadable"),
        yes_or_no("phone_confirmed"),
        CheckConstraint("(holder_id IS NULL) = (state = 'new') OR state = 'closed'", name="inbox_or_one_holder"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_has_an_outcome"),
        CheckConstraint("state = 'closed' OR (next_step IS NOT NULL AND next_at IS NOT NULL)", name="open_has_a_step"),
        CheckConstraint("(state = 'snoozed') = (wake_at IS NOT NULL)", name="snoozed_wakes"),
        Index(
            "inquiry_in_order",
            "urgency",
            "next_at",
            "priority",
            "number",
            "holder_id",  # so that the order and the counts of a list are read from the index alone
            "state",
            "channel",
            **where("state <> 'closed'"),
        ),
        Index("inquiry_of_holder", "holder_id", "urgency", "next_at", "priority", "number"),
        Index("inquiry_of_customer", "customer_id", "received_at"),
        Index("inquiry_by_email", "sender_email", "received_at"),
        Index("inquiry_by_phone", "sender_phone", "received_at"),
        Index("inquiry_into", "merged_into"),
        Index("inquiry_closed", "received_at", "number", "state", **where("state = 'closed'")),
        Index(
            "inquiry_to_wake",
            "wake_at",
            **where("state = 'snoozed'"),
        ),
        KEPT,
    )

    number: int = Field(default=None, primary_key=True, sa_type=Whole)
    state: State = Field(sa_type=word(State))
    channel: Channel = Field(sa_type=word(Channel))
    about: str = Field(sa_type=Text)
    body: str = Field(default="", sa_type=Text)
    sender: str = Field(default="", sa_type=Text)
    sender_email: str | None = Field(default=None, sa_type=Text)
    sender_phone: str | None = Field(default=None, sa_type=Text)
    phone_confirmed: bool = Field(default=False, sa_type=Flag)
    customer_id: int | None = Field(default=None, sa_type=Whole, foreign_key="customer.id")
    link: Link | None = Field(default=None, sa_type=word(Link))
    holder_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    priority: Priority = Field(default=Priority.NORMAL, sa_type=rank(Priority))
    received_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    first_reply_at: datetime | None = Field(default=None, sa_type=Instant)
    first_reply_how: ReplyHow | None = Field(default=None, sa_type=word(ReplyHow))
    follow_up_at: datetime | None = Field(default=None, sa_type=Instant)
    wake_at: datetime | None = Field(default=None, sa_type=Instant)
    next_step: Step | None = Field(default=None, sa_type=word(Step))
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    urgency: Urgency = Field(default=Urgency.DUE, sa_type=rank(Urgency))
    returned: bool = Field(default=False, sa_type=Flag)
    unreadable: bool = Field(default=False, sa_type=Flag)
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    outcome_cents: int | None = Field(default=None, sa_type=Whole)
    outcome_why: str | None = Field(default=None, sa_type=Text)
    merged_into: int | None = Field(default=None, sa_type=Whole, foreign_key="inquiry.number")
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    lead_what: str | None = Field(default=None, sa_type=Text)
    lead_wanted_by: str | None = Field(default=None, sa_type=Text)
    lead_budget_cents: int | None = Field(default=None, sa_type=Whole)
    lead_area: str | None = Field(default=None, sa_type=Text)
    fit: Fit | None = Field(default=None, sa_type=word(Fit))
    folded: str = Field(default="", sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Message(SQLModel, table=True):
    """One message of an inquiry's thread as it came in; never changed afterwards."""

    __tablename__ = "message"
    __table_args__ = (
        Index("message_of_inquiry", "inquiry_number", "id"),
        Index("message_by_id", "message_id"),
        yes_or_no("readable"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number")
    digest: str = Field(sa_type=Text, unique=True)
    message_id: str | None = Field(default=None, sa_type=Text)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    sender: str = Field(default="", sa_type=Text)
    sender_email: str | None = Field(default=None, sa_type=Text)
    about: str = Field(default="", sa_type=Text)
    text: str = Field(default="", sa_type=Text)
    full_text: str = Field(default="", sa_type=Text)
    phones: str = Field(default="[]", sa_type=Text)
    attachments: str = Field(default="[]", sa_type=Text)
    readable: bool = Field(default=True, sa_type=Flag)
    why_unreadable: str | None = Field(default=None, sa_type=Text)


class Reference(SQLModel, table=True):
    """A message that another one answers or quotes, by its Message-ID, whether it has arrived or not."""

    __tablename__ = "reference"
    __table_args__ = (Index("reference_of_message", "message_id"), STRICT | {"sqlite_with_rowid": False})

    refers_to: str = Field(sa_type=Text, primary_key=True)
    message_id: int = Field(sa_type=Whole, foreign_key="message.id", primary_key=True)


class Source(SQLModel, table=True):
    """The raw bytes of a message, zlib-compressed, kept whole and never displayed."""

    __tablename__ = "source"
    __table_args__ = (STRICT,)

    message_id: int = Field(primary_key=True, sa_type=Whole, foreign_key="message.id")
    size: int = Field(sa_type=Whole)
    raw: bytes = Field(sa_type=Bytes)


class Note(SQLModel, table=True):
    """What a rep wrote down about an inquiry or a customer."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("(inquiry_number IS NULL) <> (customer_id IS NULL)", name="about_one_thing"),
        Index("note_of_inquiry", "inquiry_number"),
        Index("note_of_customer", "customer_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int | None = Field(default=None, sa_type=Whole, foreign_key="inquiry.number")
    customer_id: int | None = Field(default=None, sa_type=Whole, foreign_key="customer.id")
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    at: datetime = Field(sa_type=Instant)
    text: str = Field(sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Quote(SQLModel, table=True):
    """A price that was quoted on an inquiry."""

    __tablename__ = "quote"
    __table_args__ = (Index("quote_of_inquiry", "inquiry_number"), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number")
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    at: datetime = Field(sa_type=Instant)
    amount_cents: int = Field(sa_type=Whole)
    version: int = Field(default=0, sa_type=Whole)


class Visit(SQLModel, table=True):
    """A visit that was agreed or made on an inquiry."""

    __tablename__ = "visit"
    __table_args__ = (Index("visit_of_inquiry", "inquiry_number"), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number")
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    at: datetime = Field(sa_type=Instant)
    version: int = Field(default=0, sa_type=Whole)
