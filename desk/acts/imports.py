"""Customer files: one batch of rows is one act with one entry for each customer it touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from desk.acts.import_alike import alike, new
from desk.acts.import_drafts import PERSON_FIELDS, PLACE_FIELDS, Draft, Part
from desk.acts.import_former import Former, standing_for
from desk.acts.import_names import Names
from desk.acts.import_reading import Ahead, Read, Team
from desk.acts.import_writing import write
from desk.intake.records import CustomerRecord, SetAside
from desk.keeping.tx import Tx
from desk.rules.folding import fold
from desk.tables import Contact, Customer, Email, Phone, Rep, Sector, Site

BATCH = 500
"""Rows of one act: it holds the gate for about a quarter of a second, so that colleagues go on working meanwhile."""

OWN_FIELDS = ("company", "website", "country", "grade", "care_model", "inside_id", "field_id", "call_times", "remark")


@dataclass(frozen=True, slots=True)
class KeptAsNote:
    """A value that the desk does not know, such as a grade D: it stands in the customer's note, nothing is lost."""

    line: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row: `what` is added, updated or repeated; `number` is the customer's."""

    line: int
    number: str
    what: str


@dataclass(frozen=True, slots=True)
class Double:
    """A new customer that may be another one, `of`, because they share what `why` says: number, email or name."""

    line: int
    number: str
    of: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportedCustomers:
    """What became of the rows of one batch: the first four add up to the rows it had.

    `where` of what was set aside is the line alone, as `:12`; the file's path belongs before it.
    """

    added: int
    updated: int
    repeated: int
    set_aside: tuple[SetAside, ...]
    kept_as_note: tuple[KeptAsNote, ...] = ()
    taken: tuple[Taken, ...] = ()
    doubles: tuple[Double, ...] = ()


def batches(records: Iterable[CustomerRecord], size: int = BATCH) -> Iterator[list[CustomerRecord]]:
    """Give the rows of a file in batches of about `size`, rows with one number always in the same batch.

    Where several rows bear one number the first one says what the customer is called, and taking in the file again
    finds nothing new.
    """
    together: dict[str, list[CustomerRecord]] = {}
    alone: list[list[CustomerRecord]] = []
    for record in records:
        if record.number is None or record.number not in together:
            group = [record]
            alone.append(group)
            if record.number is not None:
                together[record.number] = group
        else:
            together[record.number].append(record)
    batch: list[CustomerRecord] = []
    for group in alone:
        if batch and len(batch) + len(group) > size:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch


def customers(
    tx: Tx, records: Sequence[CustomerRecord], names: Names | None = None, ahead: Ahead | None = None
) -> ImportedCustomers:
    """Take in rows of a customer file, in the order of the file; taking them in again adds nothing.

    `names` are kept from one batch of a file to the next; without them probable duplicates are not looked for. So is
    `ahead`, which may have read the rows before.

    A row with a number is that customer's, new or known, and different numbers are different customers whatever else
    is alike; what the file says otherwise replaces what the store says, what it lacks stays. A row without a number
    is that of a customer of the same company with one of its telephone numbers or addresses, or with its city and
    person; then it only adds; else it is a customer with a number of the desk's own, K1 and so on. One that is part of
    another by now is that other one, to which its rows only add.

    Any rep may do it, grades and care models included: a file is the team's own list, each change stands in the
    trail under the name of whoever took it in, and undo takes it back; the file is also the reason of a care model.
    Raises Refused("no_rep") without a rep.
    """
    assert tx.rep
    ahead = ahead or Ahead()
    team = Team(tx.all(select(Rep).where(col(Rep.ended_at).is_(None))))
    rows: list[tuple[CustomerRecord, Read]] = []
    aside: list[SetAside] = []
    for record in records:
        if record.company or record.first_name or record.last_name:
            rows.append((record, ahead.read(record, team, tx.team.country)))
        else:
            aside.append(SetAside(f":{record.line}", "no_company_or_person", {"line": record.line}))
    known = _Known(tx, rows)
    became = [(record.line, *known.take(record.number, row)) for record, row in rows]
    coming = new(known.drafts) if names is not None else []
    like = alike(tx, coming, names) if names is not None else []
    write(tx, known.drafts)
    if names is not None:
        names.took([(each.draft.id, each.blocks) for each in coming if each.draft.id is not None])
    counts = Counter(what for _line, _draft, what in became)
    lines = {id(draft): line for line, draft, what in became if what == "added"}
    noted = [KeptAsNote(record.line, field, value) for record, row in rows for field, value in row.odd]
    return ImportedCustomers(
        added=counts["added"],
        updated=counts["updated"],
        repeated=counts["repeated"],
        set_aside=tuple(aside),
        kept_as_note=tuple(noted),
        taken=tuple(Taken(line, draft.number or "", what) for line, draft, what in became),
        doubles=tuple(
            Double(lines[id(each.draft)], each.draft.number or "", _number(each.of), each.why) for each in like
        ),
    )


