"""Customers that are part of another one: who stands for them, and what they were called."""

from __future__ import annotations

from collections.abc import Iterable

from desk.keeping.reader import Reader
from desk.rows import ContactRow, MergedCustomer, SiteRow
from desk.rules.folding import fold
from desk.words import CareModel, Grade

_UP = """
  WITH RECURSIVE above (id, merged_into) AS (
    SELECT id, merged_into FROM customer WHERE id = :id
    UNION SELECT customer.id, customer.merged_into FROM customer JOIN above ON customer.id = above.merged_into
  ) SELECT id FROM above WHERE merged_into IS NULL
"""
_BELOW = """
  WITH RECURSIVE below (id, into_number) AS (
    SELECT part.id, customer.number FROM customer JOIN customer AS part ON part.merged_into = customer.id
    WHERE customer.id = :id
    UNION SELECT part.id, customer.number FROM below
    JOIN customer ON customer.id = below.id JOIN customer AS part ON part.merged_into = customer.id
  )
  SELECT customer.id, customer.number, below.into_number, customer.company, customer.website, customer.grade,
    customer.care_model, customer.call_times, customer.remark, inside.handle AS inside_handle,
    outside.handle AS field_handle
  FROM below JOIN customer ON customer.id = below.id
  LEFT JOIN rep AS inside ON inside.id = customer.inside_id
  LEFT JOIN rep AS outside ON outside.id = customer.field_id
  ORDER BY customer.id
"""
_SECTORS = "SELECT customer_id, name FROM sector WHERE customer_id IN :ids ORDER BY id"
_NUMBERED = "SELECT id, number, merged_into FROM customer WHERE number IN :numbers"


def survivor(reader: Reader, customer_id: int) -> int:
    """Give the key of the customer that stands for one by now: itself while it is part of no other."""
    row = reader.one(_UP, id=customer_id)
    return int(row["id"]) if row is not None else customer_id


def asked_by_number(reader: Reader, query: str) -> tuple[str, int] | None:
    """Give the number and the survivor of a customer that `query` names and that is part of another; else None."""
    query = query.strip()
    if not query or " " in query:
        return None
    for row in reader.all(_NUMBERED, numbers=(query, query.upper())):
        if row["merged_into"] is not None:
            return row["number"], survivor(reader, row["id"])
    return None


def merged(reader: Reader, customer_id: int) -> tuple[MergedCustomer, ...]:
    """Give all that are part of a customer, by whatever detour, with what their own rows say; oldest first."""
    rows = reader.all(_BELOW, id=customer_id)
    if not rows:
        return ()
    sectors: dict[int, list[str]] = {}
    for row in reader.all(_SECTORS, ids=tuple(row["id"] for row in rows)):
        sectors.setdefault(row["customer_id"], []).append(row["name"])
    return tuple(
        MergedCustomer(
            id=row["id"],
            number=row["number"],
            into=row["into_number"],
            company=row["company"],
            grade=Grade(row["grade"]) if row["grade"] else None,
            sectors=tuple(sectors.get(row["id"], ())),
            care_model=CareModel(row["care_model"]) if row["care_model"] else None,
            inside=row["inside_handle"],
            field=row["field_handle"],
            website=row["website"],
            call_times=row["call_times"],
            remark=row["remark"],
        )
        for row in rows
    )


def people_once(people: Iterable[ContactRow]) -> tuple[ContactRow, ...]:
    """Give each person once, in the order given: of one name, the first with the ways to reach all of them."""
    found: dict[tuple[str, str], ContactRow] = {}
    for each in people:
        key = (fold(each.first_name), fold(each.last_name))
        first = found.get(key)
        if first is not None:
            each = first._replace(
                role=first.role or each.role,
                phones=tuple(dict.fromkeys(first.phones + each.phones)),
                emails=tuple(dict.fromkeys(first.emails + each.emails)),
            )
        found[key] = each
    return tuple(found.values())


def sites_once(sites: Iterable[SiteRow]) -> tuple[SiteRow, ...]:
    """Give each site once, in the order given: the first of those that say the same."""
    found: dict[tuple[str, ...], SiteRow] = {}
    for each in sites:
        found.setdefault(tuple(fold(text or "") for text in (each.name, each.street, each.postcode, each.city)), each)
    return tuple(found.values())
