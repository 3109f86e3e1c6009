"""What comes in: an inquiry that somebody takes down, and a mail that joins its thread or begins one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from desk import clean
from desk.acts.merging import survivor_of
from desk.acts.standing import stand, wake_up
from desk.acts.whose import Whose, whose
from desk.intake.records import MailRecord
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.clocks import due
from desk.tables import Inquiry, Message, Reference, Source
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
) -> int:
    """Take down an inquiry and give its number; nobody holds it yet, and its clock runs from now.

    `customer` is a customer's number; without one the customer is found by address, else by number. Raises Refused:
    sender_needed, about_needed, no_such_customer.
    """
    who = tx.rep
    sender, about = clean.line(sender), clean.line(about)
    kept_phone = numbers.kept(clean.line(phone), tx.team.country) if phone and phone.strip() else None
    address = clean.line(email or "").lower() or None
    if not (sender or kept_phone or address):
        raise Refused("sender_needed")
    if not about:
        raise Refused("about_needed")
    found = whose(tx, address, (kept_phone,) if kept_phone else (), sure=True)
    if customer is not None:
        found = Whose(tx.customer(customer).id, Link.EXACT)
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
    stand(tx, inquiry)
    tx.add(inquiry)
    tx.note(inquiry, Act.RECEIVE, who.handle if channel in (Channel.FIELD, Channel.REFERRAL) else None)
    return inquiry.number


def mail(tx: Tx, record: MailRecord, packed: bytes) -> Received:
    """Take in one message: known already, part of a thread, or an inquiry of its own; nothing is thrown away.

    `packed` is the raw message, zlib-compressed. A reply wakes or reopens its inquiry, an automatic one does not.
    """
    known = _known(tx, record)
    if known is not None:
        return Received(Arrival.REPEATED, known.inquiry_number)
    thread = _thread(tx, record)
    inquiry = _new(tx, record) if thread is None else survivor_of(tx, tx.inquiry(thread))
    _keep(tx, record, packed, inquiry.number)
    if thread is not None:
        _join(tx, inquiry, record)
        return Received(Arrival.JOINED, inquiry.number)
    return Received(Arrival.ADDED if record.readable else Arrival.UNREADABLE, inquiry.number)


def _known(tx: Tx, record: MailRecord) -> Message | None:
    same = tx.first(select(Message).where(col(Message.digest) == record.digest))
    if same is None and record.message_id:
        # The same mail by another way has other headers on top; the same Message-ID over another text is another mail.
        same = tx.first(
            select(Message).where(
                col(Message.message_id) == record.message_id,
                col(Message.text) == record.full_text,
                col(Message.sender_email) == (record.sender_email or None),
            )
        )
    return same


def _thread(tx: Tx, record: MailRecord) -> int | None:
    """Find the inquiry that a message belongs to: by what it answers, by what answers it, by the number it names."""
    answers = [each for each in (record.in_reply_to, *reversed(record.references)) if each]
    if answers:
        found = tx.first(
            select(Message.inquiry_number).where(col(Message.message_id).in_(answers)).order_by(col(Message.id).desc())
        )
        if found is not None:
            return found
    threads = [*answers, record.message_id] if record.message_id else answers
    if threads:
        found = tx.first(
            select(Message.inquiry_number)
            .join(Reference, col(Reference.message_id) == col(Message.id))
            .where(col(Reference.refers_to).in_(threads))
            .order_by(col(Message.id))
        )
        if found is not None:
            return found
    return _named(tx, record)


def _named(tx: Tx, record: MailRecord) -> int | None:
    if record.subject_number is None or not record.sender_email:
        return None
    inquiry = tx.session.get(Inquiry, record.subject_number)
    return None if inquiry is None or inquiry.sender_email != record.sender_email else inquiry.number


def _new(tx: Tx, record: MailRecord) -> Inquiry:
    received = min(record.received_at or record.sent_at or tx.now, tx.now)
    found = whose(tx, record.sender_email or None, record.phones, sure=False)
    phone = record.phones[0] if record.phones else None
    inquiry = Inquiry(
        state=State.NEW,
        channel=Channel.EMAIL,
        about=record.subject or _first_line(record.text),
        sender=record.sender_name or record.sender_email,
        sender_email=record.sender_email or None,
        sender_phone=numbers.kept(phone, tx.team.country) if phone else None,
        customer_id=found.customer_id,
        link=found.link,
        priority=Priority.LOW if record.automatic else Priority.NORMAL,
        received_at=received,
        due_at=due(received, Channel.EMAIL, tx.calendar, tx.team.reply_minutes),
        unreadable=not record.readable,
    )
    stand(tx, inquiry)
    tx.add(inquiry)
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
            full_text=record.full_text if record.full_text != record.text else "",
            phones=json.dumps(record.phones),
            attachments=json.dumps(record.attachments),
            readable=record.readable,
            why_unreadable=record.why_unreadable or None,
        )
    )
    tx.add(Source(message_id=message.id, size=len(record.raw), raw=packed))
    for answered in dict.fromkeys(each for each in (*record.references, record.in_reply_to) if each):
        tx.add(Reference(refers_to=answered, message_id=message.id))


def _join(tx: Tx, inquiry: Inquiry, record: MailRecord) -> None:
    """Let a further message change what its inquiry needs: an original dates it, a reply wakes or reopens it."""
    received = min(record.received_at or record.sent_at or tx.now, tx.now)
    if received < inquiry.received_at:
        inquiry.received_at = received
        inquiry.due_at = due(received, inquiry.channel, tx.calendar, tx.team.reply_minutes)
    elif not record.automatic:
        if inquiry.state is State.CLOSED:
            inquiry.state = State.HELD if inquiry.holder_id is not None else State.NEW
            inquiry.outcome = inquiry.outcome_cents = inquiry.outcome_why = inquiry.closed_at = None
        wake_up(inquiry)
        if inquiry.first_reply_at is not None:
            answer = due(received, Channel.EMAIL, tx.calendar, tx.team.reply_minutes)
            inquiry.follow_up_at = min(inquiry.follow_up_at or answer, answer)
    stand(tx, inquiry)
    tx.note(inquiry, Act.RECEIVE, clean.line(record.subject) or None)


def _first_line(text: str) -> str:
    return next((clean.line(line, 80) for line in text.splitlines() if line.strip()), "")
