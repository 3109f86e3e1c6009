"""Who is away and who stands in: away, back; what begins and ends by itself at its time."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from desk.acts import handing_over, widening
from desk.acts.handing import give_back
from desk.acts.standing import stand, wake_up
from desk.acts.standing_in import colleagues, spans
from desk.keeping.tx import Tx
from desk.rules.availability import Span, deadline, reachable
from desk.rules.care import stand_in
from desk.tables import Absence, Callback, Handed, Inquiry, Promise, Rep
from desk.words import AbsenceKind, AbsenceState, Act, CallbackState, OwnerKind, PromiseState, Refused, State


def away(
    tx: Tx,
    handle: str,
    until: datetime,
    *,
    since: datetime | None = None,
    kind: AbsenceKind = AbsenceKind.LEAVE,
    deputy: str | None = None,
    urgent: bool = False,
) -> str:
    """Say that a rep can't take work from `since` (now unless given) until an instant, and give the rep's handle.

    Anybody may: whoever is ill seldom sits at a desk. When it begins, by itself if it is ahead, all that the rep
    holds, was offered, has promised or is to call goes to the `deputy`, else to a tandem partner, else into the inbox;
    a visit moves nothing. The deadlines of offers to the rep wait meanwhile. `urgent` says that urgent calls reach
    them. Raises Refused: no_such_rep, absence_ends_before, deputy_is_absent.
    """
    rep = tx.colleague(handle)
    begins = since or tx.now
    if until <= max(begins, tx.now):
        raise Refused("absence_ends_before", at=until)
    stands_in = None if deputy is None else tx.colleague(deputy)
    if stands_in is not None and stands_in.id == rep.id:
        raise Refused("deputy_is_absent", who=rep.handle)
    before = spans(tx, rep.id, tx.now)
    row = tx.add(Absence(rep_id=rep.id, kind=kind, from_at=begins, until_at=until, urgent=urgent))
    row.deputy_id = None if stands_in is None else stands_in.id
    tx.note(row, Act.AWAY, rep.handle)
    if begins <= tx.now:
        _begin(tx, rep, row)
    _offers_wait(tx, rep, before, Act.AWAY)
    return rep.handle


def back(tx: Tx, handle: str) -> str:
    """End the absence of a rep before its time and give the handle; anybody may. Raises Refused: not_away."""
    rep = tx.colleague(handle)
    going_on = _going_on(tx, rep.id)
    if not going_on:
        raise Refused("not_away", who=rep.handle)
    before = spans(tx, rep.id, tx.now)
    for row in going_on:
        row.state = AbsenceState.OVER
        if row.from_at < tx.now:
            row.until_at = min(row.until_at, tx.now)
    tx.note(rep, Act.BACK, rep.handle)
    _offers_wait(tx, rep, before, Act.BACK)
    _return(tx, rep)
    return rep.handle


def begin(tx: Tx, number: int) -> None:
    """Let a planned absence begin at its time; the desk itself does it, once."""
    row = tx.session.get(Absence, number)
    if row is None or row.state is not AbsenceState.PLANNED or row.from_at > tx.now:
        return
    rep = tx.session.get_one(Rep, row.rep_id)
    tx.note(row, Act.AWAY_BEGINS, rep.handle)
    _begin(tx, rep, row)


def end(tx: Tx, number: int) -> None:
    """Let an absence end at its time, and offer back what it put into other hands; the desk itself does it, once."""
    row = tx.session.get(Absence, number)
    if row is None or row.state is not AbsenceState.AWAY or row.until_at > tx.now:
        return
    rep = tx.session.get_one(Rep, row.rep_id)
    row.state = AbsenceState.OVER
    tx.note(row, Act.BACK, rep.handle)
    if not _going_on(tx, rep.id):
        _return(tx, rep)


def absence_of(tx: Tx, rep_id: int) -> Absence | None:
    """Give the absence for which somebody stands in for a rep now: the one that ends last; a visit is none."""
    rows = [row for row in _going_on(tx, rep_id) if row.kind is not AbsenceKind.VISIT]
    return max(rows, key=lambda row: row.until_at, default=None)


def _begin(tx: Tx, rep: Rep, row: Absence) -> None:
    row.state = AbsenceState.AWAY
    if row.kind is not AbsenceKind.VISIT:
        to, _ = stand_in(rep.id, colleagues(tx, tx.now, visits=False))
        handing_over.hand_over(tx, rep, to, Act.AWAY_BEGINS, row)


def _going_on(tx: Tx, rep_id: int) -> list[Absence]:
    tx.session.flush()
    wanted = select(Absence).where(col(Absence.rep_id) == rep_id, col(Absence.state) == AbsenceState.AWAY)
    return list(tx.all(wanted.order_by(col(Absence.id))))


def _offers_wait(tx: Tx, rep: Rep, before: tuple[Span, ...], act: Act) -> None:
    """Let each open offer to a rep have the time that it had, counted by when they are here now."""
    after = spans(tx, rep.id, tx.now)
    for offer in handing_over.offered_to(tx, rep.id):
        left = max(reachable(tx.now, offer.due_at, tx.calendar, before), 1)
        until = deadline(tx.now, left, tx.calendar, after)
        if until != offer.due_at and before != after:
            offer.due_at = until
            tx.session.flush()
            inquiry = tx.inquiry(offer.inquiry_number)
            stand(tx, inquiry)
            tx.note(inquiry, act, rep.handle, invited=True)


def _return(tx: Tx, rep: Rep) -> None:
    rows = tx.all(select(Handed).where(col(Handed.rep_id) == rep.id).order_by(col(Handed.id)))
    for row in rows:
        if row.inquiry_number is not None:
            _inquiry_back(tx, rep, tx.inquiry(row.inquiry_number), row.to_id)
        elif row.promise_number is not None:
            _promise_back(tx, rep, tx.session.get_one(Promise, row.promise_number), row.to_id)
        elif row.callback_number is not None:
            _callback_back(tx, rep, tx.session.get_one(Callback, row.callback_number), row.to_id)
        tx.remove(row)


def _inquiry_back(tx: Tx, rep: Rep, inquiry: Inquiry, to: int | None) -> None:
    """Offer an inquiry back, unless it was closed or moved on; what nobody took stands before its rep again."""
    if to is None and inquiry.state is State.NEW:
        give_back(inquiry, rep.id)
        stand(tx, inquiry)
    elif to is not None and inquiry.holder_id == to and inquiry.state in (State.HELD, State.SNOOZED):
        if inquiry.wake_at is not None:
            inquiry.follow_up_at = min(inquiry.follow_up_at or inquiry.wake_at, inquiry.wake_at)
        wake_up(inquiry)
        handing_over.offer_again(tx, inquiry, to, rep.id, inquiry.about or f"#{inquiry.number}")
    else:
        return
    tx.note(inquiry, Act.BACK, rep.handle, invited=True)


def _promise_back(tx: Tx, rep: Rep, promise: Promise, to: int | None) -> None:
    if promise.state is PromiseState.OPEN and promise.rep_id == to:
        promise.rep_id = rep.id
        tx.note(tx.inquiry(promise.inquiry_number), Act.BACK, rep.handle, invited=True)


def _callback_back(tx: Tx, rep: Rep, callback: Callback, to: int | None) -> None:
    kind = OwnerKind.SIDE if to is None else OwnerKind.REP
    if callback.state is CallbackState.OPEN and callback.owner_kind is kind and callback.owner_id == to:
        callback.owner_kind, callback.owner_id, callback.owner_side = OwnerKind.REP, rep.id, None
        widening.plan(tx, callback)
        tx.note(callback, Act.BACK, rep.handle)
