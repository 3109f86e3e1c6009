"""Customers with their sites, contacts, sectors and the ways to reach them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desk.tables.types import KEPT, STRICT, Instant, Whole, one_of, where, word
from desk.words import CareModel, Grade


class Customer(SQLModel, table=True):
    """A company, or a person who asks for themselves; `number` is the file's own, else K1, K2 and so on.

    One that is part of another (`merged_into`) keeps what its own row says; all that belonged to it is the other's.
    """

    __tablename__ = "customer"
    __table_args__ = (
        one_of("grade", Grade),
        one_of("care_model", CareModel),
        CheckConstraint("merged_into <> id", name="part_of_another"),
        Index("customer_into", "merged_into", **where("merged_into IS NOT NULL")),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    number: str = Field(sa_type=Text, unique=True)
    company: str = Field(sa_type=Text)
    website: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    grade: Grade | None = Field(default=None, sa_type=word(Grade))
    care_model: CareModel | None = Field(default=None, sa_type=word(CareModel))
    inside_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id", index=True)
    field_id: int | None = Field(default=None, sa_type=Whole, foreign_key="rep.id", index=True)
    call_times: str | None = Field(default=None, sa_type=Text)
    remark: str | None = Field(default=None, sa_type=Text)
    added_at: datetime = Field(sa_type=Instant)
    folded: str = Field(default="", sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)
    merged_into: int | None = Field(default=None, sa_type=Whole, foreign_key="customer.id")


class Sector(SQLModel, table=True):
    """A line of business of a customer (Branche)."""

    __tablename__ = "sector"
    __table_args__ = (UniqueConstraint("customer_id", "name"), Index("sector_by_name", "name"), KEPT)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id")
    name: str = Field(sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Site(SQLModel, table=True):
    """An office or shop of a customer (Filiale)."""

    __tablename__ = "site"
    __table_args__ = (KEPT,)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id", index=True)
    name: str | None = Field(default=None, sa_type=Text)
    street: str | None = Field(default=None, sa_type=Text)
    postcode: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Contact(SQLModel, table=True):
    """A person at a customer (Ansprechpartner)."""

    __tablename__ = "contact"
    __table_args__ = (KEPT,)

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id", index=True)
    first_name: str = Field(default="", sa_type=Text)
    last_name: str = Field(default="", sa_type=Text)
    role: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Phone(SQLModel, table=True):
    """A telephone number of a customer; `backwards` are its digits from the end, so that any ending is a prefix."""

    __tablename__ = "phone"
    __table_args__ = (
        Index("phone_by_number", "number"),
        Index("phone_by_ending", "backwards"),
        Index("phone_of_contact", "contact_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id", index=True)
    contact_id: int | None = Field(default=None, sa_type=Whole, foreign_key="contact.id")
    number: str = Field(sa_type=Text)
    backwards: str = Field(sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class Email(SQLModel, table=True):
    """An e-mail address of a customer, in lower case, and the domain it ends in."""

    __tablename__ = "email"
    __table_args__ = (
        Index("email_by_address", "address"),
        Index("email_by_domain", "domain"),
        Index("email_of_contact", "contact_id"),
        KEPT,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Whole)
    customer_id: int = Field(sa_type=Whole, foreign_key="customer.id", index=True)
    contact_id: int | None = Field(default=None, sa_type=Whole, foreign_key="contact.id")
    address: str = Field(sa_type=Text)
    domain: str = Field(sa_type=Text)
    version: int = Field(default=0, sa_type=Whole)


class CustomerWord(SQLModel, table=True):
    """A folded word by which a customer is found; worked out from the customer, never edited."""

    __tablename__ = "customer_word"
    __table_args__ = (Index("word_of_customer", "customer_id"), STRICT | {"sqlite_with_rowid": False})

    word: str = Field(sa_type=Text, primary_key=True)
    customer_id: int = Field(sa_type=Whole, primary_key=True)
