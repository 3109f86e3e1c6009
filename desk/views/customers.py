"""Who is this? Customers by name, number, address or telephone, and everything about one of them."""

from __future__ import annotations

from collections.abc import Sequence

from desk import clean
from desk.finding import finder as finders
from desk.finding.candidates import Candidate, candidates
from desk.keeping.reader import Reader, Row, escaped
from desk.rows import ContactRow, CustomerCard, CustomerHit, InquiryRow, MergedCustomer, SiteRow, TrailLine
from desk.rules import numbers
from desk.rules.folding import PROVIDERS, fold
from desk.views import callbacks
from desk.views.customer_family import asked_by_number, merged, people_once, sites_once, survivor
from desk.views.customer_hits import hits
from desk.views.inquiry_rows import COLUMNS, ORDER, TABLES, inquiry_row
from desk.views.stations import traced
from desk.views.trail import MOST, care_why, spoken, trail
from desk.words import CareModel, Grade, Refused, State, Thing

SHOWN_INQUIRIES = 30
SHOWN_CONTACTS = 5
LONGEST_QUERY = 1_000
"""Characters of what was typed that are looked at."""
ALIKE, SIMILAR = 0.7, 5
"""How well a customer has to fit, from 0 to 1, to be perhaps the same; and how many are given."""

_OF_DOMAIN = "SELECT DISTINCT customer_id FROM email WHERE domain = :domain ORDER BY customer_id LIMIT :most"
_CARD = """
  SELECT customer.id, customer.number, customer.company, customer.grade, customer.care_model, customer.website,
    customer.call_times, customer.remark, customer.version,
    inside.handle AS inside_handle, outside.handle AS field_handle
  FROM customer
  LEFT JOIN rep AS inside ON inside.id = customer.inside_id
  LEFT JOIN rep AS outside ON outside.id = customer.field_id
  WHERE customer.id = :id
"""
_SITES = """
  SELECT id, name, street, postcode, city, country, version FROM site WHERE customer_id = :id ORDER BY id
"""
_CONTACTS = "SELECT id, first_name, last_name, role, version FROM contact WHERE customer_id = :id ORDER BY id"


def find(reader: Reader, query: str, limit: int = 20, rep: str | None = None) -> tuple[CustomerHit, ...]:
    """Give the customers that fit what was heard or typed, best first, at most `limit`.

    Of equals those of `rep`, a handle, come first. Where the desk has opened no index of the store, or the first one
    is still being made, words are found by their beginnings only. Whoever asks by the number of a customer that is
    part of another one gets that other one, with the number asked for as `former`.
    """
    query = query[:LONGEST_QUERY].encode("utf-8", "replace").decode()  # no store takes half a surrogate
    limit, finder = max(limit, 1), finders.of(reader)
    by = reader.one("SELECT id FROM rep WHERE handle = :rep", rep=rep) if rep and finder is not None else None
    found = finder.find(reader, query, limit, by["id"] if by is not None else 0) if finder is not None else None
    if found is None or (finder is not None and not finder.complete):
        found = _both(found or [], candidates(reader, query, limit))[:limit]
    number, stands = asked_by_number(reader, query) or ("", None)
    if stands is not None:
        found = [Candidate(stands, 1.0, "exact"), *(each for each in found if each.id != stands)][:limit]
    if not found:
        return ()
    return tuple(hit._replace(former=number) if hit.id == stands else hit for hit in hits(reader, found, query))


def similar(
    reader: Reader, name: str, phone: str | None = None, email: str | None = None, city: str | None = None
) -> tuple[CustomerHit, ...]:
    """Give customers that a new one may be already: of this number, of this address's own domain, of this name.

    A city makes the name surer. At most five, the surest first.
    """
    alike: dict[int, CustomerHit] = {}
    for query in (phone or "", email or "", f"{name} {city or ''}".strip()):
        alike |= {hit.id: hit for hit in find(reader, query, 5) if hit.score >= ALIKE and hit.id not in alike}
    domain = (email or "").strip().lower().rpartition("@")[2]
    if domain and domain not in PROVIDERS and len(alike) < SIMILAR:
        same = [row["customer_id"] for row in reader.all(_OF_DOMAIN, domain=domain, most=SIMILAR)]
        more = hits(reader, [Candidate(key, ALIKE, "email") for key in same if key not in alike])
        alike |= {hit.id: hit for hit in more}
    return tuple(alike.values())[:SIMILAR]


def open_of(reader: Reader, name: str, phone: str | None = None, email: str | None = None) -> tuple[InquiryRow, ...]:
    """Give the open inquiries of the same person, number or address."""
    either: list[str] = []
    values: dict[str, str] = {}
    if name.strip():
        # The sender is a line of its own in the folded text; lower() knows no umlauts on SQLite.
        either.append("inquiry.folded LIKE :name ESCAPE '!'")
        values["name"] = f"%\n{escaped(fold(clean.line(name)))}\n%"
    if phone and (kept := numbers.kept(phone)):
        either.append("inquiry.sender_phone = :phone")
        values["phone"] = kept
    if email and email.strip():
        either.append("inquiry.sender_email = :email")
        values["email"] = email.strip().lower()
    if not either:
        return ()
    where = f"inquiry.state <> 'closed' AND ({' OR '.join(either)})"
    rows = reader.all(f"SELECT {COLUMNS} FROM {TABLES} WHERE {where} ORDER BY {ORDER} LIMIT 20", **values)
    return tuple(inquiry_row(row, reader.now) for row in rows)


