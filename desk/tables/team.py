"""The team: its reps, its settings, and the public holidays worked out for its region."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, STRICT, Instant, Whole, one_of, word
from desk.words import Role, Side


class Rep(SQLModel, table=True):
    """One member of the team; the handle is never given to anybody else."""

    __tablename__ = "rep"
    __table_args__ = (one_of("side", Side), one_of("role", Role), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    handle: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    side: Side = Field(sa_type=word(Side))
    role: Role = Field(sa_type=word(Role))
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = Field(default=0, sa_type=Whole)


class Setting(SQLModel, table=True):
    """One thing that the team shares: hours, zone, region, clocks."""

    __tablename__ = "setting"
    __table_args__ = (KEPT,)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    key: str = Field(sa_type=Text, unique=True)
    value: str = Field(sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Holiday(SQLModel, table=True):
    """A public holiday of a region, worked out once; a year without any holds one row with an empty name."""

    __tablename__ = "holiday"
    __table_args__ = (STRICT,)

    region: str = Field(sa_type=Text, primary_key=True)
    day: str = Field(sa_type=Text, primary_key=True)
    name: str = Field(sa_type=Text)
