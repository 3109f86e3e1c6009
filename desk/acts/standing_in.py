"""Who acts for somebody who is not there."""

from __future__ import annotations

from datetime import datetime

from desk.clock import micros
from desk.keeping.tx import Tx

_ENDED = "SELECT 1 FROM rep WHERE id = ? AND ended_at <= ?"


def who_stands_in(tx: Tx, rep_id: int, at: datetime) -> int | None:
    """Give the rep before whom something of `rep_id` comes back at an instant; None: it comes into the inbox.

    It is the rep as long as the rep is of the team.
    """
    return None if tx.ask(_ENDED, (rep_id, micros(at))).first() is not None else rep_id
