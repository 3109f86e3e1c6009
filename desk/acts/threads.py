"""Which inquiry a message belongs to: what it answers, what answers it, or the number in its subject."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from desk import clean
from desk.acts.merging import put_into, survivor_of
from desk.acts.standing import asked_again, stand
from desk.acts.suggesting import suggested
from desk.acts.whose import whose
from desk.intake.records import MailRecord
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.rules.clocks import due
from desk.tables import Inquiry, TrailEntry
from desk.words import Act, Channel, Priority, State, Thing

_OF_DIGEST = "SELECT inquiry_number FROM message WHERE digest = ?"
_OF_SAME = """
  SELECT inquiry_number FROM message
  WHERE message_id = ? AND about = ? AND attachments = ? AND text = ? AND full_text = ?
    AND coalesce(sender_email, '') = ?
"""
_ANSWERED = "SELECT DISTINCT inquiry_number FROM message WHERE message_id IN ({marks})"
_ANSWERS = """
  SELECT DISTINCT message.inquiry_number FROM reference JOIN message ON message.id = reference.message_id
  WHERE reference.refers_to IN ({marks})
"""


def known(tx: Tx, record: MailRecord) -> int | None:
    """Give the inquiry of a message that has arrived before, perhaps by another way."""
    found = tx.ask(_OF_DIGEST, (record.digest,)).first()
    if found is None and record.message_id:
        # By another way the same mail has other headers on top; with another text or attachment it is another mail.
        same = (record.message_id, record.subject, json.dumps(record.attachments), record.text, longer_text(record))
        found = tx.ask(_OF_SAME, (*same, record.sender_email or "")).first()
    return None if found is None else survivor_of(tx, tx.inquiry(found[0])).number


def longer_text(record: MailRecord) -> str:
    """Give the text with its quoted history as the store keeps it: nothing when it adds nothing."""
    return record.full_text if record.full_text != record.text else ""


def thread(tx: Tx, record: MailRecord) -> list[Inquiry]:
    """Give the inquiries that a message belongs to, the one to join first; more than one when it is their link.

    A message belongs to those it answers, to those that answer it and to those that answer the same; failing that,
    to the one whose number its subject names, if its sender is the same. What people have worked on comes first.
    """
    answers = [each for each in (record.in_reply_to, *record.references) if each]
    threads = [*answers, record.message_id] if record.message_id else answers
    found: set[int] = set()
    if answers:
        found.update(number for (number,) in tx.ask(_ANSWERED.format(marks=_marks(answers)), tuple(answers)))
    if threads:
        found.update(number for (number,) in tx.ask(_ANSWERS.format(marks=_marks(threads)), tuple(threads)))
    if not found:
        found.update(_named(tx, record))
    standing = {inquiry.number: inquiry for inquiry in (survivor_of(tx, tx.inquiry(each)) for each in sorted(found))}
    if len(standing) < 2:
        return list(standing.values())
    return sorted(standing.values(), key=lambda inquiry: (untouched(tx, inquiry), inquiry.number))


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))


def untouched(tx: Tx, inquiry: Inquiry) -> bool:
    """Say whether an inquiry is still as it came in: by mail, and nobody has done anything with it.

    That its customer turned out to be another one's part is nothing that was done with it.
    """
    if inquiry.state is not State.NEW or inquiry.channel is not Channel.EMAIL:
        return False
    done = select(TrailEntry.id).where(
        col(TrailEntry.thing) == Thing.INQUIRY,
        col(TrailEntry.thing_id) == inquiry.number,
        col(TrailEntry.act).not_in([Act.RECEIVE, Act.CUSTOMER_MERGE, Act.CUSTOMER_UNMERGE]),
    )
    return tx.first(done.limit(1)) is None


def join(tx: Tx, threads: list[Inquiry], record: MailRecord) -> None:
    """Let a further message change what its inquiry needs, and make one of several that turn out to be one thread.

    An original dates its inquiry; a reply wakes or reopens it, an automatic one does not. Only what nobody has worked
    on is put into another one: the desk takes nothing out of anybody's hands.
    """
    inquiry = threads[0]
    customer = inquiry.customer_id
    fresh = untouched(tx, inquiry)
    received = received_at(tx, record)
    if received < inquiry.received_at:
        _date(tx, inquiry, received)
        if fresh:
            head(tx, inquiry, record)
    elif not record.automatic:
        asked_again(tx, inquiry, received, Channel.EMAIL)
    if fresh and not record.automatic:
        inquiry.priority = Priority.NORMAL
    stand(tx, inquiry)
    tx.note(inquiry, Act.RECEIVE, clean.line(record.subject) or None)
    for other in threads[1:]:
        if inquiry.state is not State.CLOSED and untouched(tx, other):
            _absorb(tx, inquiry, other, fresh=fresh)
    if inquiry.customer_id != customer:
        suggested(tx, inquiry)


def head(tx: Tx, inquiry: Inquiry, record: MailRecord) -> None:
    """Take over from the message that began a thread what it is about, who wrote, and whose customer that is."""
    phone = record.phones[0] if record.phones else None
    inquiry.about = record.subject or _first_line(record.text)
    inquiry.sender = record.sender_name or record.sender_email
    inquiry.sender_email = record.sender_email or None
    inquiry.sender_phone = numbers.kept(phone, tx.team.country) if phone else None
    inquiry.customer_id, inquiry.link = whose(tx, inquiry.sender_email, record.phones, sure=False)


def received_at(tx: Tx, record: MailRecord) -> datetime:
    """Give when a message came in: never ahead of now, whatever its headers say."""
    return min(record.received_at or record.sent_at or tx.now, tx.now)


_HEAD = ("about", "sender", "sender_email", "sender_phone", "phone_confirmed", "customer_id", "link", "unreadable")


def _absorb(tx: Tx, inquiry: Inquiry, other: Inquiry, *, fresh: bool) -> None:
    if fresh and other.received_at < inquiry.received_at:
        for name in _HEAD:
            setattr(inquiry, name, getattr(other, name))
    if fresh:
        inquiry.priority = min(inquiry.priority, other.priority)
    if other.received_at < inquiry.received_at:
        _date(tx, inquiry, other.received_at)
    put_into(tx, other, inquiry)


def _date(tx: Tx, inquiry: Inquiry, received: datetime) -> None:
    inquiry.received_at = received
    inquiry.due_at = due(received, inquiry.channel, tx.calendar, tx.team.reply_minutes)


def _named(tx: Tx, record: MailRecord) -> list[int]:
    if record.subject_number is None or not record.sender_email:
        return []
    inquiry: Any = tx.session.get(Inquiry, record.subject_number)
    return [] if inquiry is None or inquiry.sender_email != record.sender_email else [inquiry.number]


def _first_line(text: str) -> str:
    return next((clean.line(line, 80) for line in text.splitlines() if line.strip()), "")
