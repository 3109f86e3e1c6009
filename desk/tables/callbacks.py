"""Callbacks and the attempts made at them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, Flag, Instant, Whole, one_of, where, word, yes_or_no
from desk.words import CallbackState, CallResult, OwnerKind, Side


class Callback(SQLModel, table=True):
    """A promised or planned call with a time window.

    At `widen_at` it has been overdue for so long that more people may take it: its rep, the tandem, anyone.
    """

    __tablename__ = "callback"
    __table_args__ = (
        one_of("state", CallbackState),
        one_of("owner_kind", OwnerKind),
        one_of("owner_side", Side),
        one_of("result", CallResult),
        yes_or_no("promised"),
        CheckConstraint("(owner_kind = 'rep') = (owner_id IS NOT NULL)", name="a_rep_is_named"),
        CheckConstraint("(owner_kind = 'tandem') = (owner_tandem_id IS NOT NULL)", name="a_tandem_is_named"),
        CheckConstraint("(owner_kind = 'side') = (owner_side IS NOT NULL)", name="a_side_is_named"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="window_forward"),
        Index(
            "callback_in_order",
            "from_at",
            "number",
            **where("state = 'open'"),
        ),
        Index("callback_to_widen", "widen_at", "number", **where("state = 'open' AND widen_at IS NOT NULL")),
        Index("callback_of_rep", "owner_id", **where("state = 'open'")),
        Index("callback_of_tandem", "owner_tandem_id", **where("state = 'open'")),
        Index("callback_of_inquiry", "inquiry_number"),
        Index("callback_of_customer", "customer_id"),
        KEPT,
    )

    number: int = Field(default=None, primary_key=True, sa_type=Whole)
    state: CallbackState = Field(default=CallbackState.OPEN, sa_type=word(CallbackState))
    inquiry_number: int | None = Field(default=None, sa_type=Whole, foreign_key="inquiry.number")
    customer_id: int | None = Field(default=None, sa_type=Whole, foreign_key="customer.id")
    person: str | None = Field(default=None, sa_type=Text)
    phone: str | None = Field(default=None, sa_type=Text)
    topic: str = Field(sa_type=Text)
    promised: bool = Field(default=False, sa_type=Flag)
    owner_kind: OwnerKind = Field(sa_type=word(OwnerKind))
    owner_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    owner_tandem_id: int | None = Field(default=None, sa_type=Whole, foreign_key="tandem.id")
    owner_side: Side | None = Field(default=None, sa_type=word(Side))
    from_at: datetime = Field(sa_type=Instant)
    until_at: datetime | None = Field(default=None, sa_type=Instant)
    widen_at: datetime | None = Field(default=None, sa_type=Instant)
    tried: int = Field(default=0, sa_type=Whole)
    calling_since: datetime | None = Field(default=None, sa_type=Instant)
    result: CallResult | None = Field(default=None, sa_type=word(CallResult))
    version: int = Field(default=0, sa_type=Whole)


class Attempt(SQLModel, table=True):
    """One try at a callback, with its result."""

    __tablename__ = "attempt"
    __table_args__ = (one_of("result", CallResult), Index("attempt_of_callback", "callback_number"), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    callback_number: int = Field(sa_type=Whole, foreign_key="callback.number")
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    at: datetime = Field(sa_type=Instant)
    result: CallResult = Field(sa_type=word(CallResult))
    note: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)
