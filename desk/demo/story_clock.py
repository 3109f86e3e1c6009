"""The clock of a story: it is moved along while a store is filled, and the entries are marked as by the real one."""

from __future__ import annotations

from datetime import datetime

from desk.clock import StoppedClock


class StoryClock(StoppedClock):
    """A clock that is moved from one thing that happened to the next; `stopped` is what the real clock says."""

    def __init__(self, at: datetime, *, stopped: bool) -> None:
        super().__init__(at)
        self.stopped = stopped
