"""What happened, for ever: acts, their entries in the trail of each thing, and the feed of changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, STRICT, Flag, Instant, Whole, one_of, word, yes_or_no
from desk.words import Thing


class ActRow(SQLModel, table=True):
    """One act: who did what, when; one transaction, one undo. `undoes` names the act it takes back."""

    __tablename__ = "act"
    __table_args__ = (Index("act_of_rep", "rep_id", "id"), yes_or_no("clock_stopped"), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    name: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant)
    rep_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    undoes: int | None = Field(default=None, sa_type=Whole, foreign_key="act.id", unique=True)
    os_user: str = Field(default="", sa_type=Text)
    clock_stopped: bool = Field(default=False, sa_type=Flag)


class TrailEntry(SQLModel, table=True):
    """What one act did to one thing: its changes as data, never a translated sentence."""

    __tablename__ = "trail"
    __table_args__ = (
        one_of("thing", Thing),
        Index("trail_of_thing", "thing", "thing_id", "id"),
        Index("trail_of_act", "act_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    act_id: int = Field(sa_type=Whole, foreign_key="act.id")
    thing: Thing = Field(sa_type=word(Thing))
    thing_id: int = Field(sa_type=Whole)
    act: str = Field(sa_type=Text)
    over_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id")
    note: str | None = Field(default=None, sa_type=Text)
    changes: str = Field(default="[]", sa_type=Text)


class ChangeRow(SQLModel, table=True):
    """One change of one thing, in the order of commit, for whoever keeps something beside the store."""

    __tablename__ = "change"
    __table_args__ = (one_of("thing", Thing), KEPT)

    seq: int = Field(default=None, primary_key=True, sa_type=Whole)
    thing: Thing = Field(sa_type=word(Thing))
    thing_id: int = Field(sa_type=Whole)


class UpgradeRow(SQLModel, table=True):
    """One step of the schema that was carried out on this store."""

    __tablename__ = "upgrade"
    __table_args__ = (STRICT,)

    step: int = Field(primary_key=True, sa_type=Whole)
    at: datetime = Field(sa_type=Instant)
    program: str = Field(sa_type=Text)
