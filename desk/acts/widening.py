"""Overdue widens: a callback that was not made in time is for the tandem, then for anyone (DOMAIN, Callbacks)."""

from __future__ import annotations

from datetime import datetime

from desk.acts import tandems
from desk.keeping.tx import Tx
from desk.rules.retries import GRACE
from desk.tables import Callback
from desk.words import Act, CallbackState, OwnerKind


def widens_at(tx: Tx, from_at: datetime, until_at: datetime | None) -> datetime | None:
    """Give when a callback has been overdue for as many business minutes as the team lets its owner have; or None.

    None when the team's hours hold so little time that it would never be.
    """
    try:
        return tx.calendar.add(until_at or from_at + GRACE, tx.team.widen_minutes)
    except ValueError:
        return None


def plan(tx: Tx, callback: Callback) -> None:
    """Work out when an open callback is for more people; what is anyone's already, on a side or at all, stays so."""
    waits = callback.state is CallbackState.OPEN and callback.owner_kind in (OwnerKind.REP, OwnerKind.TANDEM)
    at = widens_at(tx, callback.from_at, callback.until_at) if waits else None
    if at is not None and at <= tx.now:  # whoever has it only now gets as long
        at = widens_at(tx, tx.now - GRACE, None)
    callback.widen_at = at


def widen(tx: Tx, number: int) -> None:
    """Let the tandem make a callback that its rep did not make in time, then anyone; the desk itself does it, once."""
    callback = tx.callback(number)
    if callback.state is not CallbackState.OPEN or callback.widen_at is None or callback.widen_at > tx.now:
        return
    pairs = tandems.of_rep(tx, callback.owner_id) if callback.owner_id is not None else ()
    callback.owner_id = callback.owner_tandem_id = callback.widen_at = None
    if callback.owner_kind is OwnerKind.REP and pairs:
        callback.owner_kind, callback.owner_tandem_id = OwnerKind.TANDEM, pairs[0].id
        callback.widen_at = widens_at(tx, tx.now - GRACE, None)
    else:
        callback.owner_kind = OwnerKind.ANYONE
    tx.note(callback, Act.WIDEN, callback.owner_kind.value)
