"""Tandems: pair, part. Only a lead does either, and nothing that the two share is left without a home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from desk.acts.handing import end_offer, give_back
from desk.acts.roles import only_lead
from desk.acts.standing import stand
from desk.acts.standing_in import who_stands_in
from desk.keeping.tx import Tx
from desk.tables import Callback, Customer, Offer, Rep, Tandem
from desk.words import Act, CallbackState, OfferState, OwnerKind, Refused, Side


def pair(tx: Tx, a: str, b: str, *, main: bool = False) -> str:
    """Pair an inside and a field rep, in any order, and give both handles; `main` makes it the main one of both.

    A pair that stands already can still be made the main one. Raises Refused: only_lead, no_such_rep, tandem_sides,
    tandem_exists.
    """
    only_lead(tx)
    inside, outside = _two(tx, a, b)
    row = standing(tx, inside.id, outside.id)
    if row is not None and not main:
        raise Refused("tandem_exists", who=inside.handle, to=outside.handle)
    if row is None:
        row = tx.add(Tandem(inside_id=inside.id, field_id=outside.id, since_at=tx.now))
    if main:
        row.main_at = tx.now
    return _told(tx, row, inside, outside, Act.PAIR)


def part(tx: Tx, a: str, b: str, *, to: str | None = None) -> str:
    """Part a tandem and give both handles; what the two share goes to the rep `to`.

    That rep takes the place on their side at each customer that both care for: one of the two keeps them alone, a third
    one goes on with the other. The tandem's callbacks become theirs, and what one of the two offers to the other stands
    before its sender again. Raises Refused: only_lead, no_such_rep, tandem_sides, no_such_tandem, and tandem_leaves
    (customers, callbacks, offers: their numbers) when there is any of it and `to` is not given.
    """
    only_lead(tx)
    inside, outside = _two(tx, a, b)
    row = standing(tx, inside.id, outside.id)
    if row is None:
        raise Refused("no_such_tandem", who=inside.handle, to=outside.handle)
    customers, callbacks, offers = shared(tx, row), calls_of(tx, row.id), between(tx, row)
    heir = None if to is None else tx.colleague(to)
    if heir is None and (customers or callbacks or offers):
        raise Refused(
            "tandem_leaves",
            who=inside.handle,
            to=outside.handle,
            customers=_listed(each.number for each in customers),
            callbacks=_listed(each.number for each in callbacks),
            offers=_listed(f"#{each.inquiry_number}" for each in offers),
        )
    told = _told(tx, row, inside, outside, Act.PART)
    row.until_at = tx.now
    if heir is not None:
        _give(tx, heir, (inside, outside), customers, callbacks)
        for offer in offers:
            inquiry = tx.inquiry(offer.inquiry_number)
            end_offer(tx, inquiry, OfferState.ENDED)
            give_back(inquiry, who_stands_in(tx, offer.from_id, tx.now))
            stand(tx, inquiry)
            tx.note(inquiry, Act.PART, told, invited=True)
    return told


def end(tx: Tx, row: Tandem, heir: Rep) -> None:
    """End a tandem now; its callbacks go to `heir`."""
    row.until_at = tx.now
    _give(tx, heir, (), (), calls_of(tx, row.id))


def _give(
    tx: Tx, heir: Rep, pair: tuple[Rep, ...], customers: Sequence[Customer], callbacks: Sequence[Callback]
) -> None:
    alone = heir.id in [each.id for each in pair]
    for customer in customers:
        inside = heir.id if heir.side is Side.INSIDE else None if alone else customer.inside_id
        outside = heir.id if heir.side is Side.FIELD else None if alone else customer.field_id
        customer.inside_id, customer.field_id = inside, outside
        tx.note(customer, Act.PART, heir.handle)
    for callback in callbacks:
        callback.owner_kind, callback.owner_id, callback.owner_tandem_id = OwnerKind.REP, heir.id, None
        tx.note(callback, Act.PART, heir.handle)


def standing(tx: Tx, inside_id: int, field_id: int) -> Tandem | None:
    """Give the tandem of two reps, if they are one."""
    wanted = select(Tandem).where(col(Tandem.inside_id) == inside_id, col(Tandem.field_id) == field_id)
    return tx.first(wanted.where(col(Tandem.until_at).is_(None)))


def of_rep(tx: Tx, rep_id: int) -> Sequence[Tandem]:
    """Give the tandems of a rep, the main one first."""
    wanted = select(Tandem).where((col(Tandem.inside_id) == rep_id) | (col(Tandem.field_id) == rep_id))
    wanted = wanted.where(col(Tandem.until_at).is_(None))
    return tx.all(
        wanted.order_by(col(Tandem.main_at).is_(None), col(Tandem.main_at).desc(), col(Tandem.since_at), col(Tandem.id))
    )


def calls_of(tx: Tx, tandem_id: int) -> Sequence[Callback]:
    """Give the open callbacks of a tandem."""
    wanted = select(Callback).where(
        col(Callback.owner_tandem_id) == tandem_id, col(Callback.state) == CallbackState.OPEN
    )
    return tx.all(wanted.order_by(col(Callback.number)))


def shared(tx: Tx, row: Tandem) -> Sequence[Customer]:
    """Give the customers of both reps of a tandem."""
    wanted = select(Customer).where(col(Customer.inside_id) == row.inside_id, col(Customer.field_id) == row.field_id)
    return tx.all(wanted.order_by(col(Customer.id)))


def between(tx: Tx, row: Tandem) -> Sequence[Offer]:
    """Give the open offers of one rep of a tandem to the other."""
    two = [row.inside_id, row.field_id]
    wanted = select(Offer).where(col(Offer.from_id).in_(two), col(Offer.to_id).in_(two))
    return tx.all(wanted.where(col(Offer.state) == OfferState.OPEN).order_by(col(Offer.id)))


def _listed(numbers: Iterable[object]) -> str:
    """Write the first ten of some numbers, with dots when there are more, and a dash when there is none."""
    written = [str(each) for each in numbers]
    return ", ".join(written[:10] + ["…"] * (len(written) > 10)) or "-"


def _two(tx: Tx, a: str, b: str) -> tuple[Rep, Rep]:
    one, other = tx.colleague(a), tx.colleague(b)
    if one.side is other.side:
        raise Refused("tandem_sides", who=one.handle, to=other.handle)
    return (one, other) if one.side is Side.INSIDE else (other, one)


def _told(tx: Tx, row: Tandem, inside: Rep, outside: Rep, act: Act) -> str:
    both = f"{inside.handle} + {outside.handle}"
    tx.note(row, act, both)
    tx.note(outside, act, both)
    return both
