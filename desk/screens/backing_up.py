"""The day's backup: made in a thread while nobody types, and a lack of backups said."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.sentences import backups, refusal
from desk.words import StoreRefused

if TYPE_CHECKING:
    from desk.store import Store

AGAIN = timedelta(hours=1)
"""How often it is asked whether today has its backup: a desk may stay open over midnight, and a disk be full."""


class BackingUp:
    """Sees to it that each day on which this desk is open has its backup.

    A desk whose clock is stopped makes none: its days are none, and a demonstration has nothing to lose.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next: datetime | None = None
        self._thread: threading.Thread | None = None
        self._found = self._told = ""

    @property
    def busy(self) -> bool:
        """True while a backup is being made."""
        return self._thread is not None and self._thread.is_alive()

    def look(self) -> str:
        """Begin when it is time, without waiting; give what is to be said about a lack of backups, each thing once."""
        clock = self._store.clock
        if clock.stopped or self.busy:
            return ""
        now = clock.now()
        if self._next is None or not self._next - AGAIN <= now < self._next:  # a clock set back does not put it off
            self._next = now + AGAIN
            self._thread = threading.Thread(target=self._make, args=(now,), name="backup", daemon=True)
            self._thread.start()
            return ""
        told, self._told = self._told, self._found
        return self._found if self._found != told else ""

    def _make(self, now: datetime) -> None:
        try:
            self._found = backups.warning(self._store.back_up(), now)
        except StoreRefused as gone:
            self._found = refusal(gone)