class _Known:
    """The customers that a batch is about, with what the store knows of them; `drafts` are all, in their order."""

    def __init__(self, tx: Tx, rows: Sequence[tuple[CustomerRecord, Read]]) -> None:
        self.drafts: list[Draft] = []
        self._by_number: dict[str, Draft] = {}
        self._by_company: dict[str, dict[int, Draft]] = {}
        self._former: dict[str, tuple[Draft, Former]] = {}
        self._of_former: dict[str, list[tuple[Draft, Former]]] = {}
        numbers = {record.number for record, _ in rows if record.number}
        companies = {_called(row) for record, row in rows if not record.number}
        found: dict[int, Customer] = {}
        if numbers:
            found |= {row.id: row for row in tx.all(select(Customer).where(col(Customer.number).in_(numbers)))}
        if companies:
            found |= {row.id: row for row in tx.all(select(Customer).where(col(Customer.folded).in_(companies)))}
        stand, former = standing_for(tx, found.values())
        for row in stand:
            values = {name: getattr(row, name) for name in OWN_FIELDS}
            self._keep(Draft(row.id, row.number, values))
        for row, was in former:
            draft = self._by_number[row.number]
            self._former[was.number] = draft, was
            self._of_former.setdefault(was.called, []).append((draft, was))
        if found:
            _parts(tx, {draft.id: draft for draft in self.drafts if draft.id is not None})

    def take(self, number: str | None, row: Read) -> tuple[Draft, str]:
        """Take in one row and say whose it is and what became of it: added, updated or repeated."""
        sure = number is not None and number not in self._former
        draft, row = self._numbered(number, row) if number else self._meant(row)
        if draft is None:
            draft = Draft(None, number, {})
            draft.take(row, sure=sure)
            self._keep(draft)
            return draft, "added"
        news = draft.take(row, sure=sure)
        self._by_company.setdefault(fold(draft.company), {})[id(draft)] = draft
        return draft, "updated" if news else "repeated"

    def _numbered(self, number: str, row: Read) -> tuple[Draft | None, Read]:
        if number in self._former:
            draft, was = self._former[number]
            return draft, was.news(row)
        return self._by_number.get(number), row

    def _meant(self, row: Read) -> tuple[Draft | None, Read]:
        """Find whose a row without a number is, with what it says of that one.

        Who knows all of it comes first, so that a second time adds nothing.
        """
        called = _called(row)
        alike = [(each, row) for each in self._by_company.get(called, {}).values() if fold(each.company) == called]
        alike += [(draft, was.news(row)) for draft, was in self._of_former.get(called, ())]
        known = next((pair for pair in alike if pair[0].knows(pair[1])), None)
        return known or next((pair for pair in alike if pair[0].is_meant(pair[1])), (None, row))

    def _keep(self, draft: Draft) -> None:
        self.drafts.append(draft)
        if draft.number is not None:
            self._by_number[draft.number] = draft
        self._by_company.setdefault(fold(draft.company), {})[id(draft)] = draft


def _number(of: Draft | str) -> str:
    return of if isinstance(of, str) else of.number or ""


def _called(row: Read) -> str:
    return fold(row.company or " ".join(filter(None, row.person)))


def _parts(tx: Tx, drafts: dict[int, Draft]) -> None:
    """Fill in what the store knows of the customers' people, places and numbers."""
    keys = list(drafts)
    for contact in tx.all(select(Contact).where(col(Contact.customer_id).in_(keys)).order_by(col(Contact.id))):
        part = Part({name: getattr(contact, name) for name in PERSON_FIELDS}, contact.id)
        drafts[contact.customer_id].contacts.setdefault((fold(contact.first_name), fold(contact.last_name)), part)
    for site in tx.all(select(Site).where(col(Site.customer_id).in_(keys)).order_by(col(Site.id))):
        part = Part({name: getattr(site, name) for name in PLACE_FIELDS}, site.id)
        drafts[site.customer_id].sites.append(part)
    phones = select(Phone.id, Phone.customer_id, Phone.number).where(col(Phone.customer_id).in_(keys))
    for key, customer_id, number in tx.session.exec(phones):
        drafts[customer_id].phones[number] = Part({"number": number}, key)
    emails = select(Email.id, Email.customer_id, Email.address).where(col(Email.customer_id).in_(keys))
    for key, customer_id, address in tx.session.exec(emails):
        drafts[customer_id].emails[address] = Part({"address": address}, key)
    sectors = select(Sector.id, Sector.customer_id, Sector.name).where(col(Sector.customer_id).in_(keys))
    for key, customer_id, name in tx.session.exec(sectors):
        drafts[customer_id].sectors[name] = Part({"name": name}, key)
