"""Whom a new customer of a file may be already: told to whoever takes in the file, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlmodel import col, select

from desk.acts.import_drafts import Draft
from desk.acts.import_names import BLOCK, Called, Names, called
from desk.keeping.tx import Tx
from desk.rules.folding import PROVIDERS
from desk.tables import Customer, Email, Phone

Key = tuple[str, str]
"""What two customers may share to the letter: how it is said (number, email), and its value."""


class Alike(NamedTuple):
    """A new customer and another one, of the store or before it in the file, that may be the same."""

    draft: Draft
    of: Draft | str
    """The other: a draft before it in the batch, or the number of one in the store."""

    why: str
    """What they share: a telephone `number`, the own domain of an `email` address, `name` and town."""


def alike(tx: Tx, drafts: Sequence[Draft], names: Names) -> list[Alike]:
    """Give for each new draft the first other customer with its telephone number, else domain, else a like name there.

    To be asked before the drafts are written: afterwards each would find itself.
    """
    new = [draft for draft in drafts if draft.id is None]
    if not new:
        return []
    shared = _sharing(tx, new)
    by_name = _of_like_names(tx, new, {id(each.draft) for each in shared}, names)
    place = {id(draft): at for at, draft in enumerate(new)}
    return sorted([*shared, *by_name], key=lambda each: place[id(each.draft)])


def _sharing(tx: Tx, new: Sequence[Draft]) -> list[Alike]:
    known: dict[Key, str] = {}
    for key, number in _known(tx, {key for draft in new for key in _keys(draft)}):
        known.setdefault(key, number)
    found: list[Alike] = []
    before: dict[Key, Draft] = {}
    for draft in new:
        for key in _keys(draft):
            other = known.get(key) or before.get(key)
            if other is not None:
                found.append(Alike(draft, other, key[0]))
                break
        for key in _keys(draft):
            before.setdefault(key, draft)
    return found


def _of_like_names(tx: Tx, new: Sequence[Draft], done: set[int], names: Names) -> list[Alike]:
    """Give those that no number and no address gives away, in the store first, then before them in the batch."""
    named = [(draft, each, each.blocks()) for draft, each in ((draft, _called(draft)) for draft in new)]
    left = [(draft, each, blocks) for draft, each, blocks in named if id(draft) not in done and blocks]
    stored = names.alike(tx, [(each, blocks) for _, each, blocks in left])
    found = {
        id(draft): Alike(draft, known[0].number, "name")
        for (draft, *_), known in zip(left, stored, strict=True)
        if known
    }
    before: dict[int, list[tuple[Draft, Called]]] = {}
    for draft, each, blocks in named:
        if id(draft) not in done and id(draft) not in found:
            others = (other for block in blocks for other in before.get(block, ())[:BLOCK])
            like = next((other for other, theirs in others if each.may_be(theirs)), None)
            if like is not None:
                found[id(draft)] = Alike(draft, like, "name")
        for block in blocks:
            before.setdefault(block, []).append((draft, each))
    return list(found.values())


def _keys(draft: Draft) -> Iterator[Key]:
    for number in draft.phones:
        yield "number", number
    for address in draft.emails:
        domain = address.rpartition("@")[2]
        if domain not in PROVIDERS:
            yield "email", domain


def _called(draft: Draft) -> Called:
    places = ((site.values["city"] or "", site.values["postcode"] or "") for site in draft.sites)
    return called(draft.company, places)


def _known(tx: Tx, wanted: Iterable[Key]) -> Iterator[tuple[Key, str]]:
    values: dict[str, list[str]] = {"number": [], "email": []}
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
