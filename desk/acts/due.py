"""What is due settles itself: what the store calls for each inquiry whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.keeping.tx import Tx


def settle(tx: Tx, number: int) -> None:
    """Do with an inquiry what is due by the transaction's instant: a snoozed one wakes."""
    from desk.acts import time

    time.wake_due(tx, number)
