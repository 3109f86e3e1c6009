"""What the pane says of custody besides the trail: the offer that is open, why the last one came back, the promises."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desk import format
from desk.language import N_, _
from desk.rows import InquiryDetail, OfferRow, PromiseRow
from desk.rules.clocks import Stage, stage, used
from desk.widgets.look import Look
from desk.words import Mark, OfferState, PromiseState, State

Parts = list[str | tuple[str, str]]

BRIEF: Final = 2
"""Promises that the brief pane has room for."""

_BACK: Final = {
    OfferState.DECLINED: N_("declined by {to} {at}: {why}"),
    OfferState.EXPIRED: N_("{to} did not accept it by {at}"),
    OfferState.OPEN: N_("{to} did not accept it by {at}"),
    OfferState.ENDED: N_("the offer to {to} ended {at}"),
}
"""Why an inquiry came back; an offer that is past due and not yet settled says the same as one that is."""

_STYLES: Final = {Stage.LATE: "bold $text-error", Stage.NEAR: "bold $text-warning"}


def lines(detail: InquiryDetail, look: Look, most: int | None = None) -> list[Parts]:
    """Give the offer or why it came back, then the open promises, `most` of them."""
    if detail.row.state is State.CLOSED:
        return []
    made = [_promise(promise, look) for promise in detail.promises if promise.state is PromiseState.OPEN]
    return [*_offer(detail, look), *made[:most]]


def presses(detail: InquiryDetail, look: Look) -> tuple[str, ...]:
    """Name the verbs that come to mind first while it is offered; nothing while it is not."""
    row = detail.row
    if row.offered_to is None:
        return ()
    if row.offered_to == look.rep:
        return ("accept", "bring_back", "call")
    return ("bring_back", "note") if row.holder == look.rep else ("note", "call")


def _offer(detail: InquiryDetail, look: Look) -> list[Parts]:
    row = detail.row
    if not detail.offers:
        return []
    offer = detail.offers[-1]
    if row.offered_to is not None:
        return [_open(offer, look)]
    if Mark.RETURNED in row.marks and offer.state in _BACK:
        return [[("< ", "bold $text-warning"), (_("Returned: {why}").format(why=_why_back(offer, look)), "bold")]]
    return []


def _open(offer: OfferRow, look: Look) -> Parts:
    left = look.calendar.minutes(look.now, offer.due_at)
    facts = {
        "sender": look.name(offer.sender),
        "to": look.name(offer.receiver),
        "until": look.time(offer.due_at),
        "left": format.duration(left, format.DAY_MINUTES),
        "note": offer.note,
    }
    mine = offer.receiver == look.rep
    sentence = _("{sender} offers it to you until {until}, in {left}: {note}")
    other = _("{sender} offers it to {to} until {until}, in {left}: {note}")
    return [("> ", "bold $text-accent"), ((sentence if mine else other).format(**facts), "bold" if mine else "")]


def _why_back(offer: OfferRow, look: Look) -> str:
    at: datetime = offer.ended_at or offer.due_at
    return _(_BACK[offer.state]).format(to=look.name(offer.receiver), at=look.time(at), why=offer.end_why or "")


def _promise(promise: PromiseRow, look: Look) -> Parts:
    facts = {"text": promise.text, "due": look.time(promise.due_at), "rep": look.name(promise.rep)}
    if promise.due_at <= look.now:
        return [(_("! Promised by {rep} for {due}, overdue: {text}").format(**facts), _STYLES[Stage.LATE])]
    at = stage(used(promise.since_at, promise.due_at, look.now, look.calendar))  # the row was read a while ago
    left = format.duration(look.calendar.minutes(look.now, promise.due_at), format.DAY_MINUTES)
    sentence = _("Promised by {rep} for {due}, in {left}: {text}").format(left=left, **facts)
    return [(f"{at.sign or '='} ", "bold"), (sentence, _STYLES.get(at, ""))]
