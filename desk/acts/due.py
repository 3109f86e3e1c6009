"""What is due settles itself: what the store calls for each thing whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.keeping import dues

if TYPE_CHECKING:
    from desk.keeping.tx import Tx


def settle(tx: Tx, kind: str, number: int) -> None:
    """Do what is due at the transaction's instant, once: a snoozed inquiry wakes, an offer that nobody took expires.

    `kind` is one of `keeping.dues`; what has been settled meanwhile stays as it is.
    """
    from desk.acts import offers, time

    {dues.WAKE: time.wake_due, dues.EXPIRE: offers.expire}[kind](tx, number)
