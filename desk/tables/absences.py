"""Who works together, who is away, what that put into other hands, and who does what for a customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, Flag, Instant, Whole, one_of, where, word, yes_or_no
from desk.words import AbsenceKind, AbsenceState, CareModel, Part, Through, Why


class Tandem(SQLModel, table=True):
    """One inside rep and one field rep who share customers, from `since_at` on; the past ones have an end.

    A rep's main tandem is the one with the latest `main_at`, among those without one the oldest.
    """

    __tablename__ = "tandem"
    __table_args__ = (
        CheckConstraint("inside_id <> field_id", name="two_reps"),
        CheckConstraint("until_at IS NULL OR until_at >= since_at", name="ends_after_it_began"),
        Index("one_tandem_of_two", "inside_id", "field_id", unique=True, **where("until_at IS NULL")),
        Index("tandem_of_field", "field_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inside_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    field_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    since_at: datetime = Field(sa_type=Instant)
    until_at: datetime | None = Field(default=None, sa_type=Instant)
    main_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = Field(default=0, sa_type=Whole)


class Absence(SQLModel, table=True):
    """When a rep can't take work, whether urgent calls reach them, and who stands in."""

    __tablename__ = "absence"
    __table_args__ = (
        one_of("kind", AbsenceKind),
        one_of("state", AbsenceState),
        yes_or_no("urgent"),
        CheckConstraint("until_at > from_at", name="has_time"),
        CheckConstraint("deputy_id <> rep_id", name="deputy_is_another"),
        Index("absence_to_begin", "from_at", "id", **where("state = 'planned'")),
        Index("absence_to_end", "until_at", "id", **where("state = 'away'")),
        Index("absence_of_rep", "rep_id", "until_at"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    kind: AbsenceKind = Field(sa_type=word(AbsenceKind))
    from_at: datetime = Field(sa_type=Instant)
    until_at: datetime = Field(sa_type=Instant)
    urgent: bool = Field(default=False, sa_type=Flag)
    deputy_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    state: AbsenceState = Field(default=AbsenceState.PLANNED, sa_type=word(AbsenceState))
    version: int = Field(default=0, sa_type=Whole)


class Handed(SQLModel, table=True):
    """One thing that an absence put into other hands (None: the inbox), to be offered back on return."""

    __tablename__ = "handed"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN inquiry_number IS NULL THEN 0 ELSE 1 END + CASE WHEN promise_number IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN callback_number IS NULL THEN 0 ELSE 1 END = 1",
            name="one_thing",
        ),
        Index("handed_by_absence", "absence_id"),
        Index("handed_of_rep", "rep_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    absence_id: int = Field(sa_type=Whole, foreign_key="absence.id")
    inquiry_number: int | None = Field(default=None, sa_type=Whole, foreign_key="inquiry.number")
    promise_number: int | None = Field(default=None, sa_type=Whole, foreign_key="promise.number")
    callback_number: int | None = Field(default=None, sa_type=Whole, foreign_key="callback.number")
    to_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    version: int = Field(default=0, sa_type=Whole)


class CustomerPart(SQLModel, table=True):
    """Who does what for a customer whose care model is one team."""

    __tablename__ = "customer_part"
    __table_args__ = (
        one_of("part", Part),
        UniqueConstraint("customer_id", "part"),
        Index("part_of_rep", "rep_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id")
    part: Part = Field(sa_type=word(Part))
    rep_id: int = Field(sa_type=Whole, foreign_key="rep.id")
    version: int = Field(default=0, sa_type=Whole)


class Suggested(SQLModel, table=True):
    """Who should take an inquiry, and by which rule, as it was when the inquiry came to its customer.

    A later change of grade, care model or rep leaves it as it is. `told_id` is the other of two faces, who may object
    until `object_until`.
    """

    __tablename__ = "suggested"
    __table_args__ = (
        one_of("model", CareModel),
        one_of("why", Why),
        one_of("through", Through),
        CheckConstraint("(told_id IS NULL) = (object_until IS NULL)", name="told_may_object"),
        CheckConstraint("(objected_at IS NULL) = (objection IS NULL)", name="objects_with_a_reason"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    inquiry_number: int = Field(sa_type=Whole, foreign_key="inquiry.number", unique=True)
    model: CareModel = Field(sa_type=word(CareModel))
    why: Why = Field(sa_type=word(Why))
    rep_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    told_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    offer_to_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    instead_of_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    through: Through | None = Field(default=None, sa_type=word(Through))
    object_until: datetime | None = Field(default=None, sa_type=Instant)
    objected_at: datetime | None = Field(default=None, sa_type=Instant)
    objection: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)
