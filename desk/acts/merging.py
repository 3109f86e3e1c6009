"""Two inquiries that are one: merge, unmerge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, select

from desk.acts.handing import end_offer, end_promises, no_sleep_past, open_promises
from desk.acts.standing import allowed, open_callbacks, stand, wake_up
from desk.acts.standing_in import has_left
from desk.keeping import rooms
from desk.keeping.tx import Tx
from desk.tables import Callback, Inquiry, Promise, TrailEntry
from desk.words import Act, OfferState, Outcome, PromiseState, Refused, State, Thing

_SLEEP = ("state", "wake_at", "follow_up_at")
"""Columns of the inquiry that stands for both which merging may change, beside what is worked out from them."""
_END = ("state", "outcome", "closed_at", "merged_into", "wake_at")
"""Columns of the inquiry that was merged which merging changes, beside what is worked out from them."""
_HANDED_ON = [PromiseState.OPEN, PromiseState.ENDED]
"""What merging does to the state of a promise."""


def merge(tx: Tx, number: int, into: int) -> None:
    """Close an inquiry as a duplicate of another one, which finds its messages, notes and callbacks from now on.

    What was still to be done for it is due on the other one at the same time, so that nothing falls asleep with it.
    Raises Refused: merge_with_itself, merge_in_a_circle, merged_into (the other was itself merged), closed_already.
    """
    inquiry = allowed(tx, number, Act.MERGE)
    survivor = tx.inquiry(into)
    if number == into:
        raise Refused("merge_with_itself", number=number)
    if survivor.merged_into == number:
        raise Refused("merge_in_a_circle", number=number, into=into)
    if survivor.merged_into is not None:
        raise Refused("merged_into", number=into, into=survivor.merged_into)
    if survivor.state is State.CLOSED:
        raise Refused("closed_already", number=into)
    put_into(tx, inquiry, survivor)


def put_into(tx: Tx, inquiry: Inquiry, survivor: Inquiry) -> None:
    """Close one open inquiry as a duplicate of another open one, and hand over all that was to be done for it."""
    waiting = _waiting(inquiry, survivor)
    end_offer(tx, inquiry, OfferState.ENDED)
    if inquiry.first_reply_at is None:  # the customer has asked once more and nobody has answered yet
        wake_up(survivor)
    if waiting is not None:
        survivor.follow_up_at = min(survivor.follow_up_at or waiting, waiting)
    inquiry.state, inquiry.wake_at = State.CLOSED, None
    inquiry.outcome, inquiry.closed_at, inquiry.merged_into = Outcome.DUPLICATE, tx.now, survivor.number
    stand(tx, inquiry)
    tx.note(inquiry, Act.MERGE, f"#{survivor.number}")
    for callback in open_callbacks(tx, inquiry):
        callback.inquiry_number = survivor.number
        tx.note(callback, Act.MERGE, f"#{survivor.number}")
    for promise in end_promises(tx, inquiry):
        _hand_on(tx, promise, survivor)
    tx.session.flush()
    stand(tx, survivor)
    _note_merged(tx, survivor, f"#{inquiry.number}")


def _hand_on(tx: Tx, promise: Promise, survivor: Inquiry) -> None:
    tx.add(
        Promise(
            inquiry_number=survivor.number,
            rep_id=promise.rep_id,
            text=promise.text,
            since_at=promise.since_at,
            due_at=promise.due_at,
            continues=promise.number,
        )
    )
    no_sleep_past(survivor, promise.due_at)


def unmerge(tx: Tx, number: int) -> None:
    """Make a merged inquiry one of its own again: both stand as before, unless somebody has changed that since.

    Raises Refused("not_merged") when it was not merged.
    """
    inquiry = allowed(tx, number, Act.UNMERGE)
    if inquiry.merged_into is None:
        raise Refused("not_merged", number=number)
    survivor = tx.inquiry(inquiry.merged_into)
    tx.note(inquiry, Act.UNMERGE, f"#{survivor.number}")
    tx.note(survivor, Act.UNMERGE, f"#{number}")
    told = tuple(_told(tx, number, survivor.number))
    _bring_callbacks(tx, inquiry, survivor, told)
    _bring_promises(tx, inquiry, survivor, told)
    _take_apart(inquiry, survivor, told)
    for each in (inquiry, survivor):
        if each.wake_at is not None and each.wake_at <= tx.now:
            wake_up(each)
        for promise in open_promises(tx, each):
            no_sleep_past(each, promise.due_at)
        if each.holder_id is not None and each.state is not State.CLOSED and has_left(tx, each.holder_id):
            wake_up(each)
            each.state, each.holder_id = State.NEW, None
        stand(tx, each)


def survivor_of(tx: Tx, inquiry: Inquiry) -> Inquiry:
    """Follow merges to the inquiry that stands for all of them."""
    seen = {inquiry.number}
    while inquiry.merged_into is not None and inquiry.merged_into not in seen:
        seen.add(inquiry.merged_into)
        inquiry = tx.inquiry(inquiry.merged_into)
    return inquiry


def _waiting(inquiry: Inquiry, survivor: Inquiry) -> datetime | None:
    """Give when something was to be done for an inquiry, its callbacks aside, that the other one does not know of."""
    plans = [inquiry.follow_up_at, inquiry.wake_at]
    if inquiry.first_reply_at is None and (survivor.first_reply_at is not None or inquiry.due_at < survivor.due_at):
        plans.append(inquiry.due_at)
    return min((plan for plan in plans if plan is not None), default=None)


def _note_merged(tx: Tx, survivor: Inquiry, which: str) -> None:
    """Say in the survivor's one entry of this act every number that was merged into it."""
    entry = tx.entries.get((Thing.INQUIRY, survivor.number))
    if entry is not None and entry.act == Act.MERGE:
        entry.note = f"{entry.note}, {which}"
    else:
        tx.note(survivor, Act.MERGE, which)


