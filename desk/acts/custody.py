"""Who holds an inquiry: take, claim, release, assign, reopen; offering stands in a module of its own."""

from __future__ import annotations

from desk.acts import offers
from desk.acts.handing import open_offer
from desk.acts.roles import only_lead
from desk.acts.standing import allowed, open_again, stand, wake_up
from desk.keeping.tx import Tx
from desk.words import Act, Refused, Role, State


def take(tx: Tx, number: int) -> None:
    """Accept an inquiry that is offered to one, claim any other one.

    Raises what `claim` raises; and offer_expired or offer_taken_back to whoever comes too late to accept.
    """
    inquiry = tx.inquiry(number)
    offer = open_offer(tx, inquiry)
    if offer is not None and offer.to_id == tx.rep.id:
        offers.accept(tx, number)
        return
    offers.refuse_if_over(tx, inquiry)
    claim(tx, number)


def claim(tx: Tx, number: int) -> None:
    """Take an inquiry that nobody holds; the first one wins, the next learns who was faster."""
    inquiry = allowed(tx, number, Act.CLAIM)
    inquiry.state, inquiry.holder_id, inquiry.returned = State.HELD, tx.rep.id, False
    stand(tx, inquiry)
    tx.note(inquiry, Act.CLAIM)


def release(tx: Tx, number: int) -> None:
    """Bring an inquiry back into the inbox; its holder may, or a lead. Raises Refused("only_holder_or_lead")."""
    inquiry = allowed(tx, number, Act.RELEASE)
    if inquiry.holder_id != tx.rep.id and tx.rep.role is not Role.LEAD:
        raise Refused("only_holder_or_lead", number=number, holder=tx.handle(inquiry.holder_id) or "")
    wake_up(inquiry)
    inquiry.state, inquiry.holder_id, inquiry.returned = State.NEW, None, False
    stand(tx, inquiry)
    tx.note(inquiry, Act.RELEASE)


def assign(tx: Tx, number: int, to: str) -> None:
    """Give an inquiry to a rep; a lead does that. Raises Refused("only_lead") or ("assigned_already")."""
    inquiry = allowed(tx, number, Act.ASSIGN)
    only_lead(tx)
    colleague = tx.colleague(to)
    if inquiry.holder_id == colleague.id:
        raise Refused("assigned_already", number=number, holder=colleague.handle)
    wake_up(inquiry)
    inquiry.state, inquiry.holder_id, inquiry.returned = State.HELD, colleague.id, False
    stand(tx, inquiry)
    tx.note(inquiry, Act.ASSIGN, colleague.handle)


def reopen(tx: Tx, number: int) -> None:
    """Open a closed inquiry again; whoever does holds it. Raises Refused("merged_into") when it was merged."""
    inquiry = allowed(tx, number, Act.REOPEN)
    if inquiry.merged_into is not None:
        raise Refused("merged_into", number=number, into=inquiry.merged_into)
    inquiry.state, inquiry.holder_id = State.HELD, tx.rep.id
    open_again(inquiry)
    stand(tx, inquiry)
    tx.note(inquiry, Act.REOPEN)
