"""Leaving for good: everything of a rep finds a new home in one act, and the handle stays theirs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, func, select

from desk.acts import handing_over, tandems
from desk.acts.handing import end_offer
from desk.acts.roles import only_lead
from desk.acts.standing_in import colleagues
from desk.keeping.tx import Tx
from desk.rules.care import stand_in
from desk.tables import Absence, Customer, CustomerPart, Handed, Rep, Tandem
from desk.words import AbsenceState, Act, OfferState, Refused, Role

_LEFT = """
  SELECT handle FROM rep WHERE ended_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM inquiry WHERE holder_id = rep.id AND state <> 'closed')
    OR EXISTS (SELECT 1 FROM offer WHERE to_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM promise WHERE rep_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM callback WHERE owner_id = rep.id AND state = 'open')
    OR EXISTS (SELECT 1 FROM customer WHERE inside_id = rep.id OR field_id = rep.id)
    OR EXISTS (SELECT 1 FROM customer_part WHERE rep_id = rep.id)
    OR EXISTS (SELECT 1 FROM tandem WHERE (inside_id = rep.id OR field_id = rep.id) AND until_at IS NULL)
  ) LIMIT 1
"""


def leave(tx: Tx, handle: str, *, successor: str | None = None) -> str:
    """End a rep and give the handle, which nobody gets again; a lead does that.

    All that the rep holds, offers, was offered, has promised or is to call goes to the `successor`, else to the deputy,
    else to a tandem partner; inquiries and callbacks else into the inbox. Customers, their parts and tandems go to the
    successor. Raises Refused: only_lead, no_such_rep, last_lead, successor_leaves, and successor_needed (customers,
    promises, tandems: how many) when one of these would have no home.
    """
    only_lead(tx)
    rep = tx.colleague(handle)
    heir = None if successor is None else tx.colleague(successor)
    _allowed(tx, rep, heir)
    to = heir.id if heir is not None else stand_in(rep.id, colleagues(tx, tx.now, visits=False))[0]
    customers, parts, pairs = _customers(tx, rep), _parts(tx, rep), tandems.of_rep(tx, rep.id)
    homeless = heir is None and bool(customers or parts or any(tandems.calls_of(tx, row.id) for row in pairs))
    if homeless or (to is None and handing_over.promised(tx, rep.id)):
        raise Refused("successor_needed", who=rep.handle, customers=len(customers), tandems=len(pairs))
    rep.ended_at = tx.now
    tx.note(rep, Act.LEAVE, rep.handle)
    _absences_end(tx, rep)
    for offer in handing_over.offered_by(tx, rep.id):
        inquiry = tx.inquiry(offer.inquiry_number)
        end_offer(tx, inquiry, OfferState.ENDED)
        inquiry.returned = True
    tx.session.flush()
    handing_over.hand_over(tx, rep, to, Act.LEAVE, None)
    if heir is not None:
        _customers_go(tx, rep, heir, customers, parts)
    for row in pairs:
        _tandem_goes(tx, row, rep, heir)
    return rep.handle


def left_with_something(tx: Tx) -> str | None:
    """Give the handle of somebody who has left and has anything, which must not be; None when nobody has."""
    tx.session.flush()
    found: str | None = tx.ask(_LEFT).scalar()
    return found


def _allowed(tx: Tx, rep: Rep, heir: Rep | None) -> None:
    if heir is not None and heir.id == rep.id:
        raise Refused("successor_leaves", who=rep.handle)
    if rep.role is Role.LEAD:
        leads = select(func.count()).where(col(Rep.role) == Role.LEAD, col(Rep.ended_at).is_(None))
        if tx.first(leads) == 1:
            raise Refused("last_lead", who=rep.handle)


def _customers(tx: Tx, rep: Rep) -> list[Customer]:
    wanted = select(Customer).where((col(Customer.inside_id) == rep.id) | (col(Customer.field_id) == rep.id))
    return list(tx.all(wanted.order_by(col(Customer.id))))


def _parts(tx: Tx, rep: Rep) -> list[CustomerPart]:
    return list(tx.all(select(CustomerPart).where(col(CustomerPart.rep_id) == rep.id).order_by(col(CustomerPart.id))))


def _customers_go(tx: Tx, rep: Rep, heir: Rep, customers: Iterable[Customer], parts: Iterable[CustomerPart]) -> None:
    for customer in customers:
        if customer.inside_id == rep.id:
            customer.inside_id = heir.id
        if customer.field_id == rep.id:
            customer.field_id = heir.id
        tx.note(customer, Act.LEAVE, heir.handle)
    for part in parts:
        part.rep_id = heir.id
        tx.note(part, Act.LEAVE, heir.handle)


def _tandem_goes(tx: Tx, row: Tandem, rep: Rep, heir: Rep | None) -> None:
    """End a tandem of the rep; a successor of the same side goes on with the partner."""
    partner = tx.session.get_one(Rep, row.field_id if row.inside_id == rep.id else row.inside_id)
    row.until_at = tx.now
    tx.note(row, Act.LEAVE, rep.handle)
    tx.note(partner, Act.LEAVE, rep.handle)
    if heir is None:
        return
    tandems.end(tx, row, heir)
    inside, outside = (heir.id, partner.id) if row.inside_id == rep.id else (partner.id, heir.id)
    if heir.side is rep.side and tandems.standing(tx, inside, outside) is None:
        after = tx.add(Tandem(inside_id=inside, field_id=outside, since_at=tx.now, main_at=row.main_at))
        tx.note(after, Act.LEAVE, heir.handle)
        tx.note(heir, Act.LEAVE, heir.handle)


def _absences_end(tx: Tx, rep: Rep) -> None:
    for absence in tx.all(select(Absence).where(col(Absence.rep_id) == rep.id)):
        absence.state = AbsenceState.OVER
    for handed in tx.all(select(Handed).where(col(Handed.rep_id) == rep.id)):
        tx.remove(handed)
