"""Two customers that are one: merge, unmerge. Rows move to the one that stays; the trail knows what came from whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlmodel import col, select

from desk.keeping import rooms
from desk.keeping.tx import Tx
from desk.tables import Callback, Contact, Customer, Email, Inquiry, Note, Phone, Site, TrailEntry
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
_LATER = "SELECT changes FROM trail WHERE thing = ? AND thing_id = ? AND act_id > ?"


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
    """Give the rows that the first of `path` brought along, step by step up to the last, and that stayed there."""
    told = [_merged(tx, lower, upper) for lower, upper in pairwise(path)]
    brought = set.intersection(*(rows for _, rows in told))
    act, of = told[-1][0], path[-1].id
    moved_since = set(_moved(tx, Thing.CUSTOMER, of, act))
    for thing, table in ((Thing.INQUIRY, "inquiry"), (Thing.CALLBACK, "callback")):
        for name, key in brought:
            if name == table:
                moved_since.update(_moved(tx, thing, key, act))
    return brought - moved_since


def _merged(tx: Tx, lower: Customer, upper: Customer) -> tuple[int, set[Key]]:
    """Give the act that last made one customer a part of the other, with the rows that moved."""
    entries = select(TrailEntry).where(col(TrailEntry.thing) == Thing.CUSTOMER, col(TrailEntry.thing_id) == lower.id)
    for entry in tx.all(entries.order_by(col(TrailEntry.id).desc())):
        if any(change.get("merged_into") == [None, upper.id] for change in json.loads(entry.changes)):
            of_act = tx.all(select(TrailEntry.changes).where(col(TrailEntry.act_id) == entry.act_id))
            changes = [change for told in of_act for change in json.loads(told)]
            return entry.act_id, {
                (change["table"], change["id"])
                for change in changes
                if change.get("customer_id") in ([lower.id, None], [lower.id, upper.id])
            }
    raise AssertionError(f"customer {lower.id} is part of {upper.id}, and its trail does not tell of it")


def _moved(tx: Tx, thing: Thing, key: int, after: int) -> Iterator[Key]:
    """Give the rows of a thing that were given to another customer after an act."""
    for (changes,) in tx.ask(_LATER, (thing.value, key, after)):
        for change in json.loads(changes):
            if "customer_id" in change:
                yield change["table"], change["id"]
