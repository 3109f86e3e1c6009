"""What is due settles itself: what the store calls for each thing whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.keeping import dues

if TYPE_CHECKING:
    from desk.keeping.tx import Tx


def settle(tx: Tx, kind: str, number: int) -> None:
    """Do what is due at the transaction's instant, once: what is snoozed wakes, what nobody took in time expires.

    An absence begins or ends, and a callback that was not made in time is for more people.
    `kind` is one of `keeping.dues`; what has been settled meanwhile stays as it is.
    """
    from desk.acts import absences, offers, time, widening

    {
        dues.WAKE: time.wake_due,
        dues.EXPIRE: offers.expire,
        dues.AWAY: absences.begin,
        dues.BACK: absences.end,
        dues.WIDEN: widening.widen,
    }[kind](tx, number)
