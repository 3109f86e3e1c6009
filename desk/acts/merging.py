"""Two inquiries that are one: merge, unmerge."""

from __future__ import annotations

from desk.acts.standing import allowed, stand, wake_up
from desk.keeping.tx import Tx
from desk.tables import Inquiry
from desk.words import Act, Outcome, Refused, State


def merge(tx: Tx, number: int, into: int) -> None:
    """Close an inquiry as a duplicate of another one, which finds its messages, notes and callbacks from now on.

    Raises Refused: merge_with_itself, merge_in_a_circle, merged_into (the other was itself merged).
    """
    inquiry = allowed(tx, number, Act.MERGE)
    survivor = tx.inquiry(into)
    if number == into:
        raise Refused("merge_with_itself", number=number)
    if survivor.merged_into == number:
        raise Refused("merge_in_a_circle", number=number, into=into)
    if survivor.merged_into is not None:
        raise Refused("merged_into", number=into, into=survivor.merged_into)
    wake_up(inquiry)
    inquiry.state, inquiry.outcome, inquiry.closed_at = State.CLOSED, Outcome.DUPLICATE, tx.now
    inquiry.merged_into, inquiry.returned, inquiry.follow_up_at = into, False, None
    stand(tx, inquiry)
    tx.note(inquiry, Act.MERGE, f"#{into}")
    tx.note(survivor, Act.MERGE, f"#{number}")


def unmerge(tx: Tx, number: int) -> None:
    """Make a merged inquiry one of its own again, held as before, else by whoever does it.

    Raises Refused("not_merged") when it was not merged.
    """
    inquiry = allowed(tx, number, Act.UNMERGE)
    if inquiry.merged_into is None:
        raise Refused("not_merged", number=number)
    survivor = tx.inquiry(inquiry.merged_into)
    inquiry.state = State.HELD if inquiry.holder_id is not None else State.NEW
    inquiry.outcome = inquiry.closed_at = inquiry.merged_into = None
    stand(tx, inquiry)
    tx.note(inquiry, Act.UNMERGE, f"#{survivor.number}")
    tx.note(survivor, Act.UNMERGE, f"#{number}")


def survivor_of(tx: Tx, inquiry: Inquiry) -> Inquiry:
    """Follow merges to the inquiry that stands for all of them."""
    seen = {inquiry.number}
    while inquiry.merged_into is not None and inquiry.merged_into not in seen:
        seen.add(inquiry.merged_into)
        inquiry = tx.inquiry(inquiry.merged_into)
    return inquiry
