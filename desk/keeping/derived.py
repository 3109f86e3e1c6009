"""What is worked out from a row whenever an act has touched it: the folded text and words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from desk.keeping.folded import folded_inquiry
from desk.rules.folding import customer_words, fold
from desk.tables import Contact, Customer, CustomerWord, Email, Inquiry, Site
from desk.words import Thing

FOLDED_FROM = frozenset({"sender"})
"""Columns of an inquiry that its folded text is made of."""


def refresh(session: Session, touched: Iterable[tuple[Thing, int]]) -> None:
    """Work out anew what is derived from the things touched; a thing that is gone takes its words along."""
    customers: set[int] = set()
    for thing, key in touched:
        if thing is Thing.INQUIRY:
            inquiry = session.get(Inquiry, key)
            if inquiry is not None:
                inquiry.folded = folded_inquiry(inquiry.sender)
        elif thing is Thing.CUSTOMER:
            customers.update(_up(session, key))
    for key in sorted(customers):
        _customer(session, key)
    session.flush()


def _customer(session: Session, key: int) -> None:
    """Work out a customer's words: its own and those of all that are part of it; one that is itself a part has none."""
    customer = session.get(Customer, key)
    wanted: set[str] = set()
    if customer is not None and customer.merged_into is not None:
        customer.folded = fold(customer.company)
    elif customer is not None:
        customer.folded = fold(customer.company)
        contacts = session.exec(select(Contact).where(col(Contact.customer_id) == key)).all()
        sites = session.exec(select(Site).where(col(Site.customer_id) == key)).all()
        emails = session.exec(select(Email.address).where(col(Email.customer_id) == key)).all()
        texts = [f"{each.company} {each.number}" for each in _family(session, customer)]
        texts += [f"{contact.first_name} {contact.last_name}" for contact in contacts]
        texts += [f"{site.name or ''} {site.city or ''} {site.postcode or ''}" for site in sites]
        wanted = customer_words(texts, emails)
    kept = {row.word: row for row in session.exec(select(CustomerWord).where(col(CustomerWord.customer_id) == key))}
    for word in kept.keys() - wanted:
        session.delete(kept[word])
    for word in sorted(wanted - kept.keys()):
        session.add(CustomerWord(word=word, customer_id=key))


def _up(session: Session, key: int | None) -> Iterator[int]:
    """Give a customer and those whose part it is."""
    while key is not None:
        yield key
        customer = session.get(Customer, key)
        key = None if customer is None else customer.merged_into


def _family(session: Session, customer: Customer) -> list[Customer]:
    """Give a customer and all that are part of it, by whatever detour."""
    family = [customer]
    for each in family:  # it grows while it is walked
        family += session.exec(select(Customer).where(col(Customer.merged_into) == each.id)).all()
    return family
