"""Whom a new customer of a file may be already: told to whoever takes in the file, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlmodel import col, select

from desk.acts.import_drafts import Draft
from desk.keeping.tx import Tx
from desk.rules.folding import PROVIDERS, fold
from desk.tables import Customer, Email, Phone, Site

Key = tuple[str, str]
"""What two customers may share: how it is said (number, email, name), and its value."""


class Alike(NamedTuple):
    """A new customer and another one, of the store or before it in the file, that may be the same."""

    draft: Draft
    of: Draft | str
    """The other: a draft before it in the batch, or the number of one in the store."""

    why: str
    """What they share: a telephone `number`, the own domain of an `email` address, `name` and city."""


def alike(tx: Tx, drafts: Sequence[Draft]) -> list[Alike]:
    """Give for each new draft the first other customer with its telephone number, else domain, else name and city.

    To be asked before the drafts are written: afterwards each would find itself.
    """
    new = [draft for draft in drafts if draft.id is None]
    wanted = {key for draft in new for key in _keys(draft)}
    known: dict[Key, list[str]] = {}
    for key, number in _known(tx, wanted):
        known.setdefault(key, []).append(number)
    found: list[Alike] = []
    before: dict[Key, Draft] = {}
    for draft in new:
        for key in _keys(draft):
            if key in known:
                found.append(Alike(draft, known[key][0], key[0]))
                break
            if (other := before.get(key)) is not None:
                found.append(Alike(draft, other, key[0]))
                break
        for key in _keys(draft):
            before.setdefault(key, draft)
    return found


def _keys(draft: Draft) -> Iterator[Key]:
    for number in draft.phones:
        yield "number", number
    for address in draft.emails:
        domain = address.rpartition("@")[2]
        if domain not in PROVIDERS:
            yield "email", domain
    called = fold(draft.company)
    for site in draft.sites:
        if called and (city := fold(site.values["city"] or "")):
            yield "name", f"{called}\n{city}"


def _known(tx: Tx, wanted: Iterable[Key]) -> Iterator[tuple[Key, str]]:
    values: dict[str, list[str]] = {"number": [], "email": [], "name": []}
    for what, value in wanted:
        values[what].append(value)
    numbers = select(Phone.number, Customer.number).join(Customer, col(Customer.id) == col(Phone.customer_id))
    for value, number in tx.session.exec(
        numbers.where(col(Phone.number).in_(values["number"])).order_by(col(Phone.id))
    ):
        yield ("number", value), number
    domains = select(Email.domain, Customer.number).join(Customer, col(Customer.id) == col(Email.customer_id))
    for value, number in tx.session.exec(domains.where(col(Email.domain).in_(values["email"])).order_by(col(Email.id))):
        yield ("email", value), number
    called = {value.partition("\n")[0] for value in values["name"]}
    places = select(Customer.folded, Site.city, Customer.number).join(Site, col(Site.customer_id) == col(Customer.id))
    for name, city, number in tx.session.exec(places.where(col(Customer.folded).in_(called)).order_by(col(Site.id))):
        yield ("name", f"{name}\n{fold(city or '')}"), number
