"""Whom a new customer of a file may be already: told to whoever takes in the file, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desk.acts.import_drafts import Draft
from desk.acts.import_names import BLOCK, Called, Names, called
from desk.keeping.tx import Tx
from desk.rules.folding import PROVIDERS

_BY_PHONE = """
  SELECT phone.number, customer.number FROM phone JOIN customer ON customer.id = phone.customer_id
  WHERE phone.id IN (SELECT min(id) FROM phone WHERE number IN ({marks}) GROUP BY number)
"""
_BY_DOMAIN = """
  SELECT email.domain, customer.number FROM email JOIN customer ON customer.id = email.customer_id
  WHERE email.id IN (SELECT min(id) FROM email WHERE domain IN ({marks}) GROUP BY domain)
"""

Key = tuple[str, str]
"""What two customers may share to the letter: how it is said (number, email), and its value."""


class Alike(NamedTuple):
    """A new customer and another one, of the store or before it in the file, that may be the same."""

    draft: Draft
    of: Draft | str
    """The other: a draft before it in the batch, or the number of one in the store."""

    why: str
    """What they share: a telephone `number`, the own domain of an `email` address, `name` and town."""


class New(NamedTuple):
    """A customer that is in the file only, by name and places, with the keys of its blocks."""

    draft: Draft
    called: Called
    blocks: set[int]


def new(drafts: Sequence[Draft]) -> list[New]:
    """Give those of some drafts that are no customers yet."""
    named = ((draft, _called(draft)) for draft in drafts if draft.id is None)
    return [New(draft, each, each.blocks()) for draft, each in named]


def alike(tx: Tx, coming: Sequence[New], names: Names) -> list[Alike]:
    """Give for each new customer the first other one with its telephone number, else domain, else a like name there.

    To be asked before they are written: afterwards each would find itself.
    """
    if not coming:
        return []
    shared = _sharing(tx, [each.draft for each in coming])
    by_name = _of_like_names(tx, coming, {id(each.draft) for each in shared}, names)
    place = {id(each.draft): at for at, each in enumerate(coming)}
    return sorted([*shared, *by_name], key=lambda each: place[id(each.draft)])


def _sharing(tx: Tx, new: Sequence[Draft]) -> list[Alike]:
    known = _known(tx, {key for draft in new for key in _keys(draft)})
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


def _of_like_names(tx: Tx, coming: Sequence[New], done: set[int], names: Names) -> list[Alike]:
    """Give those that no number and no address gives away, in the store first, then before them in the batch."""
    left = [each for each in coming if id(each.draft) not in done and each.blocks]
    stored = names.alike(tx, [(each.called, each.blocks) for each in left])
    found = {
        id(each.draft): Alike(each.draft, known[0].number, "name")
        for each, known in zip(left, stored, strict=True)
        if known
    }
    before: dict[int, list[New]] = {}
    for each in coming:
        if id(each.draft) not in done and id(each.draft) not in found:
            others = (other for block in each.blocks for other in before.get(block, ())[:BLOCK])
            like = next((other for other in others if each.called.may_be(other.called)), None)
            if like is not None:
                found[id(each.draft)] = Alike(each.draft, like.draft, "name")
        for block in each.blocks:
            before.setdefault(block, []).append(each)
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


def _known(tx: Tx, wanted: Iterable[Key]) -> dict[Key, str]:
    """Give the number of the first customer of the store with each of these."""
    values: dict[str, list[str]] = {"number": [], "email": []}
    for what, value in wanted:
        values[what].append(value)
    found: dict[Key, str] = {}
    for what, sql in (("number", _BY_PHONE), ("email", _BY_DOMAIN)):
        marks = ", ".join("?" * len(values[what]))
        found |= {(what, value): number for value, number in tx.ask(sql.format(marks=marks), tuple(values[what]))}
    return found
