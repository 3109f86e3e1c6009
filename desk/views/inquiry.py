"""Everything about one inquiry: its line, its text, its thread, what is known of the lead, its trail."""

from __future__ import annotations

import json

from desk.clock import instant
from desk.keeping.reader import Reader, Row
from desk.rows import InquiryDetail, MessageRow, OfferRow, Qualification
from desk.views import care, promises
from desk.views.inquiry_rows import COLUMNS, TABLES, at, inquiry_row
from desk.views.stations import of_trail
from desk.views.trail import trail
from desk.words import CareModel, FirstContact, Fit, OfferState, Refused, ReplyHow, Thing

_MORE = """,
  inquiry.body, inquiry.sender_email, inquiry.sender_phone, inquiry.phone_confirmed, inquiry.first_reply_how,
  inquiry.outcome_why, inquiry.outcome_cents, inquiry.merged_into, inquiry.closed_at, inquiry.customer_id,
  inquiry.lead_what, inquiry.lead_wanted_by, inquiry.lead_budget_cents, inquiry.lead_area, inquiry.fit,
  customer.care_model, inside.handle AS inside_handle, outside.handle AS field_handle
"""

_FACES = """
  LEFT JOIN rep AS inside ON inside.id = customer.inside_id
  LEFT JOIN rep AS outside ON outside.id = customer.field_id
"""

_MESSAGES = """
  WITH RECURSIVE family (number) AS (
    SELECT number FROM inquiry WHERE number = :number
    UNION SELECT inquiry.number FROM inquiry JOIN family ON inquiry.merged_into = family.number
  )
  SELECT message.sent_at, message.sender, message.sender_email, message.about, message.text, message.attachments,
    message.readable
  FROM message JOIN family ON family.number = message.inquiry_number
  ORDER BY message.sent_at NULLS FIRST, message.id
"""

_OFFERS = """
  SELECT offer.inquiry_number, rep.handle AS sent_by, receiver.handle AS sent_to, offer.note, offer.contact, offer.why,
    offer.offered_at, offer.due_at, offer.state, offer.ended_at, offer.end_why
  FROM offer
  JOIN rep ON rep.id = offer.from_id
  JOIN rep AS receiver ON receiver.id = offer.to_id
  WHERE offer.inquiry_number = :number
  ORDER BY offer.id
"""

MOST_TEXT = 20_000
"""Characters of a message that are read for the screen (QUALITY, Bad input)."""


def detail(reader: Reader, number: int) -> InquiryDetail:
    """Give everything about an inquiry; raises Refused("no_such_inquiry")."""
    row = None
    if 0 < number < 2**63:
        row = reader.one(f"SELECT {COLUMNS} {_MORE} FROM {TABLES} {_FACES} WHERE inquiry.number = :n", n=number)
    if row is None:
        raise Refused("no_such_inquiry", number=number)
    messages = tuple(_message(each) for each in reader.all(_MESSAGES, number=number))
    body = row["body"] or (messages[0].text if messages else "")
    line, happened = inquiry_row(row, reader.now), trail(reader, Thing.INQUIRY, number)
    offered, promised = offers(reader, number), promises.of_inquiry(reader, number)
    return InquiryDetail(
        row=line,
        body=body,
        sender_email=row["sender_email"],
        sender_phone=row["sender_phone"],
        phone_confirmed=bool(row["phone_confirmed"]),
        first_reply_how=ReplyHow(row["first_reply_how"]) if row["first_reply_how"] else None,
        outcome_why=row["outcome_why"],
        outcome_cents=row["outcome_cents"],
        merged_into=row["merged_into"],
        customer_id=row["customer_id"],
        care_model=CareModel(row["care_model"]) if row["care_model"] else None,
        inside=row["inside_handle"],
        field=row["field_handle"],
        open_callbacks=_open_callbacks(reader, number),
        qualification=_qualification(reader, number, row),
        messages=messages,
        trail=happened,
        offers=offered,
        promises=promised,
        why=care.why(reader, number),
        trace=of_trail(reader, line, happened, offered, promised, (row["merged_into"], at(row["closed_at"]))),
    )


def offers(reader: Reader, number: int) -> tuple[OfferRow, ...]:
    """Give every offer of an inquiry, oldest first."""
    return tuple(
        OfferRow(
            inquiry=row["inquiry_number"],
            sender=row["sent_by"],
            receiver=row["sent_to"],
            note=row["note"],
            contact=FirstContact(row["contact"]) if row["contact"] else None,
            why=row["why"],
            offered_at=instant(row["offered_at"]),
            due_at=instant(row["due_at"]),
            state=OfferState(row["state"]),
            ended_at=at(row["ended_at"]),
            end_why=row["end_why"],
        )
        for row in reader.all(_OFFERS, number=number)
    )


def _message(row: Row) -> MessageRow:
    return MessageRow(
        sent_at=at(row["sent_at"]),
        sender=row["sender"] or row["sender_email"] or "",
        about=row["about"],
        text=row["text"],
        attachments=tuple((name, kind, size) for name, kind, size in json.loads(row["attachments"])),
        readable=bool(row["readable"]),
    )


def _open_callbacks(reader: Reader, number: int) -> int:
    sql = "SELECT count(*) AS open_ones FROM callback WHERE inquiry_number = :number AND state = 'open'"
    row = reader.one(sql, number=number)
    return 0 if row is None else int(row["open_ones"])


def _qualification(reader: Reader, number: int, row: Row) -> Qualification:
    quote = reader.one(
        "SELECT amount_cents, at FROM quote WHERE inquiry_number = :number ORDER BY id DESC LIMIT 1", number=number
    )
    visit = reader.one("SELECT at FROM visit WHERE inquiry_number = :number ORDER BY id DESC LIMIT 1", number=number)
    return Qualification(
        what=row["lead_what"],
        wanted_by=row["lead_wanted_by"],
        budget_cents=row["lead_budget_cents"],
        area=row["lead_area"],
        fit=Fit(row["fit"]) if row["fit"] else None,
        quote_cents=quote["amount_cents"] if quote else None,
        quoted_at=at(quote["at"]) if quote else None,
        visit_at=at(visit["at"]) if visit else None,
    )
