"""What is done on an inquiry: reply, qualify, quote, visit, note, edit, priority, link, attach, close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desk import clean
from desk.acts import merging
from desk.acts.standing import allowed, stand, take, wake_up
from desk.keeping.tx import Tx
from desk.rules import numbers
from desk.tables import Note, Quote, Visit
from desk.words import Act, Channel, Fit, Link, Outcome, Priority, Refused, ReplyHow, State

MOST_CENTS = 10**12
"""The largest amount of money the desk takes: ten thousand million euro."""

EDITABLE = ("about", "body", "sender", "sender_email", "sender_phone", "channel")


def reply(tx: Tx, number: int, how: ReplyHow, note: str) -> None:
    """Record that somebody spoke with the sender or wrote; the first time, the first-reply clock stops.

    On an inquiry that nobody holds it claims in the same act. Raises Refused("note_needed") without a note.
    """
    inquiry = allowed(tx, number, Act.REPLY)
    text = _said(note)
    take(tx, inquiry)
    if inquiry.first_reply_at is None:
        inquiry.first_reply_at, inquiry.first_reply_how = tx.now, how
    inquiry.returned = False
    inquiry.follow_up_at = None
    stand(tx, inquiry)
    tx.note(inquiry, Act.REPLY, text)


def qualify(
    tx: Tx,
    number: int,
    *,
    what: str | None = None,
    wanted_by: str | None = None,
    budget_cents: int | None = None,
    area: str | None = None,
    fit: Fit | None = None,
) -> None:
    """Record what is known of a lead; what is None stays as it was. Raises Refused("nothing_to_record")."""
    inquiry = allowed(tx, number, Act.QUALIFY)
    if (what, wanted_by, budget_cents, area, fit) == (None,) * 5:
        raise Refused("nothing_to_record")
    cents = None if budget_cents is None else _money(budget_cents)
    take(tx, inquiry)
    if what is not None:
        inquiry.lead_what = clean.line(what) or None
    if wanted_by is not None:
        inquiry.lead_wanted_by = clean.line(wanted_by) or None
    if cents is not None:
        inquiry.lead_budget_cents = cents
    if area is not None:
        inquiry.lead_area = clean.line(area) or None
    if fit is not None:
        inquiry.fit = fit
    stand(tx, inquiry)
    tx.note(inquiry, Act.QUALIFY)


def quote(tx: Tx, number: int, amount_cents: int) -> None:
    """Record a price that was quoted."""
    inquiry = allowed(tx, number, Act.QUOTE)
    cents = _money(amount_cents)
    take(tx, inquiry)
    tx.add(Quote(inquiry_number=number, rep_id=tx.rep.id, at=tx.now, amount_cents=cents))
    stand(tx, inquiry)
    tx.note(inquiry, Act.QUOTE)


def visit(tx: Tx, number: int, at: datetime) -> None:
    """Record a visit, agreed or made, at an instant."""
    inquiry = allowed(tx, number, Act.VISIT)
    take(tx, inquiry)
    tx.add(Visit(inquiry_number=number, rep_id=tx.rep.id, at=at))
    stand(tx, inquiry)
    tx.note(inquiry, Act.VISIT)


def note(tx: Tx, number: int, text: str) -> None:
    """Write something down about an inquiry, open or closed. Raises Refused("note_needed") when it is empty."""
    inquiry = allowed(tx, number, Act.NOTE)
    _write_down(tx, number, text)
    tx.note(inquiry, Act.NOTE, _said(text))


def attach(tx: Tx, number: int, text: str) -> None:
    """Add to an inquiry what the same person said when asking once more; a snoozed one wakes."""
    inquiry = allowed(tx, number, Act.ATTACH)
    _write_down(tx, number, text)
    if inquiry.state is State.SNOOZED:
        wake_up(inquiry)
        stand(tx, inquiry)
    tx.note(inquiry, Act.ATTACH, _said(text))


def edit(tx: Tx, number: int, values: Mapping[str, str]) -> None:
    """Correct what was taken down: any of EDITABLE. Raises Refused("field_unknown") or what the value's rule says."""
    inquiry = allowed(tx, number, Act.EDIT)
    if not values:
        raise Refused("nothing_to_record")
    for field, value in values.items():
        if field not in EDITABLE:
            raise Refused("field_unknown", field=field, known=", ".join(EDITABLE))
        setattr(inquiry, field, _edited(tx, field, value))
    if "sender_phone" in values:
        inquiry.phone_confirmed = True
    if not inquiry.about:
        raise Refused("about_needed")
    tx.note(inquiry, Act.EDIT)


def priority(tx: Tx, number: int, level: Priority) -> None:
    """Say what goes first among what is due together."""
    inquiry = allowed(tx, number, Act.PRIORITY)
    inquiry.priority = level
    tx.note(inquiry, Act.PRIORITY, level.word)


def link(tx: Tx, number: int, customer_number: str) -> None:
    """Say which customer an inquiry belongs to."""
    inquiry = allowed(tx, number, Act.LINK)
    customer = tx.customer(customer_number)
    inquiry.customer_id, inquiry.link = customer.id, Link.EXACT
    tx.note(inquiry, Act.LINK, customer.number)


def close(
    tx: Tx,
    number: int,
    outcome: Outcome,
    *,
    amount_cents: int | None = None,
    why: str | None = None,
    of: int | None = None,
) -> None:
    """Close an inquiry with its outcome: `won` needs an amount, `lost` a reason, `duplicate` the number of the other.

    Raises Refused: amount_needed, why_needed, of_needed, or what merging says.
    """
    if outcome is Outcome.DUPLICATE:
        if of is None:
            raise Refused("of_needed")
        merging.merge(tx, number, of)
        return
    inquiry = allowed(tx, number, Act.CLOSE)
    reason = clean.line(why or "") or None
    if outcome is Outcome.WON and amount_cents is None:
        raise Refused("amount_needed")
    if outcome is Outcome.LOST and reason is None:
        raise Refused("why_needed")
    cents = None if amount_cents is None else _money(amount_cents)
    wake_up(inquiry)
    inquiry.state, inquiry.outcome, inquiry.closed_at = State.CLOSED, outcome, tx.now
    inquiry.outcome_cents = cents
    inquiry.outcome_why = reason
    inquiry.returned, inquiry.follow_up_at = False, None
    stand(tx, inquiry)
    tx.note(inquiry, Act.CLOSE, reason)


def _write_down(tx: Tx, number: int, text: str) -> None:
    tx.add(Note(inquiry_number=number, rep_id=tx.rep.id, at=tx.now, text=_said(text)))


def _said(text: str) -> str:
    said = clean.lines(text, clean.SHOWN).strip()
    if not said:
        raise Refused("note_needed")
    return said


def _money(cents: int) -> int:
    if not 0 <= cents <= MOST_CENTS:
        raise Refused("amount_out_of_range", most=MOST_CENTS // 100)
    return cents


def _edited(tx: Tx, field: str, value: str) -> object:
    if field == "body":
        return clean.lines(value)
    text = clean.line(value)
    if field == "channel":
        if text not in list(Channel):
            raise Refused("channel_unknown", channel=text, known=", ".join(Channel))
        return Channel(text)
    if field == "sender_phone":
        return numbers.kept(text, tx.team.country) if text else None
    if field == "sender_email":
        return text.lower() or None
    return text
