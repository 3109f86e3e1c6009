"""What a customer file adds is put into the store: new customers many at once, known ones row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from desk.acts.import_drafts import PLACE_FIELDS, Draft, Part
from desk.clock import micros
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.folding import customer_words, fold
from desk.tables import Contact, Customer, Email, Phone, Sector, Site
from desk.words import Act, CareModel, Grade, Thing

Rows = list[dict[str, Any]]

_KINDS = {"grade": Grade, "care_model": CareModel}


def write(tx: Tx, drafts: Sequence[Draft]) -> None:
    """Write what is new in the drafts, with an entry in the trail of each customer that changes."""
    for draft in drafts:
        if draft.id is not None and (draft.changed or any(_new(draft))):
            _update(tx, draft, draft.id)
    tx.session.flush()  # before keys are given out past the session
    _insert(tx, [draft for draft in drafts if draft.id is None])


def _update(tx: Tx, draft: Draft, key: int) -> None:
    customer = tx.session.get(Customer, key)
    assert customer is not None  # it was read in this transaction
    for column in draft.changed:
        value = draft.values[column]
        setattr(customer, column, _KINDS[column](value) if column in _KINDS else value)
    for contact in draft.contacts.values():
        if contact.id is None:
            contact.id = tx.add(Contact(customer_id=key, **contact.values)).id
        elif contact.filled:
            _fill(tx, Contact, contact, ("role",))
    for site in draft.sites:
        if site.id is None:
            tx.session.add(Site(customer_id=key, **site.values))
        elif site.filled:
            _fill(tx, Site, site, PLACE_FIELDS)
    for model, parts in ((Phone, draft.phones), (Email, draft.emails), (Sector, draft.sectors)):
        for part in parts.values():
            if part.id is None:
                tx.session.add(model(customer_id=key, **_whole(part)))
    tx.note(customer, Act.CUSTOMER_IMPORT)


def _fill(tx: Tx, table: type[Contact | Site], part: Part, columns: Sequence[str]) -> None:
    row = tx.session.get(table, part.id)
    assert row is not None  # it was read in this transaction
    for name in columns:
        setattr(row, name, part.values[name])


def _insert(tx: Tx, drafts: Sequence[Draft]) -> None:
    if not drafts:
        return
    tables: dict[str, Rows] = {name: [] for name in ("customer", "contact", "site", "phone", "email", "sector")}
    keys = {name: tx.next_key(name) for name in tables}
    found: Rows = []
    free = _free_numbers(tx, drafts, keys["customer"])
    for draft in drafts:
        draft.id = keys["customer"]
        keys["customer"] += 1
        draft.number = draft.number or next(free)
        tables["customer"].append(_customer(draft, tx))
        for part in draft.contacts.values():
            part.id = keys["contact"]
            _put(tables["contact"], keys, "contact", draft.id, part.values)
        for part in draft.sites:
            _put(tables["site"], keys, "site", draft.id, part.values)
        for table, parts in (("phone", draft.phones), ("email", draft.emails), ("sector", draft.sectors)):
            for part in parts.values():
                _put(tables[table], keys, table, draft.id, _whole(part))
        found += ({"word": word, "customer_id": draft.id} for word in _words(draft))
        tx.note_thing((Thing.CUSTOMER, draft.id), Act.CUSTOMER_IMPORT)
    for table, rows in tables.items():
        tx.insert(table, rows)
    found.sort(key=lambda row: row["word"])  # in the order of their index, which then grows in few places
    tx.insert("customer_word", found)


def _put(rows: Rows, keys: dict[str, int], table: str, customer_id: int, values: dict[str, Any]) -> None:
    rows.append({"id": keys[table], "customer_id": customer_id, **values, "version": 1})
    keys[table] += 1


def _customer(draft: Draft, tx: Tx) -> dict[str, Any]:
    values = draft.values
    return {
        "id": draft.id,
        "number": draft.number,
        "company": draft.company,
        "website": values.get("website"),
        "country": values.get("country"),
        "grade": values.get("grade"),
        "care_model": values.get("care_model"),
        "inside_id": values.get("inside_id"),
        "field_id": values.get("field_id"),
        "call_times": values.get("call_times"),
        "remark": values.get("remark"),
        "added_at": micros(tx.now),
        "folded": fold(draft.company),
        "version": 1,
    }


def _whole(part: Part) -> dict[str, Any]:
    """Give a part's row with what is worked out from its value."""
    values: dict[str, Any] = part.values
    if "number" in values:
        number = values["number"]
        return {"contact_id": _contact_id(part), "number": number, "backwards": numbers.backwards(number)}
    if "address" in values:
        address = values["address"]
        return {"contact_id": _contact_id(part), "address": address, "domain": address.rpartition("@")[2]}
    return values


def _contact_id(part: Part) -> int | None:
    return None if part.contact is None else part.contact.id


def _words(draft: Draft) -> set[str]:
    texts = [draft.company, draft.number or ""]
    texts += [f"{part.values['first_name']} {part.values['last_name']}" for part in draft.contacts.values()]
    texts += [f"{part.values['city'] or ''} {part.values['postcode'] or ''}" for part in draft.sites]
    return customer_words(texts, draft.emails)


def _new(draft: Draft) -> list[bool]:
    parts = [*draft.contacts.values(), *draft.sites, *draft.phones.values(), *draft.emails.values()]
    return [part.id is None or part.filled for part in (*parts, *draft.sectors.values())]


def _free_numbers(tx: Tx, drafts: Sequence[Draft], first: int) -> Any:
    """Give the numbers of the row K1, K2 and so on that nobody has, neither in the store nor in this file."""
    taken = {draft.number for draft in drafts}
    while True:
        wanted = [f"K{key}" for key in range(first, first + 1000)]
        kept = tx.all(select(Customer.number).where(col(Customer.number).in_(wanted)))
        taken.update(kept)
        for number in wanted:
            if number not in taken:
                yield number
        first += 1000