def card(reader: Reader, customer_id: int, *, once: bool = True) -> CustomerCard:
    """Give everything the desk knows about a customer, or about whose part it is; raises Refused("no_such_customer").

    A person or site that two customers brought along is given `once`, else as often as it is kept.
    """
    customer_id = survivor(reader, customer_id)
    row = reader.one(_CARD, id=customer_id)
    if row is None:
        raise Refused("no_such_customer", number=str(customer_id))
    phones = reader.all("SELECT contact_id, number FROM phone WHERE customer_id = :id ORDER BY id", id=customer_id)
    emails = reader.all("SELECT contact_id, address FROM email WHERE customer_id = :id ORDER BY id", id=customer_id)
    sectors = reader.all("SELECT name FROM sector WHERE customer_id = :id ORDER BY id", id=customer_id)
    inquiries, parts = _inquiries(reader, customer_id), merged(reader, customer_id)
    lines = _trails(reader, customer_id, parts)
    sites = [SiteRow(**{key: each[key] for key in SiteRow._fields}) for each in reader.all(_SITES, id=customer_id)]
    people = [_person(each, phones, emails) for each in reader.all(_CONTACTS, id=customer_id)]
    return CustomerCard(
        id=row["id"],
        number=row["number"],
        company=row["company"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        sectors=tuple(each["name"] for each in sectors),
        care_model=CareModel(row["care_model"]) if row["care_model"] else None,
        inside=row["inside_handle"],
        field=row["field_handle"],
        website=row["website"],
        call_times=row["call_times"],
        remark=row["remark"],
        phones=tuple(dict.fromkeys(each["number"] for each in phones if each["contact_id"] is None)),
        emails=tuple(dict.fromkeys(each["address"] for each in emails if each["contact_id"] is None)),
        sites=sites_once(sites) if once else tuple(sites),
        contacts=people_once(people) if once else tuple(people),
        inquiries=inquiries,
        callbacks=callbacks.of_customer(reader, customer_id),
        trail=lines,
        version=row["version"],
        spoken=spoken(reader, customer_id, SHOWN_CONTACTS),
        trace=traced(reader, _told(inquiries)),
        merged=parts,
        care_why=care_why(lines, customer_id) if row["care_model"] else None,
    )


def by_number(reader: Reader, number: str) -> int:
    """Give the key of a customer by its number, or of whose part it is; raises Refused("no_such_customer")."""
    row = reader.one("SELECT id FROM customer WHERE number = :number", number=number.strip())
    if row is None:
        raise Refused("no_such_customer", number=number.strip())
    return survivor(reader, row["id"])


def _both(found: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    known = {each.id for each in found}
    return found + [each for each in more if each.id not in known]


def _person(row: Row, phones: Sequence[Row], emails: Sequence[Row]) -> ContactRow:
    return ContactRow(
        id=row["id"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        role=row["role"],
        phones=tuple(each["number"] for each in phones if each["contact_id"] == row["id"]),
        emails=tuple(each["address"] for each in emails if each["contact_id"] == row["id"]),
        version=row["version"],
    )


def _trails(reader: Reader, customer_id: int, parts: Sequence[MergedCustomer]) -> tuple[TrailLine, ...]:
    """Give the trail of a customer and of all that are part of it as one; what is an act on several stands once."""
    lines: dict[int, TrailLine] = {}
    for key, number in (*((part.id, part.number) for part in reversed(parts)), (customer_id, None)):
        for line in trail(reader, Thing.CUSTOMER, key):
            lines[line.act_id] = line._replace(of=None if line.act_id in lines else number)
    return tuple(sorted(lines.values(), key=lambda line: line.seq)[-MOST:])


def _inquiries(reader: Reader, customer_id: int) -> tuple[InquiryRow, ...]:
    """Give a customer's inquiries: open ones in the order of every list, then the latest closed ones."""
    ordered = f"""
      SELECT {COLUMNS} FROM {TABLES} WHERE inquiry.customer_id = :id
      ORDER BY CASE WHEN inquiry.state = 'closed' THEN 1 ELSE 0 END,
        CASE WHEN inquiry.state = 'closed' THEN -inquiry.closed_at END, {ORDER} LIMIT :most
    """
    rows = reader.all(ordered, id=customer_id, most=SHOWN_INQUIRIES)
    return tuple(inquiry_row(row, reader.now) for row in rows)


def _told(inquiries: tuple[InquiryRow, ...]) -> list[InquiryRow]:
    """Give what a caller is told of: the open ones, newest first, and what was closed last."""
    still = [row for row in inquiries if row.state is not State.CLOSED]
    ended = [row for row in inquiries if row.state is State.CLOSED]
    return [*sorted(still, key=lambda row: (row.received_at, row.number), reverse=True), *ended[:1]]
