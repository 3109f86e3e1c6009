"""What comes in: an inquiry that somebody takes down, and a mail that joins its thread or begins one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from desk import clean
from desk.acts import threads
from desk.acts.given import email_given, phone_given
from desk.acts.standing import stand
from desk.acts.suggesting import suggested
from desk.acts.whose import Whose, whose
from desk.intake.records import MailRecord
from desk.keeping.tx import Tx
from desk.rules.clocks import due
from desk.tables import Inquiry, Message
from desk.words import Act, Channel, Link, Priority, Refused, State


class Arrival(StrEnum):
    """What became of a message."""

    ADDED = "added"
    JOINED = "joined"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message, and the number of the inquiry it belongs to."""

    arrival: Arrival
    number: int


def capture(
    tx: Tx,
    *,
    channel: Channel,
    sender: str,
    about: str,
    phone: str | None = None,
    email: str | None = None,
    text: str = "",
    customer: str | None = None,
    unfound: str | None = None,
) -> int:
    """Take down an inquiry and give its number; nobody holds it yet, and its clock runs from now.

    Without `customer`, a number, it is found by address, else by telephone; `unfound` is what was asked for in vain.
    Raises Refused: sender_needed, about_needed, phone_not_understood, email_not_understood, no_such_customer.
    """
    entry, sender, about = _entry(tx.rep.handle, channel, unfound), clean.line(sender), clean.line(about)
    kept_phone, address = phone_given(tx, phone), email_given(email)
    if not (sender or kept_phone or address):
        raise Refused("sender_needed")
    if not about:
        raise Refused("about_needed")
    found = whose(tx, address, (kept_phone,) if kept_phone else (), sure=True)
    if customer is not None:
        found = Whose(tx.customers(customer)[-1].id, Link.EXACT)
    inquiry = Inquiry(
        state=State.NEW,
        channel=channel,
        about=about,
        body=clean.lines(text),
        sender=sender or address or kept_phone or "",
        sender_email=address,
        sender_phone=kept_phone,
        phone_confirmed=kept_phone is not None,
        customer_id=found.customer_id,
        link=found.link,
        received_at=tx.now,
        due_at=due(tx.now, channel, tx.calendar, tx.team.reply_minutes),
    )
    return _begun(tx, inquiry, entry)


def _begun(tx: Tx, inquiry: Inquiry, entry: tuple[Act, str | None]) -> int:
    stand(tx, inquiry)
    tx.add(inquiry)
    suggested(tx, inquiry)
    tx.note(inquiry, *entry)
    return inquiry.number


def _entry(rep: str, channel: Channel, unfound: str | None) -> tuple[Act, str | None]:
    """Give how a trail begins: with what is told in the house, who told it; with what nobody finds, what it was."""
    if unfound is not None:
        return Act.UNFOUND, clean.line(unfound)
    return Act.RECEIVE, rep if channel in (Channel.FIELD, Channel.REFERRAL) else None


def mail(tx: Tx, record: MailRecord, packed: bytes) -> Received:
    """Take in one message: known already, part of a thread, or an inquiry of its own; nothing is thrown away.

    `packed` is the raw message, zlib-compressed. A reply wakes or reopens its inquiry, an automatic one does not.
    Messages of one thread are one inquiry in whatever order they arrive, unless somebody works on both halves.
    """
    known = threads.known(tx, record)
    if known is not None:
        return Received(Arrival.REPEATED, known)
    found = threads.thread(tx, record)
    inquiry = found[0] if found else _new(tx, record)
    _keep(tx, record, packed, inquiry.number)
    if found:
        threads.join(tx, found, record)
        return Received(Arrival.JOINED, inquiry.number)
    return Received(Arrival.ADDED if record.readable else Arrival.UNREADABLE, inquiry.number)


def _new(tx: Tx, record: MailRecord) -> Inquiry:
    received = threads.received_at(tx, record)
    inquiry = Inquiry(
        state=State.NEW,
        channel=Channel.EMAIL,
        about="",
        priority=Priority.LOW if record.automatic else Priority.NORMAL,
        received_at=received,
        due_at=due(received, Channel.EMAIL, tx.calendar, tx.team.reply_minutes),
        unreadable=not record.readable,
    )
    threads.head(tx, inquiry, record)
    stand(tx, inquiry)
    tx.add(inquiry)
    suggested(tx, inquiry)
    tx.note(inquiry, Act.RECEIVE)
    return inquiry


def _keep(tx: Tx, record: MailRecord, packed: bytes, number: int) -> None:
    message = tx.add(
        Message(
            inquiry_number=number,
            digest=record.digest,
            message_id=record.message_id,
            sent_at=record.sent_at or record.received_at,
            sender=record.sender_name,
            sender_email=record.sender_email or None,
            about=record.subject,
            text=record.text,
            full_text=threads.longer_text(record),
            phones=json.dumps(record.phones),
            attachments=json.dumps(record.attachments),
            readable=record.readable,
            why_unreadable=record.why_unreadable or None,
        )
    )
    # Past the session, which would send each of them by itself: they are never changed and in nobody's trail.
    tx.insert("source", [{"message_id": message.id, "size": len(record.raw), "raw": packed}])
    answered = dict.fromkeys(each for each in (*record.references, record.in_reply_to) if each)
    tx.insert("reference", [{"refers_to": each, "message_id": message.id} for each in answered])
