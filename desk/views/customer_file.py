"""All customers as rows of a customer file: what an import reads back as the same customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from desk.keeping.reader import Reader
from desk.rows.customer_file import CustomerFileRow
from desk.rules.folding import fold

AT_ONCE = 500
"""Customers read with one question: memory stays flat, however many there are."""

_CUSTOMERS = """
  SELECT customer.id, customer.number, customer.company, customer.website, customer.country, customer.grade,
    customer.care_model, customer.call_times, customer.remark,
    inside.handle AS inside_handle, outside.handle AS field_handle
  FROM customer
  LEFT JOIN rep AS inside ON inside.id = customer.inside_id
  LEFT JOIN rep AS outside ON outside.id = customer.field_id
  WHERE customer.id > :after AND customer.merged_into IS NULL
  ORDER BY customer.id LIMIT :most
"""
_PARTS = {
    "contact": "SELECT id, customer_id, first_name, last_name, role FROM contact",
    "site": "SELECT customer_id, name, street, postcode, city, country FROM site",
    "phone": "SELECT customer_id, contact_id, number FROM phone",
    "email": "SELECT customer_id, contact_id, address FROM email",
    "sector": "SELECT customer_id, name FROM sector",
}
_OF = " WHERE customer_id BETWEEN :first AND :last ORDER BY customer_id, id"

Parts = dict[str, dict[int, list[Any]]]


def rows(reader: Reader) -> Iterator[CustomerFileRow]:
    """Give every customer: first what is its own with its first site, then a row for each contact and further site."""
    after = -1
    while found := reader.all(_CUSTOMERS, after=after, most=AT_ONCE):
        first, after = found[0]["id"], found[-1]["id"]
        parts = {name: _grouped(reader.all(sql + _OF, first=first, last=after)) for name, sql in _PARTS.items()}
        for customer in found:
            yield from _of(customer, parts)


def _grouped(found: Sequence[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in found:
        grouped.setdefault(row["customer_id"], []).append(row)
    return grouped


def _of(customer: Any, parts: Parts) -> Iterator[CustomerFileRow]:
    key = customer["id"]
    phones, emails = parts["phone"].get(key, []), parts["email"].get(key, [])
    sites, people = _sites_once(parts["site"].get(key, [])), parts["contact"].get(key, [])
    own = CustomerFileRow(
        number=customer["number"],
        company=customer["company"],
        website=customer["website"] or "",
        country=customer["country"] or "",
        grade=customer["grade"] or "",
        sector="\n".join(each["name"] for each in parts["sector"].get(key, [])),
        care_model=customer["care_model"] or "",
        inside=customer["inside_handle"] or "",
        field=customer["field_handle"] or "",
        call_times=customer["call_times"] or "",
        note=customer["remark"] or "",
        phone=_of_contacts(phones, [None], "number"),
        email=_of_contacts(emails, [None], "address"),
    )
    yield _at(own, sites[0]) if sites else own
    named = CustomerFileRow(number=own.number, company=own.company)
    for same in _by_name(people):
        person, ids = same[0], [each["id"] for each in same]
        yield named._replace(
            first_name=person["first_name"],
            last_name=person["last_name"],
            role=next((each["role"] for each in same if each["role"]), ""),
            phone=_of_contacts(phones, ids, "number"),
            email=_of_contacts(emails, ids, "address"),
        )
    for site in sites[1:]:
        yield _at(named, site)


def _at(row: CustomerFileRow, site: Any) -> CustomerFileRow:
    return row._replace(
        site=site["name"] or "",
        street=site["street"] or "",
        postcode=site["postcode"] or "",
        city=site["city"] or "",
        site_country=site["country"] or "",
    )


def _by_name(people: list[Any]) -> list[list[Any]]:
    """Put those of one name together: two customers that became one may each have known them."""
    found: dict[tuple[str, str], list[Any]] = {}
    for each in people:
        found.setdefault((fold(each["first_name"]), fold(each["last_name"])), []).append(each)
    return list(found.values())


def _sites_once(sites: list[Any]) -> list[Any]:
    columns = ("name", "street", "postcode", "city", "country")
    return list({tuple(fold(each[name] or "") for name in columns): each for each in reversed(sites)}.values())[::-1]


def _of_contacts(found: list[Any], contacts: list[int | None], column: str) -> str:
    return "\n".join(dict.fromkeys(each[column] for each in found if each["contact_id"] in contacts))
