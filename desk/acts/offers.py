"""Forwarding is a handshake: offer, accept, decline, take back, expire; the sender holds it until the other accepts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from desk import clean
from desk.acts import absences, callbacks, handing_over, promises
from desk.acts.handing import end_offer, give_back, open_offer
from desk.acts.standing import allowed, answered, stand, take, wake_up
from desk.acts.standing_in import spans, time_to_accept, who_stands_in
from desk.acts.work import qualified, said
from desk.keeping.tx import Tx
from desk.rows import Offered
from desk.rules.availability import deadline, reachable
from desk.rules.clocks import PARALLEL_MINUTES
from desk.rules.hours import Calendar
from desk.rules.settings import MOST_MINUTES
from desk.tables import Inquiry, Offer, Rep
from desk.words import Act, FirstContact, OfferState, Refused, ReplyHow, State

_BY_THE_SENDER = {FirstContact.SPOKEN: ReplyHow.SPOKEN, FirstContact.WRITTEN: ReplyHow.WRITTEN}


def offer(
    tx: Tx,
    number: int,
    to: str,
    *,
    note: str,
    within_minutes: int | None = None,
    contact: FirstContact | None = None,
    why: str | None = None,
    what: str | None = None,
    wanted_by: str | None = None,
    budget_cents: int | None = None,
    area: str | None = None,
    promise: str | None = None,
    promise_due: datetime | None = None,
) -> Offered:
    """Offer an inquiry to a colleague, who has `within_minutes` of business time to accept (the team's, unless given).

    Its holder may; what nobody holds is claimed in the same act. While there has been no first reply, `contact` says
    how the sender is told: spoken or written count as that reply, parallel plans it for the sender, none needs `why`.
    First answers (`what` to `area`) and a promise can be noted along with it. Raises Refused: with_yourself,
    no_such_rep, only_holder, offered_to, note_needed, contact_needed, none_needs_why, within_out_of_range, what
    `promises.meant` says.
    """
    inquiry, colleague = _between(tx, number, to)
    row = Offer(
        inquiry_number=number,
        from_id=tx.rep.id,
        to_id=colleague.id,
        note=clean.line(said(note)),
        contact=contact,
        why=clean.line(why or "") or None,
        offered_at=tx.now,
        due_at=_deadline(tx, colleague.id, within_minutes),
    )
    _told_meanwhile(inquiry, row)
    promised = _promised(tx, promise, promise_due)
    qualified(inquiry, what=what, wanted_by=wanted_by, budget_cents=budget_cents, area=area)
    take(tx, inquiry)
    wake_up(inquiry)
    if contact in _BY_THE_SENDER:
        answered(tx, inquiry, _BY_THE_SENDER[contact])
    if promised is not None:
        promises.make(tx, inquiry, *promised)
    _send(tx, inquiry, row)
    return Offered(colleague.handle, row.due_at)


def accept(tx: Tx, number: int) -> None:
    """Take over an inquiry that is offered to one.

    Raises Refused: not_offered, only_receiver; offer_expired or offer_taken_back when that was what was wanted.
    """
    inquiry, _ = _mine_to_answer(tx, number, Act.ACCEPT)
    end_offer(tx, inquiry, OfferState.ACCEPTED)
    inquiry.holder_id, inquiry.returned = tx.rep.id, False
    stand(tx, inquiry)
    tx.note(inquiry, Act.ACCEPT, invited=True)


def decline(tx: Tx, number: int, why: str) -> None:
    """Say why one does not take an inquiry over: it stands before its sender again, marked returned.

    Raises Refused: decline_why_needed, and what `accept` says.
    """
    inquiry, offer = _mine_to_answer(tx, number, Act.DECLINE)
    reason = clean.line(why)
    if not reason:
        raise Refused("decline_why_needed")
    end_offer(tx, inquiry, OfferState.DECLINED, reason)
    _back(tx, inquiry, offer, Act.DECLINE, reason)


def takeback(tx: Tx, number: int) -> None:
    """Take back what one has offered and nobody has answered. Raises Refused: not_offered, only_sender."""
    inquiry = allowed(tx, number, Act.TAKE_BACK)
    if inquiry.holder_id != tx.rep.id:
        raise Refused("only_sender", number=number, holder=tx.handle(inquiry.holder_id) or "")
    end_offer(tx, inquiry, OfferState.TAKEN_BACK)
    stand(tx, inquiry)
    tx.note(inquiry, Act.TAKE_BACK)


def expire(tx: Tx, number: int) -> None:
    """End an offer whose time is up; the desk itself does it, once, and what is no longer offered stays as it is."""
    inquiry = tx.inquiry(number)
    offer = open_offer(tx, inquiry)
    if offer is None or offer.due_at > tx.now:
        return
    end_offer(tx, inquiry, OfferState.EXPIRED)
    _back(tx, inquiry, offer, Act.EXPIRE, tx.handle(offer.to_id))


def reckon(tx: Tx, before: Calendar) -> None:
    """Let every open offer have as much business time as it had by the calendar `before` the present one."""
    for offer in tx.all(select(Offer).where(col(Offer.state) == OfferState.OPEN).order_by(col(Offer.id))):
        away = spans(tx, offer.to_id, offer.offered_at)
        had = max(reachable(offer.offered_at, offer.due_at, before, away), 1)
        try:
            until = deadline(offer.offered_at, had, tx.calendar, away)
        except ValueError:  # the new hours hold so little time that it would never end: then it ends as it was to
            continue
        if until != offer.due_at:
            inquiry = tx.inquiry(offer.inquiry_number)
            offer.due_at = until
            tx.session.flush()
            stand(tx, inquiry)
            tx.note(inquiry, Act.TEAM_SET)


def refuse_if_over(tx: Tx, inquiry: Inquiry) -> None:
    """Tell somebody who reaches for what was offered to them until just now what became of it.

    Raises Refused: offer_expired (at), offer_taken_back, each with who holds it now.
    """
    if inquiry.state is State.CLOSED:
        return
    wanted = select(Offer).where(col(Offer.inquiry_number) == inquiry.number).order_by(col(Offer.id).desc()).limit(1)
    last = tx.first(wanted)
    if last is not None and last.to_id == tx.rep.id and inquiry.holder_id == last.from_id:
        holder = tx.handle(inquiry.holder_id) or ""
        if last.state is OfferState.EXPIRED or (last.state is OfferState.OPEN and last.due_at <= tx.now):
            raise Refused("offer_expired", number=inquiry.number, holder=holder, at=last.due_at)
        if last.state is OfferState.TAKEN_BACK:
            raise Refused("offer_taken_back", number=inquiry.number, holder=holder, at=last.ended_at)


def _between(tx: Tx, number: int, to: str) -> tuple[Inquiry, Rep]:
    inquiry = allowed(tx, number, Act.OFFER)
    if inquiry.holder_id is not None and inquiry.holder_id != tx.rep.id:
        raise Refused("only_holder", number=number, holder=tx.handle(inquiry.holder_id) or "")
    colleague = tx.colleague(to)
    if colleague.id == tx.rep.id:
        raise Refused("with_yourself", number=number)
    return inquiry, colleague


def _send(tx: Tx, inquiry: Inquiry, row: Offer) -> None:
    tx.add(row)
    inquiry.state, inquiry.returned = State.OFFERED, False
    tx.note(inquiry, Act.OFFER, row.note)
    if row.contact is FirstContact.PARALLEL:
        _contact_task(tx, inquiry)
    stand(tx, inquiry)


def _mine_to_answer(tx: Tx, number: int, act: Act) -> tuple[Inquiry, Offer]:
    found = tx.inquiry(number)
    refuse_if_over(tx, found)
    inquiry = allowed(tx, number, act)
    offer = open_offer(tx, inquiry)
    assert offer is not None  # the database holds that what is offered has one
    if offer.to_id != tx.rep.id:
        raise Refused("only_receiver", number=number, to=tx.handle(offer.to_id) or "")
    return inquiry, offer


def _back(tx: Tx, inquiry: Inquiry, offer: Offer, act: Act, text: str | None) -> None:
    """Let an inquiry stand before its sender, or whoever stands in, who offers it back when the sender is here."""
    to = who_stands_in(tx, offer.from_id, tx.now)
    give_back(inquiry, to)
    stand(tx, inquiry)
    tx.note(inquiry, act, text, invited=True)
    absence = absences.absence_of(tx, offer.from_id) if to != offer.from_id else None
    if absence is not None:
        handing_over.keep(tx, absence, to, inquiry=inquiry.number)
        tx.note(absence, act, text)


def _told_meanwhile(inquiry: Inquiry, row: Offer) -> None:
    if inquiry.first_reply_at is not None:
        return
    if row.contact is None:
        raise Refused("contact_needed", number=inquiry.number)
    if row.contact is FirstContact.NONE and row.why is None:
        raise Refused("none_needs_why", number=inquiry.number)


def _deadline(tx: Tx, rep_id: int, minutes: int | None) -> datetime:
    minutes = tx.team.accept_minutes if minutes is None else minutes
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("within_out_of_range", most=MOST_MINUTES)
    try:
        return time_to_accept(tx, rep_id, minutes)
    except ValueError:
        raise Refused("within_out_of_range", most=MOST_MINUTES) from None


def _promised(tx: Tx, text: str | None, due: datetime | None) -> tuple[str, datetime] | None:
    if text is None and due is None:
        return None
    if due is None:
        raise Refused("promise_due_needed")
    return promises.meant(tx, text or "", due), due


def _contact_task(tx: Tx, inquiry: Inquiry) -> None:
    """Plan the contact that the sender makes in parallel: a callback of theirs, without a number a follow-up."""
    at = tx.calendar.add(tx.now, PARALLEL_MINUTES)
    if inquiry.sender_phone is not None:
        callbacks.add(tx, at=at, inquiry=inquiry.number)
    else:
        inquiry.follow_up_at = min(inquiry.follow_up_at or at, at)
