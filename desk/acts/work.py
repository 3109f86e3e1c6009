"""What is done on an inquiry: reply, qualify, quote, visit, note, edit, priority, link, attach, close."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, func, select

from desk import clean
from desk.acts import merging
from desk.acts.given import email_given, phone_given
from desk.acts.handing import end_offer, end_promises
from desk.acts.roles import only_lead
from desk.acts.standing import allowed, answered, asked_again, open_callbacks, stand, take, wake_up
from desk.acts.suggesting import suggested
from desk.keeping.tx import Tx
from desk.rules.clocks import due
from desk.tables import Inquiry, Note, Quote, TrailEntry, Visit
from desk.words import (
    Act,
    CallbackState,
    Channel,
    Fit,
    Link,
    OfferState,
    Outcome,
    Priority,
    Refused,
    ReplyHow,
    State,
    Thing,
)

MOST_CENTS = 10**12
"""The largest amount of money the desk takes: ten thousand million euro."""

EDITABLE = ("about", "body", "sender", "sender_email", "sender_phone", "channel")


def reply(tx: Tx, number: int, how: ReplyHow, note: str) -> None:
    """Record that somebody spoke with the sender or wrote; the first time, the first-reply clock stops.

    On an inquiry that nobody holds it claims in the same act. Raises Refused("note_needed") without a note.
    """
    inquiry = allowed(tx, number, Act.REPLY)
    text = said(note)
    answered(tx, inquiry, how)
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
    clear: Collection[str] = (),
) -> None:
    """Record what is known of a lead; what is None stays as it was, an empty text and what `clear` names is emptied.

    `clear` holds budget_cents and fit at most. Raises Refused("nothing_to_record").
    """
    inquiry = allowed(tx, number, Act.QUALIFY)
    if (what, wanted_by, budget_cents, area, fit) == (None,) * 5 and not clear:
        raise Refused("nothing_to_record")
    qualified(inquiry, what=what, wanted_by=wanted_by, budget_cents=budget_cents, area=area, fit=fit)
    if "budget_cents" in clear:
        inquiry.lead_budget_cents = None
    if "fit" in clear:
        inquiry.fit = None
    take(tx, inquiry)
    stand(tx, inquiry)
    tx.note(inquiry, Act.QUALIFY)


def qualified(
    inquiry: Inquiry,
    *,
    what: str | None,
    wanted_by: str | None,
    budget_cents: int | None,
    area: str | None,
    fit: Fit | None = None,
) -> None:
    """Put down what is known of a lead, leaving alone what is None. Raises Refused("amount_out_of_range")."""
    if budget_cents is not None:
        inquiry.lead_budget_cents = _money(budget_cents)
    if what is not None:
        inquiry.lead_what = clean.line(what) or None
    if wanted_by is not None:
        inquiry.lead_wanted_by = clean.line(wanted_by) or None
    if area is not None:
        inquiry.lead_area = clean.line(area) or None
    if fit is not None:
        inquiry.fit = fit


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
    tx.note(inquiry, Act.NOTE, said(text))


def attach(tx: Tx, number: int, text: str) -> None:
    """Add to an inquiry what the same person said when asking once more: it wakes, opens again, wants an answer.

    Raises Refused("merged_into") when another inquiry stands for it, ("note_needed") when nothing was said.
    """
    inquiry = allowed(tx, number, Act.ATTACH)
    if inquiry.merged_into is not None:
        raise Refused("merged_into", number=number, into=inquiry.merged_into)
    _write_down(tx, number, text)
    asked_again(tx, inquiry, tx.now, inquiry.channel)
    stand(tx, inquiry)
    tx.note(inquiry, Act.ATTACH, said(text))


def edit(tx: Tx, number: int, values: Mapping[str, str]) -> None:
    """Correct what was taken down: any of EDITABLE; another channel has another time for the first reply.

    Raises Refused: nothing_to_record, field_unknown, about_needed, sender_needed, and what the value's rule says.
    """
    inquiry = allowed(tx, number, Act.EDIT)
    if not values:
        raise Refused("nothing_to_record")
    for field, value in values.items():
        if field not in EDITABLE:
            raise Refused("field_unknown", field=field, known=", ".join(EDITABLE))
        setattr(inquiry, field, _edited(tx, field, value))
    _whole(inquiry)
    if "sender_phone" in values:
        inquiry.phone_confirmed = inquiry.sender_phone is not None
    if "channel" in values and inquiry.first_reply_at is None:
        inquiry.due_at = due(inquiry.received_at, inquiry.channel, tx.calendar, tx.team.reply_minutes)
        stand(tx, inquiry)
    tx.note(inquiry, Act.EDIT)


def priority(tx: Tx, number: int, level: Priority) -> None:
    """Say what goes first among what is due together."""
    inquiry = allowed(tx, number, Act.PRIORITY)
    inquiry.priority = level
    tx.note(inquiry, Act.PRIORITY, level.word)


def link(tx: Tx, number: int, customer_number: str) -> None:
    """Say which customer an inquiry belongs to; its open callbacks go along, they keep to their customer's times."""
    inquiry = allowed(tx, number, Act.LINK)
    customer = tx.customers(customer_number)[-1]
    before = inquiry.customer_id
    inquiry.customer_id, inquiry.link = customer.id, Link.EXACT
    if before != customer.id:
        suggested(tx, inquiry)
    tx.note(inquiry, Act.LINK, customer.number)
    for callback in open_callbacks(tx, inquiry):
        if callback.customer_id == before != customer.id:
            callback.customer_id = customer.id
            tx.note(callback, Act.LINK, customer.number)


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

    An open offer and open promises end with it, and so do its callbacks, each with an entry in its own trail: nobody
    is called about what is settled.
    Raises Refused: amount_needed, amount_out_of_range, why_needed, of_needed, or what merging says.
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
    end_offer(tx, inquiry, OfferState.ENDED)
    end_promises(tx, inquiry)
    wake_up(inquiry)
    inquiry.state, inquiry.outcome, inquiry.closed_at = State.CLOSED, outcome, tx.now
    inquiry.outcome_cents = cents
    inquiry.outcome_why = reason
    inquiry.returned, inquiry.follow_up_at = False, None
    stand(tx, inquiry)
    tx.note(inquiry, Act.CLOSE, reason)
    for callback in open_callbacks(tx, inquiry):
        callback.state, callback.calling_since = CallbackState.DONE, None
        tx.note(callback, Act.CLOSE, f"#{number}")


