"""Whose inquiry is it: the customer with this address, else with this number, else with this address's own domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.folding import PROVIDERS
from desk.tables import Email, Phone
from desk.words import Link


class Whose(NamedTuple):
    """The customer that something belongs to and how sure that is; both None when nobody is found."""

    customer_id: int | None
    link: Link | None


NOBODY = Whose(None, None)


def whose(tx: Tx, email: str | None, phones: Iterable[str], *, sure: bool) -> Whose:
    """Find the customer of an address or a number; `sure` says that the number was given by the caller.

    An address that two customers share, a number merely found in a text, and a domain make the match probable.
    """
    if email:
        found = tx.all(_two(col(Email.customer_id), col(Email.address) == email))
        if found:
            return Whose(found[0], Link.EXACT if len(found) == 1 else Link.PROBABLE)
    for text in phones:
        number = numbers.kept(text, tx.team.country)
        found = tx.all(_two(col(Phone.customer_id), col(Phone.number) == number))
        if found:
            return Whose(found[0], Link.EXACT if sure and len(found) == 1 else Link.PROBABLE)
    return _of_domain(tx, email) if email else NOBODY


def _of_domain(tx: Tx, email: str) -> Whose:
    domain = email.rpartition("@")[2]
    if not domain or domain in PROVIDERS:
        return NOBODY
    found = tx.all(_two(col(Email.customer_id), col(Email.domain) == domain))
    return Whose(found[0], Link.PROBABLE) if len(found) == 1 else NOBODY


def _two(customer: Mapped[int], where: ColumnElement[bool]) -> SelectOfScalar[int]:
    """Ask for the first customer, and for a second one that would make the first uncertain."""
    return select(customer).where(where).distinct().order_by(customer).limit(2)
