"""The parts of a customer: contacts, sites, numbers, addresses, sectors."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import col, select

from desk import clean
from desk.acts.given import email_given, phone_given
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.tables import Contact, Customer, Email, Phone, Sector, Site
from desk.words import Act, Refused

CONTACT_FIELDS = ("first_name", "last_name", "role")
SITE_FIELDS = ("name", "street", "postcode", "city", "country")
MOST_SECTORS = 2
"""A customer may have two lines of business (DOMAIN, Words)."""


def contact_add(tx: Tx, number: str, values: Mapping[str, str]) -> int:
    """Add a person to a customer, with `phone` and `email` if given; give its key. Raises Refused("name_needed")."""
    customer = tx.customer(number)
    given = _given(values, (*CONTACT_FIELDS, "phone", "email"))
    if not (given.get("first_name") or given.get("last_name")):
        raise Refused("name_needed")
    contact = tx.add(Contact(customer_id=customer.id))
    _fill(contact, given, CONTACT_FIELDS)
    _reach(tx, contact, given)
    tx.note(customer, Act.CUSTOMER_EDIT)
    return contact.id


def contact_edit(tx: Tx, contact_id: int, values: Mapping[str, str], if_version: int | None = None) -> str:
    """Change a person, or add a `phone` or `email`; give the customer's number. What is known already is no change.

    Raises Refused: no_such_contact, customer_changed, name_needed.
    """
    contact = tx.session.get(Contact, contact_id) if 0 < contact_id < 2**63 else None
    if contact is None:
        raise Refused("no_such_contact", number=contact_id)
    customer = _customer(tx, contact.customer_id)
    _unchanged(customer.number, contact.version, if_version)
    given = _given(values, (*CONTACT_FIELDS, "phone", "email"))
    _fill(contact, given, CONTACT_FIELDS)
    if not (contact.first_name or contact.last_name):
        raise Refused("name_needed")
    _reach(tx, contact, given)
    return _noted(tx, customer)


def site_add(tx: Tx, number: str, values: Mapping[str, str]) -> int:
    """Add an office or shop to a customer and give its key. Raises Refused("nothing_to_record")."""
    customer = tx.customer(number)
    given = _given(values, SITE_FIELDS)
    if not any(given.values()):
        raise Refused("nothing_to_record")
    site = tx.add(Site(customer_id=customer.id))
    _fill(site, given, SITE_FIELDS)
    tx.note(customer, Act.CUSTOMER_EDIT)
    return site.id


def site_edit(tx: Tx, site_id: int, values: Mapping[str, str], if_version: int | None = None) -> str:
    """Change an office or shop; give the customer's number. What is known already is no change.

    Raises Refused: no_such_site, customer_changed, nothing_to_record (nothing is left).
    """
    site = tx.session.get(Site, site_id) if 0 < site_id < 2**63 else None
    if site is None:
        raise Refused("no_such_site", number=site_id)
    customer = _customer(tx, site.customer_id)
    _unchanged(customer.number, site.version, if_version)
    _fill(site, _given(values, SITE_FIELDS), SITE_FIELDS)
    if not any(getattr(site, field) for field in SITE_FIELDS):
        raise Refused("nothing_to_record")
    return _noted(tx, customer)


def phone_remove(tx: Tx, number: str, phone: str) -> None:
    """Take a telephone number from a customer. Raises Refused("no_such_phone")."""
    customer = tx.customer(number)
    wanted = numbers.kept(clean.line(phone), tx.team.country)
    found = tx.all(select(Phone).where(col(Phone.customer_id) == customer.id, col(Phone.number) == wanted))
    if not found:
        raise Refused("no_such_phone", phone=phone)
    for each in found:  # two customers that became one may each have brought it along
        tx.remove(each)
    tx.note(customer, Act.CUSTOMER_EDIT)


def email_remove(tx: Tx, number: str, address: str) -> None:
    """Take an e-mail address from a customer. Raises Refused("no_such_email")."""
    customer = tx.customer(number)
    wanted = clean.line(address).lower()
    found = tx.all(select(Email).where(col(Email.customer_id) == customer.id, col(Email.address) == wanted))
    if not found:
        raise Refused("no_such_email", email=address)
    for each in found:
        tx.remove(each)
    tx.note(customer, Act.CUSTOMER_EDIT)


def put_phone(tx: Tx, customer_id: int, text: str, contact_id: int | None = None) -> None:
    """Give a customer a telephone number; one it has already stays as it is."""
    number = phone_given(tx, text)
    if number is None:
        raise Refused("phone_not_understood", phone=text)
    if tx.first(select(Phone.id).where(col(Phone.customer_id) == customer_id, col(Phone.number) == number)) is None:
        tx.add(
            Phone(customer_id=customer_id, contact_id=contact_id, number=number, backwards=numbers.backwards(number))
        )


def put_email(tx: Tx, customer_id: int, text: str, contact_id: int | None = None) -> None:
    """Give a customer an e-mail address; one it has already stays as it is. Raises Refused("email_not_understood")."""
    given = email_given(text)
    if given is None:
        raise Refused("email_not_understood", email=text)
    if tx.first(select(Email.id).where(col(Email.customer_id) == customer_id, col(Email.address) == given)) is None:
        domain = given.rpartition("@")[2]
        tx.add(Email(customer_id=customer_id, contact_id=contact_id, address=given, domain=domain))


def put_sectors(tx: Tx, customer_id: int, text: str) -> bool:
    """Say a customer's lines of business, by comma, two at most; those not named are taken out.

    True when they were others before.
    """
    wanted = [name for name in dict.fromkeys(clean.line(part) for part in text.split(",")) if name]
    if len(wanted) > MOST_SECTORS:
        raise Refused("too_many_sectors", most=MOST_SECTORS)
    have = {row.name: row for row in tx.all(select(Sector).where(col(Sector.customer_id) == customer_id))}
    for name in have.keys() - set(wanted):
        tx.remove(have[name])
    for name in wanted:
        if name not in have:
            tx.add(Sector(customer_id=customer_id, name=name))
    return have.keys() != set(wanted)


def _given(values: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    for field in values:
        if field not in fields:
            raise Refused("field_unknown", field=field, known=", ".join(fields))
    if not values:
        raise Refused("nothing_to_record")
    return {field: clean.line(value) for field, value in values.items()}


def _fill(row: Contact | Site, given: Mapping[str, str], fields: tuple[str, ...]) -> None:
    for field in fields:
        if field in given:
            setattr(row, field, given[field] if field in ("first_name", "last_name") else given[field] or None)


def _reach(tx: Tx, contact: Contact, given: Mapping[str, str]) -> None:
    if given.get("phone"):
        put_phone(tx, contact.customer_id, given["phone"], contact.id)
    if given.get("email"):
        put_email(tx, contact.customer_id, given["email"], contact.id)


def _noted(tx: Tx, customer: Customer) -> str:
    if tx.recording.changes():
        tx.note(customer, Act.CUSTOMER_EDIT)
    return customer.number


def _customer(tx: Tx, key: int) -> Customer:
    found = tx.session.get(Customer, key)
    assert found is not None  # a part's customer is held by its foreign key
    return found


def _unchanged(number: str, version: int, if_version: int | None) -> None:
    if if_version is not None and version != if_version:
        raise Refused("customer_changed", number=number, version=version)