def correct(tx: Tx, number: int, entry: int, text: str) -> None:
    """Correct an entry of an inquiry's trail by a further one that names it; nothing is changed. A lead does that.

    `entry` is the entry's place in the trail, from 1 for the oldest. Raises Refused: only_lead, no_such_entry,
    note_needed.
    """
    inquiry = allowed(tx, number, Act.CORRECT)
    only_lead(tx)
    told = select(func.count()).where(col(TrailEntry.thing) == Thing.INQUIRY, col(TrailEntry.thing_id) == number)
    if not 1 <= entry <= (tx.first(told) or 0):
        raise Refused("no_such_entry", number=number, entry=entry)
    tx.note(inquiry, Act.CORRECT, f"[{entry}] {said(text)}", invited=True)


def _write_down(tx: Tx, number: int, text: str) -> None:
    tx.add(Note(inquiry_number=number, rep_id=tx.rep.id, at=tx.now, text=said(text)))


def said(text: str) -> str:
    """Give what was said as the desk keeps it. Raises Refused("note_needed") when it is nothing."""
    kept = clean.lines(text, clean.SHOWN).strip()
    if not kept:
        raise Refused("note_needed")
    return kept


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
        return phone_given(tx, text)
    if field == "sender_email":
        return email_given(text)
    return text


def _whole(inquiry: Inquiry) -> None:
    if not inquiry.about:
        raise Refused("about_needed")
    inquiry.sender = inquiry.sender or inquiry.sender_email or inquiry.sender_phone or ""
    if not inquiry.sender:
        raise Refused("sender_needed")
