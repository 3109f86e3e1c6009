"""Two faces: the other one is told, and may object for four business hours (DOMAIN, care models)."""

from __future__ import annotations

from desk import clean
from desk.acts.handing import end_offer
from desk.acts.standing import allowed, stand, wake_up
from desk.acts.suggesting import row_of
from desk.keeping.tx import Tx
from desk.words import Act, OfferState, Refused


def object_to(tx: Tx, number: int, why: str) -> None:
    """Object to who has an inquiry: it stands before its holder again, or in the inbox, marked returned.

    Only the other of the customer's two faces may, while four business hours since the inquiry came to the customer
    are not over, once, with a reason. Raises Refused: closed_already, no_objection, only_other_face, objected_already,
    object_too_late, held_by_you, object_why_needed.
    """
    inquiry = allowed(tx, number, Act.OBJECT)
    row = row_of(tx, number)
    if row is None or row.told_id is None or row.object_until is None:
        raise Refused("no_objection", number=number)
    if row.told_id != tx.rep.id:
        raise Refused("only_other_face", number=number, who=tx.handle(row.told_id) or "")
    if row.objected_at is not None:
        raise Refused("objected_already", number=number, who=tx.rep.handle)
    if tx.now >= row.object_until:
        raise Refused("object_too_late", number=number, at=row.object_until)
    if inquiry.holder_id == tx.rep.id:
        raise Refused("held_by_you", number=number)
    reason = clean.line(why)
    if not reason:
        raise Refused("object_why_needed")
    row.objected_at, row.objection = tx.now, reason
    end_offer(tx, inquiry, OfferState.ENDED, reason)
    wake_up(inquiry)
    inquiry.returned = True
    stand(tx, inquiry)
    tx.note(inquiry, Act.OBJECT, reason, invited=True)
