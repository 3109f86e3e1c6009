"""Two customers that are one: merge, unmerge. Rows move to the one that stays; the trail knows what came from whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlmodel import col, select

from desk.keeping import rooms
from desk.keeping.tx import Tx
from desk.tables import Callback, Contact, Customer, Email, Inquiry, Note, Phone, Site
from desk.words import Act, Refused, Thing

Key = tuple[str, int]
"""A row: its table and its key."""

_PARTS = (Note, Contact, Site, Phone, Email)
"""What a customer brings along. Its sectors, like its grade and who cares for it, are its own and stay with it."""
_BELONGING = (Inquiry, Callback)
"""What is a thing of its own and belongs to a customer."""

_HAS_SOMETHING = " OR ".join(
    f"EXISTS (SELECT 1 FROM {model.__tablename__} WHERE customer_id = customer.id)" for model in (*_PARTS, *_BELONGING)
)
_LEFT = f"""
  SELECT customer.number, other.number FROM customer JOIN customer AS other ON other.id = customer.merged_into
  WHERE customer.id = ? AND ({_HAS_SOMETHING})
"""
_TRAIL = """
  SELECT act_id, changes FROM trail
  WHERE thing = ? AND thing_id = ? AND (changes LIKE '%"customer_id"%' OR changes LIKE '%"merged_into"%') ORDER BY id
"""
_OF_ACT = "SELECT act_id, changes FROM trail WHERE act_id = ? ORDER BY id"


def merge(tx: Tx, number: str, into: str) -> str:
    """Make customer `number` a part of customer `into`, which has everything of both from now on; give `number`.

    People, sites, telephone numbers, addresses, inquiries and callbacks move. What both rows say of themselves (name,
    grade, care model, who cares for them, sectors, remark) stays as it is in each: that of `into` counts.
    Raises Refused: no_such_customer, customer_merge_with_itself, customer_merged (one of the two is part of another).
    """
    customer, survivor = tx.customer(number), tx.customer(into)
    if customer is survivor:
        raise Refused("customer_merge_with_itself", number=customer.number)
    said = f"{customer.number} → {survivor.number}"
    customer.merged_into = survivor.id
    tx.note(customer, Act.CUSTOMER_MERGE, said)
    tx.note(survivor, Act.CUSTOMER_MERGE, said)
    for model in (*_PARTS, *_BELONGING):
        for row in tx.all(select(model).where(col(model.customer_id) == customer.id)):
            _move(tx, row, survivor, Act.CUSTOMER_MERGE, said)
    return customer.number


def unmerge(tx: Tx, number: str) -> str:
    """Make a customer that is part of another one of its own again, with all that it brought along; give `number`.

    What came in since then stays where it is; so does what somebody has given to another customer since.
    Raises Refused: no_such_customer, customer_not_merged.
    """
    path = tx.customers(number)
    customer, survivor = path[0], path[-1]
    if customer is survivor:
        raise Refused("customer_not_merged", number=customer.number)
    said = f"{customer.number} | {survivor.number}"
    brought = _brought(tx, path)
    customer.merged_into = None
    for each in (customer, survivor, path[1]):
        tx.note(each, Act.CUSTOMER_UNMERGE, said)
    for model in (*_PARTS, *_BELONGING):
        for row in tx.all(select(model).where(col(model.customer_id) == survivor.id)):
            table = str(row.__tablename__)
            if (table, getattr(row, rooms.key_of(table))) in brought:
                _move(tx, row, customer, Act.CUSTOMER_UNMERGE, said)
    return customer.number


def leave_nothing_behind(tx: Tx, changes: Iterable[Mapping[str, Any]]) -> None:
    """See that `changes`, which are being taken back, leave nothing with a customer that is part of another by now.

    Raises Refused("customer_left_behind").
    """
    keys = {change["id"] for change in changes if change["table"] == "customer"}
    keys |= {key for change in changes for key in change.get("customer_id", ()) if key is not None}
    for key in sorted(keys):
        for number, into in tx.ask(_LEFT, (key,)):
            raise Refused("customer_left_behind", number=number, into=into)


def _move(tx: Tx, row: Any, to: Customer, act: Act, said: str) -> None:
    row.customer_id = to.id
    if isinstance(row, _BELONGING):
        tx.note(row, act, said, invited=True)  # its holder keeps it, so this goes over nobody's head


def _brought(tx: Tx, path: list[Customer]) -> set[Key]:
    """Give the rows that the first of `path` brought along and that have gone no other way since."""
    brought = _moved_with(tx, path[0], path[1])
    acts = {
        act
        for customer in path
        for act, changes in _told(tx, Thing.CUSTOMER, customer.id)
        if any("customer_id" in change and (change["table"], change["id"]) in brought for change in changes)
    }
    for thing in (Thing.INQUIRY, Thing.CALLBACK):
        for key in (key for table, key in brought if table == thing):
            acts.update(act for act, changes in _told(tx, thing, key) if any("customer_id" in each for each in changes))
    ways: dict[Key, list[int]] = {row: [] for row in brought}
    for act in sorted(acts):
        _follow(ways, [change for _, changes in _told_of(tx, act) for change in changes])
    return {row for row, way in ways.items() if path[0].id in way}


def _follow(ways: dict[Key, list[int]], changes: list[Any]) -> None:
    """Let an act change the way on which rows came to where they are: customers, each of them part of the next.

    Merging makes it longer, going back to one on it makes it shorter; whatever else gives a row to a customer begins
    it anew.
    """
    merged = {(change["id"], change["merged_into"][1]) for change in changes if "merged_into" in change}
    whence: dict[Key, int] = {}
    where: dict[Key, int] = {}
    for change in changes:
        row = change["table"], change["id"]
        before, after = change.get("customer_id", (None, None))
        if row in ways and before is not None:
            whence[row] = before
        if row in ways and after is not None:
            where[row] = after
    for row, now in where.items():
        way = ways[row]
        if now in way:
            del way[way.index(now) + 1 :]
        elif way and (way[-1], now) in merged and whence.get(row) == way[-1]:
            way.append(now)
        else:
            way[:] = [now]


def _moved_with(tx: Tx, lower: Customer, upper: Customer) -> set[Key]:
    """Give the rows that moved in the act that last made one customer a part of the other."""
    for act, told in reversed(list(_told(tx, Thing.CUSTOMER, lower.id))):
        if any(change.get("merged_into") == [None, upper.id] for change in told):
            return {
                (change["table"], change["id"])
                for _, changes in _told_of(tx, act)
                for change in changes
                if change.get("customer_id") in ([lower.id, None], [lower.id, upper.id])
            }
    raise AssertionError(f"customer {lower.id} is part of {upper.id}, and its trail does not tell of it")


def _told(tx: Tx, thing: Thing, key: int) -> Iterator[tuple[int, list[Any]]]:
    for act, changes in tx.ask(_TRAIL, (thing.value, key)):
        yield act, json.loads(changes)


def _told_of(tx: Tx, act: int) -> Iterator[tuple[int, list[Any]]]:
    for number, changes in tx.ask(_OF_ACT, (act,)):
        yield number, json.loads(changes)