class _Told(NamedTuple):
    """One change of the act that merged, as its trail tells it: the columns with what stood before and after."""

    table: str
    key: int
    pairs: dict[str, list[Any]]


def _bring_callbacks(tx: Tx, inquiry: Inquiry, survivor: Inquiry, told: tuple[_Told, ...]) -> None:
    """Bring back the callbacks that merging handed over, from whichever inquiry has them by now."""
    last = survivor_of(tx, survivor)
    for each in told:
        callback = tx.session.get(Callback, each.key) if each.table == "callback" else None
        if callback is None or each.pairs.get("inquiry_number") != [inquiry.number, survivor.number]:
            continue
        if callback.inquiry_number == last.number:
            callback.inquiry_number = inquiry.number
            tx.note(callback, Act.UNMERGE, f"#{inquiry.number}")
            tx.note(last, Act.UNMERGE, f"#{inquiry.number}")
    tx.session.flush()
    stand(tx, last)


def _bring_promises(tx: Tx, inquiry: Inquiry, survivor: Inquiry, told: tuple[_Told, ...]) -> None:
    """Bring back the promises that go on with another inquiry, as they stand there by now, unless they are settled."""
    last = survivor_of(tx, survivor)
    for each in told:
        promise = tx.session.get(Promise, each.key) if each.table == "promise" else None
        if promise is None or promise.inquiry_number != inquiry.number or each.pairs.get("state") != _HANDED_ON:
            continue
        heir = _heir(tx, promise)
        if heir.state is PromiseState.OPEN and heir.inquiry_number == last.number:
            heir.state, heir.ended_at = PromiseState.ENDED, tx.now
            promise.state, promise.ended_at = PromiseState.OPEN, None
            promise.since_at, promise.due_at, promise.rep_id = heir.since_at, heir.due_at, heir.rep_id
            tx.note(last, Act.UNMERGE, f"#{inquiry.number}")
    tx.session.flush()
    stand(tx, last)


def _heir(tx: Tx, promise: Promise) -> Promise:
    """Follow merges to the promise that goes on with this one."""
    while promise.state is PromiseState.ENDED:
        wanted = select(Promise).where(col(Promise.continues) == promise.number)
        after = tx.first(wanted.order_by(col(Promise.number).desc()).limit(1))
        if after is None:
            return promise
        promise = after
    return promise


def _take_apart(inquiry: Inquiry, survivor: Inquiry, told: tuple[_Told, ...]) -> None:
    merged = [each for each in told if each.table == "inquiry" and "merged_into" in each.pairs]
    for each in told:
        if each.table == "inquiry" and each.key == inquiry.number:
            _put_back(inquiry, each, _END)
            if inquiry.state is State.OFFERED:  # its offer ended when it was merged
                inquiry.state = State.HELD
        elif each.table == "inquiry" and each.key == survivor.number and len(merged) == 1:
            _put_back(survivor, each, _SLEEP)


def _told(tx: Tx, number: int, into: int) -> Iterator[_Told]:
    """Give the changes of the act that last merged one inquiry into the other."""
    entries = select(TrailEntry).where(col(TrailEntry.thing) == Thing.INQUIRY, col(TrailEntry.thing_id) == number)
    for entry in tx.all(entries.order_by(col(TrailEntry.id).desc())):
        if any(change.get("merged_into") == [None, into] for change in json.loads(entry.changes)):
            of_act = select(TrailEntry.changes).where(col(TrailEntry.act_id) == entry.act_id)
            for change in (each for changes in tx.all(of_act) for each in json.loads(changes)):
                pairs = {name: pair for name, pair in change.items() if isinstance(pair, list)}
                yield _Told(change["table"], change["id"], pairs)
            return


def _put_back(row: Inquiry, told: _Told, names: tuple[str, ...]) -> None:
    """Put back the named columns as they were before, all of them or, when one was changed since, none."""
    pairs = {name: told.pairs[name] for name in names if name in told.pairs}
    if all(rooms.kept("inquiry", name, getattr(row, name)) == pair[1] for name, pair in pairs.items()):
        for name, pair in pairs.items():
            setattr(row, name, rooms.meant("inquiry", name, pair[0]))
