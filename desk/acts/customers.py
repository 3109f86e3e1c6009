"""Customers: add and edit, with the first contact, site, number and address in the same act."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import col, select

from desk import clean
from desk.acts.customer_parts import put_email, put_phone, put_sectors
from desk.acts.roles import only_lead
from desk.keeping.tx import Tx
from desk.rules.opening import parse_hours
from desk.tables import Contact, Customer, CustomerPart, Site
from desk.words import Act, CareModel, Grade, Part, Refused

CUSTOMER_FIELDS = ("company", "website", "country", "grade", "care_model", "inside", "field", "call_times", "note")
PART_FIELDS = tuple(Part)
"""Who of the team replies first, quotes, visits, calls back and stands in, where the care model is one team."""
FIRST_FIELDS = ("first_name", "last_name", "street", "postcode", "city", "phone", "email", "sector", "number")
LEAD_FIELDS = frozenset({"grade", "care_model", *Part})
"""What only a lead sets (DOMAIN, the table of acts)."""


def add(tx: Tx, values: Mapping[str, str], why: str = "") -> str:
    """Add a customer and give its number: the one given, else the next of K1, K2 and so on.

    `values` are CUSTOMER_FIELDS and FIRST_FIELDS. A customer needs a company or a person; a care model needs the
    reason `why`, one line, which the trail keeps. Raises Refused: company_or_person_needed, customer_exists,
    field_unknown, only_lead, care_model_why_needed, and what a value's rule says.
    """
    given = {field: clean.line(value) for field, value in values.items() if value.strip()}
    _known(given, (*CUSTOMER_FIELDS, *PART_FIELDS, *FIRST_FIELDS))
    _leads(tx, given)
    why = clean.line(why)
    _reasoned(None, given, why)
    person = f"{given.get('first_name', '')} {given.get('last_name', '')}".strip()
    if not (given.get("company") or person):
        raise Refused("company_or_person_needed")
    number = given.get("number") or free_number(tx)
    if tx.first(select(Customer.id).where(col(Customer.number) == number)) is not None:
        raise Refused("customer_exists", number=number)
    customer = tx.add(Customer(number=number, company=given.get("company") or person, added_at=tx.now))
    _set(tx, customer, {field: given[field] for field in given.keys() & set(CUSTOMER_FIELDS)})
    _put_parts(tx, customer, given)
    _first_parts(tx, customer, given)
    tx.note(customer, Act.CUSTOMER_ADD, why or None)
    return number


def edit(tx: Tx, number: str, values: Mapping[str, str], if_version: int | None = None, why: str = "") -> None:
    """Change a customer's own fields and its sectors, or add a `phone` or `email`; an empty value clears a field.

    Values that are all known already leave no entry in the trail, unless there is something to say (`why`).
    `if_version` is the version that was on the screen. `why` is one line that the trail keeps: another care model
    needs it (issue 5: "override with a reason"), one that is cleared goes back to the grade's and needs none. Raises
    Refused: customer_changed (number, version) when a colleague was faster, field_unknown, only_lead,
    care_model_why_needed, company_or_person_needed, and what a value's rule says.
    """
    customer = tx.customer(number)
    if if_version is not None and customer.version != if_version:
        raise Refused("customer_changed", number=number, version=customer.version)
    given = {field: clean.line(value) for field, value in values.items()}
    if not given:
        raise Refused("nothing_to_record")
    _known(given, (*CUSTOMER_FIELDS, *PART_FIELDS, "sector", "phone", "email"))
    _leads(tx, given)
    why = clean.line(why)
    _reasoned(customer.care_model, given, why)
    if "company" in given and not given["company"]:
        raise Refused("company_or_person_needed")
    _set(tx, customer, {field: given[field] for field in given.keys() & set(CUSTOMER_FIELDS)})
    _put_parts(tx, customer, given)
    if "sector" in given:
        # Sectors are replaced as a whole: a colleague has to see that they were.
        customer.version += put_sectors(tx, customer.id, given["sector"])
    if given.get("phone"):
        put_phone(tx, customer.id, given["phone"])
    if given.get("email"):
        put_email(tx, customer.id, given["email"])
    if why or tx.recording.changes():
        tx.note(customer, Act.CUSTOMER_EDIT, why or None)


def free_number(tx: Tx) -> str:
    """Give the next number of the row K1, K2 and so on that nobody has."""
    key = tx.next_key("customer")
    while tx.first(select(Customer.id).where(col(Customer.number) == f"K{key}")) is not None:
        key += 1
    return f"K{key}"


def _known(given: Mapping[str, str], fields: tuple[str, ...]) -> None:
    for field in given:
        if field not in fields:
            raise Refused("field_unknown", field=field, known=", ".join(fields))


def _leads(tx: Tx, given: Mapping[str, str]) -> None:
    if LEAD_FIELDS & given.keys():
        only_lead(tx)


def _reasoned(before: CareModel | None, given: Mapping[str, str], why: str) -> None:
    model = _care_model(given.get("care_model", ""))
    if model not in (None, before) and not why:
        raise Refused("care_model_why_needed")


def _set(tx: Tx, customer: Customer, given: Mapping[str, str]) -> None:
    for field, value in given.items():
        if field == "grade":
            customer.grade = _grade(value)
        elif field == "care_model":
            customer.care_model = _care_model(value)
        elif field in ("inside", "field"):
            setattr(customer, f"{field}_id", tx.colleague(value).id if value else None)
        elif field == "call_times":
            customer.call_times = _call_times(value)
        else:
            setattr(customer, "remark" if field == "note" else field, value or (None if field != "company" else ""))


def _put_parts(tx: Tx, customer: Customer, given: Mapping[str, str]) -> None:
    for part in (part for part in Part if part in given):
        wanted = select(CustomerPart).where(
            col(CustomerPart.customer_id) == customer.id, col(CustomerPart.part) == part
        )
        row = tx.first(wanted)
        rep = tx.colleague(given[part]) if given[part] else None
        had = row.rep_id if row is not None else None
        if rep is None and row is not None:
            tx.remove(row)
        elif rep is not None and row is not None:
            row.rep_id = rep.id
        elif rep is not None:
            tx.add(CustomerPart(customer_id=customer.id, part=part, rep_id=rep.id))
        if had != (rep and rep.id):  # parts are rows of their own: a colleague has to see that the customer was changed
            customer.version += 1


def _grade(value: str) -> Grade | None:
    if value and value.upper() not in list(Grade):
        raise Refused("grade_unknown", grade=value)
    return Grade(value.upper()) if value else None


def _care_model(value: str) -> CareModel | None:
    word = value.lower().replace("-", "_").replace(" ", "_")
    if word and word not in list(CareModel):
        raise Refused("care_model_unknown", care_model=value, known=", ".join(CareModel))
    return CareModel(word) if word else None


def _call_times(value: str) -> str | None:
    try:
        parse_hours(value or "Mo 8-9")
    except ValueError:
        raise Refused("setting_hours", value=value) from None
    return value or None


def _first_parts(tx: Tx, customer: Customer, given: Mapping[str, str]) -> None:
    contact_id = None
    if given.get("first_name") or given.get("last_name"):
        contact = Contact(customer_id=customer.id, last_name=given.get("last_name", ""))
        contact.first_name = given.get("first_name", "")
        contact_id = tx.add(contact).id
    if given.keys() & {"street", "postcode", "city"}:
        site = Site(customer_id=customer.id, street=given.get("street"), postcode=given.get("postcode"))
        site.city, site.country = given.get("city"), given.get("country")
        tx.add(site)
    if given.get("phone"):
        put_phone(tx, customer.id, given["phone"], contact_id)
    if given.get("email"):
        put_email(tx, customer.id, given["email"], contact_id)
    if given.get("sector"):
        put_sectors(tx, customer.id, given["sector"])
