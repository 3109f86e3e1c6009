"""The JSON documents of the reading commands: stable keys, instants in ISO 8601 UTC, null when empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.format import iso_utc

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows import (
        CallbackRow,
        ContactRow,
        CustomerCard,
        CustomerHit,
        InquiryDetail,
        InquiryRow,
        MergedCustomer,
        OfferRow,
        PromiseRow,
        SiteRow,
        TrailLine,
        WhyRow,
    )

Document = dict[str, Any]


def inquiry(row: InquiryRow) -> Document:
    """Give one row of `inquiry list`."""
    return {
        "number": row.number,
        "state": row.state.value,
        "channel": row.channel.value,
        "about": row.about or None,
        "customer": row.customer,
        "customer_number": row.customer_number,
        "sender": row.sender or None,
        "holder": row.holder,
        "offered_to": row.offered_to,
        "next_step": row.next_step.value if row.next_step else None,
        "next_at": _at(row.next_at),
        "received_at": _at(row.received_at),
        "first_reply_at": _at(row.first_reply_at),
        "due_at": _at(row.due_at),
        "priority": row.priority.word,
        "marks": [mark.value for mark in row.marks],
        "outcome": row.outcome.value if row.outcome else None,
        "version": row.version,
        "offered_until": _at(row.offered_until),
    }


def inquiry_in_full(detail: InquiryDetail) -> Document:
    """Give what `inquiry show` knows of an inquiry."""
    lead = detail.qualification
    return inquiry(detail.row) | {
        "body": detail.body or None,
        "sender_email": detail.sender_email,
        "sender_phone": detail.sender_phone,
        "phone_confirmed": detail.phone_confirmed,
        "first_reply_how": detail.first_reply_how.value if detail.first_reply_how else None,
        "outcome_why": detail.outcome_why,
        "outcome_cents": detail.outcome_cents,
        "merged_into": detail.merged_into,
        "open_callbacks": detail.open_callbacks,
        "lead": {
            "what": lead.what,
            "by": lead.wanted_by,
            "budget_cents": lead.budget_cents,
            "area": lead.area,
            "fit": lead.fit.value if lead.fit else None,
            "quote_cents": lead.quote_cents,
            "quoted_at": _at(lead.quoted_at),
            "visit_at": _at(lead.visit_at),
        },
        "messages": [
            {
                "sent_at": _at(message.sent_at),
                "sender": message.sender or None,
                "about": message.about or None,
                "text": message.text or None,
                "attachments": [
                    {"name": name, "type": kind, "bytes": size} for name, kind, size in message.attachments
                ],
                "readable": message.readable,
            }
            for message in detail.messages
        ],
        "offers": [_offer(each) for each in detail.offers],
        "promises": [promise(each) for each in detail.promises],
        "suggested": None if detail.why is None else _suggested(detail.why),
        "trail": [entry(line) for line in detail.trail],
    }


def _suggested(row: WhyRow) -> Document:
    return {
        "rep": row.rep,
        "model": row.model.value,
        "why": row.why.value,
        "told": row.told,
        "offer_to": row.offer_to,
        "instead_of": row.instead_of,
        "through": row.through.value if row.through else None,
        "object_until": _at(row.object_until),
        "objection": row.objection,
    }


def promise(row: PromiseRow) -> Document:
    """Give one promise."""
    return {
        "number": row.number,
        "inquiry": row.inquiry,
        "text": row.text,
        "rep": row.rep,
        "since": _at(row.since_at),
        "due_at": _at(row.due_at),
        "state": row.state.value,
        "ended_at": _at(row.ended_at),
        "why": row.why,
    }


def entry(line: TrailLine) -> Document:
    """Give one entry of a trail."""
    return {
        "at": _at(line.at),
        "rep": line.rep,
        "act": str(line.act),
        "note": line.note,
        "over": line.over,
        "to": line.to,
        "undone": line.undone,
        "clock_stopped": line.clock_stopped,
    }


def callback(row: CallbackRow) -> Document:
    """Give one row of `callback list`."""
    return {
        "number": row.number,
        "inquiry": row.inquiry,
        "customer": row.customer,
        "phone": row.phone,
        "topic": row.topic,
        "owner": row.owner,
        "from_at": _at(row.from_at),
        "until_at": _at(row.until_at),
        "promised": row.promised,
        "try": min(row.tried + 1, row.tries) if row.state == "open" else row.tried,
        "tries": row.tries,
        "bucket": row.bucket.value,
        "state": row.state.value,
        "customer_number": row.customer_number,
        "person": row.person,
        "call_times": row.call_times,
        "result": row.result.value if row.result else None,
        "calling_since": _at(row.calling_since),
        "version": row.version,
    }


def hit(found: CustomerHit) -> Document:
    """Give one customer as `customer find` prints it."""
    return {
        "number": found.number,
        "name": found.name,
        "city": found.city,
        "score": found.score,
        "why": found.why,
        "person": found.person,
        "grade": found.grade.value if found.grade else None,
    }


def customer(card: CustomerCard) -> Document:
    """Give what `customer show` knows of a customer."""
    return {
        "number": card.number,
        "name": card.company,
        "company": card.company,
        "grade": card.grade.value if card.grade else None,
        "sectors": list(card.sectors),
        "care_model": card.care_model.value if card.care_model else None,
        "care_why": card.care_why,
        "inside": card.inside,
        "field": card.field,
        "website": card.website,
        "call_times": card.call_times,
        "note": card.remark,
        "phones": list(card.phones),
        "emails": list(card.emails),
        "sites": [_site(each) for each in card.sites],
        "contacts": [_contact(each) for each in card.contacts],
        "inquiries": [inquiry(row) for row in card.inquiries],
        "callbacks": [callback(row) for row in card.callbacks],
        "trail": [entry(line) for line in card.trail],
        "version": card.version,
        "merged": [_merged(part) for part in card.merged],
    }


def _merged(part: MergedCustomer) -> Document:
    return {
        "number": part.number,
        "into": part.into,
        "company": part.company,
        "grade": part.grade.value if part.grade else None,
        "sectors": list(part.sectors),
        "care_model": part.care_model.value if part.care_model else None,
        "inside": part.inside,
        "field": part.field,
        "website": part.website,
        "call_times": part.call_times,
        "note": part.remark,
    }


def _site(site: SiteRow) -> Document:
    return {
        "number": site.id,
        "name": site.name,
        "street": site.street,
        "postcode": site.postcode,
        "city": site.city,
        "country": site.country,
        "version": site.version,
    }


def _offer(row: OfferRow) -> Document:
    return {
        "from": row.sender,
        "to": row.receiver,
        "note": row.note,
        "contact": row.contact.value if row.contact else None,
        "why": row.why,
        "offered_at": _at(row.offered_at),
        "until": _at(row.due_at),
        "state": row.state.value,
        "ended_at": _at(row.ended_at),
        "end_why": row.end_why,
    }


def _contact(contact: ContactRow) -> Document:
    return {
        "number": contact.id,
        "first_name": contact.first_name or None,
        "last_name": contact.last_name or None,
        "role": contact.role,
        "phones": list(contact.phones),
        "emails": list(contact.emails),
        "version": contact.version,
    }


def _at(value: datetime | None) -> str | None:
    return None if value is None else iso_utc(value)
