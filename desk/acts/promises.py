"""What is said to a customer and has to be kept: a promise with a clock of its own, until it is kept or broken."""

from __future__ import annotations

from datetime import datetime

from desk import clean
from desk.acts.handing import no_sleep_past
from desk.acts.standing import allowed, stand, take
from desk.keeping.tx import Tx
from desk.rows import Promised
from desk.tables import Inquiry, Promise
from desk.words import Act, PromiseState, Refused


def promise(tx: Tx, number: int, text: str, due: datetime) -> Promised:
    """Promise something to whoever asked, due at an instant ahead; on what nobody holds it claims in the same act.

    Raises Refused: promise_text_needed, time_past, closed_already.
    """
    inquiry = allowed(tx, number, Act.PROMISE)
    said = meant(tx, text, due)
    take(tx, inquiry)
    row = make(tx, inquiry, said, due)
    stand(tx, inquiry)
    tx.note(inquiry, Act.PROMISE, said)
    return Promised(row.number, due)


def kept(tx: Tx, number: int, promise: int, note: str = "") -> None:
    """Record that a promise was kept. Raises Refused: no_such_promise, promise_done."""
    inquiry = allowed(tx, number, Act.PROMISE_KEPT)
    row = _open(tx, inquiry, promise)
    take(tx, inquiry)
    row.state, row.ended_at, row.why = PromiseState.KEPT, tx.now, _line(note)
    _told(tx, inquiry, Act.PROMISE_KEPT, row, row.why)


def moved(tx: Tx, number: int, promise: int, to: datetime, why: str = "") -> None:
    """Promise the same for another instant ahead; its clock begins anew.

    Raises Refused: no_such_promise, promise_done, time_past.
    """
    inquiry = allowed(tx, number, Act.PROMISE_MOVED)
    row = _open(tx, inquiry, promise)
    _ahead(tx, to)
    take(tx, inquiry)
    row.since_at, row.due_at, row.why = tx.now, to, _line(why)
    no_sleep_past(inquiry, to)
    _told(tx, inquiry, Act.PROMISE_MOVED, row, row.why)


def broken(tx: Tx, number: int, promise: int, why: str) -> None:
    """Record that a promise was not kept, and why. Raises Refused: no_such_promise, promise_done, broken_why_needed."""
    inquiry = allowed(tx, number, Act.PROMISE_BROKEN)
    row = _open(tx, inquiry, promise)
    reason = _line(why)
    if reason is None:
        raise Refused("broken_why_needed")
    take(tx, inquiry)
    row.state, row.ended_at, row.why = PromiseState.BROKEN, tx.now, reason
    _told(tx, inquiry, Act.PROMISE_BROKEN, row, reason)


def meant(tx: Tx, text: str, due: datetime) -> str:
    """Give the one line of a promise. Raises Refused: promise_text_needed, time_past."""
    said = _line(text)
    if said is None:
        raise Refused("promise_text_needed")
    _ahead(tx, due)
    return said


def make(tx: Tx, inquiry: Inquiry, said: str, due: datetime) -> Promise:
    """Put a promise on an inquiry that somebody holds: it takes the place of a follow-up before it."""
    row = tx.add(Promise(inquiry_number=inquiry.number, rep_id=tx.rep.id, text=said, since_at=tx.now, due_at=due))
    if inquiry.follow_up_at is not None and inquiry.follow_up_at <= due:
        inquiry.follow_up_at = None
    no_sleep_past(inquiry, due)
    return row


def _open(tx: Tx, inquiry: Inquiry, number: int) -> Promise:
    row = tx.session.get(Promise, number) if 0 < number < 2**63 else None
    if row is None or row.inquiry_number != inquiry.number:
        raise Refused("no_such_promise", number=inquiry.number, promise=number)
    if row.state is not PromiseState.OPEN:
        raise Refused("promise_done", number=inquiry.number, promise=number)
    return row


def _told(tx: Tx, inquiry: Inquiry, act: Act, row: Promise, why: str | None) -> None:
    tx.session.flush()
    stand(tx, inquiry)
    tx.note(inquiry, act, f"{row.text}: {why}" if why else row.text)


def _ahead(tx: Tx, at: datetime) -> None:
    if at <= tx.now:
        raise Refused("time_past", at=at)


def _line(text: str) -> str | None:
    return clean.line(text) or None
